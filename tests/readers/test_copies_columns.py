"""In which order the lines of a page are read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.readers.copies.columns import (
    Word,
    by_column,
    in_reading_order,
    without_line_numbers,
)

Lines = Sequence[Sequence[Word]]


def line(text: str, start: float) -> list[Word]:
    """Words of six points a letter, with a blank of five between them."""
    words = []
    for word in text.split():
        words.append(Word(word, start, start + 6 * len(word)))
        start = words[-1].right + 5
    return words


def texts(lines: Lines) -> list[str]:
    return [" ".join(word.text for word in each) for each in lines]


def column(name: str, start: float, number: int = 8) -> list[list[Word]]:
    return [line(f"{name}{n} is one of the many lines", start) for n in range(number)]


LEFT, RIGHT = column("left", 60), column("right", 310)
ROWS = list(map(list.__add__, LEFT, RIGHT))
HEAD = line("The head of the page goes across both of the columns below it", 60)
FOOT = line("A footnote as wide as the page, again across both of the columns", 60)
TABLE = [line(f"Group{n} 12", 60) + line(f"24 ({n})", 310) for n in range(12)]
CELLS = [line("Tea", 60) + line(f"woke {n} of the women up", 310) for n in range(12)]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (ROWS, [*LEFT, *RIGHT]),
        (list(chain(*zip(LEFT, RIGHT, strict=True))), [*LEFT, *RIGHT]),
        ([HEAD, *ROWS], [HEAD, *LEFT, *RIGHT]),
        ([HEAD, *ROWS, FOOT], [HEAD, *LEFT, *RIGHT, FOOT]),
        ([*ROWS[:4], HEAD, *ROWS[4:]], [*LEFT[:4], *RIGHT[:4], HEAD, *LEFT[4:], *RIGHT[4:]]),
        ([*ROWS, *LEFT[:2]], [*LEFT, *LEFT[:2], *RIGHT]),
        ([HEAD] * 6 + ROWS, [HEAD] * 6 + [*LEFT, *RIGHT]),
        ([line("317", 20) + ROWS[0], *ROWS[1:]], [line("317", 20) + LEFT[0], *LEFT[1:], *RIGHT]),
    ],
)
def test_columns_written_across(written: Lines, read: Lines) -> None:
    assert texts(in_reading_order(written)) == texts(read)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [HEAD],
        [HEAD, FOOT] * 20,
        [*LEFT, *RIGHT],
        [*RIGHT, *LEFT],
        [HEAD, *LEFT, *RIGHT, FOOT],
        column("only", 60, 30),
        ROWS[:3],
        TABLE,
        CELLS,
        [*[HEAD] * 12, *ROWS],
        [HEAD, *TABLE, *[FOOT] * 20],
    ],
)
def test_what_stays_as_it_is_written(lines: Lines) -> None:
    assert texts(in_reading_order(lines)) == texts(lines)


def at(left: float, right: float, bottom: float, top: float) -> list[Word]:
    return [Word("w", left, right, bottom, top)]


@pytest.mark.parametrize(
    ("line", "columns"),
    [
        pytest.param(at(310, 500, 690, 700), 2, id="high on the right"),
        pytest.param(at(60, 250, 80, 90), 1, id="below"),
        pytest.param(at(310, 500, 102, 112), 1, id="beside"),
        pytest.param(at(60, 250, 690, 700), 1, id="high on the left: a running head"),
        pytest.param(at(250, 254, 104, 110), 1, id="a raised mark"),
    ],
)
def test_where_a_column_begins(line: list[Word], columns: int) -> None:
    assert len(by_column([at(60, 250, 100, 110), line])) == columns


def numbered(numbers: Sequence[int], left: float = 20) -> Lines:
    return [
        [*line(str(n), left), *words] for n, words in zip(numbers, column("c", 60), strict=False)
    ]


@pytest.mark.parametrize("numbers", [range(1, 9), range(120, 128), range(5, 45, 5)])
def test_numbers_of_lines_are_left_out(numbers: Sequence[int]) -> None:
    assert texts(without_line_numbers(numbered(numbers))) == texts(column("c", 60))


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(numbered([1, 2, 3, 4]), id="few"),
        pytest.param(numbered([8, 3, 12, 5, 1, 9, 2, 7]), id="in no order"),
        pytest.param(numbered([1, 2, 3, 5, 8, 9, 10, 11]), id="with gaps"),
        pytest.param(numbered(range(1, 9), 60), id="within the text"),
        pytest.param([line(str(n), 20) for n in range(9)], id="nothing else"),
        pytest.param([line("9" * 5000, 20), *column("c", 60)], id="a long one"),
    ],
)
def test_other_numbers_are_kept(lines: Lines) -> None:
    assert texts(without_line_numbers(lines)) == texts(lines)


places = st.floats(-1e6, 1e6, allow_nan=False)
words = st.builds(lambda left, width: Word("w", left, left + abs(width)), places, places)
pages = st.lists(st.lists(words, min_size=1, max_size=12), max_size=30)


@given(pages)
def test_no_word_is_lost(lines: Lines) -> None:
    assert sorted(chain(*in_reading_order(lines))) == sorted(chain(*lines))
