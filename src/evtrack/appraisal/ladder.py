"""From weighed links to a verdict: the direction, and the rung of each side.

The ladder follows van Tulder et al., Spine 2003;28:1290-1299 and the best-evidence synthesis of the
Institute for Work & Health; that any contradiction is a conflict, whatever the counts, follows
ClinVar and CLIMATE-FEVER; the Cochrane Handbook, chapter 12, says why votes are not counted.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from evtrack.appraisal.units import Unit, units
from evtrack.config import Thresholds
from evtrack.model import Evidence
from evtrack.words import Level, Stance, Support

_LOWERED = {
    Level.STRONG: Support.MODERATE,
    Level.MODERATE: Support.WEAK,
    Level.WEAK: Support.WEAK,
}


class Balance(NamedTuple):
    """Where the eligible links of a claim point, and how high each side stands.

    `open_conflicts` are the citekeys that contradict without an explanation, or are mixed;
    `explained` those whose contradiction is explained.
    """

    support: Support
    pro: Level | None
    against: Level | None
    pro_units: tuple[Unit, ...]
    against_units: tuple[Unit, ...]
    open_conflicts: tuple[str, ...]
    explained: tuple[str, ...]


def balance(evidence: Iterable[Evidence], thresholds: Thresholds) -> Balance:
    """The verdict over these links; those that are not eligible are passed over."""
    counted = [e for e in evidence if e.counted]
    pro = units([e for e in counted if e.link.stance is not Stance.CONTRADICTS])
    against = units([e for e in counted if e.link.stance is not Stance.SUPPORTS])
    conflicts, explained = _conflicts(counted)
    pro_rung = rung(pro, thresholds) if pro else None
    return Balance(
        support=_support(pro_rung, bool(against), bool(conflicts)),
        pro=pro_rung,
        against=rung(against, thresholds) if against else None,
        pro_units=tuple(pro),
        against_units=tuple(against),
        open_conflicts=conflicts,
        explained=explained,
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


def _conflicts(counted: Sequence[Evidence]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    unexplained, explained = set(), set()
    for evidence in counted:
        link = evidence.link
        if link.stance is Stance.CONTRADICTS and link.explained:
            explained.add(link.citekey)
        elif link.stance is not Stance.SUPPORTS:
            unexplained.add(link.citekey)
    return tuple(sorted(unexplained)), tuple(sorted(explained))


def _support(pro: Level | None, contradicted: bool, open_conflict: bool) -> Support:
    if pro is None:
        # An explanation settles a conflict between sources; where nothing supports the claim,
        # there is no conflict for it to settle.
        return Support.CONTRADICTED if contradicted else Support.UNSUPPORTED
    if open_conflict:
        return Support.MIXED
    return _LOWERED[pro] if contradicted else Support(pro)
