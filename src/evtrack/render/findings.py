"""Findings as records: the keys of JSON, version 1."""

from __future__ import annotations

from typing import TypedDict

from evtrack.inspection import Inspection
from evtrack.model import Finding, Unchecked


class FindingRecord(TypedDict):
    """One finding; `line` and `column` count from 1."""

    rule: str
    severity: str
    message: str
    path: str
    line: int
    column: int
    subject: str
    help: str


class UncheckedRecord(TypedDict):
    """One thing that could not be checked."""

    what: str
    why: str
    subject: str


def finding_record(finding: Finding) -> FindingRecord:
    """The finding under its JSON keys."""
    problem = finding.problem
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": problem.message,
        "path": problem.location.path,
        "line": problem.location.line,
        "column": problem.location.column,
        "subject": problem.subject,
        "help": problem.help,
    }


def unchecked_record(unchecked: Unchecked) -> UncheckedRecord:
    """What was left unchecked under its JSON keys."""
    return {"what": unchecked.what, "why": unchecked.why, "subject": unchecked.subject}


def accepted_records(inspection: Inspection) -> list[dict[str, object]]:
    """The findings that somebody agreed to live with, and why, and until when."""
    return [
        {
            **finding_record(finding),
            "reason": acceptance.reason,
            "until": acceptance.until.isoformat() if acceptance.until else None,
        }
        for finding, acceptance in inspection.accepted
    ]


def findings_of(inspection: Inspection) -> list[FindingRecord]:
    """All findings by path, line and column."""
    return [finding_record(finding) for finding in inspection.findings]
