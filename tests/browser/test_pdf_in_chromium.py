"""`report --pdf` with a real Chromium."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from builders import ROOT
from evtrack.render.pdf import NO_SANDBOX

pytestmark = pytest.mark.usefixtures("browser")  # which says what to do where there is none


def test_it_prints_the_page_the_same_each_time(tmp_path: Path) -> None:
    for name in ("article.md", "claims.csv", "references.bib"):
        shutil.copy(ROOT / name, tmp_path)
    for folder in ("one", "two"):
        done = subprocess.run(
            [
                *(sys.executable, "-m", "evtrack", "report"),
                *("--format", "html", "--pdf", "--output", folder),
            ],
            cwd=tmp_path,
            env={**os.environ, NO_SANDBOX: "1", "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.endswith(f"wrote {folder}/evidence.pdf\n")

    one, two = (tmp_path / folder / "evidence.pdf" for folder in ("one", "two"))
    assert sorted(path.name for path in one.parent.iterdir()) == ["evidence.html", "evidence.pdf"]
    assert one.read_bytes() == two.read_bytes()
    assert one.read_bytes().startswith(b"%PDF-")
    assert re.search(rb"/MediaBox \[0 0 59\d\S* 84", one.read_bytes())  # A4
    assert re.search(rb"/Title \(\S+", one.read_bytes())
    assert b"/StructTreeRoot" in one.read_bytes()  # which screen readers go by
