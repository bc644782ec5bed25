"""Which two entries are one work, and which only look like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rule_runs import messages

ARTICLE = {"author": "Ng, Ada", "title": "Tea and sleep", "journal": "J", "year": "2020"}


def entry(key: str, kind: str = "article", **fields: str) -> str:
    values = {**ARTICLE, **fields}
    written = ", ".join(f"{name} = {{{value}}}" for name, value in values.items() if value)
    return f"@{kind}{{{key}, {written}}}\n"


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({}, True),
        ({"author": r"N\`g, A."}, True),
        ({"author": "Ng, Ada and others"}, True),
        ({"author": "Li, Bo"}, False),
        ({"author": "Ng, Ada and Li, Bo"}, False),
        ({"author": ""}, False),
        ({"title": r"{T}ea \textit{and} sleep."}, True),
        ({"title": "Tea & sleep"}, True),
        ({"title": "Tea and Sleep 2"}, False),
        ({"year": "2021"}, True),
        ({"year": "2022"}, False),
        ({"year": "2021", "journal": ""}, False),
        ({"year": "(2020)"}, True),
        ({"volume": "3"}, True),
        ({"eprinttype": "arxiv", "eprint": "1", "journal": ""}, False),
        ({"study": "tea"}, True),
    ],
)
def test_the_same_title_and_authors(other: dict[str, str], same: bool, tmp_path: Path) -> None:
    library = entry("a") + entry("b", **other)

    assert bool(messages(tmp_path, "duplicate-source", references=library)) is same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"volume": "3"}, {"volume": "4"}),
        ({"pmid": "1"}, {"pmid": "2"}),
        ({"doi": "10.5555/1"}, {"doi": "10.5555/2"}),
        ({"study": "tea"}, {"study": "tea"}),
        ({"number": "3"}, {"number": "4"}),
        ({"author": "Anonymous"}, {"author": "Anonymous"}),
        ({"author": "{Unknown}"}, {"author": "{Unknown}"}),
        ({"related": "b", "relatedtype": "translationof"}, {}),
        ({"doi": "10.5555/1"}, {"doi": "10.5555/1", "xref": "a"}),
        ({"year": "", "journal": ""}, {"year": "", "journal": ""}),
        ({"title": "Letter to the Editor"}, {"title": "Letter to the Editor"}),
        ({"title": r"The $\alpha$-unit"}, {"title": r"The $\beta$-unit"}),
    ],
)
def test_what_tells_two_apart(one: dict[str, str], other: dict[str, str], tmp_path: Path) -> None:
    library = entry("a", **one) + entry("b", **other)

    assert messages(tmp_path, "duplicate-source", references=library) == []


def test_pages_of_one_body_at_two_addresses(tmp_path: Path) -> None:
    page = {"author": "{Tea Board}", "title": "Tea", "journal": "", "year": ""}
    library = entry("a", "misc", **page, url="https://example.org/1") + entry(
        "b", "online", **page, url="https://example.org/2"
    )

    assert messages(tmp_path, "duplicate-source", references=library) == []


def test_the_same_pmid(tmp_path: Path) -> None:
    library = entry("a", pmid="123") + entry("b", title="Another", pmid="PMID: 123")

    assert messages(tmp_path, "duplicate-source", references=library) == [
        "b is the same work as a, at references.bib:1:1: the same PMID, 123"
    ]


def test_what_is_no_identifier_tells_nothing(tmp_path: Path) -> None:
    library = entry("a", doi="n/a", pmid="none") + entry("b", title="B", doi="n/a", pmid="none")

    assert messages(tmp_path, "duplicate-source", references=library) == []


def test_a_doi_that_is_inherited(tmp_path: Path) -> None:
    library = (
        "@inproceedings{a, title = {A}, crossref = {all}}\n"
        "@inproceedings{b, title = {A}, crossref = {all}}\n"
        "@proceedings{all, title = {All}, doi = {10.5555/1}}\n"
    )

    assert messages(tmp_path, "duplicate-source", references=library) == []


def test_each_twin_is_told_once(tmp_path: Path) -> None:
    library = "".join(entry(f"k{n}", doi="10.5555/1", pmid="1") for n in range(3))

    assert len(messages(tmp_path, "duplicate-source", references=library)) == 2


@pytest.mark.parametrize(
    ("version", "found"),
    [
        ({}, True),
        ({"author": "Li, Bo and Ng, Ada"}, True),
        ({"author": "Li, Bo"}, False),
        ({"year": "2018"}, False),
        ({"journal": ""}, False),
        ({"title": "Tea and sleep, revisited"}, False),
        ({"journal": "medRxiv"}, False),
    ],
)
def test_the_published_version(version: dict[str, str], found: bool, tmp_path: Path) -> None:
    preprint = entry("a", year="2019", journal="medRxiv")

    told = messages(tmp_path, "published-preprint", references=preprint + entry("b", **version))

    assert bool(told) is found
