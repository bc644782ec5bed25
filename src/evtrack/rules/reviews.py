"""Reviews: which links somebody has judged, and what has changed of them since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from evtrack.model import Link, LinkName, Location, Problem
from evtrack.phrases import excerpt, listed_briefly
from evtrack.quotations import rationale_checks
from evtrack.reviews import Change, ReviewState, Root, review_states
from evtrack.reviews.changes import told
from evtrack.rules.rule import Context


class _Cause(NamedTuple):
    """What changed under links. `name` is that of the claim, the link or the source."""

    root: Root
    name: tuple[str, ...]
    changes: tuple[Change, ...]


def suspect_link(context: Context) -> Iterator[Problem]:
    """A link that is no longer what somebody judged when it was reviewed.

    Why it matters: the review was of another claim, another stance or another record of the source;
    nobody has looked at what stands there now.

    Example: a claim that Ana reviewed on 2026-03-01 said `may help`, and says `helps` now. A claim
    or a source that changed under many links is told once. What is only written in another way is
    no change: other line ends, quotes, order or LaTeX. Nor is a stored copy that is new, or that is
    not there, as in CI.

    What to do: judge the link anew, and record that with `evtrack review`; or take back the change.
    """
    for cause, links in _causes(context).items():
        claims = list(dict.fromkeys(link.rows[0].claim_id for link in links))
        sources = list(dict.fromkeys(link.rows[0].citekey for link in links))
        are, them = ("link of", "it") if len(links) == 1 else ("links of", "them")
        help = f"Judge {them} anew, and record that with `{review_command(*cause.name)}`."
        if cause.root is Root.COPY:
            help = f"See what changed, as with `git diff` or `git log -p` of the file. {help}"
        yield Problem(
            f"the {are} {listed_briefly(claims)} to {listed_briefly(sources)} "
            f"{'is' if len(links) == 1 else 'are'} suspect: since {_reviewed(links)}, "
            f"{told(cause.changes)}{_of_rationales(context, cause, links)}",
            _place(context, cause, links[0]),
            cause.name[0],
            help,
        )


def unreviewed_link(context: Context) -> Iterator[Problem]:
    """A link that nobody has reviewed.

    Why it matters: who added it may have read only the abstract, or nothing; a second pair of eyes
    finds what one person overlooks. Off by default, for most projects begin without reviews.

    Example: a row that was added after the last `evtrack review`, or any in a project that has no
    `evtrack.lock`.

    What to do: read the source for it, and record that with `evtrack review`.
    """
    for name, link in review_states(context.ledger).items():
        if not link.review:
            yield context.problem(
                link.rows[0],
                "citekey",
                f"nobody has reviewed the link of {name.claim_id} to {name.citekey}",
                f"Read the source, and record that with `{review_command(*name)}`.",
            )


def _causes(context: Context) -> Mapping[_Cause, Sequence[ReviewState]]:
    """The suspect links by what changed under them, in the order of the file."""
    causes: dict[_Cause, list[ReviewState]] = {}
    for name, link in review_states(context.ledger).items() if context.ledger.reviews else ():
        for (root, _), changes in groupby(link.changes, lambda change: (change.root, change.file)):
            cause = _Cause(root, _name(root, name), tuple(changes))
            causes.setdefault(cause, []).append(link)
    return causes


def _name(root: Root, link: LinkName) -> tuple[str, ...]:
    if root is Root.LINK:
        return link
    return (link.claim_id,) if root is Root.CLAIM else (link.citekey,)


def _place(context: Context, cause: _Cause, link: ReviewState) -> Location:
    first, row = cause.changes[0], link.rows[0]
    if cause.root is Root.CLAIM:
        return context.cell(context.verdicts[row.claim_id].claim, "claim")
    if cause.root is Root.LINK:
        return context.cell(row, first.part)
    if cause.root is Root.SOURCE:
        return context.ledger.sources[row.citekey].place_of(*first.fields)
    return Location(first.file)


def _reviewed(links: Sequence[ReviewState]) -> str:
    """Who reviewed them on what day; of several people or days the last."""
    reviews = [link.review for link in links if link.review]
    last = max(reviews, key=lambda review: (str(review.on), review.by))
    by = excerpt(last.by)
    if len({(review.by, review.on) for review in reviews}) == 1:
        return f"{by} reviewed {'it' if len(links) == 1 else 'them'} on {last.on}"
    return f"they were reviewed, last by {by} on {last.on}"


def _of_rationales(context: Context, cause: _Cause, links: Sequence[ReviewState]) -> str:
    """Whether the rationales stand in a copy that has changed; blank where nothing is quoted."""
    if cause.root is not Root.COPY:
        return ""
    quoting = [row for link in links for row in link.rows if row.rationale]
    lost = [row for row in quoting if not _stands_in(context, row, cause.changes[0].file)]
    if not quoting:
        return ""
    if not lost:
        are = "rationale is" if len(quoting) == 1 else "rationales are"
        return f"; the {are} still in it"
    claims = list(dict.fromkeys(row.claim_id for row in lost))
    return f"; the rationale of {listed_briefly(claims)} is not in it"


def _stands_in(context: Context, row: Link, file: str) -> bool:
    check = rationale_checks(context.ledger)[row.location]
    return check.is_verified and check.copy is not None and check.copy.path == file


def review_command(*names: str) -> str:
    """The command that records a review of the links of this claim, source or both."""
    import shlex  # late: only a finding needs it

    return f"evtrack review {shlex.join(names)} --by NAME"
