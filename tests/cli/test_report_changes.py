"""What `report` tells of the verdicts since the report that it takes the place of."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from builders import project
from evtrack.cli import run

REFERENCES = "@article{a, title={T}, design={rct}, samplesize=900, riskofbias={low}}\n"
BEFORE = "claim_id,claim,citekey,stance\nC1,x,a,supports\n"


def report(folder: Path, *arguments: str) -> str:
    out = io.StringIO()
    with redirect_stdout(out):
        assert run(["report", "--project", str(folder), *arguments]) == 0
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project(tmp_path, claims=BEFORE, references=REFERENCES)


def rewrite(folder: Path) -> None:
    (folder / "claims.csv").write_text(BEFORE.replace("supports", "contradicts"), encoding="utf-8")


def test_the_first_report_has_nothing_to_compare_with(folder: Path) -> None:
    assert "since the last report" not in report(folder)


def test_a_verdict_that_has_changed_is_told_once(folder: Path) -> None:
    report(folder)
    rewrite(folder)
    assert "1 changed.\n  C1  moderate → contradicted; now overstated\n" in report(folder)
    assert "since the last report: none changed." in report(folder)


def test_the_files_do_not_tell_what_was_before(folder: Path) -> None:
    report(folder)
    rewrite(folder)
    report(folder)
    after_a_change = {path.name: path.read_bytes() for path in (folder / "reports").iterdir()}
    report(folder)
    again = {path.name: path.read_bytes() for path in (folder / "reports").iterdir()}
    assert after_a_change == again


def test_only_a_report_that_is_replaced_is_compared_with(folder: Path) -> None:
    report(folder)
    rewrite(folder)
    assert "since the last report" not in report(folder, "--output", str(folder / "elsewhere"))
    assert "since the last report" not in report(folder, "--format", "md")


def test_a_report_that_can_not_be_read_is_no_obstacle(folder: Path) -> None:
    report(folder)
    (folder / "reports" / "evidence.json").write_text("[]", encoding="utf-8")
    assert "since the last report" not in report(folder)
