"""Text as it stands in print, made comparable word by word.

Beside what `comparable` evens out, a quotation and its source may differ in ligatures, in case
(small capitals come out of a PDF as capitals), in hyphens at a line's end (no program can tell the
one of `long-term` from one that breaks a word), in blanks beside signs and numbers, and in marks of
notes that stand in the source only. No difference of a word or a number is evened out: neither that
of `US` and `us`, of `re-sent` and `resent`, nor of `500` and the end of `1 500`.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from unicodedata import normalize

from evtrack.wording.comparable import QUOTES, UNSEEN, UNSPACED

_LIGATURES = {ligature: normalize("NFKC", ligature) for ligature in "ﬀﬁﬂﬃﬄﬅﬆ"}
_SHOWN_AS = str.maketrans({**QUOTES, **UNSEEN, **_LIGATURES, "…": "..."})
_QUOTE_SIGNS = "\"'`"
_SOFT_HYPHEN_AT_END = re.compile(r"\u00ad(?=\s*\n)")

_RAISED = "⁰¹²³⁴-⁹"
_LETTER = rf"[^\W\d_{_RAISED}₀-₉{UNSPACED}]"
_DIGIT = rf"[\d{_RAISED}₀-₉]"
_HYPHENS = "-‐‑‒–−"
_HYPHEN = f"[{_HYPHENS}]"
_DASHES = "[-‐‑‒–—―−]+"
# A hyphen joins two halves of a word, also where a line ends behind it; but not in `pre- and
# postmenopausal`, and not in `non-Hodgkin`, which has a name as its second half.
_SUSPENDED = r"(?:and|or|to|und|oder|bis|et|ou|y|o|e|versus|vs)\b"
_LINE_END = rf"(?:\s++(?!{_SUSPENDED}))?"
_JOINT = rf"(?:(?<![a-z]){_HYPHEN}{_LINE_END}|(?<=[a-z]){_HYPHEN}{_LINE_END}(?![A-Z]))"
_THIN = "\u2009\u202f"  # blanks that set thousands apart and end no number
_POINTS = "·∙⋅•"

_NOTES = r"\d{1,3}(?:\s?[,–-]\s?\d{1,3})*+"
_LABELS = (
    *("week", "weeks", "day", "days", "type", "grade", "phase", "stage", "level", "group"),
    *("class", "table", "figure", "fig", "vol", "tab", "log", "factor", "approx"),
)
_MEASURES = ("median", "mean", "aged", "age", "score", "range", "IQR", "CI", "SD")
_COUNTED = (
    r"(?:%|(?:[mcdkµμ]?g|[mcdµμ]?l|mm|cm|IU|units?|years?|months?|weeks?|days?|hours?|minutes?"
    r"|times|women|men|people|patients|participants|adults|children|infants|cases|points|doses"
    r"|tablets|trials|studies)\b)"
)
_NO_LABEL = "".join(rf"(?<!(?i:{label}))(?<!(?i:{label})\.)" for label in _LABELS)
_NO_MEASURE = "".join(rf"(?<!(?i:{word}))" for word in _MEASURES)
_NOT_COUNTING = rf"(?!\s?{_COUNTED})"
_BEHIND_A_WORD = rf"(?:(?<={_LETTER}{{3}})|(?<={_LETTER}{{3}}[.,;:)\"'!?]))"
_NOTE_IN_BRACKETS = rf"""(?:(?<={_LETTER})|(?<={_LETTER}[.,;:)"'!?]))
        {_NO_MEASURE}\s?\[\s?{_NOTES}\s?\](?!\w){_NOT_COUNTING}"""
_MARK = rf"""(?=[\s\[\d{_RAISED}*∗†‡§¶])(?:
    {_NOTE_IN_BRACKETS}                                                      # pain [3-5]
    |{_BEHIND_A_WORD}\s?[{_RAISED}]++(?:[,⁻–-][{_RAISED}]++)*+(?!\w)          # pain¹²
    |{_NO_LABEL}(?<=[a-z]{{3}})\d{{1,3}}(?:[,–-]\d{{1,3}})*+
        (?![\w%]|[.,·]\d|[–-]\w){_NOT_COUNTING}                               # pain12
    |{_NO_LABEL}(?:(?<={_LETTER}{{3}}[.,;:)"'!?])|(?<=[)"'%][.,;:!?]))
        \d{{1,3}}(?:[,–-]\d{{1,3}})*+(?=\s|\Z){_NOT_COUNTING}                 # pain.1,2 In
    |(?<=[\w).,;:%"'])[*∗†‡§¶]++(?!\w)                                        # pain*
)"""
_TOKEN = rf"""
    (?P<word>{_LETTER}++(?:(?:'|{_JOINT}){_LETTER}++)*+)
    |(?P<number>(?:(?<![\w.)\]%"'])\.)?{_DIGIT}++(?:[.,{_POINTS}{_THIN}]{_DIGIT}++)*+(?:\^{_DIGIT}++)?)
    |{_DASHES}|[<>]=|\S
"""
_TOKENS = re.compile(_TOKEN, re.VERBOSE)
_TOKENS_AND_MARKS = re.compile(rf"(?P<mark>{_MARK})|{_TOKEN}", re.VERBOSE)
_MARKS = re.compile(_MARK, re.VERBOSE)
NOTE_IN_BRACKETS = re.compile(_NOTE_IN_BRACKETS, re.VERBOSE)
"""A mark of notes such as `[3-5]`, with the blank before it."""

_HYPHENS_WITHIN = re.compile(rf"{_HYPHEN}\s*")
_HYPHEN_AT_END = re.compile(rf"(?<={_LETTER}){_HYPHEN}\s*\n\s*(?=[^\W\d_A-Z])")
_ONLY_DASHES = re.compile(_DASHES)
_UNSPACED = re.compile(f"[{UNSPACED}]")
_BEFORE_RAISED = re.compile(rf"(?<=\d)(?=[{_RAISED}])")
_AS_POINTS = str.maketrans(dict.fromkeys(_POINTS, "."))
_SIGNS = {"≥": ">=", "≤": "<=", "⩾": ">=", "⩽": "<=", "×": "x"}

_BEFORE_A_NUMBER = re.compile(rf"(?:\d\s?{_DASHES}\s?|(?:[{_POINTS}/⁄^<>≤≥⩽⩾±−~≈]|[<>]=)\s?)\Z")
_BEFORE_HUNDREDS = re.compile(r"(?<![\d.,])\d{1,3}[ \u00a0']\Z")
_BEHIND_A_NUMBER = re.compile(rf"\s?(?:{_DASHES}|[{_POINTS}/⁄^])\s?\d")
_HUNDREDS = re.compile(r"[ \u00a0']\d{3}(?!\d)")
_AS_FAR_AS_NUMBERS_REACH = 6  # characters

_ADDRESS = re.compile(r"(?:www\.|https?:|doi\b)", re.IGNORECASE)
_DIGITS_BEHIND_A_WORD = re.compile(r"(?<=[a-z])\d")
_STOP_OR_LINE_END = re.compile(r"[.;:)]|[^\S\n]*(?:\n|\Z)")
_WORD_BEFORE = re.compile(r"[^\W\d_]+(?:-\s*\n\s*[^\W\d_]+)?\Z")
_WORDS_ALONE = re.compile(r"(?<!\w)[^\W\d_]{3,}+(?!\w)")
_LONGEST_WORD = 60

_LETTERS_WITH_CASE = range(2, 5)  # of `US`, `mM`, `AIDS`
_NEAR = 3  # words, numbers and signs


class PrintedText(NamedTuple):
    """The words, numbers and signs of a text, each with a blank before it and one at the end.

    `starts` holds for each of them, and for the end, its place in `words`; `origins` and `ends`
    hold from where to where it stands in `text`. `glued` are the numbers of those that are one word
    or number with the one before. `marks` are the marks of notes that were left out, by the place
    in `words` where they would stand.
    """

    text: str
    words: str
    starts: array[int]
    origins: array[int]
    ends: array[int]
    glued: frozenset[int]
    marks: Mapping[int, str]

    def __len__(self) -> int:
        return len(self.origins)

    def word(self, number: int) -> str:
        """The word, number or sign of this number, as it is compared."""
        return self.words[self.starts[number] : self.starts[number + 1] - 1]

    def numbers_of(self, words: str) -> Iterator[int]:
        """The number of the first at each place where these compared words stand."""
        at = -1
        while (at := self.words.find(words, at + 1)) >= 0:
            number = bisect_left(self.starts, at + 1)
            if number < len(self) and self.starts[number] == at + 1:
                yield number

    def places_of(self, sought: PrintedText) -> Iterator[tuple[int, int]]:
        """From which to before which it has what is sought, beginning and ending as words do.

        It may have marks that are not sought, but no others in the place of those that are. Where
        capitals or hyphens make other words, they are the same.
        """
        for first in self.numbers_of(sought.words):
            behind, at = first + len(sought), self.starts[first] - 1
            if (
                self.is_whole(first, behind)
                and all(self.marks.get(at + n) == mark for n, mark in sought.marks.items())
                and all(self._is_written_as(sought, first + n, n) for n in range(len(sought)))
            ):
                yield first, behind

    def is_whole(self, first: int, behind: int) -> bool:
        """Whether neither end of the stretch is within a word or number."""
        return self._may_begin(first) and self._may_end(behind)

    def whole(self, first: int, behind: int) -> tuple[int, int]:
        """The stretch with the rest of the words or numbers that its ends are within."""
        while first > 0 and not self._may_begin(first):
            first -= 1
        while behind < len(self) and not self._may_end(behind):
            behind += 1
        return first, behind

    def _may_begin(self, first: int) -> bool:
        if first in self.glued or first == len(self):
            return False
        start, token = self.origins[first], self._written(first)
        if not token[0].isdecimal():
            return True
        before = self.text[max(0, start - _AS_FAR_AS_NUMBERS_REACH) : start]
        is_rest = _HUNDREDS.match(f" {token}") and _BEFORE_HUNDREDS.search(before)
        return not (is_rest or _BEFORE_A_NUMBER.search(before))

    def _may_end(self, behind: int) -> bool:
        if behind in self.glued or behind == 0:
            return False
        end, token = self.ends[behind - 1], self._written(behind - 1)
        if not token[-1].isdecimal():
            return True
        is_begin = _BEFORE_HUNDREDS.match(f"{token} ") and _HUNDREDS.match(self.text, end)
        return not (is_begin or _BEHIND_A_NUMBER.match(self.text, end))

    def _written(self, number: int) -> str:
        return self.text[self.origins[number] : self.ends[number]]

    def _is_written_as(self, sought: PrintedText, number: int, wanted: int) -> bool:
        one, other = self._written(number), sought._written(wanted)
        if one == other:
            return True
        if _hyphens(one, within_lines=True) - _hyphens(other) or (
            _hyphens(other, within_lines=True) - _hyphens(one)
        ):
            return False
        is_unit = number > 0 and self.word(number - 1)[-1].isdecimal()
        return (
            len(one) not in _LETTERS_WITH_CASE
            or not one.isalpha()
            or _with_case(one) == _with_case(other)
            or not (
                is_unit or (one + other.swapcase()).isupper() or (other + one.swapcase()).isupper()
            )
            or self._is_among_capitals(number)
            or sought._is_among_capitals(wanted, alone=False)
        )

    def _is_among_capitals(self, number: int, *, alone: bool = True) -> bool:
        """Whether a word and another beside it are in capitals, which then say nothing.

        So do those of one that is `alone`, without a word in small letters beside it.
        """
        near = range(max(0, number - _NEAR), min(number + _NEAR + 1, len(self)))
        words = [word for n in near if n != number and len(word := self._written(n)) > 1]
        return self._written(number).isupper() and (
            any(word.isupper() for word in words)
            or (alone and not any(word.islower() for word in words))
        )

    def has(self, words: str, number: int) -> bool:
        """Whether these compared words stand from this number on."""
        return 0 <= number < len(self) and self.words.startswith(words, self.starts[number] - 1)

    def holds(self, words: str, first: int, behind: int) -> bool:
        """Whether these compared words stand from the one number to before the other."""
        start, end = self.starts[max(first, 0)] - 1, self.starts[min(behind, len(self))]
        return self.words.find(words, start, end) >= 0

    def shown(self, spans: Iterable[tuple[int, int]]) -> str:
        """The words from and to these numbers as they stand in the text, without marks of notes.

        A word that is broken at a line's end is whole again.
        """
        lines = (self.text[self.origins[first] : self.ends[behind - 1]] for first, behind in spans)
        words = _HYPHEN_AT_END.sub("", "\n".join(lines))
        return " ".join((_MARKS.sub("", words) if self.marks else words).split())

    def begins_in_lower_case(self, number: int) -> bool:
        """Whether it is a word of running text, and no address such as `www.tea.org`."""
        at = self.origins[number]
        return self.text[at].islower() and not _ADDRESS.match(self.text, at)

    def begins_line(self, number: int) -> bool:
        """Whether it is the first of its line, or there is none of this number."""
        if number in (0, len(self)):
            return True
        return "\n" in self.text[self.ends[number - 1] : self.origins[number]]


def as_shown(text: str) -> str:
    """The text in NFC with straight quotes, and without ligatures and characters unseen."""
    text = _SOFT_HYPHEN_AT_END.sub("-", text)
    return text if text.isascii() else normalize("NFC", text).translate(_SHOWN_AS)


def printed(text: str, *, without_marks: bool = False) -> PrintedText:
    """The text, which is `as_shown`, as it is compared; if asked for, without marks of notes."""
    pieces: list[str] = []
    starts, origins, ends = array("q"), array("q"), array("q")
    glued: set[int] = set()
    marks: dict[int, str] = {}
    at = 1
    for match in _with_marks(text) if without_marks else _TOKENS.finditer(text):
        if match.lastgroup == "mark":
            mark = _HYPHENS_WITHIN.sub("-", "".join(match[0].split()))
            marks[at - 1] = marks.get(at - 1, "") + _folded(mark)
            continue
        start, end = match.span()
        if ends and _is_glued(text, start, end, ends[-1]):
            glued.add(len(pieces))
        piece = _compared(match[0], match.lastgroup)
        pieces.append(piece)
        starts.append(at)
        origins.append(start)
        ends.append(end)
        at += len(piece) + 1
    starts.append(at)
    words = f" {' '.join(pieces)} " if pieces else " "
    return PrintedText(text, words, starts, origins, ends, frozenset(glued), marks)


def printed_words(text: str) -> str:
    """The words of a text as they are compared."""
    return printed(as_shown(text)).words


def _with_marks(text: str) -> Iterator[re.Match[str]]:
    """The words, numbers, signs and marks of notes.

    `pain12` has a mark before a stop, or at a line's end, or where `pain` stands elsewhere too;
    else it may be a name such as `interleukin6`.
    """
    alone: set[str] = set()
    for match in _TOKENS_AND_MARKS.finditer(text):
        if match.lastgroup == "mark" and _DIGITS_BEHIND_A_WORD.match(text, match.start()):
            alone = alone or {word.lower() for word in _WORDS_ALONE.findall(text)}
            word = _WORD_BEFORE.search(text, max(0, match.start() - _LONGEST_WORD), match.start())
            is_word = word and _HYPHENS_WITHIN.sub("", word[0]).lower() in alone
            if not (is_word or _STOP_OR_LINE_END.match(text, match.end())):
                yield from _TOKENS.finditer(text, *match.span())
                continue
        yield match


def _hyphens(word: str, *, within_lines: bool = False) -> set[int]:
    """Before which letters of a word a hyphen stands; if asked for, only those within a line."""
    places, letters, end = set(), 0, 0
    for hyphen in _HYPHENS_WITHIN.finditer(word):
        letters += hyphen.start() - end
        end = hyphen.end()
        if not within_lines or len(hyphen[0]) == 1:
            places.add(letters)
    return places


def _with_case(word: str) -> str:
    """The word without the capital that it may have at the beginning of a sentence."""
    word = normalize("NFKC", word)
    return word.lower() if word.istitle() else word


def _compared(token: str, kind: str | None) -> str:
    if kind == "word":
        return _folded(token if token.isalpha() else _HYPHENS_WITHIN.sub("", token))
    if kind == "number":
        return _folded(_BEFORE_RAISED.sub("^", token)).translate(_AS_POINTS)
    if token in _QUOTE_SIGNS:
        return "'"
    return "-" if _ONLY_DASHES.match(token) else _SIGNS.get(token) or _folded(token)


def _folded(token: str) -> str:
    return token.lower() if token.isascii() else normalize("NFKC", token).casefold()


def _is_glued(text: str, start: int, end: int, before: int) -> bool:
    """Whether what stands there is one word or number with what ends at `before`.

    So are `B` and `12`, `-` and `5` where a blank is before them, and `non`, `-` and `Hodgkin`.
    """
    sign, last = text[start], text[before - 1]
    if start > before:  # a hyphen at a line's end still belongs to the word
        return (
            sign.isalnum()
            and last in _HYPHENS
            and "\n" in text[before:start]
            and (text[before - 2 : before - 1].isalpha())
        )
    if last in _HYPHENS:
        return sign.isalnum() and not text[max(before - 2, 0)].isdecimal()
    return last.isalnum() and (
        (sign.isalnum() and not (_UNSPACED.match(sign) or _UNSPACED.match(last)))
        or (sign in _HYPHENS and last.isalpha() and end == start + 1)
    )
