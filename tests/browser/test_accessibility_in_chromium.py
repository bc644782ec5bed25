"""The report for everybody: axe-core's rules, forced colours, large print, the keyboard."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from browsing import Reader, claims

if TYPE_CHECKING:
    from playwright.sync_api import Page

UNFOLDED = "#C12, #C18, #C31, #source-melnik2012, #source-pacik2017, .rule:first-of-type > ul"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def unfold(page: Page, inner: str) -> None:
    page.evaluate(
        "inner => document.querySelectorAll(inner)"
        ".forEach((each) => { each.closest('details').open = true; })",
        inner,
    )


def violations(page: Page) -> list[str]:
    """What axe-core finds, however grave; a rule and the first place of each."""
    # Evaluated by the browser, since the page's policy would not run it as a script of the page.
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {resultTypes: ['violations'], runOnly: rules})", RULES
    )
    return [
        f"{each['id']} ({each['impact']}): {each['nodes'][0]['html'][:120]}"
        for each in found["violations"]
    ]


@pytest.mark.parametrize("width", [320, 1400])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(reader: Reader, report: str, width: int, dark: bool) -> None:
    page = reader.open(report, width=width, dark=dark)
    unfold(page, UNFOLDED)
    assert violations(page) == []


def test_axe_finds_nothing_in_a_filtered_list(reader: Reader, report: str) -> None:
    page = reader.open(f"{report}#support=mixed&sort=attention", width=390)
    claims(page).first.locator("summary").click()
    assert violations(page) == []
    page.get_by_label("Search").fill("no such words")
    assert violations(page) == []


def test_axe_would_find_something(reader: Reader, report: str) -> None:
    page = reader.open(report)
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert [found.partition(" ")[0] for found in violations(page)] == ["html-has-lang"]


def test_glyphs_are_drawn_in_forced_colours(reader: Reader, report: str) -> None:
    page = reader.open(f"{report}#C12")
    page.emulate_media(forced_colors="active")
    ink = page.evaluate("getComputedStyle(document.body).color")
    for glyph in (".claim[open] h3 > .mark", "#matrix .icon"):
        drawn = page.locator(glyph).first.evaluate(
            "glyph => getComputedStyle(glyph, glyph.matches('.mark') ? '::before' : null)"
            ".backgroundColor"
        )
        assert drawn == ink
    for fold in (".claim .id", ".source h3"):
        drawn = page.locator(fold).first.evaluate(
            "fold => getComputedStyle(fold, '::before').borderInlineStartColor"
        )
        assert drawn == ink


def test_the_matrix_is_drawn_in_forced_colours(reader: Reader, report: str) -> None:
    page = reader.open(report)
    cells = page.locator(".matrix td, .matrix-legend .cell")
    background = (
        "cells => cells.map(cell => getComputedStyle(cell))"
        ".map(style => style.backgroundColor + style.backgroundImage.split(' ')[0])"
    )
    usual = cells.evaluate_all(background)
    page.emulate_media(forced_colors="active")
    assert cells.evaluate_all(background) == usual


def test_nothing_moves(reader: Reader, report: str) -> None:
    page = reader.open(f"{report}#C12")
    moving = page.locator("*").evaluate_all(
        "all => all.filter((each) => { const style = getComputedStyle(each);"
        " return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0"
        " || style.scrollBehavior === 'smooth'; }).length"
    )
    assert moving == 0


@pytest.mark.parametrize("zoom", [2, 4])
def test_zoomed_in_the_page_reflows(reader: Reader, report: str, zoom: int) -> None:
    """A window of 1280 pixels, in which each takes as much room as `zoom` of them (WCAG 1.4.10)."""
    page = reader.open(report, width=1280 // zoom)
    unfold(page, UNFOLDED)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280 // zoom


def test_text_of_twice_the_size_is_neither_cut_nor_pushed_out(reader: Reader, report: str) -> None:
    page = reader.open(report, width=800)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    unfold(page, UNFOLDED)
    assert page.evaluate("document.documentElement.scrollWidth") <= 800
    cut = page.locator("p, li, h2, h3, td, th, summary").evaluate_all(
        "all => all.filter((each) => getComputedStyle(each).overflowX === 'hidden'"
        " && each.scrollWidth > each.clientWidth + 1 && !each.closest('.unseen'))"
        ".map((each) => each.outerHTML.slice(0, 100))"
    )
    assert cut == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_spaced_text_is_neither_cut_nor_pushed_out(reader: Reader, report: str, width: int) -> None:
    """Lines, letters and words as far apart as a reader may want them (WCAG 1.4.12)."""
    page = reader.open(report, width=width)
    page.evaluate(
        "sheet => { const spaced = new CSSStyleSheet(); spaced.replaceSync(sheet);"
        " document.adoptedStyleSheets = [spaced]; }",
        "* { line-height: 1.5 !important; letter-spacing: .12em !important;"
        " word-spacing: .16em !important; } p { margin-bottom: 2em !important; }",
    )
    unfold(page, UNFOLDED)
    beyond = page.locator("main *, .page-header *").evaluate_all(
        "all => all.filter((each) => each.checkVisibility() && !each.closest('.unseen, .scroll')"
        " && each.getBoundingClientRect().right > innerWidth + 1)"
        ".map((each) => each.outerHTML.slice(0, 100))"
    )
    assert beyond == []
    names = page.locator("select").evaluate_all(
        "selects => selects.filter((select) => {"
        " const style = getComputedStyle(select);"
        " const ink = document.createElement('canvas').getContext('2d');"
        " Object.assign(ink, { font: style.font, letterSpacing: style.letterSpacing });"
        " const words = ink.measureText(select.selectedOptions[0].text).width;"
        " return words > select.clientWidth - 32; }).map((select) => select.name)"
    )
    assert names == []


def test_links_that_show_a_number_are_named(reader: Reader, report: str) -> None:
    page = reader.open(report)
    names = [" ".join(name.split()) for name in page.locator(".figures a").all_text_contents()]
    assert [name.partition(" ")[2] for name in names] == [
        "overstated claims",
        "sources",
        "warnings",
        "notes",
    ]
    page.get_by_role("link", name=names[-1]).click()
    rule = page.locator("#notes")
    assert rule.get_attribute("open") is not None
    assert rule.locator(".is-note").count() == 1


def test_the_keyboard_goes_through_the_page_in_sight(reader: Reader, report: str) -> None:
    page = reader.open(report)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the claims"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = "document.activeElement.closest('section')?.id"
    assert page.evaluate(inside) == "claims"
    for _ in range(25):
        outline = page.locator(":focus").evaluate("each => getComputedStyle(each).outlineStyle")
        assert outline != "none"
        page.keyboard.press("Tab")
