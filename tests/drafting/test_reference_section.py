"""The list of references in an article: where it is, and what is one reference of it."""

from __future__ import annotations

import pytest

from evtrack.drafting.reference_section import reference_section
from evtrack.model import Input
from evtrack.readers.article import read_article
from evtrack.readers.article.headings import heads_literature, heads_references

_TEA = "Ng A. Tea. J Tea. 2020;5:1-2."
_NAPS = "Oz B. Naps. J Tea. 2021;6:3-4."
_BOTH = [(1, _TEA), (2, _NAPS)]


def listed(text: str, name: str = "article.md") -> list[tuple[int, str]]:
    section = reference_section(read_article(Input(name, text)), text)
    return [(each.number, each.reference.text) for each in section.references]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("References", True),
        ("9 Sources", True),
        ("7. Works cited:", True),
        ("Article Sources", True),
        ("LIST OF REFERENCES", True),
        ("Bibliography", True),
        ("References[edit]", True),
        ("Sources of error", False),
        ("Source", False),
        ("Additional Reading", False),
    ],
)
def test_what_heads_a_list(text: str, found: bool) -> None:
    assert heads_references(text) is found


@pytest.mark.parametrize(
    "text", ["References", "Additional Reading", "Further reading", "Footnotes"]
)
def test_what_heads_literature(text: str) -> None:
    assert heads_literature(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"# References\n\n1. {_TEA}\n2. {_NAPS}\n", id="a numbered list"),
        pytest.param(f"# References\n\n- {_TEA}\n- {_NAPS}\n", id="a list with bullets"),
        pytest.param(f"# References\n\n{_TEA}\n\n{_NAPS}\n", id="a paragraph each"),
        pytest.param(f"# References\n\n{_TEA}\n{_NAPS}\n", id="a line each"),
        pytest.param(f"**References**\n\n1. {_TEA}\n2. {_NAPS}\n", id="a heading in bold"),
        pytest.param(f"References\n---\n\n1) {_TEA}\n2) {_NAPS}\n", id="underlined"),
        pytest.param(f"# References\n\n\\[1\\] {_TEA}\n\\[2\\] {_NAPS}\n", id="square brackets"),
        pytest.param(f"# References\n\nWe cite well.\n\n1. {_TEA}\n1. {_NAPS}\n", id="house text"),
        pytest.param(
            f"# References\n\n1. {_TEA}\n2. {_NAPS}\n\n# Additional reading\n\n3. Po D. Harm.\n",
            id="up to the next heading",
        ),
        pytest.param(
            f"# References\n\n## Articles\n\n{_TEA}\n\n## Others\n\n{_NAPS}\n", id="in sections"
        ),
        pytest.param(f"# Sources\n\nNone.\n\n# References\n\n- {_TEA}\n- {_NAPS}", id="the last"),
        pytest.param(
            f"# References\n\n- {_TEA}\n- {_NAPS}\n\n# Sources\n\n", id="one that has any"
        ),
        pytest.param(f"# References\r\n\r\n{_TEA}\r\n{_NAPS}\r\n", id="CR LF"),
    ],
)
def test_lists_in_markdown(text: str) -> None:
    assert listed(text) == _BOTH


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"References\n\n1. {_TEA}\n\n2. {_NAPS}\n", id="a paragraph each"),
        pytest.param(f"2 Sources\n1. {_TEA}\n2. {_NAPS}\n", id="all in one block"),
        pytest.param(
            f"2 Sources\nWe cite well. Read on.\n  1. {_TEA}\n\n  2. {_NAPS}\n\n"
            "Additional Reading\n\nBy Ada Ng\n",
            id="house text in the heading's block",
        ),
        pytest.param(
            "References\n\n[1] Ng A. Tea. J Tea.\n    2020;5:1-2.\n[2] Oz B. Naps.\n    J Tea. "
            "2021;6:3-4.",
            id="wrapped lines",
        ),
        pytest.param(f"References\n\n• {_TEA}\n• {_NAPS}\n", id="bullets"),
        pytest.param(f"References:\n{_TEA}\n{_NAPS}\n", id="a line each"),
        pytest.param(
            "References\n\nNg A. Tea. J Tea.\n2020;5:1-2.\n\nOz B. Naps. J\nTea. 2021;6:3-4.\n",
            id="wrapped paragraphs",
        ),
    ],
)
def test_lists_in_plain_text(text: str) -> None:
    assert listed(f"Tea\n\nTea keeps people awake.\n\n{text}", "article.txt") == _BOTH


def test_a_reference_without_a_full_stop_is_no_heading() -> None:
    text = "References\n\nNg A. Tea. https://tea.example/a\n\nOz B. Naps. doi:10.1000/2\n"

    assert [words for _, words in listed(text, "article.txt")] == text.strip().split("\n\n")[1:]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"<h2>References</h2><ol><li>{_TEA}<li>{_NAPS}</ol>", id="a list"),
        pytest.param(
            f"<h2>2 Sources</h2><p>We cite well.</p><ul><li><p>{_TEA}</p></li><li><p>{_NAPS}</p>"
            "</li></ul><h2>More</h2><ul><li>Po D. Harm.</li></ul>",
            id="paragraphs within",
        ),
        pytest.param(f"<div>References</div><p>{_TEA}</p><p>{_NAPS}</p>", id="paragraphs"),
        pytest.param(f"<h3>References</h3><p>[1] {_TEA}<br>[2] {_NAPS}</p>", id="broken lines"),
    ],
)
def test_lists_in_html(text: str) -> None:
    assert listed(f"<main><p>Tea helps.</p>{text}</main>", "article.html") == _BOTH


def test_printed_numbers_count_where_they_rise() -> None:
    assert [n for n, _ in listed(f"# References\n\n4. {_TEA}\n5. {_NAPS}\n")] == [4, 5]


@pytest.mark.parametrize("text", ["Tea helps.", "# References\n", "# References\n\n- \n- 12\n"])
def test_no_list(text: str) -> None:
    assert listed(text) == []


def test_footnotes_that_are_references() -> None:
    text = f"Tea helps.[^1] Milk is white.[^a]\n\n[^1]: {_TEA}\n[^a]: Milk is often white, too.\n"
    section = reference_section(read_article(Input("a.md", text)), text)

    assert [(one.footnote, one.reference.text) for one in section.references] == [("1", _TEA)]
