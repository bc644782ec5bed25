r"""Citations in running text: pandoc's `[@key, p. 3; -@key2]` and `@key`, LaTeX's `\cite{key}`.

Those in brackets and most LaTeX commands are no part of what a sentence says; a bare `@key` is, as
in "@smith2020 found", and so are `\textcite` and its like. Whether `@name` is a source or
somebody's account only the library can tell: pandoc takes both for a citation, and so does this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Pandoc's manual, "Citation syntax": a letter, digit or `_`, and single punctuation only within.
_PANDOC_KEY = re.compile(
    r"(?<![\w@.\\/])-?@(?:\{([^{}\s]+)\}|(\w++(?:[:.#$%&\-+?<>~/]\w++)*+))",
)
_VERSION = re.compile(r"\d+(?:\.\d+)+")
_BRACKET_OR_KEY = re.compile(rf"[\[\]]|{_PANDOC_KEY.pattern}")
_LATEX = re.compile(r"\\([A-Za-z]++)\*?(?:\s?\[[^\[\]{}]*+\]){0,2}((?:\{[^{}]*+\})+)")
_LATEX_KEYS = re.compile(r"[^{},\s]+")
_LATEX_CITES = {
    *("autocite", "autocites", "cite", "citeA", "citeNP", "citealp", "citealt", "citeasnoun"),
    *("citeauthor", "citedate", "citefullauthor", "citenum", "citep", "cites", "citet"),
    *("citetitle", "citeurl", "citeyear", "citeyearpar", "footcite", "footcites", "footcitetext"),
    *("footfullcite", "fullcite", "fullcites", "onlinecite", "parencite", "parencites"),
    *("shortcite", "smartcite", "smartcites", "supercite", "supercites", "textcite", "textcites"),
}
_LATEX_SAID = ("textcite", "citet", "citealt", "citeauthor", "citeyear", "citetitle")
# Pandoc's manual, "Math": no blank within the signs, and no digit behind them.
_MATHS = re.compile(r"\$\$[^$]++\$\$|(?<![\\\w$])\$(?![\s$])[^$]++(?<!\s)\$(?!\d)")

NUMBERS = r"\d{1,3}(?:\s*[,;\-–—]\s*\d{1,3})*"
"""Numbers of a list of references, as a mark gives them: `2, 5-7`."""

LONGEST_MARK = 400
"""In characters of the file; also how far before a raised mark its sentence is looked at."""

_RAISED = re.compile(rf"[\s\[(]*{NUMBERS}[\s\])]*")
_TAKES_A_POWER = re.compile(r"(?:\A|\s|\d|(?<![^\W\d_])(?:[^\W\d_]|[kcmdnµμ]m|in|ft|yd|mi))\Z")
_BLANKS = " \t\r\n\f\v\u00a0~"


class Found(NamedTuple):
    """A citation: from where to where it stands in the text, the keys, and whether it is said."""

    start: int
    end: int
    keys: tuple[str, ...]
    is_said: bool


def citations_in(text: str) -> Iterator[Found]:
    """The citations of a text, in its order; none overlaps another.

    The blanks before one that is not said belong to it.
    """
    text = _MATHS.sub(lambda maths: "\0" * len(maths[0]), text)
    position = 0
    for found in sorted((*_pandoc(text), *_latex(text)), key=_outermost_first):
        if found.start < position:
            continue
        start = found.start
        while not found.is_said and start > position and text[start - 1] in _BLANKS:
            start -= 1
        position = found.end
        yield found._replace(start=start)


def is_raised_citation(before: str, raised: str) -> bool:
    """Whether a superscript behind this text cites: `2,5`, but not in `10^6`, `m^2` or `I^2`."""
    return bool(_RAISED.fullmatch(raised)) and not _TAKES_A_POWER.search(before)


def _outermost_first(found: Found) -> tuple[int, int]:
    return found.start, -found.end


def _pandoc(text: str) -> list[Found]:
    """Bare keys, and the outermost brackets in which a key stands, other brackets set aside."""
    found: list[Found] = []
    opened: list[tuple[int, bool]] = []  # where each bracket opens, and whether a key stands in it
    inside = 0
    for match in _BRACKET_OR_KEY.finditer(text):
        if match[0] == "[":
            opened.append((match.start(), False))
        elif match[2] and _VERSION.fullmatch(match[2]):
            continue
        elif match[0] != "]":
            found.append(Found(*match.span(), (match[1] or match[2],), True))
            if opened:
                opened[-1] = (opened[-1][0], True)
        elif opened:
            start, has_key = opened.pop()
            if has_key:
                inside = len(found)
                while inside and found[inside - 1].start >= start:
                    inside -= 1
                keys = tuple(key for one in found[inside:] for key in one.keys)
                found[inside:] = [Found(start, match.end(), keys, False)]
    return found


def _latex(text: str) -> Iterator[Found]:
    for match in _LATEX.finditer(text):
        command = match[1][0].lower() + match[1][1:]
        if command in _LATEX_CITES:
            keys = [key for key in _LATEX_KEYS.findall(match[2]) if not key.startswith("#")]
            if keys:
                yield Found(*match.span(), tuple(keys), command.startswith(_LATEX_SAID))
