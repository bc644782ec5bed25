"""Bytes on disk to text: encodings, and the lines by which places are counted."""

import io
import os
import re
import stat
from bisect import bisect_left
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from evtrack.errors import CannotRun, reason_of
from evtrack.model import Input

_STRETCH = 1 << 12  # characters
_LONE_CR = re.compile(r"\r(?!\n)")

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (b"\xff\xfe\x00\x00", "utf-32", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8", "utf-8"),
    (b"\xff\xfe", "utf-16", "utf-16-le"),
    (b"\xfe\xff", "utf-16", "utf-16-be"),
)
"""Byte-order marks, the encodings that they announce, and the codecs of what follows them."""


def read_input(root: Path, path: str, what: str, *, largest: int | None = None) -> Input:
    """The file at `path` below `root`, decoded; `what` names its role in an error.

    Raises CannotRun where it is absent, not a regular file inside the project, empty, larger than
    so many bytes, or not text in UTF-8, UTF-16, UTF-32 or Windows-1252.
    """
    data = _bytes_of(root, path, what, largest)
    text, encoding = decode(data, path)
    if not text or text.isspace():
        raise CannotRun(f"{path}: empty; it should hold the {what}")
    return Input(path, text, data, encoding)


def decode(data: bytes, path: str) -> tuple[str, str]:
    """The text of these bytes without a byte-order mark, and the encoding's name.

    Raises CannotRun, which names `path`, where they are not text.
    """
    mark, encoding, codec = _marked(data)
    if mark:
        return _strictly(data[len(mark) :], codec, path), encoding
    if b"\0" in data:
        encoding = _unmarked_utf16(data, path)
        return _strictly(data, encoding, path), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _strictly(data, "cp1252", path), "cp1252"


def encode(text: str, like: Input) -> bytes:
    """The text as bytes in the encoding of this input, behind its byte-order mark.

    Raises UnicodeEncodeError for a character that the encoding does not have.
    """
    mark, _, codec = _marked(like.raw)
    return mark + text.encode(codec or like.encoding)


def lines_of(text: str) -> list[str]:
    """The lines with their ends; a line ends at LF, CR LF or CR and at nothing else."""
    return list(io.StringIO(text, newline=""))


class Lines:
    """The same lines by number and by offset, without holding each: a library has many."""

    def __init__(self, text: str) -> None:
        # Every line then ends in a line feed, at the offset where its end has the last character.
        self._text = text
        if "\r" in text:
            self._text = _LONE_CR.sub("\n", text)

    @cached_property
    def _ends_before(self) -> list[int]:
        """How many lines end before each stretch of the text, and before its end."""
        starts = range(0, len(self._text), _STRETCH)
        return [0, *accumulate(self._text.count("\n", at, at + _STRETCH) for at in starts)]

    @cached_property
    def _last_ends(self) -> list[int]:
        """Where the last line before each stretch of the text ends; -1 where none does."""
        last = [-1]
        for start in range(0, len(self._text), _STRETCH):
            end = self._text.rfind("\n", start, start + _STRETCH)
            last.append(end if end >= 0 else last[-1])
        return last

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of the character at this offset."""
        stretch = offset // _STRETCH
        start = stretch * _STRETCH
        ends = self._ends_before[stretch] + self._text.count("\n", start, offset)
        line_end = self._text.rfind("\n", start, offset)
        return ends + 1, offset - (line_end if line_end >= 0 else self._last_ends[stretch])

    def line(self, number: int) -> str:
        """The line of this number without its end; blank where there is none."""
        stretch = max(bisect_left(self._ends_before, number - 1) - 1, 0)
        start = stretch * _STRETCH
        for _ in range(number - 1 - self._ends_before[stretch]):
            start = self._text.find("\n", start) + 1
            if not start:
                return ""
        end = self._text.find("\n", start)
        return self._text[start : end if end >= 0 else None].rstrip("\r\n")


def _bytes_of(root: Path, path: str, what: str, largest: int | None) -> bytes:
    file = root / path
    try:
        if not Path(os.path.realpath(file)).is_relative_to(root):  # resolve() raises on a loop
            raise CannotRun(f"{path}: leads out of the project; keep the {what} inside it")
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            raise CannotRun(f"{path}: not a file; it should hold the {what}")
        if largest is not None and status.st_size > largest:
            raise CannotRun(
                f"{path}: has {status.st_size / 1e6:.1f} MB, and the {what} may have at most "
                f"{largest / 1e6:g}; split it, or name the right file"
            )
        return file.read_bytes()
    except FileNotFoundError:
        raise CannotRun(
            f"{path}: not found in {root}; put the {what} there, set another name in the config, "
            "or name the project's folder with --project"
        ) from None
    except (OSError, ValueError) as error:
        raise CannotRun(f"{path}: can't be read: {reason_of(error)}") from None


def _marked(data: bytes) -> tuple[bytes, str, str]:
    """The byte-order mark of these bytes, its encoding and codec; blank where there is none."""
    return next((row for row in _MARKS if data.startswith(row[0])), (b"", "", ""))


def _unmarked_utf16(data: bytes, path: str) -> str:
    """UTF-16 of mostly Latin text has its NULs on one side only; anything else is not text."""
    evens, odds = data[::2].count(0), data[1::2].count(0)
    if len(data) % 2 == 0 and min(evens, odds) == 0 and max(evens, odds) > len(data) // 4:
        return "utf-16-le" if odds else "utf-16-be"
    raise _not_text(path)


def _strictly(data: bytes, encoding: str, path: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise _not_text(path) from None
    if "\0" in text:
        raise _not_text(path)
    return text


def _not_text(path: str) -> CannotRun:
    excel = " (in Excel: CSV UTF-8)" if path.lower().endswith(".csv") else ""
    return CannotRun(f"{path}: not a text file; save it as UTF-8 text{excel}")
