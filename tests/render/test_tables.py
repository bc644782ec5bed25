"""The report's pivots."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from builders import project
from evtrack.appraisal import judge
from evtrack.model import Verdict
from evtrack.readers import load
from evtrack.render import tables
from evtrack.render.tables import calibration_grid, matrix

CLAIMS = """\
claim_id,claim,stated,citekey,stance
C1,Tea wakes.,firm,d,supports
C2,Tea calms.,open,,
C3,Tea is hot.,firm,b,contradicts
C3,,,d,mentions
C4,Tea is good.,firm,nowhere,supports
C4,,,b,
"""
REFERENCES = "@misc{b}\n@misc{d}\n"


@pytest.fixture
def verdicts(tmp_path: Path) -> Mapping[str, Verdict]:
    return judge(load(project(tmp_path, claims=CLAIMS, references=REFERENCES)))


def test_columns_stand_in_the_order_that_is_given(verdicts: Mapping[str, Verdict]) -> None:
    grid = matrix(verdicts, ["d", "unlinked", "b"])

    assert grid is not None
    assert grid["columns"] == ["d", "b", "nowhere"]


def test_without_an_order_those_with_most_claims_come_first(
    verdicts: Mapping[str, Verdict],
) -> None:
    grid = matrix(verdicts)

    assert grid is not None
    assert grid["columns"] == ["b", "d", "nowhere"]


def test_a_row_is_told_with_and_without_its_blanks(verdicts: Mapping[str, Verdict]) -> None:
    grid = matrix(verdicts, ["d", "b"])

    assert grid is not None
    first, second, third, fourth = grid["rows"]
    assert first["cells"] == [{"stance": "supports", "certainty": 1}, None, None]
    assert first["filled"] == [{"citekey": "d", "skipped": 0, "stance": "supports", "certainty": 1}]
    assert first["left"] == 2
    assert (second["claim"], second["filled"], second["left"]) == ("C2", [], 3)
    assert [(cell["citekey"], cell["certainty"]) for cell in third["filled"]] == [
        ("d", None),
        ("b", 1),
    ]
    assert [(cell["skipped"], cell["stance"]) for cell in fourth["filled"]] == [
        (1, None),
        (0, "supports"),
    ]


def test_blanks_and_cells_fill_every_row(verdicts: Mapping[str, Verdict]) -> None:
    grid = matrix(verdicts)

    assert grid is not None
    for row in grid["rows"]:
        blanks = sum(cell["skipped"] for cell in row["filled"]) + row["left"]
        assert blanks + len(row["filled"]) == len(grid["columns"]) == len(row["cells"])


def test_a_table_that_nobody_could_read_is_none(
    verdicts: Mapping[str, Verdict], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MOST_CELLS", 11)

    assert matrix(verdicts) is None


def test_wording_by_verdict(verdicts: Mapping[str, Verdict]) -> None:
    grid = calibration_grid(verdicts)

    counts = {
        row["stated"]: dict(zip(grid["columns"], row["counts"], strict=True))
        for row in grid["rows"]
    }
    assert counts["firm"]["weak"] == 1
    assert counts["firm"]["contradicted"] == 1
    assert counts["firm"]["unsupported"] == 1
    assert counts["open"]["unsupported"] == 1
    assert sum(sum(row["counts"]) for row in grid["rows"]) == len(verdicts)
