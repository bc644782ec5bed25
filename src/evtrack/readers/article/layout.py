"""Where blocks stand in lists and tables: the numbers of items, the rows and columns of cells."""

from __future__ import annotations

from evtrack.model import Cell

BULLET = "•"

_LARGEST = 999_999_999  # a number of an item has at most nine digits in Markdown
_WIDEST = 20


class Items:
    """Counts the items of one list. Without a first number it is not numbered."""

    def __init__(self, first: int | None = None) -> None:
        self._next = first

    def marker(self, number: int | None = None) -> str:
        """That of the next item, or of one that says its number itself."""
        if self._next is None:
            return BULLET
        shown = self._next if number is None else number
        self._next = min(shown + 1, _LARGEST)
        return str(shown)


class Rows:
    """Counts the rows and columns of one table of the article."""

    def __init__(self, table: int) -> None:
        self._table = table
        self._row = -1
        self._column = 0

    def next_row(self) -> None:
        """Begin a row."""
        self._row += 1
        self._column = 0

    def next_cell(self, *, is_heading: bool, width: int = 1) -> Cell:
        """The next cell of the row, over so many columns, of which a hostile page has many."""
        cell = Cell(self._table, max(self._row, 0), self._column, is_heading)
        self._column += min(max(width, 1), _WIDEST)
        return cell
