"""A statement's numbers held against those of the texts that should carry it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from evtrack.numbers.holding import Held
from evtrack.numbers.reading import (
    Number,
    Pair,
    are_joined,
    is_range,
    numbers_in,
    shares_in,
    worded_numbers_in,
)
from evtrack.numbers.statements import quantities_in
from evtrack.numbers.units import Unit

# Before a range that only tells how far the number before it may be out: `79% (95% CI 74–83)`.
_INTERVAL = r"(?:CI|CrI|IQR|range|interquartile\srange|(?:confidence|credible)\sinterval)"
_BEFORE_AN_INTERVAL = re.compile(
    rf"\s?[(\[]\s?|[\s,;:(\[]{{1,3}}{_INTERVAL}[\s,;:=(\[]{{1,3}}(?:(?:of|from)\s)?", re.IGNORECASE
)


_IN_BRACKETS = re.compile(r"\[([^\[\]]{1,200})\]")
_OF_A_SOURCE = re.compile(r"\b(?:CI|CrI|IQR|SD|SE|range)\b|[=<>≤≥±]|\d\s?(?:[-–,;]|to)\s?\d")


class Mismatch(NamedTuple):
    """A number that a statement gives and no text holds, as it is written with its unit.

    `beside` has for each text what it says in the same unit or, where none does, of the same kind.
    """

    written: str
    beside: tuple[tuple[str, ...], ...]


def mismatches(statement: str, texts: Iterable[str]) -> list[Mismatch]:
    """The numbers of a statement that none of these texts holds, each once.

    Held is also what comes to the same in another unit, is rounded, lies within a range, or can be
    worked out: the rest of a percentage, a total of people and, where the statement compares, a
    change. A vague number is asked for only where a text has a share to compare it with.
    """
    quantities = quantities_in(statement)
    if not quantities:
        return []
    told = [_Told.by(text) for text in texts]
    ranges = chain.from_iterable(each.covering_ranges() for each in told)
    held = Held([each.in_order for each in told], ranges, [each.without_intervals for each in told])
    missing = [quantity for quantity in quantities if not held.holds(quantity)]
    beside = {units: _beside(units, told) for units in {quantity.units for quantity in missing}}
    found = {quantity.written: beside[quantity.units] for quantity in missing}
    return [Mismatch(*each) for each in found.items()]


def without_insertions(quotation: str) -> str:
    """A quotation without its editor's words in brackets; intervals are the source's own."""
    return _IN_BRACKETS.sub(
        lambda found: found[0] if _OF_A_SOURCE.search(found[1]) else " … ", quotation
    )


def numbers_as_written(text: str) -> list[str]:
    """Every number of a text with its unit, ranges as a whole."""
    return list(_Told.by(text).written(lambda _: True))


class _Told(NamedTuple):
    """A text with its numbers, the ranges and shares of them, and the numbers in other words."""

    text: str
    numbers: Sequence[Number]
    ranges: Sequence[Pair]
    shares: Sequence[Number]
    worded: Sequence[Number]

    @classmethod
    def by(cls, text: str) -> "_Told":
        """What a text tells."""
        numbers = numbers_in(text)
        ranges = _ranges(text, numbers)
        return cls(text, numbers, ranges, shares_in(text, numbers), worded_numbers_in(text))

    @property
    def in_order(self) -> list[Number]:
        """All that is told, as it stands."""
        return sorted(chain(self.numbers, self.shares, self.worded), key=lambda n: n.start)

    @property
    def without_intervals(self) -> list[Number]:
        """The same but for the ends of intervals: no change is from one of those to the other."""
        ends = {end.start for pair in self._intervals() for end in pair}
        return [number for number in self.in_order if number.start not in ends]

    def covering_ranges(self) -> list[Pair]:
        """The ranges of whose every number the text says that it is so."""
        intervals = set(self._intervals())
        return [pair for pair in self.ranges if pair not in intervals]

    def _intervals(self) -> Iterator[Pair]:
        before = {number.start: one for one, number in pairwise(self.numbers)}
        for pair in self.ranges:
            one = before.get(pair[0].start)
            if one and are_joined(self.text, (one, pair[0]), _BEFORE_AN_INTERVAL):
                yield pair

    def written(self, fits: Callable[[Number], bool]) -> tuple[str, ...]:
        """Those of its numbers that fit, each once; ranges and shares as a whole."""
        spans = [(one.place[0], other.place[1]) for one, other in self.ranges]
        spans += [share.place for share in self.shares]
        whole = {place: span for span in spans for place in span}
        plain = (number for number in self.worded if number.is_rough)
        places = (
            whole.get(number.place[0]) or whole.get(number.place[1], number.place)
            for number in chain(self.numbers, self.shares, plain)
            if fits(number)
        )
        return tuple(dict.fromkeys(self.text[start:end] for start, end in places))


def _beside(units: frozenset[Unit], told: Iterable[_Told]) -> tuple[tuple[str, ...], ...]:
    kinds = {unit.kind for unit in units}
    in_these = tuple(each.written(lambda n: not units.isdisjoint(n.units)) for each in told)
    if any(in_these):
        return in_these
    return tuple(each.written(lambda n: any(u.kind in kinds for u in n.units)) for each in told)


def _ranges(text: str, numbers: Iterable[Number]) -> list[Pair]:
    """The numbers that are the ends of a range; none in a chain such as `2019-03-31`."""
    pairs = list(pairwise(numbers))
    are_ranges = [is_range(text, pair) for pair in pairs]
    before, behind = [False, *are_ranges[:-1]], [*are_ranges[1:], False]
    joined = zip(pairs, before, are_ranges, behind, strict=False)
    return [pair for pair, *around in joined if around == [False, True, False]]
