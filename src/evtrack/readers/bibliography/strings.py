"""`@string` blocks to definitions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evtrack.model import Unread
from evtrack.readers.bibliography import grammar
from evtrack.readers.bibliography.macros import MOST_EXPANDED, Macros, compress, evaluate

if TYPE_CHECKING:
    from evtrack.readers.bibliography.index import BlockInFile


def define_string(source: BlockInFile, macros: Macros) -> Iterator[Unread]:
    """Add the definition in this block to the macros, and tell what is wrong with it."""
    block, text = source.block, source.text
    start = grammar.skip_white(text, block.inside, block.end)
    field = grammar.read_field(text, start, block.end)
    if field is None:
        yield _unreadable(source, start, block.end, "this @string defines nothing")
        return
    after = grammar.skip_white(text, field.value.end, block.end)
    if field.value.flaw:
        yield _unreadable(source, *field.value.flaw[:3])
    elif block.is_sound and after < block.end:
        shown = grammar.excerpt(text, after, block.end)
        yield _unreadable(source, after, block.end, f"`{shown}` follows the value of this @string")
    room = min(MOST_EXPANDED, macros.room)
    value = evaluate(text, field.value.pieces, macros.at(source.place), room)
    for piece in value.undefined:
        yield undefined_string(source, piece.start, piece.end, f"@string `{field.name}`", macros)
    macros.define(field.name, source.place, compress(value.text))
    macros.room -= value.expanded


def undefined_string(
    source: BlockInFile, start: int, end: int, holder: str, macros: Macros
) -> Unread:
    """That the name from `start` to `end` adds nothing to its holder, and why."""
    name = source.text[start:end]
    message = f"`{name}`, in {holder}, {macros.why_not(name, source.place)}"
    help_ = (
        f"Write {{{name}}} if that is the text, or define it above with @string; files are read in "
        "the order of `references`."
    )
    return Unread("undefined-string", source.problem(start, end, message, help_))


def _unreadable(source: BlockInFile, start: int, end: int, message: str) -> Unread:
    help_ = "Write it as @string{name = {value}}."
    return Unread("unreadable-entry", source.problem(start, end, message, help_))
