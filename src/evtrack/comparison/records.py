"""What has changed in claims, links, sources and settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evtrack.comparison.changes import Change, Fate, What
from evtrack.comparison.pairs import ClaimPair, RowPair
from evtrack.comparison.watched import (
    CLAIM_COLUMNS,
    LINK_COLUMNS,
    SOURCE_FIELDS,
    Record,
    Watched,
    settings_of,
)
from evtrack.config import Config
from evtrack.model import Source, StoredCopy

COPY = "copy"
_DIGITS = 12  # of a SHA-256 in hexadecimal


def claim_changes(pair: ClaimPair) -> list[Change]:
    """What has changed of the claim itself, its id aside."""
    return [
        Change(What.CLAIM, Fate.CHANGED, *values, claim_id=pair.after.id)
        for values in _different(CLAIM_COLUMNS, pair.before, pair.after)
    ]


def row_changes(row: RowPair, claim_id: str) -> list[Change]:
    """What has changed of a row; of one that came or went, its stance."""
    if row.before and row.after:
        fate, differences = Fate.CHANGED, list(_different(LINK_COLUMNS, row.before, row.after))
    elif row.after:
        fate, differences = Fate.ADDED, [("stance", "", row.after.stance or "")]
    else:
        fate, differences = Fate.REMOVED, [("stance", row.either.stance or "", "")]
    return [
        Change(What.LINK, fate, *values, claim_id=claim_id, citekey=row.either.citekey)
        for values in differences
    ]


def source_changes(citekey: str, before: Source | None, after: Source | None) -> list[Change]:
    """What has changed of a source; None is one that the references don't have."""
    if before and after:
        if before[:3] == after[:3] and before.notices == after.notices:  # as of most
            return []
        return [
            Change(What.SOURCE, Fate.CHANGED, *values, citekey=citekey)
            for values in _different(SOURCE_FIELDS, before, after)
        ]
    if before or after:
        return [Change(What.SOURCE, Fate.ADDED if after else Fate.REMOVED, citekey=citekey)]
    return []


def copy_changes(
    citekey: str, before: Iterable[StoredCopy], after: Iterable[StoredCopy]
) -> Iterator[Change]:
    """The files of a source that came, went, or have other bytes; of these the digests are told."""
    olds, news = ({c.path: c.sha256[:_DIGITS] for c in each} for each in (before, after))
    for path in sorted({*olds, *news}):
        old, new = olds.get(path, ""), news.get(path, "")
        if old != new:
            yield Change(What.SOURCE, Fate.CHANGED, f"{COPY} {path}", old, new, citekey=citekey)


def setting_changes(before: Config, after: Config) -> list[Change]:
    """The settings that have changed, in the order of the config's reference."""
    olds, news = settings_of(before), settings_of(after)
    return [
        Change(What.SETTING, Fate.CHANGED, name, olds[name], news[name])
        for name in olds
        if olds[name] != news[name]
    ]


def _different(
    table: Iterable[Watched[Record]], before: Record, after: Record
) -> Iterator[tuple[str, str, str]]:
    """Name, old value and new value of each that differs."""
    for watched in table:
        old, new = watched.shown(before), watched.shown(after)
        if old != new:
            yield watched.name, old, new
