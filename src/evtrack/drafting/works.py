"""What the text of an article may cite: the entries of its list, and those of a library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from evtrack.doi import bare_doi
from evtrack.drafting.citekeys import ascii_words
from evtrack.drafting.in_text import Work
from evtrack.drafting.reference_section import Listed
from evtrack.model import Person, Source
from evtrack.readers.latex import to_unicode
from evtrack.readers.reference_list import Reference


def listed_works(listed: Iterable[Listed], keys: Iterable[str]) -> Iterator[Work]:
    """The works of a list, with their keys; blank for one that has none."""
    for (number, reference, footnote), key in zip(listed, keys, strict=True):
        yield Work(key, number, _family(reference.authors), reference.label, footnote)


def library_works(library: Mapping[str, Source]) -> Iterator[Work]:
    """The works of a library; every entry is read."""
    for key, source in library.items():
        yield Work(key, 0, _family(source.authors), source.year)


def keys_in_library(
    references: Sequence[Reference], library: Mapping[str, Source]
) -> tuple[str, ...]:
    """The key of each reference: the one entry of its DOI, else of its title; blank for none."""
    by_doi: dict[str, set[str]] = {}
    by_title: dict[tuple[str, ...], set[str]] = {}
    for key, source in library.items():
        by_doi.setdefault(bare_doi(source.fields.get("doi", "")).lower(), set()).add(key)
        title = tuple(ascii_words(to_unicode(source.fields.get("title", ""))))
        by_title.setdefault(title, set()).add(key)
    return tuple(
        _only(by_doi.get(reference.doi.lower()) if reference.doi else None)
        or _only(by_title.get(title) if (title := tuple(ascii_words(reference.title))) else None)
        for reference in references
    )


def _only(keys: set[str] | None) -> str:
    return next(iter(keys)) if keys and len(keys) == 1 else ""


def _family(authors: Sequence[Person]) -> tuple[str, ...]:
    return tuple(ascii_words(to_unicode(authors[0].family))) if authors else ()
