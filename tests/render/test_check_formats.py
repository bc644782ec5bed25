"""What `check` prints: excerpts with carets, one line a finding, JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import project
from evtrack.appraisal import judge
from evtrack.config import Config
from evtrack.inspection import Inspection, inspect
from evtrack.model import Finding, Input, Ledger, Location, Problem, Unchecked
from evtrack.readers import load
from evtrack.readers.claims import read_claims
from evtrack.render.check_formats import FORMATS, CheckView
from evtrack.render.check_formats.listing import concise, text
from evtrack.render.check_formats.records import as_json
from evtrack.render.terminal import Terminal, cells
from evtrack.words import CheckFormat, Severity
from findings import ANY_VIEW, COMPARED
from golden_files import matches_golden

PIPE = Terminal(width=80)
TODAY = date(2026, 3, 31)

CLAIMS = """\
claim_id,claim,citekey,stance,locator,rationale,downgrade,note,rational
C1,Tea wakes people up.,ng2020,suports,p. 3,,,
C2,"Tea, which is made of leaves,
wakes people up.",oz2021,supports,,a rationale that runs on and on and on so far that the line \
has to be cut,imprecise,
C3,喝茶使人清醒。,pò2022,supports,,,,
C4,Tea \x1b[31mred\x1b[0m [bold]wakes[/bold] \u202eyou up.,nonesuch,supports,,,,
C5,Tea is a leaf.,ng2020,supports
C6,"Tea is never closed.,ng2020,supports
"""
REFERENCES = """\
@article{ng2020,
  author = {Ng, Ada}, title = {Tea and wakefulness}, journal = {Journal of Tea}, year = {2020},
  design = {rct}, riskofbias = {low}, samplesize = {500},
}
@article{oz2021,
  author = {Oz, Bea}, title = {Tea again}, journal = {Journal of Tea}, year = {2021},
  design = {rct}, riskofbias = {low}, samplesize = {500},
}
@article{po2022, title = {Tea at last}, journal = {Journal of Tea}, year = {2022}}
"""
CONFIG = """\
[[accept]]
rule = "unknown-citekey"
where = "C4"
reason = "agreed"
[[accept]]
rule = "weak-claim"
where = "C41"
reason = "misspelt"
"""


def view_of(folder: Path, terminal: Terminal = PIPE) -> CheckView:
    ledger = load(project(folder, claims=CLAIMS, references=REFERENCES, config=CONFIG))
    return CheckView(ledger, inspect(ledger, judge(ledger, TODAY), TODAY), Severity.ERROR, terminal)


def view(
    line: str,
    *places: tuple[int, int],
    message: str = "wrong",
    help_text: str = "",
    severity: Severity = Severity.ERROR,
    terminal: Terminal = PIPE,
) -> CheckView:
    """A view of a file of this line, with a finding at each of these columns and widths."""
    source = Input("claims.csv", line)
    ledger = Ledger(Config(Path()), (), (), {}, (), (source,), read_claims(source))
    findings = tuple(
        Finding(
            "a-rule",
            severity,
            Problem(message, Location("claims.csv", 1, column, width), "C1", help_text),
        )
        for column, width in places
    )
    inspection = Inspection(findings, (), (Unchecked("dates", "no date was given", ""),))
    return CheckView(ledger, inspection, Severity.ERROR, terminal)


def excerpt(line: str, column: int, width: int, terminal: Terminal = PIPE) -> tuple[str, str]:
    """The line as it is shown, and the line with the carets under it."""
    lines = text(view(line, (column, width), terminal=terminal)).split("\n")
    assert lines[:2] == ["error[a-rule]: wrong", f"  --> claims.csv:1:{column}"]
    return lines[2], lines[3]


def marked(shown: str, carets: str) -> str:
    """What stands above the carets."""
    start, end = carets.index("^"), carets.rindex("^") + 1
    columns = "".join(character + "\0" * (cells(character) - 1) for character in shown)
    return columns[start:end].replace("\0", "")


# Golden files


@pytest.mark.parametrize("form", [CheckFormat.TEXT, CheckFormat.CONCISE])
def test_a_whole_check(tmp_path: Path, form: CheckFormat) -> None:
    assert matches_golden(f"check-{form}.txt", FORMATS[form](view_of(tmp_path)))


def test_a_whole_check_in_colour(tmp_path: Path) -> None:
    in_colour = Terminal(width=80, colour=True)

    assert matches_golden("check-text-colour.txt", text(view_of(tmp_path, in_colour)))


@pytest.mark.parametrize("form", [CheckFormat.TEXT, CheckFormat.CONCISE])
def test_nothing_in_the_files_moves_the_cursor(tmp_path: Path, form: CheckFormat) -> None:
    shown = FORMATS[form](view_of(tmp_path))

    assert not set(shown) & {"\x1b", "\u202e", "\r", "\t"}


# Excerpts


@pytest.mark.parametrize(
    ("line", "column", "width", "expected"),
    [
        pytest.param("C1,Tea.,ng2020", 4, 4, "Tea.", id="ASCII"),
        pytest.param("C1,喝茶,ng2020", 4, 2, "喝茶", id="wide characters"),
        pytest.param("C1,喝茶,ng2020", 7, 6, "ng2020", id="behind wide characters"),
        pytest.param("C1\tTea.\tng2020", 9, 6, "ng2020", id="behind tabs"),
        pytest.param("C1,a\x1bb,ng2020", 8, 6, "ng2020", id="behind a control character"),
        pytest.param("C1,a\x1bb,ng2020", 4, 3, "a<U+001B>b", id="a control character"),
        pytest.param("C1,\u202eTea,ng2020", 9, 6, "ng2020", id="behind a bidi control"),
        pytest.param("C1,🍵,ng2020", 6, 6, "ng2020", id="behind an emoji"),
    ],
)
def test_the_caret_stands_under_the_cell(line: str, column: int, width: int, expected: str) -> None:
    assert marked(*excerpt(line, column, width)) == expected


def test_combining_characters_take_no_column() -> None:
    shown, carets = excerpt("C1,cafe\u0301,ng2020", 10, 6)

    assert (shown, carets) == ("1 | C1,cafe\u0301,ng2020", "  |         ^^^^^^")


@pytest.mark.parametrize("line", ["C1,", "C1,喝,"])
def test_the_caret_of_a_blank_cell_stands_where_it_would_begin(line: str) -> None:
    shown, carets = excerpt(line, len(line) + 1, 1)

    assert cells(shown) + 1 == len(carets)


def test_a_place_behind_the_last_line_has_no_excerpt() -> None:
    shown = text(view("", (1, 1)))

    assert shown.split("\n")[2] == ""


@pytest.mark.parametrize(
    ("column", "width", "expected"),
    [
        pytest.param(1, 3, "1 | MMM", id="at the beginning"),
        pytest.param(101, 3, "1 | …", id="in the middle"),
        pytest.param(198, 3, "1 | …", id="at the end"),
    ],
)
def test_a_long_line_is_cut_on_the_sides_where_there_is_more(
    column: int, width: int, expected: str
) -> None:
    line = list("." * 200)
    line[column - 1 : column - 1 + width] = "MMM"

    shown, carets = excerpt("".join(line), column, width)

    assert shown.startswith(expected)
    assert shown.endswith("…" if column < 198 else "MMM")
    assert marked(shown, carets) == "MMM"
    assert cells(shown) >= 78  # as much as fits


def test_marked_words_that_do_not_fit_are_cut() -> None:
    shown, carets = excerpt("C1," + "x" * 200, 4, 200)

    assert marked(shown, carets) == "x" * 71 + "…"


@given(
    st.text("ab,\t喝e\u0301\x1b", max_size=200),
    st.integers(1, 210),
    st.integers(1, 210),
    st.sampled_from([40, 80, 120]),
)
def test_no_excerpt_is_wider_than_the_terminal(
    line: str, column: int, width: int, columns: int
) -> None:
    shown = text(view(line, (column, width), terminal=Terminal(width=columns))).split("\n")[:-3]

    assert max(map(cells, shown)) <= columns


def test_a_line_of_megabytes_is_shown_quickly() -> None:
    line = "喝" * 2_000_000

    shown, _ = excerpt(line, 1_000_000, 500_000)  # character by character this takes seconds

    assert cells(shown) <= 80


def test_message_and_help_are_wrapped_and_hang() -> None:
    shown = text(view("C1", (1, 2), message="word " * 20, help_text="help " * 20)).split("\n")

    assert (shown[0][:19], shown[1][:6]) == ("error[a-rule]: word", "  word")
    assert (shown[5][:8], shown[6][:8]) == ("  = help", "    help")


# One line a finding


def test_concise_has_one_line_for_each_finding_whatever_its_message() -> None:
    lines = concise(view("C1", (1, 1), (2, 1), message="a\nb\x1b")).split("\n")

    assert lines[:2] == [
        "claims.csv:1:1: error[a-rule] a b<U+001B>",
        "claims.csv:1:2: error[a-rule] a b<U+001B>",
    ]


@pytest.mark.parametrize("form", [text, concise])
def test_the_verdict_comes_last(form: Callable[[CheckView], str]) -> None:
    assert form(view("C1", (1, 1))).endswith(
        "\nfailed (fails on: error); 0 accepted, 1 unchecked\n"
    )
    note = form(view("C1", (1, 1), severity=Severity.NOTE))
    assert note.endswith("\npassed (fails on: error); 0 accepted, 1 unchecked\n")


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("form", [text, concise])
def test_the_verdict_is_wrapped_where_it_does_not_fit(
    form: Callable[[CheckView], str], colour: bool
) -> None:
    shown = form(view("C1", terminal=Terminal(width=40, colour=colour)))

    verdict = "\x1b[32;1mpassed\x1b[0m" if colour else "passed"
    assert shown.endswith(f"\n{verdict} (fails on: error); 0 accepted, 1\n  unchecked\n")


def test_of_much_that_is_unchecked_the_first_few_are_told() -> None:
    shown = view("C1")
    many = tuple(Unchecked("rationale", "no copy", f"C{n}") for n in range(7))

    printed = text(shown._replace(inspection=shown.inspection._replace(unchecked=many)))

    assert printed.count("unchecked: rationale of ") == 5
    assert "unchecked: 2 more\n" in printed


# JSON


def test_the_keys_of_json() -> None:
    document = json.loads(as_json(view("C1", (1, 2), help_text="Mend it.")))

    assert document == {
        "version": 1,
        "passed": False,
        "counts": {"error": 1, "warning": 0, "note": 0, "accepted": 0, "unchecked": 1},
        "findings": [
            {
                "rule": "a-rule",
                "severity": "error",
                "message": "wrong",
                "path": "claims.csv",
                "line": 1,
                "column": 1,
                "subject": "C1",
                "help": "Mend it.",
            }
        ],
        "unchecked": [{"what": "dates", "why": "no date was given", "subject": ""}],
    }


def test_json_keeps_every_character() -> None:
    document = json.loads(as_json(view("C1", (1, 1), message="\x1b\u202e喝 “x”")))

    assert document["findings"][0]["message"] == "\x1b\u202e喝 “x”"


def test_json_of_a_check_that_found_nothing() -> None:
    document = json.loads(as_json(view("C1")))

    assert (document["passed"], document["findings"]) == (True, [])


def test_the_keys_of_json_since_a_revision() -> None:
    document = json.loads(as_json(COMPARED))

    assert document["since"] == "main"
    assert [found["new"] for found in document["findings"]] == [False, True, False]
    assert [found["subject"] for found in document["mended"]] == ["C9"]


@given(ANY_VIEW)
def test_any_text_comes_back_from_json(shown: CheckView) -> None:
    document = json.loads(as_json(shown))

    assert [(found["message"], found["path"]) for found in document["findings"]] == [
        (found.problem.message, found.problem.location.path) for found in shown.inspection.findings
    ]


def test_every_format_of_the_command_line_has_its_function() -> None:
    assert set(FORMATS) == set(CheckFormat)
