"""A mended file as a unified diff, as `git apply` and `patch -p1` take it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import groupby

from evtrack.fixes import MendedFile
from evtrack.render.terminal import Terminal, inert

_CONTEXT = 3  # lines before and after a change
_NOT_LINES_OF_BYTES = ("utf-16", "utf-32")
_TO_BE_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]')
_STYLES = {"-": "red", "+": "green", "@": "cyan"}


def diff_to_apply(file: MendedFile) -> bytes:
    """The diff in the bytes of the file.

    A file in UTF-16 or UTF-32 has no lines of bytes: its diff is in UTF-8, and only to be read.
    """
    if file.old.encoding.startswith(_NOT_LINES_OF_BYTES):
        return b"".join(_diff(file.old.path, file.old.text.encode(), file.new.text.encode()))
    return b"".join(_diff(file.old.path, file.old.raw, file.new.raw))


def diff_to_read(file: MendedFile, terminal: Terminal) -> str:
    """The diff made inert, and in colour where that is wanted."""
    diff = b"".join(_diff(file.old.path, file.old.text.encode(), file.new.text.encode()))
    return "".join(
        _painted(line, terminal) for line in diff.decode().removesuffix("\n").split("\n")
    )


def _diff(path: str, old: bytes, new: bytes) -> Iterator[bytes]:
    """Line by line: mending changes lines and never adds or removes one."""
    before, after = io.BytesIO(old).readlines(), io.BytesIO(new).readlines()
    changed = [n for n, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]]
    yield f"--- {_name(f'a/{path}')}\n+++ {_name(f'b/{path}')}\n".encode()
    for start, end in _hunks(changed, len(before)):
        span = f"{start + 1},{end - start}"
        yield f"@@ -{span} +{span} @@\n".encode()
        for is_changed, run in groupby(range(start, end), lambda n: before[n] != after[n]):
            numbers = list(run)
            if is_changed:
                yield from (_marked(b"-", before[n]) for n in numbers)
                yield from (_marked(b"+", after[n]) for n in numbers)
            else:
                yield from (_marked(b" ", before[n]) for n in numbers)


def _hunks(changed: list[int], lines: int) -> Iterator[tuple[int, int]]:
    """From which to which line each hunk goes: changes whose contexts touch are one."""
    first = last = changed[0]
    for number in changed[1:]:
        if number - last > 2 * _CONTEXT:
            yield max(0, first - _CONTEXT), min(lines, last + 1 + _CONTEXT)
            first = number
        last = number
    yield max(0, first - _CONTEXT), min(lines, last + 1 + _CONTEXT)


def _marked(mark: bytes, line: bytes) -> bytes:
    return mark + line + (b"" if line.endswith(b"\n") else b"\n\\ No newline at end of file\n")


def _name(path: str) -> str:
    """As git writes it: quoted where it must be, and with a tab to end a name that has blanks."""
    escaped = _TO_BE_ESCAPED.sub(_escaped, path)
    if escaped != path:
        return f'"{escaped}"'
    return f"{path}\t" if " " in path else path


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    return f"\\{character}" if character in '"\\' else f"\\{ord(character):03o}"


def _painted(line: str, terminal: Terminal) -> str:
    text = inert(line.removesuffix("\r"))
    style = "bold" if line.startswith(("---", "+++")) else _STYLES.get(line[0])
    return f"{terminal.paint(text, style) if style else text}\n"
