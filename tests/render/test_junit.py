"""`junit`: XML that parses, with the elements and attributes that readers of JUnit know."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from evtrack.config import Config
from evtrack.render.check_formats import CheckView
from evtrack.render.check_formats.junit import junit
from evtrack.rules import RULES
from evtrack.selection import RuleChoice, Selection
from findings import ANY_VIEW, COMPARED, TYPICAL, finding, shown

# Element: what it may hold, what it must say, what it may say (Ant's JUnit task, as Jenkins and
# GitLab document what they read).
TOTALS = {"tests", "failures", "errors", "skipped", "time"}
GRAMMAR: dict[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": ({"testsuite"}, {"name"} | TOTALS, set()),
    "testsuite": ({"testcase"}, {"name"} | TOTALS, set()),
    "testcase": (
        {"failure", "skipped", "system-out"},
        {"name", "classname", "time"},
        {"file", "line"},
    ),
    "failure": (set(), {"message", "type"}, set()),
    "skipped": (set(), {"message"}, set()),
    "system-out": (set(), set(), set()),
}


def report_of(view: CheckView) -> ET.Element:
    root = ET.fromstring(junit(view).encode())  # noqa: S314 - our own
    assert root.tag == "testsuites"
    for element in root.iter():
        children, required, optional = GRAMMAR[element.tag]
        assert {child.tag for child in element} <= children
        assert required <= set(element.attrib) <= required | optional
    for element in (root, *root):
        counted = {"tests": "testcase", "failures": "failure", "skipped": "skipped"}
        for attribute, tag in counted.items():
            assert element.get(attribute) == str(len(list(element.iter(tag))))
    return root


def test_of(view: CheckView, name: str) -> ET.Element:
    element = report_of(view).find(f".//testcase[@name='{name}']")
    assert element is not None
    return element


test_of.__test__ = False  # type: ignore[attr-defined]


@given(ANY_VIEW)
def test_any_text_parses(view: CheckView) -> None:
    report_of(view)


def test_every_rule_that_ran_is_a_test_in_the_suite_of_its_family() -> None:
    config = Config(Path(), rules={"weak-claim": None})

    report = report_of(shown(config=config))

    ran = {rule for rule in RULES if rule.on and rule.name != "weak-claim"}
    cases = {(case.get("classname"), case.get("name")) for case in report.iter("testcase")}
    assert cases == {(f"evtrack.{rule.family}", rule.name) for rule in ran}
    assert {suite.get("name") for suite in report} == {f"evtrack.{rule.family}" for rule in ran}


@pytest.mark.parametrize(
    ("selection", "ran"),
    [
        (Selection(select=RuleChoice(("weak-claim",), frozenset({"weak-claim"}))), True),
        (Selection(ignore=RuleChoice(("weak-claim",), frozenset({"weak-claim"}))), False),
    ],
    ids=["select", "ignore"],
)
def test_a_rule_that_was_not_asked_for_is_no_test(selection: Selection, ran: bool) -> None:
    view = shown()

    report = report_of(view._replace(inspection=view.inspection._replace(selection=selection)))

    names = {case.get("name") for case in report.iter("testcase")}
    assert ("weak-claim" in names, "unknown-word" in names) == (ran, not ran)


def test_a_test_fails_with_each_finding_that_fails_the_check() -> None:
    case = test_of(shown(finding("a"), finding("b", line=3, advice="Mend it.")), "unknown-word")

    failure = case.find("failure")
    assert failure is not None
    assert failure.attrib == {"message": "2 findings", "type": "error"}
    assert failure.text == "claims.csv:2:4: error: a\nclaims.csv:3:4: error: b. Mend it."
    assert (case.get("file"), case.get("line")) == ("claims.csv", "2")


def test_a_finding_that_does_not_fail_the_check_is_output() -> None:
    case = test_of(shown(finding(severity="warning")), "unknown-word")

    assert case.find("failure") is None
    assert case.findtext("system-out") == "claims.csv:2:4: warning: wrong"


def test_what_fails_follows_fail_on() -> None:
    case = test_of(shown(finding(severity="warning"), fail_on="warning"), "unknown-word")

    assert case.find("failure") is not None


def test_an_accepted_finding_is_output_with_its_reason() -> None:
    case = test_of(shown(accepted=[finding()], reason="on its way"), "unknown-word")

    assert case.findtext("system-out") == "claims.csv:2:4: error: wrong (accepted: on its way)"


def test_what_is_unchecked_is_skipped() -> None:
    skipped = test_of(TYPICAL, "rationale").find("skipped")

    assert skipped is not None
    assert skipped.get("message", "").startswith("7 things could not be checked: C1: no stored")


def test_paths_are_those_of_the_repository() -> None:
    assert test_of(TYPICAL, "unknown-citekey").get("file") == "docs/tea/claims.csv"


def test_a_new_finding_is_marked() -> None:
    failure = test_of(COMPARED, "unknown-citekey").findtext("failure")

    assert failure
    assert ": error (new): no entry" in failure


def test_characters_that_xml_lacks_are_shown_or_replaced() -> None:
    text = test_of(shown(finding("a\x1b\0b\ufffe]]>&<")), "unknown-word").findtext("failure")

    assert text == "claims.csv:2:4: error: a<U+001B><U+0000>b\ufffd]]>&<"
