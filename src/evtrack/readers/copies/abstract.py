"""The abstract in a source's entry, which stands in for a copy of the source."""

from __future__ import annotations

from functools import cached_property

from evtrack.model import CopyPart, Source
from evtrack.readers.latex import to_unicode


def abstract_of(source: Source) -> Abstract | None:
    """The abstract in an entry, or None where it has none."""
    text = source.fields.get("abstract", "")
    return Abstract(text, source.place_of("abstract").path) if text.strip() else None


class Abstract:
    """An abstract as text, without its LaTeX."""

    is_abstract = True
    flaw = ""
    is_damaged = False

    def __init__(self, latex: str, path: str) -> None:
        self.path = path
        self._latex = latex

    @property
    def parts(self) -> tuple[CopyPart, ...]:
        """Its text in one part."""
        return (CopyPart(self._text),)

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of its text, in hexadecimal; the same however the lines are wrapped."""
        from hashlib import sha256  # late: it loads OpenSSL

        return sha256(self._text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def _text(self) -> str:
        return " ".join(to_unicode(self._latex).split())
