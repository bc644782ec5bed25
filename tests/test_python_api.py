"""evtrack as a library: load, check, judge, and the tables for pandas."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import evtrack
from builders import ROOT, project
from evtrack.words import Support


def test_load_gives_the_ledger_of_a_project() -> None:
    ledger = evtrack.load(ROOT)

    assert (len(ledger.claims), len(ledger.links)) == (38, 53)
    source = ledger.sources["pacik2017"]
    assert (source.type, source.fields["month"]) == ("article", "June")
    assert source.location.path == "references.bib"
    assert ledger.unread == ()


def test_a_source_that_no_claim_cites_is_there_too() -> None:
    assert evtrack.load(ROOT).sources["boskey-botox"].type == "online"


def test_check_lists_findings_by_place(tmp_path: Path) -> None:
    rows = "C2,Second.,nobody,supports\nC1,First.,noone,supports\n"
    project(tmp_path, claims="claim_id,claim,citekey,stance\n" + rows)

    findings = evtrack.check(evtrack.load(tmp_path))

    unknown = [f.problem.location.line for f in findings if f.rule == "unknown-citekey"]
    assert unknown == [2, 3]


def test_judge_gives_a_verdict_for_each_claim() -> None:
    verdicts = evtrack.judge(evtrack.load(ROOT))

    assert verdicts["C18"].support is Support.CONTRADICTED


def test_what_can_not_run_says_so(tmp_path: Path) -> None:
    with pytest.raises(evtrack.CannotRun, match=r"claims\.csv: not found"):
        evtrack.load(tmp_path)


def test_there_is_nothing_else_in_it() -> None:
    with pytest.raises(AttributeError, match="no attribute 'judgement'"):
        evtrack.judgement  # noqa: B018


def test_every_public_name_is_there() -> None:
    assert all(hasattr(evtrack, name) for name in evtrack.__all__)


class TestFrames:
    def test_verdicts_are_a_row_each_with_ordered_categories(self) -> None:
        frame = evtrack.to_frame(evtrack.judge(evtrack.load(ROOT)))

        assert list(frame.columns) == [
            "claim_id",
            "claim",
            "question",
            "stated",
            "support",
            "for",
            "against",
            "calibration",
            "flags",
            "fragile",
            "counted",
        ]
        assert len(frame) == 38
        assert frame["support"].cat.ordered
        assert frame.loc[frame["claim_id"] == "C30", "counted"].item() == 2

    def test_the_ledger_is_three_tidy_tables(self) -> None:
        frames = evtrack.load(ROOT).to_frames()

        assert {name: len(frame) for name, frame in frames.items()} == {
            "claims": 38,
            "links": 53,
            "sources": 17,
        }

    def test_dtypes_are_as_documented(self) -> None:
        frames = evtrack.load(ROOT).to_frames()

        assert frames["links"]["checked"].dtype == "datetime64[s]"
        assert frames["sources"]["sample_size"].dtype == pd.Int64Dtype()
        assert frames["sources"]["preprint"].dtype == bool
        assert isinstance(frames["claims"]["claim"].dtype, pd.StringDtype)

    def test_an_empty_project_has_empty_tables_of_the_same_columns(self, tmp_path: Path) -> None:
        empty = evtrack.load(project(tmp_path, claims="claim_id,claim\n"))
        full = evtrack.load(ROOT)

        for name, frame in empty.to_frames().items():
            assert list(frame.dtypes) == list(full.to_frames()[name].dtypes)
            assert frame.empty
