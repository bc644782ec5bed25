"""Chromium, as it is found on the path, and the report to open in it.

The tests are skipped where none is found, unless EVTRACK_REQUIRE_BROWSER is set: then they fail.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from browsing import Reader, written
from builders import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

REQUIRED = bool(os.environ.get("EVTRACK_REQUIRE_BROWSER"))
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        stop = pytest.fail if REQUIRED else pytest.skip
        stop("no chromium on the path, and EVTRACK_REQUIRE_BROWSER says whether that is a failure")
    if not REQUIRED:
        pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Debian's Chromium, in a fresh profile; playwright downloads nothing.
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(ROOT, tmp_path_factory.mktemp("report") / "evidence.html")


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    reader = Reader(browser)
    yield reader
    for context in browser.contexts:
        context.close()
    assert reader.trouble == []
