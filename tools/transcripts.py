"""Run the pages of docs/ that show what evtrack prints, and write down what it prints now.

A page is read from the top, in a folder of its own. A block of code below a line that ends in the
name of a file and a colon is that file (below "Add to ..." the rest of it); in a `console` block,
lines that begin with `$ ` are run by bash, and what they print follows them. None may exit with
more than 1, unless the line above the block is `<!-- fails -->`.
Run `python -m tools.transcripts`, or `make docs`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from evtrack.cli.exit_codes import FOUND

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
WORKED_EXAMPLE = ("article.md", "claims.csv", "references.bib")
PAGES: Mapping[str, tuple[str, ...]] = {
    "../README.md": WORKED_EXAMPLE,
    "tutorial.md": (),
    "how-to/accepting.md": WORKED_EXAMPLE,
    "how-to/coverage.md": WORKED_EXAMPLE,
    "how-to/fixing.md": (),
    "how-to/own-templates.md": WORKED_EXAMPLE,
    "how-to/retractions.md": WORKED_EXAMPLE,
    "how-to/reviewing.md": WORKED_EXAMPLE,
    "how-to/stored-copies.md": (),
    "reference/formats.md": (),
}
"""The pages, each with the files of this repository that its folder begins with."""

BLOCK = re.compile(
    r"(?P<above>[^\n]*)\n\n```(?P<language>\w+)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE
)
FILE = re.compile(r"`(?P<name>[\w./-]+\.\w+)`:$")
FAILS = "<!-- fails -->"
DAY = "1795305600"  # 2026-11-22


def transcript(page: str, folder: Path) -> str:
    """The page as it should be, with what its commands print in this empty folder."""
    for name in PAGES[page]:
        shutil.copy(ROOT / name, folder)
    text = (DOCS / page).read_text(encoding="utf-8")
    return BLOCK.sub(lambda match: _replay(match, folder), text)


def write() -> None:
    """Write the pages."""
    for page in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            text = transcript(page, Path(folder))
        (DOCS / page).write_text(text, encoding="utf-8", newline="")


def _replay(match: re.Match[str], folder: Path) -> str:
    above, language, body = match["above"], match["language"], match["body"]
    if language == "console":
        may_fail = above == FAILS
        shown = "".join(_run(command, folder, may_fail=may_fail) for command in _commands(body))
        return f"{above}\n\n```console\n{shown}```"
    if file := FILE.search(above):
        _write(folder / file["name"], body, add="Add to" in above)
    return match[0]


def _commands(body: str) -> list[str]:
    return [line.removeprefix("$ ") for line in body.splitlines() if line.startswith("$ ")]


def _write(path: Path, text: str, *, add: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") + "\n" if add else ""
    path.write_text(before + text, encoding="utf-8", newline="")


def _run(command: str, folder: Path, *, may_fail: bool) -> str:
    environment = {
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
        "PYTHONPATH": str(ROOT / "src"),  # this checkout, whatever is installed
        "SOURCE_DATE_EPOCH": DAY,
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode > FOUND and not may_fail:
        raise RuntimeError(f"{command}: exit code {done.returncode}\n{done.stdout}")
    return f"$ {command}\n{done.stdout}"


if __name__ == "__main__":
    write()
