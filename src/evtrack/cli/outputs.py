"""Where `check` sends what it found: the screen, files, and the summary of a GitHub job."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from evtrack.cli.screen import say
from evtrack.errors import CannotRun, reason_of
from evtrack.words import CheckFormat

if TYPE_CHECKING:
    from evtrack.cli.options import Output
    from evtrack.config import Config
    from evtrack.render.check_formats import CheckView

SUMMARY = "GITHUB_STEP_SUMMARY"
_LONGEST_SUMMARY = 1 << 20  # bytes that GitHub takes from one step


class Rendered(NamedTuple):
    """What goes where: to the screen, to files, and to the file of a GitHub job's summary.

    `has_commands` says that the screen gets commands to GitHub's runner.
    """

    screen: str
    files: tuple[tuple[Path, str], ...]
    summary: tuple[Path, str] | None
    has_commands: bool


def render(view: CheckView, form: CheckFormat, outputs: Sequence[Output]) -> Rendered:
    """All formats of one run; on the screen goes `form`, unless a file was named for that."""
    from evtrack.render.check_formats import FORMATS
    from evtrack.render.terminal import Terminal

    for_files = view._replace(terminal=Terminal())
    on_screen = all(output.form for output in outputs)
    forms = [output.form or form for output in outputs]
    texts = {each: FORMATS[each](for_files) for each in set(forms)}
    github = CheckFormat.GITHUB in {*forms, *([form] if on_screen else [])}
    return Rendered(
        screen=FORMATS[form](view) if on_screen else "",
        files=tuple(
            (output.path, texts[each]) for output, each in zip(outputs, forms, strict=True)
        ),
        summary=_summary(view) if github else None,
        has_commands=form is CheckFormat.GITHUB,
    )


def write(rendered: Rendered, config: Config) -> None:
    """Write the files, then the screen. Raises CannotRun for a file that can't be written."""
    if rendered.files:
        from evtrack.cli.files import write_beside

        for path, text in rendered.files:
            write_beside(config, path, text)
    if rendered.summary:
        _append(*rendered.summary)
    say(rendered.screen, commands=rendered.has_commands)


def _summary(view: CheckView) -> tuple[Path, str] | None:
    """The file that the environment names, and what fits into it beside what is there already."""
    from evtrack.render.check_formats.markdown import markdown_within

    if not (name := os.environ.get(SUMMARY)):
        return None
    taken = os.path.getsize(name) if os.path.isfile(name) else 0
    return Path(name), markdown_within(view, _LONGEST_SUMMARY - taken, _bytes_in)


def _append(path: Path, text: str) -> None:
    try:
        with path.open("ab") as file:
            file.write(text.encode())
    except (OSError, ValueError) as error:
        why = f"can't be written ({SUMMARY} names it): {reason_of(error)}"
        raise CannotRun(f"{path}: {why}") from error


def _bytes_in(text: str) -> int:
    return len(text.encode())
