"""Units of evidence: links that rest on the same study count once."""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from typing import NamedTuple

from evtrack.model import Evidence, Source
from evtrack.words import Certainty

Role = tuple[object, ...]


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
    if len(side) < 2:  # as most are
        return [_unit(side)] if side else []
    ranked = sorted(side, key=_precedence)
    keys = {evidence.link.citekey for evidence in side}
    above = list(range(len(ranked)))  # a forest: each leads to one of its unit that ranks higher
    holder: dict[str, int] = {}
    for rank, evidence in enumerate(ranked):
        for tie in _ties(evidence, keys):
            one, other = _top(above, holder.setdefault(tie, rank)), _top(above, rank)
            above[max(one, other)] = min(one, other)
    members: dict[int, list[Evidence]] = {}
    for rank, evidence in enumerate(ranked):
        members.setdefault(_top(above, rank), []).append(evidence)
    return [_unit(members[first]) for first in sorted(members)]


def _top(above: list[int], rank: int) -> int:
    while above[rank] != rank:
        above[rank] = rank = above[above[rank]]
    return rank


def roles(counted: Sequence[Evidence]) -> dict[str, Role]:
    """What each citekey contributes; taking away one or another of the same role is the same."""
    keys = {evidence.link.citekey for evidence in counted}
    ties = Counter(tie for e in counted for tie in _ties(e, keys))
    found: dict[str, Role] = {}
    for evidence in counted:
        link = evidence.link
        shared = any(ties[tie] > 1 for tie in _ties(evidence, keys))
        found[link.citekey] = (
            link.stance,
            evidence.certainty,
            _is_synthesis(evidence),
            bool(link.explained),
            link.citekey if shared else "",
        )
    return found


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
