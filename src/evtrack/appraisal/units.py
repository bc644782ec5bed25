"""Units of evidence: links that rest on the same study count once."""

from collections.abc import Iterable, Sequence, Set
from typing import NamedTuple

from evtrack.model import Evidence, Source
from evtrack.words import Certainty


class Unit(NamedTuple):
    """Links of one side that share a study, or of which one source contains another.

    `citekey`, `certainty` and `is_synthesis` are those of the link that stands for it, `members`
    the citekeys of all, that one first.
    """

    citekey: str
    certainty: Certainty
    is_synthesis: bool
    members: tuple[str, ...]


def units(side: Sequence[Evidence]) -> list[Unit]:
    """The units of the eligible links of one side, the most certain first.

    Sources that share a `study`, or of which one is in the other's `includes`, are one unit, and so
    are those joined through a third. The link with the highest certainty stands for the unit, a
    synthesis before a primary study where they are equal. The order of the links does not matter.
    """
    ranked = sorted(side, key=_precedence)
    keys = {evidence.link.citekey for evidence in side}
    groups: list[tuple[set[str], list[int]]] = []
    for rank, evidence in enumerate(ranked):
        ties, ranks = _ties(evidence, keys), [rank]
        apart = []
        for group in groups:
            if ties.isdisjoint(group[0]):
                apart.append(group)
            else:
                ties |= group[0]
                ranks += group[1]
        groups = [*apart, (ties, ranks)]
    by_rank = sorted(sorted(ranks) for _, ranks in groups)
    return [_unit([ranked[rank] for rank in ranks]) for ranks in by_rank]


def sources_of(side: Iterable[Evidence]) -> list[Source]:
    """The sources of these links, each once, by citekey."""
    found = {e.source.key: e.source for e in side if e.source}
    return [found[key] for key in sorted(found)]


def _ties(evidence: Evidence, keys: Set[str]) -> set[str]:
    ties = {f"key {evidence.link.citekey}"}
    if evidence.source:
        appraisal = evidence.source.appraisal
        ties |= {f"key {key}" for key in appraisal.includes if key in keys}
        if appraisal.study:
            ties.add(f"study {appraisal.study}")
    return ties


def _unit(members: Sequence[Evidence]) -> Unit:
    first = members[0]
    return Unit(
        citekey=first.link.citekey,
        certainty=Certainty(first.certainty or Certainty.VERY_LOW),
        is_synthesis=_is_synthesis(first),
        members=tuple(dict.fromkeys(member.link.citekey for member in members)),
    )


def _precedence(evidence: Evidence) -> tuple[int, bool, str, int]:
    return (
        -(evidence.certainty or 0),
        not _is_synthesis(evidence),
        evidence.link.citekey,
        evidence.link.location.line,
    )


def _is_synthesis(evidence: Evidence) -> bool:
    design = evidence.source.appraisal.design if evidence.source else None
    return design is not None and design.is_synthesis
