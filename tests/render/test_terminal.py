"""What a terminal may be shown."""

from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.render.terminal import Terminal, beginning, cells, inert


class Stream(io.StringIO):
    def __init__(self, on_screen: bool) -> None:
        super().__init__()
        self._on_screen = on_screen

    def isatty(self) -> bool:
        return self._on_screen


# Colour and width


@pytest.mark.parametrize(
    ("on_screen", "environment", "colour"),
    [
        pytest.param(True, {}, True, id="a screen"),
        pytest.param(False, {}, False, id="a pipe"),
        pytest.param(True, {"NO_COLOR": "1"}, False, id="NO_COLOR"),
        pytest.param(True, {"NO_COLOR": ""}, True, id="NO_COLOR, but blank"),
        pytest.param(True, {"TERM": "dumb"}, False, id="a dumb terminal"),
        pytest.param(False, {"FORCE_COLOR": "1"}, True, id="FORCE_COLOR in a pipe"),
        pytest.param(False, {"FORCE_COLOR": ""}, False, id="FORCE_COLOR, but blank"),
        pytest.param(False, {"FORCE_COLOR": "1", "TERM": "dumb"}, True, id="FORCE_COLOR in CI"),
        pytest.param(True, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, id="NO_COLOR comes first"),
    ],
)
def test_where_colour_is_wanted(
    monkeypatch: pytest.MonkeyPatch, on_screen: bool, environment: dict[str, str], colour: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert Terminal.of(Stream(on_screen)).colour is colour


@pytest.mark.parametrize(
    ("on_screen", "columns", "width"),
    [(True, "100", 100), (True, "20", 40), (False, "100", 80), (False, "20", 80)],
)
def test_the_width(
    monkeypatch: pytest.MonkeyPatch, on_screen: bool, columns: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)

    assert Terminal.of(Stream(on_screen)).width == width


def test_paint() -> None:
    assert Terminal(colour=True).paint("tea", "red", "bold") == "\x1b[31;1mtea\x1b[0m"


@pytest.mark.parametrize("terminal", [Terminal(colour=False), Terminal(colour=True)])
def test_nothing_is_not_painted(terminal: Terminal) -> None:
    assert terminal.paint("", "red") == ""


def test_without_colour_nothing_is_painted() -> None:
    assert Terminal(colour=False).paint("tea", "red") == "tea"


# Inert


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a\tb\nc\rd", "a b c d", id="blanks"),
        pytest.param("\x1b[31mred", "<U+001B>[31mred", id="colour"),
        pytest.param("\x1b]8;;http://x\x07", "<U+001B>]8;;http://x<U+0007>", id="a link"),
        pytest.param("\x9b2J", "<U+009B>2J", id="an escape of one character"),
        pytest.param("\x00\x08\x7f\x85", "<U+0000><U+0008><U+007F><U+0085>", id="controls"),
        pytest.param("\u202egnp.exe", "<U+202E>gnp.exe", id="right to left"),
        pytest.param("a\u2066b\u2069\u200f", "a<U+2066>b<U+2069><U+200F>", id="bidi isolates"),
        pytest.param("\u2028\u2029", "<U+2028><U+2029>", id="separators"),
        pytest.param("a\u200bb\ufeff\u00ad", "a<U+200B>b<U+FEFF><U+00AD>", id="unseen"),
        pytest.param("\U000e0041", "<U+E0041>", id="a tag"),
        pytest.param("\ud800", "<U+D800>", id="half a pair"),
        pytest.param("naïve 喝茶 e\u0301 🍵", "naïve 喝茶 e\u0301 🍵", id="what can be seen stays"),
        pytest.param("👩\u200d🔬 می\u200cخواهم", "👩\u200d🔬 می\u200cخواهم", id="joiners stay"),
        pytest.param("a\u00a0b", "a\u00a0b", id="a no-break space stays"),
    ],
)
def test_what_is_shown_inert(text: str, shown: str) -> None:
    assert inert(text) == shown


@given(st.text(st.characters()))
def test_nothing_that_moves_the_cursor_comes_through(text: str) -> None:
    categories = {unicodedata.category(character) for character in inert(text)}

    assert not categories & {"Cc", "Cs", "Zl", "Zp"}


# Columns


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("tea", 3),
        ("naïve", 5),
        ("e\u0301", 1),
        ("喝茶", 4),
        ("ｔ", 2),
        ("🍵", 2),
        ("❤\ufe0f", 1),
        ("ก\u0e31", 1),
        ("a\u200db", 2),
        ("a⃝", 1),
        ("…⊕", 2),
    ],
)
def test_how_many_columns_a_text_takes(text: str, columns: int) -> None:
    assert cells(text) == columns


@pytest.mark.parametrize(
    ("text", "room", "kept"),
    [
        ("tea", 3, "tea"),
        ("teas", 3, "te…"),
        ("teas", 1, "…"),
        ("teas", 0, ""),
        ("", 0, ""),
        ("喝茶", 4, "喝茶"),
        ("喝茶", 3, "喝…"),
        ("喝茶", 2, "…"),
        ("e\u0301e\u0301", 2, "e\u0301e\u0301"),
        ("a\x07b", 9, "a…"),
        ("a\x07b", 10, "a<U+0007>b"),
    ],
)
def test_the_beginning_that_fits(text: str, room: int, kept: str) -> None:
    assert "".join(beginning(text, room)) == kept


# Wrapping


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("tea", ["> tea"], id="one line"),
        pytest.param("aaaa bbbb cc", ["> aaaa bbbb", "    cc"], id="two lines"),
        pytest.param("aaaa bbbbbbb", ["> aaaa", "    bbbbbbb"], id="no word is broken that fits"),
        pytest.param("a  b", ["> a  b"], id="blanks within a line stay"),
        pytest.param("  a", [">   a"], id="blanks at the beginning stay"),
        pytest.param("aaaa bbbb     cc", ["> aaaa bbbb", "    cc"], id="blanks at a break go"),
        pytest.param("x" * 17, ["> " + "x" * 10, "    xxxxxxx"], id="a long word"),
        pytest.param("喝茶喝茶喝 茶", ["> 喝茶喝茶喝", "    茶"], id="wide characters"),
        pytest.param("a\n\x1b", ["> a <U+001B>"], id="made inert"),
        pytest.param("a-b-c-d-e-f-g", ["> a-b-c-d-e-", "    f-g"], id="a long word with hyphens"),
    ],
)
def test_wrapping(text: str, lines: list[str]) -> None:
    assert Terminal(width=12).wrap(text, "> ", "    ").split("\n") == lines


def test_lines_hang_where_the_first_begins_unless_told_otherwise() -> None:
    assert Terminal(width=6).wrap("aaa bbb", "  ") == "  aaa\n  bbb"


@given(st.text(st.sampled_from("ab 喝e\u0301\n\x1b-"), max_size=200))
def test_no_line_is_wider_than_the_terminal_and_no_word_is_lost(text: str) -> None:
    wrapped = Terminal(width=40).wrap(text, "  ", "    ")

    assert max(cells(line) for line in wrapped.split("\n")) <= 40
    assert "".join(wrapped.split()) == "".join(inert(text).split())
