"""A day is written as year-month-day, in full, and is one of the calendar."""

from __future__ import annotations

from datetime import date

import pytest

from evtrack.days import day_of


def test_a_day() -> None:
    assert day_of("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2023-02-29", "2026-13-01", "0000-01-01", "20260331", "2026-W14-2", "2026-3-1"),
        *("2026-03-31T00:00", " 2026-03-31", "31.03.2026", "٢٠٢٦-٠٣-٣١"),
    ],
)
def test_what_is_no_day_or_is_written_otherwise(text: str) -> None:
    assert day_of(text) is None
