"""The project's own settings. These rules come last: they look at what the others found."""

from collections.abc import Iterator, Sequence

from evtrack import __version__
from evtrack.config import Acceptance
from evtrack.model import Ledger, Location, Problem, Report
from evtrack.phrases import counted, excerpt, listed_briefly
from evtrack.rules.accepting import is_looked_for, unaccepted
from evtrack.rules.rule import Context
from evtrack.suggest import did_you_mean


def acceptance_without_reason(context: Context) -> Iterator[Problem]:
    """An acceptance that gives no reason.

    Why it matters: nobody can tell later whether the finding may still stand, so the acceptance
    does not hold and the finding is back.

    Example: `rule = "weak-claim"` and `where = "C14"`, and nothing else.

    What to do: say in `reason` why the finding may stand, or mend it and remove the acceptance.
    """
    for acceptance in context.ledger.config.accept:
        if not acceptance.reason:
            yield _problem(
                context,
                acceptance,
                "has no reason, so it does not hold",
                "Say in `reason` why the finding may stand.",
            )


def expired_acceptance(context: Context) -> Iterator[Problem]:
    """An acceptance whose last day has passed.

    Why it matters: the finding that it covered is back, and somebody had promised to see to it.

    Example: `until = 2025-12-31` in a run of 2026.

    What to do: mend the finding and remove the acceptance, or renew it with its reason.
    """
    for acceptance in context.ledger.config.accept:
        if acceptance.expired_on(context.today):
            yield _problem(
                context, acceptance, f"expired on {acceptance.until} ({acceptance.reason})"
            )


def unused_acceptance(context: Context) -> Iterator[Problem]:
    """An acceptance that covers no finding.

    Why it matters: what it accepted is mended, or it is misspelt and accepts nothing; left there,
    it would hide the next finding of its kind.

    Example: `where = "C41"` in a project of 38 claims.

    What to do: remove it, or correct its `rule` and `where`.
    """
    ledger = context.ledger
    if not ledger.config.accept:
        return
    found = {(finding.rule, finding.problem.subject) for finding in context.found}
    known = dict.fromkeys((*ledger.links_of, *ledger.sources, *sorted(s for _, s in found)))
    for acceptance in ledger.config.accept:
        if acceptance.where not in known:
            what = "covers no finding: no claim and no source has that name"
            yield _problem(context, acceptance, what, did_you_mean(acceptance.where, known))
        elif (acceptance.rule, acceptance.where) not in found:
            yield _problem(context, acceptance, "covers no finding")


def stale_baseline(context: Context) -> Iterator[Problem]:
    """An entry of the baseline that holds more findings than there are.

    Why it matters: what was mended could break again, and nobody would be told. Nothing is said of
    what this check does not look for: findings of rules that are off, and of entries that no claim
    cites; nor of anything without a date, for some findings are not there then.

    Example: a count of 3 where one of the three findings has been mended.

    What to do: `evtrack check --write-baseline` lowers the counts and drops what is mended.
    """
    ledger = context.ledger
    if not ledger.baseline or context.today is None:
        return
    present = unaccepted(context.found, ledger, context.today)
    for entry in ledger.baseline:
        left = present[entry.group]
        if left < entry.number and is_looked_for(entry, ledger, context.off):
            where = f"{entry.path} on {entry.subject}" if entry.subject else entry.path
            yield Problem(
                f"the baseline holds {counted(entry.number, 'finding')} of {entry.rule} in "
                f"{where}, but the check finds {left or 'none'}",
                Location(ledger.config.baseline, entry.line, entry.column),
                subject=entry.subject,
                help="Run `evtrack check --write-baseline`, which takes out what is mended.",
            )


def outdated_report(context: Context) -> Iterator[Problem]:
    """The report in the project was made of other files than those that are there.

    Why it matters: who reads the report is shown verdicts that no longer hold.

    Example: a row of `claims.csv` that was changed after `reports/evidence.json` was written.

    What to do: run `evtrack report`, and commit what it writes.
    """
    report = context.ledger.report
    if report and (what := report.flaw or _outdated(report, context.ledger)):
        yield Problem(
            f"{report.path} {what}", Location(report.path), help="Run `evtrack report` again."
        )


def _outdated(report: Report, ledger: Ledger) -> str:
    """What the report was made of or by that is another now; blank where all is the same.

    Stored copies that are not there say nothing: they are seldom committed. Checksums come last,
    and of each file only once: they cost the most.
    """
    inputs = ledger.inputs
    paths = {file.path for file in inputs}
    if strangers := sorted(paths ^ report.inputs.keys()):
        return _before_a_change_to(strangers)
    if report.made_by != f"evtrack {__version__}":
        return f"was made by {excerpt(report.made_by)}, and this is evtrack {__version__}"
    changed = [file.path for file in inputs if report.inputs[file.path] != file.sha256]
    changed += [
        copy.path
        for copies in ledger.compared_copies.values()
        for copy in copies
        if copy.sha256 != report.copies.get(copy.path)
    ]
    return _before_a_change_to(changed) if changed else ""


def _before_a_change_to(paths: Sequence[str]) -> str:
    return f"was made before a change to {listed_briefly([*map(excerpt, paths)])}"


def _problem(context: Context, acceptance: Acceptance, what: str, help: str = "") -> Problem:
    return Problem(
        f"the acceptance of {acceptance.rule} for {acceptance.where} {what}",
        Location(context.ledger.config.file or "", acceptance.line),
        subject=acceptance.where,
        help=help or "Remove it, or bring it up to date.",
    )
