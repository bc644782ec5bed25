"""`evtrack explain`."""

import sys
from pathlib import Path

import click

from evtrack.cli.options import project_option
from evtrack.cli.screen import say


@click.command("explain", short_help="Explain a RULE, or list those of a FAMILY, or all.")
@click.argument("name", required=False, metavar="[RULE|FAMILY]")
@project_option
def command(name: str | None, project: str) -> None:
    """Explain a RULE, or list the rules of a FAMILY; without a name, list them all.

    With their severities in the project.
    """
    from evtrack.config import find_config
    from evtrack.render.rule_text import rule_list, rule_text
    from evtrack.render.terminal import Terminal
    from evtrack.rules import RULES
    from evtrack.selection import EVERY_RULE, rules_named

    terminal = Terminal.of(sys.stdout)
    severities = find_config(Path(project)).rules
    named = rules_named([name or EVERY_RULE]).names
    rules = [rule for rule in RULES if rule.name in named]
    if name in named:
        say(rule_text(rules[0], terminal, severities))
    else:
        say(rule_list(rules, terminal, severities))
