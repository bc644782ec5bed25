"""`github`: workflow commands, read back as the runner of GitHub Actions reads them."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from hypothesis import given

from evtrack.render.check_formats import CheckView
from evtrack.render.check_formats.github import github
from evtrack.render.terminal import inert
from findings import ANY_VIEW, COMPARED, TYPICAL, finding, shown
from golden_files import matches_golden

ESCAPES = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}


class Command(NamedTuple):
    name: str
    properties: dict[str, str]
    data: str


def unescaped(text: str) -> str:
    return re.sub("%(0D|0A|3A|2C|25)", lambda match: ESCAPES[match[0]], text)


def parsed(line: str) -> Command | None:
    """A command as the runner takes it: `::name key=value,key=value::data`; None for a line."""
    match = re.fullmatch(r"::(\w+)(?: (.*?))?::(.*)", line)
    if not match:
        return None
    name, properties, data = match.groups()
    pairs = [pair.partition("=") for pair in (properties or "").split(",")]
    return Command(name, {key: unescaped(value) for key, _, value in pairs}, unescaped(data))


def commands_in(view: CheckView) -> list[Command]:
    found = [parsed(line) for line in github(view).split("\n")]
    return [command for command in found if command]


@pytest.mark.parametrize(
    ("name", "view"), [("check-github.txt", TYPICAL), ("check-github-since.txt", COMPARED)]
)
def test_a_typical_check(name: str, view: CheckView) -> None:
    assert matches_golden(name, github(view))


@given(ANY_VIEW)
def test_any_text_comes_back_from_one_command(view: CheckView) -> None:
    commands = commands_in(view)

    assert [(command.properties["file"], command.data.split("\n")[0]) for command in commands] == [
        (inert(view.place_of(found).path), inert(found.problem.message or found.problem.help))
        for found in view.worst_first
    ]


@given(ANY_VIEW)
def test_whatever_is_no_command_is_our_own_line(view: CheckView) -> None:
    lines = github(view).split("\n")[:-1]

    assert {line.split(" ")[0] for line in lines} <= {
        *("::error", "::warning", "::notice", "evtrack:")
    }


def test_the_place() -> None:
    (command,) = commands_in(shown(finding(line=3, column=5, width=4), folder="docs"))

    assert command.properties == {
        "file": "docs/claims.csv",
        "line": "3",
        "endLine": "3",
        "col": "5",
        "endColumn": "9",
        "title": "unknown-word",
    }


def test_the_worst_come_first_and_of_these_the_new() -> None:
    error, old, new = finding(line=9), finding("a", severity="note"), finding("b", severity="note")
    view = shown(old, new, error)
    changes = COMPARED.changes
    assert changes

    commands = commands_in(view._replace(changes=changes._replace(new=frozenset([new]))))

    assert [(command.name, command.data) for command in commands] == [
        ("error", "wrong"),
        ("notice", "b"),
        ("notice", "a"),
    ]
    assert commands[1].properties["title"] == "unknown-word (new)"


def test_what_github_does_not_show_is_counted() -> None:
    many = [finding(line=n) for n in range(1, 13)]
    notes = [finding(line=n, severity="note") for n in range(1, 12)]
    lines = github(shown(*many, *notes, finding(severity="warning"))).split("\n")

    assert lines[-3:-1] == [
        "evtrack: GitHub shows 10 annotations of a kind; not shown: 2 more errors and 1 more note",
        "evtrack: failed (fails on: error); 12 errors, 1 warning, 11 notes; "
        "0 accepted, 0 unchecked",
    ]
