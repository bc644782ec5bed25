"""`evtrack fix` as a user runs it: what it writes, what it says, and the code it ends with."""

from __future__ import annotations

import io
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import project
from evtrack.cli import run
from evtrack.cli.exit_codes import CANNOT_RUN, FOUND, PASSED
from evtrack.cli.files import rewrite
from evtrack.errors import CannotRun

CLAIMS = "claim_id,claim,citekey,stance\nC1,Tea wakes. ,ng2020,suports\n"
REFERENCES = "@misc{ng2020,\n  design = {randomised trial},\n}\n"
MENDED_CLAIMS = "claim_id,claim,citekey,stance\nC1,Tea wakes.,ng2020,supports\n"
MENDED_REFERENCES = "@misc{ng2020,\n  design = {rct},\n}\n"


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


def fix(folder: Path, *options: str) -> Outcome:
    """In this process; the words are those of today and of every rule."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8", newline=""), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(["fix", "--project", str(folder), "--today", "2026-11-22", *options])
    out.flush()
    return Outcome(code, out.buffer.getvalue().decode(), err.getvalue())


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    return project(tmp_path, claims=CLAIMS, references=REFERENCES)


class TestFix:
    def test_it_mends_the_files_and_says_what_it_did(self, messy: Path) -> None:
        done = fix(messy)

        assert done.code == PASSED
        assert done.out.splitlines()[:-1] == [
            "claims.csv:2:14: stray-blanks: ` ` → nothing",
            "claims.csv:2:23: unknown-word: `suports` → `supports`",
            "references.bib:2:13: unknown-word: `randomised trial` → `rct`",
        ]
        assert done.out.splitlines()[-1].startswith("Fixed 3 places in 2 files; ")
        assert (messy / "claims.csv").read_text() == MENDED_CLAIMS
        assert (messy / "references.bib").read_text() == MENDED_REFERENCES

    def test_there_may_be_nothing_to_fix(self, messy: Path) -> None:
        fix(messy)
        before = contents(messy)

        done = fix(messy)

        assert (done.code, done.err) == (PASSED, "")
        assert done.out.startswith("Nothing to fix; ")
        assert contents(messy) == before

    def test_thousands_of_changes_are_not_all_listed(self, tmp_path: Path) -> None:
        rows = "".join(f"C{n}, Tea.,ng2020,supports\n" for n in range(1234))
        project(tmp_path, claims=f"claim_id,claim,citekey,stance\n{rows}", references=REFERENCES)

        lines = fix(tmp_path, "--select", "stray-blanks").out.splitlines()

        assert len(lines) == 202
        assert lines[-2] == "… and 1,034 more"
        assert lines[-1].startswith("Fixed 1,234 places in 1 file; ")

    def test_rules_can_be_selected(self, messy: Path) -> None:
        done = fix(messy, "--select", "stray-blanks")

        assert done.out.endswith(
            "Fixed 1 place in 1 file; 0 findings are left (of stray-blanks).\n"
        )
        assert (messy / "claims.csv").read_text() == CLAIMS.replace("wakes. ,", "wakes.,")
        assert (messy / "references.bib").read_text() == REFERENCES

    def test_rules_can_be_ignored(self, messy: Path) -> None:
        fix(messy, "--ignore", "unknown-word")

        assert (messy / "claims.csv").read_text() == CLAIMS.replace("wakes. ,", "wakes.,")

    def test_ignoring_every_rule_is_refused(self, messy: Path) -> None:
        done = fix(messy, "--ignore", "all")

        assert (done.code, done.out) == (CANNOT_RUN, "")
        assert done.err.startswith("evtrack: --ignore leaves no rule")

    def test_what_is_left_is_what_was_looked_at(self, messy: Path) -> None:
        fix(messy)

        assert fix(messy).out.endswith(" are left (evtrack check).\n")
        assert fix(messy, "--select", "all").out.endswith(" (evtrack check --select all).\n")

    def test_a_file_that_could_not_be_read_whole_is_told_and_left_alone(self, messy: Path) -> None:
        broken = f"{CLAIMS},Tea calms.,,\n"
        (messy / "claims.csv").write_text(broken)

        done = fix(messy)

        assert done.code == FOUND
        assert done.err == (
            "evtrack: claims.csv:3:1: nothing is fixed in it: "
            "the row has no claim_id and was not read\n"
        )
        assert (messy / "claims.csv").read_text() == broken
        assert (messy / "references.bib").read_text() == MENDED_REFERENCES

    def test_bad_input_is_one_clear_line(self, messy: Path) -> None:
        (messy / "claims.csv").write_bytes(b"\0")

        done = fix(messy)

        assert (done.code, done.out) == (CANNOT_RUN, "")
        assert done.err.count("\n") == 1

    def test_what_it_says_is_inert(self, tmp_path: Path) -> None:
        project(tmp_path, claims=f"claim_id,claim\nC1,\x1b[31mTea.,{' '}\n")

        assert "\x1b" not in fix(tmp_path, "--diff").err + fix(tmp_path).out


class TestDiff:
    def test_it_writes_nothing_and_fails_where_something_would_change(self, messy: Path) -> None:
        before = contents(messy)

        done = fix(messy, "--diff")

        assert (done.code, done.err) == (FOUND, "")
        assert contents(messy) == before

    def test_it_passes_where_nothing_would_change(self, messy: Path) -> None:
        fix(messy)

        assert fix(messy, "--diff") == Outcome(PASSED, "", "")

    def test_it_shows_three_lines_around_a_change(self, tmp_path: Path) -> None:
        rows = [f"C{n},Tea." for n in range(20)]
        rows[5], rows[14] = "C5 ,Tea.", "C14 ,Tea."
        project(tmp_path, claims="\n".join(["claim_id,claim", *rows, ""]))

        assert fix(tmp_path, "--diff").out == (
            "--- a/claims.csv\n+++ b/claims.csv\n"
            "@@ -4,7 +4,7 @@\n C2,Tea.\n C3,Tea.\n C4,Tea.\n-C5 ,Tea.\n+C5,Tea.\n"
            " C6,Tea.\n C7,Tea.\n C8,Tea.\n"
            "@@ -13,7 +13,7 @@\n C11,Tea.\n C12,Tea.\n C13,Tea.\n-C14 ,Tea.\n+C14,Tea.\n"
            " C15,Tea.\n C16,Tea.\n C17,Tea.\n"
        )

    def test_a_file_without_lines_of_bytes_is_shown_in_utf_8(self, messy: Path) -> None:
        (messy / "claims.csv").write_bytes(CLAIMS.encode("utf-16"))

        assert "-C1,Tea wakes. ,ng2020,suports\n" in fix(messy, "--diff").out

    def test_its_colours_are_for_those_who_want_them(
        self, messy: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("NO_COLOR", raising=False)
        monkeypatch.setenv("FORCE_COLOR", "1")

        coloured = fix(messy, "--diff").out

        assert "\x1b[31m-C1,Tea wakes. ,ng2020,suports\x1b[0m\n" in coloured
        assert "\x1b[32m+C1,Tea wakes.,ng2020,supports\x1b[0m\n" in coloured

    @pytest.mark.skipif(not shutil.which("git"), reason="git is not here")
    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(CLAIMS.encode(), id="LF"),
            pytest.param(CLAIMS.replace("\n", "\r\n").encode(), id="CR LF"),
            pytest.param(CLAIMS.replace("\n", "\r").encode(), id="CR"),
            pytest.param(CLAIMS.rstrip("\n").encode(), id="no line end at the end"),
            pytest.param(f"{CLAIMS}C2,Coffee.,,".encode(), id="none, and no change there"),
            pytest.param(CLAIMS.encode("utf-8-sig"), id="a byte-order mark"),
            pytest.param(CLAIMS.replace("Tea", "Café").encode("cp1252"), id="Windows-1252"),
            pytest.param((CLAIMS + "C2,x,,\n" * 9 + "C3,y ,,\n").encode(), id="two hunks"),
        ],
    )
    @pytest.mark.parametrize("name", ["claims.csv", "my claims.csv", 'q"\\\té.csv'])
    def test_git_applies_it_and_comes_to_the_same(
        self, data: bytes, name: str, tmp_path: Path
    ) -> None:
        folder = project(tmp_path, config=f"claims = '''{name}'''\n")
        (folder / "claims.csv").rename(folder / name)
        (folder / name).write_bytes(data)
        patch = subprocess.run(
            [sys.executable, "-m", "evtrack", "fix", "--diff"],
            cwd=folder,
            env={name: text for name, text in os.environ.items() if name != "FORCE_COLOR"},
            capture_output=True,
            check=False,
        ).stdout

        subprocess.run(["git", "apply", "--verbose"], cwd=folder, input=patch, check=True)

        applied = (folder / name).read_bytes()
        (folder / name).write_bytes(data)
        fix(folder)
        assert applied == (folder / name).read_bytes() != data


class TestWriting:
    """A user's file is replaced whole, or not at all."""

    def test_permissions_are_kept(self, messy: Path) -> None:
        (messy / "claims.csv").chmod(0o640)

        fix(messy)

        assert stat.S_IMODE((messy / "claims.csv").stat().st_mode) == 0o640

    def test_nothing_else_is_left_in_the_folder(self, messy: Path) -> None:
        before = set(contents(messy))

        fix(messy)

        assert set(contents(messy)) == before

    def test_what_is_told_comes_after_all_is_written(
        self, messy: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_: str) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("evtrack.cli.fix_command.say", fail)

        with suppress(OSError, ValueError):  # nor is there a real stdout to be silenced
            fix(messy)

        assert (messy / "claims.csv").read_text() == MENDED_CLAIMS
        assert (messy / "references.bib").read_text() == MENDED_REFERENCES

    def test_a_link_within_the_project_stays_one(self, messy: Path) -> None:
        (messy / "claims.csv").rename(messy / "real.csv")
        (messy / "claims.csv").symlink_to("real.csv")

        fix(messy)

        assert (messy / "claims.csv").is_symlink()
        assert (messy / "real.csv").read_text() == MENDED_CLAIMS

    def test_a_file_that_changed_meanwhile_is_left_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "claims.csv"
        path.write_bytes(b"somebody else's")

        with pytest.raises(CannotRun, match=r"claims\.csv: changed since it was read"):
            rewrite(path, b"old", b"new", tmp_path)
        assert contents(tmp_path) == {"claims.csv": b"somebody else's"}

    def test_a_file_that_came_meanwhile_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "evtrack.toml").write_bytes(b"somebody else's")

        with pytest.raises(CannotRun, match=r"evtrack\.toml: was written meanwhile"):
            rewrite(tmp_path / "evtrack.toml", None, b"new", tmp_path)
        assert contents(tmp_path) == {"evtrack.toml": b"somebody else's"}

    def test_a_link_that_leads_out_of_the_project_is_not_followed(self, tmp_path: Path) -> None:
        inside = tmp_path / "inside"
        inside.mkdir()
        (tmp_path / "outside.csv").write_bytes(b"old")
        (inside / "claims.csv").symlink_to("../outside.csv")

        with pytest.raises(CannotRun, match="leads out of the project"):
            rewrite(inside / "claims.csv", b"old", b"new", inside)
        assert (tmp_path / "outside.csv").read_bytes() == b"old"

    def test_a_file_that_may_not_be_written_is_left_alone(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "claims.csv"
        path.write_bytes(b"old")
        monkeypatch.setattr("evtrack.cli.files.os.access", lambda *_: False)

        with pytest.raises(CannotRun, match=r"claims\.csv: can't be written: Permission denied"):
            rewrite(path, b"old", b"new", tmp_path)
        assert contents(tmp_path) == {"claims.csv": b"old"}

    @pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
    def test_after_a_failure_the_old_file_is_whole_and_alone(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
    ) -> None:
        def fail(*_: object) -> None:
            raise error

        path = tmp_path / "claims.csv"
        path.write_bytes(b"old")
        monkeypatch.setattr("evtrack.cli.files.os.fsync", fail)

        with pytest.raises((CannotRun, KeyboardInterrupt)):
            rewrite(path, b"old", b"new", tmp_path)
        assert contents(tmp_path) == {"claims.csv": b"old"}


# Whatever the bytes

PIECES = ["claim_id", "claim", ",", ";", '"', "\n", "\r", " ", "\u00a0", "C1", "suports", "ng2020"]
ENTRIES = ["@misc{", "ng2020", ",", "design", "=", "{", "}", '"', "#", "RCTs", "\n", "doi:10.1/x"]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"]


def texts(pieces: list[str], start: str) -> st.SearchStrategy[bytes]:
    some = st.lists(st.sampled_from([*pieces, "e\u0301", "\u037e", "\ufeff"]), max_size=30)
    text = st.tuples(st.sampled_from(["", start]), some.map("".join)).map("".join)
    return st.builds(lambda t, e: t.encode(e, "ignore"), text, st.sampled_from(ENCODINGS))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EVTRACK_TRACEBACK", "1")
        yield tmp_path_factory.mktemp("project")


@given(
    st.binary(max_size=80) | texts(PIECES, "claim_id,claim,citekey,stance\n"),
    st.binary(max_size=80) | texts(ENTRIES, "@misc{ng2020, "),
)
def test_any_bytes_end_well_and_a_second_time_changes_nothing(
    folder: Path, claims: bytes, references: bytes
) -> None:
    (folder / "claims.csv").write_bytes(claims)
    (folder / "references.bib").write_bytes(references)

    first = fix(folder)
    between = contents(folder)
    second = fix(folder)

    assert {first.code, second.code} <= {PASSED, FOUND, CANNOT_RUN}
    assert contents(folder) == between
