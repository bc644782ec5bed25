"""Whether an article's coverage is as high as a project asks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.coverage.gates import Gate, gates_of
from evtrack.coverage.sentences import Coverage

COVERAGE = Coverage(carried=38, supported=6, in_scope=59)


@pytest.mark.parametrize(
    ("min_coverage", "min_supported", "short"),
    [
        (None, None, {}),
        (64, None, {"min-coverage": 0}),
        (64.4, None, {"min-coverage": 0}),
        (64.5, None, {"min-coverage": 1}),
        (70, 10, {"min-coverage": 4, "min-supported": 0}),
        (None, 100, {"min-supported": 53}),
        (0, 0, {"min-coverage": 0, "min-supported": 0}),
    ],
)
def test_how_many_sentences_are_short(
    min_coverage: float | None, min_supported: float | None, short: dict[str, int]
) -> None:
    gates = gates_of(COVERAGE, min_coverage, min_supported)

    assert {gate.name: gate.short for gate in gates} == short
    assert [gate.passed for gate in gates] == [number == 0 for number in short.values()]


@pytest.mark.parametrize(
    ("gate", "percent"),
    [
        (Gate("min-coverage", 60, 2, 3), 66.7),
        (Gate("min-coverage", 66.7, 2, 3), 66.6),
        (Gate("min-coverage", 100, 999_999, 1_000_000), 99.9),
        (Gate("min-coverage", 100, 3, 3), 100.0),
        (Gate("min-coverage", 100, 0, 0), None),
    ],
)
def test_what_falls_short_does_not_look_as_if_it_did_not(gate: Gate, percent: float | None) -> None:
    assert gate.percent == percent


@pytest.mark.parametrize(("least", "passed"), [(0, True), (0.1, False), (100, False)])
def test_nothing_to_measure_passes_only_where_nothing_is_asked(least: float, passed: bool) -> None:
    assert Gate("min-coverage", least, 0, 0).passed is passed


@given(st.integers(1, 5000), st.data())
def test_what_is_reached_passes_and_one_sentence_less_does_not(
    in_scope: int, data: st.DataObject
) -> None:
    reached = data.draw(st.integers(1, in_scope))
    least = 100 * reached / in_scope

    assert Gate("min-coverage", least, reached, in_scope).short == 0
    assert Gate("min-coverage", least, reached - 1, in_scope).short == 1
