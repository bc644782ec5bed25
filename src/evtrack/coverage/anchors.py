"""Where the article carries each claim: the words of its anchor, or what has become of them.

An anchor is a quotation in the sense of the W3C Web Annotation Data Model (TextQuoteSelector,
section 4.2.4): the exact words and, where these stand in several places, what comes before and
after. Words that an editor has changed are looked for nearby (`wording.search`); what is found that
way is a suggestion, never a match.

An anchor may be copied from the source of the article, with markup and citations in it, and it may
span sentences and passages, such as the items of a list; a suggestion never spans passages.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from evtrack.model import Article, Claim, Input, Location
from evtrack.readers.article import read_article
from evtrack.wording.comparable import UNSPACED, comparable, comparable_words
from evtrack.wording.search import NearSearch

LEAST_LIKENESS = 72.0
"""Of 100; below it nothing is offered. Measured on edits of the worked example."""

LEAST_LEAD = 6.0
"""By how much the best place must beat the next one: near-duplicate sentences come close."""

_INSIDE_WORD = re.compile(rf"[^\W{UNSPACED}]{{2}}")
_INSIDE_NUMBER = re.compile(r"\d[.,]\d")
_HELD = 0.8
_MOST_TOLD = 20  # places of an anchor that stands in many
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
        self._near = NearSearch(self._text)

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
        found = self._near.nearest(words)
        if not found:
            return AnchorMatch(Fate.LOST)
        free = [one for one in found if not self._is_held(one.start, one.end)]
        if not free or free[0].likeness < LEAST_LIKENESS:
            place = self._place(found[0].start, found[0].end)
            return AnchorMatch(Fate.LOST, (place,), found[0].likeness)
        best = free[0].likeness
        rivals = [one for one in free if best - one.likeness < LEAST_LEAD]
        fate = Fate.MOVED if len(rivals) == 1 else Fate.AMBIGUOUS
        return AnchorMatch(fate, tuple(self._place(one.start, one.end) for one in rivals), best)

    def _is_held(self, start: int, end: int) -> bool:
        """Whether other claims' anchors stand there: no words that have moved from elsewhere."""
        return self._held.count(1, start, end) > _HELD * (end - start)

    def _place(self, start: int, end: int) -> Place:
        first, behind = self._offsets[start], self._offsets[end - 1] + 1
        location = self._article.locate(first, behind)
        passages = (bisect_right(self._passage_starts, at) - 1 for at in (start, end - 1))
        return Place(self._in_one_line[start:end], first, behind, location, *passages)
