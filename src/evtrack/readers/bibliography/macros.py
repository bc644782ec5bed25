"""`@string` definitions and the months, and what a value comes to with them.

As in BibTeX a definition holds from its own place on, also in the files after it, a later one of
the same name replaces it, names are the same in any case, and an undefined one adds nothing. The
months stand for their full English names, as in the plain style. Expansion is capped: a few
lines of definitions that double each other would otherwise fill the memory.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import NamedTuple

from evtrack.readers.bibliography.grammar import WHITE, Piece

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
MONTHS = {name[:3].lower(): name for name in _MONTHS}

MOST_EXPANDED = 10_000  # code points that the macros of one entry or definition may add
MOST_DEFINED = 1_000_000  # the same of all definitions together

_BLANKS = re.compile(rf"[{WHITE}]{{2,}}|[{WHITE.strip(' ')}]")

Place = tuple[int, int]
"""The number of a file and an offset in it: what comes before what."""


class Evaluated(NamedTuple):
    """A value after macros and `#`, what in it names no macro, and how much the macros added."""

    text: str
    undefined: tuple[Piece, ...]
    expanded: int


class Macros:
    """The definitions met so far, each from its place on."""

    def __init__(self) -> None:
        self._defined: dict[str, list[tuple[Place, str]]] = {}
        self.room = MOST_DEFINED

    def define(self, name: str, place: Place, text: str) -> None:
        """Add a definition; they must come in the order of their places."""
        self._defined.setdefault(name.lower(), []).append((place, text))

    def why_not(self, name: str, place: Place) -> str:
        """Why a name can't be used at a place, as the end of a sentence."""
        if self.at(place)(name) is not None:
            return f"would add more than {MOST_EXPANDED:,} characters"
        if name.lower() in self._defined:
            return "is defined only after this use"
        return "is no defined @string"

    def at(self, place: Place) -> Callable[[str], str | None]:
        """What names mean at a place: a function from a name to its text, or None."""

        def lookup(name: str) -> str | None:
            found = self._defined.get(name.lower(), [])
            nth = bisect_left(found, place, key=lambda defined: defined[0])
            return found[nth - 1][1] if nth else MONTHS.get(name.lower())

        return lookup


def evaluate(
    text: str, pieces: Iterable[Piece], lookup: Callable[[str], str | None], room: int
) -> Evaluated:
    """Join the pieces of a value; a macro that would add more than `room` counts as undefined."""
    parts: list[str] = []
    undefined: list[Piece] = []
    expanded = 0
    for piece in pieces:
        literal = text[piece.start : piece.end]
        part = lookup(literal) if piece.is_macro else literal
        cost = len(part or "") if piece.is_macro else 0
        if part is None or expanded + cost > room:
            undefined.append(piece)
        else:
            parts.append(part)
            expanded += cost
    return Evaluated("".join(parts), tuple(undefined), expanded)


def compress(text: str) -> str:
    """The text with every run of blanks as one, as BibTeX stores it."""
    return _BLANKS.sub(" ", text)
