"""The article in the report: whole, every sentence marked as it is carried, and inert."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from builders import ROOT, project
from evtrack.appraisal import judge
from evtrack.coverage import article_coverage
from evtrack.inspection import Results, inspect
from evtrack.readers import load
from evtrack.render.article_view import Absent, ArticleView, Block, Piece, article_view
from evtrack.render.report_formats import html, markdown, report_of

REFERENCES = """\
@article{good, author={Able, A.}, title={Good}, year=2020, journal={J}, design={rct},
  samplesize=900, riskofbias={low}}
"""
HEADER = "claim_id,claim,anchor,citekey,stance\n"
ARTICLE = """\
# Tea

Tea keeps people awake at night. It was first brewed in 1650 in London. Who drinks it?

## What it does

Tea calms most people, and it warms them all. Nobody has counted the cups.

- Green tea is drunk in Japan.
- Black tea is drunk in Kent.

| Kind | Where it grows |
|:--|:--|
| Assam tea | It grows in the far north-east |

> Tea is the best of drinks.
"""


def written(folder: Path, claims: str = "", article: str = ARTICLE) -> Path:
    project(folder, claims=HEADER + claims, references=REFERENCES)
    (folder / "article.md").write_text(article, encoding="utf-8")
    return folder


def view_of(folder: Path) -> ArticleView:
    ledger = load(folder)
    coverage = article_coverage(ledger)
    assert coverage
    return article_view(coverage, judge(ledger))


def results_of(folder: Path) -> Results:
    ledger = load(folder)
    verdicts = judge(ledger)
    return Results(ledger, verdicts, inspect(ledger, verdicts, None), None)


def page_of(folder: Path) -> str:
    return html(report_of(results_of(folder)))


def markdown_of(folder: Path) -> str:
    return markdown(report_of(results_of(folder)))


def section_of(page: str) -> str:
    return page[page.index('<section id="article"') : page.index('<section id="claims"')]


def blocks_of(view: ArticleView) -> list[Block]:
    return [block for group in view.groups for row in group.rows for block in row if block]


def pieces_of(view: ArticleView) -> list[Piece]:
    return [piece for block in blocks_of(view) for piece in block.pieces]


def carried(view: ArticleView) -> list[tuple[str, str, tuple[str, ...]]]:
    """The words that a claim carries, that claim, and the claims that are named behind them."""
    return [
        (piece.text, piece.claim, tuple(mark.claim for mark in piece.marks))
        for piece in pieces_of(view)
        if piece.claim
    ]


class Words(HTMLParser):
    """What a reader sees, what is hidden from sight left out, and the start tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._hidden = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._hidden += bool(self._hidden) or dict(attrs).get("class") in ("unseen", "ref")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= bool(self._hidden)

    def handle_data(self, data: str) -> None:
        self.seen += "" if self._hidden else data


def test_every_word_of_the_article_is_there_once_and_in_order(tmp_path: Path) -> None:
    folder = written(tmp_path, "C1,Awake,keeps people awake,good,supports\n")
    ledger = load(folder)
    assert ledger.article
    texts = [passage.text for passage in ledger.article.passages]
    assert ["".join(p.text for p in b.pieces) for b in blocks_of(view_of(folder))] == texts


def laid_out(view: ArticleView) -> list[tuple[str, list[list[str]]]]:
    """The kind of each group and, row by row, the words that begin its blocks."""
    return [
        (
            group.kind,
            [[b.pieces[0].text.split()[0] if b else "" for b in row] for row in group.rows],
        )
        for group in view.groups
    ]


def test_blocks_of_one_kind_stand_together_and_cells_in_rows(tmp_path: Path) -> None:
    assert laid_out(view_of(written(tmp_path))) == [
        ("heading", [["Tea"]]),
        ("paragraph", [["Tea"]]),
        ("heading", [["What"]]),
        ("paragraph", [["Tea"]]),
        ("list", [["Green"], ["Black"]]),
        ("table", [["Kind", "Where"], ["Assam", "It"]]),
        ("quote", [["Tea"]]),
    ]


def test_lists_keep_their_numbers_and_what_goes_on_with_an_item(tmp_path: Path) -> None:
    article = "3. Boil.\n\n   Wait.\n4. Pour.\n   - Milk.\n   - Ice.\n5. Drink.\n"
    view = view_of(written(tmp_path, article=article))
    assert laid_out(view) == [
        ("numbered", [["Boil.", "Wait."], ["Pour."]]),
        ("list", [["Milk."], ["Ice."]]),
        ("numbered", [["Drink."]]),
    ]
    section = section_of(page_of(tmp_path))
    assert re.findall(r'<li value="(\d)"', section) == ["3", "4", "5"]


def test_lists_in_lists_stand_further_in(tmp_path: Path) -> None:
    article = "- Boil.\n  - Slowly.\n    - Very.\n      - So.\n        - Really.\n\n  Wait.\n"
    view = view_of(written(tmp_path, article=article))
    rows = [row for group in view.groups for row in group.rows]
    told = [(row[0].pieces[0].text, row[0].depth) for row in rows if row[0]]
    assert told == [
        ("Boil.", 0),
        ("Slowly.", 1),
        ("Very.", 2),
        ("So.", 3),
        ("Really.", 3),  # of more no more is told
        ("Wait.", 0),
    ]
    text = section_of(page_of(tmp_path)).partition('class="article"')[2]
    items = re.findall("<li(.*?) dir", text)
    assert items[:2] == ["", ' class="in-1" aria-level="2"']
    assert items[-1] == ' class="in-0 on"'


def test_a_list_in_a_quotation_stays_quoted(tmp_path: Path) -> None:
    article = "- Green.\n\n> - Black.\n>\n>   Strong.\n\n- White.\n"
    view = view_of(written(tmp_path, article=article))
    assert [rows for _, rows in laid_out(view)] == [
        [["Green."]],
        [["Black.", "Strong."]],
        [["White."]],
    ]
    assert [group.is_quoted for group in view.groups] == [False, True, False]
    assert section_of(page_of(tmp_path)).count("<blockquote><ul>") == 1


def test_tables_stay_apart_and_gaps_stay_gaps(tmp_path: Path) -> None:
    page = (
        "<table><tr><th>Kind<th>Place<th>Price<tr><td>Assam<td><td>4<tr><td>Ceylon</table>"
        "<table><tr><td>Other</table>"
    )
    made = project(tmp_path, config='article = "a.html"\n', claims=HEADER + "C1,x,Ceylon,,\n")
    (made / "a.html").write_text(page, encoding="utf-8")
    assert laid_out(view_of(made)) == [
        ("table", [["Kind", "Place", "Price"], ["Assam", "", "4"], ["Ceylon", "", ""]]),
        ("table", [["Other"]]),
    ]
    assert '<th dir="auto">Price</th>' in section_of(page_of(made))


def test_a_long_article_sleeps_in_stretches_with_every_word(tmp_path: Path) -> None:
    sentences = [f"## Part {n}\n\nTea number {n} is drunk in place {n}.\n\n" for n in range(600)]
    view = view_of(written(tmp_path, article="".join(sentences)))
    section = section_of(page_of(tmp_path))
    assert view.is_long
    assert section.count('<div class="stretch"><noscript>') == 60
    assert section.count("is drunk in place") == 600


def test_groups_are_bounded(tmp_path: Path) -> None:
    view = view_of(written(tmp_path, article="Tea is hot.\n\n" * 120))
    assert [len(group.rows) for group in view.groups] == [50, 50, 20]


def test_the_sections_are_counted_beside_the_text_and_lead_to_their_headings(
    tmp_path: Path,
) -> None:
    article = (
        "Tea is a very old drink.\n\n## Tea\n\nTea is drunk while hot.\n\n"
        "### Milk\n\nMilk is drunk while cold.\n\n## Why?\n"
    )
    folder = written(tmp_path, "C1,x,Tea is drunk while hot,good,supports\n", article)
    assert [
        (s.heading, s.level, s.coverage.carried, s.coverage.in_scope)
        for s in view_of(folder).sections
    ] == [("", 3, 0, 1), ("Tea", 3, 1, 1), ("Milk", 4, 0, 1)]
    tags = Words(section_of(page_of(folder))).tags
    ids = {attrs["id"] for tag, attrs in tags if tag in ("h3", "h4") and "id" in attrs}
    led = {str(attrs["href"])[1:] for tag, attrs in tags if "heading-" in str(attrs.get("href"))}
    assert led == ids
    assert len(ids) == 2


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        (
            "C1,x,Tea keeps people awake,good,supports\n",
            [("Tea keeps people awake", "C1", ("C1",))],
        ),
        (
            "C1,x,Tea keeps people awake at night,good,supports\n",
            [("Tea keeps people awake at night.", "C1", ("C1",))],  # with its full stop
        ),
        (
            "C1,x,Tea calms most people,good,supports\nC2,x,it warms them all,,\n",
            [
                ("Tea calms most people,", "C1", ("C1",)),
                ("it warms them all.", "C2", ("C2",)),
            ],
        ),
        (  # the least supported of those that share the words
            "C1,x,Tea calms most people,good,supports\nC2,x,Tea calms most people,,\n",
            [("Tea calms most people,", "C2", ("C1", "C2"))],
        ),
        (
            "C1,x,Tea keeps people,good,supports\nC2,x,people awake at night,,\n",
            [
                ("Tea keeps ", "C1", ()),
                ("people", "C2", ("C1",)),
                (" awake at night.", "C2", ("C2",)),
            ],
        ),
        (  # across the items of a list
            "C1,x,drunk in Japan. Black tea is drunk,good,supports\n",
            [("drunk in Japan.", "C1", ("C1",)), ("Black tea is drunk", "C1", ("C1",))],
        ),
        (
            "C1,x,It grows in the far north-east,,\n",
            [("It grows in the far north-east", "C1", ("C1",))],
        ),
        ("C1,x,What it does,,\n", [("What it does", "C1", ("C1",))]),
    ],
    ids=["words", "stop", "two apart", "shared", "overlapping", "items", "cell", "heading"],
)
def test_the_words_of_each_claim_are_marked(
    tmp_path: Path, claims: str, expected: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    assert carried(view_of(written(tmp_path, claims))) == expected


def test_uncovered_sentences_end_in_a_mark_with_what_they_need(tmp_path: Path) -> None:
    view = view_of(written(tmp_path, "C1,x,Tea keeps people awake at night,,\n"))
    bare = {piece.text: piece.needs for piece in pieces_of(view) if piece.is_uncovered}
    assert bare["It was first brewed in 1650 in London."] == ("number",)
    assert bare["Nobody has counted the cups."] == ()
    assert all(piece.ends_sentence for piece in pieces_of(view) if piece.is_uncovered)


def test_what_is_out_of_scope_is_plain(tmp_path: Path) -> None:
    pieces = pieces_of(view_of(written(tmp_path)))
    plain = [piece.text for piece in pieces if not piece.is_uncovered and piece.text.strip()]
    assert plain == ["Tea", "Who drinks it?", "What it does", "Kind", "Where it grows", "Assam tea"]


def test_sections_are_counted_in_their_headings(tmp_path: Path) -> None:
    folder = written(tmp_path, "C1,x,Tea calms most people,good,supports\n")
    words = " ".join(Words(section_of(page_of(folder))).seen.split())
    assert "Tea 0 of 2 " in words
    assert "What it does 1 of 6 " in words


@pytest.mark.parametrize(
    ("article", "levels"),
    [
        ("# A\n\n## B\n\n###### C\n", [3, 4, 6]),
        ("## A\n\n### B\n", [3, 4]),
        ("No heading at all.\n", []),
    ],
)
def test_headings_stand_below_those_of_the_report(
    tmp_path: Path, article: str, levels: list[int]
) -> None:
    blocks = blocks_of(view_of(written(tmp_path, article=article)))
    assert [block.level for block in blocks if block.kind == "heading"] == levels


def test_claims_that_the_text_does_not_show_are_listed_with_the_reason(tmp_path: Path) -> None:
    claims = (
        "C1,x,,,\n"
        "C2,x,Coffee is made of beans from afar,,\n"
        "C3,x,tea is drunk in,,\n"
        "C4,x,Tea keeps many people awake at night,,\n"
    )
    assert view_of(written(tmp_path, claims)).absent == (
        Absent("C1", "it has no anchor"),
        Absent("C2", "its words are not there"),
        Absent("C3", "its words stand in several places"),
        Absent("C4", "its words have changed"),
    )


def test_words_and_claims_lead_to_each_other(tmp_path: Path) -> None:
    claims = "C1,x,Tea calms most people,good,supports\nC2,x,Tea calms most people,,\nC3,x,,,\n"
    tags = Words(page_of(written(tmp_path, claims))).tags
    ids = {attrs["id"] for _, attrs in tags if "id" in attrs}
    inner = {(attrs.get("href") or "")[1:] for tag, attrs in tags if tag == "a"}
    assert inner <= ids
    assert {"C1", "C2", "text-C1", "text-C2"} <= inner
    assert "text-C3" not in ids | inner


def test_a_claim_id_that_looks_like_a_place_in_the_text_keeps_a_place_of_its_own(
    tmp_path: Path,
) -> None:
    claims = (
        "C1,x,Tea calms most people,,\ntext-C1,x,it warms them all,,\n"
        "heading-0,x,,,\nheading-2,x,,,\n"
    )
    tags = Words(page_of(written(tmp_path, claims))).tags
    ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_marks_are_never_colour_alone() -> None:
    section = section_of(page_of(ROOT))
    said = re.findall(r'<a class="said is-(\w+)"[^>]*>(.*?)</a>', section)
    assert len(said) == 38
    for support, inner in said:
        assert f'<span class="ref mark is-{support}">' in inner
        assert f'<span class="unseen"> {support}</span>' in inner


def test_the_header_tells_the_coverage(tmp_path: Path) -> None:
    folder = written(tmp_path, "C1,x,Tea calms most people,,\n")
    words = " ".join(Words(page_of(folder)).seen.split())
    assert "12% of the article’s 8 sentences stand on a claim." in words
    assert "0 on strong or moderate support 1 on less 7 on no claim" in words


@pytest.mark.parametrize("article", ["# Only a heading\n", "What?\n"])
def test_an_article_without_a_sentence_in_scope_has_no_percentage(
    tmp_path: Path, article: str
) -> None:
    page = page_of(written(tmp_path, article=article))
    assert '<section id="article"' in page
    assert 'class="covered"' not in page


def test_without_an_article_there_is_no_section(tmp_path: Path) -> None:
    page = page_of(project(tmp_path, claims=HEADER + "C1,x,some words,,\n"))
    assert 'id="article"' not in page
    assert 'href="#article"' not in page


def test_markdown_has_a_row_for_each_section(tmp_path: Path) -> None:
    claims = "C1,x,Tea calms most people,good,supports\n"
    page = markdown_of(written(tmp_path, claims, ARTICLE.replace("What it does", "A | b")))
    assert "12% of the article's 8 sentences stand on a claim" in page
    assert "| Tea | 2 | 0 | 0 | 0% | 3 |" in page
    assert "| A \\| b | 6 | 1 | 1 | 17% | 7-16 |" in page
    assert "| **all** | 8 | 1 | 1 | 12% | |" in page


def test_without_an_article_markdown_has_no_table_of_it(tmp_path: Path) -> None:
    page = markdown_of(project(tmp_path, claims=HEADER + "C1,x,some words,,\n"))
    assert "## Article" not in page


def test_the_worked_example_with_its_article_stays_small() -> None:
    assert len(page_of(ROOT).encode()) < 330_000


HOSTILE = "<script>alert(1)</script> &amp; \"' onload=x {{ 7 * 7 }} javascript:x \u202egnp"


@pytest.mark.parametrize("name", ["article.txt", "article.md"])
def test_nothing_in_the_article_becomes_markup(tmp_path: Path, name: str) -> None:
    shown = HOSTILE if name.endswith("txt") else f"`{HOSTILE}`"
    benign = "plain words of 7 harms"
    pages = []
    for folder, text in (("hostile", shown), ("benign", benign)):
        (tmp_path / folder).mkdir()
        made = project(
            tmp_path / folder,
            claims=HEADER + "C1,x,Tea is drunk,,\n",
            references=REFERENCES,
            config=f'article = "{name}"\n',
        )
        body = f"Tea is drunk {text} by all.\n\nNobody counts {text} the cups.\n"
        (made / name).write_text(body, encoding="utf-8")
        pages.append(Words(section_of(page_of(made))))
    kinds = [sorted({(tag, *sorted(attrs)) for tag, attrs in page.tags}) for page in pages]
    assert kinds[0] == kinds[1]
    assert "<script>alert(1)</script>" in pages[0].seen
    assert "\u202e" not in pages[0].seen


def test_the_same_bytes_for_the_same_input(tmp_path: Path) -> None:
    folder = written(tmp_path, "C1,x,Tea calms most people,good,supports\n")
    assert page_of(folder) == page_of(folder)


def test_many_claims_on_the_same_words_take_their_time_in_line(tmp_path: Path) -> None:
    number = 2_000
    claims = "".join(f"C{n},x,Tea calms most people,,\n" for n in range(number))
    [piece] = [piece for piece in pieces_of(view_of(written(tmp_path, claims))) if piece.claim]
    assert (piece.claim, len(piece.marks)) == ("C0", number)
