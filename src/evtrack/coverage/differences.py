"""What has become of an anchor, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from evtrack.coverage.comparable import comparable_words

_MOST_COMPARED = 1_000
"""Words; longer texts are shown as removed and added whole, since comparing them takes too long."""


class Change(StrEnum):
    """What has become of words."""

    EQUAL = "equal"
    REMOVED = "removed"
    ADDED = "added"


class Difference(NamedTuple):
    """Words that stand together and share one fate; of equal ones, those of the new text."""

    change: Change
    words: str


def word_differences(old: str, new: str) -> tuple[Difference, ...]:
    """The words of both texts in their order; quotes, dashes and blanks make no difference."""
    return tuple(
        Difference(change, " ".join(words)) for change, words in _differences(old, new) if words
    )


def _differences(old: str, new: str) -> Iterator[tuple[Change, list[str]]]:
    from difflib import SequenceMatcher  # late: only an anchor that has moved needs it

    before, after = old.split(), new.split()
    if max(len(before), len(after)) > _MOST_COMPARED:
        yield Change.REMOVED, before
        yield Change.ADDED, after
        return
    plain_before = [comparable_words(word) for word in before]
    plain_after = [comparable_words(word) for word in after]
    matcher = SequenceMatcher(None, plain_before, plain_after, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield Change.EQUAL, after[new_start:new_end]
        else:
            yield Change.REMOVED, before[start:end]
            yield Change.ADDED, after[new_start:new_end]
