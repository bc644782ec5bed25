"""Markdown (CommonMark, tables, footnotes, front matter) to passages.

markdown-it-py says what each block shows, but not at which character of the file. Since what inline
tokens show stands in the source in the same order, each is looked for from where the last one
ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from evtrack.model import Cell, Passage, PassageKind
from evtrack.readers.article.flow import Flow, Mark, passages_of
from evtrack.readers.article.layout import BULLET, Items, Rows
from evtrack.readers.article.switches import Switches
from evtrack.readers.article.tags import Comment, tags_and_text
from evtrack.readers.text import lines_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_KINDS = {
    "heading": PassageKind.HEADING,
    "list_item": PassageKind.ITEM,
    "blockquote": PassageKind.QUOTE,
    "footnote": PassageKind.NOTE,
    "td": PassageKind.CELL,
    "th": PassageKind.CELL,
}
_LINE_END = re.compile(r"(?:\r\n|\r|\n)[ \t>]*")
_DIV = re.compile(r"(?:(?<=[\r\n])|\A)[ \t]{0,3}:{3,}[^\r\n]*")  # pandoc's and Quarto's fences
_FOOTNOTE_MARK = re.compile(r"\[\^[^\]\s]{1,999}\]")  # a label has at most 999 characters


def markdown_passages(text: str, switches: Switches | None = None) -> tuple[Passage, ...]:
    """What a reader of this Markdown sees; code blocks and raw HTML are left out."""
    flows = list(_flows(text, switches or Switches()))
    flows.sort(key=lambda flow: flow.start)  # the parser puts footnotes last
    return tuple(passages_of(flows))


def _flows(text: str, switches: Switches) -> Iterator[Flow]:
    text = _DIV.sub(lambda fence: " " * len(fence[0]), text)
    starts = [0, *accumulate(map(len, lines_of(text)))]
    around: list[Token] = []
    layout = _Layout()
    cursor, line = 0, -1
    notes: dict[str, tuple[int, int]] = {}  # where each inline footnote stands
    for token in _parser().parse(text):
        layout.take(token)
        if token.nesting > 0:
            around.append(token)
        elif token.nesting < 0:
            del around[-1:]  # a footnote within a footnote leaves the plugin's tokens unbalanced
        elif token.type == "html_block" and token.map:
            start, end = (starts[min(number, len(starts) - 1)] for number in token.map)
            _take_switches(text[start:end], start, switches)
        elif token.type == "inline":
            flow = layout.place(_flow_within(around))
            if not token.map:
                start, end = notes.get(flow.label, (0, 0))
                _Inline(text, start, end, flow, notes, switches).take(token)
            else:
                first, behind = token.map
                if first != line:  # the cells of a table's row stand on one line
                    line, cursor = first, starts[first]
                end = starts[min(behind, len(starts) - 1)]
                cursor = _Inline(text, cursor, end, flow, notes, switches).take(token)
            yield flow


def _take_switches(block: str, start: int, switches: Switches) -> None:
    for part in tags_and_text(block):
        if isinstance(part, Comment):
            switches.take(block[part.start : part.end], start + part.end)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.footnote.index import footnote_ref
    from mdit_py_plugins.front_matter import front_matter_plugin

    def footnote_mark(state: StateInline, silent: bool) -> bool:
        """The plugin's rule, which would look for the label's end through the whole paragraph."""
        is_near = _FOOTNOTE_MARK.match(state.src, state.pos, state.posMax)
        return is_near is not None and footnote_ref(state, silent)

    parser = MarkdownIt("commonmark").enable("table")
    # Escapes and entities stay tokens of their own, which tell how they are written.
    parser.use(front_matter_plugin).use(footnote_plugin).disable("text_join")
    parser.inline.ruler.at("footnote_ref", footnote_mark)
    return parser


class _Layout:
    """Follows lists and tables, and tells each block where it stands in them."""

    def __init__(self) -> None:
        self._lists: list[Items] = []
        self._tables = 0
        self._rows = Rows(0)
        self._cell: Cell | None = None
        self._marker = ""

    def take(self, token: Token) -> None:
        match token.type:
            case "ordered_list_open":
                self._lists.append(Items(int(token.attrs.get("start", 1))))
            case "bullet_list_open":
                self._lists.append(Items())
            case "ordered_list_close" | "bullet_list_close":
                del self._lists[-1:]
            case "list_item_open":
                self._marker = self._lists[-1].marker() if self._lists else BULLET
            case "table_open":
                self._tables += 1
                self._rows = Rows(self._tables)
            case "tr_open":
                self._rows.next_row()
            case "th_open" | "td_open":
                self._cell = self._rows.next_cell(is_heading=token.type == "th_open")
            case "th_close" | "td_close":
                self._cell = None

    def place(self, flow: Flow) -> Flow:
        """The block, with its place; an item's marker stands before its first block only."""
        flow.cell = self._cell
        if flow.kind is PassageKind.ITEM:
            flow.marker, self._marker = self._marker, ""
            flow.depth = max(len(self._lists) - 1, 0)
        return flow


def _flow_within(around: Sequence[Token]) -> Flow:
    kind, level, label = PassageKind.PARAGRAPH, 0, ""
    for token in around:
        kind = _KINDS.get(token.type.removesuffix("_open"), kind)
        if kind is PassageKind.HEADING and token.tag[1:].isdigit():
            level = int(token.tag[1:])
        if token.type == "footnote_open":
            label = _label(token)
    flow = Flow(kind, level, label)
    flow.is_quoted = any(token.type == "blockquote_open" for token in around)
    return flow


def _label(token: Token) -> str:
    """What a footnote and its marks have in common; one written inline has no name."""
    return token.meta.get("label") or f" {token.meta.get('id')}"


class _Inline:
    """Finds what inline tokens show between two offsets of the source."""

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        flow: Flow,
        notes: dict[str, tuple[int, int]],
        switches: Switches,
    ) -> None:
        self._text = text
        self._cursor = start
        self._end = end
        self._flow = flow
        self._notes = notes
        self._switches = switches
        self._before_superscript: int | None = None
        self._is_autolink = False

    def take(self, inline: Token) -> int:
        """Add what the tokens inside show; gives the offset behind it."""
        for token in inline.children or ():
            self._take(token)
        return self._cursor

    def _take(self, token: Token) -> None:
        match token.type:
            case "text" if self._is_autolink:
                self._autolink(token.content)
            case "text":
                self._show(token.content)
            case "code_inline":
                self._code(token)
            case "text_special":
                is_escape = token.info == "escape" and token.markup != token.content
                self._show(token.content, token.markup, is_literal=is_escape)
            case "softbreak" | "hardbreak":
                self._line_end()
            case "html_inline":
                self._skip(token.content)
                self._switches.take(token.content, self._cursor)
                self._tag(token.content.lower())
            case "link_open" | "link_close" if token.markup == "autolink":
                self._is_autolink = token.nesting > 0
            case "link_open":
                self._skip("[")
            case "link_close":
                self._end_of_link()
            case "image":
                self._image(token.children or ())
            case "footnote_ref":
                self._footnote(token)
            case _:
                self._skip(token.markup)

    def _show(self, shown: str, written: str = "", *, is_literal: bool = False) -> None:
        """Add what is shown, where it is found as written, else character by character."""
        written = written or shown
        start = self._text.find(written, self._cursor, self._end)
        if start < 0 and written == shown:
            self._align(shown, is_literal=is_literal)
            return
        start = max(start, self._cursor)
        self._cursor = min(start + len(written), self._end)
        self._flow.add(shown, start, self._cursor, is_literal=is_literal)

    def _code(self, token: Token) -> None:
        self._skip(token.markup)
        if self._text.startswith(f" {token.content}", self._cursor, self._end):
            self._cursor += 1
        self._align(token.content, is_literal=True)
        self._skip(token.markup)

    def _align(self, shown: str, *, is_literal: bool) -> None:
        r"""Add text in which a cell has `\|` for a bar, or code a line's end for a blank."""
        if self._text.startswith(shown, self._cursor, self._end):
            start, self._cursor = self._cursor, self._cursor + len(shown)
            self._flow.add(shown, start, self._cursor, is_literal=is_literal)
            return
        for character in shown:
            if character == " " and (found := self._next_line_end()):
                self._flow.add(" ", *found.span(), is_literal=is_literal)
                self._cursor = found.end()
                continue
            near = self._text.find(character, self._cursor, min(self._cursor + 80, self._end))
            start = near if near >= 0 else self._cursor
            end = start + 1 if near >= 0 else start
            self._flow.add(character, start, end, is_literal=is_literal)
            self._cursor = end

    def _next_line_end(self) -> re.Match[str] | None:
        return _LINE_END.match(self._text, self._cursor, self._end)

    def _skip(self, written: str) -> None:
        start = self._text.find(written, self._cursor, self._end) if written else -1
        if start >= 0:
            self._cursor = start + len(written)

    def _line_end(self) -> None:
        if found := _LINE_END.search(self._text, self._cursor, self._end):
            self._flow.add(" ", *found.span())
            self._cursor = found.end()

    def _autolink(self, shown: str) -> None:
        start = self._text.find("<", self._cursor, self._end) + 1
        end = self._text.find(">", start, self._end)
        if 0 < start <= end:
            self._flow.add(shown, start, end, is_literal=True)
            self._cursor = end + 1

    def _end_of_link(self) -> None:
        close = self._text.find("]", self._cursor, self._end)
        if close >= 0:
            self._cursor = _behind_target(self._text, close + 1, self._end)

    def _image(self, alternative: Sequence[Token]) -> None:
        self._skip("![")
        flow = Flow(self._flow.kind)
        hidden = _Inline(self._text, self._cursor, self._end, flow, {}, self._switches)
        for token in alternative:
            hidden._take(token)
        self._cursor = hidden._cursor
        self._end_of_link()

    def _tag(self, tag: str) -> None:
        if tag.startswith("<sup"):
            self._before_superscript = len(self._flow)
        elif tag.startswith("</sup") and self._before_superscript is not None:
            self._flow.cut_citation(self._before_superscript)
            self._before_superscript = None
        elif tag.startswith("<br"):
            self._flow.add(" ", self._cursor - len(tag), self._cursor)

    def _footnote(self, token: Token) -> None:
        label = _label(token)
        opening = f"[^{label}]" if token.meta.get("label") else "^["
        start = self._text.find(opening, self._cursor, self._end)
        if start < 0:
            return
        self._cursor = start + len(opening)
        if opening == "^[":
            self._cursor = _behind_bracket(self._text, self._cursor, self._end) or self._cursor
            self._notes[label] = (start + len(opening), self._cursor)
        self._flow.marks.append(Mark(label, start, self._cursor))


def _behind_target(text: str, start: int, end: int) -> int:
    """The offset behind `(target "title")` or `[label]`, where one begins at `start`."""
    from markdown_it.helpers import parseLinkDestination, parseLinkTitle

    if text.startswith("[", start, end):
        return _behind_bracket(text, start + 1, end) or start
    if not text.startswith("(", start, end):
        return start
    position = _behind_blanks(text, start + 1, end)
    target = parseLinkDestination(text, position, end)
    if target.ok:
        position = _behind_blanks(text, target.pos, end)
        title = parseLinkTitle(text, position, end)
        if title.ok:
            position = _behind_blanks(text, title.pos, end)
    return position + 1 if text.startswith(")", position, end) else start


_BLANKS = re.compile(r"[ \t\r\n>]*+")
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)


def _behind_blanks(text: str, start: int, end: int) -> int:
    found = _BLANKS.match(text, start, end)
    return found.end() if found else start


def _behind_bracket(text: str, start: int, end: int) -> int:
    """The offset behind the bracket that closes the one before `start`; 0 where none does."""
    depth = 1
    for found in _BRACKET.finditer(text, start, end):
        depth += {"[": 1, "]": -1}.get(found[0], 0)
        if not depth:
            return found.end()
    return 0
