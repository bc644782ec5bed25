"""`check --add-acceptance`: what is written into the config, and what stays as it was."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import project
from evtrack.cli.acceptances import Question, asking, toml_text
from evtrack.config import read_config
from evtrack.model import Finding, Location, Problem
from evtrack.render.terminal import Terminal
from evtrack.rules import RULES
from evtrack.words import Severity
from faulty_projects import faulty_projects
from in_process import Done, check

CLAIMS = "claim_id,claim,citekey,stance\nC1,Tea wakes people up.,,\nC2,Tea is a leaf.,,\n"
RULE = "unsupported-claim"
UNACCEPTABLE = {rule.name for rule in RULES if not rule.is_acceptable}


def accept(folder: Path, *arguments: str) -> Done:
    return check(folder, "--select", RULE, "--add-acceptance", *arguments)


def added(rule: str, where: str, reason: str, header: str = "[[accept]]") -> str:
    return f'{header}\nrule = "{rule}"\nwhere = "{where}"\nreason = "{reason}"\n'


BOTH = added(RULE, "C1", "so") + "\n" + added(RULE, "C2", "so")
IN_PYPROJECT = BOTH.replace("[[accept]]", "[[tool.evtrack.accept]]")


# What is written


def test_without_a_config_evtrack_toml_is_made(tmp_path: Path) -> None:
    done = accept(project(tmp_path, claims=CLAIMS), "--reason", "so")

    assert (tmp_path / "evtrack.toml").read_text(encoding="utf-8") == BOTH
    assert (done.code, done.err) == (0, "accepted 2 findings with 2 acceptances in evtrack.toml\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(b"", BOTH, id="empty"),
        pytest.param(b"max-age = 7", f"\n\n{BOTH}", id="no line end"),
        pytest.param(b"max-age = 7\n", f"\n{BOTH}", id="a line end"),
        pytest.param(b"max-age = 7\r\n", f"\n{BOTH}".replace("\n", "\r\n"), id="CR LF"),
        pytest.param(b"\xef\xbb\xbfmax-age = 7\n", f"\n{BOTH}", id="byte-order mark"),
        pytest.param(b"# \xc3\xa9\t\n[rules] # x\n", f"\n{BOTH}", id="comments"),
        pytest.param(added("weak-claim", "C1", "a").encode(), f"\n{BOTH}", id="others before"),
    ],
)
def test_it_is_added_at_the_end_and_all_else_stays(
    tmp_path: Path, before: bytes, after: str
) -> None:
    project(tmp_path, claims=CLAIMS)
    (tmp_path / "evtrack.toml").write_bytes(before)

    accept(tmp_path, "--reason", "so")

    assert (tmp_path / "evtrack.toml").read_bytes() == before + after.encode()


@pytest.mark.parametrize(
    "before",
    [
        "[tool.evtrack]\n[tool.other]\nx = 1\n",
        "[tool]\nevtrack.max-age = 7\n",
        "tool.evtrack.rules.weak-claim = 'off'\n",
        "[[tool.evtrack.accept]]\nrule = 'weak-claim'\nwhere = 'C1'\nreason = 'a'\n[tool.z]\n",
    ],
)
def test_in_pyproject_it_stands_under_evtracks_own_table(tmp_path: Path, before: str) -> None:
    (project(tmp_path, claims=CLAIMS) / "pyproject.toml").write_text(before, encoding="utf-8")

    accept(tmp_path, "--reason", "so")

    after = (tmp_path / "pyproject.toml").read_text(encoding="utf-8")
    assert after == f"{before}\n{IN_PYPROJECT}"
    assert not (tmp_path / "evtrack.toml").exists()


def test_the_last_day_is_written_as_a_date(tmp_path: Path) -> None:
    accept(project(tmp_path, claims=CLAIMS), "--reason", "so", "--until", "2026-03-31")

    config = read_config(tmp_path / "evtrack.toml")
    assert config
    assert {acceptance.until for acceptance in config.accept} == {date(2026, 3, 31)}


def test_findings_of_one_rule_on_one_subject_share_an_acceptance(tmp_path: Path) -> None:
    claims = "claim_id,claim,citekey,stance\nC1,Tea.,ng,\nC1,,oz,\n"
    project(tmp_path, claims=claims, references="@misc{ng}\n@misc{oz}\n")

    done = check(tmp_path, "--select", "missing-stance", "--add-acceptance", "--reason", "so")

    assert done.err == "accepted 2 findings with 1 acceptance in evtrack.toml\n"


def test_what_was_named_limits_what_is_accepted(tmp_path: Path) -> None:
    accept(project(tmp_path, claims=CLAIMS), "C2", "--reason", "so")

    assert (tmp_path / "evtrack.toml").read_text(encoding="utf-8") == added(RULE, "C2", "so")


def test_what_is_accepted_already_is_not_written_again(tmp_path: Path) -> None:
    accept(project(tmp_path, claims=CLAIMS), "--reason", "so")

    done = accept(tmp_path, "--reason", "again")

    assert done.err == "nothing was accepted\n"
    assert (tmp_path / "evtrack.toml").read_text(encoding="utf-8") == BOTH


def test_a_finding_about_no_subject_is_told(tmp_path: Path) -> None:
    project(tmp_path, claims="claim_id,claim,colour\nC1,Tea.,green\n")

    done = check(tmp_path, "--select", "unknown-column", "--add-acceptance", "--reason", "so")

    assert done.err == (
        "nothing was accepted; 1 finding can't be accepted, being about no claim or source\n"
    )


def test_what_leaves_nothing_to_check_is_not_accepted(tmp_path: Path) -> None:
    project(tmp_path, claims="claim_id,claim\n")

    done = check(tmp_path, "--add-acceptance", "--reason", "so")

    assert (done.code, done.err) == (1, "nothing was accepted\n")


def test_the_check_goes_on_and_its_code_is_that_of_what_is_left(tmp_path: Path) -> None:
    claims = "claim_id,claim,citekey,stance\nC1,Tea.,nobody,supports\n"
    project(tmp_path, claims=claims)
    before = check(tmp_path, "--format", "json")

    after = check(tmp_path, "--format", "json", "--add-acceptance", "--reason", "so")

    assert (before.code, after.code) == (1, 0)
    assert json.loads(after.out)["counts"]["accepted"] > 0


@given(files=faulty_projects(), reason=st.text(min_size=1).filter(str.strip))
def test_whatever_was_accepted_is_found_no_more(files: dict[str, str], reason: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = project(Path(name), **files)
        check(folder, "--add-acceptance", "--reason", reason)
        left = json.loads(check(folder, "--format", "json").out)["findings"]
        before = (folder / "evtrack.toml").read_bytes()
        check(folder, "--add-acceptance", "--reason", reason)
        assert (folder / "evtrack.toml").read_bytes() == before

    assert all(each["rule"] in UNACCEPTABLE or not each["subject"] for each in left)
    assert not {each["rule"] for each in left} & {"unused-acceptance", "acceptance-without-reason"}


@given(st.text())
def test_any_text_comes_back_from_toml(text: str) -> None:
    written = toml_text(text)

    assert tomllib.loads(f"x = {written}") == {"x": text}
    assert written.isprintable()


# What is refused


@pytest.mark.parametrize(
    ("name", "before", "says"),
    [
        ("evtrack.toml", "accept = []\n", "evtrack.toml: acceptances can't be added"),
        (
            "evtrack.toml",
            "\naccept = [{rule = 'weak-claim', where = 'C1', reason = 'a'}]\n",
            "evtrack.toml:2: acceptances can't be added",
        ),
        (
            "pyproject.toml",
            "tool = {evtrack = {max-age = 1}}\n",
            "pyproject.toml: acceptances can't be added",
        ),
    ],
    ids=["empty list", "list", "inline table"],
)
def test_where_nothing_can_be_added_at_the_end(
    tmp_path: Path, name: str, before: str, says: str
) -> None:
    (project(tmp_path, claims=CLAIMS) / name).write_text(before, encoding="utf-8")

    done = accept(tmp_path, "--reason", "so")

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"evtrack: {says}")
    assert (tmp_path / name).read_text(encoding="utf-8") == before


def test_a_folder_where_the_config_would_be_made_is_told(tmp_path: Path) -> None:
    (project(tmp_path, claims=CLAIMS) / "evtrack.toml").mkdir()

    done = accept(tmp_path, "--reason", "so")

    assert done.err == ("evtrack: evtrack.toml: something of this name is in the way; remove it\n")


def test_a_link_where_the_config_would_be_made_is_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (project(inside, claims=CLAIMS) / "evtrack.toml").symlink_to(tmp_path / "outside.toml")

    done = accept(inside, "--reason", "so")

    assert done.code == 2
    assert not (tmp_path / "outside.toml").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--add-acceptance", "--reason", " "], "'--reason': can't be blank."),
        (["--add-acceptance", "--write-baseline"], "one at a time."),
        (["--add-acceptance", "--reason", "so", "--until", "2026-03-30"], "has passed; name a day"),
        (["--reason", "so"], "--reason and --until go with --add-acceptance."),
        (["--until", "2027-01-01"], "--reason and --until go with --add-acceptance."),
    ],
    ids=" ".join,
)
def test_bad_usage(tmp_path: Path, arguments: list[str], says: str) -> None:
    done = check(project(tmp_path, claims=CLAIMS), *arguments)

    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert not (tmp_path / "evtrack.toml").exists()


def test_without_a_reason_somebody_has_to_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", None)

    done = accept(project(tmp_path, claims=CLAIMS))

    assert (done.code, done.err) == (
        2,
        "evtrack: nobody is here to be asked for the reasons; give one with --reason\n",
    )


def test_a_reason_of_bytes_that_are_no_text_is_written_as_far_as_it_is(tmp_path: Path) -> None:
    done = accept(project(tmp_path, claims=CLAIMS), "C1", "--reason", "so\udcff")

    assert done.code == 0
    assert (tmp_path / "evtrack.toml").read_text(encoding="utf-8") == added(RULE, "C1", "so?")


# Asking


def question(subject: str = "C1", findings: int = 1, number: int = 1) -> Question:
    problem = Problem(f"{subject} is weak", Location("claims.csv", 2, 1), subject)
    return Question([Finding("weak-claim", Severity.WARNING, problem)] * findings, number, total=70)


@pytest.mark.parametrize(
    ("answers", "reasons"),
    [
        (["a", "b"], ["a", "b"]),
        (["a", ""], ["a", "a"]),
        (["", "b"], ["", "b"]),
        (["", ""], ["", ""]),
        (["a", "-", ""], ["a", "", "a"]),
        ([" a ", ""], ["a", "a"]),
    ],
    ids=str,
)
def test_answers(monkeypatch: pytest.MonkeyPatch, answers: list[str], reasons: list[str]) -> None:
    said: Iterator[str] = iter(answers)
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(said))
    ask = asking(Terminal())

    assert [ask(question()) for _ in answers] == reasons


def test_the_finding_is_shown_with_the_question(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    prompts: list[str] = []

    def answer(prompt: str, **_: object) -> str:
        prompts.append(prompt)
        return "a\x1b"

    monkeypatch.setattr("click.prompt", answer)
    ask = asking(Terminal())

    ask(question("C1"))
    ask(question("C1\x1b", findings=3, number=2))

    assert capsys.readouterr().err == (
        "claims.csv:2:1: warning[weak-claim] C1 is weak\n"
        "claims.csv:2:1: warning[weak-claim] C1<U+001B> is weak (and 2 more)\n"
    )
    assert prompts == [
        "Reason 1 of 70 (Enter: skip)",
        "Reason 2 of 70 (Enter: a<U+001B>; -: skip)",
    ]


def on_a_terminal(folder: Path, answers: bytes) -> tuple[int, str]:
    """The code of a run whose reader sits at a terminal and types this, and what they are told."""
    here, there = pty.openpty()
    os.write(here, answers)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "evtrack", "check", "--select", RULE, "--add-acceptance"],
            cwd=folder,
            stdin=there,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60,
        )
        return done.returncode, done.stderr
    finally:
        os.close(here)
        os.close(there)


def test_at_a_terminal_the_reasons_are_asked_for(tmp_path: Path) -> None:
    code, told = on_a_terminal(project(tmp_path, claims=CLAIMS), b"first\nsecond\n")

    assert code == 0
    assert told.endswith("accepted 2 findings with 2 acceptances in evtrack.toml\n")
    assert (tmp_path / "evtrack.toml").read_text(encoding="utf-8") == (
        added(RULE, "C1", "first") + "\n" + added(RULE, "C2", "second")
    )


END_OF_INPUT = b"\x04"


def test_who_stops_halfway_keeps_what_was_answered(tmp_path: Path) -> None:
    code, told = on_a_terminal(project(tmp_path, claims=CLAIMS), b"first\n" + END_OF_INPUT)

    assert code == 130
    assert told.endswith("\nstopped; accepted 1 finding with 1 acceptance in evtrack.toml\n")
    assert (tmp_path / "evtrack.toml").read_text(encoding="utf-8") == added(RULE, "C1", "first")


def test_who_stops_at_once_has_written_nothing(tmp_path: Path) -> None:
    code, told = on_a_terminal(project(tmp_path, claims=CLAIMS), END_OF_INPUT)

    assert (code, told.splitlines()[-1]) == (130, "stopped; nothing was accepted")
    assert not (tmp_path / "evtrack.toml").exists()


@pytest.mark.parametrize("stop", [click.Abort, KeyboardInterrupt])
def test_an_interruption_is_no_answer(
    monkeypatch: pytest.MonkeyPatch, stop: type[BaseException], tmp_path: Path
) -> None:
    def interrupt(*_: object, **__: object) -> str:
        raise stop

    monkeypatch.setattr("click.prompt", interrupt)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)

    assert accept(project(tmp_path, claims=CLAIMS)).code == 130
