"""Claims, links, sources and whole projects in one line each."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from evtrack.appraisal import Criteria, judge_claim
from evtrack.config import Config
from evtrack.model import Appraisal, Claim, Link, Location, Person, Source, Verdict
from evtrack.words import Certainty, Design, Question, Stance, Stated

ROOT = Path(__file__).parent.parent
HERE = Location("claims.csv")


def claim(question: str = "benefit", stated: str = "firm") -> Claim:
    return Claim("C1", "A claim.", HERE, question=Question(question), stated=Stated(stated))


def link(citekey: str, stance: str = "supports", **fields: Any) -> Link:
    return Link("C1", citekey, Stance(stance), HERE, **fields)


def source(key: str, design: str | None = None, author: str = "", **appraisal: Any) -> Source:
    return Source(
        key,
        "article",
        {},
        HERE,
        authors=(Person(author, "A."),) if author else (),
        appraisal=Appraisal(design=Design(design) if design else None, **appraisal),
    )


def rated(key: str, certainty: int, design: str = "cohort", **appraisal: Any) -> Source:
    """A source whose published rating gives it exactly this certainty."""
    return source(key, design, certainty=Certainty(certainty), **appraisal)


def judged(
    links: list[Link],
    sources: list[Source],
    *,
    question: str = "benefit",
    stated: str = "firm",
    config: Config | None = None,
    today: date | None = None,
) -> Verdict:
    criteria = Criteria.of(config or Config(root=Path()), today)
    by_key = {each.key: each for each in sources}
    return judge_claim(claim(question, stated), links, by_key, criteria)


def project(folder: Path, **files: str) -> Path:
    """A project on disk: `claims` and `references` as texts, `config` as evtrack.toml."""
    names = {"claims": "claims.csv", "references": "references.bib", "config": "evtrack.toml"}
    defaults = {"claims": "claim_id,claim\nC1,A claim.\n", "references": "@comment{none yet}\n"}
    for name, text in {**defaults, **files}.items():
        (folder / names[name]).write_text(text, encoding="utf-8", newline="")
    return folder
