"""`evtrack coverage`: what it exits with, and what it writes."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from builders import project
from evtrack.cli import run

ARTICLE = "# Tea\n\nTea is hot and wet. It cures 9 of 10 people.\n"
CLAIMS = "claim_id,claim,anchor\nC1,Tea is hot,Tea is hot and wet.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "article.md").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return project(tmp_path, claims=CLAIMS)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    ("config", "options", "code"),
    [
        ("", [], 0),
        ("", ["--min-coverage", "50"], 0),
        ("", ["--min-coverage", "50%"], 0),
        ("", ["--min-coverage", "50.1"], 1),
        ("", ["--min-supported", "1"], 1),
        ("", ["--min-coverage", "0", "--min-supported", "0"], 0),
        ("min-coverage = 51", [], 1),
        ("min-supported = 1", [], 1),
        ("min-coverage = 51", ["--min-coverage", "50"], 0),
        ("min-coverage = 51", ["--min-coverage", "0"], 0),
        ("", ["--min-coverage", "nan"], 2),
        ("", ["--min-coverage", "101"], 2),
        ("", ["--min-coverage", "-1"], 2),
        ("", ["--min-supported", "half"], 2),
        ("", ["--show", "-1"], 2),
        ("", ["--format", "xml"], 2),
    ],
)
def test_exit_codes(config: str, options: list[str], code: int, form: str, folder: Path) -> None:
    project(folder, claims=CLAIMS, config=config)

    assert run(["coverage", f"--format={form}", *options]) == code


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("options", [[], ["--format=json"], ["--output=out.txt"]])
def test_a_gate_that_fails_says_by_how_much(
    options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(["coverage", "--min-coverage=60", *options])
    out, err = capsys.readouterr()
    told = " ".join((err if options else out).split())

    assert told.endswith(
        "failed: 50% of the sentences stand on a claim, but min-coverage is 60%: "
        "1 more sentence is needed"
    )


def test_without_an_article_it_cannot_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "article.md").unlink()

    assert run(["coverage"]) == 2
    assert capsys.readouterr().err == (
        "evtrack: there is no article to measure; name it in evtrack.toml, as in "
        '`article = "article.md"`, or make a project of one with `evtrack init ARTICLE`\n'
    )


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("options", "shown"), [([], True), (["--show=0"], False), (["--show=0", "--all"], True)]
)
def test_how_many_sentences_are_shown(
    options: list[str], shown: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["coverage", *options])

    assert ("It cures 9 of 10 people." in capsys.readouterr().out) is shown


def test_files_are_written_and_nothing_is_printed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["coverage", "--format=json", "--output=new/c.json", "--badge=new/b.svg"]) == 0

    assert capsys.readouterr() == ("", "")
    assert json.loads((folder / "new/c.json").read_text(encoding="utf-8"))["version"] == 1
    assert ">50%</text>" in (folder / "new/b.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("option", ["--output", "--badge"])
@pytest.mark.parametrize("name", ["article.md", "claims.csv", "references.bib"])
def test_no_input_is_written_over(option: str, name: str, folder: Path) -> None:
    before = (folder / name).read_bytes()

    assert run(["coverage", option, name]) == 2
    assert (folder / name).read_bytes() == before


def test_one_file_can_not_hold_both(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["coverage", "--output=b.svg", "--badge=./b.svg"]) == 2
    assert "--output and --badge both name ./b.svg" in capsys.readouterr().err
    assert not (folder / "b.svg").exists()


@pytest.mark.usefixtures("folder")
def test_a_written_text_has_no_colour(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    run(["coverage", "--output=out.txt"])

    assert "\x1b" not in (folder / "out.txt").read_text(encoding="utf-8")


def test_what_the_config_leaves_out_is_counted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project(folder, claims=CLAIMS, config='leave-out = ["^It cures"]')
    run(["coverage"])

    out = capsys.readouterr().out
    assert "100% of the article's one sentence stands on a claim" in out
    assert "Out of scope: 1 heading and 1 left out by ^It cures." in out


def test_a_reader_who_has_seen_enough_ends_it(folder: Path) -> None:
    many = "".join(f"Tea number {n} is hot and wet.\n\n" for n in range(20_000))
    (folder / "article.md").write_text(many, encoding="utf-8")
    python = shlex.quote(sys.executable)
    command = f"{python} -m evtrack coverage --all | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("article.md\n0\n", "")


def test_neither_pandas_nor_jinja_is_imported(folder: Path) -> None:
    code = (
        "import sys; from evtrack.cli import run; run(['coverage', '--badge=b.svg']);"
        "sys.exit(str({'pandas', 'jinja2', 'rapidfuzz'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )

    assert done.stderr == "set()\n"
