"""Measure the report in Chromium, at sizes: until it can be used, and from key to screen.

    nice python benchmarks/report_in_browser.py [CLAIMS ...]

It needs Chromium on the path, and the extra `test`. On a machine with other work, the least of the
runs is nearest to the truth; the processor's time on the page's main thread depends least on it.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from projects import write_project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession

RUNS = int(os.environ.get("RUNS", "5"))
SIZES = (38, 200, 1_000, 10_000)
PATIENCE = 300_000  # milliseconds
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Usable: the filter is shown, a frame after that was painted, and the page has time again.
WATCH = """
(() => {
  const look = () => {
    const filter = document.querySelector("#filter");
    if (!filter || filter.hidden) return requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => (window.usable = performance.now())));
  };
  requestAnimationFrame(look);
})();
"""
USABLE = """() => new Promise((tell) => {
  const look = () => (window.usable ? tell(window.usable) : setTimeout(look, 20));
  look();
})"""
TYPE = """async () => {
  const field = document.querySelector("#filter [name=q]");
  const times = [];
  for (const text of ["y", "yo", "yog", "yoga", "yoga f", "yoga", "95%", "no such words", ""]) {
    const start = performance.now();
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((tell) => requestAnimationFrame(() => setTimeout(tell)));
    times.push(performance.now() - start);
  }
  return times;
}"""
SETTLED = """() => new Promise((tell) => {
  let last = performance.now();
  const look = () => {
    const late = performance.now() - last;
    last = performance.now();
    late > 30 ? setTimeout(look, 20) : setTimeout(tell, 300);
  };
  setTimeout(look, 1000);
})"""


class Opened(NamedTuple):
    """One opening, in milliseconds: until usable, on the main thread, and for each change."""

    usable: float
    thread: float
    keys: Sequence[float]


def main() -> None:
    """Print a Markdown table."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {RUNS} runs each; load")
    print(f"before {os.getloadavg()[0]:.1f}\n")
    print(
        "| claims | `report` | page | usable, least | usable, median | main thread, CPU | "
        "search, median | search, worst |"
    )
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as made, chromium() as browser:
        for size in sizes:
            folder = Path(made, str(size))
            folder.mkdir()
            print(row(size, folder, browser), flush=True)
    print(f"\nload after {os.getloadavg()[0]:.1f}")


def row(size: int, folder: Path, browser: Browser) -> str:
    """One line of the table, measured."""
    write_project(folder, size)
    (folder / "evtrack.toml").write_text('article = "article.md"\n', encoding="utf-8")
    seconds = rendered(folder)
    page = folder / "reports" / "evidence.html"
    runs = [opened(browser, page.as_uri()) for _ in range(RUNS)]
    usable = [run.usable for run in runs]
    keys = [key for run in runs for key in run.keys]
    return (
        f"| {size:,} | {seconds:.1f} s | {page.stat().st_size / 1e6:.1f} MB | "
        f"{min(usable):.0f} ms | {statistics.median(usable):.0f} ms | "
        f"{min(run.thread for run in runs):.0f} ms | {statistics.median(keys):.0f} ms | "
        f"{max(keys):.0f} ms |"
    )


def rendered(folder: Path) -> float:
    """Seconds that `evtrack report` takes for all its files."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "evtrack", "report"], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL)  # fmt: skip
    return time.perf_counter() - start


def opened(browser: Browser, address: str) -> Opened:
    """Open the page as if for the first time, and then search in it."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.add_init_script(WATCH)
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(address, wait_until="commit")
    usable = page.evaluate(USABLE)
    thread = thread_time(session)
    page.evaluate(SETTLED)
    keys = page.evaluate(TYPE)
    context.close()
    return Opened(usable, thread, keys)


def thread_time(session: CDPSession) -> float:
    """Milliseconds of the processor that the page's main thread has had."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(each["value"] for each in metrics if each["name"] == "ThreadTime")) * 1000


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium in a fresh profile."""
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        sys.exit("no chromium on the path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


if __name__ == "__main__":
    main()
