"""A progress bar for work that takes longer than a second, where somebody is watching."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Self, TextIO

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress as Bar

_PATIENCE = 1.0  # seconds
_CAN_NOT_ERASE = ("dumb", "unknown")
_STAGES = ("Starting", "Reading", "Judging", "Checking", "Rendering")


class Progress:
    """Shows the stages of the work after a second; nothing before that, and nothing in a pipe."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._done = 0
        self._closed = False
        self._bar: Bar | None = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(_PATIENCE, self._appear)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        if self._stream.isatty() and os.environ.get("TERM") not in _CAN_NOT_ERASE:
            self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self._closed = True
            if self._bar:
                self._bar.stop()

    def next(self) -> None:
        """The next stage begins."""
        with self._lock:
            self._done += 1
            self._update()

    def _appear(self) -> None:
        from rich.console import Console
        from rich.progress import Progress as Bar

        with self._lock:
            if not self._closed:
                self._bar = Bar(console=Console(file=self._stream), transient=True)
                self._bar.add_task("", total=len(_STAGES))
                self._update()
                self._bar.start()

    def _update(self) -> None:
        if self._bar:
            task = self._bar.task_ids[0]
            self._bar.update(task, completed=self._done, description=_STAGES[self._done])
