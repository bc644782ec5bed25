"""Every number of a text, in digits and in English words, with its unit."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from evtrack.numbers.names import is_named_before, word_before
from evtrack.numbers.units import (
    PART,
    PEOPLE,
    PERCENT,
    TIMES,
    Unit,
    measure_at,
    split,
    units_called,
)

_ONES = split("one two three four five six seven eight nine")
_TEENS = split("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
_TENS = split("twenty thirty forty fifty sixty seventy eighty ninety")
_SMALL = {word: n for n, word in enumerate(["zero", *_ONES, *_TEENS])} | {
    word: 10 * n for n, word in enumerate(_TENS, start=2)
}
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}

_SCALE = rf"(?:{'|'.join(_SCALES)})\b"
_SMALL_WORD = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_ONES)}))?|{'|'.join(_TEENS + _ONES)}|zero)\b"
)
_FIRST_LETTERS = "".join(sorted({word[0] for word in _SMALL}))
_DIGITS = (
    r"(?<!\d)\d{1,3}(?:\s\d{3})+(?!\d)"  # `12 000`
    r"|\d+(?:[.,'’\u00a0\u2009\u202f]\d+)*|(?<![\w.])\.\d+"
)
_NUMBER = re.compile(
    rf"""(?=[\d.{_FIRST_LETTERS}])  # a quick look, which halves the time
    (?:(?P<digits>{_DIGITS})
    |\b(?P<words>{_SMALL_WORD}(?:[\s-]{_SCALE}(?:(?:\sand)?[\s-]{_SMALL_WORD})?)*))
    (?:[\s-]?(?P<scale>{_SCALE}))?
    (?P<percent>\s?(?:%|per\s?cent\b))?
    (?P<half>\sand\sa\shalf\b)?""",
    re.IGNORECASE | re.VERBOSE,
)
_SHORT_SCALE = re.compile(r"(?:bn|[kKmM])\b")
_SHORT_SCALES = {"bn": 10**9, "k": 10**3, "m": 10**6}
_SEPARATOR = re.compile(r"\D")
_LONGEST = 30  # characters; what is longer is no number that anybody means
_CONFIDENCE_BEHIND = re.compile(r"\s(?:CI|CrI|confidence|credible)\b")

_DASH = r"-?\s?[-–—−‐‑]\s?"
_RANGE = re.compile(rf"{_DASH}|-?\sto\s")
_SPREAD = re.compile(r"\s?(?:±|\+/[-–−])\s?")
_BETWEEN = re.compile(r"\bbetween\s$", re.IGNORECASE)
_AND = re.compile(r"-?\sand\s")
_LIST = re.compile(r"-?(?:\s?/\s?|,?\s(?:and|or|&|vs\.?|versus|v\.?)\s)")
_COMMA = re.compile(r"-?,\s")
_EVERY = r"(?:the\s|every\s|each\s)?"
ODDS = re.compile(rf"\s(?:in|out\sof)\s{_EVERY}")
SHARE = re.compile(rf"\s?/\s?|\s(?:of|per|among)\s{_EVERY}")

_BEFORE_ALL = frozenset(split("every each any no not"))
_A_DAY = re.compile(
    r"\s(?:(?P<twice>twice)|(?P<times>two|three|four|[2-4])\stimes)(?:\s(?:a|per|every|each)\sday\b"
    r"|\sdaily\b)"
)

_YEAR = re.compile(r"(?:19|20)\d\d")

_PARTS = split("half third quarter fifth sixth seventh eighth ninth tenth")
_HOW_OFTEN = {"once": 1, "twic": 2, "thri": 3, "doub": 2, "trip": 3, "quad": 4, "halv": 0.5}
_SPANS = {"dai": "day", "night": "day", "annual": "year"} | {
    word: word for word in split("hour day week fortnight month year decade century")
}
_SPAN = "|".join(_SPANS)
_IN_WORDS = re.compile(
    rf"""\b(?:(?P<half>half)(?:\san?\s(?P<halved>{_SPAN}))?
    |(?P<count>an?|one|two|three|four)[\s-](?P<part>{"|".join(_PARTS[1:])})s?
    |(?P<often>once|twice|thrice|(?:doubl|tripl|quadrupl|halv)(?:e|ed|es|ing))
    |(?P<fold>{"|".join(_ONES)}|ten)fold
    |(?P<dozen>a\sdozen)
    |(?<!\d[\s-])(?P<span>{_SPAN})(?:ly)?)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ROUGHNESS = 0.4  # how wide `a third` and `one in five` are meant, as a part of what they say
_EXACTNESS = 0.01  # how wide `171 of 241` is: as a percentage without decimals
_EXACT_FROM = 100  # people, from which on `30 in 100` is meant as exactly as `30 of 100`


class Value(NamedTuple):
    """One reading of a number; `step` is what its last digit counts: 0.1 in `2.5`."""

    amount: float
    step: float
    unit: Unit | None = None


class Number(NamedTuple):
    """A number as it is written, from `start` to before `end`, and each way to read it.

    `1,200` is 1200 and, as a comma may be a decimal one, 1.2: the likeliest reading in each unit is
    the first. `50%` is 50 percent and 0.5 as a part.
    `place` is from where to where it stands with its unit. `is_rough` where its words, `a third`,
    say no more than nearly.
    """

    text: str
    start: int
    end: int
    values: tuple[Value, ...]
    place: tuple[int, int]
    is_rough: bool = False

    @property
    def units(self) -> frozenset[Unit]:
        """The units that it may have."""
        return frozenset(value.unit for value in self.values if value.unit)


Pair = tuple[Number, Number]


def numbers_in(text: str) -> list[Number]:
    """Every number in digits or English words, also within names, in its order.

    In `12 to 24 months` and `6, 12 and 24 months` each number has the unit; in the list it may as
    well have none.
    """
    written = [
        Number(match[0], match.start(), match.end(), values, (match.start(), match.end()))
        for match in _NUMBER.finditer(text)
        if len(match[0]) <= _LONGEST and (values := tuple(_values(text, match)))
    ]
    return _with_units(text, written)


def worded_numbers_in(text: str) -> list[Number]:
    """What words that are no numerals say: `a third`, `twice`, `threefold`, `a year`."""
    return [_worded(match) for match in _IN_WORDS.finditer(text)]


def shares_in(text: str, numbers: Iterable[Number]) -> list[Number]:
    """What `171 of 241` and `1 in 5` come to."""
    return [share for pair in pairwise(numbers) if (share := share_of(text, pair))]


def share_of(text: str, pair: Pair) -> Number | None:
    """What a part of a whole comes to, where two numbers are joined as such."""
    part, whole = pair
    is_odds = are_joined(text, pair, ODDS)
    if not (is_odds or are_joined(text, pair, SHARE)) or not _may_be_counts(pair):
        return None
    if word_before(text, part.start).lower() in _BEFORE_ALL:  # `every one of the 24 women`
        return None
    share = part.values[0].amount / whole.values[0].amount
    is_rough = is_odds and whole.values[0].amount < _EXACT_FROM
    step = _ROUGHNESS * share if is_rough else min(_EXACTNESS, _ROUGHNESS * share)
    start, end = part.place[0], whole.place[1]
    values = _in_units([Value(100 * share, 100 * step)], [PERCENT])
    return Number(text[start:end], start, end, values, (start, end), is_rough)


def _may_be_counts(pair: Pair) -> bool:
    """Whether they may count people or things, the first of them among the second."""
    part, whole = (number.values[0].amount for number in pair)
    return (
        0 <= part <= whole != 0 and not is_year(pair[1]) and all(n.units <= {PEOPLE} for n in pair)
    )


def are_joined(text: str, pair: Pair, by: re.Pattern[str]) -> bool:
    """Whether a pattern matches all that stands between two numbers and their units."""
    one, other = pair
    return by.fullmatch(text, one.place[1], other.place[0]) is not None


def is_range(text: str, pair: Pair) -> bool:
    """Whether two numbers are the ends of a range: `2–4`, `2 to 4`, `between 2 and 4`."""
    return are_joined(text, pair, _RANGE) or (
        are_joined(text, pair, _AND)
        and _BETWEEN.search(text, max(0, pair[0].place[0] - 9), pair[0].place[0]) is not None
    )


def is_year(number: Number) -> bool:
    """Whether it may be a calendar year."""
    may_be_bare = not number.units or any(value.unit is None for value in number.values)
    return may_be_bare and _YEAR.fullmatch(number.text) is not None


def _with_units(text: str, numbers: Sequence[Number]) -> list[Number]:
    measured: list[Number] = []
    for number in reversed(numbers):
        found = None
        if not number.units:
            found = _with_own_unit(text, number) or _with_unit_of_the_next(text, number, measured)
        measured.append(found if found and not is_named_before(text, number.start) else number)
    return measured[::-1]


def _with_own_unit(text: str, number: Number) -> Number | None:
    units, start, end = measure_at(text, number.start, number.end)
    if PEOPLE in units and is_year(number):
        units = (None, *units)  # `in 2019 women`
    values = (*_in_units(number.values, units), *_a_day(text, number.values, units, end))
    return number._replace(values=values, place=(start, end)) if units else None


def _a_day(
    text: str, values: Iterable[Value], units: Iterable[Unit | None], end: int
) -> tuple[Value, ...]:
    """What `20 mg twice a day` comes to in a day."""
    often = _A_DAY.match(text, end)
    if not often:
        return ()
    times = 2 if often["twice"] else _SMALL.get(often["times"]) or int(often["times"])
    return _in_units(_scaled(values, times), units)


def _with_unit_of_the_next(text: str, number: Number, measured: Sequence[Number]) -> Number | None:
    if not measured:
        return None
    behind = measured[-1]
    pair = number, behind
    units = [value.unit for value in behind.values]
    if is_range(text, pair):
        return number._replace(values=_in_units(_scaled_as(behind, number.values), units))
    if are_joined(text, pair, _SPREAD):
        return number._replace(values=_in_units(number.values, units))
    if are_joined(text, pair, _LIST) or (None in units and are_joined(text, pair, _COMMA)):
        return number._replace(values=_in_units(number.values, [None, *units]))
    return None


def _scaled_as(other: Number, values: Sequence[Value]) -> list[Value]:
    """Also in the thousands or millions of the other, as in `1 to 2 million`."""
    scale = _SCALES.get(re.split(r"[\s-]", other.text)[-1].lower(), 1)
    return [*values, *_scaled(values, scale)] if scale > 1 else list(values)


def _in_units(values: Iterable[Value], units: Iterable[Unit | None]) -> tuple[Value, ...]:
    """The values in each unit, and percentages also as a part of 1."""
    readings = []
    for unit in dict.fromkeys(unit for unit in units if unit != PART):
        for value in values:
            readings.append(value._replace(unit=unit))
            if unit == PERCENT:
                readings.append(Value(value.amount / 100, value.step / 100, PART))
    return tuple(readings)


def _values(text: str, match: re.Match[str]) -> Iterator[Value]:
    and_half = 0.5 if match["half"] else 0
    values = _read_digits(match["digits"]) if match["digits"] else [_read_words(match["words"])]
    scale = _SCALES[match["scale"].lower()] if match["scale"] else 1
    scaled = _scaled([value._replace(amount=value.amount + and_half) for value in values], scale)
    is_share = match["percent"] and not _CONFIDENCE_BEHIND.match(text, match.end())
    yield from _in_units(scaled, [PERCENT]) if is_share else scaled
    short = _SHORT_SCALE.match(text, match.end())
    if short:  # `£5m`, which may as well be something else
        yield from _scaled(values, _SHORT_SCALES[short[0].lower()])


def _scaled(values: Iterable[Value], scale: int) -> list[Value]:
    return [Value(scale * amount, scale * step) for amount, step, _ in values]


def _read_words(words: str) -> Value:
    total = current = 0
    for word in words.lower().replace("-", " ").split():
        if word in _SMALL:
            current += _SMALL[word]
        elif word == "hundred":
            current *= 100
        elif word != "and":
            total, current = total + current * _SCALES[word], 0
    return Value(total + current, 1)


def _read_digits(digits: str) -> list[Value]:
    separators = _SEPARATOR.findall(digits)
    groups = _SEPARATOR.split(digits)
    if not separators:
        return [Value(float(digits), 1)]
    readings = []
    if len(set(separators)) == 1 and _are_thousands(groups):
        readings.append(Value(float("".join(groups)), 1))
    if separators[-1] in ".," and (len(groups) == 2 or _are_thousands(groups[:-1])):
        whole, fraction = "".join(groups[:-1]), groups[-1]
        readings.append(Value(float(f"{whole}.{fraction}"), 10.0 ** -len(fraction)))
    if separators == ["."]:
        readings.reverse()  # first what it is in English
    if "." not in separators and len(groups[-1]) != 3:  # `74,83` may be a list
        readings += [Value(float(group), 1) for group in groups]
    return readings


def _are_thousands(groups: Sequence[str]) -> bool:
    """Whether the groups are those of one number: `1,200` or, as in India, `1,20,000`."""
    first, *middle, last = groups
    return (
        1 <= len(first) <= 3
        and not first.startswith("0")
        and len(last) == 3
        and all(2 <= len(group) <= 3 for group in middle)
    )


def _worded(match: re.Match[str]) -> Number:
    place = match.start(), match.end()
    is_rough = bool(match["part"] or (match["half"] and not match["halved"]))
    return Number(match[0], *place, tuple(_values_of_words(match)), place, is_rough)


def _values_of_words(match: re.Match[str]) -> Iterator[Value]:
    if match["often"]:
        yield Value(_HOW_OFTEN[match["often"][:4].lower()], 0, TIMES)
    elif match["fold"]:
        yield Value(_SMALL[match["fold"].lower()], 0, TIMES)
    elif match["dozen"]:
        yield Value(12, 0)
    elif match["part"]:
        count = _SMALL.get(match["count"].lower(), 1)
        yield from _rough_share(count / (_PARTS.index(match["part"].lower()) + 2))
    elif match["span"] or match["halved"]:
        span = _SPANS[(match["span"] or match["halved"]).lower()]
        yield from (Value(1 if match["span"] else 0.5, 0, unit) for unit in units_called(span))
    else:
        yield from _rough_share(0.5)


def _rough_share(share: float) -> tuple[Value, ...]:
    return _in_units([Value(100 * share, 100 * share * _ROUGHNESS)], [PERCENT])
