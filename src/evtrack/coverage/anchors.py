"""Where the article carries each claim: the words of its anchor, or what has become of them.

An anchor is a quotation in the sense of the W3C Web Annotation Data Model (TextQuoteSelector,
section 4.2.4): the exact words and, where these stand in several places, what comes before and
after. Words that an editor has changed are looked for where most of their words and pairs of words
still stand, and compared there letter by letter. What is found that way is a suggestion, never a
match.

An anchor may be copied from the source of the article, with markup and citations in it, and it may
span sentences and passages, such as the items of a list; a suggestion never spans passages.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from evtrack.coverage.comparable import comparable, comparable_words
from evtrack.model import Article, Claim, Input, Location
from evtrack.readers.article import read_article

LEAST_LIKENESS = 72.0
"""Of 100; below it nothing is offered. Measured on edits of the worked example."""

LEAST_LEAD = 6.0
"""By how much the best place must beat the next one: near-duplicate sentences come close."""

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
"""Letters of scripts that set no blanks between words."""

_INSIDE_WORD = re.compile(rf"[^\W{_UNSPACED}]{{2}}")
_INSIDE_NUMBER = re.compile(r"\d[.,]\d")
_TOO_COMMON = 40  # words that occur more often say nothing about where
_MOST_PLACES = 4  # compared letter by letter
_CLOSING = re.compile(r"""[)\]}"'.!?]+""")
_SLACK = 4  # words that may have been added at either end
_NEAT = 5.0  # of 100, among stretches that overlap; it is no part of the likeness
_HELD = 0.8
_MOST_TOLD = 20  # places of an anchor that stands in many
_LONGEST_SEARCHED = 5_000  # characters of an anchor that is not found as it is
_LONGEST_WINDOW = 4 * _LONGEST_SEARCHED
_MARKUP = re.compile(r"[\\*_`\[\]()<>&@~#|]|^\s*[-+\d]", re.MULTILINE)


class Fate(StrEnum):
    """What has become of an anchor."""

    FOUND = "found"
    MOVED = "moved"
    AMBIGUOUS = "ambiguous"
    LOST = "lost"


class Place(NamedTuple):
    """A stretch of the article: its words as they are shown, and its place in code points.

    `first` and `last` are the numbers of the passages that it begins and ends in.
    """

    words: str
    start: int
    end: int
    location: Location
    first: int
    last: int


class AnchorMatch(NamedTuple):
    """Where an anchor stands.

    `places` are one where it was found or has moved, several where it is ambiguous, and none, or
    the nearest one, where it is lost. `likeness` is 100 where the words are the same.
    """

    fate: Fate
    places: tuple[Place, ...] = ()
    likeness: float = 0.0


def find_anchors(article: Article, claims: Iterable[Claim]) -> Mapping[str, AnchorMatch]:
    """Where each claim's anchor stands, by claim id; claims without an anchor are left out."""
    searched = _Searched(article)
    exact = {claim.id: searched.exact(claim) for claim in claims if claim.anchor}
    return {
        claim_id: found if isinstance(found, AnchorMatch) else searched.nearest(found)
        for claim_id, found in exact.items()
    }


class _Searched:
    """The article as one plain text, passages set apart by a line's end, which no anchor holds."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._offsets: list[int] = []
        pieces: list[str] = []
        self._passage_starts: list[int] = []
        for passage in article.passages:
            made = comparable(passage.text)
            self._passage_starts.append(len(self._offsets))
            pieces.append(made.text)
            self._offsets.extend(passage.offsets[origin] for origin in made.origins)
            self._offsets.append(passage.offsets[-1])
        self._text = "\n".join(pieces)
        self._in_one_line = " ".join(pieces)
        self._held = bytearray(len(self._text))
        self._words = [(m.start(), m.end()) for m in _WORD.finditer(self._text)]
        self._index: Mapping[tuple[str, ...], Sequence[int]] | None = None

    def exact(self, claim: Claim) -> AnchorMatch | str:
        """Where a claim's anchor stands as it is; its words where it stands nowhere."""
        words = comparable_words(claim.anchor)
        spans = self._exactly(words)
        if not spans and _MARKUP.search(claim.anchor):
            words = self._without_markup(claim.anchor)
            spans = self._exactly(words)
        if len(spans) > 1:
            spans = self._in_context(spans, claim) or spans
        if not spans:
            return words
        if len(spans) == 1:
            start, end = spans[0]
            self._held[start:end] = b"\1" * (end - start)
        fate = Fate.FOUND if len(spans) == 1 else Fate.AMBIGUOUS
        return AnchorMatch(fate, tuple(self._place(*at) for at in spans[:_MOST_TOLD]), 100.0)

    def _without_markup(self, anchor: str) -> str:
        """What a reader sees of words that were copied from the article's source."""
        shown = read_article(Input(self._article.path, anchor)).passages
        return comparable_words(" ".join(passage.text for passage in shown))

    def _exactly(self, words: str) -> Sequence[tuple[int, int]]:
        """Where they stand as whole words and numbers: `safe` does not stand in `unsafe`."""
        return [span for span in self._occurrences(words) if self._is_whole(*span)]

    def _occurrences(self, words: str) -> Iterator[tuple[int, int]]:
        start = self._in_one_line.find(words) if words else -1
        while start >= 0:
            yield start, start + len(words)
            start = self._in_one_line.find(words, start + 1)

    def _is_whole(self, start: int, end: int) -> bool:
        return not (
            _INSIDE_WORD.match(self._text, max(start - 1, 0), start + 1)
            or _INSIDE_WORD.match(self._text, end - 1, end + 1)
            or _INSIDE_NUMBER.match(self._text, max(start - 2, 0), start + 1)
            or _INSIDE_NUMBER.match(self._text, end - 1, end + 2)
        )

    def _in_context(
        self, spans: Sequence[tuple[int, int]], claim: Claim
    ) -> Sequence[tuple[int, int]]:
        before, after = comparable_words(claim.anchor_prefix), comparable_words(claim.anchor_suffix)
        text = self._in_one_line
        return [
            (start, end)
            for start, end in spans
            if text[max(start - len(before) - 1, 0) : start].rstrip().endswith(before)
            and text[end : end + len(after) + 1].lstrip().startswith(after)
        ]

    def nearest(self, words: str) -> AnchorMatch:
        """What the words of an anchor that stands nowhere may have become."""
        if len(words) > _LONGEST_SEARCHED:
            return AnchorMatch(Fate.LOST)
        found = sorted(self._candidates(words), reverse=True)
        if not found:
            return AnchorMatch(Fate.LOST)
        free = [one for one in found if not self._is_held(*one[1:])]
        if not free or free[0][0] < LEAST_LIKENESS:
            return AnchorMatch(Fate.LOST, (self._place(*found[0][1:]),), found[0][0])
        best = free[0][0]
        rivals = [one for one in free if best - one[0] < LEAST_LEAD]
        fate = Fate.MOVED if len(rivals) == 1 else Fate.AMBIGUOUS
        return AnchorMatch(fate, tuple(self._place(*one[1:]) for one in rivals), best)

    def _is_held(self, start: int, end: int) -> bool:
        """Whether other claims' anchors stand there: no words that have moved from elsewhere."""
        return self._held.count(1, start, end) > _HELD * (end - start)

    def _candidates(self, words: str) -> Iterator[tuple[float, int, int]]:
        """Likeness, start and end of the likeliest stretches, none within another."""
        from rapidfuzz import fuzz  # late: only an anchor that is not found needs it

        taken: list[tuple[int, int]] = []
        for first, last in self._windows(_words_of(words)):
            start, end = self._stretch(words, first, last)
            if start < end and all(end <= other or start >= behind for other, behind in taken):
                taken.append((start, end))
                yield fuzz.ratio(words, self._text[start:end]), start, end

    def _stretch(self, words: str, first: int, last: int) -> tuple[int, int]:
        """The stretch of whole words, within one passage, that the anchor fits best.

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
        """The end with the stops, brackets and quotes behind it, where the anchor has such too."""
        if not _CLOSING.fullmatch(words[-1]):
            return end
        closing = _CLOSING.match(self._text, end)
        return closing.end() if closing else end

    def _windows(self, wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
        """First and last word of where the anchor may stand, the likeliest first.

        A word, or pair of words, of the anchor that stands somewhere votes for the place where the
        anchor would begin; votes for about the same place are added up.
        """
        votes: Counter[int] = Counter()
        for position, feature in _features(wanted):
            at = self._places_of().get(feature, ())
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

    def _places_of(self) -> Mapping[tuple[str, ...], Sequence[int]]:
        if self._index is None:
            index: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
            for place, feature in _features(_words_of(self._text)):
                index[feature].append(place)
            self._index = index
        return self._index

    def _place(self, start: int, end: int) -> Place:
        first, behind = self._offsets[start], self._offsets[end - 1] + 1
        location = self._article.locate(first, behind)
        passages = (bisect_right(self._passage_starts, at) - 1 for at in (start, end - 1))
        return Place(self._in_one_line[start:end], first, behind, location, *passages)


def _words_of(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _features(words: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The words and pairs of neighbouring words, each with its position."""
    for position, word in enumerate(words):
        yield position, (word,)
    for position, pair in enumerate(pairwise(words)):
        yield position, pair
