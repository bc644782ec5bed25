"""Did-you-mean."""

from collections.abc import Iterable, Mapping
from functools import cached_property

_MOST_SOUGHT = 100  # words of one kind; who has mistyped more has another mistake to find


class Suggestions:
    """Did-you-mean for many words that may be mistyped ones of the same known words.

    A search takes time in proportion to the known words, so that only the first so many unknown
    words get one.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = known
        self._sought: dict[str, str] = {}

    def did_you_mean(self, word: str) -> str:
        """`Did you mean X?` for the nearest known word, or an empty string where none is near."""
        if word not in self._sought and len(self._sought) < _MOST_SOUGHT:
            near = self.nearest(word)
            self._sought[word] = f"Did you mean `{near}`?" if near else ""
        return self._sought.get(word, "")

    def nearest(self, word: str) -> str | None:
        """The known word most like this one, if any is like it at all; the first of equals."""
        from rapidfuzz import fuzz, process, utils  # late: only a mistake needs it

        match = process.extractOne(
            utils.default_process(word), self._comparable, scorer=fuzz.ratio, score_cutoff=70
        )
        return match[2] if match else None

    @cached_property
    def _comparable(self) -> Mapping[str, str]:
        """Each known word, and its letters and digits in lower case."""
        from rapidfuzz import utils  # late: as above

        return {word: utils.default_process(word) for word in self._known}


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`Did you mean X?` for the nearest known word, or an empty string where none is near."""
    return Suggestions(known).did_you_mean(word)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like this one, if any is like it at all; the first of equals."""
    return Suggestions(known).nearest(word)
