"""Did-you-mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.suggest import Suggestions, did_you_mean, nearest

WORDS = ("supports", "contradicts", "mixed", "mentions", "risk-of-bias")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("suports", "supports"),
        ("SUPPORTS", "supports"),
        ("risk of bias", "risk-of-bias"),
        ("riskofbias", "risk-of-bias"),
        ("mention", "mentions"),
        ("agrees", None),
        ("", None),
        ("??", None),
    ],
)
def test_the_nearest_word(word: str, expected: str | None) -> None:
    assert nearest(word, WORDS) == expected


def test_of_words_equally_near_it_is_the_first() -> None:
    assert nearest("C1", ["C10", "C11"]) == "C10"


def test_nothing_is_near_where_nothing_is_known() -> None:
    assert nearest("supports", []) is None


def test_it_is_a_question() -> None:
    assert did_you_mean("suports", WORDS) == "Did you mean `supports`?"


def test_it_is_silent_where_nothing_is_near() -> None:
    assert did_you_mean("agrees", WORDS) == ""


def test_of_many_unknown_words_the_first_get_a_suggestion() -> None:
    suggestions = Suggestions(f"key{n:05}" for n in range(10_000))
    told = [suggestions.did_you_mean(f"key{n:05}x") for n in range(10_000)]

    assert told[0] == "Did you mean `key00000`?"
    assert told[-1] == ""
    assert suggestions.did_you_mean("key00000x") == told[0]


@given(st.text(st.characters()))
def test_any_text_may_be_asked_for(word: str) -> None:
    assert nearest(word, WORDS) in (None, *WORDS)
