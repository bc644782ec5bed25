"""Where claims stand without a source, or with one that was retracted; and in what order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import HERE
from evtrack.appraisal import judge
from evtrack.appraisal.ladder import Standing
from evtrack.appraisal.withdrawal import (
    Impact,
    Move,
    claims_resting_on,
    containing,
    impact_of,
    impacts_of_each,
    unretracted,
)
from evtrack.config import Config
from evtrack.model import Appraisal, Claim, Input, Ledger, Link, Source, Verdict
from evtrack.readers.claims import read_claims
from evtrack.words import Certainty, Design, Level, Stance, Status, Support

Rows = Sequence[tuple[str, str, str]]

# A certainty of exactly this, by the first letter of the key; those in capitals are retracted.
CERTAINTIES = {"h": Certainty.HIGH, "m": Certainty.MODERATE, "l": Certainty.LOW}


def source(key: str, **appraisal: Any) -> Source:
    said = Appraisal(design=Design.COHORT, certainty=CERTAINTIES[key[0].lower()])
    status = Status.RETRACTED if key.isupper() else None
    return Source(key, "misc", {}, HERE, appraisal=said._replace(status=status, **appraisal))


def ledger(rows: Rows, **sources: Source) -> Ledger:
    """Claims, citekeys and stances as a ledger; blanks part them in a row."""
    claims = tuple(
        Claim(claim_id, "A claim.", HERE) for claim_id in dict.fromkeys(r[0] for r in rows)
    )
    links = tuple(Link(claim, key, Stance(stance), HERE) for claim, key, stance in rows)
    made = {key: source(key) for _, key, _ in rows} | sources
    cells = read_claims(Input("claims.csv", "claim_id,claim\n"))
    return Ledger(Config(Path()), claims, links, made, (), (), cells)


def rows_of(text: str) -> Rows:
    """`C1 h1 for, C2 m1 against` as rows."""
    words = {"for": "supports", "against": "contradicts", "mixed": "mixed", "named": "mentions"}
    split = (row.split() for row in text.split(","))
    return [(claim, key, words[stance]) for claim, key, stance in split]


def impact(text: str, *keys: str) -> Impact:
    made = ledger(rows_of(text))
    verdicts = judge(made)
    linking = {claim for claim, key, _ in rows_of(text) if key in keys}
    return impact_of(keys, made, [verdicts[claim_id] for claim_id in sorted(linking)])


def test_supports_from_best_to_worst() -> None:
    words = "strong moderate weak mixed unsupported contradicted"
    order = [Support(word) for word in words.split()]

    assert [support.rank for support in order] == list(range(len(Support)))


@pytest.mark.parametrize(
    ("links", "withdrawn", "moved"),
    [
        ("C1 h1 for", "h1", "moderate → unsupported"),
        ("C1 h1 for, C1 h2 for", "h1", "strong → moderate"),
        ("C1 h1 for, C1 h2 for", "h1 h2", "strong → unsupported"),
        ("C1 m1 for, C1 m2 for", "m1", "moderate → weak"),
        ("C1 h1 for, C1 l1 against", "h1", "mixed → contradicted"),
        ("C1 h1 for, C1 l1 against", "l1", "mixed → moderate"),
        ("C1 h1 for, C1 h2 for, C1 l1 against", "h1", "mixed (strong for) → mixed (moderate for)"),
        (
            "C1 h1 mixed, C1 h2 mixed",
            "h1",
            "mixed (strong for, strong against) → mixed (moderate for, moderate against)",
        ),
        ("C1 h1 against, C1 l1 against", "h1", "contradicted (moderate against) → contradicted "
         "(weak against)"),
        ("C1 h1 against", "h1", "contradicted → unsupported"),
        ("C1 h1 for, C1 l1 for", "l1", ""),
        ("C1 h1 for, C1 l1 named", "l1", ""),
        # What is retracted is counted again for the comparison, and no other one is.
        ("C1 H1 for", "H1", "moderate → unsupported"),
        ("C1 H1 for, C1 h2 for", "H1", "strong → moderate"),
        ("C1 H1 for, C1 H2 for", "H1", "moderate → unsupported"),
        ("C1 H1 for, C1 H2 for", "H1 H2", "strong → unsupported"),
        ("C1 H1 for, C1 h2 for", "H1 h2", "strong → unsupported"),
        ("C1 H1 for, C1 h2 for", "h2", "moderate → unsupported"),
        ("C1 H1 named", "H1", ""),
    ],
)  # fmt: skip
def test_what_withdrawing_sources_does_to_a_claim(links: str, withdrawn: str, moved: str) -> None:
    found = impact(links, *withdrawn.split())

    assert " ".join(" → ".join(move.ends) for move in found.moved) == moved
    assert found.unmoved == (() if moved else ("C1",))


def test_only_claims_that_link_a_source_are_looked_at() -> None:
    found = impact("C1 h1 for, C2 h2 for, C2 h1 named", "h1")

    assert ([move.claim_id for move in found.moved], found.unmoved) == (["C1"], ("C2",))


def test_sources_that_are_retracted_already_are_named() -> None:
    assert impact("C1 H1 for, C1 h2 for", "h2", "H1").retracted == ("H1",)


def test_a_rung_that_a_verdict_shows_is_a_move() -> None:
    weak = Standing(Support.WEAK, Level.WEAK)
    lowered = Standing(Support.WEAK, Level.MODERATE, Level.WEAK)

    assert Move("C1", lowered, weak).ends == (
        "weak (moderate for, weak against)",
        "weak (weak for, nothing against)",
    )


def test_a_move_up_is_a_fall_below_zero() -> None:
    (move,) = impact("C1 h1 for, C1 l1 against", "l1").moved

    assert move.fall == -2


# Which first


@pytest.mark.parametrize(
    ("links", "order"),
    [
        ("C1 l1 for, C2 l2 for, C3 l2 for", "l2 l1"),
        ("C1 h1 for, C1 h2 for, C2 l1 for", "l1 h1 h2"),
        ("C1 l2 named, C1 l1 named, C2 l2 named", "l2 l1"),
        ("C1 l2 for, C2 l1 for", "l1 l2"),
        ("C1 l1 named, C1 h1 for, C1 L2 for", "h1 L2 l1"),
    ],
    ids=["how many move", "how far", "how many link", "by name", "retracted ones too"],
)
def test_the_order_of_sources(links: str, order: str) -> None:
    made = ledger(rows_of(links))

    assert [i.sources for i in impacts_of_each(made, judge(made))] == [(k,) for k in order.split()]


ANY_ROWS = st.lists(
    st.tuples(
        st.sampled_from(["C1", "C2", "C3"]),
        st.sampled_from(["h1", "H2", "m1", "M2", "l1"]),
        st.sampled_from([stance.value for stance in Stance]),
    ),
    max_size=10,
    unique_by=lambda row: row[:2],
)


@given(ANY_ROWS)
def test_the_ranking_agrees_with_what_the_verdicts_call_fragile(rows: Rows) -> None:
    made = ledger(rows)
    verdicts = judge(made)

    found = {
        (each.sources[0], move.claim_id, move.after.support)
        for each in impacts_of_each(made, verdicts)
        for move in each.moved
        if not each.retracted and move.fall
    }

    assert found == {
        (key, claim_id, support)
        for claim_id, verdict in verdicts.items()
        for key, support in verdict.fragile.items()
    }


@given(ANY_ROWS)
def test_what_hangs_on_most_comes_first(rows: Rows) -> None:
    made = ledger(rows)

    weights = [each.weight for each in impacts_of_each(made, judge(made))]

    assert all(one >= other for one, other in pairwise(weights))


# As if nothing had been retracted


def standings(text: str) -> Mapping[str, tuple[str, str]]:
    made = ledger(rows_of(text))
    found = unretracted(made, judge(made))
    return {
        claim_id: (" ".join(sorted(each.keys)), each.standing.support.value)
        for claim_id, each in found.items()
    }


@pytest.mark.parametrize(
    ("links", "found"),
    [
        ("C1 h1 for", {}),
        ("C1 h1 for, C1 H2 named", {}),
        ("C1 H1 for, C2 h2 for", {"C1": ("H1", "moderate")}),
        ("C1 H1 for, C1 H2 for, C1 L1 named", {"C1": ("H1 H2", "strong")}),
        ("C1 h1 for, C1 H2 against", {"C1": ("H2", "mixed")}),
    ],
)
def test_where_claims_would_stand_if_nothing_were_retracted(
    links: str, found: Mapping[str, tuple[str, str]]
) -> None:
    assert standings(links) == found


@given(ANY_ROWS)
def test_without_retractions_the_verdicts_are_those_of_sound_sources(rows: Rows) -> None:
    made = ledger(rows)
    sound = ledger([(claim, key.lower(), stance) for claim, key, stance in rows])

    found = unretracted(made, judge(made))

    verdicts: Mapping[str, Verdict] = judge(sound)
    assert {claim_id: each.standing.support for claim_id, each in found.items()} == {
        claim_id: verdicts[claim_id].support for claim_id in found
    }


# What contains a source, and what rests on that


def test_what_contains_a_source() -> None:
    sources = {
        "h1": source("h1", includes=("l1", "l2")),
        "h2": source("h2", includes=("l2",)),
        "l1": source("l1", includes=("l1",)),
    }

    assert containing(["l1"], sources) == ["h1"]
    assert containing(["l1", "l2"], sources) == ["h1", "h2"]


def test_only_links_that_count_make_a_claim_rest_on_a_source() -> None:
    text = "C1 h1 for, C2 h1 named, C3 h1 against, C3 l1 for, C4 H2 for"

    found = claims_resting_on(["h1", "H2", "m1"], judge(ledger(rows_of(text))))

    assert found == {"h1": ["C1", "C3"], "H2": [], "m1": []}
