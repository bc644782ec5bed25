"""What notices make of the status that an entry gives itself."""

from __future__ import annotations

from datetime import date

import pytest

from builders import HERE
from evtrack.model import Notice
from evtrack.readers.notices import notices_in_force, oldest_first, status_after
from evtrack.words import NoticeKind, Status


def notice(kind: str, day: date | None = None) -> Notice:
    return Notice(NoticeKind(kind), HERE, day=day)


@pytest.mark.parametrize(
    ("own", "kinds", "status"),
    [
        ("", "", ""),
        ("concern", "", "concern"),
        ("", "retraction", "retracted"),
        ("", "concern", "concern"),
        ("", "correction", "corrected"),
        ("", "reinstatement", ""),
        ("", "concern retraction", "retracted"),
        ("", "retraction concern", "retracted"),
        ("", "retraction correction", "retracted"),
        ("", "retraction reinstatement", ""),
        ("", "concern retraction reinstatement", ""),
        ("", "correction retraction reinstatement", "corrected"),
        ("", "retraction reinstatement concern", "concern"),
        ("", "retraction reinstatement retraction", "retracted"),
        ("", "reinstatement retraction", "retracted"),
        ("", "correction concern", "concern"),
        ("retracted", "correction", "retracted"),
        ("retracted", "retraction reinstatement", "retracted"),
        ("concern", "retraction reinstatement", "concern"),
        ("concern", "correction", "concern"),
        ("corrected", "concern", "concern"),
        ("superseded", "correction", "superseded"),
        ("superseded", "concern", "concern"),
        ("superseded", "retraction", "retracted"),
    ],
)
def test_a_status_after_notices(own: str, kinds: str, status: str) -> None:
    notices = [notice(kind) for kind in kinds.split()]

    found = status_after(Status(own) if own else None, notices)

    assert (found.value if found else "") == status


def test_the_last_notice_of_a_kind_is_in_force() -> None:
    old, new = notice("retraction", date(2020, 1, 1)), notice("retraction", date(2021, 1, 1))

    assert notices_in_force([old, new]) == {Status.RETRACTED: new}


def test_a_reinstatement_without_a_day_lifts_no_retraction_that_has_one() -> None:
    notices = oldest_first([notice("retraction", date(2020, 1, 1)), notice("reinstatement")])

    assert status_after(None, notices) is Status.RETRACTED
