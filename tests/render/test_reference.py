"""Formatted references, and the places to read a source."""

from __future__ import annotations

import pytest

from builders import HERE
from evtrack.model import Person, Source
from evtrack.render.reference import addresses_of, link_of, reference


def source(kind: str, authors: tuple[Person, ...] = (), **fields: str) -> Source:
    others = fields.pop("others", "") == "yes"
    return Source("k", kind, fields, HERE, authors=authors, others=others)


NG, LI = Person("Ng", "Ada"), Person("Li", "Bo-Yi")
BOARD, ACCENTED = Person("Tea Board", is_body=True), Person('M{\\"u}ller', "{\\'E}mile")


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (
            source(
                "article",
                (NG, LI),
                title="Tea and wakefulness",
                journal="Journal of Tea",
                year="2020",
                month="March",
                volume="3",
                number="2",
                pages="1--9",
            ),
            "Ng A, Li BY. Tea and wakefulness. Journal of Tea. 2020 Mar;3(2):1–9.",
        ),
        (
            source("article", (NG,), title="Tea?", journaltitle="Tea", date="2020-05-01", eid="e7"),
            "Ng A. Tea? Tea. 2020 May:e7.",
        ),
        (
            source("article", (NG,) * 8, title="Tea", others="yes"),
            "Ng A, Ng A, Ng A, Ng A, Ng A, Ng A, et al. Tea.",
        ),
        (
            source("article", (NG,), title="Tea", month="5", year="2020", others="yes"),
            "Ng A, et al. Tea. 2020 May.",
        ),
        (
            source("article", (NG,), title="Tea", month="April~15", year="2001"),
            "Ng A. Tea. 2001 Apr 15.",
        ),
        (
            source("article", (NG,), title="Tea", month="15~April", year="2001"),
            "Ng A. Tea. 2001 Apr 15.",
        ),
        (
            source("article", (NG,), title="Tea", month="April--May", year="2001"),
            "Ng A. Tea. 2001 Apr.",
        ),
        (
            source("book", (NG,), title="Tea", publisher="Leaf", year="1999"),
            "Ng A. Tea. Leaf; 1999.",
        ),
        (
            source(
                "online", (Person("Tea Board", is_body=True),), title="Tea", urldate="2026-03-31"
            ),
            "Tea Board. Tea [Internet]. [cited 2026 Mar 31].",
        ),
        (
            source(
                "online",
                (NG, LI),
                title="Is tea good?",
                organization="Tea Board",
                publisher="Leaf",
                location="Ghent",
                date="2021-11",
                urldate="2026-03",
            ),
            "Ng A, Li BY. Is tea good? [Internet]. Ghent: Leaf; 2021 Nov [cited 2026 Mar].",
        ),
        (
            source("misc", (NG,), title="Tea", urldate="last spring"),
            "Ng A. Tea. [cited last spring].",
        ),
        (
            source(
                "article", (NG,), title="Tea", journal="J", urldate="2026-03-31", doi="10.1000/x"
            ),
            "Ng A. Tea. J.",
        ),
        (
            source("article", (NG,), title="Tea", journal="J", year="2020", urldate="2026-03-31"),
            "Ng A. Tea. J. 2020 [cited 2026 Mar 31].",
        ),
        (
            source("article", (NG,), title="Tea", journal="J", volume="3", pages="1--9"),
            "Ng A. Tea. J. 3:1–9.",
        ),
        (
            source(
                "incollection",
                (NG,),
                title="Tea",
                booktitle="Leaves",
                editor="Li, Bo",
                edition="22",
                publisher="Leaf",
                year="1999",
                pages="1--9",
            ),
            "Ng A. Tea. In: Li B, editor. Leaves. 22nd ed. Leaf; 1999. p. 1–9.",
        ),
        (
            source("inproceedings", (NG,), title="Tea", booktitle="Talks on tea", year="1999"),
            "Ng A. Tea. In: Talks on tea. 1999.",
        ),
        (
            source("book", (NG,), title="Tea", edition="13", publisher="Leaf"),
            "Ng A. Tea. 13th ed. Leaf.",
        ),
        (
            source("book", (NG,), title="Tea", edition="Revised", publisher="Leaf"),
            "Ng A. Tea. Revised ed. Leaf.",
        ),
        (
            source("book", editor="Ng, Ada and others", title="Tea"),
            "Ng A, et al., editors. Tea.",
        ),
        (source("book", editor="Ng, Ada", title="Tea"), "Ng A, editor. Tea."),
        (source("misc"), "k."),
        (
            source("book", editor="Ng, Ada and Li, Bo", title="Tea", publisher="Leaf"),
            "Ng A, Li B, editors. Tea. Leaf.",
        ),
        (
            source("misc", (Person("Müller", "{\\'E}mile"),), title='{\\"U}ber Tee'),
            "Müller É. Über Tee.",
        ),
    ],
)
def test_a_reference(entry: Source, text: str) -> None:
    assert reference(entry) == text


@pytest.mark.parametrize(
    ("fields", "addresses"),
    [
        ({}, []),
        (
            {"doi": "https://doi.org/10.1000/a(b)", "url": "https://example.org"},
            [("doi:10.1000/a(b)", "https://doi.org/10.1000/a(b)")],
        ),
        (
            {"doi": "10.1000/a<b>"},
            [("doi:10.1000/a<b>", "https://doi.org/10.1000/a%3Cb%3E")],
        ),
        ({"url": " https://example.org "}, [("https://example.org", "https://example.org")]),
        ({"url": "javascript:alert(1)", "archiveurl": "file:///etc/passwd"}, []),
        ({"pmid": "123"}, [("PMID 123", "https://pubmed.ncbi.nlm.nih.gov/123/")]),
        ({"pmid": "123/../x", "pmcid": "PMC"}, []),
        (
            {"pmcid": "pmc123"},
            [("PMC123", "https://pmc.ncbi.nlm.nih.gov/articles/PMC123/")],
        ),
        (
            {"archiveurl": "https://archive.example/a"},
            [("archived copy", "https://archive.example/a")],
        ),
    ],
)
def test_where_a_source_can_be_read(
    fields: dict[str, str], addresses: list[tuple[str, str]]
) -> None:
    assert list(addresses_of(source("article", (), **fields))) == addresses


@pytest.mark.parametrize(
    ("fields", "link"),
    [
        ({"doi": "10.1000/a_b"}, "https://doi.org/10.1000/a_b"),
        ({"doi": "https://doi.org/10.1000/x"}, "https://doi.org/10.1000/x"),
        ({"doi": "DOI:10.1000/x"}, "https://doi.org/10.1000/x"),
        ({"doi": "10.1000/x", "url": "https://example.org"}, "https://doi.org/10.1000/x"),
        ({"doi": "javascript:alert(1)"}, ""),
        ({"url": "https://example.org/a%20b"}, "https://example.org/a%20b"),
        ({"url": "javascript:alert(1)"}, ""),
        ({"url": "data:text/html,x"}, ""),
        ({}, ""),
    ],
)
def test_only_safe_links_are_followed(fields: dict[str, str], link: str) -> None:
    assert link_of(source("article", (), **fields)) == link
