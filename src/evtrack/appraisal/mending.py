"""What would mend a claim: small changes after which its wording fits what is found.

Each is a promise that the judge keeps: make the change, judge again, and the claim stands where the
change says, stated as its support allows. None foretells what the evidence is; that, only the
sources do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from evtrack.appraisal.ladder import LOWERED, Balance, balance, rung
from evtrack.appraisal.units import Unit
from evtrack.appraisal.verdict import calibrate
from evtrack.config import Thresholds
from evtrack.model import Verdict
from evtrack.phrases import listed_briefly
from evtrack.words import Calibration, Certainty, Level, Stance, Stated, Support

_MOST_TO_LINK = 5
_NAMED = 3


class Restate(NamedTuple):
    """State the claim in another way. `like` are sources that speak for and against it alike."""

    stated: Stated
    like: tuple[str, ...] = ()


class Correct(NamedTuple):
    """Turn the claim into what these sources, which contradict it, say."""

    sources: tuple[str, ...]


class Remove(NamedTuple):
    """Take the claim out of the article."""


class Explain(NamedTuple):
    """Say in `explained` why these sources do not bear on the claim."""

    sources: tuple[str, ...]


class LinkMore(NamedTuple):
    """Link so many sources more that support the claim, each of at least this certainty.

    They are independent of each other and of those that are linked. `beside` are the sources that
    are as certain already.
    """

    number: int
    certainty: int
    is_synthesis: bool = False
    beside: tuple[str, ...] = ()


class MendRows(NamedTuple):
    """Mend the claim's rows, or give it the text that it lacks: it can't be judged before."""

    lacks_text: bool = False


class MendLinks(NamedTuple):
    """Mend the links to these sources: what they say of the claim can't be judged before."""

    sources: tuple[str, ...]


Change = Restate | Correct | Remove | Explain | LinkMore | MendRows | MendLinks


class Way(NamedTuple):
    """One change that would do, and the support that the claim would have then.

    The support is None where no claim is left to be judged, or where the judge can't tell before.
    `stated` is how the sentence must be put along with the change; None where it fits as it is.
    """

    change: Change
    support: Support | None
    stated: Stated | None = None


def ways_to_mend(verdict: Verdict, thresholds: Thresholds) -> tuple[Way, ...]:
    """Each way for itself would do; what can't be judged yet has to be mended before any other.

    More evidence is asked for up to moderate support, which a firm statement may rest on.
    """
    return tuple(_worded(way, verdict.claim.stated) for way in _ways(verdict, thresholds))


def _worded(way: Way, stated: Stated) -> Way:
    """The way, with the wording that its support asks for."""
    if way.support is None or isinstance(way.change, Restate):
        return way
    fitting = {Calibration.OVERSTATED: Stated.HEDGED, Calibration.UNDERSTATED: Stated.FIRM}
    return way._replace(stated=fitting.get(calibrate(stated, way.support)))


def _ways(verdict: Verdict, thresholds: Thresholds) -> tuple[Way, ...]:
    if not verdict.claim.is_whole or not verdict.claim.text:
        return (Way(MendRows(lacks_text=verdict.claim.is_whole), None),)
    if broken := _broken(verdict):
        return (Way(MendLinks(broken), None),)
    found = balance(verdict.evidence, thresholds)
    match verdict.support:
        case Support.CONTRADICTED:
            return tuple(_of_contradicted(verdict, found, thresholds))
        case Support.UNSUPPORTED:
            return tuple(_of_unsupported(verdict, thresholds))
        case Support.MIXED:
            return tuple(_of_mixed(verdict, found))
        case Support.WEAK:
            return tuple(_of_weak(verdict, found, thresholds))
    if verdict.calibration is Calibration.UNDERSTATED:
        return (Way(Restate(Stated.FIRM), verdict.support),)
    return ()


def mend(verdict: Verdict, thresholds: Thresholds) -> str:
    """The ways in one sentence; blank where there is nothing to mend."""
    ways = ways_to_mend(verdict, thresholds)
    return _in_words(ways, verdict) if ways else ""


def _broken(verdict: Verdict) -> tuple[str, ...]:
    """The sources of links that can't be judged as they stand and might count if they could."""
    unread = (e.link for e in verdict.evidence if e.source is None or e.link.stance is None)
    return tuple(
        dict.fromkeys(link.citekey for link in unread if link.stance is not Stance.MENTIONS)
    )


def _of_contradicted(verdict: Verdict, found: Balance, thresholds: Thresholds) -> Iterator[Way]:
    turned = rung(found.against_units, thresholds)
    yield Way(Correct((*found.unexplained, *found.explained)), Support(turned))
    if not found.unexplained:
        wanted = Level.STRONG if verdict.claim.stated is Stated.FIRM else Level.WEAK
        yield from _links(wanted, found, thresholds)


def _of_unsupported(verdict: Verdict, thresholds: Thresholds) -> Iterator[Way]:
    wanted = Level.MODERATE if verdict.claim.stated is Stated.FIRM else Level.WEAK
    yield from _links(wanted, balance((), thresholds), thresholds)
    yield Way(Remove(), None)


def _of_mixed(verdict: Verdict, found: Balance) -> Iterator[Way]:
    if verdict.claim.stated is Stated.MIXED:
        return
    yield Way(Restate(Stated.MIXED, found.mixed), Support.MIXED)
    if found.pro and not found.mixed:  # what speaks for it too can't be explained away
        yield Way(Explain(found.unexplained), LOWERED[found.pro])


def _of_weak(verdict: Verdict, found: Balance, thresholds: Thresholds) -> Iterator[Way]:
    if verdict.claim.stated is Stated.FIRM:
        yield Way(Restate(Stated.HEDGED), Support.WEAK)
    yield from _links(Level.STRONG if found.explained else Level.MODERATE, found, thresholds)


def _links(wanted: Level, found: Balance, thresholds: Thresholds) -> Iterator[Way]:
    """The least that lifts the side for the claim to a rung or above it."""
    asked = list(dict.fromkeys(_enough(wanted, found.pro_units, thresholds)))
    for link in asked:
        if any(_asks_less(other, link) for other in asked if other != link):
            continue
        new = Unit("", Certainty(link.certainty), link.is_synthesis, ())
        reached = rung([*found.pro_units, *[new] * link.number], thresholds)
        yield Way(link, LOWERED[reached] if found.explained else Support(reached))


def _enough(wanted: Level, side: Sequence[Unit], thresholds: Thresholds) -> Iterator[LinkMore]:
    if wanted is Level.WEAK:
        yield LinkMore(1, Certainty.VERY_LOW)
        return
    is_strong = wanted is Level.STRONG
    least = thresholds.strong_certainty if is_strong else thresholds.moderate_certainty
    there = tuple(unit.citekey for unit in side if unit.certainty >= least)
    yield LinkMore(1, least, is_synthesis=True)
    if thresholds.units - len(there) <= _MOST_TO_LINK:
        yield LinkMore(thresholds.units - len(there), least, beside=there)
    if not is_strong:
        yield LinkMore(1, thresholds.strong_certainty)


def _asks_less(one: LinkMore, other: LinkMore) -> bool:
    return (
        one.number <= other.number
        and one.certainty <= other.certainty
        and one.is_synthesis <= other.is_synthesis
    )


# In words


def _in_words(ways: Sequence[Way], verdict: Verdict) -> str:
    links = [way for way in ways if isinstance(way.change, LinkMore)]
    if links and verdict.support is Support.WEAK and verdict.claim.stated is not Stated.FIRM:
        fits = "the hedge fits; " if verdict.claim.stated is Stated.HEDGED else ""
        said = f"{fits}{_sources(links)} would make it {links[0].support}"
    else:
        said = ", or ".join(_clauses(ways))
    return f"{said[0].upper()}{said[1:]}."


def _clauses(ways: Sequence[Way]) -> Iterator[str]:
    for are_links, alike in groupby(ways, lambda way: isinstance(way.change, LinkMore)):
        if are_links:
            links = list(alike)
            weak = " (which makes it weak at least)" if links[0].support is Support.WEAK else ""
            yield f"link {_sources(links)}{weak}{_firmly(links[0])}"
        else:
            yield from map(_clause, alike)


def _clause(way: Way) -> str:
    match way.change:
        case Restate(Stated.MIXED, like):
            speaks = "speaks" if len(like) == 1 else "speak"
            both = f" ({_named(like)} {speaks} for and against it)" if like else ""
            return f"say that the evidence conflicts{both}"
        case Restate(Stated.HEDGED):
            return "hedge the sentence"
        case Restate():
            return f"state it firmly, as {way.support} support allows"
        case Correct(sources):
            verb = "contradicts" if len(sources) == 1 else "contradict"
            corrected = f"{'and hedge ' if way.stated is Stated.HEDGED else ''}the sentence"
            return f"correct {corrected}, which {_named(sources)} {verb}{_firmly(way)}"
        case Explain(sources):
            bears = "does not bear" if len(sources) == 1 else "do not bear"
            hedged = " and hedge the sentence" if way.stated is Stated.HEDGED else _firmly(way)
            left = f"(which leaves it {way.support})"
            return f"explain why {_named(sources)} {bears} on it{hedged} {left}"
        case MendRows(lacks_text=True):
            return "write the text of the claim first: the verdict may hang on it"
        case MendRows():
            return "mend the claim's rows first: what could not be read may change the verdict"
        case MendLinks(sources):
            links = "link" if len(sources) == 1 else "links"
            return f"mend the {links} to {_named(sources)} first: the verdict may hang on it"
    return "take the sentence out"


def _firmly(way: Way) -> str:
    return ", and state it firmly" if way.stated is Stated.FIRM else ""


def _sources(ways: Sequence[Way]) -> str:
    """The first of the sources that would do, and others of the same certainty."""
    links = [way.change for way in ways if isinstance(way.change, LinkMore)]
    certainty = links[0].certainty
    alike = [link for link in links if link.certainty == certainty]
    numbers = " or ".join(map(_number_of, alike))
    if certainty == Certainty.VERY_LOW:
        return f"{numbers} in support"
    return (
        f"{numbers} at {Certainty(certainty)}{'' if certainty == Certainty.HIGH else ' or better'}"
    )


def _number_of(link: LinkMore) -> str:
    noun = "synthesis" if link.is_synthesis else "source"
    if link.beside:
        number = "one" if link.number == 1 else str(link.number)
        plural = "" if link.number == 1 else "s"
        return f"{number} more independent {noun}{plural}, beside {_named(link.beside)},"
    return f"a {noun}" if link.number == 1 else f"{link.number} independent {noun}s"


def _named(sources: Sequence[str]) -> str:
    return listed_briefly(sources, _NAMED)
