"""Where a text has words that are near to others: what these may have become after an edit.

Candidates are the places where most of the words and pairs of words stand; there the letters are
compared. What is found that way is a suggestion, never a match.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_CLOSING = re.compile(r"""[)\]}"'.!?]+""")
_TOO_COMMON = 40  # words that occur more often say nothing about where
_MOST_PLACES = 4  # compared letter by letter
_SLACK = 4  # words that may have been added at either end
_NEAT = 5.0  # of 100, among stretches that overlap; it is no part of the likeness
_LONGEST_SEARCHED = 5_000  # characters
_LONGEST_WINDOW = 4 * _LONGEST_SEARCHED
_LARGEST_TEXT = 10_000_000  # characters


class Stretch(NamedTuple):
    """From where to where words stand, and how much they are like those sought, of 100."""

    likeness: float
    start: int
    end: int


class NearSearch:
    """A text in one line for each passage: no stretch spans passages."""

    def __init__(self, text: str) -> None:
        self._text = text

    def nearest(self, words: str) -> list[Stretch]:
        """The likeliest stretches, the best first, none within another.

        None for words or a text that would take too long.
        """
        if len(words) > _LONGEST_SEARCHED or len(self._text) > _LARGEST_TEXT:
            return []
        return sorted(self._candidates(words), reverse=True)

    def _candidates(self, words: str) -> Iterator[Stretch]:
        from rapidfuzz import fuzz  # late: only what is not found as it is needs it

        taken: list[tuple[int, int]] = []
        for first, last in self._windows(_words_of(words)):
            start, end = self._stretch(words, first, last)
            if start < end and all(end <= other or start >= behind for other, behind in taken):
                taken.append((start, end))
                yield Stretch(fuzz.ratio(words, self._text[start:end]), start, end)

    def _stretch(self, words: str, first: int, last: int) -> tuple[int, int]:
        """The stretch of whole words, within one passage, that the words fit best.

        One that begins as a sentence does, or ends where something ends, is favoured.
        """
        from rapidfuzz import fuzz

        base = self._words[first][0]
        found = fuzz.partial_ratio_alignment(words, self._text[base : self._words[last][1]])
        start, end = (base + found.dest_start, base + found.dest_end) if found else (base, base)
        middle = (start + end) // 2
        opens = self._text.rfind("\n", base, middle) + 1
        closes = self._text.find("\n", middle)
        inside = [
            word
            for word in self._words[first : last + 1]
            if word[0] >= opens and (closes < 0 or word[1] <= closes)
        ]
        starts = sorted((word[0] for word in inside), key=lambda at: abs(at - start))
        ends = sorted(
            (self._with_stop(words, word[1]) for word in inside), key=lambda at: abs(at - end)
        )
        if not inside:
            return 0, 0
        for _ in range(2):  # each end is chosen with the other one as it is
            start = max(
                starts[: 2 * _SLACK + 1],
                key=lambda at: fuzz.ratio(words, self._text[at:end]) + self._begins(at),
            )
            end = max(
                ends[: 2 * _SLACK + 1],
                key=lambda at: fuzz.ratio(words, self._text[start:at]) + self._ends(at),
            )
        return start, end

    def _begins(self, at: int) -> float:
        return _NEAT * (at < 2 or self._text[at - 1] == "\n" or self._text[at - 2] in ".!?")

    def _ends(self, at: int) -> float:
        return _NEAT * (self._text[at : at + 1] in ("", *"\n.,;:!?"))

    def _with_stop(self, words: str, end: int) -> int:
        """The end with the stops, brackets and quotes behind it, where the words end in such."""
        if not _CLOSING.fullmatch(words[-1]):
            return end
        closing = _CLOSING.match(self._text, end)
        return closing.end() if closing else end

    def _windows(self, wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
        """First and last word of where the words may stand, the likeliest first.

        A word, or pair of words, that stands somewhere votes for the place where all of them would
        begin; votes for about the same place are added up.
        """
        votes: Counter[int] = Counter()
        for position, feature in _features(wanted):
            at = self._places_of.get(feature, ())
            if len(at) <= _TOO_COMMON:
                for place in at:
                    begin = place - position
                    for bucket in {begin // _SLACK, (begin + _SLACK // 2) // _SLACK}:
                        votes[bucket] += len(feature)
        for bucket, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:_MOST_PLACES]:
            first = max(bucket * _SLACK - _SLACK, 0)
            last = min(bucket * _SLACK + len(wanted) + 2 * _SLACK, len(self._words)) - 1
            if first <= last and self._words[last][1] - self._words[first][0] <= _LONGEST_WINDOW:
                yield first, last

    @cached_property
    def _words(self) -> Sequence[tuple[int, int]]:
        return [match.span() for match in _WORD.finditer(self._text)]

    @cached_property
    def _places_of(self) -> Mapping[tuple[str, ...], Sequence[int]]:
        index: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, feature in _features(_words_of(self._text)):
            index[feature].append(place)
        return index


def _words_of(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _features(words: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The words and pairs of neighbouring words, each with its position."""
    for position, word in enumerate(words):
        yield position, (word,)
    for position, pair in enumerate(pairwise(words)):
        yield position, pair
