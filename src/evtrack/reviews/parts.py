"""What is watched of a link: its own row, and its source's record.

Of a source that is what tells which work it is and how good, not what helps to find it (abstract,
keywords, files, dates of access). What a list of retractions says of it is no part of its record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from evtrack.doi import doi_of
from evtrack.identifiers import pmid_of
from evtrack.model import Link, Source
from evtrack.words import normal, steps_text

_SAME_TYPE = {  # BibLaTeX, 2.1.2: aliases of types
    "conference": "inproceedings",
    "electronic": "online",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "techreport": "report",
    "www": "online",
}
_BEFORE_HOST = re.compile(r"(?i)^https?://(?:www\.)?")
_BETWEEN_PAGES = re.compile("[-‐-―−,+]")


class RecordPart(NamedTuple):
    """A part of a source's record: its name in the lock, the fields that it comes from, its value.

    A `text` is read as LaTeX. What only `names` the work is compared where it is filled both times:
    a field that is filled in later says more of the same work.
    """

    name: str
    label: str
    fields: tuple[str, ...]
    value: Callable[[Source], str]
    is_text: bool = False
    names: bool = True


def _first_of(*fields: str) -> Callable[[Source], str]:
    return lambda source: source.first_of(*fields).strip("{} ")


def _title(source: Source) -> str:
    """Title and subtitle, which BibTeX has in one field."""
    said = (source.fields.get(name, "") for name in ("title", "subtitle"))
    return " ".join(filter(None, said))


def _authors(source: Source) -> str:
    families = [person.family for person in source.authors]
    return ", ".join([*families, "others"] if source.others else families)


def _address(source: Source) -> str:
    """Where a source without a DOI is found; http or https, and a slash at the end, are one."""
    url = "" if doi_of(source.fields) else source.fields.get("url", "")
    return _BEFORE_HOST.sub("", url.strip()).rstrip("/")


def _first_page(source: Source) -> str:
    return _BETWEEN_PAGES.split(source.fields.get("pages", "").strip("{} "), maxsplit=1)[0].strip()


_JOURNALS = ("journaltitle", "journal", "booktitle")


def _appraised(name: str, value: Callable[[Source], object]) -> RecordPart:
    def text(source: Source) -> str:
        said = value(source)
        return "" if said is None else str(said)

    return RecordPart(name, f"`{name}`", (name,), text, names=False)


RECORD = (  # in the order in which changes are told
    RecordPart("type", "the type", (), lambda s: _SAME_TYPE.get(s.type, s.type)),
    RecordPart("author", "the authors", ("author",), _authors, is_text=True),
    RecordPart("title", "the title", ("title",), _title, is_text=True),
    RecordPart("journal", "the journal", _JOURNALS, _first_of(*_JOURNALS), is_text=True),
    RecordPart("year", "the year", ("year", "date"), lambda source: source.year),
    RecordPart("volume", "the volume", ("volume",), _first_of("volume")),
    RecordPart("page", "the first page", ("pages",), _first_page),
    RecordPart("doi", "the DOI", ("doi", "url"), lambda source: doi_of(source.fields).lower()),
    RecordPart("pmid", "the PMID", ("pmid",), lambda source: pmid_of(source.fields)),
    RecordPart("url", "the address", ("url",), _address),
    _appraised("design", lambda source: source.appraisal.design),
    _appraised("samplesize", lambda source: source.appraisal.sample_size),
    _appraised("riskofbias", lambda source: source.appraisal.risk_of_bias),
    _appraised("study", lambda source: source.appraisal.study),
    _appraised("includes", lambda source: ", ".join(sorted(source.appraisal.includes))),
    _appraised("synthesisof", lambda source: source.appraisal.synthesis_of),
    _appraised("certainty", lambda s: s.appraisal.certainty and s.appraisal.certainty.word),
    _appraised("status", lambda source: normal(_first_of("status")(source))),
)

ROW: Mapping[str, Callable[[Link], str]] = {
    "stance": lambda link: link.stance or "",
    "rationale": lambda link: link.rationale,
    "directness": lambda link: link.directness,
    "downgrade": lambda link: steps_text(link.downgrades),
    "upgrade": lambda link: steps_text(link.upgrades),
    "explained": lambda link: link.explained,
}
