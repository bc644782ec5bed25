"""`text` and `concise`: findings for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from evtrack.model import Finding, Location, Unchecked
from evtrack.phrases import counted
from evtrack.readers.text import Lines
from evtrack.render.check_formats.view import (
    CheckView,
    changes_in_words,
    counts_aside,
    counts_of,
    limits_of,
)
from evtrack.render.terminal import SEVERITY_COLOUR, Terminal, beginning, cells, inert
from evtrack.words import Severity

_MOST_UNCHECKED = 5  # told one by one
_LEAST_CONTEXT = 12  # columns before the marked words, however long those are


def text(view: CheckView) -> str:
    """Each finding with the line it is on and a caret under the place, then a summary."""
    if view.statistics:
        return f"{_statistics(view)}\n{_summary(view)}".lstrip("\n")
    lines = {file.path: Lines(file.text) for file in view.ledger.inputs}
    parts = [_finding(finding, lines, view) for finding in view.inspection.findings]
    return "\n".join([*parts, _summary(view)])


def concise(view: CheckView) -> str:
    """A line a finding, `path:line:column: severity[rule] message`, then a summary."""
    if view.statistics:
        return _statistics(view) + _summary(view)
    parts = [
        f"{_place(finding.problem.location)}: {_label(finding, view)} "
        f"{inert(finding.problem.message)}\n"
        for finding in view.inspection.findings
    ]
    return "".join([*parts, _summary(view)])


def _statistics(view: CheckView) -> str:
    from evtrack.render.check_formats.statistics import statistics  # late: few runs ask for them

    return statistics(view)


def _finding(finding: Finding, lines: Mapping[str, Lines], view: CheckView) -> str:
    problem, terminal = finding.problem, view.terminal
    plain = _label(finding, view._replace(terminal=Terminal()))
    message = terminal.wrap(f"{plain}: {problem.message}", hanging="  ")
    message = message.replace(plain, _label(finding, view), 1)
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
    carets = terminal.paint("^" * max(1, cells(marked)), SEVERITY_COLOUR[severity])
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


def _label(finding: Finding, view: CheckView) -> str:
    colour = SEVERITY_COLOUR[finding.severity]
    severity = view.terminal.paint(finding.severity.value, colour, "bold")
    rule = view.terminal.paint(f"[{finding.rule}]", "bold")
    return f"{severity}{rule}{view.mark(finding)}"


def _place(location: Location) -> str:
    return inert(str(location))


def _summary(view: CheckView) -> str:
    ledger, inspection, terminal = view.ledger, view.inspection, view.terminal
    read = ", ".join(
        (
            counted(len(ledger.claims), "claim"),
            counted(len(ledger.links), "link"),
            counted(len(ledger.cited), "linked source"),
        )
    )
    lines = [
        *_unchecked(inspection.unchecked, terminal),
        terminal.wrap(f"{read}: {counts_of(inspection)}", hanging="  "),
        *_limits(view),
        *_changes(view),
        _verdict(view),
    ]
    return "\n".join(lines) + "\n"


def _verdict(view: CheckView) -> str:
    aside = counts_aside(view.inspection)
    line = view.terminal.wrap(f"{view.outcome} (fails on: {view.fail_on}); {aside}", hanging="  ")
    colour = "green" if view.passed else "red"
    return view.terminal.paint(view.outcome, colour, "bold") + line.removeprefix(view.outcome)


def _limits(view: CheckView) -> Iterator[str]:
    if limits := limits_of(view.inspection):
        yield view.terminal.wrap(limits, hanging="  ")


def _changes(view: CheckView) -> Iterator[str]:
    if view.changes:
        told = f"since {view.changes.since}: {changes_in_words(view.changes)}"
        yield view.terminal.wrap(told, hanging="  ")


def _unchecked(unchecked: Sequence[Unchecked], terminal: Terminal) -> Iterator[str]:
    for item in unchecked[:_MOST_UNCHECKED]:
        subject = f" of {item.subject}" if item.subject else ""
        yield terminal.wrap(f"unchecked: {item.what}{subject}: {item.why}", hanging="  ")
    if len(unchecked) > _MOST_UNCHECKED:
        yield f"unchecked: {len(unchecked) - _MOST_UNCHECKED:,} more"
