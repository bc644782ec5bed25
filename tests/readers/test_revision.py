"""What is laid out of a revision: all that a check of the project would have read then."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from builders import project
from evtrack.config import config_of
from evtrack.errors import CannotRun
from evtrack.readers import read_project
from evtrack.readers.revision import project_at
from git_history import committed, git

CLAIMS = "claim_id,claim,citekey,stance\nC1,Tea wakes.,ng2020,supports\nC1,,DBLP:x/Po,supports\n"
REFERENCES = "".join(f"@misc{{{key}, title = {{Tea}}}}\n" for key in ("ng2020", "DBLP:x/Po", "qi"))


def write(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")


@pytest.fixture(params=[".", "docs/tea"])
def tea(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A project at `base` with copies of its sources, all of it another on disk since."""
    folder: Path = tmp_path / request.param
    folder.mkdir(parents=True, exist_ok=True)
    project(folder, claims=CLAIMS, references=REFERENCES)
    for path in ("ng2020.txt", "DBLP:x/Po.md", "qi.txt", "stray.txt", "ng2020.docx"):
        write(folder, f"sources/{path}", "Then.")
    committed(tmp_path, "base")
    for path in ("ng2020.txt", "DBLP:x/Po.md", "qi.txt"):
        write(folder, f"sources/{path}", "Now.")
    return folder


def copies(project_folder: Path, *, all_entries: bool = False) -> dict[str, str]:
    """The files of the folder of copies at `base`, and what they hold."""
    with project_at(config_of(project_folder), "base", "base", all_entries=all_entries) as folder:
        assert folder
        return {
            path.relative_to(folder / "sources").as_posix(): path.read_text(encoding="utf-8")
            for path in sorted((folder / "sources").rglob("*.*"))
        }


def test_the_copies_of_linked_sources_are_those_of_then_and_others_are_names(tea: Path) -> None:
    assert copies(tea) == {
        "DBLP:x/Po.md": "Then.",
        "ng2020.txt": "Then.",
        "qi.txt": "",
        "stray.txt": "",
    }


def test_with_all_entries_every_copy_is_there(tea: Path) -> None:
    assert copies(tea, all_entries=True)["qi.txt"] == "Then."


def test_the_ledger_of_then_reads_the_copies_of_then(tea: Path) -> None:
    with project_at(config_of(tea), "base", "base") as folder:
        assert folder
        ledger = read_project(config_of(folder))
        assert ledger.copies
        [copy] = ledger.copies.of("ng2020")
        assert [part.text for part in copy.parts] == ["Then."]


def test_copies_that_git_ignores_have_no_then(tmp_path: Path) -> None:
    project(tmp_path, claims=CLAIMS, references=REFERENCES)
    write(tmp_path, ".gitignore", "sources/\n")
    committed(tmp_path, "base")
    write(tmp_path, "sources/ng2020.txt", "Now.")
    write(tmp_path, "sources/qi.txt", "Now.")

    assert copies(tmp_path) == {"ng2020.txt": "Now.", "qi.txt": ""}


def test_copies_that_are_not_committed_yet_were_not_there(tmp_path: Path) -> None:
    project(tmp_path, claims=CLAIMS, references=REFERENCES)
    committed(tmp_path, "base")
    write(tmp_path, "sources/ng2020.txt", "Now.")

    assert copies(tmp_path) == {}


def test_a_copy_that_led_out_of_the_repository_does_so_still(tmp_path: Path) -> None:
    project(tmp_path, claims=CLAIMS, references=REFERENCES)
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/ng2020.txt").symlink_to("/etc/hostname")
    committed(tmp_path, "base")

    with project_at(config_of(tmp_path), "base", "base") as folder:
        assert folder
        ledger = read_project(config_of(folder))
        assert ledger.copies
        assert [copy.flaw for copy in ledger.copies.of("ng2020")] == ["leads out of the project"]


def test_a_folder_of_copies_that_is_not_in_the_clone(tea: Path) -> None:
    folder = git(tea, "rev-parse", "base:./sources").strip()
    top = Path(git(tea, "rev-parse", "--show-toplevel").strip())
    (top / ".git/objects" / folder[:2] / folder[2:]).unlink()

    with pytest.raises(CannotRun, match="at base: sources: can't be listed; fetch all"):
        copies(tea)


def test_many_copies_cost_one_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [f"k{n}" for n in range(50)]
    rows = "".join(f"C1,,{key},supports\n" for key in keys)
    project(tmp_path, claims=CLAIMS + rows, references=REFERENCES)
    for key in keys:
        write(tmp_path, f"sources/{key}.txt", f"{key}\n")
    committed(tmp_path, "base")
    calls = tmp_path / "calls"
    write(tmp_path, "bin/git", f'#!/bin/sh\necho >> "{calls}"\nPATH=$OLD_PATH exec git "$@"\n')
    (tmp_path / "bin/git").chmod(0o755)
    monkeypatch.setenv("OLD_PATH", os.environ["PATH"])
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")

    assert copies(tmp_path)["k49.txt"] == "k49\n"
    assert len(calls.read_text(encoding="utf-8").splitlines()) < 15


@pytest.mark.parametrize(
    ("config", "path"), [("", "evtrack.lock"), ('retractions = "list.csv"\n', "list.csv")]
)
def test_reviews_and_the_list_of_retractions_are_laid_out(
    config: str, path: str, tmp_path: Path
) -> None:
    project(tmp_path, claims=CLAIMS, references=REFERENCES, config=config)
    write(tmp_path, path, "Then.")
    committed(tmp_path, "base")
    write(tmp_path, path, "Now.")

    with project_at(config_of(tmp_path), "base", "base") as folder:
        assert folder
        assert (folder / path).read_text(encoding="utf-8") == "Then."


def test_a_list_of_retractions_that_was_not_there(tmp_path: Path) -> None:
    config = 'retractions = "list.csv"\n'
    committed(project(tmp_path, claims=CLAIMS, references=REFERENCES, config=config), "base")

    with (
        pytest.raises(CannotRun, match=r"at base: list\.csv: not found there"),
        project_at(config_of(tmp_path), "base", "base"),
    ):
        pass


def test_a_list_of_retractions_that_git_ignores_has_no_then(tmp_path: Path) -> None:
    config = 'retractions = "list.csv"\n'
    project(tmp_path, claims=CLAIMS, references=REFERENCES, config=config)
    write(tmp_path, ".gitignore", "*.csv\n!claims.csv\n")
    committed(tmp_path, "base")
    write(tmp_path, "list.csv", "Now.")

    with project_at(config_of(tmp_path), "base", "base") as folder:
        assert folder
        assert (folder / "list.csv").read_text(encoding="utf-8") == "Now."


def test_a_copy_that_leads_to_itself_does_so_still(tmp_path: Path) -> None:
    project(tmp_path, claims=CLAIMS, references=REFERENCES)
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/ng2020.txt").symlink_to("ng2020.txt")
    committed(tmp_path, "base")

    with project_at(config_of(tmp_path), "base", "base") as folder:
        assert folder
        assert (folder / "sources/ng2020.txt").is_symlink()


def test_a_config_further_up_is_none_of_its_business(tmp_path: Path) -> None:
    folder = tmp_path / "tea"
    folder.mkdir()
    committed(project(folder, claims=CLAIMS, references=REFERENCES), "base")

    with project_at(config_of(folder), "base", "base") as laid_out:
        assert laid_out
        assert config_of(laid_out).file is None
