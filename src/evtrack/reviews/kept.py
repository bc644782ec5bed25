"""Values as the lock keeps them: short ones as they are, long ones as a beginning and a digest.

How a text is wrapped, its case, and how quotes and dashes are written make no difference; of what a
BibTeX field says in words, neither do LaTeX, accents and punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from evtrack.plain import plain_words
from evtrack.wording.comparable import comparable_words

MOST_KEPT = 300
"""Characters; most quotations are shorter, and of these it can be told which words changed."""

DIGITS = 32
"""Those of a digest in hexadecimal: 128 bits tell two texts apart."""

_BEGINNING = 120
_CUT = re.compile(rf"… \[[0-9a-f]{{{DIGITS}}}\]\Z")

Form = Callable[[str], str]
"""What of a text is compared."""


def as_text(text: str) -> str:
    """The form of a claim, a quotation, a word or a number."""
    return comparable_words(text).casefold()


as_words: Form = plain_words
"""The form of a title or a name in BibTeX."""


def kept(text: str, form: Form = as_text) -> str:
    """The text as it is kept, on one line."""
    line = " ".join(text.split())
    if not is_cut(line):
        return line
    return f"{line[:_BEGINNING].rstrip()}… [{digest(form(line))}]"


def is_cut(was: str) -> bool:
    """Whether only the beginning of the text was kept."""
    return len(was) > MOST_KEPT or _CUT.search(was) is not None


def is_same(was: str, now: str, form: Form = as_text) -> bool:
    """Whether what was kept is what the text says now."""
    if is_cut(was):
        return was[-DIGITS - 1 : -1] == digest(form(now))
    return was == now or form(was) == form(now)


def digest(text: str) -> str:
    """The first 128 bits of the text's SHA-256, in hexadecimal."""
    from hashlib import sha256  # late: it loads OpenSSL, and few links have long texts

    return sha256(text.encode(errors="surrogatepass")).hexdigest()[:DIGITS]
