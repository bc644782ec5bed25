"""The order of reading of a page in two columns whose lines were written across both.

Most files write one column after the other, and their order is kept. It is changed only where a
page clearly has two columns: a gutter in its middle that few words cross, lines of several words on
both sides of it, and an order that goes to and fro between the sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

FEWEST_LINES = 4
"""A column has no fewer; what has may be a table."""

FEWEST_WORDS = 4
"""The lines of a column have no fewer on average; the cells of a table often have."""

_MOST_ACROSS = 0.5  # cross a gutter, of the words that stand above one another where most do
_MIDDLE = (0.25, 0.75)
_NARROWEST = 2  # blanks; narrower ones stand above one another by chance
_NEAR_THE_EDGE = 20  # one word in so many stands beside the text: a line's number, a stamp
_LEAST_GAP = 0.8  # of the gutter, that a line has between its columns; else it goes across both
_FEWEST_NUMBERS = 5  # of lines; fewer may be anything
_MOST_OF_A_BLANK = 1.5  # digits that a blank is wide
_LEAST_RISE = 3  # lines, from the foot of a column to the head of the next


class Word(NamedTuple):
    """A word of a page, and from where to where it reaches; upwards from the page's bottom."""

    text: str
    left: float
    right: float
    bottom: float = 0
    top: float = 0


class _Gutter(NamedTuple):
    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        return self.right - self.left


class _Piece(NamedTuple):
    """What a line has in the column on `side` 0 or 1, or all of it where it goes across: None."""

    side: int | None
    words: Sequence[Word]


def in_reading_order(lines: Sequence[Sequence[Word]]) -> Sequence[Sequence[Word]]:
    """The lines of a page as they are, or those of the left column before those of the right.

    Lines across both columns stay between what stands above and below them.
    """
    gutter = _gutter(lines)
    if gutter is None:
        return lines
    pieces = [piece for line in lines for piece in _pieces(line, gutter)]
    return list(_column_by_column(pieces)) if _goes_to_and_fro(pieces) else lines


def by_column(lines: Sequence[Sequence[Word]]) -> list[list[Sequence[Word]]]:
    """The lines, in the order of reading, of each column: a new one begins high on the right."""
    columns: list[list[Sequence[Word]]] = [[]]
    for before, line in pairwise([(), *lines]):
        if before and _is_on_top_of_the_next(before[-1], line[0]):
            columns.append([])
        columns[-1].append(line)
    return columns


def _is_on_top_of_the_next(last: Word, first: Word) -> bool:
    rise = _LEAST_RISE * max(last.top - last.bottom, first.top - first.bottom)
    return first.left >= last.right and 0 < rise <= first.bottom - last.top


def without_line_numbers(lines: Sequence[Sequence[Word]]) -> list[Sequence[Word]]:
    """The lines without the numbers, rising by one step, that stand on the left of all text."""
    others = sorted(word.left for line in lines for word in line if not word.text.isdecimal())
    if not others:
        return list(lines)
    edge = others[len(others) // _NEAR_THE_EDGE]
    numbered = [
        line[0] for line in lines if line[0].text.isdecimal() and _stands_apart(line[0], edge)
    ]
    values = [int(word.text[:9]) for word in numbered]
    steps = {after - before for before, after in pairwise(values)}
    if len(values) < _FEWEST_NUMBERS or len(steps) > 1 or min(steps) < 1:
        return list(lines)
    rest = (line[1:] if line[0] in numbered else line for line in lines)
    return [line for line in rest if line]


def _stands_apart(number: Word, edge: float) -> bool:
    """Whether there is more than a blank between a number and the edge of the text."""
    digit = (number.right - number.left) / len(number.text)
    return edge - number.right > _MOST_OF_A_BLANK * digit


def _gutter(lines: Sequence[Sequence[Word]]) -> _Gutter | None:
    """The widest stretch about the middle of the text that few words cross."""
    words = [word for line in lines for word in line]
    blanks = sorted(b.left - a.right for line in lines for a, b in pairwise(line))
    blank = blanks[len(blanks) // 2] if blanks else 0
    if blank <= 0:  # also where the lines run from right to left
        return None
    beside = len(words) // _NEAR_THE_EDGE
    left = sorted(word.left for word in words)[beside]
    width = sorted(word.right for word in words)[-1 - beside] - left
    about_the_middle = [
        stretch
        for stretch in _seldom_crossed(words)
        if stretch.width >= blank * _NARROWEST
        and _MIDDLE[0] * width <= stretch.middle - left <= _MIDDLE[1] * width
    ]
    return max(about_the_middle, key=lambda stretch: stretch.width, default=None)


def _seldom_crossed(words: Iterable[Word]) -> Iterator[_Gutter]:
    edges = sorted([edge for word in words for edge in ((word.left, 1), (word.right, -1))])
    crossing = list(accumulate(change for _, change in edges))
    few = max(crossing) * _MOST_ACROSS
    for is_gutter, numbers in groupby(range(len(edges) - 1), lambda n: crossing[n] <= few):
        if is_gutter:
            within = list(numbers)
            yield _Gutter(edges[within[0]][0], edges[within[-1] + 1][0])


def _pieces(line: Sequence[Word], gutter: _Gutter) -> list[_Piece]:
    left = [word for word in line if word.right <= gutter.middle]
    right = [word for word in line if word.left >= gutter.middle]
    if len(left) + len(right) < len(line):
        return [_Piece(None, line)]
    if left and right:
        gap = min(word.left for word in right) - max(word.right for word in left)
        if gap < gutter.width * _LEAST_GAP:  # no more than the blank between two words
            return [_Piece(None, line)]
    return [_Piece(side, words) for side, words in enumerate((left, right)) if words]


def _goes_to_and_fro(pieces: Sequence[_Piece]) -> bool:
    """Whether there are two columns of text, and the lines change between them again and again."""
    in_columns = [piece for piece in pieces if piece.side is not None]
    columns = [[piece for piece in in_columns if piece.side == side] for side in (0, 1)]
    fewest = min(map(len, columns))
    changes = sum(before.side != after.side for before, after in pairwise(in_columns))
    return (
        fewest >= max(FEWEST_LINES, (len(pieces) - len(in_columns)) / 2)
        and changes > fewest
        and all(
            sum(len(piece.words) for piece in column) >= FEWEST_WORDS * len(column)
            for column in columns
        )
    )


def _column_by_column(pieces: Iterable[_Piece]) -> Iterator[Sequence[Word]]:
    for goes_across, group in groupby(pieces, lambda piece: piece.side is None):
        between = list(group)
        for side in (None,) if goes_across else (0, 1):
            yield from (piece.words for piece in between if piece.side == side)
