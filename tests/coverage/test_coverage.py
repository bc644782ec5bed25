"""What share of an article stands on claims, and what needs evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import HERE
from evtrack.coverage.anchors import find_anchors
from evtrack.coverage.sections import (
    coverage_record,
    missing_lines,
    section_record,
    sections_covered,
)
from evtrack.coverage.sentences import (
    Coverage,
    CoveredSentence,
    coverage_of,
    covered_sentences,
    neediest_first,
    sections_of,
)
from evtrack.model import Article, Claim, Input, Verdict
from evtrack.readers.article import read_article
from evtrack.words import Calibration, Support

ARTICLE = """\
Tea is hot and wet. Milk is cold and white.

## Health

Tea lowers the blood pressure.
It may help the heart.
It never cures a cold.

## Taste

Black tea tastes bitter to me.
"""


def article(text: str) -> Article:
    return read_article(Input("a.md", text))


def covered(text: str, *anchors: str, left_out: Iterable[str] = ()) -> tuple[CoveredSentence, ...]:
    """The sentences, with claims C1, C2, ... at these anchors."""
    read = article(text)
    claims = [Claim(f"C{n}", "x", HERE, anchor=a) for n, a in enumerate(anchors, start=1)]
    patterns = [re.compile(pattern) for pattern in left_out]
    return covered_sentences(read, find_anchors(read, claims), patterns)


def claims_of(sentences: Iterable[CoveredSentence]) -> dict[str, tuple[str, ...]]:
    return {each.sentence.text: each.claims for each in sentences if each.claims}


def verdicts(**supports: str) -> Mapping[str, Verdict]:
    return {
        name: Verdict(
            claim=Claim(name, "x", HERE),
            support=Support(support),
            pro=None,
            against=None,
            calibration=Calibration.CALIBRATED,
            reasons=(),
            flags=(),
            fragile={},
            evidence=(),
        )
        for name, support in supports.items()
    }


@pytest.mark.parametrize(
    ("anchors", "expected"),
    [
        pytest.param(["Tea is hot and wet."], {"Tea is hot and wet.": ("C1",)}, id="a sentence"),
        pytest.param(["hot"], {"Tea is hot and wet.": ("C1",)}, id="part of one"),
        pytest.param(
            ["is hot", "and wet"], {"Tea is hot and wet.": ("C1", "C2")}, id="two claims in one"
        ),
        pytest.param(
            ["Tea is hot", "hot and wet"], {"Tea is hot and wet.": ("C1", "C2")}, id="overlapping"
        ),
        pytest.param(
            ["wet. Milk is"],
            {"Tea is hot and wet.": ("C1",), "Milk is cold and white.": ("C1",)},
            id="a claim over two",
        ),
        pytest.param(["Milk is cold and wet"], {}, id="moved: nothing is carried"),
        pytest.param(["is"], {}, id="ambiguous"),
        pytest.param(["Coffee keeps people awake"], {}, id="lost"),
        pytest.param(["Health"], {"Health": ("C1",)}, id="a heading may be carried"),
    ],
)
def test_which_claims_carry_a_sentence(
    anchors: list[str], expected: dict[str, tuple[str, ...]]
) -> None:
    assert claims_of(covered(ARTICLE, *anchors)) == expected


def test_a_claim_carries_no_footnote_within_its_words() -> None:
    sentences = covered("Tea is^[As Ng has found.] hot and wet.", "Tea is hot and wet.")

    assert claims_of(sentences) == {"Tea is hot and wet.": ("C1",)}


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ("# Tea is hot and wet", "heading"),
        ("<!-- evtrack: off -->\n\nTea is hot and wet.", "switched off"),
        ("Is tea always hot and wet?", "question"),
        ("Hot and wet.", "fragment"),
        ("I like my tea hot.", r"left out by \bI\b"),
        ("Tea is hot and wet.", ""),
        ("It's a don't-care.", "fragment"),
        ("大约40%的人受益。", ""),
        ("治疗组。", "fragment"),
        ("お茶は人を目覚めさせる。", ""),
        ("การรักษา", "fragment"),
        ("ชาช่วยให้ผู้คนตื่นตัวในตอนเช้า", ""),
    ],
)
def test_what_is_out_of_scope(text: str, outside: str) -> None:
    assert [each.outside for each in covered(text, left_out=[r"\bI\b"])] == [outside]


@pytest.mark.parametrize(
    "heading", ["References", "SOURCES", "9 Sources", "Further reading", "Notes"]
)
def test_lists_of_references_are_out_of_scope(heading: str) -> None:
    text = f"Tea is hot and wet.\n\n## {heading}\n\n1. Ng A. Tea is a hot drink. 2020."
    outside = [each.outside for each in covered(text)]

    assert outside[:2] == ["", "heading"]
    assert set(outside[2:]) <= {"reference list"}


def test_what_is_carried_is_in_scope_wherever_it_stands() -> None:
    assert [each.outside for each in covered("# Tea is hot", "Tea is hot")] == [""]


@pytest.mark.parametrize(
    ("sentence", "needs"),
    [
        ("It helps 40% of those who drink it.", ("number", "cause")),
        ("大约40%的人受益。", ("number",)),
        ("Half of them felt it.", ("number",)),
        ("One third of them felt it.", ("number",)),
        ("The third cup tastes bitter.", ()),
        ("Vitamin B12 is in milk too.", ()),
        ("Heat causes the spasm.", ("cause",)),
        ("There may be side effects.", ("cause",)),
        ("It is safer and cheaper.", ("superlative",)),
        ("Tea is better than coffee.", ("comparison",)),
        ("It is as good as coffee.", ("comparison",)),
        ("It is good as well as cheap.", ()),
        ("Talk more about it.", ()),
        ("You may ask more than once.", ()),
        ("It differs from coffee.", ("comparison",)),
        ("If you want something different, ask.", ()),
        ("It is the best of drinks.", ("superlative",)),
        ("Most of us know it well.", ()),
        ("Take at least some tea.", ()),
        ("Asking is a good first step.", ()),
        ("All of it is only tea.", ()),
        ("It is never given to children.", ("superlative",)),
        ("Studies say otherwise.", ("research",)),
        ("Tea is good [@a].", ("citation",)),
        ("Tea is wet.", ()),
    ],
)
def test_the_signs_that_a_sentence_needs_evidence(sentence: str, needs: tuple[str, ...]) -> None:
    (found,) = covered(f"{sentence[:-1]}, they say.")

    assert found.needs == needs
    assert (found.weight > 0) == bool(needs)


def test_the_neediest_come_first() -> None:
    text = (
        "Tea is hot and wet. It lowers the risk by 40%. It is safe for all. A study said [@a] so."
    )
    needy = neediest_first(covered(f"{text}\n\n# It cures 9 in 10\n\nIt helps 5 of us."))

    assert [each.sentence.text for each in needy] == [
        "A study said so.",
        "It lowers the risk by 40%.",
        "It helps 5 of us.",
        "It is safe for all.",
        "Tea is hot and wet.",
    ]


def test_what_a_claim_carries_needs_nothing_more() -> None:
    (found,) = covered("It lowers the risk by 40%.", "lowers the risk")

    assert (found.needs, found.weight, found.is_uncovered) == ((), 0, False)


@pytest.mark.parametrize(
    ("supports", "supported"),
    [
        ({"C1": "strong", "C2": "moderate"}, 2),
        ({"C1": "strong", "C2": "weak"}, 1),
        ({"C1": "mixed", "C2": "contradicted"}, 0),
        ({"C1": "unsupported", "C2": "strong"}, 1),
    ],
)
def test_counts(supports: dict[str, str], supported: int) -> None:
    sentences = covered(ARTICLE, "Tea is hot and wet.", "Tea lowers the blood pressure.")
    coverage = coverage_of(sentences, verdicts(**supports))

    assert coverage == Coverage(carried=2, supported=supported, in_scope=6)
    assert coverage.percent == pytest.approx(100 / 3)
    assert coverage.percent_supported == pytest.approx(supported * 100 / 6)


def test_a_sentence_is_as_good_as_its_weakest_claim() -> None:
    sentences = covered("Tea is hot and wet.", "is hot", "and wet")

    assert coverage_of(sentences, verdicts(C1="strong", C2="weak")).supported == 0


def test_nothing_in_scope_has_no_percentage() -> None:
    coverage = coverage_of(covered("# Tea"), {})

    assert (coverage.percent, coverage.percent_supported) == (None, None)
    assert coverage_record(coverage)["percent"] is None


def test_the_sections() -> None:
    read = article(ARTICLE)
    claims = [Claim("C1", "x", HERE, anchor="It may help the heart.")]
    sentences = covered_sentences(read, find_anchors(read, claims))
    sections = sections_covered(read, sentences, verdicts(C1="weak"))

    assert list(sections_of(sentences)) == [None, 1, 3]
    assert [section_record(section) for section in sections] == [
        {
            "heading": heading,
            "level": level,
            "line": line,
            "sentences": in_scope,
            "carried": carried,
            "supported": 0,
            "percent": percent,
            "percent_supported": 0.0,
            "missing": missing,
        }
        for heading, level, line, in_scope, carried, percent, missing in [
            ("", 0, 1, 2, 0, 0.0, "1"),
            ("Health", 2, 3, 3, 1, 33.3, "5, 7"),
            ("Taste", 2, 9, 1, 0, 0.0, "11"),
        ]
    ]


def test_a_section_without_a_sentence_in_scope_is_left_out() -> None:
    read = article("# Tea\n\n## Hot\n\nTea is hot and wet.")
    sections = sections_covered(read, covered_sentences(read, {}), {})

    assert [section.heading for section in sections] == ["Hot"]


@pytest.mark.parametrize(
    ("text", "anchors", "expected"),
    [
        pytest.param("", [], "", id="nothing"),
        pytest.param(ARTICLE, [], "1-11", id="everything"),
        pytest.param(ARTICLE, ["It may help the heart."], "1-5, 7-11", id="a gap"),
        pytest.param(
            ARTICLE, ["Tea is hot", "Tea lowers", "It never"], "1, 6, 11", id="single lines"
        ),
        pytest.param("Tea is\nhot and\nwet. I see.", [], "1-3", id="a sentence of three lines"),
        pytest.param(
            "Tea is so hot. Tea is so wet. Tea is so dear.", ["so wet"], "1", id="on one line"
        ),
        pytest.param(
            "Tea is so hot.\n\n# Milk\n\nMilk is so cold.", [], "1-5", id="over a heading"
        ),
    ],
)
def test_missing_lines(text: str, anchors: list[str], expected: str) -> None:
    assert missing_lines(article(text), covered(text, *anchors)) == expected


ANCHORS = st.lists(
    st.sampled_from(
        [
            "Tea",
            "Tea is",
            "hot and wet. Milk is",
            "Milk",
            "the heart",
            "It",
            "Taste",
            "nothing",
            "bitter",
        ]
    ),
    unique=True,
)


@given(ANCHORS, st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(anchors: list[str], chance: object) -> None:
    read = article(ARTICLE)
    claims = [Claim(anchor, "x", HERE, anchor=anchor) for anchor in anchors]
    shuffled = sorted(claims, key=lambda _: chance.random())  # type: ignore[attr-defined]
    one = covered_sentences(read, find_anchors(read, claims))
    other = covered_sentences(read, find_anchors(read, shuffled))

    assert [(each.sentence, set(each.claims), each.weight) for each in one] == [
        (each.sentence, set(each.claims), each.weight) for each in other
    ]


@given(ANCHORS, st.sampled_from(list(Support)))
def test_the_counts_add_up(anchors: list[str], support: Support) -> None:
    sentences = covered(ARTICLE, *anchors)
    judged = verdicts(**{f"C{n}": support.value for n in range(1, len(anchors) + 1)})
    total = coverage_of(sentences, judged)
    parts = [coverage_of(within, judged) for within in sections_of(sentences).values()]

    assert tuple(total) == tuple(map(sum, zip(*parts, strict=True)))
    assert 0 <= total.supported <= total.carried <= total.in_scope <= len(sentences)
    assert total.carried + sum(each.is_uncovered for each in sentences) == total.in_scope
