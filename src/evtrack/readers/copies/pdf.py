"""PDF: a part for each page, or for each of its columns, the text in the order of reading.

PDFium gives a page's characters in the order of the file, the end of a line as CR LF, and one
within a word as a single character in the hyphen's place. A character that the file can't name is
U+FFFD here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from ctypes import byref, c_double
from typing import TYPE_CHECKING

from evtrack.model import CopyPart
from evtrack.readers.copies.columns import (
    Word,
    by_column,
    in_reading_order,
    without_line_numbers,
)
from evtrack.readers.copies.content import Content, damaged

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

MOST_PAGES = 2_000
MOST_CHARACTERS = 20_000_000
"""More than any book has; a small file can unfold to far more."""

_HYPHENS = "\x02\ufffe"  # at the end of a line within a word, in this and other versions of PDFium
_LINE = re.compile(rf"[^\r\n{_HYPHENS}]+[{_HYPHENS}]?|[{_HYPHENS}]")
_WORD = re.compile(rf"[^\s{_HYPHENS}]+[{_HYPHENS}]?|[{_HYPHENS}]")
_HYPHEN_AT_END = re.compile(rf"[{_HYPHENS}\u00ad]\Z")
_LETTER = re.compile(r"[^\W_]")
_FEWEST_LETTERS = 100
"""Fewer beside a picture are no page of text but a stamp on it: `Downloaded on 1 May`."""


def read_pdf(data: bytes) -> Content:
    """The pages that have text."""
    try:
        from pypdfium2 import PdfDocument, PdfiumError, raw  # late: it loads PDFium
    except ImportError:
        return Content(flaw="needs `pip install 'evtrack[pdf]'` to be read")
    try:
        with PdfDocument(data) as document:
            return _content(document)
    except PdfiumError as error:
        # PDFium may fail without a reason, and then the last one still stands.
        is_locked = error.err_code == raw.FPDF_ERR_PASSWORD and b"/Encrypt" in data
        return damaged("is locked by a password" if is_locked else "is damaged, or no PDF")


def _content(document: PdfDocument) -> Content:
    if len(document) > MOST_PAGES:
        return damaged(f"has {len(document):,} pages, and a copy may have at most {MOST_PAGES:,}")
    parts: list[CopyPart] = []
    pages = characters = 0
    for number in range(len(document)):
        if columns := _columns_of_page(document, number):
            label = document.get_page_label(number)
            parts += [CopyPart(text, page=number + 1, label=label) for text in columns]
            characters += sum(map(len, columns))
            pages += 1
        if characters > MOST_CHARACTERS:
            return damaged(f"has more characters than the {MOST_CHARACTERS:,} that a copy may have")
    if not pages or pages < len(document) / 2:
        return Content(flaw="has too little text, as if it were scanned")
    return Content(tuple(parts))


def _columns_of_page(document: PdfDocument, number: int) -> list[str]:
    """The text of each column; none for a page that is a picture, or that can't be read."""
    from pypdfium2 import PdfiumError

    try:
        with closing(document[number]) as page:
            with closing(page.get_textpage()) as characters:
                lines = without_line_numbers([line for line in _lines(characters) if line])
            columns = by_column(in_reading_order(lines))
            texts = [_whole("\n".join(map(_shown, column))) for column in columns]
            letters = sum(len(_LETTER.findall(text)) for text in texts)
            is_text = letters >= _FEWEST_LETTERS or (letters > 0 and not _has_picture(page))
    except PdfiumError:
        return []
    return texts if is_text else []


def _has_picture(page: PdfPage) -> bool:
    from pypdfium2 import raw

    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))


def _shown(line: Sequence[Word]) -> str:
    return _HYPHEN_AT_END.sub("-", " ".join(word.text for word in line))


def _whole(text: str) -> str:
    """The text with the two halves joined of each character that UTF-16 writes as two."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _lines(page: PdfTextPage) -> Iterator[list[Word]]:
    """The words of each line, in the order of the file."""
    from pypdfium2.raw import FPDFText_GetUnicode

    handle, reach = page.raw, _reach_in(page)
    codes = (FPDFText_GetUnicode(handle, number) for number in range(page.count_chars()))
    text = "".join(chr(code) if code else "\ufffd" for code in codes)
    for line in _LINE.finditer(text):
        words = []
        for word in _WORD.finditer(text, *line.span()):
            first, last = reach(word.start()), reach(word.end() - 1)
            (left, bottom), (right, top) = (
                map(min, first[::2], last[::2]),
                map(max, first[1::2], last[1::2]),
            )
            words.append(Word(word[0], left, right, bottom, top))
        yield words


def _reach_in(page: PdfTextPage) -> Callable[[int], tuple[float, float, float, float]]:
    """The left, right, bottom and top of a character of this page, by its number."""
    from pypdfium2.raw import FPDFText_GetCharBox

    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    handle, edges = page.raw, tuple(map(byref, (left, right, bottom, top)))

    def reach(number: int) -> tuple[float, float, float, float]:
        FPDFText_GetCharBox(handle, number, *edges)
        return left.value, right.value, bottom.value, top.value

    return reach
