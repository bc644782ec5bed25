"""`check --write-baseline`: the findings that are there when evtrack is introduced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from evtrack.cli.files import rewrite
from evtrack.errors import CannotRun
from evtrack.inspection import Results, all_findings, rules_off
from evtrack.model import BaselineEntry, Group, Input
from evtrack.phrases import counted
from evtrack.readers.baseline import baseline_text
from evtrack.rules import RULES
from evtrack.rules.accepting import is_looked_for, unaccepted

_ACCEPTABLE = frozenset(rule.name for rule in RULES if rule.is_acceptable)
_VITAL = frozenset(rule.name for rule in RULES if rule.vital)


def write_baseline(results: Results) -> str:
    """Write the baseline where there is none, else take out what is mended; and what was done.

    A new one holds the findings that are shown, and those that they tell of. One that is there
    never grows, whatever is shown.
    Raises CannotRun where nothing could be checked: then nothing is known to be mended.
    """
    config, findings = results.ledger.config, results.inspection.findings
    if any(finding.rule in _VITAL for finding in findings):
        raise CannotRun(
            f"{config.baseline}: not written, for nothing could be checked; see `evtrack check`"
        )
    for file in results.ledger.inputs:
        if file.path == config.baseline:
            return _shrink(results, file)
    every = (*findings, *results.inspection.told_by_others)
    return _create(results, Counter(each.group for each in every if each.rule in _ACCEPTABLE))


def _create(results: Results, shown: Counter[Group]) -> str:
    config = results.ledger.config
    entries = [BaselineEntry(*group, count) for group, count in shown.items()]
    data = baseline_text(entries).encode()
    rewrite(config.root / config.baseline, None, data, config.root)
    return f"wrote {config.baseline} with {counted(shown.total(), 'finding')}"


def _shrink(results: Results, file: Input) -> str:
    ledger, before = results.ledger, results.ledger.baseline
    present = _present(results)
    after = tuple(_shrunk(before, present, results))
    if after != before:
        root = ledger.config.root
        rewrite(root / file.path, file.raw, baseline_text(after).encode(), root)
    held = _total(after)
    told = f"took {counted(_total(before) - held, 'finding')} out of {file.path}"
    missing = (present - Counter({entry.group: entry.number for entry in after})).total()
    if missing:
        told += (
            f"; {counted(missing, 'finding')} more than the {held:,} in it: it only shrinks, and "
            "is begun anew once it is removed"
        )
    return told


def _shrunk(
    entries: Iterable[BaselineEntry], present: Counter[Group], results: Results
) -> Iterator[BaselineEntry]:
    """The entries with no more than is present, as far as this check has looked for it."""
    off = rules_off(results.ledger, RULES, results.inspection.selection)
    for entry in entries:
        if not is_looked_for(entry, results.ledger, off):
            yield entry
        elif present[entry.group]:
            yield entry._replace(number=min(entry.number, present[entry.group]))


def _present(results: Results) -> Counter[Group]:
    ledger, verdicts, inspection, today = results
    found = all_findings(ledger, verdicts, today, selection=inspection.selection)
    return unaccepted([each for each in found if each.rule in _ACCEPTABLE], ledger, today)


def _total(entries: Iterable[BaselineEntry]) -> int:
    return sum(entry.number for entry in entries)
