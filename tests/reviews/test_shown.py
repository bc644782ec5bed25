"""Reviews in `show` and in the report's data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from builders import project
from evtrack.appraisal import judge
from evtrack.inspection import Results, inspect
from evtrack.model import Ledger, LinkName
from evtrack.readers import load
from evtrack.render.claim_text import claim_text
from evtrack.render.document import evidence_document
from evtrack.render.terminal import Terminal
from evtrack.reviews import recorded

CLAIMS = "claim_id,claim,citekey,stance\nC1,Tea wakes.,a,supports\nC1,,b,mixed\nC1,,c,supports\n"
REFERENCES = "@misc{a, title = {A}} @misc{b, title = {B}} @misc{c, title = {C}}"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A link that was reviewed, one that is suspect, and one that never was reviewed."""
    before = load(
        project(tmp_path, claims=CLAIMS.replace("mixed", "supports"), references=REFERENCES)
    )
    names = [LinkName("C1", "a"), LinkName("C1", "b")]
    reviews = recorded(before, names, "Ana", date(2026, 3, 1))
    return replace(load(project(tmp_path, claims=CLAIMS, references=REFERENCES)), reviews=reviews)


def shown(ledger: Ledger) -> str:
    return claim_text(judge(ledger)["C1"], ledger, Terminal(width=100))


@pytest.mark.parametrize(
    "line",
    [
        "    reviewed by Ana on 2026-03-01",
        "    suspect: since Ana reviewed it on 2026-03-01, the stance changed from `supports` to "
        "`mixed`",
        "    never reviewed",
    ],
)
def test_show_tells_how_each_link_stands(ledger: Ledger, line: str) -> None:
    assert line in shown(ledger).splitlines()


def test_show_tells_nothing_of_reviews_where_there_is_no_lock(ledger: Ledger) -> None:
    assert "reviewed" not in shown(replace(ledger, reviews=None))


def test_the_document_has_the_last_review_of_each_link(ledger: Ledger) -> None:
    verdicts = judge(ledger)
    document = evidence_document(Results(ledger, verdicts, inspect(ledger, verdicts, None), None))

    assert [evidence["review"] for evidence in document["claims"][0]["evidence"]] == [
        {"by": "Ana", "on": "2026-03-01", "suspect": False},
        {"by": "Ana", "on": "2026-03-01", "suspect": True},
        None,
    ]
