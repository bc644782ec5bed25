"""Ledger and verdicts as tidy pandas tables, for notebooks and for the report's pivots.

Texts have the dtype `str`, counts `Int64` (blank where unknown), dates `datetime64[s]`, yes or no
`bool`; controlled words are ordered categories where they have an order, and `str` otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from evtrack.words import Certainty, Level, Support

if TYPE_CHECKING:
    from evtrack.model import Claim, Link, Source, Verdict

SUPPORT = pd.CategoricalDtype([support.value for support in Support], ordered=True)
LEVEL = pd.CategoricalDtype([level.value for level in Level], ordered=True)

_CLAIMS = {
    "claim_id": "str",
    "claim": "str",
    "anchor": "str",
    "anchor_prefix": "str",
    "anchor_suffix": "str",
    "question": "str",
    "stated": "str",
    "note": "str",
    "path": "str",
    "line": "Int64",
}
_LINKS = {
    "claim_id": "str",
    "citekey": "str",
    "stance": "str",
    "locator": "str",
    "rationale": "str",
    "directness": "str",
    "explained": "str",
    "checked": "datetime64[s]",
    "checked_by": "str",
    "note": "str",
    "path": "str",
    "line": "Int64",
}
_SOURCES = {
    "citekey": "str",
    "type": "str",
    "title": "str",
    "year": "str",
    "design": "str",
    "sample_size": "Int64",
    "risk_of_bias": "str",
    "study": "str",
    "certainty": "Int64",
    "status": "str",
    "preprint": "bool",
    "path": "str",
    "line": "Int64",
}
_VERDICTS: dict[str, Any] = {
    "claim_id": "str",
    "claim": "str",
    "question": "str",
    "stated": "str",
    "support": SUPPORT,
    "for": LEVEL,
    "against": LEVEL,
    "calibration": "str",
    "flags": "str",
    "fragile": "str",
    "counted": "Int64",
}
_EVIDENCE: dict[str, Any] = {
    "claim_id": "str",
    "citekey": "str",
    "stance": "str",
    "counted": "bool",
    "start": "Int64",
    "certainty": "Int64",
    "certainty_word": "str",
}


def ledger_frames(
    claims: Iterable[Claim], links: Iterable[Link], sources: Mapping[str, Source]
) -> dict[str, pd.DataFrame]:
    """The tables `claims` (a row a claim), `links` (a row a link) and `sources` (a row a source).

    Columns: claims has claim_id, claim, anchor, anchor_prefix, anchor_suffix, question, stated,
    note, path, line; links has claim_id, citekey, stance, locator, rationale, directness,
    explained, checked, checked_by, note, path, line; sources has citekey, type, title, year,
    design, sample_size, risk_of_bias, study, certainty (1 to 4), status, preprint, path, line.
    """
    return {
        "claims": _frame(map(_claim_row, claims), _CLAIMS),
        "links": _frame(map(_link_row, links), _LINKS),
        "sources": _frame(map(_source_row, sources.values()), _SOURCES),
    }


def to_frame(verdicts: Mapping[str, Verdict]) -> pd.DataFrame:
    """One row a claim: claim_id, claim, question, stated, support, for, against, calibration,
    flags and fragile (each separated by `; `), counted (how many links count).
    """  # noqa: D205
    return _frame(map(_verdict_row, verdicts.values()), _VERDICTS)


def evidence_frame(verdicts: Mapping[str, Verdict]) -> pd.DataFrame:
    """One row a link: claim_id, citekey, stance, counted, start, certainty, certainty_word."""
    rows = (
        {
            "claim_id": verdict.claim.id,
            "citekey": evidence.link.citekey,
            "stance": evidence.link.stance,
            "counted": evidence.counted,
            "start": evidence.start,
            "certainty": evidence.certainty,
            "certainty_word": Certainty(evidence.certainty).word if evidence.certainty else None,
        }
        for verdict in verdicts.values()
        for evidence in verdict.evidence
    )
    return _frame(rows, _EVIDENCE)


def _frame(rows: Iterable[Mapping[str, object]], dtypes: Mapping[str, Any]) -> pd.DataFrame:
    frame = pd.DataFrame.from_records([dict(row) for row in rows], columns=list(dtypes))
    return frame.astype(dict(dtypes))


def _claim_row(claim: Claim) -> dict[str, object]:
    return {
        "claim_id": claim.id,
        "claim": claim.text,
        "anchor": claim.anchor,
        "anchor_prefix": claim.anchor_prefix,
        "anchor_suffix": claim.anchor_suffix,
        "question": claim.question.value,
        "stated": claim.stated.value,
        "note": claim.note,
        "path": claim.location.path,
        "line": claim.location.line,
    }


def _link_row(link: Link) -> dict[str, object]:
    return {
        "claim_id": link.claim_id,
        "citekey": link.citekey,
        "stance": link.stance.value if link.stance else None,
        "locator": link.locator,
        "rationale": link.rationale,
        "directness": link.directness.value,
        "explained": link.explained,
        "checked": link.checked,
        "checked_by": link.checked_by,
        "note": link.note,
        "path": link.location.path,
        "line": link.location.line,
    }


def _source_row(source: Source) -> dict[str, object]:
    appraisal = source.appraisal
    return {
        "citekey": source.key,
        "type": source.type,
        "title": source.fields.get("title"),
        "year": source.year or None,
        "design": appraisal.design and appraisal.design.value,
        "sample_size": appraisal.sample_size,
        "risk_of_bias": appraisal.risk_of_bias and appraisal.risk_of_bias.value,
        "study": appraisal.study or None,
        "certainty": appraisal.certainty and int(appraisal.certainty),
        "status": appraisal.status and appraisal.status.value,
        "preprint": appraisal.preprint,
        "path": source.location.path,
        "line": source.location.line,
    }


def _verdict_row(verdict: Verdict) -> dict[str, object]:
    return {
        "claim_id": verdict.claim.id,
        "claim": verdict.claim.text,
        "question": verdict.claim.question.value,
        "stated": verdict.claim.stated.value,
        "support": verdict.support.value,
        "for": verdict.pro and verdict.pro.value,
        "against": verdict.against and verdict.against.value,
        "calibration": verdict.calibration.value,
        "flags": "; ".join(verdict.flags),
        "fragile": "; ".join(verdict.fragile),
        "counted": sum(evidence.counted for evidence in verdict.evidence),
    }
