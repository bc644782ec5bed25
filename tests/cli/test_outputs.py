"""Where `check` writes to, in which formats, and what `--since` tells."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from builders import project

CLAIMS = """\
claim_id,claim,citekey,stance
C1,Tea wakes people up.,ng2020,supports
C2,Tea is a leaf.,nobody,supports
"""
REFERENCES = "@misc{ng2020, title = {Tea}}\n"
MORE = CLAIMS + "C3,Tea is green.,noone,supports\n"
LESS = CLAIMS.replace("nobody", "ng2020")


def evtrack(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT")}
    return subprocess.run(
        [sys.executable, "-m", "evtrack", *arguments],
        cwd=cwd,
        env={**clean, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def git(*arguments: str, cwd: Path) -> None:
    who = ("-c", "user.name=Ng", "-c", "user.email=ng@tea.example")
    subprocess.run(["git", *who, *arguments], cwd=cwd, check=True, capture_output=True)


def committed(repository: Path, folder: str = ".", **files: str) -> Path:
    """A project in a folder of a new repository, with one commit tagged `base`."""
    where = repository / folder
    where.mkdir(parents=True, exist_ok=True)
    project(where, **{"claims": CLAIMS, "references": REFERENCES, **files})
    in_git(repository)
    return where


def in_git(repository: Path) -> Path:
    """A new repository of what is there, with one commit tagged `base`."""
    git("init", "-q", cwd=repository)
    git("add", "--all", cwd=repository)
    git("commit", "-qm", "base", cwd=repository)
    git("tag", "base", cwd=repository)
    return repository


@pytest.fixture
def tea(tmp_path: Path) -> Path:
    return project(tmp_path, claims=CLAIMS, references=REFERENCES)


def refusal(done: subprocess.CompletedProcess[str]) -> str:
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("evtrack: ")
    assert done.stderr.count("\n") == 1
    return done.stderr


class TestOutput:
    def test_a_file_takes_what_the_screen_would(self, tea: Path) -> None:
        done = evtrack("check", "--format", "concise", "--output", "out/found.txt", cwd=tea)

        assert (done.returncode, done.stdout) == (1, "")
        assert "unknown-citekey" in (tea / "out/found.txt").read_text(encoding="utf-8")

    def test_a_format_and_a_file_go_beside_the_screen(self, tea: Path) -> None:
        done = evtrack("check", "--output", "json=a.json", "--output", "sarif=b.sarif", cwd=tea)

        assert done.returncode == 1
        assert "error[unknown-citekey]: " in done.stdout
        assert json.loads((tea / "a.json").read_text(encoding="utf-8"))["version"] == 1
        assert json.loads((tea / "b.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"

    def test_all_formats_tell_of_one_run(self, tea: Path) -> None:
        forms = ("json", "sarif", "gitlab")

        evtrack("check", *(f"--output={form}={form}" for form in forms), cwd=tea)

        found, sarif, gitlab = (
            json.loads((tea / form).read_text(encoding="utf-8")) for form in forms
        )
        number = len(found["findings"])
        assert number == len(sarif["runs"][0]["results"]) == len(gitlab) > 0

    @pytest.mark.parametrize("name", ["./name=x.txt", "./sarfi=x", "a-b=c", "=x", "./-"])
    def test_what_stands_before_an_equals_sign_may_be_part_of_a_name(
        self, name: str, tea: Path
    ) -> None:
        evtrack("check", "--output", name, cwd=tea)

        assert (tea / name).read_text(encoding="utf-8").endswith("unchecked\n")

    def test_no_colour_goes_to_a_file(self, tea: Path) -> None:
        evtrack("check", "--output", "text=found.txt", cwd=tea, FORCE_COLOR="1")

        assert "\x1b" not in (tea / "found.txt").read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        ("outputs", "says"),
        [
            (["sarfi=x"], "Did you mean `sarif`?"),
            (["SARIF=x"], "Did you mean `sarif`?"),
            (["md=x"], "`md` is no format. Did you mean `markdown`?"),
            (["html=x"], "`html` is no format. Known are: text, concise, json, sarif, github, "),
            (["html=x"], "For a file of this name write ./html=x"),
            (["-"], "`-` is no file"),
            (["json=-"], "`-` is no file"),
            (["sarif="], "names no file"),
            ([""], "names no file"),
            (["x.json", "json=./x.json"], "x.json is written twice"),
            (["json=claims.csv"], "is one of the files that are checked"),
            (["article.md"], "is one of the files that are checked"),
            (["evtrack.toml"], "is one of the files that are checked"),
            (["drafts/pyproject.toml"], "is one of the files that are checked"),
            (["evtrack-baseline.json"], "is one of the files that are checked"),
            (["sarif=claims.csv/x"], "can't be written"),
        ],
        ids=str,
    )
    def test_refusals(self, outputs: list[str], says: str, tea: Path) -> None:
        done = evtrack("check", *(f"--output={output}" for output in outputs), cwd=tea)

        assert says in refusal(done)
        assert (tea / "claims.csv").read_text(encoding="utf-8") == CLAIMS


class TestGitHubSummary:
    def test_it_is_appended(self, tea: Path) -> None:
        (tea / "summary.md").write_text("before\n", encoding="utf-8")

        evtrack("check", "--format", "github", cwd=tea, GITHUB_STEP_SUMMARY="summary.md")

        text = (tea / "summary.md").read_text(encoding="utf-8")
        assert text.startswith("before\n### evtrack: failed\n")

    @pytest.mark.parametrize(
        ("arguments", "written"),
        [
            (["--format", "text"], False),
            (["--format", "markdown"], False),
            (["--output", "github=x"], True),
            (["--format", "github", "--output", "x"], True),
        ],
        ids=str,
    )
    def test_it_goes_with_this_format_only(
        self, arguments: list[str], written: bool, tea: Path
    ) -> None:
        evtrack("check", *arguments, cwd=tea, GITHUB_STEP_SUMMARY="summary.md")

        assert (tea / "summary.md").exists() is written

    def test_a_file_that_is_nearly_full_gets_what_fits(self, tea: Path) -> None:
        (tea / "summary.md").write_bytes(b"x" * ((1 << 20) - 1_000))

        evtrack("check", "--format", "github", cwd=tea, GITHUB_STEP_SUMMARY="summary.md")

        assert (tea / "summary.md").stat().st_size <= 1 << 20
        assert "did not fit in here" in (tea / "summary.md").read_text(encoding="utf-8")

    def test_one_that_can_not_be_written_is_told(self, tea: Path) -> None:
        done = evtrack("check", "--format", "github", cwd=tea, GITHUB_STEP_SUMMARY="no/where")

        assert "GITHUB_STEP_SUMMARY" in refusal(done)


class TestPaths:
    def test_annotations_name_files_from_the_repository_on(self, tmp_path: Path) -> None:
        folder = committed(tmp_path, "docs/tea")

        done = evtrack("check", "--format", "github", cwd=folder)

        assert "::error file=docs/tea/claims.csv,line=3," in done.stdout

    def test_people_are_told_files_of_the_project(self, tmp_path: Path) -> None:
        folder = committed(tmp_path, "docs/tea")

        assert "\nclaims.csv:3:" in evtrack("check", "--format", "concise", cwd=folder).stdout


class TestSince:
    def found(self, folder: Path, *arguments: str) -> tuple[set[str], set[str], set[str]]:
        """The subjects of unknown citekeys: new, there before, mended."""
        done = evtrack("check", "--since", "base", "--format", "json", *arguments, cwd=folder)
        assert done.stderr == ""
        document = json.loads(done.stdout)
        assert document["since"] == "base"
        found = [f for f in document["findings"] if f["rule"] == "unknown-citekey"]
        return (
            {f["subject"] for f in found if f["new"]},
            {f["subject"] for f in found if not f["new"]},
            {f["subject"] for f in document["mended"] if f["rule"] == "unknown-citekey"},
        )

    @pytest.mark.parametrize(
        ("claims", "expected"),
        [
            pytest.param(CLAIMS, (set(), {"C2"}, set()), id="the same"),
            pytest.param(MORE, ({"C3"}, {"C2"}, set()), id="one more"),
            pytest.param(LESS, (set(), set(), {"C2"}), id="mended"),
            pytest.param(
                CLAIMS.replace("C2", "C0,Water is wet.,ng2020,supports\nC2"),
                (set(), {"C2"}, set()),
                id="moved",
            ),
            pytest.param(CLAIMS.replace("\n", "\r\n"), (set(), {"C2"}, set()), id="line ends"),
        ],
    )
    @pytest.mark.parametrize("place", [".", "docs/tea"])
    def test_what_is_new_and_what_is_mended(
        self, place: str, claims: str, expected: tuple[set[str], ...], tmp_path: Path
    ) -> None:
        folder = committed(tmp_path, place)
        project(folder, claims=claims, references=REFERENCES)

        assert self.found(folder) == expected

    def test_the_config_of_the_revision_holds_for_it(self, tmp_path: Path) -> None:
        off = '[rules]\nunknown-citekey = "off"\n'
        folder = committed(tmp_path, config=off)
        project(folder, claims=CLAIMS, references=REFERENCES, config="")

        assert self.found(folder) == ({"C2"}, set(), set())

    def test_an_accepted_finding_is_not_mended(self, tmp_path: Path) -> None:
        folder = committed(tmp_path)
        accept = '[[accept]]\nrule = "unknown-citekey"\nwhere = "C2"\nreason = "agreed"\n'
        project(folder, claims=CLAIMS, references=REFERENCES, config=accept)

        assert self.found(folder) == (set(), set(), set())

    def test_only_what_is_selected_is_compared(self, tmp_path: Path) -> None:
        folder = committed(tmp_path)
        project(folder, claims=LESS, references=REFERENCES)

        assert self.found(folder, "--ignore", "unknown-citekey") == (set(), set(), set())

    def test_where_there_were_no_claims_all_is_new(self, tmp_path: Path) -> None:
        folder = committed(tmp_path)
        git("mv", "claims.csv", "other.csv", cwd=folder)
        git("commit", "-qm", "away", cwd=folder)
        git("tag", "-f", "base", cwd=folder)
        project(folder, claims=CLAIMS, references=REFERENCES)

        assert self.found(folder) == ({"C2"}, set(), set())

    def test_it_does_not_change_the_exit_code(self, tmp_path: Path) -> None:
        folder = committed(tmp_path)

        assert evtrack("check", "--since", "base", cwd=folder).returncode == 1

    @pytest.mark.parametrize("form", ["text", "concise"])
    def test_the_new_are_marked_for_people(self, form: str, tmp_path: Path) -> None:
        folder = committed(tmp_path)
        project(folder, claims=MORE, references=REFERENCES)

        done = evtrack("check", "--since", "base", "--format", form, cwd=folder)

        marked = [line for line in done.stdout.split("\n") if "[unknown-citekey] (new)" in line]
        assert len(marked) == 1
        assert "noone" in marked[0]
        assert "\nsince base: " in done.stdout

    def test_nothing_is_left_behind(self, tmp_path: Path) -> None:
        folder = committed(tmp_path / "repository")
        (tmp_path / "temporary").mkdir()

        evtrack("check", "--since", "base", cwd=folder, TMPDIR=str(tmp_path / "temporary"))

        assert list((tmp_path / "temporary").iterdir()) == []

    @pytest.mark.parametrize(
        "revision", ["nowhere", "-x", "--help", "--local-env-vars", "HEAD:claims.csv", "a\nb"]
    )
    def test_a_revision_that_is_none(self, revision: str, tmp_path: Path) -> None:
        done = evtrack("check", f"--since={revision}", cwd=committed(tmp_path))

        assert "no such revision" in refusal(done)

    def test_no_repository(self, tea: Path) -> None:
        done = evtrack("check", "--since", "HEAD", cwd=tea, GIT_CEILING_DIRECTORIES=str(tea.parent))

        assert refusal(done) == (
            f"evtrack: --since HEAD: {tea} is in no git repository, so it has no revisions\n"
        )

    def test_no_git(self, tmp_path: Path) -> None:
        done = evtrack("check", "--since", "base", cwd=committed(tmp_path), PATH="")

        assert "--since base: git is needed to look it up" in refusal(done)

    def test_links_of_that_revision_are_followed(self, tmp_path: Path) -> None:
        (tmp_path / "data").mkdir()
        (project(tmp_path, claims=CLAIMS, references=REFERENCES) / "claims.csv").rename(
            tmp_path / "data/all.csv"
        )
        (tmp_path / "tables").symlink_to("data")
        (tmp_path / "claims.csv").symlink_to("tables/all.csv")
        folder = in_git(tmp_path)

        (folder / "data/all.csv").write_text(MORE, encoding="utf-8")

        assert self.found(folder) == ({"C3"}, {"C2"}, set())

    def test_a_link_of_that_revision_that_leads_out_of_it(self, tmp_path: Path) -> None:
        project(tmp_path, claims=CLAIMS, references=REFERENCES)
        (tmp_path / "claims.csv").unlink()
        (tmp_path / "claims.csv").symlink_to("../claims.csv")
        folder = in_git(tmp_path)
        (folder / "claims.csv").unlink()
        project(folder, claims=CLAIMS, references=REFERENCES)

        done = evtrack("check", "--since", "base", cwd=folder)

        assert "at base: claims.csv: leads out of the repository" in refusal(done)

    def test_a_file_of_that_revision_that_is_not_in_the_clone(self, tmp_path: Path) -> None:
        folder = committed(tmp_path)
        named = ["git", "rev-parse", "base:claims.csv"]
        blob = subprocess.run(named, cwd=folder, capture_output=True, text=True, check=True).stdout
        (folder / ".git/objects" / blob[:2] / blob[2:].strip()).unlink()

        done = evtrack("check", "--since", "base", cwd=folder)

        assert "at base: claims.csv: is there, but can't be read" in refusal(done)

    def test_references_that_were_not_there(self, tmp_path: Path) -> None:
        folder = committed(tmp_path, config='references = ["other.bib"]\n')
        project(folder, claims=CLAIMS, references=REFERENCES, config="")

        done = evtrack("check", "--since", "base", cwd=folder)

        assert "at base: other.bib: not found there" in refusal(done)

    @pytest.mark.parametrize("ignored", ["", "sources/\n"], ids=["committed", "ignored"])
    def test_rationales_were_held_against_copies_then_too(
        self, ignored: str, tmp_path: Path
    ) -> None:
        quoting = CLAIMS.replace("stance\n", "stance,rationale\n").replace(
            "ng2020,supports", "ng2020,supports,Tea wakes all the people up"
        )
        (tmp_path / "sources").mkdir()
        (tmp_path / "sources/ng2020.txt").write_text("Tea wakes people up.", encoding="utf-8")
        (tmp_path / ".gitignore").write_text(ignored, encoding="utf-8")
        folder = committed(tmp_path, claims=quoting)

        done = evtrack("check", "--since", "base", "--format", "json", cwd=folder)

        document = json.loads(done.stdout)
        altered = [f["new"] for f in document["findings"] if f["rule"].startswith("rationale-")]
        assert (altered, document["mended"]) == ([False], [])

    def test_a_hook_runs_in_its_own_repository(self, tmp_path: Path) -> None:
        folder = committed(tmp_path / "here")
        committed(tmp_path / "there")

        done = evtrack(
            *("check", "--since", "base"),
            cwd=folder,
            GIT_DIR=str(tmp_path / "there/.git"),
            GIT_INDEX_FILE="nowhere",
        )

        assert done.returncode == 1


@pytest.fixture(scope="module")
def imported_by_check(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = project(tmp_path_factory.mktemp("project"))
    script = (
        "import sys\n"
        "from evtrack.cli import run\n"
        "run(['check'])\n"
        "print('IMPORTED', *sorted(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


def test_the_screen_needs_no_other_format(imported_by_check: set[str]) -> None:
    home = "evtrack.render.check_formats."

    imported = {name for name in imported_by_check if name.startswith(home)}

    assert imported == {f"{home}listing", f"{home}view"}


@pytest.mark.parametrize(
    "module",
    [
        *("cli.accepting", "cli.since", "cli.states", "comparison", "fingerprints"),
        *("readers.baseline", "readers.revision", "readers.lock", "readers.retractions"),
        *("readers.copies.file", "readers.copies.pdf", "quotations.checking", "reviews.watched"),
        *("appraisal.withdrawal", "numbers"),
        "render.check_formats.statistics",
    ],
)
def test_a_plain_check_does_not_import(module: str, imported_by_check: set[str]) -> None:
    assert f"evtrack.{module}" not in imported_by_check
