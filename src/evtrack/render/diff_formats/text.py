"""`text`: what has changed, for a terminal; what got worse first."""

from __future__ import annotations

from collections.abc import Iterator

from evtrack.comparison import KeptClaim
from evtrack.phrases import excerpt
from evtrack.render.diff_formats.view import (
    LONGEST_CLAIM,
    DiffView,
    Moves,
    Section,
    headline,
    move_in_words,
    moves_of,
    notes_on,
    sections_of,
    why,
)
from evtrack.render.terminal import Terminal

_GAP = "  "


def rendered(view: DiffView) -> str:
    """The moves with their reasons, the other changes a line each, and a summary at the end."""
    blocks = [
        *(_moves(moves, view.terminal) for moves in moves_of(view.comparison)),
        *(_section(section, view.terminal) for section in sections_of(view.comparison)),
        (view.terminal.wrap(line) for line in (*notes_on(view), headline(view))),
    ]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _moves(moves: Moves, terminal: Terminal) -> Iterator[str]:
    yield terminal.paint(moves.title, moves.colour, "bold")
    for claim in moves.claims:
        yield from _move(claim, moves.colour, terminal)


def _move(claim: KeptClaim, colour: str, terminal: Terminal) -> Iterator[str]:
    moved = move_in_words(claim.before, claim.after)
    line = terminal.wrap(f"{claim.id}: {moved}, {why(claim)}", indent=_GAP, hanging=_GAP * 3)
    yield line.replace(moved, terminal.paint(moved, colour), 1)
    words = excerpt(claim.after.claim.text, LONGEST_CLAIM)
    yield terminal.paint(terminal.wrap(words, indent=_GAP * 3, hanging=_GAP * 3), "dim")


def _section(section: Section, terminal: Terminal) -> Iterator[str]:
    yield terminal.paint(section.title, "bold")
    for line in section.lines:
        yield terminal.wrap(line, indent=_GAP, hanging=_GAP * 3)
