"""What has changed of a link since somebody judged it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from evtrack.config import LOCK_FILE
from evtrack.model import Ledger, Link, LinkName, Location, Review
from evtrack.readers.claims import ROWS_LEFT_OUT
from evtrack.reviews.changes import Change, Root

__all__ = ["Change", "ReviewState", "Root", "recorded", "review_states", "reviewed_and_gone"]


class ReviewState(NamedTuple):
    """The rows of a link, its last review, and what has changed since.

    `review` is None where the link was never reviewed; its `link` is the name that it had then.
    """

    rows: tuple[Link, ...]
    review: Review | None = None
    changes: tuple[Change, ...] = ()

    @property
    def is_suspect(self) -> bool:
        """Whether it was reviewed as something else than it is now."""
        return bool(self.changes)


@lru_cache(maxsize=1)  # the rules, the report and the command all ask for that of one ledger
def review_states(ledger: Ledger) -> Mapping[LinkName, ReviewState]:
    """How each link stands, in the order of the file."""
    links = _rows_of_links(ledger)
    if not ledger.reviews:
        return {name: ReviewState(rows) for name, rows in links.items()}
    from evtrack.reviews.renamed import reviews_by_new_names  # late: few projects have reviews
    from evtrack.reviews.watched import Watch

    watch = Watch(ledger)

    def state(rows: tuple[Link, ...], review: Review | None) -> ReviewState:
        if review is None or not review.on:
            return ReviewState(rows)
        return ReviewState(rows, review, watch.changes(rows, review.was))

    states = {name: state(rows, ledger.reviews.get(name)) for name, rows in links.items()}
    for name, review in reviews_by_new_names(states, ledger.reviews, watch):
        states[name] = state(links[name], review)
    return states


def reviewed_and_gone(ledger: Ledger) -> tuple[LinkName, ...]:
    """The links that were reviewed and are in the project no more, under whatever name."""
    states = review_states(ledger)
    here = states.keys() | {state.review.link for state in states.values() if state.review}
    return tuple(
        name for name, review in (ledger.reviews or {}).items() if review.on and name not in here
    )


def recorded(
    ledger: Ledger, names: Collection[LinkName], by: str, on: date
) -> Mapping[LinkName, Review]:
    """What the lock holds once these links were reviewed as they are now.

    Every link of the project is in it, reviewed or not. What was recorded of a link that is gone
    goes too, except where rows were left out in reading: the link may stand in one of them.
    """
    from evtrack.reviews.watched import Watch

    watch, before, here = Watch(ledger), ledger.reviews or {}, Location(LOCK_FILE)
    perhaps_gone = before if any(unread.rule in ROWS_LEFT_OUT for unread in ledger.unread) else {}
    now = {
        name: Review(name, here, by, on, watch.values(state.rows))
        if name in names
        else (state.review or Review(name, here))._replace(link=name)
        for name, state in review_states(ledger).items()
    }
    return {**perhaps_gone, **now}


def _rows_of_links(ledger: Ledger) -> Mapping[LinkName, tuple[Link, ...]]:
    rows: dict[LinkName, list[Link]] = {}
    for link in ledger.links:
        rows.setdefault(LinkName(link.claim_id, link.citekey), []).append(link)
    return {name: tuple(links) for name, links in rows.items()}
