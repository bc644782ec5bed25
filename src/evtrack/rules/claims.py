"""Claims: what they say, and under which id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from evtrack.model import Claim, Link, Problem
from evtrack.phrases import listed_briefly, quoted
from evtrack.rules.likeness import earlier_likes
from evtrack.rules.rule import Context
from evtrack.words import Stance

_MOST_COMPARED = 4  # numbers of a claim, and of a rationale beside each of them


def missing_claim_text(context: Context) -> Iterable[Problem]:
    """A claim without a statement.

    Why it matters: nobody can judge what is not stated.

    Example: a `claim_id` that was mistyped on a claim's second row, and so became a claim.

    What to do: state the claim on its first row, or correct the id.
    """
    return context.unread("missing-claim-text")


def claim_disagrees(context: Context) -> Iterable[Problem]:
    """Two rows of one claim differ in its text, anchor, question or wording.

    Why it matters: it is not clear which of them is judged; the first one is.

    Example: `stated` is `firm` on the first row of C07 and `hedged` on its second.

    What to do: keep the claim's own cells on its first row and leave them blank on the others.
    """
    return context.unread("claim-disagrees")


def claim_id_collision(context: Context) -> Iterator[Problem]:
    """Two claim ids differ only in case or blanks.

    Why it matters: they are two claims to evtrack and one to a reader, so the links of one claim
    may be counted apart.

    Example: `C07` on one row and `c07`, or `C 07`, on another.

    What to do: write the id in one way, or give the claims ids that nobody confuses.
    """
    first: dict[str, Claim] = {}
    for claim in context.ledger.claims:
        before = first.setdefault(_id_without_case_and_blanks(claim), claim)
        if before is not claim:
            yield context.problem(
                claim,
                "claim_id",
                f"the id `{claim.id}` differs from `{before.id}` on line {before.location.line} "
                "only in case or blanks",
                f"Write `{before.id}` where the claim is the same, or give it another id.",
            )


def _id_without_case_and_blanks(claim: Claim) -> str:
    return "".join(claim.id.split()).casefold()


def similar_claims(context: Context) -> Iterator[Problem]:
    """Another claim says the same in nearly the same words.

    Why it matters: the evidence for one statement is spread over two claims, each of which looks
    weaker than it is, and a correction reaches only one.

    Example: "Tea improves sleep." and "Tea improves the sleep". Claims that differ in a number, a
    negation, a direction or the order of their words are never called similar; a claim of eight
    words or more may have one harmless word more.

    What to do: keep one of the claims with all the links, or say in words what sets them apart.
    """
    claims = context.ledger.claims
    for n, earlier in earlier_likes(claims).items():
        later = claims[n]
        if _id_without_case_and_blanks(later) != _id_without_case_and_blanks(earlier):
            yield context.problem(
                later,
                "claim",
                f"{later.id} says the same as {earlier.id} on line {earlier.location.line}, in "
                "nearly the same words",
                "Keep one of the two claims, or say in words what sets them apart.",
            )


def number_mismatch(context: Context) -> Iterator[Problem]:
    """A number in a claim that no rationale of its supporting links contains.

    Why it matters: a number is the easiest thing to copy wrongly, and the first that readers quote.

    Example: "24 months" where the quoted abstract says 12 months. Numbers are equal however they
    are written (`1,000`, `1000`; `50%`, `one in two`, `15 of 30`) and in other units (`2 years`),
    rounded or within a range. `33% lower` is a ratio of 0.67; `21%` is the rest of `79%`, since
    "did not" is said in many ways; `up to 40%` holds where the rationale says less. What stands in
    brackets is the editor's, except for intervals and the like. Only a claim whose supporting links
    all have a rationale is looked at: a source that is not quoted may hold it.

    What to do: correct the number, or quote the words that carry it in `rationale`.
    """
    for claim in context.ledger.claims:
        links = [
            link
            for link in context.ledger.links_of[claim.id]
            if link.stance in (Stance.SUPPORTS, Stance.MIXED)
        ]
        difference = _difference(claim, links) if all(link.rationale for link in links) else ""
        if difference:
            yield context.problem(
                claim,
                "claim",
                difference,
                "Correct the number, or quote the words that carry it in `rationale`.",
            )


def _difference(claim: Claim, links: Sequence[Link]) -> str:
    """What to say of the numbers that no rationale of these links holds; blank without any."""
    if not links:
        return ""
    from evtrack.numbers import mismatches, without_insertions  # late: patterns take 7 ms

    missing = mismatches(claim.text, [without_insertions(link.rationale) for link in links])
    compared = [number for number in missing if any(number.beside)][:_MOST_COMPARED]
    alone = [quoted(number.written) for number in missing if number not in compared]
    if compared:
        pairs = (f"says {quoted(n.written)}, and {_told_by(links, n.beside)}" for n in compared)
        rest = f"; {listed_briefly(alone)} {_stand(alone)} in none" if alone else ""
        return f"{claim.id} {'; it '.join(pairs)}{rest}"
    if alone:
        return (
            f"{listed_briefly(alone)} in {claim.id} {_stand(alone)} in no rationale of its "
            f"supporting links, which say {_numbers_of(links)}"
        )
    return ""


def _stand(numbers: Sequence[str]) -> str:
    return "stands" if len(numbers) == 1 else "stand"


def _told_by(links: Iterable[Link], beside: Iterable[Sequence[str]]) -> str:
    """What the rationales say that say something: `the rationale of ng2020 says ...`."""
    told = {
        link.citekey: listed_briefly([quoted(number) for number in numbers], _MOST_COMPARED)
        for link, numbers in zip(links, beside, strict=True)
        if numbers
    }
    if len(told) == 1:
        return "".join(f"the rationale of {key} says {numbers}" for key, numbers in told.items())
    by_source = [f"{numbers} ({key})" for key, numbers in told.items()]
    return f"its rationales say {listed_briefly(by_source, _MOST_COMPARED)}"


def _numbers_of(links: Iterable[Link]) -> str:
    from evtrack.numbers import numbers_as_written, without_insertions  # late: as above

    rationales = (without_insertions(link.rationale) for link in links)
    numbers = (number for rationale in rationales for number in numbers_as_written(rationale))
    texts = list(dict.fromkeys(numbers))
    return listed_briefly(texts) if texts else "no number"


def unknown_word(context: Context) -> Iterable[Problem]:
    """A controlled column or field holds a word that is not one of its words.

    Why it matters: the word was not understood, and its default, or nothing, was used instead.

    Example: `suports` in `stance`, or `randomised` in the `design` of an entry.

    What to do: use one of the words that the message names.
    """
    return context.unread("unknown-word")


def invalid_number(context: Context) -> Iterable[Problem]:
    """A number that is none, or is out of its range.

    Why it matters: it was not read, so the certainty may be too high or too low.

    Example: `samplesize = {about 200}`, or `risk-of-bias:7` in `downgrade`.

    What to do: write a whole number in the range that the message names.
    """
    return context.unread("invalid-number")
