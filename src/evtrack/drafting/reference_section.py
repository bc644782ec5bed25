"""Finds the list of references in an article, and reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from evtrack.model import Article, Passage, PassageKind
from evtrack.readers.article.headings import heads_literature, heads_references
from evtrack.readers.reference_list import NUMBER, Reference, read_reference

_LONGEST_HEADING = 80
_NUMBER_BEFORE = re.compile(r"(?:\[|\(|\b)(\d{1,3})[.)\]][^\S\r\n]*\Z")
_MOST_BEFORE = 12  # characters between the beginning of a line and an item's text
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]:[^\S\r\n]*\Z")
_LONGEST_LABEL = 100  # characters
_LINE_BREAK = re.compile(r"\n|\r|<br", re.IGNORECASE)
_ENDS_A_REFERENCE = re.compile(r"(?:[.)\]>/]|\d|\bhttps?:\S+|\b10\.\d{4,9}/\S+)\s*\Z")


class Listed(NamedTuple):
    """A reference, and what the text may cite it by.

    That is its number, 0 for none, or the label of the footnote that it is.
    """

    number: int
    reference: Reference
    footnote: str = ""


class ReferenceSection(NamedTuple):
    """The references of an article, and the numbers of the passages in which they stand."""

    references: tuple[Listed, ...] = ()
    passages: range = range(0)


class _Text(NamedTuple):
    """The text of one reference, and the number printed before it, 0 where there is none."""

    number: int
    text: str


def reference_section(article: Article, text: str) -> ReferenceSection:
    """The last list of references; `text` is that of the article's file.

    List items are references each. Of paragraphs, those that are numbered are, if any is; else
    each is one, or each of its lines where all of these end as references do. Without a list, the
    footnotes of Markdown that are references are taken.
    """
    passages = article.passages
    for number in reversed(range(len(passages))):
        if _is_heading_of_list(passages[number]):
            behind = _end_of_section(passages, number)
            if texts := _texts(passages[number + 1 : behind], text):
                return ReferenceSection(_numbered(texts), range(number, behind))
    return ReferenceSection(tuple(_in_footnotes(passages, text)))


def _in_footnotes(passages: Sequence[Passage], text: str) -> Iterator[Listed]:
    """The footnotes that are references, and nothing that is said of one."""
    for passage in passages:
        start = passage.offsets[0]
        label = _FOOTNOTE.search(text, max(start - _LONGEST_LABEL, 0), start)
        if passage.kind is PassageKind.NOTE and not passage.citations and label:
            reference = read_reference(passage.text)
            if reference.authors and (reference.year or reference.doi or reference.url):
                yield Listed(0, reference, label[1])


def _is_heading_of_list(passage: Passage) -> bool:
    return (
        passage.kind in (PassageKind.HEADING, PassageKind.PARAGRAPH)
        and len(passage.text) <= _LONGEST_HEADING
        and heads_references(passage.text)
    )


def _end_of_section(passages: Sequence[Passage], heading: int) -> int:
    """The next heading that is no lower than this one."""
    for number in range(heading + 1, len(passages)):
        passage = passages[number]
        if passage.kind is PassageKind.HEADING and (
            passage.level <= passages[heading].level or not passages[heading].level
        ):
            return number
        if len(passage.text) <= _LONGEST_HEADING and heads_literature(passage.text):
            return number
    return len(passages)


def _texts(passages: Sequence[Passage], text: str) -> list[_Text]:
    items = [
        _Text(_printed_number(passage, text), passage.text)
        for passage in passages
        if passage.kind is PassageKind.ITEM
    ]
    if items:
        return [item for item in items if _says_something(item)]
    lines = [_lines(passage, text) for passage in passages if passage.kind is PassageKind.PARAGRAPH]
    if any(NUMBER.match(line) for each in lines for line in each):
        return list(_by_numbers(line for each in lines for line in each))
    found = (_Text(0, line) for each in lines for line in _by_lines(each))
    return [each for each in found if _says_something(each)]


def _printed_number(passage: Passage, text: str) -> int:
    """The number in the text of a list item, or before it in the file."""
    if within := NUMBER.match(passage.text):
        return int(within[1] or within[2])
    start = passage.offsets[0]
    before = _NUMBER_BEFORE.search(text[max(start - _MOST_BEFORE, 0) : start])
    return int(before[1]) if before else 0


def _lines(passage: Passage, text: str) -> list[str]:
    """The text of a passage by the lines of the file."""
    breaks = [
        n
        for n, (start, end) in enumerate(pairwise(passage.offsets))
        if passage.text[n].isspace() and _LINE_BREAK.search(text, start, max(end, start + 1))
    ]
    spans = pairwise([0, *breaks, len(passage.text)])
    return [line for start, end in spans if (line := passage.text[start:end].strip())]


def _by_numbers(lines: Iterator[str]) -> Iterator[_Text]:
    """Every number begins a reference; what stands before the first belongs to none."""
    number, gathered = 0, ""
    for line in lines:
        if begins := NUMBER.match(line):
            if gathered:
                yield _Text(number, gathered)
            number, gathered = int(begins[1] or begins[2]), line
        elif gathered:
            gathered += f" {line}"
    if gathered:
        yield _Text(number, gathered)


def _by_lines(lines: Sequence[str]) -> Sequence[str]:
    """Each line, where all begin and end as references do; a wrapped line may begin with a year."""
    are_references = all(
        _ENDS_A_REFERENCE.search(line) and not (line[0].islower() or line[0].isdigit())
        for line in lines
    )
    return lines if are_references else [" ".join(lines)]


def _says_something(text: _Text) -> bool:
    return sum(character.isalpha() for character in text.text) > 1


def _numbered(texts: Sequence[_Text]) -> tuple[Listed, ...]:
    """With the printed numbers where they rise, as positions otherwise."""
    printed = [each.number for each in texts]
    rises = printed[0] > 0 and all(one < other for one, other in pairwise(printed))
    numbers = printed if rises else range(1, len(texts) + 1)
    return tuple(
        Listed(number, read_reference(each.text))
        for number, each in zip(numbers, texts, strict=True)
    )
