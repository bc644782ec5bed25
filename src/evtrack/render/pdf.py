"""The HTML report as a PDF, printed by a Chromium that is installed.

It runs without a window, with a profile of its own that is removed afterwards, and without a
network; the page could reach none anyway, since its policy forbids it.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from evtrack.errors import CannotRun, reason_of

CHROMIUM = "EVTRACK_CHROMIUM"
"""The environment variable that names the program, or its path."""

NO_SANDBOX = "EVTRACK_CHROMIUM_NO_SANDBOX"
"""The environment variable that lets Chromium run without its sandbox."""

TIME_LIMIT = 180.0
"""Seconds; some thousand claims take one minute."""

_ON_THE_PATH = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "msedge"),
)
_APPS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
_WINDOWS_APPS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")

_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    # No network: nothing of its own in the background, no name is found, and nobody listens.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:9",
)
_WHOLE = re.compile(rb"%PDF-.*%%EOF\s*", re.DOTALL)
_NO_SANDBOX_HERE = re.compile("--no-sandbox|usable sandbox|SUID sandbox|new namespace")
_DAY = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}[+-]\d\d'\d\d'\)")
_SOME_DAY = rb"\g<1>19800101000000+00'00')"


def find_chromium() -> str:
    """The program that prints. Raises CannotRun where none is found."""
    if named := os.environ.get(CHROMIUM):
        found = shutil.which(named)
        if not found:
            raise CannotRun(f"{CHROMIUM} is {named!r}, and there is no such program")
        return found
    for candidate in (*_ON_THE_PATH, *_APPS, *_on_windows()):
        if found := shutil.which(candidate):
            return found
    raise CannotRun(
        "--pdf needs Chromium, Chrome or Edge, and none was found; install one, name it with "
        f"{CHROMIUM}, or open evidence.html in a browser and print it to a PDF"
    )


def _on_windows() -> Iterator[str]:
    for variable in _WINDOWS_FOLDERS:
        if folder := os.environ.get(variable):
            yield from (f"{folder}/{app}" for app in _WINDOWS_APPS)


def printed(page: str, chromium: str) -> bytes:
    """The page on paper; the same bytes for the same page and the same Chromium.

    Raises CannotRun where Chromium fails, prints no whole PDF, as where the disk is full, or takes
    longer than `TIME_LIMIT`.
    """
    # Chromium can't use its sandbox as root, nor in many containers, and then does not start. To go
    # without one is a choice for whoever runs it, so evtrack never makes it unasked.
    unboxed = ("--no-sandbox",) if os.environ.get(NO_SANDBOX) else ()
    with tempfile.TemporaryDirectory(prefix="evtrack-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, target, log = (folder / part for part in ("evidence.html", "evidence.pdf", "log"))
        source.write_text(page, encoding="utf-8", newline="")
        command = [
            chromium,
            *_FLAGS,
            *unboxed,
            f"--user-data-dir={folder / 'profile'}",
            f"--print-to-pdf={target}",
            source.as_uri(),
        ]
        code = _run(command, log)
        data = target.read_bytes() if target.is_file() else b""
        if code or not _WHOLE.fullmatch(data):
            raise CannotRun(_failure(chromium, code, log))
        return _DAY.sub(_SOME_DAY, data)


def _run(command: list[str], log: Path) -> int:
    """The exit code; what the program says goes to the log, and whatever it started ends with it.

    Raises CannotRun where it can't be started, or takes too long.
    """
    with log.open("wb") as said:
        try:
            process = subprocess.Popen(  # noqa: S603 - the program that the user has
                command,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            raise CannotRun(f"{command[0]}: can't be started: {reason_of(error)}") from error
    try:
        return process.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired:
        raise CannotRun(
            f"{command[0]}: took longer than {TIME_LIMIT:g} seconds to print the report; open "
            "evidence.html in a browser and print it there"
        ) from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()


def _failure(chromium: str, code: int, log: Path) -> str:
    text = log.read_text(encoding="utf-8", errors="replace")
    if _NO_SANDBOX_HERE.search(text) and not os.environ.get(NO_SANDBOX):
        return (
            f"{chromium}: can't use its sandbox here, as root or in a container; run evtrack as "
            f"another user, or set {NO_SANDBOX}=1 to let it print without one"
        )
    lines = [line for line in text.splitlines() if line.strip() and ":ERROR:dbus" not in line]
    said = f": {lines[-1][:300]}" if lines else ""
    return (
        f"{chromium}: printed no whole PDF (exit code {code}){said}; see that there is room in "
        f"{tempfile.gettempdir()}, or name another program with {CHROMIUM}"
    )
