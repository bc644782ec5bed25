"""What `show`, `explain` and `report` print, as golden files; and references."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import HERE, ROOT
from evtrack.appraisal import judge
from evtrack.inspection import Results, inspect
from evtrack.model import Person, Source
from evtrack.readers import load
from evtrack.render.claim_text import claim_text
from evtrack.render.document import attention
from evtrack.render.reference import link_of, reference
from evtrack.render.report_formats import csv, report_of
from evtrack.render.rule_text import rule_list, rule_text
from evtrack.render.summary import summary_text
from evtrack.render.terminal import Terminal
from evtrack.rules import RULES
from golden_files import matches_golden

PIPE = Terminal(width=80)


def results(folder: Path = ROOT) -> Results:
    ledger = load(folder)
    verdicts = judge(ledger)
    return Results(ledger, verdicts, inspect(ledger, verdicts, None), None)


def shown_claim(claim: str, terminal: Terminal) -> str:
    made = results()
    return claim_text(made.verdicts[claim], made.ledger, terminal)


@pytest.mark.parametrize("claim", ["C12", "C29", "C37"])
def test_show(claim: str) -> None:
    assert matches_golden(f"show-{claim}.txt", shown_claim(claim, PIPE))


def test_show_in_colour() -> None:
    shown = shown_claim("C29", Terminal(width=80, colour=True))

    assert matches_golden("show-C29-colour.txt", shown)


def test_explain_one_rule() -> None:
    rule = next(rule for rule in RULES if rule.name == "mixed-claim")

    assert matches_golden("explain-mixed-claim.txt", rule_text(rule, PIPE, {}))


def test_explain_lists_rules_by_family() -> None:
    assert matches_golden("explain.txt", rule_list(RULES[:6], PIPE, {}))


def test_the_summary_of_a_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    written = [ROOT / "reports" / "evidence.html", Path("/elsewhere/evidence.json")]

    assert matches_golden("summary.txt", summary_text(results(), written, PIPE))


def test_firm_and_contradicted_claims_need_attention_first() -> None:
    order = [(v.claim.stated, v.support) for v in attention(results())]

    assert order[0] == ("firm", "contradicted")
    assert order == sorted(
        order,
        key=lambda pair: (
            ["firm", "hedged", "open", "mixed"].index(pair[0]),
            ["contradicted", "unsupported", "mixed", "weak"].index(pair[1]),
        ),
    )


def test_a_conflict_that_the_article_states_itself_needs_none() -> None:
    assert "C33" not in [verdict.claim.id for verdict in attention(results())]


def source(kind: str, authors: tuple[Person, ...] = (), **fields: str) -> Source:
    others = fields.pop("others", "") == "yes"
    return Source("k", kind, fields, HERE, authors=authors, others=others)


NG, LI = Person("Ng", "Ada"), Person("Li", "Bo-Yi")
BOARD, ACCENTED = Person("Tea Board", is_body=True), Person('M{\\"u}ller', "{\\'E}mile")


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (
            source(
                "article",
                (NG, LI),
                title="Tea and wakefulness",
                journal="Journal of Tea",
                year="2020",
                month="March",
                volume="3",
                number="2",
                pages="1--9",
            ),
            "Ng A, Li BY. Tea and wakefulness. Journal of Tea. 2020 Mar;3(2):1–9.",
        ),
        (
            source("article", (NG,), title="Tea?", journaltitle="Tea", date="2020-05-01", eid="e7"),
            "Ng A. Tea? Tea. 2020:e7.",
        ),
        (
            source("article", (NG,) * 8, title="Tea", others="yes"),
            "Ng A, Ng A, Ng A, Ng A, Ng A, Ng A, et al. Tea.",
        ),
        (
            source("article", (NG,), title="Tea", month="5", year="2020", others="yes"),
            "Ng A, et al. Tea. 2020 May.",
        ),
        (
            source("book", (NG,), title="Tea", publisher="Leaf", year="1999"),
            "Ng A. Tea. Leaf; 1999.",
        ),
        (
            source(
                "online", (Person("Tea Board", is_body=True),), title="Tea", urldate="2026-03-31"
            ),
            "Tea Board. Tea. [cited 2026-03-31].",
        ),
        (source("misc"), "k."),
        (
            source("book", editor="Ng, Ada and Li, Bo", title="Tea", publisher="Leaf"),
            "Ng A, Li B, editors. Tea. Leaf.",
        ),
        (
            source("misc", (Person("Müller", "{\\'E}mile"),), title='{\\"U}ber Tee'),
            "Müller É. Über Tee.",
        ),
    ],
)
def test_a_reference(entry: Source, text: str) -> None:
    assert reference(entry) == text


@pytest.mark.parametrize(
    ("fields", "link"),
    [
        ({"doi": "10.1000/a_b"}, "https://doi.org/10.1000/a_b"),
        ({"doi": "https://doi.org/10.1000/x"}, "https://doi.org/10.1000/x"),
        ({"doi": "DOI:10.1000/x"}, "https://doi.org/10.1000/x"),
        ({"doi": "10.1000/x", "url": "https://example.org"}, "https://doi.org/10.1000/x"),
        ({"doi": "javascript:alert(1)"}, ""),
        ({"url": "https://example.org/a%20b"}, "https://example.org/a%20b"),
        ({"url": "javascript:alert(1)"}, ""),
        ({"url": "data:text/html,x"}, ""),
        ({}, ""),
    ],
)
def test_only_safe_links_are_followed(fields: dict[str, str], link: str) -> None:
    assert link_of(source("article", (), **fields)) == link


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_of_the_csv_report_is_a_formula(start: str, tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text(
        f'claim_id,claim\nC1,"{start}HYPERLINK(""https://example.org"")"\n', encoding="utf-8"
    )
    (tmp_path / "references.bib").write_text("@comment{none}\n", encoding="utf-8")

    assert f"'{start}HYPERLINK" in csv(report_of(results(tmp_path)))
