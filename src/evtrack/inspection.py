"""Runs the rules over a ledger, and applies the config's severities and acceptances."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from evtrack.appraisal import judge
from evtrack.config import Acceptance
from evtrack.errors import CannotRun
from evtrack.model import Finding, Ledger, Unchecked, Verdict
from evtrack.quotations import RationaleFate, rationale_checks
from evtrack.rules import RULES, Context, Rule
from evtrack.rules.accepting import acceptances_of
from evtrack.selection import EVERYTHING, Selection, there_is_no
from evtrack.words import Severity

_OF_RETRACTIONS = "retracted-source"


class Inspection(NamedTuple):
    """What came of a check, as far as it is shown.

    `findings` are by path, line and column; accepted ones stand apart, and so do those that come of
    a retraction, which tells of them. `selection` says what is left out.
    """

    findings: tuple[Finding, ...]
    accepted: tuple[tuple[Finding, Acceptance], ...]
    unchecked: tuple[Unchecked, ...]
    selection: Selection = EVERYTHING
    told_by_others: tuple[Finding, ...] = ()

    def passes(self, fail_on: Severity) -> bool:
        """Whether no finding is as bad as that, or worse."""
        return all(finding.severity.rank > fail_on.rank for finding in self.findings)

    @property
    def counts(self) -> dict[str, int]:
        """How many findings of each severity, how many accepted, how many unchecked."""
        found = Counter(finding.severity for finding in self.findings)
        return {
            **{severity.value: found[severity] for severity in Severity},
            "accepted": len(self.accepted),
            "unchecked": len(self.unchecked),
        }


class Results(NamedTuple):
    """A ledger and what was made of it: all that a report is rendered from."""

    ledger: Ledger
    verdicts: Mapping[str, Verdict]
    inspection: Inspection
    today: date | None


def check(ledger: Ledger, today: date | None = None) -> list[Finding]:
    """The findings on a project, by path, line and column, less those that are accepted.

    Without `today` nothing is compared with it. Raises CannotRun where the config names a rule
    that does not exist, or switches off one that can't be.
    """
    return list(inspect(ledger, judge(ledger, today), today).findings)


def inspect(
    ledger: Ledger,
    verdicts: Mapping[str, Verdict],
    today: date | None,
    rules: Sequence[Rule] = RULES,
    selection: Selection = EVERYTHING,
) -> Inspection:
    """The same with verdicts already reached, and with what was accepted and unchecked.

    Every rule that is on runs, whatever is selected: only so can an acceptance be told from an
    unused one.
    """
    found = all_findings(ledger, verdicts, today, rules, selection)
    vital = {rule.name for rule in rules if rule.vital}
    shown = [
        (finding, acceptance)
        for finding, acceptance in zip(found, acceptances_of(found, ledger, today), strict=True)
        if finding.rule in vital or selection.shows(finding)
    ]
    findings = sorted((finding for finding, accepted in shown if not accepted), key=_place)
    told = {f.problem.subject: f.severity.rank for f in findings if f.rule == _OF_RETRACTIONS}
    return Inspection(
        findings=tuple(f for f in findings if not _is_told_by(f, told)),
        accepted=tuple((f, accepted) for f, accepted in shown if accepted),
        unchecked=tuple(
            unchecked
            for unchecked in _unchecked(ledger, today)
            if not unchecked.subject
            or selection.shows_place(_file_of(unchecked.subject, ledger), unchecked.subject)
        ),
        selection=selection,
        told_by_others=tuple(f for f in findings if _is_told_by(f, told)),
    )


def _is_told_by(finding: Finding, retractions: Mapping[str, int]) -> bool:
    """Whether it comes of a retraction that is shown, by citekey with its rank, no milder than it.

    One cause makes one finding; but no retraction that is accepted or left out may hide another.
    """
    ranks = [retractions[key] for key in finding.problem.because_of if key in retractions]
    return bool(ranks) and min(ranks) <= finding.severity.rank


def all_findings(
    ledger: Ledger,
    verdicts: Mapping[str, Verdict],
    today: date | None,
    rules: Sequence[Rule] = RULES,
    selection: Selection = EVERYTHING,
) -> list[Finding]:
    """What the rules find that are on or turned on, accepted or not, shown or not, by rule."""
    _refuse_bad_rules(ledger, rules)
    found: list[Finding] = []
    context = Context(ledger, verdicts, today, found, rules_off(ledger, rules, selection))
    for rule in rules:
        severity = rule.severity_in(ledger.config.rules) or rule.severity
        if rule.name not in context.off:
            found.extend(Finding(rule.name, severity, problem) for problem in rule.find(context))
    return found


def rules_off(ledger: Ledger, rules: Sequence[Rule], selection: Selection) -> frozenset[str]:
    """The names of the rules that don't run: by themselves or in the config, and not asked for."""
    return frozenset(
        rule.name
        for rule in rules
        if rule.severity_in(ledger.config.rules) is None and not selection.turns_on(rule)
    )


def _refuse_bad_rules(ledger: Ledger, rules: Sequence[Rule]) -> None:
    """Raise CannotRun where a setting names no rule, or one that it can't be about."""
    config, by_name = ledger.config, {rule.name: rule for rule in rules}
    set_at = [(name, config.rule_lines.get(name, 1)) for name in config.rules]
    accepted_at = [(acceptance.rule, acceptance.line) for acceptance in config.accept]
    for name, line in (*set_at, *accepted_at):
        if name not in by_name:
            raise CannotRun(f"{config.file}:{line}: {there_is_no('rule', name, by_name)}")
    for name, line in set_at:
        if by_name[name].vital and config.rules[name] is not by_name[name].severity:
            raise _vital(f"{config.file}:{line}", name, "must stay an error")
    for name, line in accepted_at:
        if by_name[name].vital:
            raise _vital(f"{config.file}:{line}", name, "can't be accepted")
        if not by_name[name].is_acceptable:
            raise CannotRun(
                f"{config.file}:{line}: `{name}` can't be accepted: mend what it finds, or set the "
                "rule to `off` under `rules`"
            )
    for entry in ledger.baseline:
        if entry.rule in by_name and not by_name[entry.rule].is_acceptable:
            raise CannotRun(
                f"{config.baseline}:{entry.line}: a baseline can't hold findings of "
                f"`{entry.rule}`; remove the line"
            )


def _vital(place: str, name: str, what: str) -> CannotRun:
    return CannotRun(
        f"{place}: `{name}` {what}: what it finds leaves nothing to check; remove the setting"
    )


def _place(finding: Finding) -> tuple[str, int, int, str]:
    location = finding.problem.location
    return location.path, location.line, location.column, finding.rule


def _unchecked(ledger: Ledger, today: date | None) -> Iterator[Unchecked]:
    config = ledger.config
    if today is None:
        yield Unchecked("dates", "no date was given to compare them with (--today)", "")
    if not ledger.article and any(claim.anchor for claim in ledger.claims):
        yield Unchecked("anchors", "there is no article to compare them with", "")
    if not ledger.article and (config.min_coverage, config.min_supported) != (None, None):
        yield Unchecked("coverage", "there is no article to measure it in", "")
    yield from _not_looked_up(ledger)
    checks = rationale_checks(ledger)
    for link in ledger.links:
        check = checks.get(link.location)
        if check and check.fate is RationaleFate.UNCHECKED:
            yield Unchecked("rationale", check.why, link.claim_id)


def _file_of(subject: str, ledger: Ledger) -> str:
    source = ledger.cited.get(subject)
    return source.location.path if source else ledger.config.claims


def _not_looked_up(ledger: Ledger) -> Iterator[Unchecked]:
    """The linked sources that no list of retractions can be about, where the project has one."""
    if not ledger.config.retractions:
        return
    from evtrack.readers.retractions import looked_up  # late: few projects have a list

    for key, source in ledger.cited.items():
        if not any(looked_up(source.fields)):
            yield Unchecked("retraction", "the entry has no DOI or PMID to look up", key)
