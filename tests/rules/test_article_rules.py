"""The rules on the article: what they tell of its edits, citations and coverage, and what not."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import ROOT, project
from evtrack.appraisal import judge
from evtrack.inspection import Inspection, inspect
from evtrack.model import Problem
from evtrack.readers import load
from evtrack.readers.article import ArticleFile
from evtrack.rules import RULES
from patience import patience

HEADER = "claim_id,claim,anchor,citekey,stance\n"
REFERENCES = (
    "@misc{ng2020}\n@misc{oz2021}\n@misc{po2019, study = {s}}\n@misc{po2020, study = {s}}\n"
)
ONE_CLAIM = f"{HEADER}C1,Tea wakes.,Tea wakes people,ng2020,supports\n"
FAMILY = [rule.name for rule in RULES if rule.family == "article"]


def inspected(folder: Path, article: str | None, claims: str, config: str = "") -> Inspection:
    project(folder, claims=claims, references=REFERENCES, config=config)
    if article is not None:
        (folder / "article.md").write_text(article, encoding="utf-8")
    ledger = load(folder)
    return inspect(ledger, judge(ledger), None)


def problems(
    folder: Path, rule: str, article: str, claims: str = ONE_CLAIM, config: str = ""
) -> list[Problem]:
    found = inspected(folder, article, claims, config).findings
    return [finding.problem for finding in found if finding.rule == rule]


def messages(folder: Path, rule: str, article: str, claims: str = ONE_CLAIM) -> list[str]:
    return [problem.message for problem in problems(folder, rule, article, claims)]


# What becomes of anchors


def test_a_moved_anchor_is_shown_word_by_word(tmp_path: Path) -> None:
    claims = f"{HEADER}C1,x,One cup of tea often wakes most of the people in a house,,\n"
    article = "One cup of strong tea wakes nearly all of the people in a house.\n"

    (problem,) = problems(tmp_path, "anchor-moved", article, claims)

    assert problem.help.startswith(
        "Changed: `strong` added, `often` removed and `most` → `nearly all`. "
    )


def test_of_a_lost_anchor_the_nearest_words_are_told(tmp_path: Path) -> None:
    claims = f"{HEADER}C1,x,Tea wakes most of the people who drink it at night,,\n"
    article = "Coffee calms some of the people who sip it at noon.\n"

    (problem,) = problems(tmp_path, "anchor-lost", article, claims)

    assert problem.help.startswith("The nearest, ")
    assert "alike, is `" in problem.help
    assert "on line 1. " in problem.help


def test_an_anchor_that_may_have_become_either_of_two_sentences(tmp_path: Path) -> None:
    claims = f"{HEADER}C1,x,Women should drink no more than a cup of tea a day,,\n"
    article = (
        "Women should drink no more than two cups of tea a day.\n"
        "Women should drink no more than six cups of tea a day.\n"
    )

    assert messages(tmp_path, "anchor-ambiguous", article, claims) == [
        "the article no longer has the anchor of C1 word for word, and it may be any of the places "
        "1:1 and 2:1"
    ]


# Citations that no entry has


@pytest.mark.parametrize(
    ("article", "column"),
    [
        ("Tea wakes people [@ng2002].", 20),
        ("Tea wakes people [see @ng2002, p. 3; @oz2021].", 24),
        ("Tea wakes people \\cite{oz2021, ng2002}.", 32),
        ("Tea wakes people~\\textcite[3]{ng2002}.", 31),
        ("Tea wakes people.[^1]\n\n[^1]: See [@ng2002] on this.\n", 13),
    ],
)
def test_a_citation_of_nothing(tmp_path: Path, article: str, column: int) -> None:
    (problem,) = problems(tmp_path, "unknown-citation", article)

    assert problem.location.column == column
    assert problem.help == "Did you mean `ng2020`?"


def test_a_citation_in_html_of_nothing(tmp_path: Path) -> None:
    (tmp_path / "article.html").write_text('<p>Tea wakes <a data-cites="ng2002">(Ng)</a>.</p>')

    (found,) = (
        finding.problem
        for finding in inspected(tmp_path, None, ONE_CLAIM, 'article = "article.html"').findings
        if finding.rule == "unknown-citation"
    )

    assert (found.location.line, found.location.column) == (1, 29)


@pytest.mark.parametrize(
    "citation",
    [
        *("[@x1]", "[-@x1]", "[@ng2020; @x1]", "[see @x1, pp. 3-5]", "[see also @x1 p. 3]"),
        *("[e.g., @x1]", "[@{x1}, 3]", "[@x1 [sic]]", "[@ng2020;\n@x1]", r"\cite{x1}", "[@x1 §2]"),
    ],
)
def test_what_is_certainly_a_citation(tmp_path: Path, citation: str) -> None:
    assert len(messages(tmp_path, "unknown-citation", f"Tea wakes {citation}.")) == 1


def test_an_unknown_key_is_told_once(tmp_path: Path) -> None:
    assert len(messages(tmp_path, "unknown-citation", "Tea [@x1]. It wakes [@x1].")) == 1


@pytest.mark.parametrize(
    "article",
    [
        pytest.param("Tea wakes people, says @teatime on Mastodon.", id="an account"),
        pytest.param("Tea wakes.[^1]\n\n[^1]: So says @teatime.\n", id="an account in a note"),
        pytest.param("Tea, by [@teatime](https://example.org).", id="an account as a link"),
        pytest.param("Tea wakes [@fig:cups; @tbl-cups], see @sec-tea.", id="cross-references"),
        pytest.param("Write to tea@example.org.", id="an address"),
        pytest.param("Write `[@x1]` to cite.", id="code"),
        pytest.param("Tea $x_{[@m]}$ wakes: $$ [@n] $$.", id="maths"),
        pytest.param("Tea wakes [x @1.2.3].", id="a version"),
        pytest.param("Tea wakes [#12 by @octocat] and [@bob on X].", id="accounts in brackets"),
        pytest.param("Tea.[^1]\n\n[^1]: Said [by @bob].\n", id="in brackets in a note"),
        pytest.param("See https://mastodon.social/@carol.", id="an account's page"),
        pytest.param(r"Write \renewcommand{\cite}{x} \bibcite{zz}.", id="LaTeX's commands"),
        pytest.param("---\nauthor: [@x1]\n---\n\nTea wakes people.", id="front matter"),
        pytest.param("Tea wakes people [@ng2020; @oz2021].", id="known keys"),
    ],
)
def test_what_is_no_citation_of_nothing(tmp_path: Path, article: str) -> None:
    assert messages(tmp_path, "unknown-citation", article) == []


# Citations that no claim has


@pytest.mark.parametrize(
    "article",
    [
        pytest.param("Tea wakes people [@ng2020].", id="the link"),
        pytest.param("Tea wakes people. Cups warm the hands of many.", id="no citation"),
        pytest.param("Tea wakes people.\n\n## References\n\nOz wrote of it [@oz2021].", id="list"),
        pytest.param("Tea wakes people.\n\n## What Oz [@oz2021] has found", id="a heading"),
        pytest.param(
            "Tea wakes people.\n\n<!-- evtrack: off -->\nCups warm the hands [@oz2021].", id="off"
        ),
        pytest.param("Tea wakes people.[^1]\n\n[^1]: As Ng has shown well [@ng2020].", id="a note"),
        pytest.param("Tea wakes people. Cups warm the hands [@nobody].", id="told elsewhere"),
    ],
)
def test_a_citation_that_needs_no_claim(tmp_path: Path, article: str) -> None:
    assert messages(tmp_path, "cited-without-claim", article) == []


def test_a_citation_without_a_claim_while_rows_are_unread(tmp_path: Path) -> None:
    claims = f"{ONE_CLAIM},Cups warm the hands,Cups warm the hands,oz2021,supports\n"
    article = "Tea wakes people. Cups warm the hands [@oz2021]."

    assert messages(tmp_path, "cited-without-claim", article, claims) == []


def test_without_anchors_only_sources_that_nobody_links_are_told(tmp_path: Path) -> None:
    claims = f"{HEADER}C1,Tea wakes.,,ng2020,supports\n"
    article = (
        "Tea wakes people [@ng2020].\n\nCups warm [@oz2021] the hands.\n\nSo they do [@oz2021]."
    )

    assert messages(tmp_path, "cited-without-claim", article, claims) == [
        "oz2021 is cited here, and no claim is linked to it"
    ]


# Links that the article does not cite


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("Tea wakes people [@oz2021].", ["ng2020 supports C1, and the article does not cite it"]),
        (
            "Tea wakes people [@oz2021].\n\nCups warm [@ng2020].",
            ["ng2020 supports C1, and the article does not cite it where it makes the claim"],
        ),
        ("Tea wakes people. It was shown [@ng2020].", []),
        ("Tea wakes people [@Ng2020].", []),
        ("Tea wakes people.", []),
        ("Tea wakes people [@nobody].", []),
        ("It is known [@ng2020]:\n\n- a thing [@oz2021];\n- Tea wakes people.", []),
        ("Cups warm [@oz2021].\n\n| a | b |\n|---|---|\n| Tea wakes people | [@ng2020] |", []),
        ("Tea wakes people.[^1] Cups warm [@oz2021].\n\n[^1]: [@ng2020]", []),
        ("Tea does other things [@oz2021].", []),
    ],
)
def test_a_link_that_is_not_cited(tmp_path: Path, article: str, expected: list[str]) -> None:
    assert messages(tmp_path, "uncited-in-article", article) == expected


def test_another_report_of_the_same_study_is_cited(tmp_path: Path) -> None:
    claims = f"{HEADER}C1,Tea wakes.,Tea wakes people,po2019,supports\n"

    assert messages(tmp_path, "uncited-in-article", "Tea wakes people [@po2020].", claims) == []


@pytest.mark.parametrize("stance", ["contradicts", "mixed", "mentions"])
def test_a_link_that_does_not_support_need_not_be_cited(tmp_path: Path, stance: str) -> None:
    claims = f"{HEADER}C1,Tea wakes.,Tea wakes people,ng2020,{stance}\n"

    assert messages(tmp_path, "uncited-in-article", "Tea wakes people [@oz2021].", claims) == []


# Coverage


def test_a_sentence_to_which_an_anchor_may_have_moved_is_told_once(tmp_path: Path) -> None:
    claims = f"{HEADER}C1,x,Tea wakes 20% of the people who drink it at night,,\n"
    article = "Tea wakes 30% of the people who drink it at night.\n"
    config = 'rules.uncovered-sentence = "note"'

    rules = [finding.rule for finding in inspected(tmp_path, article, claims, config).findings]

    assert "anchor-moved" in rules
    assert "uncovered-sentence" not in rules


@pytest.mark.parametrize(
    ("config", "rules"),
    [
        ("min-coverage = 50", []),
        ("min-coverage = 50.1", ["low-coverage"]),
        ("min-coverage = 0", []),
        ("min-supported = 0.5", ["low-support"]),
        ('min-coverage = 100\nleave-out = ["^Cups"]', []),
        ("", []),
    ],
)
def test_the_gates(tmp_path: Path, config: str, rules: list[str]) -> None:
    article = "Tea wakes people well.\n\nCups warm the hands."

    found = inspected(tmp_path, article, ONE_CLAIM, config).findings

    assert [each.rule for each in found if each.rule in ("low-coverage", "low-support")] == rules


# Where there is nothing to tell


def test_a_project_without_anchors_and_citations_does_not_read_its_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(_: ArticleFile) -> None:
        raise AssertionError

    monkeypatch.setattr(ArticleFile, "passages", property(read))
    claims = f"{HEADER}C1,Tea wakes.,,ng2020,supports\n"

    inspection = inspected(tmp_path, "Tea wakes people.\n", claims)

    assert not {finding.rule for finding in inspection.findings} & set(FAMILY)


@pytest.mark.parametrize(
    ("config", "unchecked"),
    [("", ["anchors"]), ("min-coverage = 80", ["anchors", "coverage"])],
)
def test_without_an_article_nothing_is_told_and_that_is_told(
    tmp_path: Path, config: str, unchecked: list[str]
) -> None:
    inspection = inspected(tmp_path, None, ONE_CLAIM, config)

    assert not {finding.rule for finding in inspection.findings} & set(FAMILY)
    assert [each.what for each in inspection.unchecked if each.what != "dates"] == unchecked


def test_of_the_worked_example_only_uncited_sources_are_told() -> None:
    ledger = load(ROOT)

    found = inspect(ledger, judge(ledger), None).findings

    told = [finding for finding in found if finding.rule in FAMILY]
    assert {finding.rule for finding in told} == {"uncited-in-article"}
    assert all(each.problem.message.endswith("does not cite it") for each in told)


def test_a_book_of_an_article_is_checked_in_time(tmp_path: Path) -> None:
    sentences = [
        f"Tea number {n} makes {n} of the people wake up early in town {n}" for n in range(800)
    ]
    rows = (f"C{n},Claim {n}.,{sentences[n]},ng2020,supports\n" for n in range(500))
    article = "\n\n".join(f"{sentence} [@ng2020; @oz2021]." for sentence in sentences)

    with patience(20):
        found = inspected(tmp_path, article, HEADER + "".join(rows)).findings

    assert sum(finding.rule == "cited-without-claim" for finding in found) == 500 + 2 * 300
