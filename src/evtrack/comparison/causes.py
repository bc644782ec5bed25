"""Why the support of a claim moved: found by judging it with some of its changes made.

No guess is made from what a change looks like. The claim is judged as it was with one change made,
then another; where none makes the whole move, with fewer and fewer of them, until all that are left
are needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from enum import StrEnum
from itertools import chain
from typing import Any, NamedTuple

from evtrack.appraisal import Criteria
from evtrack.appraisal.certainty import weigh
from evtrack.appraisal.ladder import Standing, standing_on
from evtrack.comparison.changes import Change, Fate, What
from evtrack.comparison.pairs import ClaimPair, RowPair
from evtrack.comparison.records import claim_changes, row_changes, source_changes
from evtrack.comparison.watched import (
    CLAIM_COLUMNS,
    LINK_COLUMNS,
    NOTICE,
    SOURCE_FIELDS,
    START,
    STATUS,
    THRESHOLDS,
)
from evtrack.config import Thresholds
from evtrack.model import Ledger, Link, Source
from evtrack.readers.notices import own_status, status_after
from evtrack.words import Question, Status

_MOST_TRIED = 30
"""Changes of one claim; where there are more, they are named together, untried."""

_FIELDS = {
    **{(What.CLAIM, watched.name): watched.field for watched in CLAIM_COLUMNS if watched.field},
    **{(What.LINK, watched.name): watched.field for watched in LINK_COLUMNS if watched.field},
    **{(What.SOURCE, watched.name): watched.field for watched in SOURCE_FIELDS if watched.field},
}
"""The attribute of each value that a support can depend on."""


class How(StrEnum):
    """How the changes that are named make the move."""

    ALONE = "alone"
    EACH = "each"
    TOGETHER = "together"
    ENOUGH = "enough"
    UNTRIED = "untried"


class Cause(NamedTuple):
    """The changes that moved a claim's support.

    `how`: one of them `alone`; `each` alone; all of them `together`, and no fewer; `enough` where
    fewer would do; or `untried` where there were too many to try.
    """

    changes: tuple[Change, ...]
    how: How


def cause_of_move(between: Between, old: Standing, new: Standing) -> Cause:
    """The changes that make the whole move of the support or, where that is the same, the sides."""
    changes = between.changes
    if len(changes) > _MOST_TRIED:
        return Cause(changes, How.UNTRIED)

    def suffice(made: Set[Change]) -> bool:
        standing = between.standing(made)
        return standing == new or (standing.support is new.support is not old.support)

    alone = tuple(change for change in changes if suffice({change}))
    if alone:
        return Cause(alone, How.ALONE if len(alone) == 1 else How.EACH)
    needed = _no_more_than_suffice(changes, suffice)
    as_good = {
        change
        for change in changes
        if change not in needed and any(suffice(needed - {one} | {change}) for one in needed)
    }
    named = tuple(change for change in changes if change in needed | as_good)
    return Cause(named, How.ENOUGH if as_good else How.TOGETHER)


def _no_more_than_suffice(
    changes: Iterable[Change], suffice: Callable[[Set[Change]], bool]
) -> set[Change]:
    """Changes that suffice, none of which can be left out."""
    needed = set(changes)
    for change in changes:
        if suffice(needed - {change}):
            needed.remove(change)
    return needed


class Between:
    """One claim as it was, with none, some or all of what has changed since.

    `changes` are those that its support can depend on. `ledgers` are those before and after, and
    `settings` the changes of the config.
    """

    def __init__(
        self,
        pair: ClaimPair,
        rows: Sequence[RowPair],
        ledgers: tuple[Ledger, Ledger],
        settings: Sequence[Change],
    ) -> None:
        self._pair = pair
        self._own_changes = _that_count(claim_changes(pair))
        self._rows = [(row, _that_count(row_changes(row, pair.after.id))) for row in rows]
        self._sources = _versions_of_sources(rows, ledgers)
        self._source_changes = {
            key: _that_count(source_changes(key, *versions))
            for key, versions in self._sources.items()
        }
        self._criteria, self._criteria_now = (Criteria.of(each.config) for each in ledgers)
        self._settings = [each for each in settings if _can_move(each, pair)]
        of_rows = chain.from_iterable(changes for _, changes in self._rows)
        of_sources = chain.from_iterable(self._source_changes.values())
        self.changes = tuple(
            dict.fromkeys([*of_rows, *of_sources, *self._own_changes, *self._settings])
        )

    def standing(self, made: Set[Change]) -> Standing:
        """Where the claim stands once these of its changes are made, and no others."""
        claim = self._pair.before._replace(**_values(self._pair.after, self._own_changes, made))
        criteria = self._criteria_after(made)
        evidence = [
            weigh(row, self._source(row, made), claim.question, criteria)
            for row in self._rows_after(made)
        ]
        return standing_on(evidence, criteria.thresholds)

    def _rows_after(self, made: Set[Change]) -> Iterator[Link]:
        for (before, after), changes in self._rows:
            if before and after:
                yield before._replace(**_values(after, changes, made))
            elif row := before if made.isdisjoint(changes) else after:
                yield row

    def _source(self, row: Link, made: Set[Change]) -> Source | None:
        before, after = self._sources[row.citekey]
        changes = self._source_changes[row.citekey]
        if before and after:
            values = _values(after.appraisal, changes, made)
            if "status" in values:
                values["status"] = _status(before, after, changes, made)
            return before._replace(appraisal=before.appraisal._replace(**values))
        return before if made.isdisjoint(changes) else after

    def _criteria_after(self, made: Set[Change]) -> Criteria:
        settings = [change for change in self._settings if change in made]
        if not settings:
            return self._criteria
        start = {question: dict(rows) for question, rows in self._criteria.start.items()}
        thresholds = self._criteria.thresholds._asdict()
        for setting in settings:
            if setting.name.startswith(THRESHOLDS):
                field = setting.name.removeprefix(THRESHOLDS).replace("-", "_")
                thresholds[field] = getattr(self._criteria_now.thresholds, field)
            else:
                question, row = setting.name.removeprefix(START).split(".")
                now = self._criteria_now.start[Question(question)][row]
                start[Question(question)][row] = now
        return self._criteria._replace(start=start, thresholds=Thresholds(**thresholds))


def _versions_of_sources(
    rows: Sequence[RowPair], ledgers: tuple[Ledger, Ledger]
) -> dict[str, tuple[Source | None, Source | None]]:
    """Each source before and after; one that is linked on one side only is as it is there."""
    before, after = ledgers
    linked_before = {row.before.citekey for row in rows if row.before}
    linked_after = {row.after.citekey for row in rows if row.after}
    versions = {}
    for key in sorted(linked_before | linked_after):
        first = before if key in linked_before else after
        last = after if key in linked_after else before
        versions[key] = (first.sources.get(key), last.sources.get(key))
    return versions


def _that_count(changes: Iterable[Change]) -> list[Change]:
    """Those that a support can depend on."""
    return [c for c in changes if c.fate is not Fate.CHANGED or (c.what, c.name) in _FIELDS]


def _values(after: Any, changes: Iterable[Change], made: Set[Change]) -> dict[str, Any]:
    """The attributes of a record that these changes give it, as far as they are made."""
    fields = (_FIELDS[change.what, change.name] for change in changes if change in made)
    return {field: getattr(after, field) for field in fields}


def _status(
    before: Source, after: Source, changes: Iterable[Change], made: Set[Change]
) -> Status | None:
    """What entry and list make of a source together, each as it was or as it is now."""
    done = {change.name for change in changes if change in made}
    own, listed = (after if name in done else before for name in (STATUS, NOTICE))
    return status_after(own_status(own), listed.notices)


def _can_move(setting: Change, pair: ClaimPair) -> bool:
    questions = {f"{START}{claim.question}." for claim in pair}
    return setting.name.startswith((THRESHOLDS, *questions))
