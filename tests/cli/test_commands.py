"""The commands as a user runs them: what they print, and the code they end with."""

from __future__ import annotations

import json
import os
import re
import shutil
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from builders import ROOT, project
from evtrack import __version__
from evtrack.render import check_formats, report_formats
from evtrack.words import CheckFormat, ReportFormat

EXAMPLE = ("article.md", "claims.csv", "references.bib")


def evtrack(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    return subprocess.run(
        [sys.executable, "-m", "evtrack", *arguments],
        cwd=cwd,
        env={**clean, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def in_shell(command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A line of bash in which `evtrack` is the command; it ends as the first that fails."""
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", f'evtrack() {{ "$PYTHON" -m evtrack "$@"; }}; {command}'],
        cwd=cwd,
        env={**os.environ, "PYTHON": sys.executable, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def example(tmp_path: Path) -> Path:
    for name in EXAMPLE:
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def one_line(message: str) -> bool:
    return message.startswith("evtrack: ") and message.count("\n") == 1


class TestCheck:
    def test_the_example_passes_with_warnings(self, example: Path) -> None:
        done = evtrack("check", "--format", "json", cwd=example)

        result = json.loads(done.stdout)
        assert (done.returncode, done.stderr) == (0, "")
        assert result["passed"] is True
        assert result["counts"]["error"] == 0
        assert result["counts"]["warning"] > 0

    def test_a_misspelt_citekey_fails_and_is_named_with_its_place(self, example: Path) -> None:
        claims = example / "claims.csv"
        text = claims.read_text(encoding="utf-8")
        claims.write_text(text.replace(",tetik2021,", ",tetik2012,"), encoding="utf-8")
        line = next(n for n, row in enumerate(text.splitlines(), 1) if ",tetik2021," in row)
        column = text.splitlines()[line - 1].index("tetik2021") + 1

        done = evtrack("check", cwd=example)

        assert done.returncode == 1
        assert f"--> claims.csv:{line}:{column}\n" in done.stdout
        assert "Did you mean `tetik2021`?" in done.stdout

    @pytest.mark.parametrize("form", CheckFormat)
    def test_the_format_never_changes_the_exit_code(self, form: str, tmp_path: Path) -> None:
        project(tmp_path, claims="claim_id,claim,citekey,stance\nC1,A claim.,nobody,supports\n")

        assert evtrack("check", "--format", form, cwd=tmp_path).returncode == 1

    def test_fail_on_makes_warnings_fail(self, example: Path) -> None:
        assert evtrack("check", "--fail-on", "warning", cwd=example).returncode == 1

    def test_what_could_not_be_checked_is_told(self, example: Path) -> None:
        done = evtrack("check", cwd=example)

        assert "unchecked: rationale of C01: no stored copy of harish2011" in done.stdout

    def test_two_keys_in_a_cell_get_the_advice_to_give_each_a_row(self, tmp_path: Path) -> None:
        project(
            tmp_path,
            claims="claim_id,claim,citekey,stance\nC1,A claim.,a; b,supports\n",
            references="@misc{a}\n@misc{b}\n",
        )

        assert "Give each source a row of its own." in evtrack("check", cwd=tmp_path).stdout

    def test_output_goes_to_a_file_instead_of_the_screen(self, example: Path) -> None:
        done = evtrack("check", "--format", "json", "--output", "out/check.json", cwd=example)

        assert (done.returncode, done.stdout) == (0, "")
        assert json.loads((example / "out/check.json").read_text(encoding="utf-8"))["version"] == 1

    def test_a_finding_can_be_accepted(self, tmp_path: Path) -> None:
        accept = '[[accept]]\nrule = "unknown-citekey"\nwhere = "C1"\nreason = "on its way"\n'
        project(
            tmp_path,
            claims="claim_id,claim,citekey,stance\nC1,A claim.,nobody,supports\n",
            config=accept,
        )

        done = evtrack("check", "--format", "json", cwd=tmp_path)

        assert (done.returncode, json.loads(done.stdout)["counts"]["accepted"]) == (0, 1)

    def test_a_rule_can_be_switched_off(self, tmp_path: Path) -> None:
        project(tmp_path, config='[rules]\nunsupported-claim = "off"\n')

        assert "unsupported-claim" not in evtrack("check", cwd=tmp_path).stdout

    def test_it_runs_from_a_folder_within_the_project(self, tmp_path: Path) -> None:
        project(tmp_path, config="")
        (tmp_path / "drafts").mkdir()

        assert evtrack("check", cwd=tmp_path / "drafts").returncode == 0

    def test_its_reader_may_go_away(self, example: Path) -> None:
        done = in_shell("evtrack check | head -1", example)

        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.count("\n") == 1

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
    def test_a_full_disk_is_told(self, example: Path) -> None:
        done = in_shell("evtrack check > /dev/full", example)

        assert done.returncode == 2
        assert one_line(done.stderr)

    def test_what_it_says_on_the_terminal_is_inert(self, tmp_path: Path) -> None:
        project(tmp_path, config='"\\u001b[31mkey" = 1\n')

        done = evtrack("check", cwd=tmp_path)

        assert done.returncode == 2
        assert "\x1b" not in done.stderr


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
    return b"\x89PNG\r\n\x1a\n" + header + pixels + chunk(b"IEND", b"")


class TestNothingIsLost:
    @pytest.mark.parametrize("name", EXAMPLE)
    def test_check_does_not_write_over_what_it_checks(self, name: str, example: Path) -> None:
        before = (example / name).read_bytes()

        done = evtrack("check", "--output", name, cwd=example)

        assert done.returncode == 2
        assert one_line(done.stderr)
        assert (example / name).read_bytes() == before

    def test_nor_does_report(self, tmp_path: Path) -> None:
        project(tmp_path, config='claims = "evidence.csv"\nreports = "."\n')
        (tmp_path / "claims.csv").rename(tmp_path / "evidence.csv")
        before = (tmp_path / "evidence.csv").read_bytes()

        done = evtrack("report", cwd=tmp_path)

        assert done.returncode == 2
        assert (tmp_path / "evidence.csv").read_bytes() == before

    def test_a_link_does_not_lead_the_report_over_a_template(self, tmp_path: Path) -> None:
        project(tmp_path, config='templates = "templates"\n')
        (tmp_path / "templates").mkdir()
        (tmp_path / "templates/report.md.j2").write_text("ours", encoding="utf-8")
        (tmp_path / "reports").mkdir()
        (tmp_path / "reports/evidence.md").symlink_to("../templates/report.md.j2")

        done = evtrack("report", cwd=tmp_path)

        assert done.returncode == 2
        assert "is one of the files that are checked" in done.stderr
        assert (tmp_path / "templates/report.md.j2").read_text(encoding="utf-8") == "ours"

    def test_a_link_does_not_lead_the_report_out_of_the_project(self, tmp_path: Path) -> None:
        outside, inside = tmp_path / "outside", tmp_path / "inside"
        outside.mkdir()
        inside.mkdir()
        (project(inside) / "reports").symlink_to(outside)

        done = evtrack("report", cwd=inside)

        assert done.returncode == 2
        assert list(outside.iterdir()) == []


class TestStreams:
    @pytest.mark.parametrize(
        ("command", "code"),
        [
            ("check >&-", 0),
            ("check --project nowhere 2>&-", 2),
            ("--version >&-", 0),
            ("--help > /dev/full", 2),
        ],
    )
    def test_a_stream_that_is_closed_or_full(self, command: str, code: int, example: Path) -> None:
        done = in_shell(f"evtrack {command}", example)

        assert done.returncode == code
        assert "Traceback" not in done.stderr


class TestWhatCannotRun:
    """Exit code 2, and one clear line."""

    @pytest.mark.parametrize("command", ["check", "report"])
    @pytest.mark.parametrize(
        ("content", "says"),
        [(png(), "not a text file"), (b"", "empty"), (b" \n\n", "empty"), (None, "not found")],
        ids=["png", "empty", "blank", "absent"],
    )
    def test_claims_that_are_none(
        self, command: str, content: bytes | None, says: str, example: Path
    ) -> None:
        if content is None:
            (example / "claims.csv").unlink()
        else:
            (example / "claims.csv").write_bytes(content)

        done = evtrack(command, cwd=example)

        assert done.returncode == 2
        assert done.stdout == ""
        assert one_line(done.stderr)
        assert f"claims.csv: {says}" in done.stderr

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (["check", "--format", "xml"], "'xml' is not one of"),
            (["check", "--today", "tomorrow"], "'tomorrow' is not a day"),
            (["check", "--project", "nowhere"], "nowhere: not a directory"),
            (["chekc"], "No such command 'chekc'"),
            (["explain", "weak-claims"], "Did you mean `weak-claim`?"),
            (["show", "C99"], "there is no claim and no source `C99`"),
            (["show"], "Missing argument"),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, list) else None,
    )
    def test_bad_usage(self, arguments: list[str], says: str, example: Path) -> None:
        done = evtrack(*arguments, cwd=example)

        assert (done.returncode, done.stdout) == (2, "")
        assert one_line(done.stderr)
        assert says in done.stderr

    def test_a_config_that_names_no_rule(self, tmp_path: Path) -> None:
        project(tmp_path, config='[rules]\nweek-claim = "off"\n')

        done = evtrack("check", cwd=tmp_path)

        assert done.returncode == 2
        assert "Did you mean `weak-claim`?" in done.stderr

    def test_a_report_that_can_not_be_written(self, example: Path) -> None:
        (example / "reports").write_text("a file, not a folder", encoding="utf-8")

        done = evtrack("report", cwd=example)

        assert done.returncode == 2
        assert one_line(done.stderr)
        assert done.stderr.endswith("reports is not a folder\n")

    def test_a_report_of_which_one_file_can_not_be_written(self, example: Path) -> None:
        evtrack("report", cwd=example)
        (example / "reports/evidence.json").unlink()
        (example / "reports/evidence.json").mkdir()
        before = (example / "reports/evidence.html").read_bytes()
        (example / "claims.csv").write_text("claim_id,claim\nC1,A claim.\n", encoding="utf-8")

        done = evtrack("report", cwd=example)

        assert (done.returncode, done.stdout) == (2, "")
        assert "evidence.json: can't be written: Is a directory" in done.stderr
        assert (example / "reports/evidence.html").read_bytes() == before

    def test_a_bug_is_told_as_such(self, example: Path) -> None:
        broken = (
            "import evtrack.appraisal, sys\n"
            "def judge(*_): raise KeyError('oops')\n"
            "evtrack.appraisal.judge = judge\n"
            "from evtrack.cli import run\n"
            "sys.exit(run(['check']))\n"
        )

        done = subprocess.run(
            [sys.executable, "-c", broken], cwd=example, capture_output=True, text=True, check=False
        )

        assert done.returncode == 3
        assert one_line(done.stderr)
        assert "KeyError: 'oops'" in done.stderr


class TestReport:
    def test_it_writes_every_form_and_sums_up(self, example: Path) -> None:
        done = evtrack("report", cwd=example)

        assert (done.returncode, done.stderr) == (0, "")
        assert {path.name for path in (example / "reports").iterdir()} == {
            f"evidence.{form}" for form in ReportFormat if form.is_for_all
        }
        assert "38 claims, 17 linked sources" in done.stdout

    def test_the_same_input_gives_the_same_bytes(self, example: Path) -> None:
        for folder, seed in (("one", "1"), ("two", "2")):
            forms = [f"--format={form}" for form in ReportFormat]
            evtrack("report", *forms, "--output", folder, cwd=example, PYTHONHASHSEED=seed)

        for form in ReportFormat:
            one, two = (example / name / f"evidence.{form}" for name in ("one", "two"))
            assert one.read_bytes() == two.read_bytes()

    def test_a_single_form(self, example: Path) -> None:
        evtrack("report", "--format", "md", cwd=example)

        assert [path.name for path in (example / "reports").iterdir()] == ["evidence.md"]

    def test_where_one_form_fails_none_is_written(self, example: Path) -> None:
        (example / "evtrack.toml").write_text('templates = "templates"\n', encoding="utf-8")
        (example / "templates").mkdir()
        (example / "templates/report.md.j2").write_text("{{ nothing }}", encoding="utf-8")

        done = evtrack("report", cwd=example)

        assert done.returncode == 2
        assert done.stderr == "evtrack: templates/report.md.j2:1: 'nothing' is undefined\n"
        assert not (example / "reports").exists()

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (["--watch", "--format", "md"], "--watch writes nothing"),
            (["--watch", "--pdf"], "--watch writes nothing"),
            (["--watch", "--output", "x"], "--watch writes nothing"),
            (["--port", "1"], "--port goes with --watch"),
            (["--watch", "--port", "65536"], "65536 is not in the range"),
        ],
    )
    def test_options_that_do_not_go_together(
        self, arguments: list[str], says: str, example: Path
    ) -> None:
        done = evtrack("report", *arguments, cwd=example)

        assert done.returncode == 2
        assert one_line(done.stderr)
        assert says in done.stderr

    def test_it_renders_what_could_be_read_with_the_findings_in_it(self, tmp_path: Path) -> None:
        project(
            tmp_path,
            claims='claim_id,claim,citekey,stance\nC1,A claim.,nobody,supports\nC2,"broken\n',
        )

        done = evtrack("report", cwd=tmp_path)

        report = json.loads((tmp_path / "reports/evidence.json").read_text(encoding="utf-8"))
        assert done.returncode == 0
        assert [claim["id"] for claim in report["claims"]] == ["C1"]
        assert {"unknown-citekey", "unreadable-row"} <= {f["rule"] for f in report["findings"]}

    def test_a_project_without_claims_still_renders(self, tmp_path: Path) -> None:
        project(tmp_path, claims="claim_id,claim\n")

        assert evtrack("report", cwd=tmp_path).returncode == 0

    def test_an_accepted_finding_is_shown_with_its_reason(self, tmp_path: Path) -> None:
        accept = '[[accept]]\nrule = "%s"\nwhere = "C1"\nreason = "asked for"\nuntil = 2099-01-31\n'
        both = accept % "unsupported-claim" + accept % "overstated-claim"
        project(tmp_path, config=both)

        done = evtrack("report", cwd=tmp_path)

        report = json.loads((tmp_path / "reports/evidence.json").read_text(encoding="utf-8"))
        assert [finding["reason"] for finding in report["accepted"]] == ["asked for"] * 2
        assert "asked for" in (tmp_path / "reports/evidence.html").read_text(encoding="utf-8")
        assert "asked for" in (tmp_path / "reports/evidence.md").read_text(encoding="utf-8")
        assert report["summary"]["attention"] == []
        assert "attention" not in done.stdout

    def test_a_project_without_claims_has_the_columns_of_the_csv(self, tmp_path: Path) -> None:
        evtrack("report", cwd=project(tmp_path, claims="claim_id,claim\n"))

        text = (tmp_path / "reports/evidence.csv").read_text(encoding="utf-8-sig")
        assert text.startswith('"claim_id","claim","anchor",')

    def test_a_date_is_printed_only_where_one_is_given(self, example: Path) -> None:
        evtrack("report", "--format", "json", cwd=example)
        undated = json.loads((example / "reports/evidence.json").read_text(encoding="utf-8"))
        evtrack("report", "--format", "json", cwd=example, SOURCE_DATE_EPOCH="1774915200")
        dated = json.loads((example / "reports/evidence.json").read_text(encoding="utf-8"))

        assert (undated["date"], dated["date"]) == (None, "2026-03-31")


class TestShowAndExplain:
    def test_show_prints_the_arithmetic(self, example: Path) -> None:
        done = evtrack("show", "C29", cwd=example)

        assert done.returncode == 0
        assert "2 − 2 − 1 = −1, held to 1: ⊕○○○ very low" in done.stdout

    def test_show_fits_80_columns(self, example: Path) -> None:
        done = evtrack("show", "C12", cwd=example)

        assert max(map(len, done.stdout.splitlines())) <= 80

    def test_explain_prints_the_page_of_a_rule(self, tmp_path: Path) -> None:
        done = evtrack("explain", "retracted-source", cwd=tmp_path)

        assert done.returncode == 0
        assert "Why it matters: a retracted source is no evidence" in done.stdout

    def test_explain_alone_lists_every_rule(self, tmp_path: Path) -> None:
        from evtrack.rules import RULES

        listed = evtrack("explain", cwd=tmp_path).stdout

        assert all(rule.name in listed for rule in RULES)

    def test_explain_lists_the_rules_of_a_family(self, tmp_path: Path) -> None:
        from evtrack.rules import RULES

        done = evtrack("explain", "evidence", cwd=tmp_path)

        told = set(done.stdout.split())
        family = {rule.name for rule in RULES if rule.family == "evidence"}
        assert {rule.name for rule in RULES if rule.name in told} == family

    def test_explain_says_what_the_project_has_chosen(self, tmp_path: Path) -> None:
        project(tmp_path, config='[rules]\nweak-claim = "error"\n')

        done = evtrack("explain", "weak-claim", cwd=tmp_path)

        assert done.stdout.startswith("weak-claim (error)")

    def test_version(self, tmp_path: Path) -> None:
        assert evtrack("--version", cwd=tmp_path).stdout == f"evtrack {__version__}\n"

    def test_colour_is_only_for_those_who_want_it(self, example: Path) -> None:
        assert "\x1b" not in evtrack("check", cwd=example).stdout
        assert "\x1b" in evtrack("check", cwd=example, FORCE_COLOR="1").stdout
        both = evtrack("check", cwd=example, FORCE_COLOR="1", NO_COLOR="1").stdout
        assert "\x1b" not in both

    def test_a_plain_ascii_terminal_gets_all_the_same(self, example: Path) -> None:
        done = evtrack("show", "C29", cwd=example, PYTHONUTF8="0", PYTHONIOENCODING="ascii")

        assert done.returncode == 0


HEAVY = {"bibtexparser", "pandas", "jinja2"}


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (["--version"], set()),
        (["--help"], set()),
        (["explain"], set()),
        (["explain", "weak-claim"], set()),
        (["check"], {"bibtexparser"}),
        (["fix", "--diff"], {"bibtexparser"}),
        (["show", "C29"], {"bibtexparser"}),
        (["show", "pacik2017"], {"bibtexparser"}),
        (["impact", "pacik2017"], {"bibtexparser"}),
        (["impact"], {"bibtexparser"}),
    ],
    ids=" ".join,
)
def test_what_a_command_imports(arguments: list[str], allowed: set[str], example: Path) -> None:
    script = (
        "import sys\n"
        "from evtrack.__main__ import main\n"
        "sys.argv[1:] = sys.argv[2:]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('IMPORTED', *sorted(sys.modules), file=sys.stderr)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, "--", *arguments],
        cwd=example,
        capture_output=True,
        text=True,
        check=True,
    )

    imported = re.search(r"IMPORTED (.*)", done.stderr)
    assert imported
    assert HEAVY & set(imported[1].split()) <= allowed


def test_every_form_of_check_has_its_window() -> None:
    assert list(check_formats.FORMATS) == list(CheckFormat)


def test_every_form_of_the_report_has_its_window() -> None:
    assert list(report_formats.FORMATS) == list(ReportFormat)
