"""`explain`: a rule's page, or the list of all rules, for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from evtrack.render.terminal import Terminal
from evtrack.rules import Rule
from evtrack.words import Severity

_COLOUR = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def rule_text(rule: Rule, terminal: Terminal) -> str:
    """The rule's page under its name and default severity."""
    severity = terminal.paint(rule.severity, _COLOUR[rule.severity])
    paragraphs = [terminal.wrap(" ".join(part.split())) for part in rule.page.split("\n\n")]
    return "\n\n".join([f"{terminal.paint(rule.name, 'bold')} ({severity})", *paragraphs]) + "\n"


def rule_list(rules: Sequence[Rule], terminal: Terminal) -> str:
    """A line a rule, by family: severity, name and what it finds."""
    width = max(len(rule.name) for rule in rules)
    indent = " " * (len("  warning  ") + width + 2)
    lines = []
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            lines.append(terminal.paint(family, "bold"))
        padded = f"{rule.severity:<7}"
        line = terminal.wrap(f"{rule.name:<{width}}  {rule.summary}", "  " + padded + "  ", indent)
        lines.append(line.replace(padded, terminal.paint(padded, _COLOUR[rule.severity]), 1))
    return "\n".join(lines) + "\n"
