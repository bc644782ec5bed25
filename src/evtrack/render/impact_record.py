"""What hangs on sources, for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from evtrack.appraisal.ladder import Standing
from evtrack.appraisal.withdrawal import Impact, Move

Record = dict[str, Any]


def impact_json(
    impacts: Iterable[Impact], containers: Mapping[str, Sequence[str]] | None = None
) -> str:
    """JSON, version 1: `impacts`, and `contained_in`, null where no containers were looked for."""
    import json  # late: the text does without

    document: Record = {"version": 1, "impacts": [_impact(impact) for impact in impacts]}
    document["contained_in"] = (
        None
        if containers is None
        else [{"citekey": key, "claims": list(ids)} for key, ids in containers.items()]
    )
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _impact(impact: Impact) -> Record:
    return {
        "sources": list(impact.sources),
        "retracted": list(impact.retracted),
        "changed": [_move(move) for move in impact.moved],
        "unchanged": list(impact.unmoved),
    }


def _move(move: Move) -> Record:
    return {
        "claim": move.claim_id,
        "before": _standing(move.before),
        "after": _standing(move.after),
        "fall": move.fall,
    }


def _standing(standing: Standing) -> Record:
    return {"support": standing.support, "for": standing.pro, "against": standing.against}
