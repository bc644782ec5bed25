"""The baseline: findings that were there when evtrack was introduced, as JSON, version 1.

`findings` holds an object for each rule, path and subject, with the count of such findings. Each
stands on a line of its own, in sorted order, so that git merges what two branches took away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from evtrack.errors import CannotRun
from evtrack.model import BaselineEntry, Group, Input
from evtrack.readers.text import Lines

VERSION = 1
_KEYS = ("rule", "path", "subject", "count")
_HALF = re.compile("[\ud800-\udfff]")  # of a surrogate pair: no character


def read_baseline(file: Input) -> tuple[BaselineEntry, ...]:
    """The entries with their lines, in the order of the file.

    Raises CannotRun with file and line for what is not such a file.
    """
    import json  # late: few projects have a baseline

    try:
        document = json.loads(file.text, object_pairs_hook=partial(_object, file))
    except json.JSONDecodeError as error:
        raise _damaged(file, error.lineno, error.msg) from None
    except (RecursionError, ValueError):  # ValueError: a number of too many digits
        raise _damaged(file, 1, "nested too deeply, or a number too long") from None
    if (
        not isinstance(document, dict)
        or set(document) != {"version", "findings"}
        or type(document["version"]) is not int
        or document["version"] != VERSION
        or not isinstance(document["findings"], list)
    ):
        raise _damaged(file, 1, f"it is no baseline of version {VERSION}")
    entries: dict[Group, BaselineEntry] = {}
    for record, line, column in _records(file.text):
        entry = _entry(file, record, line)._replace(column=column)
        if first := entries.get(entry.group):
            raise _damaged(file, line, f"it says the same as line {first.line}")
        entries[entry.group] = entry
    return tuple(entries.values())


def _object(file: Input, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object; json itself would drop the first of two keys."""
    members = dict(pairs)
    if len(members) < len(pairs):
        raise _damaged(file, 1, "an object in it has the same key twice")
    return members


def baseline_text(entries: Iterable[BaselineEntry]) -> str:
    """The file that holds these entries."""
    import json

    lines = ",".join(
        "\n    " + json.dumps(dict(zip(_KEYS, entry, strict=False)), ensure_ascii=False)
        for entry in sorted(entries)
    )
    return f'{{\n  "version": {VERSION},\n  "findings": [{lines}\n  ]\n}}\n'


def _records(text: str) -> Iterator[tuple[Any, int, int]]:
    """What the list of findings holds, with line and column of each: json does not tell."""
    import json

    read = json.JSONDecoder().raw_decode
    lines, at = Lines(text), _start_of_next(text, text.index("[") + 1)
    while text[at] != "]":
        record, end = read(text, at)
        yield record, *lines.place(at)
        at = _start_of_next(text, end)


def _start_of_next(text: str, at: int) -> int:
    while text[at] in " \t\r\n,":
        at += 1
    return at


def _entry(file: Input, record: Any, line: int) -> BaselineEntry:
    if not isinstance(record, dict) or set(record) != set(_KEYS):
        raise _damaged(file, line, "an entry has `rule`, `path`, `subject` and `count`")
    count = record.pop("count")
    if type(count) is not int or count < 1:  # a bool is an int too
        raise _damaged(file, line, "`count` must be a whole number from 1 on")
    if not all(isinstance(text, str) and not _HALF.search(text) for text in record.values()):
        raise _damaged(file, line, "`rule`, `path` and `subject` must be texts")
    return BaselineEntry(**record, number=count, line=line)


def _damaged(file: Input, line: int, what: str) -> CannotRun:
    return CannotRun(
        f"{file.path}:{line}: the baseline can't be read: {what}; restore the file from git, or "
        "remove it and write it anew with `evtrack check --write-baseline`"
    )
