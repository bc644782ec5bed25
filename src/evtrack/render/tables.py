"""The report's pivots: claims by sources, and wording by verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from evtrack.frames import evidence_frame, to_frame
from evtrack.model import Verdict
from evtrack.words import Stated, Support

Grid = dict[str, Any]


MOST_CELLS = 60_000  # 300 claims by 200 sources; a page with more is no use to anybody


def matrix(verdicts: Mapping[str, Verdict]) -> Grid | None:
    """Claims by sources: `columns` are citekeys, those with most links first; `rows` hold a claim
    id and a cell for each column, None or the stance with its certainty (None where not counted).
    Nothing at all where there would be more than `MOST_CELLS`.
    """  # noqa: D205
    links = evidence_frame(verdicts)
    per_source = links.groupby("citekey")["claim_id"].nunique()
    if len(per_source) * len(verdicts) > MOST_CELLS:
        return None
    columns = sorted(per_source.index, key=lambda key: (-per_source[key], key))
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
            {"claim": claim, "cells": [cells.get((claim, key)) for key in columns]}
            for claim in verdicts
        ],
    }


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
