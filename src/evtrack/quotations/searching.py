"""A stored copy in which rationales are looked for; it is made comparable once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, islice, pairwise, takewhile
from typing import NamedTuple

from evtrack.model import CopyPart, StoredCopy
from evtrack.quotations.breaks import LONGEST_FOOT, LONGEST_HEAD, Place, Span, joined, over_break
from evtrack.quotations.doubts import doubt_of
from evtrack.quotations.negations import SENTENCE_ENDS
from evtrack.quotations.pieces import Piece, Reading, pieces_of, readings
from evtrack.wording.printed import PrintedText, as_shown, printed
from evtrack.wording.search import NearSearch

_MOST_PLACES = 10_000  # of one piece
_MOST_TOLD = 50  # places of a rationale
LEAST_WORDS = 2
"""Of what is looked for far from the rest of a rationale."""

_FARTHEST_OF_ONE = 30  # how far a piece of one word may be from the others


class Found(NamedTuple):
    """Where a rationale stands, or what comes near: its words, and the first and last part.

    `likeness` is of 100. `doubt` says why its gaps may hide that the copy says something else, and
    is blank where they can't. `has_insertion` where words in brackets are not the copy's.
    """

    words: str
    first: int
    last: int
    likeness: float = 100.0
    doubt: str = ""
    has_insertion: bool = False


class _Flow(NamedTuple):
    """The text of a copy; `breaks` are the numbers of the first word of each part but the first."""

    text: PrintedText
    breaks: Sequence[int]
    without_marks: bool


class SearchedCopy:
    """The text of a stored copy."""

    def __init__(self, copy: StoredCopy) -> None:
        self.copy = copy
        self.parts: Sequence[CopyPart] = copy.parts
        shown = [as_shown(part.text) for part in self.parts]
        self._text = "\n".join(shown)
        self._part_starts = [0, *accumulate(len(text) + 1 for text in shown[:-1])]

    def exactly(self, rationale: str) -> Sequence[Found]:
        """Every place where it stands word for word, at most fifty.

        Those that are in doubt count only where there is no other.
        """
        in_doubt: list[Found] = []
        for without_marks in (False, True):
            flow = self._without_marks if without_marks else self._as_it_stands
            for reading in readings(rationale):
                places = islice(self._places(flow, reading.pieces), _MOST_TOLD)
                found = [self._found_as(reading, flow, each) for each in places]
                if sure := [each for each in found if not each.doubt]:
                    return sure
                in_doubt += found
        return in_doubt

    def nearest(self, rationale: str) -> Found | None:
        """What comes nearest, piece for piece; None where nothing is like it."""
        pieces = pieces_of(rationale)
        near = [self._nearest(piece) for piece in pieces]
        found = [each for each in near if each]
        if not found:
            return None
        length = sum(len(piece.text) for piece in pieces)
        alike = sum(
            len(piece.text) * each.likeness
            for piece, each in zip(pieces, near, strict=True)
            if each
        )
        words = " … ".join(each.words for each in found)
        return Found(words, found[0].first, found[-1].last, alike / length)

    def _nearest(self, piece: Piece) -> Found | None:
        text = self._without_marks.text
        sought = printed(as_shown(piece.text), without_marks=True)
        for stretch in self._near.nearest(sought.words.strip()):
            first = bisect_right(text.starts, stretch.start) - 1
            behind = bisect_left(text.starts, stretch.end)
            first, behind = text.whole(*_with_edges(self._without_marks, sought, first, behind))
            span = _with_signs(text, sought, first, behind)
            return self._found(text, [(span,)], stretch.likeness)
        return None

    @cached_property
    def _near(self) -> NearSearch:
        return NearSearch(self._without_marks.text.words)

    @cached_property
    def _as_it_stands(self) -> _Flow:
        return self._flow(without_marks=False)

    @cached_property
    def _without_marks(self) -> _Flow:
        return self._flow(without_marks=True)

    def _flow(self, *, without_marks: bool) -> _Flow:
        text = printed(self._text, without_marks=without_marks)
        breaks = [bisect_left(text.origins, start) for start in self._part_starts[1:]]
        return _Flow(text, breaks, without_marks)

    def _found(self, text: PrintedText, places: Sequence[Place], likeness: float = 100.0) -> Found:
        words = " … ".join(map(text.shown, places))
        first, last = text.origins[places[0][0][0]], text.origins[places[-1][-1][1] - 1]
        return Found(words, self._part_at(first), self._part_at(last), likeness)

    def _found_as(self, reading: Reading, flow: _Flow, places: Sequence[Place]) -> Found:
        found = self._found(flow.text, places)
        doubt = doubt_of(flow.text, flow.breaks, places, reading)
        return found._replace(doubt=doubt, has_insertion=reading.has_insertion)

    def _part_at(self, origin: int) -> int:
        return bisect_right(self._part_starts, origin) - 1

    def _places(self, flow: _Flow, pieces: Sequence[Piece]) -> Iterator[Sequence[Place]]:
        """Where the pieces stand in their order, each within reach of the one before."""
        chains: list[tuple[Place, ...]]
        chains = [(place,) for place in self._places_of(flow, pieces[0])]
        for before, piece in pairwise(pieces):
            is_short = min(before.size, piece.size) < LEAST_WORDS
            reach = min(piece.reach, _FARTHEST_OF_ONE) if is_short else piece.reach
            chains = list(_longer(chains, self._places_of(flow, piece), reach))
        yield from chains

    def _places_of(self, flow: _Flow, piece: Piece) -> Sequence[Place]:
        sought = printed(as_shown(piece.text), without_marks=flow.without_marks)
        places = [(span,) for span in islice(flow.text.places_of(sought), _MOST_PLACES)]
        return places or sorted(set(self._over_breaks(flow, sought)))

    def _over_breaks(self, flow: _Flow, sought: PrintedText) -> Iterator[Place]:
        """Where words stand that end on one page and go on, behind its foot, on the next.

        Either their first half or their second is in one piece; only breaks near one are tried.
        """
        wanted = [sought.word(number) for number in range(len(sought))]
        if len(wanted) < LEAST_WORDS or sought.marks or len(self.parts) < 2:
            return
        middle = (len(wanted) + 1) // 2
        halves = joined(wanted[:middle]), joined(wanted[middle:])
        before, behind = LONGEST_FOOT + len(wanted), LONGEST_HEAD + len(wanted)
        for at, part in zip(flow.breaks, self.parts[1:], strict=True):
            if flow.text.holds(halves[0], at - before, at) or flow.text.holds(
                halves[1], at, at + behind
            ):
                yield from over_break(flow.text, at, part, wanted)


def _longer(
    chains: Sequence[tuple[Place, ...]], places: Sequence[Place], reach: int
) -> Iterator[tuple[Place, ...]]:
    """The chains that go on at one of these places, each with the nearest before it."""
    by_end = sorted(chains, key=lambda chain: chain[-1][-1][1])
    ends = [chain[-1][-1][1] for chain in by_end]
    for place in places:
        start = place[0][0]
        number = bisect_right(ends, start) - 1
        if number >= 0 and start - ends[number] <= reach:
            yield *by_end[number], place


def _with_edges(flow: _Flow, sought: PrintedText, first: int, behind: int) -> Span:
    """The stretch with as many words at its ends, within its sentence, as are sought there."""
    from rapidfuzz.distance import Indel  # late: only what is not found as it is needs it

    text, breaks = flow.text, frozenset(flow.breaks)
    wanted = [sought.word(number) for number in range(len(sought))]
    words = [text.word(number) for number in range(first, behind)]
    same = [each for each in Indel.opcodes(wanted, words) if each.tag == "equal"]
    if not same:
        return first, behind
    start, end = first + same[0].dest_start, first + same[-1].dest_end
    before = takewhile(lambda n: n + 1 not in breaks, range(start - 1, -1, -1))
    after = takewhile(lambda n: n not in breaks, range(end, len(text)))
    start -= _same_sentence(text, islice(before, same[0].src_start))
    end += _same_sentence(text, islice(after, len(wanted) - same[-1].src_end))
    return start, end


def _same_sentence(text: PrintedText, numbers: Iterable[int]) -> int:
    """How many stand before the sentence ends, without signs behind the last word."""
    words = list(takewhile(lambda word: word not in SENTENCE_ENDS, map(text.word, numbers)))
    return len(words) - len(list(takewhile(_is_sign, reversed(words))))


def _with_signs(text: PrintedText, sought: PrintedText, first: int, behind: int) -> Span:
    """The stretch with the brackets and other signs around it that the words sought have too."""
    words = sought.words.split()
    before = list(takewhile(_is_sign, words))
    after = list(takewhile(_is_sign, reversed(words)))[::-1]
    if before and text.has(joined(before), first - len(before)):
        first -= len(before)
    if after and text.has(joined(after), behind):
        behind += len(after)
    return first, behind


def _is_sign(word: str) -> bool:
    return not word[-1].isalnum()
