"""Mends what rules say is safe to mend, in memory: the edits of their findings, round by round.

How an edit is made, and when it is refused: `evtrack.editing`. After each round the project is read
again and must hold the same claims, links and sources as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from evtrack.appraisal import judge
from evtrack.config import Config
from evtrack.editing import (
    ELSEWHERE,
    LOST,
    OTHER_ENCODING,
    Page,
    Untouched,
    holds_all_of,
    not_read_whole,
    pages_of,
    with_files,
)
from evtrack.inspection import Inspection, inspect
from evtrack.model import Edit, Finding, Input, Ledger, Location
from evtrack.readers import Inputs, ledger_of
from evtrack.rules import RULES, Rule
from evtrack.selection import Selection

_MOST_ROUNDS = 10
ANCHOR_MOVED = "anchor-moved"
"""The rule whose findings are mended only where that is asked for."""


class Change(NamedTuple):
    """An edit that was made, and the rule that it satisfies.

    Its place is that at the time; an earlier change on the same line may have moved it.
    """

    rule: str
    edit: Edit


class Undone(NamedTuple):
    """An edit that was not made, and why."""

    rule: str
    edit: Edit
    why: str


class MendedFile(NamedTuple):
    """A file as it was read and as it should be written, and what was changed in it."""

    old: Input
    new: Input
    changes: tuple[Change, ...]


class Fixes(NamedTuple):
    """What came of mending a project. `left` is what a check finds afterwards."""

    files: tuple[MendedFile, ...]
    undone: tuple[Undone, ...]
    untouched: tuple[Untouched, ...]
    left: Inspection

    @property
    def is_complete(self) -> bool:
        """Whether all was mended that could have been."""
        return not self.undone and not self.untouched


class _State(NamedTuple):
    inputs: Inputs
    ledger: Ledger
    inspection: Inspection


class _Outcome(NamedTuple):
    state: _State
    changes: tuple[Change, ...] = ()
    undone: tuple[Undone, ...] = ()


def fix(
    config: Config,
    inputs: Inputs,
    today: date | None,
    selection: Selection = Selection(),  # noqa: B008  # frozen
    rules: Sequence[Rule] = RULES,
    anchors: float | None = None,
) -> Fixes:
    """Make the edits of the findings that are selected and not accepted, until none is left.

    With `anchors`, moved anchors that are so much alike (of 100) get the article's words too.
    Nothing is written to disk. Raises CannotRun as `inspect` does.
    """
    mender = _Mender(config, today, selection, rules, anchors)
    before = mender.read(inputs)
    for place in sorted(not_read_whole(inputs, before.ledger)):
        mender.untouched.setdefault(place.location.path, place)
    outcome = mender.mend(before, None)
    return Fixes(
        files=tuple(_mended_files(before.inputs, outcome)),
        undone=outcome.undone,
        untouched=tuple(mender.untouched.values()),
        left=outcome.state.inspection,
    )


def _mended_files(before: Inputs, outcome: _Outcome) -> Iterator[MendedFile]:
    after = {file.path: file for file in outcome.state.inputs.all}
    for path, old in {file.path: file for file in before.all}.items():
        if old.raw != after[path].raw:
            changes = tuple(c for c in outcome.changes if c.edit.location.path == path)
            yield MendedFile(old, after[path], changes)


class _Mender:
    """Makes edits, reads the project again, and takes them back where something was lost."""

    def __init__(
        self,
        config: Config,
        today: date | None,
        selection: Selection,
        rules: Sequence[Rule],
        anchors: float | None,
    ) -> None:
        self._config = config
        self._today = today
        self._selection = selection
        self._rules = rules
        self._anchors = anchors
        self.untouched: dict[str, Untouched] = {}

    def read(self, inputs: Inputs) -> _State:
        ledger = ledger_of(self._config, inputs)
        verdicts = judge(ledger, self._today)
        inspection = inspect(ledger, verdicts, self._today, self._rules, self._selection)
        if self._anchors is not None:
            inspection = _with_anchor_edits(inspection, ledger, self._anchors)
        return _State(inputs, ledger, inspection)

    def mend(self, start: _State, only: str | None) -> _Outcome:
        """Rounds of edits, of one rule or of all; of each rule alone where all of them do harm."""
        outcome = _Outcome(start)
        for _ in range(_MOST_ROUNDS):
            findings = self._fixable(outcome.state, only)
            edited, changes, undone = self._edited(outcome.state.inputs, findings)
            outcome = outcome._replace(undone=undone)
            if not changes:
                break
            state = self.read(with_files(outcome.state.inputs, edited))
            if not holds_all_of(start.ledger, state.ledger):
                return self._mend_each(start) if only is None else _taken_back(start, findings)
            outcome = _Outcome(state, (*outcome.changes, *changes))
        return outcome

    def _mend_each(self, start: _State) -> _Outcome:
        outcome = _Outcome(start)
        for rule in dict.fromkeys(finding.rule for finding in self._fixable(start, None)):
            more = self.mend(outcome.state, rule)
            outcome = _Outcome(
                more.state, outcome.changes + more.changes, outcome.undone + more.undone
            )
        return outcome

    def _fixable(self, state: _State, only: str | None) -> list[Finding]:
        return [
            finding
            for finding in state.inspection.findings
            if finding.problem.edits
            and only in (None, finding.rule)
            and not any(edit.location.path in self.untouched for edit in finding.problem.edits)
        ]

    def _edited(
        self, inputs: Inputs, findings: Iterable[Finding]
    ) -> tuple[dict[str, Input], list[Change], tuple[Undone, ...]]:
        """The files that change, what changes in them, and what can't be changed."""
        pages = pages_of(inputs)
        taken, undone = _taken(pages, findings)
        edited: dict[str, Input] = {}
        changes: list[Change] = []
        for path, here in taken.items():
            if new := pages[path].edited():
                edited[path] = new
                changes += sorted(here, key=lambda change: change.edit.location)
            else:
                self.untouched[path] = Untouched(Location(path), OTHER_ENCODING)
        return edited, changes, undone


def _with_anchor_edits(inspection: Inspection, ledger: Ledger, least: float) -> Inspection:
    from evtrack.rules.reanchoring import anchor_edits  # late: only where it is asked for

    edits = anchor_edits(ledger, least)
    findings = (
        finding._replace(problem=finding.problem._replace(edits=edits[finding.problem.subject]))
        if finding.rule == ANCHOR_MOVED and finding.problem.subject in edits
        else finding
        for finding in inspection.findings
    )
    return inspection._replace(findings=tuple(findings))


def _taken_back(start: _State, findings: Iterable[Finding]) -> _Outcome:
    edits = ((finding.rule, edit) for finding in findings for edit in finding.problem.edits)
    return _Outcome(start, undone=tuple(Undone(rule, edit, LOST) for rule, edit in edits))


def _taken(
    pages: Mapping[str, Page], findings: Iterable[Finding]
) -> tuple[dict[str, list[Change]], tuple[Undone, ...]]:
    """The changes that the pages took, by path, and what can't be changed."""
    taken: dict[str, list[Change]] = {}
    undone: list[Undone] = []
    for finding in findings:
        edits = finding.problem.edits
        objections = [(edit, _objection(edit, pages)) for edit in edits]
        if any(why for _, why in objections):
            undone += [Undone(finding.rule, edit, why) for edit, why in objections if why]
            continue
        for edit in edits:
            path = edit.location.path
            if pages[path].take(edit):
                taken.setdefault(path, []).append(Change(finding.rule, edit))
    return taken, tuple(undone)


def _objection(edit: Edit, pages: Mapping[str, Page]) -> str:
    """Why the edit can't be made; blank if it can. An edit without old text could be anywhere."""
    page = pages.get(edit.location.path)
    if page is None:
        return "the file is none of the claims and references"
    return page.objection(edit) if edit.old else ELSEWHERE
