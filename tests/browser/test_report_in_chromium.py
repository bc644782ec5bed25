"""The HTML report as a reader meets it: in Chromium, from disk, without a network."""

from __future__ import annotations

import re

import pytest

from browsing import Reader, claims

CLAIMS = 38


def test_a_count_of_the_grid_filters_the_list(reader: Reader, report: str) -> None:
    page = reader.open(report)
    cell = page.locator('.grid a[data-filter="stated=firm&support=weak"]')
    number = int(re.sub(r"\D", "", cell.text_content() or ""))
    cell.click()
    page.wait_for_function(
        f"document.querySelector('#shown').textContent.startsWith('{number} of')"
    )
    assert claims(page).count() == number


def test_without_scripts_everything_is_there(reader: Reader, report: str) -> None:
    page = reader.open(report, scripts=False)
    assert claims(page).count() == CLAIMS
    assert not page.locator("#filter").is_visible()
    page.locator(".claim summary").nth(11).click()
    assert page.locator("#C12").is_visible()
    assert page.locator("#C12 .evidence").count() == 3


@pytest.mark.parametrize("width", [320, 390, 800])
def test_the_page_never_scrolls_sideways(reader: Reader, report: str, width: int) -> None:
    page = reader.open(report, width=width)
    page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_text_is_not_too_wide_to_read(reader: Reader, report: str) -> None:
    page = reader.open(report)
    page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    wide = page.locator(
        ".article, .intro, .lead, .mend, .told, .prose, .unchecked, blockquote, .plain > li,"
        " .unfolded > p:not(.place), .unfolded > ol"
    ).evaluate_all(
        "all => all.filter((text) => text.clientWidth > 34 * parseFloat(getComputedStyle(text)"
        ".fontSize)).map((text) => text.outerHTML.slice(0, 100))"
    )
    assert wide == []  # a letter of this face is 0.45 em wide: 34 em are 75 of them


@pytest.mark.parametrize("width", [390, 900, 1400])
def test_what_stands_on_the_bar_stands_on_its_part(reader: Reader, report: str, width: int) -> None:
    page = reader.open(report, width=width)
    parts = page.locator(".support rect").evaluate_all(
        "all => all.map((rect) => [rect, rect.nextElementSibling])"
        ".filter(([, text]) => text?.localName === 'text')"
        ".map((both) => both.map((each) => each.getBoundingClientRect().width))"
    )
    assert len(parts) > 3
    assert all(words < part for part, words in parts)
    assert page.locator(".bar .word").first.is_visible() == (width > 896)


def test_risk_of_bias_heads_its_own_columns(reader: Reader, report: str) -> None:
    page = reader.open(report)
    head = page.locator(".designs [scope=colgroup]").bounding_box()
    first = page.locator(".designs .is-low").bounding_box()
    bars = page.locator(".designs td.length").last.bounding_box()
    assert head
    assert first
    assert bars
    assert bars["x"] + bars["width"] <= head["x"] <= first["x"]


def test_nothing_that_would_mend_a_claim_is_cut(reader: Reader, report: str) -> None:
    page = reader.open(report, width=320)
    page.locator("#attention summary").click()
    cut = "all => all.filter((each) => each.scrollHeight > each.clientHeight + 1).length"
    assert page.locator(".needy .why").evaluate_all(cut) == 0


def test_dark_mode_follows_the_system(reader: Reader, report: str) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    assert reader.open(report).evaluate(colour) == "rgb(255, 255, 255)"
    dark = reader.open(report, dark=True).evaluate(colour)
    assert max(map(int, re.findall(r"\d+", dark))) < 60


def test_in_print_every_claim_is_unfolded(reader: Reader, report: str) -> None:
    page = reader.open(report, scripts=False)
    page.emulate_media(media="print")
    assert page.locator("#C12").is_visible()
    assert not page.locator(".contents").is_visible()


def test_in_two_clicks_a_newcomer_knows_what_is_wrong_with_a_claim(
    reader: Reader, report: str
) -> None:
    """C12: its two sources disagree, and nobody has said why."""
    page = reader.open(report)
    top = page.locator(".page-header").inner_text()
    assert "31 need attention" in " ".join(top.split())

    page.get_by_role("navigation").get_by_role("link", name="Claims").click()
    page.locator(".claim", has_text="C12").locator("summary").click()

    claim = page.locator("#C12")
    assert claim.bounding_box()["y"] < 900  # type: ignore[index]
    told = " ".join(claim.inner_text().split())
    assert "Mixed. 1 source supports; 1 source contradicts: weak for, weak against." in told
    assert "What would mend it: Say that the evidence conflicts, or explain why yaraghi2019" in told
    assert claim.get_by_role("heading", name="For: weak support").is_visible()
    assert claim.get_by_role("heading", name="Against: weak support").is_visible()
    assert "yaraghi2019 contradicts, abstract" in told
    assert "imprecision: 58 participants, fewer than 400 −1" in told


def test_the_same_from_the_article(reader: Reader, report: str) -> None:
    page = reader.open(report)
    page.get_by_role("navigation").get_by_role("link", name="Article").click()
    page.locator("#text-C12").click()
    page.get_by_text("Say that the evidence conflicts, or explain why yaraghi2019").locator(
        "visible=true"
    ).first.wait_for()
