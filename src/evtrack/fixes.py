"""Mends what rules say is safe to mend, in memory: the edits of their findings, round by round.

An edit is made only where its old text stands, in a file that was read whole, and if nothing is
lost by it: after each round the project is read again and must hold the same claims, links and
sources as before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from evtrack.appraisal import judge
from evtrack.config import Config
from evtrack.errors import CannotRun
from evtrack.inspection import Inspection, inspect
from evtrack.model import Edit, Finding, Input, Ledger, Location
from evtrack.readers import Inputs, ledger_of
from evtrack.readers.text import decode, encode, lines_of
from evtrack.rules import RULES, Rule
from evtrack.selection import Selection

_MOST_ROUNDS = 10
_LINE_END = re.compile(r"[\r\n]")
LEFT_OUT = ("missing-column", "missing-claim-id", "unreadable-row", "unreadable-entry")
"""The rules on what readers left out whole: a file that has such a thing is not touched."""

_CSV_SYNTAX = frozenset(',;\t"')
_QUOTED_CELL = re.compile(r'"(?:[^"]|"")*+"')
ANCHOR_MOVED = "anchor-moved"
"""The rule whose findings are mended only where that is asked for."""

_BIBTEX_SYNTAX = frozenset('{}"@\\')


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


class Untouched(NamedTuple):
    """A file in which nothing is mended, and why: where something was not read, its place."""

    location: Location
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
    for place in sorted(_not_read_whole(before.ledger)):
        mender.untouched.setdefault(place.location.path, place)
    outcome = mender.mend(before, None)
    return Fixes(
        files=tuple(_mended_files(before.inputs, outcome)),
        undone=outcome.undone,
        untouched=tuple(mender.untouched.values()),
        left=outcome.state.inspection,
    )


def _not_read_whole(ledger: Ledger) -> Iterator[Untouched]:
    """Each place at which some of a file was left out when it was read."""
    for file in ledger.inputs:
        if encode(file.text, file) != file.raw:
            yield Untouched(Location(file.path), "it can't be written back as it is")
    for unread in ledger.unread:
        if unread.rule in LEFT_OUT:
            yield Untouched(unread.problem.location, unread.problem.message)


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
            pages, changes, undone = self._edited(outcome.state.inputs, findings)
            outcome = outcome._replace(undone=undone)
            if not changes:
                break
            state = self.read(_with(outcome.state.inputs, pages))
            if not _holds_all_of(start.ledger, state.ledger):
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
        pages, undone = _pages(inputs, findings)
        edited: dict[str, Input] = {}
        changes: list[Change] = []
        for path, page in pages.items():
            if not page.changes:
                continue
            if new := page.edited():
                edited[path] = new
                changes += page.changes
            else:
                why = "it would then be taken for a file in another encoding; save it as UTF-8"
                self.untouched[path] = Untouched(Location(path), why)
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


def _holds_all_of(before: Ledger, after: Ledger) -> bool:
    return _extent(before) == _extent(after) and _faults(after) <= _faults(before)


def _extent(ledger: Ledger) -> tuple[int, ...]:
    """How many claims, links and sources there are, and how many names of sources lead to one."""
    named = [link.citekey for link in ledger.links]
    included = [key for source in ledger.cited.values() for key in source.appraisal.includes]
    return (
        len(ledger.claims),
        len(ledger.links),
        len(ledger.sources),
        sum(key in ledger.sources for key in (*named, *included)),
    )


def _faults(ledger: Ledger) -> Counter[str]:
    return Counter(unread.rule for unread in ledger.unread)


def _taken_back(start: _State, findings: Iterable[Finding]) -> _Outcome:
    why = "with it, something that can be read now would be lost"
    edits = ((finding.rule, edit) for finding in findings for edit in finding.problem.edits)
    return _Outcome(start, undone=tuple(Undone(rule, edit, why) for rule, edit in edits))


def _with(inputs: Inputs, edited: Mapping[str, Input]) -> Inputs:
    article = inputs.article
    return inputs._replace(
        claims=edited.get(inputs.claims.path, inputs.claims),
        references=tuple(edited.get(file.path, file) for file in inputs.references),
        article=edited.get(article.path, article) if article else None,
    )


def _pages(
    inputs: Inputs, findings: Iterable[Finding]
) -> tuple[dict[str, _Page], tuple[Undone, ...]]:
    """Each file with the changes that are to be made in it, and what can't be changed."""
    pages = {file.path: _Page(file, _BIBTEX_SYNTAX) for file in inputs.all}
    pages[inputs.claims.path] = _Page(inputs.claims, _CSV_SYNTAX)
    undone: list[Undone] = []
    for finding in findings:
        edits = finding.problem.edits
        objections = [(edit, _objection(edit, pages)) for edit in edits]
        if any(why for _, why in objections):
            undone += [Undone(finding.rule, edit, why) for edit, why in objections if why]
        else:
            for edit in edits:
                pages[edit.location.path].take(Change(finding.rule, edit))
    return pages, tuple(undone)


def _objection(edit: Edit, pages: Mapping[str, _Page]) -> str:
    """Why the edit can't be made; blank if it can."""
    page = pages.get(edit.location.path)
    if page is None:
        return "the file is none of the claims and references"
    start = page.offset(edit.location)
    if start is None or not edit.old or not page.file.text.startswith(edit.old, start):
        return "something else stands there"
    if _LINE_END.search(edit.old + edit.new):
        return "it goes over the end of a line"
    is_cell = page.syntax is _CSV_SYNTAX and _is_quoted(edit.old) and _is_quoted(edit.new)
    if not is_cell and page.syntax.intersection(edit.new) - set(edit.old):
        return "what it brings in could be taken for punctuation"
    try:
        encode(edit.new, page.file)
    except UnicodeEncodeError:
        return f"{page.file.encoding} does not have its characters"
    return ""


def _is_quoted(text: str) -> bool:
    """Whether it is a whole cell in its quotes."""
    return bool(_QUOTED_CELL.fullmatch(text))


class _Page:
    """A file and the changes that are to be made in it, which do not overlap.

    `syntax` are the characters that mean something else in it than in the text around them.
    """

    def __init__(self, file: Input, syntax: frozenset[str]) -> None:
        self.file = file
        self.syntax = syntax
        self._taken: list[tuple[int, int, Change]] = []

    @property
    def changes(self) -> list[Change]:
        """In the order of their places."""
        return [change for _, _, change in self._taken]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *accumulate(map(len, lines_of(self.file.text)))]

    def offset(self, place: Location) -> int | None:
        """Where in the text this place is; None where it has no such line and column."""
        if not 1 <= place.line < len(self._line_starts):
            return None
        start = self._line_starts[place.line - 1]
        width = self._line_starts[place.line] - start
        return start + place.column - 1 if 1 <= place.column <= width else None

    def take(self, change: Change) -> None:
        """Keep the change, unless one that was kept before it overlaps."""
        start = self.offset(change.edit.location) or 0
        end = start + len(change.edit.old)
        at = bisect_left(self._taken, start, key=lambda taken: taken[0])
        is_free = (at == 0 or self._taken[at - 1][1] <= start) and (
            at == len(self._taken) or end <= self._taken[at][0]
        )
        if is_free:
            self._taken.insert(at, (start, end, change))

    def edited(self) -> Input | None:
        """The file with its changes; None where it would not be read back as it was written."""
        text, pieces, at = self.file.text, [], 0
        for start, end, change in self._taken:
            pieces += [text[at:start], change.edit.new]
            at = end
        text = "".join([*pieces, text[at:]])
        raw = encode(text, self.file)
        try:
            read_back, encoding = decode(raw, self.file.path)
        except CannotRun:
            return None
        if read_back != text:
            return None
        return self.file._replace(text=text, raw=raw, encoding=encoding)
