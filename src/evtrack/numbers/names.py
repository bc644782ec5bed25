"""Numbers that are part of a name: `COVID-19`, `B12`, `type 2`, `Windows 11`."""

import re

from evtrack.numbers.units import split

_BEHIND = re.compile(r"\w|[-‐‑^][^\W\d]|[-\s](?:thirds?|quarters?)\b")
_BEFORE = re.compile(r"(?:[^\W\d][-–‐‑]|[\w#№§^×])$")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w'’-]*)\.?\s$")
_AS_FAR_AS_WORDS_LOOK = 40  # characters before a number
_LABELS = frozenset(
    split(
        "type subtype serotype grade phase stage level class group category tier factor vitamin "
        "omega hepatitis covid interleukin chromosome table figure fig chapter section article "
        "appendix box part page p pp volume vol no nr number version step question item model "
        "mode schedule layer line option study experiment generation equation eq reference ref "
        "axis zone route"
    )
)
_MONTHS = split(
    "january february march april may june july august september october november december"
)
_OPENERS = frozenset(
    split(
        "a about above after all almost among an and any approximately around as at before "
        "below between but by during each every few fewer for from if in just least less more "
        "most nearly of on only or over roughly since some than that the these those to under "
        "until up when where with within"
    )
)
_BEFORE_A_QUANTITY = frozenset(_MONTHS) | _OPENERS


def word_before(text: str, start: int) -> str:
    """The word before a number, or an empty string where none stands directly before it."""
    match = _WORD_BEFORE.search(text, max(0, start - _AS_FAR_AS_WORDS_LOOK), start)
    return match[1] if match else ""


def is_named_before(text: str, start: int) -> bool:
    """Whether what stands before a number surely makes it part of a name, as in `type 2`."""
    before = _BEFORE.search(text, max(0, start - 2), start)
    return before is not None or word_before(text, start).lower() in _LABELS


def may_be_named_before(text: str, start: int) -> bool:
    """Whether the word before a number looks like a name, as in `Windows 11`."""
    word = word_before(text, start)
    is_plain = word[:1].islower() or word.endswith("ing") or word.lower() in _BEFORE_A_QUANTITY
    return bool(word) and not is_plain


def is_named_behind(text: str, end: int) -> bool:
    """Whether a number that has no unit goes on as a name, as in `5-HT`."""
    return _BEHIND.match(text, end) is not None
