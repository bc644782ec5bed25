"""The article for the report: its blocks in their order, cut where a claim's words begin or end."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from evtrack.coverage import ArticleCoverage
from evtrack.coverage.anchors import AnchorMatch, Fate
from evtrack.coverage.sentences import Coverage, CoveredSentence, coverage_of, sections_of
from evtrack.model import Passage, PassageKind, Verdict
from evtrack.words import Support

_WORST_FIRST = (
    Support.CONTRADICTED,
    Support.UNSUPPORTED,
    Support.MIXED,
    Support.WEAK,
    Support.MODERATE,
    Support.STRONG,
)
_AFTER_STOPS = re.compile(r"[^.,;:!?…]")
_HIGHEST_HEADING, _LOWEST_HEADING = 3, 6
_WHY_NOT_SHOWN = {
    Fate.FOUND: "its words cannot be marked",
    Fate.MOVED: "its words have changed",
    Fate.AMBIGUOUS: "its words stand in several places",
    Fate.LOST: "its words are not there",
}


class Mark(NamedTuple):
    """A claim that is named behind its words. `is_place` where the claim's link leads to it."""

    claim: str
    support: str
    is_place: bool


class Piece(NamedTuple):
    """Words of a block that are marked alike.

    `claim` is the one that they are linked to, the least supported where several share them, with
    its `support`; both are blank where none carries them. `is_place` where the claim's link leads
    to them. `marks` are the claims whose words end here. `needs` are the signs that the sentence
    that ends here needs evidence; `is_uncovered` where the words are of an uncovered one.
    """

    text: str
    claim: str = ""
    support: str = ""
    is_place: bool = False
    marks: tuple[Mark, ...] = ()
    is_uncovered: bool = False
    ends_sentence: bool = False
    needs: tuple[str, ...] = ()


class Block(NamedTuple):
    """A passage. `level` and `coverage` are those of a heading and of the section under it.

    The level is that on the page, from 3 to 6, and 0 elsewhere; the coverage is None elsewhere, and
    where nothing in the section is in scope.
    """

    kind: str
    level: int
    pieces: tuple[Piece, ...]
    coverage: Coverage | None = None


class Group(NamedTuple):
    """Neighbouring blocks of one kind, in rows; only cells stand several in a row."""

    kind: str
    rows: tuple[tuple[Block, ...], ...]


class Absent(NamedTuple):
    """A claim that the text does not show, and why."""

    claim: str
    why: str


class ArticleView(NamedTuple):
    """The whole article with its marks. `shown` are the ids of the claims that stand in it."""

    groups: tuple[Group, ...]
    coverage: Coverage
    shown: frozenset[str]
    absent: tuple[Absent, ...]


def article_view(coverage: ArticleCoverage, verdicts: Mapping[str, Verdict]) -> ArticleView:
    """What the report shows of the article."""
    drawn = _Drawn(coverage, verdicts)
    blocks = list(drawn.blocks())
    return ArticleView(
        tuple(_groups(blocks, [drawn.line_of(passage) for passage in coverage.article.passages])),
        coverage_of(coverage.sentences, verdicts),
        frozenset(drawn.placed),
        tuple(_absent(verdicts, coverage.anchors, drawn.placed)),
    )


class _Part(NamedTuple):
    """From where to where a claim's words go in one passage."""

    claim: str
    start: int
    end: int


class _Drawn:
    """Draws one passage after the other; remembers which claims have a place already."""

    def __init__(self, coverage: ArticleCoverage, verdicts: Mapping[str, Verdict]) -> None:
        self._article = coverage.article
        self._verdicts = verdicts
        self._parts = _parts_by_passage(coverage.article.passages, coverage.anchors)
        self._sentences = _sentences_by_passage(coverage.sentences)
        self._sections = {
            section: coverage_of(within, verdicts)
            for section, within in sections_of(coverage.sentences).items()
        }
        headings = [p for p in coverage.article.passages if p.kind is PassageKind.HEADING]
        self._top = min((heading.level for heading in headings), default=0)
        self.placed: set[str] = set()

    def blocks(self) -> Iterator[Block]:
        for number, passage in enumerate(self._article.passages):
            sentences = self._sentences.get(number, [])
            pieces = self._pieces(passage.text, sentences, self._parts.get(number, []))
            if passage.kind is PassageKind.HEADING:
                yield Block("heading", self._level(passage), tuple(pieces), self._counted(number))
            else:
                yield Block(passage.kind.value, 0, tuple(pieces))

    def _level(self, heading: Passage) -> int:
        return min(_HIGHEST_HEADING + heading.level - self._top, _LOWEST_HEADING)

    def _counted(self, heading: int) -> Coverage | None:
        section = self._sections.get(heading)
        return section if section and section.in_scope else None

    def line_of(self, passage: Passage) -> int:
        return self._article.locate(passage.offsets[0], passage.offsets[0] + 1).line

    def _pieces(
        self, text: str, sentences: Sequence[CoveredSentence], parts: Sequence[_Part]
    ) -> Iterator[Piece]:
        """The text cut wherever a sentence or a claim's words begin or end."""
        begins = _claims_at((part.start, part.claim) for part in parts)
        ends = _claims_at((part.end, part.claim) for part in parts)
        opened = {covered.sentence.at: covered for covered in sentences}
        closed = {covered.sentence.at + len(covered.sentence.text) for covered in sentences}
        cuts = sorted({0, len(text), *begins, *ends, *opened, *closed})
        active: dict[Support, dict[str, None]] = {support: {} for support in _WORST_FIRST}
        sentence: CoveredSentence | None = None
        for start, end in pairwise(cuts):
            for claim in begins.get(start, ()):
                active[self._support(claim)][claim] = None
            sentence = opened.get(start, sentence)
            yield self._piece(text[start:end], active, ends.get(end, ()), sentence, end in closed)
            for claim in ends.get(end, ()):
                active[self._support(claim)].pop(claim, None)
            if end in closed:
                sentence = None

    def _piece(
        self,
        text: str,
        active: Mapping[Support, Mapping[str, None]],
        ending: Iterable[str],
        sentence: CoveredSentence | None,
        ends_sentence: bool,
    ) -> Piece:
        worst = next((support for support in _WORST_FIRST if active[support]), None)
        if worst:
            claim = next(iter(active[worst]))
            is_place = self._is_new(claim)
            marks = tuple(
                Mark(each, self._support(each).value, self._is_new(each)) for each in ending
            )
            return Piece(text, claim, worst.value, is_place, marks)
        if sentence and sentence.is_uncovered:
            needs = sentence.needs if ends_sentence else ()
            return Piece(text, is_uncovered=True, ends_sentence=ends_sentence, needs=needs)
        return Piece(text)

    def _is_new(self, claim: str) -> bool:
        if claim in self.placed:
            return False
        self.placed.add(claim)
        return True

    def _support(self, claim: str) -> Support:
        return self._verdicts[claim].support


def _parts_by_passage(
    passages: Sequence[Passage], anchors: Mapping[str, AnchorMatch]
) -> Mapping[int, Sequence[_Part]]:
    """The claims' words in each passage, with the full stop or comma behind them."""
    parts: dict[int, list[_Part]] = {}
    for claim, match in anchors.items():
        if match.fate is not Fate.FOUND:
            continue
        place = match.places[0]
        for number in range(place.first, place.last + 1):
            text, offsets = passages[number].text, passages[number].offsets
            start = bisect_left(offsets, place.start) if number == place.first else 0
            end = bisect_left(offsets, place.end) if number == place.last else len(text)
            if start < end:
                parts.setdefault(number, []).append(_Part(claim, start, _behind_stops(text, end)))
    return parts


def _behind_stops(text: str, end: int) -> int:
    found = _AFTER_STOPS.search(text, end)
    return found.start() if found else len(text)


def _sentences_by_passage(
    sentences: Iterable[CoveredSentence],
) -> Mapping[int, Sequence[CoveredSentence]]:
    found: dict[int, list[CoveredSentence]] = {}
    for covered in sentences:
        found.setdefault(covered.sentence.passage, []).append(covered)
    return found


def _claims_at(places: Iterable[tuple[int, str]]) -> Mapping[int, Sequence[str]]:
    """The claims by the place in the text that each is given with."""
    found: dict[int, list[str]] = {}
    for place, claim in places:
        found.setdefault(place, []).append(claim)
    return found


def _groups(blocks: Sequence[Block], lines: Sequence[int]) -> Iterator[Group]:
    """Neighbours of one kind together; cells that begin on one line of the file in one row."""
    placed = zip(blocks, lines, strict=True)
    for kind, alike in groupby(placed, key=lambda placed: placed[0].kind):
        if kind == PassageKind.CELL:
            by_line = groupby(alike, key=lambda placed: placed[1])
            rows = tuple(tuple(block for block, _ in row) for _, row in by_line)
        else:
            rows = tuple((block,) for block, _ in alike)
        yield Group(kind, rows)


def _absent(
    verdicts: Mapping[str, Verdict], anchors: Mapping[str, AnchorMatch], placed: set[str]
) -> Iterator[Absent]:
    for claim in verdicts:
        if claim not in placed:
            match = anchors.get(claim)
            yield Absent(claim, _WHY_NOT_SHOWN[match.fate] if match else "it has no anchor")
