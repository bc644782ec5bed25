"""`check --add-acceptance`: the findings that are shown are accepted, in the project's config."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import click

from evtrack.cli.files import rewrite
from evtrack.config import CONFIG_FILES, TABLE_IN_PYPROJECT, Acceptance, Config, config_in
from evtrack.errors import CannotRun, reason_of
from evtrack.inspection import Inspection
from evtrack.model import Finding
from evtrack.phrases import counted
from evtrack.render.terminal import Terminal, inert
from evtrack.rules import RULES


class Question(NamedTuple):
    """Why may these findings, of one rule on one subject, stand? The `number`th of `total`."""

    findings: Sequence[Finding]
    number: int
    total: int


Reason = Callable[[Question], str]
"""Gives the reason, blank to skip. Raises click.Abort where somebody has had enough."""

_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


class Added(NamedTuple):
    """What was accepted: how many acceptances, of how many findings, in which file."""

    acceptances: int
    findings: int
    file: str
    without_subject: int
    is_all: bool

    def __str__(self) -> str:
        told = (
            f"accepted {counted(self.findings, 'finding')} with "
            f"{counted(self.acceptances, 'acceptance')} in {self.file}"
            if self.acceptances
            else "nothing was accepted"
        )
        if not self.is_all:
            told = f"stopped; {told}"
        if self.without_subject:
            told += (
                f"; {counted(self.without_subject, 'finding')} can't be accepted, being about no "
                "claim or source"
            )
        return told


def add_acceptances(
    config: Config, inspection: Inspection, reason: Reason, until: date | None
) -> Added:
    """Write an acceptance for each rule and subject of the findings that are shown.

    Who stops halfway keeps what was answered until then. Raises CannotRun where the config can't be
    added to; it is then as it was.
    """
    acceptable = {rule.name for rule in RULES if rule.is_acceptable}
    every = (*inspection.findings, *inspection.told_by_others)  # which would be shown instead
    findings = [finding for finding in every if finding.rule in acceptable]
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if subject := finding.problem.subject:
            groups.setdefault((finding.rule, subject), []).append(finding)
    reasons = list(_reasons(list(groups.values()), reason))
    added = [
        Acceptance(*key, given, until, line=0)
        for key, given in zip(groups, reasons, strict=False)
        if given
    ]
    file = config.file or CONFIG_FILES[0]
    if added:
        _append(config, config.root / file, added)
    return Added(
        acceptances=len(added),
        findings=sum(len(groups[acceptance.rule, acceptance.where]) for acceptance in added),
        file=file,
        without_subject=sum(not finding.problem.subject for finding in findings),
        is_all=len(reasons) == len(groups),
    )


def _reasons(groups: Sequence[Sequence[Finding]], reason: Reason) -> Iterator[str]:
    """A reason for each group, until somebody has had enough."""
    for number, group in enumerate(groups, start=1):
        try:
            given = reason(Question(group, number, len(groups)))
        except (click.Abort, KeyboardInterrupt):
            click.echo(err=True)  # the question's line is still open
            return
        yield _of_whole_characters(given)


def asking(terminal: Terminal) -> Reason:
    """Asks for each reason; Enter repeats the one before, and where there is none it skips."""
    before = ""

    def ask(asked: Question) -> str:
        nonlocal before
        findings = asked.findings
        problem, more = findings[0].problem, len(findings) - 1
        place = f"{problem.location}: {findings[0].severity}[{findings[0].rule}] "
        others = f" (and {more:,} more)" if more else ""
        click.echo(terminal.wrap(place + problem.message + others, hanging="  "), err=True)
        choices = f"Enter: {inert(before)}; -: skip" if before else "Enter: skip"
        question = f"Reason {asked.number:,} of {asked.total:,} ({choices})"
        given = click.prompt(question, default="", show_default=False, err=True).strip()
        if given == "-":
            return ""
        before = given or before
        return before

    return ask


def _of_whole_characters(text: str) -> str:
    """The text without the halves that stand for bytes that are not UTF-8."""
    return text.encode(errors="replace").decode().strip()


def _append(config: Config, path: Path, added: Sequence[Acceptance]) -> None:
    old = _present(config, path)
    before = old or b""
    after = before + _tables(before, path.name, added).encode()
    expected = config._replace(file=path.name, accept=(*config.accept, *added))
    try:
        holds = _without_new_lines(config_in(after, path), len(added)) == expected
    except CannotRun:
        holds = False
    if not holds:
        line = f":{config.accept[0].line}" if config.accept else ""
        raise CannotRun(
            f"{path.name}{line}: acceptances can't be added at the file's end; write those that it "
            "has, and the tables around them, under headers, not inline in brackets or braces"
        )
    rewrite(path, old, after, config.root)


def _present(config: Config, path: Path) -> bytes | None:
    """The config file as it was read; None where there is none."""
    if config.file is None:
        return None
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CannotRun(f"{path.name}: can't be read: {reason_of(error)}") from error
    if config_in(data, path) != config:
        raise CannotRun(f"{path.name}: was changed meanwhile; run the command again")
    return data


def _tables(before: bytes, name: str, added: Iterable[Acceptance]) -> str:
    """What is added, with the line ends of the file, after an empty line."""
    above = TABLE_IN_PYPROJECT if name == "pyproject.toml" else ()
    header = f"[[{'.'.join((*above, 'accept'))}]]"
    tables = ("\n".join((header, *_pairs(acceptance))) + "\n" for acceptance in added)
    text = "\n".join(tables)
    if before.strip():
        text = ("\n" if before.endswith(b"\n") else "\n\n") + text
    return text.replace("\n", "\r\n") if b"\r\n" in before else text


def _pairs(acceptance: Acceptance) -> Iterable[str]:
    yield f"rule = {toml_text(acceptance.rule)}"
    yield f"where = {toml_text(acceptance.where)}"
    yield f"reason = {toml_text(acceptance.reason)}"
    if acceptance.until:
        yield f"until = {acceptance.until.isoformat()}"


def toml_text(text: str) -> str:
    """The text as a basic string of TOML, with what can't be seen as escapes (toml.io, 1.0)."""
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    if character in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def _without_new_lines(config: Config | None, new: int) -> Config | None:
    """The config with the lines of its last acceptances taken out, to be compared."""
    if config is None:
        return None
    kept, added = config.accept[:-new], config.accept[-new:]
    return config._replace(accept=(*kept, *(each._replace(line=0) for each in added)))
