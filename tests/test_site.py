"""The docs as a site: built without a warning, whole without a network."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from builders import ROOT

DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    strict = ["--quiet", "--nitpicky", "--fail-on-warning", "--fresh-env"]
    command = [sys.executable, "-m", "sphinx", *strict, str(DOCS), str(folder)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return folder


def test_every_page_is_built(site: Path) -> None:
    pages = {path.relative_to(DOCS).with_suffix("") for path in DOCS.rglob("*.md")}
    built = {path.relative_to(site).with_suffix("") for path in site.rglob("*.html")}

    assert pages <= built


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    loads = re.compile(r"""<(?:link|script|img|iframe)\b[^>]*(?:src|href)=["'](?:https?:)?//""")

    assert [path for path in site.rglob("*.html") if loads.search(path.read_text("utf-8"))] == []


def test_no_style_loads_anything_from_elsewhere(site: Path) -> None:
    loads = re.compile(r"""(?:@import|url\()\s*["']?(?:https?:)?//""")

    assert [path for path in site.rglob("*.css") if loads.search(path.read_text("utf-8"))] == []
