"""Days and years, of the entries and of the links."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from evtrack.model import Problem, Source
from evtrack.phrases import quoted
from evtrack.rules.fields import problem_in, says_not_out_yet, values_of, year_in
from evtrack.rules.reviews import review_command
from evtrack.rules.rule import Context

_EDTF_DATE = re.compile(
    r"-?(?P<year>\d{4}|\d{2,3}X{1,2})(-(?P<month>\d\d|XX)(-(?P<day>\d\d|XX))?)?(T\d[\d:.Z+-]*)?[~?%]?"
)
_FIRST_YEAR_OF_EDTF = re.compile(r"\d{4}")
_SEASONS = range(21, 25)
_FIRST_DAY = "01"

# A decade or a century, the years of a season or volume, and words for no date at all.
_VAGUE_YEAR = re.compile(
    r"(?i)\W*(?:c(?:irc)?a?\.?\s*)?[0-9]{2,3}[?x-]{1,2}\W*|[0-9]{4}\s*[/\u2013-]+\s*[0-9]{1,2}"
    r"|\W*(?:n\.?\s*d|no date|undated|s\.?\s*[adf]|o\.?\s*[jd]|ohne jahr|sine anno)\W*"
)

_NUMBER = re.compile(r"[0-9]+")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MOST_DAYS = 31

_PRINTING_BEGAN = 1450
_WEB_BEGAN = 1991
_FAR_AHEAD = 200  # years
_EARLIEST = {"year": _PRINTING_BEGAN, "date": _PRINTING_BEGAN, "urldate": _WEB_BEGAN}


def invalid_date(context: Context) -> Iterator[Problem]:
    """A date that is not in the calendar, or not written as a date.

    Why it matters: it was not understood, so nothing can be said of the age of what it dates. Words
    in `month` and `day` are left alone, in whatever language, and so are `in press`, `n.d.` and
    `198?` in `year`: styles print what stands there. Dates are those of BibLaTeX's manual, section
    2.3.8.

    Example: `urldate = {2021-06-31}`, `month = {13}`, or `31.3.2026` in `checked`.

    What to do: write year-month-day, as in 2026-03-31. For a work that is not out yet use
    `pubstate = {inpress}` and leave the year out.
    """
    yield from context.unread("invalid-date")
    for source, field, value in values_of(context, *_VALIDITY):
        rule = _VALIDITY[field]
        if not rule.holds_for(value):
            message = f"`{field}` of {source.key} is {quoted(value)}, which is no {rule.noun}"
            yield problem_in(source, field, message, rule.help)
        elif field == "day" and not _is_in_its_month(source, value):
            month, year = source.fields["month"], source.fields["year"]
            message = f"{quoted(f'{month} {year}')}, in {source.key}, has no day {quoted(value)}"
            yield problem_in(source, field, message, "Correct the day or the month.")


def future_date(context: Context) -> Iterator[Problem]:
    """A date that has not come yet.

    Why it matters: nobody has read a source tomorrow; it is a slip, often of the year.

    Example: `checked` is 2062-03-31, or a review is of that day. A publication may be dated a year
    ahead. A year more than two centuries ahead is for another rule: it may be of another calendar.

    What to do: correct the date.
    """
    today = context.today
    if today is None:
        return
    for link in context.ledger.links:
        if link.checked and link.checked > today:
            message = f"the source was checked on {link.checked}, which has not come yet"
            yield context.problem(link, "checked", message, "Correct the date.")
    for name, review in (context.ledger.reviews or {}).items():
        if review.on and review.on > today:
            yield Problem(
                f"the link of {name.claim_id} to {name.citekey} was reviewed on {review.on}, "
                "which has not come yet",
                review.location,
                name.claim_id,
                f"Record the review anew with `{review_command(*name)}`.",
            )
    next_year = str(today.year + 1)
    latest = {"urldate": today.isoformat(), "date": next_year, "year": next_year}
    for source, field, value in values_of(context, *latest):
        if _is_after(field, value, latest[field]) and not _is_far_ahead(field, value, today):
            message = f"`{field}` of {source.key} is {quoted(value)}, which has not come yet"
            yield problem_in(source, field, message, f"Correct `{field}`.")


def implausible_year(context: Context) -> Iterator[Problem]:
    """A year in which the source can't have been published, or read on the web.

    Why it matters: it is a slip of a digit, or of another calendar, and the age of the evidence is
    wrong. The bounds are 1450, before which nothing was printed in movable type, and 1991 for
    `urldate`, when the web began; and two centuries from today. A year before our era (`-0400`) is
    meant, and left alone.

    Example: `year = {1021}` for 2021; `year = {1395}` of the Persian calendar, or 2561 of the Thai.

    What to do: correct the year, or write that of the Gregorian calendar. An old work in a modern
    edition has the edition's year, and its own in `origdate`.
    """
    for source, field, value in values_of(context, *_EARLIEST):
        year = _year(field, value)
        is_far_ahead = context.today is not None and _is_far_ahead(field, value, context.today)
        if year is not None and (year < _EARLIEST[field] or is_far_ahead):
            did = "read on the web" if field == "urldate" else "published"
            message = f"{source.key} can't have been {did} in {year:04}"
            help = f"Correct `{field}`; if it is of another calendar, write the Gregorian one."
            yield problem_in(source, field, message, help)


def _year(field: str, value: str) -> int | None:
    return year_in(value) if field == "year" else _first_year_of_edtf(value)


def _is_far_ahead(field: str, value: str, today: date) -> bool:
    return (_year(field, value) or 0) > today.year + _FAR_AHEAD


def _first_year_of_edtf(value: str) -> int | None:
    found = _FIRST_YEAR_OF_EDTF.match(value)
    return int(found[0]) if found and _is_edtf(value) else None


def _is_after(field: str, value: str, latest: str) -> bool:
    if field == "year":
        return (year_in(value) or 0) > int(latest)
    return _is_edtf(value) and any(_begins_after(end, latest) for end in value.split("/"))


def _begins_after(end: str, latest: str) -> bool:
    """Whether the earliest day that this end of a range can mean comes after the latest."""
    earliest = end.replace("X", "0").replace("-00", "-01")
    return end not in ("", "..") and earliest[: len(latest)] > latest[: len(earliest)]


def _is_year(value: str) -> bool:
    is_vague = says_not_out_yet(value) or _VAGUE_YEAR.fullmatch(value) is not None
    return is_vague or year_in(value) is not None


def _is_edtf(value: str) -> bool:
    """A date, or a range of them, as BibLaTeX reads it (its manual, section 2.3.8)."""
    ends = value.strip().split("/")
    return len(ends) <= 2 and any(ends) and all(_is_end_of_range(end) for end in ends)


def _is_end_of_range(end: str) -> bool:
    if end in ("", ".."):
        return True
    found = _EDTF_DATE.fullmatch(end)
    if not found:
        return False
    year, month, day = found["year"], found["month"] or _FIRST_DAY, found["day"]
    if month.isdigit() and int(month) in _SEASONS:
        return day is None
    try:
        date.fromisoformat(
            f"{year.replace('X', '0')}-{month.replace('XX', _FIRST_DAY)}"
            f"-{(day or _FIRST_DAY).replace('XX', _FIRST_DAY)}"
        )
    except ValueError:
        return False
    return True


def _is_month(value: str) -> bool:
    """Words, or numbers of months; a day may stand beside (`4--15`), as BibTeX has no `day`."""
    numbers = _small_numbers(value)
    return numbers is None or any(number <= len(_MONTHS) for number in numbers)


def _is_day(value: str) -> bool:
    return _small_numbers(value) != []


def _small_numbers(value: str) -> list[int] | None:
    """The numbers in a value, or none if one of them is no day; None where there are only words."""
    found = _NUMBER.findall(value)
    if not found or any(character.isalpha() for character in value):
        return None
    numbers = [int(digits) if len(digits) <= 2 else 0 for digits in found]
    return numbers if all(1 <= number <= _MOST_DAYS for number in numbers) else []


def _is_in_its_month(source: Source, day: str) -> bool:
    """Whether the month has that day, as far as BibTeX's `year`, `month` and `day` tell."""
    year, month = year_in(source.fields.get("year", "")), _month_number(source)
    if not (year and month and day.isdecimal()):
        return True
    try:
        date(year, month, int(day))
    except ValueError:
        return False
    return True


def _month_number(source: Source) -> int | None:
    month = source.fields.get("month", "").lower()
    if month.isdecimal() and _is_month(month):
        return int(month)
    is_one_word = month.rstrip(".").isalpha()
    return _MONTHS.index(month[:3]) + 1 if is_one_word and month[:3] in _MONTHS else None


class _Validity(NamedTuple):
    """Which values of a field can be read, what one is called, and what to write instead."""

    holds_for: Callable[[str], bool]
    noun: str
    help: str


_DATE = _Validity(_is_edtf, "date", "Write a year, or year-month-day as in 2026-03-31.")
_VALIDITY = {
    "date": _DATE,
    "urldate": _DATE,
    "year": _Validity(
        _is_year,
        "year",
        "Write four digits. For a work that is not out yet write `pubstate = {inpress}` and leave "
        "the year out; for an undated page give `urldate`.",
    ),
    "month": _Validity(_is_month, "month", "Write 1 to 12, or BibTeX's jan, feb and so on."),
    "day": _Validity(_is_day, "day", "Write 1 to 31."),
}
