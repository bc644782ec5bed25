"""Markdown to passages: what is shown, and where each character stands."""

from __future__ import annotations

import pytest

from evtrack.model import Input, PassageKind
from evtrack.readers.article import read_article
from evtrack.readers.article.markdown import markdown_passages


def shown(text: str) -> list[str]:
    return [passage.text for passage in markdown_passages(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Tea is *very* **hot**.", "Tea is very hot.", id="emphasis"),
        pytest.param("Tea_time is _now_.", "Tea_time is now.", id="a mark within a word"),
        pytest.param("2 * 3 * 4", "2 * 3 * 4", id="marks that mark nothing"),
        pytest.param("[Tea](http://t.org) is hot.", "Tea is hot.", id="a link"),
        pytest.param('[Tea](t "Tea (hot)") is (hot).', "Tea is (hot).", id="a link with a title"),
        pytest.param("[Tea](t(e)a) is hot.", "Tea is hot.", id="brackets in a target"),
        pytest.param("[Tea](<t )>) is hot.", "Tea is hot.", id="a target in angle brackets"),
        pytest.param('[a]("x) [a]("x) y', "a a y", id="targets that begin with a quote"),
        pytest.param("[Tea][t] is t.\n\n[t]: u", "Tea is t.", id="a reference link"),
        pytest.param("[Tea][] is hot.\n\n[tea]: u", "Tea is hot.", id="a collapsed one"),
        pytest.param("[Tea] is (hot).\n\n[tea]: u", "Tea is (hot).", id="a short one"),
        pytest.param("[Tea](not it) x\n\n[tea]: u", "Tea(not it) x", id="words behind a link"),
        pytest.param("![a *tea* pot](p.png) Tea.", "Tea.", id="a picture"),
        pytest.param("[![a pot](p.png) Tea](t)!", "Tea!", id="a picture in a link"),
        pytest.param("`tea*` is `` hot` ``.", "tea* is hot`.", id="code"),
        pytest.param("`tea\n time` now", "tea  time now", id="code over a line's end"),
        pytest.param(r"\*Tea\* \[hot\].", "*Tea* [hot].", id="escapes"),
        pytest.param("Caf&eacute; &amp; tea&#33; &nix;", "Café & tea! &nix;", id="entities"),
        pytest.param("Tea  \nis\\\nhot.", "Tea is hot.", id="hard breaks"),
        pytest.param("Tea\nis\nhot.", "Tea is hot.", id="soft breaks"),
        pytest.param("Tea<br>is <b>hot</b><!-- no -->.", "Tea is hot.", id="tags and comments"),
        pytest.param("<http://t.org/%C3%A4> x", "http://t.org/ä x", id="an address"),
        pytest.param("Tea is hot.<sup>2,5</sup> 10<sup>6</sup>", "Tea is hot. 106", id="raised"),
    ],
)
def test_what_a_paragraph_shows(text: str, expected: str) -> None:
    assert shown(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Tea #\n\nHot.", [("heading", "Tea", 1), ("paragraph", "Hot.", 0)]),
        ("Tea\n===\n\nHot\n---", [("heading", "Tea", 1), ("heading", "Hot", 2)]),
        ("- Tea\n- Milk\n  1. Hot", [("item", "Tea", 0), ("item", "Milk", 0), ("item", "Hot", 0)]),
        ("> Tea\nis hot.\n> > Very.", [("quote", "Tea is hot.", 0), ("quote", "Very.", 0)]),
        (
            "|Tea|Is it?|\n|-|-|\n|Hot. Very.|a \\| b|",
            [*(("cell", text, 0) for text in ("Tea", "Is it?", "Hot. Very.", "a | b"))],
        ),
        ("Tea.[^1] Hot.\n\n[^1]: Ng.", [("paragraph", "Tea. Hot.", 0), ("note", "Ng.", 0)]),
        ("Tea.^[By *Ng*.] Hot.", [("paragraph", "Tea. Hot.", 0), ("note", "By Ng.", 0)]),
        ("[^1]: Ng.\n\nTea.[^1]", [("note", "Ng.", 0), ("paragraph", "Tea.", 0)]),
        ("Tea.\n\n[^1]: That nobody cites.", [("paragraph", "Tea.", 0)]),
        ("---\ntitle: Tea\n---\nHot.", [("paragraph", "Hot.", 0)]),
        ("```\nTea\n```\n\n    Hot\n\nYes.", [("paragraph", "Yes.", 0)]),
        ("<div>\nTea\n</div>\n\nHot.", [("paragraph", "Hot.", 0)]),
        ("<!-- Tea\n\nis -->\nHot.", [("paragraph", "Hot.", 0)]),
        ("::: {.note}\nTea.\n:::\nHot.", [("paragraph", "Tea.", 0), ("paragraph", "Hot.", 0)]),
        ("***\n\nHot.", [("paragraph", "Hot.", 0)]),
    ],
)
def test_the_blocks(text: str, expected: list[tuple[str, str, int]]) -> None:
    assert [(p.kind.value, p.text, p.level) for p in markdown_passages(text)] == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param("Tea is **so *very* hot**.", "hot", id="emphasis"),
        pytest.param("Tea [hot](hot) hot", "hot", id="a link's text before its target"),
        pytest.param("![hot](hot) hot", "hot", id="not a picture's text"),
        pytest.param("> Tea\n> is hot", "hot", id="a quote's second line"),
        pytest.param("1. Tea\n\n   is hot", "hot", id="an item's second paragraph"),
        pytest.param("|a|b|\n|-|-|\n|a|b\\|b|\n|x|hot|", "hot", id="a table's last row"),
        pytest.param("|x\\|y|hot|\n|-|-|", "hot", id="behind an escaped bar"),
        pytest.param("<http://a/%C3%A4> hot", "hot", id="behind an address"),
        pytest.param("`a\nb` hot", "hot", id="behind code over a line's end"),
        pytest.param("a^[hot]b", "hot", id="an inline footnote"),
        pytest.param("---\nhot: hot\n---\nhot", "hot", id="behind front matter"),
        pytest.param("&auml;\\*hot", "hot", id="behind an entity and an escape"),
        pytest.param("a\r\rb\r\rhot", "hot", id="lone CR"),
    ],
)
def test_where_a_word_stands(text: str, word: str) -> None:
    passage = next(p for p in markdown_passages(text) if word in p.text)
    start = passage.offsets[passage.text.rindex(word)]
    expected = {
        "Tea [hot](hot) hot": text.rindex(word),
        "![hot](hot) hot": text.rindex(word),
        "---\nhot: hot\n---\nhot": text.rindex(word),
    }

    assert start == expected.get(text, text.index(word))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Tea [@a; @b] is hot.", ["a", "b"], id="pandoc"),
        pytest.param("`[@a]` and `@b`", [], id="not in code"),
        pytest.param(r"\@a and a@b.org and <a@b.org>", [], id="not escaped, nor an address"),
        pytest.param("Tea.[^1]\n\n[^1]: See @a, and [@b].", ["a", "b"], id="in a footnote"),
        pytest.param("Tea.^[See @a.]", ["a"], id="in an inline footnote"),
        pytest.param("Tea \\cite{a_1,b_2}.", ["a_1", "b_2"], id="LaTeX"),
        pytest.param("Tea [see @a_1, *p.* 3].", ["a_1"], id="with emphasis"),
    ],
)
def test_what_a_paragraph_cites(text: str, expected: list[str]) -> None:
    paragraph = next(p for p in markdown_passages(text) if p.kind is PassageKind.PARAGRAPH)

    assert [citation.key for citation in paragraph.citations] == expected


@pytest.mark.parametrize(
    ("text", "off"),
    [
        ("Tea.\n\n<!-- evtrack: off -->\n\nMilk.\n\n<!-- evtrack: on -->\n\nHot.", ["Milk."]),
        ("Tea. <!-- evtrack: off -->Milk.<!-- evtrack: on --> Hot.", ["Milk."]),
        ("Tea.\n<!--evtrack:OFF-->\nMilk.\n\nHot.", ["Milk.", "Hot."]),
        ("Write `<!-- evtrack: off -->`.\n\nTea.", []),
        ("```\n<!-- evtrack: off -->\n```\n\nTea.\n\n    <!-- evtrack: off -->\n\nHot.", []),
        ("`<!-- evtrack: off -->` Tea. <!-- evtrack: off --> Hot.", ["Hot."]),
        ("- Tea.\n\n  <!-- evtrack: off -->\n\n- Hot.", ["Hot."]),
        ("<!-- evtrack: on -->\nTea.\n\n<!-- evtrack: of -->\n\nHot.", []),
    ],
)
def test_what_is_switched_off(text: str, off: list[str]) -> None:
    sentences = read_article(Input("article.md", text)).sentences

    assert [sentence.text for sentence in sentences if sentence.off] == off


@pytest.mark.parametrize(
    ("path", "text", "off"),
    [
        ("a.html", "<p>Tea.<!-- evtrack: off --><p>Hot.<!-- evtrack: on --><p>x", ["Hot."]),
        ("a.html", "<script>'<!-- evtrack: off -->'</script><p a='<!-- evtrack: off -->'>Tea.", []),
        ("a.txt", "Write <!-- evtrack: off --> before it.\n\nTea is hot.", []),
        (
            "a.txt",
            "Tea.\r\n\r\n <!-- evtrack: off --> \r\nHot.\r\n\r\n<!-- evtrack: on -->\r\nMilk.",
            ["<!-- evtrack: off --> Hot."],
        ),
    ],
)
def test_what_is_switched_off_elsewhere(path: str, text: str, off: list[str]) -> None:
    sentences = read_article(Input(path, text)).sentences

    assert [sentence.text for sentence in sentences if sentence.off] == off
