"""The list of claims as a reader meets it: in Chromium, short and long, with scripts or not."""

from __future__ import annotations

from pathlib import Path

import pytest
from projects import write_project

from browsing import Reader, claims, fragment, written
from builders import project

CLAIMS = 38
MANY = 350
AT_A_TIME = 100


@pytest.fixture(scope="module")
def long_report(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("long")
    write_project(folder, MANY)
    (folder / "evtrack.toml").write_text('article = "article.md"\n', encoding="utf-8")
    return written(folder, folder / "evidence.html")


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


def test_search_is_for_the_words_of_the_project_and_not_of_the_page(
    reader: Reader, tmp_path: Path
) -> None:
    folder = project(
        tmp_path,
        claims="claim_id,claim,anchor,citekey,stance,rationale,note\n"
        "C1,Tea calms,Green tea calms,cup,supports,Sleepers slept,Read twice\n",
        references="@article{cup, title={Leaves}, year=1999, design={cohort}, samplesize=30}\n",
        config='article = "article.md"\n',
    )
    (folder / "article.md").write_text("Before. Green tea calms us. Behind.", encoding="utf-8")
    page = reader.open(written(folder, tmp_path / "evidence.html"))

    def is_found(word: str) -> bool:
        page.get_by_label("Search").fill(word)
        return claims(page).count() == 1

    data = [*("C1", "tea", "green", "cup", "supports", "leaves", "1999", "slept", "twice")]
    judged = ["weak", "firm", "overstated", "cohort", "imprecision"]
    assert [word for word in [*data, *judged] if not is_found(word)] == []
    pages_own = ["before", "article", "step", "link", "source", "claims.csv", "mend"]
    assert [word for word in pages_own if is_found(word)] == []


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
    page.locator('.matrix th a[href="#C12"]').click()
    page.locator("#C12").wait_for(state="visible")
    assert fragment(page) == "C12"
    assert claims(page).count() == CLAIMS


def test_going_back_takes_back_the_filter(reader: Reader, report: str) -> None:
    page = reader.open(report)
    mixed = page.locator(".page-header [data-filter='support=mixed']")
    for start in ("", "claims"):
        page.goto(f"{report}#{start}")
        mixed.click()
        page.locator(f"#shown:text-is('9 of {CLAIMS} claims')").wait_for()
        page.go_back()
        page.locator(f"#shown:text-is('{CLAIMS} claims')").wait_for()
        assert fragment(page) == start
        assert claims(page).count() == CLAIMS
        assert not page.get_by_role("checkbox", name="mixed").is_checked()


def test_a_link_to_a_filter_takes_the_keyboard_along(reader: Reader, report: str) -> None:
    page = reader.open(report)
    page.locator(".page-header [data-filter='support=mixed']").press("Enter")
    page.locator("#shown:text-is('9 of 38 claims')").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "support"


def test_what_a_browser_does_not_unfold_the_page_does(reader: Reader, report: str) -> None:
    page = reader.open(report)
    page.evaluate(
        "history.pushState(null, '', '#source-melnik2012');"
        "dispatchEvent(new HashChangeEvent('hashchange'))"
    )
    box = page.locator("#source-melnik2012").bounding_box()
    assert box
    assert 0 <= box["y"] < 900


def test_all_are_opened_where_one_is_not_open(reader: Reader, report: str) -> None:
    page = reader.open(f"{report}#support=mixed")
    opened = page.locator(".claim[open]")
    page.get_by_role("button", name="Open all").click()
    page.get_by_role("button", name="Close all").wait_for()
    assert opened.count() == 9

    page.get_by_role("button", name="Clear the filter").click()
    page.get_by_role("button", name="Open all").click()
    page.get_by_role("button", name="Close all").wait_for()
    assert opened.count() == CLAIMS

    claims(page).first.locator("summary").click()
    page.get_by_role("button", name="Open all").click()
    page.get_by_role("button", name="Close all").click()
    page.get_by_role("button", name="Open all").wait_for()
    assert opened.count() == 0


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


def test_a_section_of_the_article_is_a_filter(reader: Reader, report: str) -> None:
    page = reader.open(report)
    page.get_by_label("Section").select_option("Why it happens")
    assert fragment(page) == "section=Why+it+happens"
    number = claims(page).count()
    assert 0 < number < CLAIMS
    assert f"Why it happens ({number})" in (page.get_by_label("Section").inner_text())
    assert claims(reader.open(page.url)).count() == number


def test_a_flag_is_a_filter(reader: Reader, report: str) -> None:
    page = reader.open(f"{report}#flag=overstated")
    assert claims(page).count() > 0
    assert claims(page).count() == claims(page).filter(has_text="overstated").count()


def test_only_flags_that_occur_are_offered(reader: Reader, report: str) -> None:
    page = reader.open(report)
    counts = page.get_by_label("Flag").locator("option:not([value=''])").all_inner_texts()
    assert counts
    assert not any(text.endswith("(0)") for text in counts)


def test_the_sentence_stands_in_its_context(reader: Reader, report: str) -> None:
    page = reader.open(f"{report}#C02")
    quoted = page.locator("#C02 figure blockquote")
    assert quoted.locator(".said").text_content() == "The tightening is involuntary"
    assert (quoted.text_content() or "").strip().startswith("In vaginismus, the muscles")
    assert "under “What vaginismus is”" in (page.locator("#C02 figcaption").text_content() or "")


# A long report


def test_a_long_list_is_shown_bit_by_bit(reader: Reader, long_report: str) -> None:
    page = reader.open(long_report)
    assert claims(page).count() == AT_A_TIME
    assert page.locator("#shown").text_content() == f"{MANY} claims"
    more = page.get_by_role("button", name="Show 100 more (250 left)")
    more.focus()
    page.keyboard.press("Enter")
    assert claims(page).count() == 2 * AT_A_TIME
    assert "C00101" in page.evaluate("document.activeElement.textContent")


def test_what_sleeps_is_found_counted_and_sorted(reader: Reader, long_report: str) -> None:
    page = reader.open(long_report)
    page.get_by_label("Search").fill("naive MENIERE'S")
    assert 0 < claims(page).count() == claims(page).filter(has_text="Ménière's").count()
    page.get_by_label("Search").fill("of group 349")
    assert claims(page).filter(has_text="C00349").count() == 1
    assert claims(page).count() < 5
    page = reader.open(f"{long_report}#support=contradicted&sort=sources")
    number = claims(page).count()
    tally = page.locator(".chip", has_text="contradicted").locator(".tally")
    assert tally.text_content() == str(number)
    linked = claims(page).evaluate_all("all => all.map(each => Number(each.dataset.sources))")
    assert linked == sorted(linked, reverse=True)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_permalink_leads_far_down_a_long_list(
    reader: Reader, long_report: str, scripts: bool
) -> None:
    page = reader.open(f"{long_report}#C00333", scripts=scripts)
    page.locator("#C00333").wait_for(state="visible")
    box = page.locator("#C00333").bounding_box()
    assert box
    assert 0 <= box["y"] < 900


def test_links_lead_to_what_sleeps(reader: Reader, long_report: str) -> None:
    page = reader.open(f"{long_report}#C00333")
    page.locator("#C00333 .back a").click()
    place = page.locator("#text-C00333")
    place.wait_for(state="visible")
    page.wait_for_timeout(200)
    box = place.bounding_box()
    assert box
    assert 0 <= box["y"] < 900


def test_without_scripts_a_long_list_is_all_there(reader: Reader, long_report: str) -> None:
    page = reader.open(long_report, scripts=False)
    assert claims(page).count() == MANY
    page.locator(".claim summary").nth(MANY - 1).click()
    assert page.locator(f"#C{MANY:05}").is_visible()
    assert page.locator(".source").count() == MANY // 5


def test_what_wakes_is_what_is_there_without_scripts(reader: Reader, long_report: str) -> None:
    markup = "claim => claim.querySelector('.unfolded').outerHTML"
    asleep = reader.open(f"{long_report}#C00333").locator(".claim:has(#C00333)").evaluate(markup)
    static = reader.open(long_report, scripts=False).locator(".claim:has(#C00333)")
    assert asleep == static.evaluate(markup)


def test_print_wakes_every_claim_that_was_asked_for(reader: Reader, long_report: str) -> None:
    page = reader.open(f"{long_report}#support=unsupported&support=mixed")
    number = int((page.locator("#shown").text_content() or "").split()[0])
    assert number > AT_A_TIME
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".claim[open]:visible").count() == number
    assert page.locator("noscript:visible, .stretch > noscript").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert claims(page).count() == AT_A_TIME
    assert page.locator(".claim[open]").count() == 0


def test_hostile_cells_of_a_long_list_do_nothing(reader: Reader, tmp_path: Path) -> None:
    cells = [
        "</noscript><img src=https://evil.example onerror=alert(1)>",
        "<script>alert(1)</script> &amp; &lt;b&gt;",
        "--></textarea></template></style><svg onload=alert(1)>",
    ]
    rows = "".join(f'C{n},"{cells[n % 3]}","{cells[n % 3]}"\n' for n in range(MANY))
    folder = project(tmp_path, claims=f"claim_id,claim,note\n{rows}")
    page = reader.open(written(folder, tmp_path / "hostile.html"))
    page.get_by_role("button", name="Open all").click()
    assert page.locator("img, [onclick], [onerror], [onload], body script").count() == 1
    assert page.locator("#C0 .quiet bdi", has_text=cells[0]).count() == 1
    page.get_by_label("Search").fill("</noscript><img")
    assert page.locator("#shown").text_content() == f"117 of {MANY} claims"
    page.get_by_label("Search").fill("&amp; &lt;b&gt;")
    assert page.locator("#shown").text_content() == f"117 of {MANY} claims"
