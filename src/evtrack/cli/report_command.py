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
    help="Only this form of the report; may be given again. Default: all but xlsx.",
)
@click.option("--pdf", is_flag=True, help="Also print the page to a PDF, with Chromium.")
@click.option("--output", metavar="DIR", help="The folder to write to; the config's `reports`.")
@click.option(
    "--watch",
    is_flag=True,
    help="Write nothing; show the report in a browser, and anew whenever a file changes.",
)
@click.option(
    "--port",
    metavar="N",
    type=click.IntRange(0, 65535),
    help="The port to watch on; 0 for any that is free.",
)
@today_option
@project_option
def command(
    forms: tuple[str, ...],
    pdf: bool,
    output: str | None,
    watch: bool,
    port: int | None,
    today: date | None,
    project: str,
) -> None:
    """Render the evidence report.

    The same input gives the same bytes, so dates are compared with a day only where one is given.
    """
    if watch:
        if forms or pdf or output:
            raise click.UsageError("--watch writes nothing: no --format, --pdf and --output.")
        from evtrack.cli.watching import watch as watch_project

        watch_project(project, today or source_date(), port)
    elif port is not None:
        raise click.UsageError("--port goes with --watch.")
    else:
        asked = tuple(map(ReportFormat, forms)) or tuple(f for f in ReportFormat if f.is_for_all)
        _write(asked, pdf, output, today or source_date(), project)


def _write(
    forms: tuple[ReportFormat, ...],
    pdf: bool,
    output: str | None,
    today: date | None,
    project: str,
) -> None:
    """Render everything, then write it: what fails leaves every file as it was."""
    from evtrack.cli.files import write_all_beside
    from evtrack.readers.report import read_report
    from evtrack.render.pdf import find_chromium, printed
    from evtrack.render.summary import summary_text
    from evtrack.render.terminal import Terminal

    chromium = find_chromium() if pdf else ""
    with Progress(sys.stderr) as progress:
        results = results_of(project, today, progress)
        from evtrack.render.report_formats import (  # pandas: not before bad input is refused
            FORMATS,
            html,
            report_of,
        )

        config = results.ledger.config
        before = None if output or ReportFormat.JSON not in forms else read_report(config)
        folder = Path(output) if output else config.root / config.reports
        report = report_of(results)
        written: dict[Path, str | bytes] = {
            folder / f"evidence.{form}": FORMATS[form](report) for form in forms
        }
        if pdf:
            written[folder / "evidence.pdf"] = printed(html(report), chromium)
        write_all_beside(config, written, inside=not output)
    say(summary_text(results, list(written), Terminal.of(sys.stdout), before))
