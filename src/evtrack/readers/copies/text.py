r"""Copies that are text: plain, Markdown, HTML.

Plain text is taken as it is, since only there a hyphen at the end of a line is seen; `\f` is a page
break, as pdftotext writes it. Of Markdown and HTML that is taken which a reader sees, as of the
article: a part begins with its heading, and each paragraph is a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from evtrack.errors import CannotRun
from evtrack.model import CopyPart, Passage, PassageKind
from evtrack.readers.copies.content import Content, damaged
from evtrack.readers.text import decode

LARGEST_MARKUP = 10_000_000
"""Characters; reading markup takes sixty times the room of the text."""


def read_text(data: bytes) -> Content:
    """Plain text; in parts where it has pages."""
    return _content(data, _pages)


def read_markdown(data: bytes) -> Content:
    """Markdown; a part for each section."""
    from evtrack.readers.article.markdown import markdown_passages  # late: few copies are that

    return _content(data, lambda text: _sections(markdown_passages(text)), LARGEST_MARKUP)


def read_html(data: bytes) -> Content:
    """The main text of a page; a part for each section."""
    from evtrack.readers.article.html import html_passages

    return _content(data, lambda text: _sections(html_passages(text)), LARGEST_MARKUP)


def _content(
    data: bytes, parts_of: Callable[[str], Iterable[CopyPart]], longest: int | None = None
) -> Content:
    try:
        text, _ = decode(data, "")
    except CannotRun:
        return damaged("is not text")
    if longest and len(text) > longest:
        return damaged(f"has {len(text):,} characters, and a copy in markup may have {longest:,}")
    parts = tuple(part for part in parts_of(text) if part.text.strip())
    return Content(parts) if parts else damaged("shows no text")


def _pages(text: str) -> Iterator[CopyPart]:
    pages = text.split("\f")
    for number, page in enumerate(pages, start=1):
        yield CopyPart(page, page=number if len(pages) > 1 else 0)


def _sections(passages: Iterable[Passage]) -> Iterator[CopyPart]:
    section, texts = "", list[str]()
    for passage in passages:
        if passage.kind is PassageKind.HEADING:
            yield CopyPart("\n".join(texts), section=section)
            section, texts = passage.text, []
        texts.append(passage.text)
    yield CopyPart("\n".join(texts), section=section)
