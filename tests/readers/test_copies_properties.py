"""No bytes make a copy raise."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evtrack.readers.copies.content import Content
from evtrack.readers.copies.pdf import read_pdf
from evtrack.readers.copies.text import read_html, read_markdown, read_text
from pdf_maker import Page, page, pdf, scanned, two_columns

Reader = Callable[[bytes], Content]

PAGES = [
    page("Tea woke them up.", label="e1"),
    two_columns(["Of the women who"] * 6, ["had been given tea"] * 6, row_wise=True),
    scanned(),
]
FILES = [pdf(PAGES), pdf(PAGES[:1], is_locked=True)]


def is_told(content: Content) -> bool:
    """Whether there is either text in every part, or a flaw."""
    return bool(content.parts) != bool(content.flaw) and all(
        part.text.strip() for part in content.parts
    )


@pytest.mark.parametrize("read", [read_text, read_markdown, read_html, read_pdf])
@given(data=st.binary())
def test_any_bytes(read: Reader, data: bytes) -> None:
    assert is_told(read(data))


@pytest.mark.parametrize("read", [read_text, read_markdown, read_html])
@given(text=st.text(alphabet=st.sampled_from("a1 -\n\r\f\t#<>/p&;[]()^@|*_`\u00ad\ufffe\u0085")))
def test_any_text(read: Reader, text: str) -> None:
    assert is_told(read(text.encode()))


@given(st.data())
def test_any_damage_to_a_pdf(data: st.DataObject) -> None:
    file = bytearray(data.draw(st.sampled_from(FILES)))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(file)))
        length = data.draw(st.integers(0, 60))
        file[at : at + length] = data.draw(st.binary(max_size=20))

    assert is_told(read_pdf(bytes(file)))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), max_size=8))
@example(["\U0001f375 \x00", "\ue000", "\u05d0\u05d1 \u0627\u0644"])
def test_any_text_in_a_pdf(lines: list[str]) -> None:
    assert is_told(read_pdf(pdf([Page(page(*lines).lines)])))
