"""`evtrack report`."""

import sys
from datetime import date
from pathlib import Path

import click

from evtrack.cli.options import project_option, today_option
from evtrack.cli.progress import Progress
from evtrack.cli.results import results_of, source_date
from evtrack.cli.screen import say
from evtrack.words import ReportFormat


@click.command("report")
@click.option(
    "--format",
    "forms",
    type=click.Choice([form.value for form in ReportFormat]),
    multiple=True,
    help="Only this form of the report; may be given again. Default: all of them.",
)
@click.option("--output", metavar="DIR", help="The folder to write to; the config's `reports`.")
@today_option
@project_option
def command(forms: tuple[str, ...], output: str | None, today: date | None, project: str) -> None:
    """Render the evidence report.

    The same input gives the same bytes, so dates are compared with a day only where one is given.
    """
    from evtrack.cli.files import write_beside
    from evtrack.render.summary import summary_text
    from evtrack.render.terminal import Terminal

    with Progress(sys.stderr) as progress:
        results = results_of(project, today or source_date(), progress)
        from evtrack.render.report_formats import (  # pandas: not before bad input is refused
            FORMATS,
            report_of,
        )

        config = results.ledger.config
        folder = Path(output) if output else config.root / config.reports
        report = report_of(results)
        written = []
        for form in map(ReportFormat, forms or ReportFormat):
            written.append(folder / f"evidence.{form}")
            write_beside(config, written[-1], FORMATS[form](report), inside=not output)
    say(summary_text(results, written, Terminal.of(sys.stdout)))
