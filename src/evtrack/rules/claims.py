"""Claims and their links to sources."""

import re
from collections.abc import Iterable, Iterator, Mapping

from evtrack.model import Link, Problem, Source
from evtrack.rules.rule import Context
from evtrack.suggest import did_you_mean


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


def missing_citekey(context: Context) -> Iterable[Problem]:
    """A row says something of a source but names none.

    Why it matters: the link is lost.

    Example: a stance and a locator, and an empty `citekey`.

    What to do: name the source, or clear the cells.
    """
    return context.unread("missing-citekey")


def unknown_citekey(context: Context) -> Iterator[Problem]:
    """A link, or the `includes` of an entry, names a citekey that no BibTeX entry has.

    Why it matters: the link does not count, so the claim looks weaker than it is.

    Example: `pacik2071` where `pacik2017` was meant.

    What to do: correct the key, or add the entry to the references.
    """
    sources = context.ledger.sources
    for link in context.ledger.links:
        if link.citekey not in sources and not _same_but_for_case(context, link):
            yield Problem(
                f"no entry in the references has the key `{link.citekey}`",
                context.cell(link, "citekey"),
                subject=link.claim_id,
                help=_one_row_each(link.citekey, sources)
                or did_you_mean(link.citekey, sources)
                or "Add the entry to the references, or correct the key.",
            )
    for key, source in context.ledger.cited.items():
        for included in source.appraisal.includes:
            if included not in sources:
                yield Problem(
                    f"no entry has the key `{included}`, which {key} is said to include",
                    source.place_of("includes"),
                    subject=key,
                    help=did_you_mean(included, sources)
                    or "Leave out of `includes` what is not in the references.",
                )


def _one_row_each(cell: str, sources: Mapping[str, Source]) -> str:
    keys = re.split(r"[\s;,]+", cell)
    several = len(keys) > 1 and any(key in sources for key in keys)
    return "Give each source a row of its own." if several else ""


def citekey_case(context: Context) -> Iterator[Problem]:
    """A link's citekey differs from an entry's key only in case.

    Why it matters: keys are compared to the letter here and by biber, so the link does not count.

    Example: `Pacik2017` where the entry is `pacik2017`.

    What to do: write the key as the entry does.
    """
    for link in context.ledger.links:
        if key := _same_but_for_case(context, link):
            yield Problem(
                f"`{link.citekey}` is written `{key}` in the references",
                context.cell(link, "citekey"),
                subject=link.claim_id,
                help=f"Write `{key}`.",
            )


def _same_but_for_case(context: Context, link: Link) -> str | None:
    if link.citekey in context.ledger.sources:
        return None
    return context.keys_without_case.get(link.citekey.casefold())


def missing_stance(context: Context) -> Iterable[Problem]:
    """A link to a source that does not say what the source says of the claim.

    Why it matters: the link does not count, neither for the claim nor against it.

    Example: a citekey with an empty `stance`.

    What to do: read the source, and write supports, contradicts, mixed or mentions.
    """
    return context.unread("missing-stance")


def duplicate_link(context: Context) -> Iterator[Problem]:
    """Two rows link the same claim to the same source.

    Why it matters: they count once, and where their stances differ the claim is in conflict with
    itself.

    Example: a row that was pasted twice.

    What to do: keep one row; join two locators or quotations in its cells.
    """
    first: dict[tuple[str, str], Link] = {}
    for link in context.ledger.links:
        before = first.setdefault((link.claim_id, link.citekey), link)
        if before is not link:
            yield Problem(
                f"{link.claim_id} is linked to {link.citekey} on line {before.location.line} too",
                context.cell(link, "citekey"),
                subject=link.claim_id,
                help="Keep one of the two rows.",
            )


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
