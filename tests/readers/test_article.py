"""The article's title."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.model import Input
from evtrack.readers.article import read_article


def title(text: str) -> str:
    return read_article(Input("article.md", text)).title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("# Tea\n\nText.", "Tea", id="a heading"),
        pytest.param("Text.\n\n# Tea", "Tea", id="a heading further down"),
        pytest.param("## Second\n# First", "First", id="of the first level"),
        pytest.param("#Tea\n# Coffee", "Coffee", id="a heading has a blank behind its mark"),
        pytest.param("#\n# \n# #\n# Tea", "Tea", id="blank headings"),
        pytest.param("# Tea ##", "Tea", id="closing marks"),
        pytest.param("# On C#", "On C#", id="a mark that closes nothing"),
        pytest.param('# "Tea" time', '"Tea" time', id="quotes in a heading"),
        pytest.param("  #\tTea  \r\n", "Tea", id="blanks, CR LF"),
        pytest.param("# Tea\r# Coffee\r", "Tea", id="lone CR"),
        pytest.param("```sh\n# a comment\n```\n# Tea", "Tea", id="not in code"),
        pytest.param("~~~\n```\n# a comment", "article.md", id="not in code that never ends"),
        pytest.param("---\ntitle: Tea\n---\n# Coffee", "Tea", id="front matter"),
        pytest.param("---\nby: Ng\ntitle: Tea\n...\n", "Tea", id="its second line"),
        pytest.param("---\ntitle: 'Tea: a history'\n---", "Tea: a history", id="quoted"),
        pytest.param('---\ntitle: "Tea" time\n---', '"Tea" time', id="quoted in part"),
        pytest.param("---\ntitle: On C#\n---", "On C#", id="a mark in front matter"),
        pytest.param("---\ntitle: ''\n---\n# Tea", "Tea", id="blank in front matter"),
        pytest.param("---\ntitle: >-\n  Tea\n---\n# Coffee", "Coffee", id="a block is not read"),
        pytest.param("---\nsubtitle: Tea\n---\n# Coffee", "Coffee", id="no title in it"),
        pytest.param("---\n# a comment\n---\n# Tea", "Tea", id="a comment in it"),
        pytest.param("---\nby: Ng\n---\ntitle: Tea", "article.md", id="a title behind it"),
        pytest.param("---\ntitle: Tea\n", "article.md", id="front matter that never ends"),
        pytest.param("Just text.", "article.md", id="none: the path"),
    ],
)
def test_the_title(text: str, expected: str) -> None:
    assert title(text) == expected


def test_the_path_is_kept() -> None:
    assert read_article(Input("a/b.md", "# Tea")).path == "a/b.md"


@given(st.text("-#`~ \t\r\n:title\"'x"))
def test_there_is_always_a_title_of_one_line(text: str) -> None:
    found = title(text)

    assert found.strip()
    assert not set(found) & set("\r\n")


@pytest.mark.parametrize(
    "text", ["---" + "\n" * 200_000, "#" + " #" * 200_000 + " x", "```\n~~~\n" * 50_000]
)
def test_no_text_takes_more_than_linear_time(text: str) -> None:
    before = time.process_time()

    assert title(text)
    assert time.process_time() - before < 10
