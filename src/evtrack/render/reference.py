"""Formatted references in NLM style (Citing Medicine, 2nd edition), for the common entry types."""

from collections.abc import Sequence
from urllib.parse import quote

from evtrack.doi import doi_of
from evtrack.model import Person, Source
from evtrack.readers.bibliography.names import read_names
from evtrack.readers.latex import to_unicode

_MOST_AUTHORS = 6
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LINKED_SCHEMES = ("http://", "https://", "mailto:")


def reference(source: Source) -> str:
    """The reference as plain text, LaTeX decoded, without the DOI and the URL."""
    parts = [_authors(source), shown(source, "title"), _container(source), _web(source)]
    return " ".join(_closed(part) for part in parts if part) or f"{source.key}."


def shown(source: Source, *names: str) -> str:
    """The first of these fields that is not blank, as readers see it."""
    return to_unicode(source.first_of(*names))


def link_of(source: Source) -> str:
    """Where to read it: the DOI's resolver, else a URL of a scheme that is safe to follow."""
    if (doi := doi_of(source.fields)).startswith("10."):
        return f"https://doi.org/{quote(doi, safe='/:;()')}"
    url = source.fields.get("url", "").strip()
    return url if url.lower().startswith(_LINKED_SCHEMES) else ""


def _authors(source: Source) -> str:
    if source.authors:
        return _people(source.authors, source.others)
    if editor := source.first_of("editor"):
        return f"{_people(*read_names(editor))}, editors"
    return shown(source, "organization", "institution")


def _people(persons: Sequence[Person], others: bool) -> str:
    names = [_name(person) for person in persons[:_MOST_AUTHORS]]
    if others or len(persons) > _MOST_AUTHORS:
        names.append("et al")
    return ", ".join(names)


def _name(person: Person) -> str:
    family = to_unicode(person.family)
    given = to_unicode(person.given)
    if person.is_body or not given:
        return family
    initials = "".join(word[0] for word in given.replace("-", " ").replace(".", " ").split())
    return f"{family} {initials}"


def _container(source: Source) -> str:
    journal = shown(source, "journal", "journaltitle", "booktitle")
    publisher = shown(source, "publisher", "institution", "school")
    when = _when(source)
    if journal:
        return f"{journal}. {when}{_numbers(source)}"
    if publisher:
        return f"{publisher}; {when}" if when else publisher
    return when


def _when(source: Source) -> str:
    month = source.first_of("month")
    if month.isdecimal() and 1 <= int(month) <= len(_MONTHS):
        month = _MONTHS[int(month) - 1]
    return " ".join(part for part in (source.year, month[:3]) if part)


def _numbers(source: Source) -> str:
    volume, number = shown(source, "volume"), shown(source, "number", "issue")
    pages = shown(source, "pages", "eid")
    numbers = volume + (f"({number})" if number else "")
    return (f";{numbers}" if numbers else "") + (f":{pages}" if pages else "")


def _web(source: Source) -> str:
    read = source.fields.get("urldate", "")
    return f"[cited {read}]" if read else ""


def _closed(part: str) -> str:
    return part if part.endswith((".", "?", "!")) else f"{part}."
