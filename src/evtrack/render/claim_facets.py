"""What the report's list of claims can be filtered by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from evtrack.phrases import excerpt
from evtrack.words import Calibration, Flag, Stated

Record = Mapping[str, Any]

BEFORE_HEADINGS = "before the first heading"
NOT_SHOWN = "not found in the article"

_FLAGS = (
    *(Calibration.OVERSTATED, Calibration.UNDERSTATED, "fragile", "suspect"),
    *Flag,
)


def flags_of(claim: Record) -> list[str]:
    """Whatever asks for care: wording, fragility, links that changed since a review, and flags."""
    cautions = {claim["calibration"], *claim["flags"]}
    if claim["fragile"]:
        cautions.add("fragile")
    if any(link["review"] and link["review"]["suspect"] for link in claim["evidence"]):
        cautions.add("suspect")
    return [flag for flag in _FLAGS if flag in cautions]


def section_of(claim: Record) -> str:
    """The heading that its words stand under, shortened: alike headings are one section."""
    if claim["context"] is None:
        return NOT_SHOWN
    return excerpt(claim["context"]["section"]) or BEFORE_HEADINGS


def choices(claims: Iterable[Record]) -> Mapping[str, list[str]]:
    """The words that occur, by the name of the filter; sections in the order of the claims."""
    claims = list(claims)
    return {
        "question": sorted({claim["question"] for claim in claims}),
        "stated": _occurring(Stated, (claim["stated"] for claim in claims)),
        "flag": _occurring(_FLAGS, (flag for claim in claims for flag in flags_of(claim))),
        "section": list(dict.fromkeys(_sections(claims))),
    }


def _sections(claims: Iterable[Record]) -> Iterator[str]:
    """Last is what has no place, whichever claim that is."""
    sections = [section_of(claim) for claim in claims]
    yield from (section for section in sections if section != NOT_SHOWN)
    yield from (section for section in sections if section == NOT_SHOWN)


def _occurring(known: Iterable[str], found: Iterable[str]) -> list[str]:
    occurring = set(found)
    return [word for word in known if word in occurring]
