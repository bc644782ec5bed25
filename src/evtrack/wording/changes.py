"""Changes of words in a line of text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from evtrack.phrases import excerpt, fenced, listed_briefly
from evtrack.wording.comparable import comparable_words
from evtrack.wording.differences import Change, Difference, word_differences

_MOST_TOLD = 4
_LONGEST = 40  # characters of one stretch of words


def changed_words(old: str, new: str, compared_as: Callable[[str], str] = comparable_words) -> str:
    """What became of the words: "`lowers` → `raises` and `often` removed".

    Words that are compared as the same have not changed. Blank where none has.
    """
    told = list(_told(word_differences(old, new, compared_as)))
    return listed_briefly(told, _MOST_TOLD) if told else ""


def _told(differences: tuple[Difference, ...]) -> Iterator[str]:
    """Each change; words added where others were removed have taken their place."""
    removed = ""
    for change, words in (*differences, Difference(Change.EQUAL, "")):
        if change is Change.REMOVED:
            removed = words
        elif change is Change.ADDED:
            yield f"{_quoted(removed)} → {_quoted(words)}" if removed else f"{_quoted(words)} added"
            removed = ""
        elif removed:
            yield f"{_quoted(removed)} removed"
            removed = ""


def _quoted(words: str) -> str:
    return fenced(excerpt(words, _LONGEST))
