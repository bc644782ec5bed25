"""One entry's own fields: split by bibtexparser, checked against BibTeX's grammar, evaluated.

bibtexparser splits an entry into fields, and middlewares of ours evaluate them. Where its fields
are not those that BibTeX reads in the same text, BibTeX's are taken and the difference is
reported: every tool on bibtexparser will see the others. An entry that BibTeX itself can't read
whole is not put to bibtexparser.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from bibtexparser.library import Library
from bibtexparser.middlewares.middleware import BlockMiddleware
from bibtexparser.model import DuplicateFieldKeyBlock, Entry, Field
from bibtexparser.splitter import Splitter

from evtrack.model import Location, Problem, Unread
from evtrack.phrases import listed
from evtrack.readers.bibliography import grammar
from evtrack.readers.bibliography.grammar import WHITE, Piece, read_fields, read_value
from evtrack.readers.bibliography.macros import MOST_EXPANDED, Macros, compress, evaluate
from evtrack.readers.bibliography.strings import undefined_string

if TYPE_CHECKING:
    from evtrack.readers.bibliography.index import Block, BlockInFile

_UNDEFINED = "evtrack-undefined"

# What bibtexparser 2.1 is known to take for something else than BibTeX does.
_MISREAD = re.compile(r"""\\[{}"]|(?<=[\r\n])[ \t]*+@\w*+[ \t]*+[{(]""")

# What no field for an identifier, a name or a title holds, and an abstract or a note may.
_FIELD_INSIDE = re.compile(rf"(?<![\w-])([a-zA-Z][\w-]{{2,}}+)[{WHITE}]*+=[{WHITE}]*+[{{\"]")
_HOLD_NO_FIELD = {
    *("author", "editor", "translator", "title", "subtitle", "booktitle", "maintitle"),
    *("journal", "journaltitle", "shortjournal", "series", "publisher", "address", "location"),
    *("institution", "organization", "school", "year", "date", "month", "day", "urldate"),
    *("volume", "number", "issue", "edition", "chapter", "pages", "eid", "doi", "url", "eprint"),
    *("isbn", "issn", "pmid", "pmcid", "design", "samplesize", "riskofbias", "study", "includes"),
    *("synthesisof", "certainty", "status"),
}
_LONGEST_GAP = 200  # blanks before such a field


class Record(NamedTuple):
    """An entry with its fields evaluated; `unread` is what is wrong with them."""

    key: str
    type: str
    location: Location
    fields: Mapping[str, str]
    places: Mapping[str, Location]
    unread: tuple[Unread, ...]


class EvaluateValues(BlockMiddleware):
    """Takes the delimiters off values, puts macros in and joins `#`, as BibTeX does.

    What names no macro goes to the entry's metadata, as numbers of fields with pieces.
    """

    def __init__(self, lookup: Callable[[str], str | None]) -> None:
        super().__init__()
        self._lookup = lookup

    def transform_entry(self, entry: Entry, library: Library) -> Entry:  # noqa: ARG002
        """Evaluate every field of the entry."""
        room = MOST_EXPANDED
        undefined: list[tuple[int, Piece]] = []
        for number, field in enumerate(entry.fields):
            pieces = read_value(field.value, 0, len(field.value)).pieces
            value = evaluate(field.value, pieces, self._lookup, room)
            room -= value.expanded
            undefined.extend((number, piece) for piece in value.undefined)
            field.value = compress(value.text).strip(WHITE)
        entry.set_parser_metadata(_UNDEFINED, undefined)
        return entry


class FirstFieldWins(BlockMiddleware):
    """Puts names in lower case and keeps the first field of each, as BibTeX does."""

    def transform_entry(self, entry: Entry, library: Library) -> Entry:  # noqa: ARG002
        """Drop the repeated fields of the entry."""
        first: dict[str, Field] = {}
        for field in entry.fields:
            field.key = field.key.lower()
            first.setdefault(field.key, field)
        entry.fields = list(first.values())
        return entry


def read_entry(source: BlockInFile, macros: Macros) -> Record:
    """The entry of this block, with the macros that hold at its place."""
    block, text = source.block, source.text
    written, flaws = read_fields(text, block.body, block.end)
    unread = [_syntax_fault(source, flaw) for flaw in flaws]
    entry = _as_written(source, written)
    if block.is_sound and not flaws:
        parsed = _parsed(text, block)
        difference = _difference(parsed, entry)
        if parsed and not difference:
            entry = parsed
        else:
            unread.append(_disagreement(source, parsed, written, difference))
    entry = _evaluated(entry, macros.at(source.place))
    unread += _undefined_strings(source, written, entry, macros)
    unread += _duplicate_fields(source, written)
    unread += _swallowed_fields(source, written)
    return Record(
        key=block.key,
        type=block.type,
        location=source.location,
        fields={field.key: field.value for field in entry.fields},
        places=_value_places(source, written),
        unread=tuple(unread),
    )


def _parsed(text: str, block: Block) -> Entry | None:
    """The entry as bibtexparser splits it, under a header that it knows; None where it can't."""
    with _without_log():
        blocks = Splitter(f"@entry{text[block.inside - 1 : block.end + 1]}").split().blocks
    only = blocks[0] if len(blocks) == 1 else None
    if isinstance(only, DuplicateFieldKeyBlock):
        only = only.ignore_error_block
    return only if isinstance(only, Entry) else None


@contextmanager
def _without_log() -> Iterator[None]:
    """Keep what bibtexparser would log off the terminal; its failed blocks tell us the same."""
    logger = logging.getLogger("bibtexparser.splitter")

    def silence(_: logging.LogRecord) -> bool:
        return False

    logger.addFilter(silence)
    try:
        yield
    finally:
        logger.removeFilter(silence)


def _as_written(source: BlockInFile, written: Sequence[grammar.Field]) -> Entry:
    text = source.text
    fields = [Field(field.name, text[field.value.start : field.value.end]) for field in written]
    return Entry(source.block.type, source.block.key, fields)


def _difference(parsed: Entry | None, written: Entry) -> str:
    """The first field on which the two differ, by BibTeX's name for it; empty if they agree."""
    theirs = [(field.key.lower(), field.value) for field in parsed.fields] if parsed else []
    ours = [(field.key, field.value) for field in written.fields]
    if theirs == ours:
        return ""
    pairs = zip_longest(ours, theirs, fillvalue=("", ""))
    return next(one[0] or other[0] for one, other in pairs if one != other)


def _evaluated(entry: Entry, lookup: Callable[[str], str | None]) -> Entry:
    library = Library([entry])
    for middleware in (EvaluateValues(lookup), FirstFieldWins()):
        entry = middleware.transform_entry(entry, library)
    return entry


def _syntax_fault(source: BlockInFile, flaw: grammar.Flaw) -> Unread:
    message = f"{flaw.message}, in `{source.block.key}`"
    return Unread("unreadable-entry", source.problem(flaw.start, flaw.end, message, flaw.help))


def _disagreement(
    source: BlockInFile, parsed: Entry | None, written: Sequence[grammar.Field], difference: str
) -> Unread:
    block = source.block
    if parsed is None:
        message = f"bibtexparser loses `{block.key}`, in which BibTeX finds nothing wrong"
    else:
        message = (
            f"`{block.key}` has {len(parsed.fields)} fields for bibtexparser and {len(written)} "
            f"for BibTeX, and the first that differs is `{difference}`"
        )
    help_ = (
        "Rewrite the entry so that every tool agrees: no backslash before a brace or quote that "
        "delimits, no quotes in a quoted value, no line that begins with `@word{`."
    )
    cause = _MISREAD.search(source.text, block.body, block.end)
    if cause:
        location = source.places.locate(*cause.span())
    elif parsed:
        location = _value_places(source, written).get(difference, source.location)
    else:
        location = source.location
    return Unread("parser-disagreement", Problem(message, location, block.key, help_))


def _undefined_strings(
    source: BlockInFile, written: Sequence[grammar.Field], entry: Entry, macros: Macros
) -> Iterator[Unread]:
    for number, piece in entry.get_parser_metadata(_UNDEFINED) or ():
        field = written[number]
        start, end = field.value.start + piece.start, field.value.start + piece.end
        holder = f"field `{field.name}` of `{source.block.key}`"
        yield undefined_string(source, start, end, holder, macros)


def _duplicate_fields(source: BlockInFile, written: Sequence[grammar.Field]) -> Iterator[Unread]:
    first: dict[str, grammar.Field] = {}
    for field in written:
        if (kept := first.setdefault(field.name, field)) is not field:
            line = source.places.locate(*_content(source, kept)).line
            message = (
                f"`{source.block.key}` has field `{field.name}` already in line {line}, "
                "and only the first counts"
            )
            help_ = "Delete one of them."
            yield Unread(
                "duplicate-field", source.problem(*_content(source, field), message, help_)
            )


def _swallowed_fields(source: BlockInFile, written: Sequence[grammar.Field]) -> Iterator[Unread]:
    for field in written:
        if field.name not in _HOLD_NO_FIELD or field.value.flaw:
            continue
        if inside := list(_fields_inside(source.text, field.value)):
            names = listed(list(dict.fromkeys(f"`{name[1].lower()}`" for name in inside)))
            message = (
                f"`{field.name}` of `{source.block.key}` is closed too late, and holds {names}"
            )
            help_ = (
                f"Close `{field.name}` before this, and take out the brace that is then too many."
            )
            place = inside[0].span(1)
            yield Unread("swallowed-field", source.problem(*place, message, help_))


def _fields_inside(text: str, value: grammar.Value) -> Iterator[re.Match[str]]:
    """What stands in the value as a field would: after a comma, or known and at a line's start."""
    if text.find("=", value.start, value.end) < 0:
        return
    for found in _FIELD_INSIDE.finditer(text, value.start, value.end):
        before = text[max(value.start, found.start() - _LONGEST_GAP) : found.start()]
        gap = before[len(before.rstrip(WHITE)) :]
        begins_line = "\n" in gap or "\r" in gap
        if before.endswith(f",{gap}") or (begins_line and found[1].lower() in _HOLD_NO_FIELD):
            yield found


def _value_places(source: BlockInFile, written: Sequence[grammar.Field]) -> Mapping[str, Location]:
    places: dict[str, Location] = {}
    for field in written:
        if field.name not in places:
            places[field.name] = source.places.locate(*_content(source, field))
    return places


def _content(source: BlockInFile, field: grammar.Field) -> tuple[int, int]:
    """From where to where the value stands, without the delimiters and blanks around it."""
    value = field.value
    start, end = value.start, value.end
    if len(value.pieces) == 1:
        start, end = value.pieces[0].start, value.pieces[0].end
    first = grammar.skip_white(source.text, start, end)
    return (first if first < end else start), end
