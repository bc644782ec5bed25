"""claims.csv as people's tools write it: what is read, what is not, and where on disk it stands."""

from __future__ import annotations

import csv
import io
import time
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.model import Input, Link, Location, Unread
from evtrack.readers.claims import ClaimsFile, read_claims
from evtrack.readers.text import decode, lines_of
from evtrack.words import Directness, Downgrade, Question, Stance, Stated, Upgrade

LINKS = "claim_id,claim,citekey,stance\n"


def read(text: str) -> ClaimsFile:
    return read_claims(Input("claims.csv", text))


def link_with(**cells: str) -> ClaimsFile:
    """One claim with one link, which has these cells too."""
    row = {"claim_id": "C1", "claim": "Tea.", "citekey": "ng2020", "stance": "supports", **cells}
    stream = io.StringIO()
    csv.writer(stream).writerows([row.keys(), row.values()])
    return read(stream.getvalue())


def only_link(file: ClaimsFile) -> Link:
    (link,) = file.links
    return link


def problems(file: ClaimsFile) -> list[str]:
    """`rule line:column` of all that was not read."""
    return [f"{u.rule} {u.problem.location.line}:{u.problem.location.column}" for u in file.unread]


def only_problem(file: ClaimsFile) -> Unread:
    (unread,) = file.unread
    return unread


def texts(file: ClaimsFile) -> dict[str, str]:
    return {claim.id: claim.text for claim in file.claims}


def pairs(file: ClaimsFile) -> list[tuple[str, str]]:
    return [(link.claim_id, link.citekey) for link in file.links]


def located(file: ClaimsFile, line: int, column: str) -> str:
    """What stands on disk at the place of a cell, as wide as it is said to be."""
    place = file.locate(line, column)
    start = place.column - 1
    return file.table.lines[place.line - 1][start : start + place.width]


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
    assert file.unread == ()


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


def test_a_link_takes_every_cell_of_its_row() -> None:
    file = link_with(
        locator="p. 3",
        rationale="“wakes”",
        directness="indirect",
        downgrade="imprecision",
        upgrade="dose-response",
        explained="other dose",
        checked="2026-03-31",
        checked_by="Ng",
        note="new",
    )

    assert only_link(file) == Link(
        claim_id="C1",
        citekey="ng2020",
        stance=Stance.SUPPORTS,
        location=Location("claims.csv", 2),
        locator="p. 3",
        rationale="“wakes”",
        directness=Directness.INDIRECT,
        downgrades={Downgrade.IMPRECISION: 1},
        upgrades={Upgrade.DOSE_RESPONSE: 1},
        explained="other dose",
        checked=date(2026, 3, 31),
        checked_by="Ng",
        note="new",
    )


# Headers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", ["missing-column 1:1"] * 2, id="an empty file"),
        pytest.param("sep=;", ["unknown-column 1:1", *["missing-column 1:1"] * 2], id="sep= only"),
        pytest.param("id,claim\nC1,Tea.\n", ["unknown-column 1:1", "missing-column 1:1"], id="id"),
        pytest.param("claim_id,claim,claim\n", ["unknown-column 1:16"], id="a repeated name"),
        pytest.param("claim_id,claim,stanse\n", ["unknown-column 1:16"], id="a misspelt name"),
        pytest.param('claim_id,claim,"my\nown"\n', ["unknown-column 1:17"], id="over two lines"),
        pytest.param('claim_id,"claim\n"\n', [], id="a known name over two lines"),
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

    assert problems(file) == ["unknown-word 3:16"]


def test_of_columns_with_one_name_the_first_is_read() -> None:
    file = read("claim_id,claim,claim\nC1,first,second\n")

    assert texts(file) == {"C1": "first"}


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


# Rows


def test_a_short_row_ends_in_blank_cells() -> None:
    file = read(LINKS + "C1,Tea.\n")

    assert (texts(file), file.links, file.unread) == ({"C1": "Tea."}, (), ())


def test_a_long_row_is_not_read_and_hides_no_other() -> None:
    file = read(LINKS + "C1,Tea, or coffee,ng2020,supports\nC1,Tea.,oz2021,supports\n")

    assert pairs(file) == [("C1", "oz2021")]
    assert problems(file) == ["unreadable-row 2:26"]


def test_a_claim_whose_text_stands_on_a_row_that_was_not_read_is_not_said_to_have_none() -> None:
    file = read(LINKS + "C1,Tea, or coffee,ng2020,supports\nC1,,oz2021,supports\n")

    assert [unread.rule for unread in file.unread] == ["unreadable-row"]


def test_a_row_without_an_id_is_not_read() -> None:
    assert problems(read(LINKS + ",,ng2020,supports\n")) == ["missing-claim-id 2:1"]


def test_a_row_that_says_something_of_no_source_is_a_problem() -> None:
    assert problems(read(LINKS + "C1,Tea.,,supports\n")) == ["missing-citekey 2:10"]


def test_a_citekey_without_a_stance_is_kept_and_is_a_problem() -> None:
    file = read(LINKS + "C1,Tea.,ng2020,\n")

    assert only_link(file).stance is None
    assert problems(file) == ["missing-stance 2:9"]


def test_a_claim_without_text_is_kept_and_is_a_problem() -> None:
    file = read(LINKS + "C1,,ng2020,supports\n")

    assert texts(file) == {"C1": ""}
    assert problems(file) == ["missing-claim-text 2:4"]


def test_the_text_of_a_claim_may_stand_on_a_later_row_and_is_its_place() -> None:
    file = read(LINKS + "C1,,ng2020,supports\nC2,Coffee.,,\nC1,Tea.,oz2021,supports\n")

    assert texts(file) == {"C1": "Tea.", "C2": "Coffee."}
    assert [claim.location.line for claim in file.claims] == [4, 3]
    assert pairs(file) == [("C1", "ng2020"), ("C1", "oz2021")]


@pytest.mark.parametrize(
    ("column", "first", "second", "agree"),
    [
        ("claim", "Tea.", "Tea.", True),
        ("claim", "Tea.", "tea.", False),
        ("anchor", "Tea", "Coffee", False),
        ("question", "harm", "cause", False),
        ("question", "harm", "Harm", True),
        ("stated", "firm", "", True),
        ("stated", "", "firm", True),
    ],
)
def test_the_rows_of_a_claim_may_not_disagree(
    column: str, first: str, second: str, agree: bool
) -> None:
    header = "claim_id,claim" if column == "claim" else f"claim_id,claim,{column}"
    before = "" if column == "claim" else "Tea.,"

    file = read(f"{header}\nC1,{before}{first}\nC1,{before}{second}\n")

    expected = [] if agree else [f"claim-disagrees 3:{4 + len(before)}"]
    assert problems(file) == expected


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


# Words, steps, numbers and dates


@pytest.mark.parametrize(
    ("column", "word", "attribute", "expected"),
    [
        ("stance", "Supports", "stance", Stance.SUPPORTS),
        ("stance", "\u00a0MIXED ", "stance", Stance.MIXED),
        ("directness", "Indirect", "directness", Directness.INDIRECT),
        ("directness", "", "directness", Directness.DIRECT),
        ("downgrade", "Risk of Bias", "downgrades", {Downgrade.RISK_OF_BIAS: 1}),
        ("downgrade", "risk_of_bias", "downgrades", {Downgrade.RISK_OF_BIAS: 1}),
        ("downgrade", "risk\u00a0of  bias", "downgrades", {Downgrade.RISK_OF_BIAS: 1}),
    ],
)
def test_case_blanks_and_underscores_do_not_matter_in_words(
    column: str, word: str, attribute: str, expected: object
) -> None:
    file = link_with(**{column: word})

    assert getattr(only_link(file), attribute) == expected
    assert file.unread == ()


def test_the_words_of_a_claim() -> None:
    (claim,) = link_with(question="Harm", stated="OPEN").claims

    assert (claim.question, claim.stated) == (Question.HARM, Stated.OPEN)


@pytest.mark.parametrize(
    ("column", "word", "help_text"),
    [
        ("stance", "suports", "Did you mean `supports`?"),
        ("stance", "??", "Known are: supports, contradicts, mixed, mentions."),
        ("question", "harms", "Did you mean `harm`?"),
        ("stated", "firmly", "Did you mean `firm`?"),
        ("directness", "indirekt", "Did you mean `indirect`?"),
        ("downgrade", "imprecise", "Did you mean `imprecision`?"),
        ("upgrade", "large effects", "Did you mean `large-effect`?"),
    ],
)
def test_an_unknown_word_gets_help(column: str, word: str, help_text: str) -> None:
    unread = only_problem(link_with(**{column: word}))

    assert (unread.rule, unread.problem.help) == ("unknown-word", help_text)
    assert unread.problem.message == f"`{column}` can't be `{word}`"


def test_a_message_repeats_no_more_than_the_beginning_of_a_cell() -> None:
    unread = only_problem(link_with(stance="x" * 1000))

    assert unread.problem.message == f"`stance` can't be `{'x' * 59}…`"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("imprecision", {"imprecision": 1}),
        ("imprecision; risk-of-bias:2", {"imprecision": 1, "risk-of-bias": 2}),
        ("imprecision, inconsistency", {"imprecision": 1, "inconsistency": 1}),
        (";imprecision ; ; preprint : 3;", {"imprecision": 1, "preprint": 3}),
        ("imprecision:0", {"imprecision": 0}),
        ("", {}),
        (";", {}),
    ],
)
def test_the_steps_of_a_downgrade(cell: str, expected: dict[str, int]) -> None:
    file = link_with(downgrade=cell)

    assert only_link(file).downgrades == expected
    assert file.unread == ()


@pytest.mark.parametrize(
    ("column", "cell", "rule", "message"),
    [
        ("downgrade", "imprecision:4", "invalid-number", "can't take 4 steps for imprecision"),
        ("downgrade", "imprecision:-1", "invalid-number", "can't take -1 steps for imprecision"),
        ("downgrade", "imprecision:1.5", "invalid-number", "can't take 1.5 steps for imprecision"),
        ("downgrade", "imprecision:²", "invalid-number", "can't take ² steps for imprecision"),
        ("downgrade", "imprecision:", "invalid-number", "can't take blank steps for imprecision"),
        ("downgrade", "imprecision:1:2", "invalid-number", "can't take 1:2 steps for imprecision"),
        ("downgrade", ":2", "unknown-word", "can't be `:2`"),
        ("downgrade", "2", "unknown-word", "can't be `2`"),
        ("upgrade", "large-effect:3", "invalid-number", "can't take 3 steps for large-effect"),
        ("upgrade", "dose-response:2", "invalid-number", "can't take 2 steps for dose-response"),
        ("upgrade", "confounding:0", "invalid-number", "can't take 0 steps for confounding"),
    ],
)
def test_steps_that_can_not_be(column: str, cell: str, rule: str, message: str) -> None:
    file = link_with(**{column: cell})

    unread = only_problem(file)
    assert (unread.rule, unread.problem.message) == (rule, f"`{column}` {message}")
    assert (only_link(file).downgrades, only_link(file).upgrades) == ({}, {})


def test_of_a_domain_named_twice_the_first_counts() -> None:
    file = link_with(downgrade="imprecision:2; imprecision")

    assert only_link(file).downgrades == {Downgrade.IMPRECISION: 2}
    message = "`downgrade` names imprecision again; only the first is read"
    assert only_problem(file).problem.message == message


@pytest.mark.parametrize(
    "cell",
    ["31.3.2026", "2026-3-31", "2026-02-30", "0000-01-01", "20260331", "2026", "٢٠٢٦-٠٣-٣١", "x"],
)
def test_a_date_that_is_none(cell: str) -> None:
    file = link_with(checked=cell)

    assert only_link(file).checked is None
    assert only_problem(file).rule == "invalid-date"


# Places


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


# Properties

cell_texts = st.sampled_from(["", "C1", "C2", "a b", "supports", "x:2", '"', "\n", "NA", "é"])
any_table = st.lists(st.lists(cell_texts, max_size=7), max_size=8)


@given(st.one_of(st.text(), st.text('",;\t\r\n abC=sep_')))
def test_no_text_is_too_strange_to_be_read(text: str) -> None:
    read(text)
    read(f"claim_id,claim,citekey,stance,downgrade,checked\n{text}")


@given(any_table)
def test_every_row_that_is_not_blank_is_accounted_for(table: list[list[str]]) -> None:
    header = ["claim_id", "claim", "citekey", "stance", "downgrade", "checked"]
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([header, *table])
    file = read(stream.getvalue())

    linked = {link.location.line for link in file.links}
    not_read = {unread.problem.location.line for unread in file.unread}
    ids = {claim.id for claim in file.claims}
    line = 2
    for row in table:
        spans = 1 + sum(cell.count("\n") for cell in row)
        lines = set(range(line, line + spans))
        if any(cell.strip() for cell in row):
            assert row[0].strip() in ids or lines & (linked | not_read)
        if len(row) > 2 and row[2].strip():
            assert lines & (linked | not_read)
        line += spans


rows_that_agree = st.lists(
    st.tuples(
        st.sampled_from([("C1", "Tea."), ("C2", "Coffee."), ("C3", "")]),
        st.sampled_from(["", "ng2020", "oz2021", "po2022"]),
        st.sampled_from(["supports", "contradicts"]),
    ),
    max_size=8,
)


@given(rows_that_agree, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_but_the_order(
    rows: list[tuple[tuple[str, str], str, str]], random: Random
) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)

    def gathered(rows: list[tuple[tuple[str, str], str, str]]) -> tuple[object, object]:
        lines = (f"{i},{text},{key},{stance if key else ''}\n" for (i, text), key, stance in rows)
        file = read(LINKS + "".join(lines))
        links = sorted((link.claim_id, link.citekey, str(link.stance)) for link in file.links)
        return texts(file), links

    assert gathered(shuffled) == gathered(rows)


def test_a_cell_of_many_faults_is_told_by_its_first_few() -> None:
    rows = "claim_id,claim,citekey,stance,downgrade\nC1,A claim.,k,supports," + "bad;" * 2_000

    read = read_claims(Input("claims.csv", rows))

    assert [unread.rule for unread in read.unread] == ["unknown-word"] * 5
