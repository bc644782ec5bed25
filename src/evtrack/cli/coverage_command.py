"""`evtrack coverage`."""

from __future__ import annotations

import math
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evtrack.cli.exit_codes import FOUND, PASSED
from evtrack.cli.options import format_option, output_option, project_option, show_options
from evtrack.cli.progress import Progress
from evtrack.cli.screen import say
from evtrack.errors import CannotRun
from evtrack.words import CoverageFormat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evtrack.coverage.gates import Gate
    from evtrack.coverage.measured import Measured
    from evtrack.model import Ledger


class Percent(click.ParamType[float]):
    """A number from 0 to 100."""

    name = "percent"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number; click fails with the option's name where it is none."""
        try:
            percent = float(str(value).removesuffix("%"))
        except ValueError:
            percent = math.nan
        if not 0 <= percent <= 100:
            self.fail(f"{value!r} is not a number from 0 to 100.", param, ctx)
        return percent


@click.command("coverage")
@format_option(CoverageFormat, "How the coverage is shown.")
@output_option
@show_options(
    5,
    "How many sentences without a claim are shown, those that need evidence most first.",
    "Show all of them.",
)
@click.option(
    "--min-coverage",
    metavar="PERCENT",
    type=Percent(),
    help="Fail where fewer sentences stand on a claim; the config's `min-coverage` otherwise.",
)
@click.option(
    "--min-supported",
    metavar="PERCENT",
    type=Percent(),
    help="Fail where fewer stand on claims with moderate or strong support; the config's "
    "`min-supported` otherwise.",
)
@click.option("--badge", metavar="FILE", help="Also write a badge with the percentage, an SVG.")
@project_option
def command(
    form: CoverageFormat,
    output: str | None,
    most: int | None,
    min_coverage: float | None,
    min_supported: float | None,
    badge: str | None,
    project: str,
) -> int:
    """Measure how much of the article stands on claims.

    A sentence is carried where a claim's anchor stands in it, and supported where the support of
    all its claims is moderate or strong. Headings, questions, fragments and reference lists are out
    of scope.
    """
    from evtrack.config import find_config
    from evtrack.coverage.gates import gates_of
    from evtrack.readers import read_project
    from evtrack.render.coverage_text import gate_line

    _refuse_one_file_for_both(output, badge)
    with Progress(sys.stderr) as progress:
        config = find_config(Path(project))
        progress.next()
        ledger = read_project(config)
        progress.next()
        measured = _measured(ledger)
        gates = gates_of(
            measured.total,
            config.min_coverage if min_coverage is None else min_coverage,
            config.min_supported if min_supported is None else min_supported,
        )
        text = _rendered(measured, gates, form, most, output)
    _write(text, ledger, measured, output, badge)
    passed = all(gate.passed for gate in gates)
    if output or form is not CoverageFormat.TEXT:
        for gate in gates:
            if not gate.passed:
                sys.stderr.write(f"evtrack: failed: {gate_line(gate)}\n")
    return PASSED if passed else FOUND


def _refuse_one_file_for_both(output: str | None, badge: str | None) -> None:
    if output and badge and os.path.realpath(output) == os.path.realpath(badge):
        raise click.UsageError(f"--output and --badge both name {badge}.")


def _measured(ledger: Ledger) -> Measured:
    """Raises CannotRun where the project has no article."""
    from evtrack.appraisal import judge
    from evtrack.coverage import article_coverage
    from evtrack.coverage.measured import measured

    coverage = article_coverage(ledger)
    if coverage is None:
        where = ledger.config.file or "evtrack.toml"
        raise CannotRun(
            f"there is no article to measure; name it in {where}, as in `article = "
            '"article.md"`, or make a project of one with `evtrack init ARTICLE`'
        )
    return measured(coverage, judge(ledger))


def _rendered(
    measured: Measured,
    gates: Sequence[Gate],
    form: CoverageFormat,
    most: int | None,
    output: str | None,
) -> str:
    if form is CoverageFormat.JSON:
        from evtrack.render.coverage_record import coverage_json

        return coverage_json(measured, gates)
    from evtrack.render.coverage_text import coverage_text
    from evtrack.render.terminal import Terminal

    terminal = Terminal() if output else Terminal.of(sys.stdout)
    return coverage_text(measured, gates, most, terminal)


def _write(
    text: str, ledger: Ledger, measured: Measured, output: str | None, badge: str | None
) -> None:
    """Write the files, then the screen. Raises CannotRun for a file that can't be written."""
    if output or badge:
        from evtrack.cli.files import write_beside
        from evtrack.render.badge import coverage_badge

        if badge:
            write_beside(ledger.config, Path(badge), coverage_badge(measured.total))
        if output:
            write_beside(ledger.config, Path(output), text)
    if not output:
        say(text)
