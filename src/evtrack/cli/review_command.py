"""`evtrack review`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evtrack.cli.exit_codes import FOUND, PASSED
from evtrack.cli.options import Filled, format_option, project_option, today_option
from evtrack.cli.progress import Progress
from evtrack.cli.results import clock
from evtrack.cli.screen import say, tell
from evtrack.words import ReviewFormat

if TYPE_CHECKING:
    from evtrack.cli.reviewing.console import Console
    from evtrack.cli.reviewing.desk import Desk
    from evtrack.model import Ledger
    from evtrack.reviews.agenda import Item

REVIEWER = "EVTRACK_REVIEWER"
_AHEAD = timedelta(days=1)
"""How far a day on earth may be ahead of that of the clock, which is UTC's."""


@click.command("review")
@click.argument("names", nargs=-1, metavar="[CLAIM|SOURCE]...")
@click.option(
    "--by",
    metavar="NAME",
    type=Filled(),
    envvar=REVIEWER,
    help=f"Who vouches for the links; {REVIEWER} in the environment otherwise.",
)
@click.option(
    "--interactive",
    is_flag=True,
    help="Go through the links that are not up to date, one a screen.",
)
@click.option("--all", "every", is_flag=True, help="Record every link that is not up to date.")
@format_option(ReviewFormat, "How it is shown where the reviews stand.")
@today_option
@project_option
def command(
    names: tuple[str, ...],
    by: str | None,
    interactive: bool,
    every: bool,
    form: ReviewFormat,
    today: date | None,
    project: str,
) -> int:
    """Record that somebody has judged links, or show where the reviews stand.

    A claim stands for its links, a source for the links to it, and both together for the links of
    those claims to those sources. What is recorded in evtrack.lock is compared at every check, and
    a link is suspect once its claim, its source or its row has changed.
    """
    from evtrack.cli.reviewing.desk import Desk
    from evtrack.cli.reviewing.naming import links_named
    from evtrack.config import find_config
    from evtrack.readers import read_inputs
    from evtrack.reviews.agenda import State, agenda

    if every and (names or interactive):
        raise click.UsageError("--all is for every link; give it without names and --interactive.")
    if names or every or interactive:
        _refuse_unrecordable(by, form, today)
    screen = _console() if interactive else None
    today = today or clock()
    with Progress(sys.stderr) as progress:
        config = find_config(Path(project))
        progress.next()
        desk = Desk(config, read_inputs(config), by or "", today)
        items = agenda(desk.ledger, today)
        named = links_named(names, desk.ledger) if names else None
    chosen = [item for item in items if named is None or item.name in named]
    if screen:
        return _walk(chosen, desk, screen)
    if names:
        return _record(chosen, desk, one_by_one=True)
    if every:
        due = [item for item in items if item.state is not State.REVIEWED]
        return _record(due, desk, one_by_one=False)
    return _show(items, desk.ledger, form)


def _refuse_unrecordable(by: str | None, form: ReviewFormat, today: date | None) -> None:
    """Fail where what was asked for shows nothing, or no review can be recorded."""
    if not by:
        raise click.UsageError(f"say who reviews, with --by NAME or {REVIEWER}.")
    if form is not ReviewFormat.TEXT:
        raise click.UsageError("--format shows where the reviews stand; give it without the rest.")
    if today and today > clock() + _AHEAD:
        raise click.UsageError(f"--today {today} is yet to come; no review can be of that day.")


def _show(items: Sequence[Item], ledger: Ledger, form: ReviewFormat) -> int:
    from evtrack.reviews import reviewed_and_gone

    gone = reviewed_and_gone(ledger)
    if form is ReviewFormat.JSON:
        from evtrack.render.reviewing.record import overview_json

        say(overview_json(items, gone))
    else:
        from evtrack.render.reviewing.overview import overview_text
        from evtrack.render.terminal import Terminal

        say(overview_text(items, gone, Terminal.of(sys.stdout)))
    return PASSED


def _record(chosen: Sequence[Item], desk: Desk, *, one_by_one: bool) -> int:
    from evtrack.render.reviewing.recorded import obstacles_text, recorded_text

    reviewable = [item for item in chosen if not item.obstacle]
    if reviewable:
        desk.record(item.name for item in reviewable)
    say(recorded_text(reviewable, desk.tally, one_by_one=one_by_one))
    return _with_obstacles(obstacles_text(chosen))


def _console() -> Console:
    from evtrack.cli.reviewing.console import console

    return console()


def _walk(chosen: Sequence[Item], desk: Desk, screen: Console) -> int:
    from evtrack.cli.reviewing.walk import Walk, in_order
    from evtrack.render.reviewing.recorded import obstacles_text, walked_text

    queue = in_order(chosen)
    walk = Walk(desk, queue)
    try:
        walk.go(screen)
    finally:  # also where somebody has had enough, or a file can't be written
        left = len(walk.left)
        say(walked_text(desk.tally, walk.told, len(queue), left, screen.terminal))
    return _with_obstacles(obstacles_text(item for item in chosen if not item.has_source))


def _with_obstacles(text: str) -> int:
    tell(text)
    return FOUND if text else PASSED
