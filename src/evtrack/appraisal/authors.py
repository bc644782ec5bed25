"""Whether sources have an author in common, however their names are written."""

import re
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import normalize

from evtrack.model import Source

# A letter of its own keeps its name (`\ss`, `\o`), an accent goes (`\"`, `\v`).
_LETTER = re.compile(r"\\(ss|ae|oe|aa|AA|AE|OE|o|O|l|L|i|j)(?![a-zA-Z])")
_ACCENT_OR_BRACE = re.compile(r"\\(?:[a-zA-Z]+ ?|.)|[{}]")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i"})


def share_an_author(sources: Sequence[Source]) -> bool:
    """Whether one author, told by family name and first initial, is common to all of them."""
    return bool(set.intersection(*map(_author_names, sources)))


def _author_names(source: Source) -> set[tuple[str, str]]:
    return {(_plain(person.family), _plain(person.given)[:1]) for person in source.authors}


@lru_cache(maxsize=4096)  # the same few names, again and again
def _plain(name: str) -> str:
    """A name without its LaTeX and accents, in lower case."""
    name = _ACCENT_OR_BRACE.sub("", _LETTER.sub(r"\1", name)).casefold().translate(_LETTERS)
    return "".join(c for c in normalize("NFD", name) if c.isalpha() or c == " ").strip()
