"""Dates as BibTeX and BibLaTeX write them, and libraries that serve many articles."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builders import project
from evtrack.appraisal import judge
from evtrack.inspection import inspect
from evtrack.readers import load

CLAIMS = "claim_id,claim,citekey,stance\nC1,A claim.,a,supports\n"


def messages(folder: Path, rule: str, references: str, today: date | None = None) -> list[str]:
    ledger = load(project(folder, claims=CLAIMS, references=references))
    found = inspect(ledger, judge(ledger), today).findings
    return [finding.problem.message for finding in found if finding.rule == rule]


@pytest.mark.parametrize(
    ("field", "value", "valid"),
    [
        ("year", "2012", True),
        ("year", "(about 1984)", True),
        ("year", "2012a", False),
        ("year", "in press", False),
        ("year", "12", False),
        ("date", "2012", True),
        ("date", "2012-05", True),
        ("date", "2012-05-31", True),
        ("date", "2012-13", False),
        ("date", "2012-02-30", False),
        ("date", "2012-05-31T10:20:30", True),
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
    ],
)
def test_which_dates_are_valid(field: str, value: str, valid: bool, tmp_path: Path) -> None:
    found = messages(tmp_path, "invalid-date", f"@misc{{a, {field} = {{{value}}}}}\n")

    assert (found == []) is valid


@pytest.mark.parametrize(
    ("field", "value", "has_come"),
    [
        ("year", "2026", True),
        ("year", "2027", True),
        ("year", "2028", False),
        ("date", "2027-12", True),
        ("date", "2028", False),
        ("date", "2025/2028", False),
        ("date", "2025/..", True),
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
    ("doi", "valid"),
    [
        ("10.1000/182", True),
        ("10.1023/B:ASEB.0000007458.32852.c8", True),
        ("10.1016/S0140-6736(20)30183-5", True),
        ("10.1000.10/123456", True),
        ("10.1234/a\\_b", True),
        ("https://doi.org/10.1000/182", True),
        ("doi: 10.1000/182", True),
        ("10.1000/", False),
        ("10.1/182", False),
        ("11.1000/182", False),
        ("10.1000/1 82", False),
        ("https://example.org/182", False),
    ],
)
def test_which_dois_are_well_formed(doi: str, valid: bool, tmp_path: Path) -> None:
    found = messages(tmp_path, "malformed-doi", f"@misc{{a, doi = {{{doi}}}}}\n")

    assert (found == []) is valid


def test_twenty_unlinked_entries_are_told_one_by_one(tmp_path: Path) -> None:
    library = "@misc{a}\n" + "".join(f"@misc{{b{n}}}\n" for n in range(20))

    assert len(messages(tmp_path, "unlinked-source", library)) == 20


def test_more_of_them_are_told_in_one_finding(tmp_path: Path) -> None:
    library = "@misc{a}\n" + "".join(f"@misc{{b{n}}}\n" for n in range(21))

    assert messages(tmp_path, "unlinked-source", library) == [
        "21 of 22 entries are not linked to any claim, b0 first"
    ]


def test_a_design_that_could_not_be_read_is_not_called_lacking(tmp_path: Path) -> None:
    assert messages(tmp_path, "unappraised-source", "@misc{a, design = {rtc-ish}}\n") == []


def test_a_parent_and_an_included_entry_are_used(tmp_path: Path) -> None:
    library = (
        "@inproceedings{a, crossref = {parent}, includes = {part}}\n"
        "@proceedings{parent, title = {All}}\n@misc{part}\n"
    )

    assert messages(tmp_path, "unlinked-source", library) == []


def test_an_included_entry_that_is_not_there(tmp_path: Path) -> None:
    found = messages(tmp_path, "unknown-citekey", "@misc{a, includes = {b}}\n")

    assert found == ["no entry has the key `b`, which a is said to include"]
