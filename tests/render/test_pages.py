"""The HTML and Markdown pages: complete, well-formed, self-contained, inert on hostile input."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jinja2 import UndefinedError
from markdown_it import MarkdownIt

from builders import ROOT, project
from evtrack.appraisal import judge
from evtrack.inspection import Results, inspect
from evtrack.readers import load
from evtrack.render.document import Record, evidence_document
from evtrack.render.pages import (
    claim_anchor,
    claim_heading,
    html_page,
    inert,
    is_followable,
    linked,
    markdown_page,
    same_columns,
    source_anchor,
    why,
)
from evtrack.render.report_formats import html, report_of
from evtrack.render.tables import calibration_grid, matrix

CLAIMS = """\
claim_id,claim,anchor,question,stated,citekey,stance,locator,rationale,explained,note
C1,Aspirin thins blood,,benefit,firm,good,supports,p. 2,It does.,,seen
C1,,,,,alike,supports,,,,
C2,It cures colds,as it cures colds,benefit,firm,weak,supports,,,,
C3,It is safe,,harm,hedged,good,supports,,,,
C3,,,,,weak,contradicts,,,,
C4,It is dear,,benefit,firm,weak,contradicts,,,,
C5,It is old,,definition,firm,,,,,,
C6,It is liked,,benefit,open,good,supports,,,,
C6,,,,,alike,contradicts,,,other dose,
C7,It is known,,benefit,mixed,good,supports,,,,
C7,,,,,other,supports,,,,
C8,It is retracted,,benefit,hedged,gone,supports,,,,
C8,,,,,nowhere,supports,,,,
C8,,,,,weak,mentions,,,,
C9,It helps both ways,,benefit,mixed,doubt,mixed,,,,
"""
REFERENCES = """\
@article{good, author={Able, A.}, title={Good}, year=2020, journal={J}, doi={10.1000/a},
  design={rct}, samplesize=900, riskofbias={low}}
@article{alike, author={Bell, B.}, title={Alike}, year=2021, journal={J}, design={rct},
  samplesize=90, riskofbias={some}, url={https://example.org/a?b=1&c=2}}
@article{other, author={Dee, D.}, title={Other}, year=2021, journal={J}, design={rct},
  samplesize=4000, riskofbias={low}, includes={good}}
@article{weak, author={Cole, C.}, title={Weak}, year=1999, journal={J}, design={case-series},
  samplesize=3, riskofbias={high}}
@article{gone, author={Eve, E.}, title={Gone}, year=1999, journal={J}, design={rct},
  status={retracted}}
@unpublished{doubt, author={Fox, F.}, title={Doubt}, year=1999, note={x},
  design={systematic-review}, certainty={low}, status={concern}, funding={A maker}}
"""


@cache
def parts(folder: Path) -> tuple[Record, Any, Any]:
    ledger = load(folder)
    verdicts = judge(ledger)
    document = evidence_document(Results(ledger, verdicts, inspect(ledger, verdicts, None), None))
    return document, matrix(verdicts), calibration_grid(verdicts)


def html_of(folder: Path) -> str:
    return html_page(*parts(folder))


def markdown_of(folder: Path) -> str:
    document, _, calibration = parts(folder)
    return markdown_page(document, calibration)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("small"), claims=CLAIMS, references=REFERENCES)


class Tree(HTMLParser):
    """Every start tag with its attributes, and the text; fails where tags don't balance."""

    VOID = frozenset({"meta", "input", "br", "link", "img"})
    SELF_CLOSED = frozenset({"use", "circle", "path", "rect"})

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> repeats an attribute: {names}"
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.SELF_CLOSED
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def every(self, name: str) -> Iterator[str]:
        return (attrs[name] for _, attrs in self.elements if name in attrs)


def test_tags_balance_and_ids_are_unique(small: Path) -> None:
    for folder in (small, ROOT):
        counts = Counter(Tree(html_of(folder)).every("id"))
        assert [name for name, count in counts.items() if count > 1] == []


def test_every_claim_and_source_has_its_place_and_every_inner_link_leads_somewhere() -> None:
    tree = Tree(html_of(ROOT))
    ids = set(tree.every("id"))
    assert {f"C{n:02}" for n in range(1, 39)} <= ids
    assert "source-pacik2017" in ids
    inner = {href[1:] for href in tree.every("href") if href.startswith("#")}
    assert inner - ids == set()


def test_nothing_is_loaded_and_only_references_lead_out(small: Path) -> None:
    tree = Tree(html_of(small))
    outward = {href for href in tree.every("href") if not href.startswith("#")}
    assert outward == {"https://doi.org/10.1000/a", "https://example.org/a?b=1&c=2"}
    names = {name for _, attrs in tree.elements for name in attrs}
    assert names & {"src", "srcset", "style", "action", "background", "poster", "data"} == set()
    assert not any(name.startswith("on") for name in names)
    assert set(re.findall(r"url\((.)", html_of(small))) == {"#"}


def test_the_policy_names_the_one_script_and_the_one_style(small: Path) -> None:
    page = html_of(small)
    for tag in ("script", "style"):
        [text] = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in page
    assert "default-src 'none'" in page
    assert "unsafe" not in page


def test_the_same_bytes_for_the_same_input(small: Path) -> None:
    html, markdown = html_of(small), markdown_of(small)
    parts.cache_clear()
    assert (html_of(small), markdown_of(small)) == (html, markdown)


def test_the_worked_example_stays_small() -> None:
    assert len(html_of(ROOT).encode()) < 300_000


@pytest.mark.parametrize(
    "path",
    [
        ("summary", "links"),
        ("method", "thresholds"),
        ("claims", 0, "reasons"),
        ("sources", 0, "design"),
    ],
)
def test_a_document_that_lacks_something_is_refused(small: Path, path: tuple[Any, ...]) -> None:
    document, cells, calibration = deepcopy(parts(small))
    holder: Any = document
    for step in path[:-1]:
        holder = holder[step]
    del holder[path[-1]]
    with pytest.raises((UndefinedError, KeyError)):
        html_page(document, cells, calibration)


def test_a_project_without_claims_has_a_page(small: Path) -> None:
    document, _, _ = deepcopy(parts(small))
    document["claims"], document["sources"], document["article"] = [], [], None
    document["findings"], document["unchecked"] = [], []
    document["summary"] |= {
        "claims": 0,
        "support": dict.fromkeys(document["summary"]["support"], 0),
        "attention": [],
    }
    empty: Any = {"columns": [], "rows": []}
    page = html_page(document, empty, empty)
    assert "There are no claims yet." in page
    assert "No findings." in page
    assert "0 claims" in markdown_page(document, empty)


def test_what_stands_on_the_page(small: Path) -> None:
    words = " ".join("".join(Tree(html_of(small)).texts).split())
    assert "Retracted: nothing is counted from this source." in words
    assert "The journal has published an expression of concern." in words
    assert "Explained: other dose" in words
    assert "Not counted: " in words
    assert "not checked: no stored copy of good" in words
    assert "Tips the verdict: without it" in words
    assert "GRADE-informed" in words
    assert "κ = 0.33" in words
    assert "(held between 1 and 4)" in words
    assert "understated" in words


def test_the_arithmetic_of_a_link_can_be_followed() -> None:
    page = html_of(ROOT)
    claim = page[page.index('id="C29"') : page.index('id="C30"')]
    rows = re.findall(r"<tr><th[^>]*>(\w+)</th>.*?<td>([^<]+)</td></tr>", claim)
    assert rows == [("start", "2"), ("down", "−2"), ("down", "−1"), ("certainty", "1")]


def test_verdicts_never_stand_as_a_glyph_alone(small: Path) -> None:
    page = html_of(small)
    glyphs = re.findall(r'<i class="icon[^>]*></i>(</span>)?(.{0,40})', page)
    assert [after for _, after in glyphs if not re.match(r'<span class="unseen">| \w', after)] == []
    marks = re.findall(r'class="(?:ref )?(?:mark|stance|level) [^>]*>(?:<[^>]+>)?(.)', page)
    assert [first for first in marks if not first.isalnum()] == []


# Hostile input

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style></script></title><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "\u202egnp.exe\u2066\u2069\u200e",
    "a\x07b\x1b[31mc\x9bd",
    "]](https://evil.example) ![x](y) `code` **bold** | cell | @everyone #12 <!-- -->",
    "x" * 50_000,
)
BENIGN = tuple(f"plain {n}" for n in range(len(HOSTILE)))


def cells_project(folder: Path, cells: tuple[str, ...]) -> Path:
    """One claim for each text, which stands in every cell that takes one."""
    rows = ["claim_id,claim,anchor,citekey,stance,locator,rationale,explained,checked_by,note"]
    for number, cell in enumerate(cells):
        quoted = '"' + cell.replace('"', '""') + '"'
        free = ",".join([quoted] * 4)
        rows.append(f"C{number},{quoted},{quoted},key{number},contradicts,{free},{quoted}".strip())
    library = "".join(
        f"@article{{key{n}, author={{Name}}, title={{T{n}}}, year=2020, journal={{J}},"
        f" design={{rct}}, url={{{'javascript:alert(1)' if cells is HOSTILE else 'nowhere'}}}}}\n"
        for n in range(len(cells))
    )
    return project(folder, claims="\n".join(rows) + "\n", references=library)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cells_project(tmp_path_factory.mktemp("hostile"), HOSTILE)


@pytest.fixture(scope="module")
def benign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cells_project(tmp_path_factory.mktemp("benign"), BENIGN)


def test_hostile_cells_add_no_element_and_no_attribute(hostile: Path, benign: Path) -> None:
    def kinds(page: str) -> Counter[tuple[str, ...]]:
        return Counter((tag, *sorted(attrs)) for tag, attrs in Tree(page).elements)

    found, plain = kinds(html_of(hostile)), kinds(html_of(benign))
    assert set(found) - set(plain) == set()
    for tag in ("script", "style", "img", "title", "iframe"):  # each finding has an svg
        of_tag = [sum(n for key, n in counts.items() if key[0] == tag) for counts in (found, plain)]
        assert of_tag[0] == of_tag[1], tag


def test_hostile_cells_are_shown_as_they_are(hostile: Path) -> None:
    tree = Tree(html_of(hostile))
    words = "".join(tree.texts)
    assert "<script>alert(1)</script>" in words
    assert "{{ 7 * 7 }}{% raw %}" in words
    assert not any("javascript:" in href for href in tree.every("href"))


def test_what_reorders_or_controls_text_is_named(hostile: Path) -> None:
    for page in (html_of(hostile), markdown_of(hostile)):
        assert "⟨U+202E⟩gnp.exe⟨U+2066⟩⟨U+2069⟩⟨U+200E⟩" in page
        assert (
            re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e]", page) is None
        )


def test_odd_claim_ids_have_places_of_their_own(tmp_path: Path) -> None:
    odd = [
        "claims",
        "matrix",
        "source-a1",
        "claim-1",
        "a b",
        "é1",
        "C1",
        "c1",
        "1",
        "x1&y=z",
        "ü" * 300,
    ]
    rows = "".join(f'"{name}",Claim.,weak,contradicts\n' for name in odd)
    folder = project(
        tmp_path, claims=f"claim_id,claim,citekey,stance\n{rows}", references=REFERENCES
    )
    tree = Tree(html_of(folder))
    ids = list(tree.every("id"))
    assert len(ids) == len(set(ids))
    assert {claim_anchor(name) for name in odd} <= set(ids)
    assert claim_anchor("C1") == "C1"
    assert {h[1:] for h in tree.every("href") if h.startswith("#")} <= set(ids)


def test_sources_have_places_of_their_own(tmp_path: Path) -> None:
    keys = ["list", "title", "s", "ü", "a:b/c"]
    rows = "".join(f"C{n},Claim.,{key},contradicts\n" for n, key in enumerate(keys))
    entries = "".join(f"@misc{{{key}, title={{T}}}}\n" for key in keys)
    folder = project(tmp_path, claims=f"claim_id,claim,citekey,stance\n{rows}", references=entries)
    ids = list(Tree(html_of(folder)).every("id"))
    assert len(ids) == len(set(ids))
    assert {source_anchor(key) for key in keys} <= set(ids)


@pytest.mark.parametrize("url", ["https://a.example/b?c=d&e", "HTTP://a.example", "mailto:a@b.c"])
def test_addresses_that_may_be_followed(url: str) -> None:
    assert is_followable(url)


@pytest.mark.parametrize(
    "url",
    ["", "javascript:alert(1)", " javascript:x", "data:text/html,x", "//a.example", "file:///etc"],
)
def test_addresses_that_may_not(url: str) -> None:
    assert not is_followable(url)


@pytest.mark.parametrize("character", [" ", "\n", "\x00", "\t"])
def test_addresses_broken_by_a_blank_or_a_control_may_not(character: str) -> None:
    assert not is_followable(f"https://a{character}b")


# Markdown


def test_markdown_holds_headline_counts_claims_and_method(small: Path) -> None:
    page = markdown_of(small)
    assert page.startswith("# Evidence report")
    assert "9 claims: " in page
    assert "need attention" in page
    assert "| ◍ mixed |" in page
    for number in range(1, 10):
        assert f"\n### C{number}\n" in page
    assert "GRADE-informed" in page
    assert "\n\n\n" not in page


def test_tables_in_markdown_keep_their_columns(hostile: Path, small: Path) -> None:
    for folder in (hostile, small, ROOT):
        tables = re.findall(r"(?:^\|.*\n)+", markdown_of(folder), re.MULTILINE)
        assert len(tables) >= 2
        for table in tables:
            bars = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
            assert len(bars) == 1, table


def test_hostile_cells_are_inert_in_markdown(hostile: Path, benign: Path) -> None:
    def kinds(page: str) -> tuple[set[str], str]:
        parser = MarkdownIt("gfm-like", {"html": True, "linkify": False})
        tokens = parser.parse(page)
        inner = [child for token in tokens for child in token.children or ()]
        html = " ".join(t.content for t in (*tokens, *inner) if t.type.startswith("html"))
        return {token.type for token in (*tokens, *inner)}, html

    found, html = kinds(markdown_of(hostile))
    plain, plain_html = kinds(markdown_of(benign))
    assert found <= plain | {"text_special"}
    assert set(re.findall(r"</?\w+", html)) == set(re.findall(r"</?\w+", plain_html))
    assert "alert" not in html


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\nlines\tand  more", "two lines and more"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("a|b`c*d_e[f]~g$h\\", "a\\|b\\`c\\*d\\_e\\[f\\]\\~g\\$h\\\\"),
        ("# not a heading", "\\# not a heading"),
        ("- not a list", "\\- not a list"),
        ("1. not a list", "\\1. not a list"),
        ("-5 and 1.5", "-5 and 1.5"),
        ("@everyone and #12", "@&#8203;everyone and #&#8203;12"),
        ("a@b.example", "a@b.example"),
    ],
)
def test_text_is_made_inert(text: str, shown: str) -> None:
    assert inert(text) == shown


# Sentences


def link(stance: str, certainty: int | None, reason: str = "starts at 2: cohort") -> Record:
    return {
        "stance": stance,
        "certainty": certainty,
        "counted": certainty is not None,
        "reasons": [reason],
    }


@pytest.mark.parametrize(
    ("support", "links", "sentence"),
    [
        ("unsupported", [], "No source is linked."),
        (
            "unsupported",
            [link("mentions", None, "not counted: only mentions it")],
            "1 source linked, but it does not count: only mentions it.",
        ),
        ("weak", [link("supports", 1)], "Rests on one source, of ⊕○○○ very low certainty."),
        (
            "moderate",
            [link("supports", 3), link("supports", 1)],
            "2 sources count, the best of ⊕⊕⊕○ moderate certainty.",
        ),
        (
            "contradicted",
            [link("contradicts", 2)],
            "The only source that counts contradicts it (⊕⊕○○ low).",
        ),
        (
            "mixed",
            [link("supports", 2), link("supports", 2), link("contradicts", 1), link("mixed", 1)],
            "2 sources support; 1 source contradicts; 1 source is mixed: weak for, weak against.",
        ),
    ],
)
def test_why_in_one_sentence(support: str, links: list[Record], sentence: str) -> None:
    claim = {"support": support, "evidence": links, "for": "weak", "against": "weak"}
    assert why(claim) == sentence


def test_questions_with_the_same_levels_share_a_column() -> None:
    start = {"benefit": {"rct": 4}, "harm": {"rct": 4}, "cause": {"rct": 3}, "x": {"rct": 4}}
    assert [name for name, _ in same_columns(start)] == ["benefit, harm", "cause", "x"]


def test_links_in_markdown_are_made_only_where_they_are_sure() -> None:
    assert claim_heading("C12") == "[C12](#c12)"
    assert claim_heading("C 1]") == "C 1\\]"
    assert (
        linked("10.1000/a", "https://doi.org/10.1000/a") == "[10.1000/a](https://doi.org/10.1000/a)"
    )
    assert linked("x", "https://a.example/)[y](z)") == "x"
    assert linked("x", "javascript:alert(1)") == "x"


def test_a_matrix_too_large_to_read_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evtrack.render.tables.MOST_CELLS", 10)
    ledger = load(ROOT)
    verdicts = judge(ledger)
    results = Results(ledger, verdicts, inspect(ledger, verdicts, None), None)

    page = html(report_of(results))

    assert matrix(verdicts) is None
    assert "the table would be too large to read" in page
