"""The verdict on one claim: a pure function of the claim, its links and their sources."""

from collections.abc import Iterable, Mapping, Sequence, Set
from types import MappingProxyType

from evtrack.appraisal.authors import share_an_author
from evtrack.appraisal.certainty import Criteria, weigh
from evtrack.appraisal.ladder import Balance, balance, standings_without_each
from evtrack.appraisal.reasons import reasons_for, wording
from evtrack.appraisal.units import sources_of
from evtrack.model import Backing, Claim, Evidence, Link, Location, Source, Verdict
from evtrack.words import Calibration, Flag, Stated, Support

_OVERSTATED = {Support.WEAK, Support.MIXED, Support.CONTRADICTED, Support.UNSUPPORTED}


def judge_claim(
    claim: Claim,
    links: Iterable[Link],
    sources: Mapping[str, Source],
    criteria: Criteria,
    backing: Mapping[Location, Backing] = MappingProxyType({}),
) -> Verdict:
    """The verdict on a claim from its own links, with every step in words.

    `backing` is that of links, by the places of their rows.
    """
    evidence = tuple(
        weigh(link, sources.get(link.citekey), claim.question, criteria, backing.get(link.location))
        for link in links
    )
    found = balance(evidence, criteria.thresholds)
    calibration = calibrate(claim.stated, found.support)
    without = standings_without_each(evidence, criteria.thresholds)
    fragile = {key: s.support for key, s in without if s.support is not found.support}
    return Verdict(
        claim=claim,
        support=found.support,
        pro=found.pro,
        against=found.against,
        calibration=calibration,
        reasons=(
            *reasons_for(evidence, found, criteria.thresholds),
            wording(claim.stated, found.support, calibration),
            *(f"Without {key} the verdict would be {s}." for key, s in fragile.items()),
        ),
        flags=_in_order(_flags(evidence, found)),
        fragile=fragile,
        evidence=evidence,
    )


def calibrate(stated: Stated, support: Support) -> Calibration:
    """Whether the article says more, or less, than its sources carry."""
    if stated is Stated.FIRM and support in _OVERSTATED:
        return Calibration.OVERSTATED
    if stated in (Stated.OPEN, Stated.MIXED) and support is Support.STRONG:
        return Calibration.UNDERSTATED
    return Calibration.CALIBRATED


def _flags(evidence: Sequence[Evidence], found: Balance) -> set[Flag]:
    counted = [e for e in evidence if e.counted]
    flags = {flag for e in counted for flag in e.flags}
    sources = sources_of(counted)
    independent = len({unit.members for unit in (*found.pro_units, *found.against_units)})
    if independent == 1:
        flags.add(Flag.SINGLE_SOURCE)
    if sources and all(source.appraisal.preprint for source in sources):
        flags.add(Flag.PREPRINT_ONLY)
    if independent > 1 and share_an_author(sources):
        flags.add(Flag.SAME_AUTHOR)
    return flags


def _in_order(flags: Set[Flag]) -> tuple[Flag, ...]:
    return tuple(flag for flag in Flag if flag in flags) if flags else ()
