"""Take the pictures of the report that the README and the docs show, and some to look at.

Needs Chromium on the path, and playwright, which is in the extra `test`. What is committed goes to
docs/images; with `--all FOLDER` there are more, to be looked at: phone, dark, print, the matrix.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


class Picture(NamedTuple):
    """What is seen of the report; `fragment` as behind the `#` of the address.

    Of the window, or all of one `element` (a CSS selector), however high.
    """

    name: str
    width: int
    height: int
    fragment: str = ""
    dark: bool = False
    element: str = ""


SHOWN = (
    Picture("report", 1200, 900),
    Picture("claim", 1200, 1000, "C12", element=".claim:has(#C12)"),
    Picture("article", 1200, 760, "text-C18"),
)
LOOKED_AT = (
    *(Picture(f"top-{width}", width, 900) for width in (1400, 800, 390, 320)),
    *(Picture(f"dark-{name}", 1200, 900, name, dark=True) for name in ("C12", "matrix", "sources")),
    Picture("dark", 1200, 900, dark=True),
    Picture("phone-claim", 390, 844, "C12"),
    Picture("phone-matrix", 390, 844, "matrix"),
    Picture("phone-article", 390, 844, "text-C12"),
    Picture("claims", 1200, 900, "support=mixed&sort=attention"),
    Picture("matrix", 1400, 900, "matrix"),
    Picture("sources", 1200, 900, "source-melnik2012"),
    Picture("calibration", 1200, 900, "calibration"),
    Picture("method", 1200, 900, "method"),
)


def take(browser: Browser, address: str, picture: Picture, folder: Path) -> Path:
    """Write the picture as a PNG; gives its path."""
    page = browser.new_page(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.dark else "light",
    )
    page.goto(f"{address}#{picture.fragment}" if picture.fragment else address)
    page.wait_for_timeout(300)  # until it has come to rest at its fragment
    path = folder / f"{picture.name}.png"
    seen = page.locator(picture.element) if picture.element else page
    seen.screenshot(path=path)
    page.close()
    return path


def main() -> None:
    """Render the worked example and take its pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="all pictures, to this folder")
    folder = parser.parse_args().all
    pictures = (*SHOWN, *LOOKED_AT) if folder else SHOWN
    target = folder or IMAGES
    target.mkdir(parents=True, exist_ok=True)
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        sys.exit("there is no chromium on the path")
    with tempfile.TemporaryDirectory() as reports, sync_playwright() as playwright:
        command = [sys.executable, "-m", "evtrack", "report", "--project", str(ROOT)]
        command += ["--format", "html", "--output", reports]
        subprocess.run(command, check=True, capture_output=True)
        address = (Path(reports) / "evidence.html").as_uri()
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        for picture in pictures:
            print(take(browser, address, picture, target))
        if folder:
            page = browser.new_page()
            page.goto(address)
            page.pdf(path=target / "print.pdf", format="A4")
        browser.close()


if __name__ == "__main__":
    main()
