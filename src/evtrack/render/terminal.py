"""What a terminal may be shown: text made inert, colours where they are wanted, lines that fit."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Self, TextIO

_SGR = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "blue": "34",
    "cyan": "36",
}
SEVERITY_COLOUR = {"error": "red", "warning": "yellow", "note": "cyan", "off": "dim"}
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")  # Unicode categories; bidi controls are in Cf
_JOINERS = "\u200c\u200d"  # many scripts and emoji need them
_WORD = re.compile(r"[ ]*[^ ]+")
_NARROWEST = 40
_WIDTH_OF_A_PIPE = 80


class Terminal(NamedTuple):
    """Where text goes: how many columns it has, and whether it wants colour."""

    width: int = _WIDTH_OF_A_PIPE
    colour: bool = False

    @classmethod
    def of(cls, stream: TextIO) -> Self:
        """As the stream and the environment say (no-color.org, FORCE_COLOR, COLUMNS)."""
        on_screen = stream.isatty()
        forced = os.environ.get("FORCE_COLOR") not in (None, "", "0")
        refused = os.environ.get("NO_COLOR")
        able = on_screen and os.environ.get("TERM") != "dumb"
        return cls(
            width=max(_NARROWEST, _columns_of(stream) if on_screen else _WIDTH_OF_A_PIPE),
            colour=not refused and (forced or able),
        )

    def paint(self, text: str, *styles: str) -> str:
        """The text in these styles, where colour is wanted."""
        if not self.colour or not text:
            return text
        return f"\x1b[{';'.join(_SGR[style] for style in styles)}m{text}\x1b[0m"

    def wrap(self, text: str, indent: str = "", hanging: str | None = None) -> str:
        """The text made inert and broken into lines that fit, between words where it can be."""
        text = inert(text)
        if cells(indent) + cells(text) <= self.width:
            return indent + text
        hanging = indent if hanging is None else hanging
        room = self.width - cells(hanging)
        lines = [indent]
        for n, word in enumerate(_WORD.findall(text)):
            if n and cells(lines[-1]) + cells(word) > self.width:
                lines.append(hanging)
                word = word.lstrip()
            first, *rest = _pieces(word, self.width - cells(lines[-1]), room)
            lines[-1] += first
            lines.extend(hanging + piece for piece in rest)
        return "\n".join(lines)


def _columns_of(stream: TextIO) -> int:
    """As COLUMNS says, else the terminal; shutil says the same but imports a lot first."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said):
        return int(said)
    try:
        return os.get_terminal_size(stream.fileno()).columns or _WIDTH_OF_A_PIPE
    except (OSError, ValueError):
        return _WIDTH_OF_A_PIPE


def inert(text: str) -> str:
    """The text with what can't be seen shown as its code, tabs and line ends as a blank."""
    return text if text.isprintable() else "".join(map(_shown, text))


def cells(text: str) -> int:
    """How many columns the text takes up on screen."""
    return len(text) if text.isascii() else sum(map(_width, text))


def beginning(characters: Iterable[str], room: int) -> list[str]:
    """The characters that fit, each made inert; the last is `…` where there are more of them."""
    kept: list[str] = []
    for character in characters:
        shown = inert(character)
        if cells(shown) > room:
            while kept and room < 1:
                room += cells(kept.pop())
            return [*kept, "…"] if room > 0 else []
        kept.append(shown)
        room -= cells(shown)
    return kept


def _pieces(word: str, free: int, room: int) -> Iterator[str]:
    """The word; in pieces where it takes more columns than are free, on this line and below."""
    if cells(word) <= free:
        yield word
        return
    start = 0
    for n, character in enumerate(word):
        if cells(character) > free:
            yield word[start:n]
            start, free = n, room
        free -= cells(character)
    yield word[start:]


def _shown(character: str) -> str:
    if character in "\t\n\r":
        return " "
    if unicodedata.category(character) in _UNSEEN and character not in _JOINERS:
        return f"<U+{ord(character):04X}>"
    return character


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
