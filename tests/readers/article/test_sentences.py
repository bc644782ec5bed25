"""Where sentences end."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.model import Input
from evtrack.readers.article import read_article
from evtrack.readers.article.sentences import sentence_spans


def sentences(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, language)]


@pytest.mark.parametrize(
    "text",
    [
        "See Smith et al. 2020 for this.|It is so.",
        "Smith et al. found it.|So did Ng.",
        "Fig. 2 shows it.|Figs. 2-4 do not.",
        "Dr. Smith and Prof. Ng met Mr. Li in St. Ives.|They ate.",
        "Tea, i.e. leaves, is hot vs. cold.|Use e.g. a pot.",
        "J. R. R. Tolkien wrote it.|C. S. Lewis read it.",
        "It costs 3.5 kg.|Then 4.25 more.",
        "He said “Stop.”|Then he left.",
        '"Is it hot?" she asked.|"Yes!" he said.',
        "It is hot (Smith et al., 2020).|It is (see Fig. 3).",
        "(It is hot.)|Then it cools.|(This too.)",
        "It is hot (very.) Indeed.",
        "No. 5 is best.|No.|He said so.",
        "Take approx. 5 kg.|Take ca. half of it.",
        "Take approx. half a cup.|Stir.",
        "In the U.S. the rate is high.|He lives in the U.S.|The rate is high.",
        "Wait... what?|Yes.",
        "Wait… what?|Wait…|What now?",
        "Really?!|Yes!!|No.",
        "Meet at 10 a.m. on Monday.|Leave at 5 p.m.|They did.",
        "See https://t.org/a.b?c=d.|See www.t.org for more.",
        "Use tea, coffee, etc.|The end.",
        "It works.[1]|Then more.[2,3]|And.[4-6]",
        "It works. [1]|Then more. [2] showed it.",
        "It works.1|Then more.2,3|And “so.”4|Then.",
        "See p.1 The end.",
        "She has a Ph.D.|He has none.",
        "1. Take it.|2. Drink it.",
        "The p value was .05.|The rest was not.",
        "The dose was 5 mg.|It helped.",
        "It falls by 20%.|It rises by $5.|Stop.",
        "pH is 7.|mRNA is not.",
        "Hot",
    ],
)
def test_the_ends(text: str) -> None:
    assert sentences(text.replace("|", " ")) == text.split("|")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Das ist z. B. Tee.|Er ist heiß.", "de"),
        ("M. Ng boit.|Il dort.", "fr"),
        ("茶は熱い。|水は冷たい。", "ja"),
        ("Tea.|Hot.", "zz"),
    ],
)
def test_other_languages(text: str, language: str) -> None:
    joined = text.replace("|", "" if language == "ja" else " ")

    assert sentences(joined, language) == text.split("|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tea is hot [@a]. Milk is not [@b].", [("a",), ("b",)]),
        ("Tea is hot. [@a] Milk is not. [@b]", [("a",), ("b",)]),
        ("[@a] Tea is hot.", [("a",)]),
        ("Tea [@a] is hot [@b; @a]. Milk too.", [("a", "b"), ()]),
        ("Tea is hot.[^1] Milk too.\n\n[^1]: By @a.", [("a",), (), ("a",)]),
    ],
)
def test_which_sentence_cites(text: str, expected: list[tuple[str, ...]]) -> None:
    article = read_article(Input("article.md", text))

    assert [sentence.citations for sentence in article.sentences] == expected


def test_the_section_of_a_sentence() -> None:
    article = read_article(Input("article.md", "Tea.\n\n# Hot\n\nMilk.\n\n## Cold\n\n- Ice."))

    assert [(s.text, s.section) for s in article.sentences] == [
        *(("Tea.", None), ("Hot", 1), ("Milk.", 1), ("Cold", 3), ("Ice.", 3))
    ]


def test_the_place_of_a_sentence() -> None:
    text = "# A\n\nTea\nis &quot;hot&quot;\n\n- Very **hot** [@a]."
    tea = read_article(Input("article.md", text)).sentences[1:]

    assert [text[s.start : s.end] for s in tea] == ["Tea\nis &quot;hot&quot;", "Very **hot** [@a]."]
    assert [(s.location.line, s.location.column, s.location.width) for s in tea] == [
        *((3, 1, 3), (6, 3, 18))
    ]


@given(st.text("Aa.!?1 )(“”[]…\n") | st.text())
def test_sentences_cover_every_word_once(text: str) -> None:
    spans = list(sentence_spans(text))

    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(
        text.split()
    )
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@pytest.mark.parametrize(
    "piece", ["`", "<!", "“a. ", "'", "a. ", "(a.) ", "1. ", "a", ". ", "etc. "]
)
def test_no_text_takes_more_than_linear_time(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    before = time.process_time()

    assert list(sentence_spans(text))
    assert time.process_time() - before < 10
