"""Headings that say what stands under them."""

from __future__ import annotations

import re

_LIST = (
    r"(?:(?:article |selected |key )?(?:references?|sources|citations)(?: cited)?|reference list|"
    r"list of references|bibliography|works cited|literature(?: cited)?|references and notes)"
)
_NUMBER = r"(?:\d{1,3}[.)]?\s+)?"
_REFERENCES = re.compile(rf"\s*{_NUMBER}{_LIST}\s*(?::|\[edit\])?\s*", re.IGNORECASE)
_BESIDE = re.compile(
    rf"\s*{_NUMBER}(?:further|additional) reading\s*:?\s*|(?:foot|end)?notes\s*:?\s*", re.IGNORECASE
)


def heads_references(text: str) -> bool:
    """Whether a list of the article's sources stands under this heading: `9 Sources`."""
    return _REFERENCES.fullmatch(text) is not None


def heads_literature(text: str) -> bool:
    """The same, or other things to read, or notes: nothing that the article itself states."""
    return heads_references(text) or _BESIDE.fullmatch(text) is not None
