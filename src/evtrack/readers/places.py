"""Offsets in a file's text to lines and columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evtrack.model import Location
from evtrack.readers.text import Lines

if TYPE_CHECKING:
    from evtrack.model import Input

_LINE_END = re.compile(r"[\r\n]")


class Places:
    """Where things stand in one file; a line ends at LF, CR LF or CR and at nothing else."""

    def __init__(self, file: Input) -> None:
        self.path = file.path
        self.text = file.text
        self._lines = Lines(file.text)

    def locate(self, start: int, end: int) -> Location:
        """The place of `start`, as wide as the text to `end` is on that line, and at least 1."""
        line, column = self._lines.place(start)
        line_end = _LINE_END.search(self.text, start, end)
        width = (line_end.start() if line_end else end) - start
        return Location(self.path, line, column, max(width, 1))
