"""The windows of `report`: one function a format, chosen by name."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from csv import QUOTE_ALL
from typing import NamedTuple

import pandas as pd

from evtrack.coverage import article_coverage
from evtrack.inspection import Results
from evtrack.model import Verdict
from evtrack.render.article_view import ArticleView, article_view
from evtrack.render.document import Record, evidence_document
from evtrack.render.evidence_rows import COLUMNS, cell_text, evidence_rows
from evtrack.render.pages import html_page, markdown_page
from evtrack.render.source_list import heaviest_first
from evtrack.render.tables import calibration_grid, matrix
from evtrack.render.templating import OwnTemplates
from evtrack.render.xlsx import workbook
from evtrack.words import ReportFormat

# A spreadsheet runs a cell that begins like this as a formula (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

# Where lists are separated by semicolons, as in much of Europe, Excel splits lines at these.
_FORMULA_AFTER_SPLIT = re.compile(r'(?<=[;\t\r\n])"*(?=[-=+@＝＋－＠])')


class Report(NamedTuple):
    """What every window shows: the document, the verdicts for its pivots, and the article.

    `own` are the project's own templates, where it has some.
    """

    document: Record
    verdicts: Mapping[str, Verdict]
    article: ArticleView | None = None
    own: OwnTemplates | None = None


def report_of(results: Results) -> Report:
    """The report, made once for all its forms.

    Raises CannotRun where the config names a folder of templates that has none.
    """
    coverage = article_coverage(results.ledger)
    article = article_view(coverage, results.verdicts) if coverage else None
    own = OwnTemplates.of(results.ledger.config)
    return Report(evidence_document(results), results.verdicts, article, own)


def html(report: Report) -> str:
    """One self-contained page."""
    verdicts = report.verdicts
    order = [source["citekey"] for source in heaviest_first(report.document["sources"])]
    grid, calibration = matrix(verdicts, order), calibration_grid(verdicts)
    return html_page(report.document, grid, calibration, report.article, report.own)


def markdown(report: Report) -> str:
    """GitHub-flavoured Markdown, for a pull request or a wiki."""
    return markdown_page(report.document, calibration_grid(report.verdicts), report.own)


def as_json(report: Report) -> str:
    """JSON, version 1."""
    return json.dumps(report.document, ensure_ascii=False, indent=2) + "\n"


def csv(report: Report) -> str:
    """A row a link, and a row a claim that has none; safe to open in a spreadsheet.

    It begins with a byte-order mark, without which Excel garbles every accent.
    """
    cells = [
        [_not_a_formula(cell_text(row.get(column))) for column in COLUMNS]
        for row in evidence_rows(report.document)
    ]
    frame = pd.DataFrame(cells, columns=list(COLUMNS))
    return "\ufeff" + frame.to_csv(index=False, lineterminator="\n", quoting=QUOTE_ALL)


def xlsx(report: Report) -> bytes:
    """A workbook, where XlsxWriter is installed. Raises CannotRun otherwise."""
    return workbook(report.document)


FORMATS: Mapping[ReportFormat, Callable[[Report], str | bytes]] = {
    ReportFormat.HTML: html,
    ReportFormat.MARKDOWN: markdown,
    ReportFormat.JSON: as_json,
    ReportFormat.CSV: csv,
    ReportFormat.XLSX: xlsx,
}


def _not_a_formula(cell: str) -> str:
    cell = _FORMULA_AFTER_SPLIT.sub(r"\g<0>'", cell)
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
