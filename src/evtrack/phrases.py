"""Small pieces of English."""

import re
from collections.abc import Sequence


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 claim`, `2 claims`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(names: Sequence[str], between: str = ", ") -> str:
    """Names in a row: `a`, `a and b`, `a, b and c`."""
    return " and ".join((between.join(names[:-1]), names[-1])) if len(names) > 1 else names[0]


def listed_briefly(names: Sequence[str], most: int = 8, between: str = ", ") -> str:
    """Names in a row, beyond so many of them only how many more there are."""
    if len(names) <= most + 1:
        return listed(names, between)
    return f"{between.join(names[:most])} and {len(names) - most:,} more"


def excerpt(text: str, longest: int = 60) -> str:
    """As much of a user's text as a message repeats, on one line."""
    shown = " ".join(text[: longest + 1].split())
    return shown if len(text) <= longest else f"{shown[: longest - 1].rstrip()}…"


def quoted(text: str) -> str:
    """A user's text as a message quotes it, shortened, in backticks as `fenced` has them."""
    return fenced(excerpt(text))


def fenced(text: str) -> str:
    """A text between more backticks than stand together in it, as Markdown has it."""
    if "`" not in text:
        return f"`{text}`"
    longest = max(map(len, re.findall("`+", text)))
    fence = "`" * (longest + 1)
    return f"{fence} {text} {fence}"
