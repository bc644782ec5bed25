"""States of a project in memory, to be compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evtrack.appraisal import judge
from evtrack.config import Config
from evtrack.inspection import Results, inspect
from evtrack.model import Input
from evtrack.readers import Inputs, ledger_of

HEADER = (
    "claim_id,claim,anchor,question,stated,citekey,stance,locator,rationale,"
    "directness,downgrade,upgrade,explained\n"
)


def row(claim_id: str = "C1", citekey: str = "", stance: str = "", **cells: str) -> str:
    """A row of claims.csv; the claim is `Tea C1.` unless `claim` says otherwise."""
    filled = {"claim_id": claim_id, "claim": f"Tea {claim_id}.", **cells}
    filled |= {"citekey": citekey, "stance": stance or ("supports" if citekey else "")}
    return ",".join(f'"{filled.get(name, "")}"' for name in HEADER.strip().split(",")) + "\n"


def entry(citekey: str, design: str = "rct", **fields: object) -> str:
    """An article without faults; of a trial, one that starts and stays at 4."""
    told = {"author": f"{{{citekey}}}", "title": citekey, "journal": "Tea", "year": 2020}
    told |= {"design": design, "riskofbias": "low", "samplesize": 500, **fields}
    return f"@article{{{citekey}, " + ", ".join(f"{k} = {{{v}}}" for k, v in told.items()) + "}\n"


def state(
    *rows: str, entries: str = "", article: str = "", retracted: str = "", **settings: Any
) -> Results:
    """The results of a project with these rows, entries and settings."""
    config = Config(Path("/nowhere"), article="article.md" if article else None, **settings)
    ledger = ledger_of(
        config,
        Inputs(
            claims=Input("claims.csv", HEADER + "".join(rows)),
            references=(Input("references.bib", entries or "@comment{none}\n"),),
            article=Input("article.md", article) if article else None,
            retractions=Input("list.csv", retracted) if retracted else None,
        ),
    )
    verdicts = judge(ledger)
    return Results(ledger, verdicts, inspect(ledger, verdicts, None), None)
