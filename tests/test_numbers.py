"""Which numbers a statement gives, and what other texts have beside those they do not hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.numbers import (
    mismatches,
    numbers_as_written,
    numbers_in,
    quantities_in,
    without_insertions,
)
from patience import patience


def quantities(statement: str) -> list[str]:
    return [quantity.text for quantity in quantities_in(statement) if not quantity.is_vague]


def held(statement: str, rationale: str) -> bool:
    return not mismatches(statement, [rationale])


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
        ("3 in 4 weeks", ["3", "4"]),
        ("12% in 2019", ["12%", "2019"]),
        ("on day 3 of week 12", ["3", "12"]),
        ("a 2-fold or two-fold risk", ["2", "two"]),
        ("six and a half weeks", ["six and a half"]),
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
        "type 2 diabetes patients in a two-person room",
        "12 in 2019",
        "about 1 in 2000 births",
        "twice, threefold and daily",
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
        # the same in another unit
        ("two years", "24 months"),
        ("24 months", "for two years"),
        ("2 years", "24 consecutive months"),
        ("3 months", "12 weeks"),
        ("52 weeks", "1 year"),
        ("72 hours", "on day 3"),
        ("three months", "at week 12"),
        ("28 days", "monthly"),
        ("24 hours", "daily"),
        ("12 months", "in the past year"),
        ("10 years", "over a decade"),
        ("6 months", "half a year"),
        ("90 minutes", "one and a half hours"),
        ("two weeks", "a fortnight"),
        ("0.5 g", "500 mg"),
        ("250 micrograms", "0.25 mg"),
        ("50 µg", "50 mcg"),
        ("1.5 litres", "1500 ml"),
        ("5 mg per kg", "5 mg/kg"),
        ("100 units", "100 IU"),
        ("10 mmHg", "10 mm Hg"),
        ("38 °C", "100.4 °F"),
        ("10 pounds", "4.5 kg"),
        ("10 pounds", "£10"),
        ("$5 million", "5 million dollars"),
        ("5 million", "5m"),
        ("2-fold", "twice"),
        ("three times", "threefold"),
        # other words for people, and for no unit that is known
        ("12 women", "12 patients"),
        ("12 patients", "twelve healthy older women"),
        ("24 people", "n = 24"),
        ("24 people", "24 couples"),
        ("24 months", "24 Monate"),
        ("32 weeks", "32+0 weeks' gestation"),
        ("In 2019, 300 people", "In 2019 women fell ill: 300 cases"),
        ("24 weeks", "24 patients' diaries"),
        ("58 women", "30 women had therapy and 28 women waited"),
        # shares
        ("20%", "1 in 5"),
        ("One in five women", "19% of women"),
        ("One in five women", "a fifth of them"),
        ("15%", "one in seven"),
        ("a third of women", "35%"),
        ("half of the women", "20 of 40"),
        ("more than half of the women", "57%"),
        ("fewer than half of them", "43%"),
        ("Nearly two thirds of carers", "63%"),
        ("5 in 100 women", "5%"),
        ("5 of 100 women", "5%"),
        ("50 per 100,000", "5 per 10 000"),
        ("1 in 100", "8 per 1,000"),
        ("71% of women", "171 women of 241"),
        ("20 of 30 women", "67%"),
        ("One in five people", "many people"),
        ("21% did not", "79% did"),
        # ranges
        ("12 to 24 months", "12–24 months"),
        ("12–24 months", "between 1 and 2 years"),
        ("2 to 3 months", "2 to 6 months"),
        ("3 months", "2–4 months"),
        ("6 weeks", "1 to 2 months"),
        ("1 year", "at 6, 12 and 18 months"),
        ("12-month", "12- to 24-month visits"),
        ("1 to 2 million", "between 1 million and 2 million"),
        ("12.3 months", "12.3 ± 4.5 months"),
        ("79%", "79% (95% CI 74–83)"),
        ("1.14 to 2.10", "OR 1.55 (1.14–2.10)"),
        # bounds and round numbers
        ("no more than 4 g", "4,000 mg"),
        ("up to 2 years", "18 months"),
        ("65 or over", "66 years"),
        ("1,300 women", "1304 women"),
        ("200,000 deaths", "203,418 deaths"),
        # changes
        ("25% lower", "HR 0.75 (0.6 to 0.9)"),
        ("55% higher", "OR 1.55"),
        ("fell by 75%", "from 8 to 2 a day"),
        ("10 points lower", "20% v 10%"),
        ("6 points lower", "from 24.3 to 18.1"),
        ("100% higher", "doubled"),
        ("fell by 5", "from 5 to 0"),
        ("falls by a third of it", "RR 0.67 (95% CI 0.55 to 0.82)"),
        ("33% lower", "RR 0.67"),
        ("40 mg a day", "20 mg twice daily"),
        ("20 mg twice a day", "40 mg per day in two divided doses"),
        ("half of the women", "the first half of 2019"),
        ("a third had tea", "one group had water, one milk: 50% and 20% woke"),
        ("the first half was hard", "30% woke"),
        ("two thirds had no pain", "67%"),
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
        ("more than 4,000", "1187"),
        ("no more than 24", "36"),
        ("no fewer than 24", "12"),
        ("10 to 20", "10"),
        ("three", "thirty"),
        ("In 2000", "In 2010"),
        # the number is there, and counts something else
        ("24 months", "24 women, for 12 months"),
        ("24 months", "24 weeks"),
        ("24 women", "24 weeks"),
        ("50%", "50 women"),
        ("5 mg", "5 µg"),
        ("2.5 mg", "2.5 ml"),
        ("£10", "10 euros"),
        # other amounts of the same kind
        ("2 years", "20 weeks"),
        ("1 year", "8 months"),
        ("37 °C", "39 °C"),
        ("three times", "twice"),
        ("at least 12 months", "6 months"),
        ("one in five", "30%"),
        ("half of the women", "30%"),
        ("more than half of the women", "37%"),
        ("5 in 100 women", "8%"),
        ("5 per 100,000", "12 per 100,000"),
        ("20 of 30 women", "26 of 28 women"),
        ("half had no pain", "67% were free of pain"),
        ("two thirds improved", "50%"),
        ("a quarter were cured", "12%"),
        # changes
        ("fell by 67%", "RR 0.67"),
        ("67% fewer", "risk ratio 0.67"),
        ("15 mmHg lower", "5.1 mmHg lower (95% CI 3.2 to 18.2)"),
        ("45% lower", "RR 0.67 (0.55 to 0.82)"),
        # ranges
        ("12 to 24 months", "12 to 18 months"),
        ("2 to 4 months", "three months"),
        ("24 years", "aged 18–23 years"),
        ("76%", "79% (74–83)"),
        ("76%", "79% (95% confidence interval, 74 to 83)"),
        ("18 months", "median 12 months (range 6–24)"),
        ("7", "2026-03-31"),
    ],
)
def test_numbers_that_differ(statement: str, rationale: str) -> None:
    assert not held(statement, rationale)


@pytest.mark.parametrize(
    ("statement", "rationale", "expected"),
    [
        ("24 months", "12 months, in 6 women", ("24 months", ["12 months"])),
        ("24 months", "12 weeks, then 9 months", ("24 months", ["9 months"])),
        ("24 months", "12 weeks", ("24 months", ["12 weeks"])),
        ("24 months", "6, 12 and 18 months", ("24 months", ["6", "12", "18 months"])),
        ("24 months", "12 months, and 12 months", ("24 months", ["12 months"])),
        ("2 to 4 months", "at 12–18 months", ("2 to 4 months", ["12–18 months"])),
        ("24 older women", "type 2 diabetes; 12 patients", ("24 older women", ["12 patients"])),
        ("24 women", "12 women with COVID-19", ("24 women", ["12 women"])),
        ("40%", "30% (95% CI 25 to 34)", ("40%", ["30%"])),
        ("40%", "171 of 241 women", ("40%", ["171 of 241 women"])),
        ("one in five", "a third of them", ("one in five", ["a third"])),
        ("20 of 30 women", "26 of 28 women", ("20 of 30 women", ["26 of 28 women"])),
        ("£10", "it cost £7.50", ("£10", ["£7.50"])),
        ("12 women", "every one of the 24 women", ("12 women", ["24 women"])),
        ("24 months", "24 women", ("24 months", [])),
        ("24", "12 months", ("24", [])),
    ],
)
def test_what_stands_beside_a_number(
    statement: str, rationale: str, expected: tuple[str, list[str]]
) -> None:
    (found,) = mismatches(statement, [rationale])

    assert (found.written, [list(beside) for beside in found.beside]) == (
        expected[0],
        [expected[1]],
    )


def test_each_text_has_its_own_numbers_beside() -> None:
    (found,) = mismatches("24 months", ["12 months", "many", "6 weeks and 3 months"])

    assert found.beside == (("12 months",), (), ("3 months",))


def test_one_text_that_holds_a_number_is_enough() -> None:
    assert mismatches("24 months", ["12 months", "24 months"]) == []


def test_numbers_are_shown_with_their_units_and_ranges_as_a_whole() -> None:
    assert numbers_as_written("In 2019, 20 of 30 women slept for 2–4 h") == [
        "2019",
        "20 of 30 women",
        "2–4 h",
    ]


@pytest.mark.parametrize(
    ("quotation", "rest"),
    [
        ("fell [by 50%] in all", "fell  …  in all"),
        ("[12] women […] slept", " …  women  …  slept"),
        ("0.67 [95% CI, 0.5 to 0.8]", "0.67 [95% CI, 0.5 to 0.8]"),
        ("women [n = 24]", "women [n = 24]"),
        ("ages [18-45]", "ages [18-45]"),
    ],
)
def test_what_an_editor_put_in_is_not_the_sources(quotation: str, rest: str) -> None:
    assert without_insertions(quotation) == rest


WORDS = (
    "1 5 12 24 1.5 1,200 2019 50% 95% one two twenty half third thousand million women patients "
    "weeks months year mg g units points times £ $ °C to and of in per or - – ± ( ) , . CI about "
    "more than up less not the a week n = aged COVID-19 type"
)


@given(st.text() | st.lists(st.sampled_from(WORDS.split())).map(" ".join))
def test_a_text_holds_its_own_numbers(text: str) -> None:
    assert held(text, text)


@given(st.integers(0, 10**9))
def test_thousands_may_be_set_apart(number: int) -> None:
    assert held(f"{number:,}", str(number))


@given(st.text(alphabet="0123456789.,'%/:()[]- \u00a0onetwhundred"))
def test_nothing_is_raised_and_places_are_true(text: str) -> None:
    assert [text[n.start : n.end] for n in numbers_in(text)] == [n.text for n in numbers_in(text)]


@pytest.mark.parametrize(
    "piece",
    [
        *("1", "1.", "1-", "1:", "[1,", "(", " ", "two ", "two hundred and ", "1 of ", "www."),
        *(
            "1 to ",
            "1, ",
            "1 ± ",
            "1 and ",
            "half a ",
            "a third of ",
            "1 in 5 ",
            "12 a b c ",
            "£1 ",
        ),
        *("between 1 and ", "79% (95% CI 74–83) ", "week 1 ", "about "),
    ],
)
def test_a_long_text_costs_time_in_proportion(piece: str) -> None:
    """Read in the square of its length, this would take minutes."""
    text = piece * (50_000 // len(piece))

    with patience(30):
        held(text, text)
