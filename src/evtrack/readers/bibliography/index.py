"""Where every entry of a .bib file is: one linear pass that reads no fields.

A block begins at `@`, a type and `{` or `(`, as in BibTeX anywhere outside other blocks, and all
else between blocks is a comment. Braces decide where it ends, so a line of an abstract that begins
with `@word{` stays part of the abstract. A block ends early, unclosed, where another begins at a
line's start directly inside it, outside braces and quotes, which no value allows; and a block that
never closes ends at the next `@word{` at a line's start. So one bad entry never hides another.

`@comment{...}` is skipped as a whole, as biber, JabRef and bibtexparser do. BibTeX skips only the
word and reads the entries inside; somebody who put an entry in a comment meant it to be out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from evtrack.model import Location, Problem
from evtrack.readers.bibliography.grammar import WHITE, Flaw, excerpt, skip_white, starts_field
from evtrack.readers.places import Places

# A braced text without braces inside is taken in one step: most values are, and nothing in them
# can begin or end a block. The quantifiers are possessive, so that no place is tried twice.
_TOKEN = re.compile(
    r"\{[^{}]*+\}"
    r"|\{|\}|\"|\)"
    rf"|@[{WHITE}]*+([^{WHITE}\"#%'(),={{}}@]*+)[{WHITE}]*+[{{(]"
)
# What most entries look like from their brace on: braces no deeper than `title = {{\\'{E}}tude}`.
_TO_CLOSING_BRACE = re.compile(
    r"[^{}]*+(?:\{[^{}]*+(?:\{[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+\}[^{}]*+)*+\}[^{}]*+)*+\}"
)
_KEY = re.compile(rf"[{WHITE}]*+([^{WHITE},={{}}]*+)[{WHITE}]*+")
_PAREN_KEY = re.compile(rf"[{WHITE}]*+[^{WHITE},@={{}}]*+(?=,)")
_REST_OF_LINE_TO_COMMA = re.compile(r"[^,\r\n={}\"]*+(?=,)")

# The lookbehind finds the start of the text or of a line; `^` knows no lines that end at CR alone.
_LINE_WITH_AT = re.compile(rf"(?<![^\r\n])[ \t]*+(?!@comment\b)(@[^{WHITE}{{(]*+)", re.IGNORECASE)


class Block(NamedTuple):
    """An entry or a `@string`, by its offsets in the text of its file.

    `start` is at its `@`, `inside` after the opening delimiter, `body` after the comma that follows
    the key, and `end` at the closing delimiter, or where reading went on if there is none. Where it
    is not sound, a flaw tells why.
    """

    type: str
    key: str
    start: int
    inside: int
    body: int
    end: int
    is_sound: bool


class BlockInFile(NamedTuple):
    """A block, the file that it is in, and the number of that file."""

    block: Block
    places: Places
    file_number: int

    @property
    def place(self) -> tuple[int, int]:
        """What orders it among the blocks of all files."""
        return self.file_number, self.block.start

    @property
    def text(self) -> str:
        """The text of the whole file, to which the block's offsets belong."""
        return self.places.text

    @property
    def location(self) -> Location:
        """From its `@` to the end of its key."""
        return self.places.locate(self.block.start, self.block.inside + len(self.block.key))

    @property
    def span(self) -> tuple[int, int]:
        """From its `@` to behind its closing delimiter, as offsets in the text of the file."""
        return self.block.start, min(self.block.end + 1, len(self.text))

    def problem(self, start: int, end: int, message: str, help_: str) -> Problem:
        """What is wrong from `start` to `end` of the text."""
        return Problem(message, self.places.locate(start, end), self.block.key, help_)


class FileIndex(NamedTuple):
    """The blocks of a file in their order, and what is wrong with them, by the key concerned."""

    entries: list[Block]
    strings: list[Block]
    flaws: list[tuple[str, Flaw]]


@dataclass(slots=True, eq=False, repr=False)
class _Opening:
    """An `@type{` wherever it stands, and what the pass finds out about it."""

    type: str
    start: int
    inside: int
    is_paren: bool
    is_at_line_start: bool
    closes_from: int
    close: int | None = None
    interrupted_at: int | None = None
    in_quotes: bool = False

    @property
    def closes(self) -> bool:
        """Whether its closing delimiter comes before anything interrupts it."""
        if self.close is None:
            return False
        return self.interrupted_at is None or self.close < self.interrupted_at


def index_blocks(text: str) -> FileIndex:
    """The blocks of this text, in time proportional to its length."""
    index = FileIndex([], [], [])
    openings = _find_openings(text)
    resume, last_key = 0, ""
    for position, opening in enumerate(openings):
        if opening.start < resume or not (opening.type or opening.is_at_line_start):
            continue
        index.flaws.extend(_lost_between(text, resume, opening.start, last_key))
        if opening.type == "comment":
            resume, last_key = _after_comment(opening), ""
            continue
        end = _end_of(openings, position, len(text))
        last_key = _add_block(index, text, opening, end)
        resume = end + 1 if opening.closes else end
    index.flaws.extend(_lost_between(text, resume, len(text), last_key))
    return index


def _find_openings(text: str) -> list[_Opening]:
    """Every `@type{` and `@type(`, each with the delimiter that closes it.

    `frames` are the delimiters open at a token, the innermost last; None is a brace of a value.
    """
    openings: list[_Opening] = []
    frames: list[_Opening | None] = []
    position = 0
    while token := _TOKEN.search(text, position):
        position = token.end()
        mark = token[0]
        if mark[0] == "@":
            opening = _opening(text, token)
            openings.append(opening)
            if not frames and (close := _plain_close(text, opening)) is not None:
                opening.close, position = close, close + 1
                continue
            _interrupt(frames, opening)
            frames.append(opening)
        elif mark == "{":
            frames.append(None)
        elif mark == "}":
            _close_brace(frames, token.start())
        elif len(mark) == 1 and frames and (frame := frames[-1]):
            if mark == '"':
                frame.in_quotes = not frame.in_quotes
            elif frame.is_paren and not frame.in_quotes and token.start() >= frame.closes_from:
                frame.close = token.start()
                frames.pop()
    return openings


def _plain_close(text: str, opening: _Opening) -> int | None:
    """Its closing brace, where that can be found in one step.

    Not where an `@` stands inside: that might begin another block.
    """
    plain = None if opening.is_paren else _TO_CLOSING_BRACE.match(text, opening.inside)
    if plain is None or text.find("@", opening.inside, plain.end()) >= 0:
        return None
    return plain.end() - 1


def _opening(text: str, token: re.Match[str]) -> _Opening:
    is_paren = text[token.end() - 1] == "("
    key = _PAREN_KEY.match(text, token.end()) if is_paren else None
    return _Opening(
        type=token[1].lower(),
        start=token.start(),
        inside=token.end(),
        is_paren=is_paren,
        is_at_line_start=_is_at_line_start(text, token.start()),
        closes_from=key.end() if key else token.end(),  # such a key may hold a `)`
    )


def _is_at_line_start(text: str, start: int) -> bool:
    while start and text[start - 1] in " \t":
        start -= 1
    return start == 0 or text[start - 1] in "\r\n"


def _interrupt(frames: list[_Opening | None], opening: _Opening) -> None:
    outer = frames[-1] if frames else None
    if outer and opening.is_at_line_start and outer.interrupted_at is None and not outer.in_quotes:
        outer.interrupted_at = opening.start


def _close_brace(frames: list[_Opening | None], position: int) -> None:
    """Close the innermost brace; a parenthesis still open inside it never closes."""
    while frames:
        frame = frames.pop()
        if frame is None:
            return
        if not frame.is_paren:
            frame.close = position
            return


def _after_comment(opening: _Opening) -> int:
    return opening.inside if opening.close is None else opening.close + 1


def _end_of(openings: list[_Opening], position: int, end_of_text: int) -> int:
    """Where the block closes, or where reading goes on after one that does not."""
    opening = openings[position]
    ends = [end for end in (opening.close, opening.interrupted_at) if end is not None]
    if ends:
        return min(ends)
    for later in range(position + 1, len(openings)):
        if openings[later].is_at_line_start:
            return openings[later].start
    return end_of_text


def _add_block(index: FileIndex, text: str, opening: _Opening, end: int) -> str:
    """Add an entry or a `@string`; the key, if it is an entry that has one."""
    key, body, key_flaw = "", opening.inside, None
    if opening.type not in ("string", "preamble"):
        key, body, key_flaw = _read_key(text, opening, end)
    found = (key_flaw, _type_flaw(opening), _end_flaw(text, opening, key))
    flaws = [(key, flaw) for flaw in found if flaw]
    block = Block(opening.type, key, opening.start, opening.inside, body, end, not flaws)
    if key:
        index.entries.append(block)
    elif opening.type == "string":
        index.strings.append(block)
    index.flaws.extend(flaws)
    return key


def _read_key(text: str, opening: _Opening, end: int) -> tuple[str, int, Flaw | None]:
    """The key, where the fields begin, and what is wrong with the key."""
    match = _KEY.match(text, opening.inside, end)
    assert match is not None  # noqa: S101 (it matches nothing at least)
    key, after = match[1], match.end()
    if key and (after == end or text[after] == ","):
        return key, min(after + 1, end), None
    if key and starts_field(text, after, end):
        flaw = Flaw(*match.span(1), f"a comma is missing after the key `{key}`", "Add one.")
        return key, after, flaw
    blank = _REST_OF_LINE_TO_COMMA.match(text, after, end)
    if key and blank:
        return _key_with_blanks(text, match.start(1), blank.end())
    shown = excerpt(text, opening.start, end)
    help_ = f"Write a key and a comma first, as in `@{opening.type or 'misc'}{{smith2020, …`."
    return "", end, Flaw(opening.start, end, f"this entry has no key: `{shown}`", help_)


def _key_with_blanks(text: str, start: int, comma: int) -> tuple[str, int, Flaw]:
    key = text[start:comma].rstrip(WHITE)
    message = f"the key `{excerpt(key, 0, len(key))}` has blanks in it, where BibTeX lets a key end"
    return key, comma + 1, Flaw(start, comma, message, "Write the key without blanks.")


def _type_flaw(opening: _Opening) -> Flaw | None:
    if opening.type:
        return None
    help_ = "Write one, as in `@misc{`."
    return Flaw(opening.start, opening.inside, "this entry has no type after its `@`", help_)


def _end_flaw(text: str, opening: _Opening, key: str) -> Flaw | None:
    if opening.closes:
        return None
    head = excerpt(text, opening.start, opening.inside) + excerpt(key, 0, len(key))
    delimiter = ")" if opening.is_paren else "}"
    message = f"`{head}` is never closed: its last `{delimiter}` is missing"
    help_ = "Balance its braces; entries after it are read as usual."
    return Flaw(opening.start, opening.inside + len(key), message, help_)


def _lost_between(text: str, start: int, end: int, key: str) -> Iterator[tuple[str, Flaw]]:
    """What stands between blocks, where all is comment, and was surely not meant as one."""
    after = skip_white(text, start, end)
    if key and text.startswith(",", after, end):
        after = skip_white(text, after + 1, end)
    if key and starts_field(text, after, end):
        message = (
            f"`{key}` has ended before `{excerpt(text, after, end)}`, which is read as comment"
        )
        help_ = "Take out the brace that is too many before it."
        yield key, Flaw(after, after + 1, message, help_)
    if text.find("@", start, end) >= 0:
        for header in _LINE_WITH_AT.finditer(text, start, end):
            message = f"`{excerpt(text, *header.span(1))}` begins no entry"
            help_ = "Write it as in `@misc{smith2020, …`; for a comment, take the `@` out."
            yield "", Flaw(*header.span(1), message, help_)
