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
@click.argument("name", metavar="CLAIM|SOURCE")
@today_option
@project_option
def command(name: str, today: date | None, project: str) -> None:
    """Explain the verdict on one CLAIM, step by step, or show one SOURCE with its claims.

    A claim is named by its id, a source by its citekey; where one name is both, the claim is shown.
    """
    from evtrack.render.terminal import Terminal

    terminal = Terminal.of(sys.stdout)
    with Progress(sys.stderr) as progress:
        ledger, verdicts, *_ = results_of(project, today or source_date(), progress)
        if name in verdicts:
            from evtrack.render.claim_text import claim_text

            text = claim_text(verdicts[name], ledger, terminal)
        elif name in ledger.sources:
            from evtrack.render.source_text import source_text

            text = source_text(ledger.sources[name], ledger, verdicts, terminal)
        else:
            known = f"There are {len(verdicts):,} claims and {len(ledger.sources):,} sources."
            hint = did_you_mean(name, [*verdicts, *ledger.sources]) or known
            raise CannotRun(f"there is no claim and no source `{name}`. {hint}")
    say(text)
