"""What is read of copies in PDF."""

from __future__ import annotations

import sys

import pytest

from evtrack.model import CopyPart
from evtrack.readers.copies import pdf as reader
from evtrack.readers.copies.content import Content
from evtrack.readers.copies.pdf import read_pdf
from pdf_maker import (
    LIGATURES,
    Line,
    Page,
    column,
    page,
    pdf,
    scanned,
    two_columns,
    without_index,
)

FI, FFI = LIGATURES


def text_of(*pages: Page) -> str:
    return "\f".join(part.text for part in read_pdf(pdf(pages)).parts)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Tea woke", "them up."], "Tea woke\nthem up."),
        (["Schön, naïve, Łódź"], "Schön, naïve, Łódź"),
        (["茶は", "目を覚ます"], "茶は\n目を覚ます"),
        (["p \U0001d465 < 0.05"], "p \U0001d465 < 0.05"),
        (["the \ufb01rst o\ufb03ce"], "the first office"),
        ([f"the {FI}rst o{FFI}ce"], "the first office"),
        (["a treat-", "ment for all"], "a treat-\nment for all"),
        (["a treat\u00ad", "ment for all"], "a treat-\nment for all"),
        (["a treat\u2010", "ment for all"], "a treat\u2010\nment for all"),
        (["in 2019-", "2020 we"], "in 2019-\n2020 we"),
        (["a long-term study"], "a long-term study"),
        (["them up-"], "them up-"),
        (["one", "", "two"], "one\ntwo"),
        (["one", " ", "two"], "one\ntwo"),
        ([" one ", "\u00a0", " two"], "one\ntwo"),
    ],
)
def test_text(lines: list[str], text: str) -> None:
    assert text_of(page(*lines)) == text


def test_a_raised_mark_stands_where_it_is_written() -> None:
    marked = Page([Line("pain"), Line("12", x=92, y=724, size=6), Line("in most", x=102)])

    assert text_of(marked) == "pain12 in most"


def test_pages() -> None:
    pages = [page("One.", label="e1"), page(), page("Three.", label="e3")]

    assert read_pdf(pdf(pages)).parts == (
        CopyPart("One.", page=1, label="e1"),
        CopyPart("Three.", page=3, label="e3"),
    )


def test_pages_without_labels() -> None:
    assert read_pdf(pdf([page("One.")])).parts == (CopyPart("One.", page=1),)


LEFT = [
    "of the women who were",
    "given tea in the morn-",
    "ing most were awake at",
    "noon and said so",
]
RIGHT = [
    "while those who had",
    "been given water had",
    "gone to sleep again by",
    "the time we came",
]


@pytest.mark.parametrize("row_wise", [False, True])
def test_two_columns_are_two_parts(row_wise: bool) -> None:
    parts = read_pdf(pdf([two_columns(LEFT, RIGHT, row_wise=row_wise)])).parts

    assert parts == (CopyPart("\n".join(LEFT), page=1), CopyPart("\n".join(RIGHT), page=1))


def test_lines_are_numbered_in_the_margin() -> None:
    numbers = [Line(str(n), x=20, y=line.y) for n, line in enumerate(column(*LEFT, *RIGHT), 9)]
    lines = [each for row in zip(numbers, column(*LEFT, *RIGHT), strict=True) for each in row]

    assert text_of(Page(lines)) == "\n".join([*LEFT, *RIGHT])
    assert text_of(Page([*numbers, *column(*LEFT, *RIGHT)])) == "\n".join([*LEFT, *RIGHT])


def test_numbers_within_the_text_are_kept() -> None:
    lines = [f"{2010 + n} women" for n in range(8)]

    assert text_of(page(*lines)) == "\n".join(lines)


def test_a_damaged_index_is_made_again() -> None:
    assert read_pdf(without_index(pdf([page("Tea")]))).parts == (CopyPart("Tea", page=1),)


WHOLE = pdf([page("Tea woke them up.")])


@pytest.mark.parametrize(
    ("data", "flaw"),
    [
        (b"", "is damaged, or no PDF"),
        (b"<!doctype html>", "is damaged, or no PDF"),
        (WHOLE[: len(WHOLE) // 3], "is damaged, or no PDF"),
        (pdf([]), "is damaged, or no PDF"),
        (pdf([page("Tea")], is_locked=True), "is locked by a password"),
    ],
)
def test_a_file_to_be_mended(data: bytes, flaw: str) -> None:
    assert read_pdf(data) == Content(flaw=flaw, is_damaged=True)


def test_the_reason_for_one_file_is_not_that_for_the_next() -> None:
    read_pdf(pdf([page("Tea")], is_locked=True))

    assert read_pdf(pdf([])).flaw == "is damaged, or no PDF"


STAMP = [Line("Downloaded on 1 May 2020")]


@pytest.mark.parametrize(
    "pages",
    [
        [scanned()],
        [page()],
        [page("On this cover stands what the archive has to say."), scanned(), scanned()],
        [Page(STAMP, has_picture=True)],
    ],
)
def test_a_scanned_file(pages: list[Page]) -> None:
    flaw = "has too little text, as if it were scanned"

    assert read_pdf(pdf(pages)) == Content(flaw=flaw, is_damaged=False)


def test_a_scan_with_its_text_recognised() -> None:
    recognised = page(*["Tea woke them up, and they said so."] * 4)._replace(has_picture=True)

    assert read_pdf(pdf([recognised])).parts


def test_pictures_among_pages_of_text() -> None:
    pages = [page("Tea woke them up."), scanned()]

    assert [part.page for part in read_pdf(pdf(pages)).parts] == [1]


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)

    flaw = "needs `pip install 'evtrack[pdf]'` to be read"
    assert read_pdf(WHOLE) == Content(flaw=flaw, is_damaged=False)


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_PAGES", 2)

    assert read_pdf(pdf([page("Tea")] * 2)).parts
    assert read_pdf(pdf([page("Tea")] * 3)).flaw == "has 3 pages, and a copy may have at most 2"


def test_too_many_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_CHARACTERS", 6)

    assert read_pdf(pdf([page("Tea")] * 2)).parts
    assert read_pdf(pdf([page("Tea")] * 3)) == Content(
        flaw="has more characters than the 6 that a copy may have", is_damaged=True
    )


def test_a_page_that_can_t_be_read_is_left_out() -> None:
    broken = pdf([page("Tea"), page("is"), page("good")]).replace(b"7 0 obj\n<<", b"7 0 obj\n%%")

    assert [part.text for part in read_pdf(broken).parts] == ["Tea", "good"]
