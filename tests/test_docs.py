"""Nothing that a user can write or call is undocumented, and nothing documented is made up.

What counts as documented is a heading or a row of a table, never a word somewhere in the text.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable
from enum import StrEnum
from functools import cache, partial
from pathlib import Path

import click
import pytest
from tools.reference import FOLDER, pages
from tools.settings import ACCEPTANCE, SETTINGS, THRESHOLDS
from tools.transcripts import DOCS, PAGES, transcript

import evtrack
from builders import ROOT, project
from evtrack import words
from evtrack.appraisal.start import start_table
from evtrack.cli import COMMANDS, commands, exit_codes, run
from evtrack.readers.appraisal_fields import APPRAISAL_FIELDS
from evtrack.readers.claims import COLUMNS
from evtrack.render.check_formats import FORMATS
from evtrack.rules import RULES
from evtrack.words import Design, Question

MARKDOWN = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]


@cache
def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def section(name: str, heading: str) -> str:
    """What stands below this heading of a page, up to the next heading of any level."""
    _, _, below = page(name).partition(f"\n{heading}\n")
    return re.split(r"^#", below, maxsplit=1, flags=re.MULTILINE)[0]


def first_column(text: str) -> list[str]:
    """The names in the first column of the tables, of which each row is `name` in code."""
    return re.findall(r"^\| `([^`|]+)`", text, re.MULTILINE)


def row(text: str, name: str) -> str:
    [found] = [line for line in text.splitlines() if line.startswith(f"| `{name}` |")]
    return found


def codes(text: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", text))


# Commands


def test_the_generated_parts_of_the_reference_are_current() -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}

    assert committed == dict(pages()), "run `make docs` and commit docs/reference/"


def test_every_command_has_its_section() -> None:
    assert re.findall(r"^## evtrack (.+)$", page("reference/commands.md"), re.MULTILINE) == list(
        COMMANDS
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_its_row(name: str) -> None:
    command = commands.get_command(click.Context(commands), name)
    assert command is not None
    options = [each for each in command.params if isinstance(each, click.Option)]

    assert first_column(section("reference/commands.md", f"## evtrack {name}")) == [
        option.opts[0] for option in options
    ]
    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize(
    ("heading", "formats"),
    [
        ("## check", words.CheckFormat),
        ("## coverage", words.CoverageFormat),
        ("## impact", words.ImpactFormat),
        ("## diff", words.DiffFormat),
        ("## report", words.ReportFormat),
    ],
)
def test_every_format_has_its_row(heading: str, formats: type[StrEnum]) -> None:
    assert first_column(section("reference/formats.md", heading)) == list(formats)


def test_every_format_of_check_can_be_had() -> None:
    assert set(FORMATS) == set(words.CheckFormat)


def test_every_exit_code_has_its_row() -> None:
    rows = re.findall(r"^\| (\d+) \|", page("reference/exit-codes.md"), re.MULTILINE)

    documented = {value for name, value in vars(exit_codes).items() if name.isupper()}
    assert {int(code) for code in rows} == documented


# Files


def test_every_column_has_its_row() -> None:
    columns = page("reference/claims.md").partition("\n## ")[0]

    assert first_column(columns) == list(COLUMNS)


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("question", words.Question),
        ("stated", words.Stated),
        ("stance", words.Stance),
        ("directness", words.Directness),
        ("downgrade", words.Downgrade),
        ("upgrade", words.Upgrade),
    ],
)
def test_every_word_of_a_column_has_its_row(column: str, kind: type[StrEnum]) -> None:
    assert first_column(section("reference/claims.md", f"## {column}")) == list(kind)


def test_every_appraisal_field_has_its_row() -> None:
    rows = first_column(page("reference/references.md"))

    # These are not appraised: the report and other rules read them.
    assert set(rows) == {*APPRAISAL_FIELDS, "funding", "urldate", "archiveurl"}


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("riskofbias", words.RiskOfBias),
        ("synthesisof", words.SynthesisOf),
        ("status", words.Status),
    ],
)
def test_every_word_of_a_field_stands_in_its_row(field: str, kind: type[StrEnum]) -> None:
    assert codes(row(page("reference/references.md"), field)) == {field, *kind}


def test_every_published_rating_stands_in_its_row() -> None:
    ratings = {certainty.word for certainty in words.Certainty}

    assert codes(row(page("reference/references.md"), "certainty")) == {"certainty", *ratings}


# Settings


@pytest.mark.parametrize(
    ("block", "keys"),
    [("settings", SETTINGS), ("acceptance", ACCEPTANCE), ("thresholds", THRESHOLDS)],
)
def test_every_setting_has_its_row(block: str, keys: Iterable[str]) -> None:
    text = page("reference/configuration.md")
    table = text.partition(f"<!-- begin {block}")[2].partition(f"<!-- end {block}")[0]

    assert first_column(table) == list(keys)


def test_every_setting_that_is_a_table_has_its_section() -> None:
    tables = {key for key, setting in SETTINGS.items() if setting.shape.get("type") == "object"}

    headings = re.findall(r"^## (.+)$", page("reference/configuration.md"), re.MULTILINE)
    assert set(headings) == {*tables, "accept"}


# The judgement


@pytest.mark.parametrize(
    ("heading", "kind"), [("## 4. The ladder", words.Level), ("## 5. Flags", words.Flag)]
)
def test_every_rung_and_flag_has_its_row(heading: str, kind: type[StrEnum]) -> None:
    assert first_column(section("judgement.md", heading)) == list(kind)


def test_every_verdict_is_explained() -> None:
    explained = section("judgement.md", "## 3. Direction") + section(
        "judgement.md", "## 4. The ladder"
    )

    assert set(words.Support) <= codes(explained)


@pytest.mark.parametrize("design", Design)
def test_every_design_has_its_row(design: Design) -> None:
    row = next(
        line
        for line in page("judgement.md").splitlines()
        if re.match(rf"\| ([\w, -]*, )?{design}\b", line)
    )

    starts = [int(cell) for cell in re.findall(r"(?<=\| )\d(?= \|)", row)]
    column = [
        Question.BENEFIT,
        Question.CAUSE,
        Question.DIAGNOSIS,
        Question.PROGNOSIS,
        Question.DEFINITION,
        Question.MECHANISM,
    ]
    name = "synthesis-of-rct" if design.pools_studies else design.value
    assert starts == [start_table()[question][name] for question in column]


# Rules


def test_every_rule_has_its_row_and_its_page() -> None:
    index = re.findall(r"^\| \[([\w-]+)\]\(\1\.md\) \|", page("rules/README.md"), re.MULTILINE)

    assert index == [rule.name for rule in RULES], "run `make docs` and commit docs/rules/"
    assert {path.stem for path in (DOCS / "rules").glob("*.md")} == {*index, "README"}


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: path.name)
def test_every_rule_that_a_page_links_to_exists(path: Path) -> None:
    named = re.findall(r"rules/([\w-]+)\.md", path.read_text(encoding="utf-8"))

    assert set(named) <= {rule.name for rule in RULES} | {"README"}


# JSON and Python


def keys_of(*records: dict[str, object]) -> set[str]:
    return {key for record in records for key in record}


def test_every_key_of_the_report_has_its_row() -> None:
    report = json.loads((ROOT / "reports" / "evidence.json").read_text(encoding="utf-8"))
    evidence = [each for claim in report["claims"] for each in claim["evidence"]]

    rows = {
        heading: set(first_column(section("reference/json.md", heading)))
        for heading in (
            "## evidence.json",
            "### summary",
            "### claims",
            "### context",
            "### evidence",
            "### sources",
            "### unchecked",
        )
    }
    assert rows == {
        "## evidence.json": keys_of(report),
        "### summary": keys_of(report["summary"]),
        "### claims": keys_of(*report["claims"]),
        "### context": keys_of(*(each["context"] for each in report["claims"] if each["context"])),
        "### evidence": keys_of(*evidence),
        "### sources": keys_of(*report["sources"]),
        "### unchecked": keys_of(*report["unchecked"]),
    }


def test_every_key_of_the_check_has_its_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project(tmp_path)
    for command in (
        "git init --quiet",
        "git add .",
        "git -c user.name=A -c user.email=a@example.org commit --quiet --message=Begin",
    ):
        subprocess.run(command.split(), cwd=tmp_path, check=True)
    run(["check", f"--project={tmp_path}", "--format=json", "--since=HEAD", "--statistics"])
    check = json.loads(capsys.readouterr().out)

    page_of = partial(section, "reference/json.md")
    assert set(first_column(page_of("## check"))) == set(check)
    assert set(first_column(page_of("### findings"))) == keys_of(*check["findings"])
    assert set(first_column(page_of("### statistics"))) == keys_of(*check["statistics"])


def test_every_key_of_the_coverage_has_its_row(capsys: pytest.CaptureFixture[str]) -> None:
    run(["coverage", f"--project={ROOT}", "--format=json", "--min-coverage=0"])
    coverage = json.loads(capsys.readouterr().out)

    page_of = partial(section, "reference/json.md")
    assert set(first_column(page_of("## coverage"))) == set(coverage)
    for name in ("gates", "sections", "uncovered"):
        assert set(first_column(page_of(f"### {name}"))) == keys_of(*coverage[name])
    assert set(first_column(page_of("### total"))) == set(coverage["total"])


def test_every_key_of_the_reviews_has_its_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = "claim_id,claim,citekey,stance\nC1,Tea wakes.,a,supports\n"
    project(tmp_path, claims=claims, references="@misc{a}\n")
    run(["review", "C1", f"--project={tmp_path}", "--by=Ana"])
    project(tmp_path, claims=claims.replace("supports", "mixed"), references="@misc{a}\n")
    capsys.readouterr()
    run(["review", f"--project={tmp_path}", "--format=json"])
    reviews = json.loads(capsys.readouterr().out)

    page_of = partial(section, "reference/json.md")
    (suspect,) = reviews["suspect"]
    assert set(first_column(page_of("## review"))) == set(reviews)
    assert set(first_column(page_of("### suspect links"))) == set(suspect)
    assert set(first_column(page_of("### watched parts"))) == keys_of(*suspect["changes"])


def test_every_key_of_the_impact_has_its_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = "claim_id,claim,citekey,stance\nC1,Tea wakes.,a,supports\n"
    project(tmp_path, claims=claims, references="@misc{a}\n@misc{b, includes = {a}}\n")
    run(["impact", "a", f"--project={tmp_path}", "--format=json"])
    impact = json.loads(capsys.readouterr().out)

    page_of = partial(section, "reference/json.md")
    (found,) = impact["impacts"]
    assert set(first_column(page_of("## impact"))) == set(impact)
    assert set(first_column(page_of("### impacts"))) == set(found)
    assert set(first_column(page_of("### changed"))) == keys_of(*found["changed"])
    assert set(first_column(page_of("### contained_in"))) == keys_of(*impact["contained_in"])


def test_every_name_of_the_python_api_has_its_row() -> None:
    assert set(first_column(page("reference/python.md"))) == set(evtrack.__all__)


# Pages


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_what_evtrack_prints(name: str, tmp_path: Path) -> None:
    assert page(name) == transcript(name, tmp_path), "run `make docs` and read what changed"


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub, GitLab and MyST make them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: path.name)
def test_every_link_between_pages_leads_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)", text)

    missing = [
        f"{target}#{anchor}"
        for target, anchor in targets
        if not (goal := path.parent / target if target else path).exists()
        or (anchor and anchor not in anchors(goal))
    ]

    assert missing == []
