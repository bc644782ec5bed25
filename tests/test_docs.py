"""Nothing that a user can write or call is undocumented."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

import pytest

from builders import ROOT
from evtrack import words
from evtrack.appraisal.start import start_table
from evtrack.cli import commands
from evtrack.config import Config, Thresholds
from evtrack.readers.appraisal_fields import APPRAISAL_FIELDS
from evtrack.readers.claims import COLUMNS
from evtrack.words import Design, Question

REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
JUDGEMENT = (ROOT / "docs" / "judgement.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", commands.commands)
def test_every_command_and_option(name: str) -> None:
    assert f"`evtrack {name}" in REFERENCE
    for parameter in commands.commands[name].params:
        for option in parameter.opts:
            assert option in REFERENCE or parameter.param_type_name == "argument"


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column(column: str) -> None:
    assert f"| `{column}` |" in REFERENCE


@pytest.mark.parametrize("field", APPRAISAL_FIELDS)
def test_every_appraisal_field(field: str) -> None:
    assert f"`{field}`" in REFERENCE


SETTINGS = {*Config._fields, *Thresholds._fields} - {"root", "file"}  # where it was found


@pytest.mark.parametrize("key", sorted(name.replace("_", "-") for name in SETTINGS))
def test_every_setting(key: str) -> None:
    assert re.search(rf"^(\[+tool\.evtrack\.)?{key}\b", REFERENCE, re.MULTILINE)


@pytest.mark.parametrize(
    "kind",
    [
        words.Stance,
        words.Question,
        words.Stated,
        words.Directness,
        words.RiskOfBias,
        words.Status,
        words.SynthesisOf,
        words.Downgrade,
        words.Upgrade,
        words.CheckFormat,
    ],
)
def test_every_controlled_word(kind: type[StrEnum]) -> None:
    assert [word for word in kind if word.value not in REFERENCE] == []


@pytest.mark.parametrize("kind", [words.Flag, words.Support])
def test_every_word_of_a_verdict(kind: type[StrEnum]) -> None:
    assert [word for word in kind if f"`{word}`" not in JUDGEMENT] == []


@pytest.mark.parametrize("design", Design)
def test_every_design_has_its_row(design: Design) -> None:
    row = next(
        line for line in JUDGEMENT.splitlines() if re.match(rf"\| ([\w, -]*, )?{design}\b", line)
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


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md")))
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:|mailto:)([^)#\s]+)", text)

    missing = [target for target in targets if not (page.parent / target).exists()]

    assert missing == []
