"""The steps of a judgement in words, so that a reader can redo it by hand."""

from collections.abc import Iterator, Sequence

from evtrack.appraisal.ladder import Balance
from evtrack.appraisal.units import Unit
from evtrack.config import Thresholds
from evtrack.model import Evidence
from evtrack.phrases import counted, listed
from evtrack.words import Calibration, Certainty, Level, Stance, Stated, Support


def reasons_for(
    evidence: Sequence[Evidence], found: Balance, thresholds: Thresholds
) -> Iterator[str]:
    """Each step from the links to the support, in the order in which it is taken."""
    yield _links_counted(evidence)
    for side, word in ((found.pro_units, "for"), (found.against_units, "against")):
        yield from _merged(side, word)
    yield _direction(found)
    if found.pro:
        yield _rung_in_words("for", found.pro, found.pro_units, thresholds)
    if found.against:
        yield _rung_in_words("against", found.against, found.against_units, thresholds)
    if found.explained and found.pro and not (found.unexplained or found.mixed):
        yield (
            f"An explained contradiction ({', '.join(found.explained)}) lowers the support by one "
            f"level: {found.pro} to {found.support}."
            if found.support.value != found.pro.value
            else f"An explained contradiction ({', '.join(found.explained)}) stays visible; weak "
            "support has no level below it."
        )


def _links_counted(evidence: Sequence[Evidence]) -> str:
    if not evidence:
        return "No source is linked."
    counted = [e for e in evidence if e.counted]
    stances = [
        f"{n} {word}"
        for stance, word in (
            (Stance.SUPPORTS, "for"),
            (Stance.CONTRADICTS, "against"),
            (Stance.MIXED, "mixed"),
        )
        if (n := sum(e.link.stance is stance for e in counted))
    ]
    said = f" ({', '.join(stances)})" if stances else ""
    return f"Links that count: {len(counted)} of {len(evidence)}{said}."


def _merged(side: Sequence[Unit], word: str) -> Iterator[str]:
    for unit in side:
        if len(unit.members) > 1:
            yield (
                f"On the side {word} the claim, {listed(unit.members)} share a study or contain "
                f"one another, and are one unit; {unit.citekey} stands for it."
            )


def _direction(found: Balance) -> str:
    if found.support is Support.UNSUPPORTED:
        return "No eligible link: unsupported."
    if found.support is Support.CONTRADICTED:
        return "Every eligible link contradicts the claim: contradicted."
    if found.support is Support.MIXED:
        conflicts = (_contradict(found.unexplained), _are_mixed(found.mixed))
        return f"{'; '.join(filter(None, conflicts))}: mixed, whatever the counts."
    return "Nothing unexplained speaks against it: the ladder decides."


def _rung_in_words(side: str, level: Level, found: Sequence[Unit], thresholds: Thresholds) -> str:
    best = ", ".join(f"{unit.citekey} {unit.certainty}" for unit in found)
    needed = {
        Level.STRONG: (
            f"a synthesis, or {thresholds.units} units, {_at(thresholds.strong_certainty)}"
        ),
        Level.MODERATE: (
            f"a unit {_at(thresholds.strong_certainty)}, or a synthesis or {thresholds.units} "
            f"units {_at(thresholds.moderate_certainty)}"
        ),
        Level.WEAK: "not enough for moderate",
    }[level]
    return f"Ladder, {side}: {level} ({needed}); {counted(len(found), 'unit')}: {best}."


def wording(stated: Stated, support: Support, calibration: Calibration) -> str:
    """How the article states the claim, against what was found."""
    ways = {
        Stated.FIRM: "as firm",
        Stated.HEDGED: "with a hedge",
        Stated.MIXED: "as mixed evidence",
        Stated.OPEN: "as an open question",
    }
    verdict = {
        Calibration.OVERSTATED: "overstated",
        Calibration.UNDERSTATED: "understated",
        Calibration.CALIBRATED: "neither overstated nor understated",
    }
    return f"The article states it {ways[stated]}; found: {support}. It is {verdict[calibration]}."


def _contradict(keys: Sequence[str]) -> str:
    verb = "speaks" if len(keys) == 1 else "speak"
    return f"{listed(keys)} {verb} against it beside support, unexplained" if keys else ""


def _are_mixed(keys: Sequence[str]) -> str:
    verb = "speaks" if len(keys) == 1 else "speak"
    return f"{listed(keys)} {verb} for and against it" if keys else ""


def _at(certainty: int) -> str:
    return f"at {certainty}" if certainty == Certainty.HIGH else f"at {certainty} or more"
