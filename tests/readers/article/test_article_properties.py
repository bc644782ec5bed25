"""What holds for every article, whatever stands in it."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evtrack.model import Input, PassageKind
from evtrack.readers.article import read_article

PATHS = st.sampled_from(["a.md", "a.html", "a.txt"])
PIECES = st.sampled_from(
    [
        *(
            "Tea is hot. ",
            "milk",
            "é",
            "e\u0301",
            "\u00a0",
            "\u00ad",
            " ",
            "  ",
            "\n",
            "\n\n",
            "\\\n",
        ),
        *(
            "# ",
            "## ",
            "- ",
            "1. ",
            "> ",
            "    ",
            "|",
            "|-|-|\n",
            "---\n",
            "===\n",
            "```",
            "`",
            "``",
        ),
        *(
            "*",
            "**",
            "_",
            "[",
            "]",
            "(",
            ")",
            "](t)",
            '](t "x")',
            "![",
            "[a]: t\n",
            "[a]",
            "\\",
            "\\|",
        ),
        *(
            "[^1]",
            "[^1]: ",
            "^[",
            "<b>",
            "</b>",
            "<sup>",
            "</sup>",
            "2",
            "<p>",
            "</p>",
            "<li>",
            "<main>",
        ),
        *(
            "</main>",
            "<nav>",
            "<!--",
            "-->",
            "<!-- evtrack: off -->",
            "<br>",
            "<http://a/%C3%A4>",
            "<",
        ),
        *(
            ">",
            "&amp;",
            "&eacute",
            "&",
            "&#38;",
            "<a href='#n'>",
            "</a>",
            "<title>",
            "</title>",
            "<a b='",
        ),
        *("@a", "[@a; @b]", "\\cite{a}", "\\cite[", "…", "?", "“", "”", "Dr. ", "et al. ", "~"),
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text()


@given(PATHS, TEXTS)
@example("a.md", "[a]: t\n[a][Tea")
@example("a.md", "[^1]: >[^1]: ")
@example("a.md", "|x\\|y|hot|\n|-|-|\n|`a\\|b`|c|")
@example("a.md", "<http://a/%C3%A4> b")
@example("a.md", "^[a^[b]c](t)d")
@example("a.md", "[^1]: [^1]: a[^1]")
@example("a.html", "<p>a</p><sup><a href='#n'><p>b</sup>")
def test_what_is_shown_stands_where_it_is_said_to_stand(path: str, text: str) -> None:
    for passage in read_article(Input(path, text)).passages:
        assert len(passage.offsets) == len(passage.text) + 1
        assert list(passage.offsets) == sorted(passage.offsets)
        for character, offset in zip(passage.text, passage.offsets, strict=False):
            written = text[offset : offset + 1]
            is_blank = character == " "  # a line's end, `<br>`, or several blanks
            is_address = text[offset - 1 : offset] == "<"
            assert written == character or written in "&\\\0" or is_blank or is_address
        for citation in passage.citations:
            assert 0 <= citation.start < citation.end <= len(text)


@given(PATHS, TEXTS)
def test_sentences_follow_each_other_in_the_file(path: str, text: str) -> None:
    sentences = read_article(Input(path, text)).sentences

    for one, other in pairwise(sentences):
        assert one.start < other.start or other.kind is PassageKind.NOTE
        assert one.end <= other.start or one.passage != other.passage
    for sentence in sentences:
        written = text[sentence.start : sentence.end]
        if "&" not in written and "%" not in written:
            letters = iter(written)
            assert all(letter in letters for letter in re.findall("[a-zA-Z]", sentence.text))
        assert sentence.location.line >= 1
        assert sentence.location.width >= 1


@given(PATHS, TEXTS)
def test_every_word_of_a_passage_is_in_a_sentence(path: str, text: str) -> None:
    article = read_article(Input(path, text))
    in_sentences = ["" for _ in article.passages]
    for sentence in article.sentences:
        in_sentences[sentence.passage] += "".join(sentence.text.split())

    assert in_sentences == ["".join(passage.text.split()) for passage in article.passages]


@given(PATHS, st.lists(PIECES, max_size=25).map("".join), st.sampled_from(["\r\n", "\r"]))
def test_line_ends_make_no_difference(path: str, text: str, line_end: str) -> None:
    unix = read_article(Input(path, text)).sentences
    other = read_article(Input(path, text.replace("\n", line_end))).sentences

    assert [(s.text, s.location.line, s.location.column, s.citations) for s in other] == [
        (s.text, s.location.line, s.location.column, s.citations) for s in unix
    ]


HOSTILE = {
    ".md": [
        *("[", "]", "![", "*", "_", "`", "<", ">", "&", "|", "[^", "^[", "[a](", "[[]", "*[", "@{"),
        *("> ", "- ", "1. ", "- a\n", "a\n-\n", "<!--", "<a ", "\\", "\\cite[", "[@a", "a_ ", "\r"),
        *("|a|\n|-|\n", "[a]: b\n", "[^1]: b @c\n\na[^1] ", "<http://a/%C3%A4> ", "a<sup>1</sup>"),
    ],
    ".html": [
        *(
            "<",
            "</",
            "<a ",
            "<a b='",
            "<a b <",
            "<!--",
            "<!",
            "<?",
            "&",
            "&#",
            "&amp;",
            "<p>",
            "<i>x",
        ),
        *(
            "<div>",
            "<li><ul>",
            "<title>",
            "<script>",
            "<main>",
            "</main>",
            "<sup>",
            "\n",
            " ",
            "\t",
        ),
        *("a<sup><a href='#a'>1</a></sup>", "a<sup>1</sup>"),
    ],
    ".txt": [
        "[",
        "[@a; ",
        "\\cite[",
        "@a.",
        "`",
        "<!",
        "$",
        "$a",
        "$$a",
        "a\n",
        "“a. ",
        "The tea is hot. ",
    ],
}


@pytest.mark.parametrize(
    ("ending", "piece"),
    [(ending, piece) for ending, pieces in HOSTILE.items() for piece in pieces],
)
def test_no_article_takes_more_than_linear_time(ending: str, piece: str) -> None:
    article = read_article(Input(f"a{ending}", "[^1]: b\n\n" + piece * (60_000 // len(piece))))
    before = time.process_time()

    assert article.title
    assert article.sentences is not None
    assert time.process_time() - before < 8


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\n".join("  " * n + "- a" for n in range(300)), id="lists"),
        pytest.param(">" * 100_000 + "a", id="quotes"),
        pytest.param("\n".join(">" * n + "a" for n in range(300)), id="quotes in quotes"),
        pytest.param("[" * 5_000 + "a" + "](b)" * 5_000, id="links"),
        pytest.param("*a **b " * 5_000 + "c** d*" * 5_000, id="emphasis"),
        pytest.param("^[" * 5_000 + "a" + "]" * 5_000, id="inline footnotes"),
        pytest.param("[^a]: " * 20_000 + "a[^a]", id="footnotes in footnotes"),
        pytest.param("[^1]: " + "@c " * 9_000 + "\n\n" + "a[^1] " * 9_000, id="a long footnote"),
        pytest.param("The tea is hot. " * 60_000, id="a long line"),
    ],
)
def test_nothing_overflows(text: str) -> None:
    before = time.process_time()

    assert read_article(Input("a.md", text)).sentences is not None
    assert time.process_time() - before < 30
