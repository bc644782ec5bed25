"""What is read of copies in plain text, Markdown and HTML."""

from __future__ import annotations

import pytest

from evtrack.model import CopyPart
from evtrack.readers.copies import text
from evtrack.readers.copies.content import Content
from evtrack.readers.copies.text import read_html, read_markdown, read_text


@pytest.mark.parametrize(
    ("data", "parts"),
    [
        (b"Tea woke them up.\n", [CopyPart("Tea woke them up.\n")]),
        (b"treat-\r\nment", [CopyPart("treat-\r\nment")]),
        ("Tee stärkt.".encode("utf-16"), [CopyPart("Tee stärkt.")]),
        ("Tee stärkt.".encode("cp1252"), [CopyPart("Tee stärkt.")]),
        (b"One.\fTwo.\f", [CopyPart("One.", page=1), CopyPart("Two.", page=2)]),
        (b"One.\f\n\fThree.", [CopyPart("One.", page=1), CopyPart("Three.", page=3)]),
        (b"\fTwo.", [CopyPart("Two.", page=2)]),
    ],
)
def test_plain_text(data: bytes, parts: list[CopyPart]) -> None:
    assert read_text(data) == Content(tuple(parts))


MARKDOWN = """\
---
title: Tea
---
Before all headings.

# Methods

We *gave* them tea.[^1]

- Green tea
- Black tea [@ng2020]

## Results

They woke
up.

| Group | Awake |
|-------|-------|
| Tea   | 24    |

[^1]: In cups.
"""


def test_markdown() -> None:
    assert read_markdown(MARKDOWN.encode()).parts == (
        CopyPart("Before all headings."),
        CopyPart("Methods\nWe gave them tea.\nGreen tea\nBlack tea", section="Methods"),
        CopyPart("Results\nThey woke up.\nGroup\nAwake\nTea\n24\nIn cups.", section="Results"),
    )


HTML = """\
<!doctype html><html><head><title>Tea</title><style>p { color: red }</style></head><body>
<nav><p>Home</p></nav>
<main>
<h1>Tea &amp; wakefulness</h1>
<h2>Abstract</h2><p>Tea<sup>12</sup> woke
them <b>up</b>.</p><p>It&nbsp;did.</p>
<h2>Results</h2>
</main>
<footer>Cookies</footer></body></html>
"""


def test_html() -> None:
    assert read_html(HTML.encode()).parts == (
        CopyPart("Tea & wakefulness", section="Tea & wakefulness"),
        CopyPart("Abstract\nTea woke them up.\nIt\u00a0did.", section="Abstract"),
        CopyPart("Results", section="Results"),
    )


@pytest.mark.parametrize(
    ("content", "flaw"),
    [
        (read_markdown(b"---\ntitle: Tea\n---\n"), "shows no text"),
        (read_markdown(b"```\ncode\n```\n"), "shows no text"),
        (read_html(b"<div id='root'></div><script>show()</script>"), "shows no text"),
        (read_html(b"%PDF-1.7\n\0\xff"), "is not text"),
    ],
)
def test_a_file_that_shows_nothing(content: Content, flaw: str) -> None:
    assert content == Content(flaw=flaw, is_damaged=True)


def test_markup_too_long_to_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "LARGEST_MARKUP", 5)

    assert read_html(b"12345").parts
    assert read_html(b"123456").flaw == "has 6 characters, and a copy in markup may have 5"
    assert read_markdown(b"123456").flaw == "has 6 characters, and a copy in markup may have 5"
    assert read_text(b"123456").parts
