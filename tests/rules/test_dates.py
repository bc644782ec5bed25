"""Dates as BibTeX and BibLaTeX write them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rule_runs import messages


@pytest.mark.parametrize(
    ("field", "value", "valid"),
    [
        ("year", "2012", True),
        ("year", "(about 1984)", True),
        ("year", "2012a", False),
        ("year", "12", False),
        ("year", "last summer", False),
        ("year", "in press", True),
        ("year", "Forthcoming", True),
        ("year", "to appear", True),
        ("year", "n.d.", True),
        ("year", "[n. d.]", True),
        ("year", "198?", True),
        ("year", "19xx", True),
        ("year", "c. 1990", True),
        ("year", "c. 198-", True),
        ("year", "1990?", True),
        ("year", "2010-11", True),
        ("year", "1998/99", True),
        ("year", "????", True),
        ("date", "2012", True),
        ("date", "2012-05", True),
        ("date", "2012-05-31", True),
        ("date", "2012-13", False),
        ("date", "2012-02-30", False),
        ("date", "2012-05-31T10:20:30", True),
        ("date", "2012-05-31T", False),
        ("date", "2012-05-31TZ", False),
        ("date", "2012/2014", True),
        ("date", "2012-05/..", True),
        ("date", "/2012", True),
        ("date", "/", False),
        ("date", "2012/2013/2014", False),
        ("date", "2012~", True),
        ("date", "2012?", True),
        ("date", "201X", True),
        ("date", "2012-21", True),
        ("date", "2012-21-01", False),
        ("date", "2012-XX", True),
        ("date", "2012-05-XX", True),
        ("date", "May 2012", False),
        ("urldate", "2021-06-31", False),
        ("urldate", "31.3.2026", False),
        ("month", "1", True),
        ("month", "12", True),
        ("month", "05", True),
        ("month", "03--04", True),
        ("month", "11/12", True),
        ("month", "4~15", True),
        ("month", "15.3.", True),
        ("month", "April~15", True),
        ("month", "Sept.", True),
        ("month", "Spring", True),
        ("month", "März", True),
        ("month", "四月", True),
        ("month", "Quarter 3", True),
        ("month", "13", False),
        ("month", "0", False),
        ("month", "00", False),
        ("month", "2012", False),
        ("month", "2012-05", False),
        ("month", "13--14", False),
        ("month", "-", True),
        ("month", "????", True),
        ("month", "Mai/Juni", True),
        ("day", "1", True),
        ("day", "31", True),
        ("day", "3--5", True),
        ("day", "15th", True),
        ("day", "??", True),
        ("day", "32", False),
        ("day", "0", False),
        ("day", "2012", False),
    ],
)
def test_which_dates_are_valid(field: str, value: str, valid: bool, tmp_path: Path) -> None:
    found = messages(tmp_path, "invalid-date", f"@misc{{a, {field} = {{{value}}}}}\n")

    assert (found == []) is valid


@pytest.mark.parametrize(
    ("month", "day", "valid"),
    [
        ("jun", "30", True),
        ("jun", "31", False),
        ("{6}", "31", False),
        ("{June}", "31", False),
        ("{Jun.}", "31", False),
        ("feb", "29", False),
        ("{Juin}", "31", True),
        ('jun # "/" # jul', "31", True),
        ("{6--7}", "31", True),
        ("{13}", "31", True),
        ("feb", "28--31", True),
    ],
)
def test_which_days_their_month_has(month: str, day: str, valid: bool, tmp_path: Path) -> None:
    entry = f"@misc{{a, year = 2021, month = {month}, day = {{{day}}}}}\n"

    found = messages(tmp_path, "invalid-date", entry)

    assert any("day" in message for message in found) is not valid


def test_a_day_that_its_month_does_not_have(tmp_path: Path) -> None:
    entry = "@misc{a, year = {2021}, month = jun, day = {31}}\n"

    assert messages(tmp_path, "invalid-date", entry) == ["`June 2021`, in a, has no day `31`"]


@pytest.mark.parametrize(
    ("field", "value", "has_come"),
    [
        ("year", "2026", True),
        ("year", "2027", True),
        ("year", "2028", False),
        ("year", "2226", False),
        ("year", "2561", True),
        ("year", "5779", True),
        ("date", "2027-12", True),
        ("date", "2028", False),
        ("date", "2025/2028", False),
        ("date", "2025/..", True),
        ("date", "2561-03", True),
        ("date", "202X", True),
        ("date", "203X", False),
        ("urldate", "2026-XX", True),
        ("urldate", "2026-03-31", True),
        ("urldate", "2026-04-01", False),
        ("urldate", "2026-03", True),
        ("urldate", "2026-04", False),
        ("urldate", "2027", False),
    ],
)
def test_which_dates_have_come(field: str, value: str, has_come: bool, tmp_path: Path) -> None:
    entry = f"@misc{{a, {field} = {{{value}}}}}\n"

    found = messages(tmp_path, "future-date", entry, today=date(2026, 3, 31))

    assert (found == []) is has_come


def test_nothing_is_in_the_future_without_a_date(tmp_path: Path) -> None:
    assert messages(tmp_path, "future-date", "@misc{a, year = {2999}}\n") == []


@pytest.mark.parametrize(
    ("field", "value", "plausible"),
    [
        ("year", "1450", True),
        ("year", "1449", False),
        ("year", "0212", False),
        ("year", "12", True),
        ("year", "(about 1021)", False),
        ("date", "1450", True),
        ("date", "1021-05", False),
        ("date", "1021/2021", False),
        ("date", "-0400", True),
        ("date", "../2021", True),
        ("date", "19XX", True),
        ("date", "1021-13", True),
        ("year", "1395", False),
        ("year", "2226", True),
        ("year", "2561", False),
        ("date", "5779", False),
        ("urldate", "1991-08-06", True),
        ("urldate", "1990-12-20", False),
        ("urldate", "2561-01-30", False),
        ("origdate", "1025", True),
    ],
)
def test_which_years_are_plausible(field: str, value: str, plausible: bool, tmp_path: Path) -> None:
    entry = f"@misc{{a, {field} = {{{value}}}}}\n"

    found = messages(tmp_path, "implausible-year", entry, today=date(2026, 3, 31))

    assert (found == []) is plausible


def test_no_year_is_far_ahead_without_a_date(tmp_path: Path) -> None:
    assert messages(tmp_path, "implausible-year", "@misc{a, year = {2561}}\n") == []
