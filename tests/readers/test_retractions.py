"""Lists of retractions in each of their forms, and what can't be read of them."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.errors import CannotRun
from evtrack.model import Input
from evtrack.readers.retractions import Found, read_retractions
from evtrack.readers.text import decode, read_input

# As Crossref publishes it.
COLUMNS = (
    *("Record ID", "Title", "Subject", "Institution", "Journal", "Publisher", "Country", "Author"),
    *("URLS", "ArticleType", "RetractionDate", "RetractionDOI", "RetractionPubMedID"),
    *("OriginalPaperDate", "OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature"),
    *("Reason", "Paywalled", "Notes"),
)
TEA = {
    "Record ID": "4711",
    "Title": 'Tea, "hot" and\r\ncold',
    "RetractionDate": "5/21/2021 0:00",
    "RetractionDOI": "10.5555/notice",
    "RetractionPubMedID": "0",
    "OriginalPaperDate": "1/2/2010 0:00",
    "OriginalPaperDOI": "10.5555/Tea",
    "OriginalPaperPubMedID": "20000001",
    "RetractionNature": "Retraction",
    "Reason": "+Duplication of Image;",
    "Paywalled": "No",
}


def retraction_watch(*changes: dict[str, str]) -> str:
    """A list of this notice with each of these changes in turn."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows({**TEA, **change} for change in changes)
    return text.getvalue()


def found(text: str, **fields: str) -> Found:
    return read_retractions(Input("list.csv", text)).on("tea2010", fields)


def kinds(text: str, **fields: str) -> list[str]:
    notices, unread = found(text, **fields)
    assert not unread
    return [notice.kind.value for notice in notices]


def refusal(text: str) -> str:
    with pytest.raises(CannotRun) as refused:
        read_retractions(Input("list.csv", text))
    return str(refused.value)


# What is told of a source


def test_a_notice_of_retraction_watch() -> None:
    (notice,), unread = found(retraction_watch({}), doi="10.5555/tea")

    assert (notice.kind, notice.doi, notice.day) == (
        "retraction",
        "10.5555/notice",
        date(2021, 5, 21),
    )
    assert str(notice.location) == "list.csv:3:61", "the title before it runs over two lines"
    assert unread == ()


@pytest.mark.parametrize(
    "text",
    [
        retraction_watch({}),
        retraction_watch({}).replace("\r\n", "\n"),
        "\n\n" + retraction_watch({}),
        "doi,title\n10.5555/tea,Tea\n",
        "Title;DOI\nTea;10.5555/tea\n",
        "sep=;\nTitle;doi\nTea;10.5555/tea\n",
        "doi\tpmid\n10.5555/tea\t\n",
        "doi\rhttps://doi.org/10.5555/TEA\r",
        "10.5555/tea",
        "# retracted\n\n  DOI: 10.5555/TEA   # by its authors\n",
        "https://dx.doi.org/10.5555%2Ftea\r\n10.5555/other\r\n",
        "https://example.org/article?id=10.5555/tea\n",
        "https://doi.org/10.5555/tea?x=1\n",
        "https://doi.org/10.5555/tea#abstract\n",
        "https://example.org/article?id=10.5555/tea&lang=en\n",
        "10.5555/tea# by its authors\n",
        "doi,title\nhttps://doi.org/10.5555/tea?x=1,Tea\n",
        retraction_watch({"OriginalPaperDOI": "10.5555/leaf; 10.5555/tea"}),
        retraction_watch(
            {"OriginalPaperDOI": "https://doi.org/10.5555/tea https://doi.org/10.5555/x"}
        ),
    ],
)
@pytest.mark.parametrize("doi", ["10.5555/tea", "https://doi.org/10.5555/TEA.", "doi:10.5555/Tea"])
def test_a_doi_is_found_in_each_form_of_a_list(text: str, doi: str) -> None:
    assert kinds(text, doi=doi) == ["retraction"]


@pytest.mark.parametrize("doi", ["10.5555/te", "10.5555/tea2", "10.5555/notice", "unavailable", ""])
def test_another_doi_is_not(doi: str) -> None:
    assert kinds(retraction_watch({}), doi=doi) == []


@pytest.mark.parametrize(
    ("listed", "fields", "number"),
    [
        ("unavailable", {"pmid": "20000001"}, 1),
        ("", {"pmid": "PMID: 20000001"}, 1),
        ("unavailable", {"pmid": "20000001", "doi": "10.5555/other"}, 1),
        ("10.5555/tea", {"pmid": "20000001"}, 1),
        ("10.5555/tea", {"pmid": "20000001", "doi": "10.5555/other"}, 0),
        ("10.5555/tea", {"pmid": "20000001", "doi": "10.5555/tea"}, 1),
        ("unavailable", {"pmid": "20000002"}, 0),
        ("unavailable", {"pmid": "0"}, 0),
        ("unavailable", {"doi": "unavailable"}, 0),
        ("UNAVAILABLE", {"pmid": "20000001", "doi": "10.5555/other"}, 1),
        ("", {"url": "https://pubmed.ncbi.nlm.nih.gov/20000001/?dopt=Abstract"}, 1),
        ("", {"eprint": "20000001", "eprinttype": "pubmed"}, 1),
        ("", {"eprint": "20000001", "eprinttype": "arxiv"}, 0),
        ("10.5555/tea", {"url": "https://journal.example.org/doi/full/10.5555/tea"}, 1),
    ],
)
def test_a_pmid_decides_where_there_are_not_two_dois(
    listed: str, fields: dict[str, str], number: int
) -> None:
    assert len(kinds(retraction_watch({"OriginalPaperDOI": listed}), **fields)) == number


def test_notices_by_doi_and_by_pmid_are_put_together() -> None:
    text = retraction_watch(
        {}, {"OriginalPaperDOI": "unavailable", "RetractionNature": "Reinstatement"}
    )

    assert kinds(text, doi="10.5555/tea", pmid="20000001") == ["retraction", "reinstatement"]


def test_the_zero_of_a_paper_without_a_pmid_is_none() -> None:
    text = retraction_watch({"OriginalPaperDOI": "unavailable", "OriginalPaperPubMedID": "0"}, {})

    assert kinds(text, pmid="0") == []


@pytest.mark.parametrize(
    ("nature", "kind"),
    [
        ("Retraction", "retraction"),
        ("Expression of concern", "concern"),
        ("expression-of-concern", "concern"),
        ("Correction", "correction"),
        ("Reinstatement", "reinstatement"),
        (" RETRACTION ", "retraction"),
    ],
)
def test_the_natures_of_a_notice(nature: str, kind: str) -> None:
    assert kinds(retraction_watch({"RetractionNature": nature}), doi="10.5555/tea") == [kind]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("5/21/2021 0:00", date(2021, 5, 21)),
        ("05/01/2021 12:00:00 AM", date(2021, 5, 1)),
        ("12/31/1999", date(1999, 12, 31)),
        ("2021-05-21", date(2021, 5, 21)),
        ("", None),
    ],
)
def test_the_day_of_a_notice(written: str, day: date | None) -> None:
    (notice,), unread = found(retraction_watch({"RetractionDate": written}), doi="10.5555/tea")

    assert (notice.day, unread) == (day, ())


@pytest.mark.parametrize("doi", ["unavailable", "", "none", "see the journal"])
def test_a_notice_without_a_doi_of_its_own(doi: str) -> None:
    (notice,), _ = found(retraction_watch({"RetractionDOI": doi}), doi="10.5555/tea")

    assert notice.doi == ""


def test_several_notices_are_by_day_and_those_without_one_first() -> None:
    text = retraction_watch(
        {"RetractionNature": "Reinstatement", "RetractionDate": "5/21/2021 0:00"},
        {"RetractionNature": "Retraction", "RetractionDate": "5/21/2021 0:00"},
        {"RetractionNature": "Correction", "RetractionDate": "6/1/2021 0:00"},
        {"RetractionNature": "Expression of concern", "RetractionDate": "12/1/2020 0:00"},
        {"RetractionNature": "Correction", "RetractionDate": ""},
    )

    assert kinds(text, doi="10.5555/tea") == [
        "correction",
        "concern",
        "retraction",
        "reinstatement",
        "correction",
    ]


def test_in_a_list_of_ones_own_a_nature_and_a_day_may_be_left_out() -> None:
    text = "doi,nature,date\n10.5555/tea,,\n10.5555/tea,correction,2020-01-01\n"

    assert kinds(text, doi="10.5555/tea") == ["retraction", "correction"]


@pytest.mark.parametrize("written", ["05/03/2026", "5/21/2021", "21.5.2021", "2026-02-30"])
def test_in_a_list_of_ones_own_a_day_that_may_be_another_elsewhere_is_not_read(
    written: str,
) -> None:
    (notice,), (unread,) = found(f"doi,date\n10.5555/tea,{written}\n", doi="10.5555/tea")

    assert notice.day is None
    assert unread.problem.help == "Write it as year-month-day, as in 2021-05-21."


@pytest.mark.parametrize(
    ("nature", "help_"),
    [
        ("retracton", "Did you mean `retraction`?"),
        (
            "Removal",
            "Known are: retraction, expression of concern, correction, reinstatement.",
        ),
    ],
)
def test_in_a_list_of_ones_own_a_misspelt_nature_is_guessed(nature: str, help_: str) -> None:
    _, (unread,) = found(f"doi,nature\n10.5555/tea,{nature}\n", doi="10.5555/tea")

    assert unread.problem.help == help_


def test_a_doi_of_the_1990s_is_one() -> None:
    doi = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"

    assert kinds(f"{doi}\n", doi=doi) == ["retraction"]


def test_in_a_list_of_ones_own_a_pmid_is_enough() -> None:
    assert kinds("doi,pmid\n,20000001\n", pmid="20000001") == ["retraction"]


# What can't be read of a notice


@pytest.mark.parametrize(
    ("change", "message", "number"),
    [
        (
            {"RetractionNature": "Removal"},
            "`Removal` is no kind of notice, so the notice on tea2010 is left out",
            0,
        ),
        (
            {"RetractionNature": ""},
            "a blank is no kind of notice, so the notice on tea2010 is left out",
            0,
        ),
        (
            {"RetractionDate": "21/5/2021 0:00"},
            "`21/5/2021 0:00` is no day, so the notice on tea2010 counts as older than any "
            "other on it",
            1,
        ),
        (
            {"RetractionDate": "2/30/2021"},
            "`2/30/2021` is no day, so the notice on tea2010 counts as older than any other on it",
            1,
        ),
    ],
)
def test_a_nature_or_day_that_is_not_known_is_told(
    change: dict[str, str], message: str, number: int
) -> None:
    notices, (unread,) = found(retraction_watch(change), doi="10.5555/tea")

    assert (unread.rule, unread.problem.message) == ("unreadable-notice", message)
    assert (unread.problem.subject, unread.problem.location.line) == ("tea2010", 3)
    assert len(notices) == number


def test_what_is_not_known_of_another_source_is_not_told() -> None:
    text = retraction_watch({"RetractionNature": "Removal", "OriginalPaperDOI": "10.5555/x"}, {})

    assert kinds(text, doi="10.5555/tea") == ["retraction"]


# What can't be read of the list


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "Title,Journal\nTea,Journal of Tea\n",
            "list.csv:1: no DOI in `Title,Journal`; a list of retractions has a DOI a line, a "
            "column `doi`, or the columns of Retraction Watch",
        ),
        ("10.5555/a\nTea and sleep\n", "list.csv:2: no DOI in `Tea and sleep`"),
        ("10.5555/a\r\rno\r", "list.csv:3: no DOI in `no`"),
        ("10.5555/a, 10.5555/b\n", "list.csv:1: more than one DOI in `10.5555/a, 10.5555/b`"),
        ("# nothing yet\n", "list.csv: the list of retractions holds none"),
        ("doi,nature\n", "list.csv: the list of retractions holds none"),
        *(
            (f"{text}\n", f"list.csv:1: more than a DOI in `{text}`; write a comment behind ` #`")
            for text in (
                "10.5555/tea,2021-05-05",
                "10.5555/tea, Retraction",
                "10.5555/tea;retraction",
                "10.5555/tea|retraction",
                '"10.5555/tea"',
            )
        ),
        ("10.5555/tea\tretraction\n", "list.csv:1: more than a DOI in `10.5555/tea retraction`"),
        (
            "doi,nature\n10.5555/tea 10.5555/leaf,\n",
            "list.csv:2: more than a DOI in `10.5555/tea 10.5555/leaf`; give each its own row",
        ),
        ('doi,nature\n"10.5555/tea, retracted",\n', "list.csv:2: more than a DOI in `10.5555/te"),
        (",".join(COLUMNS), "list.csv: the list of retractions holds none"),
        (
            "OriginalPaperDOI,Title\n10.5555/tea,Tea\n",
            "list.csv:1: the list of retractions has no column `RetractionNature`",
        ),
        ("doi,nature\ntea,retraction\n", "list.csv:2: `tea` is no DOI"),
        ("doi,nature\n\n,retraction\n", "list.csv:3: the row has no DOI"),
        ("doi,pmid\ntea,20000001\n", "list.csv:2: `tea` is no DOI"),
        (
            "doi,nature,date\n10.5555/a,,\n10.5555/tea,retr",
            "list.csv:3: the row has 2 cells, and the header 3; ",
        ),
        (
            "doi,nature\n10.5555/a,retraction,2021\n",
            "list.csv:2: the row has 3 cells, and the header 2; ",
        ),
        ('doi,nature\n10.5555/a,"retraction\n\n', "list.csv:2: the row is not valid CSV"),
        ('doi,nature\n"10.5555/a"b,retraction\n', "list.csv:2: the row is not valid CSV"),
    ],
)
def test_what_can_not_be_read_is_refused_with_its_line(text: str, says: str) -> None:
    assert refusal(text).startswith(says)


@pytest.mark.parametrize("kept", range(10, 130, 10))
def test_a_list_that_was_cut_is_refused(kept: int) -> None:
    whole = retraction_watch({}, {})
    last_row = whole.rindex("4711,")

    assert refusal(whole[: last_row + kept]).startswith("list.csv:4: the row ")


def test_cells_that_a_spreadsheet_added_to_a_row_are_none() -> None:
    assert kinds("doi,nature\n10.5555/tea,retraction,,,\n,,,\n", doi="10.5555/tea") == [
        "retraction"
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings_are_told_apart(encoding: str, tmp_path: Path) -> None:
    text = retraction_watch({"Title": "Thé", "Author": "Müller"})
    (tmp_path / "list.csv").write_bytes(text.encode(encoding))

    file = read_input(tmp_path, "list.csv", "list of retractions")

    assert kinds(file.text, doi="10.5555/tea") == ["retraction"]


PIECES = st.sampled_from(
    [
        *(
            "doi",
            "nature",
            "date",
            "pmid",
            "OriginalPaperDOI",
            "RetractionNature",
            "RetractionDate",
        ),
        *("10.5555/tea", "https://doi.org/10.5555/TEA", "20000001", "retraction", "Removal"),
        *(",", ",", ";", "\t", '"', '""', "\n", "\n", "\r", "\r\n", "#", " ", "sep=;", "\0", "é"),
        *("5/21/2021 0:00", "99/99/2021", "\u2028", "\x85", "\ufeff"),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.binary(max_size=80))
def test_no_bytes_raise_anything_else(data: str | bytes) -> None:
    with suppress(CannotRun):
        text = data if isinstance(data, str) else decode(data, "list.csv")[0]
        read_retractions(Input("list.csv", text)).on(
            "tea2010", {"doi": "10.5555/tea", "pmid": "20000001"}
        )


@given(
    st.lists(
        st.tuples(st.sampled_from(["Retraction", "Correction", "Reinstatement"]), st.dates()),
        min_size=1,
        max_size=6,
    ),
    st.randoms(),
)
def test_the_order_of_the_rows_changes_nothing(
    rows: list[tuple[str, date]], random: Random
) -> None:
    changes = [
        {"RetractionNature": nature, "RetractionDate": f"{day.month}/{day.day}/{day.year:04}"}
        for nature, day in rows
    ]
    shuffled = list(changes)
    random.shuffle(shuffled)

    assert kinds(retraction_watch(*changes), doi="10.5555/tea") == kinds(
        retraction_watch(*shuffled), doi="10.5555/tea"
    )
