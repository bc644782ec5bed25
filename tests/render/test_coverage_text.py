"""What `coverage` prints, as golden files; its badge, its percentages, and its JSON."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import ROOT, project
from evtrack.appraisal import judge
from evtrack.coverage import article_coverage
from evtrack.coverage.gates import Gate, gates_of
from evtrack.coverage.measured import Measured, measured
from evtrack.coverage.sentences import NEEDS, Coverage
from evtrack.inspection import Results, inspect
from evtrack.readers import load
from evtrack.render.badge import badge, coverage_badge
from evtrack.render.coverage_record import coverage_json
from evtrack.render.coverage_text import coverage_sentence, coverage_text, gate_line
from evtrack.render.document import evidence_document
from evtrack.render.percent import colour_of, in_percent
from evtrack.render.terminal import Terminal, cells
from golden_files import matches_golden

ARTICLE = """\
# 茶と健康についての、画面の幅にはとても収まりきらないほど長い見出し

Tea is hot and wet. It lowers the risk by 40%. A study found that it is safe.

### A deep heading about supercalifragilisticexpialidocious matters

Tea is better than coffee. It causes no harm, because it is often the best.
Is tea hot?

#### Deeper

A claim [@ng2020] stands here with its citation.

## Sources

1. Ng A. Tea and all the rest. 2020.

## Many

"""
MANY = "".join(
    f"Filler number {n} stands in this line.\n\nMarked sentence {n} stands right here.\n\n"
    for n in range(30)
)
CLAIMS = """\
claim_id,claim,anchor
C1,x,Tea is hot and wet.
C2,x,Tea is much better than coffee
C3,x,Whales do not drink anything at all in the seas
C4,x,
"""
MARKED = "".join(f"D{n},y,Marked sentence {n} stands right here.\n" for n in range(30))

EVERY_WIDTH = (40, 71, 72, 80, 200)


def of(folder: Path) -> Measured:
    ledger = load(folder)
    coverage = article_coverage(ledger)
    assert coverage
    return measured(coverage, judge(ledger))


def made(folder: Path, article: str, claims: str = "claim_id,claim\n") -> Measured:
    (folder / "article.md").write_text(article, encoding="utf-8")
    return of(project(folder, claims=claims))


def shown(measured: Measured, width: int = 80, most: int | None = 5, colour: bool = False) -> str:
    gates = gates_of(measured.total, 70, 5)
    return coverage_text(measured, gates, most, Terminal(width, colour))


@pytest.fixture
def messy(tmp_path: Path) -> Measured:
    return made(tmp_path, ARTICLE + MANY, CLAIMS + MARKED)


# Text


@pytest.mark.parametrize("width", [80, 40])
def test_the_worked_example(width: int) -> None:
    assert matches_golden(f"coverage-{width}.txt", shown(of(ROOT), width))


@pytest.mark.parametrize("width", [80, 40])
def test_long_headings_and_many_gaps(width: int, messy: Measured) -> None:
    assert matches_golden(f"coverage-messy-{width}.txt", shown(messy, width))


def test_in_colour(messy: Measured) -> None:
    assert matches_golden("coverage-messy-colour.txt", shown(messy, colour=True))


@pytest.mark.parametrize("most", [0, 5, None])
@pytest.mark.parametrize("width", EVERY_WIDTH)
def test_every_line_fits(width: int, most: int | None, messy: Measured) -> None:
    lines = shown(messy, width, most).splitlines()

    assert [line for line in lines if cells(line) > width or line != line.rstrip()] == []


def test_colour_changes_no_word(messy: Measured) -> None:
    assert re.sub(r"\x1b\[[\d;]*m", "", shown(messy, colour=True)) == shown(messy)


@pytest.mark.parametrize("width", EVERY_WIDTH)
def test_all_shows_every_sentence_and_every_line(width: int, messy: Measured) -> None:
    text = shown(messy, width, None)

    assert "more:" not in text
    assert text.count("article.md:") - 1 == len(messy.uncovered)
    missing = [line for section in messy.sections for line in section.missing.split(", ")]
    assert set(missing) <= set(re.findall(r"\d+", text.partition("TOTAL")[0]))


def test_nothing_in_the_article_moves_the_cursor(tmp_path: Path) -> None:
    text = "# Tea \x1b[2J\u202e\n\nTea is hot\x1b[31m and\u202e wet and 40% \x07 water.\n"
    printed = shown(made(tmp_path, text))

    assert "<U+202E>" in printed
    assert all(line.isprintable() for line in printed.splitlines())


@pytest.mark.parametrize(
    ("article", "claims", "line"),
    [
        pytest.param(
            "Tea is hot and wet.",
            "claim_id,claim\nC1,x\n",
            "No claim has an anchor: put the article's own words into the column `anchor` of",
            id="no anchors",
        ),
        pytest.param(
            "# Tea",
            "claim_id,claim\nC1,x\n",
            "The article has no sentence in scope, so there is nothing to measure.",
            id="nothing in scope",
        ),
        pytest.param(
            "Tea is hot and wet.",
            "claim_id,claim,anchor\nC1,x,Tea is hot and wet.\nC2,x,\n",
            "Anchors that carry nothing: 1 missing; `evtrack check --select article` names",
            id="an anchor is missing",
        ),
        pytest.param(
            "Tea is hot and wet.",
            "claim_id,claim\n",
            "1 sentence stands on no claim, without signs of needing evidence, such as a",
            id="no signs",
        ),
        pytest.param(
            "Tea cures all ills. Tea is hot and wet.",
            "claim_id,claim\n",
            "2 sentences stand on no claim; 1 has signs of needing evidence, such as a number",
            id="some signs",
        ),
        pytest.param(
            "<!-- evtrack: off -->\n\nTea is hot. Tea is so wet. It is tea?",
            "claim_id,claim\n",
            "Out of scope: 3 switched off.",
            id="switched off",
        ),
    ],
)
def test_what_is_said_of(article: str, claims: str, line: str, tmp_path: Path) -> None:
    assert line in shown(made(tmp_path, article, claims)).splitlines()


@pytest.mark.parametrize("article", ["# Tea", "Is tea hot?", "---\ntitle: Tea\n---\n"])
def test_an_article_that_states_nothing_has_no_table(article: str, tmp_path: Path) -> None:
    assert "TOTAL" not in shown(made(tmp_path, article))


def test_every_sign_has_a_name(tmp_path: Path) -> None:
    text = "Studies [@a] prove that 9 more men are cured by the best tea because it reduces pain."
    printed = shown(made(tmp_path, text), width=200)

    assert len(NEEDS) == 5
    assert (
        "a citation, a number, cause or effect, a comparison, a sweeping word and talk of research"
    ) in printed


@pytest.mark.parametrize(
    ("total", "sentence"),
    [
        (
            Coverage(38, 6, 59),
            "64% of the article's 59 sentences stand on a claim, "
            "10% on claims with moderate or strong support.",
        ),
        (
            Coverage(1, 0, 1),
            "100% of the article's one sentence stands on a claim, "
            "0% on claims with moderate or strong support.",
        ),
    ],
)
def test_the_coverage_in_a_sentence(total: Coverage, sentence: str) -> None:
    assert coverage_sentence(total) == sentence


@pytest.mark.parametrize(
    ("gate", "line"),
    [
        (
            Gate("min-coverage", 70, 38, 59),
            "64.4% of the sentences stand on a claim, but min-coverage is 70%: "
            "4 more sentences are needed",
        ),
        (
            Gate("min-coverage", 66.7, 2, 3),
            "66.6% of the sentences stand on a claim, but min-coverage is 66.7%: "
            "1 more sentence is needed",
        ),
        (
            Gate("min-supported", 10, 6, 59),
            "10.2% of the sentences stand on claims with moderate or strong support; "
            "min-supported is 10%",
        ),
        (Gate("min-coverage", 5, 0, 0), "min-coverage is 5%, and there is no sentence to measure"),
    ],
)
def test_what_a_gate_says(gate: Gate, line: str) -> None:
    assert gate_line(gate) == line


# Percentages


@pytest.mark.parametrize(
    ("percent", "text", "colour"),
    [
        (None, "–", ""),
        (0.0, "0%", "red"),
        (0.2, "<1%", "red"),
        (49.9, "50%", "red"),
        (50.0, "50%", "yellow"),
        (64.4, "64%", "yellow"),
        (80.0, "80%", "green"),
        (99.9, ">99%", "green"),
        (100.0, "100%", "green"),
    ],
)
def test_a_percentage(percent: float | None, text: str, colour: str) -> None:
    assert (in_percent(percent), colour_of(percent)) == (text, colour)


# The badge


@pytest.mark.parametrize(
    ("coverage", "value", "title"),
    [
        (Coverage(38, 6, 59), "64%", "Evidence: 64% of 59 sentences stand on a claim"),
        (Coverage(1, 0, 1), "100%", "Evidence: 100% of 1 sentence stands on a claim"),
        (Coverage(1, 0, 999), "<1%", "Evidence: <1% of 999 sentences stand on a claim"),
        (Coverage(0, 0, 0), "unknown", "Evidence: no sentence to measure"),
    ],
)
def test_the_badge(coverage: Coverage, value: str, title: str) -> None:
    svg = ElementTree.fromstring(coverage_badge(coverage))  # noqa: S314  # our own

    assert svg.get("role") == "img"
    assert svg.get("aria-label") == title
    texts = [each.text for each in svg.iter() if each.tag.endswith(("}title", "}text"))]
    assert texts == [title, "evidence", value]


def test_the_badge_needs_nothing_from_elsewhere() -> None:
    links = re.findall(r"https?://[^\"]+|@import|href|style=", coverage_badge(Coverage(1, 1, 2)))

    assert links == ["http://www.w3.org/2000/svg"]


def luminance(colour: str) -> float:
    """As WCAG 2 defines relative luminance, of `#rrggbb`."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("carried", [0, 5, 9])
def test_white_stands_out_on_every_colour_of_the_badge(carried: int) -> None:
    fill = re.search(r'<path [^>]*fill="(#\w{6})"', coverage_badge(Coverage(carried, 0, 10)))

    assert fill
    assert 1.05 / (luminance(fill[1]) + 0.05) >= 4.5


MARKUP = st.text(st.sampled_from("<>&\"'a%]"))


@given(MARKUP, MARKUP, MARKUP)
def test_no_text_becomes_markup(label: str, value: str, title: str) -> None:
    svg = ElementTree.fromstring(badge(label, value, title, "#444"))  # noqa: S314  # our own
    texts = [each.text or "" for each in svg.iter() if each.tag.endswith(("}title", "}text"))]

    assert (svg.get("aria-label"), texts) == (title, [title, label, value])


# JSON


def test_json(messy: Measured) -> None:
    document = json.loads(coverage_json(messy, gates_of(messy.total, 70, None)))

    assert document["passed"] is False
    assert document["total"] == {
        "sentences": 66,
        "carried": 31,
        "supported": 0,
        "percent": 47.0,
        "percent_supported": 0.0,
    }
    assert document["gates"] == [
        {"name": "min-coverage", "least": 70, "percent": 47.0, "short": 16, "passed": False}
    ]
    assert document["uncovered"][0] == {
        "text": "It lowers the risk by 40%.",
        "line": 3,
        "column": 21,
        "needs": ["number", "cause"],
        "section": "茶と健康についての、画面の幅にはとても収まりきらないほど長い見出し",
    }
    assert document["out_of_scope"] == {"heading": 5, "reference list": 2, "question": 1}
    assert document["anchors"] == {"found": 31, "moved": 1, "ambiguous": 0, "lost": 1, "none": 1}


def report(folder: Path) -> dict[str, Any]:
    ledger = load(folder)
    verdicts = judge(ledger)
    return evidence_document(Results(ledger, verdicts, inspect(ledger, verdicts, None), None))


def test_the_report_has_the_same_numbers() -> None:
    document, coverage = report(ROOT), json.loads(coverage_json(of(ROOT), []))

    assert document["summary"]["coverage"].items() >= coverage["total"].items()
    assert document["coverage"] == {key: coverage[key] for key in document["coverage"]}


def test_a_report_without_an_article_has_no_numbers(tmp_path: Path) -> None:
    document = report(project(tmp_path))

    assert document["coverage"] is None
    assert document["summary"]["coverage"]["sentences"] is None
    assert document["summary"]["coverage"]["percent"] is None


def test_the_neediest_sentences_come_first_in_json_too(messy: Measured) -> None:
    document = json.loads(coverage_json(messy, []))
    weights = {each.sentence.text: each.weight for each in messy.uncovered}
    order = [weights[each["text"]] for each in document["uncovered"]]

    assert len(order) == document["total"]["sentences"] - document["total"]["carried"]
    assert all(one >= other for one, other in pairwise(order))
