"""At a glance and what needs attention: honest counts, why, and what would mend it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from builders import ROOT, project
from evtrack.appraisal import judge
from evtrack.inspection import Results, inspect
from evtrack.readers import load
from evtrack.render.report_formats import html, markdown, report_of
from evtrack.render.unchecked_words import unchecked_in_words

REFERENCES = """\
@article{good, author={Able, A.}, title={Good}, year=2020, journal={J}, design={rct},
  samplesize=900, riskofbias={low}}
@article{poor, author={Bad, B.}, title={Poor}, year=2020, journal={J}, design={case-report}}
"""
HEADER = "claim_id,claim,stated,citekey,stance,rationale\n"


def results_of(folder: Path) -> Results:
    ledger = load(folder)
    verdicts = judge(ledger)
    return Results(ledger, verdicts, inspect(ledger, verdicts, None), None)


def page_of(folder: Path, claims: str, config: str = "") -> str:
    made = project(folder, claims=HEADER + claims, references=REFERENCES, config=config)
    return html(report_of(results_of(made)))


def words_of(page: str, start: str, end: str) -> str:
    part = page[page.index(start) : page.index(end, page.index(start))]
    return " ".join(unescape(re.sub(r"<[^>]+>", "", part)).split())


def lead(page: str) -> str:
    return words_of(page, '<p class="lead">', "</p>")


def attention(page: str) -> str:
    return words_of(page, '<section id="attention"', "</section>")


FIRM, HEDGED = "firm,poor,supports,\n", "hedged,poor,supports,\n"


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ("", "There are no claims yet."),
        (
            "C1,x,firm,good,supports,\n",
            "The only claim has moderate support. It needs no attention.",
        ),
        (
            f"C1,x,{FIRM}",
            "The only claim has weak support. It needs attention: the article states it more "
            "firmly than its sources allow.",
        ),
        (
            f"C1,x,{FIRM}C2,y,{FIRM}",
            "Of 2 claims, none has strong support and none moderate. 2 need attention: the article "
            "states all of them more firmly than its sources allow.",
        ),
        (
            f"C1,x,{FIRM}C2,y,{HEDGED}",
            "Of 2 claims, none has strong support and none moderate. 2 need attention, first of "
            "all the one that the article states more firmly than its sources allow.",
        ),
        (
            f"C1,x,{HEDGED}",
            "The only claim has weak support. It needs attention.",
        ),
        (
            "C1,x,hedged,,,\n",
            "The only claim is unsupported. It needs attention.",
        ),
        (
            'C1,x,firm,good,supports,\nC1,,,poor,contradicts,"open\n',
            "1 row of claims.csv could not be read, so verdicts may be wrong. The only claim has "
            "moderate support. It needs no attention.",
        ),
    ],
    ids=["none", "fine", "one firm", "all firm", "one of two", "hedged", "bare", "unread"],
)
def test_the_lead(tmp_path: Path, claims: str, sentence: str) -> None:
    assert lead(page_of(tmp_path, claims)) == sentence


def test_the_lead_counts_no_claim_that_somebody_agreed_to_live_with(tmp_path: Path) -> None:
    config = "".join(
        f'[[accept]]\nrule = "{rule}"\nwhere = "C1"\nreason = "known"\n'
        for rule in ("overstated-claim", "weak-claim")
    )
    page = page_of(tmp_path, f"C1,x,{FIRM}C2,y,{HEDGED}", config)
    assert lead(page).endswith("1 needs attention.")


def test_each_claim_has_why_and_what_would_mend_it(tmp_path: Path) -> None:
    claims = (
        f"C1,One,{FIRM}C2,Two,firm,good,supports,\nC2,,,poor,contradicts,\nC3,Three,hedged,,,\n"
    )
    told = attention(page_of(tmp_path, claims))
    assert (
        "C2 Two 1 source supports; 1 source contradicts: moderate for, weak against. Say that the "
        "evidence conflicts, or explain why poor does not bear on it and hedge the sentence (which "
        "leaves it weak)."
    ) in told
    assert "C1 One Rests on one source, of ⊕○○○ very low certainty. Hedge the sentence, or" in told
    assert "C3 Three No source is linked. Link a source in support (which makes it weak" in told


def test_a_claim_that_was_not_read_whole_is_to_be_mended_first(tmp_path: Path) -> None:
    told = attention(page_of(tmp_path, 'C1,One,firm,good,supports,"open\nC1,,,poor,contradicts,\n'))
    assert "C1 (no text)" in told
    assert told.endswith("first: what could not be read may change the verdict.")


def test_a_group_that_is_cut_in_two_says_so(tmp_path: Path) -> None:
    claims = "".join(f"C{n},x,{FIRM}" for n in range(9)) + f"D1,y,{HEDGED}"
    before_claims, _, _ = page_of(tmp_path, claims).partition('<section id="claims"')
    titles = re.findall(r"<h3[^>]*>(.*)</h3>", before_claims)
    said = [words_of(title + "|", "", "|") for title in titles]
    assert said == [
        "weak, stated firmly",
        "weak, stated firmly, continued",
        "weak, stated with a hedge",
    ]


def test_what_mends_all_of_a_group_is_said_once(tmp_path: Path) -> None:
    told = attention(page_of(tmp_path, "C1,x,hedged,,,\nC2,y,hedged,,,\nC3,z,hedged,,,\n"))
    assert told.count("Link a source in support") == 1


def test_a_long_list_is_bounded_and_says_so(tmp_path: Path) -> None:
    claims = "".join(f"C{n},x,firm,,,\n" for n in range(250))
    made = project(tmp_path, claims=HEADER + claims, references=REFERENCES)
    report = report_of(results_of(made))
    page = html(report)
    section = page[page.index('<section id="attention"') : page.index('<section id="claims"')]
    assert section.count("<li>") == 100
    assert "150 more in the list of claims" in attention(page)
    assert 'data-filter="sort=attention">150 more</a>' in section
    assert "150 more stand among the claims below." in markdown(report)


def test_the_markdown_says_what_would_mend_a_claim(tmp_path: Path) -> None:
    made = project(tmp_path, claims=f"{HEADER}C1,One,{FIRM}", references=REFERENCES)
    text = markdown(report_of(results_of(made)))
    assert text.count("Hedge the sentence, or link a synthesis or 2 independent sources") == 2


# What was left unchecked


def test_what_is_unchecked_is_counted_in_words(tmp_path: Path) -> None:
    claims = "".join(f"C{n},x,firm,good,supports,some words\n" for n in range(3))
    page = page_of(tmp_path, claims)
    assert words_of(page, '<p class="unchecked">', "</p>") == (
        "Not checked, and so neither right nor wrong: dates, since no day was given; 3 quotations "
        "without a stored copy of the source."
    )


def test_every_reason_has_words(tmp_path: Path) -> None:
    references = REFERENCES.replace("title={Good}", "title={Good}, abstract={Other words}")
    claims = (
        "C1,x,firm,good,supports,these words are not in it\n"
        "C2,x,firm,poor,supports,some words\n"
        "C3,x,firm,good,supports,...\n"
    )
    config = 'min-coverage = 50\nretractions = "retracted.csv"\n'
    claims = HEADER.replace("rationale", "rationale,anchor") + claims.replace("\n", ",words\n")
    made = project(tmp_path, claims=claims, references=references, config=config)
    (made / "retracted.csv").write_text("doi\n10.1000/withdrawn\n")
    unchecked = report_of(results_of(made)).document["unchecked"]
    assert unchecked_in_words(unchecked) == [
        "dates, since no day was given",
        "anchors, since there is no article",
        "coverage, since there is no article",
        "2 sources without a DOI or PMID to look up in the list of retractions",
        "1 quotation beyond the abstract, which is all that is kept",
        "1 quotation without a stored copy of the source",
        "1 quotation that could not be looked for",
    ]


def test_nothing_unchecked_needs_no_words() -> None:
    assert unchecked_in_words([]) == []


# Findings and method


def test_many_findings_sleep_in_stretches_and_none_is_lost(tmp_path: Path) -> None:
    claims = "".join(f"C{n},x {n},firm,,,\n" for n in range(400))
    page = page_of(tmp_path, claims)
    section = page[page.index('<section id="findings"') : page.index('<section id="method"')]
    assert section.count('<div class="stretch"><noscript>') >= 8
    found = set(re.findall(r'<li><a href="#(C\d+)">', section))
    assert found == {f"C{n}" for n in range(400)}


def test_a_finding_names_its_subject_once() -> None:
    page = html(report_of(results_of(ROOT)))
    findings = words_of(page, '<section id="findings"', "</section>")
    assert "C01 is stated firmly, and its sources are in conflict claims.csv:2 C07" in findings


def test_the_method_tells_the_numbers_in_force_and_who_made_it(tmp_path: Path) -> None:
    config = "[thresholds]\nparticipants = 1234\nunits = 3\nmoderate-certainty = 2\n"
    page = page_of(tmp_path, "", config)
    method = words_of(page, '<section id="method"', "</section>")
    assert "fewer than 1,234 participants" in method
    assert "a synthesis, or 3 units, at ⊕⊕⊕⊕ high" in method
    assert "a synthesis or 3 units at ⊕⊕○○ low or better" in method
    assert "made by evtrack " in method


def test_the_method_lists_stored_copies_with_checksums(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "good.txt").write_text("Some words.\n", encoding="utf-8")
    page = page_of(tmp_path, "C1,x,firm,good,supports,some words\n")
    method = words_of(page, '<section id="method"', "</section>")
    assert re.search(r"looked for sources/good\.txt ?[0-9a-f]{64}", method)
