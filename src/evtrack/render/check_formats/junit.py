"""`junit`: JUnit's XML, which GitLab, Jenkins and most dashboards of tests read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from evtrack.model import Finding
from evtrack.phrases import counted
from evtrack.render.check_formats.view import (
    CheckView,
    message_and_help,
    unchecked_in_words,
)
from evtrack.render.terminal import inert
from evtrack.rules import RULES, Rule

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


def junit(view: CheckView) -> str:
    """A suite for each family of rules and a test for each rule.

    A test fails by findings that fail the check; others, and accepted ones, are its output. What
    could not be checked are skipped tests of a suite of their own.
    """
    from xml.etree.ElementTree import Element, indent, tostring  # late: no other format needs it

    told = _told(view)
    rules = sorted((rule for rule in RULES if rule.name in told), key=_family)
    suites = [
        _suite(family, [_rule_test(rule, told[rule.name], view) for rule in group])
        for family, group in groupby(rules, key=_family)
    ]
    if view.unchecked:
        suites.append(_suite("unchecked", list(_unchecked_tests(view))))
    document = Element("testsuites", {"name": "evtrack", **_tally(suites)})
    document.extend(suites)
    indent(document)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(document, encoding="unicode")}\n'


class _Told(NamedTuple):
    """What there is to say of a rule: the findings that fail the check, and the others."""

    failing: list[Finding]
    others: list[str]


def _family(rule: Rule) -> str:
    return rule.family


def _told(view: CheckView) -> dict[str, _Told]:
    """By rule, for those that were asked for or, as vital ones do, found something all the same."""
    told = {rule.name: _Told([], []) for rule in RULES if _is_asked_for(rule, view)}
    for finding in view.inspection.findings:
        mine = told.setdefault(finding.rule, _Told([], []))
        if view.fails(finding):
            mine.failing.append(finding)
        else:
            mine.others.append(_line(finding, view))
    for finding, acceptance in view.inspection.accepted:
        line = f"{_line(finding, view)} (accepted: {_plain(acceptance.reason)})"
        told.setdefault(finding.rule, _Told([], [])).others.append(line)
    return told


def _is_asked_for(rule: Rule, view: CheckView) -> bool:
    selection = view.inspection.selection
    if selection.select is not None:
        return selection.turns_on(rule)
    on = rule.severity_in(view.ledger.config.rules) is not None
    return on and rule.name not in selection.ignore.names


def _line(finding: Finding, view: CheckView) -> str:
    return _plain(
        f"{view.place_of(finding)}: {finding.severity}{view.mark(finding)}: "
        f"{message_and_help(finding.problem)}"
    )


def _rule_test(rule: Rule, told: _Told, view: CheckView) -> Element:
    from xml.etree.ElementTree import SubElement

    test = _test(rule.family, rule.name)
    if told.failing:
        first = told.failing[0]
        place = view.place_of(first)
        test.set("file", _plain(place.path))
        test.set("line", str(place.line))
        attributes = {
            "type": first.severity.value,
            "message": counted(len(told.failing), "finding"),
        }
        failure = SubElement(test, "failure", attributes)
        failure.text = "\n".join(_line(finding, view) for finding in told.failing)
    if told.others:
        SubElement(test, "system-out").text = "\n".join(told.others)
    return test


def _unchecked_tests(view: CheckView) -> Iterator[Element]:
    from xml.etree.ElementTree import SubElement

    for what, items in view.unchecked.items():
        test = _test("unchecked", _plain(what))
        message = (
            f"{counted(len(items), 'thing')} could not be checked: {unchecked_in_words(items)}"
        )
        SubElement(test, "skipped", {"message": _plain(message)})
        yield test


def _test(family: str, name: str) -> Element:
    from xml.etree.ElementTree import Element

    return Element("testcase", {"classname": f"evtrack.{family}", "name": name, "time": "0"})


def _suite(name: str, tests: Sequence[Element]) -> Element:
    from xml.etree.ElementTree import Element

    suite = Element("testsuite", {"name": f"evtrack.{name}", **_tally(tests)})
    suite.extend(tests)
    return suite


def _tally(parts: Sequence[Element]) -> dict[str, str]:
    """How many tests there are in these suites or tests, how many failed, were skipped."""
    found = Counter(element.tag for part in parts for element in part.iter())
    return {
        "tests": str(found["testcase"]),
        "failures": str(found["failure"]),
        "errors": "0",
        "skipped": str(found["skipped"]),
        "time": "0",
    }


def _plain(text: str) -> str:
    """The text without characters that XML has no place for, escaped or not."""
    return _NO_CHARACTER.sub("\ufffd", inert(text))
