"""The report's pivots: claims by sources, and wording by verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from evtrack.frames import evidence_frame, to_frame
from evtrack.model import Verdict
from evtrack.words import Stated, Support

Grid = dict[str, Any]

MOST_CELLS = 60_000  # 300 claims by 200 sources; a page with more is no use to anybody


def matrix(verdicts: Mapping[str, Verdict], order: Sequence[str] = ()) -> Grid | None:
    """Claims by sources: what each source says of each claim, and how certain that is.

    `columns` are citekeys: those of `order` in that order, then others, those with most claims
    first. `rows` hold a `claim` id; `cells`, one a column, each None or with `stance` and
    `certainty` (None where not counted); and `filled`, the same without the blanks: each cell with
    its `citekey` and how many blanks are `skipped` before it, and how many are `left` behind the
    last. Nothing at all where there would be more than `MOST_CELLS`.
    """
    links = evidence_frame(verdicts)
    claims = links.groupby("citekey")["claim_id"].nunique()
    if len(claims) * len(verdicts) > MOST_CELLS:
        return None
    first = [key for key in order if key in claims.index]
    others = set(claims.index) - set(first)
    columns = first + sorted(others, key=lambda key: (-claims[key], key))
    cells = {
        (claim, key): {
            "stance": stance if isinstance(stance, str) else None,
            "certainty": None if pd.isna(certainty) else int(certainty),
        }
        for claim, key, stance, certainty in links[
            ["claim_id", "citekey", "stance", "certainty"]
        ].itertuples(index=False)
    }
    return {
        "columns": columns,
        "rows": [
            _row(claim, columns, [cells.get((claim, key)) for key in columns]) for claim in verdicts
        ],
    }


def _row(claim: str, columns: Sequence[str], cells: Sequence[Grid | None]) -> Grid:
    filled, end = [], 0
    for place, cell in enumerate(cells):
        if cell:
            filled.append({"citekey": columns[place], "skipped": place - end, **cell})
            end = place + 1
    return {"claim": claim, "cells": cells, "filled": filled, "left": len(cells) - end}


def calibration_grid(verdicts: Mapping[str, Verdict]) -> Grid:
    """Wording by verdict: `columns` are supports; `rows` hold a wording and a count for each."""
    frame = to_frame(verdicts)
    counts = pd.crosstab(frame["stated"], frame["support"]).reindex(
        index=[stated.value for stated in Stated],
        columns=[support.value for support in Support],
        fill_value=0,
    )
    return {
        "columns": list(counts.columns),
        "rows": [
            {"stated": stated, "counts": [int(n) for n in row]}
            for stated, row in zip(counts.index, counts.to_numpy(), strict=True)
        ],
    }
