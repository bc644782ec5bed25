"""Markdown that says what is meant, whatever a user's text holds, in as much room as there is.

It is for comments on pull and merge requests, where services make people, issues and addresses of
plain text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from evtrack.phrases import fenced
from evtrack.render.terminal import inert

LONGEST_COMMENT = 65_536  # characters that GitHub takes
ROOM_FOR_THE_END = 300
"""Characters kept free for what is said of the rest that did not fit."""

# Words that no service takes for anything else: letters, or a small number. Every other word
# becomes code, in which nothing is a mention, a reference, a link or markup.
_PLAIN_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d{1,6}|[—→]")
_OPENING, _CLOSING = '(“"', ')”",.;:?'
_CODE_OR_WORD = re.compile(r"(`+)(?!`)(.*?[^`])\1(?!`)|\s+|([^\s`]+|`+)", re.DOTALL)


class Page:
    """Parts of a text, as long as there is room for them."""

    def __init__(self, room: int, size: Callable[[str], int]) -> None:
        self.parts: list[str] = []
        self._room = room
        self._size = size

    def add(self, part: str) -> bool:
        """Add the part where it fits; once one did not, none does."""
        self._room -= self._size(part)
        if self._room < 0:
            return False
        self.parts.append(part)
        return True


def fold(title: str, number: int) -> tuple[str, str]:
    """The start and the end of what is folded away behind a title."""
    return f"\n<details>\n<summary>{title}: {number:,}</summary>\n\n", "\n</details>\n"


def prose(text: str) -> str:
    """The text with its backticked words, and those that might be more than words, as code."""
    return "".join(_pieces(inert(text))).strip()


def _pieces(text: str) -> Iterator[str]:
    before = ""
    for match in _CODE_OR_WORD.finditer(text):
        fence, quoted, word = match.groups()
        piece = code(_between(fence, quoted)) if fence else _word(word) if word else " "
        yield f" {piece}" if before.endswith("`") and piece.startswith("`") else piece
        before = piece


def _between(fence: str, quoted: str) -> str:
    """What stands between backticks; more than one are set off by a blank."""
    is_set_off = len(fence) > 1 and quoted[:1] == quoted[-1:] == " "
    return quoted[1:-1] if is_set_off else quoted


def _word(word: str) -> str:
    """The word, as code where it might be more than that, between its punctuation."""
    rest = word.lstrip(_OPENING)
    core = rest.rstrip(_CLOSING)
    if not core or _PLAIN_WORD.fullmatch(core):
        return word
    return f"{word[: len(word) - len(rest)]}{code(core)}{rest[len(core) :]}"


def code(text: str) -> str:
    """A code span, between more backticks than stand together in the text."""
    text = inert(text)
    is_bare = text != "" and (text == text.strip() or "`" in text)
    return fenced(text if is_bare else f" {text} ")
