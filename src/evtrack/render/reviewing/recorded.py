"""What was recorded, for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from evtrack.config import LOCK_FILE
from evtrack.phrases import counted, listed
from evtrack.render.reviewing.links import link_name
from evtrack.render.terminal import Terminal, inert
from evtrack.reviews.agenda import Item, State, Tally

_MOST_LINES = 200


def recorded_text(items: Sequence[Item], tally: Tally, *, one_by_one: bool) -> str:
    """What was recorded: each link where they were named, else how many stood how."""
    if not items:
        return "Nothing was recorded.\n"
    if one_by_one:
        lines = [f"  {link_name(item.name)}{_was(item)}" for item in items]
        return f"{_recorded(tally)}:\n{_listed(lines)}"
    states = Counter(item.state for item in items)
    were = listed([f"{states[state]:,} {state}" for state in State if states[state]])
    return f"{_recorded(tally)}: {were} before; {inert(tally.by)} vouches for each of them.\n"


def _recorded(tally: Tally) -> str:
    reviews = counted(len(tally.recorded), "review")
    return f"Recorded {reviews} by {inert(tally.by)} on {tally.on} in {LOCK_FILE}"


def _was(item: Item) -> str:
    pressing = (State.SUSPECT, State.STALE)
    return f" (was {item.state})" if item.state in pressing else ""


def obstacles_text(items: Iterable[Item]) -> str:
    """A line for each link that can't be reviewed, and why."""
    return _listed(
        f"evtrack: {item.link.rows[0].location}: {link_name(item.name)} can't be reviewed: "
        f"{item.obstacle}"
        for item in items
        if item.obstacle
    )


def _listed(texts: Iterable[str]) -> str:
    every = list(texts)
    shown = [inert(text) for text in every[:_MOST_LINES]]
    if len(every) > _MOST_LINES:
        shown.append(f"… and {len(every) - _MOST_LINES:,} more")
    return "".join(f"{line}\n" for line in shown)


def walked_text(tally: Tally, answer: str, total: int, left: int, terminal: Terminal) -> str:
    """What was done in all of so many links; `answer` is what came of the last one."""
    if not total:
        return "There is nothing to go through: every link is up to date.\n"
    done = _recorded(tally) if tally.recorded else "Nothing was recorded"
    if tally.changed:
        done += f"; {counted(len(tally.changed), 'stance')} changed"
    lines = filter(None, (answer, f"{done}.", f"{left:,} of {counted(total, 'link')} left."))
    return "".join(f"{terminal.wrap(line, hanging='  ')}\n" for line in lines)
