"""One cell of the claims file is changed on disk, and not a byte beside it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.editing import Edited, with_cell
from evtrack.model import Input
from evtrack.readers.claims import read_claims
from evtrack.readers.text import decode
from evtrack.words import Stance

HEADER = "claim_id,claim,citekey,stance,note\n"


def read(data: str | bytes) -> Input:
    raw = data.encode() if isinstance(data, str) else data
    text, encoding = decode(raw, "claims.csv")
    return Input("claims.csv", text, raw, encoding)


def to_mixed(data: str | bytes, line: int = 2) -> Edited:
    return with_cell(read(data), line, "stance", "mixed")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("C1,Tea.,ng,supports,", "C1,Tea.,ng,mixed,"),
        ("C1,Tea.,ng,suports,", "C1,Tea.,ng,mixed,"),
        ("C1,Tea.,ng,,", "C1,Tea.,ng,mixed,"),
        ("C1,Tea.,ng,  ,", "C1,Tea.,ng,mixed,"),
        ('C1,Tea.,ng,"supports",', 'C1,Tea.,ng,"mixed",'),
        ('C1,Tea.,ng,"",', 'C1,Tea.,ng,"mixed",'),
        ('C1,"Tea, ""hot""",ng, supports ,x', 'C1,"Tea, ""hot""",ng, mixed ,x'),
        ('C1,"Tea\nis\nhot",ng,supports,"a\nb"', 'C1,"Tea\nis\nhot",ng,mixed,"a\nb"'),
        ("C1,supports,ng,supports,supports", "C1,supports,ng,mixed,supports"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", ""])
def test_only_the_text_of_the_cell_changes(row: str, expected: str, end: str) -> None:
    edited = to_mixed(f"{HEADER}{row}{end}")

    assert edited.file
    assert edited.file.raw.decode() == f"{HEADER}{expected}{end}"


def test_an_empty_cell_at_the_very_end_of_the_file() -> None:
    edited = to_mixed("claim_id,claim,citekey,stance\nC1,Tea.,ng,")

    assert edited.file
    assert edited.file.raw.endswith(b"\nC1,Tea.,ng,mixed")


@pytest.mark.parametrize(
    ("data", "line", "why"),
    [
        (f"{HEADER}C1,Tea.,ng\n", 2, "the row ends before its cell of `stance`"),
        ("claim_id,claim,citekey\nC1,Tea.,ng\n", 2, "claims.csv has no column `stance`"),
        (f'{HEADER}C1,Tea.,ng,"\nsupports",\n', 2, "it goes over the end of a line"),
    ],
    ids=["a short row", "no column", "two lines"],
)
def test_what_can_not_be_written_is_said(data: str, line: int, why: str) -> None:
    edited = to_mixed(data, line)

    assert edited.file is None
    assert edited.why.startswith(why)


def test_a_text_that_would_need_quotes_is_refused() -> None:
    edited = with_cell(read(f"{HEADER}C1,Tea.,ng,supports,x\n"), 2, "note", "a,b")

    assert edited == Edited(None, "what it brings in could be taken for punctuation")


CELL = st.text(
    st.sampled_from('a é茶,;"\n\r\t') | st.characters(codec="utf-8", exclude_characters="\0\ufeff")
)
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"]


@given(
    cells=st.lists(st.tuples(CELL, CELL), min_size=1, max_size=4),
    stances=st.lists(st.sampled_from([*Stance, ""]), min_size=4, max_size=4),
    nth=st.integers(0, 3),
    stance=st.sampled_from(list(Stance)),
    dialect=st.sampled_from([(",", "\n"), (";", "\r\n"), ("\t", "\n"), (",", "\r\n")]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    encoding=st.sampled_from(ENCODINGS),
)
def test_whatever_the_file_all_other_bytes_stay(
    cells: list[tuple[str, str]],
    stances: list[str],
    nth: int,
    stance: Stance,
    dialect: tuple[str, str],
    quoting: int,
    encoding: str,
) -> None:
    if any("\r" in text for row in cells for text in row):
        quoting = csv.QUOTE_ALL  # without quotes it may end the row
    nth %= len(cells)
    before = _file(cells, stances, dialect, quoting, encoding)
    expected = _file(
        cells, [*stances[:nth], stance, *stances[nth + 1 :]], dialect, quoting, encoding
    )
    rows = read_claims(before).links

    edited = with_cell(before, rows[nth].location.line, "stance", stance)

    assert edited.file
    assert edited.file.raw == expected.raw


def _file(
    cells: list[tuple[str, str]],
    stances: list[str],
    dialect: tuple[str, str],
    quoting: int,
    encoding: str,
) -> Input:
    """Rows with their stance in the middle of cells that hold anything."""
    delimiter, end = dialect
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerow(["claim_id", "claim", "citekey", "stance", "é"])
    for n, (claim, note) in enumerate(cells):
        writer.writerow([f"C{n}", claim, "ng", stances[n], note])
    raw = stream.getvalue().encode(encoding, "ignore")
    return Input("claims.csv", *_decoded(raw))


def _decoded(raw: bytes) -> tuple[str, bytes, str]:
    text, encoding = decode(raw, "claims.csv")
    return text, raw, encoding
