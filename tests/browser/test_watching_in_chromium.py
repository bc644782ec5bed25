"""`report --watch` in Chromium: the page follows the files, says what is wrong, and stays put."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builders import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("article.md", "claims.csv", "references.bib"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


@pytest.fixture
def watching(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The running command; what it has printed up to its address is read."""
    process = subprocess.Popen(
        [sys.executable, "-m", "evtrack", "report", "--watch", "--port", "0"],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    yield process
    process.kill()
    process.communicate()


@pytest.fixture
def address(watching: subprocess.Popen[str]) -> str:
    assert watching.stdout
    return watching.stdout.readline().split()[0]


@pytest.fixture
def page(browser: Browser, address: str, watching: subprocess.Popen[str]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    found = context.new_page()
    found.set_default_timeout(10_000)
    trouble: list[str] = []
    found.on("console", lambda message: trouble.append(message.text))
    found.on("pageerror", lambda error: trouble.append(str(error)))
    found.on(
        "request",
        lambda request: None if request.url.startswith(address) else trouble.append(request.url),
    )
    found.goto(address)
    yield found
    found_wrong = list(trouble)
    watching.kill()  # a context that is closed while its page reloads may hang for ever
    found.wait_for_timeout(300)
    context.close()
    assert found_wrong == []


def rewrite(path: Path, old: str, new: str) -> None:
    """As careful editors write: another file, then renamed."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    other = path.with_name(f"{path.name}.new")
    other.write_text(text.replace(old, new, 1), encoding="utf-8")
    other.replace(path)


def settled(page: Page) -> None:
    """Wait until the reader is back at his place.

    Playwright's `wait_for_function` would evaluate strings, which the page's policy forbids.
    """
    deadline = time.monotonic() + 10
    while page.evaluate("sessionStorage.length"):
        assert time.monotonic() < deadline
        page.wait_for_timeout(50)


def test_the_page_follows_the_claims(page: Page, folder: Path) -> None:
    rewrite(folder / "claims.csv", "\nC37,", "\nC99,")

    page.locator("#C99").wait_for(state="attached")
    assert page.locator("#C37").count() == 0


def test_what_is_wrong_is_said_until_it_is_mended(page: Page, folder: Path) -> None:
    claims = folder / "claims.csv"
    whole = claims.read_text(encoding="utf-8")
    claims.write_text("", encoding="utf-8")

    banner = page.get_by_role("alert")
    banner.wait_for()
    assert "claims.csv: empty" in (banner.text_content() or "")
    assert page.locator("#C01").count() == 1
    page.reload()
    banner.wait_for()

    claims.write_text(whole, encoding="utf-8")
    banner.wait_for(state="detached")
    assert page.locator("#C01").count() == 1


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("evtrack.toml", "reports = 1\n", "evtrack.toml:1: `reports` must be a text"),
        ("references.bib", "\0", "references.bib: not a text file"),
        ("pyproject.toml", "[tool.evtrack", "pyproject.toml: "),
    ],
)
def test_whatever_can_not_be_read_is_said(
    name: str, text: str, says: str, page: Page, folder: Path
) -> None:
    (folder / name).write_text(text, encoding="utf-8")

    banner = page.get_by_role("alert")
    banner.wait_for()
    assert says in (banner.text_content() or "")


def test_what_is_said_is_inert(page: Page, folder: Path) -> None:
    hostile = '"<img src=x onerror=alert(1)>" = 1\n'
    (folder / "evtrack.toml").write_text(hostile, encoding="utf-8")

    banner = page.get_by_role("alert")
    banner.wait_for()
    assert "<img src=x" in (banner.text_content() or "")
    assert page.locator("img").count() == 0


def test_a_broken_row_is_a_finding_in_the_page_and_said(page: Page, folder: Path) -> None:
    with (folder / "claims.csv").open("a", encoding="utf-8") as claims:
        claims.write('C98,"never closed\n')

    page.locator("#findings", has_text="unreadable-row").wait_for()
    banner = page.get_by_role("alert")
    banner.wait_for()
    assert "1 row of claims.csv could not be read" in (banner.text_content() or "")


def test_the_reader_stays_where_he_was(page: Page, folder: Path) -> None:
    page.goto(f"{page.url}#support=mixed")
    mixed = page.locator(".claim:visible").count()
    page.locator(".claim:visible summary").nth(3).click()
    opened = page.locator(".claim[open] [id]").first.get_attribute("id")
    page.locator(f"#{opened}").scroll_into_view_if_needed()
    before = page.locator(f"#{opened}").bounding_box()

    rewrite(folder / "article.md", 'title: "', 'title: "Anew: ')
    page.get_by_role("heading", level=1, name="Anew").wait_for()

    settled(page)
    after = page.locator(f"#{opened}").bounding_box()
    assert page.url.endswith("#support=mixed")
    assert page.locator(".claim:visible").count() == mixed
    assert page.locator(".claim[open]").count() == 1
    assert before
    assert after
    assert after["y"] == pytest.approx(before["y"], abs=2)


def test_a_permalink_does_not_pull_the_reader_back(page: Page, folder: Path) -> None:
    page.goto(f"{page.url}#C12")
    page.locator("#sources").scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 300)")
    before = page.locator("#sources").bounding_box()

    rewrite(folder / "article.md", 'title: "', 'title: "Anew: ')
    page.get_by_role("heading", level=1, name="Anew").wait_for()
    settled(page)

    after = page.locator("#sources").bounding_box()
    assert page.url.endswith("#C12")
    assert before
    assert after
    assert after["y"] == pytest.approx(before["y"], abs=2)


def test_a_template_is_followed_with_its_style_and_script(page: Page, folder: Path) -> None:
    (folder / "looks").mkdir()
    template = folder / "looks" / "report.html.j2"
    template.write_text(
        '{% extends "evtrack/report.html.j2" %}'
        "{% block style %}{{ super() }} .page-footer { color: rgb(1, 2, 3) }{% endblock %}"
        "{% block script %}{{ super() }} document.body.dataset.ours = 1;{% endblock %}",
        encoding="utf-8",
    )
    (folder / "evtrack.toml").write_text('templates = "looks"\n', encoding="utf-8")
    page.locator("body[data-ours='1']").wait_for()
    colour = page.locator(".page-footer").evaluate("element => getComputedStyle(element).color")
    rewrite(template, "ours = 1", "ours = 2")
    page.locator("body[data-ours='2']").wait_for()

    assert colour == "rgb(1, 2, 3)"


def test_a_page_that_outlives_evtrack_says_so(
    page: Page, watching: subprocess.Popen[str], folder: Path
) -> None:
    page.locator("#C01").wait_for(state="attached")
    watching.send_signal(signal.SIGINT)
    out, err = watching.communicate()

    assert (watching.returncode, out, err) == (130, "", "\n")
    assert sorted(path.name for path in folder.iterdir()) == [
        *("article.md", "claims.csv", "references.bib")
    ]
    banner = page.get_by_role("alert")
    banner.wait_for()
    assert "evtrack does not run any more" in (banner.text_content() or "")


def test_the_command_says_what_is_wrong_and_what_changed(
    page: Page, watching: subprocess.Popen[str], folder: Path
) -> None:
    (folder / "sources").mkdir()
    (folder / "sources" / "a\x1b[31m.txt").write_text("A copy.", encoding="utf-8")
    assert watching.stdout
    assert watching.stdout.readline() == "made anew: sources/a<U+001B>[31m.txt changed\n"
    rewrite(folder / "claims.csv", "\nC37,", "\nC99,")
    page.locator("#C99").wait_for(state="attached")
    (folder / "claims.csv").write_text("", encoding="utf-8")
    page.get_by_role("alert").wait_for()
    watching.send_signal(signal.SIGINT)
    out, err = watching.communicate()

    assert out == "made anew: claims.csv changed\n"
    assert err == "evtrack: claims.csv: empty; it should hold the claims\n\n"


def test_what_can_not_be_read_at_the_start_ends_it(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "evtrack", "report", "--watch", "--port", "0"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 2
    assert "claims.csv: not found" in done.stderr
    assert done.stderr.count("\n") == 1
