"""`json`, version 1: what has changed, for programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from evtrack.comparison import Change, Comparison, KeptClaim
from evtrack.coverage.sections import coverage_record
from evtrack.model import Finding, Verdict
from evtrack.render.diff_formats.view import DiffView, State, why
from evtrack.render.findings import finding_record
from evtrack.words import Severity

Record = dict[str, Any]


def rendered(view: DiffView) -> str:
    """The document: the states, what moved and why, and every change from what to what."""
    import json  # late: the other formats do without

    return json.dumps(_document(view), ensure_ascii=False, indent=2) + "\n"


def _document(view: DiffView) -> Record:
    found = view.comparison
    before, after = found.coverage or (None, None)
    return {
        "version": 1,
        "base": _state(view.base),
        "head": _state(view.head),
        "worse": bool(found.worse),
        "unread": [
            finding_record(Finding(unread.rule, Severity.ERROR, unread.problem))
            for unread in found.unread
        ],
        "moved": [_move(each) for each in (*found.worse, *found.better, *found.shifted)],
        "claims": {
            "added": [_claim(verdict) for verdict in found.added],
            "removed": [_claim(verdict) for verdict in found.removed],
            "changed": [_changed_claim(claim) for claim in found.reworded],
        },
        "links": _changes(found.links),
        "sources": _changes(found.sources),
        "settings": _changes(found.settings),
        "findings": _findings(found),
        "coverage": {
            "before": coverage_record(before) if before else None,
            "after": coverage_record(after) if after else None,
        },
    }


def _state(state: State) -> Record:
    return {"kind": state.kind.value, "name": state.name, "has_claims": not state.is_empty}


def _move(claim: KeptClaim) -> Record:
    return {
        "id": claim.id,
        "id_before": claim.before.claim.id,
        "claim": claim.after.claim.text,
        "move": "worse" if claim.fall > 0 else "better" if claim.fall < 0 else "same",
        "before": _verdict(claim.before),
        "after": _verdict(claim.after),
        "why": why(claim),
        "how": claim.cause.how.value if claim.cause else None,
        "causes": _changes(claim.cause.changes if claim.cause else ()),
    }


def _verdict(verdict: Verdict) -> Record:
    return {
        "support": verdict.support.value,
        "for": verdict.pro and verdict.pro.value,
        "against": verdict.against and verdict.against.value,
        "calibration": verdict.calibration.value,
        "flags": [flag.value for flag in verdict.flags],
    }


def _claim(verdict: Verdict) -> Record:
    return {"id": verdict.claim.id, "claim": verdict.claim.text, **_verdict(verdict)}


def _changed_claim(claim: KeptClaim) -> Record:
    return {
        "id": claim.id,
        "id_before": claim.before.claim.id,
        "changes": _changes(claim.changes),
    }


def _changes(changes: Iterable[Change]) -> list[Record]:
    return [
        {
            "what": change.what.value,
            "change": change.fate.value,
            "claim": change.claim_id or None,
            "citekey": change.citekey or None,
            "name": change.name,
            "before": change.before or None,
            "after": change.after or None,
        }
        for change in changes
    ]


def _findings(found: Comparison) -> Record:
    findings = found.findings
    return {
        "new": list(map(finding_record, findings.new)),
        "changed": [
            {"before": finding_record(each.before), "after": finding_record(each.after)}
            for each in findings.changed
        ],
        "gone": list(map(finding_record, findings.gone)),
        "accepted": list(map(finding_record, findings.accepted)),
        "unaccepted": list(map(finding_record, findings.unaccepted)),
    }
