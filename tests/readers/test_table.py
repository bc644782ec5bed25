"""A CSV file as people's tools write it: dialects, headers, broken quotes, and places on disk."""

from __future__ import annotations

import csv
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_files import LINKS, link_with, only_link, only_problem, pairs, problems, read, texts
from evtrack.readers.claims import ClaimsFile
from evtrack.readers.text import decode, lines_of
from evtrack.words import Stance

# Dialects

TABLE = "claim_id,claim,citekey,stance\nC1,Naïve café,ng2020,supports\nC1,,oz2021,contradicts\n"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TABLE.encode("utf-8"), id="utf-8"),
        pytest.param(TABLE.encode("utf-8-sig"), id="utf-8 with BOM"),
        pytest.param(TABLE.encode("cp1252"), id="cp1252"),
        pytest.param(b"\xff\xfe" + TABLE.encode("utf-16-le"), id="utf-16-le with BOM"),
        pytest.param(b"\xfe\xff" + TABLE.encode("utf-16-be"), id="utf-16-be with BOM"),
        pytest.param(TABLE.encode("utf-16-le"), id="utf-16-le"),
        pytest.param(TABLE.encode("utf-16-be"), id="utf-16-be"),
        pytest.param(TABLE.replace(",", ";").encode(), id="semicolons"),
        pytest.param(TABLE.replace(",", "\t").encode(), id="tabs"),
        pytest.param(b"sep=;\n" + TABLE.replace(",", ";").encode(), id="sep=;"),
        pytest.param(b"SEP=|\r\n" + TABLE.replace(",", "|").encode(), id="sep=| in capitals"),
        pytest.param(b"sep=\t\n" + TABLE.replace(",", "\t").encode(), id="sep=TAB"),
        pytest.param(TABLE.replace("\n", "\r\n").encode(), id="CR LF"),
        pytest.param(TABLE.replace("\n", "\r").encode(), id="lone CR"),
        pytest.param(TABLE.rstrip("\n").encode(), id="no line end at the end"),
        pytest.param(b"\n\n" + TABLE.encode(), id="blank lines first"),
        pytest.param(b',,,\n ,""\n' + TABLE.encode(), id="rows of blanks first"),
        pytest.param(
            b"sep=;\n;;;\n" + TABLE.replace(",", ";").encode(), id="a row of blanks behind sep=;"
        ),
        pytest.param(TABLE.replace("\n", "\n\n").encode(), id="blank lines between"),
        pytest.param(TABLE.replace("\n", "\n , ,\t,\n").encode(), id="rows of blanks between"),
        pytest.param(TABLE.replace("\n", ",,,\n").encode(), id="blank columns at the right"),
        pytest.param(TABLE.replace(",", " , ").encode(), id="blanks around cells"),
        pytest.param(TABLE.replace(",", "\u00a0,\u00a0").encode(), id="no-break spaces around"),
    ],
)
def test_every_dialect_gives_the_same_links(data: bytes) -> None:
    file = read(decode(data, "claims.csv")[0])

    assert texts(file) == {"C1": "Naïve café"}
    assert [(link.citekey, link.stance) for link in file.links] == [
        ("ng2020", Stance.SUPPORTS),
        ("oz2021", Stance.CONTRADICTS),
    ]
    assert {unread.rule for unread in file.unread} <= {"stray-blanks"}


def test_the_delimiter_is_that_of_the_header_whatever_the_cells_hold() -> None:
    file = read("claim_id;claim\nC1;Tea, coffee, cocoa, maté\n")

    assert texts(file) == {"C1": "Tea, coffee, cocoa, maté"}


@pytest.mark.parametrize("word", ["NA", "None", "null", "nan", "007", "1e5", "TRUE", "=1+1", "-"])
def test_every_cell_stays_text(word: str) -> None:
    file = link_with(claim=word, citekey=word, note=word)

    assert (texts(file)["C1"], only_link(file).citekey, only_link(file).note) == (word, word, word)


def test_a_very_large_cell_is_read_whole() -> None:
    large = "tea " * 100_000 + "ends"

    assert only_link(link_with(rationale=large)).rationale == large


# Headers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", ["missing-column 1:1"] * 2, id="an empty file"),
        pytest.param("sep=;\n;;\n;", ["missing-column 2:1"] * 2, id="rows of blanks only"),
        pytest.param("sep=;", ["unknown-column 1:1", *["missing-column 1:1"] * 2], id="sep= only"),
        pytest.param("id,claim\nC1,Tea.\n", ["unknown-column 1:1", "missing-column 1:1"], id="id"),
        pytest.param("claim_id,claim,claim\n", ["unknown-column 1:16"], id="a repeated name"),
        pytest.param("claim_id,claim,stanse\n", ["unknown-column 1:16"], id="a misspelt name"),
        pytest.param('claim_id,claim,"my\nown"\n', ["unknown-column 1:17"], id="over two lines"),
        pytest.param(
            'claim_id,"claim\n"\n', ["stray-blanks 1:11"], id="a known name over two lines"
        ),
        pytest.param("claim_id,claim\n", [], id="header only"),
        pytest.param("claim_id,,claim,\n", [], id="blank names with nothing below"),
        pytest.param('claim_id,claim,"note\n', ["unknown-column 1:17"], id="an unclosed quote"),
    ],
)
def test_what_is_said_of_a_header(text: str, expected: list[str]) -> None:
    file = read(text)

    assert problems(file) == expected
    assert (file.claims, file.links) == ((), ())


def test_rows_below_a_header_of_two_lines_are_located_on_their_own_line() -> None:
    file = read('claim_id,"claim\n",citekey,stance\nC1,Tea.,ng2020,suports\n')

    assert problems(file) == ["unknown-word 3:16", "stray-blanks 1:11"]


def test_of_columns_with_one_name_the_first_is_read() -> None:
    file = read("claim_id,claim,claim\nC1,first,second\n")

    assert texts(file) == {"C1": "first"}


@pytest.mark.parametrize(
    "header",
    [
        "Claim ID,Claim,Cite Key,Stance",
        "claim-id,CLAIM,cite_key,stance",
        "ClaimId,claim,CiteKey,Stance",
        "claim\u00a0id,claim_,citeKey,stance",
    ],
)
def test_case_blanks_hyphens_and_underscores_do_not_matter_in_the_name_of_a_column(
    header: str,
) -> None:
    file = read(f"{header}\nC1,Tea.,ng2020,supports\n")

    assert (texts(file), pairs(file), file.unread) == ({"C1": "Tea."}, [("C1", "ng2020")], ())


def test_a_cell_is_found_by_the_known_name_of_its_column() -> None:
    assert located(read("Claim ID,Claim\nC1,Tea.\n"), 2, "claim") == "Tea."


@pytest.mark.parametrize(
    ("header", "read_as", "message"),
    [
        ("Claim ID,claim_id", "second", "column `Claim ID` is `claim_id` again and is not read"),
        ("claim_id,Claim ID", "first", "column `Claim ID` is `claim_id` again and is not read"),
        ("Claim ID,ClaimID", "first", "column `ClaimID` is `claim_id` again and is not read"),
    ],
)
def test_of_names_spelt_in_two_ways_the_exact_one_is_read_else_the_first(
    header: str, read_as: str, message: str
) -> None:
    file = read(f"{header},claim\nfirst,second,Tea.\n")

    assert texts(file) == {read_as: "Tea."}
    assert only_problem(file).problem.message == message


@pytest.mark.parametrize("title", ["Our claims", "Our claims;;;", '"Our ""claims', "Our, claims"])
@pytest.mark.parametrize("rows_between", [0, 4])
def test_below_a_title_nothing_is_read_and_the_line_of_the_names_is_told(
    title: str, rows_between: int
) -> None:
    header = "\n;;;\n" + "more;\n" * rows_between + "Claim ID;claim;citekey;stance\n"

    file = read(f"{title}{header}C1;Tea.;ng2020;supports\n")

    assert (file.claims, problems(file)) == ((), ["missing-column 1:1"] * 2)
    assert {unread.problem.help for unread in file.unread} == {
        f"The columns are named on line {rows_between + 3}; remove what stands above."
    }


def test_names_further_below_are_not_looked_for() -> None:
    file = read("Our claims\n" + "more\n" * 5 + "claim_id,claim\n")

    assert problems(file) == ["unknown-column 1:1", *["missing-column 1:1"] * 2]
    assert "line" not in file.unread[-1].problem.help


def test_a_misspelt_column_gets_a_suggestion() -> None:
    unread = only_problem(read("claim_id,claim,Rational\n"))

    assert unread.problem.help == "Did you mean `rationale`?"


def test_a_column_of_row_numbers_without_a_name_is_noted_once() -> None:
    file = read(",claim_id,claim\n0,C1,Tea.\n1,C2,Coffee.\n")

    assert texts(file) == {"C1": "Tea.", "C2": "Coffee."}
    assert problems(file) == ["unknown-column 2:1"]


def test_a_cell_under_no_column_keeps_its_row_from_being_read() -> None:
    file = read("claim_id,claim,,\nC1,Tea, or coffee,\nC2,Cocoa.,,\n")

    assert texts(file) == {"C2": "Cocoa."}
    assert problems(file) == ["unreadable-row 2:8"]


# Quotes


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param('C1,"a\nb",ng2020,supports\n', "a\nb", id="a line end"),
        pytest.param('C1,"a\r\nb",ng2020,supports\r\n', "a\r\nb", id="CR LF"),
        pytest.param('C1,"a ""b"" c",ng2020,supports\n', 'a "b" c', id="doubled quotes"),
        pytest.param('C1,a "b" c,ng2020,supports\n', 'a "b" c', id="quotes within"),
        pytest.param('C1,"a, b",ng2020,supports\n', "a, b", id="the delimiter"),
        pytest.param('C1,"",ng2020,supports\nC1,a,,\n', "a", id="nothing"),
    ],
)
def test_a_quoted_cell(rows: str, expected: str) -> None:
    file = read(LINKS + rows)

    assert (texts(file), pairs(file)) == ({"C1": expected}, [("C1", "ng2020")])


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param('C1,"Tea.,ng2020,supports', id="not closed"),
        pytest.param('C1,"Tea" and coffee,ng2020,supports', id="text behind the closing quote"),
        pytest.param('C1,Tea.,ng2020,"', id="not closed in the last cell"),
    ],
)
def test_a_broken_quote_costs_its_own_row_only(broken: str) -> None:
    file = read(f"{LINKS}{broken}\nC2,Coffee.,oz2021,supports\nC3,Cocoa.,,\n")

    assert texts(file) == {"C2": "Coffee.", "C3": "Cocoa."}
    assert problems(file) == ["unreadable-row 2:1"]


def test_cells_over_lines_are_still_read_behind_a_row_that_broke_on_one_line() -> None:
    file = read(LINKS + 'C1,"Tea" x,,\nC2,"Cof\nfee.",oz2021,supports\n')

    assert texts(file) == {"C2": "Cof\nfee."}


def test_a_row_over_lines_may_begin_where_the_row_before_it_broke() -> None:
    file = read(LINKS + 'C1,"Tea\nC2" is,"Cof\nfee",\n')

    assert texts(file) == {'C2" is': "Cof\nfee"}


def read_the_plain_way(text: str) -> tuple[list[tuple[int, str]], list[int]]:
    """Lines and first cells of the rows, and the lines of breaks; takes quadratic time."""
    lines, found, breaks, at = lines_of(text), [], [], 0
    while at < len(lines):
        reader, start = csv.reader(lines[at:], strict=True), at
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    found.append((start + 1, cells[0].strip()))
                start = at + reader.line_num
            at = len(lines)
        except csv.Error:
            breaks.append(start + 1)
            at = start + 1
    return found, breaks


@given(st.text('ab",\n', max_size=40))
def test_reading_on_behind_a_break_finds_the_rows_that_the_plain_way_finds(rows: str) -> None:
    header = "claim_id,claim" + ",x" * 40 + "\n\n"  # more columns than a row can have cells
    found, breaks = read_the_plain_way(header + rows)

    file = read(header + rows)

    assert {claim.id for claim in file.claims} == {name for _, name in found[1:] if name}
    for rule, lines in {
        "unreadable-row": breaks,
        "missing-claim-id": [line for line, name in found if not name],
    }.items():
        assert [u.problem.location.line for u in file.unread if u.rule == rule] == lines


@pytest.mark.parametrize("end", ["", 'a"b\n'], ids=["never closed", "broken at the end"])
def test_open_quotes_on_every_line_take_linear_time(end: str) -> None:
    rows, before = 40_000, time.process_time()

    file = read("claim_id,claim,citekey\n" + 'a",",x\n' * rows + end)

    assert len(file.unread) >= rows
    assert time.process_time() - before < 10  # linear takes a fifth of a second, quadratic a minute


def test_twenty_thousand_unknown_columns_take_linear_time() -> None:
    columns, before = 20_000, time.process_time()

    file = read("claim_id,claim" + ",x" * columns)

    assert len(file.unread) == columns
    assert time.process_time() - before < 10


# Places


def located(file: ClaimsFile, line: int, column: str) -> str:
    """What stands on disk at the place of a cell, as wide as it is said to be."""
    place = file.locate(line, column)
    start = place.column - 1
    return file.table.lines[place.line - 1][start : start + place.width]


@pytest.mark.parametrize(
    ("row", "column", "place"),
    [
        pytest.param("C1,Tea.,ng2020,suports", "stance", (2, 16, 7), id="plain"),
        pytest.param("C1,Tea.,ng2020,suports", "claim_id", (2, 1, 2), id="the first"),
        pytest.param('C1,"Tea.",ng2020,x', "claim", (2, 5, 4), id="without its quotes"),
        pytest.param('C1,"a ""b"", c",ng2020,x', "citekey", (2, 17, 6), id="doubled quotes before"),
        pytest.param('C1,"a\nbc",ng2020,x', "claim", (2, 5, 1), id="over lines"),
        pytest.param('C1,"a\nbc",ng2020,x', "citekey", (3, 5, 6), id="behind one over lines"),
        pytest.param('C1,"a\n\nb","k\n","x\ny"', "stance", (5, 4, 1), id="behind two of them"),
        pytest.param("C1,喝茶,ng2020,x", "citekey", (2, 7, 6), id="wide characters before"),
        pytest.param("C1,🍵e\u0301,ng2020,x", "citekey", (2, 8, 6), id="astral and combining"),
        pytest.param("C1,,ng2020,x", "claim", (2, 4, 1), id="blank"),
        pytest.param("C1,Tea.", "stance", (2, 1, 7), id="a short row: the whole line"),
        pytest.param("C1,Tea.,ng2020,x", "nonesuch", (2, 1, 16), id="no such column"),
    ],
)
def test_where_a_cell_stands(row: str, column: str, place: tuple[int, int, int]) -> None:
    found = read(LINKS + row + "\n").locate(2, column)

    assert (found.line, found.column, found.width) == place


def test_lines_count_on_behind_blank_and_broken_ones() -> None:
    file = read(LINKS + '\n,,,\nC0,"x" y,,\n"C1","Te\na.",ng2020,suports\n')

    assert problems(file)[1:] == ["unknown-word 6:12"]


def on_disk(cell: str, delimiter: str, in_quotes: bool) -> str:
    if in_quotes or any(mark in cell for mark in (delimiter, '"', "\r", "\n")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


rows_of_any_kind = st.tuples(*[st.text('ab",; \t\n\ré喝🍵', max_size=6)] * 4)


@given(
    st.lists(rows_of_any_kind, max_size=4),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)
def test_at_the_place_of_a_cell_stands_its_first_line(
    rows: list[tuple[str, ...]], delimiter: str, end: str, in_quotes: bool
) -> None:
    header = ("claim_id", "claim", "citekey", "stance")
    written = [
        delimiter.join(on_disk(cell, delimiter, in_quotes) for cell in row) + end
        for row in (header, *rows)
    ]
    file = read("".join(written))

    line = 1
    for row, text in zip((header, *rows), written, strict=True):
        for column, cell in zip(header, row, strict=True):
            if first_line := "".join(lines_of(cell)[:1]).rstrip("\r\n"):
                quoted = on_disk(cell, delimiter, in_quotes).startswith('"')
                expected = first_line.replace('"', '""') if quoted else first_line
                assert located(file, line, column) == expected
        line += len(lines_of(text))


@given(st.one_of(st.text(), st.text('",;\t\r\n abC=sep_')))
def test_no_text_is_too_strange_to_be_read(text: str) -> None:
    read(text)
    read(f"claim_id,claim,citekey,stance,downgrade,checked\n{text}")
