"""The article to passages and sentences with their places; read only when they are asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from pathlib import PurePath
from typing import NamedTuple

from evtrack.model import Input, Location, Passage, Sentence
from evtrack.readers.article.html import html_language, html_passages, html_title
from evtrack.readers.article.markdown import markdown_passages
from evtrack.readers.article.plain import plain_passages, plain_title
from evtrack.readers.article.switches import Switches
from evtrack.readers.article.title import markdown_language, markdown_title
from evtrack.readers.places import Places


class _Form(NamedTuple):
    """How one kind of file is read."""

    passages: Callable[[str, Switches], tuple[Passage, ...]]
    title: Callable[[str], str]
    language: Callable[[str], str]


_MARKDOWN = _Form(markdown_passages, markdown_title, markdown_language)
_HTML = _Form(html_passages, html_title, html_language)
_PLAIN = _Form(plain_passages, plain_title, lambda _: "")
_BY_ENDING = {
    **dict.fromkeys((".md", ".markdown", ".qmd", ".rmd", ".mdx"), _MARKDOWN),
    **dict.fromkeys((".html", ".htm", ".xhtml"), _HTML),
}


def read_article(source: Input) -> ArticleFile:
    """The article in this file: Markdown or HTML by its ending, plain text otherwise."""
    return ArticleFile(source)


class ArticleFile:
    """An article on disk."""

    def __init__(self, source: Input) -> None:
        self.path = source.path
        self._source = source
        self._switches = Switches()  # filled while its passages are read
        ending = PurePath(source.path).suffix.lower()
        self._form = _BY_ENDING.get(ending, _PLAIN)

    @cached_property
    def title(self) -> str:
        """What it calls itself, or its path."""
        return self._form.title(self._source.text) or self.path

    @cached_property
    def language(self) -> str:
        """The language that it says it is in, by its ISO 639 code; English where it says none."""
        code = re.match("[a-z]{2,3}(?![a-z])", self._form.language(self._source.text).lower())
        return code[0] if code else "en"

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Its blocks, in the order of the file."""
        return self._form.passages(self._source.text, self._switches)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences, in the order of the file."""
        from evtrack.readers.article.sentences import sentences_of

        return tuple(sentences_of(self.passages, self._places, self._switches, self.language))

    def locate(self, start: int, end: int) -> Location:
        """The place of these characters, as wide as they are on their first line."""
        return self._places.locate(start, end)

    @cached_property
    def _places(self) -> Places:
        return Places(self._source)
