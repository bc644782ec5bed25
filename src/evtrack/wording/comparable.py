"""Text as it is compared: the same words written with other blanks, quotes or dashes are equal."""

from __future__ import annotations

from typing import NamedTuple
from unicodedata import combining, normalize

UNSPACED_LETTERS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
UNSPACED_SIGNS = "\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
UNSPACED = UNSPACED_LETTERS + UNSPACED_SIGNS
"""Letters of scripts that set no blanks between words, as a pattern has them in brackets."""

QUOTES = dict.fromkeys("‘’‚‛ʼ′`´", "'") | dict.fromkeys("“”„‟«»″", '"')
"""Quotation marks and what they are compared as."""

UNSEEN = dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
"""Characters that are not compared."""

_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
_SHOWN_AS = {**QUOTES, **_DASHES, **UNSEEN, "…": "..."}


class ComparableText(NamedTuple):
    """Text with every run of blanks as one, straight quotes, hyphens for dashes, and in NFC.

    `origins` holds for each character the index in the original text of what it came from.
    """

    text: str
    origins: list[int]


def comparable(text: str) -> ComparableText:
    """The text as it is compared."""
    characters: list[str] = []
    origins: list[int] = []
    for start, end in _clusters(text):
        shown = _shown(text[start:end])
        if shown == " " and characters[-1:] in ([" "], []):
            continue
        characters.extend(shown)
        origins.extend([start] * len(shown))
    if characters[-1:] == [" "]:
        characters.pop()
        origins.pop()
    return ComparableText("".join(characters), origins)


def comparable_words(text: str) -> str:
    """The same where nobody asks from where each character came."""
    return " ".join(text.split()) if text.isascii() else comparable(text).text


def _clusters(text: str) -> list[tuple[int, int]]:
    """Each character with the accents that combine with it."""
    if text.isascii():
        return [(n, n + 1) for n in range(len(text))]
    starts = [n for n, character in enumerate(text) if n == 0 or not _joins(character)]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _joins(character: str) -> bool:
    return combining(character) > 0 or "\u1160" <= character <= "\u11ff"  # Hangul vowels and finals


def _shown(cluster: str) -> str:
    if cluster.isspace():
        return " "
    return _SHOWN_AS.get(cluster, cluster if cluster.isascii() else normalize("NFC", cluster))
