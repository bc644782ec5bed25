"""The table of BibTeX cases, read whole and compared with what BibTeX says."""

from __future__ import annotations

import pytest
from pybtex.database.input.bibtex import Parser

from bibtex_cases import CASES, DISAGREEMENTS, VALID, Case
from evtrack.model import Input, Unread
from evtrack.readers.bibliography import Bibliography, read_bibliography


def read(*texts: str) -> Bibliography:
    return read_bibliography(
        [Input(f"{number}.bib", text) for number, text in enumerate(texts, start=1)]
    )


def shown(unread: Unread) -> str:
    location = unread.problem.location
    return f"{unread.rule} {location.line}:{location.column} {unread.problem.subject}"


def faults(library: Bibliography) -> list[str]:
    of_sources = (unread for source in library.values() for unread in source.unread)
    return [shown(unread) for unread in (*library.unread, *of_sources)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_entries_and_fields(case: Case) -> None:
    library = read(case.text)
    assert {key: dict(source.fields) for key, source in library.items()} == case.entries
    assert list(library) == list(case.entries)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_faults_and_their_places(case: Case) -> None:
    assert faults(read(case.text)) == case.faults


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_fault_says_what_and_what_to_do(case: Case) -> None:
    library = read(case.text)
    for unread in (*library.unread, *(u for source in library.values() for u in source.unread)):
        assert unread.problem.message
        assert unread.problem.help.endswith((".", "`."))
        assert "\n" not in unread.problem.message


@pytest.mark.parametrize(
    "case",
    [case for case in VALID + DISAGREEMENTS if not case.pybtex],
    ids=lambda case: case.name,
)
def test_pybtex_agrees_on_what_is_valid(case: Case) -> None:
    parsed = Parser(person_fields=[]).parse_string(case.text)
    assert {
        key: {name.lower(): value for name, value in entry.fields.items()}
        for key, entry in parsed.entries.items()
    } == case.entries


def test_names_of_cases_are_unique() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
