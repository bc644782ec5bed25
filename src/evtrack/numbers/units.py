"""The units that a number in running text may have, and what one comes to in another."""

import re
from typing import NamedTuple


def split(words: str) -> list[str]:
    """The words of a list that is written as one text."""
    return words.split()


class Unit(NamedTuple):
    """What a number counts. Amounts of one `kind` compare as `factor * amount + offset`.

    `is_inexact` where that holds only nearly: a month has no fixed number of days.
    """

    name: str
    kind: str
    factor: float = 1
    offset: float = 0
    is_inexact: bool = False

    def converts_exactly_to(self, other: "Unit") -> bool:
        """Whether an amount comes to one exact amount in another unit of the same kind."""
        return self.is_inexact is other.is_inexact

    def amount_in(self, other: "Unit", amount: float) -> float:
        """What an amount comes to in another unit of the same kind."""
        return (amount * self.factor + self.offset - other.offset) / other.factor


PERCENT = Unit("percent", "share", 0.01)
PART = Unit("part", "share")
TIMES = Unit("times", "ratio")
PEOPLE = Unit("people", "people")

_MONTH = 365.25 / 12
_SPELLINGS_BY_UNIT = {
    Unit("second", "time", 1 / 86_400): "second seconds sec secs",
    Unit("minute", "time", 1 / 1_440): "minute minutes min mins",
    Unit("hour", "time", 1 / 24): "hour hours h hr hrs",
    Unit("day", "time"): "day days",
    Unit("week", "time", 7): "week weeks wk wks",
    Unit("fortnight", "time", 14): "fortnight fortnights",
    Unit("month", "time", _MONTH, is_inexact=True): "month months mo mos",
    Unit("year", "time", 12 * _MONTH, is_inexact=True): "year years yr yrs",
    Unit("decade", "time", 120 * _MONTH, is_inexact=True): "decade decades",
    Unit("century", "time", 1_200 * _MONTH, is_inexact=True): "century centuries",
    Unit("nanogram", "mass", 1e-9): "ng nanogram nanograms",
    Unit("microgram", "mass", 1e-6): "µg μg ug mcg microgram micrograms",
    Unit("milligram", "mass", 1e-3): "mg milligram milligrams",
    Unit("gram", "mass"): "g gram grams gramme grammes",
    Unit("kilogram", "mass", 1e3): "kg kgs kilo kilos kilogram kilograms",
    Unit("pound", "mass", 453.592): "lb lbs pound pounds",
    Unit("microlitre", "volume", 1e-6): "µl μl µL μL microlitre microlitres",
    Unit("millilitre", "volume", 1e-3): "ml mL millilitre millilitres milliliter milliliters",
    Unit("centilitre", "volume", 1e-2): "cl cL centilitre centilitres centiliter centiliters",
    Unit("decilitre", "volume", 0.1): "dl dL decilitre decilitres deciliter deciliters",
    Unit("litre", "volume"): "l L litre litres liter liters",
    Unit("unit", "activity"): "U IU unit units international",
    Unit("nanomole", "substance", 1e-9): "nmol",
    Unit("micromole", "substance", 1e-6): "µmol μmol umol",
    Unit("millimole", "substance", 1e-3): "mmol",
    Unit("millimetre", "length", 1e-3): "mm millimetre millimetres millimeter millimeters",
    Unit("centimetre", "length", 1e-2): "cm centimetre centimetres centimeter centimeters",
    Unit("inch", "length", 0.0254): "inch inches",
    Unit("foot", "length", 0.3048): "foot feet ft",
    Unit("metre", "length"): "metre metres meter meters",
    Unit("kilometre", "length", 1e3): "km kilometre kilometres kilometer kilometers",
    Unit("mile", "length", 1_609.34): "mile miles",
    Unit("kilojoule", "energy"): "kJ kilojoule kilojoules",
    Unit("kilocalorie", "energy", 4.184): "kcal kilocalorie kilocalories calorie calories",
    Unit("mmHg", "pressure"): "mmHg",
    Unit("Celsius", "temperature"): "°C ℃",
    Unit("Fahrenheit", "temperature", 5 / 9, -160 / 9): "°F ℉",
    Unit("dollar", "dollars"): "$ USD dollar dollars",
    Unit("pound sterling", "pounds"): "£ GBP pound pounds",
    Unit("euro", "euros"): "€ EUR euro euros",
    Unit("point", "points"): "point points",
    PERCENT: "percentage pp point points",
    TIMES: "times fold",
    PEOPLE: (
        "people person persons patient patients participant participants woman women man men adult "
        "adults child children girl girls boy boys infant infants baby babies newborns adolescents "
        "teenagers mothers subjects individuals volunteers respondents controls cases males females"
    ),
}


def _units_by_spelling() -> dict[str, tuple[Unit, ...]]:
    units: dict[str, tuple[Unit, ...]] = {}
    for unit, spellings in _SPELLINGS_BY_UNIT.items():
        for spelling in split(spellings):
            key = _key(spelling)
            units[key] = (*units.get(key, ()), unit)
    return units


def _key(spelling: str) -> str:
    """The spelling without blanks; its case matters only in symbols such as `L`."""
    written = "".join(spelling.split())
    return written if len(written) <= _LONGEST_SYMBOL else written.lower()


_LONGEST_SYMBOL = 3
_UNITS = _units_by_spelling()

_BEFORE = re.compile(
    r"(?:(?P<money>[$£€])\s?|\b[nN]\s?=\s?"
    r"|\b(?P<time>(?:[Mm]inute|[Hh]our|[Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear)s?)\s)$"
)
_AS_FAR_AS_IT_LOOKS = 9  # characters before a number
_BEHIND = re.compile(
    r"(?P<gap>[\s-]?)(?P<unit>mm\s?Hg|°\s?[CF]|[℃℉]|[a-zA-Zµμ]+)"
    r"(?:\spoints|\sunits)?(?:[\s-]old|-long)?(?![\w'’-])"
)
_WORD = re.compile(r"\s([a-zA-Z-]{2,})(?![\w'’])")
_MOST_ADJECTIVES = 2  # between a number and its unit, as in `12 healthy older women`
_ADJECTIVES_OF_TIME = frozenset(
    split(
        "additional calendar consecutive extra full further long more other postoperative "
        "successive whole"
    )
)
_NO_ADJECTIVES = frozenset(
    split(
        "a after all although among an and are as at because before between both but by compared "
        "did do does during each every few for from had has have he her his if in is it its less "
        "many most no not of on or our out over per she than that the their them then they this "
        "those to under until up versus vs was we were when where whether which while who whose "
        "with within without you your"
    )
)


class Measure(NamedTuple):
    """The units that a number may have, and from `start` to before `end` it with its unit.

    None is among them where it may as well have no unit.
    """

    units: tuple[Unit | None, ...]
    start: int
    end: int


def measure_at(text: str, start: int, end: int) -> Measure:
    """The unit of the number that stands there; of `10 pounds` there are two, of most none."""
    units, until = _units_behind(text, end)
    before = _BEFORE.search(text, max(0, start - _AS_FAR_AS_IT_LOOKS), start)
    if not before:
        return Measure(units, start, until)
    if before["time"]:  # `at week 12 patients`, or `after 3 months 12 relapsed`
        return Measure((*units, None, *units_called(before["time"])), before.start(), until)
    return Measure(
        units or (_UNITS[before["money"]] if before["money"] else (PEOPLE,)), before.start(), until
    )


def _units_behind(text: str, end: int) -> tuple[tuple[Unit | None, ...], int]:
    match = _BEHIND.match(text, end)
    units = units_called(match["unit"]) if match else ()
    if match and units and not (PEOPLE in units and match["gap"] == "-"):  # `a four-patient room`
        return units, match.end()
    return _units_behind_adjectives(text, end)


def _units_behind_adjectives(text: str, end: int) -> tuple[tuple[Unit | None, ...], int]:
    may_be_time = True
    for _ in range(_MOST_ADJECTIVES):
        adjective = _WORD.match(text, end)
        if not adjective or adjective[1].lower() in _NO_ADJECTIVES:
            break
        may_be_time &= adjective[1].lower() in _ADJECTIVES_OF_TIME
        end = adjective.end()
        noun = _WORD.match(text, end)
        units = units_called(noun[1]) if noun else ()
        if noun and PEOPLE in units:
            return (None, PEOPLE), noun.end()  # may be `type 2 diabetes patients`
        if noun and units and may_be_time and units[0].kind == "time":
            return units, noun.end()
    return (), end


def units_called(spelling: str) -> tuple[Unit, ...]:
    """The units that are written so."""
    return _UNITS.get(_key(spelling), ())
