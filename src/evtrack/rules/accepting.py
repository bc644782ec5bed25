"""Which findings somebody agreed to live with: one by one in the config, or all in a baseline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from evtrack.config import Acceptance
from evtrack.model import BaselineEntry, Finding, Group, Ledger

IN_BASELINE = "in the baseline"


def acceptances_of(
    findings: Sequence[Finding], ledger: Ledger, today: date | None
) -> list[Acceptance | None]:
    """For each finding what accepts it: the config, else the baseline, else None.

    A baseline accepts the findings of a group up to the count that it holds. Where there are more,
    nobody can tell which of them are new, and it accepts none.
    """
    named = _named(findings, ledger.config.accept, today)
    if not ledger.baseline:
        return named
    present = unaccepted(findings, ledger, today)
    held = {
        entry.group: Acceptance(entry.rule, entry.subject, IN_BASELINE, None, entry.line)
        for entry in ledger.baseline
        if present[entry.group] <= entry.number
    }
    return [
        acceptance or held.get(finding.group)
        for finding, acceptance in zip(findings, named, strict=True)
    ]


def unaccepted(findings: Sequence[Finding], ledger: Ledger, today: date | None) -> Counter[Group]:
    """How many findings of each group the config does not accept."""
    named = _named(findings, ledger.config.accept, today)
    return Counter(
        finding.group
        for finding, acceptance in zip(findings, named, strict=True)
        if acceptance is None
    )


def is_looked_for(entry: BaselineEntry, ledger: Ledger, off: Collection[str]) -> bool:
    """Whether a check in which these rules are off would find again what the entry holds.

    It would not of a source that no claim cites, unless all entries are checked.
    """
    is_left_out = entry.subject in ledger.sources and entry.subject not in ledger.entries
    return entry.rule not in off and not is_left_out


def _named(
    findings: Sequence[Finding], acceptances: Sequence[Acceptance], today: date | None
) -> list[Acceptance | None]:
    first: dict[tuple[str, str], Acceptance] = {}
    for acceptance in acceptances:
        if acceptance.holds_on(today):
            first.setdefault((acceptance.rule, acceptance.where), acceptance)
    return [first.get((finding.rule, finding.problem.subject)) for finding in findings]
