"""One reference of a plain list, as an article prints it, to what it says.

Vancouver and AMA (`Ng A, Oz B. Title. J Tea. 2020;5(2):10-9.`), APA (`Ng, A. (2020). Title. Journal
of Tea, 5(2), 10-19.`), Nature (`Ng, A. & Oz, B. Title. J. Tea 5, 10–19 (2020).`), and those that
have the title in quotes (Harvard, MLA, Chicago, IEEE) are read, with or without numbers. What a
reference does not say stays blank: nothing is made up.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from evtrack.model import Person
from evtrack.readers.reference_list.identifiers import take_identifiers
from evtrack.readers.reference_list.names import (
    leading_body,
    leading_people,
    people_before,
    people_before_quote,
)
from evtrack.readers.reference_list.publication import take_publication
from evtrack.readers.reference_list.record import Reference
from evtrack.readers.reference_list.titles import A_YEAR, split_title

__all__ = ["LONGEST_REFERENCE", "NUMBER", "Reference", "read_reference", "without_number"]

LONGEST_REFERENCE = 2000
"""Characters; a longer text is no reference, and is not taken apart."""

NUMBER = re.compile(r"\s*(?:\[(\d{1,4})\]|\(?(\d{1,3})[.)])\s+")
"""The number before a reference."""

_LINKS_BEFORE = re.compile(r"(?:\^|↑)\s*(?:Jump up to:?\s*)?(?:[a-z] )*")
_LINKS_BEHIND = re.compile(
    r"(?:[\s,;|·]*(?:↩\ufe0e?|\[?(?:Google ?Scholar|Cross ?Ref|PubMed(?: Central)?|DOI|"
    r"PMC free article|Free (?:full text|article)|Full text)\]?))+[\s.]*\Z",
    re.IGNORECASE,
)
_LONGEST_LINKS = 200  # characters
_QUOTE = re.compile(r"(?<=[.,] )[“\"‘]")
_YEAR_AT_THE_START = re.compile(r"((?:1[5-9]|20)\d\d[a-z]?)\. ")

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d[a-z]?")
_YEAR_IN_BRACKETS = re.compile(
    r"\s*\((?:(?:\d{1,2} )?(?:[A-Z][a-z]{2,8}\.? )?(?P<label>(?:1[5-9]|20)\d\d[a-z]?)|n\. ?d\.?)"
    r"(?:, [^()]*)?\)[.,:]?(?=\s|$)\s*"
)


def read_reference(text: str) -> Reference:
    """What one reference of a list says; never raises."""
    words = _without_links(without_number(" ".join(normalize("NFC", text).split())))
    if len(words) > LONGEST_REFERENCE:
        return Reference(words, doubts=("it is too long for a reference",))
    identifiers, rest = take_identifiers(words)
    reference = Reference(words).filled(identifiers)
    return _dated_behind_authors(reference, rest) or _dated_at_the_end(reference, rest)


def without_number(text: str) -> str:
    """The text of a reference without the number before it."""
    number = NUMBER.match(text)
    return text[number.end() :] if number else text


def _without_links(text: str) -> str:
    """The text without what web pages put around it: `^ a b`, `↩`, `[PubMed] [Google Scholar]`."""
    before = _LINKS_BEFORE.match(text)
    text = text[before.end() :] if before else text
    behind = _LINKS_BEHIND.search(text[-_LONGEST_LINKS:])
    return text[: len(text) - len(behind[0])] if behind else text


def _dated_behind_authors(reference: Reference, text: str) -> Reference | None:
    """As APA and Harvard have it; None where it is otherwise."""
    dated = _YEAR_IN_BRACKETS.search(text)
    if not dated or not text[dated.end() :].strip(" ."):
        return None
    authors, others = people_before(text[: dated.start()])
    if not authors:
        return None
    known = reference._replace(authors=authors, others=others, label=dated["label"] or "")
    return _published(known, text[dated.end() :])


def _dated_at_the_end(reference: Reference, text: str) -> Reference:
    authors, others, rest = _before_the_quote(text) or leading_people(text)
    if not authors:
        authors, rest = leading_body(text)
    elif dated := _YEAR_AT_THE_START.match(rest):
        reference, rest = reference._replace(label=dated[1]), rest[dated.end() :]
    return _published(reference._replace(authors=authors, others=others), rest)


def _before_the_quote(text: str) -> tuple[tuple[Person, ...], bool, str] | None:
    """The persons before a title in quotes, which a comma may set apart, as IEEE has it."""
    quote = _QUOTE.search(text)
    if not quote:
        return None
    authors, others = people_before_quote(text[: quote.start()])
    return (authors, others, text[quote.start() :]) if authors else None


def _published(reference: Reference, text: str) -> Reference:
    """With the title and all that comes behind it."""
    publication, rest = take_publication(text, is_dated=bool(reference.label))
    reference = reference.filled(publication)
    titled = split_title(rest, has_volume=bool(reference.volume or reference.pages))
    if _YEAR.fullmatch(titled.title):
        reference = reference._replace(label=reference.label or titled.title)
        titled = titled._replace(title="", doubts=(*titled.doubts, A_YEAR))
    return reference._replace(
        title=titled.title,
        container=titled.container,
        is_chapter=titled.is_chapter,
        doubts=titled.doubts,
    )
