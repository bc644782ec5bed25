"""Citations in running text that are no keys: `[2,5-7]`, raised numbers, `(Ng & Oz, 2020)`.

A mark is mapped to entries of the list where that is unambiguous, and counted as unmapped where it
is not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from evtrack.drafting.citekeys import ascii_words
from evtrack.model import Passage, PassageKind
from evtrack.readers.article.citations import LONGEST_MARK, NUMBERS, is_raised_citation

_IN_SQUARE_BRACKETS = re.compile(rf"(?<!CI )(?<!CI: )(?<!= )\[\s*({NUMBERS})\s*\]")
_IN_ROUND_BRACKETS = re.compile(rf"\(\s*({NUMBERS})\s*\)(?=[.,;:!?]|\s*\Z)")
_RAISED_SIGNS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
_AS_DIGITS = str.maketrans(_RAISED_SIGNS, "0123456789-")
_RAISED_TEXT = re.compile(rf"[{_RAISED_SIGNS}]+(?:[,⁾ʼ·‚˒']?[{_RAISED_SIGNS}]+)*")
_RAISED_TAG = re.compile(
    r"<sup\b[^<>]*>((?:[^<>]|</?(?:a|span|b|i|em)\b[^<>]*>){1,400}?)</sup>", re.IGNORECASE
)
_RAISED_BY_CARETS = re.compile(rf"\^({NUMBERS})\^")
_TAG = re.compile(r"<[^<>]*>")
_FOOTNOTE_MARK = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_MOST_IN_A_RANGE = 100
_LONGEST_TAIL = 60  # characters of markup at the end of a passage

_ROUND_BRACKETS = re.compile(r"\(([^()]{4,400})\)")
_YEAR = re.compile(r"(?<![\w.])(?:((?:1[5-9]|20)\d\d)([a-z]?)|(n\. ?d\.))(?!\w)")
_BEFORE_NAME = re.compile(
    r"(?:(?:see(?: also)?|e\.g\.|i\.e\.|cf\.|also|in|as in|reviewed in|for example)[,:]?\s+)+",
    re.IGNORECASE,
)
_BEHIND_FIRST_NAME = re.compile(r",|\s(?:and\b|&|et al\b)", re.IGNORECASE)
_NARRATIVE_NAMES = re.compile(
    r"((?:[^\W\d_][\w'’\-]*[ ]){0,6}?[^\W\d_][\w'’\-]*?)"
    r"(,? (?:and|&) (?:[^\W\d_][\w'’\-]* ){0,3}[^\W\d_][\w'’\-]*?| et al\.?,?| and colleagues)?"
    r"(?:['’]s?)?,?\s*\Z"
)
_LONGEST_NAMES = 120


class Work(NamedTuple):
    """What the text may cite: its key, its number in the list (0 for none), and how it is named.

    `family` is the first author's, in ASCII words; `label` the year with its letter; `footnote` the
    label of the footnote that it is.
    """

    key: str
    number: int
    family: tuple[str, ...]
    label: str
    footnote: str = ""


class Mark(NamedTuple):
    """A citation in the text: from where to where it stands in the file, and what it cites.

    `keys` are empty where it could not be mapped. What `is_said` is part of the sentence.
    """

    start: int
    end: int
    keys: tuple[str, ...]
    is_said: bool = False


def marks_in(passages: Sequence[Passage], text: str, works: Sequence[Work]) -> tuple[Mark, ...]:
    """The marks in these passages of the article whose file has this text, in its order."""
    shown = [each for each in passages if each.kind is not PassageKind.HEADING]
    numbers = {work.number: work.key for work in works if work.number}
    named = _Named(works)
    square = list(_numeric(shown, _IN_SQUARE_BRACKETS, numbers))
    raised = [*_raised_in_text(shown, numbers), *_raised_in_file(shown, text, numbers)]
    round_ = [] if square or raised else list(_numeric(shown, _IN_ROUND_BRACKETS, numbers))
    by_name = [mark for passage in shown for mark in named.marks(passage)]
    counted = round_ if _count_up(round_, numbers) else []
    footnotes = _footnotes(shown, text, works)
    return tuple(sorted({*square, *raised, *counted, *by_name, *footnotes}))


def _numeric(
    passages: Iterable[Passage], form: re.Pattern[str], numbers: Mapping[int, str]
) -> Iterator[Mark]:
    for passage in passages:
        for match in form.finditer(passage.text):
            yield _mark(passage, *match.span(), _keys(match[1], numbers))


def _raised_in_text(passages: Iterable[Passage], numbers: Mapping[int, str]) -> Iterator[Mark]:
    for passage in passages:
        for match in _RAISED_TEXT.finditer(passage.text):
            before = passage.text[max(match.start() - LONGEST_MARK, 0) : match.start()]
            digits = re.sub(r"[^\d\-]+", ",", match[0].translate(_AS_DIGITS))
            if is_raised_citation(before, digits):
                yield _mark(passage, *match.span(), _keys(digits, numbers))


def _raised_in_file(
    passages: Sequence[Passage], text: str, numbers: Mapping[int, str]
) -> Iterator[Mark]:
    """Marks in `<sup>`, which passages do not show; and pandoc's `^2^`, which they do."""
    for form in (_RAISED_TAG, _RAISED_BY_CARETS):
        for match in _within(passages, form.finditer(text)):
            digits = _TAG.sub("", match[1])
            before = text[max(match.start() - LONGEST_MARK, 0) : match.start()]
            if is_raised_citation(_TAG.sub("", before), digits):
                yield Mark(*match.span(), _keys(digits, numbers))


def _footnotes(passages: Sequence[Passage], text: str, works: Iterable[Work]) -> Iterator[Mark]:
    """The marks of footnotes that are references."""
    by_label = {work.footnote: work.key for work in works if work.footnote and work.key}
    if by_label:
        for match in _within(passages, _FOOTNOTE_MARK.finditer(text)):
            if match[1] in by_label:
                yield Mark(*match.span(), (by_label[match[1]],))


def _within(
    passages: Sequence[Passage], matches: Iterable[re.Match[str]]
) -> Iterator[re.Match[str]]:
    """Those that stand in a passage, or at its very end, which a passage need not show."""
    spans = sorted((passage.offsets[0], passage.offsets[-1]) for passage in passages)
    starts = [start for start, _ in spans]
    for match in matches:
        n = bisect_right(starts, match.start()) - 1
        if n >= 0 and match.start() <= spans[n][1] + _LONGEST_TAIL:
            yield match


def _mark(
    passage: Passage, start: int, end: int, keys: tuple[str, ...], *, is_said: bool = False
) -> Mark:
    """The mark at these characters of the passage."""
    return Mark(passage.offsets[start], passage.offsets[end - 1] + 1, keys, is_said)


def _keys(written: str, numbers: Mapping[int, str]) -> tuple[str, ...]:
    """The keys of these numbers; none where one of them is not in the list."""
    keys: list[str] = []
    for part in re.findall(r"(\d+)(?:\s*[-–—]\s*(\d+))?", written):
        first, last = int(part[0]), int(part[1] or part[0])
        if not first <= last <= first + _MOST_IN_A_RANGE:
            return ()
        keys += (numbers.get(number, "") for number in range(first, last + 1))
    return tuple(dict.fromkeys(keys)) if all(keys) else ()


def _count_up(marks: Sequence[Mark], numbers: Mapping[int, str]) -> bool:
    """Whether round brackets are citations: all in the list, and first cited in its order."""
    if not marks or not all(mark.keys for mark in marks):
        return False
    first_cited = list(dict.fromkeys(key for mark in marks for key in mark.keys))
    return first_cited == [numbers[number] for number in sorted(numbers)][: len(first_cited)]


class _Named:
    """Finds works by their first author and year."""

    def __init__(self, works: Iterable[Work]) -> None:
        self._works: defaultdict[tuple[str, ...], list[Work]] = defaultdict(list)
        for work in works:
            if work.family and work.key:
                self._works[work.family].append(work)

    def marks(self, passage: Passage) -> Iterator[Mark]:
        """The marks in a passage that give a year in round brackets."""
        for match in _ROUND_BRACKETS.finditer(passage.text):
            inside = match[1]
            first_year = _YEAR.search(inside)
            if not first_year:
                continue
            if first_year.start() == 0:
                before = passage.text[max(match.start() - _LONGEST_NAMES, 0) : match.start()]
                yield from self._narrative(passage, match, before)
            elif inside[:1].isalpha():
                yield from self._in_brackets(passage, match)

    def _narrative(self, passage: Passage, match: re.Match[str], before: str) -> Iterator[Mark]:
        """`Ng and Oz (2020)`; the sentence says it."""
        names = _NARRATIVE_NAMES.search(before)
        if names and names[1].split()[-1][:1].isupper():
            keys = self._find(names[1], match[1], self._ending_with)
            if keys or names[2]:
                yield _mark(passage, *match.span(), keys, is_said=True)

    def _in_brackets(self, passage: Passage, match: re.Match[str]) -> Iterator[Mark]:
        """`(see Ng & Oz, 2020; Po et al., 2019a, 2021)`."""
        keys: list[tuple[str, ...]] = []
        reads_as_citation = False
        for part in match[1].split(";"):
            year = _YEAR.search(part)
            names = part[: year.start()] if year else ""
            if not year or not names.strip():
                continue
            lead = _BEFORE_NAME.sub("", names.strip(), count=1)
            first = _BEHIND_FIRST_NAME.split(lead)[0].strip()
            if not first[:1].isalpha() or not any(letter.isupper() for letter in first):
                return
            whole = lead.strip(" ,")
            reads_as_citation |= whole != lead or whole != first
            keys.append(
                self._find(whole, part[year.start() :], self._exactly)
                or self._find(first, part[year.start() :], self._exactly)
            )
        if reads_as_citation or any(keys):
            found = tuple(dict.fromkeys(key for each in keys for key in each))
            yield _mark(passage, *match.span(), found if all(keys) else ())

    def _find(
        self, names: str, years: str, works_of: Callable[[str], Sequence[Work]]
    ) -> tuple[str, ...]:
        """The one work of each of these years; none where one of them has none or several."""
        works = works_of(names)
        keys: list[str] = []
        for year, letter, _ in _YEAR.findall(years):
            exact = [work for work in works if work.label == year + letter]
            fitting = exact or [work for work in works if year and work.label[:4] == year]
            if len({work.key for work in fitting}) != 1 or (letter and not exact):
                return ()
            keys.append(fitting[0].key)
        return tuple(keys)

    def _exactly(self, names: str) -> Sequence[Work]:
        return self._works.get(tuple(ascii_words(names)), ())

    def _ending_with(self, names: str) -> Sequence[Work]:
        """The works whose author these words end with: the longest name that is one."""
        words = ascii_words(names)
        for start, _ in pairwise(range(len(words) + 1)):
            if works := self._works.get(tuple(words[start:])):
                return works
        return ()
