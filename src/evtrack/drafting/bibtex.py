"""References as BibTeX entries: what the list says, and a `todo` for what it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from evtrack.model import Person
from evtrack.readers.reference_list import Reference

TODO = "todo"
"""The field for what is missing or doubtful; no BibTeX style prints it."""

_SPECIAL = {
    **{character: f"\\{character}" for character in "&%#_$"},
    "\\": r"\textbackslash{}",
    "{": r"\ensuremath{\lbrace}",
    "}": r"\ensuremath{\rbrace}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_TO_ESCAPE = re.compile("[" + "".join(map(re.escape, _SPECIAL)) + "]")
_SUFFIX = re.compile(r"(.+) (Jr\.?|Sr\.?|II|III|2nd|3rd)")


def entry(key: str, reference: Reference) -> str:
    """One entry, its fields aligned, below a comment with the list's own text."""
    return f"{_comment(reference.text)}\n{_block(entry_type(reference), key, fields(reference))}"


def stub(key: str) -> str:
    """The entry of a source of which the article gives the key and nothing else."""
    everything = {TODO: "everything: the article gives the key and no reference"}
    return _block("misc", key, everything)


def entry_type(reference: Reference) -> str:
    """The type that fits; `misc` where the list does not tell what it is."""
    if reference.is_chapter:
        return "incollection"
    if reference.is_article:
        return "article"
    if reference.publisher:
        return "book"
    body = any(author.is_body for author in reference.authors)
    if reference.url or (body and not (reference.year or reference.container or reference.doi)):
        return "online"
    return "misc"


def fields(reference: Reference) -> dict[str, str]:
    """The fields by name, as they are written between braces."""
    found = {
        "author": _names(reference.authors, others=reference.others),
        "title": escaped(reference.title),
        _CONTAINERS[entry_type(reference)]: escaped(reference.container),
        "year": reference.year,
        "volume": escaped(reference.volume),
        "number": escaped(reference.number),
        "pages": escaped(reference.pages),
        "edition": reference.edition,
        "publisher": escaped(reference.publisher),
        "address": escaped(reference.address),
        "doi": _verbatim(reference.doi),
        "pmid": reference.pmid,
        "pmcid": reference.pmcid,
        "url": _verbatim(reference.url),
        "urldate": reference.urldate,
        TODO: escaped(_todo(reference)),
    }
    return {name: value for name, value in found.items() if value}


_CONTAINERS = {
    "article": "journal",
    "incollection": "booktitle",
    "book": "series",
    "online": "organization",
    "misc": "howpublished",
}


def missing(reference: Reference) -> list[str]:
    """What the list does not say and an entry of this type should."""
    return list(_missing(reference))


def escaped(text: str) -> str:
    """The text as LaTeX prints it."""
    return _TO_ESCAPE.sub(lambda found: _SPECIAL[found[0]], text)


def _missing(reference: Reference) -> Iterator[str]:
    kind = entry_type(reference)
    if not reference.authors:
        yield "author"
    if reference.others:
        yield "the other authors"
    if not reference.title:
        yield "title"
    if kind == "article":
        for name in ("journal", "year", "volume", "pages"):
            if not getattr(reference, "container" if name == "journal" else name):
                yield name
        if not reference.doi:
            yield "DOI"
    elif kind == "online":
        if not (reference.url or reference.doi):
            yield "address"
        if not (reference.year or reference.urldate):
            yield "year or the day it was read"
    else:
        if not reference.year:
            yield "year"
        if kind == "misc" and not (reference.url or reference.doi):
            yield "what it is, and where to find it"


def _todo(reference: Reference) -> str:
    lacks = missing(reference)
    parts = [", ".join(lacks)] if lacks else []
    return "; ".join((*parts, *(f"check: {doubt}" for doubt in reference.doubts)))


def _names(people: tuple[Person, ...], *, others: bool) -> str:
    return " and ".join([*map(_name, people), *(["others"] if others else [])])


def _name(person: Person) -> str:
    if person.is_body or not person.given:
        return f"{{{escaped(person.family)}}}"
    family, given = escaped(person.family), escaped(person.given)
    if suffix := _SUFFIX.fullmatch(family):
        return f"{suffix[1]}, {suffix[2]}, {given}"
    return f"{family}, {given}"


def _verbatim(value: str) -> str:
    """DOIs and addresses stand as they are; a brace in one would end the field."""
    return value.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _comment(text: str) -> str:
    """A line that no BibTeX tool reads: without the sign that begins an entry."""
    return f"% {' '.join(text.split()).replace('@', '(at)')}"


def _block(kind: str, key: str, values: Mapping[str, str]) -> str:
    width = max(map(len, values))
    lines = [f"  {name:<{width}} = {{{value}}},\n" for name, value in values.items()]
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"
