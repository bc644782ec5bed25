"""The case files of the rules: small projects with what a rule finds in them, and what it doesn't.

A case file is TOML: `today`, and the tables `fail` and `pass`, each with files by path (those
of `DEFAULTS` where they are left out), an optional `encoding`, and in `fail` what is expected.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evtrack.appraisal import judge
from evtrack.config import find_config
from evtrack.inspection import inspect
from evtrack.model import Finding
from evtrack.readers import read_project

CASES = Path(__file__).parent.parent / "tests" / "cases" / "rules"
DEFAULTS = {
    "claims.csv": "claim_id,claim,citekey,stance\nC1,Tea wakes people up.,ng2020,supports\n",
    "references.bib": (
        "@article{ng2020,\n  author  = {Ng, Ada},\n  title   = {Tea and wakefulness},\n"
        "  journal = {Journal of Tea},\n  year    = {2020},\n}\n"
    ),
    "evtrack.toml": "",
}

Case = Mapping[str, Any]


def case_of(rule: str) -> Case:
    """The case file of a rule."""
    return tomllib.loads((CASES / f"{rule}.toml").read_text(encoding="utf-8"))


def files_of(case: Case, example: str) -> Mapping[str, str]:
    """The files that `fail` or `pass` gives, by path; those without a dot are no files."""
    return {name: text for name, text in case[example].items() if "." in name}


def findings_in(case: Case, example: str, rule: str, folder: Path) -> list[Finding]:
    """What the rule of this name finds in the case's `fail` or `pass`, laid out in a folder."""
    for name, text in {**DEFAULTS, **files_of(case, example)}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode(case[example].get("encoding", "utf-8")))
    ledger = read_project(find_config(folder), with_report=True)
    today = case.get("today")
    inspection = inspect(ledger, judge(ledger, today), today)
    return [finding for finding in inspection.findings if finding.rule == rule]


def line_of(finding: Finding) -> str:
    """The place and the message, as case files expect them."""
    return f"{finding.problem.location}: {finding.problem.message}"
