"""HTML to tags and text with their places.

The tokens are those of the HTML standard (section 13.2.5, "Tokenization"). What never ends, such as
a comment, a quoted attribute or a script, goes to the file's end, so that nothing is read twice:
Python's own `html.parser` takes quadratic time there before 3.11.14 and 3.13.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_OPENING = re.compile(r"<(?:(/?)([a-zA-Z][^\s/>]*+)|(!--)|[!?/])")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+(=?[^\s/>=]++|=)(?:\s*+=\s*+(?:"([^"]*+)"?|'([^']*+)'?|([^\s>]++))?)?"""
)
_CLOSING = re.compile(r"[\s/]*+>")
_RAW = ("iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp")


class Tag(NamedTuple):
    """A tag; `is_end` for `</p>`, `is_empty` for `<br/>`. Names are in lower case."""

    name: str
    attributes: Mapping[str, str]
    start: int
    end: int
    is_end: bool
    is_empty: bool


class Text(NamedTuple):
    """What stands between two tags, from where to where; character references are kept."""

    start: int
    end: int


class Comment(NamedTuple):
    """A comment, from where to where it stands."""

    start: int
    end: int


def tags_and_text(page: str) -> Iterator[Tag | Text | Comment]:
    """The page from its beginning to its end, without declarations."""
    position = 0
    while opening := _OPENING.search(page, position):
        if opening.start() > position:
            yield Text(position, opening.start())
        if opening[3]:
            position = _behind(page, "-->", opening.end() - 2)
            yield Comment(opening.start(), position)
        elif not opening[2]:
            position = _behind(page, ">", opening.end())
        elif tag := _tag(page, opening):
            yield tag
            position = tag.end
            if tag.name in _RAW and not tag.is_end and not tag.is_empty:
                position = _end_of_raw(page, tag)
                yield Text(tag.end, position)
        else:
            return
    if position < len(page):
        yield Text(position, len(page))


def _behind(page: str, end: str, start: int) -> int:
    found = page.find(end, start)
    return len(page) if found < 0 else found + len(end)


def _tag(page: str, opening: re.Match[str]) -> Tag | None:
    attributes: dict[str, str] = {}
    position = opening.end()
    while attribute := _ATTRIBUTE.match(page, position):
        name, *values = attribute.groups(default="")
        attributes.setdefault(name.lower(), "".join(values))
        position = attribute.end()
    closing = _CLOSING.match(page, position)
    if not closing:
        return None
    is_empty = closing[0].endswith("/>")
    name, is_end = opening[2].lower(), bool(opening[1])
    return Tag(name, attributes, opening.start(), closing.end(), is_end, is_empty)


def _end_of_raw(page: str, tag: Tag) -> int:
    end = re.compile(rf"</{tag.name}(?=[\s/>])", re.IGNORECASE).search(page, tag.end)
    return end.start() if end else len(page)
