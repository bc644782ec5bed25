"""Rationales held against the stored copies of their sources."""

from __future__ import annotations

from collections.abc import Iterator

from evtrack.model import Link, Problem
from evtrack.phrases import excerpt, quoted
from evtrack.quotations import RationaleCheck, RationaleFate, rationale_checks
from evtrack.rules.rule import Context

_LONGEST = 400  # characters of the source's words that a message repeats


def rationale_altered(context: Context) -> Iterator[Problem]:
    """The source does not say a rationale word for word, and says something near it.

    Why it matters: a rationale is the source's own words. One changed word, "not" or a number, can
    turn them round, and readers take the quotation for the source.

    Example: the rationale is "pain was less after 24 months", and `sources/ng2020.pdf` says "pain
    was less after 12 months". Line breaks, hyphens, ligatures, quotes, case and the marks of
    footnotes make no difference; words may be left out with `…`, and put in with `[brackets]`.

    What to do: copy the source's words, and see whether they still back the link's stance.
    """
    for link, check in _checked(context, RationaleFate.ALTERED):
        yield context.problem(
            link,
            "rationale",
            f"{check.copy_name} does not have the rationale of {link.claim_id} word for word: "
            f"{check.changes}",
            f"It says{_at(check)}: {_words(check)}. Quote it as it stands, and see whether it "
            "still backs the claim.",
        )


def rationale_not_found(context: Context) -> Iterator[Problem]:
    """The stored copy of a source has a rationale nowhere, nor anything near it.

    Why it matters: nobody can look the words up, and perhaps another source has them, or none. A
    paraphrase is not a rationale: what it leaves out or adds cannot be seen.

    Example: a quotation from a review stands in the row of a trial that the review cites.

    What to do: copy the source's own words; or correct the citekey; or put a whole copy in the
    place of one that lacks pages.
    """
    for link, check in _checked(context, RationaleFate.NOT_FOUND):
        nearest = ""
        if check.words:
            where = _at(check) and f",{_at(check)}"
            nearest = f"The nearest is {int(check.likeness)}% alike{where}: {_words(check)}. "
        yield context.problem(
            link,
            "rationale",
            f"{check.copy_name} does not have the rationale of {link.claim_id}",
            f"{nearest}Quote the words of {link.citekey} that back the claim, or correct the "
            "citekey.",
        )


def locator_mismatch(context: Context) -> Iterator[Problem]:
    """A rationale stands on another page, or under another heading, than its locator names.

    Why it matters: readers who look it up look in the wrong place, or the wrong words were quoted.

    Example: the locator is `p. 12`, and the words stand on page 3 of `sources/ng2020.pdf`. Pages
    are the file's own numbers or labels, the printed ones, or those counted from the first in the
    entry's `pages`; tables and figures are not judged.

    What to do: correct the locator, or quote the words that stand there.
    """
    for link, check in _checked(context, RationaleFate.VERIFIED):
        if check.is_elsewhere:
            yield context.problem(
                link,
                "locator",
                f"the rationale of {link.claim_id} stands{_at(check)} of {check.copy_name}, and "
                f"the locator says {quoted(link.locator)}",
                "Correct the locator, or quote the words that stand there.",
            )


def _checked(context: Context, fate: RationaleFate) -> Iterator[tuple[Link, RationaleCheck]]:
    checks = rationale_checks(context.ledger)
    for link in context.ledger.links:
        check = checks.get(link.location)
        if check and check.fate is fate:
            yield link, check


def _at(check: RationaleCheck) -> str:
    if check.pages:
        return f" on {check.where}"
    return f" in {check.where}" if check.where else ""


def _words(check: RationaleCheck) -> str:
    return f"`{excerpt(check.words, _LONGEST)}`"
