"""`gitlab`: the properties that GitLab's Code Quality report format documents."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from evtrack.render.check_formats import CheckView
from evtrack.render.check_formats.gitlab import gitlab
from findings import ANY_VIEW, TYPICAL, finding, shown
from golden_files import matches_golden

# After the table of properties in GitLab's documentation, "Code Quality report format".
FORMAT = Draft202012Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "additionalProperties": False,
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "pattern": "^[a-z-]+$"},
                "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": "^(?![./]/)"},
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "properties": {"begin": {"type": "integer", "minimum": 1}},
                        },
                    },
                },
            },
        },
    }
)


def report_of(view: CheckView) -> Any:
    report = json.loads(gitlab(view))
    FORMAT.validate(report)
    return report


def test_a_typical_report() -> None:
    assert matches_golden("check-gitlab.json", gitlab(TYPICAL))


@given(ANY_VIEW.filter(lambda view: all(f.problem.message for f in view.inspection.findings)))
def test_any_text_keeps_to_the_format(view: CheckView) -> None:
    assert len(report_of(view)) == len(view.inspection.findings)


@pytest.mark.parametrize(
    ("severity", "expected"), [("error", "major"), ("warning", "minor"), ("note", "info")]
)
def test_severities(severity: str, expected: str) -> None:
    assert report_of(shown(finding(severity=severity)))[0]["severity"] == expected


def test_no_two_findings_have_one_fingerprint() -> None:
    report = report_of(shown(finding(), finding(), finding(line=3)))

    assert len({item["fingerprint"] for item in report}) == 3


def test_two_projects_of_a_repository_have_other_fingerprints() -> None:
    reports = [report_of(shown(finding(), folder=folder)) for folder in ("tea", "coffee")]

    assert reports[0][0]["fingerprint"] != reports[1][0]["fingerprint"]


def test_a_check_that_found_nothing() -> None:
    assert gitlab(shown()) == "[]\n"


def test_a_folder_whose_name_is_no_text() -> None:
    (record,) = report_of(shown(finding(), folder="t\udce9"))

    assert record["location"]["path"] == "t?/claims.csv"
