"""PDF files with text wherever a test wants it, as small as readers of PDF allow.

The order of the lines is the order in which the file writes them, which is the order in which
PDFium gives them. Any character can be written: each distinct one is a glyph of its own, which the
file's ToUnicode map explains; so is each of `LIGATURES`, which are one glyph for several letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest
from typing import NamedTuple

LEFT, TOP, LEADING, SIZE = 72.0, 720.0, 14.0, 10.0
COLUMN = 250.0
"""Points from where one of two columns begins to where the other does."""

LIGATURES = {"\ue000": "fi", "\ue001": "ffi"}
"""Characters to write in a line for a glyph whose ToUnicode entry is these several letters."""

_GLYPH_WIDTH = 0.5  # of the size


class Line(NamedTuple):
    """A line of text: where its baseline begins, in points from the page's lower left corner."""

    text: str
    x: float = LEFT
    y: float = TOP
    size: float = SIZE


class Page(NamedTuple):
    """A page: what is written on it, in this order; its label; whether it shows a picture."""

    lines: Sequence[Line] = ()
    label: str = ""
    has_picture: bool = False


def column(*lines: str, x: float = LEFT, top: float = TOP) -> list[Line]:
    """Lines below one another; a blank text leaves a line out."""
    placed = (Line(text, x, top - n * LEADING) for n, text in enumerate(lines))
    return [line for line in placed if line.text]


def page(*lines: str, label: str = "") -> Page:
    """A page of one column."""
    return Page(column(*lines), label)


def two_columns(
    left: Sequence[str], right: Sequence[str], *, row_wise: bool = False, label: str = ""
) -> Page:
    """A page of two columns, written one after the other, or line by line across both."""
    columns = column(*left), column(*right, x=LEFT + COLUMN)
    if not row_wise:
        return Page([*columns[0], *columns[1]], label)
    return Page([line for row in zip_longest(*columns) for line in row if line], label)


def scanned() -> Page:
    """A page that is only a picture."""
    return Page(has_picture=True)


def pdf(pages: Sequence[Page], *, is_locked: bool = False) -> bytes:
    """The file. One that is locked opens with no password."""
    glyphs = _glyphs(chain.from_iterable(line.text for each in pages for line in each.lines))
    first = 5
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    labels = " ".join(f"{n} << /P {_text_string(p.label)} >>" for n, p in enumerate(pages))
    has_labels = any(each.label for each in pages)
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {f'/PageLabels << /Nums [{labels}] >>' * has_labels} >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Helvetica /Encoding /Identity-H"
        " /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Helvetica /DW 500"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        " /FontDescriptor << /Type /FontDescriptor /FontName /Helvetica /Flags 4 /ItalicAngle 0"
        " /FontBBox [0 -200 500 800] /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>]"
        " /ToUnicode 4 0 R >>",
        _stream(_to_unicode(glyphs)),
    ]
    for n, each in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F 3 0 R"
            f" >> >> /Contents {first + 2 * n + 1} 0 R >>"
        )
        objects.append(_stream(_content(each, glyphs)))
    return _file(objects, is_locked=is_locked)


def without_index(file: bytes) -> bytes:
    """The file after its index of objects was damaged; a reader has to look for them itself."""
    return re.sub(rb"\d{10} 00000 n", b"9999999999 00000 n", file)


def _glyphs(characters: Iterable[str]) -> dict[str, int]:
    """The number of each character's glyph, from 1."""
    return {character: n for n, character in enumerate(dict.fromkeys(characters), start=1)}


def _to_unicode(glyphs: dict[str, int]) -> str:
    rows = [f"<{n:04X}> <{_utf16(LIGATURES.get(c, c))}>" for c, n in glyphs.items()]
    blocks = (rows[at : at + 100] for at in range(0, len(rows), 100))  # as the format demands
    maps = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /Made def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{maps}\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )


def _content(page: Page, glyphs: dict[str, int]) -> str:
    picture = "q 400 0 0 600 100 100 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 80> EI Q"
    shown = [picture] if page.has_picture else []
    for line in page.lines:
        codes = "".join(f"{glyphs[character]:04X}" for character in line.text)
        shown.append(f"BT /F {line.size:g} Tf {line.x:g} {line.y:g} Td <{codes}> Tj ET")
    return "\n".join(shown)


def _utf16(text: str) -> str:
    return text.encode("utf-16-be", "surrogatepass").hex()


def _text_string(text: str) -> str:
    return f"<feff{_utf16(text)}>"


def _stream(text: str) -> str:
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream"


def _file(objects: Sequence[str], *, is_locked: bool) -> bytes:
    body = b"%PDF-1.7\n"
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{each}\nendobj\n".encode("ascii")
    index = "".join(f"{place:010} 00000 n \n" for place in places)
    lock = (
        f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'ab' * 32}> /U <{'cd' * 32}> >>"
        f" /ID [<{'00' * 16}> <{'00' * 16}>]"
    )
    size = len(objects) + 1
    end = (
        f"xref\n0 {size}\n0000000000 65535 f \n{index}"
        f"trailer\n<< /Size {size} /Root 1 0 R {lock * is_locked} >>\n"
        f"startxref\n{len(body)}\n%%EOF\n"
    )
    return body + end.encode("ascii")
