"""What the inside of an entry means to BibTeX: keys, fields and values, with their places.

The rules are those of `bibtex.web` (sections 248 to 278): braces count whether a backslash stands
before them or not, a quoted value ends at the first quote outside braces, `%` begins no comment,
and names stop at white space and at any of `"#%'(),={}`. Where BibTeX gives an entry up, reading
goes on at the next field instead, and what was wrong is a Flaw.
"""

import re
from typing import NamedTuple

from evtrack import phrases

WHITE = " \t\r\n\f\v"
NAME = rf"[^{WHITE}\"#%'(),={{}}0-9][^{WHITE}\"#%'(),={{}}]*+"

MOST_FLAWS = 20  # each may cost a scan to the end of the entry; past these it is given up

_WHITE_RUN = re.compile(rf"[{WHITE}]*+")
_FIELD_START = re.compile(rf"({NAME})[{WHITE}]*+=")
_BARE_VALUE = re.compile(rf"[^{WHITE}\"#%'(),={{}}]++")
_NUMBER = re.compile(r"[0-9]+")
_BRACE = re.compile(r"[{}]")
_BRACE_OR_QUOTE = re.compile(r'[{}"]')

# A comma or a line's end takes the blank lines after it along, so that a run of them is tried once.
_FIELD_BREAK = re.compile(rf"[{{}}]|[,\r\n][{WHITE}]*+")

_UNCLOSED_HELP = "Close the value; until then the rest of the entry is read as part of it."


class Flaw(NamedTuple):
    """What BibTeX can't read, from `start` to `end` of the text, and what to do about it."""

    start: int
    end: int
    message: str
    help: str


class Piece(NamedTuple):
    """One operand of `#`: literal text without its delimiters, or the name of a macro."""

    start: int
    end: int
    is_macro: bool = False


class Value(NamedTuple):
    """What stands between `=` and the comma; `start` and `end` include the delimiters."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    flaw: Flaw | None = None


class Field(NamedTuple):
    """A field as it is written, its name in lower case."""

    name: str
    value: Value


def skip_white(text: str, start: int, end: int) -> int:
    """The first place from `start` on that holds no blank, or `end`."""
    match = _WHITE_RUN.match(text, start, end)
    return match.end() if match else start


def starts_field(text: str, start: int, end: int) -> bool:
    """Whether a name and an `=` stand there."""
    return _FIELD_START.match(text, start, end) is not None


def excerpt(text: str, start: int, end: int, longest: int = 40) -> str:
    """The first of these characters, on one line, to be quoted in a message."""
    return phrases.excerpt(text[start : min(end, start + longest + 1)], longest)


def read_fields(text: str, start: int, end: int) -> tuple[list[Field], list[Flaw]]:
    """The fields of an entry, between the comma after its key and its closing delimiter."""
    fields: list[Field] = []
    flaws: list[Flaw] = []
    position = skip_white(text, start, end)
    while position < end and len(flaws) < MOST_FLAWS:
        field = read_field(text, position, end)
        if field is None:
            flaws.append(_no_field(text, position, end))
            position = _next_field(text, position, end)
            continue
        fields.append(field)
        position, flaw = _after_value(text, field, end)
        if flaw:
            flaws.append(flaw)
    return fields, flaws


def read_field(text: str, start: int, end: int) -> Field | None:
    """The field that begins there, or None."""
    head = _FIELD_START.match(text, start, end)
    return head and Field(head[1].lower(), read_value(text, head.end(), end))


def read_value(text: str, start: int, end: int) -> Value:
    """The value that begins there: text, numbers and macros, joined by `#`."""
    pieces: list[Piece] = []
    first = position = skip_white(text, start, end)
    while True:
        piece, position, flaw = _read_piece(text, position, end)
        if piece:
            pieces.append(piece)
        following = skip_white(text, position, end)
        if flaw or not text.startswith("#", following, end):
            return Value(first, position, tuple(pieces), flaw)
        position = skip_white(text, following + 1, end)


def _read_piece(text: str, start: int, end: int) -> tuple[Piece | None, int, Flaw | None]:
    match text[start : min(start + 1, end)]:
        case "{":
            close = _closing_brace(text, start, end)
        case '"':
            close = _closing_quote(text, start, end)
        case _:
            return _read_bare(text, start, end)
    if close is not None:
        return Piece(start + 1, close), close + 1, None
    stop = _end_of_unclosed(text, start + 1, end)
    message = f"the `{text[start]}` that opens this value is never closed"
    return Piece(start + 1, stop), stop, Flaw(start, stop, message, _UNCLOSED_HELP)


def _read_bare(text: str, start: int, end: int) -> tuple[Piece | None, int, Flaw | None]:
    bare = _BARE_VALUE.match(text, start, end)
    if bare is None:
        help_ = "Write one in braces, or delete the field."
        return None, start, Flaw(start, start + 1, "a value is missing here", help_)
    if not bare[0][0].isdigit():
        return Piece(start, bare.end(), is_macro=True), bare.end(), None
    if _NUMBER.fullmatch(bare[0]):
        return Piece(start, bare.end()), bare.end(), None
    message = f"`{excerpt(text, *bare.span())}` is neither a number nor in braces"
    flaw = Flaw(*bare.span(), message, "Put it in braces.")
    return Piece(start, bare.end()), bare.end(), flaw


def _closing_brace(text: str, start: int, end: int) -> int | None:
    depth = 0
    for brace in _BRACE.finditer(text, start, end):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.start()
    return None


def _closing_quote(text: str, start: int, end: int) -> int | None:
    depth = 0
    for mark in _BRACE_OR_QUOTE.finditer(text, start + 1, end):
        if mark[0] == "{":
            depth += 1
        elif depth == 0:
            return mark.start() if mark[0] == '"' else None
        elif mark[0] == "}":
            depth -= 1
    return None


def _after_value(text: str, field: Field, end: int) -> tuple[int, Flaw | None]:
    """Where the next field should begin, and what is wrong before it."""
    if field.value.flaw:
        return _next_field(text, field.value.end, end), field.value.flaw
    position = skip_white(text, field.value.end, end)
    if position == end:
        return end, None
    if text[position] == ",":
        return skip_white(text, position + 1, end), None
    if starts_field(text, position, end):
        message = f"a comma is missing after the value of `{field.name}`"
        stop = field.value.end
        return position, Flaw(stop - 1, stop, message, "Add one.")
    resume = _next_field(text, position, end)
    message = f"`{excerpt(text, position, resume)}` follows the value of `{field.name}`"
    help_ = "Delete it, take it into the value, or join the two with `#`."
    return resume, Flaw(position, resume, message, help_)


def _no_field(text: str, start: int, end: int) -> Flaw:
    if text[start] == ",":
        return Flaw(start, start + 1, "a comma stands here without a field", "Delete it.")
    resume = _next_field(text, start, end)
    message = f"`{excerpt(text, start, resume)}` is not a field"
    if text[start] == "%":
        help_ = "Move it out of the entry: BibTeX knows no comments in entries."
    else:
        help_ = "Write `name = {value}`, or delete it."
    return Flaw(start, resume, message, help_)


def _next_field(text: str, start: int, end: int) -> int:
    """Where a field begins after a comma or a line's end outside braces, or `end`."""
    depth = 0
    for mark in _FIELD_BREAK.finditer(text, start, end):
        if mark[0] == "{":
            depth += 1
        elif mark[0] == "}":
            depth = max(depth - 1, 0)
        elif depth == 0 and starts_field(text, mark.end(), end):
            return mark.end()
    return end


def _end_of_unclosed(text: str, start: int, end: int) -> int:
    """Where the text of a value that never closes is taken to end: before the next field."""
    stop = _next_field(text, start, end)
    while stop > start and text[stop - 1] in WHITE + ",":
        stop -= 1
    return stop
