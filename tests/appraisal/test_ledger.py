"""What happens elsewhere in a project changes no verdict."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from builders import ROOT
from evtrack.appraisal import judge
from evtrack.model import Claim, Ledger, Link, Location
from evtrack.readers import load
from evtrack.words import Stance

EXAMPLE = load(ROOT)
HERE = Location("claims.csv")


def verdicts_of(claims: tuple[Claim, ...], links: tuple[Link, ...]) -> dict[str, object]:
    ledger = Ledger(
        EXAMPLE.config, claims, links, EXAMPLE.sources, (), EXAMPLE.inputs, EXAMPLE.cells
    )
    return {
        claim_id: (v.support, v.pro, v.against, v.calibration, v.flags, v.fragile)
        for claim_id, v in judge(ledger).items()
    }


EXPECTED = verdicts_of(EXAMPLE.claims, EXAMPLE.links)


@given(st.randoms())
def test_the_order_of_claims_and_of_all_rows(random: Random) -> None:
    claims, links = list(EXAMPLE.claims), list(EXAMPLE.links)
    random.shuffle(claims)
    random.shuffle(links)

    assert verdicts_of(tuple(claims), tuple(links)) == EXPECTED


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(EXAMPLE.sources)), st.sampled_from(list(Stance))),
        max_size=5,
    )
)
def test_claims_that_have_nothing_to_do_with_it(others: list[tuple[str, Stance]]) -> None:
    new = Claim("X1", "Another claim.", HERE)
    links = tuple(Link("X1", key, stance, HERE) for key, stance in others)

    found = verdicts_of((*EXAMPLE.claims, new), (*EXAMPLE.links, *links))

    assert {key: found[key] for key in EXPECTED} == EXPECTED


@given(st.sets(st.sampled_from([claim.id for claim in EXAMPLE.claims]), min_size=1))
def test_claims_that_are_taken_away(kept: set[str]) -> None:
    claims = tuple(claim for claim in EXAMPLE.claims if claim.id in kept)
    links = tuple(link for link in EXAMPLE.links if link.claim_id in kept)

    assert verdicts_of(claims, links) == {key: EXPECTED[key] for key in EXPECTED if key in kept}
