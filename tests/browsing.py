"""The report on disk, and a reader who opens it and notices trouble."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evtrack.appraisal import judge
from evtrack.inspection import Results, inspect
from evtrack.readers import load
from evtrack.render.report_formats import html, report_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page


def written(folder: Path, target: Path) -> str:
    """Write the HTML report on a project; gives its address."""
    ledger = load(folder)
    verdicts = judge(ledger)
    text = html(report_of(Results(ledger, verdicts, inspect(ledger, verdicts, None), None)))
    target.write_text(text, encoding="utf-8")
    return target.as_uri()


def claims(page: Page) -> Locator:
    """Those that are to be seen, folded or not."""
    return page.locator(".claim:visible")


def fragment(page: Page) -> str:
    """What stands behind `#` in the address."""
    return page.url.partition("#")[2]


class Reader:
    """Opens pages, and afterwards fails on any error, dialog or request beyond the file."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.trouble: list[str] = []

    def open(
        self, address: str, *, width: int = 1400, scripts: bool = True, dark: bool = False
    ) -> Page:
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
        )
        page = context.new_page()
        page.set_default_timeout(5000)
        file = address.partition("#")[0]
        page.on("console", lambda message: self.trouble.append(message.text))
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("dialog", lambda dialog: self.trouble.append(dialog.message))
        page.on("request", lambda request: self.ask(request.url, file))
        page.goto(address)
        return page

    def ask(self, url: str, file: str) -> None:
        if url.partition("#")[0] != file:
            self.trouble.append(url)
