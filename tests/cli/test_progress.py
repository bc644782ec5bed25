"""The progress bar: only where somebody watches, only when it takes long, and gone afterwards."""

from __future__ import annotations

import io
import os
import pty
import re
import sys
import threading
import time
from collections.abc import Iterator
from typing import TextIO

import pytest

from evtrack.cli import progress as progress_module
from evtrack.cli.progress import Progress

STAGES = 4


class Screen:
    """A pseudo-terminal, and all that was written to it."""

    def __init__(self) -> None:
        self._master, slave = pty.openpty()
        self.stream: TextIO = os.fdopen(slave, "w")
        self._written = b""
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def shows(self, text: str) -> bool:
        """Whether this has been written; waits for it for a while."""
        until = time.monotonic() + 10
        while time.monotonic() < until:
            if text.encode() in self._written:
                return True
            time.sleep(0.01)
        return False

    def close(self) -> str:
        """Everything that was written."""
        if not self.stream.closed:
            self.stream.close()
        self._reader.join()
        return self._written.decode()

    def _read(self) -> None:
        try:
            while data := os.read(self._master, 4096):
                self._written += data
        except OSError:  # how Linux says that the other end is closed
            pass
        os.close(self._master)


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    screen = Screen()
    yield screen
    screen.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_module, "_PATIENCE", 0.0)


def left_on_screen(written: str) -> str:
    """What can be seen after all that: lines that were erased can't."""
    seen: list[str] = [""]
    for part in re.findall(r"\x1b\[[?\d;]*[A-Za-z]|\r|\n|[^\x1b\r\n]+", written):
        if part == "\n":
            seen.append("")
        elif part == "\x1b[1A":
            seen.pop()
        elif part == "\x1b[2K":
            seen[-1] = ""
        elif not part.startswith(("\x1b", "\r")):
            seen[-1] += part
    return "".join(seen)


def test_nothing_is_written_to_a_pipe(monkeypatch: pytest.MonkeyPatch, impatient: None) -> None:
    pipe = io.StringIO()

    with Progress(pipe) as progress:
        for _ in range(STAGES):
            progress.next()
        time.sleep(0.1)

    assert pipe.getvalue() == ""


def test_nothing_is_written_before_a_second(screen: Screen) -> None:
    with Progress(screen.stream) as progress:
        for _ in range(STAGES):
            progress.next()

    assert screen.close() == ""


def test_rich_is_not_imported_before_a_second(screen: Screen) -> None:
    before = set(sys.modules)

    with Progress(screen.stream):
        pass

    assert not {name for name in set(sys.modules) - before if name.startswith("rich")}


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    ("steps", "stage"),
    [(0, "Starting"), (1, "Reading"), (2, "Judging"), (3, "Checking"), (4, "Rendering")],
)
def test_the_stage_is_shown(screen: Screen, steps: int, stage: str) -> None:
    with Progress(screen.stream) as progress:
        for _ in range(steps):
            progress.next()

        assert screen.shows(stage)


@pytest.mark.usefixtures("impatient")
def test_nothing_is_left_behind(screen: Screen) -> None:
    with Progress(screen.stream) as progress:
        progress.next()
        assert screen.shows("Reading")

    written = screen.close()
    assert left_on_screen(written) == ""
    assert written.rindex("\x1b[?25h") > written.rindex("\x1b[?25l")  # the cursor is back


@pytest.mark.usefixtures("impatient")
def test_nothing_is_left_behind_by_an_error(screen: Screen) -> None:
    def work() -> None:
        with Progress(screen.stream):
            assert screen.shows("Starting")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()
    assert left_on_screen(screen.close()) == ""


@pytest.mark.usefixtures("impatient")
def test_a_dumb_terminal_is_left_alone(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")

    with Progress(screen.stream) as progress:
        progress.next()
        time.sleep(0.3)

    assert screen.close() == ""
