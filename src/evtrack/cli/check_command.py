"""`evtrack check`."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from evtrack.cli.exit_codes import FOUND, PASSED
from evtrack.cli.options import (
    Accepting,
    Filled,
    Output,
    accepting_options,
    output_options,
    project_option,
    selection_options,
    today_option,
)
from evtrack.words import CheckFormat, Severity

if TYPE_CHECKING:
    from evtrack.fingerprints import Changes
    from evtrack.inspection import Results
    from evtrack.selection import Selection


@click.command("check")
@click.argument("names", nargs=-1, metavar="[CLAIM|SOURCE|FILE]...")
@output_options
@click.option(
    "--statistics", is_flag=True, help="Show how many findings each rule has, not each finding."
)
@selection_options
@click.option("--all-entries", is_flag=True, help="Check also the entries that no claim cites.")
@click.option(
    "--since",
    metavar="REVISION",
    type=Filled(),
    help="Tell what is new since this revision of the repository.",
)
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    help="The least severity that fails the check; the config's `fail-on` otherwise.",
)
@accepting_options
@today_option
@project_option
def command(
    names: tuple[str, ...],
    form: CheckFormat,
    outputs: tuple[Output, ...],
    statistics: bool,
    selection: Selection,
    all_entries: bool,
    since: str | None,
    fail_on: str | None,
    accepting: Accepting,
    today: date | None,
    project: str,
) -> int:
    """Validate the claims, their links and their sources.

    Named claims, sources and files limit what is shown and what has to pass; a claim stands for
    itself and the sources that it links. Dates are compared with today's, unless another day is
    given.
    """
    from evtrack.cli.outputs import render, write
    from evtrack.cli.progress import Progress
    from evtrack.cli.results import Wanted, clock, results_of
    from evtrack.readers.repository import folder_in_repository
    from evtrack.render.check_formats import CheckView
    from evtrack.render.terminal import Terminal

    today = today or clock()
    wanted = Wanted(selection, names, all_entries, with_report=True)
    if statistics:
        _refuse_forms_without_statistics(form, outputs)
    if accepting.asked:
        from evtrack.cli.accepting import accept  # late: few runs ask for it

        accept(accepting, project, today, wanted)
    with Progress(sys.stderr) as progress:
        results = results_of(project, today, progress, wanted)
        config = results.ledger.config
        view = CheckView(
            ledger=results.ledger,
            inspection=results.inspection,
            fail_on=Severity(fail_on) if fail_on else config.fail_on,
            terminal=Terminal.of(sys.stdout),
            folder=folder_in_repository(config.root),
            changes=_changes(since, results) if since else None,
            statistics=statistics,
        )
        rendered = render(view, form, outputs)
    write(rendered, config)
    return PASSED if view.passed else FOUND


def _changes(since: str, results: Results) -> Changes:
    from evtrack.cli.since import changes_since

    return changes_since(since, results)


def _refuse_forms_without_statistics(form: CheckFormat, outputs: tuple[Output, ...]) -> None:
    from evtrack.render.check_formats.statistics import FORMS

    for each in (form, *(output.form for output in outputs if output.form)):
        if each not in FORMS:
            raise click.UsageError(f"--statistics goes with {', '.join(FORMS)}, not with {each}.")
