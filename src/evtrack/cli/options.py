"""The options of the commands, and what each of them makes of the words that it is given."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

import click

from evtrack.days import day_of
from evtrack.suggest import nearest
from evtrack.words import CheckFormat

if TYPE_CHECKING:
    from evtrack.selection import RuleChoice

Command = TypeVar("Command", bound=Callable[..., Any])
Form = TypeVar("Form", bound=StrEnum)

AnyCommand: TypeAlias = Callable[..., Any]

_BY_ENDING = {
    "md": CheckFormat.MARKDOWN,
    "txt": CheckFormat.TEXT,
    "xml": CheckFormat.JUNIT,
}


class Day(click.ParamType[date]):
    """A day of the calendar as year-month-day."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; click fails with the option's name where it is none."""
        day = value if isinstance(value, date) else day_of(value)
        return day or self.fail(f"{value!r} is not a day; write it as in 2026-03-31.", param, ctx)


class Filled(click.ParamType[str]):
    """A text that is not blank."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text as it is; click fails with the option's name where it is blank."""
        return str(value) if value.strip() else self.fail("can't be blank.", param, ctx)


def project_option(command: Command) -> Command:
    """`--project DIR`."""
    return click.option(
        "--project",
        metavar="DIR",
        default=".",
        show_default="here",
        help="The project's folder; its config is searched for from there upward.",
    )(command)


def today_option(command: Command) -> Command:
    """`--today DATE`."""
    return click.option("--today", metavar="DATE", type=Day(), help="Compare dates with this day.")(
        command
    )


# How it is shown, how much of it, and where


def format_option(forms: type[Form], shown: str) -> Callable[[Command], Command]:
    """`--format FORMAT`, one of `forms`, as `form`; the first of them where none is given."""
    words = [form.value for form in forms]
    return click.option(
        "--format",
        "form",
        type=click.Choice(words),
        default=words[0],
        show_default=True,
        callback=lambda _ctx, _param, word: forms(word),
        help=shown,
    )


def output_option(command: Command) -> Command:
    """`--output FILE`."""
    return click.option("--output", metavar="FILE", help="Write to this file, not to the screen.")(
        command
    )


def show_options(most: int, shown: str, everything: str) -> Callable[[AnyCommand], AnyCommand]:
    """`--show N` and `--all`, as one number `most`, which is None for all."""

    def options(command: AnyCommand) -> AnyCommand:
        @wraps(command)
        def with_most(*, show: int, every: bool, **others: Any) -> Any:
            return command(most=None if every else show, **others)

        show = click.option(
            "--show",
            metavar="N",
            type=click.IntRange(min=0),
            default=most,
            show_default=True,
            help=shown,
        )
        every = click.option("--all", "every", is_flag=True, help=everything)
        return show(every(with_most))

    return options


# Which rules


def selection_options(command: Callable[..., int]) -> Callable[..., int]:
    """`--select RULES` and `--ignore RULES`, as one Selection."""

    @wraps(command)
    def with_selection(
        *, select: RuleChoice | None, ignore: RuleChoice | None, **others: Any
    ) -> int:
        from evtrack.selection import selection_of

        return command(selection=selection_of(select, ignore), **others)

    for option in (
        click.option(
            "--ignore",
            metavar="RULES",
            multiple=True,
            callback=_rules,
            help="Not these rules or families, whatever is selected.",
        ),
        click.option(
            "--select",
            metavar="RULES",
            multiple=True,
            callback=_rules,
            help="Only these rules or families, also those that are off; `all` for every one. "
            "Separated by commas, or given again.",
        ),
    ):
        with_selection = option(with_selection)
    return with_selection


def _rules(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> RuleChoice | None:
    if not values:
        return None
    from evtrack.selection import rules_named

    words = [word for value in values for word in value.replace(",", " ").split()]
    if not words:
        raise click.BadParameter("names no rule.", ctx, param)
    return rules_named(words)


# What `check` writes to


class Output(NamedTuple):
    """A file to write, and the format; None stands for the one that `--format` says."""

    path: Path
    form: CheckFormat | None = None


class OutputType(click.ParamType[Output]):
    """`FILE`, or `FORMAT=FILE`."""

    name = "output"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Output:
        """The output; click fails for a word that is no format, and for what names no file."""
        if isinstance(value, Output):
            return value
        word, equals, file = value.partition("=")
        is_format = bool(equals) and word in list(CheckFormat)
        if equals and word.isalpha() and not is_format:
            self.fail(_no_format(word, value), param, ctx)
        path = file if is_format else value
        if path == "-":
            self.fail("`-` is no file; what goes to the screen is said by --format.", param, ctx)
        if not path:
            self.fail(f"{value!r} names no file.", param, ctx)
        return Output(Path(path), CheckFormat(word) if is_format else None)


def _no_format(word: str, value: str) -> str:
    near = _BY_ENDING.get(word.lower()) or nearest(word, CheckFormat)
    hint = f"Did you mean `{near}`?" if near else f"Known are: {', '.join(CheckFormat)}."
    return f"`{word}` is no format. {hint} For a file of this name write ./{value}"


def output_options(command: Command) -> Command:
    """`--format FORMAT`, as `form`, and `--output FILE`, as `outputs`."""
    form = format_option(CheckFormat, "How the findings are shown.")
    output = click.option(
        "--output",
        "outputs",
        metavar="[FORMAT=]FILE",
        type=OutputType(),
        multiple=True,
        callback=_all_different,
        help="Write to this file, not to the screen; with a FORMAT, beside it. May be given again.",
    )
    return form(output(command))


def _all_different(
    ctx: click.Context, param: click.Parameter, outputs: tuple[Output, ...]
) -> tuple[Output, ...]:
    """The outputs; click fails where two go to one file."""
    paths = [os.path.realpath(output.path) for output in outputs]
    for n, path in enumerate(paths):
        if path in paths[:n]:
            raise click.BadParameter(f"{outputs[n].path} is written twice.", ctx, param)
    return outputs


# What `check` accepts


class Accepting(NamedTuple):
    """What is to be accepted, and how; `reason` is None where it has to be asked for."""

    one_by_one: bool
    reason: str | None
    until: date | None
    baseline: bool

    @property
    def asked(self) -> bool:
        """Whether anything is."""
        return self.one_by_one or self.baseline


def accepting_options(command: Callable[..., int]) -> Callable[..., int]:
    """`--add-acceptance`, `--reason`, `--until` and `--write-baseline`, as one Accepting."""

    @wraps(command)
    def with_accepting(
        *,
        add_acceptance: bool,
        reason: str | None,
        until: date | None,
        write_baseline: bool,
        **others: Any,
    ) -> int:
        if add_acceptance and write_baseline:
            raise click.UsageError("--add-acceptance and --write-baseline: one at a time.")
        if not add_acceptance and (reason or until):
            raise click.UsageError("--reason and --until go with --add-acceptance.")
        accepting = Accepting(add_acceptance, reason, until, write_baseline)
        return command(accepting=accepting, **others)

    for option in (
        click.option(
            "--write-baseline",
            is_flag=True,
            help="Accept what is found now, in the baseline file; where there is one, only take "
            "out what is mended.",
        ),
        click.option(
            "--until", metavar="DATE", type=Day(), help="The last day on which they hold."
        ),
        click.option(
            "--reason", metavar="TEXT", type=Filled(), help="The reason of all acceptances."
        ),
        click.option(
            "--add-acceptance",
            is_flag=True,
            help="Accept each finding that is shown, in the config, and ask for the reasons.",
        ),
    ):
        with_accepting = option(with_accepting)
    return with_accepting
