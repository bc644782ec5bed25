"""What has become of a text, word by word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NamedTuple

from evtrack.wording.comparable import comparable_words

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


def word_differences(
    old: str, new: str, compared_as: Callable[[str], str] = comparable_words
) -> tuple[Difference, ...]:
    """The words of both texts in their order.

    Words that are compared as the same make no difference; unless told otherwise, quotes, dashes
    and blanks make none.
    """
    return tuple(
        Difference(change, " ".join(words))
        for change, words in _differences(old, new, compared_as)
        if words
    )


def _differences(
    old: str, new: str, compared_as: Callable[[str], str]
) -> Iterator[tuple[Change, list[str]]]:
    from difflib import SequenceMatcher  # late: only what has changed needs it

    before, after = old.split(), new.split()
    if max(len(before), len(after)) > _MOST_COMPARED:
        yield Change.REMOVED, before
        yield Change.ADDED, after
        return
    plain_before = [compared_as(word) for word in before]
    plain_after = [compared_as(word) for word in after]
    matcher = SequenceMatcher(None, plain_before, plain_after, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        removed, added = before[start:end], after[new_start:new_end]
        if tag == "equal" or compared_as(" ".join(removed)) == compared_as(" ".join(added)):
            yield Change.EQUAL, added
        else:
            yield Change.REMOVED, removed
            yield Change.ADDED, added
