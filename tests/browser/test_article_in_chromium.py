"""The article in the report, in Chromium: its marks, its links and how it fits a phone."""

from __future__ import annotations

import pytest

from browsing import Reader


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_words_lead_to_their_claim_and_back(reader: Reader, report: str, scripts: bool) -> None:
    page = reader.open(report, scripts=scripts)
    page.locator("#text-C12").click()
    page.locator("#C12").wait_for(state="visible")
    page.get_by_role("link", name="Show them in the article").and_(
        page.locator('[href="#text-C12"]')
    ).click()
    page.wait_for_url("**#text-C12")
    assert page.locator("#text-C12:target").count() == 1
    box = page.locator("#text-C12").bounding_box()
    assert box
    assert 0 <= box["y"] < 900


def test_the_keyboard_reaches_words_that_say_where_they_lead(reader: Reader, report: str) -> None:
    page = reader.open(report)
    page.locator("#text-C02").focus()
    assert page.get_by_role("link", name="The tightening is involuntary. C02 moderate").count() == 1
    page.keyboard.press("Enter")
    page.locator("#C02").wait_for(state="visible")


def test_each_support_has_a_line_of_its_own(reader: Reader, report: str) -> None:
    page = reader.open(report)
    lines = page.locator(".article-legend > li > span").evaluate_all(
        "spans => spans.map(span => getComputedStyle(span)).map(style =>"
        " [style.textDecorationStyle, style.textDecorationColor,"
        " style.textDecorationThickness].join())"
    )
    assert len(lines) == len(set(lines)) == 7


def test_print_keeps_the_lines(reader: Reader, report: str) -> None:
    page = reader.open(report)
    page.emulate_media(media="print")
    line = "(e) => getComputedStyle(e).textDecorationLine"
    assert page.locator("#text-C12").evaluate(line) == "underline"


@pytest.mark.parametrize("width", [320, 390])
def test_the_article_fits_a_phone(reader: Reader, report: str, width: int) -> None:
    page = reader.open(report, width=width)
    right = page.locator(".article *").evaluate_all(
        "all => Math.max(...all.map(each => each.getBoundingClientRect().right))"
    )
    assert right <= width
