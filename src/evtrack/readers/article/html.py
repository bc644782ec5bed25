"""HTML to passages: the main text, without navigation, scripts and the like."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple, overload

from evtrack.model import Cell, Citation, Passage, PassageKind
from evtrack.readers.article.flow import Flow, passages_of
from evtrack.readers.article.layout import Items, Rows
from evtrack.readers.article.switches import Switches
from evtrack.readers.article.tags import Comment, Tag, Text, tags_and_text

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS = {
    **dict.fromkeys(_HEADINGS, PassageKind.HEADING),
    "li": PassageKind.ITEM,
    "dt": PassageKind.ITEM,
    "dd": PassageKind.ITEM,
    "td": PassageKind.CELL,
    "th": PassageKind.CELL,
    "blockquote": PassageKind.QUOTE,
}
_LEFT_OUT = {
    *("aside", "button", "dialog", "footer", "form", "head", "iframe", "math", "menu", "nav"),
    *("noembed", "noframes", "noscript", "object", "pre", "script", "select", "style", "svg"),
    *("template", "textarea", "title", "xmp"),
}
_MAIN_FIRST = ("main", "article", "body")
_BLOCKS = {
    *_KINDS,
    *_LEFT_OUT,
    *_MAIN_FIRST,
    *("address", "caption", "center", "details", "div", "dl", "fieldset", "figcaption", "figure"),
    *("header", "hgroup", "hr", "html", "ol", "p", "search", "section", "summary", "table"),
    *("tbody", "tfoot", "thead", "tr", "ul"),
}
_LISTS = ("ul", "ol", "dl")
_NUMBER = re.compile(r"\s*-?[0-9]{1,9}\s*")
_PIECE = re.compile(
    r"(?P<blanks>[ \t\n\r\f]+)|(?P<reference>&(?:#[0-9]{1,9}|#[xX][0-9a-fA-F]{1,8}|\w{1,32});?)"
    r"|[^ \t\n\r\f&]+|&"
)


def html_passages(text: str, switches: Switches | None = None) -> tuple[Passage, ...]:
    """What a reader of this page sees: of its `main`, else of its `article`, else of all of it."""
    found = _Walker(text, switches or Switches()).found
    best = min((rank for rank, _ in found), default=0)
    return tuple(passages_of([flow for rank, flow in found if rank == best]))


def html_title(text: str) -> str:
    """What `title` says, else the first heading; blank where there is neither."""
    is_title = False
    for part in tags_and_text(text):
        if isinstance(part, Text) and is_title and (words := text[part.start : part.end].split()):
            return _characters(" ".join(words))
        is_title = isinstance(part, Tag) and part.name == "title" and not part.is_end
    headings = (p.text for p in html_passages(text) if p.kind is PassageKind.HEADING)
    return next(headings, "")


def html_language(text: str) -> str:
    """What the `lang` of its `html` says; blank where it says nothing."""
    tags = (part for part in tags_and_text(text) if isinstance(part, Tag))
    return next((tag.attributes.get("lang", "") for tag in tags if tag.name == "html"), "")


def _characters(text: str) -> str:
    return _PIECE.sub(lambda piece: unescape(piece[0]) if piece["reference"] else piece[0], text)


@overload
def _whole_number(text: str, otherwise: int) -> int: ...
@overload
def _whole_number(text: str, otherwise: None = None) -> int | None: ...
def _whole_number(text: str, otherwise: int | None = None) -> int | None:
    """What an attribute says, of at most nine digits."""
    return int(text) if _NUMBER.fullmatch(text) else otherwise


class _Open(NamedTuple):
    """An element that is open, and what its text is: `rank` counts in `_MAIN_FIRST`.

    `items` and `rows` are those of the list and the table around it, and `cell` the place there;
    `lists` is how many lists are around it.
    """

    name: str
    kind: PassageKind = PassageKind.PARAGRAPH
    level: int = 0
    rank: int = len(_MAIN_FIRST)
    is_left_out: bool = False
    items: Items | None = None
    rows: Rows | None = None
    cell: Cell | None = None
    lists: int = 0
    is_quoted: bool = False


class _Walker:
    """Walks over the page once; a block that begins or ends closes the one before.

    `found` holds each block with the rank of what it stands in.
    """

    def __init__(self, text: str, switches: Switches) -> None:
        self.found: list[tuple[int, Flow]] = []
        self._text = text
        self._open = [_Open("")]
        self._counts: dict[str, int] = {}
        self._before_superscript: int | None = None
        self._is_link_within = False
        self._tables = 0
        self._marker = ""
        self._next_block()
        for part in tags_and_text(text):
            if isinstance(part, Text):
                self._show(part)
            elif isinstance(part, Comment):
                switches.take(text[part.start : part.end], part.end)
            elif part.is_end:
                self._end(part)
            else:
                self._start(part)
        self._close_block()

    def _start(self, tag: Tag) -> None:
        if tag.name in _BLOCKS:
            self._close_block()
            if not tag.is_empty and tag.name != "hr":
                self._push(tag)
            self._next_block()
        for key in tag.attributes.get("data-cites", "").split():  # as pandoc writes them
            self._flow.cited.append(Citation(key, tag.start, tag.end))
        match tag.name:
            case "br":
                self._add(" ", tag.start, tag.end)
            case "sup":
                self._before_superscript = len(self._flow)
            case "a":
                self._is_link_within = tag.attributes.get("href", "").startswith("#")

    def _end(self, tag: Tag) -> None:
        if tag.name in _BLOCKS:
            self._close_block()
            self._pop(tag.name)
            self._next_block()
        elif tag.name == "sup":
            self._end_superscript()
            self._before_superscript = None
            self._is_link_within = False
        elif tag.name == "a" and self._before_superscript is None:
            self._is_link_within = False

    def _end_superscript(self) -> None:
        if self._before_superscript is None:
            return
        if self._is_link_within:  # a footnote's mark
            self._flow.cut_to(self._before_superscript)
        else:
            self._flow.cut_citation(self._before_superscript)

    def _show(self, part: Text) -> None:
        for piece in _PIECE.finditer(self._text, part.start, part.end):
            shown = piece[0]
            if piece["blanks"]:
                shown = " "
            elif piece["reference"]:
                shown = unescape(shown)  # bounded: Python refuses to read a longer number
            self._add(shown, *piece.span())

    def _add(self, shown: str, start: int, end: int) -> None:
        if not self._open[-1].is_left_out and not (shown == " " and self._flow.ends_blank):
            self._flow.add(shown, start, end)

    def _push(self, tag: Tag) -> None:
        if self._open[-1].name == "p":  # a block ends a paragraph that was left open
            self._pop("p")
        around = self._open[-1]
        ranks = (_MAIN_FIRST.index(tag.name),) if tag.name in _MAIN_FIRST else ()
        self._counts[tag.name] = self._counts.get(tag.name, 0) + 1
        self._open.append(
            _Open(
                tag.name,
                _KINDS.get(tag.name, around.kind),
                _HEADINGS.get(tag.name, 0 if tag.name in _KINDS else around.level),
                min(around.rank, *ranks, len(_MAIN_FIRST)),
                around.is_left_out or tag.name in _LEFT_OUT or "hidden" in tag.attributes,
                self._items(tag, around),
                self._rows(tag, around),
                self._cell(tag, around),
                around.lists + (tag.name in _LISTS),
                around.is_quoted or tag.name == "blockquote",
            )
        )

    def _items(self, tag: Tag, around: _Open) -> Items | None:
        match tag.name:
            case "ol":
                return Items(_whole_number(tag.attributes.get("start", ""), 1))
            case "ul" | "dl":
                return Items()
            case "dd":  # goes on with its term
                self._marker = ""
            case "li" | "dt":
                items = around.items or Items()
                self._marker = items.marker(_whole_number(tag.attributes.get("value", "")))
        return around.items

    def _rows(self, tag: Tag, around: _Open) -> Rows | None:
        if tag.name == "table":
            self._tables += 1
            return Rows(self._tables)
        if tag.name == "tr" and around.rows:
            around.rows.next_row()
        return around.rows

    def _cell(self, tag: Tag, around: _Open) -> Cell | None:
        if tag.name in ("td", "th") and around.rows:
            width = _whole_number(tag.attributes.get("colspan", ""), 1)
            return around.rows.next_cell(is_heading=tag.name == "th", width=width)
        return None if tag.name == "table" else around.cell

    def _pop(self, name: str) -> None:
        while self._counts.get(name):
            closed = self._open.pop().name
            self._counts[closed] -= 1
            if closed == name:
                return

    def _close_block(self) -> None:
        if not self._flow.is_blank:
            if self._flow.kind is PassageKind.ITEM:
                self._flow.marker, self._marker = self._marker, ""
                self._flow.depth = max(self._open[-1].lists - 1, 0)
            self._flow.is_quoted = self._open[-1].is_quoted
            self.found.append((self._open[-1].rank, self._flow))

    def _next_block(self) -> None:
        inside = self._open[-1]
        self._flow = Flow(inside.kind, inside.level, cell=inside.cell)
        self._before_superscript = None
        self._is_link_within = False
