"""The sources as the report lists them: what hangs on each, their order, designs and notices."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from builders import ROOT, project
from evtrack.appraisal import judge
from evtrack.appraisal.withdrawal import impacts_of_each
from evtrack.inspection import Results, inspect
from evtrack.readers import load
from evtrack.render.document import evidence_document
from evtrack.render.source_list import (
    around_title,
    copies_of,
    designs,
    hanging,
    heaviest_first,
    impacts,
    notices_of,
)

CLAIMS = """\
claim_id,claim,citekey,stance
C1,Tea wakes.,trial,supports
C1,,series,contradicts
C2,Tea calms.,trial,supports
C2,,review,contradicts
C3,Tea heals.,gone,supports
C4,Tea is hot.,series,mentions
"""
REFERENCES = """\
@article{trial, design={rct}, samplesize={900}, riskofbias={low}, doi={10.1000/trial}}
@article{series, design={case-series}, samplesize={9}, riskofbias={high}}
@article{review, design={systematic-review}, riskofbias={low}, samplesize={900}}
@article{gone, design={rct}, samplesize={900}, riskofbias={low}, doi={10.1000/gone}}
"""
LIST = """\
doi,nature,date,notice
10.1000/gone,correction,,
10.1000/gone,retraction,2024-02-29,10.1000/n<1>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "trial.txt").write_text("Tea wakes.", encoding="utf-8")
    return project(
        tmp_path, claims=CLAIMS, references=REFERENCES, config='retractions = "list.csv"\n'
    )


def test_what_hangs_on_each_source(folder: Path) -> None:
    ledger = load(folder)
    found = impacts(ledger, judge(ledger))

    moves = {key: [(m["claim"], m["from"], m["to"]) for m in told] for key, told in found.items()}
    assert moves == {
        "trial": [("C1", "mixed", "contradicted"), ("C2", "mixed", "contradicted")],
        "series": [("C1", "mixed", "moderate")],
        "review": [("C2", "mixed", "moderate")],
        "gone": [("C3", "moderate", "unsupported")],
    }


def test_it_is_what_the_impact_command_tells() -> None:
    ledger = load(ROOT)
    verdicts = judge(ledger)
    found = impacts(ledger, verdicts)

    words = {key: [(m["from_words"], m["to_words"]) for m in moves] for key, moves in found.items()}
    assert words == {
        impact.sources[0]: [move.ends for move in impact.moved]
        for impact in impacts_of_each(ledger, verdicts)
    }
    assert ("mixed (moderate for)", "mixed (weak for)") in words["clevelandclinic-vaginismus"]


def test_the_notices_on_a_source(folder: Path) -> None:
    sources = load(folder).sources

    assert notices_of(sources["gone"]) == [
        {"kind": "correction", "doi": "", "link": "", "date": None},
        {
            "kind": "retraction",
            "doi": "10.1000/n<1>",
            "link": "https://doi.org/10.1000/n%3C1%3E",
            "date": "2024-02-29",
        },
    ]
    assert notices_of(sources["trial"]) == []


def test_the_stored_copies_of_a_source(folder: Path) -> None:
    ledger = load(folder)

    assert copies_of("trial", ledger) == [{"path": "sources/trial.txt", "abstract": False}]
    assert copies_of("series", ledger) == []


def record(
    citekey: str, impact: int = 0, counted: int = 0, mentioned: int = 0, eased: int = 0
) -> dict[str, Any]:
    links = [{"counted": True}] * counted + [{"counted": False}] * mentioned
    moves = [{"from": "mixed", "to": "weak"}] * impact + [{"from": "mixed", "to": "mixed"}] * eased
    return {"citekey": citekey, "impact": moves, "links": links}


def test_what_most_hangs_on_comes_first() -> None:
    sources = [
        record("b", counted=1),
        record("a", counted=1, mentioned=9),
        record("c", counted=2, eased=9),
        record("e", impact=1, counted=1),
        record("d", impact=2, counted=2),
    ]

    assert [source["citekey"] for source in heaviest_first(sources)] == ["d", "e", "c", "a", "b"]


def test_as_much_hangs_on_a_source_as_the_claims_say() -> None:
    ledger = load(ROOT)
    verdicts = judge(ledger)
    document = evidence_document(Results(ledger, verdicts, inspect(ledger, verdicts, None), None))
    fragile = [key for claim in document["claims"] for key in claim["fragile"]]

    assert {s["citekey"]: hanging(s) for s in document["sources"]} == {
        source["citekey"]: fragile.count(source["citekey"]) for source in document["sources"]
    }


def appraised(design: str | None, riskofbias: str | None = None) -> dict[str, Any]:
    return {"design": design, "riskofbias": riskofbias}


def test_designs_are_counted_with_syntheses_first() -> None:
    rows = designs(
        [
            appraised(None),
            appraised("news"),
            appraised("rct", "low"),
            appraised("rct"),
            appraised("systematic-review", "some"),
            appraised("rct", "low"),
        ]
    )

    assert [(row["design"], row["number"], row["is_judged"]) for row in rows] == [
        ("systematic-review", 1, True),
        ("rct", 3, True),
        ("news", 1, False),
        (None, 1, True),
    ]
    assert rows[1]["of_bias"] == {"low": 2, "some": 0, "high": 0, "unknown": 1}


def test_a_judgement_is_shown_even_where_none_is_asked_for() -> None:
    assert [row["is_judged"] for row in designs([appraised("news", "high")])] == [True]


def test_no_source_has_no_design() -> None:
    assert designs([]) == []


@pytest.mark.parametrize(
    ("reference", "title", "parts"),
    [
        ("Ng A. Tea. J. 2020.", "Tea", ("Ng A. ", "Tea", ". J. 2020.")),
        ("Tea Board. Tea. Tea. 2020.", "Tea", ("Tea Board. ", "Tea", ". Tea. 2020.")),
        ("Tea [Internet].", "Tea", ("", "Tea", " [Internet].")),
        ("Ng A. Tea? J.", "Tea?", ("Ng A. ", "Tea?", " J.")),
        ("Ng A. C++ (a|b). J.", "C++ (a|b)", ("Ng A. ", "C++ (a|b)", ". J.")),
        ("key.", "", ("key.", "", "")),
    ],
)
def test_the_title_is_told_from_the_rest(
    reference: str, title: str, parts: tuple[str, str, str]
) -> None:
    assert around_title({"reference": reference, "title": title}) == parts
