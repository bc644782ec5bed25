"""The verdict on one claim: a pure function of the claim, its links and their sources."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from unicodedata import normalize

from evtrack.appraisal.certainty import Criteria, weigh
from evtrack.appraisal.ladder import Balance, balance
from evtrack.appraisal.units import Role, Unit, roles, sources_of
from evtrack.model import Claim, Evidence, Link, Source, Verdict
from evtrack.phrases import counted, listed
from evtrack.words import Calibration, Certainty, Flag, Level, Stance, Stated, Support

# A letter of its own keeps its name (`\ss`, `\o`), an accent goes (`\"`, `\v`).
_LETTER = re.compile(r"\\(ss|ae|oe|aa|AA|AE|OE|o|O|l|L|i|j)(?![a-zA-Z])")
_ACCENT_OR_BRACE = re.compile(r"\\(?:[a-zA-Z]+ ?|.)|[{}]")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i"})

_OVERSTATED = {Support.WEAK, Support.MIXED, Support.CONTRADICTED, Support.UNSUPPORTED}


def judge_claim(
    claim: Claim, links: Iterable[Link], sources: Mapping[str, Source], criteria: Criteria
) -> Verdict:
    """The verdict on a claim from its own links, with every step in words."""
    evidence = tuple(
        weigh(link, sources.get(link.citekey), claim.question, criteria) for link in links
    )
    found = balance(evidence, criteria.thresholds)
    calibration = calibrate(claim.stated, found.support)
    fragile = _fragile(evidence, found.support, criteria)
    return Verdict(
        claim=claim,
        support=found.support,
        pro=found.pro,
        against=found.against,
        calibration=calibration,
        reasons=(
            *_reasons(evidence, found, criteria),
            _wording(claim.stated, found.support, calibration),
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


def _fragile(
    evidence: Sequence[Evidence], support: Support, criteria: Criteria
) -> dict[str, Support]:
    changed = {}
    tried: dict[Role, Support] = {}
    for key, role in sorted(roles([e for e in evidence if e.counted]).items()):
        if role not in tried:
            rest = [e for e in evidence if e.link.citekey != key]
            tried[role] = balance(rest, criteria.thresholds).support
        if tried[role] is not support:
            changed[key] = tried[role]
    return changed


def _flags(evidence: Sequence[Evidence], found: Balance) -> set[Flag]:
    counted = [e for e in evidence if e.counted]
    flags = {flag for e in counted for flag in e.flags}
    sources = sources_of(counted)
    independent = len({unit.members for unit in (*found.pro_units, *found.against_units)})
    if independent == 1:
        flags.add(Flag.SINGLE_SOURCE)
    if sources and all(source.appraisal.preprint for source in sources):
        flags.add(Flag.PREPRINT_ONLY)
    if independent > 1 and _share_an_author(sources):
        flags.add(Flag.SAME_AUTHOR)
    return flags


def _in_order(flags: Set[Flag]) -> tuple[Flag, ...]:
    return tuple(flag for flag in Flag if flag in flags) if flags else ()


def _share_an_author(sources: Sequence[Source]) -> bool:
    return bool(set.intersection(*map(_author_names, sources)))


def _author_names(source: Source) -> set[tuple[str, str]]:
    return {(_plain(person.family), _plain(person.given)[:1]) for person in source.authors}


@lru_cache(maxsize=4096)  # the same few names, again and again
def _plain(name: str) -> str:
    """A name without its LaTeX and accents, in lower case."""
    name = _ACCENT_OR_BRACE.sub("", _LETTER.sub(r"\1", name)).casefold().translate(_LETTERS)
    return "".join(c for c in normalize("NFD", name) if c.isalpha() or c == " ").strip()


def _reasons(evidence: Sequence[Evidence], found: Balance, criteria: Criteria) -> Iterator[str]:
    yield _links_counted(evidence)
    for side, word in ((found.pro_units, "for"), (found.against_units, "against")):
        yield from _merged(side, word)
    yield _direction(found)
    if found.pro:
        yield _rung_in_words("for", found.pro, found.pro_units, criteria)
    if found.against:
        yield _rung_in_words("against", found.against, found.against_units, criteria)
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


def _rung_in_words(side: str, level: Level, found: Sequence[Unit], criteria: Criteria) -> str:
    thresholds = criteria.thresholds
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


def _wording(stated: Stated, support: Support, calibration: Calibration) -> str:
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
    return f"{listed(keys)} {'is' if len(keys) == 1 else 'are'} mixed itself" if keys else ""


def _at(certainty: int) -> str:
    return f"at {certainty}" if certainty == Certainty.HIGH else f"at {certainty} or more"
