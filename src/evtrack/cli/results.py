"""What most commands do first: read the project, judge its claims, run the rules."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from evtrack.errors import CannotRun

if TYPE_CHECKING:
    from evtrack.cli.progress import Progress
    from evtrack.inspection import Results
    from evtrack.model import Ledger
    from evtrack.selection import Selection


class Wanted(NamedTuple):
    """What a user wants checked and shown: rules, words that name files or subjects, entries.

    Without a `selection` it is what every rule finds that is on.
    """

    selection: Selection | None = None
    names: tuple[str, ...] = ()
    all_entries: bool = False
    with_report: bool = False


EVERYTHING = Wanted()


def results_of(
    project: str, today: date | None, progress: Progress, wanted: Wanted = EVERYTHING
) -> Results:
    """All there is to say of the project that this folder belongs to."""
    from evtrack.appraisal import judge
    from evtrack.config import find_config
    from evtrack.inspection import Results, inspect
    from evtrack.readers import read_project

    config = find_config(Path(project))
    progress.next()
    ledger = read_project(config, all_entries=wanted.all_entries, with_report=wanted.with_report)
    selection = _selection(wanted, ledger)
    progress.next()
    verdicts = judge(ledger, today)
    progress.next()
    inspection = inspect(ledger, verdicts, today, selection=selection)
    progress.next()
    return Results(ledger, verdicts, inspection, today)


def _selection(wanted: Wanted, ledger: Ledger) -> Selection:
    from evtrack.selection import EVERYTHING, scope_of

    scope = scope_of(wanted.names, ledger, Path.cwd()) if wanted.names else None
    return (wanted.selection or EVERYTHING)._replace(scope=scope)


def source_date() -> date | None:
    """The day of SOURCE_DATE_EPOCH (reproducible-builds.org), where that is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise CannotRun(f"SOURCE_DATE_EPOCH is {epoch!r}, not a number of seconds") from None


def clock() -> date:
    """Today, unless SOURCE_DATE_EPOCH says otherwise."""
    return source_date() or datetime.now(UTC).date()
