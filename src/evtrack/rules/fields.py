"""What several families ask of the fields of entries."""

import re
from collections.abc import Iterator

from evtrack.model import Edit, Location, Problem, Source
from evtrack.rules.rule import Context

WEB_TYPES = frozenset({"online", "www", "electronic", "webpage"})
JOURNALS = ("journal", "journaltitle")

_LAST_FOUR_DIGITS = re.compile(r".*([0-9]{4})\W*", re.DOTALL)

_NOTHING = frozenset({"n/a", "n.a", "tbd", "tba", "null", "undefined"})
_MARKS = frozenset("?-\u2010\u2011\u2012\u2013\u2014\u2212")

_NOT_OUT_YET = frozenset({"inpreparation", "submitted", "forthcoming", "inpress"})
_SAYS_SO = re.compile(
    r"(?i)\b(?:in[ -]press|in print|forthcoming|to (?:appear|be published)|accepted|submitted"
    r"|under review|in (?:prep\b|preparation)|ahead of print|online first|early (?:access|view)"
    r"|im (?:druck|erscheinen)|erscheint|(?:sous|à para[iî]tre|en) pr(?:esse|ensa)|à para[iî]tre"
    r"|in stampa|no prelo|in druk|i tryck|w druku|в печати)|印刷中|出版中|待刊"
)
_WHERE_IT_IS_SAID = ("year", "date", "volume", "number", "issue", "pages", "note", "howpublished")


def values_of(context: Context, *fields: str) -> Iterator[tuple[Source, str, str]]:
    """Each entry that fills one of these fields, with the field's name and value.

    What several entries inherit from one place comes once. What only holds a field's place is left
    out: another rule tells of it.
    """
    told: set[Location] = set()
    for source in context.ledger.entries.values():
        for field in fields:
            if not (value := source.fields.get(field)):
                continue
            place = source.place_of(field)
            if place not in told:
                told.add(place)
                if not holds_nothing(value):
                    yield source, field, value


def holds_nothing(value: str) -> bool:
    """Whether a value is blank, or only holds the place of one: `????`, `-`, `n/a`."""
    bare = value.strip("{}[]. ")
    return _MARKS.issuperset(bare) or (len(bare) < 10 and bare.lower() in _NOTHING)


def is_not_out_yet(source: Source) -> bool:
    """Whether `pubstate` says that it is in press or the like, or another field does in words."""
    if source.fields.get("pubstate", "").lower() in _NOT_OUT_YET:
        return True
    return any(says_not_out_yet(source.fields.get(name, "")) for name in _WHERE_IT_IS_SAID)


def says_not_out_yet(value: str) -> bool:
    """Whether a value says `in press`, `forthcoming` or the like, in one of several languages."""
    return not value.isdecimal() and _SAYS_SO.search(value) is not None


def about(source: Source, message: str, help: str, *fields: str) -> Problem:
    """A problem with an entry, at the first of these fields that it has."""
    return Problem(message, source.place_of(*fields), source.key, help)


def problem_in(source: Source, field: str, message: str, help: str, new: str = "") -> Problem:
    """A problem with a field's value; `new` is what the whole value can safely become."""
    place, old = source.place_of(field), source.fields[field]
    edits = (Edit(place, old, new),) if new and place.width == len(old) else ()
    return Problem(message, place, source.key, help, edits)


def year_in(value: str) -> int | None:
    """The year in what `year` says; None where BibTeX can't tell one.

    BibTeX takes any year whose last four characters but punctuation are digits (btxdoc, 3.2).
    """
    found = _LAST_FOUR_DIGITS.fullmatch(value)
    return int(found[1]) if found else None
