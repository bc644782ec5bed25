"""A project as it is now, as it was at a revision, or as it is in another folder."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from evtrack.errors import CannotRun
from evtrack.phrases import quoted

if TYPE_CHECKING:
    from evtrack.config import Config
    from evtrack.inspection import Results
    from evtrack.render.diff_formats.view import State
    from evtrack.selection import Selection

_TWO_REVISIONS = re.compile(r"(.*[^/.])\.{2,3}([^/.].*)")


def state_of(name: str | None, config: Config, today: date | None) -> tuple[State, Results]:
    """The state of this name, read and judged; without a name, the project as it is on disk.

    A folder of that name goes before a revision. Raises CannotRun, which names the state, where it
    can't be read.
    """
    from evtrack.render.diff_formats.view import State, StateKind

    if name is None:
        return State(StateKind.DISK), results_in(config, today)
    if os.path.isdir(name):
        state = State(StateKind.FOLDER, name)
        return state, _results_in_folder(Path(name), today)
    if both := _TWO_REVISIONS.fullmatch(name):
        raise CannotRun(
            f"{quoted(name)} names two states; write `evtrack diff {both[1]} {both[2]}`"
        )
    results = results_at(name, config, today, f"{quoted(name)} is no folder here")
    state = State(StateKind.REVISION, name, is_empty=results is None)
    return state, results or _nothing(config, today)


def _results_in_folder(folder: Path, today: date | None) -> Results:
    from evtrack.config import config_of

    try:
        return results_in(config_of(folder), today)
    except CannotRun as error:
        raise CannotRun(f"in {folder}: {error}") from None


def results_at(
    revision: str,
    config: Config,
    today: date | None,
    named: str,
    *,
    selection: Selection | None = None,
    all_entries: bool = False,
) -> Results | None:
    """All there is to say of the project as it was at a revision; None where it had no claims then.

    `named` is what an error calls the revision. Raises CannotRun for one that can't be looked up,
    and where the project could not be read then.
    """
    from evtrack.config import config_of
    from evtrack.readers.revision import project_at

    with project_at(config, revision, named, all_entries=all_entries) as folder:
        if folder is None:
            return None
        results = results_in(config_of(folder), today, selection=selection, all_entries=all_entries)
        _look_at_copies(results)
        return results


def _look_at_copies(results: Results) -> None:
    """Read the files that are to be compared: they are gone when this state is left."""
    copies = results.ledger.copies
    for copy in (copy for key in results.ledger.cited for copy in copies.of(key)) if copies else ():
        _ = copy.sha256


def results_in(
    config: Config,
    today: date | None,
    *,
    selection: Selection | None = None,
    all_entries: bool = False,
) -> Results:
    """All there is to say of the project with this config."""
    from evtrack.appraisal import judge
    from evtrack.inspection import Results, inspect
    from evtrack.readers import read_project
    from evtrack.selection import EVERYTHING

    ledger = read_project(config, all_entries=all_entries, with_report=True)
    verdicts = judge(ledger, today)
    inspection = inspect(ledger, verdicts, today, selection=selection or EVERYTHING)
    return Results(ledger, verdicts, inspection, today)


def _nothing(config: Config, today: date | None) -> Results:
    """What there is to say of a project that has no claims yet, under this config."""
    from evtrack.inspection import Inspection, Results
    from evtrack.model import Input, Ledger
    from evtrack.readers.claims import REQUIRED_COLUMNS, read_claims

    claims = Input(config.claims, f"{','.join(REQUIRED_COLUMNS)}\n")
    ledger = Ledger(config, (), (), {}, (), (), read_claims(claims))
    return Results(ledger, {}, Inspection((), (), ()), today)
