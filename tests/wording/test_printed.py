"""What is the same in print, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.wording.printed import as_shown, printed, printed_words
from patience import patience


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("eﬀect of oﬃcial ﬁlms", "effect of official films", id="ligatures"),
        pytest.param("SMALL CAPITALS", "Small capitals", id="case"),
        pytest.param("treat-\nment", "treatment", id="a hyphen at a line's end"),
        pytest.param("long-\n  term", "long-term", id="a hyphen that was one before"),
        pytest.param("treat- ment", "treatment", id="copied from a PDF"),
        pytest.param("treat\u00ad\nment", "treat\u00adment", id="soft hyphens"),
        pytest.param("12\u201324 weeks", "12-24 weeks", id="dashes"),
        pytest.param("COVID-\n19", "COVID-19", id="a hyphen before a number"),
        pytest.param("12-\n24", "12-24", id="a range at a line's end"),
        pytest.param("“tea’s”", '"tea\'s"', id="quotes"),
        pytest.param("P < 0.05 (95 % CI)", "p<0.05 (95% CI)", id="blanks beside signs"),
        pytest.param("3mg", "3 mg", id="blanks beside numbers"),
        pytest.param("tea — now", "tea—now", id="blanks beside dashes"),
        pytest.param("1·5", "1.5", id="a raised point"),
        pytest.param("12\u2009000", "12 000", id="thin blanks in numbers"),
        pytest.param("10⁵ m²", "10^5 m2", id="raised digits"),
        pytest.param("2∙5, 2⋅5 and 2•5", "2.5, 2.5 and 2.5", id="points"),
        pytest.param("≥ 18, ≤ 2", ">=18, <=2", id="signs of two characters"),
        pytest.param("10 × 10", "10 x 10", id="times"),
        pytest.param("caf\u00e9", "cafe\u0301", id="accents"),
        pytest.param("\u00b5g", "\u03bcg", id="two code points of mu"),
        pytest.param("日本語\nの", "日本 語の", id="scripts without blanks"),
        pytest.param("so …", "so ...", id="dots"),
    ],
)
def test_the_same(one: str, other: str) -> None:
    assert printed_words(one) == printed_words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("not able", "notable"),
        ("12", "1.2"),
        ("12", "1 2"),
        ("0.5", "0,5"),
        ("5", "-5"),
        ("10", "10%"),
        ("<5", ">5"),
        ("±", "+"),
        ("resume", "resumé"),
        ("tea, milk", "tea milk"),
        ("pre- and postmenopausal", "preand postmenopausal"),
        ("10²", "102"),
        ("can", "can't"),
    ],
)
def test_not_the_same(one: str, other: str) -> None:
    assert printed_words(one) != printed_words(other)


@pytest.mark.parametrize(
    ("text", "sought"),
    [
        ("unsafe tea", "safe tea"),
        ("non-significant change", "significant change"),
        ("non-Hodgkin lymphoma", "Hodgkin lymphoma"),
        ("non-\nHodgkin lymphoma", "Hodgkin lymphoma"),
        ("they can't drink", "they can"),
        ("112 women", "12 women"),
        ("1.12 women", "12 women"),
        ("by 12.5", "by 12"),
        ("1,200 women", "200 women"),
        ("1\u2009200 women", "200 women"),
        ("by −5 points", "5 points"),
        (".5 mg", "5 mg"),
        ("of CO2", "of CO"),
        ("COVID-19 patients", "19 patients"),
        ("B12 levels", "12 levels"),
        ("1 500 women", "500 women"),
        ("1\u00a0500 women", "500 women"),
        ("1’500 women", "500 women"),
        ("all 12 000 of them", "all 12"),
        ("took 1/2 tablets", "2 tablets"),
        ("took 1⁄2 tablets", "2 tablets"),
        ("<5% of women", "5% of women"),
        (">= 18 years", "18 years"),
        ("− 5 points", "5 points"),
        ("for 5-10 months", "10 months"),
        ("for 5–10 months", "for 5"),
        ("3 ± 1 cups", "1 cups"),
        ("in 5 mM", "in 5 mm"),
        ("of 5 MW", "of 5 mW"),
        ("US patients", "us patients"),
        ("with aids", "with AIDS"),
        ("the re-sent letter", "the resent letter"),
        ("it is unionized", "it is un-ionized"),
    ],
)
def test_no_part_of_a_word_or_number_is_found(text: str, sought: str) -> None:
    assert list(printed(as_shown(text)).places_of(printed(as_shown(sought)))) == []


@pytest.mark.parametrize(
    ("text", "sought"),
    [
        ("FOR US PATIENTS", "for us patients"),
        ("In the US", "in the US"),
        ("trials of 240 adults", "240 adults"),
        ("In 2019 240 adults", "240 adults"),
        ("for US, 5 MW", "5 MW"),
        ("long-\nterm use", "longterm use"),
        ("long-\nterm use", "long-term use"),
        ("treatment of", "treat- ment of"),
        ("12 cups – 5 women", "5 women"),
        ("慢性の痛みは", "痛み"),
        ("in the TEX log", "in the TeX log"),
        ("10 μg of", "10 µg of"),
    ],
)
def test_whole_words_and_numbers_are_found(text: str, sought: str) -> None:
    assert list(printed(as_shown(text)).places_of(printed(as_shown(sought))))


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("pain and less pain12 in", "pain and less pain in"),
        ("pain and less pain12–14 in", "pain and less pain in"),
        ("a treat-\nment12 or treatment", "a treatment or treatment"),
        ("less pain12. In", "less pain. In"),
        ("less pain12\nIn", "less pain In"),
        ("less pain ¹² in", "less pain in"),
        ("less pain.1,2 In", "less pain. In"),
        ("less pain (VAS).3 In", "less pain (VAS). In"),
        ("in 20%.12 In", "in 20%. In"),
        ("less pain [3–5] in", "less pain in"),
        ("less pain.[3, 4] In", "less pain. In"),
        ("less pain¹² in", "less pain in"),
        ("less pain,¹⁻³ in", "less pain, in"),
        ("less pain* in", "less pain in"),
        ("of 20%† in", "of 20% in"),
    ],
)
def test_marks_of_notes(text: str, without: str) -> None:
    assert printed(as_shown(text), without_marks=True).words == printed_words(without)


@pytest.mark.parametrize(
    "text",
    [
        "CO2 and B12",
        "by 50.12",
        "week 12, week12, day28",
        "type2",
        "Fig.2 has",
        "10⁵ kg/m²",
        "R² and I²",
        "a median of 12 [10–15]",
        "(12)",
        "p53",
        "pain12%",
        "2*3",
        "a [1.14, 2.10] b",
        "aged [18-45] years",
        "a score [0-10]",
        "a median [12] months",
        "Botox100 units, Botox",
        "patients.24 women",
        "interleukin6 in",
        "omega3 and",
    ],
)
def test_no_marks_of_notes(text: str) -> None:
    assert printed(as_shown(text), without_marks=True).words == printed_words(text)


@given(st.text(), st.booleans())
def test_each_word_stands_where_it_is_said_to(text: str, without_marks: bool) -> None:
    made = printed(as_shown(text), without_marks=without_marks)

    assert made.starts[-1] == len(made.words)
    for number in range(len(made)):
        origin = made.text[made.origins[number] : made.ends[number]]
        assert printed(origin).words == f" {made.word(number)} "


@given(st.text(), st.integers(0), st.integers(1, 9))
def test_what_it_has_is_found(text: str, first: int, length: int) -> None:
    made = printed(as_shown(text))
    if not len(made):
        return
    first %= len(made)
    behind = min(first + length, len(made))
    sought = printed(made.text[made.origins[first] : made.ends[behind - 1]])

    is_whole = made.is_whole(first, behind)
    assert ((first, behind) in made.places_of(sought)) == (is_whole and len(sought) > 0)


@pytest.mark.parametrize(
    "piece",
    [
        *("a-", "a- ", "a-\n", "1,", "[1,", "x[1 , 1", "a", "'", "abc¹,", "\u00ad ", "1-1-"),
        *("abc1-", "- ", "abc.1,", " "),
    ],
)
@pytest.mark.parametrize("without_marks", [True, False])
def test_no_text_takes_long(piece: str, without_marks: bool) -> None:
    with patience(30):
        printed(as_shown("abc" + piece * 100_000), without_marks=without_marks)
