"""`markdown`: a comment on a pull request, with the supports that moved in a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from evtrack.comparison import Comparison, KeptClaim
from evtrack.phrases import counted, excerpt
from evtrack.render.diff_formats.view import (
    LONGEST_CLAIM,
    DiffView,
    headline,
    move_in_words,
    moves_of,
    notes_on,
    sections_of,
    why,
)
from evtrack.render.markdown import LONGEST_COMMENT, ROOM_FOR_THE_END, Page, code, fold, prose

_TABLE = "\n| claim | support | why |\n|---|---|---|\n"


def rendered(view: DiffView) -> str:
    """The summary, a table of what moved, and the rest folded away."""
    return rendered_within(view, LONGEST_COMMENT, len)


def rendered_within(view: DiffView, most: int, size: Callable[[str], int]) -> str:
    """The same in no more than so much, as `size` measures it; it says how much is left out."""
    page = Page(most - ROOM_FOR_THE_END, size)
    page.add(_head(view))
    left_out = _add_lines(page, (_TABLE, ""), list(_rows(view)))
    for title, lines in sections_of(view.comparison):
        items = [f"- {prose(line)}\n" for line in lines]
        left_out += _add_lines(page, fold(title, len(items)), items)
    if left_out:
        left = f"{counted(left_out, 'line')} did not fit in here; `evtrack diff` shows all.\n"
        page.parts.append(f"\n{left}")
    return "".join(page.parts)


def _head(view: DiffView) -> str:
    lines = (headline(view), *notes_on(view))
    return "\n\n".join([f"### evtrack: {_outcome(view.comparison)}", *map(prose, lines)]) + "\n"


def _outcome(found: Comparison) -> str:
    if found.worse:
        return f"the support of {counted(len(found.worse), 'claim')} got worse"
    if found.unread:
        return "not everything can be read any more"
    if found.better:
        return f"the support of {counted(len(found.better), 'claim')} got better"
    return "nothing changed" if found.is_empty else "no support moved"


def _add_lines(page: Page, around: tuple[str, str], lines: Sequence[str]) -> int:
    """How many of these lines, between a start and an end, did not fit on the page."""
    if not lines or not page.add(around[0]):
        return len(lines)
    fits = [page.add(line) for line in lines]
    page.parts.append(around[1])
    return fits.count(False)


def _rows(view: DiffView) -> Iterator[str]:
    for moves in moves_of(view.comparison):
        for claim in moves.claims:
            yield _row(claim)


def _row(claim: KeptClaim) -> str:
    words = excerpt(claim.after.claim.text, LONGEST_CLAIM)
    cells = (
        f"{code(claim.id)} {prose(words)}",
        f"**{prose(move_in_words(claim.before, claim.after))}**",
        prose(why(claim)),
    )
    return f"| {' | '.join(map(_in_a_cell, cells))} |\n"


def _in_a_cell(markdown: str) -> str:
    """Without the bars by which a cell ends: services differ in which of them can be escaped."""
    return markdown.replace("|", "¦")
