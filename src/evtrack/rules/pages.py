"""The pages of the entries.

Only a single range of plain numbers is judged, or for its dash of numbers with the same letters
before them. Left alone is all that may be meant as it stands: lists of ranges, article numbers
(`2021-0034`), pages numbered by section (`S1-4`), roman numerals, `123+`, `1--12:5`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from evtrack.model import Problem, Source
from evtrack.phrases import quoted
from evtrack.rules.fields import problem_in, values_of, year_in
from evtrack.rules.rule import Context

_RANGE = re.compile(
    r"(?P<prefix>[A-Za-z]{0,2})(?P<first>[0-9]{1,5})"
    r"\s*(?P<dash>-{1,3}|[\u2010-\u2015\u2212])\s*"
    r"(?P=prefix)(?P<last>[0-9]{1,5})"
)


class _Range(NamedTuple):
    """A range of pages: both numbers as written, the letters before each, and the dash between."""

    prefix: str
    first: str
    dash: str
    last: str

    @property
    def is_forward(self) -> bool:
        return int(self.first) <= int(self.last)

    @property
    def full_last(self) -> str:
        """The last page with the digits that it shares with the first: 1544 in `1535-44`."""
        return self.first[: -len(self.last)] + self.last

    @property
    def is_abbreviated(self) -> bool:
        is_shorter = len(self.last) < len(self.first)
        return is_shorter and int(self.full_last) > int(self.first)

    @property
    def is_backward(self) -> bool:
        """Whether it ends before it begins, and can't be two numbers of an article instead."""
        is_number = self.last.startswith("0") or (
            self.dash == "-" and len(self.last) != len(self.first)
        )
        return not (self.is_forward or self.is_abbreviated or is_number)


def page_range(context: Context) -> Iterator[Problem]:
    """A range of pages that ends before it begins.

    Why it matters: one of the numbers is wrong, and readers who order a copy get other pages.

    Example: `pages = {1544--1535}`.

    What to do: look both numbers up in the source, and write the lower one first.
    """
    for source, value, pages in _ranges(context):
        if pages.is_backward and not pages.prefix:
            help = "Look both numbers up in the source; the lower one comes first."
            yield problem_in(source, "pages", f"{quoted(value)} ends before it begins", help)


def abbreviated_pages(context: Context) -> Iterator[Problem]:
    """A range of pages whose last page is cut short.

    Why it matters: most styles print it as it stands, beside ranges in full; to who sorts or
    counts pages it ends before it begins.

    Example: `pages = {1535--44}`, as Medline shortens it.

    What to do: write both numbers in full, as in `1535--1544`; `evtrack fix` does it.
    """
    for source, value, pages in _ranges(context):
        if pages.is_abbreviated and not pages.prefix:
            full = f"{pages.first}--{pages.full_last}"
            message = f"the last page of {quoted(value)} is cut short"
            yield problem_in(source, "pages", message, f"Write {full}.", full)


def page_dash(context: Context) -> Iterator[Problem]:
    """A range of pages with a typographic dash, or with three hyphens.

    Why it matters: BibTeX's styles look for hyphens, and a dash can be lost where a tool knows no
    Unicode; three hyphens are printed as the long dash that parts clauses.

    Example: `pages = {154–155}`.

    What to do: write `154--155`; `evtrack fix` does it.
    """
    for source, value, pages in _ranges(context):
        if pages.dash not in ("-", "--"):
            dash = "three hyphens" if pages.dash == "---" else "a dash"
            yield from _other_dash(source, value, pages, f"{dash}, not two hyphens,")


def page_hyphen(context: Context) -> Iterator[Problem]:
    """A range of pages with a single hyphen.

    Why it matters: BibTeX's own styles make a dash of it, and so does biber; others print the
    hyphen. The rule is off until it is asked for.

    Example: `pages = {154-155}`.

    What to do: write `154--155`; `evtrack fix --select page-hyphen` does it.
    """
    for source, value, pages in _ranges(context):
        if pages.dash == "-":
            yield from _other_dash(source, value, pages, "a single hyphen")


def _other_dash(source: Source, value: str, pages: _Range, dash: str) -> Iterator[Problem]:
    if pages.is_forward:
        new = f"{pages.prefix}{pages.first}--{pages.prefix}{pages.last}"
        message = f"{quoted(value)} has {dash} between its pages"
        yield problem_in(source, "pages", message, f"Write {new}.", new)


def _ranges(context: Context) -> Iterator[tuple[Source, str, _Range]]:
    for source, _, value in values_of(context, "pages"):
        if pages := _range_of_pages(source, value):
            yield source, value, pages


def _range_of_pages(source: Source, value: str) -> _Range | None:
    """The range that this value is, if it is one, and not an article's number by its year."""
    found = _RANGE.fullmatch(value)
    if not found or (found["dash"] != "--" and int(found["first"]) == year_in(source.year)):
        return None
    return _Range(**found.groupdict())
