"""Runs the rules over a ledger, and applies the config's severities and acceptances."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from evtrack.appraisal import judge
from evtrack.config import Acceptance, Config
from evtrack.errors import CannotRun
from evtrack.model import Finding, Ledger, Unchecked, Verdict
from evtrack.rules import RULES, Context, Rule, covers
from evtrack.suggest import did_you_mean
from evtrack.words import Severity


class Inspection(NamedTuple):
    """What came of a check. `findings` are by path, line and column; accepted ones stand apart."""

    findings: tuple[Finding, ...]
    accepted: tuple[tuple[Finding, Acceptance], ...]
    unchecked: tuple[Unchecked, ...]

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
    that does not exist.
    """
    return list(inspect(ledger, judge(ledger, today), today).findings)


def inspect(
    ledger: Ledger,
    verdicts: Mapping[str, Verdict],
    today: date | None,
    rules: Sequence[Rule] = RULES,
) -> Inspection:
    """The same with verdicts already reached, and with what was accepted and unchecked."""
    _refuse_unknown_rules(ledger.config, rules)
    found: list[Finding] = []
    context = Context(ledger, verdicts, today, found)
    for rule in rules:
        severity = ledger.config.rules.get(rule.name, rule.severity)
        if severity:
            found.extend(Finding(rule.name, severity, problem) for problem in rule.find(context))
    acceptance_of = [(finding, _acceptance(finding, ledger.config, today)) for finding in found]
    return Inspection(
        findings=tuple(sorted((f for f, accepted in acceptance_of if not accepted), key=_place)),
        accepted=tuple((f, accepted) for f, accepted in acceptance_of if accepted),
        unchecked=tuple(_unchecked(ledger, today)),
    )


def _refuse_unknown_rules(config: Config, rules: Sequence[Rule]) -> None:
    known = [rule.name for rule in rules]
    named = [*config.rules, *(acceptance.rule for acceptance in config.accept)]
    for name in named:
        if name not in known:
            hint = did_you_mean(name, known) or "`evtrack explain` lists them all."
            raise CannotRun(f"{config.file}: there is no rule `{name}`. {hint}")


def _acceptance(finding: Finding, config: Config, today: date | None) -> Acceptance | None:
    return next((a for a in config.accept if covers(a, finding) and a.holds_on(today)), None)


def _place(finding: Finding) -> tuple[str, int, int, str]:
    location = finding.problem.location
    return location.path, location.line, location.column, finding.rule


def _unchecked(ledger: Ledger, today: date | None) -> Iterator[Unchecked]:
    if today is None:
        yield Unchecked("dates", "no date was given to compare them with (--today)", "")
    if any(claim.anchor for claim in ledger.claims):
        yield Unchecked("anchors", "the article's text is not compared with them yet", "")
    for link in ledger.links:
        if link.rationale:
            why = f"no stored copy of {link.citekey} was compared with it"
            yield Unchecked("rationale", why, link.claim_id)
