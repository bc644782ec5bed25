"""`evtrack diff`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from evtrack.cli.exit_codes import FOUND, PASSED
from evtrack.cli.options import (
    Filled,
    format_option,
    output_option,
    project_option,
    today_option,
)
from evtrack.cli.progress import Progress
from evtrack.cli.results import clock
from evtrack.cli.screen import say
from evtrack.errors import CannotRun
from evtrack.words import DiffFormat


@click.command("diff")
@click.argument("base", type=Filled())
@click.argument("head", type=Filled(), required=False)
@format_option(DiffFormat, "How the changes are shown.")
@output_option
@click.option(
    "--fail-on-worse",
    is_flag=True,
    help="Exit with 1 where the support of a claim got worse, or something can't be read any more.",
)
@today_option
@project_option
def command(
    base: str,
    head: str | None,
    form: DiffFormat,
    output: str | None,
    fail_on_worse: bool,
    today: date | None,
    project: str,
) -> int:
    """Tell what changed between two states of a project, and which supports moved because of it.

    Each is a revision of the project's git repository or a folder with a project; where there is a
    folder of that name it is the folder. Without HEAD it is the project as it is on disk.
    """
    from evtrack.cli.files import refuse_inputs, write_beside
    from evtrack.cli.states import state_of
    from evtrack.comparison import compare
    from evtrack.config import find_config
    from evtrack.render.diff_formats import FORMATS, DiffView
    from evtrack.render.terminal import Terminal

    today = today or clock()
    with Progress(sys.stderr) as progress:
        config = find_config(Path(project))
        progress.next()
        before, old = state_of(base, config, today)
        after, new = state_of(head, config, today)
        if before.is_empty and after.is_empty:
            raise CannotRun(f"there are no claims in {before}, nor in {after}: nothing to compare")
        progress.next()
        comparison = compare(old, new)
        terminal = Terminal() if output else Terminal.of(sys.stdout)
        text = FORMATS[form](DiffView(comparison, before, after, terminal))
    if output:
        for state in (old, new):
            refuse_inputs(state.ledger.config, Path(output))
        write_beside(config, Path(output), text)
    else:
        say(text)
    return FOUND if fail_on_worse and comparison.is_worse else PASSED
