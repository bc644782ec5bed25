"""Printing: which program, what it is asked for, and what is said where it fails."""

from __future__ import annotations

import os
import re
import stat
import time
from pathlib import Path

import pytest

from evtrack.errors import CannotRun
from evtrack.render import pdf
from evtrack.render.pdf import CHROMIUM, NO_SANDBOX, find_chromium, printed

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the programs here are shell scripts")

PRINTS = """\
for each in "$@"; do
  case "$each" in --print-to-pdf=*) target="${each#*=}";; esac
  echo "$each" >> "$0.asked"
done
printf '%s\n' "%PDF-1.4 /CreationDate (D:20260331120000+02'00')>> %%EOF" > "$target"
"""


def program(folder: Path, body: str, name: str = "chromium") -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CHROMIUM, raising=False)
    monkeypatch.delenv(NO_SANDBOX, raising=False)


# Which program


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome", "msedge"])
def test_one_on_the_path_is_found(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = program(tmp_path, "", name)

    assert find_chromium() == path


def test_one_that_is_named_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv(CHROMIUM, program(tmp_path, "", "mine"))

    assert find_chromium() == str(tmp_path / "mine")


def test_where_the_one_that_is_named_is_none_no_other_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv(CHROMIUM, "mine")

    with pytest.raises(CannotRun, match="EVTRACK_CHROMIUM is 'mine'"):
        find_chromium()


def test_where_there_is_none_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf, "_APPS", ())

    with pytest.raises(CannotRun, match=r"install one, name it .*, or open evidence\.html"):
        find_chromium()


# Printing


def test_what_it_prints_has_no_day_of_its_own(tmp_path: Path) -> None:
    data = printed("<p>", program(tmp_path, PRINTS))

    assert data == b"%PDF-1.4 /CreationDate (D:19800101000000+00'00')>> %%EOF\n"


@pytest.mark.parametrize("unboxed", [True, False])
def test_it_prints_without_a_network_and_in_its_sandbox(
    unboxed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if unboxed:
        monkeypatch.setenv(NO_SANDBOX, "1")
    printed("<p>", program(tmp_path, PRINTS))

    asked = (tmp_path / "chromium.asked").read_text().splitlines()
    assert "--host-resolver-rules=MAP * ~NOTFOUND" in asked
    assert ("--no-sandbox" in asked) is unboxed
    assert re.fullmatch(r"file:///.*/evidence\.html", asked[-1])


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    printed("<p>", program(tmp_path, PRINTS))

    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("exit 5", r"printed no whole PDF \(exit code 5\); see that there is room in /.*, or name"),
        ("exit 0", r"printed no whole PDF \(exit code 0\); see that"),
        ("echo 'No display.'; exit 1", r"\(exit code 1\): No display\.; see that"),
        ("echo /home/me/sandbox/x; exit 1", r"\(exit code 1\): /home/me/sandbox/x; see that"),
        (f"{PRINTS}: > $target", r"printed no whole PDF \(exit code 0\)"),
        (f"{PRINTS}echo '<p>' > $target", r"printed no whole PDF \(exit code 0\)"),
        (f"{PRINTS}printf '%%PDF-1.4' > $target", r"printed no whole PDF \(exit code 0\)"),
        (
            "echo 'Running as root without --no-sandbox is not supported.' >&2; exit 1",
            "set EVTRACK_CHROMIUM_NO_SANDBOX=1",
        ),
        ("echo 'No usable sandbox! Update your kernel'; exit 1", "can't use its sandbox here"),
        ("echo 'Failed to move to new namespace: PID'; exit 1", "can't use its sandbox here"),
    ],
)
def test_what_fails_is_told(body: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match=says):
        printed("<p>", program(tmp_path, body))


def test_what_can_not_be_started_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="can't be started"):
        printed("<p>", str(tmp_path))


def test_what_takes_too_long_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "TIME_LIMIT", 0.3)
    chromium = program(
        tmp_path, 'touch "$0.alive"; (while :; do sleep 0.1; touch "$0.alive"; done) & wait'
    )

    with pytest.raises(CannotRun, match=r"took longer than 0\.3 seconds"):
        printed("<p>", chromium)

    alive = tmp_path / "chromium.alive"
    before = alive.stat().st_mtime_ns
    time.sleep(0.4)
    assert alive.stat().st_mtime_ns == before
