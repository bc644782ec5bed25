"""What has become of an anchor, after each kind of edit."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import HERE, ROOT
from evtrack.coverage.anchors import AnchorMatch, Fate, find_anchors
from evtrack.model import Claim, Input
from evtrack.readers import load
from evtrack.readers.article import read_article
from evtrack.wording.comparable import comparable, comparable_words

ARTICLE = """\
---
title: Green tea
---

Green tea is made from leaves that were not allowed to wither [@ng2020].
It holds less caffeine than coffee does, and more than most herbal teas.
People have drunk it in China for more than two thousand years.

## What it may do

In one trial of 240 adults, three cups a day lowered blood pressure slightly [@oz2021; @po2019].
Whether that protects the heart is not known.
Drinking it very hot may raise the risk of cancer of the oesophagus.

- Extracts in capsules have damaged the liver of some people.
- The drink itself seems safe for most adults.

Pregnant women should drink no more than two cups a day.
Breastfeeding women should drink no more than one cup a day.
"""
TRIAL = "In one trial of 240 adults, three cups a day lowered blood pressure slightly."


def anchored(claim_id: str = "C1", anchor: str = "", prefix: str = "", suffix: str = "") -> Claim:
    return Claim(claim_id, "x", HERE, anchor=anchor, anchor_prefix=prefix, anchor_suffix=suffix)


def found(article: str, anchor: str, *, path: str = "a.md", **context: str) -> AnchorMatch:
    read = read_article(Input(path, article))
    return find_anchors(read, [anchored(anchor=anchor, **context)])["C1"]


def edited(old: str, new: str) -> str:
    assert ARTICLE.count(old) == 1
    return ARTICLE.replace(old, new)


def test_every_anchor_of_the_worked_example_is_exact() -> None:
    ledger = load(ROOT)
    assert ledger.article is not None
    matches = find_anchors(ledger.article, ledger.claims)
    text = Path(ROOT / "article.md").read_text(encoding="utf-8")

    assert [match.fate for match in matches.values()] == [Fate.FOUND] * 38
    for claim in ledger.claims:
        place = matches[claim.id].places[0]
        assert place.words == comparable_words(claim.anchor)
        assert text[place.start : place.end].startswith(claim.anchor[:20])


@pytest.mark.parametrize(
    ("article", "anchor"),
    [
        pytest.param(ARTICLE, TRIAL, id="no edit"),
        pytest.param(
            edited("It holds less", TRIAL + "\n\nIt holds less").replace(
                "In one trial of 240 adults, three cups a day lowered blood pressure slightly [",
                "Ng [",
            ),
            TRIAL,
            id="moved to another paragraph",
        ),
        pytest.param(edited("three cups", "three\u00a0cups"), TRIAL, id="a no-break space"),
        pytest.param(edited("three cups", "three cu\u00adps"), TRIAL, id="a soft hyphen"),
        pytest.param(edited("three cups", "three\ncups"), TRIAL, id="a line's end"),
        pytest.param(edited("three cups", "**three** [cups](c)"), TRIAL, id="markup"),
        pytest.param(edited("three cups", "three cups [@li2022]"), TRIAL, id="a citation within"),
        pytest.param(edited("three cups", "three cups[^1]") + "\n[^1]: A.", TRIAL, id="a footnote"),
        pytest.param("He said “tea’s hot” — now.", '"tea\'s hot" - now', id="quotes and dashes"),
        pytest.param("Caf\u00e9 au lait.", "Cafe\u0301 au", id="another way to write an accent"),
        pytest.param("Tea&hellip; and milk", "Tea... and", id="an ellipsis"),
        pytest.param(ARTICLE, "allowed to wither. It holds less", id="over two sentences"),
        pytest.param(ARTICLE, "some people.\nThe drink itself", id="over two items"),
        pytest.param("# Tea\n\nSteam, tea.", "tea", id="whole words before parts of words"),
    ],
)
def test_found(article: str, anchor: str) -> None:
    match = found(article, anchor)

    assert match.fate is Fate.FOUND
    assert match.likeness == 100
    assert match.places[0].words == comparable_words(anchor)


@pytest.mark.parametrize(
    "anchor",
    [
        "were not allowed to wither [@ng2020]",
        "a day lowered blood pressure slightly [@oz2021; @po2019].",
        "- Extracts in capsules",
        "*Extracts* in **capsules** have [damaged](d) the liver",
        "## What it may do",
        "some people.\n- The drink itself",
        "leaves that were not\nallowed `to wither`",
    ],
)
def test_an_anchor_may_be_copied_from_the_source(anchor: str) -> None:
    assert found(ARTICLE, anchor).fate is Fate.FOUND


def test_an_anchor_may_be_copied_from_the_source_of_a_page() -> None:
    match = found("<p>Tea is <b>hot</b> &amp; wet.", "is <i>hot</i> &amp; wet", path="a.html")

    assert match.fate is Fate.FOUND


@pytest.mark.parametrize(
    ("article", "anchor", "words"),
    [
        pytest.param(
            edited("lowered blood pressure slightly", "brought blood pressure down slightly"),
            TRIAL,
            "In one trial of 240 adults, three cups a day brought blood pressure down slightly.",
            id="reworded",
        ),
        pytest.param(
            edited("adults, three", "adults. Three").replace("lowered", "had lowered"),
            TRIAL,
            "In one trial of 240 adults. Three cups a day had lowered blood pressure slightly.",
            id="split",
        ),
        pytest.param(
            edited("slightly [@oz2021; @po2019].\nWhether", "slightly, but whether"),
            TRIAL,
            "In one trial of 240 adults, three cups a day lowered blood pressure slightly",
            id="merged",
        ),
        pytest.param(
            edited("oesophagus", "esophagus"),
            "Drinking it very hot may raise the risk of cancer of the oesophagus.",
            "Drinking it very hot may raise the risk of cancer of the esophagus.",
            id="another spelling",
        ),
        pytest.param(
            edited(
                "It holds less caffeine than coffee does",
                "It has a little less caffeine than coffee",
            ),
            "It holds less caffeine than coffee does",
            "It has a little less caffeine than coffee",
            id="words added",
        ),
        pytest.param(
            edited("for more than two thousand years", "for about two millennia"),
            "People have drunk it in China for more than two thousand years.",
            "People have drunk it in China for about two millennia.",
            id="the end reworded",
        ),
        pytest.param(
            edited("240", "24"),
            TRIAL,
            "In one trial of 24 adults, three cups a day lowered blood pressure slightly.",
            id="a number, which is for the editor to see",
        ),
    ],
)
def test_moved(article: str, anchor: str, words: str) -> None:
    match = found(article, anchor)

    assert (match.fate, [place.words for place in match.places]) == (Fate.MOVED, [words])
    assert match.likeness < 100


@pytest.mark.parametrize(
    ("article", "anchor", "places"),
    [
        pytest.param(ARTICLE, "cups a day", 2, id="words that stand twice"),
        pytest.param(
            ARTICLE, "Nursing women should drink no more than a cup a day.", 2, id="near duplicates"
        ),
        pytest.param(
            edited(
                "Pregnant women should drink no more than two",
                "Pregnant women should take at most two",
            ),
            "Pregnant women should drink no more than two cups a day.",
            2,
            id="reworded beside a near duplicate",
        ),
        pytest.param("Tea is hot.\n\n" * 500, "Tea is hot.", 20, id="at most twenty are told"),
    ],
)
def test_ambiguous(article: str, anchor: str, places: int) -> None:
    match = found(article, anchor)

    assert (match.fate, len(match.places)) == (Fate.AMBIGUOUS, places)


@pytest.mark.parametrize(
    ("context", "line"),
    [
        ({"prefix": "more than two ", "suffix": ""}, 18),
        ({"suffix": "lowered blood"}, 11),
        ({"prefix": "adults, **three**", "suffix": " lowered"}, None),
        ({"prefix": "no such words"}, None),
    ],
)
def test_what_stands_before_and_behind_tells_places_apart(
    context: dict[str, str], line: int | None
) -> None:
    match = found(ARTICLE, "cups a day", **context)

    assert [p.location.line for p in match.places] == ([line] if line else [11, 18])


@pytest.mark.parametrize(
    ("article", "anchor"),
    [
        pytest.param(
            edited("Drinking it very hot may raise the risk of cancer of the oesophagus.\n", ""),
            "Drinking it very hot may raise the risk of cancer of the oesophagus.",
            id="deleted",
        ),
        pytest.param(
            edited("People have drunk it in China", "Nobody knows who first drank it, or where,"),
            "People have drunk it in China for years",
            id="rewritten",
        ),
        pytest.param(
            ARTICLE, "Coffee keeps many of its drinkers awake at night.", id="never there"
        ),
        pytest.param(ARTICLE, "*", id="markup alone"),
        pytest.param(ARTICLE, "[@ng2020]", id="a citation alone"),
        pytest.param("# Only this", "tea and milk", id="an article of one line"),
        pytest.param("![](p.png)", "tea", id="an article that shows nothing"),
    ],
)
def test_lost(article: str, anchor: str) -> None:
    assert found(article, anchor).fate is Fate.LOST


PREGNANT = "Pregnant women should drink no more than two cups a day."
BREASTFEEDING = "Breastfeeding women should drink no more than one cup a day."


@pytest.mark.parametrize(
    ("new", "fate", "words"),
    [
        ("When pregnant, drink no more than two cups a day.", Fate.MOVED, None),
        ("", Fate.LOST, BREASTFEEDING),
    ],
)
def test_what_another_claim_holds_is_not_offered(new: str, fate: Fate, words: str | None) -> None:
    article = read_article(Input("a.md", edited(PREGNANT, new)))
    claims = [anchored("C1", PREGNANT), anchored("C2", BREASTFEEDING)]
    matches = find_anchors(article, claims)

    assert (matches["C1"].fate, matches["C2"].fate) == (fate, Fate.FOUND)
    assert matches["C1"].places[0].words == (words or new)


def test_claims_without_an_anchor_are_left_out() -> None:
    assert not find_anchors(read_article(Input("a.md", ARTICLE)), [anchored(anchor="")])


def long_article() -> list[str]:
    """Sentences of twenty words, ten thousand words in all."""
    words = sorted({word.strip("[].,;@") for word in ARTICLE.split() if word.isalpha()})
    chosen = random.Random(1)  # noqa: S311
    return [" ".join(chosen.choices(words, k=20)) + "." for _ in range(500)]


@pytest.mark.parametrize(
    ("fate", "change"), [(Fate.FOUND, ""), (Fate.MOVED, "changed")], ids=["found", "moved"]
)
def test_five_hundred_anchors_take_little_time(fate: Fate, change: str) -> None:
    sentences = long_article()
    article = read_article(Input("a.md", "\n\n".join(sentences)))
    claims = [anchored(str(n), one.replace(".", change)) for n, one in enumerate(sentences)]
    before = time.process_time()
    matches = find_anchors(article, claims)

    assert {match.fate for match in matches.values()} == {fate}
    assert time.process_time() - before < 20


@pytest.mark.parametrize(
    ("article", "anchor"),
    [
        pytest.param("a " * 200_000, "a", id="one that stands everywhere"),
        pytest.param("a " * 200_000, "a b " * 200_000, id="a long one"),
        pytest.param("x" * 1_000_000 + " tea is", "x" * 4_000 + " tea", id="long words"),
        pytest.param("tea is hot " * 50_000, "hot is tea " * 400, id="words that all are common"),
        pytest.param(ARTICLE, "[" * 50_000, id="brackets"),
    ],
)
def test_no_anchor_takes_long(article: str, anchor: str) -> None:
    before = time.process_time()

    assert found(article, anchor, prefix="x", suffix="y").fate in Fate
    assert time.process_time() - before < 10


@given(st.text(), st.text())
def test_any_text_can_be_searched_for_any_other(article: str, anchor: str) -> None:
    read = read_article(Input("a.txt", article))

    for match in find_anchors(read, [anchored(anchor=anchor)]).values():
        assert 0 <= match.likeness <= 100
        for place in match.places:
            assert 0 <= place.start < place.end <= len(article)


@given(st.text("aé\u0301\u00a0\u00ad \n“”–…\u200bx"))
def test_both_ways_to_compare_text_agree(text: str) -> None:
    made = comparable(text)

    assert made.text == comparable_words(text)
    assert len(made.origins) == len(made.text)
    assert made.origins == sorted(made.origins)


@pytest.mark.parametrize(
    ("anchor", "article"),
    [
        ("effective against colds in adults", "It is ineffective against colds in adults."),
        ("safe to drink with meals", "Tea is unsafe to drink with meals."),
        ("5 mg a day is safe for adults", "For most, 15 mg a day is safe for adults."),
        ("5 mg a day is safe for adults", "For most, 0.5 mg a day is safe for adults."),
        ("It lowers the risk by 2", "It lowers the risk by 2.5%."),
    ],
)
def test_an_anchor_is_never_found_within_a_word_or_a_number(anchor: str, article: str) -> None:
    assert found(article, anchor).fate is not Fate.FOUND
