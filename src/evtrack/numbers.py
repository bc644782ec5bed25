"""Numbers in running text: which quantities it states, and whether another text holds them.

The two sides are read differently on purpose. A statement's numbers are asked for only where they
are surely quantities; in the text that should hold them, every number will do, in every reading.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple


def _words(text: str) -> list[str]:
    return text.split()


_ONES = _words("one two three four five six seven eight nine")
_TEENS = _words("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
_TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")
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
    (?P<percent>\s?(?:%|per\s?cent\b))?""",
    re.IGNORECASE | re.VERBOSE,
)
_SEPARATOR = re.compile(r"\D")
_LONGEST = 30  # characters; what is longer is no number that anybody means

# What a statement's digits are part of without being quantities.
_NO_QUANTITY = re.compile(
    r"""https?://\S+ | www\.\S+ | \b10\.\d{4,9}/\S+                   # addresses and DOIs
    | \[[\d\s,;–-]{1,40}\] | \([^()]{0,80}\b\d{4}[a-z]?\)             # citations: [3], (Ng, 2020)
    | (?<!\d)\d++(?:[-–.]\d++){2,} | (?<!\d)\d++(?:[:/]\d++)+         # dates, versions, times, 9/11
    | (?<!\d)9[059]\s?%?\s(?:CI|CrI|confidence|credible)\b            # how sure an interval is
    """,
    re.VERBOSE,
)
_UNIT = (
    r"(?:%|per\s?cent|[kmµ]?g|mcg|m?[lL]|[ckm]m|h|hrs?|hours?|mins?|minutes?|seconds?|days?|weeks?"
    r"|months?|years?|IU|units?|points?)(?!\w)"
)
_UNIT_BEHIND = re.compile(rf"[\s-]?{_UNIT}")
_PART_OF_A_NAME_BEHIND = re.compile(
    rf"(?!-?{_UNIT})(?:\w|[-‐‑^][^\W\d]|[-\s](?:thirds?|quarters?)\b)"
)
_PART_OF_A_NAME_BEFORE = re.compile(r"(?:[^\W\d][-–‐‑]|[\w#№§^×])$")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w'’-]*)\.?\s$")
_LABELS = frozenset(
    _words(
        "type subtype serotype grade phase stage level class group category tier factor vitamin "
        "omega hepatitis covid interleukin chromosome table figure fig chapter section article "
        "appendix box part page p pp volume vol no nr number version v step question item model "
        "mode schedule layer line option study experiment generation equation eq reference ref "
        "axis zone route"
    )
)
_MONTHS = _words(
    "january february march april may june july august september october november december"
)
_OPENERS = frozenset(
    _words(
        "a about above after all almost among an and any approximately around as at before "
        "below between but by during each every few fewer for from if in just least less more "
        "most nearly of on only or over roughly since some than that the these those to under "
        "until up when where with within"
    )
)
_BEFORE_A_QUANTITY = frozenset(_MONTHS) | _OPENERS
_BEFORE_A_BACKWARD_REFERENCE = frozenset(_words("the these those both its their our other"))
_ODDS = re.compile(r"\s(?:in|out\sof)\s(?:every\s)?")
_SHARE = re.compile(r"\s?/\s?|\s(?:in|of|out\sof)\s(?:the\s)?")

_ABOUT = re.compile(
    r"(?:\b(?:about|around|nearly|almost|roughly|approximately|some|circa|close\sto|just\sover"
    r"|just\sunder|approx\.|ca?\.)\s|[~≈]\s?)$",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"(?:\b(?:(?<!no\s)(?<!not\s)(?:less|fewer|lower)\sthan|not?\smore\sthan|under|below|at\smost"
    r"|up\sto|within)\s|[<≤]\s?)$",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"(?:\b(?:(?:more|greater|higher)\sthan|not?\s(?:less|fewer)\sthan|over|above|at\sleast"
    r"|exceed(?:s|ed|ing)?)\s|[>≥]\s?)$",
    re.IGNORECASE,
)
_AS_FAR_AS_WORDS_LOOK = 40  # characters before a number
_ROUGHLY = 0.1  # how far "about" reaches, as a part of the number
_HALF = 0.500_001  # of the last digit, with room for what binary fractions lose


class Value(NamedTuple):
    """One reading of a number; `unit` is what its last digit counts: 0.1 in `2.5`."""

    amount: float
    unit: float


class Number(NamedTuple):
    """A number as it is written, from `start` to before `end`, and each way to read it.

    `1,200` is 1200 and 1.2 (a comma may be a decimal one); `50%` is 50 and 0.5.
    """

    text: str
    start: int
    end: int
    values: tuple[Value, ...]


class Quantity(NamedTuple):
    """A number that a statement gives, with the bounds, lowest and highest, of each reading.

    The bounds are those of rounding to its last digit; "about" and "more than" widen them.
    """

    text: str
    bounds: tuple[tuple[float, float], ...]

    def is_among(self, amounts: Sequence[float]) -> bool:
        """Whether any of these amounts, the smallest first, lies within its bounds."""
        at_or_above = ((bisect_left(amounts, lowest), highest) for lowest, highest in self.bounds)
        return any(n < len(amounts) and amounts[n] <= highest for n, highest in at_or_above)


def quantities_in(statement: str) -> list[Quantity]:
    """The numbers that a statement gives as quantities or years, in its order.

    Left alone is what only looks like one: names (`COVID-19`, `B12`, `type 2`, `Windows 11`),
    citations, dates and times, odds (`one in five`), "one", and what points back ("the two").
    """
    text = _NO_QUANTITY.sub(" ; ", statement)
    numbers = numbers_in(text)
    odds = {number for pair in pairwise(numbers) if _joined(text, pair, _ODDS) for number in pair}
    return [
        Quantity(number.text, tuple(_bounds(text, number)))
        for number in numbers
        if number not in odds and _is_quantity(text, number)
    ]


def numbers_in(text: str) -> list[Number]:
    """Every number in digits or English words, also within names, in its order."""
    return [
        Number(match[0], match.start(), match.end(), values)
        for match in _NUMBER.finditer(text)
        if len(match[0]) <= _LONGEST and (values := tuple(_values(match)))
    ]


def with_shares(text: str) -> list[Number]:
    """Every number, and what `171 of 241` comes to as a part and in percent."""
    numbers = numbers_in(text)
    return [*numbers, *_shares(text, numbers)]


def amounts_of(numbers: Iterable[Number]) -> list[float]:
    """What these numbers may come to in every reading, the smallest first."""
    return sorted(value.amount for number in numbers for value in number.values)


def _shares(text: str, numbers: Sequence[Number]) -> Iterator[Number]:
    for part, whole in pairwise(numbers):
        if _joined(text, (part, whole), _SHARE) and (of := whole.values[0].amount):
            share = part.values[0].amount / of
            written = text[part.start : whole.end]
            yield Number(written, part.start, whole.end, (Value(share, 0), Value(100 * share, 0)))


def _joined(text: str, pair: tuple[Number, Number], by: re.Pattern[str]) -> bool:
    one, other = pair
    return by.fullmatch(text, one.end, other.start) is not None


def _values(match: re.Match[str]) -> Iterator[Value]:
    values = _read_digits(match["digits"]) if match["digits"] else [_read_words(match["words"])]
    scale = _SCALES[match["scale"].lower()] if match["scale"] else 1
    for amount, unit in values:
        yield Value(amount * scale, unit * scale)
        if match["percent"]:
            yield Value(amount / 100, unit / 100)


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


def _is_quantity(text: str, number: Number) -> bool:
    before = text[max(0, number.start - _AS_FAR_AS_WORDS_LOOK) : number.start]
    if _PART_OF_A_NAME_BEFORE.search(before) or _PART_OF_A_NAME_BEHIND.match(text, number.end):
        return False
    word = _WORD_BEFORE.search(before)
    if number.text[0].isalpha():
        return _is_spelt_quantity(number, word[1] if word else "")
    return not word or not _names(word[1], text, number)


def _is_spelt_quantity(number: Number, word_before: str) -> bool:
    return (
        number.text.lower() != "one"
        and word_before.lower() not in _BEFORE_A_BACKWARD_REFERENCE
        and (number.text[0].islower() or not word_before)
    )


def _names(word: str, text: str, number: Number) -> bool:
    """Whether the word before a number makes it a name, as in `type 2` and `Windows 11`."""
    if word.lower() in _LABELS:
        return True
    if word[0].islower() or word.endswith("ing") or word.lower() in _BEFORE_A_QUANTITY:
        return False
    return not (number.text.endswith(("%", "cent")) or _UNIT_BEHIND.match(text, number.end))


def _bounds(text: str, number: Number) -> Iterator[tuple[float, float]]:
    before = text[max(0, number.start - _AS_FAR_AS_WORDS_LOOK) : number.start]
    for amount, unit in number.values:
        if _ABOUT.search(before):
            yield amount * (1 - _ROUGHLY), amount * (1 + _ROUGHLY)
        elif _AT_MOST.search(before):
            yield -inf, amount
        elif _AT_LEAST.search(before):
            yield amount, inf
        else:
            yield amount - unit * _HALF, amount + unit * _HALF
