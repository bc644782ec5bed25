"""The evidence as a table, for evidence.csv and the workbook: a row a link, or a claim without."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from evtrack.render.document import Record
from evtrack.render.pages import named

COLUMNS = (
    *("claim_id", "claim", "anchor", "question", "stated", "claim_note", "support", "for"),
    *("against", "calibration", "claim_flags", "fragile", "citekey", "stance", "counted", "start"),
    *("certainty", "certainty_word", "reasons", "flags", "locator", "rationale", "directness"),
    *("explained", "checked", "checked_by", "note", "path", "line"),
)

_OF_THE_CLAIM = {
    "id": "claim_id",
    "note": "claim_note",
    "flags": "claim_flags",
    "reasons": "claim_reasons",
}
"""Names of a claim's own for what its links have too."""

_YES_OR_NO = {True: "yes", False: "no"}


def evidence_rows(document: Record) -> Iterator[Record]:
    """What stands in each row, under the names of `COLUMNS`."""
    for claim in document["claims"]:
        shared = {_OF_THE_CLAIM.get(name, name): value for name, value in claim.items()}
        for link in claim["evidence"] or [{}]:
            yield shared | link


def cell_text(value: Any) -> str:
    """A value as a cell shows it: a list's parts between semicolons, nothing as a blank."""
    if isinstance(value, bool):
        return _YES_OR_NO[value]
    return named("; ".join(map(str, value)) if isinstance(value, list) else str(value or ""))
