"""What a BibTeX value says, without its LaTeX, accents, case and punctuation: to be compared."""

import re
from unicodedata import normalize

_LETTER = re.compile(r"\\a?(ss|ae|oe|a|o|l|i|j)(?![a-zA-Z]) *", re.IGNORECASE)  # \aa is å
_ACCENT = re.compile(r"""\\(?:["'`^~=.]|[cvuHkrdbtG](?![a-zA-Z])) *""")
_FORMATTING = re.compile(
    r"\\(?:text(?:it|bf|rm|sc|sf|tt|up|md|sl|normal|superscript|subscript)|math[a-z]+|emph|enquote"
    r"|mkbib[a-z]+|it|bf|rm|sc|sf|tt|em|itshape|bfseries|uppercase|lowercase)(?![a-zA-Z])"
    r"|</?[a-z]+>|[{}$]",
    re.IGNORECASE,
)
_AND = re.compile(r"\\?&")
_COMBINING = re.compile(r"[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i"})


def plain_words(text: str) -> str:
    r"""The words in lower case, one blank apart: `{\'E}tudes -- A \& B` is etudes a and b.

    Commands that stand for something (`\alpha`, `\ss`) become their names. All scripts are kept.
    """
    text = _LETTER.sub(r"\1", _AND.sub(" and ", text))
    text = _FORMATTING.sub("", _ACCENT.sub("", text))
    letters = _COMBINING.sub("", normalize("NFKD", text)).casefold().translate(_LETTERS)
    return " ".join(_WORD.findall(letters))
