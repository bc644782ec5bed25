"""Findings that came, went, or were accepted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from evtrack.comparison.changes import natural
from evtrack.comparison.pairs import ClaimPair
from evtrack.fingerprints import Identity, identities
from evtrack.inspection import Inspection
from evtrack.model import Finding

_Identified = tuple[Identity, Finding]

_NAME = re.compile(r"\w+(?:[.:/_-]\w+)*")


class ChangedFinding(NamedTuple):
    """What a rule says of a subject before and after."""

    before: Finding
    after: Finding


class FindingChanges(NamedTuple):
    """How findings differ, the worst first.

    `new` are there only after, `gone` only before, accepted or not; `changed` say another thing of
    the same subject than before, each with the finding that it was. `accepted` are accepted only
    after, and `unaccepted` only before.
    """

    new: tuple[Finding, ...] = ()
    gone: tuple[Finding, ...] = ()
    changed: tuple[ChangedFinding, ...] = ()
    accepted: tuple[Finding, ...] = ()
    unaccepted: tuple[Finding, ...] = ()


def finding_changes(
    before: Inspection, after: Inspection, renumbered: Iterable[ClaimPair]
) -> FindingChanges:
    """The changes; a finding on a claim that has another id now is still the same finding."""
    ids = {pair.before.id: pair.after.id for pair in renumbered}
    old, new = _Known(before, ids, ids), _Known(after, {}, ids)
    come = _not_in(new.found, {*old.found, *old.accepted, *old.told_by_others})
    gone = _not_in(old.found, {*new.found, *new.accepted, *new.told_by_others})
    changed = list(_changed(gone, come))
    olds, news = ({change[side][0] for change in changed} for side in (0, 1))
    return FindingChanges(
        new=tuple(finding for identity, finding in come if identity not in news),
        gone=tuple(finding for identity, finding in gone if identity not in olds),
        changed=tuple(ChangedFinding(old, new) for (_, old), (_, new) in changed),
        accepted=tuple(finding for _, finding in _not_in(new.accepted, old.accepted.keys())),
        unaccepted=tuple(finding for _, finding in _not_in(old.accepted, new.accepted.keys())),
    )


class _Known:
    """The findings of one state, found and accepted, by what makes them the same in the other."""

    def __init__(
        self, inspection: Inspection, subjects: Mapping[str, str], ids: Mapping[str, str]
    ) -> None:
        accepted = [finding for finding, _ in inspection.accepted]
        self.found = _identified(inspection.findings, subjects, ids)
        self.accepted = _identified(accepted, subjects, ids)
        self.told_by_others = _identified(inspection.told_by_others, subjects, ids)


def _identified(
    findings: Sequence[Finding], subjects: Mapping[str, str], ids: Mapping[str, str]
) -> dict[Identity, Finding]:
    """The findings by identity, on their claims' new ids; messages don't tell these ids apart."""
    unnamed = frozenset([*ids, *ids.values()])
    alike = [_on_new_ids(finding, subjects, unnamed) for finding in findings] if ids else findings
    return dict(zip(identities(alike), findings, strict=True))


def _on_new_ids(finding: Finding, subjects: Mapping[str, str], unnamed: frozenset[str]) -> Finding:
    problem = finding.problem
    message = _NAME.sub(lambda name: "" if name[0] in unnamed else name[0], problem.message)
    subject = subjects.get(problem.subject, problem.subject)
    return finding._replace(problem=problem._replace(message=message, subject=subject))


def _not_in(findings: Mapping[Identity, Finding], known: Iterable[Identity]) -> list[_Identified]:
    known = frozenset(known)
    return sorted((each for each in findings.items() if each[0] not in known), key=_worst_first)


def _changed(
    gone: Iterable[_Identified], come: Iterable[_Identified]
) -> Iterator[tuple[_Identified, _Identified]]:
    """What went and came of one rule, file and subject, in pairs; what it is about decides."""
    waiting: dict[tuple[str, ...], list[_Identified]] = {}
    for each in gone:
        waiting.setdefault(each[0][:3], []).append(each)
    for each in come:
        if same := waiting.get(each[0][:3]):
            yield same.pop(0), each


def _worst_first(identified: _Identified) -> tuple[object, ...]:
    _, finding = identified
    problem = finding.problem
    return (
        finding.severity.rank,
        problem.location.path,
        finding.rule,
        natural(problem.subject),
        problem.message,
    )
