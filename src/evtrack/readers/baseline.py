"""The baseline: findings that were there when evtrack was introduced, as JSON, version 1.

`findings` holds an object for each rule, path and subject, with the count of such findings. Each
stands on a line of its own, in sorted order, so that git merges what two branches took away.
"""

from __future__ import annotations

from collections.abc import Iterable

from evtrack.model import BaselineEntry, Group, Input
from evtrack.readers.records import VERSION, Record, RecordFile, is_text

_KEYS = ("rule", "path", "subject", "count")
_BASELINE = RecordFile(
    "baseline",
    "findings",
    "restore the file from git, or remove it and write it anew with "
    "`evtrack check --write-baseline`",
)


def read_baseline(file: Input) -> tuple[BaselineEntry, ...]:
    """The entries with their lines, in the order of the file.

    Raises CannotRun with file and line for what is not such a file.
    """
    entries: dict[Group, BaselineEntry] = {}
    for record in _BASELINE.read(file):
        entry = _entry(file, record)
        if first := entries.get(entry.group):
            raise _BASELINE.damaged(file, entry.line, f"it says the same as line {first.line}")
        entries[entry.group] = entry
    return tuple(entries.values())


def baseline_text(entries: Iterable[BaselineEntry]) -> str:
    """The file that holds these entries."""
    import json

    lines = ",".join(
        "\n    " + json.dumps(dict(zip(_KEYS, entry, strict=False)), ensure_ascii=False)
        for entry in sorted(entries)
    )
    return f'{{\n  "version": {VERSION},\n  "findings": [{lines}\n  ]\n}}\n'


def _entry(file: Input, record: Record) -> BaselineEntry:
    value, line = record.value, record.line
    if not isinstance(value, dict) or set(value) != set(_KEYS):
        what = "an entry has `rule`, `path`, `subject` and `count`"
        raise _BASELINE.damaged(file, line, what)
    count = value.pop("count")
    if type(count) is not int or count < 1:  # a bool is an int too
        raise _BASELINE.damaged(file, line, "`count` must be a whole number from 1 on")
    if not all(map(is_text, value.values())):
        raise _BASELINE.damaged(file, line, "`rule`, `path` and `subject` must be texts")
    return BaselineEntry(**value, number=count, line=line, column=record.column)
