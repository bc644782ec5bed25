"""How many findings each rule has: instead of them in `text` and `concise`, beside them in JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from evtrack.model import Finding
from evtrack.render.check_formats.view import CheckView
from evtrack.render.terminal import SEVERITY_COLOUR
from evtrack.words import CheckFormat, Severity

FORMS = (CheckFormat.TEXT, CheckFormat.CONCISE, CheckFormat.JSON)
"""The formats that have them."""


class RuleCount(NamedTuple):
    """How many findings a rule has, and how many of them `evtrack fix` can mend."""

    rule: str
    severity: Severity
    findings: int
    fixable: int


def rule_counts(view: CheckView) -> list[RuleCount]:
    """A count for each rule with findings: the most first, of equals the worst, then by name."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in view.inspection.findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    counts = (
        RuleCount(
            rule,
            findings[0].severity,
            len(findings),
            sum(bool(finding.problem.edits) for finding in findings),
        )
        for rule, findings in by_rule.items()
    )
    return sorted(counts, key=lambda each: (-each.findings, each.severity.rank, each.rule))


def statistics(view: CheckView) -> str:
    """A line a rule: count, severity, name, and how many can be fixed."""
    return "".join(f"{line}\n" for line in _lines(view))


def _lines(view: CheckView) -> Iterator[str]:
    counts = rule_counts(view)
    width = max((len(f"{each.findings:,}") for each in counts), default=0)
    widest = max((len(each.rule) for each in counts), default=0)
    for each in counts:
        severity = view.terminal.paint(f"{each.severity:<7}", SEVERITY_COLOUR[each.severity])
        fixable = f"  {each.fixable:,} fixable" if each.fixable else ""
        yield f"{each.findings:>{width},}  {severity}  {each.rule:<{widest}}{fixable}".rstrip()


def statistics_records(view: CheckView) -> list[dict[str, object]]:
    """The same under JSON's keys: `rule`, `severity`, `count`, `fixable`."""
    return [
        {
            "rule": each.rule,
            "severity": each.severity.value,
            "count": each.findings,
            "fixable": each.fixable,
        }
        for each in rule_counts(view)
    ]
