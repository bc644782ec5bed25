"""What is on show: the last report that could be made, and what has been wrong since."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from threading import Condition
from typing import NamedTuple

from evtrack.words import ReportFormat


class Shown(NamedTuple):
    """A report in its forms, as `report` would write them, and what could not be read for it."""

    forms: Mapping[ReportFormat, str | bytes]
    unread: str = ""

    @property
    def page(self) -> str:
        """The report as a page."""
        return str(self.forms[ReportFormat.HTML])


class State(NamedTuple):
    """What a reader is told: which report this is, and what is wrong with it, if so."""

    edition: str
    trouble: str = ""


class Desk:
    """Holds what is on show; one thread lays it out, and others wait for something new."""

    def __init__(self, shown: Shown) -> None:
        self._session = secrets.token_hex(4)  # a page that outlives evtrack knows it is an old one
        self._number = 1
        self._shown = shown
        self._trouble = shown.unread
        self._changed = Condition()

    @property
    def now(self) -> tuple[State, Shown]:
        """What is on show, and which it is."""
        with self._changed:
            return self._state, self._shown

    def show(self, shown: Shown) -> None:
        """Put a new report in the place of the old one."""
        with self._changed:
            self._number += 1
            self._shown = shown
            self._trouble = shown.unread
            self._changed.notify_all()

    def tell(self, trouble: str) -> None:
        """Say why there is no newer report."""
        with self._changed:
            self._trouble = trouble
            self._changed.notify_all()

    def wait(self, seen: State | None, seconds: float) -> State:
        """The state as soon as it is another than the one seen, or after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._state != seen, seconds)
            return self._state

    @property
    def _state(self) -> State:
        return State(f"{self._session}-{self._number}", self._trouble)
