"""The terminal that somebody sits at: a screen to show a link on, and keys."""

from __future__ import annotations

import os
import sys
from typing import NamedTuple, Protocol

import click

from evtrack.cli.screen import say
from evtrack.errors import CannotRun
from evtrack.render.terminal import Terminal

_CLEAR = "\x1b[2J\x1b[H"  # ECMA-48: erase all of the display, and go to its first place
_CAN_NOT_CLEAR = ("", "dumb", "unknown")
LEAVE = "\x04"
"""What is read where nothing more will come: Ctrl-D, or a terminal that was closed."""


class Console(Protocol):
    """Where links are shown and answers are given."""

    @property
    def terminal(self) -> Terminal:
        """How wide it is, and whether it has colours; it may be resized between two screens."""

    def show(self, text: str) -> None:
        """Show this and nothing else."""

    def key(self) -> str:
        """The next key. Raises KeyboardInterrupt for Ctrl-C; LEAVE where no key will come."""


class _Screen(NamedTuple):
    can_clear: bool

    @property
    def terminal(self) -> Terminal:
        return Terminal.of(sys.stdout)

    def show(self, text: str) -> None:
        above = _CLEAR if self.can_clear else f"\n{'─' * (self.terminal.width - 1)}\n"
        say(above + text)

    def key(self) -> str:
        try:
            return click.getchar() or LEAVE
        except EOFError:
            return LEAVE


def console() -> Console:
    """The terminal that evtrack was started in. Raises CannotRun where there is none."""
    if any(stream is None or not stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise CannotRun(
            "--interactive needs a terminal, to show the links and to be answered; without one, "
            "name the links that were reviewed"
        )
    return _Screen(os.environ.get("TERM", "") not in _CAN_NOT_CLEAR)
