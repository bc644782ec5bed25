"""`github`: workflow commands, which GitHub Actions turns into annotations of the changed lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from evtrack.model import Finding
from evtrack.phrases import counted, listed
from evtrack.render.check_formats.view import CheckView, counts_aside, counts_of, limits_of
from evtrack.render.terminal import inert
from evtrack.words import Severity

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_MOST_SHOWN = 10  # annotations of a kind that GitHub takes from one step
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def github(view: CheckView) -> str:
    """A command a finding, the worst first; then, for the log, how many GitHub will not show."""
    return (
        "\n".join([*(_annotation(view, found) for found in view.worst_first), *_end(view)]) + "\n"
    )


def _annotation(view: CheckView, finding: Finding) -> str:
    problem, place = finding.problem, view.place_of(finding)
    properties = {
        "file": place.path,
        "line": str(place.line),
        "endLine": str(place.line),
        "col": str(place.column),
        "endColumn": str(place.column + place.width),
        "title": f"{finding.rule}{view.mark(finding)}",
    }
    told = ",".join(
        f"{name}={inert(value).translate(_PROPERTY)}" for name, value in properties.items()
    )
    lines = "\n".join(map(inert, filter(None, (problem.message, problem.help))))
    return f"::{_COMMAND[finding.severity]} {told}::{lines.translate(_DATA)}"


def _end(view: CheckView) -> Iterator[str]:
    found = Counter(finding.severity for finding in view.inspection.findings)
    over = [
        counted(found[severity] - _MOST_SHOWN, f"more {severity}")
        for severity in Severity
        if found[severity] > _MOST_SHOWN
    ]
    if over:
        yield (
            f"evtrack: GitHub shows {_MOST_SHOWN} annotations of a kind; not shown: {listed(over)}"
        )
    if limits := limits_of(view.inspection):
        yield f"evtrack: {inert(limits)}"
    yield (
        f"evtrack: {view.outcome} (fails on: {view.fail_on}); {counts_of(view.inspection)}; "
        f"{counts_aside(view.inspection)}"
    )
