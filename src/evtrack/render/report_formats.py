"""The windows of `report`: one function a format, chosen by name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from evtrack.coverage import article_coverage
from evtrack.inspection import Results
from evtrack.model import Verdict
from evtrack.render.article_view import ArticleView, article_view
from evtrack.render.document import Record, evidence_document
from evtrack.render.pages import html_page, markdown_page, named
from evtrack.render.tables import calibration_grid, matrix
from evtrack.words import ReportFormat

# A spreadsheet runs a cell that begins like this as a formula (OWASP, CSV injection).
_COLUMNS = [
    *("id", "claim", "anchor", "question", "stated", "claim_note", "support", "for", "against"),
    *("calibration", "claim_flags", "fragile", "citekey", "stance", "counted", "start"),
    *("certainty", "certainty_word", "reasons", "flags", "locator", "rationale", "directness"),
    *("explained", "checked", "checked_by", "note", "path", "line"),
]

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


class Report(NamedTuple):
    """What every window shows: the document, the verdicts for its pivots, and the article."""

    document: Record
    verdicts: Mapping[str, Verdict]
    article: ArticleView | None = None


def report_of(results: Results) -> Report:
    """The report, made once for all its forms."""
    coverage = article_coverage(results.ledger)
    article = article_view(coverage, results.verdicts) if coverage else None
    return Report(evidence_document(results), results.verdicts, article)


def html(report: Report) -> str:
    """One self-contained page."""
    verdicts = report.verdicts
    grid, calibration = matrix(verdicts), calibration_grid(verdicts)
    return html_page(report.document, grid, calibration, report.article)


def markdown(report: Report) -> str:
    """GitHub-flavoured Markdown, for a pull request or a wiki."""
    return markdown_page(report.document, calibration_grid(report.verdicts))


def as_json(report: Report) -> str:
    """JSON, version 1."""
    return json.dumps(report.document, ensure_ascii=False, indent=2) + "\n"


def csv(report: Report) -> str:
    """A row a link, and a row a claim that has none; safe to open in a spreadsheet.

    It begins with a byte-order mark, without which Excel garbles every accent.
    """
    rows = [
        _apart(claim) | link
        for claim in report.document["claims"]
        for link in claim["evidence"] or [{}]
    ]
    cells = [[_cell(row.get(column)) for column in _COLUMNS] for row in rows]
    frame = pd.DataFrame(cells, columns=_COLUMNS).rename(columns={"id": "claim_id"})
    return "\ufeff" + frame.to_csv(index=False, lineterminator="\n")


FORMATS: Mapping[ReportFormat, Callable[[Report], str]] = {
    ReportFormat.HTML: html,
    ReportFormat.MARKDOWN: markdown,
    ReportFormat.JSON: as_json,
    ReportFormat.CSV: csv,
}

_YES_OR_NO = {True: "yes", False: "no"}


def _apart(claim: Record) -> Record:
    """The claim with names of its own for what its links have too."""
    shared = {"note": "claim_note", "flags": "claim_flags", "reasons": "claim_reasons"}
    return {shared.get(name, name): value for name, value in claim.items()}


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return _YES_OR_NO[value]
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return _not_a_formula(named(text))


def _not_a_formula(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
