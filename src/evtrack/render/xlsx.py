"""The report as a workbook: claims, links, sources and findings, a sheet each.

Every text is written as a text, never as a formula, a number or a link; control characters are
named. The same input gives the same bytes with the same version of XlsxWriter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from evtrack.errors import CannotRun
from evtrack.render.document import Record
from evtrack.render.evidence_rows import COLUMNS, cell_text, evidence_rows

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576
"""Rows that a sheet holds, the header included."""

LONGEST_CELL = 32_767
"""UTF-16 code units that a cell holds."""

_CUT = " … (cut: a cell holds no more)"
_MADE_ON = datetime(1980, 1, 1)  # as the parts of the file have it
_FORMULA_STARTS = ("=", "+", "-", "@")
_WIDE, _MEDIUM, _NARROW = 60, 28, 13  # characters

_WIDTHS = {
    **dict.fromkeys(("claim", "reasons", "mend", "reference", "message"), _WIDE),
    **dict.fromkeys(("rationale", "explained", "help", "reason"), _WIDE),
    **dict.fromkeys(("anchor", "note", "claim_note", "citekey", "fragile", "flags"), _MEDIUM),
    **dict.fromkeys(("claim_flags", "sources", "claims", "includes", "funding"), _MEDIUM),
    **dict.fromkeys(("rule", "doi", "link"), _MEDIUM),
}
_PAINTS = {
    # As on the page: blue for a claim, red against it, violet both, grey neither; ink, then paper.
    "strong": ("#FFFFFF", "#0C4577"),
    "moderate": ("#FFFFFF", "#2A72B3"),
    "weak": ("#1C2126", "#BCD7EF"),
    "mixed": ("#1C2126", "#D6C1E5"),
    "contradicted": ("#FFFFFF", "#BD4415"),
    "unsupported": ("#1C2126", "#E3E6E9"),
}


class Sheet(NamedTuple):
    """A sheet: its name, the names of its columns, and its rows."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Record]


def workbook(document: Record) -> bytes:
    """The workbook. Raises CannotRun without XlsxWriter, and for more rows than a sheet holds."""
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise CannotRun(
            "the format xlsx needs XlsxWriter; install it with `pip install 'evtrack[xlsx]'`"
        ) from None
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    book.set_properties({"title": "Evidence report", "created": _MADE_ON})
    formats = _Formats(book)
    for sheet in _sheets(document):
        _write(sheet, book.add_worksheet(sheet.name), formats)
    book.close()
    return stream.getvalue()


def _sheets(document: Record) -> Iterator[Sheet]:
    yield Sheet(
        "Claims",
        (
            *("id", "claim", "support", "for", "against", "stated", "calibration", "question"),
            *("reasons", "mend", "flags", "fragile", "sources", "anchor", "note", "path", "line"),
        ),
        (
            claim | {"sources": list(dict.fromkeys(link["citekey"] for link in claim["evidence"]))}
            for claim in document["claims"]
        ),
    )
    yield Sheet("Links", COLUMNS, evidence_rows(document))
    yield Sheet(
        "Sources",
        (
            *("citekey", "reference", "year", "design", "samplesize", "riskofbias", "status"),
            *("certainty", "claims", "synthesisof", "study", "includes", "preprint", "funding"),
            *("doi", "pmid", "link", "type", "path", "line"),
        ),
        (
            source | {"claims": list(dict.fromkeys(link["claim"] for link in source["links"]))}
            for source in document["sources"]
        ),
    )
    yield Sheet(
        "Findings",
        (
            *("severity", "rule", "message", "help", "subject", "path", "line", "column"),
            *("accepted", "reason", "until"),
        ),
        (
            *(finding | {"accepted": False} for finding in document["findings"]),
            *(finding | {"accepted": True} for finding in document["accepted"]),
        ),
    )


class _Formats:
    """The looks of cells, each made once."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.made: dict[tuple[str, bool], Format] = {}
        self.header = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        self.number = book.add_format({"valign": "top"})

    def of_text(self, paint: str, *, like_a_formula: bool) -> Format:
        """That of a text; with the mark that keeps it one where somebody edits the cell."""
        key = (paint, like_a_formula)
        if key not in self.made:
            look: dict[str, Any] = {"text_wrap": True, "valign": "top"}
            if paint:
                look["font_color"], look["bg_color"] = _PAINTS[paint]
            if like_a_formula:
                look["quote_prefix"] = True
            self.made[key] = self.book.add_format(look)
        return self.made[key]


def _write(sheet: Sheet, worksheet: Worksheet, formats: _Formats) -> None:
    last = 0
    for column, name in enumerate(sheet.columns):
        worksheet.write_string(0, column, name, formats.header)
        worksheet.set_column(column, column, _WIDTHS.get(name, _NARROW))
    for last, row in enumerate(sheet.rows, start=1):
        if last == MOST_ROWS:
            raise CannotRun(
                f"evidence.xlsx: a sheet holds {MOST_ROWS:,} rows, and there are more "
                f"{sheet.name.lower()}; use --format csv"
            )
        _write_row(worksheet, last, sheet.columns, row, formats)
    worksheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS}"})
    worksheet.freeze_panes(1, 1)
    worksheet.autofilter(0, 0, last, len(sheet.columns) - 1)


def _write_row(
    worksheet: Worksheet,
    number: int,
    columns: Sequence[str],
    row: Mapping[str, Any],
    formats: _Formats,
) -> None:
    for column, name in enumerate(columns):
        value = row.get(name)
        if type(value) is int:  # a bool is an int too
            worksheet.write_number(number, column, value, formats.number)
        elif text := _fitting(cell_text(value)):
            paint = text if name == "support" else ""
            look = formats.of_text(paint, like_a_formula=text.startswith(_FORMULA_STARTS))
            worksheet.write_string(number, column, text, look)


def _fitting(text: str) -> str:
    """As much of the text as a cell holds, and never what XlsxWriter would take for markup."""
    if len(text) > LONGEST_CELL // 2:  # each character is one code unit or two
        units = text.encode("utf-16-le")
        if len(units) > 2 * LONGEST_CELL:
            kept = units[: 2 * (LONGEST_CELL - len(_CUT))]
            text = kept.decode("utf-16-le", "ignore") + _CUT
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
