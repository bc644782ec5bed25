"""What comes of reading a stored copy."""

from __future__ import annotations

from typing import NamedTuple

from evtrack.model import CopyPart


class Content(NamedTuple):
    """The parts of a copy's text, or its flaw, as `StoredCopy` tells of them.

    `flaw` goes on from the file's name: `is empty`.
    """

    parts: tuple[CopyPart, ...] = ()
    flaw: str = ""
    is_damaged: bool = False


def damaged(flaw: str) -> Content:
    """That of a file which should be mended or replaced."""
    return Content(flaw=flaw, is_damaged=True)
