"""A bare article to the first draft of a project: its references and its claims.

Nothing is made up: what the article does not say is left blank, or told in a `todo`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from evtrack.drafting import bibtex
from evtrack.drafting.citekeys import certain_keys, citekeys
from evtrack.drafting.claims import candidates_in, claims_csv
from evtrack.drafting.in_text import marks_in
from evtrack.drafting.reference_section import reference_section
from evtrack.drafting.works import keys_in_library, library_works, listed_works
from evtrack.model import Article, Input, Source
from evtrack.readers.article import read_article
from evtrack.readers.reference_list import Reference

__all__ = ["Draft", "Found", "draft"]

_TAG = re.compile(r"<[^<>]*>")
_WRITABLE_KEY = re.compile(r"\w[\w:.+/\-]*")


class Found(NamedTuple):
    """What was found in an article.

    `sentences` counts those of the text, `in_scope` those that state something, `candidates` those
    that became claims and `cited` those of these that have a source. `references` are those of the
    list, and `unknown` those of them that the given library does not have. `mapped` counts the
    marks in the text that lead to references, and `unmapped` are the words of the others. `keys`
    are what the article cites by key; of these `stubs` have an empty entry, and `absent` none.
    """

    sentences: int
    in_scope: int
    candidates: int
    cited: int
    references: tuple[Reference, ...]
    unknown: tuple[Reference, ...]
    mapped: int
    unmapped: tuple[str, ...]
    keys: tuple[str, ...]
    stubs: tuple[str, ...]
    absent: tuple[str, ...]


class Draft(NamedTuple):
    """The texts of claims.csv and references.bib, which is None where there is a library."""

    claims: str
    references: str | None
    found: Found


def draft(source: Input, library: Mapping[str, Source] | None = None) -> Draft:
    """The draft of a project around the article in this file, with its library if it has one."""
    article = read_article(source)
    section = reference_section(article, source.text)
    references = tuple(listed.reference for listed in section.references)
    named = _keys_named(article)
    certain = certain_keys(article, source.text)
    stubs: tuple[str, ...] = ()
    if library is None:
        keys = citekeys(references, named)
        stubs = _stubs(certain, keys)
        works = list(listed_works(section.references, keys))
    else:
        keys = keys_in_library(references, library) if references else ()
        works = [*listed_works(section.references, keys), *library_works(library)]
    known = {key: key for key in library or ()}
    if library is None:
        folded = {key.casefold(): key for key in (*keys, *stubs)}
        known = {key: folded[key.casefold()] for key in (*keys, *named) if key.casefold() in folded}
    cited = tuple(key for key in named if key in known or key in certain)
    text = [p for n, p in enumerate(article.passages) if n not in section.passages]
    marks = marks_in(text, source.text, works)
    candidates = candidates_in(article, marks, section.passages, known)
    return Draft(
        claims=claims_csv(candidates.candidates),
        references=_bibtex(source.path, keys, references, stubs) if library is None else None,
        found=Found(
            sentences=candidates.sentences,
            in_scope=candidates.in_scope,
            candidates=len(candidates.candidates),
            cited=sum(bool(candidate.keys) for candidate in candidates.candidates),
            references=references,
            unknown=tuple(one for one, key in zip(references, keys, strict=True) if not key),
            mapped=sum(bool(mark.keys) for mark in marks),
            unmapped=tuple(
                " ".join(_TAG.sub("", source.text[mark.start : mark.end]).split())
                for mark in marks
                if not mark.keys
            ),
            keys=tuple(dict.fromkeys(known.get(key, key) for key in cited)),
            stubs=stubs,
            absent=tuple(key for key in cited if key not in known),
        ),
    )


def _stubs(cited: Iterable[str], keys: Iterable[str]) -> tuple[str, ...]:
    """The cited keys that lack an entry and can have one; of those that differ by case, the first.

    BibTeX takes keys that differ by case for one.
    """
    taken = {key.casefold() for key in keys}
    found: dict[str, str] = {}
    for key in cited:
        if key.casefold() not in taken and _WRITABLE_KEY.fullmatch(key):
            found.setdefault(key.casefold(), key)
    return tuple(found.values())


def _keys_named(article: Article) -> tuple[str, ...]:
    """The keys that the article names, in its order; a bare one may be somebody's account."""
    citations = (citation.key for passage in article.passages for citation in passage.citations)
    return tuple(dict.fromkeys(citations))


def _bibtex(
    path: str, keys: Sequence[str], references: Sequence[Reference], stubs: Sequence[str]
) -> str:
    """A library that no tool finds fault with, also where there is nothing to put into it."""
    return "\n".join(_blocks(path, keys, references, stubs))


def _blocks(
    path: str, keys: Sequence[str], references: Sequence[Reference], stubs: Sequence[str]
) -> Iterator[str]:
    name = path.replace("@", "(at)")
    if not (references or stubs):
        yield f"% No references were found in {name}.\n"
        return
    yield f"% Drafts from {name}. A `{bibtex.TODO}` names what it does not say.\n"
    for key, reference in zip(keys, references, strict=True):
        yield bibtex.entry(key, reference)
    for key in stubs:
        yield bibtex.stub(key)
