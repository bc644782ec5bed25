"""`explain`: a rule's page, or the list of all rules, for the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evtrack.render.terminal import Terminal
from evtrack.rules import Rule
from evtrack.words import Severity

Chosen = Mapping[str, Severity | None]
"""Severities by rule that differ from the rules' own; None where a rule is off."""

_COLOUR = {"error": "red", "warning": "yellow", "note": "cyan", "off": "dim"}


def rule_text(rule: Rule, terminal: Terminal, chosen: Chosen) -> str:
    """The rule's page under its name and severity, its own or the one that a config chose."""
    severity = _painted(_severity(rule, chosen), 0, terminal)
    paragraphs = [terminal.wrap(" ".join(part.split())) for part in rule.page.split("\n\n")]
    return "\n\n".join([f"{terminal.paint(rule.name, 'bold')} ({severity})", *paragraphs]) + "\n"


def rule_list(rules: Sequence[Rule], terminal: Terminal, chosen: Chosen) -> str:
    """A line a rule, by family: severity, name and what it finds."""
    width = max(len(rule.name) for rule in rules)
    indent = " " * (len("  warning  ") + width + 2)
    lines = []
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            lines.append(terminal.paint(family, "bold"))
        severity = _severity(rule, chosen)
        line = terminal.wrap(f"{rule.name:<{width}}  {rule.summary}", f"  {severity:<7}  ", indent)
        lines.append(line.replace(f"{severity:<7}", _painted(severity, 7, terminal), 1))
    return "\n".join(lines) + "\n"


def _severity(rule: Rule, chosen: Chosen) -> str:
    return str(chosen.get(rule.name, rule.severity) or "off")


def _painted(severity: str, width: int, terminal: Terminal) -> str:
    return terminal.paint(f"{severity:<{width}}", _COLOUR[severity])
