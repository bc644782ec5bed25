"""What `show`, `explain` and `report` print, as golden files."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import ROOT
from evtrack.appraisal import judge
from evtrack.inspection import Results, inspect
from evtrack.readers import load
from evtrack.render.claim_text import claim_text
from evtrack.render.document import attention
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


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_of_the_csv_report_is_a_formula(start: str, tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text(
        f'claim_id,claim\nC1,"{start}HYPERLINK(""https://example.org"")"\n', encoding="utf-8"
    )
    (tmp_path / "references.bib").write_text("@comment{none}\n", encoding="utf-8")

    assert f"'{start}HYPERLINK" in csv(report_of(results(tmp_path)))


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("a;=1+1;b", "a;'=1+1;b"),
        ("a;;-1", "a;;'-1"),
        ("a\n=1+1", "a\n'=1+1"),
        ('a;"=1+1;"', 'a;""\'=1+1;""'),
        ("a; b=1; −1 to 2; e-mail, -1", "a; b=1; −1 to 2; e-mail, -1"),
    ],
)
def test_nor_is_what_excel_makes_of_it_where_semicolons_separate(
    cell: str, written: str, tmp_path: Path
) -> None:
    quoted = cell.replace('"', '""')
    text = f'claim_id,claim\nC1,"{quoted}"\n'
    (tmp_path / "claims.csv").write_text(text, encoding="utf-8")
    (tmp_path / "references.bib").write_text("@comment{none}\n", encoding="utf-8")

    assert f'\n"C1","{written}",' in csv(report_of(results(tmp_path)))
