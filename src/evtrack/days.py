"""Days of the calendar as people write them in files and on the command line."""

import re
from datetime import date

_YEAR_MONTH_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def day_of(text: str) -> date | None:
    """The day that is written as in `2026-03-31` (ISO 8601); None for what is no such day."""
    if not _YEAR_MONTH_DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
