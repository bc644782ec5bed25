"""The workbook: its sheets, and that whatever stands in a cell is only ever text."""

from __future__ import annotations

import re
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import ROOT, project
from evtrack.appraisal import judge
from evtrack.errors import CannotRun
from evtrack.inspection import Results, inspect
from evtrack.readers import load
from evtrack.render import xlsx as module
from evtrack.render.document import Record, evidence_document
from evtrack.render.evidence_rows import COLUMNS
from evtrack.render.xlsx import LONGEST_CELL, workbook

pytest.importorskip("xlsxwriter", reason="the extra xlsx is not installed")

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NAMES = ("Claims", "Links", "Sources", "Findings")


class Sheet(NamedTuple):
    """A sheet as it is in the file: its XML, and its cells as texts and kinds."""

    root: ElementTree.Element
    rows: list[list[str]]
    kinds: set[str]


def parts(data: bytes) -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(BytesIO(data)) as file:
        texts = {name: file.read(name) for name in file.namelist()}
    return {name: ElementTree.fromstring(text) for name, text in texts.items()}  # noqa: S314


def unescaped(text: str) -> str:
    """The text as Excel reads it: `_x0041_` stands for a character."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)


def sheets(data: bytes) -> dict[str, Sheet]:
    files = parts(data)
    shared = [
        unescaped("".join(t.text or "" for t in si.iter(f"{MAIN}t")))
        for si in files["xl/sharedStrings.xml"]
    ]
    found = {}
    for number, name in enumerate(NAMES, start=1):
        root = files[f"xl/worksheets/sheet{number}.xml"]
        cells = list(root.iter(f"{MAIN}c"))
        rows: list[list[str]] = []
        for row in root.iter(f"{MAIN}row"):
            texts = {}
            for cell in row:
                value = cell.findtext(f"{MAIN}v") or ""
                column = column_number(cell.attrib["r"])
                texts[column] = shared[int(value)] if cell.get("t") == "s" else value
            rows.append([texts.get(n, "") for n in range(max(texts) + 1)])
        found[name] = Sheet(root, rows, {cell.get("t", "n") for cell in cells})
    return found


def column_number(place: str) -> int:
    letters = re.match(r"[A-Z]+", place)
    assert letters
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def document_of(folder: Path) -> Record:
    ledger = load(folder)
    verdicts = judge(ledger)
    return evidence_document(Results(ledger, verdicts, inspect(ledger, verdicts, None), None))


@pytest.fixture(scope="module")
def example() -> Record:
    return document_of(ROOT)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return document_of(project(tmp_path_factory.mktemp("bare")))


def with_claim(document: Record, **cells: Any) -> Record:
    return document | {"claims": [document["claims"][0] | cells]}


def claim_cell(document: Record, **cells: Any) -> str:
    header, row = sheets(workbook(with_claim(document, **cells)))["Claims"].rows
    return row[header.index("claim")]


def test_there_is_a_row_for_everything(example: Record) -> None:
    found = sheets(workbook(example))
    links = sum(len(claim["evidence"]) or 1 for claim in example["claims"])

    assert {name: len(sheet.rows) - 1 for name, sheet in found.items()} == {
        "Claims": 38,
        "Links": links,
        "Sources": 17,
        "Findings": len(example["findings"]) + len(example["accepted"]),
    }
    assert tuple(found["Links"].rows[0]) == COLUMNS


def test_the_header_stays_in_sight_and_filters(example: Record) -> None:
    for sheet in sheets(workbook(example)).values():
        pane = sheet.root.find(f".//{MAIN}pane")
        filters = sheet.root.find(f"{MAIN}autoFilter")
        assert pane is not None
        assert pane.get("state") == "frozen"
        assert pane.get("ySplit") == "1"
        assert filters is not None
        assert filters.attrib["ref"].endswith(str(len(sheet.rows)))


def test_each_support_has_a_paint_of_its_own(example: Record) -> None:
    data = workbook(example)
    files, rows = parts(data), sheets(data)["Claims"].rows
    column = rows[0].index("support")
    looks: dict[str, set[str]] = {}
    for row, texts in zip(files["xl/worksheets/sheet1.xml"].iter(f"{MAIN}row"), rows, strict=True):
        for cell in row:
            if column_number(cell.attrib["r"]) == column:
                looks.setdefault(texts[column], set()).add(cell.attrib["s"])
    del looks["support"]

    assert set(looks) == {s for s, n in example["summary"]["support"].items() if n}
    assert all(len(styles) == 1 for styles in looks.values())
    assert len(set.union(*looks.values())) == len(looks)


def test_the_same_bytes_for_the_same_input(example: Record) -> None:
    assert workbook(example) == workbook(example)


def test_no_day_but_the_fixed_one_is_in_the_file(example: Record) -> None:
    data = workbook(example)
    with zipfile.ZipFile(BytesIO(data)) as file:
        days = {part.date_time for part in file.infolist()}
        core = file.read("docProps/core.xml").decode()

    assert days == {(1980, 1, 1, 0, 0, 0)}
    assert set(re.findall(r"\d{4}-\d\d-\d\dT", core)) == {"1980-01-01T"}


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("https://evil.example","x")',
        "{=1+1}",
        "+1",
        "-1",
        "@SUM(A1)",
        "https://evil.example",
        "mailto:a@b.example",
        "internal:Links!A1",
        "12",
        "1e5",
        " two  blanks ",
        "_x0041_",
        "a\nb",
        "\ufffe\uffff",
        "<b>&amp;</b>",
    ],
)
def test_a_text_stays_the_text_that_it_is(bare: Record, text: str) -> None:
    assert claim_cell(bare, claim=text) == text


@pytest.mark.parametrize(
    "text", ["<r><t>&</t></r>", "<r></r>", "<r><rPr><b/></rPr><t>bold</t></r>"]
)
def test_what_looks_like_rich_text_is_none(bare: Record, text: str) -> None:
    assert claim_cell(bare, claim=text).rstrip() == text


def test_there_is_no_formula_and_no_link(bare: Record) -> None:
    data = workbook(with_claim(bare, claim="=1+1", note="https://evil.example", anchor="@x"))

    assert all(sheet.kinds <= {"s", "n"} for sheet in sheets(data).values())
    for root in parts(data).values():
        assert not {f"{MAIN}f", f"{MAIN}hyperlink"} & {element.tag for element in root.iter()}


def test_a_formula_stays_text_where_somebody_edits_it(bare: Record) -> None:
    styles = parts(workbook(with_claim(bare, claim="=1+1")))["xl/styles.xml"]

    assert [xf for xf in styles.iter(f"{MAIN}xf") if xf.get("quotePrefix") == "1"] != []


def test_controls_are_named(bare: Record) -> None:
    assert claim_cell(bare, claim="a\x00\x07\u202eb") == "a⟨U+0000⟩⟨U+0007⟩⟨U+202E⟩b"


@pytest.mark.parametrize("character", ["x", "é", "🍵"])
def test_a_cell_holds_no_more_than_excel_takes(bare: Record, character: str) -> None:
    shown = claim_cell(bare, claim=character * 50_000)

    assert len(shown.encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert shown.startswith(character * 16_000)
    assert shown.endswith("(cut: a cell holds no more)")


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_gives_a_workbook_that_can_be_read(bare: Record, text: str) -> None:
    assert sheets(workbook(with_claim(bare, claim=f"x{text}")))["Claims"].rows[1][1][0] == "x"


def test_too_many_rows_are_refused(bare: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 3)

    with pytest.raises(CannotRun, match="a sheet holds 3 rows, and there are more claims"):
        workbook(bare | {"claims": bare["claims"] * 3})


def test_without_xlsxwriter_it_says_what_to_install(
    bare: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)

    with pytest.raises(CannotRun, match=re.escape("pip install 'evtrack[xlsx]'")):
        workbook(bare)
