"""`check --write-baseline`: made once, and from then on only smaller."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from builders import project
from evtrack.rules import RULES
from faulty_projects import faulty_projects
from in_process import check

CLAIMS = "claim_id,claim,citekey,stance\nC1,Tea.,nobody,\nC1,,nowhere,\nC2,Leaf.,,\n"
NAME = "evtrack-baseline.json"
UNACCEPTABLE = {rule.name for rule in RULES if not rule.is_acceptable}


def entries(folder: Path) -> dict[tuple[str, str, str], int]:
    document = json.loads((folder / NAME).read_text(encoding="utf-8"))
    return {(e["rule"], e["path"], e["subject"]): e["count"] for e in document["findings"]}


def rules_found(folder: Path, *arguments: str) -> set[str]:
    findings = json.loads(check(folder, "--format", "json", *arguments).out)["findings"]
    return {finding["rule"] for finding in findings}


def test_what_is_found_now_is_written_an_entry_a_line(tmp_path: Path) -> None:
    project(tmp_path, claims=CLAIMS)

    done = check(tmp_path, "--select", "unknown-citekey,unsupported-claim", "--write-baseline")

    assert (tmp_path / NAME).read_text(encoding="utf-8") == (
        '{\n  "version": 1,\n  "findings": [\n'
        '    {"rule": "unknown-citekey", "path": "claims.csv", "subject": "C1", "count": 2},\n'
        '    {"rule": "unsupported-claim", "path": "claims.csv", "subject": "C2", "count": 1}\n'
        "  ]\n}\n"
    )
    assert done.err == f"wrote {NAME} with 3 findings\n"


def test_from_then_on_the_check_passes(tmp_path: Path) -> None:
    project(tmp_path, claims=CLAIMS)
    before = check(tmp_path).code

    writing = check(tmp_path, "--write-baseline").code

    assert (before, writing, check(tmp_path, "--fail-on", "note").code) == (1, 0, 0)


def test_the_next_finding_of_its_kind_fails(tmp_path: Path) -> None:
    check(project(tmp_path, claims=CLAIMS), "--write-baseline")

    (tmp_path / "claims.csv").write_text(CLAIMS + "C1,,elsewhere,\n", encoding="utf-8")

    assert check(tmp_path).code == 1


def test_what_is_mended_is_stale_until_it_is_taken_out(tmp_path: Path) -> None:
    check(project(tmp_path, claims=CLAIMS), "--write-baseline")
    held = sum(entries(tmp_path).values())
    (tmp_path / "claims.csv").write_text(CLAIMS.replace("C1,,nowhere,\n", ""), encoding="utf-8")
    stale = rules_found(tmp_path)

    done = check(tmp_path, "--write-baseline")

    left = sum(entries(tmp_path).values())
    assert stale == {"stale-baseline"}
    assert rules_found(tmp_path) == set()
    assert done.err == f"took {held - left} findings out of {NAME}\n"


def test_an_empty_baseline_stays_and_holds_nothing_again(tmp_path: Path) -> None:
    project(tmp_path, claims="claim_id,claim,stated\nC1,Tea.,open\n")
    (tmp_path / NAME).write_text('{"version": 1, "findings": []}', encoding="utf-8")

    done = check(tmp_path, "--fail-on", "warning", "--write-baseline")

    assert done.code == 1
    assert (tmp_path / NAME).read_text(encoding="utf-8") == '{"version": 1, "findings": []}'
    assert done.err == (
        f"took 0 findings out of {NAME}; 1 finding more than the 0 in it: it only shrinks, and is "
        "begun anew once it is removed\n"
    )


def test_a_project_without_findings_gets_an_empty_one(tmp_path: Path) -> None:
    project(tmp_path, claims="claim_id,claim,stated\nC1,Tea.,open\n")

    check(tmp_path, "--select", "weak-claim", "--write-baseline")

    assert entries(tmp_path) == {}


def test_shrinking_looks_at_all_findings_whatever_is_shown(tmp_path: Path) -> None:
    check(project(tmp_path, claims=CLAIMS), "--write-baseline")
    before = (tmp_path / NAME).read_bytes()

    check(tmp_path, "C2", "--ignore", "unknown-citekey", "--write-baseline")

    assert (tmp_path / NAME).read_bytes() == before


def test_where_nothing_could_be_checked_nothing_is_taken_out(tmp_path: Path) -> None:
    check(project(tmp_path, claims=CLAIMS), "--write-baseline")
    before = (tmp_path / NAME).read_bytes()
    (tmp_path / "claims.csv").write_text("id,claim\nC1,Tea.\n", encoding="utf-8")

    done = check(tmp_path, "--write-baseline")

    assert done.code == 2
    assert done.err.startswith(f"evtrack: {NAME}: not written, for nothing could be checked")
    assert (tmp_path / NAME).read_bytes() == before


UNCITED = "@article{oz2021, author = {Oz, Bea}, title = {Leaf}, year = {2021}}\n"


def test_entries_that_are_not_checked_stay_as_they_are(tmp_path: Path) -> None:
    project(tmp_path, claims=CLAIMS, references=UNCITED)
    check(tmp_path, "--all-entries", "--write-baseline")
    before = (tmp_path / NAME).read_bytes()

    stale = rules_found(tmp_path)
    done = check(tmp_path, "--write-baseline")

    assert stale == set()
    assert done.err == f"took 0 findings out of {NAME}\n"
    assert (tmp_path / NAME).read_bytes() == before


def test_rules_that_are_off_leave_their_entries_as_they_are(tmp_path: Path) -> None:
    project(tmp_path, claims=CLAIMS, config='rules.unknown-citekey = "off"\n')
    check(tmp_path, "--select", "unknown-citekey", "--write-baseline")
    before = (tmp_path / NAME).read_bytes()

    stale = rules_found(tmp_path, "--select", "project")
    check(tmp_path, "--write-baseline")

    assert stale == set()
    assert (tmp_path / NAME).read_bytes() == before


def test_of_what_is_looked_for_everything_goes_that_is_mended(tmp_path: Path) -> None:
    project(tmp_path, claims=CLAIMS, references=UNCITED)
    check(tmp_path, "--all-entries", "--write-baseline")
    (tmp_path / "references.bib").write_text("@comment{none}\n", encoding="utf-8")

    check(tmp_path, "--write-baseline")

    assert {subject for _, _, subject in entries(tmp_path)} <= {"C1", "C2"}


def test_one_that_may_not_be_looked_at_is_no_absent_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.stat

    def refuse(path: Any, **options: Any) -> os.stat_result:
        if str(path).endswith(NAME):
            raise PermissionError(13, "Permission denied")
        return real(path, **options)

    project(tmp_path, claims=CLAIMS)
    monkeypatch.setattr("evtrack.readers.os.stat", refuse)

    assert check(tmp_path).err == f"evtrack: {NAME}: can't be read: Permission denied\n"


def test_its_name_can_be_set(tmp_path: Path) -> None:
    project(tmp_path, claims=CLAIMS, config='baseline = "known/findings.json"')

    check(tmp_path, "--write-baseline")

    assert (tmp_path / "known/findings.json").exists()
    assert check(tmp_path).code == 0


def test_a_link_does_not_lead_it_out_of_the_project(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (project(inside, claims=CLAIMS) / NAME).symlink_to(tmp_path / "outside.json")

    assert check(inside, "--write-baseline").code == 2
    assert not (tmp_path / "outside.json").exists()


def test_it_never_takes_the_place_of_another_file(tmp_path: Path) -> None:
    project(tmp_path, claims=CLAIMS, config='baseline = "claims.csv"')

    done = check(tmp_path, "--write-baseline")

    assert done.code == 2
    assert (tmp_path / "claims.csv").read_text(encoding="utf-8") == CLAIMS


@pytest.mark.parametrize("arguments", [[], ["--write-baseline"]], ids=["check", "write"])
def test_a_damaged_one_is_refused(tmp_path: Path, arguments: list[str]) -> None:
    project(tmp_path, claims=CLAIMS)
    (tmp_path / NAME).write_text('{"version": 1,\n<<<<<<< HEAD\n', encoding="utf-8")

    done = check(tmp_path, *arguments)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"evtrack: {NAME}:2: the baseline can't be read: ")


def test_the_report_has_them_as_accepted(tmp_path: Path) -> None:
    from evtrack.cli import run

    check(project(tmp_path, claims=CLAIMS), "--write-baseline")

    assert run(["report", "--project", str(tmp_path), "--format", "json"]) == 0
    report = json.loads((tmp_path / "reports/evidence.json").read_text(encoding="utf-8"))
    assert report["findings"] == []
    assert {finding["reason"] for finding in report["accepted"]} == {"in the baseline"}


@given(files=faulty_projects())
def test_after_it_is_written_the_check_passes(files: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = project(Path(name), **files)
        check(folder, "--write-baseline")
        written = (folder / NAME).read_bytes()
        again = check(folder, "--write-baseline")

        assert rules_found(folder) <= UNACCEPTABLE
        assert again.err.startswith("took 0 findings out of ")
        assert (folder / NAME).read_bytes() == written


@given(first=faulty_projects(), second=faulty_projects())
def test_it_never_grows(first: dict[str, str], second: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = project(Path(name), **first)
        check(folder, "--write-baseline")
        before = entries(folder)
        check(project(folder, **second), "--write-baseline")
        after = entries(folder)

        assert all(count <= before[group] for group, count in after.items())
        assert "stale-baseline" not in rules_found(folder)
