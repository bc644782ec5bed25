"""What has changed between two states: claims, links, sources, settings, findings, coverage."""

from __future__ import annotations

import csv
import io
import random
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import ROOT
from comparing import entry, row, state
from evtrack.appraisal import judge
from evtrack.comparison import Comparison, compare
from evtrack.comparison.changes import natural
from evtrack.config import Acceptance, Config
from evtrack.inspection import Results, inspect
from evtrack.model import Input
from evtrack.readers import Inputs, ledger_of
from evtrack.render.diff_formats.view import move_in_words, why
from evtrack.words import Severity

NG = entry("ng")


def ids(found: Comparison) -> dict[str, list[str]]:
    """The claims by what became of them; those that are in both as `before → after`."""
    return {
        "added": [verdict.claim.id for verdict in found.added],
        "removed": [verdict.claim.id for verdict in found.removed],
        "kept": [f"{claim.before.claim.id} → {claim.id}" for claim in found.kept],
    }


def claims(**texts: str) -> Results:
    return state(*(row(id_, claim=text) for id_, text in texts.items()))


@pytest.mark.parametrize(
    ("before", "after", "added", "removed", "kept"),
    [
        pytest.param({"C1": "a"}, {"C1": "a", "C2": "b"}, ["C2"], [], [], id="added"),
        pytest.param({"C1": "a", "C2": "b"}, {"C1": "a"}, [], ["C2"], [], id="removed"),
        pytest.param({"C1": "a b"}, {"C1": "a c"}, [], [], ["C1 → C1"], id="reworded"),
        pytest.param({"C1": "a"}, {"C2": "a"}, [], [], ["C1 → C2"], id="renumbered"),
        pytest.param(
            {"C1": "a", "C2": "b"},
            {"C1": "x", "C2": "a", "C3": "b"},
            ["C1"],
            [],
            ["C1 → C2", "C2 → C3"],
            id="one put in front",
        ),
        pytest.param(
            {"C1": "a", "C2": "b"},
            {"C1": "b", "C2": "a"},
            [],
            [],
            ["C2 → C1", "C1 → C2"],
            id="two that changed places",
        ),
        pytest.param(
            {"C1": "a", "C2": "a"}, {"C3": "a"}, [], ["C2"], ["C1 → C3"], id="the same words twice"
        ),
        pytest.param({"C1": "a"}, {"C2": "b"}, ["C2"], ["C1"], [], id="another one"),
        pytest.param(
            {"C9": "i", "C10": "j"},
            {"C9": "x", "C10": "y"},
            [],
            [],
            ["C9 → C9", "C10 → C10"],
            id="in the order of their numbers",
        ),
        pytest.param(
            {"C1": "It “helps” – a lot"}, {"C1": "It 'helps' -  a lot"}, [], [], ["C1 → C1"],
            id="other quotes",
        ),
        pytest.param(
            {"C1": "It “helps” – a lot"}, {"C1": 'It ""helps"" - a\n lot'}, [], [], [],
            id="the same words written otherwise",
        ),
    ],
)  # fmt: skip
def test_what_became_of_claims(
    before: dict[str, str],
    after: dict[str, str],
    added: list[str],
    removed: list[str],
    kept: list[str],
) -> None:
    found = ids(compare(claims(**before), claims(**after)))

    assert found == {"added": added, "removed": removed, "kept": kept}


BASE = state(row(citekey="ng", locator="p. 3"), entries=NG)


@pytest.mark.parametrize(
    ("name", "cell", "old", "new"),
    [
        ("locator", "p. 4", "p. 3", "p. 4"),
        ("rationale", "It wakes", "", "It wakes"),
        ("directness", "indirect", "direct", "indirect"),
        ("downgrade", "imprecision:2; risk-of-bias", "", "imprecision:2; risk-of-bias"),
        ("upgrade", "dose-response", "", "dose-response"),
        ("explained", "in children", "", "in children"),
        ("stance", "mixed", "supports", "mixed"),
    ],
)
def test_what_changed_of_a_link(name: str, cell: str, old: str, new: str) -> None:
    after = state(row(**{"citekey": "ng", "locator": "p. 3", name: cell}), entries=NG)

    [change] = compare(BASE, after).links

    assert (change.name, change.before, change.after) == (name, old, new)


def test_of_two_rows_of_one_source_the_ones_that_say_the_same_go_together() -> None:
    first, second = row(citekey="ng", locator="p. 3"), row(citekey="ng", locator="p. 9")
    before = state(first, second, entries=NG)

    found = compare(before, state(second, entries=NG)).links

    assert [(change.fate, change.before) for change in found] == [("removed", "supports")]


@pytest.mark.parametrize(
    ("name", "value", "old", "new"),
    [
        ("design", "cohort", "rct", "cohort"),
        ("samplesize", "1,500", "500", "1500"),
        ("title", r"Caf{\'e}", "ng", "Café"),
        ("year", "2021", "2020", "2021"),
        ("doi", "https://doi.org/10.1000/ABC", "", "10.1000/abc"),
        ("author", "Po, Ada", "ng", "Po"),
        ("journal", "Leaf", "Tea", "Leaf"),
        ("volume", "3", "", "3"),
        ("pmid", "PMID: 123", "", "123"),
        ("status", "concern", "", "concern"),
    ],
)
def test_what_changed_of_a_source(name: str, value: str, old: str, new: str) -> None:
    after = state(row(citekey="ng", locator="p. 3"), entries=entry("ng", **{name: value}))

    [change] = compare(BASE, after).sources

    assert (change.name, change.before, change.after) == (name, old, new)


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "{ng}"},
        {"abstract": "It wakes."},
        {"SampleSize": "500", "samplesize": "500"},
        {"author": "{{ng}}"},
    ],
)
def test_what_is_no_change_of_a_source(fields: dict[str, str]) -> None:
    after = state(row(citekey="ng", locator="p. 3"), entries=entry("ng", **fields))

    assert compare(BASE, after).sources == ()


def test_settings_in_force_are_compared() -> None:
    after = state(
        row(citekey="ng", locator="p. 3"),
        entries=NG,
        max_age=10,
        fail_on=Severity.NOTE,
        rules={"weak-claim": Severity.WARNING, "missing-doi": None},
    )

    changes = [(c.name, c.before, c.after) for c in compare(BASE, after).settings]

    assert changes == [
        ("max-age", "1095", "10"),
        ("fail-on", "error", "note"),
        ("rules.missing-doi", "note", "off"),
    ]


# Findings


def subjects(found: Comparison) -> dict[str, list[str]]:
    """The claims and sources of findings that came and went, by how, without repetition."""
    changes = found.findings._replace(changed=())._asdict()
    return {
        how: sorted({finding.problem.subject for finding in findings})
        for how, findings in changes.items()
        if findings
    }


def test_findings_new_and_gone() -> None:
    before, after = state(row(citekey="who")), state(row("C2", citekey="nobody", claim="Leaf."))

    found = compare(before, after).findings

    assert [f.problem.subject for f in found.new if f.rule == "unknown-citekey"] == ["C2"]
    assert [f.problem.subject for f in found.gone if f.rule == "unknown-citekey"] == ["C1"]


def test_a_finding_that_says_another_thing_is_told_once() -> None:
    before, after = state(row(citekey="who")), state(row(citekey="nobody"))

    found = compare(before, after).findings

    [change] = [each for each in found.changed if each.after.rule == "unknown-citekey"]
    assert "`who`" in change.before.problem.message
    assert "`nobody`" in change.after.problem.message
    assert "unknown-citekey" not in {f.rule for f in (*found.new, *found.gone)}


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([row("", "ng", claim="Tea C1.")], id="no claim id"),
        pytest.param([row("C1", "ng", "suports")], id="no known word"),
        pytest.param([row("C1", "ng").strip() + ",more\n"], id="too many cells"),
    ],
)
def test_what_can_no_longer_be_read_is_told_and_worse(rows: list[str]) -> None:
    before, after = state(row("C1", "ng"), row("C2"), entries=NG), state(*rows, row("C2"))

    found = compare(before, after)

    assert found.unread
    assert found.is_worse
    assert not compare(after, before).unread
    assert not compare(after, after).unread


def test_a_finding_on_a_renumbered_claim_is_still_the_same() -> None:
    before = state(row("1", citekey="who", claim="a"), row("2", citekey="who", claim="b"))
    after = state(row("2", citekey="who", claim="a"), row("3", citekey="who", claim="b"))

    assert subjects(compare(before, after)) == {}


AGREED = Acceptance("unknown-citekey", "C1", "asked for", None, 1)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((), (AGREED,), {"accepted": ["C1"]}),
        ((AGREED,), (), {"unaccepted": ["C1"]}),
        ((AGREED,), (AGREED,), {}),
    ],
)
def test_acceptances_are_told_apart(
    before: tuple[Acceptance, ...], after: tuple[Acceptance, ...], expected: dict[str, list[str]]
) -> None:
    states = (state(row(citekey="who"), accept=each) for each in (before, after))

    assert subjects(compare(*states)) == expected


# Coverage


def test_the_coverage_of_the_article() -> None:
    article = "Tea keeps most people awake. Tea is grown in many countries.\n"
    anchor = "Tea keeps most people awake"
    before = state(row(), article=article)
    after = state(row(anchor=anchor, citekey="ng"), entries=NG, article=article)

    found = compare(before, after).coverage

    assert found
    assert [(each.carried, each.supported, each.in_scope) for each in found] == [
        (0, 0, 2),
        (1, 1, 2),
    ]


def test_no_coverage_where_one_state_has_no_article() -> None:
    assert compare(state(row()), state(row(), article="Tea keeps people awake.")).coverage is None


# Order


@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_and_entries_makes_no_difference(chance: random.Random) -> None:
    rows = [
        row("C1", "ng"),
        row("C1", "po", "contradicts"),
        row("C1", "ng", locator="p. 1"),
        row("C2", "qi", "mixed"),
        row("C3"),
    ]
    entries = [entry("ng"), entry("po", "cohort"), entry("qi", status="retracted")]
    base = state(*rows, entries="".join(entries))
    chance.shuffle(rows)
    chance.shuffle(entries)

    found = compare(base, state(*rows, entries="".join(entries)))

    assert found._replace(findings=type(found.findings)()).is_empty


@pytest.mark.parametrize("long", ["9" * 5000, "²", "x²", ""])
def test_any_name_can_be_sorted(long: str) -> None:
    assert sorted([long, "C1"], key=natural)


# The worked example


@cache
def example(file: str) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


def worked(rows: str, references: str) -> Results:
    inputs = Inputs(Input("claims.csv", rows), (Input("references.bib", references),), None)
    ledger = ledger_of(Config(ROOT), inputs)
    verdicts = judge(ledger)
    return Results(ledger, verdicts, inspect(ledger, verdicts, None), None)


def edited() -> Results:
    """The example, edited as an editor might in one pull request; the marks are of the table."""
    text = io.StringIO()
    reader = csv.DictReader(example("claims.csv").splitlines())
    writer = csv.DictWriter(text, reader.fieldnames or (), lineterminator="\n")
    writer.writeheader()
    for cells in reader:
        link = cells["claim_id"], cells["citekey"]
        if link == ("C12", "yaraghi2019"):  # a
            continue
        if link == ("C07", "ramli2012"):  # b
            cells["explained"] = "speaks of its own cases only"
        if link == ("C18", "knapman2024"):  # c
            cells["stance"] = "mentions"
        writer.writerow(cells)
    # d
    writer.writerow({"claim_id": "C30", "citekey": "harish2011", "stance": "contradicts"})
    references = example("references.bib")
    entry_of = references.index("@article{terkuile2013,")
    size = references.index("{70}", entry_of)
    references = f"{references[:size]}{{700}}{references[size + 4 :]}"  # e
    return worked(text.getvalue(), references)


# By hand; what each link comes to is worked out in tests/test_example.py.
MOVED_BY_HAND = {
    # a: maseroli2018 at 2 is left, for: weak.
    "C12": ("mixed → weak", "yaraghi2019 was removed (contradicts)"),
    # b: tetik2021, a synthesis at 3, is moderate; an explained contradiction lowers it by one.
    "C07": ("mixed → weak", "`explained` of ramli2012 became `speaks of its own cases only`"),
    # c: knapman2024 was its only link, and a mention does not count.
    "C18": (
        "contradicted → unsupported",
        "`stance` of knapman2024 went from contradicts to mentions",
    ),
    # d: a case report against a reference work at 4.
    "C30": ("moderate → mixed", "harish2011 was added (contradicts)"),
    # e: 700 participants are enough: a trial at 4. What else C34 links is at 1.
    "C13": ("weak → moderate", "`samplesize` of terkuile2013 went from 70 to 700"),
    "C34": ("weak → moderate", "`samplesize` of terkuile2013 went from 70 to 700"),
}
# e: C31 and C33 stay mixed; terkuile2013, the best that speaks for them, goes from 3 to 4.
SHIFTED_BY_HAND = {
    "C31": ("weak", "moderate", "weak", "weak"),
    "C33": ("weak", "moderate", "weak", "weak"),
}


@cache
def difference() -> Comparison:
    return compare(worked(example("claims.csv"), example("references.bib")), edited())


def test_the_moves_of_the_worked_example_worked_out_by_hand() -> None:
    found = {
        claim.id: (
            move_in_words(claim.before, claim.after),
            why(claim).removeprefix("because ").partition(";")[0],
        )
        for claim in (*difference().worse, *difference().better)
    }

    assert found == MOVED_BY_HAND


def test_only_one_of_them_got_worse() -> None:
    assert [claim.id for claim in difference().worse] == ["C30"]


def test_the_sides_that_moved_in_the_worked_example() -> None:
    found = {
        claim.id: (claim.before.pro, claim.after.pro, claim.before.against, claim.after.against)
        for claim in difference().shifted
    }

    assert found == SHIFTED_BY_HAND


def test_the_other_changes_of_the_worked_example() -> None:
    found = difference()

    assert [(c.claim_id, c.citekey, c.fate, c.name) for c in found.links] == [
        ("C07", "ramli2012", "changed", "explained"),
        ("C12", "yaraghi2019", "removed", "stance"),
        ("C18", "knapman2024", "changed", "stance"),
        ("C30", "harish2011", "added", "stance"),
    ]
    assert [(c.citekey, c.name) for c in found.sources] == [("terkuile2013", "samplesize")]
    assert (found.added, found.removed, found.settings) == ((), (), ())
