"""Serves the report on the loopback: the page, its other forms, what is new, and nothing else."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingTCPServer
from threading import Thread
from typing import Any

from evtrack.cli.screen import tell
from evtrack.cli.watching.desk import Desk, State
from evtrack.errors import CannotRun, reason_of
from evtrack.words import ReportFormat

DEFAULT_PORT = 8765
HOST = "127.0.0.1"

_OUR_NAMES = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?", re.ASCII)
"""Any port: it may be forwarded. A page of another site that had its name lead here (DNS
rebinding) would still ask for it by that name."""

_FORMS: Mapping[str, tuple[ReportFormat, str]] = {
    "/evidence.html": (ReportFormat.HTML, "text/html"),
    "/evidence.md": (ReportFormat.MARKDOWN, "text/plain"),
    "/evidence.json": (ReportFormat.JSON, "application/json"),
    "/evidence.csv": (ReportFormat.CSV, "text/csv"),
}
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_POLICY = re.compile(
    r'(?P<before><meta http-equiv="Content-Security-Policy" content="[^"]*\bscript-src [^";]*)'
    r'(?P<after>[^"]*)"'
)
_SIGN_OF_LIFE = 15.0  # seconds


@contextmanager
def serving(desk: Desk, port: int | None) -> Iterator[str]:
    """Serve what is on the desk, in threads of its own; gives the address.

    Without a port it is `DEFAULT_PORT`, or any other where that is taken. Raises CannotRun where
    the port can't be had.
    """
    server = _bound(desk, port)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{HOST}:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


def live_page(page: str, edition: str) -> str:
    """The page with the script that reloads it, which its policy then allows to ask for news."""
    from evtrack.render.templating import policy_hash

    script = _client()
    allowed = rf"\g<before> '{policy_hash(script)}'\g<after>; connect-src 'self'" + '"'
    body, end, rest = _POLICY.sub(allowed, page, count=1).rpartition("</body>")
    element = f'<script data-edition="{edition}">{script}</script>\n'
    return f"{body}{element}{end}{rest}" if end else rest + element


@cache
def _client() -> str:
    return (Path(__file__).parent / "live.js").read_text(encoding="utf-8")


def _bound(desk: Desk, port: int | None) -> Server:
    try:
        return Server(desk, DEFAULT_PORT if port is None else port)
    except OSError as error:
        if port is None:
            return Server(desk, 0)
        why = reason_of(error)
        raise CannotRun(
            f"port {port}: {why}; choose another with --port, or 0 for any that is free"
        ) from error


class Server(ThreadingTCPServer):
    """Listens on the loopback as soon as it is made."""

    # Not http.server's: that one asks the network for the name of the address.
    daemon_threads = True
    request_queue_size = 128  # a browser that opens many pages at once waits for none
    allow_reuse_address = os.name == "posix"  # elsewhere a second server could take the port over

    def __init__(self, desk: Desk, port: int) -> None:
        self.desk = desk
        super().__init__((HOST, port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002
        """Tell of what went wrong, unless it is that a reader has gone."""
        error = sys.exception()
        if not isinstance(error, OSError):
            tell(f"evtrack: a page could not be served ({type(error).__name__}: {error})\n")


class _Handler(BaseHTTPRequestHandler):
    server: Server
    timeout = 10  # seconds for a request to arrive

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        state, shown = self.server.desk.now
        if not _OUR_NAMES.fullmatch(self.headers.get("Host", "")):
            self.send_error(HTTPStatus.FORBIDDEN, "Not a name of this server")
        elif path == "/events":
            self._send_news()
        elif path == "/":
            self._send(live_page(shown.page, state.edition), "text/html")
        elif path in _FORMS:
            form, kind = _FORMS[path]
            self._send(shown.forms[form], kind)
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _send(self, content: str | bytes, kind: str) -> None:
        data = content.encode() if isinstance(content, str) else content
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _send_news(self) -> None:
        """Server-sent events, a message for each new state, until the reader goes."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        seen: State | None = None
        while True:
            state = self.server.desk.wait(seen, _SIGN_OF_LIFE)
            news = f"data: {json.dumps(state._asdict())}\n\n" if state != seen else ":\n\n"
            self.wfile.write(news.encode())
            seen = state

    def end_headers(self) -> None:
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def version_string(self) -> str:
        return "evtrack"

    def log_message(self, format: str, *args: Any) -> None:
        """Nobody reads a log of this."""
