"""`evtrack show`."""

import sys
from datetime import date

import click

from evtrack.cli.options import project_option, today_option
from evtrack.cli.progress import Progress
from evtrack.cli.results import results_of, source_date
from evtrack.cli.screen import say
from evtrack.errors import CannotRun
from evtrack.suggest import did_you_mean


@click.command("show")
@click.argument("claim")
@today_option
@project_option
def command(claim: str, today: date | None, project: str) -> None:
    """Explain the verdict on one CLAIM, step by step."""
    from evtrack.render.claim_text import claim_text
    from evtrack.render.terminal import Terminal

    with Progress(sys.stderr) as progress:
        verdicts = results_of(project, today or source_date(), progress).verdicts
    if claim not in verdicts:
        hint = did_you_mean(claim, verdicts) or f"There are {len(verdicts)} claims."
        raise CannotRun(f"there is no claim `{claim}`. {hint}")
    say(claim_text(verdicts[claim], Terminal.of(sys.stdout)))
