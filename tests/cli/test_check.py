"""`check`: which findings it shows, counts and lets pass, as options and arguments say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from builders import project
from in_process import Done, check

CLAIMS = """\
claim_id,claim,citekey,stance
C1,Tea wakes people up.,ng2020,supports
C2,Tea is a leaf.,nobody,supports
C3,Tea grows.,,
"""
REFERENCES = """\
@article{ng2020, author = {Ng, Ada}, title = {Tea}, journal = {Tea}, year = {2020}}
@article{oz2021, author = {Oz, Bea}, title = {Leaf}, journal = {Tea}, year = {2021}, doi = {x}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project(tmp_path, claims=CLAIMS, references=REFERENCES)


def result(done: Done) -> Any:
    return json.loads(done.out)


def rules(folder: Path, *arguments: str) -> set[str]:
    done = check(folder, "--format", "json", *arguments)
    return {finding["rule"] for finding in result(done)["findings"]}


# Selecting


@pytest.mark.parametrize(
    "arguments",
    [
        ["--select", "weak-claim,unsupported-claim"],
        ["--select", "weak-claim, unsupported-claim"],
        ["--select", "weak-claim", "--select", "unsupported-claim"],
    ],
    ids=" ".join,
)
def test_rules_are_separated_by_commas_or_given_again(folder: Path, arguments: list[str]) -> None:
    assert rules(folder, *arguments) == {"weak-claim", "unsupported-claim"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 1),
        (["--select", "unknown-citekey"], 1),
        (["--ignore", "unknown-citekey"], 0),
        (["C1"], 0),
        (["C2"], 1),
        (["claims.csv"], 1),
        (["references.bib"], 0),
    ],
    ids=str,
)
def test_only_what_is_shown_has_to_pass(folder: Path, arguments: list[str], code: int) -> None:
    assert check(folder, *arguments).code == code


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--select", "weak-clam"], "no rule or family `weak-clam`. Did you mean `weak-claim`?"),
        (["--ignore", "weak-clam"], "no rule or family `weak-clam`. Did you mean `weak-claim`?"),
        (["--select", ","], "names no rule."),
        (["--ignore", "all"], "--ignore leaves no rule, and a run without rules must not pass"),
        (["c_1"], "`c_1` is no claim, source or file of this project. Did you mean `C1`?"),
        ([""], "`` is no claim, source or file of this project."),
        (
            ["--statistics", "--format", "sarif"],
            "--statistics goes with text, concise, json, not with sarif.",
        ),
        (["--statistics", "--output", "junit=x.xml"], "not with junit."),
        (["--since", ""], "'--since': can't be blank."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_bad_usage(folder: Path, arguments: list[str], says: str) -> None:
    done = check(folder, *arguments)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("evtrack: ")
    assert done.err.count("\n") == 1
    assert says in done.err


@pytest.mark.parametrize("form", ["text", "concise"])
def test_the_summary_tells_what_is_left_out(folder: Path, form: str) -> None:
    done = check(folder, "C1", "claims.csv", "--ignore", "weak-claim", "--format", form)

    assert (
        "\nshown are only the findings on C1 and claims.csv, without those of weak-claim\n"
        in done.out
    )


def test_the_summary_tells_nothing_where_nothing_is(folder: Path) -> None:
    assert "shown are only" not in check(folder).out


def test_nor_where_every_rule_is_selected(folder: Path) -> None:
    assert "shown are only" not in check(folder, "--select", "all").out


def test_a_file_is_named_as_from_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "drafts").mkdir()
    monkeypatch.chdir(folder / "drafts")

    assert "unknown-citekey" not in rules(folder, "../references.bib")
    assert "unknown-citekey" in rules(folder, "../claims.csv")


# Entries


def test_entries_that_no_claim_cites_are_checked_on_request(folder: Path) -> None:
    assert "malformed-doi" not in rules(folder)
    assert "malformed-doi" in rules(folder, "--all-entries")


# Statistics


def test_statistics_instead_of_findings(folder: Path) -> None:
    claims, references = (folder / name for name in ("claims.csv", "references.bib"))
    claims.write_text("claim_id,claim,stated\nC1,A.,open\nC2,B.,\n", encoding="utf-8")
    references.write_text("@misc{a}", encoding="utf-8")
    chosen = "--select", "evidence,unlinked-source"

    done = check(folder, "--statistics", *chosen)

    head, _, summary = done.out.partition("\n\n")
    assert head.splitlines() == [
        "2  warning  unsupported-claim",
        "1  warning  overstated-claim",
        "1  note     unlinked-source",
    ]
    assert summary == check(folder, *chosen).out[-len(summary) :]


def test_concise_statistics_are_the_same_lines(folder: Path) -> None:
    text, concise = (
        check(folder, "--statistics", "--format", form).out for form in ("text", "concise")
    )

    assert concise == text.replace("\n\n", "\n")


def test_statistics_of_a_check_that_finds_nothing(folder: Path) -> None:
    chosen = "--select", "no-claims"

    assert check(folder, "--statistics", *chosen).out == check(folder, *chosen).out


def test_statistics_count_what_can_be_fixed(folder: Path) -> None:
    entry = "@article{ng2020, doi = {https://doi.org/10.1000/x}}"
    (folder / "references.bib").write_text(entry, encoding="utf-8")

    done = check(folder, "--statistics", "--select", "doi-form")

    assert done.out.startswith("1  note     doi-form  1 fixable\n")


def test_json_has_statistics_beside_the_findings(folder: Path) -> None:
    done = result(check(folder, "--statistics", "--format", "json", "--select", "unknown-citekey"))

    assert done["statistics"] == [
        {"rule": "unknown-citekey", "severity": "error", "count": 1, "fixable": 0}
    ]
    assert len(done["findings"]) == 1


def test_json_has_none_unless_asked(folder: Path) -> None:
    assert "statistics" not in result(check(folder, "--format", "json"))


# The config


def test_a_pasted_pyproject_gets_a_hint(folder: Path) -> None:
    (folder / "evtrack.toml").write_text("[tool.evtrack]\nmax-age = 1\n", encoding="utf-8")

    assert check(folder).err == (
        "evtrack: evtrack.toml:1: unknown key `tool`. In evtrack.toml the keys stand without "
        "`tool.evtrack`: remove that from each header.\n"
    )
