"""What would mend a claim, and that the judge keeps what it promises."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import HERE, judged, link, project, rated
from evtrack.appraisal import judge
from evtrack.appraisal.mending import (
    Change,
    Correct,
    Explain,
    LinkMore,
    Remove,
    Restate,
    mend,
    ways_to_mend,
)
from evtrack.config import Config, Thresholds
from evtrack.model import Appraisal, Link, Source, Verdict
from evtrack.readers import load
from evtrack.words import Calibration, Certainty, Design, Stance, Stated, Status, Support

S, C, M, N = "supports", "contradicts", "mixed", "mentions"
NEEDY = {Support.CONTRADICTED, Support.UNSUPPORTED, Support.MIXED, Support.WEAK}


def stands(stated: str, *links: tuple[Any, ...]) -> Verdict:
    """The verdict over links of a stance and a certainty; a third item explains one."""
    return judged(
        [link(f"s{n}", each[0], explained="".join(each[2:])) for n, each in enumerate(links)],
        [rated(f"s{n}", each[1]) for n, each in enumerate(links)],
        stated=stated,
    )


@pytest.mark.parametrize(
    ("stated", "links", "sentence"),
    [
        ("firm", [(S, 4)], ""),
        ("hedged", [(S, 4)], ""),
        ("mixed", [(S, 3), (C, 3)], ""),
        ("open", [(S, 4), (S, 4)], "State it firmly, as strong support allows."),
        ("firm", [(C, 2)], "Correct and hedge the sentence, which s0 contradicts."),
        ("firm", [(C, 4)], "Correct the sentence, which s0 contradicts."),
        ("hedged", [(C, 2), (C, 1)], "Correct the sentence, which s0 and s1 contradict."),
        (
            "open",
            [(C, 4), (C, 4)],
            "Correct the sentence, which s0 and s1 contradict, and state it firmly.",
        ),
        (
            "firm",
            [(C, 4, "other dose")],
            "Correct the sentence, which s0 contradicts, or link a synthesis or 2 independent "
            "sources at ⊕⊕⊕⊕ high.",
        ),
        (
            "hedged",
            [(C, 2, "other dose")],
            "Correct the sentence, which s0 contradicts, or link a source in support (which makes "
            "it weak at least).",
        ),
        (
            "firm",
            [],
            "Link a synthesis or 2 independent sources at ⊕⊕⊕○ moderate or better, or take the "
            "sentence out.",
        ),
        (
            "hedged",
            [(N, 4)],
            "Link a source in support (which makes it weak at least), or take the sentence out.",
        ),
        (
            "firm",
            [(S, 4), (C, 1)],
            "Say that the evidence conflicts, or explain why s1 does not bear on it and hedge the "
            "sentence (which leaves it weak).",
        ),
        (
            "hedged",
            [(S, 4), (C, 1)],
            "Say that the evidence conflicts, or explain why s1 does not bear on it (which leaves "
            "it weak).",
        ),
        (
            "hedged",
            [(S, 4), (S, 4), (C, 1), (C, 2)],
            "Say that the evidence conflicts, or explain why s2 and s3 do not bear on it (which "
            "leaves it moderate).",
        ),
        (
            "firm",
            [(S, 4), (M, 1), (C, 2)],
            "Say that the evidence conflicts (s1 speaks for and against it).",
        ),
        (
            "firm",
            [(S, 3)],
            "Hedge the sentence, or link one more independent source, beside s0, at ⊕⊕⊕○ moderate "
            "or better.",
        ),
        (
            "hedged",
            [(S, 3)],
            "The hedge fits; one more independent source, beside s0, at ⊕⊕⊕○ moderate or better "
            "would make it moderate.",
        ),
        (
            "open",
            [(S, 2), (S, 2)],
            "A synthesis or 2 independent sources at ⊕⊕⊕○ moderate or better would make it "
            "moderate.",
        ),
        (  # an explained contradiction takes a level off
            "firm",
            [(S, 4), (C, 1, "other dose")],
            "Hedge the sentence, or link one more independent source, beside s0, at ⊕⊕⊕⊕ high.",
        ),
    ],
)
def test_the_sentence(stated: str, links: list[tuple[Any, ...]], sentence: str) -> None:
    assert mend(stands(stated, *links), Thresholds()) == sentence


@pytest.mark.parametrize("broken", [link("typo"), link("blank")._replace(stance=None)])
def test_a_link_that_cannot_be_judged_comes_first(broken: Link) -> None:
    verdict = judged([link("good"), broken], [rated("good", 4), rated("blank", 4)])

    assert mend(verdict, Thresholds()) == (
        f"Mend the link to {broken.citekey} first: the verdict may hang on it."
    )


def test_a_link_that_never_counts_needs_no_mending() -> None:
    verdict = judged([link("good"), link("typo", "mentions")], [rated("good", 4)])

    assert mend(verdict, Thresholds()) == ""


ROWS_FIRST = "Mend the claim's rows first: what could not be read may change the verdict."
TEXT_FIRST = "Write the text of the claim first: the verdict may hang on it."


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ('C1,Tea wakes.,a,supports,"open\nC1,,a,contradicts,\n', ROWS_FIRST),
        ('C1,Tea wakes.,a,contradicts,\nC1,,a,supports,"open\n', ROWS_FIRST),
        ('"C1",Tea wakes.,a,supports,"open\nC1,,a,contradicts,\n', TEXT_FIRST),  # whose is not sure
        ("C1,Tea wakes.,a,contradicts,\nC1,,b,supports,and,so,on\n", ROWS_FIRST),
        ("C1,Tea wakes.,a,contradicts,\nC1,,,supports,\n", ROWS_FIRST),
        ("C1,,a,contradicts,\n", TEXT_FIRST),
    ],
)
def test_what_could_not_be_read_of_a_claim_comes_first(
    tmp_path: Path, claims: str, sentence: str
) -> None:
    header = "claim_id,claim,citekey,stance,note\n"
    made = project(tmp_path, claims=header + claims, references="@misc{a, title={T}}\n")

    verdict = judge(load(made))["C1"]

    assert mend(verdict, Thresholds()) == sentence


def test_many_sources_are_named_briefly() -> None:
    verdict = stands("firm", *[(C, 2)] * 30)

    assert mend(verdict, Thresholds()).endswith("which s0, s1, s10 and 27 more contradict.")


def test_a_thousand_sources_are_not_asked_for() -> None:
    thresholds = Thresholds(units=999_999_999)
    verdict = judged([link("a")], [rated("a", 3)], config=Config(Path(), thresholds=thresholds))

    assert mend(verdict, thresholds) == (
        "Hedge the sentence, or link a synthesis at ⊕⊕⊕○ moderate or better."
    )


def test_all_ways_that_would_do_are_told_apart() -> None:
    ways = ways_to_mend(stands("firm", (S, 2)), Thresholds())

    assert [way.change for way in ways] == [
        Restate(Stated.HEDGED),
        LinkMore(1, 3, is_synthesis=True),
        LinkMore(2, 3),
        LinkMore(1, 4),
    ]


# The judge keeps what is promised.

appraisals = st.builds(
    Appraisal,
    design=st.sampled_from([Design.META_ANALYSIS, Design.RCT, Design.COHORT, Design.NEWS, None]),
    sample_size=st.sampled_from([None, 40, 4000]),
    study=st.sampled_from(["", "", "x"]),
    includes=st.lists(st.sampled_from("abcde"), max_size=2).map(tuple),
    certainty=st.sampled_from([None, *Certainty]),
    status=st.sampled_from([None, None, None, Status.RETRACTED]),
)
libraries = st.fixed_dictionaries(
    {
        key: st.builds(
            lambda key, appraisal: Source(key, "article", {}, HERE, appraisal=appraisal),
            st.just(key),
            appraisals,
        )
        for key in "abcde"
    }
)
links_of_a_claim = st.lists(
    st.builds(
        Link,
        claim_id=st.just("C1"),
        citekey=st.sampled_from("abcde"),
        stance=st.sampled_from(list(Stance)),
        location=st.just(HERE),
        explained=st.sampled_from(["", "another dose"]),
    ),
    max_size=5,
    unique_by=lambda link: link.citekey,
)
thresholds_in_force = st.builds(
    lambda strong, below, units: Thresholds(400, strong, max(strong - below, 1), units),
    st.integers(1, 4),
    st.integers(0, 3),
    st.sampled_from([1, 2, 3, 50]),
)
EASE = [Support.STRONG, Support.MODERATE, Support.WEAK, Support.MIXED]


@given(links_of_a_claim, libraries, st.sampled_from(Stated), thresholds_in_force)
def test_each_way_leads_where_it_says_and_mends(
    links: list[Link], library: dict[str, Source], stated: Stated, thresholds: Thresholds
) -> None:
    config = Config(Path(), thresholds=thresholds)
    before = judged(links, list(library.values()), stated=stated, config=config)

    for change, support, put in ways_to_mend(before, thresholds):
        if isinstance(change, Remove):
            continue
        after = made(change, links, library, put or stated, config)
        assert after.support == support
        assert after.calibration is Calibration.CALIBRATED
        if isinstance(change, Restate):
            assert before.calibration is not Calibration.CALIBRATED or support is Support.MIXED
        else:
            assert rank(after) < rank(before)
        if put:
            unworded = made(change, links, library, stated, config)
            assert unworded.calibration is not Calibration.CALIBRATED


@given(links_of_a_claim, libraries, st.sampled_from(Stated), thresholds_in_force)
def test_what_needs_attention_can_be_mended_and_nothing_else(
    links: list[Link], library: dict[str, Source], stated: Stated, thresholds: Thresholds
) -> None:
    config = Config(Path(), thresholds=thresholds)
    verdict = judged(links, list(library.values()), stated=stated, config=config)
    fits = verdict.support is Support.MIXED and stated is Stated.MIXED
    needs = verdict.support in NEEDY and not fits
    needs |= verdict.calibration is not Calibration.CALIBRATED

    assert bool(mend(verdict, thresholds)) == needs


def made(
    change: Change, links: list[Link], library: dict[str, Source], stated: Stated, config: Config
) -> Verdict:
    """The verdict after the change."""
    sources = list(library.values())
    match change:
        case Restate(other):
            stated = other
        case Correct(keys):
            turned = dict.fromkeys(keys, Stance.SUPPORTS)
            links = [each._replace(stance=turned.get(each.citekey, each.stance)) for each in links]
        case Explain(keys):
            links = [
                each._replace(explained="another dose") if each.citekey in keys else each
                for each in links
            ]
        case LinkMore(number, certainty, is_synthesis):
            design = "meta-analysis" if is_synthesis else "cohort"
            new = [rated(f"new{n}", certainty, design) for n in range(number)]
            links = [*links, *(link(each.key) for each in new)]
            sources += new
    return judged(links, sources, stated=stated, config=config)


def rank(verdict: Verdict) -> int:
    order = [*EASE, Support.UNSUPPORTED, Support.CONTRADICTED]
    return order.index(verdict.support)
