"""What an article calls itself, and the language that it says it is in."""

from __future__ import annotations

from collections.abc import Sequence

from evtrack.readers.text import lines_of

_FENCES = ("```", "~~~")
_BLOCK_SCALARS = ("|", ">")


def markdown_title(text: str) -> str:
    """The title in the front matter, else the first heading; blank where there is neither."""
    lines = [line.rstrip() for line in lines_of(text)]
    end = _end_of_front_matter(lines)
    return _said_in(lines[:end], "title") or _first_heading(lines[end:])


def markdown_language(text: str) -> str:
    """The `lang` in the front matter; blank where there is none."""
    lines = [line.rstrip() for line in lines_of(text)]
    return _said_in(lines[: _end_of_front_matter(lines)], "lang")


def _end_of_front_matter(lines: Sequence[str]) -> int:
    """The line behind it; 0 where there is none."""
    if lines[:1] != ["---"]:
        return 0
    return next((n for n, line in enumerate(lines[1:], start=2) if line in ("---", "...")), 0)


def _said_in(front_matter: Sequence[str], wanted: str) -> str:
    for line in front_matter:
        key, _, value = line.partition(":")
        if key == wanted and not value.strip().startswith(_BLOCK_SCALARS):
            return _unquoted(value.strip())
    return ""


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1].strip() if quoted else value


def _first_heading(lines: Sequence[str]) -> str:
    fence = ""
    for line in map(str.strip, lines):
        if fence:
            fence = "" if line.startswith(fence) else fence
        elif line.startswith(_FENCES):
            fence = line[:3]
        elif line.startswith(("# ", "#\t")) and (title := _without_closing_marks(line[2:])):
            return title
    return ""


def _without_closing_marks(title: str) -> str:
    """Markdown lets a heading end as it began: `# Tea #`; but the mark in `# C#` is the title's."""
    words = title.rstrip("#")
    return (title if words and not words[-1].isspace() else words).strip()
