"""The HTML report as a reader meets it: in Chromium, from disk, without a network."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browsing import Reader, written
from builders import project

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

CLAIMS = 38


def claims(page: Page) -> Locator:
    return page.locator(".claim:visible")


def fragment(page: Page) -> str:
    return page.url.partition("#")[2]


def test_filters_narrow_the_list_and_the_counts_follow(reader: Reader, report: str) -> None:
    page = reader.open(report)
    assert claims(page).count() == CLAIMS
    page.get_by_role("checkbox", name="mixed").check()
    mixed = claims(page).count()
    assert 0 < mixed < CLAIMS
    assert page.locator("#shown").text_content() == f"{mixed} of {CLAIMS} claims"
    page.locator("[name=stated]").select_option("firm")
    assert claims(page).count() < mixed
    weak = page.locator(".chip", has_text="weak").locator(".tally")
    firm_and_weak = page.locator('.claim[data-support="weak"][data-stated="firm"]').count()
    assert weak.text_content() == str(firm_and_weak)
    page.get_by_role("button", name="Clear the filter").click()
    page.wait_for_function("location.hash === '#claims'")
    assert claims(page).count() == CLAIMS


def test_a_filtered_view_can_be_shared(reader: Reader, report: str) -> None:
    page = reader.open(report)
    page.get_by_role("checkbox", name="contradicted").check()
    page.get_by_label("Order").select_option("attention")
    assert fragment(page) == "support=contradicted&sort=attention"
    shared = reader.open(page.url)
    assert claims(shared).count() == claims(page).count()
    assert shared.get_by_role("checkbox", name="contradicted").is_checked()


def test_search_finds_words_whatever_their_case_and_accents(reader: Reader, report: str) -> None:
    page = reader.open(report)
    page.get_by_label("Search").fill("HYPNOTHÉRAPY")
    assert claims(page).count() == 1
    assert "C30" in (claims(page).text_content() or "")
    page.get_by_label("Search").fill("no such words")
    assert claims(page).count() == 0
    page.locator("#no-match button").click()
    page.wait_for_function("document.querySelector('#no-match').hidden")
    assert claims(page).count() == CLAIMS


def test_sorting_by_urgency_puts_a_contradicted_claim_first(reader: Reader, report: str) -> None:
    page = reader.open(f"{report}#sort=attention")
    assert claims(page).first.get_attribute("data-support") == "contradicted"


def test_a_permalink_opens_its_claim_and_nothing_else(reader: Reader, report: str) -> None:
    page = reader.open(f"{report}#C12")
    assert page.locator(".claim[open]").count() == 1
    assert page.locator("#C12").is_visible()
    assert page.locator("#C12").bounding_box()["y"] < 300  # type: ignore[index]


def test_a_permalink_opens_its_claim_without_scripts(reader: Reader, report: str) -> None:
    assert reader.open(f"{report}#C12", scripts=False).locator("#C12").is_visible()


def test_a_link_to_a_claim_that_is_filtered_out_shows_it(reader: Reader, report: str) -> None:
    page = reader.open(f"{report}#support=contradicted")
    page.locator('.matrix a[href="#C12"]').click()
    page.locator("#C12").wait_for(state="visible")
    assert fragment(page) == "C12"
    assert claims(page).count() == CLAIMS


def test_a_count_of_the_grid_filters_the_list(reader: Reader, report: str) -> None:
    page = reader.open(report)
    cell = page.locator('.grid a[data-filter="stated=firm&support=weak"]')
    number = int(re.sub(r"\D", "", cell.text_content() or ""))
    cell.click()
    page.wait_for_function(
        f"document.querySelector('#shown').textContent.startsWith('{number} of')"
    )
    assert claims(page).count() == number


def test_the_keyboard_is_enough(reader: Reader, report: str) -> None:
    page = reader.open(report)
    page.get_by_label("Search").focus()
    page.keyboard.type("hypnotherapy")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.localName") == "summary":
            break
    page.keyboard.press("Enter")
    assert page.locator(".claim[open]").count() == 1


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


def test_hostile_cells_do_nothing(reader: Reader, tmp_path: Path) -> None:
    cells = [
        "<script>alert(1)</script>",
        "><img src=https://evil.example onerror=alert(1)>",
        "javascript:alert(1)",
        "\u202egnp.exe",
        "x" * 50_000,
        "{{ 7 * 7 }} </style><style>*{display:none}</style>",
    ]
    claims_csv = "claim_id,claim,citekey,stance,rationale,note\n" + "".join(
        f'C{n},"{cell}",key{n},supports,"{cell}","{cell}"\n' for n, cell in enumerate(cells)
    )
    library = "".join(
        f"@misc{{key{n}, title={{<b onclick=alert(1)>{n}</b>}}, url={{javascript:alert({n})}}}}\n"
        for n in range(len(cells))
    )
    folder = project(tmp_path, claims=claims_csv, references=library)
    page = reader.open(written(folder, tmp_path / "hostile.html"), width=320)
    assert claims(page).count() == len(cells)
    page.get_by_role("button", name="Open all").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("script").count() == 1
    assert page.locator("img, iframe, [onclick], [onerror], a[href^=javascript]").count() == 0
    assert "<script>alert(1)</script>" in (claims(page).first.text_content() or "")
