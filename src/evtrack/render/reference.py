"""Formatted references in NLM style (Citing Medicine, 2nd edition), for the common entry types."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote

from evtrack.doi import doi_of
from evtrack.model import Person, Source
from evtrack.readers.bibliography.names import read_names
from evtrack.readers.latex import to_unicode

_MOST_AUTHORS = 6
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_AND_OTHERS = "et al"
_WEB_TYPES = frozenset({"online", "electronic", "www"})
_EDITION = re.compile(r"\bed", re.IGNORECASE)
_ISO = re.compile(r"\d{4}-\d\d(?:-\d\d)?", re.ASCII)
_NAME_OF_MONTH = re.compile(r"[^\W\d_]{1,3}")
_DAY_OF_MONTH = re.compile(r"\b\d{1,2}\b")
_PMID = re.compile(r"\d{1,9}", re.ASCII)
_PMCID = re.compile(r"PMC\d{1,9}", re.ASCII)
_LINKED_SCHEMES = ("http://", "https://", "mailto:")


class Address(NamedTuple):
    """Where a source can be read, and the name of the link that leads there."""

    name: str
    url: str


def reference(source: Source) -> str:
    """The reference as plain text, LaTeX decoded, without the DOI and the URL."""
    parts = [_authors(source), _title(source), *_published(source)]
    return " ".join(_closed(part) for part in parts if part) or f"{source.key}."


def shown(source: Source, *names: str) -> str:
    """The first of these fields that is not blank, as readers see it."""
    return to_unicode(source.first_of(*names))


def link_of(source: Source) -> str:
    """Where to read it: the DOI's resolver, else a URL of a scheme that is safe to follow."""
    return resolved(doi_of(source.fields)) or _followed(source.fields.get("url", ""))


def resolved(doi: str) -> str:
    """The address that leads to what has this DOI; blank for what is none."""
    return f"https://doi.org/{quote(doi, safe='/:;()')}" if doi.startswith("10.") else ""


def _followed(url: str) -> str:
    return url.strip() if url.strip().lower().startswith(_LINKED_SCHEMES) else ""


def addresses_of(source: Source) -> Iterator[Address]:
    """All places to read it: its DOI or URL, PubMed, PubMed Central, and an archived copy."""
    if link := link_of(source):
        is_doi = link.startswith("https://doi.org/")
        yield Address(f"doi:{doi_of(source.fields)}" if is_doi else link, link)
    pmid = source.fields.get("pmid", "").strip()
    if _PMID.fullmatch(pmid):
        yield Address(f"PMID {pmid}", f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/")
    pmcid = source.fields.get("pmcid", "").strip().upper()
    if _PMCID.fullmatch(pmcid):
        yield Address(pmcid, f"https://pmc.ncbi.nlm.nih.gov/articles/{pmcid}/")
    if archived := _followed(source.fields.get("archiveurl", "")):
        yield Address("archived copy", archived)


def _authors(source: Source) -> str:
    if source.authors:
        return _people(source.authors, source.others)
    if editor := source.first_of("editor"):
        return _editors(editor)
    return shown(source, "organization", "institution")


def _editors(names: str) -> str:
    persons, others = read_names(names)
    listed = _people(persons, others)
    title = "editor" if len(persons) == 1 and not others else "editors"
    return f"{listed}{'.' if listed.endswith(_AND_OTHERS) else ''}, {title}"


def _people(persons: Sequence[Person], others: bool) -> str:
    names = [_name(person) for person in persons[:_MOST_AUTHORS]]
    if others or len(persons) > _MOST_AUTHORS:
        names.append(_AND_OTHERS)
    return ", ".join(names)


def _name(person: Person) -> str:
    family = to_unicode(person.family)
    given = to_unicode(person.given)
    if person.is_body or not given:
        return family
    initials = "".join(word[0] for word in given.replace("-", " ").replace(".", " ").split())
    return f"{family} {initials}"


def _title(source: Source) -> str:
    title = shown(source, "title")
    return f"{title} [Internet]" if title and source.type in _WEB_TYPES else title


def _published(source: Source) -> Iterator[str]:
    """Where and when it came out: in a journal, in a book, or by itself."""
    journal, book = shown(source, "journal", "journaltitle"), shown(source, "booktitle")
    if journal:
        yield journal
        yield f"{_when(source)}{_numbers(source)}".lstrip(";:")
        return
    pages = shown(source, "pages")
    if book:
        editor = source.first_of("editor") if source.authors else ""
        yield f"In: {_editors(editor)}" if editor else ""
        yield book if editor else f"In: {book}"
    yield _edition(source)
    yield _imprint(source)
    yield f"p. {pages}" if book and pages else ""


def _edition(source: Source) -> str:
    edition = shown(source, "edition")
    if edition.isdecimal():
        return f"{_ordinal(edition)} ed"
    return edition if not edition or _EDITION.search(edition) else f"{edition} ed"


def _ordinal(digits: str) -> str:
    ends = {"1": "st", "2": "nd", "3": "rd"}
    return digits + ("th" if digits[-2:-1] == "1" else ends.get(digits[-1], "th"))


def _imprint(source: Source) -> str:
    place, when = shown(source, "address", "location"), _when(source)
    publisher = shown(source, "publisher", "institution", "school")
    if publisher and place:
        publisher = f"{place}: {publisher}"
    return f"{publisher}; {when}" if publisher and when else publisher or when


def _when(source: Source) -> str:
    """The year and the month, and the day of access where no DOI makes it needless."""
    month = source.first_of("month") or source.fields.get("date", "")[5:7]
    parts = [source.year, _month(month)]
    if (read := source.fields.get("urldate", "").strip()) and not doi_of(source.fields):
        parts.append(f"[cited {_day(read)}]")
    return " ".join(part for part in parts if part)


def _month(month: str) -> str:
    """`5` and `May` are `May`; with a day, which BibTeX has here too, `April~15` is `Apr 15`."""
    if month.isdecimal() and int(month[:3]) in range(1, len(_MONTHS) + 1):
        return _MONTHS[int(month) - 1]
    if name := _NAME_OF_MONTH.search(month):
        day = _DAY_OF_MONTH.search(month)
        return f"{name[0]} {day[0]}" if day else name[0]
    return month[:3]


def _day(iso: str) -> str:
    """`2026-03-31` is `2026 Mar 31`; anything else is left as it is."""
    if not _ISO.fullmatch(iso):
        return to_unicode(iso)
    year, month, *day = iso.split("-")
    return " ".join((year, _month(month), *(str(int(number)) for number in day)))


def _numbers(source: Source) -> str:
    volume, number = shown(source, "volume"), shown(source, "number", "issue")
    pages = shown(source, "pages", "eid")
    numbers = volume + (f"({number})" if number else "")
    return (f";{numbers}" if numbers else "") + (f":{pages}" if pages else "")


def _closed(part: str) -> str:
    return part if part.endswith((".", "?", "!")) else f"{part}."
