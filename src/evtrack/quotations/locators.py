"""Whether a locator names another place of a copy than the one where the rationale stands.

Pages are told by their number in the file, by the file's label for them, by the number printed at
an end of one of the first or last lines, or by counting from the first page in the entry's `pages`,
where the file has as many pages as that says, or a cover more. Only a page that the copy surely has
is held against the place; so is only a heading that it has. Tables, figures and the like are not
judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from evtrack.model import CopyPart, Source

_PAGE = r"(?:[a-z]{0,2}\d{1,6}|[ivxlc]{1,8})"
_RANGE = rf"{_PAGE}(?:\s?(?:-|–|—|to)\s?{_PAGE})?"
_PAGES = re.compile(
    rf"(?:\b(?:pages?|pp?)\.?|\AS\.)\s*({_RANGE}(?:\s?(?:,|&|and)\s?{_RANGE})*)(?!\w)",
    re.IGNORECASE,
)
_ONE_RANGE = re.compile(rf"({_PAGE})(?:\s?(?:-|–|—|to)\s?({_PAGE}))?", re.IGNORECASE)
_PAGES_OF_ENTRY = re.compile(r"\s*([a-z]?)(\d{1,6})\s?[-–—]+\s?[a-z]?(\d{1,6})\s*\Z", re.IGNORECASE)
_PRINTED = r"[a-z]?\d{1,6}|[ivxlc]{1,8}"
_PRINTED_AT_AN_END = re.compile(
    rf"\A\W*({_PRINTED})(?!\S)|(?<!\S)({_PRINTED})(?:\s?(?:/|of)\s?\d{{1,6}})?\W*\Z"
)
_LINES_WITH_NUMBERS = 2
_MOST_COVERS = 1
_OF_HEADING = re.compile(r"\A(?:\d+(?:\.\d+)*\.?|[ivx]+\.)\s+|\s*[:.]\Z", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"[,;:/]|\s[-–—>]\s")
_SECTION_SIGN = re.compile(r"\A(?:§|sect?(?:ion|\.)?)\s*|\s+section\Z", re.IGNORECASE)
_ABSTRACTS = ("abstract", "summary")
_CHAPTERS = frozenset(
    {
        *("abstract", "summary", "introduction", "background", "methods", "method", "results"),
        *("materials and methods", "patients and methods", "methods and materials", "findings"),
        *("results and discussion", "discussion", "conclusion", "conclusions", "references"),
        *("acknowledgements", "acknowledgments", "funding", "appendix", "objective", "objectives"),
    }
)

Range = tuple[str, str]


def is_elsewhere(
    locator: str, source: Source | None, parts: Sequence[CopyPart], first: int, last: int
) -> bool:
    """Whether the locator surely names another place than these parts of a copy."""
    if parts[first].page:
        pages = list(_pages_of(locator))
        return bool(pages) and _is_on_another_page(pages, source, parts, first, last)
    headings = [_plain(part.section) for part in parts]
    names = [name for name in _names_of(locator) if name and name in headings]
    return bool(names) and not any(_is_under(name, headings, first, last) for name in names)


def _is_on_another_page(
    ranges: Sequence[Range], source: Source | None, parts: Sequence[CopyPart], first: int, last: int
) -> bool:
    of_entry = _PAGES_OF_ENTRY.match(source.fields.get("pages", "")) if source else None
    counted_from = None
    if of_entry:
        pages = int(_whole(of_entry[2], of_entry[3])) - int(of_entry[2]) + 1
        if not pages <= parts[-1].page <= pages + _MOST_COVERS:
            return False  # a manuscript, or a part of it
        counted_from = (of_entry[1].lower(), int(of_entry[2]))
    names = [set(_names_of_page(part, counted_from)) for part in parts]
    is_in_copy = any(_are_among(each, ranges) for each in names)
    of_place = [
        {*names[number], *_numbers_printed_on(part)}
        for number, part in enumerate(parts)
        if parts[first].page <= part.page <= parts[last].page  # both columns of a page
    ]
    return is_in_copy and not any(_are_among(each, ranges) for each in of_place)


def _pages_of(locator: str) -> Iterator[Range]:
    """The first and last page of each range; `1824-6` ends at 1826."""
    for found in _PAGES.finditer(locator):
        for first, last in _ONE_RANGE.findall(found[1].lower()):
            if not last:
                yield first, first
            elif last.isdigit() and first.isdigit():
                yield first, _whole(first, last)
            else:
                yield first, last


def _whole(first: str, last: str) -> str:
    """The end of a range that may be cut short: 1826 for the 6 of `1824-6`."""
    return first[: max(len(first) - len(last), 0)] + last


def _names_of_page(part: CopyPart, counted_from: tuple[str, int] | None) -> Iterator[str]:
    yield str(part.page)
    yield part.label.lower()
    if counted_from:
        letter, number = counted_from
        for covers in range(_MOST_COVERS + 1):
            yield f"{letter}{number + part.page - 1 - covers}"


def _numbers_printed_on(part: CopyPart) -> list[str]:
    lines = [line for line in part.text.lower().split("\n") if line.strip()]
    edges = (*lines[:_LINES_WITH_NUMBERS], *lines[-_LINES_WITH_NUMBERS:])
    found = [numbers for line in edges for numbers in _PRINTED_AT_AN_END.findall(line)]
    return [number for numbers in found for number in numbers if number]


def _are_among(names: Iterable[str], ranges: Sequence[Range]) -> bool:
    return any(_is_among(name, *each) for name in names for each in ranges)


def _is_among(name: str, first: str, last: str) -> bool:
    if name.isdecimal() and first.isdecimal() and last.isdecimal():
        return int(first) <= int(name) <= int(last)
    return name in (first, last)


def _names_of(locator: str) -> Iterator[str]:
    locator = " ".join(locator.split())  # else runs of blanks cost time in their square
    for name in (locator, *_BETWEEN_NAMES.split(locator)):
        yield _plain(_SECTION_SIGN.sub("", name.strip()))


def _plain(heading: str) -> str:
    return " ".join(_OF_HEADING.sub("", " ".join(heading.casefold().split())).split())


def _is_under(name: str, headings: Sequence[str], first: int, last: int) -> bool:
    """Whether one of the parts is under that heading, perhaps under a lesser one within it.

    How great a heading is, a copy does not tell: the usual chapters of a paper end what is before.
    """
    if name in headings[first : last + 1]:
        return True
    if name not in headings[:first]:
        return False
    since = headings[first - headings[:first][::-1].index(name) : first + 1]
    chapters = [heading for heading in since if heading in _CHAPTERS]
    if name in _ABSTRACTS:  # those of an abstract in sections come again in the paper
        return "introduction" not in chapters and len(set(chapters)) == len(chapters)
    return not chapters
