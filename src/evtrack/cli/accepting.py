"""The options of `check` that write: an acceptance for each finding, or a baseline of them all."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from evtrack.cli.progress import Progress
from evtrack.cli.results import Wanted, results_of
from evtrack.cli.screen import tell
from evtrack.errors import CannotRun

if TYPE_CHECKING:
    from evtrack.cli.acceptances import Reason
    from evtrack.cli.options import Accepting


def accept(accepting: Accepting, project: str, today: date, wanted: Wanted) -> None:
    """Write what was asked for, and tell on stderr what was done: stdout is for the findings.

    Raises click.Abort where somebody stopped before the end, and CannotRun where it can't be
    written, and where a reason has to be asked for and nobody is there to answer.
    """
    if accepting.until and accepting.until < today:
        raise CannotRun(f"--until {accepting.until} has passed; name a day to come")
    reason = _reason(accepting) if accepting.one_by_one else None
    with Progress(sys.stderr) as progress:
        results = results_of(project, today, progress, wanted)
    if reason:
        from evtrack.cli.acceptances import add_acceptances

        config = results.ledger.config
        added = add_acceptances(config, results.inspection, reason, accepting.until)
        tell(f"{added}\n")
        if not added.is_all:
            raise click.Abort
    else:
        from evtrack.cli.baseline import write_baseline

        tell(f"{write_baseline(results)}\n")


def _reason(accepting: Accepting) -> Reason:
    from evtrack.cli.acceptances import asking
    from evtrack.render.terminal import Terminal

    given = accepting.reason
    if given is not None:
        return lambda _: given
    if sys.stdin is None or not sys.stdin.isatty():
        raise CannotRun("nobody is here to be asked for the reasons; give one with --reason")
    return asking(Terminal.of(sys.stderr))
