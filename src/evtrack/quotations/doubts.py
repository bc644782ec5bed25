"""Why a rationale that stands in a copy may yet say something else than the copy does."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from evtrack.phrases import quoted
from evtrack.quotations.breaks import Place, skips_much
from evtrack.quotations.negations import NEGATION, SENTENCE_ENDS, negation_beside
from evtrack.quotations.pieces import Reading
from evtrack.wording.printed import PrintedText

_NOT_SKIPPED = SENTENCE_ENDS | {"["}  # the source has words in brackets itself
_BRACKETS = "it has words in brackets that the source does not have; compare it yourself"
_BREAK = "at the end of a page much stands between its parts; compare it yourself"
_ELLIPSIS = "what its ellipsis leaves out says {}; compare it yourself"


def doubt_of(
    text: PrintedText, breaks: Sequence[int], places: Sequence[Place], reading: Reading
) -> str:
    """Why what stands between these places of its pieces may count; blank where it can't."""
    if reading.is_doubtful:
        return _BRACKETS
    if any(skips_much(text, breaks, place) for place in places):
        return _BREAK
    for (before, place), piece in zip(pairwise(places), reading.pieces[1:], strict=True):
        between = range(before[-1][1], place[0][0])
        if piece.is_behind_insertion:
            if any(_counts_against_an_insertion(text.word(number)) for number in between):
                return _BRACKETS
        elif negation := negation_beside(text, between):
            return _ELLIPSIS.format(quoted(negation))
    return ""


def _counts_against_an_insertion(word: str) -> bool:
    return word in _NOT_SKIPPED or word[0].isdecimal() or NEGATION.search(word) is not None
