"""HTML to passages: what is shown, and where each character stands."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.model import Input
from evtrack.readers.article import read_article
from evtrack.readers.article.html import html_passages, html_title
from evtrack.readers.article.tags import Tag, tags_and_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("<p>Tea.<p>Milk.", ["Tea.", "Milk."], id="paragraphs left open"),
        pytest.param("<ul><li>Tea<li>Milk</ul>x", ["Tea", "Milk", "x"], id="items left open"),
        pytest.param("<body>Tea<main>Hot</main>x", ["Hot"], id="main"),
        pytest.param("<body>a<article>Tea</article>", ["Tea"], id="article"),
        pytest.param("x<body>Tea", ["Tea"], id="body"),
        pytest.param("<body>Tea<main> </main>", ["Tea"], id="an empty main"),
        pytest.param("<main><nav>Menu</nav>Tea<aside>x</aside></main>", ["Tea"], id="not the menu"),
        pytest.param("<main>Tea<footer><p>x</footer></main>", ["Tea"], id="nor the footer"),
        pytest.param("<p>Tea<nav>Menu</p></nav>", ["Tea"], id="a menu in a paragraph left open"),
        pytest.param("<div hidden>x</div><p>Tea", ["Tea"], id="hidden"),
        pytest.param("<script>if (a<b) '<p>x'</script>Tea", ["Tea"], id="a script"),
        pytest.param("<style>p{}</style >Tea<script/>x", ["Tea", "x"], id="a style"),
        pytest.param("a<!-- <p>x -->b", ["ab"], id="a comment"),
        pytest.param("a<!-->b<!--->c", ["abc"], id="empty comments"),
        pytest.param("Tea<!-- never ends <p>x", ["Tea"], id="a comment that never ends"),
        pytest.param("Tea<p class='x <b>y", ["Tea"], id="a tag that never ends"),
        pytest.param("<!DOCTYPE html><?xml?><p>Tea", ["Tea"], id="declarations"),
        pytest.param("<p>a<![CDATA[x]]>b", ["ab"], id="CDATA, which HTML does not have"),
        pytest.param("<p>caf&eacute; &amp tea&#33;&#x21; &nix; &", ["café & tea!! &nix; &"]),
        pytest.param(f"&#{'9' * 5000};", [f"\ufffd{'9' * 4991};"], id="a number too long"),
        pytest.param("<p>Tea<br>is<br/>hot", ["Tea is hot"], id="breaks"),
        pytest.param("<p>Tea\n   is\r\n\thot ", ["Tea is hot"], id="blanks"),
        pytest.param("<p>T<b>e</b>a<wbr>pot", ["Teapot"], id="tags in a word"),
        pytest.param("a < b <3 c </> d", ["a < b <3 c d"], id="signs that are no tags"),
        pytest.param('<p title="a>b">Tea', ["Tea"], id="a sign in an attribute"),
        pytest.param("<p>Tea.<sup class='reference'><a href='#n1'>[1]</a></sup>", ["Tea."]),
        pytest.param('<p>Tea.<a href="#fn1"><sup>a</sup></a> Hot.', ["Tea. Hot."], id="pandoc"),
        pytest.param("<p>Tea.<sup>2,5</sup> 5 m<sup>2</sup> 1<sup>st</sup>", ["Tea. 5 m2 1st"]),
        pytest.param("<pre>x</pre><p><code>tea</code>", ["tea"], id="code"),
        pytest.param("<table><tr><td>Tea<td>Hot</table>", ["Tea", "Hot"], id="cells"),
        pytest.param("<div><h2>Tea</h2>Hot</div>", ["Tea", "Hot"], id="words beside blocks"),
        pytest.param("</p></div>Tea</main>", ["Tea"], id="ends of nothing"),
        pytest.param("<iframe>x", [], id="a frame that never ends"),
    ],
)
def test_what_a_page_shows(text: str, expected: list[str]) -> None:
    assert [passage.text for passage in html_passages(text)] == expected


def test_the_blocks() -> None:
    text = "<h2>Tea <b>now</b></h2><li>a<p>b</li><blockquote>c</blockquote><dd>d<th>e</th>f"

    assert [(p.kind.value, p.text, p.level) for p in html_passages(text)] == [
        ("heading", "Tea now", 2),
        ("item", "a", 0),
        ("item", "b", 0),
        ("quote", "c", 0),
        ("item", "d", 0),
        ("cell", "e", 0),
        ("item", "f", 0),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>a &amp; hot", 11),
        ("<p title='hot'>a\n\n  hot", 20),
        ("<!-- hot --><P>hot", 15),
        ("a\r\nb\r\n<p>hot", 9),
    ],
)
def test_where_a_word_stands(text: str, expected: int) -> None:
    passage = next(p for p in html_passages(text) if "hot" in p.text)

    assert passage.offsets[passage.text.index("hot")] == expected


def test_pandoc_names_what_it_cites() -> None:
    text = '<p>Tea <span class="citation" data-cites="a b">(A; B)</span>. <b data-cites>c'

    assert [(c.key, c.start) for c in html_passages(text)[0].citations] == [("a", 7), ("b", 7)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<title>Tea &amp;\n milk</title><h1>Hot", "Tea & milk"),
        ("<TITLE lang=en>Tea</Title >", "Tea"),
        ("<h1>Hot <i>tea</i></h1>", "Hot tea"),
        ("<title></title><h1>Hot</h1>", "Hot"),
        ("<!-- <title>x</title> --><p>Tea", ""),
    ],
)
def test_the_title(text: str, expected: str) -> None:
    assert html_title(text) == expected


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.html", "<!DOCTYPE html><html class=x lang='DE-at'><p lang=fr>", "de"),
        ("a.html", "<p lang=fr>Thé", "en"),
        ("a.md", "---\nlang: fr-CA\n---\n", "fr"),
        ("a.md", "---\ntitle: x\n---\nlang: fr", "en"),
        ("a.md", "---\nlang: français\n---\n", "en"),
        ("a.txt", "lang: fr", "en"),
    ],
)
def test_the_language(path: str, text: str, expected: str) -> None:
    assert read_article(Input(path, text)).language == expected


class _Oracle(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.tags: list[tuple[str, bool, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made: dict[str, str] = {}
        for name, value in attrs:
            made.setdefault(name, value or "")
        self.tags.append((tag, False, made))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append((tag, True, {}))


NAMES = st.sampled_from(["p", "b", "DIV", "h1"])
VALUES = st.sampled_from(["", "=x", "='a>b'", '="c d"', " = e", '=""'])
START_TAGS = st.builds(
    lambda name, attributes: "<" + " ".join([name, *(f"a{n}{v}" for n, v in attributes)]) + ">",
    NAMES,
    st.lists(st.tuples(st.integers(0, 2), VALUES), max_size=3),
)
PAGES = st.lists(
    st.one_of(
        START_TAGS,
        NAMES.map(lambda name: f"</{name}>"),
        st.sampled_from(["tea ", "a < b", "&amp;", "<!-- <p> -->", "<!DOCTYPE html>"]),
    ),
    max_size=8,
).map("".join)


@given(PAGES)
def test_the_tags_are_those_that_python_s_own_parser_finds(page: str) -> None:
    oracle = _Oracle()
    oracle.feed(page)
    oracle.close()
    tags = [part for part in tags_and_text(page) if isinstance(part, Tag)]

    assert [(t.name, t.is_end, {} if t.is_end else t.attributes) for t in tags] == oracle.tags
