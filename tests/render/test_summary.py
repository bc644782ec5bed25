"""What `report` prints: what could not be read, and the change since the report before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import project
from evtrack.appraisal import judge
from evtrack.inspection import Results, inspect
from evtrack.model import PastVerdict, Report
from evtrack.readers import load
from evtrack.render.summary import summary_text
from evtrack.render.terminal import Terminal

CLAIMS = "claim_id,claim,citekey,stance\nC1,x,,\nC2,y,a,supports\nC3,z,a,contradicts\n"


def summary(folder: Path, claims: str, before: Report | None = None) -> list[str]:
    ledger = load(project(folder, claims=claims, references="@misc{a, title={T}}\n"))
    verdicts = judge(ledger)
    results = Results(ledger, verdicts, inspect(ledger, verdicts, None), None)
    return summary_text(results, [], Terminal(width=100), before).splitlines()


def changes(folder: Path, before: Report | None) -> list[str]:
    lines = summary(folder, CLAIMS, before)
    start = next((n for n, line in enumerate(lines) if line.startswith("Verdicts since")), None)
    return [] if start is None else [line for line in lines[start:] if line]


@pytest.mark.parametrize("before", [None, Report("r", flaw="can't be read")])
def test_without_a_report_nothing_is_compared(tmp_path: Path, before: Report | None) -> None:
    assert changes(tmp_path, before) == []


AS_NOW = {
    "C1": PastVerdict("unsupported", calibration="overstated"),
    "C2": PastVerdict("weak", "weak", calibration="overstated"),
    "C3": PastVerdict("contradicted", against="weak", calibration="overstated"),
}


def test_nothing_has_changed(tmp_path: Path) -> None:
    before = Report("r", verdicts=AS_NOW)
    assert changes(tmp_path, before) == ["Verdicts since the last report: none changed."]


def test_changes_come_worst_first(tmp_path: Path) -> None:
    verdicts = {
        "C0": PastVerdict("weak", "weak", calibration="calibrated"),
        "C2": PastVerdict("strong", "strong", calibration="calibrated"),
        "C3": PastVerdict("mixed", "weak", "weak", calibration="overstated"),
    }
    assert changes(tmp_path, Report("r", verdicts=verdicts)) == [
        "Verdicts since the last report: 2 changed, 1 new (C1) and 1 gone (C0).",
        "  C3  mixed → contradicted",
        "  C2  strong → weak; now overstated",
        "`evtrack diff` tells why, from any revision on.",
    ]


@pytest.mark.parametrize(
    ("past", "change"),
    [
        (PastVerdict("weak", "weak", calibration="calibrated"), "still weak; now overstated"),
        (PastVerdict("weak", "moderate", "weak", "overstated"), "weak, moderate for and weak "
         "against → weak for"),
    ],
    ids=["wording", "sides"],
)  # fmt: skip
def test_more_than_the_support_changes(tmp_path: Path, past: PastVerdict, change: str) -> None:
    told = changes(tmp_path, Report("r", verdicts={**AS_NOW, "C2": past}))
    assert told[1] == f"  C2  {change}"


def test_many_new_claims_are_named_briefly(tmp_path: Path) -> None:
    gone = {f"C{n}": PastVerdict("weak") for n in range(10, 20)}
    assert changes(tmp_path, Report("r", verdicts=AS_NOW | gone)) == [
        "Verdicts since the last report: 10 gone (C10, C11, C12, C13, C14 and 5 more)."
    ]


def test_what_an_old_report_says_is_shown_inert(tmp_path: Path) -> None:
    past = {**AS_NOW, "C1": PastVerdict("\x1b[31mred"), "\x1b": AS_NOW["C1"]}
    assert "\x1b" not in "".join(changes(tmp_path, Report("r", verdicts=past)))


# What could not be read


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("C1,x,a,supports\n", None),
        ('C1,x,a,supports\nC2,"y,a,\n', "1 row of claims.csv"),
        ('C1,x,a,supports\n,y,a,supports\nC2,"y,a,\n', "2 rows of claims.csv"),
    ],
)
def test_what_could_not_be_read_is_told(tmp_path: Path, rows: str, said: str | None) -> None:
    lines = summary(tmp_path, f"claim_id,claim,citekey,stance\n{rows}")
    told = [line for line in lines if "could not be read" in line]
    end = "could not be read, so verdicts may be wrong; `evtrack check` tells where."
    assert told == ([f"{said} {end}"] if said else [])


@pytest.mark.parametrize(
    ("claim_id", "command"),
    [("C1", "evtrack show C1"), ("C 2/ü#?", "evtrack show 'C 2/ü#?'")],
)
def test_the_command_that_is_offered_works(tmp_path: Path, claim_id: str, command: str) -> None:
    lines = summary(tmp_path, f"claim_id,claim\n{claim_id},x\n")
    assert f"`{command}` explains one step by step." in lines


def test_an_id_is_shown_inert(tmp_path: Path) -> None:
    assert "\x1b" not in "".join(summary(tmp_path, "claim_id,claim\n\x1b[31mC1,x\n"))
