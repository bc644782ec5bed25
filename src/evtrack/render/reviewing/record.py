"""Where the reviews stand, for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from evtrack.model import LinkName
from evtrack.reviews import Change
from evtrack.reviews.agenda import Item, State

Record = dict[str, Any]


def overview_json(items: Sequence[Item], gone: Iterable[LinkName]) -> str:
    """JSON, version 1: how many links stand how, and what changed of the suspect ones."""
    import json  # late: the text does without

    states = Counter(item.state for item in items)
    document: Record = {
        "version": 1,
        "links": len(items),
        "counts": {state.replace(" ", "_"): states[state] for state in State},
        "not_reviewable": sum(bool(item.obstacle) for item in items),
        "suspect": [_suspect(item) for item in items if item.state is State.SUSPECT],
        "gone": [_name(name) for name in gone],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _suspect(item: Item) -> Record:
    review, place = item.link.review, item.link.rows[0].location
    return {
        **_name(item.name),
        "by": review and review.by,
        "on": review and review.on and review.on.isoformat(),
        "changes": [_change(change) for change in item.link.changes],
        "path": place.path,
        "line": place.line,
    }


def _name(name: LinkName) -> Record:
    return {"claim": name.claim_id, "citekey": name.citekey}


def _change(change: Change) -> Record:
    return {
        "of": change.root.value,
        "part": change.part,
        "before": change.was or None,
        "after": change.now or None,
        "copy": change.file or None,
    }
