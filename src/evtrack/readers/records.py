"""Files of evtrack's own: JSON with a version and a list of records, which git can merge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from evtrack.errors import CannotRun
from evtrack.model import Input
from evtrack.readers.text import Lines

VERSION = 1
"""That of the files that this evtrack reads and writes."""

_CONFLICT = re.compile("^<{7}(?: .*)?$", re.MULTILINE)
_HALF = re.compile("[\ud800-\udfff]")  # of a surrogate pair: no character


class Record(NamedTuple):
    """A member of the list, and its place."""

    value: Any
    line: int
    column: int


class RecordFile(NamedTuple):
    """What the file is called, the name of its list, and what mends it where it can't be read."""

    what: str
    key: str
    remedy: str

    def read(self, file: Input) -> Iterator[Record]:
        """The members of the list in their order, with their places.

        Raises CannotRun with file and line for what is not such a file of version 1.
        """
        import json  # late: few projects have such a file

        if conflict := _CONFLICT.search(file.text):
            line, _ = Lines(file.text).place(conflict.start())
            remedy = "keep one side, and take out the lines with `<<<<<<<`, `=======` and `>>>>>>>`"
            raise self.damaged(file, line, "a merge left a conflict in it", remedy)
        try:
            document = json.loads(file.text, object_pairs_hook=partial(self._object, file))
        except json.JSONDecodeError as error:
            raise self.damaged(file, error.lineno, error.msg) from None
        except (RecursionError, ValueError):  # ValueError: a number of too many digits
            raise self.damaged(file, 1, "nested too deeply, or a number too long") from None
        if not self._is_one(document):
            raise self.damaged(file, 1, f"it is no {self.what} of version {VERSION}")
        return _records(file.text)

    def damaged(self, file: Input, line: int, what: str, remedy: str = "") -> CannotRun:
        """The error for what is wrong there, with what to do."""
        why = f"{what}; {remedy or self.remedy}"
        return CannotRun(f"{file.path}:{line}: the {self.what} can't be read: {why}")

    def _is_one(self, document: Any) -> bool:
        return (
            isinstance(document, dict)
            and set(document) == {"version", self.key}
            and type(document["version"]) is int  # a bool is an int too
            and document["version"] == VERSION
            and isinstance(document[self.key], list)
        )

    def _object(self, file: Input, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """The object; json itself would drop the first of two keys."""
        members = dict(pairs)
        if len(members) < len(pairs):
            raise self.damaged(file, 1, "an object in it has the same key twice")
        return members


def is_text(value: Any) -> bool:
    """Whether it is a text of whole characters, which can be written again."""
    return isinstance(value, str) and not _HALF.search(value)


def _records(text: str) -> Iterator[Record]:
    """What the list holds, with line and column of each: json does not tell."""
    import json

    read = json.JSONDecoder().raw_decode
    lines, at = Lines(text), _start_of_next(text, text.index("[") + 1)
    while text[at] != "]":
        value, end = read(text, at)
        yield Record(value, *lines.place(at))
        at = _start_of_next(text, end)


def _start_of_next(text: str, at: int) -> int:
    while text[at] in " \t\r\n,":
        at += 1
    return at
