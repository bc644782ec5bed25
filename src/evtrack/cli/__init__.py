"""The porch: arguments in, exit code out. What a command needs is imported when it runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import click

from evtrack import __version__
from evtrack.cli.exit_codes import BUG, CANNOT_RUN, INTERRUPTED, PASSED
from evtrack.cli.screen import say, tell, write_no_more
from evtrack.errors import CannotRun, reason_of

COMMANDS = (
    *("init", "check", "fix", "report", "coverage", "show", "review", "diff", "impact", "explain"),
)
"""Each is `command` in a module of its own; `import` could not be the name of one."""


class _Commands(click.Group):
    """Imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"evtrack.cli.{cmd_name}_command").command
        return command


def run(arguments: Sequence[str]) -> int:
    """Run a command line; the exit code is 0 passed, 1 findings, 2 cannot run, 3 a bug."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the shell, as in `evtrack check >&-`
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115  # to the end
        with suppress(AttributeError):
            getattr(sys, name).reconfigure(errors="replace")
    try:
        code = commands.main(list(arguments), prog_name="evtrack", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        say(error.ctx.get_help() if error.ctx else "")
        return CANNOT_RUN
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        page = f"{context.command_path if context else 'evtrack'} --help"
        return _cannot_run(f"{error.format_message()} (see `{page}`)")
    except CannotRun as error:
        return _cannot_run(str(error))
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except OSError as error:
        write_no_more()
        what = f"{error.filename}: " if error.filename else ""
        return _cannot_run(f"{what}{reason_of(error)}")
    except SystemExit:
        raise
    except BaseException as error:  # noqa: BLE001  # a panic of a library in Rust is no Exception
        return _bug(error)
    return code if isinstance(code, int) else PASSED


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.version_option(__version__, message="evtrack %(version)s")
def commands() -> None:
    """Lint and judge the evidence behind an article's claims.

    claims.csv links each claim to BibTeX entries; evtrack validates the links, judges how well each
    claim is supported, and says why.
    """


def _cannot_run(message: str) -> int:
    _complain(message)
    return CANNOT_RUN


def _bug(error: BaseException) -> int:
    if os.environ.get("EVTRACK_TRACEBACK"):
        raise error
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else "?"
    _complain(
        f"a bug in evtrack {__version__} ({type(error).__name__}: {error}; at {where}). Please "
        "report it with this line and, if you can, with what EVTRACK_TRACEBACK=1 prints."
    )
    return BUG


def _complain(message: str) -> None:
    from evtrack.render.terminal import inert

    tell(f"evtrack: {inert(' '.join(message.split()))}\n")
