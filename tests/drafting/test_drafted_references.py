"""Entries as they are written: what each type is told by, and that they are read back."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from evtrack.drafting import bibtex
from evtrack.drafting.citekeys import citekeys
from evtrack.model import Input, Person, Source
from evtrack.readers.bibliography import read_bibliography
from evtrack.readers.latex import to_unicode
from evtrack.readers.reference_list import Reference, read_reference


def keys(*texts: str, cited: Sequence[str] = ()) -> tuple[str, ...]:
    return citekeys([read_reference(text) for text in texts], cited)


class TestCitekeys:
    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("Ng A. Tea. J Tea. 2020;5:1.", "ng2020"),
            ("Ng, A. (2020b). Tea. J Tea, 5(1), 1.", "ng2020b"),
            ("Şafak Öztürk C. Tea. J Tea. 2020;5:1.", "safakozturk2020"),
            ("Łoś-Ørsted Þ. Tea. J Tea. 2020;5:1.", "losorsted2020"),
            ("Ng A. The effect of tea on naps. J Tea. 5:1.", "ng-effect"),
            ("Highland Clinic. When does insomnia pass?", "highlandclinic-insomnia"),
            ("李明. 茶. 2020.", "reference-1"),
        ],
    )
    def test_the_key(self, text: str, key: str) -> None:
        assert keys(text) == (key,)

    def test_keys_differ_by_words_of_the_title(self) -> None:
        page = "Highland Clinic. Insomnia"

        assert keys(page, f"{page}: care at home.", f"{page}: care at home.", page) == (
            "highlandclinic-insomnia",
            "highlandclinic-insomnia-care",
            "highlandclinic-insomnia-care-home",
            "highlandclinic-insomnia-2",
        )

    def test_keys_of_a_year_are_counted(self) -> None:
        article = "Ng A. Tea. J Tea. 2020;5:1."

        assert keys(article, article, article) == ("ng2020", "ng2020-2", "ng2020-3")

    def test_a_key_that_the_article_cites_is_written_as_it_does(self) -> None:
        assert keys("Ng A. Tea. J Tea. 2020;5:1.", cited=["Ng2020"]) == ("Ng2020",)

    @given(st.lists(st.text(max_size=30), max_size=20))
    def test_keys_are_plain_and_differ_also_without_case(self, texts: list[str]) -> None:
        found = keys(*texts)

        assert len({key.casefold() for key in found}) == len(texts)
        assert all(key.isascii() and key.replace("-", "").isalnum() for key in found)


@pytest.mark.parametrize(
    ("text", "kind", "todo"),
    [
        ("Ng A. Tea. J Tea. 2020;5:1-2. doi:10.1000/1", "article", ""),
        ("Ng A. Tea. J Tea. 5(2):1-2.", "article", "year, DOI"),
        ("Ng A. Tea. London: Tea Press; 2020.", "book", ""),
        ("Highland Clinic. Tea.", "online", "address, year or the day it was read"),
        ("Tea Board. (2020). Tea. https://tea.example", "online", ""),
        ("Ng A. Tea at night.", "misc", "year, what it is, and where to find it"),
        ("Ng A, et al. Tea. J Tea. 2020;5:1. doi:10.1000/1", "article", "the other authors"),
        (
            "Ng A. Naps. In: Oz B, ed. Tea. London: Tea Press; 2020.",
            "incollection",
            "check: a chapter: the editors of its book were not read",
        ),
    ],
)
def test_the_type_and_what_is_missing(text: str, kind: str, todo: str) -> None:
    reference = read_reference(text)

    assert bibtex.entry_type(reference) == kind
    assert bibtex.fields(reference).get("todo", "") == todo


def test_an_entry() -> None:
    reference = read_reference(
        "Şen Öz C, King ML Jr. Tea & sleep: 50% of @home drinkers. J Tea. 2020;5(2):154-5."
    )

    assert bibtex.entry("senoz2020", reference) == (
        "% Şen Öz C, King ML Jr. Tea & sleep: 50% of (at)home drinkers. J Tea. 2020;5(2):154-5.\n"
        "@article{senoz2020,\n"
        "  author  = {Şen Öz, C. and King, Jr, M. L.},\n"
        "  title   = {Tea \\& sleep: 50\\% of @home drinkers},\n"
        "  journal = {J Tea},\n"
        "  year    = {2020},\n"
        "  volume  = {5},\n"
        "  number  = {2},\n"
        "  pages   = {154--155},\n"
        "  todo    = {DOI},\n"
        "}\n"
    )


def test_a_body_stands_in_braces() -> None:
    body = Person("Centers for Tea Control and Prevention", is_body=True)

    written = bibtex.fields(Reference("", (body,), title="Tea"))["author"]

    assert written == "{Centers for Tea Control and Prevention}"


_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.sampled_from(" \\{}$&#^_~%@"),
    min_size=1,
    max_size=30,
).map(lambda text: " ".join(text.split()) or "x")
_NAMES = st.from_regex(r"[A-ZÄÖŞ][a-zäöüşé]{1,9}( [A-Z][a-z]{1,6})?( Jr)?", fullmatch=True)
_BODIES = st.from_regex(r"[A-Z][a-z]+ (of|and) [A-Z][a-z]+ & Co", fullmatch=True)
_PEOPLE = st.tuples(_NAMES, st.sampled_from(["A.", "A. B."])).map(
    lambda n: Person(*n)
) | _BODIES.map(lambda name: Person(name, is_body=True))
_REFERENCES = st.builds(
    Reference,
    text=_WORDS,
    authors=st.lists(_PEOPLE, max_size=4).map(tuple),
    others=st.just(False),
    title=_WORDS,
    container=_WORDS,
    label=st.sampled_from(["", "2020", "2021a"]),
    volume=st.sampled_from(["", "5", "5_1"]),
    pages=st.sampled_from(["", "1--2", "e1"]),
    doi=st.sampled_from(["", "10.1000/a_b#%3C(1)<2>", "10.1000/{x}"]),
    url=st.sampled_from(["", "https://a.example/%20~b_c?d=1&e#f"]),
    number=st.sampled_from(["", "2", "Suppl 1"]),
    publisher=st.sampled_from(["", "Tea & Co"]),
    address=st.just(""),
    edition=st.just("2nd"),
    urldate=st.just("2020-05-03"),
    doubts=st.sampled_from([(), ("a doubt", "50% & more")]),
    is_chapter=st.booleans(),
    pmid=st.just("123"),
    pmcid=st.just("PMC123"),
)


def read(text: str) -> Source:
    library = read_bibliography([Input("references.bib", text)])
    (source,) = library.values()
    assert not library.unread
    assert not source.unread
    return source


@given(_REFERENCES)
def test_an_entry_is_read_back_with_the_same_values(reference: Reference) -> None:
    text = bibtex.entry("key", reference)
    written = bibtex.fields(reference)

    source = read(text)

    assert dict(source.fields) == written
    assert [(p.family, p.given, p.is_body) for p in source.authors] == [
        (bibtex.escaped(p.family), p.given, p.is_body) for p in reference.authors
    ]
    (entry,) = parse_string(text, "bibtex").entries.values()
    assert {**entry.fields} == {n: " ".join(v.split()) for n, v in written.items() if n != "author"}


@given(_WORDS)
def test_what_is_escaped_is_shown_as_it_was(text: str) -> None:
    plain = "".join(character for character in text if character not in "-`'")  # LaTeX's own

    assert to_unicode(bibtex.escaped(plain)) == normalize("NFC", plain).replace("^", "ˆ")
