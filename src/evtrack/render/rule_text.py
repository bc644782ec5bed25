"""`explain`: a rule's page, or the list of all rules, for the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evtrack.render.terminal import SEVERITY_COLOUR, Terminal
from evtrack.rules import Rule
from evtrack.words import Severity

Chosen = Mapping[str, Severity | None]
"""Severities by rule that differ from the rules' own; None where a rule is off."""

_INDENT = " " * len("  warning  ")


def rule_text(rule: Rule, terminal: Terminal, chosen: Chosen) -> str:
    """The rule's page under its name and severity, its own or the one that a config chose."""
    severity = _painted(_severity(rule, chosen), 0, terminal)
    paragraphs = [terminal.wrap(" ".join(part.split())) for part in rule.page.split("\n\n")]
    return "\n\n".join([f"{terminal.paint(rule.name, 'bold')} ({severity})", *paragraphs]) + "\n"


def rule_list(rules: Sequence[Rule], terminal: Terminal, chosen: Chosen) -> str:
    """Each rule by family: severity and name, and what it finds, on one line if all of them fit."""
    width = max(len(rule.name) for rule in rules)
    longest = max(len(rule.summary) for rule in rules)
    in_a_line = len(_INDENT) + width + 2 + longest <= terminal.width
    lines = []
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            lines.append(terminal.paint(family, "bold"))
        head = f"  {_painted(_severity(rule, chosen), 7, terminal)}  {rule.name}"
        if in_a_line:
            lines.append(f"{head}{' ' * (width + 2 - len(rule.name))}{rule.summary}")
        else:
            lines += [head, terminal.wrap(rule.summary, _INDENT)]
    return "\n".join(lines) + "\n"


def _severity(rule: Rule, chosen: Chosen) -> str:
    return str(rule.severity_in(chosen) or "off")


def _painted(severity: str, width: int, terminal: Terminal) -> str:
    return terminal.paint(f"{severity:<{width}}", SEVERITY_COLOUR[severity])
