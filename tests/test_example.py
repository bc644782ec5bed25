"""The worked example: its verdicts, ten of them worked out by hand, and its texts."""

from __future__ import annotations

import csv
import json
from functools import cache

import pytest

from builders import ROOT
from evtrack.appraisal import judge
from evtrack.inspection import Results, inspect
from evtrack.model import Ledger, Verdict
from evtrack.readers import load
from evtrack.render.report_formats import FORMATS, report_of
from evtrack.words import ReportFormat


@cache
def ledger() -> Ledger:
    return load(ROOT)


@cache
def verdicts() -> dict[str, Verdict]:
    return dict(judge(ledger()))


# What each link comes to, by hand: start by design and question, the downgrades in the order risk
# of bias, indirectness, imprecision, and the sum held between 1 and 4.
BY_HAND = {
    # reference-work, definition: 4. case-report, definition: 1. case-control, definition: 3, 87
    # participants -1.
    "C01": {
        "clevelandclinic-vaginismus": ("supports", 4, [], 4),
        "harish2011": ("mixed", 1, [], 1),
        "reissing2004": ("contradicts", 3, [-1], 2),
    },
    # synthesis of observational studies, cause: 3, 1,428 participants are enough. case-series: 1.
    "C07": {
        "tetik2021": ("supports", 3, [], 3),
        "ramli2012": ("contradicts", 1, [], 1),
    },
    # synthesis of observational studies, benefit: 2. rct, benefit: 4, 58 participants -1.
    "C12": {
        "maseroli2018": ("supports", 2, [], 2),
        "yaraghi2019": ("contradicts", 4, [-1], 3),
        "clevelandclinic-management": ("mentions", None, [], None),
    },
    # rct, benefit: 4, 70 participants -1.
    "C13": {"terkuile2013": ("supports", 4, [-1], 3)},
    # synthesis of trials, mechanism: 4, indirect -1, 329 participants -1.
    "C18": {"knapman2024": ("contradicts", 4, [-1, -1], 2)},
    # cohort, definition: 3, high risk of bias -2, 241 participants -1. case-series: 2, 24
    # participants -1.
    "C24": {
        "pacik2017": ("supports", 3, [-2, -1], 1),
        "ghazizadeh2004": ("contradicts", 2, [-1], 1),
    },
    # cohort, harm: 2, high risk of bias -2, 241 participants -1, held to 1.
    "C29": {"pacik2017": ("supports", 2, [-2, -1], 1)},
    # reference-work, definition: 4, twice, but one page.
    "C30": {
        "clevelandclinic-management": ("supports", 4, [], 4),
        "clevelandclinic-treated": ("supports", 4, [], 4),
    },
    # synthesis of trials: 4, some risk of bias -1, 282 participants -1. synthesis of observational
    # studies: 2, imprecision named -1. before-after: 1, high risk of bias -2, held to 1. rct: 4,
    # 70 participants -1.
    "C33": {
        "melnik2012": ("contradicts", 4, [-1, -1], 2),
        "maseroli2018": ("mixed", 2, [-1], 1),
        "safakozturk2017": ("supports", 1, [-2], 1),
        "terkuile2013": ("supports", 4, [-1], 3),
    },
    "C37": {},
}
VERDICT_BY_HAND = {
    # support, for, against, calibration
    "C01": ("mixed", "moderate", "weak", "overstated"),
    "C07": ("mixed", "moderate", "weak", "overstated"),
    "C12": ("mixed", "weak", "weak", "calibrated"),
    "C13": ("weak", "weak", None, "calibrated"),
    "C18": ("contradicted", None, "weak", "overstated"),
    "C24": ("mixed", "weak", "weak", "overstated"),
    "C29": ("weak", "weak", None, "calibrated"),
    "C30": ("moderate", "moderate", None, "calibrated"),
    "C33": ("mixed", "weak", "weak", "calibrated"),
    "C37": ("unsupported", None, None, "overstated"),
}


@pytest.mark.parametrize("claim", BY_HAND)
def test_the_arithmetic_worked_out_by_hand(claim: str) -> None:
    found = {
        e.link.citekey: (
            e.link.stance,
            e.start,
            [step.change for step in e.steps if step.change],
            e.certainty,
        )
        for e in verdicts()[claim].evidence
    }

    assert found == BY_HAND[claim]


@pytest.mark.parametrize("claim", VERDICT_BY_HAND)
def test_the_verdict_worked_out_by_hand(claim: str) -> None:
    verdict = verdicts()[claim]

    found = (verdict.support, verdict.pro, verdict.against, verdict.calibration)

    assert found == VERDICT_BY_HAND[claim]


def test_the_38_claims_are_judged() -> None:
    assert list(verdicts()) == [f"C{n:02}" for n in range(1, 39)]


def test_everything_in_it_can_be_read() -> None:
    assert ledger().unread == ()


def test_each_anchor_stands_in_the_article_once() -> None:
    article = (ROOT / "article.md").read_text(encoding="utf-8")

    counts = {claim.id: article.count(claim.anchor) for claim in ledger().claims if claim.anchor}

    assert counts == dict.fromkeys((claim.id for claim in ledger().claims), 1)


@pytest.mark.parametrize("form", [form for form in ReportFormat if form.is_for_all])
def test_the_committed_report_is_current(form: ReportFormat) -> None:
    results = Results(ledger(), verdicts(), inspect(ledger(), verdicts(), None), None)

    rendered = FORMATS[form](report_of(results))

    committed = (ROOT / "reports" / f"evidence.{form}").read_bytes()
    assert rendered == committed.decode(), "run `make report` and commit reports/"


def test_the_json_report_has_the_keys_of_version_1() -> None:
    report = json.loads((ROOT / "reports" / "evidence.json").read_text(encoding="utf-8"))

    assert report["version"] == 1
    assert {"article", "summary", "claims", "sources", "findings"} <= set(report)
    assert report["summary"]["claims"] == len(report["claims"]) == 38
    assert sum(report["summary"]["support"].values()) == 38
    claim = next(claim for claim in report["claims"] if claim["id"] == "C29")
    assert claim["support"] == "weak"
    assert claim["evidence"][0]["reasons"] == [
        "starts at 2: cohort study, for a question of harm",
        "−2: high risk of bias",
        "−1: imprecision: 241 participants, fewer than 400",
        "2 − 2 − 1 = −1, held to 1: ⊕○○○ very low",
    ]


def test_the_csv_report_has_a_row_for_every_link_and_bare_claim() -> None:
    text = (ROOT / "reports" / "evidence.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))

    bare = sum(not links for links in ledger().links_of.values())
    assert len(rows) == len(ledger().links) + bare
