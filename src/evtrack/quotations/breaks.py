"""Where words stand that go on behind the break of a page or a column.

A rationale may span pages. Then it stands in two parts: one that ends where a line of one page
does, and one that begins where a line of the next page does; between them stand footnotes, running
feet and heads. At most `LONGEST_FOOT` and `LONGEST_HEAD` words, numbers and signs are skipped, only
whole lines, and no more than `LONGEST_LINE` where one part is a single word. A foot or head does
not begin in lower case, and does not say `not` beside what is quoted, but where it begins as notes
and tables do: so what is skipped is hardly part of a sentence. A rationale is in doubt where a foot
of more than `LONGEST_LINE` does not begin so. In copies without pages only a heading may stand
between.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from evtrack.model import CopyPart
from evtrack.quotations.negations import SEAM, negation_beside
from evtrack.wording.printed import PrintedText, as_shown, printed

LONGEST_FOOT = 200
"""Footnotes may fill a third of a page of 500 to 700 words."""

LONGEST_HEAD = 40
"""Running title, authors, journal, DOI and page number."""

LONGEST_LINE = 15
"""A page number, and the running line beside it."""

_FEWEST_WORDS = 2  # of a part that may be farther off
_BEGINS_NOTES = re.compile(
    r"\W|\d|(?:table|figure|fig|box|notes?|correspondence|abbreviations|copyright|downloaded)\Z"
)

Span = tuple[int, int]
Place = tuple[Span, ...]
"""Where a piece stands: one span, or two where it goes on behind a foot and a head."""


def over_break(text: PrintedText, at: int, part: CopyPart, wanted: list[str]) -> Iterator[Place]:
    """Where these words stand on both sides of the break that this part is behind."""
    feet, heads = _feet_and_heads(text, at, part)
    for head in heads:
        for before, behind in _divided(wanted, text.word(head)):
            end = head + len(behind)
            if not text.has(joined(behind), head):
                continue
            is_short = min(len(before), len(behind)) < _FEWEST_WORDS
            if is_short and head - at > LONGEST_LINE:
                continue
            for foot in feet:
                start = foot - len(before)
                if is_short and at - foot > LONGEST_LINE:
                    continue
                if text.has(joined(before), start) and text.is_whole(start, end):
                    yield (start, foot), (head, end)


def _feet_and_heads(text: PrintedText, at: int, part: CopyPart) -> tuple[list[int], list[int]]:
    """Where the foot may begin above the break that this part is behind, and where its head ends.

    A part without pages has its heading for a head, and there is no foot above it.
    """
    if at == len(text):
        return [], []
    if part.page:
        feet = range(max(at - LONGEST_FOOT, 1), at)
        heads = range(at + 1, min(at + LONGEST_HEAD, len(text)))
        return (
            [at, *(foot for foot in feet if _is_foot(text, foot, at))],
            [at, *(head for head in heads if _is_head(text, at, head))],
        )
    below_heading = at + len(printed(as_shown(part.section)))
    return [at], [head for head in (at, below_heading) if head < len(text)]


def _is_foot(text: PrintedText, foot: int, at: int) -> bool:
    """Whether what stands from there to the page's end may be its foot, and no running text."""
    if not text.begins_line(foot) or text.begins_in_lower_case(foot):
        return False
    begins_notes = _BEGINS_NOTES.match(text.word(foot)) is not None
    return begins_notes or not negation_beside(text, range(foot, at)[:SEAM])


def _is_head(text: PrintedText, at: int, head: int) -> bool:
    """Whether what stands from the page's beginning to there may be its head."""
    return (
        text.begins_line(head)
        and not text.begins_in_lower_case(at)
        and not negation_beside(text, range(at, head)[-SEAM:])
    )


def skips_much(text: PrintedText, breaks: Sequence[int], place: Place) -> bool:
    """Whether a long foot is skipped that does not begin as notes and tables do."""
    foot = place[0][1]
    at = breaks[bisect_left(breaks, foot)] if len(place) > 1 else foot
    return at - foot > LONGEST_LINE and not _BEGINS_NOTES.match(text.word(foot))


def _divided(wanted: list[str], head: str) -> Iterator[tuple[list[str], list[str]]]:
    """The words before and behind a break, where those behind begin with this word or its end."""
    for cut, word in enumerate(wanted):
        before, behind = wanted[:cut], wanted[cut + 1 :]
        if word == head:
            if before:
                yield before, [head, *behind]
        elif word.isalpha() and word.endswith(head):  # and a hyphen at the page's end
            yield [*before, word.removesuffix(head), "-"], [head, *behind]


def joined(words: Sequence[str]) -> str:
    """The words as a text has them that is compared."""
    return f" {' '.join(words)} "
