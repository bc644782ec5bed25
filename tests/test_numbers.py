"""Which numbers a statement gives, and whether another text holds them."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.numbers import amounts_of, numbers_in, quantities_in, with_shares


def quantities(statement: str) -> list[str]:
    return [quantity.text for quantity in quantities_in(statement)]


def held(statement: str, rationale: str) -> bool:
    amounts = amounts_of(with_shares(rationale))
    return all(quantity.is_among(amounts) for quantity in quantities_in(statement))


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("24 patients", ["24"]),
        ("1,200 of 12 000 people", ["1,200", "12 000"]),
        ("In 2019, 300 people fell ill", ["2019", "300"]),
        ("In March 2020", ["2020"]),
        ("two to four months", ["two", "four"]),
        ("10-20 or 10–20%", ["10", "20", "10", "20%"]),
        ("A 12-week trial in 65-year-old people", ["12", "65"]),
        ("Sertraline 50 mg", ["50"]),
        ("Botox 10mg", ["10"]),
        ("Taking 400 tablets", ["400"]),
        ("twenty-one per cent", ["twenty-one per cent"]),
        ("two hundred and fifty thousand", ["two hundred and fifty thousand"]),
        ("one hundred", ["one hundred"]),
        ("eight in the end", ["eight"]),
        ("£5.50, or .5 of it", ["5.50", ".5"]),
    ],
)
def test_numbers_that_are_quantities(statement: str, expected: list[str]) -> None:
    assert quantities(statement) == expected


@pytest.mark.parametrize(
    "statement",
    [
        "COVID-19, GPT-4, omega-3 and SARS‑CoV‑2",
        "B12, T4, H1N1 and 5G",
        "5-HT and 17-hydroxyprogesterone",
        "type 2 diabetes, phase 3, Table 4, No. 5",
        "Windows 11 and Python 3.11 are out",
        "In the HPV 16 group",
        "the 1990s, the 21st century, 2½, 10⁶",
        "on 2021-06-31 at 10:30, after 9/11, version 3.11.2",
        "as was found before [3, 4] (Ng et al., 2020)",
        "https://example.org/24 and doi 10.1234/56",
        "95% confidence interval",
        "one in five, 9 out of 10",
        "two thirds, two-sided, three-dimensional",
        "The one and the two, no one",
        "the Big Four",
        "half a dozen",
    ],
)
def test_numbers_that_are_none(statement: str) -> None:
    assert quantities(statement) == []


@pytest.mark.parametrize(
    ("statement", "rationale"),
    [
        ("1,000", "1000"),
        ("1 000", "1.000"),
        ("1’000", "1,000"),
        ("0.50", "0.5"),
        ("0,5", ".5"),
        ("12", "twelve"),
        ("Twelve", "12"),
        ("50%", "50 percent"),
        ("50 per cent", "0.5"),
        ("1.2 million", "1,187,000"),
        ("two hundred and forty-one", "241"),
        ("71%", "70.95%"),
        ("71%", "171 of 241"),
        ("71%", "171/241"),
        ("about 250", "241"),
        ("more than 200", "241"),
        ("up to 300", "241"),
        ("no less than 200", "241"),
        ("2 to 4", "2–4"),
        ("74 to 83", "(74,83)"),
        ("10", "GPT-10"),
        ("2026", "2026-03-31"),
    ],
)
def test_numbers_that_agree(statement: str, rationale: str) -> None:
    assert held(statement, rationale)


@pytest.mark.parametrize(
    ("statement", "rationale"),
    [
        ("24", "12, 6"),
        ("24", "none given"),
        ("1,200", "200 of 1"),
        ("1.2 million", "1.2"),
        ("0.05", "0.5"),
        ("40%", "30%"),
        ("71.0%", "71.4%"),
        ("about 250", "190"),
        ("more than 24", "12 and 6"),
        ("no more than 24", "36"),
        ("no fewer than 24", "12"),
        ("10 to 20", "10"),
        ("three", "thirty"),
    ],
)
def test_numbers_that_differ(statement: str, rationale: str) -> None:
    assert not held(statement, rationale)


@given(st.text())
def test_a_text_holds_its_own_numbers(text: str) -> None:
    assert held(text, text)


@given(st.integers(0, 10**9))
def test_thousands_may_be_set_apart(number: int) -> None:
    assert held(f"{number:,}", str(number))


@given(st.text(alphabet="0123456789.,'%/:()[]- \u00a0onetwhundred"))
def test_nothing_is_raised_and_places_are_true(text: str) -> None:
    assert [text[n.start : n.end] for n in numbers_in(text)] == [n.text for n in numbers_in(text)]


@pytest.mark.parametrize(
    "piece", ["1", "1.", "1-", "1:", "[1,", "(", " ", "two ", "two hundred and ", "1 of ", "www."]
)
def test_a_long_text_costs_time_in_proportion(piece: str) -> None:
    """Read in the square of its length, this would take hours."""
    text = piece * (200_000 // len(piece))
    started = perf_counter()

    held(text, text)

    assert perf_counter() - started < 20
