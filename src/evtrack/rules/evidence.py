"""What the judgement says of the claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evtrack.model import Problem, Source, Verdict
from evtrack.phrases import listed_briefly
from evtrack.rules.fields import about
from evtrack.rules.rule import Context
from evtrack.words import Calibration, Stance, Stated, Support

if TYPE_CHECKING:
    from evtrack.appraisal.withdrawal import Unretracted

_FOUND = {
    Support.WEAK: "its support is weak",
    Support.MIXED: "its sources are in conflict",
    Support.CONTRADICTED: "its sources contradict it",
    Support.UNSUPPORTED: "nothing supports it",
}

# What they find hides a link from the judge, and with the last a stance.
_HIDE_A_LINK = {
    *("unreadable-row", "missing-citekey", "unknown-citekey", "citekey-case", "missing-stance"),
}
_HIDES_A_STANCE = "unknown-word"

_Judged = tuple[Verdict, tuple[str, ...]]
"""A verdict that a rule reports, and the retracted sources without which it would not."""


def unsupported_claim(context: Context) -> Iterator[Problem]:
    """A claim without a single link that counts.

    Why it matters: the article asks to be believed on its word. Of a claim with a row or a
    link to mend, which can't be read or whose citekey or stance is missing or unknown, this and the
    rules after it say nothing yet.

    Example: a claim whose only source merely mentions the subject.

    What to do: find a source and link it, hedge the sentence, or take it out.
    """
    for verdict, because_of in _with_support(context, Support.UNSUPPORTED):
        yield _problem(
            context,
            verdict,
            f"{verdict.claim.id} is unsupported: {_why_nothing_counts(verdict)}",
            "Link a source that supports it, or take the sentence out.",
            because_of,
        )


def contradicted_claim(context: Context) -> Iterator[Problem]:
    """A claim that its sources contradict, with none in support.

    Why it matters: as far as the linked evidence goes, the sentence is wrong.

    Example: a claim that a treatment works, whose only linked trial found no difference.

    What to do: correct the sentence; if other evidence supports it, link that.
    """
    for verdict, because_of in _with_support(context, Support.CONTRADICTED):
        yield _problem(
            context,
            verdict,
            f"{verdict.claim.id} is contradicted ({verdict.against} against, nothing for)",
            "Correct the sentence, or link evidence that supports it.",
            because_of,
        )


def mixed_claim(context: Context) -> Iterator[Problem]:
    """A claim with sources on both sides, which the article states as if there were none.

    Why it matters: readers learn only one side. A claim `stated` as `mixed` is not reported: there
    the article says so itself.

    Example: one study supports a claim, another contradicts it, and `explained` is blank.

    What to do: say in the article that the evidence conflicts; where a contradiction does not bear
    on the claim, write the reason in `explained`.
    """
    for verdict, because_of in _with_support(context, Support.MIXED):
        if verdict.claim.stated is not Stated.MIXED:
            yield _problem(
                context,
                verdict,
                f"{verdict.claim.id} is mixed: {verdict.pro} for, {verdict.against} against",
                "Say that the evidence conflicts, or say in `explained` why it does not.",
                because_of,
            )


def weak_claim(context: Context) -> Iterator[Problem]:
    """A claim that is supported, but only weakly.

    Why it matters: one better study could overturn it.

    Example: a claim of benefit that rests on a single case series.

    What to do: look for a synthesis or a second independent study, or hedge the sentence.
    """
    for verdict, because_of in _with_support(context, Support.WEAK):
        yield _problem(
            context,
            verdict,
            f"the support of {verdict.claim.id} is weak",
            "Link a synthesis or a second independent study of at least moderate certainty, or "
            "hedge the sentence.",
            because_of,
        )


def overstated_claim(context: Context) -> Iterator[Problem]:
    """A claim stated firmly on support that does not carry it.

    Why it matters: readers take a firm sentence for settled knowledge.

    Example: "X causes Y" where the support is weak, mixed, contradicted or absent.

    What to do: hedge the sentence and set `stated`, or strengthen the support.
    """
    for verdict, because_of in _with_calibration(context, Calibration.OVERSTATED):
        yield _problem(
            context,
            verdict,
            f"{verdict.claim.id} is stated firmly, and {_FOUND[verdict.support]}",
            "Correct the sentence, or link evidence that supports it."
            if verdict.support is Support.CONTRADICTED
            else "Hedge the sentence and set `stated` to hedged, mixed or open.",
            because_of,
        )


def understated_claim(context: Context) -> Iterator[Problem]:
    """A claim stated as open or conflicting, though its support is strong.

    Why it matters: readers are left in doubt about what is well known.

    Example: "nobody knows whether X helps" where two good syntheses agree that it does.

    What to do: state it as firmly as the sources do.
    """
    for verdict, because_of in _with_calibration(context, Calibration.UNDERSTATED):
        yield _problem(
            context,
            verdict,
            f"{verdict.claim.id} is stated as {verdict.claim.stated}, and its support is "
            f"{verdict.support}",
            "State it as firmly as its sources do.",
            because_of,
        )


def circular_support(context: Context) -> Iterator[Problem]:
    """All that supports a claim was written or published by the people behind the article.

    Why it matters: the article vouches for itself; nobody independent has looked.

    Example: a magazine's claim that rests on an earlier issue of the magazine. Whose names are the
    article's own, `own-names` in the config says; without it nothing is looked for.

    What to do: link a source of somebody else, or say in the article whose finding it is.
    """
    if not context.ledger.config.own_names:
        return
    from evtrack.appraisal.authors import OwnNames  # late: `explain` needs no judge

    own = OwnNames.of(context.ledger.config.own_names)
    behind: dict[str, str] = {}
    for verdict in context.verdicts.values():
        support = {source.key: source for source in _supporting(verdict)}
        for key, source in support.items():
            if key not in behind:
                behind[key] = own.behind(source)
        if support and all(behind[key] for key in support):
            whose = [f"{key} (`{behind[key]}`)" for key in support]
            yield _problem(
                context,
                verdict,
                f"{verdict.claim.id} rests only on sources of the article's own authors or "
                f"publisher: {listed_briefly(whose)}",
                "Link a source of somebody else, or say in the article whose finding it is.",
            )


def shared_single_source(context: Context) -> Iterator[Problem]:
    """Several claims rest on one and the same source, and on nothing else.

    Why it matters: if that source errs or is retracted, they all fall; no claim shows it alone.

    Example: five claims of an article, each linked to the same patient leaflet only.

    What to do: link a second, independent source, to the firmest of the claims first.
    """
    resting: dict[str, list[str]] = {}
    for verdict in context.verdicts.values():
        keys = {evidence.link.citekey for evidence in verdict.evidence if evidence.counted}
        if len(keys) == 1 and verdict.pro:
            resting.setdefault(keys.pop(), []).append(verdict.claim.id)
    for key, claims in sorted(resting.items()):
        if len(claims) > 1:
            yield about(
                context.ledger.sources[key],
                f"{len(claims):,} claims rest on {key} alone: {listed_briefly(claims)}",
                "Link a second, independent source, to the firmest of these claims first.",
            )


def _supporting(verdict: Verdict) -> Iterator[Source]:
    for evidence in verdict.evidence:
        supports = evidence.link.stance in (Stance.SUPPORTS, Stance.MIXED)
        if evidence.counted and evidence.source and supports:
            yield evidence.source


def _why_nothing_counts(verdict: Verdict) -> str:
    reasons = [
        f"{e.link.citekey} {e.reasons[0].removeprefix('not counted: ')}" for e in verdict.evidence
    ]
    return listed_briefly(reasons, between="; ") if reasons else "no source is linked"


def _with_support(context: Context, support: Support) -> Iterator[_Judged]:
    for verdict in _judged(context):
        if verdict.support is support:
            before = _better_before_retractions(context, verdict)
            yield verdict, _sources(before)


def _with_calibration(context: Context, calibration: Calibration) -> Iterator[_Judged]:
    from evtrack.appraisal.verdict import calibrate  # late: `explain` needs no judge

    for verdict in _judged(context):
        if verdict.calibration is calibration:
            before = _better_before_retractions(context, verdict)
            stated = verdict.claim.stated
            was_so = not before or calibrate(stated, before.standing.support) is calibration
            yield verdict, () if was_so else _sources(before)


def _sources(before: Unretracted | None) -> tuple[str, ...]:
    return tuple(sorted(before.keys)) if before else ()


def _better_before_retractions(context: Context, verdict: Verdict) -> Unretracted | None:
    """Where a claim would stand if its retracted sources counted, if that is better than it is."""
    before = context.unretracted.get(verdict.claim.id)
    return before if before and before.standing.support.rank < verdict.support.rank else None


def _judged(context: Context) -> Iterator[Verdict]:
    """The verdicts, less those without a row or a link that an earlier finding asks to mend.

    What such a link would say is not known, and so neither is what the claim's support is.
    """
    told = {(finding.rule, finding.problem.subject) for finding in context.found}
    for verdict in context.verdicts.values():
        hiding = _HIDE_A_LINK
        if any(evidence.link.stance is None for evidence in verdict.evidence):
            hiding = _HIDE_A_LINK | {_HIDES_A_STANCE}
        if told.isdisjoint((rule, verdict.claim.id) for rule in hiding):
            yield verdict


def _problem(
    context: Context,
    verdict: Verdict,
    message: str,
    help: str,
    because_of: tuple[str, ...] = (),
) -> Problem:
    problem = context.problem(verdict.claim, "claim", message, help)
    return problem._replace(because_of=because_of)
