"""When a finding is the same as one of another version of the project."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.fingerprints import changes, identities
from evtrack.model import Finding
from findings import ANY_FINDING, finding


def fingerprints(*found: Finding) -> list[str]:
    return [identity.fingerprint for identity in identities(found)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (finding(line=2, column=4), finding(line=9, column=1)),
        (finding("C1 has another on line 3"), finding("C1 has another on line 1,234")),
        (finding("twice: lines 3, 5 and 7"), finding("twice: lines 4, 6 and 8")),
        (finding("as in references.bib:3:1"), finding("as in references.bib:12:7")),
        (finding(severity="error"), finding(severity="note")),
        (finding(advice="Mend it."), finding(advice="Mend this.")),
    ],
    ids=["moved", "line", "lines", "place", "severity", "help"],
)
def test_what_does_not_count(one: Finding, other: Finding) -> None:
    assert fingerprints(one) == fingerprints(other)


@pytest.mark.parametrize(
    "other",
    [
        finding(rule="weak-claim"),
        finding(path="other.csv"),
        finding(subject="C2"),
        finding("wrong in 2 places"),
    ],
    ids=["rule", "path", "subject", "message"],
)
def test_what_counts(other: Finding) -> None:
    assert fingerprints(finding()) != fingerprints(other)


def test_the_numbers_of_a_message_count_where_they_are_no_places() -> None:
    assert fingerprints(finding("10.1/x:a is 3")) != fingerprints(finding("10.1/x:a is 4"))


def test_equal_findings_are_told_apart_by_their_order() -> None:
    first, second = fingerprints(finding(line=2), finding(line=3))

    assert first != second
    assert fingerprints(finding(line=7)) == [first]


def test_fingerprints_stay_from_version_to_version() -> None:
    assert fingerprints(finding()) == ["adbda960f4eb20309e5594089cfff2fe"]


@given(st.lists(ANY_FINDING, max_size=5))
def test_each_finding_of_a_run_has_its_own(found: list[Finding]) -> None:
    assert len(set(fingerprints(*found))) == len(found)


def test_new_and_mended() -> None:
    kept, gone, come = finding("a"), finding("b"), finding("c")

    compared = changes("main", before=[kept, gone], now=[kept._replace(), come], accepted=[])

    assert (compared.new, compared.mended) == (frozenset([come]), (gone,))


def test_a_finding_that_was_accepted_since_is_not_mended() -> None:
    assert changes("main", before=[finding()], now=[], accepted=[finding()]).mended == ()


@given(st.lists(ANY_FINDING, max_size=5))
def test_nothing_changes_by_itself(found: list[Finding]) -> None:
    compared = changes("main", found, found, [])

    assert (compared.new, compared.mended) == (frozenset(), ())
