"""The windows of `check`: one function a format, chosen by name. None imports pandas or Jinja2."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from evtrack.inspection import Inspection
from evtrack.model import Finding, Ledger, Location, Unchecked
from evtrack.phrases import counted
from evtrack.readers.text import Lines
from evtrack.render.findings import findings_of, unchecked_record
from evtrack.render.terminal import Terminal, beginning, cells, inert
from evtrack.words import CheckFormat, Severity

_MOST_UNCHECKED = 5  # told one by one
_LEAST_CONTEXT = 12  # columns before the marked words, however long those are
_COLOUR = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


class CheckView(NamedTuple):
    """What a check has to show, and where."""

    ledger: Ledger
    inspection: Inspection
    fail_on: Severity
    terminal: Terminal

    @property
    def passed(self) -> bool:
        """Whether the check passes."""
        return self.inspection.passes(self.fail_on)


def text(view: CheckView) -> str:
    """Each finding with the line it is on and a caret under the place, then a summary."""
    lines = {source.path: Lines(source.text) for source in view.ledger.inputs}
    parts = [_finding(finding, lines, view.terminal) for finding in view.inspection.findings]
    return "\n".join([*parts, _summary(view)])


def concise(view: CheckView) -> str:
    """A line a finding, `path:line:column: severity[rule] message`, then a summary."""
    terminal = view.terminal
    parts = [
        f"{_place(finding.problem.location)}: {_label(finding, terminal)} "
        f"{inert(finding.problem.message)}\n"
        for finding in view.inspection.findings
    ]
    return "".join([*parts, _summary(view)])


def as_json(view: CheckView) -> str:
    """JSON, version 1: version, passed, counts, findings, unchecked."""
    import json

    document = {
        "version": 1,
        "passed": view.passed,
        "counts": view.inspection.counts,
        "findings": findings_of(view.inspection),
        "unchecked": [unchecked_record(unchecked) for unchecked in view.inspection.unchecked],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[CheckFormat, Callable[[CheckView], str]] = {
    CheckFormat.TEXT: text,
    CheckFormat.CONCISE: concise,
    CheckFormat.JSON: as_json,
}


def _finding(finding: Finding, lines: Mapping[str, Lines], terminal: Terminal) -> str:
    problem = finding.problem
    label = f"{finding.severity}[{finding.rule}]: "
    message = terminal.wrap(label + problem.message, hanging="  ")
    message = message.replace(label, _label(finding, terminal) + ": ", 1)
    where = f"  {terminal.paint('-->', 'blue')} {_place(problem.location)}"
    parts = [message, where, *_excerpt(problem.location, lines, finding.severity, terminal)]
    if problem.help:
        parts.append(terminal.wrap(problem.help, indent="  = ", hanging="    "))
    return "\n".join(parts) + "\n"


def _excerpt(
    location: Location, lines: Mapping[str, Lines], severity: Severity, terminal: Terminal
) -> Iterator[str]:
    line = lines[location.path].line(location.line) if location.path in lines else ""
    if not line:
        return
    number = str(location.line)
    before, marked, after = _around(line, location, terminal.width - len(number) - 4)
    bar = terminal.paint("|", "blue")
    carets = terminal.paint("^" * max(1, cells(marked)), _COLOUR[severity])
    yield f"{terminal.paint(number, 'blue')} {bar} {before}{marked}{after}"
    yield f"{' ' * len(number)} {bar} {' ' * cells(before)}{carets}"


def _around(line: str, location: Location, room: int) -> tuple[str, str, str]:
    """The marked words with as much of the line on both sides as fits; `…` where it is cut."""
    start = min(location.column - 1, len(line))
    end = start + location.width
    least = cells(_end_of(line[:start], _LEAST_CONTEXT))
    marked = _beginning_of(line[start:end], room - least)
    free = room - cells(marked)
    unused = free - cells(_beginning_of(line[end:], free))
    before = _end_of(line[:start], max(_LEAST_CONTEXT, free // 3, unused))
    after = _beginning_of(line[end:], free - cells(before))
    return before, marked, after


def _beginning_of(words: str, room: int) -> str:
    return words if _fits_plainly(words, room) else "".join(beginning(words, room))


def _end_of(words: str, room: int) -> str:
    if _fits_plainly(words, room):
        return words
    return "".join(reversed(beginning(reversed(words), room)))


def _fits_plainly(words: str, room: int) -> bool:
    return len(words) <= room and words.isascii() and words.isprintable()


def _label(finding: Finding, terminal: Terminal) -> str:
    severity = terminal.paint(finding.severity.value, _COLOUR[finding.severity], "bold")
    return f"{severity}{terminal.paint(f'[{finding.rule}]', 'bold')}"


def _place(location: Location) -> str:
    return inert(str(location))


def _summary(view: CheckView) -> str:
    ledger, counts, terminal = view.ledger, view.inspection.counts, view.terminal
    found = ", ".join(counted(counts[severity.value], severity.value) for severity in Severity)
    read = ", ".join(
        (
            counted(len(ledger.claims), "claim"),
            counted(len(ledger.links), "link"),
            counted(len(ledger.cited), "linked source"),
        )
    )
    aside = ", ".join(f"{counts[name]:,} {name}" for name in ("accepted", "unchecked"))
    verdict = (
        terminal.paint("passed", "green", "bold")
        if view.passed
        else terminal.paint("failed", "red", "bold")
    )
    lines = [
        *_unchecked(view.inspection.unchecked, terminal),
        terminal.wrap(f"{read}: {found}", hanging="  "),
        f"{verdict} (fails on: {view.fail_on}); {aside}",
    ]
    return "\n".join(lines) + "\n"


def _unchecked(unchecked: Sequence[Unchecked], terminal: Terminal) -> Iterator[str]:
    for item in unchecked[:_MOST_UNCHECKED]:
        subject = f" of {item.subject}" if item.subject else ""
        yield terminal.wrap(f"unchecked: {item.what}{subject}: {item.why}", hanging="  ")
    if len(unchecked) > _MOST_UNCHECKED:
        yield f"unchecked: {len(unchecked) - _MOST_UNCHECKED:,} more"
