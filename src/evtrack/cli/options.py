"""The options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any, TypeVar

import click

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_Command = TypeVar("_Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day of the calendar as year-month-day."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; click fails with the option's name where it is none."""
        if isinstance(value, date):
            return value
        with suppress(ValueError):
            if _ISO_DATE.fullmatch(value):
                return date.fromisoformat(value)
        return self.fail(f"{value!r} is not a day; write it as in 2026-03-31.", param, ctx)


def project_option(command: _Command) -> _Command:
    """`--project DIR`."""
    return click.option(
        "--project",
        metavar="DIR",
        default=".",
        show_default="here",
        help="The project's folder; its config is searched for from there upward.",
    )(command)


def today_option(command: _Command) -> _Command:
    """`--today DATE`."""
    return click.option("--today", metavar="DATE", type=Day(), help="Compare dates with this day.")(
        command
    )
