"""`evtrack diff`: which states can be compared, where it writes to, and what it exits with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from builders import project
from evtrack.cli import run
from git_history import committed, git

HEADER = "claim_id,claim,citekey,stance\n"
CLAIMS = HEADER + "C1,Tea wakes people up.,ng2020,supports\n"
WORSE = CLAIMS + "C1,,po2021,contradicts\n"
FIELDS = "design = {rct}, riskofbias = {low}, samplesize = {500}"
REFERENCES = "".join(f"@misc{{{key}, {FIELDS}}}\n" for key in ("ng2020", "po2021"))


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in a folder of its repository, and what became of it from tag to tag."""
    (tmp_path / "README").write_text("Tea.\n", encoding="utf-8")
    committed(tmp_path, "before-the-project")
    folder = tmp_path / "docs" / "tea"
    folder.mkdir(parents=True)
    project(folder, claims=CLAIMS, references=REFERENCES)
    committed(tmp_path, "first")
    project(folder, claims=WORSE, references=REFERENCES)
    committed(tmp_path, "worse")
    project(folder, claims=WORSE, references=REFERENCES, config="clams = 1\n")
    committed(tmp_path, "broken")
    (folder / "evtrack.toml").unlink()
    project(folder, claims=CLAIMS, references=REFERENCES)
    monkeypatch.chdir(folder)
    return folder


def compared(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert run(["diff", "--format=json", "--today=2026-03-31", *arguments]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["diff", *arguments]) == 2
    done = capsys.readouterr()
    assert done.out == ""
    return done.err


def moves(document: dict[str, Any]) -> list[str]:
    return [
        f"{each['id']}: {each['before']['support']} → {each['after']['support']}"
        for each in document["moved"]
    ]


@pytest.mark.usefixtures("history")
class TestStates:
    @pytest.mark.parametrize(
        ("states", "expected"),
        [
            (["first", "worse"], ["C1: moderate → mixed"]),
            (["worse", "first"], ["C1: mixed → moderate"]),
            (["worse"], ["C1: mixed → moderate"]),  # on disk it is as it was at first
            (["first"], []),
            (["worse", "worse"], []),
        ],
    )
    def test_revisions_and_the_files_on_disk(
        self, states: list[str], expected: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert moves(compared(capsys, *states)) == expected

    def test_a_revision_before_the_project(self, capsys: pytest.CaptureFixture[str]) -> None:
        document = compared(capsys, "before-the-project", "first")

        assert [claim["id"] for claim in document["claims"]["added"]] == ["C1"]
        assert document["base"] == {
            "kind": "revision",
            "name": "before-the-project",
            "has_claims": False,
        }
        assert document["settings"] == []

    def test_people_are_told_that_there_were_no_claims(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        run(["diff", "before-the-project"])

        assert "There were no claims in `before-the-project`.\n" in capsys.readouterr().out

    def test_two_states_without_claims(self, capsys: pytest.CaptureFixture[str]) -> None:
        error = refusal(capsys, "before-the-project", "before-the-project")

        assert "there are no claims in `before-the-project`, nor in" in error

    def test_a_broken_config_is_told_with_its_revision(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        error = refusal(capsys, "broken", "first")

        assert error.startswith("evtrack: at broken: evtrack.toml:1: unknown key `clams`.")

    def test_neither_a_folder_nor_a_revision(self, capsys: pytest.CaptureFixture[str]) -> None:
        error = refusal(capsys, "nowhere")

        assert "`nowhere` is no folder here: no such revision here" in error

    def test_a_range_of_git_is_two_states(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert "write `evtrack diff first worse`" in refusal(capsys, "first..worse")

    def test_a_word_for_nothing(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert "can't be blank" in refusal(capsys, " ")

    def test_a_change_that_is_not_committed_counts(
        self, history: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        project(history, claims=WORSE, references=REFERENCES)

        assert moves(compared(capsys, "first")) == ["C1: moderate → mixed"]

    def test_nothing_is_written_to_the_repository(
        self, history: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = git(history, "status", "--porcelain")

        compared(capsys, "first", "worse")

        assert git(history, "status", "--porcelain") == before


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two states of a project in folders, `old` and `new`, in no repository."""
    for name, claims in (("old", CLAIMS), ("new", WORSE)):
        (tmp_path / name).mkdir()
        project(tmp_path / name, claims=claims, references=REFERENCES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


class TestFolders:
    def test_two_of_them_need_no_git(
        self, folders: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("PATH", "")

        document = compared(capsys, "old", str(folders / "new"))

        assert moves(document) == ["C1: moderate → mixed"]
        assert document["base"] == {"kind": "folder", "name": "old", "has_claims": True}

    def test_one_against_the_project(
        self, folders: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        document = compared(capsys, "new", "--project", "old")

        assert moves(document) == ["C1: mixed → moderate"]

    def test_a_folder_goes_before_a_revision_of_its_name_and_says_so(
        self, history: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (history / "worse").mkdir()
        project(history / "worse", claims=CLAIMS, references=REFERENCES)

        run(["diff", "worse"])

        assert "between the folder `worse` and the files on disk" in " ".join(
            capsys.readouterr().out.split()
        )

    @pytest.mark.usefixtures("history")
    def test_a_folder_is_its_own_project(self, capsys: pytest.CaptureFixture[str]) -> None:
        """And not that of a config above it, which would be compared with itself."""
        Path("evtrack.toml").write_text("", encoding="utf-8")
        Path("part").mkdir()

        assert "in part: claims.csv: not found in" in refusal(capsys, "part")

    @pytest.mark.usefixtures("folders")
    def test_one_that_can_not_be_read_is_named(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("new/evtrack.toml").write_text("clams = 1\n", encoding="utf-8")

        assert "in new: evtrack.toml:1: unknown key" in refusal(capsys, "old", "new")


@pytest.mark.usefixtures("folders")
class TestExit:
    @pytest.mark.parametrize("form", ["text", "json", "markdown"])
    @pytest.mark.parametrize(
        ("arguments", "code"),
        [
            (["old", "new"], 0),
            (["old", "new", "--fail-on-worse"], 1),
            (["new", "old", "--fail-on-worse"], 0),
            (["old", "old", "--fail-on-worse"], 0),
        ],
    )
    def test_it_fails_where_that_is_asked_for_and_a_support_got_worse(
        self, form: str, arguments: list[str], code: int
    ) -> None:
        assert run(["diff", "--format", form, *arguments]) == code

    def test_a_new_claim_is_not_worse_whatever_its_support(self) -> None:
        project(Path("new"), claims=CLAIMS + "C2,Leaf.,,\n", references=REFERENCES)

        assert run(["diff", "old", "new", "--fail-on-worse"]) == 0


@pytest.mark.usefixtures("folders")
class TestOutput:
    def test_a_file_takes_what_the_screen_would(self, capsys: pytest.CaptureFixture[str]) -> None:
        run(["diff", "old", "new", "--format=markdown"])
        screen = capsys.readouterr().out

        run(["diff", "old", "new", "--format=markdown", "--output=out/comment.md"])

        assert capsys.readouterr().out == ""
        assert Path("out/comment.md").read_text(encoding="utf-8") == screen

    def test_a_file_has_no_colours(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("FORCE_COLOR", "1")

        run(["diff", "old", "new", "--output=changes.txt"])

        assert "\x1b" not in Path("changes.txt").read_text(encoding="utf-8")

    @pytest.mark.parametrize("path", ["old/claims.csv", "new/references.bib", "claims.csv"])
    def test_what_was_compared_is_never_written_over(
        self, path: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        error = refusal(capsys, "old", "new", "--output", path)

        assert f"{path}: is one of the files that are checked" in error

    @pytest.mark.parametrize("form", ["text", "json", "markdown"])
    def test_the_same_input_gives_the_same_text(
        self, form: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        texts = set()
        for _ in range(2):
            run(["diff", "old", "new", "--format", form, "--today=2026-03-31"])
            texts.add(capsys.readouterr().out)

        assert len(texts) == 1


def test_a_stored_copy_that_is_another_file_is_told(
    history: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (history / "sources").mkdir()
    copy = history / "sources" / "ng2020.txt"
    copy.write_text("It wakes.", encoding="utf-8")
    committed(history.parent.parent, "with-copy")
    same = compared(capsys, "with-copy")["sources"]
    copy.write_text("It does not wake.", encoding="utf-8")

    [changed] = compared(capsys, "with-copy")["sources"]

    assert same == []
    assert (changed["citekey"], changed["name"]) == ("ng2020", "copy sources/ng2020.txt")
    assert changed["before"] != changed["after"]


@pytest.mark.usefixtures("folders")
def test_a_row_that_is_not_read_any_more_fails_where_worse_would() -> None:
    project(Path("new"), claims=HEADER + ",Tea wakes people up.,ng2020,supports\n")

    assert run(["diff", "old", "new", "--fail-on-worse"]) == 1
