"""Every rule has a case file: what it finds, at which place, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.cases import CASES, case_of, findings_in, line_of
from tools.rule_pages import FOLDER, pages

from evtrack.rules import RULES

BY_NAME = {rule.name: rule for rule in RULES}


@pytest.mark.parametrize("rule", BY_NAME)
def test_what_it_finds(rule: str, tmp_path: Path) -> None:
    case = case_of(rule)

    found = findings_in(case, "fail", rule, tmp_path)

    assert [line_of(finding) for finding in found] == case["fail"]["expect"]


@pytest.mark.parametrize("rule", BY_NAME)
def test_what_it_leaves_alone(rule: str, tmp_path: Path) -> None:
    assert findings_in(case_of(rule), "pass", rule, tmp_path) == []


def test_every_case_file_is_of_a_rule() -> None:
    assert {path.stem for path in CASES.glob("*.toml")} == set(BY_NAME)


@pytest.mark.parametrize("rule", BY_NAME)
def test_every_rule_says_why_it_matters_and_what_to_do(rule: str) -> None:
    page = BY_NAME[rule].page

    assert BY_NAME[rule].summary.endswith(".")
    assert [part.partition(":")[0] for part in page.split("\n\n")[1:]] == [
        "Why it matters",
        "Example",
        "What to do",
    ]


def test_the_pages_are_current() -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}

    assert committed == dict(pages()), "run `make docs` and commit docs/rules/"
