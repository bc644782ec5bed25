"""`report --watch`: what it notices, what it serves, and to whom."""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Timer
from urllib.parse import urlsplit

import pytest

from builders import ROOT, project
from evtrack.appraisal import judge
from evtrack.cli.watching.changes import next_change, stamps_of
from evtrack.cli.watching.desk import Desk, Shown
from evtrack.cli.watching.server import Server, live_page, serving
from evtrack.config import Config, find_config
from evtrack.errors import CannotRun
from evtrack.inspection import Results, inspect
from evtrack.readers import load
from evtrack.render.report_formats import FORMATS, report_of
from evtrack.words import ReportFormat

# What it notices


@pytest.fixture
def watched(tmp_path: Path) -> Config:
    project(tmp_path, config='templates = "looks"\n')
    for folder in ("sources", "looks"):
        (tmp_path / folder).mkdir()
    (tmp_path / "sources" / "a.txt").write_text("A copy.")
    return find_config(tmp_path)


@pytest.mark.parametrize(
    "name",
    [
        *("claims.csv", "references.bib", "article.md", "evtrack.toml", "pyproject.toml"),
        *("evtrack-baseline.json", "sources/a.txt", "sources/b.pdf", "looks/report.html.j2"),
    ],
)
def test_a_file_of_the_project_is_noticed(name: str, watched: Config) -> None:
    before = stamps_of(watched)
    Timer(0.05, (watched.root / name).write_text, ["Other words."]).start()

    after, changed = next_change(watched, before)

    assert changed == [name]
    assert after != before


def test_a_file_in_the_place_of_another_is_noticed(watched: Config) -> None:
    before = stamps_of(watched)
    new = watched.root / "claims.csv~"
    new.write_bytes((watched.root / "claims.csv").read_bytes())
    new.replace(watched.root / "claims.csv")

    assert next_change(watched, before)[1] == ["claims.csv"]


def test_a_file_that_goes_is_noticed(watched: Config) -> None:
    before = stamps_of(watched)
    (watched.root / "sources" / "a.txt").unlink()

    assert next_change(watched, before)[1] == ["sources/a.txt"]


@pytest.mark.parametrize("name", ["notes.txt", ".git/index", "reports/evidence.html"])
def test_other_files_are_not(name: str, watched: Config) -> None:
    before = stamps_of(watched)
    (watched.root / name).parent.mkdir(exist_ok=True)
    (watched.root / name).write_text("x")

    assert stamps_of(watched) == before


def test_it_waits_until_a_file_is_whole(watched: Config) -> None:
    before = stamps_of(watched)
    claims = watched.root / "claims.csv"
    for number in range(6):
        Timer(0.05 * number, claims.write_text, ["x" * (number + 1)]).start()

    next_change(watched, before)

    assert claims.read_text() == "x" * 6


# What it serves


@pytest.fixture(scope="module")
def shown() -> Shown:
    ledger = load(ROOT)
    verdicts = judge(ledger)
    report = report_of(Results(ledger, verdicts, inspect(ledger, verdicts, None), None))
    return Shown({form: FORMATS[form](report) for form in ReportFormat if form.is_for_all})


@pytest.fixture(scope="module")
def desk(shown: Shown) -> Desk:
    return Desk(shown)


@pytest.fixture(scope="module")
def port(desk: Desk) -> Iterator[int]:
    with serving(desk, 0) as address:
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/", address)
        assert found
        yield int(found[1])


class Answer:
    """What came back of one request."""

    def __init__(self, port: int, path: str, method: str = "GET", host: str | None = None) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.putrequest(method, path, skip_host=host is not None)
        if host:
            connection.putheader("Host", host)
        connection.endheaders()
        response = connection.getresponse()
        self.status, self.headers = response.status, response.headers
        self.body = response.read().decode()
        connection.close()


def test_the_page_is_the_report_and_a_script(port: int, shown: Shown) -> None:
    page = Answer(port, "/").body
    edition = re.search(r'data-edition="([\w-]+)"', page)

    assert edition
    assert page == live_page(shown.page, edition[1])


@pytest.mark.parametrize(
    ("path", "kind", "form"),
    [
        ("/evidence.html", "text/html", ReportFormat.HTML),
        ("/evidence.html?vscodeBrowserReqId=1", "text/html", ReportFormat.HTML),
        ("/evidence.md", "text/plain", ReportFormat.MARKDOWN),
        ("/evidence.json", "application/json", ReportFormat.JSON),
        ("/evidence.csv", "text/csv", ReportFormat.CSV),
    ],
)
def test_the_other_forms_are_as_they_are_written(
    path: str, kind: str, form: ReportFormat, port: int, shown: Shown
) -> None:
    answer = Answer(port, path)

    assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"
    assert answer.body == shown.forms[form]


@pytest.mark.parametrize(
    "path",
    [
        *("/claims.csv", "/evidence.pdf", "/reports/", "/reports/evidence.html", "/index"),
        *("/../../etc/passwd", "/%2e%2e/claims.csv", "/evidence.html/", "/evidence"),
        *("/live.js", "*", "/events/x", "/claims.csv?/evidence.csv"),
    ],
)
def test_nothing_else_is_served(path: str, port: int) -> None:
    assert Answer(port, path).status == 404


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "X"])
def test_other_methods_are_refused(method: str, port: int) -> None:
    assert Answer(port, "/", method).status == 501


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "localhost.", "10.0.0.1", ""],
)
@pytest.mark.parametrize("path", ["/", "/evidence.json", "/events"])
def test_another_name_is_refused(host: str, path: str, port: int) -> None:
    assert Answer(port, path, host=host).status == 403


@pytest.mark.parametrize("host", ["localhost:1", "127.0.0.1", "[::1]:9000"])
def test_a_port_may_be_forwarded(host: str, port: int) -> None:
    assert Answer(port, "/evidence.json", host=host).status == 200


def test_other_sites_can_not_use_it(port: int) -> None:
    headers = Answer(port, "/evidence.json").headers

    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in headers


def test_it_listens_on_the_loopback_only(port: int) -> None:
    with socket.socket() as other, pytest.raises(OSError, match=r"refused|reach|assign"):
        other.connect(("127.0.0.2", port))


def news(address: str) -> Iterator[dict[str, str]]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    connection.request("GET", "/events")
    response = connection.getresponse()
    assert response.headers["Content-Type"] == "text/event-stream"
    while line := response.readline():
        if line.startswith(b"data: "):
            yield json.loads(line.removeprefix(b"data: "))


def test_readers_are_told_what_is_new(shown: Shown) -> None:
    desk = Desk(shown)
    with serving(desk, 0) as address:
        told = news(address)
        first = next(told)
        desk.tell("claims.csv: broken\nin two lines")
        trouble = next(told)
        desk.show(shown)
        mended = next(told)

    assert first["trouble"] == ""
    assert trouble == {"edition": first["edition"], "trouble": "claims.csv: broken\nin two lines"}
    assert mended["trouble"] == ""
    assert mended["edition"] != first["edition"]


def test_what_could_not_be_read_is_told_with_the_report_that_lacks_it(shown: Shown) -> None:
    desk = Desk(shown._replace(unread="1 row could not be read."))
    at_first = desk.now[0].trouble
    desk.show(shown)
    mended = desk.now[0].trouble
    desk.show(shown._replace(unread="2 rows could not be read."))

    assert (at_first, mended) == ("1 row could not be read.", "")
    assert desk.now[0].trouble == "2 rows could not be read."


def test_many_can_ask_at_once(desk: Desk) -> None:
    with ExitStack() as opened:
        server = opened.enter_context(Server(desk, 0))
        for _ in range(100):  # nobody has been answered yet
            address = ("127.0.0.1", server.server_address[1])
            opened.enter_context(socket.create_connection(address, timeout=5))


def test_a_port_that_is_taken_is_told(port: int, desk: Desk) -> None:
    with (
        pytest.raises(CannotRun, match=rf"port {port}: .*; choose another with --port"),
        serving(desk, port),
    ):
        pass


def test_without_a_port_two_can_run(desk: Desk) -> None:
    with serving(desk, None) as one, serving(desk, None) as two:
        assert one != two


# The page with its script


def test_only_the_policy_and_one_script_differ(shown: Shown) -> None:
    page = live_page(shown.page, "e-1")
    [script] = re.findall(r'<script data-edition="e-1">.*?</script>\n', page, re.DOTALL)
    [policy] = re.findall(r'content="(default-src [^"]*)"', page)
    [written] = re.findall(r'content="(default-src [^"]*)"', shown.page)

    assert page.replace(script, "").replace(policy, written) == shown.page
    assert policy.endswith("; connect-src 'self'")
    assert "unsafe" not in policy
    assert len(re.findall("'sha256-", policy)) == len(re.findall("'sha256-", written)) + 1


def test_a_page_of_a_project_without_policy_and_body_gets_the_script() -> None:
    page = live_page("<h1>Ours</h1>", "e-1")

    assert page.startswith('<h1>Ours</h1><script data-edition="e-1">')


# The command


class Watching:
    """`evtrack report --watch` of a folder; what it has said up to its address is read."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "evtrack", "report", "--watch", "--port", "0"],
            cwd=folder,
            env={**os.environ, "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self.address = self.line().split()[0]
        self.news = news(self.address)
        self.at_first = next(self.news)["trouble"]

    def line(self) -> str:
        """The next line that it says."""
        assert self.process.stdout
        return self.process.stdout.readline()

    def answer(self, path: str) -> Answer:
        return Answer(urlsplit(self.address).port or 0, path)


@pytest.fixture
def watching(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Watching]:
    """On the project whose files are the parameter."""
    (tmp_path / "tea").mkdir()
    found = Watching(project(tmp_path / "tea", **request.param))
    yield found
    found.process.kill()
    found.process.communicate()


@pytest.mark.parametrize("watching", [{}], indirect=True)
def test_a_template_that_the_config_names_before_it_is_there_is_followed(
    watching: Watching, tmp_path: Path
) -> None:
    (tmp_path / "tea/evtrack.toml").write_text('templates = "t"\n')
    first = next(watching.news)["trouble"]
    assert "there is no report.html.j2 or report.md.j2 in that folder" in first
    assert first.endswith(". Below is the last report that could be made.")
    assert "there is no report.html.j2" in watching.line()

    (tmp_path / "tea/t").mkdir()
    (tmp_path / "tea/t/report.md.j2").write_text("Ours")
    assert next(watching.news)["trouble"] == ""
    assert watching.line() == "made anew: t/report.md.j2 changed\n"
    assert watching.answer("/evidence.md").body == "Ours"

    (tmp_path / "tea/t/report.md.j2").write_text("{{ nothing }}")
    assert "t/report.md.j2:1: 'nothing' is undefined" in next(watching.news)["trouble"]
    assert "'nothing' is undefined" in watching.line()
    assert watching.answer("/evidence.md").body == "Ours"


@pytest.mark.parametrize(
    "watching", [{"claims": 'claim_id,claim\nC1,Tea.\nC2,"Never closed.\n'}], indirect=True
)
def test_it_tells_what_can_not_be_read_and_goes_on(watching: Watching, tmp_path: Path) -> None:
    told = "1 row of claims.csv could not be read, so verdicts may be wrong (claims.csv:3)."
    assert watching.at_first == told

    (tmp_path / "tea/claims.csv").write_text("claim_id,claim\nC1,Tea.\n")
    assert next(watching.news)["trouble"] == ""
    assert watching.line() == "made anew: claims.csv changed\n"

    (tmp_path / "tea/evtrack.toml").write_text('claims = "a\u202e.csv"\n', encoding="utf-8")
    assert next(watching.news)["trouble"].startswith("a⟨U+202E⟩.csv: not found")
    assert watching.line().startswith("evtrack: a<U+202E>.csv: not found")

    (tmp_path / "tea").rename(tmp_path / "gone")
    assert next(watching.news)["trouble"].startswith(f"{tmp_path / 'tea'}: not a directory")
    assert watching.line().startswith(f"evtrack: {tmp_path / 'tea'}: not a directory")

    (tmp_path / "gone/evtrack.toml").unlink()
    (tmp_path / "gone").rename(tmp_path / "tea")
    assert next(watching.news)["trouble"] == ""
