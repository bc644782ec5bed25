"""The porch: arguments in, exit code out. What a command needs is imported when it runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evtrack import __version__
from evtrack.cli.options import project_option, today_option
from evtrack.cli.progress import Progress
from evtrack.errors import CannotRun
from evtrack.suggest import did_you_mean
from evtrack.words import CheckFormat, ReportFormat, Severity

if TYPE_CHECKING:
    from evtrack.inspection import Results

PASSED, FOUND, CANNOT_RUN, BUG, INTERRUPTED = 0, 1, 2, 3, 130


def run(arguments: Sequence[str]) -> int:
    """Run a command line; the exit code is 0 passed, 1 findings, 2 cannot run, 3 a bug."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the shell, as in `evtrack check >&-`
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115  # to the end
        with suppress(AttributeError):
            getattr(sys, name).reconfigure(errors="replace")
    try:
        code = commands.main(list(arguments), prog_name="evtrack", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        _say(error.ctx.get_help() if error.ctx else "")
        return CANNOT_RUN
    except click.ClickException as error:
        return _cannot_run(f"{error.format_message()} (see `evtrack --help`)")
    except CannotRun as error:
        return _cannot_run(str(error))
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except OSError as error:
        _write_no_more()
        what = f"{error.filename}: " if error.filename else ""
        return _cannot_run(f"{what}{error.strerror or error}")
    except Exception as error:  # noqa: BLE001  # the porch: a user never sees a traceback
        return _bug(error)
    return code if isinstance(code, int) else PASSED


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(__version__, message="evtrack %(version)s")
def commands() -> None:
    """Lint and judge the evidence behind an article's claims.

    claims.csv links each claim to BibTeX entries; evtrack validates the links, judges how well each
    claim is supported, and says why.
    """


@commands.command()
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in CheckFormat]),
    default=CheckFormat.TEXT.value,
    show_default=True,
    help="How the findings are shown.",
)
@click.option("--output", metavar="FILE", help="Write to this file, not to the screen.")
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    help="The least severity that fails the check; the config's `fail-on` otherwise.",
)
@today_option
@project_option
def check(
    form: str, output: str | None, fail_on: str | None, today: date | None, project: str
) -> int:
    """Validate the claims, their links and their sources.

    Dates are compared with today's, unless another day is given.
    """
    from evtrack.render.check_formats import FORMATS, CheckView
    from evtrack.render.terminal import Terminal

    with Progress(sys.stderr) as progress:
        results = _results(project, today or _clock(), progress)
        view = CheckView(
            ledger=results.ledger,
            inspection=results.inspection,
            fail_on=Severity(fail_on) if fail_on else results.ledger.config.fail_on,
            terminal=Terminal() if output else Terminal.of(sys.stdout),
        )
        shown = FORMATS[CheckFormat(form)](view)
    if output:
        from evtrack.cli.files import write_beside

        write_beside(results.ledger, Path(output), shown)
    else:
        _say(shown)
    return PASSED if view.passed else FOUND


@commands.command()
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
def report(forms: tuple[str, ...], output: str | None, today: date | None, project: str) -> None:
    """Render the evidence report.

    The same input gives the same bytes, so dates are compared with a day only where one is given.
    """
    from evtrack.cli.files import write_beside
    from evtrack.render.summary import summary_text
    from evtrack.render.terminal import Terminal

    with Progress(sys.stderr) as progress:
        results = _results(project, today or _source_date(), progress)
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
            write_beside(results.ledger, written[-1], FORMATS[form](report), inside=not output)
    _say(summary_text(results, written, Terminal.of(sys.stdout)))


@commands.command()
@click.argument("claim")
@today_option
@project_option
def show(claim: str, today: date | None, project: str) -> None:
    """Explain the verdict on one CLAIM, step by step."""
    from evtrack.render.claim_text import claim_text
    from evtrack.render.terminal import Terminal

    with Progress(sys.stderr) as progress:
        verdicts = _results(project, today or _source_date(), progress).verdicts
    if claim not in verdicts:
        hint = did_you_mean(claim, verdicts) or f"There are {len(verdicts)} claims."
        raise CannotRun(f"there is no claim {claim}. {hint}")
    _say(claim_text(verdicts[claim], Terminal.of(sys.stdout)))


@commands.command()
@click.argument("rule", required=False)
@project_option
def explain(rule: str | None, project: str) -> None:
    """Explain a RULE; without one, list them all, with their severities in the project."""
    from evtrack.config import find_config
    from evtrack.render.rule_text import rule_list, rule_text
    from evtrack.render.terminal import Terminal
    from evtrack.rules import RULES

    terminal = Terminal.of(sys.stdout)
    by_name = {each.name: each for each in RULES}
    chosen = find_config(Path(project)).rules
    if rule is None:
        _say(rule_list(RULES, terminal, chosen))
    elif rule in by_name:
        _say(rule_text(by_name[rule], terminal, chosen))
    else:
        hint = did_you_mean(rule, by_name) or "`evtrack explain` lists them all."
        raise CannotRun(f"there is no rule {rule}. {hint}")


def _results(project: str, today: date | None, progress: Progress) -> Results:
    from evtrack.appraisal import judge
    from evtrack.config import find_config
    from evtrack.inspection import Results, inspect
    from evtrack.readers import load_config

    config = find_config(Path(project))
    progress.next()
    ledger = load_config(config)
    progress.next()
    verdicts = judge(ledger, today)
    progress.next()
    inspection = inspect(ledger, verdicts, today)
    progress.next()
    return Results(ledger, verdicts, inspection, today)


def _source_date() -> date | None:
    """The day of SOURCE_DATE_EPOCH (reproducible-builds.org), where that is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise CannotRun(f"SOURCE_DATE_EPOCH is {epoch!r}, not a number of seconds") from None


def _clock() -> date:
    return _source_date() or datetime.now(UTC).date()


def _say(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough (`| head`); the exit code stays
        _write_no_more()


def _write_no_more() -> None:
    """Let what is still buffered go nowhere, so that the interpreter can end in peace."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _cannot_run(message: str) -> int:
    _complain(message)
    return CANNOT_RUN


def _bug(error: Exception) -> int:
    if os.environ.get("EVTRACK_TRACEBACK"):
        raise error
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else "?"
    _complain(
        f"a bug in evtrack {__version__} ({type(error).__name__}: {error}; at {where}). Please "
        "report it with this line and, if you can, with what EVTRACK_TRACEBACK=1 prints."
    )
    return BUG


def _complain(message: str) -> None:
    from evtrack.render.terminal import inert

    sys.stderr.write(f"evtrack: {inert(' '.join(message.split()))}\n")
