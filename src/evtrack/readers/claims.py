"""claims.csv, as any person's tools write it, to claims and links with their places."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import chain, islice, repeat
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from evtrack.model import Claim, Input, Link, Location, Problem, Unread
from evtrack.readers.text import lines_of
from evtrack.suggest import did_you_mean
from evtrack.words import Directness, Downgrade, Question, Stance, Stated, Upgrade, normal

if TYPE_CHECKING:
    from _csv import Reader

CLAIM_COLUMNS = ("claim", "anchor", "question", "stated")
LINK_COLUMNS = (
    "citekey",
    "stance",
    "locator",
    "rationale",
    "directness",
    "downgrade",
    "upgrade",
    "explained",
    "checked",
    "checked_by",
)
_WORD_COLUMNS = ("question", "stated")
COLUMNS = ("claim_id", *CLAIM_COLUMNS, *LINK_COLUMNS, "note")
REQUIRED_COLUMNS = ("claim_id", "claim")

_DELIMITERS = (",", ";", "\t")
_LARGEST_CELL = 2**31 - 1  # what a C long holds on every platform
_MOST_REPEATED = 60  # characters of a cell in a message
_MOST_FAULTS_IN_A_CELL = 5  # each costs a look for the place of the cell
_DOWNGRADE_STEPS = dict.fromkeys(Downgrade, range(4))
_UPGRADE_STEPS = {
    Upgrade.LARGE_EFFECT: range(1, 3),
    Upgrade.DOSE_RESPONSE: range(1, 2),
    Upgrade.CONFOUNDING: range(1, 2),
}
_SEP_LINE = re.compile(r"""\s*sep=([^"\r\n])\s*""", re.IGNORECASE)
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

_Word = TypeVar("_Word", bound=StrEnum)


class ClaimsFile(NamedTuple):
    """What was read of a claims file. `locate` finds a cell on disk."""

    claims: tuple[Claim, ...]
    links: tuple[Link, ...]
    unread: tuple[Unread, ...]
    table: Table

    def locate(self, line: int, column: str) -> Location:
        """The cell of this column in the row that starts at this line, without its quotes."""
        return self.table.locate(line, column)


class Row(NamedTuple):
    """One row of cells, stripped of blanks around them, by the line where it starts."""

    line: int
    cells: Sequence[str]


@dataclass(frozen=True, eq=False, repr=False)
class Table:
    """The file as a table: its lines, delimiter and header, and the line of the first row."""

    path: str
    lines: Sequence[str]
    delimiter: str
    header_line: int
    first_row: int
    header: tuple[str, ...]

    @cached_property
    def position(self) -> Mapping[str, int]:
        """The index of each column; the first of columns that share a name."""
        return {name: n for n, name in reversed(list(enumerate(self.header)))}

    def named(self, row: Row) -> Mapping[str, str]:
        """The cells of the known columns by name; blank where the row or the file has none."""
        width = len(row.cells)
        return {
            name: row.cells[n] if n is not None and n < width else ""
            for name, n in self._known_positions
        }

    @cached_property
    def _known_positions(self) -> Sequence[tuple[str, int | None]]:
        return [(name, self.position.get(name)) for name in COLUMNS]

    def locate(self, line: int, column: str) -> Location:
        """The cell of this column in the row that starts at this line; else the whole line."""
        return self.locate_nth(line, self.position.get(column))

    def locate_nth(self, line: int, wanted: int | None) -> Location:
        """The nth cell (from 0) of the row that starts at this line; else the whole line."""
        if wanted is None:
            return self.locate_line(line)
        return next(islice(self.locate_all(line), wanted, None))

    def locate_all(self, line: int) -> Iterator[Location]:
        """The cells of the row that starts at this line; behind the last one, the whole line."""
        found = (Location(self.path, *place) for place in self._cells_from(line))
        return chain(found, repeat(self.locate_line(line)))

    def locate_line(self, line: int) -> Location:
        """The whole line."""
        return Location(self.path, line, 1, len(self.lines[line - 1].rstrip("\r\n")) or 1)

    def _cells_from(self, line: int) -> Iterator[tuple[int, int, int]]:
        """Line, column and width on that line of each cell of the row that starts at `line`."""
        text = self.lines[line - 1]
        at = 0
        while True:
            cell_line, quoted = line, text.startswith('"', at)
            start = at + quoted
            end = self._end_of_cell(text, start, quoted)
            width = (len(text.rstrip("\r\n")) if end is None else end) - start
            while end is None and line < len(self.lines):
                line += 1
                text = self.lines[line - 1]
                end = self._end_of_cell(text, 0, quoted)
            yield cell_line, start + 1, max(1, width)
            if end is None:
                return
            at = end + quoted
            if not text.startswith(self.delimiter, at):
                return
            at += len(self.delimiter)

    def _end_of_cell(self, text: str, start: int, quoted: bool) -> int | None:
        """The end of the cell's text on this line; None where a quoted cell goes on."""
        if not quoted:
            end = text.find(self.delimiter, start)
            return len(text.rstrip("\r\n")) if end < 0 else end
        at = start
        while (at := text.find('"', at)) >= 0:
            if not text.startswith('""', at):
                return at
            at += 2
        return None


def read_claims(source: Input) -> ClaimsFile:
    """The claims and links of a CSV file; everything that can't be taken as it stands is `unread`.

    Comma, semicolon and tab are told apart by the header, an Excel `sep=` line is honoured, cells
    may span lines, and every cell is text: `NA`, `007` and `1e5` stay what they are.
    """
    csv.field_size_limit(_LARGEST_CELL)
    table = _table(source.path, lines_of(source.text) or [""])
    header_problems = tuple(_header_problems(table))
    if any(name not in table.position for name in REQUIRED_COLUMNS):
        return ClaimsFile((), (), header_problems, table)
    reader = _RowReader(table)
    for row in _rows(table, reader.problem):
        reader.take(row)
    return ClaimsFile(
        tuple(reader.claims()), tuple(reader.links), header_problems + tuple(reader.unread), table
    )


def _table(path: str, lines: Sequence[str]) -> Table:
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    delimiters: Sequence[str] = _DELIMITERS
    if hint := _SEP_LINE.fullmatch(lines[first]):
        delimiters = hint[1]
        first = min(first + 1, len(lines) - 1)
    tables = [_with_header(path, lines, first, delimiter) for delimiter in delimiters]
    return max(tables, key=lambda t: (len(set(COLUMNS) & set(t.header)), len(t.header)))


def _with_header(path: str, lines: Sequence[str], first: int, delimiter: str) -> Table:
    reader = _csv_of(lines, first, len(lines), delimiter)
    try:
        names: list[str] = next(reader, [])
        end = first + reader.line_num
    except csv.Error:
        names, end = lines[first].split(delimiter), first + 1
    header = [name.strip() for name in names]
    while header and not header[-1]:  # Excel pads rows; a cell out there stands under no column
        header.pop()
    return Table(path, lines, delimiter, first + 1, end + 1, tuple(header))


def _csv_of(lines: Sequence[str], first: int, end: int, delimiter: str) -> Reader:
    return csv.reader(map(lines.__getitem__, range(first, end)), delimiter=delimiter, strict=True)


def _header_problems(table: Table) -> Iterator[Unread]:
    known = [name for name in COLUMNS if name not in table.position]
    places = table.locate_all(table.header_line)
    for n, (name, place) in enumerate(zip(table.header, places, strict=False)):
        if name and table.position[name] != n:
            message = f"column `{_short(name)}` stands here again; only the first is read"
            yield Unread("unknown-column", Problem(message, place, help="Rename or remove it."))
        elif name and name not in COLUMNS:
            help_text = did_you_mean(name, known) or "It is kept and not read."
            message = f"column `{_short(name)}` is not one that evtrack knows"
            yield Unread("unknown-column", Problem(message, place, help=help_text))
    for name in REQUIRED_COLUMNS:
        if name not in table.position:
            yield Unread(
                "missing-column",
                Problem(
                    f"there is no column `{name}`, so no claim can be read",
                    table.locate(table.header_line, name),
                    help=f"The first row must name the columns: {', '.join(REQUIRED_COLUMNS)}, "
                    "and for links citekey and stance.",
                ),
            )


def _rows(table: Table, report: _Report) -> Iterator[Row]:
    """The rows that are not blank; after one that is broken, reading goes on at the next line.

    A quote left open on a line that a broken row ran over leads to the same break. So those lines
    are read one by one, which keeps a file full of open quotes linear.
    """
    lines = table.lines
    at, broken_to = table.first_row - 1, 0
    while at < len(lines):
        end = at + 1 if at < broken_to else len(lines)
        reader = _csv_of(lines, at, end, table.delimiter)
        start = at
        try:
            for cells in reader:
                stripped = [cell.strip() for cell in cells]
                if any(stripped):
                    yield Row(start + 1, stripped)
                start = at + reader.line_num
            at = end
        except csv.Error:
            report(
                "unreadable-row",
                "the row that starts here is not valid CSV and was not read",
                table.locate_line(start + 1),
                help="Look for a quote that is not closed, or one that is not doubled in a cell.",
            )
            broken_to = max(broken_to, at + reader.line_num - 1)
            at = start + 1


class _Report(Protocol):
    def __call__(
        self, rule: str, message: str, location: Location, *, subject: str = "", help: str = ""
    ) -> None: ...


@dataclass(eq=False, repr=False)
class _Draft:
    """A claim while its rows are gathered: each cell with the line that it was first seen on.

    `notes` are those of its rows without a source.
    """

    line: int
    cells: dict[str, tuple[str, int]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


class _RowReader:
    """Gathers rows into claims and links, and what is wrong with them into `unread`."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.links: list[Link] = []
        self.unread: list[Unread] = []
        self._drafts: dict[str, _Draft] = {}
        self._skipped: set[str] = set()
        self._nameless = [n for n, name in enumerate(table.header) if not name]

    def problem(
        self, rule: str, message: str, location: Location, *, subject: str = "", help: str = ""
    ) -> None:
        self.unread.append(Unread(rule, Problem(message, location, subject, help)))

    def take(self, row: Row) -> None:
        cells = self.table.named(row)
        claim_id = cells["claim_id"]
        self._look_under_no_name(row)
        if any(row.cells[len(self.table.header) :]):
            self._skipped.add(claim_id)
            self.problem(
                "unreadable-row",
                f"the row has {len(row.cells)} cells under {len(self.table.header)} columns and "
                "was not read",
                self.table.locate_nth(row.line, len(self.table.header)),
                subject=claim_id,
                help="A cell that contains the delimiter must stand in quotes.",
            )
        elif not claim_id:
            self.problem(
                "missing-claim-id",
                "the row has no claim_id and was not read",
                self.table.locate(row.line, "claim_id"),
                help="Every row names its claim, also a claim's second and third row.",
            )
        else:
            self._take_claim(claim_id, row.line, cells)
            self._take_link(claim_id, row.line, cells)

    def _look_under_no_name(self, row: Row) -> None:
        filled = next((n for n in self._nameless if n < len(row.cells) and row.cells[n]), None)
        if filled is not None:
            self._nameless = []  # once a file: pandas and R write one for the row's number
            self.problem(
                "unknown-column",
                f"column {filled + 1} has no name; cells without one are not read",
                self.table.locate_nth(row.line, filled),
                help="Name the column in the first row, or remove it.",
            )

    def claims(self) -> Iterator[Claim]:
        for claim_id, draft in self._drafts.items():
            text, line = draft.cells.get("claim", ("", draft.line))
            if not text and claim_id not in self._skipped:
                self.problem(
                    "missing-claim-text",
                    f"{claim_id} has no text",
                    self.table.locate(line, "claim"),
                    subject=claim_id,
                    help="State the claim in the `claim` cell of its first row.",
                )
            yield Claim(
                id=claim_id,
                text=text,
                location=Location(self.table.path, line),
                anchor=draft.cells.get("anchor", ("", 0))[0],
                question=self._claim_word(claim_id, draft, "question", Question)
                or Question.BENEFIT,
                stated=self._claim_word(claim_id, draft, "stated", Stated) or Stated.FIRM,
                note="; ".join(draft.notes),
            )

    def _take_claim(self, claim_id: str, line: int, cells: Mapping[str, str]) -> None:
        draft = self._drafts.setdefault(claim_id, _Draft(line))
        for column in CLAIM_COLUMNS:
            value = cells[column]
            if not value:
                continue
            first, first_line = draft.cells.setdefault(column, (value, line))
            compared = normal if column in _WORD_COLUMNS else str
            if value != first and compared(value) != compared(first):
                self.problem(
                    "claim-disagrees",
                    f"the {column} of {claim_id} is another on line {first_line}",
                    self.table.locate(line, column),
                    subject=claim_id,
                    help="Give it once, on the claim's first row, or the same on every row.",
                )

    def _take_link(self, claim_id: str, line: int, cells: Mapping[str, str]) -> None:
        if not cells["citekey"]:
            if cells["note"]:
                self._drafts[claim_id].notes.append(cells["note"])
            if filled := [column for column in LINK_COLUMNS if cells[column]]:
                self.problem(
                    "missing-citekey",
                    f"{claim_id} has a {filled[0]} here, but no citekey that it belongs to",
                    self.table.locate(line, filled[0]),
                    subject=claim_id,
                    help="Name the source in `citekey`, or clear the link's cells.",
                )
            return
        stance = self._word(claim_id, line, "stance", cells["stance"], Stance)
        if not cells["stance"]:
            self.problem(
                "missing-stance",
                f"the link of {claim_id} to {cells['citekey']} has no stance",
                self.table.locate(line, "citekey"),
                subject=claim_id,
                help=f"Say what the source says of the claim: {', '.join(Stance)}.",
            )
        self.links.append(
            Link(
                claim_id=claim_id,
                citekey=cells["citekey"],
                stance=stance,
                location=Location(self.table.path, line),
                locator=cells["locator"],
                rationale=cells["rationale"],
                directness=self._word(claim_id, line, "directness", cells["directness"], Directness)
                or Directness.DIRECT,
                downgrades=self._steps(
                    claim_id, line, "downgrade", cells, Downgrade, _DOWNGRADE_STEPS
                ),
                upgrades=self._steps(claim_id, line, "upgrade", cells, Upgrade, _UPGRADE_STEPS),
                explained=cells["explained"],
                checked=self._date(claim_id, line, cells["checked"]),
                checked_by=cells["checked_by"],
                note=cells["note"],
            )
        )

    def _claim_word(
        self, claim_id: str, draft: _Draft, column: str, words: type[_Word]
    ) -> _Word | None:
        value, line = draft.cells.get(column, ("", draft.line))
        return self._word(claim_id, line, column, value, words)

    def _word(
        self, claim_id: str, line: int, column: str, value: str, words: type[_Word]
    ) -> _Word | None:
        if not value:
            return None
        word = normal(value)
        try:
            return words(word)
        except ValueError:
            self.problem(
                "unknown-word",
                f"`{column}` can't be `{_short(value)}`",
                self.table.locate(line, column),
                subject=claim_id,
                help=did_you_mean(word, list(words)) or f"Known are: {', '.join(words)}.",
            )
            return None

    def _steps(
        self,
        claim_id: str,
        line: int,
        column: str,
        cells: Mapping[str, str],
        words: type[_Word],
        allowed: Mapping[_Word, range],
    ) -> dict[_Word, int]:
        found: dict[_Word, int] = {}
        told = len(self.unread)
        for part in filter(None, map(str.strip, cells[column].replace(",", ";").split(";"))):
            if len(self.unread) - told == _MOST_FAULTS_IN_A_CELL:
                break
            name, colon, steps = (piece.strip() for piece in part.partition(":"))
            word = self._word(claim_id, line, column, name or part, words)
            if word is None:
                continue
            number = _whole_number(steps) if colon else 1
            if number in allowed[word] and word not in found:
                found[word] = number
                continue
            self.problem(
                "invalid-number",
                f"`{column}` names {word} again; only the first is read"
                if word in found
                else f"`{column}` can't take {_short(steps) or 'blank'} steps for {word}",
                self.table.locate(line, column),
                subject=claim_id,
                help=f"Name it once, with {allowed[word][0]} to {allowed[word][-1]} steps, as in "
                f"`{word}:1`.",
            )
        return found

    def _date(self, claim_id: str, line: int, value: str) -> date | None:
        if not value:
            return None
        try:
            if _ISO_DATE.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.problem(
            "invalid-date",
            f"`checked` can't be `{_short(value)}`",
            self.table.locate(line, "checked"),
            subject=claim_id,
            help="Write a day of the calendar as year-month-day, as in 2026-03-31.",
        )
        return None


def _whole_number(digits: str) -> int:
    """The number; -1, which is never allowed, for anything else."""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else -1


def _short(value: str) -> str:
    """As much of a cell as a message repeats."""
    return value if len(value) <= _MOST_REPEATED else value[: _MOST_REPEATED - 1] + "…"
