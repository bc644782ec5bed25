"""`--since`: what is new, and what is mended, since a revision."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evtrack.fingerprints import Changes
    from evtrack.inspection import Results


def changes_since(revision: str, results: Results) -> Changes:
    """How the findings differ from those of the same check at this revision, on the same day.

    Where the project had no claims then, all are new. Raises CannotRun for a revision that can't be
    compared with.
    """
    from evtrack.cli.states import results_at
    from evtrack.fingerprints import changes

    inspection, ledger = results.inspection, results.ledger
    before = results_at(
        revision,
        ledger.config,
        results.today,
        f"--since {revision}",
        selection=inspection.selection,
        all_entries=ledger.all_entries,
    )
    return changes(
        revision,
        before.inspection.findings if before else (),
        inspection.findings,
        [*(finding for finding, _ in inspection.accepted), *inspection.told_by_others],
    )
