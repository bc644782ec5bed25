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
from evtrack.model import Cell, Passage, PassageKind, Verdict
from evtrack.words import Support

_WORST_FIRST = sorted(Support, key=lambda support: -support.rank)
_MOST_ROWS = 50
"""In one group: a browser lays out a long article group by group."""

_WIDEST = 20  # columns; wider rows are not filled up
_DEEPEST = 3  # lists in lists that are told apart

_LONG = 500  # sentences and other pieces; from 5,000 on a browser takes seconds

_NUMBER = re.compile(r"-?\d+")
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
    """A passage. `level`, `place` and `coverage` are those of a heading and the section under it.

    The level is that on the page, from 3 to 6, and 0 elsewhere. The place is the heading's id on
    the page and the coverage is not None where a sentence of the section is in scope. `marker` is
    and `depth` are those of an item, `cell` that of a table's cell.
    """

    kind: str
    pieces: tuple[Piece, ...]
    level: int = 0
    place: str = ""
    coverage: Coverage | None = None
    marker: str = ""
    cell: Cell | None = None
    depth: int = 0
    is_quoted: bool = False


class Group(NamedTuple):
    """Neighbouring blocks that are shown as one thing.

    `kind` is `heading`, `paragraph`, `quote`, `note`, `list`, `numbered` or `table`. A row is a
    block, an item with all of its blocks, or the cells of a table's row; a gap in it is None.
    `is_quoted` of a list in a quotation.
    """

    kind: str
    rows: tuple[tuple[Block | None, ...], ...]
    is_quoted: bool = False


class Section(NamedTuple):
    """How much of a section stands on claims.

    `place` is the id of its heading on the page; both are blank before the first heading.
    """

    place: str
    heading: str
    level: int
    coverage: Coverage


class Absent(NamedTuple):
    """A claim that the text does not show, and why."""

    claim: str
    why: str


class ArticleView(NamedTuple):
    """The whole article with its marks. `shown` are the ids of the claims that stand in it.

    `sections` are those with a sentence in scope.
    """

    groups: tuple[Group, ...]
    sections: tuple[Section, ...]
    coverage: Coverage
    shown: frozenset[str]
    absent: tuple[Absent, ...]

    @property
    def is_long(self) -> bool:
        """Whether laying out all of it at once would keep a reader waiting."""
        rows = (row for group in self.groups for row in group.rows)
        return sum(len(block.pieces) for row in rows for block in row if block) > _LONG


def article_view(coverage: ArticleCoverage, verdicts: Mapping[str, Verdict]) -> ArticleView:
    """What the report shows of the article."""
    drawn = _Drawn(coverage, verdicts)
    blocks = list(drawn.blocks())
    return ArticleView(
        tuple(_groups(blocks)),
        tuple(drawn.sections()),
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
        measured = {
            section: coverage_of(within, verdicts)
            for section, within in sections_of(coverage.sentences).items()
        }
        self._sections = {number: found for number, found in measured.items() if found.in_scope}
        headings = [p for p in coverage.article.passages if p.kind is PassageKind.HEADING]
        self._top = min((heading.level for heading in headings), default=0)
        self.placed: set[str] = set()

    def blocks(self) -> Iterator[Block]:
        for number, passage in enumerate(self._article.passages):
            sentences = self._sentences.get(number, [])
            pieces = self._pieces(passage.text, sentences, self._parts.get(number, []))
            block = Block(
                passage.kind.value,
                tuple(pieces),
                marker=passage.marker,
                cell=passage.cell,
                depth=min(passage.depth, _DEEPEST),
                is_quoted=passage.is_quoted,
            )
            if passage.kind is PassageKind.HEADING:
                coverage = self._sections.get(number)
                place = _place(number) if coverage else ""
                block = block._replace(level=self._level(passage), place=place, coverage=coverage)
            yield block

    def sections(self) -> Iterator[Section]:
        for number, coverage in self._sections.items():
            if number is None:
                yield Section("", "", _HIGHEST_HEADING, coverage)
            else:
                heading = self._article.passages[number]
                yield Section(_place(number), heading.text, self._level(heading), coverage)

    def _level(self, heading: Passage) -> int:
        return min(_HIGHEST_HEADING + heading.level - self._top, _LOWEST_HEADING)

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


def _place(heading: int) -> str:
    return f"heading-{heading}"


def _groups(blocks: Iterable[Block]) -> Iterator[Group]:
    """Neighbours of one kind together; of cells those of one table."""
    for (kind, _, is_quoted), alike in groupby(_in_groups(blocks), key=lambda named: named[0]):
        members = [block for _, block in alike]
        laid = {"table": _cells, "list": _items, "numbered": _items}.get(kind, _singly)
        rows = tuple(laid(members))
        for start in range(0, len(rows), _MOST_ROWS):
            yield Group(kind, rows[start : start + _MOST_ROWS], is_quoted)


def _in_groups(blocks: Iterable[Block]) -> Iterator[tuple[tuple[str, int, bool], Block]]:
    """Each block with its group's kind, the number of a cell's table, whether a list is quoted."""
    group = ("", 0, False)
    for block in blocks:
        if block.kind == PassageKind.CELL and block.cell:
            group = ("table", block.cell.table, False)
        elif block.kind != PassageKind.ITEM:
            group = ("paragraph" if block.kind == PassageKind.CELL else block.kind, 0, False)
        elif (
            block.marker or group[0] not in ("list", "numbered") or group[2] is not block.is_quoted
        ):
            kind = "numbered" if _NUMBER.fullmatch(block.marker) else "list"
            group = (kind, 0, block.is_quoted)
        yield group, block


def _singly(blocks: Iterable[Block]) -> Iterator[tuple[Block]]:
    return ((block,) for block in blocks)


def _items(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """Each item with the blocks that go on with it, up to those of an item in another list."""
    starts = [
        place
        for place, block in enumerate(blocks)
        if block.marker or not place or block.depth != blocks[place - 1].depth
    ]
    return (tuple(blocks[start:end]) for start, end in pairwise([*starts, len(blocks)]))


def _cells(blocks: Iterable[Block]) -> Iterator[tuple[Block | None, ...]]:
    """Each row of a table, with gaps where nothing stands."""
    rows = list(_rows(blocks))
    width = min(max(map(len, rows)), _WIDEST)
    return ((*row, *[None] * (width - len(row))) for row in rows)


def _rows(blocks: Iterable[Block]) -> Iterator[list[Block | None]]:
    """Each row as far as something stands in it; a cell may hold several blocks."""
    for _, row in groupby(blocks, key=lambda block: block.cell and block.cell.row):
        cells: list[Block | None] = []
        for block in row:
            column = block.cell.column if block.cell else 0
            cells.extend([None] * (column - len(cells)))
            if cells and column < len(cells) and (before := cells[column]):
                cells[column] = before._replace(pieces=(*before.pieces, Piece(" "), *block.pieces))
            else:
                cells.append(block)
        yield cells


def _absent(
    verdicts: Mapping[str, Verdict], anchors: Mapping[str, AnchorMatch], placed: set[str]
) -> Iterator[Absent]:
    for claim in verdicts:
        if claim not in placed:
            match = anchors.get(claim)
            yield Absent(claim, _WHY_NOT_SHOWN[match.fate] if match else "it has no anchor")
