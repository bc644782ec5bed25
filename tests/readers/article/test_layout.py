"""Where blocks stand: the numbers and bullets of items, and the rows and columns of cells."""

from __future__ import annotations

import pytest

from evtrack.model import Cell, Input
from evtrack.readers.article import read_article


def items(path: str, text: str) -> list[tuple[str, str]]:
    return [(p.marker, p.text) for p in read_article(Input(path, text)).passages]


def cells(path: str, text: str) -> list[tuple[str, Cell | None]]:
    return [(p.text, p.cell) for p in read_article(Input(path, text)).passages]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.md", "3. a\n3. b\n", [("3", "a"), ("4", "b")]),
        ("a.md", "- a\n\n* b\n", [("•", "a"), ("•", "b")]),
        ("a.md", "1. a\n\n   more\n2. b\n", [("1", "a"), ("", "more"), ("2", "b")]),
        ("a.md", "1. a\n   - x\n2. b\n", [("1", "a"), ("•", "x"), ("2", "b")]),
        ("a.md", "1. a\n\nText.\n", [("1", "a"), ("", "Text.")]),
        ("a.html", "<ol><li>a<li>b</ol>", [("1", "a"), ("2", "b")]),
        (
            "a.html",
            "<ol start=7><li>a<li value=3>b<li>c</ol>",
            [("7", "a"), ("3", "b"), ("4", "c")],
        ),
        ("a.html", "<ol start=x><li value='1e9'>a</ol>", [("1", "a")]),
        ("a.html", "<ol><li>a<ul><li>x</ul><li>b</ol>", [("1", "a"), ("•", "x"), ("2", "b")]),
        ("a.html", "<ol><li><p>a<p>more</ol>", [("1", "a"), ("", "more")]),
        ("a.html", "<ul><li value=3>a</ul>", [("•", "a")]),
        ("a.html", "<li>a", [("•", "a")]),
        ("a.html", "<dl><dt>Tea<dd>Hot.</dl>", [("•", "Tea"), ("", "Hot.")]),
        ("a.html", "<ul><li></ul><dl><dd>Hot.</dl>", [("", "Hot.")]),
        ("a.txt", "1. a\n2. b\n\n• c\n", [("1", "a"), ("2", "b"), ("•", "c")]),
        ("a.txt", "[12] Ng. Tea.\n", [("12", "Ng. Tea.")]),
    ],
)
def test_what_stands_before_an_item(path: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert items(path, text) == expected


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.md", "- a\n  - b\n    1. c\n\n  d\n- e\n\nf\n", [0, 1, 2, 0, 0, 0]),
        ("a.html", "<ul><li>a<ul><li>b<ol><li>c</ol></ul>d<li>e</ul>f", [0, 1, 2, 0, 0, 0]),
        ("a.html", "<ul><ul><li>a", [1]),
        ("a.txt", "- a\n  - b\n", [0, 0]),
    ],
)
def test_how_deep_an_item_stands(path: str, text: str, expected: list[int]) -> None:
    assert [p.depth for p in read_article(Input(path, text)).passages] == expected


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.md", "a\n\n> b\n>\n> - c\n>   - d\n\ne\n"),
        ("a.html", "<p>a<blockquote><p>b<ul><li>c<ul><li>d</ul></ul></blockquote>e"),
    ],
)
def test_what_stands_in_a_quotation(path: str, text: str) -> None:
    passages = read_article(Input(path, text)).passages
    assert [p.text for p in passages if p.is_quoted] == ["b", "c", "d"]


@pytest.mark.parametrize("path", ["a.md", "a.html"])
def test_cells_know_their_table_row_and_column(path: str) -> None:
    markdown = "|a|b|\n|-|-|\n||1|\n\n|c|\n|-|\n|2|\n"
    html = (
        "<table><tr><th>a<th>b<tr><td><td>1</table>"
        "<table><tr><th>c</th></tr><tr><td>2</td></tr></table>"
    )
    assert cells(path, markdown if path == "a.md" else html) == [
        ("a", Cell(1, 0, 0, is_heading=True)),
        ("b", Cell(1, 0, 1, is_heading=True)),
        ("1", Cell(1, 1, 1)),
        ("c", Cell(2, 0, 0, is_heading=True)),
        ("2", Cell(2, 1, 0)),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<table><tr><td colspan=3>a<td>b", [("a", Cell(1, 0, 0)), ("b", Cell(1, 0, 3))]),
        (  # what a hostile page asks for is bounded
            "<table><tr><td colspan=999999999>a<td>b",
            [("a", Cell(1, 0, 0)), ("b", Cell(1, 0, 20))],
        ),
        ("<table><tr><td colspan=-3>a<td>b", [("a", Cell(1, 0, 0)), ("b", Cell(1, 0, 1))]),
        ("<table><td>a", [("a", Cell(1, 0, 0))]),
        ("<td>a", [("a", None)]),
        (
            "<table><tr><td><table><tr><td>in</table><td>out</table>after",
            [("in", Cell(2, 0, 0)), ("out", Cell(1, 0, 1)), ("after", None)],
        ),
    ],
    ids=["wide", "too wide", "negative", "no row", "no table", "a table in a table"],
)
def test_cells_of_odd_tables(text: str, expected: list[tuple[str, Cell | None]]) -> None:
    assert cells("a.html", text) == expected
