"""Runs the rules over a ledger, and applies the config's severities and acceptances."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from evtrack.appraisal import judge
from evtrack.config import Acceptance
from evtrack.errors import CannotRun
from evtrack.model import Finding, Ledger, Unchecked, Verdict
from evtrack.rules import RULES, Context, Rule
from evtrack.rules.accepting import acceptances_of
from evtrack.selection import EVERYTHING, Selection, there_is_no
from evtrack.words import Severity


class Inspection(NamedTuple):
    """What came of a check, as far as it is shown.

    `findings` are by path, line and column; accepted ones stand apart. `selection` says what is
    left out.
    """

    findings: tuple[Finding, ...]
    accepted: tuple[tuple[Finding, Acceptance], ...]
    unchecked: tuple[Unchecked, ...]
    selection: Selection = EVERYTHING

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
    return Inspection(
        findings=tuple(sorted((f for f, accepted in shown if not accepted), key=_place)),
        accepted=tuple((f, accepted) for f, accepted in shown if accepted),
        unchecked=tuple(
            unchecked
            for unchecked in _unchecked(ledger, today)
            if not unchecked.subject
            or selection.shows_place(ledger.config.claims, unchecked.subject)
        ),
        selection=selection,
    )


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
    for link in ledger.links:
        if link.rationale:
            why = f"no stored copy of {link.citekey} was compared with it"
            yield Unchecked("rationale", why, link.claim_id)
