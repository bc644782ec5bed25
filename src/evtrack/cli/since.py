"""`--since`: what is new, and what is mended, since a revision."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evtrack.fingerprints import Changes
    from evtrack.inspection import Results
    from evtrack.model import Finding


def changes_since(revision: str, results: Results) -> Changes:
    """How the findings differ from those of the same check at this revision, on the same day.

    Where the project had no claims then, all are new. Raises CannotRun for a revision that can't be
    compared with.
    """
    from evtrack.fingerprints import changes

    inspection = results.inspection
    accepted = [finding for finding, _ in inspection.accepted]
    before = _findings_at(revision, results)
    return changes(revision, before, inspection.findings, accepted)


def _findings_at(revision: str, results: Results) -> tuple[Finding, ...]:
    from evtrack.appraisal import judge
    from evtrack.config import find_config
    from evtrack.inspection import inspect
    from evtrack.readers import read_project
    from evtrack.readers.revision import project_at

    with project_at(results.ledger.config, revision) as folder:
        if folder is None:
            return ()
        ledger = read_project(
            find_config(folder), all_entries=results.ledger.all_entries, with_report=True
        )
        verdicts = judge(ledger, results.today)
        selection = results.inspection.selection
        return inspect(ledger, verdicts, results.today, selection=selection).findings
