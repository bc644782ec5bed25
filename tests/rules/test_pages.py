"""Page ranges as they are written, and what only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from rule_runs import messages, problems

RIGHT, BACKWARD, SHORT = "left alone", "ends before it begins", "cut short"


@pytest.mark.parametrize(
    ("pages", "verdict"),
    [
        ("1535--1544", RIGHT),
        ("1535", RIGHT),
        ("7--7", RIGHT),
        ("99--101", RIGHT),
        ("0012--0015", RIGHT),
        ("1544--1535", BACKWARD),
        ("1544-1535", BACKWARD),
        ("1544–1535", BACKWARD),
        ("154--13", BACKWARD),
        ("12--1", BACKWARD),
        ("1535--44", SHORT),
        ("1535-44", SHORT),
        ("154 – 9", SHORT),
        ("103--04", SHORT),
        ("12-1", RIGHT),
        ("2021-0034", RIGHT),
        ("2021--0034", RIGHT),
        ("2019-21", RIGHT),
        ("e130--e123", RIGHT),
        ("S19--S12", RIGHT),
        ("S1-4", RIGHT),
        ("e123--4", RIGHT),
        ("ix--iv", RIGHT),
        ("1--12:5", RIGHT),
        ("154--9, 170--3", RIGHT),
        ("154+", RIGHT),
        ("154ff", RIGHT),
        ("154--", RIGHT),
        ("--154", RIGHT),
        ("104501-1--104501-6", RIGHT),
        ("n/a--n/a", RIGHT),
        ("154---9---7", RIGHT),
    ],
)
def test_which_ranges_are_in_order(pages: str, verdict: str, tmp_path: Path) -> None:
    entry = f"@misc{{a, year = 2019, pages = {{{pages}}}}}\n"

    backward = messages(tmp_path, "page-range", entry)
    short = messages(tmp_path, "abbreviated-pages", entry)

    assert (backward != [], short != []) == (verdict is BACKWARD, verdict is SHORT)


@pytest.mark.parametrize(
    ("pages", "full"),
    [("1535--44", "1535--1544"), ("247-50", "247--250"), ("103–04", "103--104")],
)
def test_the_last_page_is_written_in_full(pages: str, full: str, tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "abbreviated-pages", f"@misc{{a, pages = {{{pages}}}}}\n")

    assert [(edit.old, edit.new) for edit in problem.edits] == [(pages, full)]


HYPHENS_TOO = '[rules]\npage-hyphen = "note"\n'


@pytest.mark.parametrize(
    ("rule", "pages", "becomes"),
    [
        ("page-hyphen", "154-159", "154--159"),
        ("page-hyphen", "154 - 159", "154--159"),
        ("page-hyphen", "7-7", "7--7"),
        ("page-hyphen", "S12-S19", "S12--S19"),
        ("page-dash", "154–159", "154--159"),
        ("page-dash", "154—159", "154--159"),
        ("page-dash", "154−159", "154--159"),
        ("page-dash", "154‐159", "154--159"),
        ("page-dash", "154---159", "154--159"),
        ("page-dash", "e114–e123", "e114--e123"),
    ],
)
def test_a_range_gets_the_dash_of_bibtex(
    rule: str, pages: str, becomes: str, tmp_path: Path
) -> None:
    library = f"@misc{{a, pages = {{{pages}}}}}\n"

    (problem,) = problems(tmp_path, rule, library, config=HYPHENS_TOO)

    assert [(edit.old, edit.new) for edit in problem.edits] == [(pages, becomes)]


@pytest.mark.parametrize("rule", ["page-dash", "page-hyphen"])
@pytest.mark.parametrize(
    "pages",
    [
        *("154--159", "154 -- 159", "e114--e123", "154", "154-", "-154", "247-50", "247–50"),
        *("159-154", "12-1", "2021-0034", "2019-3456", "104501-104506", "S1-4", "S1-T4"),
        *("104501-1", "ix-xii", "154-159, 170-175", "12-15:3", "1-2-3", "154{\\textendash}159"),
    ],
)
def test_which_dashes_are_left_alone(rule: str, pages: str, tmp_path: Path) -> None:
    library = f"@misc{{a, year = {{2019}}, pages = {{{pages}}}}}\n"

    assert messages(tmp_path, rule, library, config=HYPHENS_TOO) == []


def test_hyphens_are_left_alone_until_asked_for(tmp_path: Path) -> None:
    assert messages(tmp_path, "page-hyphen", "@misc{a, pages = {154-159}}\n") == []
