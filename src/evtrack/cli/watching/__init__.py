"""`report --watch`: the report in a browser while somebody writes, anew whenever a file changes."""

from __future__ import annotations

import gc
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Never

from evtrack.cli.progress import Progress
from evtrack.cli.results import results_of
from evtrack.cli.screen import say, tell
from evtrack.cli.watching.changes import next_change, stamps_of
from evtrack.cli.watching.desk import Desk, Shown
from evtrack.cli.watching.server import serving
from evtrack.config import find_config
from evtrack.errors import CannotRun, reason_of
from evtrack.phrases import listed_briefly
from evtrack.words import ReportFormat

if TYPE_CHECKING:
    from evtrack.render.report_formats import Report

_MOST_PLACES = 3


def watch(project: str, today: date | None, port: int | None) -> Never:
    """Serve the report on the loopback, and make it anew whenever one of its files changes.

    Nothing is written. It ends with KeyboardInterrupt. Raises CannotRun where the project can't be
    read at the start, later that is shown in the page; and where the port is taken.
    """
    gc.enable()  # it runs for hours; `main` has switched it off for a run that is short
    project = os.path.abspath(project)  # so that it can be told should it go
    config = find_config(Path(project))
    before = stamps_of(config)
    desk = Desk(_made(project, today))
    with serving(desk, port) as address:
        say(f"{address} shows the report, and anew whenever a file changes; Ctrl-C ends it\n")
        while True:
            before, changed = next_change(config, before)
            try:
                fresh = find_config(Path(project))
                if fresh != config:
                    config, before = fresh, stamps_of(fresh)
                desk.show(_made(project, today))
            except Exception as error:  # noqa: BLE001 - a bug must not end it either
                reason = _reason(error)
                desk.tell(f"{_named(reason)}. Below is the last report that could be made.")
                tell(_line(f"evtrack: {reason}"))
            else:
                say(_line(f"made anew: {listed_briefly(changed)} changed"))


def _made(project: str, today: date | None) -> Shown:
    """The report in all its forms, as the files are now."""
    with Progress(sys.stderr) as progress:
        results = results_of(project, today, progress)
        from evtrack.render.report_formats import FORMATS, report_of  # pandas: as in `report`

        report = report_of(results)
        forms = {form: FORMATS[form](report) for form in ReportFormat if form.is_for_all}
        return Shown(forms, _named(_unread(report)))


def _unread(report: Report) -> str:
    """What could not be read and where, for verdicts may hang on it; blank where all was."""
    from evtrack.render.unread_words import LEFT_OUT, unread_in_words

    words = unread_in_words(report.document["unread"])
    findings = [each for each in report.document["findings"] if each["rule"] in LEFT_OUT]
    places = [f"{each['path']}:{each['line']}" for each in findings]
    return f"{words} ({listed_briefly(places, _MOST_PLACES)})." if places else ""


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {reason_of(error)}"
    if isinstance(error, (CannotRun, OSError)):
        return reason_of(error)
    what = f"{type(error).__name__}: {error}"
    return f"a bug in evtrack ({what}); `evtrack report` says how to report it"


def _named(text: str) -> str:
    from evtrack.render.pages import named

    return named(text)


def _line(message: str) -> str:
    from evtrack.render.terminal import inert

    return f"{inert(' '.join(message.split()))}\n"
