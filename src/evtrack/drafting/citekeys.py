"""Citekeys for references: ASCII, and unique also where case is not told apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from unicodedata import normalize

from evtrack.model import Article
from evtrack.readers.reference_list import Reference

_ASCII = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)
_WORD = re.compile(r"[a-z0-9]+")
_INSIGNIFICANT = frozenset(
    {
        *("a", "an", "and", "are", "as", "at", "by", "can", "do", "does", "for", "from", "how"),
        *("in", "into", "is", "it", "its", "of", "on", "or", "that", "the", "to", "was", "what"),
        *("when", "where", "which", "who", "why", "with"),
    }
)
_MOST_WORDS = 3
_IN_BRACKETS = re.compile(r"[\s~]*+[\[\\<]")  # or a LaTeX command, or an HTML tag
_FOOTNOTE_MARK = re.compile(r"\[\^")


def citekeys(references: Sequence[Reference], cited: Collection[str]) -> tuple[str, ...]:
    """A key for each reference: family name and year, else family name and words of the title.

    Where the article cites a key that is the same but for case, that is the one.
    """
    as_cited = {key.casefold(): key for key in cited}
    times: Counter[str] = Counter()
    taken: set[str] = set()
    keys = []
    for position, reference in enumerate(references, start=1):
        *candidates, stem = _candidates(reference, position)
        key = next((key for key in (*candidates, stem) if key not in taken), "")
        while not key or key in taken:
            times[stem] += 1
            key = f"{stem}-{times[stem] + 1}"
        taken.add(key)
        keys.append(as_cited.get(key, key))
    return tuple(keys)


def certain_keys(article: Article, text: str) -> tuple[str, ...]:
    """The keys in what can be nothing but a citation, in the order of the file with this text.

    A bare `@name` may be an account, also where a footnote's mark stands for it, and so may the
    text of a link and the end of an address.
    """
    every = [citation for passage in article.passages for citation in passage.citations]
    bare = {each.key for each in every if not _IN_BRACKETS.match(text, each.start)}
    certain = (
        each.key
        for each in every
        if _IN_BRACKETS.match(text, each.start)
        and not text.startswith("(", each.end)
        and f"/@{each.key}" not in text[each.start : each.end]
        and not (_FOOTNOTE_MARK.match(text, each.start) and each.key in bare)
    )
    return tuple(dict.fromkeys(certain))


def ascii_words(text: str) -> list[str]:
    """The words in lower case, in the letters of ASCII; accents are left out."""
    plain = normalize("NFKD", text.lower().translate(_ASCII)).encode("ascii", "ignore").decode()
    return _WORD.findall(plain)


def _candidates(reference: Reference, position: int) -> list[str]:
    """Keys by preference; the last is the stem of those with a number."""
    family = "".join(ascii_words(reference.authors[0].family)) if reference.authors else ""
    if family and reference.year:
        return [f"{family}{reference.label}"]
    words = [word for word in ascii_words(reference.title) if word not in _INSIGNIFICANT]
    ends = range(1, min(len(words), _MOST_WORDS) + 1)
    by_title = ["-".join(filter(None, (family, *words[:end]))) for end in ends]
    return by_title or [family or f"reference-{position}"]
