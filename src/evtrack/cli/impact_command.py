"""`evtrack impact`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evtrack.cli.options import format_option, output_option, project_option, show_options
from evtrack.cli.progress import Progress
from evtrack.cli.screen import say
from evtrack.errors import CannotRun
from evtrack.suggest import did_you_mean
from evtrack.words import ImpactFormat

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evtrack.model import Ledger, Verdict
    from evtrack.render.terminal import Terminal


@click.command("impact")
@click.argument("sources", metavar="[SOURCE]...", nargs=-1)
@format_option(ImpactFormat, "How the impact is shown.")
@output_option
@show_options(
    10,
    "How many sources the text shows where none is named, those on which most hangs first.",
    "Show all of them, with all their claims.",
)
@project_option
def command(
    sources: tuple[str, ...],
    form: ImpactFormat,
    output: str | None,
    most: int | None,
    project: str,
) -> None:
    """Tell which verdicts would change if a SOURCE were retracted.

    Several sources, by their citekeys, are taken away together. Without any, each linked source is
    tried for itself, and they are ranked by how many verdicts would change. Of a source that is
    retracted it is told what that has changed.
    """
    from evtrack.appraisal import judge
    from evtrack.config import find_config
    from evtrack.readers import read_project
    from evtrack.render.terminal import Terminal

    with Progress(sys.stderr) as progress:
        config = find_config(Path(project))
        progress.next()
        ledger = read_project(config)
        keys = list(dict.fromkeys(sources))
        _refuse_unknown(keys, ledger)
        progress.next()
        verdicts = judge(ledger)
        terminal = Terminal() if output else Terminal.of(sys.stdout)
        if keys:
            text = _of_named(keys, ledger, verdicts, form, terminal)
        else:
            text = _of_each(ledger, verdicts, form, most, terminal)
    if output:
        from evtrack.cli.files import write_beside

        write_beside(config, Path(output), text)
    else:
        say(text)


def _refuse_unknown(keys: Sequence[str], ledger: Ledger) -> None:
    claims = {claim.id for claim in ledger.claims}
    for key in keys:
        if key in ledger.sources:
            continue
        if key in claims:
            raise CannotRun(f"`{key}` is a claim; name sources by their citekeys")
        hint = did_you_mean(key, ledger.sources) or "Sources are named by their citekeys."
        raise CannotRun(f"there is no source `{key}`. {hint}")


def _of_named(
    keys: Sequence[str],
    ledger: Ledger,
    verdicts: Mapping[str, Verdict],
    form: ImpactFormat,
    terminal: Terminal,
) -> str:
    """What comes of withdrawing these sources together."""
    from evtrack.appraisal import withdrawal

    linking = withdrawal.claims_linking(keys, ledger.links)
    claims = {claim_id for ids in linking.values() for claim_id in ids}
    concerned = [verdict for claim_id, verdict in verdicts.items() if claim_id in claims]
    impact = withdrawal.impact_of(keys, ledger, concerned)
    syntheses = withdrawal.containing(keys, ledger.sources)
    resting = withdrawal.claims_resting_on(syntheses, verdicts)
    if form is ImpactFormat.JSON:
        from evtrack.render.impact_record import impact_json

        return impact_json([impact], resting)
    from evtrack.render.impact_text import impact_text

    return impact_text(impact, resting, verdicts, terminal)


def _of_each(
    ledger: Ledger,
    verdicts: Mapping[str, Verdict],
    form: ImpactFormat,
    most: int | None,
    terminal: Terminal,
) -> str:
    """The linked sources, that on which most hangs first."""
    from evtrack.appraisal.withdrawal import impacts_of_each

    ranked = impacts_of_each(ledger, verdicts)
    if form is ImpactFormat.JSON:
        from evtrack.render.impact_record import impact_json

        return impact_json(ranked)
    from evtrack.render.impact_text import ranking_text

    return ranking_text(ranked, most, terminal)
