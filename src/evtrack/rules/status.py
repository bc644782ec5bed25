"""What has happened to the linked sources since they were published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from evtrack.model import Notice, Problem, Source
from evtrack.phrases import listed_briefly, quoted
from evtrack.readers.notices import notices_in_force, own_status
from evtrack.rules.fields import about, problem_in, values_of
from evtrack.rules.rule import Context
from evtrack.words import NoticeKind, Status

if TYPE_CHECKING:
    from evtrack.appraisal.withdrawal import Move

# As publishers (`RETRACTED ARTICLE:`), PubMed and the Cochrane Library (`WITHDRAWN:`) put it
# before the title of what they took back; a notice of it begins with `Retraction`.
_TAKEN_BACK = re.compile(
    r"(?i)[\W_]*(?:retracted|withdrawn)(?:\s+(?:article|paper|chapter|publication|study|review))?"
    r"\W*?[:\]]"
)
_MOST_TOLD = 8
_REMOVE_LINKS = "Remove the links; a retracted source never counts."


def retracted_source(context: Context) -> Iterator[Problem]:
    """A claim is linked to a source that has been retracted.

    Why it matters: a retracted source is no evidence and never counts; the ICMJE recommendations
    ask not to cite it except to discuss the retraction. The finding says what the retraction does
    to the verdicts. While it is shown, and no milder than they are, findings that come of the
    retraction alone, such as that a claim is weak now, are not: one cause, one finding.

    Example: an entry with `status = {retracted}` that a claim links, or with a DOI that the file
    named by `retractions` in the config lists.

    What to do: remove the links, and judge whether the claims still stand without it.
    `evtrack impact` with its citekey lists every claim.
    """
    for source, claims in _linked(context, Status.RETRACTED):
        said, help_ = f"is retracted{_notice(source, Status.RETRACTED)}", _REMOVE_LINKS
        if reinstatement := _reinstatement(source):
            said = f"is retracted by its `status`, but was reinstated{_in_brackets(reinstatement)}"
            help_ = "Read the reinstatement; if it holds, remove the `status`, else the links."
        message = f"{source.key} {said}; {_what_it_does(context, source.key, claims)}"
        yield about(source, message, help_, *_fields_that_say(source, Status.RETRACTED))


def unmarked_retraction(context: Context) -> Iterator[Problem]:
    """A title says that the source was retracted or withdrawn, and `status` does not.

    Why it matters: evtrack counts the source as if nothing had happened.

    Example: `title = {RETRACTED: Tea and sleep}`, as publishers and PubMed mark it, without a
    `status`.

    What to do: add `status = {retracted}`, and judge whether the claims stand without the source.
    """
    for source, field, title in values_of(context, "title"):
        is_marked = source.appraisal.status is Status.RETRACTED
        if not is_marked and _TAKEN_BACK.match(title.replace("{", "").replace("}", "")):
            message = f"{quoted(title)} was taken back, and `status` does not say so"
            yield problem_in(source, field, message, "Add `status = {retracted}`.")


def superseded_source(context: Context) -> Iterator[Problem]:
    """A claim is linked to a source that a newer version has replaced.

    Why it matters: the newer one may say something else, and whoever checks the claim will look
    there first.

    Example: a Cochrane review with `status = {superseded}`, of which an update is out.

    What to do: read the newer version, and link that.
    """
    return _with_status(
        context, Status.SUPERSEDED, "is superseded", "Read what replaced it, and link that."
    )


def corrected_source(context: Context) -> Iterator[Problem]:
    """A claim is linked to a source to which a correction was published.

    Why it matters: the correction may concern the very number that the claim rests on.

    Example: a trial with `status = {corrected}`, whose erratum changes a table.

    What to do: read the correction. If the claim still holds, say so in the link's `note` and
    accept the finding.
    """
    return _with_status(
        context,
        Status.CORRECTED,
        "has been corrected",
        "See whether the correction touches what the claims rest on.",
    )


def questioned_source(context: Context) -> Iterator[Problem]:
    """A claim is linked to a source about which its journal has published a concern.

    Why it matters: such sources are often retracted later. Until then they count.

    Example: a trial with `status = {concern}`, whose data the journal is looking into.

    What to do: read the notice, and look for evidence that does not depend on this source.
    """
    return _with_status(
        context,
        Status.CONCERN,
        "is under an expression of concern",
        "Read the notice, and look for other evidence.",
    )


def retracted_within(context: Context) -> Iterator[Problem]:
    """A synthesis that claims rest on contains a study that has been retracted.

    Why it matters: what the synthesis found was pooled from it too, and may not hold without it.

    Example: a review whose `includes` names an entry with `status = {retracted}`, or one that the
    list of retractions has. Studies that are not in the references can't be looked at.

    What to do: see whether the authors have updated the synthesis, or what it finds in an analysis
    without that study; where it matters, give the link a `downgrade`, such as `risk-of-bias:1`.
    """
    retracted_in = {
        key: inside
        for key, source in context.ledger.cited.items()
        if (inside := _retracted_inside(source, context.ledger.sources))
    }
    if not retracted_in:
        return
    from evtrack.appraisal.withdrawal import claims_resting_on  # late: `explain` needs no judge

    for key, claims in claims_resting_on(retracted_in, context.verdicts).items():
        if not claims:
            continue
        named = [f"{study.key}{_notice(study, Status.RETRACTED)}" for study in retracted_in[key]]
        which = "which is retracted" if len(named) == 1 else "which are retracted"
        rest = "rests" if len(claims) == 1 else "rest"
        yield about(
            context.ledger.sources[key],
            f"the synthesis {key} contains {listed_briefly(named)}, {which}; "
            f"{listed_briefly(claims)} {rest} on it",
            "See whether the synthesis holds without it; where not, give the links a `downgrade`.",
            "includes",
        )


def unreadable_notice(context: Context) -> Iterator[Problem]:
    """What the list of retractions says of a source can't be read.

    Why it matters: the source may be retracted, and evtrack judges as if it were not.

    Example: a row of the list whose nature is `Removal`, or whose date is `21/5/2021`. In a list of
    your own days are written as in `2021-05-21`; the American `5/21/2021` is read in the list of
    Retraction Watch only.

    What to do: read the notice itself. Mend the row where the list is your own; otherwise give the
    entry the `status` that the notice asks for, and accept the finding.
    """
    return context.unread("unreadable-notice")


def _with_status(context: Context, status: Status, what: str, help: str) -> Iterator[Problem]:
    for source, claims in _linked(context, status):
        said = f"{source.key} {what}{_notice(source, status)}"
        message = f"{said}; linked by {listed_briefly(claims)}"
        yield about(source, message, help, *_fields_that_say(source, status))


def _linked(context: Context, status: Status) -> Iterator[tuple[Source, Sequence[str]]]:
    """The cited sources of which this is true, each with the ids of the claims that link it."""
    cited = context.ledger.cited
    keys = [key for key, source in cited.items() if _is(source, status)]
    if not keys:
        return
    from evtrack.appraisal.withdrawal import claims_linking  # late: `explain` needs no judge

    for key, claims in claims_linking(keys, context.ledger.links).items():
        yield cited[key], claims


def _is(source: Source, status: Status) -> bool:
    """Whether this is true of a source, beside what else may be; a retraction covers the rest."""
    if Status.RETRACTED in (status, source.appraisal.status):
        return source.appraisal.status is status
    return own_status(source) is status or status in notices_in_force(source.notices)


def _fields_that_say(source: Source, status: Status) -> tuple[str, ...]:
    return ("status",) if own_status(source) is status else ("doi", "pmid", "url")


def _notice(source: Source, status: Status) -> str:
    """The notice that makes this true of a source, in brackets; blank where only its entry does."""
    notice = notices_in_force(source.notices).get(status)
    return _in_brackets(notice) if notice else ""


def _reinstatement(source: Source) -> Notice | None:
    """The last word of the list on a source, where that is that it was reinstated."""
    reinstated = [n for n in source.notices if n.kind is NoticeKind.REINSTATEMENT]
    overtaken = Status.RETRACTED in notices_in_force(source.notices)
    return None if overtaken or not reinstated else reinstated[-1]


def _in_brackets(notice: Notice) -> str:
    place = f"{notice.location.path}:{notice.location.line}"
    if notice.doi:
        day = f", {notice.day}" if notice.day else ""
        return f" (notice {notice.doi}{day}; {place})"
    return f" (notice of {notice.day}; {place})" if notice.day else f" ({place})"


def _what_it_does(context: Context, key: str, claims: Sequence[str]) -> str:
    """What the retraction of a source does to the verdicts on the claims that link it."""
    moved: dict[frozenset[str], list[Move]] = {}
    unmoved = []
    for claim_id in claims:
        others, move = _moved_by(context, key, claim_id)
        if move.is_visible:
            moved.setdefault(others, []).append(move)
        else:
            unmoved.append(claim_id)
    if not moved:
        verdicts = "verdict" if len(claims) == 1 else "verdicts"
        return f"linked by {listed_briefly(claims)}, whose {verdicts} it does not change"
    told = [_without(others, moves) for others, moves in moved.items()]
    more = [f"{len(told) - _MOST_TOLD:,} more"] if len(told) > _MOST_TOLD else []
    also = f" (linked also by {listed_briefly(unmoved)}, unchanged)" if unmoved else ""
    return f"{'; '.join(told[:_MOST_TOLD] + more)}{also}"


def _moved_by(context: Context, key: str, claim_id: str) -> tuple[frozenset[str], Move]:
    """How retractions, this one among them, moved a claim, and what else was retracted of it."""
    from evtrack.appraisal.withdrawal import Move, standing_of

    now = standing_of(context.verdicts[claim_id])
    before = context.unretracted.get(claim_id)
    if before and key in before.keys:
        return before.keys - {key}, Move(claim_id, before.standing, now)
    return frozenset(), Move(claim_id, now, now)


def _without(others: frozenset[str], moves: Sequence[Move]) -> str:
    """`without it C07 and C09 fall from moderate to weak, and C12 rises from mixed to strong`."""
    alike: dict[tuple[int, str, str], list[str]] = {}
    for move in moves:
        alike.setdefault((move.fall, *move.ends), []).append(move.claim_id)
    told = [
        f"{listed_briefly(ids)} {_verb(fall, len(ids))} from {start} to {end}"
        for (fall, start, end), ids in alike.items()
    ]
    too = f" and {listed_briefly(sorted(others))}, retracted too," if others else ""
    return f"without it{too} {listed_briefly(told)}"


def _verb(fall: int, number: int) -> str:
    verb = "fall" if fall > 0 else "rise" if fall < 0 else "turn"
    return f"{verb}s" if number == 1 else verb


def _retracted_inside(synthesis: Source, sources: Mapping[str, Source]) -> list[Source]:
    """The retracted entries that a synthesis includes; none where it is retracted itself."""
    if _is(synthesis, Status.RETRACTED):
        return []
    keys = dict.fromkeys(synthesis.appraisal.includes)
    inside = (sources[key] for key in keys if key in sources)
    return [source for source in inside if _is(source, Status.RETRACTED)]
