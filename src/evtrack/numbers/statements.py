"""Which numbers a statement gives as quantities, and how exactly it means them."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import inf
from typing import NamedTuple

from evtrack.numbers.names import (
    is_named_before,
    is_named_behind,
    may_be_named_before,
    word_before,
)
from evtrack.numbers.reading import (
    ODDS,
    Number,
    Pair,
    Value,
    are_joined,
    is_range,
    is_year,
    numbers_in,
    share_of,
    worded_numbers_in,
)
from evtrack.numbers.units import PART, PEOPLE, Unit, split

# What a statement's digits are part of without being quantities.
_NO_QUANTITY = re.compile(
    r"""https?://\S+ | www\.\S+ | \b10\.\d{4,9}/\S+                   # addresses and DOIs
    | \[[\d\s,;–-]{1,40}\] | \([^()]{0,80}\b\d{4}[a-z]?\)             # citations: [3], (Ng, 2020)
    | (?<!\d)\d++(?:[-–.]\d++){2,} | (?<!\d)\d++(?:[:/]\d++)+         # dates, versions, times, 9/11
    | (?<!\d)9[059]\s?%?\s(?:CI|CrI|confidence|credible)\b            # how sure an interval is
    """,
    re.VERBOSE,
)
_BEFORE_A_BACKWARD_REFERENCE = frozenset(split("the these those both its their our other"))
_OF = re.compile(r"\sof\b")
_VERB = re.compile(
    r"\s(?:had|have|has|were|was|are|is|did|do|does|could|can|would|will|said|felt|reported|improved"
    r"|recovered|relapsed|died|stopped|dropped|left|received|achieved|showed|still|no\slonger)\b"
)
_ORDINAL = re.compile(
    r"an?\s(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)", re.IGNORECASE
)
_BEFORE_A_HALF = frozenset(
    split("first second other latter former last this that each either top bottom upper lower")
)
_ABOUT = re.compile(
    r"(?:\b(?:about|around|nearly|almost|roughly|approximately|some|circa|close\sto|just\sover"
    r"|just\sunder|approx\.|ca?\.)\s|[~≈]\s?)$",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"(?:\b(?:(?<!no\s)(?<!not\s)(?:less|fewer|lower)\sthan|not?\smore\sthan|under|below|at\smost"
    r"|up\sto|within|(?:as|so)\s(?:many|much|long|high)\sas|maximum\sof)\s|[<≤]\s?)$",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"(?:\b(?:(?:more|greater|higher)\sthan|not?\s(?:less|fewer)\sthan|over|above|at\sleast"
    r"|exceed(?:s|ed|ing)?|minimum\sof)\s|[>≥]\s?)$",
    re.IGNORECASE,
)
_OR_LESS = re.compile(r"\s(?:or|and)\s(?:less|fewer|under|below|younger|lower|shorter)\b")
_OR_MORE = re.compile(r"\+|\s(?:or|and)\s(?:more|over|above|older|higher|longer|greater)\b")
_AS_FAR_AS_WORDS_LOOK = 40  # characters before a number
_ROUGHLY = 0.1  # how far "about" reaches, as a part of the number
_ROUND_FROM = 100
_ROUNDED_BY = 0.025  # how far a round number is out at most, as a part of it
_RELATIVE_BEFORE = re.compile(
    r"\b(?:f[ae]ll|reduc|decreas|drop|cut|declin|lower|r[io]se|ris|increas|rais|gr[eo]w)\w*"
    r"(?:\s\w+){0,3}\sby\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_RELATIVE_BEHIND = re.compile(
    r"\s(?:lower|less|fewer|smaller|shorter|higher|more|greater|larger|longer|reduction|decrease|drop"
    r"|fall|decline|cut|increase|rise)\b"
)
_HALF = 0.500_001  # of the last digit, with room for what binary fractions lose
_COMPARING = re.compile(
    r"\b(?:less|low|few|reduc|decreas|f[ae]ll|drop|declin|cut|more|high|great|increas|r[io]se|rais"
    r"|gain|los[et]|better|worse|short|long|differ|improv|change|than\b|by\b)",
    re.IGNORECASE,
)


class Bounds(NamedTuple):
    """What a number may be, lowest and highest, in one of its readings; `amount` is what it says.

    The bounds are those of rounding to its last digit; "about" and "more than" widen them.
    """

    lowest: float
    highest: float
    amount: float
    unit: Unit | None

    @property
    def is_open(self) -> bool:
        """Whether it has no bound on one side: `more than 24`."""
        return inf in (-self.lowest, self.highest)

    def in_unit(self, other: Unit | None) -> tuple[float, float] | None:
        """The lowest and highest amount in another unit; None where the two count other things.

        What has no unit may be in any. Rounding reaches less far in another unit, since `1 year` is
        no way to say eight months; `12 weeks` may be three months.
        """
        if self.unit == other or not (self.unit and other):
            return self.lowest, self.highest
        if self.unit.kind != other.kind:
            return None
        lowest, highest = (1 - _ROUGHLY) * self.amount, (1 + _ROUGHLY) * self.amount
        if self.unit.converts_exactly_to(other):
            lowest, highest = max(lowest, self.lowest), min(highest, self.highest)
        return (
            -inf if self.lowest == -inf else self.unit.amount_in(other, lowest),
            inf if self.highest == inf else self.unit.amount_in(other, highest),
        )


class Quantity(NamedTuple):
    """A number that a statement gives: alone, as written with its unit or range, and its readings.

    It is `vague` where its words, `one in five`, may stand for what no text gives as a number, and
    `compares` where the statement tells a difference: `25% lower` may be a ratio of 0.75.
    """

    text: str
    written: str
    bounds: tuple[Bounds, ...]
    is_vague: bool = False
    compares: bool = False

    @property
    def units(self) -> frozenset[Unit]:
        """The units that it may have."""
        return frozenset(reading.unit for reading in self.bounds if reading.unit)


class _Phrase(NamedTuple):
    """What a number is part of, from where to where it stands, and what that as a whole says."""

    place: tuple[int, int]
    bounds: tuple[Bounds, ...] = ()


def quantities_in(statement: str) -> list[Quantity]:
    """The numbers that a statement gives as quantities or years, in its order; the vague ones last.

    Left alone is what only looks like one: names (`COVID-19`, `B12`, `type 2`, `Windows 11`),
    citations, dates and times, "one", and what points back ("the two").
    """
    text = _NO_QUANTITY.sub(" ; ", statement)
    numbers = numbers_in(text)
    pairs = list(pairwise(numbers))
    odds = [pair for pair in pairs if _are_odds(text, pair)]
    alone = set(numbers).difference(*odds)
    phrases = dict(_phrases(text, pairs))
    asked = (number for number in numbers if number in alone and _is_quantity(text, number))
    compares = _COMPARING.search(text) is not None
    return [
        *(_quantity(text, n, phrases.get(n, _Phrase(n.place)), compares) for n in asked),
        *(
            Quantity(share.text, share.text, tuple(_bounds(text, share, *share.place)), True, True)
            for share in _vague_shares(text, odds)
        ),
    ]


def _quantity(text: str, number: Number, phrase: _Phrase, compares: bool) -> Quantity:
    start, end = phrase.place
    bounds = (*_bounds(text, number, start, end), *phrase.bounds)
    if _is_change(text, start, end):  # `falls by 67%` is no ratio of 0.67
        bounds = tuple(reading for reading in bounds if reading.unit != PART)
    return Quantity(number.text, text[start:end], bounds, compares=compares)


def _is_change(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - _AS_FAR_AS_WORDS_LOOK) : start]
    is_told_before = _RELATIVE_BEFORE.search(before) is not None
    return is_told_before or _RELATIVE_BEHIND.match(text, end) is not None


def _phrases(text: str, pairs: Iterable[Pair]) -> Iterator[tuple[Number, _Phrase]]:
    """Each number that is part of a share or a range."""
    for pair in pairs:
        start, end = pair[0].place[0], pair[1].place[1]
        share = share_of(text, pair)
        if share:
            phrase = _Phrase((start, end), tuple(_bounds(text, share, *share.place)))
        elif is_range(text, pair):
            phrase = _Phrase((start, end))
        else:
            continue
        yield from ((number, phrase) for number in pair)


def _are_odds(text: str, pair: Pair) -> bool:
    return are_joined(text, pair, ODDS) and not pair[0].units and pair[1].units <= {PEOPLE}


def _vague_shares(text: str, odds: Iterable[Pair]) -> Iterator[Number]:
    yield from (share for pair in odds if (share := share_of(text, pair)))
    for number in worded_numbers_in(text):
        if _is_share_of_something(text, number):
            yield number


def _is_share_of_something(text: str, number: Number) -> bool:
    """Whether words are a share: `half of them`, `two thirds had`; `a third had` may be another."""
    if not number.is_rough or word_before(text, number.start).lower() in _BEFORE_A_HALF:
        return False
    is_ordinal = _ORDINAL.fullmatch(number.text) is not None
    return bool(_OF.match(text, number.end)) or (
        not is_ordinal and _VERB.match(text, number.end) is not None
    )


def _is_quantity(text: str, number: Number) -> bool:
    if is_named_before(text, number.start):
        return False
    if number.place[1] == number.end and is_named_behind(text, number.end):
        return False
    if number.text[0].isalpha():
        return _is_spelt_quantity(number, word_before(text, number.start))
    # people make no unit here: `the UK 2000 women`
    return not (number.units <= {PEOPLE} and may_be_named_before(text, number.start))


def _is_spelt_quantity(number: Number, word_before: str) -> bool:
    return (
        number.text.lower() != "one"
        and word_before.lower() not in _BEFORE_A_BACKWARD_REFERENCE
        and (number.text[0].islower() or not word_before)
    )


def _bounds(text: str, number: Number, start: int, end: int) -> Iterator[Bounds]:
    """The bounds of each reading, in the light of the words before `start` and behind `end`."""
    before = text[max(0, start - _AS_FAR_AS_WORDS_LOOK) : start]
    is_about = _ABOUT.search(before) is not None
    is_at_most = _AT_MOST.search(before) is not None or _OR_LESS.match(text, end) is not None
    is_at_least = _AT_LEAST.search(before) is not None or _OR_MORE.match(text, end) is not None
    if is_about or not (is_at_most or is_at_least):
        for amount, step, unit in number.values:
            widened = _ROUGHLY * amount if is_about else _roundness(number, amount)
            slack = max(_HALF * step, widened)
            yield Bounds(amount - slack, amount + slack, amount, unit)
        return
    for value in _likeliest(number.values):
        lowest, highest = (-inf, value.amount) if is_at_most else (value.amount, inf)
        yield Bounds(lowest, highest, value.amount, value.unit)


def _likeliest(values: Iterable[Value]) -> Iterable[Value]:
    """One reading in each unit: nearly everything is `more than 1,200` if that may be 1.2."""
    return {value.unit: value for value in reversed(tuple(values))}.values()


def _roundness(number: Number, amount: float) -> float:
    """How far a round number may be out: `1,300` is written for 1,304, but no year for another."""
    if amount < _ROUND_FROM or amount % 10 or is_year(number):
        return 0
    digits = f"{amount:.0f}"
    zeros = len(digits) - len(digits.rstrip("0"))
    return min(0.5 * 10.0**zeros, _ROUNDED_BY * amount)
