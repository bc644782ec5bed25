"""One thing that is watched and has changed, and how it is told."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from evtrack.phrases import quoted

_LONGEST_VALUE = 40  # characters; of longer texts the words are told that changed


class Root(StrEnum):
    """What a change is a change of."""

    CLAIM = "claim"
    LINK = "link"
    SOURCE = "source"
    COPY = "copy"


class Change(NamedTuple):
    """What a part of a link was when it was reviewed, and what it is now.

    `part` is its name in the lock, such as `stance` or `source.year`, `label` what messages call
    it, and `fields` are the BibTeX fields that it comes from. `was` is as the lock keeps it: of a
    long text the beginning. Of a stored copy both are blank, and `file` is its path.
    """

    root: Root
    part: str
    label: str
    was: str = ""
    now: str = ""
    fields: tuple[str, ...] = ()
    file: str = ""


def told(changes: Iterable[Change]) -> str:
    """What changed from what to what, on one line."""
    return "; ".join(map(_told, changes))


def _told(change: Change) -> str:
    from evtrack.reviews.kept import is_cut  # late, as all that only a project with reviews needs
    from evtrack.wording.changes import changed_words

    if change.file:
        return f"the text of {change.file} changed"
    if is_cut(change.was):
        return f"{change.label} changed, of which only the beginning is on record"
    if max(len(change.was), len(change.now)) <= _LONGEST_VALUE:
        return f"{change.label} changed from {_value(change.was)} to {_value(change.now)}"
    return f"{change.label} changed: {changed_words(change.was, change.now)}"


def _value(text: str) -> str:
    return quoted(text) if text else "blank"
