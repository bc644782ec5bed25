"""What has become of an anchor, word by word."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.wording.differences import word_differences


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("tea is hot", "tea is hot", "=tea is hot"),
        ("tea is hot", "tea was hot", "=tea -is +was =hot"),
        ("tea is hot", "is hot", "-tea =is hot"),
        ("tea is", "green tea is hot", "+green =tea is +hot"),
        ('"tea"  is - hot', "“tea” is – hot", "=“tea” is – hot"),
        ("in 2 %", "in 2\u200b % of", "=in 2\u200b % +of"),
        ("", "tea", "+tea"),
        ("tea", "", "-tea"),
        ("", "", ""),
    ],
)
def test_differences(old: str, new: str, expected: str) -> None:
    signs = {"equal": "=", "removed": "-", "added": "+"}

    found = word_differences(old, new)
    assert " ".join(signs[change.value] + words for change, words in found) == expected


WORDS = st.lists(st.sampled_from("abc"), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_nothing_is_lost(old: str, new: str) -> None:
    found = word_differences(old, new)

    assert " ".join(words for change, words in found if change.value != "added") == old
    assert " ".join(words for change, words in found if change.value != "removed") == new


def test_long_texts_are_not_compared() -> None:
    before = time.process_time()

    assert len(word_differences("a b " * 50_000, "b a " * 50_000)) == 2
    assert time.process_time() - before < 20
