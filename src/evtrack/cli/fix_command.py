"""`evtrack fix`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evtrack.cli.exit_codes import FOUND, PASSED
from evtrack.cli.options import project_option, selection_options, today_option
from evtrack.cli.progress import Progress
from evtrack.cli.results import clock
from evtrack.cli.screen import say, tell
from evtrack.rules.reanchoring import LIKENESS_TO_FIX

if TYPE_CHECKING:
    from evtrack.fixes import Fixes
    from evtrack.selection import Selection


@click.command("fix")
@click.option("--diff", is_flag=True, help="Print what would change, and change nothing.")
@click.option(
    "--anchors",
    metavar="LIKENESS",
    type=click.FloatRange(0, 100),
    is_flag=False,
    flag_value=LIKENESS_TO_FIX,
    help="Also give claims whose anchor has moved the article's words, where these are so much "
    f"alike (of 100; {LIKENESS_TO_FIX} where no number is given) and the same but for small words "
    "and endings. Look with --diff first.",
)
@selection_options
@today_option
@project_option
def command(
    diff: bool,
    anchors: float | None,
    selection: Selection,
    today: date | None,
    project: str,
) -> int:
    """Mend what is safe to mend without asking.

    DOIs and pages in another form, blanks around cells, characters that are not in NFC, and known
    misspellings of evtrack's own words; every other byte stays. What is accepted is left alone,
    and so is a file that could not be read whole.
    """
    from evtrack.config import find_config
    from evtrack.fixes import fix
    from evtrack.readers import read_inputs
    from evtrack.render.fix_text import complaints_text

    with Progress(sys.stderr) as progress:
        config = find_config(Path(project))
        progress.next()
        inputs = read_inputs(config)
        progress.next()
        fixes = fix(config, inputs, today or clock(), selection, anchors=anchors)
    code = _show(fixes) if diff else _write(fixes, config.root)
    tell(complaints_text(fixes))
    return code if fixes.is_complete else FOUND


def _show(fixes: Fixes) -> int:
    from evtrack.render.fix_text import anchors_text
    from evtrack.render.patch import diff_to_apply, diff_to_read
    from evtrack.render.terminal import Terminal

    terminal = Terminal.of(sys.stdout)
    sys.stderr.write(anchors_text(fixes))
    for file in fixes.files:
        to_be_read = terminal.colour or sys.stdout.isatty()
        say(diff_to_read(file, terminal) if to_be_read else diff_to_apply(file))
    return FOUND if fixes.files else PASSED


def _write(fixes: Fixes, root: Path) -> int:
    from evtrack.cli.files import rewrite
    from evtrack.render.fix_text import changes_text, summary_text

    for file in fixes.files:
        rewrite(root / file.old.path, file.old.raw, file.new.raw, root)
    for file in fixes.files:
        say(changes_text(file))
    say(summary_text(fixes))
    return PASSED
