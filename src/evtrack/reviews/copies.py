"""What is kept of a stored copy, two digests, and whether it is another now."""

from __future__ import annotations

import re

from evtrack.model import StoredCopy
from evtrack.reviews.kept import DIGITS, as_text, digest

_HYPHEN = re.compile(r"(?<=[^\W\d_])- ?(?=[^\W\d_])")  # one at a line's end may be of the line


def kept_copy(copy: StoredCopy) -> str:
    """Two digests: of its bytes, and of its text where it has any; blank where it can't be read."""
    return f"{_of_bytes(copy)} {_of_text(copy)}".strip()


def is_another(was: str, copy: StoredCopy) -> bool:
    """Whether the copy's text is another than it was.

    With the same bytes it is the same, and its text need not be read. With other bytes it can't be
    told where only one of the two could be read as text.
    """
    raw, _, text = was.partition(" ")
    if _of_bytes(copy) in ("", raw):
        return False
    now = _of_text(copy)
    return bool(text) == bool(now) and (text != now or not text)


def _of_bytes(copy: StoredCopy) -> str:
    return copy.sha256[:DIGITS]


def _of_text(copy: StoredCopy) -> str:
    if copy.flaw:
        return ""
    text = as_text("\n".join(part.text for part in copy.parts))
    return digest(_HYPHEN.sub("", text))
