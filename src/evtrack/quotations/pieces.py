"""A rationale as the pieces that its source must have, in order.

Editors leave out words (`…`, `...`, `[…]`, `(…)`) and put in their own (`[the drug]`), or change a
letter (`[T]he`). Sources have brackets and dots too, so a rationale is read as it stands first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from evtrack.quotations.negations import NEGATION
from evtrack.wording.printed import NOTE_IN_BRACKETS, printed_words

FARTHEST = 500
"""Words, numbers and signs that an ellipsis may stand for: about a page of a journal."""

INSERTED = 12
"""How many may stand where an editor has put in words: a noun for a pronoun, not a sentence."""

LONGEST_RATIONALE = 10_000
"""Characters; what is longer is no quotation, and looking for it would take long."""

MOST_PIECES = 20

_DOTS = r"(?:…|\.(?:\s?\.){2,3})"
_ELLIPSIS = re.compile(rf"\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)|{_DOTS}")
_GAP = re.compile(rf"(?P<ellipsis>{_ELLIPSIS.pattern})|\[(?P<inserted>[^\[\]]{{1,200}})\]")
_IN_A_WORD = re.compile(r"(?<=[^\W\d_])\[([^\W\d_]{1,20})\]|\[([^\W\d_]{1,20})\](?=[^\W\d_])")
_CHANGED_WORD = re.compile(rf"[^\W\d_]*+(?:{_IN_A_WORD.pattern})[^\W\d_]*+")
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty"
    r"|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half|twice|double)\b",
    re.IGNORECASE,
)
_AROUND = "\"'“”‘’„‚«»‹› \t\r\n\u00a0"
_OPENING = re.compile(rf"\A(?:[{_AROUND},;:)]|\.(?!\d))+")


class Piece(NamedTuple):
    """Words that stand together, and how many others may stand between them and those before."""

    text: str
    reach: int = 0

    @property
    def is_behind_insertion(self) -> bool:
        """Whether what stands before it is an editor's words, and no ellipsis."""
        return self.reach == INSERTED

    @property
    def size(self) -> int:
        """How many words and numbers it has."""
        return sum(word[-1].isalnum() for word in printed_words(self.text).split())


class Reading(NamedTuple):
    """A way to take a rationale apart, and whether its editor has put in words then.

    `is_doubtful` where the editor has changed a word, `improve[d]`, or put in a number or a `not`.
    """

    pieces: tuple[Piece, ...]
    has_insertion: bool = False
    is_doubtful: bool = False


def readings(rationale: str) -> list[Reading]:
    """The ways to take a rationale apart: as it stands, at its ellipses, at insertions too.

    Quotation marks around it, and the stop at its end, are no part of it.
    """
    whole = _bare(rationale)
    found = [Reading((Piece(whole),))] if whole else []
    without_brackets = _IN_A_WORD.sub(r"\1\2", whole)
    without_words, changes = _CHANGED_WORD.subn("[word]", whole)
    for gaps, text in ((_ELLIPSIS, whole), (_GAP, without_brackets), (_GAP, without_words)):
        pieces = tuple(_pieces(text, gaps))
        if pieces and pieces not in (each.pieces for each in found):
            inserted = list(filter(None, map(_inserted, gaps.finditer(text))))
            is_changed = changes > 0 and text is without_words
            is_doubtful = is_changed or any(map(_says_more, inserted))
            found.append(Reading(pieces, bool(inserted), is_doubtful))
    return found


def pieces_of(rationale: str) -> tuple[Piece, ...]:
    """The pieces of a rationale, taken apart at its ellipses and insertions."""
    return tuple(_pieces(_IN_A_WORD.sub(r"\1\2", _bare(rationale)), _GAP))


def _pieces(text: str, gaps: re.Pattern[str]) -> Iterator[Piece]:
    start = reach = 0
    for gap in gaps.finditer(text):
        if piece := _bare(text[start : gap.start()]):
            yield Piece(piece, reach)
            reach = 0
        reach = max(reach, _reach(gap))
        start = gap.end()
    if piece := _bare(text[start:]):
        yield Piece(piece, reach)


def _reach(gap: re.Match[str]) -> int:
    if "inserted" not in gap.groupdict() or gap["ellipsis"]:
        return FARTHEST
    return INSERTED if _inserted(gap) else 0


def _inserted(gap: re.Match[str]) -> str:
    """The words that an editor has put in; blank for an ellipsis and a mark of notes."""
    at_blank = max(gap.start() - 1, 0)
    is_note = any(NOTE_IN_BRACKETS.match(gap.string, at) for at in (at_blank, gap.start()))
    return "" if is_note else gap.groupdict().get("inserted") or ""


def _says_more(inserted: str) -> bool:
    """Whether words that an editor put in have a number, or may turn all round."""
    return bool(_NUMBER.search(inserted) or NEGATION.search(inserted))


def _bare(text: str) -> str:
    return _OPENING.sub("", text).rstrip(f"{_AROUND},;:.(")
