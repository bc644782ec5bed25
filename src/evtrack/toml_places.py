"""On which line of a TOML file each key stands, which tomllib does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"""(?P<skip>[ \t\r]+|\#[^\n]*)
      | (?P<text>\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\])*"|'[^']*')
      | (?P<mark>[\n\[\]{}=,.])
      | (?P<bare>[^\s\#"'\[\]{}=,.]+)""",
    re.VERBOSE | re.DOTALL,
)
_END = ("", 0)
_ENDS_OF_VALUE = ("\n", ",", "]", "}", "")


@dataclass(slots=True)
class Place:
    """Where a key stands, and what stands inside it: by name in a table, by index in a list."""

    line: int
    inside: dict[str | int, Place] = field(default_factory=dict)

    def line_of(self, *key: str | int) -> int:
        """The line of this key; of as much of it as is there."""
        place = self
        for part in key:
            if part not in place.inside:
                break
            place = place.inside[part]
        return place.line

    def add(self, part: str | int, line: int) -> Place:
        """What stands there under this name; it stands there from now on."""
        return self.inside.setdefault(part, Place(line))


def places_in(text: str) -> Place:
    """The places of all keys of a text that tomllib has read without complaint."""
    return _Scanner(text).document()


class _Scanner:
    """Walks over the tokens once. It never looks whether the TOML is valid: it is."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._next, self._line = next(self._tokens, _END)

    def document(self) -> Place:
        top = table = Place(1)
        while self._next:
            if self._next == "\n":
                self._pass()
            elif self._next == "[":
                table = self._header(top)
            else:
                self._pair(table)
        return top

    def _pass(self) -> str:
        """Passes over the next token, and gives it."""
        passed = self._next
        self._next, self._line = next(self._tokens, _END)
        return passed

    def _header(self, table: Place) -> Place:
        self._pass()
        if in_list := self._next == "[":
            self._pass()
        line, names = self._line, self._dotted("]")
        for n, name in enumerate(names, start=1):
            table = table.add(name, line)
            if in_list and n == len(names):
                table = table.add(len(table.inside), line)
            elif len(table.inside) - 1 in table.inside:  # a list of tables: its last one is meant
                table = table.inside[len(table.inside) - 1]
        while self._next == "]":
            self._pass()
        return table

    def _pair(self, table: Place) -> None:
        line = self._line
        for name in self._dotted("="):
            table = table.add(name, line)
        self._pass()
        self._value(table)

    def _dotted(self, end: str) -> list[str]:
        names = []
        while self._next not in (end, ""):
            if (token := self._pass()) != ".":
                names.append(_name(token))
        return names

    def _value(self, place: Place) -> None:
        if self._next == "[":
            self._items(place)
        elif self._next == "{":
            self._inline_table(place)
        else:
            while self._next not in _ENDS_OF_VALUE:
                self._pass()

    def _items(self, place: Place) -> None:
        self._pass()
        while self._next not in ("]", ""):
            if self._next in (",", "\n"):
                self._pass()
            else:
                self._value(place.add(len(place.inside), self._line))
        self._pass()

    def _inline_table(self, place: Place) -> None:
        self._pass()
        while self._next not in ("}", ""):
            if self._next in (",", "\n"):
                self._pass()
            else:
                self._pair(place)
        self._pass()


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line = 1
    for found in _TOKEN.finditer(text):
        token = found.group()
        if found.lastgroup != "skip":
            yield token, line
        line += token.count("\n")


def _name(token: str) -> str:
    if not token.startswith(('"', "'")):
        return token
    import tomllib

    name: str = tomllib.loads(f"name = {token}")["name"]
    return name
