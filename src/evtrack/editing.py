"""Changes to the bytes of a project's files: made in memory, only where nothing else changes.

An edit is made where its old text stands, in a file that was read whole, in characters that its
encoding has and that are no punctuation there; and what is read again must be as much as before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from evtrack.errors import CannotRun
from evtrack.model import Edit, Input, Ledger, Location
from evtrack.readers import Inputs
from evtrack.readers.claims import COLUMNS, REQUIRED_COLUMNS, ROWS_LEFT_OUT
from evtrack.readers.table import read_table
from evtrack.readers.text import decode, encode, lines_of

LEFT_OUT = (*ROWS_LEFT_OUT, "unreadable-entry")
"""The rules on what readers left out whole: a file that has such a thing is not touched."""

OTHER_ENCODING = "it would then be taken for a file in another encoding; save it as UTF-8"
ELSEWHERE = "something else stands there"
OVER_LINES = "it goes over the end of a line"
LOST = "with it, something that can be read now would be lost"

_LINE_END = re.compile(r"[\r\n]")
_CSV_SYNTAX = frozenset(',;\t"')
_BIBTEX_SYNTAX = frozenset('{}"@\\')
_QUOTED_CELL = re.compile(r'"(?:[^"]|"")*+"')


class Untouched(NamedTuple):
    """A file in which nothing is changed, and why: where something was not read, its place."""

    location: Location
    why: str


class Edited(NamedTuple):
    """A file as it should be written; None where it should not, and `why`."""

    file: Input | None
    why: str = ""


def not_read_whole(inputs: Inputs, ledger: Ledger) -> Iterator[Untouched]:
    """Each place at which some of a file was left out when it was read."""
    for file in (inputs.claims, *inputs.references):
        if encode(file.text, file) != file.raw:
            yield Untouched(Location(file.path), "it can't be written back as it is")
    for unread in ledger.unread:
        if unread.rule in LEFT_OUT:
            yield Untouched(unread.problem.location, unread.problem.message)


def holds_all_of(before: Ledger, after: Ledger) -> bool:
    """Whether as many claims, links and sources can still be read, and no more is wrong."""
    return _extent(before) == _extent(after) and _faults(after) <= _faults(before)


def _extent(ledger: Ledger) -> tuple[int, ...]:
    """How many claims, links and sources there are, and how many names of sources lead to one."""
    named = [link.citekey for link in ledger.links]
    included = [key for source in ledger.cited.values() for key in source.appraisal.includes]
    return (
        len(ledger.claims),
        len(ledger.links),
        len(ledger.sources),
        sum(key in ledger.sources for key in (*named, *included)),
    )


def _faults(ledger: Ledger) -> Counter[str]:
    return Counter(unread.rule for unread in ledger.unread)


def with_files(inputs: Inputs, edited: Mapping[str, Input]) -> Inputs:
    """The project's files with those that were edited, by path, in their places."""
    return inputs._replace(
        claims=edited.get(inputs.claims.path, inputs.claims),
        references=tuple(edited.get(file.path, file) for file in inputs.references),
    )


def pages_of(inputs: Inputs) -> dict[str, Page]:
    """The claims and references, by path, to be changed."""
    pages = {file.path: Page(file, _BIBTEX_SYNTAX) for file in inputs.references}
    pages[inputs.claims.path] = Page(inputs.claims, _CSV_SYNTAX)
    return pages


def with_cell(source: Input, line: int, column: str, text: str) -> Edited:
    """The claims file with this text in the cell of that column, in the row that starts there.

    Only the cell's text is replaced, not its quotes or the blanks around it.
    """
    table = read_table(source, COLUMNS, REQUIRED_COLUMNS)
    if column not in table.position:
        return Edited(None, f"{source.path} has no column `{column}`; add it")
    cell = table.cell(line, column)
    if cell is None:
        return Edited(
            None, f"the row ends before its cell of `{column}`; add those that are missing"
        )
    if cell.line != cell.last_line:
        return Edited(None, OVER_LINES)
    raw = table.first_line(cell)
    old = raw.strip() or raw
    place = Location(source.path, cell.line, cell.start + raw.index(old) + 1, max(1, len(old)))
    page = Page(source, _CSV_SYNTAX)
    edit = Edit(place, old, text)
    if why := page.objection(edit):
        return Edited(None, why)
    page.take(edit)
    edited = page.edited()
    return Edited(edited, "" if edited else OTHER_ENCODING)


class Page:
    """A file and the edits that are to be made in it, which do not overlap.

    `syntax` are the characters that mean something else in it than in the text around them.
    """

    def __init__(self, file: Input, syntax: frozenset[str]) -> None:
        self.file = file
        self._syntax = syntax
        self._taken: list[tuple[int, int, Edit]] = []

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *accumulate(map(len, lines_of(self.file.text)))]

    def _offset(self, place: Location) -> int | None:
        """Where in the text this place is; None where it has no such line and column."""
        if not 1 <= place.line < len(self._line_starts):
            return None
        start, end = self._line_starts[place.line - 1 : place.line + 1]
        width = len(self.file.text[start:end].rstrip("\r\n"))
        return start + place.column - 1 if 1 <= place.column <= width + 1 else None

    def objection(self, edit: Edit) -> str:
        """Why the edit can't be made; blank if it can."""
        start = self._offset(edit.location)
        if start is None or not self.file.text.startswith(edit.old, start):
            return ELSEWHERE
        if _LINE_END.search(edit.old + edit.new):
            return OVER_LINES
        is_cell = self._syntax is _CSV_SYNTAX and _is_quoted(edit.old) and _is_quoted(edit.new)
        if not is_cell and self._syntax.intersection(edit.new) - set(edit.old):
            return "what it brings in could be taken for punctuation"
        try:
            encode(edit.new, self.file)
        except UnicodeEncodeError:
            return f"{self.file.encoding} does not have its characters"
        return ""

    def take(self, edit: Edit) -> bool:
        """Keep the edit, unless one that was kept before it overlaps; whether it is kept."""
        start = self._offset(edit.location) or 0
        end = start + len(edit.old)
        at = bisect_left(self._taken, start, key=lambda taken: taken[0])
        is_free = (at == 0 or self._taken[at - 1][1] <= start) and (
            at == len(self._taken) or end <= self._taken[at][0]
        )
        if is_free:
            self._taken.insert(at, (start, end, edit))
        return is_free

    def edited(self) -> Input | None:
        """The file with its edits; None where it would not be read back as it was written."""
        text, pieces, at = self.file.text, [], 0
        for start, end, edit in self._taken:
            pieces += [text[at:start], edit.new]
            at = end
        text = "".join([*pieces, text[at:]])
        raw = encode(text, self.file)
        try:
            read_back, encoding = decode(raw, self.file.path)
        except CannotRun:
            return None
        if read_back != text:
            return None
        return self.file._replace(text=text, raw=raw, encoding=encoding)


def _is_quoted(text: str) -> bool:
    """Whether it is a whole cell in its quotes."""
    return bool(_QUOTED_CELL.fullmatch(text))
