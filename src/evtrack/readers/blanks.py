"""Cells of a table with blanks around their text."""

from __future__ import annotations

from collections.abc import Iterator

from evtrack.model import Edit, Location, Problem, Unread
from evtrack.phrases import quoted
from evtrack.readers.table import Cell, Table

_MOST_ONE_BY_ONE = 20


class StrayBlanks:
    """Gathers the cells with blanks around their text; after the first few, all others as one."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._first: list[Problem] = []
        self._others = 0
        self._place_of_others = Location(table.path)
        self._edits_of_others: list[Edit] = []

    def look(self, line: int, subject: str = "") -> None:
        """Take the cells of the row that starts at this line, which concerns this subject."""
        table = self._table
        for cell in table.cells_from(line):
            first, last = table.first_line(cell), table.last_line(cell)
            if not _has_any(cell, first, last):
                continue
            edits = tuple(self._edits(cell, first, last))
            if len(self._first) < _MOST_ONE_BY_ONE:
                text = first.strip() or last.strip()
                message = (
                    f"{quoted(text)} has blanks around it" if text else "the cell holds only blanks"
                )
                help_ = "Remove them; `evtrack fix` does." if edits else "Remove them by hand."
                self._first.append(Problem(message, table.place(cell), subject, help_, edits))
            else:
                if not self._others:
                    self._place_of_others = table.place(cell)
                self._others += 1
                self._edits_of_others.extend(edits)

    def unread(self) -> Iterator[Unread]:
        """What was gathered, as `stray-blanks`."""
        for problem in self._first:
            yield Unread("stray-blanks", problem)
        if self._others:
            yield Unread(
                "stray-blanks",
                Problem(
                    f"{self._others:,} more cells have blanks around them, this one first",
                    self._place_of_others,
                    help="Remove them; `evtrack fix` does.",
                    edits=tuple(self._edits_of_others),
                ),
            )

    def _edits(self, cell: Cell, first: str, last: str) -> Iterator[Edit]:
        path = self._table.path
        text = first.lstrip()
        before, after = first[: len(first) - len(text)], last[len(last.rstrip()) :]
        would_open_a_quote = text.startswith('"') and not cell.quoted
        if before and not would_open_a_quote:
            yield Edit(Location(path, cell.line, cell.start + 1, len(before)), before, "")
        if after and (text or cell.line != cell.last_line):
            place = Location(path, cell.last_line, cell.end - len(after) + 1, len(after))
            yield Edit(place, after, "")


def _has_any(cell: Cell, first: str, last: str) -> bool:
    if cell.line == cell.last_line and not first:
        return False
    return not first or not last or first[0].isspace() or last[-1].isspace()
