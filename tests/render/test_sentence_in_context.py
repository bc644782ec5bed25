"""The article's words of a claim, with what stands around them."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import project
from evtrack.model import Ledger
from evtrack.readers import load
from evtrack.render.sentence_in_context import (
    LONGEST_SIDE,
    SentenceInContext,
    sentences_in_context,
)

ARTICLE = """\
Nothing is above.

# Tea

Tea keeps people awake. It was first brewed in 1650. Who knows by whom? It is hot.

- Green tea is drunk in Japan.
- Black tea is drunk in Kent. It is strong.
"""


def read(folder: Path, *anchors: str, article: str = ARTICLE) -> Ledger:
    rows = "".join(f'C{number},Words.,"{anchor}"\n' for number, anchor in enumerate(anchors))
    project(folder, claims=f"claim_id,claim,anchor\n{rows}", config='article = "article.md"\n')
    (folder / "article.md").write_text(article, encoding="utf-8")
    return load(folder)


def context(folder: Path, anchor: str, article: str = ARTICLE) -> SentenceInContext | None:
    return sentences_in_context(read(folder, anchor, article=article)).get("C0")


@pytest.mark.parametrize(
    ("anchor", "before", "after"),
    [
        ("Tea keeps people awake", "", ". It was first brewed in 1650."),
        ("first brewed", "Tea keeps people awake. It was ", " in 1650. Who knows by whom?"),
        ("It is hot.", "Who knows by whom? ", ""),
        ("awake. It was", "Tea keeps people ", " first brewed in 1650. Who knows by whom?"),
        ("Green tea is drunk", "", " in Japan."),
        ("in Japan. Black tea", "Green tea is drunk ", " is drunk in Kent. It is strong."),
        ("Tea", None, None),
        ("is nowhere to be found", None, None),
    ],
)  # fmt: skip
def test_it_is_the_sentence_and_its_neighbours_in_the_passage(
    tmp_path: Path, anchor: str, before: str | None, after: str | None
) -> None:
    found = context(tmp_path, anchor)
    assert (found and found.before, found and found.after) == (before, after)


@pytest.mark.parametrize(
    ("anchor", "section", "line"),
    [("Nothing is above", "", 1), ("It is hot", "Tea", 5), ("Black tea", "Tea", 8)],
)
def test_it_tells_the_heading_and_the_line(
    tmp_path: Path, anchor: str, section: str, line: int
) -> None:
    found = context(tmp_path, anchor)
    assert found
    assert (found.section, found.line) == (section, line)


@pytest.mark.parametrize("letters", ["long words, ", "長い文", "\u202eabc "])
def test_what_is_too_long_is_cut(tmp_path: Path, letters: str) -> None:
    much = letters * 500
    found = context(tmp_path, "the words", article=f"{much} the words {much}.\n")
    assert found
    assert found.words == "the words"
    assert found.before.startswith("… ")
    assert found.after.endswith(" …")
    assert 10 < len(found.before) <= LONGEST_SIDE + 2
    assert 10 < len(found.after) <= LONGEST_SIDE + 2


def test_there_is_none_without_an_article(tmp_path: Path) -> None:
    assert sentences_in_context(load(project(tmp_path))) == {}


def test_a_thousand_claims_on_one_sentence_take_no_room(tmp_path: Path) -> None:
    sentence = " ".join(f"word{number}" for number in range(2_000))
    ledger = read(tmp_path, *(f"word{n}" for n in range(0, 2_000, 2)), article=f"{sentence}.\n")
    contexts = sentences_in_context(ledger)
    assert len(contexts) == 1_000
    assert sum(len(each.before + each.after) for each in contexts.values()) < 500_000
