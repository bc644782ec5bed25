"""The matrix, the sources and the grid of wordings in Chromium: heads, keyboard, phones, size."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browsing import Reader, written
from builders import project

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

SCHEMES = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
WIDTHS = pytest.mark.parametrize("width", [320, 390, 800, 1400])


def box_of(place: Locator) -> dict[str, float]:
    box = place.bounding_box()
    assert box
    return {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]}


def scrolled(page: Page, across: int = 0, down: int = 0) -> Locator:
    """The matrix at the top of the window, and scrolled in itself."""
    matrix = page.locator(".matrix")
    matrix.evaluate("place => place.scrollIntoView()")
    matrix.evaluate(f"place => place.scrollTo({across}, {down})")
    return matrix


def focused(page: Page) -> tuple[str, str]:
    """What has the focus: where it leads, and how it is called."""
    link = page.locator(":focus")
    return link.get_attribute("href") or "", link.get_attribute("aria-label") or link.inner_text()


# The matrix


@WIDTHS
@SCHEMES
def test_the_heads_stay_in_sight(reader: Reader, report: str, width: int, dark: bool) -> None:
    page = reader.open(report, width=width, dark=dark)
    matrix = scrolled(page, across=200, down=300)
    around = box_of(matrix)

    assert around["y"] + around["height"] <= 900
    for head in ("thead th:last-child", ".corner"):
        assert abs(box_of(matrix.locator(head))["y"] - around["y"]) < 2
    for head in ("tbody tr:last-child th", ".corner"):
        assert abs(box_of(matrix.locator(head))["x"] - around["x"]) < 2
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for head in ("thead th:last-child", "tbody tr:last-child th"):
        style = "head => getComputedStyle(head).backgroundColor"
        assert matrix.locator(head).evaluate(style) == paper


def test_the_cells_stand_below_their_heads(reader: Reader, report: str) -> None:
    page = reader.open(report)
    matrix = page.locator(".matrix")
    cells = matrix.locator("tbody tr", has=page.locator('th a[href="#C12"]')).locator("td[class]")
    sources = ["maseroli2018", "yaraghi2019", "clevelandclinic-management"]

    assert cells.count() == len(sources)
    for number, source in enumerate(sources):
        head = matrix.locator("thead th", has_text=source)
        assert abs(box_of(head)["x"] - box_of(cells.nth(number))["x"]) < 1


def test_rows_are_equally_high(reader: Reader, report: str) -> None:
    rows = reader.open(report).locator(".matrix tbody tr")
    heights = {round(row.bounding_box()["height"]) for row in rows.all()}  # type: ignore[index]
    assert len(heights) == 1


def test_the_matrix_is_one_stop_of_the_tab_key(reader: Reader, report: str) -> None:
    page = reader.open(report)
    assert page.locator(".matrix [tabindex='0']").count() == 1
    assert page.locator(".matrix a:not([tabindex])").count() == 0


def test_the_arrows_go_over_the_blanks(reader: Reader, report: str) -> None:
    page = reader.open(report)
    page.locator('.matrix th a[href="#C12"]').focus()
    walk = []
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "Home", "ArrowUp", "End", "ArrowRight"):
        page.keyboard.press(key)
        walk.append(focused(page))

    assert walk == [
        ("#C12", "supports, low certainty"),
        ("#C12", "contradicts, moderate certainty"),
        ("#C21", "mixed, moderate certainty"),
        ("#C21", "C21"),
        ("#C20", "C20"),
        ("#C20", "supports, very low certainty"),
        ("#C20", "supports, very low certainty"),
    ]


def test_the_arrows_reach_the_heads_and_stop_there(reader: Reader, report: str) -> None:
    page = reader.open(report)
    page.locator('.matrix td a[href="#C18"]').focus()
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    assert focused(page) == ("#source-knapman2024", "knapman2024")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    assert focused(page) == ("#source-pacik2017", "pacik2017")


def test_what_has_the_focus_is_never_below_a_head(reader: Reader, report: str) -> None:
    page = reader.open(report, width=390)
    matrix = scrolled(page, across=600, down=900)
    corner = box_of(matrix.locator(".corner"))
    page.locator('.matrix td a[href="#C02"]').first.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    cell = box_of(page.locator(":focus"))

    assert cell["x"] >= corner["x"] + corner["width"] - 1
    assert cell["y"] >= corner["y"] + corner["height"] - 1


def test_enter_leads_to_the_claim(reader: Reader, report: str) -> None:
    page = reader.open(report)
    page.locator('.matrix td a[href="#C18"]').focus()
    page.keyboard.press("Enter")
    page.locator("#C18").wait_for(state="visible")


def test_the_line_below_tells_what_is_pointed_at(reader: Reader, report: str) -> None:
    page = reader.open(report)
    told = page.locator(".pointed-at")
    hint = told.text_content()
    scrolled(page)
    page.locator('.matrix td a[href="#C18"]').hover()
    assert told.text_content() == (
        "C18, knapman2024: contradicts, low certainty. "
        "Less tension in the problem muscles means less pain"
    )
    page.locator(".matrix thead a", has_text="pacik2017").hover()
    assert told.text_content() == "pacik2017: 5 verdicts hang on it"
    page.locator('.matrix th a[href="#C19"]').hover()
    assert told.text_content() == "C19: Significant side effects can follow Botox"
    page.mouse.move(0, 0)
    assert told.text_content() == hint


def test_a_source_that_has_no_entry_is_told_too(reader: Reader, tmp_path: Path) -> None:
    folder = project(
        tmp_path, claims="claim_id,claim,citekey,stance\nC1,Tea wakes.,nowhere,supports\n"
    )
    page = reader.open(written(folder, tmp_path / "evidence.html"))
    page.locator('.matrix th a[href="#C1"]').focus()
    page.keyboard.press("ArrowRight")
    told = page.locator(".pointed-at").text_content()
    assert told == "C1, nowhere: supports, not counted. Tea wakes."


def test_the_line_below_is_in_sight_with_the_table(reader: Reader, report: str) -> None:
    page = reader.open(report)
    scrolled(page)
    told = box_of(page.locator(".pointed-at"))
    assert told["y"] + told["height"] <= 900


def test_without_scripts_the_heads_still_lead_on(reader: Reader, report: str) -> None:
    page = reader.open(report, scripts=False)
    assert not page.locator(".pointed-at").is_visible()
    page.locator('.matrix th a[href="#C19"]').focus()
    page.keyboard.press("Enter")
    page.locator("#C19").wait_for(state="visible")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A report on 300 claims and 200 sources."""
    rows = "".join(
        f"C{n},Claim {n} of many.,s{n % 200},supports\nC{n},,s{n * 7 % 200},contradicts\n"
        for n in range(300)
    )
    library = "".join(f"@misc{{s{n}, title={{T}}, design={{rct}}}}\n" for n in range(200))
    folder = tmp_path_factory.mktemp("large")
    project(folder, claims=f"claim_id,claim,citekey,stance\n{rows}", references=library)
    return written(folder, folder / "evidence.html")


def test_a_large_matrix_has_no_element_for_every_blank(reader: Reader, large: str) -> None:
    page = reader.open(large)
    assert page.locator(".matrix thead th").count() == 201
    assert page.locator(".matrix tbody tr").count() == 300
    assert page.locator(".matrix td").count() < 2000


@pytest.mark.parametrize("width", [320, 1400])
def test_a_large_matrix_scrolls_in_itself(reader: Reader, large: str, width: int) -> None:
    page = reader.open(large, width=width)
    matrix = scrolled(page, across=5000, down=5000)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator('.matrix td a[href="#C170"]').last.focus()
    page.keyboard.press("End")
    cell, around = box_of(page.locator(":focus")), box_of(matrix)
    assert around["x"] <= cell["x"] <= around["x"] + around["width"] - cell["width"]


# The sources


def test_seventeen_sources_take_two_screens(reader: Reader, report: str) -> None:
    page = reader.open(report)
    assert page.locator(".source:not([open])").count() == 17
    assert box_of(page.locator("#sources-listed"))["height"] < 2 * 900


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_link_to_a_source_opens_it(reader: Reader, report: str, scripts: bool) -> None:
    page = reader.open(report, scripts=scripts)
    page.locator(".matrix thead a", has_text="melnik2012").click()
    page.locator("#source-melnik2012").wait_for(state="visible")
    head = page.locator(".source[open] summary")
    assert head.count() == 1
    assert 0 <= box_of(head)["y"] < 450


def test_a_source_tells_what_would_become_of_its_claims(reader: Reader, report: str) -> None:
    page = reader.open(f"{report}#source-melnik2012")
    rows = page.locator("#source-melnik2012 .hangs li")
    words = [" ".join(row.inner_text().split()) for row in rows.all()]
    assert words[0].startswith("C31 Desensitisation uses dilators")
    assert words[0].endswith(" contradicts low without it weak")
    assert words[-1].endswith(" contradicts low")


RETRACTED = """\
claim_id,claim,citekey,stance
C1,Tea heals.,gone,supports
C2,Tea wakes.,back,supports
"""
ENTRIES = """\
@article{gone, title={Gone}, design={rct}, samplesize={900}, riskofbias={low}, doi={10.1000/gone}}
@article{back, title={Back}, design={rct}, samplesize={900}, riskofbias={low}, doi={10.1000/back}}
"""
LIST = """\
doi,nature,date,notice
10.1000/gone,retraction,2024-02-29,10.1000/notice
10.1000/back,retraction,2021-01-01,
10.1000/back,reinstatement,2022-01-01,
"""


def test_a_retraction_is_in_sight_with_its_notice(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    config = 'retractions = "list.csv"\n'
    project(tmp_path, claims=RETRACTED, references=ENTRIES, config=config)
    page = reader.open(written(tmp_path, tmp_path / "evidence.html"))

    banner = page.locator("#source-gone .banner")
    assert [line.strip() for line in banner.inner_text().split("\n") if line] == [
        "Retracted: nothing is counted from this source.",
        "Notice of retraction, 2024-02-29, doi:10.1000/notice",
    ]
    assert banner.locator("a").get_attribute("href") == "https://doi.org/10.1000/notice"
    before = page.locator("#source-gone .hangs .without").inner_text()
    assert before.split() == ["with", "it", "moderate"]
    page.locator(".source", has_text="Back").locator("summary").click()
    told = page.locator("#source-back .banner p").all_inner_texts()
    assert [line.strip() for line in told] == [
        "There was a notice, and it was lifted.",
        "Notice of reinstatement, 2022-01-01",
        "Notice of retraction, 2021-01-01",
    ]


def test_a_source_of_very_many_claims_leads_to_them(reader: Reader, tmp_path: Path) -> None:
    rows = "".join(f"C{n},Claim {n}.,tea,supports\n" for n in range(50))
    folder = project(
        tmp_path,
        claims=f"claim_id,claim,citekey,stance\n{rows}C99,Another.,,\n",
        references="@misc{tea, title={T}}\n",
    )
    page = reader.open(f"{written(folder, tmp_path / 'evidence.html')}#source-tea")
    assert page.locator("#source-tea .hangs li").count() == 20
    others = page.locator("#source-tea .hangs + .told a")
    assert others.all_text_contents() == [f"C{n}" for n in range(20, 50)]


# The grid of wordings


@pytest.mark.parametrize("width", [320, 390])
def test_the_grid_fits_a_phone(reader: Reader, report: str, width: int) -> None:
    page = reader.open(report, width=width)
    grid = page.locator("#calibration .scroll")
    assert grid.evaluate("place => place.scrollWidth <= place.clientWidth")


def test_overstated_cells_are_named(reader: Reader, report: str) -> None:
    page = reader.open(report)
    cells = page.locator("#calibration td.overstated:not(.none)")
    assert [" ".join(cell.split()) for cell in cells.all_inner_texts()] == [
        f"overstated {number} firm, {support}"
        for number, support in ((5, "weak"), (5, "mixed"), (2, "contradicted"), (5, "unsupported"))
    ]
