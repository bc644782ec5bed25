"""Why a support moved: each kind of change, several of them, and what does not matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparing import entry, row, state
from evtrack.appraisal.withdrawal import standing_of
from evtrack.comparison import compare
from evtrack.comparison.causes import Between, How
from evtrack.comparison.changes import Change, Fate
from evtrack.comparison.pairs import paired_claims, paired_rows
from evtrack.comparison.records import setting_changes
from evtrack.config import Thresholds
from evtrack.inspection import Results
from evtrack.render.diff_formats.view import why
from evtrack.words import Question

NG, PO, QI = entry("ng"), entry("po"), entry("qi")
BY_NG = state(row(citekey="ng"), entries=NG)  # one trial at 4: moderate
BY_NG_AND_PO = state(row(citekey="ng"), row(citekey="po"), entries=NG + PO)  # two: strong
CONFLICT = state(row(citekey="ng"), row(citekey="po", stance="contradicts"), entries=NG + PO)
COHORT = state(row(citekey="ng"), entries=entry("ng", "cohort"))  # one cohort at 2: weak
REVIEW = entry("ng", "systematic-review", synthesisof="rct")
BY_REVIEW = state(row(citekey="ng"), entries=REVIEW)  # a synthesis at 4: strong
UNKNOWN = state(row(citekey="ng"))
NOTHING = state(row())

ONE_CHANGE = [
    # A link
    (NOTHING, BY_NG, "unsupported → moderate", "ng was added (supports)"),
    (BY_NG, NOTHING, "moderate → unsupported", "ng was removed (supports)"),
    (BY_NG, CONFLICT, "moderate → mixed", "po was added (contradicts)"),
    (
        BY_NG,
        state(row(citekey="ng", stance="contradicts"), entries=NG),
        "moderate → contradicted",
        "`stance` of ng went from supports to contradicts",
    ),
    (
        BY_NG,
        state(row(citekey="ng", directness="indirect"), entries=NG),
        "moderate → weak",  # 4 − 1 = 3, and alone
        "`directness` of ng went from direct to indirect",
    ),
    (
        BY_NG,
        state(row(citekey="ng", downgrade="inconsistency"), entries=NG),
        "moderate → weak",
        "`downgrade` of ng became inconsistency",
    ),
    (
        COHORT,
        state(row(citekey="ng", upgrade="large-effect:2"), entries=entry("ng", "cohort")),
        "weak → moderate",  # 2 + 2 = 4
        "`upgrade` of ng became large-effect:2",
    ),
    (
        CONFLICT,
        state(
            row(citekey="ng"),
            row(citekey="po", stance="contradicts", explained="in children"),
            entries=NG + PO,
        ),
        "mixed → weak",  # moderate, lowered by one level
        "`explained` of po became `in children`",
    ),
    (
        state(
            row(citekey="ng"),
            row(citekey="po", stance="contradicts", explained="in children"),
            entries=NG + PO,
        ),
        CONFLICT,
        "weak → mixed",
        "`explained` of po (`in children`) was removed",
    ),
    # A claim
    (
        BY_NG,
        state(row(citekey="ng", question="definition"), entries=NG),
        "moderate → weak",  # a trial starts at 3 there
        "its `question` went from benefit to definition",
    ),
    # A source
    (UNKNOWN, BY_NG, "unsupported → moderate", "ng came into the references"),
    (BY_NG, UNKNOWN, "moderate → unsupported", "ng left the references"),
    (
        BY_NG,
        state(row(citekey="ng"), entries=entry("ng", "case-report")),
        "moderate → weak",
        "`design` of ng went from rct to case-report",
    ),
    (
        BY_NG,
        state(row(citekey="ng"), entries=entry("ng", samplesize=399)),
        "moderate → weak",
        "`samplesize` of ng went from 500 to 399",
    ),
    (
        BY_NG,
        state(row(citekey="ng"), entries=entry("ng", riskofbias="some")),
        "moderate → weak",
        "`riskofbias` of ng went from low to some",
    ),
    (
        BY_NG,
        state(row(citekey="ng"), entries=entry("ng", status="retracted")),
        "moderate → unsupported",
        "`status` of ng became `retracted`",
    ),
    (
        BY_NG,
        state(row(citekey="ng"), entries=entry("ng", certainty="low")),
        "moderate → weak",
        "`certainty` of ng became low",
    ),
    (
        BY_NG,
        state(row(citekey="ng"), entries=entry("ng", doi="10.1101/2020.01.01.20000001")),
        "moderate → weak",
        "`preprint` of ng went from no to yes",
    ),
    (
        BY_REVIEW,
        state(
            row(citekey="ng"), entries=entry("ng", "systematic-review", synthesisof="observational")
        ),
        "strong → weak",
        "`synthesisof` of ng went from rct to observational",
    ),
    (
        BY_NG_AND_PO,
        state(row(citekey="ng"), row(citekey="po"), entries=NG + entry("po", includes="ng")),
        "strong → moderate",  # one unit
        "`includes` of po became `ng`",
    ),
    # A setting
    (
        BY_NG,
        state(row(citekey="ng"), entries=NG, thresholds=Thresholds(participants=501)),
        "moderate → weak",
        "the setting `thresholds.participants` went from 400 to 501",
    ),
    (
        BY_NG,
        state(row(citekey="ng"), entries=NG, start={Question.BENEFIT: {"rct": 3}}),
        "moderate → weak",
        "the setting `start.benefit.rct` went from 4 to 3",
    ),
]


@pytest.mark.parametrize(("before", "after", "move", "cause"), ONE_CHANGE)
def test_one_change_moves_the_support(
    before: Results, after: Results, move: str, cause: str
) -> None:
    [claim] = compare(before, after).kept

    assert f"{claim.before.support} → {claim.after.support}" == move
    assert why(claim).partition(";")[0] == f"because {cause}"


LISTED = "doi,nature,date\n10.5555/ng,{},2026-10-01\n"
WITH_DOI = entry("ng", doi="10.5555/ng")


@pytest.mark.parametrize(
    ("before", "after", "fields", "cause"),
    [
        (
            "",
            LISTED.format("retraction"),
            {},
            "there is a notice on ng in the list of retractions (retraction, 2026-10-01)",
        ),
        (
            LISTED.format("retraction"),
            LISTED.format("retraction") + LISTED.format("reinstatement").partition("\n")[2],
            {},
            "the notice on ng in the list of retractions (retraction, 2026-10-01) no longer stands",
        ),
        (
            LISTED.format("correction"),
            LISTED.format("correction"),
            {"status": "retracted"},
            "`status` of ng became `retracted`",
        ),
        (
            "",
            LISTED.format("correction"),
            {"status": "retracted"},
            "`status` of ng became `retracted`",
        ),
    ],
)
def test_a_list_of_retractions_is_told_from_what_the_entry_says(
    before: str, after: str, fields: dict[str, str], cause: str
) -> None:
    entries = (WITH_DOI, entry("ng", doi="10.5555/ng", **fields))
    states_of_it = (
        state(row(citekey="ng"), entries=each, retracted=listed)
        for each, listed in zip(entries, (before, after), strict=True)
    )

    [claim] = compare(*states_of_it).kept

    assert why(claim).partition(";")[0] == f"because {cause}"


def test_a_stance_that_is_no_known_word_is_not_called_removed() -> None:
    [claim] = compare(BY_NG, state(row(citekey="ng", stance="suports"), entries=NG)).kept

    assert "`stance` of ng (supports) was removed, or is no known word" in why(claim)


SHARED = entry("ng", study="tea") + entry("po", study="tea")

SEVERAL = [
    pytest.param(
        BY_NG,
        state(
            row(citekey="ng"),
            row(citekey="po", stance="contradicts"),
            row(citekey="qi", stance="contradicts"),
            entries=NG + PO + QI,
        ),
        "po was added (contradicts) and qi was added (contradicts): each alone would do it",
        id="each of two",
    ),
    pytest.param(
        NOTHING,
        BY_NG_AND_PO,
        "ng was added (supports) and po was added (supports), together",
        id="two together",
    ),
    pytest.param(
        BY_NG_AND_PO,
        state(row(citekey="ng"), row(citekey="po"), entries=SHARED),
        "`study` of ng became `tea` and `study` of po became `tea`, together",
        id="two records together",
    ),
    pytest.param(
        NOTHING,
        state(*(row(citekey=key) for key in ("ng", "po", "qi")), entries=NG + PO + QI),
        "ng was added (supports), po was added (supports) and qi was added (supports): "
        "fewer of them would do it",
        id="two of three",
    ),
    pytest.param(
        CONFLICT,
        state(row(citekey="ng"), row(citekey="qi"), entries=NG + QI),
        "po was removed (contradicts) and qi was added (supports), together",
        id="one ends the conflict, one makes it strong",
    ),
    pytest.param(
        BY_NG,
        state(
            row(citekey="ng", locator="p. 3", rationale="It wakes"),
            row(citekey="po", stance="contradicts"),
            row(citekey="qi"),
            entries=entry("ng", title="Other", samplesize=501) + PO + QI,
            thresholds=Thresholds(participants=300),
        ),
        "po was added (contradicts)",
        id="what does not matter is not named",
    ),
    pytest.param(
        NOTHING,
        state(
            *(row(citekey=f"k{n}") for n in range(31)),
            entries="".join(entry(f"k{n}") for n in range(31)),
        ),
        "of 31 changes, too many to tell which of them it was",
        id="too many to try",
    ),
]


@pytest.mark.parametrize(("before", "after", "cause"), SEVERAL)
def test_several_changes(before: Results, after: Results, cause: str) -> None:
    [claim] = compare(before, after).kept

    assert why(claim).partition(";")[0] == f"because {cause}"


def test_a_change_that_moves_only_one_side_is_told_too() -> None:
    stronger = state(
        row(citekey="ng"),
        row(citekey="po", stance="contradicts"),
        row(citekey="qi"),
        entries=NG + PO + QI,
    )

    [claim] = compare(CONFLICT, stronger).shifted

    assert (claim.before.pro, claim.after.pro, claim.after.against) == (
        "moderate",
        "strong",
        "moderate",
    )
    assert why(claim) == "because qi was added (supports)"


def test_a_claim_that_did_not_move_has_no_cause() -> None:
    after = state(row(citekey="ng", claim="Tea wakes."), entries=NG)

    [claim] = compare(BY_NG, after).kept

    assert claim.cause is None


def test_a_source_of_one_side_is_judged_as_it_is_there() -> None:
    """Its record changed too, but no one saw it move this claim before it was linked."""
    before = state(row(), entries=entry("ng", "case-report"))

    [claim] = compare(before, BY_NG).kept

    assert why(claim).startswith("because ng was added (supports)")


# Whatever the changes are


KEYS = ("ng", "po", "qi")
ENTRIES = st.builds(
    entry,
    st.just("key"),
    st.sampled_from(["rct", "cohort", "systematic-review"]),
    samplesize=st.sampled_from([100, 500]),
    status=st.sampled_from(["", "retracted"]),
    study=st.sampled_from(["", "tea"]),
)
ROWS = st.builds(
    lambda stance, directness, explained: {
        "stance": stance,
        "directness": directness,
        "explained": explained,
    },
    st.sampled_from(["supports", "contradicts", "mixed", "mentions"]),
    st.sampled_from(["", "indirect"]),
    st.sampled_from(["", "children"]),
)


@st.composite
def states(draw: st.DrawFn) -> Results:
    """A claim and its links to up to three sources, some of them twice, some unknown."""
    keys = draw(st.lists(st.sampled_from(KEYS), max_size=4))
    question = draw(st.sampled_from(["benefit", "definition"]))
    rows = [row(citekey=key, question=question, **draw(ROWS)) for key in keys]
    known = draw(st.sets(st.sampled_from(KEYS)))
    entries = "".join(draw(ENTRIES).replace("{key,", f"{{{key},") for key in sorted(known))
    thresholds = Thresholds(participants=draw(st.sampled_from([50, 400])))
    return state(*(rows or [row(question=question)]), entries=entries, thresholds=thresholds)


def between(before: Results, after: Results) -> Between:
    [pair] = paired_claims(before.ledger.claims, after.ledger.claims)
    rows = paired_rows(before.ledger.links, after.ledger.links)
    settings = setting_changes(before.ledger.config, after.ledger.config)
    return Between(pair, rows, (before.ledger, after.ledger), settings)


@given(states(), states())
def test_no_change_made_is_the_state_before_and_all_are_the_state_after(
    before: Results, after: Results
) -> None:
    claim = between(before, after)

    assert claim.standing(frozenset()) == standing_of(before.verdicts["C1"])
    assert claim.standing(frozenset(claim.changes)) == standing_of(after.verdicts["C1"])


@given(states(), states())
def test_the_cause_makes_the_move_and_no_less_of_it_does(before: Results, after: Results) -> None:
    moved = [claim for claim in compare(before, after).kept if claim.fall]
    claim = between(before, after)

    for each in moved:
        assert each.cause
        named, support = frozenset(each.cause.changes), each.after.support
        alone = [claim.standing(frozenset({change})).support is support for change in named]
        fewer = [claim.standing(named - {change}).support is support for change in named]
        if each.cause.how in (How.ALONE, How.EACH):
            assert all(alone)
        if each.cause.how is How.TOGETHER:
            assert claim.standing(named).support is support
            assert not any(fewer)


def mirrored(change: Change) -> Change:
    fates = {Fate.ADDED: Fate.REMOVED, Fate.REMOVED: Fate.ADDED, Fate.CHANGED: Fate.CHANGED}
    return change._replace(fate=fates[change.fate], before=change.after, after=change.before)


@given(states(), states())
def test_the_way_back_is_the_mirror_image(before: Results, after: Results) -> None:
    there, back = compare(before, after), compare(after, before)

    assert [c.fall for c in there.kept] == [-c.fall for c in back.kept]
    assert sorted(there.links) == sorted(map(mirrored, back.links))
    assert sorted(there.sources) == sorted(map(mirrored, back.sources))
    assert sorted(there.settings) == sorted(map(mirrored, back.settings))
    assert (there.findings.new, there.findings.gone) == (back.findings.gone, back.findings.new)
    assert (there.added, there.removed) == (back.removed, back.added)


@given(states())
def test_nothing_differs_from_itself(one: Results) -> None:
    assert compare(one, one).is_empty
