"""The windows of `report`: one function a format, chosen by name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import pandas as pd

from evtrack.inspection import Results
from evtrack.render.document import Record, evidence_document
from evtrack.render.pages import html_page, markdown_page
from evtrack.render.tables import calibration_grid, matrix
from evtrack.words import ReportFormat

# A spreadsheet runs a cell that begins like this as a formula (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def html(results: Results) -> str:
    """One self-contained page."""
    verdicts = results.verdicts
    return html_page(evidence_document(results), matrix(verdicts), calibration_grid(verdicts))


def markdown(results: Results) -> str:
    """GitHub-flavoured Markdown, for a pull request or a wiki."""
    return markdown_page(evidence_document(results), calibration_grid(results.verdicts))


def as_json(results: Results) -> str:
    """JSON, version 1."""
    return json.dumps(evidence_document(results), ensure_ascii=False, indent=2) + "\n"


def csv(results: Results) -> str:
    """A row a link, and a row a claim that has none; safe to open in a spreadsheet.

    It begins with a byte-order mark, without which Excel garbles every accent.
    """
    rows = [row for claim in evidence_document(results)["claims"] for row in _rows(claim)]
    frame = pd.DataFrame.from_records(rows).map(_not_a_formula)
    return "\ufeff" + frame.to_csv(index=False, lineterminator="\n")


FORMATS: Mapping[ReportFormat, Callable[[Results], str]] = {
    ReportFormat.HTML: html,
    ReportFormat.MARKDOWN: markdown,
    ReportFormat.JSON: as_json,
    ReportFormat.CSV: csv,
}


_YES_OR_NO = {True: "yes", False: "no", None: ""}


def _rows(claim: Record) -> list[Record]:
    judged = {
        "claim_id": claim["id"],
        "claim": claim["claim"],
        "question": claim["question"],
        "stated": claim["stated"],
        "support": claim["support"],
        "for": claim["for"] or "",
        "against": claim["against"] or "",
        "calibration": claim["calibration"],
        "flags": "; ".join(claim["flags"]),
        "fragile": "; ".join(claim["fragile"]),
        "claim_note": claim["note"],
    }
    return [judged | _link(evidence) for evidence in claim["evidence"] or [{}]]


def _link(evidence: Record) -> Record:
    texts = ("citekey", "stance", "certainty_word", "directness", "locator", "rationale", "note")
    return {
        **{name: evidence.get(name) or "" for name in texts},
        "counted": _YES_OR_NO[evidence.get("counted")],
        "start": str(evidence.get("start") or ""),
        "certainty": str(evidence.get("certainty") or ""),
        "reasons": "; ".join(evidence.get("reasons", [])),
    }


def _not_a_formula(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
