"""From weighed links to a verdict: the direction, and the rung of each side.

The ladder follows van Tulder et al., Spine 2003;28:1290-1299 and the best-evidence synthesis of the
Institute for Work & Health; that any contradiction is a conflict, whatever the counts, follows
ClinVar and CLIMATE-FEVER; the Cochrane Handbook, chapter 12, says why votes are not counted.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from evtrack.appraisal.units import Role, Unit, roles, units
from evtrack.config import Thresholds
from evtrack.model import Evidence, Link
from evtrack.words import Level, Stance, Support

LOWERED = {
    Level.STRONG: Support.MODERATE,
    Level.MODERATE: Support.WEAK,
    Level.WEAK: Support.WEAK,
}
"""The support that an explained contradiction leaves of what a side would carry."""


class Balance(NamedTuple):
    """Where the eligible links of a claim point, and how high each side stands.

    `unexplained` are the citekeys that contradict without an explanation, `explained` those whose
    contradiction has one, and `mixed` those that say both.
    """

    support: Support
    pro: Level | None
    against: Level | None
    pro_units: tuple[Unit, ...]
    against_units: tuple[Unit, ...]
    unexplained: tuple[str, ...]
    mixed: tuple[str, ...]
    explained: tuple[str, ...]


class Standing(NamedTuple):
    """Where a claim stands: its support, and the rungs of the two sides."""

    support: Support
    pro: Level | None = None
    against: Level | None = None


def standing_on(evidence: Iterable[Evidence], thresholds: Thresholds) -> Standing:
    """Where a claim with these links stands."""
    found = balance(evidence, thresholds)
    return Standing(found.support, found.pro, found.against)


def standings_without_each(
    evidence: Sequence[Evidence], thresholds: Thresholds
) -> Iterator[tuple[str, Standing]]:
    """Where the claim would stand without each of the sources that count, by citekey."""
    tried: dict[Role, Standing] = {}
    for key, role in sorted(roles([e for e in evidence if e.counted]).items()):
        if role not in tried:
            tried[role] = standing_on((e for e in evidence if e.link.citekey != key), thresholds)
        yield key, tried[role]


def balance(evidence: Iterable[Evidence], thresholds: Thresholds) -> Balance:
    """The verdict over these links; those that are not eligible are passed over."""
    counted = [e for e in evidence if e.counted]
    pro = units([e for e in counted if e.link.stance is not Stance.CONTRADICTS])
    against = units([e for e in counted if e.link.stance is not Stance.SUPPORTS])
    contradicting = [e.link for e in counted if e.link.stance is Stance.CONTRADICTS]
    unexplained = _keys(link for link in contradicting if not link.explained)
    mixed = _keys(e.link for e in counted if e.link.stance is Stance.MIXED)
    pro_rung = rung(pro, thresholds) if pro else None
    return Balance(
        support=_support(pro_rung, bool(against), bool(unexplained or mixed)),
        pro=pro_rung,
        against=rung(against, thresholds) if against else None,
        pro_units=tuple(pro),
        against_units=tuple(against),
        unexplained=unexplained,
        mixed=mixed,
        explained=_keys(link for link in contradicting if link.explained),
    )


def rung(side: Sequence[Unit], thresholds: Thresholds) -> Level:
    """The rung of the ladder that the units of one side reach."""
    if _carried_at(side, thresholds.strong_certainty, thresholds.units):
        return Level.STRONG
    if any(unit.certainty >= thresholds.strong_certainty for unit in side):
        return Level.MODERATE
    if _carried_at(side, thresholds.moderate_certainty, thresholds.units):
        return Level.MODERATE
    return Level.WEAK


def _carried_at(side: Sequence[Unit], certainty: int, enough: int) -> bool:
    there = [unit for unit in side if unit.certainty >= certainty]
    return len(there) >= enough or any(unit.is_synthesis for unit in there)


def _keys(links: Iterable[Link]) -> tuple[str, ...]:
    return tuple(sorted({link.citekey for link in links}))


def _support(pro: Level | None, contradicted: bool, open_conflict: bool) -> Support:
    if pro is None:
        # An explanation settles a conflict between sources; where nothing supports the claim,
        # there is no conflict for it to settle.
        return Support.CONTRADICTED if contradicted else Support.UNSUPPORTED
    if open_conflict:
        return Support.MIXED
    return LOWERED[pro] if contradicted else Support(pro)
