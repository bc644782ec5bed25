"""The claims on the page: what is said of a quotation and a review, and what is filtered by."""

from __future__ import annotations

import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from projects import write_project

from builders import project
from evtrack.appraisal import judge
from evtrack.inspection import Results, inspect
from evtrack.readers import load
from evtrack.render.claim_facets import BEFORE_HEADINGS, NOT_SHOWN, choices, flags_of, section_of
from evtrack.render.document import Record, evidence_document
from evtrack.render.pages import MOST_AWAKE, html_page
from evtrack.render.report_formats import html, report_of
from evtrack.render.tables import calibration_grid

CLAIMS = "claim_id,claim,citekey,stance,rationale\nC1,A claim.,good,supports,The words.\n"
REFERENCES = "@article{good, title={Good}, year=2020, design={rct}, samplesize=900}\n"


def results_of(folder: Path) -> Results:
    ledger = load(folder)
    verdicts = judge(ledger)
    return Results(ledger, verdicts, inspect(ledger, verdicts, None), None)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    folder = tmp_path_factory.mktemp("one")
    return results_of(project(folder, claims=CLAIMS, references=REFERENCES))


def text_of(results: Results, link: Record, **claim: Any) -> str:
    """What the page says of the one claim, whose one link has these keys."""
    document = deepcopy(evidence_document(results))
    document["claims"][0].update(claim)
    document["claims"][0]["evidence"][0].update(link)
    page = html_page(document, None, calibration_grid(results.verdicts))
    unfolded = page[page.index('<div class="unfolded"') :]
    plain = re.sub(r"<[^>]*>", "", unfolded[: unfolded.index("</details>")])
    return " ".join(plain.split())


def check(status: str, **fields: str) -> Record:
    blank = dict.fromkeys(("copy", "page", "section", "words", "why"))
    return {"rationale_check": {**blank, "status": status, **fields}}


@pytest.mark.parametrize(
    ("link", "says"),
    [
        (check("verified", copy="a/good.pdf", page="3"), "verified in a/good.pdf, page 3"),
        (check("verified", copy="good.md", section="Aims"), "verified in good.md, section Aims"),
        (check("verified", copy="good.txt"), "verified in good.txt"),
        (check("altered", copy="good.txt", words="A b."), "altered: in good.txt, it reads A b."),
        (check("altered", copy="good.txt"), "altered; its parts stand apart in good.txt"),
        (check("not-found", copy="good.txt"), "not found in good.txt"),
        (check("unchecked", why="no stored copy of good"), "not checked: no stored copy of good"),
        (check("verified", copy="<b>.txt"), "verified in &lt;b&gt;.txt"),
    ],
)  # fmt: skip
def test_a_quotation_says_whether_it_was_verified(
    results: Results, link: Record, says: str
) -> None:
    assert f"The words. {says}" in text_of(results, link)


@pytest.mark.parametrize(
    ("link", "says"),
    [
        ({"checked": "2025-01-31"}, "Last read for this 2025-01-31"),
        ({"checked": "2025-01-31", "checked_by": "Ada"}, "Last read for this 2025-01-31 by Ada"),
        (
            {"review": {"on": "2025-02-01", "by": "Bo", "suspect": False}},
            "Reviewed 2025-02-01 by Bo",
        ),
        (
            {"review": {"on": "2025-02-01", "by": "Bo", "suspect": True}},
            "suspect: changed since it was reviewed, 2025-02-01 by Bo",
        ),
    ],
)
def test_a_link_says_when_it_was_last_reviewed(results: Results, link: Record, says: str) -> None:
    assert says in text_of(results, link)


def test_a_claim_says_when_it_was_last_reviewed_and_what_would_mend_it(results: Results) -> None:
    review = {"on": "2025-02-01", "by": "Bo", "suspect": False}
    text = text_of(results, {"review": review}, mend="One more study.")
    assert "claims.csv:2 · last reviewed 2025-02-01 by Bo · Link to this claim" in text
    assert "What would mend it: One more study." in text


CLAIM: Record = {
    "question": "benefit",
    "stated": "firm",
    "calibration": "calibrated",
    "flags": [],
    "fragile": [],
    "context": None,
    "evidence": [],
}


@pytest.mark.parametrize(
    ("claim", "flags"),
    [
        ({}, []),
        ({"calibration": "overstated"}, ["overstated"]),
        ({"flags": ["stale", "concern"], "fragile": ["good"]}, ["fragile", "stale", "concern"]),
        ({"evidence": [{"review": None}, {"review": {"suspect": False}}]}, []),
        ({"evidence": [{"review": None}, {"review": {"suspect": True}}]}, ["suspect"]),
    ],
)  # fmt: skip
def test_flags(claim: Record, flags: list[str]) -> None:
    assert flags_of({**CLAIM, **claim}) == flags


@pytest.mark.parametrize(
    ("context", "section"),
    [
        (None, NOT_SHOWN),
        ({"section": ""}, BEFORE_HEADINGS),
        ({"section": "Sleep"}, "Sleep"),
        ({"section": "x" * 50_000}, "x" * 59 + "…"),
    ],
)
def test_sections(context: Record | None, section: str) -> None:
    assert section_of({**CLAIM, "context": context}) == section


def test_choices_are_those_that_occur_and_what_has_no_place_comes_last() -> None:
    claims = [
        {**CLAIM, "stated": "hedged"},
        {**CLAIM, "question": "harm", "context": {"section": "Sleep"}},
        {**CLAIM, "calibration": "overstated", "context": {"section": ""}},
    ]
    assert choices(claims) == {
        "question": ["benefit", "harm"],
        "stated": ["firm", "hedged"],
        "flag": ["overstated"],
        "section": ["Sleep", BEFORE_HEADINGS, NOT_SHOWN],
    }


@pytest.mark.parametrize(("claims", "asleep"), [(MOST_AWAKE, 0), (MOST_AWAKE + 1, MOST_AWAKE + 1)])
def test_only_a_long_list_sleeps(tmp_path: Path, claims: int, asleep: int) -> None:
    write_project(tmp_path, claims, article=False)
    page = html(report_of(results_of(tmp_path)))
    assert page.count("<noscript data-support=") == asleep
    assert page.count('<details class="claim') == claims
