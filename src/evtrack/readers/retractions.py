"""A list of retractions: the Retraction Watch CSV, a table of one's own, or DOIs alone.

The columns and words of the first are those that Crossref publishes
(https://gitlab.com/crossref/retraction-watch-data).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import NamedTuple, Protocol, Self

from evtrack.days import day_of
from evtrack.doi import bare_doi, doi_in, doi_of, is_doi
from evtrack.errors import CannotRun
from evtrack.identifiers import pmid_of
from evtrack.model import Input, Location, Notice, Problem, Unread
from evtrack.phrases import counted, quoted
from evtrack.readers.notices import oldest_first
from evtrack.readers.table import Table, read_table
from evtrack.readers.text import Lines, lines_of
from evtrack.suggest import did_you_mean
from evtrack.words import NoticeKind, normal

_LONGEST_HEADER = 1 << 16
_COMMENT = re.compile(r"#.*")
_START_OF_DOI = re.compile(r"10\.[0-9]{4,9}/")
_MORE_CELLS = re.compile(r"(?<!CO)[,;|\"\t]\s*\w")  # a DOI of the 1990s may end in `3.0.CO;2-2`
_BEHIND_DOI = re.compile(r"(?<=.)[?#&].*")  # of an address
_BETWEEN_DOIS = re.compile(r"[,;|\s]+(?=\S*10\.[0-9]{4,9}/)")
_BARE_DOI = re.compile(r"10\.[0-9]{4,9}/[A-Za-z0-9()/._-]*[A-Za-z0-9]")  # nothing to take off
_GET_IT_AGAIN = "the list was cut or damaged: get it again"
_NO_DOI = {"", "unavailable"}
_NO_PMID = {"", "0"}
_PUBMED = {"pubmed", "pmid"}
_MONTH_DAY_YEAR = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?:\s.*)?")
_KINDS = {
    **{kind.value: kind for kind in NoticeKind},
    "expression-of-concern": NoticeKind.CONCERN,
}
_NAMES = ("retraction", "expression of concern", "correction", "reinstatement")
_READ_IT = "Read the notice itself, and give the entry the `status` that it asks for."

Found = tuple[tuple[Notice, ...], tuple[Unread, ...]]


class Notices(Protocol):
    """What a list says of sources."""

    def on(self, key: str, fields: Mapping[str, str]) -> Found:
        """What it says of the entry with this key and these fields, and what of that is unreadable.

        Notices are by day, the newest last; those without a day come first.
        """


def read_retractions(file: Input) -> Notices:
    """The notices of this file; its first row tells what sort of list it is.

    Raises CannotRun with file and line for a row that is cut or no CSV, a line without a DOI, and a
    list without an entry: nothing is passed over in silence.
    """
    text = file.text if "\n" in file.text else file.text.replace("\r", "\n")
    head = Input(file.path, text[:_LONGEST_HEADER])
    for form in _FORMS:
        table = read_table(head, form.columns, form.required)
        if form.columns.doi in table.position:
            return _NoticeTable(text, table, form)
    return _DoiList(file.path, text)


class LookedUp(NamedTuple):
    """By what an entry is looked up in a list; blank where it does not say."""

    doi: str
    pmid: str


def looked_up(fields: Mapping[str, str]) -> LookedUp:
    """The DOI and the PMID of an entry with these fields, also where only its address has them."""
    url = fields.get("url", "")
    doi = doi_of(fields) or (doi_in(url.partition("?")[0]) if url else "")
    told = [fields.get("pmid", "")]
    if "pubmed" in url:
        told.append(url.partition("?")[0])
    if fields.get("eprinttype", fields.get("archiveprefix", "")).lower() in _PUBMED:
        told.append(fields.get("eprint", ""))
    return LookedUp(doi, next(filter(None, (pmid_of({"pmid": text}) for text in told)), ""))


# DOIs alone


class _DoiList:
    """A DOI a line, in any form; what follows a `#` is a comment."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._lines = text.split("\n")
        self._line_of: dict[str, int] = {}
        for number, line in enumerate(self._lines, start=1):
            if said := _COMMENT.sub("", line).strip():
                self._line_of.setdefault(_only_doi_in(said, f"{path}:{number}").casefold(), number)
        if not self._line_of:
            raise _holds_nothing(path)

    def on(self, key: str, fields: Mapping[str, str]) -> Found:  # noqa: ARG002
        """A retraction without a day, where the list has the entry's DOI."""
        line = self._line_of.get(looked_up(fields).doi.casefold())
        if line is None:
            return (), ()
        text = self._lines[line - 1]
        said = _COMMENT.sub("", text).strip()
        location = Location(self._path, line, text.index(said) + 1, len(said))
        return (Notice(NoticeKind.RETRACTION, location),), ()


def _only_doi_in(text: str, place: str) -> str:
    number = len(_START_OF_DOI.findall(text))
    if number > 1:
        raise CannotRun(f"{place}: more than one DOI in {quoted(text)}; write each on its own line")
    if number and _MORE_CELLS.search(text):
        raise CannotRun(
            f"{place}: more than a DOI in {quoted(text)}; write a comment behind ` #`, or make a "
            "table whose first row has the name `doi`"
        )
    doi = _doi_of_a_list(text)
    if not doi:
        raise CannotRun(
            f"{place}: no DOI in {quoted(text)}; a list of retractions has a DOI a line, a column "
            "`doi`, or the columns of Retraction Watch"
        )
    return doi


def _doi_of_a_list(text: str) -> str:
    """The DOI that is meant; of an address, what it asks for beside the DOI is no part of it."""
    start = _START_OF_DOI.search(text)
    if start and "//" in text[: start.start()]:
        text = text[: start.start()] + _BEHIND_DOI.sub("", text[start.start() :])
    doi = bare_doi(text)
    return doi if is_doi(doi) else doi_in(text)


# Tables


class _Columns(NamedTuple):
    """The columns of a table that are read, or a row's cells in them; `doi` is the paper's."""

    doi: str
    pmid: str
    nature: str
    day: str
    notice: str


class _Form(NamedTuple):
    """What a table calls its columns, and those it can't do without.

    In a table of `ones_own` a blank nature is a retraction, and a row about no paper a mistake.
    """

    columns: _Columns
    required: Sequence[str]
    ones_own: bool


_FORMS = (
    _Form(
        _Columns(
            doi="OriginalPaperDOI",
            pmid="OriginalPaperPubMedID",
            nature="RetractionNature",
            day="RetractionDate",
            notice="RetractionDOI",
        ),
        required=("OriginalPaperDOI", "RetractionNature"),
        ones_own=False,
    ),
    _Form(
        _Columns(doi="doi", pmid="pmid", nature="nature", day="date", notice="notice"),
        required=("doi",),
        ones_own=True,
    ),
)


class _Row(NamedTuple):
    """A row that was taken apart: its cells in the columns that are read, and where it stands.

    `table` holds the lines of this row and nothing else; `line` is the first of them in the file.
    """

    cells: _Columns
    table: Table
    line: int

    def place(self, column: str) -> Location:
        """Where the cell of this column stands in the file."""
        location = self.table.locate(1, column)
        return location._replace(line=location.line + self.line - 1)


class _NoticeTable:
    """A notice a row. For each DOI and PMID the offsets of its rows are kept, and nothing else.

    A list may have 60,000 rows, of which a project needs a few: those are taken apart when a source
    asks for them. `table` is the file's beginning, with the header.
    """

    def __init__(self, text: str, table: Table, form: _Form) -> None:
        self._text = text
        self._table = table
        self._form = form
        self._by_doi: dict[str, list[int]] = {}
        self._by_pmid: dict[str, list[int]] = {}
        if table.missing:
            raise CannotRun(
                f"{table.path}:{table.header_line}: the list of retractions has no column "
                f"`{table.missing[0]}`; get it again"
            )
        self._index()
        if not self._by_doi and not self._by_pmid:
            raise _holds_nothing(table.path)

    def _index(self) -> None:
        nth_doi = self._table.position[self._form.columns.doi]
        nth_pmid = self._table.position.get(self._form.columns.pmid)
        by_doi, by_pmid = self._by_doi, self._by_pmid
        for start, cells in self._rows():
            doi = cells[nth_doi]
            pmid = "" if nth_pmid is None else cells[nth_pmid]
            for key in (doi,) if _BARE_DOI.fullmatch(doi) else _dois_in(doi):
                by_doi.setdefault(key.casefold(), []).append(start)
            if pmid not in _NO_PMID:
                by_pmid.setdefault(pmid.strip(), []).append(start)
            if self._form.ones_own:
                self._refuse_unclear_paper(start, doi, pmid)

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """The rows that are not blank, with the offsets where they start.

        Raises CannotRun for one that is no CSV, or has not as many cells as the header has names.
        """
        width = len(self._table.header)
        start = sum(map(len, self._table.lines[: self._table.first_row - 1]))
        lines = _Lines(self._text, start)
        try:
            for cells in csv.reader(lines, delimiter=self._table.delimiter, strict=True):
                if len(cells) == width:
                    yield start, cells
                elif any(map(str.strip, cells)):
                    self._refuse_cut(start, cells)
                    yield start, cells
                start = lines.at
        except csv.Error:
            raise self._refusal(start, f"the row is not valid CSV; {_GET_IT_AGAIN}") from None

    def _refuse_cut(self, start: int, cells: Sequence[str]) -> None:
        width = len(self._table.header)
        if len(cells) < width or any(map(str.strip, cells[width:])):
            raise self._refusal(
                start,
                f"the row has {counted(len(cells), 'cell')}, and the header {width:,}; "
                f"{_GET_IT_AGAIN}",
            )

    def _refuse_unclear_paper(self, start: int, doi: str, pmid: str) -> None:
        if _BARE_DOI.fullmatch(doi) or (pmid.strip() and not doi.strip()):
            return
        if not doi.strip():
            raise self._refusal(start, "the row has no DOI; mend it, or remove the row")
        if len(_START_OF_DOI.findall(doi)) > 1 or _MORE_CELLS.search(doi):
            raise self._refusal(start, f"more than a DOI in {quoted(doi)}; give each its own row")
        if not is_doi(_doi_of_a_list(doi)):
            raise self._refusal(start, f"{quoted(doi)} is no DOI; mend it, or remove the row")

    def _refusal(self, start: int, what: str) -> CannotRun:
        return CannotRun(f"{self._table.path}:{self._line_at(start)}: {what}")

    def _line_at(self, offset: int) -> int:
        return self._lines.place(offset)[0]

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._text)

    def on(self, key: str, fields: Mapping[str, str]) -> Found:
        """As the protocol says. Where entry and row both have a DOI it decides, else the PMID."""
        doi, pmid = looked_up(fields)
        rows = [self._row(start) for start in self._by_doi.get(doi.casefold(), [])]
        for start in self._by_pmid.get(pmid, []):
            row = self._row(start)
            if not (doi and _dois_in(row.cells.doi)):
                rows.append(row)
        read = [_notice(row, key, self._form) for row in rows]
        return (
            oldest_first([notice for notice, _ in read if notice]),
            tuple(unread for _, unread in read if unread),
        )

    def _row(self, start: int) -> _Row:
        lines = _Lines(self._text, start)
        cells = next(csv.reader(lines, delimiter=self._table.delimiter, strict=True))
        table = replace(self._table, lines=lines_of(self._text[start : lines.at]))
        positions = (table.position.get(name) for name in self._form.columns)
        wanted = ("" if n is None else cells[n].strip() for n in positions)
        return _Row(_Columns(*wanted), table, self._line_at(start))


def _dois_in(cell: str) -> list[str]:
    """The DOIs of a cell, in which Retraction Watch may give several, or say that there is none."""
    if cell.strip().casefold() in _NO_DOI:
        return []
    return list(filter(is_doi, map(_doi_of_a_list, _BETWEEN_DOIS.split(cell))))


class _Lines:
    """The lines of a text from an offset on, cut one at a time; the next one begins at `at`."""

    def __init__(self, text: str, at: int) -> None:
        self._text = text
        self.at = at

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        start = self.at
        if start >= len(self._text):
            raise StopIteration
        self.at = self._text.find("\n", start) + 1 or len(self._text)
        return self._text[start : self.at]


def _notice(row: _Row, key: str, form: _Form) -> tuple[Notice | None, Unread | None]:
    cells, columns = row.cells, form.columns
    kind = _kind(cells.nature, form)
    if not kind:
        help_ = _READ_IT
        if form.ones_own:
            help_ = did_you_mean(normal(cells.nature), _KINDS) or f"Known are: {', '.join(_NAMES)}."
        what = f"{_said(cells.nature)} is no kind of notice, so the notice on {key} is left out"
        return None, _unread(what, row.place(columns.nature), key, help_)
    day, notice_doi = _day(cells.day, form), bare_doi(cells.notice)
    place = row.place(columns.doi if _dois_in(cells.doi) else columns.pmid)
    notice = Notice(kind, place, notice_doi if is_doi(notice_doi) else "", day)
    if day or not cells.day:
        return notice, None
    help_ = "Write it as year-month-day, as in 2021-05-21." if form.ones_own else _READ_IT
    what = (
        f"{_said(cells.day)} is no day, so the notice on {key} counts as older than any other on it"
    )
    return notice, _unread(what, row.place(columns.day), key, help_)


def _unread(message: str, place: Location, key: str, help: str) -> Unread:
    return Unread("unreadable-notice", Problem(message, place, key, help))


def _kind(nature: str, form: _Form) -> NoticeKind | None:
    if not nature and form.ones_own:
        return NoticeKind.RETRACTION
    return _KINDS.get(normal(nature))


def _day(text: str, form: _Form) -> date | None:
    """The day; in a list of one's own only as ISO 8601 has it: 05/03 is another day elsewhere."""
    found = None if form.ones_own else _MONTH_DAY_YEAR.fullmatch(text)
    if found:
        month, day, year = found.groups()
        return day_of(f"{year}-{month:0>2}-{day:0>2}")
    return day_of(text)


def _said(text: str) -> str:
    return quoted(text) if text else "a blank"


def _holds_nothing(path: str) -> CannotRun:
    return CannotRun(f"{path}: the list of retractions holds none; get it again, or remove the key")
