"""What other programs run: the GitHub action, the pre-commit hooks, and the snippets of the docs.

Their structure is checked by the schemas and tools that know it; their commands are run.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import takewhile
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import yaml
from tools.transcripts import DAY, DOCS, WORKED_EXAMPLE

from builders import ROOT

BIN = Path(sys.executable).parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
CI_PAGE = (DOCS / "how-to" / "ci.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"^```yaml\n(.*?)^```$", CI_PAGE, re.DOTALL | re.MULTILINE)


def run(
    command: list[str], folder: Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example as a git repository with one commit on main."""
    folder = tmp_path_factory.mktemp("example")
    for name in WORKED_EXAMPLE:
        shutil.copy(ROOT / name, folder)
    identity = ["-c", "user.name=Ada Ng", "-c", "user.email=ada@example.org"]
    for arguments in (
        ["init", "--quiet", "--initial-branch=main"],
        ["add", "."],
        [*identity, "commit", "--quiet", "--message=Begin"],
    ):
        assert run(["git", *arguments], folder).returncode == 0
    return folder


@pytest.fixture
def project(example: Path, tmp_path: Path) -> Path:
    return shutil.copytree(example, tmp_path / "project")


# Structure


def is_valid(schema: str, path: Path) -> subprocess.CompletedProcess[str]:
    return run([str(BIN / "check-jsonschema"), "--builtin-schema", schema, str(path)], ROOT)


def kind_of(snippet: str) -> str:
    keys = set(yaml.safe_load(snippet))
    if "jobs" in keys:
        return "vendor.github-workflows"
    return "pre-commit" if "repos" in keys else "vendor.gitlab-ci"


def test_the_action_is_one() -> None:
    done = is_valid("vendor.github-actions", ROOT / "action.yml")

    assert done.returncode == 0, done.stdout


def test_the_hooks_are_such() -> None:
    done = run([str(BIN / "pre-commit"), "validate-manifest", ".pre-commit-hooks.yaml"], ROOT)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("snippet", SNIPPETS, ids=kind_of)
def test_a_snippet_is_what_it_says(snippet: str, tmp_path: Path) -> None:
    path = tmp_path / "snippet.yml"
    path.write_text(snippet, encoding="utf-8")

    if kind_of(snippet) == "pre-commit":
        done = run([str(BIN / "pre-commit"), "validate-config", str(path)], tmp_path)
    else:
        done = is_valid(kind_of(snippet), path)

    assert done.returncode == 0, done.stdout


def test_the_page_has_a_snippet_of_each_kind() -> None:
    kinds = {kind_of(snippet) for snippet in SNIPPETS}

    assert kinds == {"vendor.github-workflows", "vendor.gitlab-ci", "pre-commit"}


def test_no_input_of_the_action_becomes_shell_text() -> None:
    command = [str(BIN / "zizmor"), "--offline", "--config", "tests/zizmor.yml", "action.yml"]

    done = run(command, ROOT)

    assert done.returncode == 0, done.stdout


def test_the_page_names_every_input_and_output_of_the_action() -> None:
    section = CI_PAGE.partition("## GitHub")[2].partition("### Code scanning")[0]

    assert set(re.findall(r"^\| `([\w-]+)`", section, re.MULTILINE)) == {
        *ACTION["inputs"],
        *ACTION["outputs"],
    }


def test_snippets_use_only_inputs_that_the_action_has() -> None:
    steps = [
        step
        for snippet in SNIPPETS
        if kind_of(snippet) == "vendor.github-workflows"
        for step in yaml.safe_load(snippet)["jobs"]["evidence"]["steps"]
        if step.get("uses", "").startswith("OWNER/evtrack")
    ]

    assert {key for step in steps for key in step.get("with", {})} <= set(ACTION["inputs"])


def test_snippets_use_only_hooks_that_there_are() -> None:
    [config] = [yaml.safe_load(each) for each in SNIPPETS if kind_of(each) == "pre-commit"]

    assert {hook["id"] for hook in config["repos"][0]["hooks"]} == {hook["id"] for hook in HOOKS}


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
@pytest.mark.parametrize(
    ("path", "runs"),
    [
        ("claims.csv", True),
        ("texts/tea/claims.csv", True),
        ("references.bib", True),
        ("lib/zotero.bib", True),
        ("evtrack.toml", True),
        ("pyproject.toml", True),
        ("README.md", False),
        ("data/claims.csv.orig", False),
    ],
)
def test_the_files_at_which_a_hook_runs(hook: dict[str, Any], path: str, runs: bool) -> None:
    assert bool(re.search(hook["files"], path)) is runs


# Commands


def commands_in(text: str) -> Iterator[str]:
    """The command lines that run evtrack, in blocks of shell, console sessions and CI scripts."""
    for language, body in re.findall(r"^```(\w+)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        if language in ("sh", "console", "yaml"):
            for line in body.splitlines():
                found = re.match(r"(?:\$ |\s*- )?(evtrack (?!--).+)$", line)
                if found and "--watch" not in line:  # it ends when the reader ends it
                    yield shlex.join(first_command(found[1]))


def first_command(line: str) -> Iterator[str]:
    """The words of a line of shell up to where another command, or a file, begins."""
    words = shlex.shlex(line, posix=True, punctuation_chars=True)
    words.whitespace_split = True
    return takewhile(lambda word: word not in (";", "|", "&&", ">"), words)


PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md")), *sorted((DOCS / "how-to").glob("*.md"))]
COMMANDS = {command for path in PAGES for command in commands_in(path.read_text("utf-8"))}


@pytest.mark.parametrize("command", sorted(COMMANDS | {hook["entry"] for hook in HOOKS}))
def test_a_command_line_of_the_docs_runs(project: Path, command: str) -> None:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": DAY}
    known = re.sub(r"\bC1\b", "C01", command)  # the tutorial's claim

    done = run([str(BIN / "evtrack"), *shlex.split(known)[1:]], project, environment)

    assert done.returncode in (0, 1), done.stderr
    assert "evtrack:" not in done.stderr


STEPS = {step["name"]: step for step in ACTION["runs"]["steps"] if "run" in step}


def step(
    name: str, project: Path, temporary: Path, inputs: Mapping[str, str] = MappingProxyType({})
) -> subprocess.CompletedProcess[str]:
    """Run a step of the action under bash as GitHub does, with these inputs."""
    given = {name: str(each["default"]) for name, each in ACTION["inputs"].items()}
    values = {f"inputs.{name}": value for name, value in {**given, **inputs}.items()} | {
        "steps.python.outputs.python-path": sys.executable,
        "steps.check.outputs.folder": str(temporary),
        "github.action_path": str(ROOT),
    }
    own = {
        key: re.sub(r"\$\{\{ (.+?) \}\}", lambda found: values[found[1]], value)
        for key, value in STEPS[name]["env"].items()
    }
    runner = {
        "RUNNER_TEMP": str(temporary),
        "GITHUB_OUTPUT": str(temporary / "output"),
        "GITHUB_STEP_SUMMARY": str(temporary / "summary"),
        "GITHUB_WORKSPACE": str(project),
        "PATH": os.environ["PATH"],
        "SOURCE_DATE_EPOCH": DAY,
    }
    script = temporary / "step.sh"
    script.write_text(STEPS[name]["run"], encoding="utf-8")
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
    return run(shell, project, {**runner, **own})


def test_the_action_checks_and_leaves_its_files(project: Path, tmp_path: Path) -> None:
    done = step("Check", project, tmp_path)

    outputs = dict(line.split("=", 1) for line in (tmp_path / "output").read_text().splitlines())
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("::")
    assert json.loads(Path(outputs["sarif"]).read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert Path(outputs["comment"]).stat().st_size
    assert (tmp_path / "summary").stat().st_size
    assert set(outputs) == {*ACTION["outputs"], "folder"}
    assert run(["git", "status", "--porcelain"], project).stdout == ""


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({"fail-on": "warning"}, 1),
        ({"since": "main"}, 0),
        ({"since": "no-such-revision"}, 2),
        ({"fail-on": "everything"}, 2),
        ({"project": "no such folder"}, 2),
        ({"project": '"; touch hacked; "'}, 2),
        ({"since": "$(touch hacked)"}, 2),
    ],
)
def test_the_action_fails_as_check_does(
    project: Path, tmp_path: Path, inputs: dict[str, str], code: int
) -> None:
    done = step("Check", project, tmp_path, inputs)

    assert done.returncode == code, done.stderr
    assert not (project / "hacked").exists()


def test_the_action_imports_nothing_from_the_checkout(project: Path, tmp_path: Path) -> None:
    for name in ("evtrack.py", "click.py", "json.py"):
        (project / name).write_text("open('hacked', 'w')")

    assert step("Check", project, tmp_path).returncode == 0
    assert step("Report", project, tmp_path).returncode == 0
    assert not (project / "hacked").exists()


def test_the_action_renders_the_report_beside_the_checkout(project: Path, tmp_path: Path) -> None:
    done = step("Report", project, tmp_path)

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "evidence" / "evidence.html").exists()
    assert done.stdout == ""  # a claim in it might hold a command for the runner
    assert run(["git", "status", "--porcelain"], project).stdout == ""


def test_the_action_installs_what_its_own_checkout_holds() -> None:
    install = STEPS["Install evtrack"]

    assert install["env"]["ACTION"] == "${{ github.action_path }}"
    assert shlex.split(install["run"]) == [
        *("$PYTHON", "-P", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
        *("--constraint", "$ACTION/constraints.txt", "--target", "$RUNNER_TEMP/evtrack", "$ACTION"),
    ]
