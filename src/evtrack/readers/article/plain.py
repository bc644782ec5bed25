"""Plain text to passages: blocks set apart by blank lines, and what can be told within them.

A heading such as `References` ends where its line does, and a line with a number or a bullet before
it begins an item, which the lines below it belong to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from evtrack.model import Passage, PassageKind
from evtrack.readers.article.flow import Flow, passages_of
from evtrack.readers.article.headings import heads_references
from evtrack.readers.article.layout import BULLET
from evtrack.readers.article.switches import Switches

_BLANK_LINES = re.compile(r"(?<![^\S\r\n])(?:[^\S\r\n]*+(?>\r\n|\r|\n)){2,}")
_LINE_END = re.compile(r"(?<![^\S\r\n])[^\S\r\n]*+(?>\r\n|\r|\n)[^\S\r\n]*+")
_COMMENT_LINE = re.compile(
    r"(?:\A|(?<=[\r\n]))[^\S\r\n]*+(<!--[^\r\n>]*+>)(?=[^\S\r\n]*+(?:[\r\n]|\Z))"
)
_MARKER = re.compile(r"\s*(?:[•‣*\-]|\(?(\d{1,3})[.)]|\[(\d{1,3})\])[^\S\r\n]+(?=\S)")
_END_OF_SENTENCE = (".", "!", "?", ":", ";", ",", "”", '"', ")")
_LONGEST_HEADING = 80
_IN_A_REFERENCE = re.compile(r"[.?!] |\d{4}|https?:|doi:", re.IGNORECASE)


def plain_passages(text: str, switches: Switches | None = None) -> tuple[Passage, ...]:
    """Headings, items and paragraphs.

    A short block of one line that does not end as a sentence does is a heading; not in a list of
    references, where it is numbered or reads as one of them. A switch is a line of its own.
    """
    if switches:
        for comment in _COMMENT_LINE.finditer(text):
            switches.take(comment[1], comment.start(1))
    return tuple(passages_of(list(_flows(text))))


def plain_title(text: str) -> str:
    """The first line that is not blank."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


class _Part(NamedTuple):
    """Part of a block: from where to where it stands, and from where on it is shown."""

    kind: PassageKind
    start: int
    shown: int
    end: int
    marker: str = ""


def _flows(text: str) -> Iterator[Flow]:
    in_references = False
    for start, end in _blocks(text):
        for part in _parts(text, start, end, in_references=in_references):
            if part.kind is PassageKind.HEADING:
                in_references = heads_references(text[part.start : part.end])
            yield _flow(text, part)


def _blocks(text: str) -> list[tuple[int, int]]:
    breaks = [match.span() for match in _BLANK_LINES.finditer(text)]
    starts = [0, *(end for _, end in breaks)]
    ends = [*(start for start, _ in breaks), len(text)]
    return [span for span in zip(starts, ends, strict=True) if span[0] < span[1]]


def _parts(text: str, start: int, end: int, *, in_references: bool) -> Iterator[_Part]:
    """The block in parts, each of whole lines."""
    if _is_heading(text[start:end].strip(), in_references=in_references):
        yield _Part(PassageKind.HEADING, start, start, end)
        return
    part: _Part | None = None
    number = 0
    for line, line_end in _lines(text, start, end):
        if heads_references(text[line:line_end]):
            if part:
                yield part
            part, number = None, 0
            yield _Part(PassageKind.HEADING, line, line, line_end)
        elif marker := _marker(text, line, line_end, number, anywhere=part is None):
            if part:
                yield part
            number = int(marker[1] or marker[2] or 0)
            shown = str(number) if marker[1] or marker[2] else BULLET
            part = _Part(PassageKind.ITEM, line, marker.end(), line_end, shown)
        elif part:
            part = part._replace(end=line_end)
        else:
            part = _Part(PassageKind.PARAGRAPH, line, line, line_end)
    if part:
        yield part


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _LINE_END.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    if start < end:
        yield start, end


def _marker(text: str, line: int, end: int, before: int, *, anywhere: bool) -> re.Match[str] | None:
    """The number or bullet before an item.

    Within a paragraph it is one where it is a bullet, 1, or the number that comes next: a wrapped
    line may begin with a number too.
    """
    marker = _MARKER.match(text, line, end)
    if marker and not anywhere and (number := marker[1] or marker[2]):
        return marker if int(number) in (1, before + 1) else None
    return marker


def _flow(text: str, part: _Part) -> Flow:
    flow = Flow(part.kind, level=int(part.kind is PassageKind.HEADING))
    flow.marker = part.marker
    position = part.shown
    for match in _LINE_END.finditer(text, part.shown, part.end):
        flow.add(text[position : match.start()], position, match.start())
        flow.add(" ", *match.span())
        position = match.end()
    flow.add(text[position : part.end], position, part.end)
    return flow


def _is_heading(block: str, *, in_references: bool) -> bool:
    if "\n" in block or "\r" in block or len(block) > _LONGEST_HEADING:
        return False
    if heads_references(block):
        return True
    if in_references and (_MARKER.match(block) or _IN_A_REFERENCE.search(block)):
        return False
    is_bulleted = (marker := _MARKER.match(block)) and not (marker[1] or marker[2])
    return not is_bulleted and not block.endswith(_END_OF_SENTENCE)
