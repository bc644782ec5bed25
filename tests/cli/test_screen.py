"""What is printed in a job of GitHub Actions gives its runner no commands but our own."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from builders import project
from evtrack.cli.screen import say, tell
from in_process import check

HOSTILE = [
    ("::error::x", ": :error::x"),
    ("a\n \t::set-env name=x::y", "a\n \t: :set-env name=x::y"),
    ("a ##[error]b", "a ## [error]b"),
    ("\u3000::x\n::y", "\u3000: :x\n: :y"),
]
HARMLESS = ["a::b", "C1 :: x", "## [x]", "#[x]", "a: :b"]


@pytest.fixture
def in_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")


@pytest.mark.usefixtures("in_a_job")
@pytest.mark.parametrize(("text", "shown"), [*HOSTILE, *((text, text) for text in HARMLESS)])
def test_commands_of_others_are_broken(
    text: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    say(text)
    tell(text)

    assert capsys.readouterr() == (shown, shown)


@pytest.mark.usefixtures("in_a_job")
def test_so_are_those_in_bytes(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    say(" ::error::\xe9 \u8336\n".encode())

    assert capsysbinary.readouterr().out == " : :error::\xe9 \u8336\n".encode()


@pytest.mark.usefixtures("in_a_job")
def test_our_own_commands_are_not(capsys: pytest.CaptureFixture[str]) -> None:
    say("::error::x ##[y]", commands=True)

    assert capsys.readouterr().out == "::error::x ## [y]"


@pytest.mark.usefixtures("in_a_job")
def test_a_file_gets_every_character(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "out").open("w") as file:
        monkeypatch.setattr("sys.stdout", file)
        say("::error::x")

    assert (tmp_path / "out").read_text() == "::error::x"


def test_elsewhere_nothing_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.setattr("sys.stdout", stdout := io.StringIO())

    say("::error::x")

    assert stdout.getvalue() == "::error::x"


@pytest.mark.usefixtures("in_a_job")
@pytest.mark.parametrize(
    ("form", "start"), [("github", "::error file="), ("concise", ": :error::a.csv:2:")]
)
def test_only_the_format_that_means_them_has_commands(
    form: str, start: str, tmp_path: Path
) -> None:
    claims = "claim_id,claim,citekey,stance\nC1,Tea.,nobody,supports\n"
    project(tmp_path, claims=claims, config='claims = "::error::a.csv"\n')
    (tmp_path / "claims.csv").rename(tmp_path / "::error::a.csv")

    out = check(tmp_path, "--select", "unknown-citekey", "--format", form).out

    assert out.startswith(start)
