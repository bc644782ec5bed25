"""The project's own settings. These rules come last: they look at what the others found."""

from collections.abc import Iterator

from evtrack.config import Acceptance
from evtrack.model import Location, Problem
from evtrack.rules.rule import Context, covers


def expired_acceptance(context: Context) -> Iterator[Problem]:
    """An acceptance whose last day has passed.

    Why it matters: the finding that it covered is back, and somebody had promised to see to it.

    Example: `until = 2025-12-31` in a run of 2026.

    What to do: mend the finding and remove the acceptance, or renew it with its reason.
    """
    for acceptance in context.ledger.config.accept:
        if not acceptance.holds_on(context.today):
            yield _problem(
                context, acceptance, f"expired on {acceptance.until} ({acceptance.reason})"
            )


def unused_acceptance(context: Context) -> Iterator[Problem]:
    """An acceptance that covers no finding.

    Why it matters: what it accepted is mended, or it is misspelt and accepts nothing; left there,
    it would hide the next finding of its kind.

    Example: `where = "C41"` in a project of 38 claims.

    What to do: remove it, or correct its `rule` and `where`.
    """
    for acceptance in context.ledger.config.accept:
        if not any(covers(acceptance, finding) for finding in context.found):
            yield _problem(context, acceptance, "covers no finding")


def _problem(context: Context, acceptance: Acceptance, what: str) -> Problem:
    return Problem(
        f"the acceptance of {acceptance.rule} for {acceptance.where} {what}",
        Location(context.ledger.config.file or "", acceptance.line),
        subject=acceptance.where,
        help="Remove it, or bring it up to date.",
    )
