"""What the judgement says of the claims."""

from collections.abc import Iterator

from evtrack.model import Problem, Verdict
from evtrack.rules.rule import Context
from evtrack.words import Calibration, Stated, Support

_FOUND = {
    Support.WEAK: "its support is weak",
    Support.MIXED: "its sources are in conflict",
    Support.CONTRADICTED: "its sources contradict it",
    Support.UNSUPPORTED: "nothing supports it",
}


def unsupported_claim(context: Context) -> Iterator[Problem]:
    """A claim without a single link that counts.

    Why it matters: the article asks to be believed on its word.

    Example: a claim whose only source merely mentions the subject.

    What to do: find a source and link it, hedge the sentence, or take it out.
    """
    for verdict in _with_support(context, Support.UNSUPPORTED):
        yield _problem(
            context,
            verdict,
            f"{verdict.claim.id} is unsupported: {_why_nothing_counts(verdict)}",
            "Link a source that supports it, or take the sentence out.",
        )


def contradicted_claim(context: Context) -> Iterator[Problem]:
    """A claim that its sources contradict, with none in support.

    Why it matters: as far as the linked evidence goes, the sentence is wrong.

    Example: a claim that a treatment works, whose only linked trial found no difference.

    What to do: correct the sentence; if other evidence supports it, link that.
    """
    for verdict in _with_support(context, Support.CONTRADICTED):
        yield _problem(
            context,
            verdict,
            f"{verdict.claim.id} is contradicted ({verdict.against} against, nothing for)",
            "Correct the sentence, or link evidence that supports it.",
        )


def mixed_claim(context: Context) -> Iterator[Problem]:
    """A claim with sources on both sides, which the article states as if there were none.

    Why it matters: readers learn only one side. A claim `stated` as `mixed` is not reported: there
    the article says so itself.

    Example: one study supports a claim, another contradicts it, and `explained` is blank.

    What to do: say in the article that the evidence conflicts; where a contradiction does not bear
    on the claim, write the reason in `explained`.
    """
    for verdict in _with_support(context, Support.MIXED):
        if verdict.claim.stated is not Stated.MIXED:
            yield _problem(
                context,
                verdict,
                f"{verdict.claim.id} is mixed: {verdict.pro} for, {verdict.against} against",
                "Say that the evidence conflicts, or say in `explained` why it does not.",
            )


def weak_claim(context: Context) -> Iterator[Problem]:
    """A claim that is supported, but only weakly.

    Why it matters: one better study could overturn it.

    Example: a claim of benefit that rests on a single case series.

    What to do: look for a synthesis or a second independent study, or hedge the sentence.
    """
    for verdict in _with_support(context, Support.WEAK):
        yield _problem(
            context,
            verdict,
            f"the support of {verdict.claim.id} is weak",
            "Link a synthesis or a second independent study of at least moderate certainty, or "
            "hedge the sentence.",
        )


def overstated_claim(context: Context) -> Iterator[Problem]:
    """A claim stated firmly on support that does not carry it.

    Why it matters: readers take a firm sentence for settled knowledge.

    Example: "X causes Y" where the support is weak, mixed, contradicted or absent.

    What to do: hedge the sentence and set `stated`, or strengthen the support.
    """
    for verdict in _with_calibration(context, Calibration.OVERSTATED):
        yield _problem(
            context,
            verdict,
            f"{verdict.claim.id} is stated firmly, and {_FOUND[verdict.support]}",
            "Correct the sentence, or link evidence that supports it."
            if verdict.support is Support.CONTRADICTED
            else "Hedge the sentence and set `stated` to hedged, mixed or open.",
        )


def understated_claim(context: Context) -> Iterator[Problem]:
    """A claim stated as open or conflicting, though its support is strong.

    Why it matters: readers are left in doubt about what is well known.

    Example: "nobody knows whether X helps" where two good syntheses agree that it does.

    What to do: state it as firmly as the sources do.
    """
    for verdict in _with_calibration(context, Calibration.UNDERSTATED):
        yield _problem(
            context,
            verdict,
            f"{verdict.claim.id} is stated as {verdict.claim.stated}, and its support is "
            f"{verdict.support}",
            "State it as firmly as its sources do.",
        )


def _why_nothing_counts(verdict: Verdict) -> str:
    reasons = (
        f"{e.link.citekey} {e.reasons[0].removeprefix('not counted: ')}" for e in verdict.evidence
    )
    return "; ".join(reasons) or "no source is linked"


def _with_support(context: Context, support: Support) -> Iterator[Verdict]:
    return (verdict for verdict in context.verdicts.values() if verdict.support is support)


def _with_calibration(context: Context, calibration: Calibration) -> Iterator[Verdict]:
    return (v for v in context.verdicts.values() if v.calibration is calibration)


def _problem(context: Context, verdict: Verdict, message: str, help_text: str) -> Problem:
    claim = verdict.claim
    return Problem(message, context.cell(claim, "claim"), subject=claim.id, help=help_text)
