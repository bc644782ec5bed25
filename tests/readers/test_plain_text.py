"""Plain text: which blocks and lines are headings, items and paragraphs."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.model import PassageKind
from evtrack.readers.article.plain import plain_passages

_SHORT = {PassageKind.HEADING: "#", PassageKind.PARAGRAPH: "", PassageKind.ITEM: "-"}


def shown(text: str) -> list[str]:
    """The passages, a heading behind `#` and an item behind `-`."""
    return [f"{_SHORT[each.kind]} {each.text}".strip() for each in plain_passages(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Tea\n\nTea helps.\n", ["# Tea", "Tea helps."], id="a heading"),
        pytest.param("Tea\nhelps.", ["Tea helps."], id="a wrapped paragraph"),
        pytest.param("2. Methods\n\nTea.", ["# 2. Methods", "Tea."], id="a numbered heading"),
        pytest.param("1. Tea\n2. Milk", ["- Tea", "- Milk"], id="a list"),
        pytest.param("Drinks:\n1. Tea\n2. Milk", ["Drinks:", "- Tea", "- Milk"], id="after a line"),
        pytest.param("- Tea\n  helps.\n- Milk", ["- Tea helps.", "- Milk"], id="wrapped items"),
        pytest.param("• Tea", ["- Tea"], id="one item"),
        pytest.param("It was in\n1999. Then\n12. May", ["It was in 1999. Then 12. May"], id="none"),
        pytest.param("5 cups\n-3 °C is cold.", ["5 cups -3 °C is cold."], id="a minus"),
        pytest.param(
            "References\n1. Tea\n\n2. Milk", ["# References", "- Tea", "- Milk"], id="refs"
        ),
        pytest.param(
            "9 Sources\nWe cite well.\n1. Tea.",
            ["# 9 Sources", "We cite well.", "- Tea."],
            id="house",
        ),
        pytest.param(
            "Tea helps.\nReferences\nNg.", ["Tea helps.", "# References", "Ng."], id="within"
        ),
        pytest.param(
            "References\n\nNg. Tea. 2020\n\nMore",
            ["# References", "Ng. Tea. 2020", "# More"],
            id="end",
        ),
    ],
)
def test_passages(text: str, expected: list[str]) -> None:
    assert shown(text) == expected
    assert shown(text.replace("\n", "\r\n")) == expected


@given(
    st.text()
    | st.lists(st.sampled_from(["1. ", "- ", "\n", "\r\n", "a", "References", ". "])).map("".join)
)
def test_characters_stand_where_they_are_said_to(text: str) -> None:
    for passage in plain_passages(text):
        for character, place in zip(passage.text, passage.offsets, strict=False):
            assert text[place] == character or (character == " " and text[place].isspace())


@pytest.mark.parametrize(
    "piece", ["1. ", "- a\n", "References\n", "\n", " ", "a\n", "(1) a\n", "1\n"]
)
def test_no_text_takes_more_than_linear_time(piece: str) -> None:
    before = time.process_time()

    plain_passages(piece * 100_000)

    assert time.process_time() - before < 10
