"""Citations in running text: which are mapped to entries of the list, and which are left."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.drafting.in_text import Work, marks_in
from evtrack.model import Input
from evtrack.readers.article import read_article

_WORKS = (
    Work("ng2020", 1, ("ng",), "2020"),
    Work("ng2021a", 2, ("ng",), "2021a"),
    Work("ng2021b", 3, ("ng",), "2021b"),
    Work("ozturk2019", 4, ("ozturk",), "2019"),
    Work("vanderberg2018", 5, ("van", "der", "berg"), "2018"),
    Work("ctc2017", 6, ("centers", "for", "tea", "and", "control"), "2017"),
    Work("board", 7, ("tea", "board"), ""),
)


def marks(text: str, name: str = "article.md") -> dict[str, tuple[str, ...]]:
    """The marks as they are written, with the keys that they lead to."""
    article = read_article(Input(name, text))
    found = marks_in(article.passages, text, _WORKS)
    return {text[mark.start : mark.end]: mark.keys for mark in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tea helps [1].", {"[1]": ("ng2020",)}),
        ("Tea helps.[1] More.", {"[1]": ("ng2020",)}),
        ("Tea helps [2, 4–5].", {"[2, 4–5]": ("ng2021a", "ozturk2019", "vanderberg2018")}),
        ("Tea helps [1][4].", {"[1]": ("ng2020",), "[4]": ("ozturk2019",)}),
        ("Tea helps [9].", {"[9]": ()}),
        ("Tea helps [1,9].", {"[1,9]": ()}),
        ("Tea helps [4-1].", {"[4-1]": ()}),
        ("Tea helps [sic] in [2020].", {}),
        ("It is 5 (95% CI [1, 4]).", {}),
    ],
)
def test_numbers_in_square_brackets(text: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert marks(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tea helps.¹ Milk too.²⁻⁴",
            {"¹": ("ng2020",), "²⁻⁴": ("ng2021a", "ng2021b", "ozturk2019")},
        ),
        ("Tea covers 5 m² and 10³ fields.", {}),
        ("Tea helps.<sup>1,4</sup> Milk too.", {"<sup>1,4</sup>": ("ng2020", "ozturk2019")}),
        ("Tea covers 5 m<sup>2</sup>.", {}),
        ("The 5<sup>th</sup> cup helps.", {}),
        ("Tea helps^1^.", {"^1^": ("ng2020",)}),
    ],
)
def test_raised_numbers(text: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert marks(text) == expected


def test_raised_links_in_html() -> None:
    text = '<p>Tea helps.<sup id="a"><a href="#r1">[1]</a></sup> Milk helps.<sup>9</sup></p>'

    assert marks(text, "article.html") == {
        '<sup id="a"><a href="#r1">[1]</a></sup>': ("ng2020",),
        "<sup>9</sup>": (),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Tea helps (1). Milk too (1,2).", ["(1)", "(1,2)"], id="in the list's order"),
        pytest.param("Tea is (1) warm, (2) wet.", [], id="an enumeration"),
        pytest.param("Some drank tea (4).", [], id="a number of people"),
        pytest.param("Tea helps (1). Some drank it (23).", [], id="one that is not in the list"),
        pytest.param("Tea helps [1]. Some drank it (2).", ["[1]"], id="square brackets too"),
    ],
)
def test_numbers_in_round_brackets(text: str, expected: list[str]) -> None:
    assert list(marks(text)) == expected


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Tea helps (Ng, 2020).", ("ng2020",)),
        ("Tea helps (Ng & Oz, 2020, p. 3).", ("ng2020",)),
        ("Tea helps (see Ng et al. 2020).", ("ng2020",)),
        ("Tea helps (e.g., Ng, 2020; Öztürk, 2019).", ("ng2020", "ozturk2019")),
        ("Tea helps (Ng, 2020, 2021a).", ("ng2020", "ng2021a")),
        ("Tea helps (Ng, 2021).", ()),
        ("Tea helps (Ng, 2020a).", ()),
        ("Tea helps (van der Berg, 2018).", ("vanderberg2018",)),
        ("Tea helps (Centers for Tea and Control, 2017).", ("ctc2017",)),
        ("Tea helps (Tea Board, n.d.).", ("board",)),
        ("Tea helps (Po, 1999).", ()),
        ("Tea helps (Ng, 2020; Po, 1999).", ()),
        ("Ng (2020) says so.", ("ng2020",)),
        ("As Ng and Po (2020) say, tea helps.", ("ng2020",)),
        ("In tests of many teas, Ng et al. (2020, p. 4) slept.", ("ng2020",)),
        ("Van der Berg's (2018) tea helps.", ("vanderberg2018",)),
        ("Po and Qi (1999) say so.", ()),
    ],
)
def test_names_and_years(text: str, keys: tuple[str, ...]) -> None:
    assert list(marks(text).values()) == [keys]


@pytest.mark.parametrize(
    "text",
    [
        "The harvest (in March 2020) was good.",
        "The last harvest (2020) was good.",
        "In March (2020) it rained.",
        "It (about 2,000 cups) helps.",
    ],
)
def test_other_years_in_brackets(text: str) -> None:
    assert marks(text) == {}


def test_two_works_of_one_author_and_year_are_not_told_apart() -> None:
    works = (Work("a", 1, ("ng",), "2020"), Work("b", 2, ("ng",), "2020"))
    text = "Tea helps (Ng, 2020)."

    (mark,) = marks_in(read_article(Input("a.md", text)).passages, text, works)

    assert mark.keys == ()


_PIECES = [
    "[1]",
    "[",
    "]",
    "(",
    ")",
    "Ng",
    "2020",
    ", ",
    "; ",
    "<sup>",
    "</sup>",
    "²",
    "^1^",
    ". ",
    "a",
]


@given(st.text() | st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
def test_marks_of_any_text_stand_in_it_in_order(text: str) -> None:
    found = marks_in(read_article(Input("a.txt", text)).passages, text, _WORKS)

    assert list(found) == sorted(found)
    assert all(0 <= mark.start < mark.end <= len(text) for mark in found)


@pytest.mark.parametrize("piece", ["[1", "(Ng ", "<sup>", "<sup>1", "²", "^1", "(Ng, 2020; ", "a "])
def test_no_text_takes_more_than_linear_time(piece: str) -> None:
    text = piece * 50_000
    passages = read_article(Input("a.txt", text)).passages
    before = time.process_time()

    marks_in(passages, text, _WORKS)

    assert time.process_time() - before < 5
