"""What is kept of a value, and whether a value is still what was kept."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.reviews.kept import MOST_KEPT, as_words, is_cut, is_same, kept

LONG = "Tea keeps most people awake. " * 20


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Tea  wakes\n people", "Tea wakes people"),
        ("“Tea” — wakes", "“Tea” — wakes"),
        ("t" * MOST_KEPT, "t" * MOST_KEPT),
        (LONG, f"{LONG[:119]}… [{sha256(LONG.strip().lower().encode()).hexdigest()[:32]}]"),
    ],
    ids=["blanks", "as it is written", "the longest", "longer"],
)
def test_what_is_kept(text: str, shown: str) -> None:
    assert kept(text) == shown


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Tea wakes", "tea\n  WAKES "),
        ("“Tea” – wakes…", '"Tea" - wakes...'),
        ("Zoe\u0308", "Zoë"),
        (LONG, LONG.upper().replace(" ", "\n")),
    ],
)
def test_what_is_the_same(was: str, now: str) -> None:
    assert is_same(kept(was), now)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Tea wakes", "Tea wakes."),
        ("1.2", "12"),
        ("-5", "5"),
        ("Tea wakes", "Teawakes"),
        (LONG, f"{LONG}Not."),
        (LONG, ""),
        ("", LONG),
        ("Tea", ""),
    ],
)
def test_what_is_another(was: str, now: str) -> None:
    assert not is_same(kept(was), now)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("{CBT} for Sleep: A Trial", "CBT for sleep -- a trial"),
        (r"Poltl, \'Etude", "Pöltl, Étude"),
        (LONG, LONG.replace(".", "").replace("Tea", "{Tea}")),
    ],
)
def test_words_of_bibtex_that_are_the_same(was: str, now: str) -> None:
    assert is_same(kept(was, as_words), now, as_words)


@given(st.text(max_size=2 * MOST_KEPT))
def test_any_text_is_what_was_kept_of_it(text: str) -> None:
    assert is_same(kept(text), text)
    assert is_same(kept(text, as_words), text, as_words)


@given(st.text(max_size=2 * MOST_KEPT))
def test_keeping_again_what_was_kept_changes_nothing(text: str) -> None:
    assert is_cut(kept(text)) or kept(kept(text)) == kept(text)


@given(st.text(), st.text("0123456789abcdef", min_size=32, max_size=32))
def test_a_text_that_looks_cut_is_what_was_kept_of_it(text: str, digits: str) -> None:
    looks_cut = f"{text}… [{digits}]"

    assert is_same(kept(looks_cut), looks_cut)
