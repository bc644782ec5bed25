"""The certainty of one link: start, less downgrades, plus upgrades, held between 1 and 4."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from builders import link, source
from evtrack.appraisal.certainty import Criteria, signed, weigh
from evtrack.config import Config, Thresholds
from evtrack.model import Evidence, Link, Source
from evtrack.words import (
    Certainty,
    Directness,
    Downgrade,
    Flag,
    Question,
    RiskOfBias,
    Status,
    SynthesisOf,
    Upgrade,
)

TODAY = date(2026, 3, 31)
CRITERIA = Criteria.of(Config(root=Path()), TODAY)
HIGH, SOME = RiskOfBias.HIGH, RiskOfBias.SOME
INDIRECT = Directness.INDIRECT


def weighed(
    one: Link, of: Source | None, question: str = "benefit", criteria: Criteria = CRITERIA
) -> Evidence:
    return weigh(one, of, Question(question), criteria)


@pytest.mark.parametrize(
    ("appraisal", "fields", "start", "certainty"),
    [
        # risk of bias
        ({"design": "rct", "risk_of_bias": RiskOfBias.LOW, "sample_size": 400}, {}, 4, 4),
        ({"design": "rct", "risk_of_bias": SOME, "sample_size": 400}, {}, 4, 3),
        ({"design": "rct", "risk_of_bias": HIGH, "sample_size": 400}, {}, 4, 2),
        # imprecision: fewer than 400, where the start is above 1
        ({"design": "rct", "sample_size": 399}, {}, 4, 3),
        ({"design": "rct", "sample_size": None}, {}, 4, 4),
        ({"design": "rct", "sample_size": 0}, {}, 4, 3),
        ({"design": "case-series", "sample_size": 24}, {}, 1, 1),
        ({"design": "guideline", "sample_size": 24}, {}, 3, 3),
        ({"design": "narrative-review", "sample_size": 24}, {}, 1, 1),
        # indirect, preprint
        ({"design": "rct"}, {"directness": INDIRECT}, 4, 3),
        ({"design": "rct", "preprint": True}, {}, 4, 3),
        # all of them together are held to 1
        (
            {"design": "rct", "risk_of_bias": HIGH, "sample_size": 9, "preprint": True},
            {"directness": INDIRECT},
            4,
            1,
        ),
        ({"design": "cohort", "risk_of_bias": HIGH, "sample_size": 241}, {}, 2, 1),
        # a domain named in `downgrade` replaces what was derived for it, and only that
        (
            {"design": "rct", "risk_of_bias": HIGH, "sample_size": 9},
            {"downgrades": {Downgrade.RISK_OF_BIAS: 1}},
            4,
            2,
        ),
        (
            {"design": "rct", "sample_size": 9},
            {"downgrades": {Downgrade.IMPRECISION: 2}},
            4,
            2,
        ),
        ({"design": "rct", "sample_size": 9}, {"downgrades": {Downgrade.IMPRECISION: 0}}, 4, 4),
        (
            {"design": "rct"},
            {"directness": INDIRECT, "downgrades": {Downgrade.INDIRECTNESS: 2}},
            4,
            2,
        ),
        ({"design": "rct"}, {"downgrades": {Downgrade.INCONSISTENCY: 1}}, 4, 3),
        ({"design": "rct"}, {"downgrades": {Downgrade.PUBLICATION_BIAS: 1}}, 4, 3),
        # upgrades: only below 4, and only where nothing was downgraded
        ({"design": "cohort"}, {"upgrades": {Upgrade.LARGE_EFFECT: 2}}, 2, 4),
        ({"design": "cohort"}, {"upgrades": {Upgrade.DOSE_RESPONSE: 1}}, 2, 3),
        (
            {"design": "cohort"},
            {"upgrades": {Upgrade.LARGE_EFFECT: 2, Upgrade.CONFOUNDING: 1}},
            2,
            4,
        ),
        ({"design": "cohort", "sample_size": 9}, {"upgrades": {Upgrade.LARGE_EFFECT: 2}}, 2, 1),
        ({"design": "guideline"}, {"upgrades": {Upgrade.LARGE_EFFECT: 1}}, 3, 4),
        ({"design": "rct"}, {"upgrades": {Upgrade.LARGE_EFFECT: 1}}, 4, 4),
        (
            {"design": "cohort", "sample_size": 9},
            {"downgrades": {Downgrade.IMPRECISION: 0}, "upgrades": {Upgrade.LARGE_EFFECT: 1}},
            2,
            3,
        ),
        # the source's own published rating: only directness and what `downgrade` names apply
        ({"design": "rct", "certainty": Certainty.LOW, "risk_of_bias": HIGH}, {}, 2, 2),
        ({"design": "rct", "certainty": Certainty.LOW, "sample_size": 9}, {}, 2, 2),
        ({"design": "rct", "certainty": Certainty.HIGH, "preprint": True}, {}, 4, 4),
        (
            {"design": "rct", "certainty": Certainty.MODERATE},
            {"directness": INDIRECT},
            3,
            2,
        ),
        (
            {"design": "rct", "certainty": Certainty.MODERATE, "sample_size": 9},
            {"downgrades": {Downgrade.IMPRECISION: 1}},
            3,
            2,
        ),
        (
            {"design": "rct", "certainty": Certainty.LOW},
            {"upgrades": {Upgrade.LARGE_EFFECT: 1}},
            2,
            2,
        ),
        ({"certainty": Certainty.MODERATE}, {}, 3, 3),
    ],
)
def test_the_arithmetic(
    appraisal: dict[str, Any], fields: dict[str, Any], start: int, certainty: int
) -> None:
    found = weighed(link("s", **fields), source("s", **appraisal))

    assert (found.start, found.certainty) == (start, certainty)


def test_the_arithmetic_is_printed_step_by_step() -> None:
    pacik = source("pacik2017", "cohort", risk_of_bias=HIGH, sample_size=241)

    assert weighed(link("pacik2017"), pacik, "harm").reasons == (
        "starts at 2: cohort study, for a question of harm",
        "−2: high risk of bias",
        "−1: imprecision: 241 participants, fewer than 400",
        "2 − 2 − 1 = −1, held to 1: ⊕○○○ very low",
    )


def test_an_upgrade_that_adds_nothing_says_why() -> None:
    found = weighed(link("s", upgrades={Upgrade.LARGE_EFFECT: 1}), source("s", "rct"))

    assert "±0: large effect adds nothing: it starts at the top" in found.reasons


@pytest.mark.parametrize(
    ("one", "of", "reason"),
    [
        (link("s", "mentions"), source("s", "rct"), "only mentions the claim"),
        (link("s"), source("s", "rct", status=Status.RETRACTED), "is retracted"),
        (link("s"), None, "is not in the references"),
        (link("s")._replace(stance=None), source("s"), "has no stance that could be read"),
    ],
)
def test_what_is_not_eligible_says_why(one: Link, of: Source | None, reason: str) -> None:
    found = weighed(one, of)

    assert not found.counted
    assert found.certainty is None
    assert found.reasons == (f"not counted: {reason}",)


@pytest.mark.parametrize(
    ("appraisal", "fields", "flags"),
    [
        ({"design": "rct", "risk_of_bias": RiskOfBias.LOW, "sample_size": 500}, {}, set()),
        ({}, {}, {Flag.UNAPPRAISED}),
        ({"design": "rct", "sample_size": 500}, {}, {Flag.UNAPPRAISED}),
        ({"design": "rct", "risk_of_bias": SOME}, {}, {Flag.SIZE_UNKNOWN}),
        ({"design": "case-series", "risk_of_bias": SOME}, {}, set()),
        ({"design": "reference-work"}, {}, set()),
        ({"design": "guideline"}, {}, set()),
        ({"design": "rct", "certainty": Certainty.LOW}, {}, set()),
        (
            {"design": "meta-analysis", "risk_of_bias": SOME, "sample_size": 500},
            {},
            {Flag.UNAPPRAISED},
        ),
        (
            {
                "design": "meta-analysis",
                "risk_of_bias": SOME,
                "sample_size": 500,
                "synthesis_of": SynthesisOf.RCT,
            },
            {},
            set(),
        ),
        ({"design": "news", "status": Status.CONCERN}, {}, {Flag.CONCERN}),
        ({"design": "news", "status": Status.CORRECTED}, {}, set()),
        ({"design": "news"}, {"rationale": "its words"}, {Flag.UNVERIFIED_RATIONALE}),
        ({"design": "news"}, {"checked": TODAY - timedelta(days=1095)}, set()),
        ({"design": "news"}, {"checked": TODAY - timedelta(days=1096)}, {Flag.STALE}),
    ],
)
def test_the_flags_of_a_link(
    appraisal: dict[str, Any], fields: dict[str, Any], flags: set[Flag]
) -> None:
    assert weighed(link("s", **fields), source("s", **appraisal)).flags == flags


def test_nothing_is_stale_without_a_date() -> None:
    old = link("s", checked=date(1999, 1, 1))

    criteria = Criteria.of(Config(root=Path()), None)

    assert weighed(old, source("s", "news"), criteria=criteria).flags == set()


def test_the_number_of_participants_that_is_enough_is_configured() -> None:
    config = Config(root=Path(), thresholds=Thresholds(participants=50))

    found = weighed(link("s"), source("s", "rct", sample_size=58), criteria=Criteria.of(config))

    assert found.certainty == 4


@pytest.mark.parametrize(("change", "printed"), [(1, "+1"), (-2, "−2"), (0, "±0")])
def test_steps_are_printed_with_their_sign(change: int, printed: str) -> None:
    assert signed(change) == printed
