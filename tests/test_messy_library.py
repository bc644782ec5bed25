"""A messy library of 300 entries: nothing wrong is found in it but what was planted there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from evtrack.appraisal import judge
from evtrack.inspection import Inspection, inspect
from evtrack.model import Finding, Ledger
from evtrack.quotations import RationaleFate, rationale_checks
from evtrack.readers import load
from evtrack.rules import RULES
from evtrack.words import Severity
from messy.faults import FAULTS, Place, planted
from messy.library import entries, project
from messy.works import ENTRY_IN_ABSTRACT

TODAY = date(2026, 11, 22)

# The families that look at how a library is written must be silent on one that is written well;
# that the invented evidence is weak is for these two to say.
OF_THE_EVIDENCE = {"evidence", "project"}


def laid_out(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    return folder


def inspected(folder: Path) -> tuple[Ledger, Inspection]:
    ledger = load(folder)
    return ledger, inspect(ledger, judge(ledger, TODAY), TODAY)


def whole() -> dict[str, str]:
    return {name: "".join(chunks.values()) for name, chunks in project().items()}


def told(findings: Iterable[Finding]) -> list[str]:
    return [f"{f.problem.location}: {f.rule}: {f.problem.message}" for f in findings]


def place_of(finding: Finding) -> Place:
    location = finding.problem.location
    return Place(finding.rule, location.path, location.line, location.column)


@cache
def families() -> dict[str, str]:
    return {rule.name: rule.family for rule in RULES}


def of_the_writing(inspection: Inspection) -> list[Finding]:
    return [f for f in inspection.findings if families()[f.rule] not in OF_THE_EVIDENCE]


def entries_in_abstracts(files: Mapping[str, str]) -> list[Place]:
    """Lines of abstracts that bibtexparser takes for entries: true, and worth a warning."""
    return [
        Place("parser-disagreement", path, number, 1)
        for path in ("exports.bib", "library.bib")
        for number, line in enumerate(files[path].splitlines(), 1)
        if line == ENTRY_IN_ABSTRACT
    ]


def test_every_one_of_300_entries_is_cited(tmp_path: Path) -> None:
    ledger, _ = inspected(laid_out(tmp_path, whole()))
    keys = entries(project())
    assert len(keys) == len(set(keys)) == 300
    assert sorted(ledger.cited) == sorted(keys)
    assert len(ledger.claims) == 120


def test_nothing_is_found_where_nothing_is_wrong(tmp_path: Path) -> None:
    files = whole()
    _, inspection = inspected(laid_out(tmp_path, files))
    expected = entries_in_abstracts(files)
    found = [f for f in of_the_writing(inspection) if place_of(f) not in expected]
    assert len(expected) == 2
    assert told(found) == []


def test_every_quotation_from_an_abstract_that_is_kept_is_verified(tmp_path: Path) -> None:
    ledger, _ = inspected(laid_out(tmp_path, whole()))
    checks = rationale_checks(ledger)
    fates = [
        checks[link.location].fate
        for link in ledger.links
        if link.locator == "abstract" and "abstract" in ledger.sources[link.citekey].fields
    ]
    assert len(fates) > 20
    assert set(fates) == {RationaleFate.VERIFIED}


def test_there_are_faults_enough_of_all_kinds() -> None:
    assert len(FAULTS) >= 60
    assert len({fault.rule for fault in FAULTS}) >= 25
    assert {fault.file for fault in FAULTS} == {"claims.csv", "library.bib", "exports.bib"}


def test_all_planted_faults_are_found_and_no_others(tmp_path: Path) -> None:
    files, places = planted(project())
    _, inspection = inspected(laid_out(tmp_path, files))
    found = sorted(map(place_of, of_the_writing(inspection)))
    assert found == sorted(places + entries_in_abstracts(files))


def test_the_faults_bring_no_error_about_the_evidence(tmp_path: Path) -> None:
    _, inspection = inspected(laid_out(tmp_path, planted(project())[0]))
    errors = [f for f in inspection.findings if f.severity is Severity.ERROR]
    assert told(f for f in errors if families()[f.rule] in OF_THE_EVIDENCE) == []
