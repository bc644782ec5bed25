"""What is wrong with a page of HTML: its syntax, where its elements stand, and its references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from tinyhtml5.parser import HTMLParser

HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SVG = "{http://www.w3.org/2000/svg}"

_PHRASING = {
    *("a", "b", "bdi", "br", "button", "cite", "code", "del", "em", "i", "input", "ins", "kbd"),
    *("label", "q", "s", "select", "small", "span", "strong", "sub", "sup", "time", "u"),
    f"{_SVG}svg",
}
_HOLDS_PHRASING = (
    *("b", "bdi", "button", "code", "em", "i", "label", "legend", "p", "pre", "small", "span"),
    *("strong", "time", *HEADINGS),
)
_HOLDS_ONLY = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot", "tr"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tfoot": {"tr"},
    "tr": {"th", "td"},
    "select": {"option"},
    "summary": _PHRASING | set(HEADINGS),
} | dict.fromkeys(_HOLDS_PHRASING, _PHRASING)
_INTERACTIVE = {"a", "button", "input", "label", "select", "summary", "details"}
_NAMED = {"a", "button", "summary", "th", "option", *HEADINGS}
_REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls")


def faults(page: str) -> list[str]:
    """Everything that these checks find; none in a page that is as it should be."""
    parser = HTMLParser(namespace_html_elements=False)
    root = parser.parse(page)
    return [
        *(f"line {place[0]}: {kind} {about or ''}" for place, kind, about in parser.errors),
        *_misplaced(root),
        *_doubled_ids(root),
        *_dangling(root),
        *_headings(root),
        *_landmarks(root),
        *_nameless(root),
    ]


def _misplaced(root: Any) -> Iterator[str]:
    for parent in root.iter():
        allowed = _HOLDS_ONLY.get(parent.tag)
        for child in parent:
            if isinstance(child.tag, str) and allowed is not None and child.tag not in allowed:
                yield f"<{child.tag}> in <{parent.tag}>"
        if parent.tag in _INTERACTIVE - {"details", "label"}:
            inner = {each.tag for each in parent.iter() if each is not parent} & _INTERACTIVE
            yield from (f"<{tag}> in <{parent.tag}>" for tag in inner)
        if parent.tag == "details" and [each.tag for each in parent].index("summary") != 0:
            yield "<details> without <summary> first"


def _doubled_ids(root: Any) -> Iterator[str]:
    ids = Counter(each.get("id") for each in root.iter() if each.get("id") is not None)
    yield from (f"id {name!r} {number} times" for name, number in ids.items() if number > 1)
    yield from (f"id {name!r} with blanks" for name in ids if not name or len(name.split()) > 1)


def _dangling(root: Any) -> Iterator[str]:
    ids = {each.get("id") for each in root.iter()}
    for each in root.iter():
        if (link := each.get("href", "")).startswith("#") and link[1:] not in ids:
            yield f"a link to {link}, which is not there"
        for attribute in _REFERRING:
            for name in (each.get(attribute) or "").split():
                if name not in ids:
                    yield f'{attribute}="{name}", which is not there'


def _headings(root: Any) -> Iterator[str]:
    levels = [HEADINGS[each.tag] for each in root.iter() if each.tag in HEADINGS]
    if levels.count(1) != 1 or levels[0] != 1:
        yield f"not one <h1>, at the beginning: {levels[:5]}"
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"<h{below}> below <h{above}>"


def _landmarks(root: Any) -> Iterator[str]:
    if root.tag != "html" or not root.get("lang"):
        yield "no language"
    if not (root.findtext("head/title") or "").strip():
        yield "no title"
    for tag in ("header", "main", "nav", "footer"):
        if (number := len(root.findall(f".//{tag}"))) != 1:
            yield f"{number} <{tag}>"
    for each in root.iter():
        is_named = each.get("aria-label") or each.get("aria-labelledby")
        if each.tag in ("section", "nav", "form") and not is_named:
            yield f"<{each.tag}> without a name"


def _nameless(root: Any) -> Iterator[str]:
    hidden = {
        inner for each in root.iter() if each.get("hidden") is not None for inner in each.iter()
    }
    for each in root.iter():
        text = each.get("aria-label") or "".join(each.itertext())
        if each.tag in _NAMED and each not in hidden and not text.strip():
            yield f"an empty <{each.tag}>"
