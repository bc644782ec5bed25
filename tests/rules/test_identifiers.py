"""Identifiers as libraries and catalogues write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.identifiers import KINDS, pmid_of
from evtrack.model import Location
from patience import patience
from rule_runs import messages, problems


@pytest.mark.parametrize(
    ("doi", "valid"),
    [
        ("10.1000/182", True),
        ("10.1234/a\\_b", True),
        ("https://doi.org/10.1000/182", True),
        ("doi: 10.1000/182.", True),
        ("10.1000/", False),
        ("10.1000/1 82", False),
        ("10.1000/182, 10.1000/183", False),
        ("10.1002%252Fabc", False),
        ("https://tea.example/182", False),
        ("soon", False),
        ("n/a", True),
        ("????", True),
        ("10/gabc", True),
        ("https://doi.org/10/gabc", True),
        ("https://doi.acm.org/10.1145/182", True),
    ],
)
def test_which_dois_are_well_formed(doi: str, valid: bool, tmp_path: Path) -> None:
    found = messages(tmp_path, "malformed-doi", f"@misc{{a, doi = {{{doi}}}}}\n")

    assert (found == []) is valid


def test_the_doi_in_an_address_of_a_publisher_is_offered(tmp_path: Path) -> None:
    entry = "@misc{a, doi = {https://tea.example/doi/full/10.1000/182}}\n"

    (problem,) = problems(tmp_path, "malformed-doi", entry)

    assert problem.help == "If `10.1000/182` is the source's DOI, write that alone."


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("{https://doi.org/10.1000/182}", "10.1000/182"),
        ('"doi:10.1000/182"', "10.1000/182"),
        ("{http://doi.acm.org/10.1145/182}", "10.1145/182"),
        ("{http://doi.ieeecomputersociety.org/10.1109/182}", "10.1109/182"),
        ("{https://doi.org/10/gabc}", "10/gabc"),
        ("{ 10.1000/182.}", "10.1000/182"),
        ("{{10.1000/182}}", "10.1000/182"),
        ("{10.1016/S0140-6736%2820%2930183-5}", "10.1016/S0140-6736(20)30183-5"),
    ],
)
def test_the_form_of_a_doi_is_mended(written: str, becomes: str, tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "doi-form", f"@misc{{a, doi = {written}}}\n")

    (edit,) = problem.edits
    line = f"@misc{{a, doi = {written}}}"
    assert line[edit.location.column - 1 :].startswith(edit.old)
    assert edit.new == becomes


@pytest.mark.parametrize(
    "written",
    [
        "{https://doi.org/10.1000/a\\_b}",
        '"https://doi.org/" # "10.1000/182"',
    ],
)
def test_a_form_that_can_not_be_mended_safely(written: str, tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "doi-form", f"@misc{{a, doi = {written}}}\n")

    assert problem.edits == ()


@pytest.mark.parametrize(
    "doi", ["10.1000/182", "10.1000/a\\_b", "10.1000/a{\\_}b", "10.1000/a{\\textless}b", "10.1016/"]
)
def test_dois_whose_form_is_left_alone(doi: str, tmp_path: Path) -> None:
    assert messages(tmp_path, "doi-form", f"@misc{{a, doi = {{{doi}}}}}\n") == []


def test_an_inherited_doi_is_told_once(tmp_path: Path) -> None:
    library = (
        "@inproceedings{a, crossref = {all}}\n@inproceedings{b, crossref = {all}}\n"
        "@proceedings{all, doi = {10.1016/}}\n"
    )

    (problem,) = problems(tmp_path, "malformed-doi", library)

    assert problem.location == Location("references.bib", 3, 26, 8)


WELL_FORMED = {
    "pmid": [
        *("1", "28363809", "PMID: 28363809", "{28363809}"),
        *("https://pubmed.ncbi.nlm.nih.gov/28363809/", "www.ncbi.nlm.nih.gov/pubmed/28363809"),
    ],
    "pmcid": [
        *("PMC5440634", "pmc5440634", "PMCID: PMC5440634", "PMC5440634.2"),
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC5440634/",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC5440634/",
        "https://europepmc.org/article/pmc/PMC5440634",
    ],
    "pmc": ["PMC5440634", "5440634"],
    "isbn": [
        *("978-0-306-40615-7", "9780306406157", "978 0 306 40615 7", "978 0306406157"),
        *("0-306-40615-2", "0-8044-2957-X", "0 8044 2957 x", "{{978-0-306-40615-7}}"),
        *("978‐0‐306‐40615‐7", "978–0–306–40615–7", "9780306406157 (pbk.)"),
        *("978-0-306-40615-7 0-306-40615-2", "9780306406157, 0306406152"),
        *("ISBN-13: 978-0-306-40615-7; ISBN-10: 0-306-40615-2", "ISBN 10 0306406152"),
        *("978-0-306-40615-7 (print) 0-306-40615-2 [v. 1]", "9780306406157 hardcover"),
        *("0003-6951", "1476-4687 (Electronic) 0028-0836 (Linking)"),  # of an article
    ],
    "issn": [
        *("0028-0836", "00280836", "2434-561X", "2434-561x", "0028‐0836", "0028 0836"),
        *("0028-0836 (Print) 1476-4687 (Electronic)", "0028-0836, 1476-4687", "ISSN 0028-0836"),
        *("p-ISSN: 0028-0836 / e-ISSN: 1476-4687", "ISSN-L: 0028-0836", "eISSN:1476-4687"),
        "978-0-306-40615-7",  # of a book
    ],
    "eissn": ["1476-4687"],
    "orcid": [
        *("0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097", "0000000218250097"),
        *("0000-0002-1694-233X", "0000-0002-1694-233x, 0000-0002-1825-0097"),
        "Carberry, Josiah/0000-0002-1825-0097",
    ],
}


@pytest.mark.parametrize(
    ("field", "value"),
    [(field, value) for field, values in WELL_FORMED.items() for value in values],
)
def test_identifiers_that_are_well_formed(field: str, value: str, tmp_path: Path) -> None:
    assert messages(tmp_path, "malformed-identifier", f"@misc{{a, {field} = {{{value}}}}}\n") == []


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("pmid", "01234567", "`01234567` can't be a PMID"),
        ("pmid", "123456789", "`123456789` can't be a PMID"),
        ("pmid", "PMC5440634", "`PMC5440634` can't be a PMID"),
        ("pmcid", "5440634", "`5440634` can't be a PMCID"),
        ("pmcid", "NIHMS12345", "`NIHMS12345` can't be a PMCID"),
        ("pmc", "PMCX", "`PMCX` can't be a PMCID"),
        ("isbn", "978-0-306-40615", "`978-0-306-40615` can't be an ISBN"),
        ("isbn", "977-0-306-40615-7", "`977-0-306-40615-7` can't be an ISBN"),
        ("isbn", "0-306-4O615-2", "`0-306-4O615-2` can't be an ISBN"),
        ("isbn", "none", "`none` can't be an ISBN"),
        ("isbn", "0028-0837", "`0028-0837` can't be an ISBN: its last digit should be 6"),
        ("isbn", "0-306-40615-3", "`0-306-40615-3` can't be an ISBN: its last digit should be 2"),
        ("isbn", "0-8044-2957-1", "`0-8044-2957-1` can't be an ISBN: its last digit should be X"),
        (
            "isbn",
            "978-0-306-40615-7, 978-0-306-40615-0",
            "`978-0-306-40615-0` can't be an ISBN: its last digit should be 7",
        ),
        ("issn", "28-0836", "`28-0836` can't be an ISSN"),
        ("issn", "2434-5610", "`2434-5610` can't be an ISSN: its last digit should be X"),
        (
            "issn",
            "0028-0836 (Print) 1476-4680 (Electronic)",
            "`1476-4680` can't be an ISSN: its last digit should be 7",
        ),
        ("orcid", "0000-0002-1825", "`0000-0002-1825` can't be an ORCID"),
        ("orcid", "https://orcid.org/", "`https://orcid.org/` can't be an ORCID"),
        (
            "orcid",
            "0000-0002-1694-2330",
            "`0000-0002-1694-2330` can't be an ORCID: its last digit should be X",
        ),
    ],
)
def test_what_is_wrong_with_an_identifier(
    field: str, value: str, message: str, tmp_path: Path
) -> None:
    found = messages(tmp_path, "malformed-identifier", f"@misc{{a, {field} = {{{value}}}}}\n")

    assert found == [message]


@pytest.mark.parametrize(
    ("field", "number"),
    [
        ("issn", "2434561X"),
        ("isbn", "0306406152"),
        ("isbn", "9780306406157"),
        ("orcid", "0000000218250097"),
    ],
)
@given(place=st.integers(0, 15), digit=st.sampled_from("0123456789"))
def test_a_wrong_digit_is_found(field: str, number: str, place: int, digit: str) -> None:
    place %= len(number)
    slip = number[:place] + digit + number[place + 1 :]

    assert (KINDS[field].fault_in(slip) is None) is (slip == number)


@given(st.sampled_from(sorted(KINDS)), st.text(alphabet="0123456789Xx-/ ()[]{}ISBN:,\u2010茶"))
def test_no_value_is_too_odd(field: str, value: str) -> None:
    fault = KINDS[field].fault_in(value)

    assert fault is None or set(fault.text) <= {*value, " "}


@pytest.mark.parametrize("field", KINDS)
@pytest.mark.parametrize("piece", ["(", "a", "1", "1 ", "isbn ", "-", "[", "0028-0836 ", ","])
def test_long_values_take_no_longer_than_their_length(field: str, piece: str) -> None:
    value = piece * (100_000 // len(piece))

    with patience(10):
        KINDS[field].fault_in(value)


@pytest.mark.parametrize(
    ("archive", "eprint", "valid"),
    [
        ("eprinttype = {pubmed}", "28363809", True),
        ("eprinttype = {pubmed}", "PMC5440634", False),
        ("archiveprefix = {PubMed}", "028363809", False),
        ("eprinttype = {pmc}", "PMC5440634", True),
        ("eprinttype = {arxiv}", "2101.00001", True),
        ("eprintclass = {x}", "anything", True),
    ],
)
def test_an_eprint_of_pubmed_is_a_pmid(
    archive: str, eprint: str, valid: bool, tmp_path: Path
) -> None:
    entry = f"@misc{{a, {archive}, eprint = {{{eprint}}}}}\n"

    assert (messages(tmp_path, "malformed-identifier", entry) == []) is valid


ARTICLE = "@article{a, author = {Ng, A.}, title = {T}, journal = {Tea}, volume = {1}, year = {2019}"
PAPER = "@inproceedings{a, booktitle = {Tea}, date = {2019-05}"


@pytest.mark.parametrize(
    ("entry", "lacks_one"),
    [
        (ARTICLE + "}", True),
        (ARTICLE + ", url = {https://tea.example/1}}", True),
        (ARTICLE + ", doi = {10.1000/182}}", False),
        (ARTICLE + ", doi = {soon}}", False),
        (ARTICLE + ", url = {https://tea.example/doi/10.1000/182}}", False),
        (ARTICLE + ", note = {doi:10.1000/182}}", False),
        (ARTICLE + ", pmid = {1}}", False),
        (ARTICLE + ", eprint = {2101.00001}, archiveprefix = {arXiv}}", False),
        (ARTICLE + ", pubstate = {forthcoming}}", False),
        (ARTICLE.replace("{1}", "{In press}") + "}", False),
        (ARTICLE.replace("{Tea}", "{R package version 1.2}") + "}", False),
        (ARTICLE.replace("2019", "1999") + "}", False),
        (ARTICLE.replace("2019", "in press") + "}", False),
        (ARTICLE.replace("volume", "number") + "}", False),
        (ARTICLE, False),
        (PAPER + ", publisher = {Springer International Publishing}}", True),
        (PAPER + ", series = {Lecture Notes in Computer Science}}", True),
        (PAPER + ", publisher = {PMLR}}", False),
        (PAPER + "}", False),
    ],
)
def test_what_should_have_a_doi(entry: str, lacks_one: bool, tmp_path: Path) -> None:
    assert bool(messages(tmp_path, "missing-doi", f"{entry}\n")) is lacks_one


@pytest.mark.parametrize(
    ("with_one", "without", "told"),
    [
        (5, 5, 5),
        (4, 6, 1),
        (0, 9, 9),
    ],
)
def test_where_most_entries_have_no_doi_it_is_told_once(
    with_one: int, without: int, told: int, tmp_path: Path
) -> None:
    article = "@article{%s, journal = {Tea}, volume = {1}, year = {2019}%s}\n"
    library = "".join(article % (f"a{n}", f", doi = {{10.1000/{n}}}") for n in range(with_one))
    library += "".join(article % (f"b{n}", "") for n in range(without))

    assert len(messages(tmp_path, "missing-doi", library)) == told


@pytest.mark.parametrize(
    ("value", "pmid"),
    [
        ("28363809", "28363809"),
        ("{28363809}", "28363809"),
        ("PMID: 28363809", "28363809"),
        ("https://pubmed.ncbi.nlm.nih.gov/28363809/", "28363809"),
        ("PMC5440634", ""),
        ("none", ""),
        ("", ""),
    ],
)
def test_the_pmid_of_an_entry(value: str, pmid: str) -> None:
    assert pmid_of({"pmid": value}) == pmid
