"""What there is to review on a day: every link, and how it stands; and what came of it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from evtrack.model import Ledger, LinkName
from evtrack.reviews import ReviewState, review_states


class State(StrEnum):
    """How a link stands, the most pressing first."""

    SUSPECT = "suspect"
    STALE = "stale"
    NEVER_REVIEWED = "never reviewed"
    REVIEWED = "reviewed"


class Item(NamedTuple):
    """A link, and what it asks for.

    `obstacle` says why it can't be reviewed as it is, blank where it can; where it only has no
    stance, `has_source` is True.
    """

    name: LinkName
    link: ReviewState
    state: State
    obstacle: str = ""
    has_source: bool = True


class Tally(NamedTuple):
    """What was written: the links whose review was recorded, and those whose stance was changed."""

    by: str
    on: date
    recorded: frozenset[LinkName] = frozenset()
    changed: frozenset[LinkName] = frozenset()


def agenda(ledger: Ledger, today: date) -> tuple[Item, ...]:
    """The links in the order of the file, each once."""
    items = []
    for name, link in review_states(ledger).items():
        has_source = name.citekey in ledger.sources
        items.append(
            Item(
                name=name,
                link=link,
                state=_state(ledger, link, today),
                obstacle=_obstacle(name, link, has_source),
                has_source=has_source,
            )
        )
    return tuple(items)


def _state(ledger: Ledger, link: ReviewState, today: date) -> State:
    if link.review is None or link.review.on is None:
        return State.NEVER_REVIEWED
    if link.is_suspect:
        return State.SUSPECT
    days = [link.review.on, *(row.checked for row in link.rows if row.checked)]
    return State.STALE if (today - max(days)).days > ledger.config.max_age else State.REVIEWED


def _obstacle(name: LinkName, link: ReviewState, has_source: bool) -> str:
    if not has_source:
        return f"no entry in the references has the key `{name.citekey}`"
    if any(row.stance is None for row in link.rows):
        return "it has no stance"
    return ""
