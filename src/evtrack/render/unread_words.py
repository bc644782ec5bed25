"""What could not be read, counted and in words: verdicts may hang on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypedDict

from evtrack.model import Ledger
from evtrack.phrases import listed

LEFT_OUT = {
    "unreadable-row": "row",
    "missing-claim-id": "row",
    "missing-column": "file",
    "unreadable-entry": "entry",
}
"""What each rule on something that was left out is about."""

_MANY = {"row": "rows", "entry": "entries"}


class UnreadRecord(TypedDict):
    """How much of one kind was left out of a file: `what` is `row`, `entry` or `file`."""

    path: str
    what: str
    number: int


def unread_records(ledger: Ledger) -> list[UnreadRecord]:
    """What was left out of each file, under its JSON keys."""
    places = {
        (unread.problem.location.path, LEFT_OUT[unread.rule], unread.problem.location.line)
        for unread in ledger.unread
        if unread.rule in LEFT_OUT
    }
    numbers = Counter((path, what) for path, what, _ in places)
    return [{"path": p, "what": what, "number": n} for (p, what), n in sorted(numbers.items())]


def unread_in_words(records: Iterable[UnreadRecord]) -> str:
    """A sentence without its full stop; blank where all was read."""
    told = [_in_words(**record) for record in records]
    return f"{listed(told)} could not be read, so verdicts may be wrong" if told else ""


def _in_words(path: str, what: str, number: int) -> str:
    if what == "file":
        return path
    return f"{number:,} {what if number == 1 else _MANY[what]} of {path}"
