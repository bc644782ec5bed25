"""One file of the folder of stored copies."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

from evtrack.errors import reason_of
from evtrack.model import CopyPart
from evtrack.readers.copies.content import Content, damaged
from evtrack.readers.copies.text import read_html, read_markdown, read_text

LARGEST_COPY = 50_000_000
"""Bytes; a textbook with its pictures has less."""


def _pdf(data: bytes) -> Content:
    from evtrack.readers.copies.pdf import read_pdf  # late: few projects keep PDFs

    return read_pdf(data)


_READERS: dict[str, Callable[[bytes], Content]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": _pdf,
}
ENDINGS = tuple(_READERS)
"""Those that a copy's name may have, the best first."""


class CopyFile:
    """A source's own words in a file. Nothing is raised: what is wrong with it is its flaw."""

    is_abstract = False

    def __init__(self, root: Path, path: str) -> None:
        self.path = path
        self._root = root
        self._sha256 = ""

    @property
    def parts(self) -> Sequence[CopyPart]:
        """Its text, in the order of reading; none where it has a flaw."""
        return self._content.parts

    @property
    def flaw(self) -> str:
        """Why nothing can be compared with it, going on from its name; blank where it can."""
        return self._content.flaw

    @property
    def is_damaged(self) -> bool:
        """Whether the flaw is the file's own: it should be mended or replaced."""
        return self._content.is_damaged

    @property
    def sha256(self) -> str:
        """The SHA-256 of its bytes, in hexadecimal; blank where they can't be read.

        It is that of the bytes which were read first, and so of those that the text is from.
        """
        if not self._sha256:
            self._read()
        return self._sha256

    @cached_property
    def _content(self) -> Content:
        data, flaw = self._read()
        return damaged(flaw) if data is None else _READERS[self._ending](data)

    @property
    def _ending(self) -> str:
        return os.path.splitext(self.path)[1].lower()

    def _read(self) -> tuple[bytes | None, str]:
        """Its bytes, which are not kept: a project may have hundreds of copies. Else the reason."""
        from hashlib import sha256  # late: it loads OpenSSL

        file = self._root / self.path
        try:
            if flaw := self._flaw_before_reading(file):
                return None, flaw
            data = file.read_bytes()
        except (OSError, ValueError) as error:
            return None, f"can't be read: {reason_of(error)}"
        if not data:
            return None, "is empty"
        digest = sha256(data).hexdigest()
        if self._sha256 not in ("", digest):
            return None, "changed while it was compared; run the command again"
        self._sha256 = digest
        return data, ""

    def _flaw_before_reading(self, file: Path) -> str:
        if not Path(os.path.realpath(file)).is_relative_to(self._root):
            return "leads out of the project"
        status = os.stat(file)
        if not stat.S_ISREG(status.st_mode):
            return "is not a file"
        if status.st_size > LARGEST_COPY:
            size, most = status.st_size / 1e6, LARGEST_COPY / 1e6
            return f"has {size:.1f} MB, and a copy may have at most {most:g}"
        return ""
