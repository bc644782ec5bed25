"""DOIs as people write them."""

import pytest

from evtrack.doi import bare_doi


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("10.1000/182", "10.1000/182"),
        (" 10.1000/182 ", "10.1000/182"),
        ("https://doi.org/10.1000/182", "10.1000/182"),
        ("http://dx.doi.org/10.1000/182", "10.1000/182"),
        ("DOI: 10.1000/182", "10.1000/182"),
        ("10.1000/a\\_b", "10.1000/a_b"),
        ("https://example.org/10.1000/182", "https://example.org/10.1000/182"),
        ("", ""),
    ],
)
def test_what_stands_before_a_doi_is_taken_off(text: str, bare: str) -> None:
    assert bare_doi(text) == bare
