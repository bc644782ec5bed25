"""What notices make of a source's status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from evtrack.model import Notice, Source
from evtrack.words import NoticeKind, Status, normal

_FROM_WORST = (Status.RETRACTED, Status.CONCERN, Status.SUPERSEDED, Status.CORRECTED)
_STATUS_BY_KIND = {
    NoticeKind.CORRECTION: Status.CORRECTED,
    NoticeKind.CONCERN: Status.CONCERN,
    NoticeKind.RETRACTION: Status.RETRACTED,
}
_ORDER_ON_A_DAY = (*_STATUS_BY_KIND, NoticeKind.REINSTATEMENT)


def oldest_first(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Notices by day, those without one first; of one day, a reinstatement after a retraction."""
    return tuple(
        sorted(notices, key=lambda n: (n.day or date.min, _ORDER_ON_A_DAY.index(n.kind), n))
    )


def notices_in_force(notices: Sequence[Notice]) -> Mapping[Status, Notice]:
    """The last notice of each kind that stands, by what it makes of the source.

    They are the oldest first. A reinstatement lifts the retractions and concerns before it.
    """
    standing: dict[Status, Notice] = {}
    for notice in notices:
        if notice.kind is NoticeKind.REINSTATEMENT:
            standing.pop(Status.RETRACTED, None)
            standing.pop(Status.CONCERN, None)
        else:
            standing[_STATUS_BY_KIND[notice.kind]] = notice
    return standing


def status_after(status: Status | None, notices: Sequence[Notice]) -> Status | None:
    """The worst of what the entry says and of what the notices do: a list never takes one back."""
    if not notices:
        return status
    said = {status, *notices_in_force(notices)}
    return next((each for each in _FROM_WORST if each in said), None)


def own_status(source: Source) -> Status | None:
    """What the entry itself says, whatever a list does."""
    if not source.notices:
        return source.appraisal.status
    word = normal(source.fields.get("status", ""))
    return Status(word) if word in set(Status) else None
