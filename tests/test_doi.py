"""DOIs as people write them."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.doi import bare_doi, doi_in, doi_of, is_doi

SICI = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("10.1000/182", "10.1000/182"),
        (" 10.1000/182 ", "10.1000/182"),
        ("{10.1000/182}", "10.1000/182"),
        ("https://doi.org/10.1000/182", "10.1000/182"),
        ("http://dx.doi.org/10.1000/182", "10.1000/182"),
        ("https://www.doi.org/10.1000/182", "10.1000/182"),
        ("doi.org/10.1000/182", "10.1000/182"),
        ("https://doi.acm.org/10.1145/182", "10.1145/182"),
        ("http://doi.ieeecomputersociety.org/10.1109/182", "10.1109/182"),
        ("https://doi.org/10/gabc", "10/gabc"),
        ("doi:10/gabc", "10/gabc"),
        ("https://doi.org/https://doi.org/10.1000/182", "10.1000/182"),
        ("https://doi.org/doi:10.1000/182", "10.1000/182"),
        ("DOI: 10.1000/182", "10.1000/182"),
        ("doi 10.1000/182", "10.1000/182"),
        ("doi10.1000/182", "10.1000/182"),
        ("info:doi/10.1000/182", "10.1000/182"),
        ("urn:doi:10.1000/182", "10.1000/182"),
        ("10.1000/182.", "10.1000/182"),
        ("10.1000/182 ;", "10.1000/182"),
        ("10.1000/182 [doi]", "10.1000/182"),
        ("10.1002%2Fabc", "10.1002/abc"),
        ("https%3A%2F%2Fdoi.org%2F10.1000%2F182", "10.1000/182"),
        ("10.1016/S0140-6736%2820%2930183-5", "10.1016/S0140-6736(20)30183-5"),
        ("10.1000/a%E4b", "10.1000/a%E4b"),
        ("10.1000/a\\_b", "10.1000/a_b"),
        ("10.1000/a{\\_}b", "10.1000/a_b"),
        (SICI.replace("<", "{\\textless}").replace(">", "{\\textgreater}"), SICI),
        (SICI.replace("<", "\\textless ").replace(">", "\\textgreater{}"), SICI),
        (SICI.replace("<", "$<$").replace(">", "$>$"), SICI),
        (SICI.replace("<", "&lt;").replace(">", "&gt;"), SICI),
        ("https://example.org/10.1000/182", "https://example.org/10.1000/182"),
        ("", ""),
    ],
)
def test_only_the_doi_is_left(text: str, bare: str) -> None:
    assert bare_doi(text) == bare


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("10.1000/182", True),
        ("10.1023/B:ASEB.0000007458.32852.c8", True),
        ("10.1016/S0140-6736(20)30183-5", True),
        ("10.1000.10/123456", True),
        (SICI, True),
        ("10.1000/茶", True),
        ("10/gabc", True),
        ("10/f9kd7q", True),
        ("10/2012", False),
        ("10/x", False),
        ("10.1000/", False),
        ("10.1/182", False),
        ("11.1000/182", False),
        ("10.1000/1 82", False),
        ("10.1000/{182}", False),
        ("10.1000/a\x00", False),
        ("10.1000/a%2Fb", False),
        ("doi:10.1000/182", False),
    ],
)
def test_what_a_doi_is(text: str, valid: bool) -> None:
    assert is_doi(text) is valid


@given(st.text(alphabet="10./%25Fdoi:,; {}\\_<&lt;ab茶\n") | st.text())
def test_the_bare_doi_is_as_bare_as_it_gets(text: str) -> None:
    bare = bare_doi("10.1000/" + text)

    assert bare_doi(bare) == bare or not is_doi(bare)


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("https://doi.org/10.1000/182", "10.1000/182"),
        ("https://journals.example/doi/abs/10.1000/182", "10.1000/182"),
        ("https://journals.example/doi/10.1000/182/full", "10.1000/182"),
        ("https://journals.example/doi/pdf/10.1000/182.pdf?download=1", "10.1000/182"),
        ("https://journals.example/?id=10.1000%2F182", "10.1000/182"),
        ("See doi:10.1000/182.", "10.1000/182"),
        ("https://journals.example/v10.2/1000", ""),
        ("", ""),
    ],
)
def test_a_doi_somewhere_in_a_text(text: str, doi: str) -> None:
    assert doi_in(text) == doi


@pytest.mark.parametrize(
    ("fields", "doi"),
    [
        ({"doi": "doi:10.1000/182", "url": "https://doi.org/10.1000/183"}, "10.1000/182"),
        ({"doi": "", "url": "https://doi.org/10.1000/183"}, "10.1000/183"),
        ({"url": "http://dx.doi.org/10.1000/183"}, "10.1000/183"),
        ({"url": "https://journals.example/doi/10.1000/183"}, ""),
        ({"doi": "soon", "url": "https://doi.org/10.1000/183"}, "10.1000/183"),
        ({"doi": "n/a"}, ""),
        ({}, ""),
    ],
)
def test_the_doi_of_an_entry(fields: dict[str, str], doi: str) -> None:
    assert doi_of(fields) == doi


@pytest.mark.parametrize(
    "piece",
    ["%25", "10.1234/", "1234.", "doi:", "doi ", ".", "/full", "%E4", "{\\_}", "\\textless"],
)
def test_long_texts_take_no_longer_than_their_length(piece: str) -> None:
    text = "10.1234/" + piece * (400_000 // len(piece)) + "x"

    begun = perf_counter()
    bare_doi(text), is_doi(text), doi_in(text)

    assert perf_counter() - begun < 3
