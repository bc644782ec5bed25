"""Where the reviews stand, for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from evtrack.model import LinkName
from evtrack.phrases import counted, listed_briefly
from evtrack.render.reviewing.links import last_review, link_name
from evtrack.render.terminal import Terminal
from evtrack.reviews.agenda import Item, State

_MOST_SUSPECTS = 50


def overview_text(items: Sequence[Item], gone: Sequence[LinkName], terminal: Terminal) -> str:
    """How many links stand how, what changed of the suspect ones, and how to go on.

    `gone` are those that were reviewed and are in the project no more.
    """
    return "".join(f"{line}\n" for line in _overview(items, gone, terminal))


def _overview(items: Sequence[Item], gone: Sequence[LinkName], terminal: Terminal) -> Iterator[str]:
    if not items:
        yield "There are no links to review."
        return
    states = Counter(item.state for item in items)
    counts = ", ".join(
        f"{states[state]:,} {state}"
        for state in (State.REVIEWED, State.SUSPECT, State.STALE, State.NEVER_REVIEWED)
    )
    yield terminal.wrap(f"{counted(len(items), 'link')}: {counts}", hanging="  ")
    suspects = [item for item in items if item.state is State.SUSPECT]
    for item in suspects[:_MOST_SUSPECTS]:
        yield ""
        yield from _suspect(item, terminal)
    if len(suspects) > _MOST_SUSPECTS:
        yield ""
        yield f"… and {len(suspects) - _MOST_SUSPECTS:,} more suspect links"
    if blocked := sum(bool(item.obstacle) for item in items):
        yield ""
        yield terminal.wrap(
            f"{blocked:,} can't be reviewed, having no stance, or no source in the references: see "
            "evtrack check"
        )
    if gone:
        yield ""
        names = listed_briefly([link_name(name) for name in gone])
        yield terminal.wrap(
            f"{counted(len(gone), 'link')} that {'was' if len(gone) == 1 else 'were'} reviewed "
            f"{'is' if len(gone) == 1 else 'are'} here no more: {names}"
        )
    if states[State.REVIEWED] < len(items):
        yield ""
        yield from _ways_on(terminal)


def _suspect(item: Item, terminal: Terminal) -> Iterator[str]:
    yield terminal.paint(terminal.wrap(link_name(item.name), hanging="  "), "bold")
    yield from last_review(item.link, terminal)


def _ways_on(terminal: Terminal) -> Iterator[str]:
    yield "To go on:"
    for command, what in (
        ("evtrack review --interactive --by NAME", "go through the links one by one"),
        ("evtrack review CLAIM SOURCE --by NAME", "record those that somebody has judged"),
    ):
        yield terminal.wrap(f"{command:<38}   {what}", indent="  ", hanging="    ")
