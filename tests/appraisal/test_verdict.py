"""From weighed links to a verdict: units, direction, ladder, wording, flags and fragility."""

from __future__ import annotations

from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

import pytest

from builders import judged, link, rated, source
from evtrack.appraisal.ladder import rung
from evtrack.appraisal.units import Unit
from evtrack.config import Config, Thresholds
from evtrack.model import Person
from evtrack.words import Certainty, Flag, Level, Stance, Stated, Status, Support


def unit(certainty: int, synthesis: bool) -> Unit:
    return Unit("s", Certainty(certainty), synthesis, ("s",))


KINDS = [(certainty, synthesis) for certainty in (4, 3, 2, 1) for synthesis in (True, False)]


def by_the_words_of_the_design(side: tuple[tuple[int, bool], ...]) -> str:
    """Strong: a synthesis at 4, or two units at 4. Moderate: one unit at 4, or a synthesis at 3,
    or two units at 3 or more. Weak: everything else."""
    fours = [kind for kind in side if kind[0] == 4]
    threes = [kind for kind in side if kind[0] >= 3]
    if (4, True) in side or len(fours) >= 2:
        return "strong"
    if fours or (3, True) in side or len(threes) >= 2:
        return "moderate"
    return "weak"


@pytest.mark.parametrize(
    "side",
    [side for size in (1, 2, 3) for side in combinations_with_replacement(KINDS, size)],
    ids=lambda side: " ".join(f"{n}{'s' if synthesis else 'p'}" for n, synthesis in side),
)
def test_the_whole_ladder(side: tuple[tuple[int, bool], ...]) -> None:
    found = rung([unit(*kind) for kind in side], Thresholds())

    assert found == by_the_words_of_the_design(side)


@pytest.mark.parametrize(
    ("side", "level"),
    [
        ([(4, True)], "strong"),
        ([(4, False), (4, False)], "strong"),
        ([(4, False)], "moderate"),
        ([(4, False), (3, False)], "moderate"),
        ([(3, True)], "moderate"),
        ([(3, False), (3, False)], "moderate"),
        ([(3, False)], "weak"),
        ([(3, False), (2, True)], "weak"),
        ([(2, True), (2, True), (2, True)], "weak"),
        ([(1, False)] * 9, "weak"),
    ],
)
def test_rungs_worked_out_by_hand(side: list[tuple[int, bool]], level: str) -> None:
    assert rung([unit(*kind) for kind in side], Thresholds()) == level


def test_the_thresholds_of_the_ladder_are_configured() -> None:
    assert rung([unit(3, False)] * 2, Thresholds(units=3)) is Level.WEAK
    assert rung([unit(3, True)], Thresholds(strong_certainty=3)) is Level.STRONG


S, C, M, N = "supports", "contradicts", "mixed", "mentions"
WHY = {"explained": "another population"}


@pytest.mark.parametrize(
    ("links", "support", "pro", "against"),
    [
        ([], "unsupported", None, None),
        ([(N, 4, {})], "unsupported", None, None),
        ([(S, 4, {})], "moderate", "moderate", None),
        ([(S, 4, {}), (N, 4, {})], "moderate", "moderate", None),
        ([(C, 4, {})], "contradicted", None, "moderate"),
        ([(C, 1, {}), (N, 4, {})], "contradicted", None, "weak"),
        ([(S, 4, {}), (S, 4, {}), (C, 1, {})], "mixed", "strong", "weak"),
        ([(S, 4, {})] * 5 + [(C, 1, {})], "mixed", "strong", "weak"),
        ([(M, 4, {})], "mixed", "moderate", "moderate"),
        ([(M, 1, {}), (C, 4, {})], "mixed", "weak", "moderate"),
        ([(M, 1, {}), (S, 4, {})], "mixed", "moderate", "weak"),
        # an explained contradiction stays visible and lowers the support by one level
        ([(S, 4, {}), (S, 4, {}), (C, 4, WHY)], "moderate", "strong", "moderate"),
        ([(S, 4, {}), (C, 4, WHY)], "weak", "moderate", "moderate"),
        ([(S, 1, {}), (C, 4, WHY)], "weak", "weak", "moderate"),
        ([(S, 4, {}), (S, 4, {}), (C, 4, WHY), (C, 1, WHY)], "moderate", "strong", "moderate"),
        # one that is not explained decides beside one that is
        ([(S, 4, {}), (C, 4, WHY), (C, 1, {})], "mixed", "moderate", "moderate"),
        # a mixed link can't be explained away
        ([(S, 4, {}), (M, 1, WHY)], "mixed", "moderate", "weak"),
        # where nothing supports the claim there is no conflict to explain
        ([(C, 4, WHY)], "contradicted", None, "moderate"),
    ],
)
def test_the_direction(
    links: list[tuple[str, int, dict[str, str]]],
    support: str,
    pro: str | None,
    against: str | None,
) -> None:
    verdict = judged(
        [link(f"s{n}", stance, **fields) for n, (stance, _, fields) in enumerate(links)],
        [rated(f"s{n}", certainty) for n, (_, certainty, _) in enumerate(links)],
    )

    assert (verdict.support, verdict.pro, verdict.against) == (support, pro, against)


@pytest.mark.parametrize(
    ("sources", "support"),
    [
        # two trials make strong support, two reports of one trial do not
        ([rated("a", 4), rated("b", 4)], "strong"),
        ([rated("a", 4, study="x"), rated("b", 4, study="x")], "moderate"),
        # a synthesis and a trial that it contains are one unit
        ([rated("a", 3, "meta-analysis", includes=("b",)), rated("b", 3)], "moderate"),
        ([rated("a", 3, includes=("b",)), rated("b", 3)], "weak"),
        # tied through a third
        (
            [rated("a", 4, study="x"), rated("b", 4, study="x", includes=("c",)), rated("c", 4)],
            "moderate",
        ),
        # a chain of them
        (
            [
                rated("a", 4, study="x"),
                rated("b", 4, study="x", includes=("c",)),
                rated("c", 4, study="y"),
                rated("d", 4, study="y"),
            ],
            "moderate",
        ),
        # the synthesis stands for the unit where certainties are equal
        ([rated("b", 4), rated("a", 4, "guideline", includes=("b",))], "strong"),
        # the most certain stands for it otherwise
        ([rated("b", 4), rated("a", 3, "guideline", includes=("b",))], "moderate"),
        # two syntheses that contain a trial which is not linked are two units
        (
            [rated("a", 4, includes=("z",)), rated("b", 4, includes=("z",))],
            "strong",
        ),
    ],
)
def test_links_that_rest_on_one_study_count_once(sources: list[Any], support: str) -> None:
    assert judged([link(each.key) for each in sources], sources).support == support


def test_units_are_of_one_side_only() -> None:
    verdict = judged(
        [link("review", "contradicts"), link("trial")],
        [rated("review", 4, "meta-analysis", includes=("trial",)), rated("trial", 4)],
    )

    assert (verdict.pro, verdict.against) == ("moderate", "strong")


def test_a_unit_is_told_in_words() -> None:
    verdict = judged([link("a"), link("b")], [rated("a", 3, study="x"), rated("b", 4, study="x")])

    assert (
        "On the side for the claim, b and a share a study or contain one another, and are one "
        "unit; b stands for it." in verdict.reasons
    )


def test_a_retracted_source_never_counts() -> None:
    verdict = judged([link("a")], [rated("a", 4, status=Status.RETRACTED)])

    assert verdict.support is Support.UNSUPPORTED


STATED_AND_FOUND = """
         strong      moderate    weak        mixed       contradicted unsupported
firm     calibrated  calibrated  overstated  overstated  overstated   overstated
hedged   calibrated  calibrated  calibrated  calibrated  calibrated   calibrated
mixed    understated calibrated  calibrated  calibrated  calibrated   calibrated
open     understated calibrated  calibrated  calibrated  calibrated   calibrated
"""
LINKS_FOR = {
    "strong": [(S, 4), (S, 4)],
    "moderate": [(S, 4)],
    "weak": [(S, 1)],
    "mixed": [(M, 4)],
    "contradicted": [(C, 4)],
    "unsupported": [(N, 4)],
}


def wordings() -> list[tuple[str, str, str]]:
    head, *rows = STATED_AND_FOUND.strip().splitlines()
    return [
        (row.split()[0], support, calibration)
        for row in rows
        for support, calibration in zip(head.split(), row.split()[1:], strict=True)
    ]


@pytest.mark.parametrize(("stated", "support", "calibration"), wordings())
def test_stated_against_found(stated: str, support: str, calibration: str) -> None:
    made = LINKS_FOR[support]

    verdict = judged(
        [link(f"s{n}", stance) for n, (stance, _) in enumerate(made)],
        [rated(f"s{n}", certainty) for n, (_, certainty) in enumerate(made)],
        stated=stated,
    )

    assert (verdict.support, verdict.calibration) == (support, calibration)


def test_every_wording_and_verdict_is_in_that_table() -> None:
    assert len(wordings()) == len(Stated) * len(Support)


@pytest.mark.parametrize(
    ("links", "sources", "flag", "expected"),
    [
        ([link("a")], [rated("a", 4)], Flag.SINGLE_SOURCE, True),
        ([link("a"), link("b")], [rated("a", 4), rated("b", 4)], Flag.SINGLE_SOURCE, False),
        (
            [link("a"), link("b")],
            [rated("a", 4, study="x"), rated("b", 4, study="x")],
            Flag.SINGLE_SOURCE,
            True,
        ),
        ([link("a"), link("b", N)], [rated("a", 4), rated("b", 4)], Flag.SINGLE_SOURCE, True),
        ([], [], Flag.SINGLE_SOURCE, False),
        ([link("a", "mixed")], [rated("a", 4)], Flag.SINGLE_SOURCE, True),
        (
            [link("a"), link("b", "contradicts")],
            [rated("a", 4, includes=("b",)), rated("b", 4)],
            Flag.SINGLE_SOURCE,
            False,
        ),
        ([link("a")], [source("a", "rct", preprint=True)], Flag.PREPRINT_ONLY, True),
        (
            [link("a"), link("b")],
            [source("a", "rct", preprint=True), source("b", "rct")],
            Flag.PREPRINT_ONLY,
            False,
        ),
        (
            [link("a"), link("b")],
            [source("a", "rct", author="Ng"), source("b", "rct", author="Ng")],
            Flag.SAME_AUTHOR,
            True,
        ),
        (
            [link("a"), link("b")],
            [source("a", "rct", author="Ng"), source("b", "rct", author="Li")],
            Flag.SAME_AUTHOR,
            False,
        ),
        ([link("a")], [source("a", "rct", author="Ng")], Flag.SAME_AUTHOR, False),
        ([link("a"), link("b")], [source("a"), source("b")], Flag.SAME_AUTHOR, False),
    ],
)
def test_the_flags_of_a_claim(
    links: list[Any], sources: list[Any], flag: Flag, expected: bool
) -> None:
    assert (flag in judged(links, sources).flags) is expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Müller", "Jan"), ('M{\\"u}ller', "J."), True),
        (("MÜLLER", "Jan"), ("Müller", "J."), True),
        (("Groß", "É."), ("Gro{\\ss}", "{\\'E}mile"), True),
        (("Øre", "A"), ("{\\O}re", "A"), True),
        (("Ng", "{\\'E}mile"), ("Ng", "{\\'O}scar"), False),
        (("Ng", "Ada"), ("Ng", "Bo"), False),
        (("Cleveland Clinic", ""), ("Cleveland Clinic", ""), True),
    ],
)
def test_authors_are_the_same_however_their_names_are_written(
    one: tuple[str, str], other: tuple[str, str], same: bool
) -> None:
    sources = [
        source(key, "rct")._replace(authors=(Person(*name),))
        for key, name in (("a", one), ("b", other))
    ]

    assert (Flag.SAME_AUTHOR in judged([link("a"), link("b")], sources).flags) is same


@pytest.mark.parametrize(
    ("links", "fragile"),
    [
        ([], {}),
        ([(S, 4)], {"s0": "unsupported"}),
        ([(S, 4), (S, 4)], {"s0": "moderate", "s1": "moderate"}),
        ([(S, 4), (S, 4), (S, 4)], {}),
        ([(S, 1), (S, 1)], {}),
        ([(S, 4), (C, 1)], {"s0": "contradicted", "s1": "moderate"}),
        ([(S, 4), (C, 1), (C, 1)], {"s0": "contradicted"}),
        ([(S, 4), (N, 4)], {"s0": "unsupported"}),
    ],
)
def test_which_single_sources_carry_the_verdict(
    links: list[tuple[str, int]], fragile: dict[str, str]
) -> None:
    verdict = judged(
        [link(f"s{n}", stance) for n, (stance, _) in enumerate(links)],
        [rated(f"s{n}", certainty) for n, (_, certainty) in enumerate(links)],
    )

    assert verdict.fragile == fragile


def test_a_mixed_verdict_is_reasoned_step_by_step() -> None:
    verdict = judged(
        [link("a"), link("b", "contradicts"), link("c", "mentions")],
        [source("a", "rct", sample_size=500), source("b", "cohort"), source("c", "rct")],
    )

    assert verdict.reasons == (
        "Links that count: 2 of 3 (1 for, 1 against).",
        "b speaks against it beside support, unexplained: mixed, whatever the counts.",
        "Ladder, for: moderate (a unit at 4, or a synthesis or 2 units at 3 or more); 1 unit: "
        "a ⊕⊕⊕⊕ high.",
        "Ladder, against: weak (not enough for moderate); 1 unit: b ⊕⊕○○ low.",
        "The article states it as firm; found: mixed. It is overstated.",
        "Without a the verdict would be contradicted.",
        "Without b the verdict would be moderate.",
    )


def test_a_mixed_source_is_said_to_be_mixed_and_not_to_contradict() -> None:
    verdict = judged([link("a", "mixed", explained="another dose")], [rated("a", 4)])

    assert "a speaks for and against it: mixed, whatever the counts." in verdict.reasons


def test_many_sources_on_one_claim_are_judged_in_no_time() -> None:
    keys = [f"s{n}" for n in range(3_000)]

    verdict = judged([link(key) for key in keys], [rated(key, 4) for key in keys])

    assert verdict.fragile == {}


def test_an_explained_contradiction_is_reasoned_too() -> None:
    verdict = judged(
        [link("a"), link("b", "contradicts", explained="children only")],
        [rated("a", 4), rated("b", 2)],
    )

    assert (
        "An explained contradiction (b) lowers the support by one level: moderate to weak."
        in verdict.reasons
    )


def test_the_start_of_a_question_can_be_configured() -> None:
    from evtrack.words import Question

    config = Config(root=Path(), start={Question.BENEFIT: {"cohort": 4}})

    assert judged([link("a")], [source("a", "cohort")], config=config).support == "moderate"
    assert judged([link("a")], [source("a", "cohort")]).support == "weak"


def test_every_stance_is_either_counted_or_a_mention() -> None:
    counted = {
        stance: any(e.counted for e in judged([link("a", stance)], [rated("a", 4)]).evidence)
        for stance in Stance
    }

    assert counted == {S: True, C: True, M: True, N: False}
