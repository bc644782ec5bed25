"""LaTeX in bibliography fields to the Unicode text that a reader is shown."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text

_LATEX = re.compile(r"[\\{}$~]|--|``|''")
_NEEDS_ESCAPE = re.compile(r"(\\.)|([%&])", re.DOTALL)
_COMMAND = re.compile(r"\\[A-Za-z]+\s*|[\\{}$]")
_BLANKS = re.compile(r"[ \t\r\n]+")


@lru_cache(maxsize=4096)
def to_unicode(text: str) -> str:
    r"""The text with its LaTeX decoded: accents, dashes, quotes, `\&`, and no braces; in NFC.

    `~` becomes a no-break space, and mathematics stays readable (`$p<0.05$` is p<0.05). Meant for
    titles, names and the like; an identifier (`doi`, `url`) is no LaTeX and must not come here.
    Nothing is raised: what can't be decoded stays, without its braces and commands.
    """
    if not _LATEX.search(text):
        return unicodedata.normalize("NFC", text)
    try:
        decoded = _decoder().latex_to_text(_NEEDS_ESCAPE.sub(_escaped, text))
    except Exception:  # noqa: BLE001 (pylatexenc fails in many ways on what is no LaTeX)
        decoded = _COMMAND.sub("", text)
    return unicodedata.normalize("NFC", _BLANKS.sub(" ", decoded).strip(" "))


def _escaped(match: re.Match[str]) -> str:
    r"""A bare `%` would begin a comment and a bare `&` a column; `\%` and `\&` stay as they are."""
    return match[1] or f"\\{match[2]}"


@cache
def _decoder() -> LatexNodes2Text:
    from pylatexenc.latex2text import (  # late: 60 ms that most commands never need
        LatexNodes2Text,
        MacroTextSpec,
        get_default_latex_context_db,
    )

    context = get_default_latex_context_db()
    context.add_context_category(
        "evtrack",
        prepend=True,
        macros=[
            MacroTextSpec("textgreater", ">"),
            MacroTextSpec("textless", "<"),
            MacroTextSpec("url", "%s"),
            MacroTextSpec("-", ""),
        ],
    )
    return LatexNodes2Text(latex_context=context, math_mode="text", keep_comments=True)
