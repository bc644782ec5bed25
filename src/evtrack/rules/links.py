"""Links: one claim, one source, and what is said of the two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from evtrack.doi import doi_of
from evtrack.identifiers import pmid_of
from evtrack.model import Evidence, Link, Location, Problem, Source
from evtrack.phrases import counted, listed
from evtrack.rules.fields import about
from evtrack.rules.reviews import review_command
from evtrack.rules.rule import Context
from evtrack.suggest import Suggestions
from evtrack.words import Directness, Stance, Stated


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
    suggestions = Suggestions(sources)
    for link in context.ledger.links:
        if link.citekey not in sources and not _same_but_for_case(context, link):
            yield context.problem(
                link,
                "citekey",
                f"no entry in the references has the key `{link.citekey}`",
                _one_row_each(link.citekey, sources)
                or suggestions.did_you_mean(link.citekey)
                or "Add the entry to the references, or correct the key.",
            )
    for key, source in context.ledger.cited.items():
        for included in source.appraisal.includes:
            if included not in sources:
                yield about(
                    source,
                    f"no entry has the key `{included}`, which {key} is said to include",
                    suggestions.did_you_mean(included)
                    or "Leave out of `includes` what is not in the references.",
                    "includes",
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
            message = f"`{link.citekey}` is written `{key}` in the references"
            yield context.problem(link, "citekey", message, f"Write `{key}`.")


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
            line = before.location.line
            message = f"{link.claim_id} is linked to {link.citekey} on line {line} too"
            yield context.problem(link, "citekey", message, "Keep one of the two rows.")


def explained_without_contradiction(context: Context) -> Iterator[Problem]:
    """`explained` on a link that does not contradict the claim.

    Why it matters: only a contradiction is explained; elsewhere the words change nothing, and the
    stance may be wrong.

    Example: a link that `supports`, with "another population" in `explained`.

    What to do: correct the stance, or move the words to `note`.
    """
    for link in context.ledger.links:
        if link.explained and link.stance and link.stance is not Stance.CONTRADICTS:
            yield context.problem(
                link,
                "explained",
                f"the link of {link.claim_id} to {link.citekey} explains a contradiction, and its "
                f"stance is {link.stance}",
                "Correct the stance, or move the words to `note`.",
            )


def undocumented_adjustment(context: Context) -> Iterator[Problem]:
    """A link whose certainty somebody lowered or raised without saying why.

    Why it matters: `directness`, `downgrade` and `upgrade` are judgements; without their ground
    nobody can check them, or tell later whether they still hold.

    Example: `imprecision` in `downgrade`, and an empty `note`.

    What to do: give the ground in the link's `note`.
    """
    for link in context.ledger.links:
        adjusted = [] if link.note else list(_adjusted(link))
        if adjusted:
            yield context.problem(
                link,
                adjusted[0],
                f"no `note` says why {listed([f'`{column}`' for column in adjusted])} of the link "
                f"of {link.claim_id} to {link.citekey} {'is' if len(adjusted) == 1 else 'are'} set",
                "Give the ground in the link's `note`.",
            )


def _adjusted(link: Link) -> Iterator[str]:
    if link.directness is Directness.INDIRECT:
        yield "directness"
    if link.downgrades:
        yield "downgrade"
    if link.upgrades:
        yield "upgrade"


def stale_check(context: Context) -> Iterator[Problem]:
    """A link whose source was last read longer ago than `max-age`.

    Why it matters: pages change, guidelines are renewed, articles are corrected; nobody has looked
    since.

    Example: `checked` is 2019-05-01, the link was not reviewed since, and `max-age` is three years.

    What to do: read the source again and set `checked`, or record that with `evtrack review`; or
    raise `max-age` in the config.
    """
    if not context.today:
        return
    longest = context.ledger.config.max_age
    for link in context.ledger.links:
        last = context.ledger.last_checked(link)
        age = (context.today - last).days if last else 0
        if age > longest:
            was_reviewed = last != link.checked
            yield context.problem(
                link,
                "citekey" if was_reviewed else "checked",
                f"the link of {link.claim_id} to {link.citekey} was "
                f"{'reviewed' if was_reviewed else 'checked'} {counted(age, 'day')} ago, and "
                f"`max-age` is {longest:,}",
                "Read the source again, and record that with "
                f"`{review_command(link.claim_id, link.citekey)}`."
                if was_reviewed
                else "Read the source again and set `checked`.",
            )


def unexplained_contradiction(context: Context) -> Iterator[Problem]:
    """A source that contradicts a claim beside others that support it, and nobody says why.

    Why it matters: one such link makes the claim mixed. The conflict may be real, or the source may
    be about other people, another dose or another outcome; only somebody who has read it can tell.

    Example: a trial in children against a claim about adults, with `explained` left blank. A claim
    `stated` as `mixed` is left alone: there the article tells of the conflict.

    What to do: where the contradiction does not bear on the claim, write the reason in `explained`;
    where it does, let the article say that the evidence conflicts.
    """
    for verdict in context.verdicts.values():
        if verdict.claim.stated is Stated.MIXED or not verdict.pro:
            continue
        for link in (evidence.link for evidence in verdict.evidence if evidence.counted):
            if link.stance is Stance.CONTRADICTS and not link.explained:
                yield context.problem(
                    link,
                    "stance",
                    f"{link.citekey} contradicts {link.claim_id} beside support, and `explained` "
                    "is blank",
                    "Say in `explained` why it does not bear on the claim, or say in the "
                    "article that the evidence conflicts.",
                )


def repeated_study(context: Context) -> Iterator[Problem]:
    """A claim is linked to the same study under two keys.

    Why it matters: it looks like two studies. With the same `study` the two count as one; with only
    a DOI or a PMID in common they count twice. On both sides of the claim, a study is in conflict
    with itself.

    Example: the same article from two exports, under `ng2020` and `Ng2020tea`, or the preprint and
    the article of one trial.

    What to do: keep one of the links; for two reports of one study, give both entries the same
    `study`, and accept the finding.
    """
    for verdict in context.verdicts.values():
        counted_ones = [e for e in verdict.evidence if e.counted]
        for earlier, later, mark in _pairs(counted_ones) if len(counted_ones) > 1 else ():
            yield _repeated(earlier, later, mark, context.cell(later, "citekey"))


def _pairs(side: Iterable[Evidence]) -> Iterator[tuple[Link, Link, str]]:
    """Each link to a study that an earlier link is to, under another key; and what tells so."""
    met: dict[tuple[str, str], tuple[Link, Location]] = {}
    for link, source in ((e.link, e.source) for e in side if e.source):
        pair = None
        for mark, place in _marks(source):
            earlier, its_place = met.setdefault(mark, (link, place))
            if pair is None and earlier.citekey != link.citekey and its_place != place:
                pair = earlier, link, mark[0]
        if pair:
            yield pair


def _marks(source: Source) -> Iterator[tuple[tuple[str, str], Location]]:
    """What tells which study it is, by the field's name, and the place where that stands.

    At one place for two sources stands the identifier of a parent, of which both are parts.
    """
    if source.appraisal.study:
        yield ("`study`", source.appraisal.study), source.location
    if doi := doi_of(source.fields).casefold():
        yield ("DOI", doi), source.place_of("doi", "url")
    if pmid := pmid_of(source.fields):
        yield ("PMID", pmid), source.place_of("pmid")


def _repeated(earlier: Link, later: Link, mark: str, place: Location) -> Problem:
    message = (
        f"{later.claim_id} is linked to one study twice: {earlier.citekey} on line "
        f"{earlier.location.line} and {later.citekey} on line {later.location.line} have the same "
        f"{mark}"
    )
    help = "Keep one of the two links."
    if earlier.stance is not later.stance:
        message += f", and stand on both sides ({earlier.stance} and {later.stance})"
        help = "Keep one of the two links, with the stance mixed if the study says both."
    elif mark != "`study`":
        help = "Keep one of the two links, or give both entries the same `study`."
    return Problem(message, place, subject=later.claim_id, help=help)
