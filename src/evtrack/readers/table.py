"""A CSV file as a table: its header, its rows, and where each cell stands on disk."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice, repeat
from typing import TYPE_CHECKING, NamedTuple

from evtrack.model import Input, Location
from evtrack.readers.text import lines_of
from evtrack.words import normal

if TYPE_CHECKING:
    from _csv import Reader

_DELIMITERS = (",", ";", "\t")
_LARGEST_CELL = 2**31 - 1  # what a C long holds on every platform
_MOST_ROWS_LOOKED_AT = 5
_SEP_LINE = re.compile(r"""\s*sep=([^"\r\n])\s*""", re.IGNORECASE)


class Row(NamedTuple):
    """One row of cells, stripped of blanks around them, by the line where it starts."""

    line: int
    cells: Sequence[str]
    had_blanks: bool = False


class Cell(NamedTuple):
    """Where a cell's text stands, without its quotes: lines from 1, columns from 0 to the end."""

    line: int
    start: int
    last_line: int
    end: int
    quoted: bool


@dataclass(frozen=True, eq=False, repr=False)
class Table:
    """The file as a table: its lines, delimiter and header, and the line of the first row.

    `header` are the names of the columns as the file writes them, `known` and `required` those that
    its reader knows and can't do without.
    """

    path: str
    lines: Sequence[str]
    delimiter: str
    header_line: int
    first_row: int
    header: tuple[str, ...]
    known: Sequence[str]
    required: Sequence[str]

    @cached_property
    def position(self) -> Mapping[str, int]:
        """The index of each column, by its name in the file and by the known name that it spells.

        Case, blanks, hyphens and underscores don't matter in a known name, but a column of exactly
        that name goes first. Of columns that share a name it is the first one.
        """
        return _positions(self.header, self.known)

    def known_name(self, name: str) -> str | None:
        """The known name that this one spells, if any."""
        return self._known_by_spelling.get(_spelling(name))

    @cached_property
    def _known_by_spelling(self) -> Mapping[str, str]:
        return {_spelling(name): name for name in self.known}

    @cached_property
    def missing(self) -> Sequence[str]:
        """The required columns that are not there."""
        return [name for name in self.required if name not in self.position]

    @cached_property
    def names_below(self) -> int | None:
        """The line of a row soon below that names the required columns, where the header does not.

        What stands in the header's place is a title then.
        """
        if not self.missing:
            return None
        for row in islice(self.rows(), _MOST_ROWS_LOOKED_AT):
            if _positions(row.cells, self.required).keys() >= set(self.required):
                return row.line
        return None

    def rows(self, when_broken: Callable[[int], None] = lambda _line: None) -> Iterator[Row]:
        """The rows that are not blank; of those that are not valid CSV, the line is reported.

        After a broken row reading goes on at the next line. A quote left open on a line that it ran
        over leads to the same break. So those lines are read one by one, which keeps a file full of
        open quotes linear.
        """
        lines = self.lines
        at, broken_to = self.first_row - 1, 0
        while at < len(lines):
            end = at + 1 if at < broken_to else len(lines)
            reader = _csv_of(lines, at, end, self.delimiter)
            start = at
            try:
                for cells in reader:
                    stripped = [cell.strip() for cell in cells]
                    if any(stripped):
                        yield Row(start + 1, stripped, had_blanks=stripped != cells)
                    start = at + reader.line_num
                at = end
            except csv.Error:
                when_broken(start + 1)
                broken_to = max(broken_to, at + reader.line_num - 1)
                at = start + 1

    def named(self, row: Row) -> Mapping[str, str]:
        """The cells of the known columns by name; blank where the row or the file has none."""
        width = len(row.cells)
        return {
            name: row.cells[n] if n is not None and n < width else ""
            for name, n in self._known_positions
        }

    @cached_property
    def _known_positions(self) -> Sequence[tuple[str, int | None]]:
        return [(name, self.position.get(name)) for name in self.known]

    def locate(self, line: int, column: str) -> Location:
        """The cell of this column in the row that starts at this line; else the whole line."""
        return self.locate_nth(line, self.position.get(column))

    def locate_nth(self, line: int, wanted: int | None) -> Location:
        """The nth cell (from 0) of the row that starts at this line; else the whole line."""
        cell = self._nth(line, wanted)
        return self.place(cell) if cell else self.locate_line(line)

    def locate_all(self, line: int) -> Iterator[Location]:
        """The cells of the row that starts at this line; behind the last one, the whole line."""
        return chain(map(self.place, self.cells_from(line)), repeat(self.locate_line(line)))

    def locate_line(self, line: int) -> Location:
        """The whole line."""
        return Location(self.path, line, 1, len(self._line(line)) or 1)

    def cell(self, line: int, column: str) -> Cell | None:
        """The cell of this column in the row that starts at this line; None where it has none."""
        return self._nth(line, self.position.get(column))

    def beginning(self, line: int, column: str) -> str:
        """What this column holds on a line that is no valid row; blank where that is not sure."""
        wanted = self.position.get(column, 0)
        cells = self._line(line).split(self.delimiter, wanted + 1)[: wanted + 1]
        return cells[-1].strip() if len(cells) > wanted and '"' not in "".join(cells) else ""

    def _nth(self, line: int, wanted: int | None) -> Cell | None:
        return None if wanted is None else next(islice(self.cells_from(line), wanted, None), None)

    def place(self, cell: Cell) -> Location:
        """Where the cell begins, as wide as it is on that line, and at least 1."""
        return Location(self.path, cell.line, cell.start + 1, max(1, len(self.first_line(cell))))

    def first_line(self, cell: Cell) -> str:
        """The cell's text on its first line, without the line's end."""
        end = cell.end if cell.line == cell.last_line else None
        return self.lines[cell.line - 1][cell.start : end].rstrip("\r\n")

    def last_line(self, cell: Cell) -> str:
        """The cell's text on its last line."""
        start = cell.start if cell.line == cell.last_line else 0
        return self.lines[cell.last_line - 1][start : cell.end]

    def cells_from(self, line: int) -> Iterator[Cell]:
        """The cells of the row that starts at this line."""
        text = self.lines[line - 1]
        at = 0
        while True:
            first_line, quoted = line, text.startswith('"', at)
            start = at + quoted
            end = self._end_of_cell(text, start, quoted)
            while end is None and line < len(self.lines):
                line += 1
                text = self.lines[line - 1]
                end = self._end_of_cell(text, 0, quoted)
            yield Cell(
                first_line, start, line, len(self._line(line)) if end is None else end, quoted
            )
            if end is None:
                return
            at = end + quoted
            if not text.startswith(self.delimiter, at):
                return
            at += len(self.delimiter)

    def _line(self, line: int) -> str:
        return self.lines[line - 1].rstrip("\r\n")

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


def read_table(source: Input, known: Sequence[str], required: Sequence[str]) -> Table:
    """The table of a CSV file whose first row that is not blank names its columns.

    Comma, semicolon and tab are told apart by how many of the known columns they find, and an Excel
    `sep=` line is honoured.
    """
    csv.field_size_limit(_LARGEST_CELL)
    lines = lines_of(source.text) or [""]
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    delimiters: Sequence[str] = _DELIMITERS
    if hint := _SEP_LINE.fullmatch(lines[first]):
        delimiters = hint[1]
        first = min(first + 1, len(lines) - 1)
    tables = [
        Table(source.path, lines, delimiter, *_header(lines, first, delimiter), known, required)
        for delimiter in delimiters
    ]
    best = max(tables, key=lambda t: (len(t.position.keys() & set(known)), len(t.header)))
    return next((table for table in tables if table.names_below), best) if best.missing else best


def _header(lines: Sequence[str], first: int, delimiter: str) -> tuple[int, int, tuple[str, ...]]:
    """The line of the first row from there on that is not blank, the line behind it, its names."""
    reader = _csv_of(lines, first, len(lines), delimiter)
    start = first
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                return start + 1, first + reader.line_num + 1, _names(cells)
            start = first + reader.line_num
    except csv.Error:
        return start + 1, start + 2, _names(lines[start].split(delimiter))
    return first + 1, len(lines) + 1, ()


def _names(cells: Iterable[str]) -> tuple[str, ...]:
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:  # Excel pads rows; a cell out there stands under no column
        names.pop()
    return tuple(names)


def _csv_of(lines: Sequence[str], first: int, end: int, delimiter: str) -> Reader:
    return csv.reader(map(lines.__getitem__, range(first, end)), delimiter=delimiter, strict=True)


def _positions(header: Sequence[str], known: Iterable[str]) -> dict[str, int]:
    named = {name: n for n, name in reversed(list(enumerate(header)))}
    spelt = {_spelling(name): n for n, name in reversed(list(enumerate(header)))}
    return {name: spelt[_spelling(name)] for name in known if _spelling(name) in spelt} | named


def _spelling(name: str) -> str:
    return normal(name).replace("-", "")
