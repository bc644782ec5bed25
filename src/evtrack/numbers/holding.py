"""What texts hold: single amounts, ranges, and what can be worked out from two numbers."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from evtrack.numbers.reading import Number, Pair, Value
from evtrack.numbers.statements import Bounds, Quantity
from evtrack.numbers.units import PART, PEOPLE, PERCENT, TIMES, Unit

_LARGEST_RATIO = 20  # what a bare number may be as a risk or an odds ratio


class _Span(NamedTuple):
    lowest: float
    highest: float


_Spans = Mapping[Unit | None, Sequence[_Span]]  # in order, and without overlaps


class Held:
    """What texts hold, by the numbers of each in their order, and the ranges that hold as a whole.

    `changing` are those numbers of each that may differ by what a statement tells as a change.
    A number without a unit may have any, so that it is held by any other, and holds any.
    """

    def __init__(
        self,
        numbers: Sequence[Sequence[Number]],
        ranges: Iterable[Pair],
        changing: Sequence[Sequence[Number]],
    ) -> None:
        self._numbers = numbers
        self._ranges = ranges
        self._changing = changing

    def holds(self, quantity: Quantity) -> bool:
        """Whether any reading of a quantity is held; a vague one also where no share is."""
        if quantity.is_vague and self._amounts.keys().isdisjoint((PERCENT, PART)):
            return True
        return (
            any(_is_among(reading, self._amounts) for reading in quantity.bounds)
            or any(self._is_within_a_range(reading) for reading in quantity.bounds)
            or any(self._is_a_rest(reading) for reading in quantity.bounds)
            or (quantity.compares and any(map(self._is_a_change, quantity.bounds)))
        )

    def _is_within_a_range(self, reading: Bounds) -> bool:
        alike = {u: spans for u, spans in self._covered.items() if bool(u) is bool(reading.unit)}
        return _is_among(reading, alike)

    def _is_a_rest(self, reading: Bounds) -> bool:
        return not reading.is_open and _is_among(reading, self._rests)

    def _is_a_change(self, reading: Bounds) -> bool:
        changes = {u: spans for u, spans in self._changes.items() if reading.unit or not u}
        return _is_among(reading, changes)

    @cached_property
    def _amounts(self) -> _Spans:
        return _spans(_single(chain.from_iterable(map(_amounts, self._numbers))))

    @cached_property
    def _covered(self) -> _Spans:
        nearly = chain.from_iterable(map(_nearly, self._numbers))
        return _spans(chain(_ends(self._ranges), nearly))

    @cached_property
    def _rests(self) -> _Spans:
        return _spans(_single(chain.from_iterable(map(_rests, self._numbers))))

    @cached_property
    def _changes(self) -> _Spans:
        return _spans(_single(chain.from_iterable(map(_changes, self._changing))))


def _is_among(reading: Bounds, held: _Spans) -> bool:
    for unit, spans in held.items():
        sought = reading.in_unit(unit)
        if sought:
            lowest, highest = sought
            first = bisect_left(spans, lowest, key=lambda span: span.highest)
            if first < len(spans) and spans[first].lowest <= highest:
                return True
    return False


def _spans(found: Iterable[tuple[Unit | None, _Span]]) -> _Spans:
    by_unit: defaultdict[Unit | None, list[_Span]] = defaultdict(list)
    for unit, span in found:
        by_unit[unit].append(span)
    return {unit: _merged(spans) for unit, spans in by_unit.items()}


def _merged(spans: list[_Span]) -> list[_Span]:
    merged: list[_Span] = []
    for lowest, highest in sorted(spans):
        if merged and lowest <= merged[-1].highest:
            lowest, before = merged.pop()
            highest = max(highest, before)
        merged.append(_Span(lowest, highest))
    return merged


def _single(values: Iterable[Value]) -> Iterator[tuple[Unit | None, _Span]]:
    return ((value.unit, _Span(value.amount, value.amount)) for value in values)


def _ends(ranges: Iterable[Pair]) -> Iterator[tuple[Unit | None, _Span]]:
    for lowest, highest in ranges:
        ends = {value.unit: value.amount for value in highest.values[::-1]}
        for value in lowest.values:
            if value.amount < ends.get(value.unit, 0):
                yield value.unit, _Span(value.amount, ends[value.unit])


def _nearly(numbers: Iterable[Number]) -> Iterator[tuple[Unit | None, _Span]]:
    """What words such as `a third` may stand for."""
    for number in numbers:
        if number.is_rough:
            for amount, step, unit in number.values:
                yield unit, _Span(amount - step / 2, amount + step / 2)


def _amounts(numbers: Iterable[Number]) -> Iterator[Value]:
    """Each reading, and what two neighbouring counts of people add up to."""
    before = 0.0
    for number in numbers:
        yield from number.values
        count = number.values[0].amount
        if number.units <= {PEOPLE} and count % 1 == 0:
            if before:
                yield Value(before + count, 1, PEOPLE)
            before = count


def _rests(numbers: Iterable[Number]) -> Iterator[Value]:
    for value in chain.from_iterable(number.values for number in numbers):
        if value.unit == PERCENT and value.amount < 100:
            yield value._replace(amount=100 - value.amount)


def _changes(numbers: Iterable[Number]) -> Iterator[Value]:
    """What bare ratios come to in percent, and by what neighbours of one unit differ."""
    before: dict[Unit | None, float] = {}
    for number in numbers:
        value = next((value for value in number.values if value.unit), number.values[0])
        if value.unit in (None, TIMES) and value.amount <= _LARGEST_RATIO:
            yield Value(100 * abs(value.amount - 1), value.step, PERCENT)
        if value.unit in before:
            yield from _differences(before[value.unit], value)
        before[value.unit] = value.amount


def _differences(amount: float, value: Value) -> Iterator[Value]:
    difference = abs(amount - value.amount)
    yield Value(difference, value.step, value.unit)
    for one, other in ((amount, value.amount), (value.amount, amount)):
        if one and other:
            yield Value(100 * difference / one, 1, PERCENT)
            yield Value(one / other, 1, TIMES)
