"""What no change of order, and nothing that does not bear on a claim, may change."""

from __future__ import annotations

from enum import StrEnum
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from builders import HERE, judged
from evtrack.model import Appraisal, Link, Source, Verdict
from evtrack.words import (
    Certainty,
    Design,
    Directness,
    Downgrade,
    Question,
    RiskOfBias,
    Stance,
    Status,
    SynthesisOf,
    Upgrade,
)

KEYS = ["a", "b", "c", "d", "e"]


def maybe(words: type[StrEnum]) -> st.SearchStrategy[Any]:
    return st.none() | st.sampled_from(list(words))


def source(key: str, appraisal: Appraisal) -> Source:
    return Source(key, "article", {}, HERE, appraisal=appraisal)


appraisals = st.builds(
    Appraisal,
    design=maybe(Design),
    sample_size=st.none() | st.sampled_from([0, 1, 399, 400, 5000]),
    risk_of_bias=maybe(RiskOfBias),
    study=st.sampled_from(["", "", "x", "y"]),
    includes=st.lists(st.sampled_from(KEYS), max_size=2).map(tuple),
    synthesis_of=maybe(SynthesisOf),
    certainty=st.none() | st.none() | st.sampled_from(list(Certainty)),
    status=st.none() | st.none() | st.sampled_from(list(Status)),
    preprint=st.booleans(),
)
libraries = st.fixed_dictionaries(
    {key: st.builds(source, st.just(key), appraisals) for key in KEYS}
)
link_lists = st.lists(
    st.builds(
        Link,
        claim_id=st.just("C1"),
        citekey=st.sampled_from(KEYS),
        stance=st.sampled_from(list(Stance)),
        location=st.just(HERE),
        directness=st.sampled_from(list(Directness)),
        downgrades=st.dictionaries(st.sampled_from(list(Downgrade)), st.integers(0, 3), max_size=2),
        upgrades=st.dictionaries(st.sampled_from(list(Upgrade)), st.just(1), max_size=1),
        explained=st.sampled_from(["", "another dose"]),
    ),
    max_size=6,
    unique_by=lambda link: link.citekey,
)
questions = st.sampled_from([question.value for question in Question])


def outcome(verdict: Verdict) -> tuple[object, ...]:
    return (
        verdict.support,
        verdict.pro,
        verdict.against,
        verdict.calibration,
        verdict.flags,
        verdict.fragile,
    )


def judge(links: list[Link], library: dict[str, Source], question: str = "benefit") -> Verdict:
    return judged(links, list(library.values()), question=question)


@given(link_lists, libraries, questions, st.randoms())
def test_the_order_of_rows_changes_no_verdict(
    links: list[Link], library: dict[str, Source], question: str, random: Random
) -> None:
    shuffled = list(links)
    random.shuffle(shuffled)

    assert outcome(judge(shuffled, library, question)) == outcome(judge(links, library, question))


@given(link_lists, libraries)
def test_a_mention_changes_no_verdict(links: list[Link], library: dict[str, Source]) -> None:
    library = {**library, "new": library["a"]._replace(key="new")}
    mention = Link("C1", "new", Stance.MENTIONS, HERE)

    assert outcome(judge([*links, mention], library)) == outcome(judge(links, library))


@given(link_lists, libraries)
def test_an_unexplained_contradiction_makes_a_supported_claim_mixed(
    links: list[Link], library: dict[str, Source]
) -> None:
    before = judge(links, library)
    library = {**library, "new": Source("new", "article", {}, HERE)}
    contradiction = Link("C1", "new", Stance.CONTRADICTS, HERE)

    after = judge([*links, contradiction], library)

    if before.pro:
        assert after.support == "mixed"
    else:
        assert after.support == "contradicted"


@given(link_lists, libraries, st.sampled_from(KEYS))
def test_dropping_a_source_changes_the_verdict_only_as_fragility_says(
    links: list[Link], library: dict[str, Source], key: str
) -> None:
    before = judge(links, library)

    after = judge([link for link in links if link.citekey != key], library)

    assert after.support == before.fragile.get(key, before.support)


@given(link_lists, libraries, questions)
def test_certainty_is_between_very_low_and_high(
    links: list[Link], library: dict[str, Source], question: str
) -> None:
    for evidence in judge(links, library, question).evidence:
        assert evidence.certainty is None or 1 <= evidence.certainty <= 4


@given(link_lists, libraries, questions)
def test_every_link_has_its_reasons_and_every_verdict_too(
    links: list[Link], library: dict[str, Source], question: str
) -> None:
    verdict = judge(links, library, question)

    assert all(verdict.reasons)
    assert all(evidence.reasons for evidence in verdict.evidence)


@given(link_lists, libraries)
def test_a_verdict_is_mixed_exactly_where_both_sides_count_and_nothing_explains_it(
    links: list[Link], library: dict[str, Source]
) -> None:
    verdict = judge(links, library)
    counted = [evidence.link for evidence in verdict.evidence if evidence.counted]
    conflict = any(link.stance == "mixed" for link in counted) or (
        any(link.stance == "supports" for link in counted)
        and any(link.stance == "contradicts" and not link.explained for link in counted)
    )

    assert (verdict.support == "mixed") is conflict
