"""The article in the report, in Chromium: its marks, its links and how it fits a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browsing import Reader, fragment, written
from builders import project

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDE, NARROW = 1400, 1000


def is_in_sight(page: Page, selector: str) -> bool:
    box = page.locator(selector).bounding_box()
    return box is not None and 0 <= box["y"] < 900


# Beside the text


def test_words_show_their_claim_beside_the_text(reader: Reader, report: str) -> None:
    page = reader.open(report, width=WIDE)
    page.locator("#text-C12").click()
    chosen = page.locator("#chosen")
    chosen.wait_for(state="visible")
    assert is_in_sight(page, "#text-C12")
    assert is_in_sight(page, "#chosen")
    assert chosen.locator(".statement").inner_text() == (
        "Medical and psychological treatments of vaginismus work about equally well"
    )
    assert chosen.locator(".evidence").count() == 3
    assert fragment(page) == "text-C12"


def test_another_sentence_takes_the_place_of_the_first(reader: Reader, report: str) -> None:
    page = reader.open(report, width=WIDE)
    page.locator("#text-C12").click()
    page.locator("#text-C13").click()
    assert page.locator("#chosen .id").all_inner_texts() == ["C13"]
    marked = page.locator(".article [aria-current]")
    assert marked.evaluate_all("links => links.map(link => link.id)") == ["text-C13"]


def test_nothing_on_the_page_is_named_twice(reader: Reader, report: str) -> None:
    page = reader.open(report, width=WIDE)
    page.locator("#text-C12").click()
    ids = page.locator("[id]").evaluate_all("all => all.map(each => each.id)")
    assert len(ids) == len(set(ids))


def test_the_keyboard_opens_and_leaves_the_claim(reader: Reader, report: str) -> None:
    page = reader.open(report, width=WIDE)
    page.locator("#text-C12").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "chosen"
    page.keyboard.press("Escape")
    assert page.locator("#chosen").is_hidden()
    assert page.locator("#by-section").is_visible()
    assert page.evaluate("document.activeElement.id") == "text-C12"


def test_a_button_closes_the_claim(reader: Reader, report: str) -> None:
    page = reader.open(report, width=WIDE)
    page.locator("#text-C12").click()
    page.locator("#chosen").get_by_role("button", name="Close").click()
    assert page.locator("#chosen").is_hidden()
    assert page.locator(".article [aria-current]").count() == 0


def test_without_room_the_claim_makes_way_for_the_sections(reader: Reader, report: str) -> None:
    page = reader.open(report, width=WIDE)
    page.locator("#text-C12").click()
    page.set_viewport_size({"width": NARROW, "height": 900})
    page.locator("#by-section").wait_for(state="visible")
    assert page.locator("#chosen").is_hidden()
    assert page.locator(".article [aria-current]").count() == 0


def test_a_link_to_words_shows_their_claim(reader: Reader, report: str) -> None:
    page = reader.open(f"{report}#text-C23", width=WIDE)
    assert page.locator("#chosen .id").inner_text() == "C23"
    assert is_in_sight(page, "#text-C23")


def test_a_claim_leads_to_its_words_with_itself_beside_them(reader: Reader, report: str) -> None:
    page = reader.open(f"{report}#C12", width=WIDE)
    page.locator('[href="#text-C12"]').click()
    page.wait_for_url("**#text-C12")
    assert page.locator("#chosen .id").inner_text() == "C12"
    assert is_in_sight(page, "#text-C12")


def test_what_the_browser_does_with_a_link_stays_the_browser_s(reader: Reader, report: str) -> None:
    page = reader.open(report, width=WIDE)
    page.locator("#text-C12").click(modifiers=["Alt"])
    assert page.locator("#chosen").is_hidden()


def test_a_long_report_wakes_what_is_asked_for(
    reader: Reader, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("long")
    sentences = [f"Tea number {n} is drunk in place {n}." for n in range(1000)]
    rows = [f"C{n},Tea {n},{sentence}\n" for n, sentence in enumerate(sentences)]
    project(folder, claims="claim_id,claim,anchor\n" + "".join(rows))
    (folder / "article.md").write_text(
        "".join(f"## Part {n}\n\n{sentence}\n\n" for n, sentence in enumerate(sentences)),
        encoding="utf-8",
    )
    page = reader.open(written(folder, folder / "evidence.html") + "#text-C987", width=WIDE)
    page.locator("#text-C987").wait_for(state="visible")
    assert page.locator("#chosen .statement").inner_text() == "Tea 987"
    assert page.locator(".article noscript").count() > 0
    page.locator("#chosen").get_by_role("button", name="Close").click()
    page.locator('#by-section a:text-is("Part 500")').click()
    page.locator(".article h3:text-is('Part 500')").wait_for(state="visible")


# Where there is no room, and without scripts


@pytest.mark.parametrize(
    ("width", "scripts"), [(NARROW, True), (WIDE, False)], ids=["narrow", "without scripts"]
)
def test_words_lead_to_their_claim_and_back(
    reader: Reader, report: str, width: int, scripts: bool
) -> None:
    page = reader.open(report, width=width, scripts=scripts)
    page.locator("#text-C12").click()
    page.locator("#C12").wait_for(state="visible")
    page.get_by_role("link", name="Show them in the article").and_(
        page.locator('[href="#text-C12"]')
    ).click()
    page.wait_for_url("**#text-C12")
    assert page.locator("#text-C12:target").count() == 1
    assert is_in_sight(page, "#text-C12")


def test_the_keyboard_reaches_words_that_say_where_they_lead(reader: Reader, report: str) -> None:
    page = reader.open(report, width=NARROW)
    page.locator("#text-C02").focus()
    assert page.get_by_role("link", name="The tightening is involuntary. C02 moderate").count() == 1
    page.keyboard.press("Enter")
    page.locator("#C02").wait_for(state="visible")


def test_sections_lead_to_their_headings(reader: Reader, report: str) -> None:
    page = reader.open(report)
    page.locator("#by-section").get_by_role("link", name="How Botox works").click()
    heading = page.locator(".article h3", has_text="How Botox works")
    box = heading.bounding_box()
    assert box
    assert 0 <= box["y"] < 300


# How it looks


def test_each_support_has_a_line_of_its_own_whatever_its_colour(
    reader: Reader, report: str
) -> None:
    page = reader.open(report)
    lines = page.locator(".article-legend > li > span").evaluate_all(
        "spans => spans.map(span => getComputedStyle(span)).map(style =>"
        " [style.textDecorationStyle, style.textDecorationThickness].join())"
    )
    assert len(lines) == len(set(lines)) == 7


def test_print_keeps_the_lines_and_leaves_the_chosen_claim_out(reader: Reader, report: str) -> None:
    page = reader.open(report, width=WIDE)
    page.locator("#text-C12").click()
    page.emulate_media(media="print")
    line = "(e) => getComputedStyle(e).textDecorationLine"
    assert page.locator("#text-C12").evaluate(line) == "underline"
    assert page.locator("#chosen").is_hidden()

    page.emulate_media(media="null")
    page.pdf()
    assert page.locator("#chosen").is_visible()


@pytest.mark.parametrize("width", [320, 390])
def test_the_article_fits_a_phone(reader: Reader, report: str, width: int) -> None:
    page = reader.open(report, width=width)
    right = page.locator(".reading *:not(.unseen)").evaluate_all(
        "all => Math.max(...all.map(each => each.getBoundingClientRect().right))"
    )
    assert right <= width


def test_a_wide_table_scrolls_in_its_own_box(
    reader: Reader, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("table")
    project(folder, claims="claim_id,claim,anchor\nC1,x,Tea\n")
    columns = 12
    row = "|".join(f"Cell number {n}" for n in range(columns))
    text = f"Tea.\n\n|{row}|\n{'|-' * columns}|\n|{row}|\n"
    (folder / "article.md").write_text(text, encoding="utf-8")
    page = reader.open(written(folder, folder / "evidence.html"), width=320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.locator(".article .scroll").evaluate("e => e.scrollWidth > e.clientWidth")
