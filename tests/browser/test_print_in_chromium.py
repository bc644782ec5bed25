"""The report on paper: `page.pdf()`, read back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from browsing import Reader

pypdfium2 = pytest.importorskip("pypdfium2")


def printed(reader: Reader, address: str, target: Path, *, scripts: bool = True) -> Any:
    page = reader.open(address, scripts=scripts)
    page.pdf(path=target, format="A4", prefer_css_page_size=True)
    return pypdfium2.PdfDocument(target)


def words_of(document: Any) -> str:
    texts = (page.get_textpage().get_text_range() for page in document)
    return " ".join(" ".join(texts).split())


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_everything_is_on_paper(reader: Reader, report: str, tmp_path: Path, scripts: bool) -> None:
    document = printed(reader, report, tmp_path / "x.pdf", scripts=scripts)
    words = words_of(document)

    for number in range(1, 39):
        assert f"C{number:02}" in words
    assert words.count("Step by step") == 38
    assert words.count("A question of ") == 38
    assert "Tips the verdict: without it, contradicted" in words
    assert "Where certainty starts, by question and design" in words
    for gone in (
        *("Skip to the claims", "Clear the filter", "Link to this claim", "Open all"),
        *("Open a claim", "A number leads to", "Open one for", " more contradicted"),
    ):
        assert gone not in words
    assert f"1 / {len(document)}" in words
    assert f"{len(document)} / {len(document)}" in words


def test_only_what_was_filtered_for_is_printed(reader: Reader, report: str, tmp_path: Path) -> None:
    words = words_of(printed(reader, f"{report}#support=contradicted", tmp_path / "x.pdf"))
    assert words.count("Step by step") == 2


def test_nothing_stands_beyond_the_edge_of_the_paper(
    reader: Reader, report: str, tmp_path: Path
) -> None:
    document = printed(reader, report, tmp_path / "x.pdf")
    for page in document:
        width = page.get_width()
        boxes = [each.get_bounds() for each in page.get_objects() if each.type == 1]
        assert all(left >= 0 and right <= width for left, _, right, _ in boxes)


def test_paper_is_white_also_for_who_reads_in_the_dark(reader: Reader, report: str) -> None:
    page = reader.open(report, dark=True)
    page.emulate_media(media="print", color_scheme="dark")
    ink = page.evaluate("getComputedStyle(document.body).color")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(map(int, re.findall(r"\d+", paper)[:3])) > 700
    assert sum(map(int, re.findall(r"\d+", ink)[:3])) < 200
