"""Passages to sentences; sentencex finds where they end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from evtrack.model import Passage, PassageKind, Sentence
from evtrack.readers.article.switches import Switches
from evtrack.readers.places import Places

_BLANK = re.compile(r"[^\S\n]")  # sentencex panics on some that are not ASCII
_STRETCH = 5_000
"""Characters that sentencex is given at once: unclosed quotes take it quadratic time."""

# What sentencex takes for an end: a list's number, and abbreviations before a number or a small
# letter.
_ENUMERATOR = re.compile(r"\s*(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)]\s*")
_BEFORE_NUMBER = re.compile(
    r"\b(?:approx|ca|c|vol|nos?|pp?|figs?|tabs?|eqs?|refs?|ch|chap|sect?|min|max|est|incl|excl|"
    r"resp|cf|ed|v|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.\s*\Z",
    re.IGNORECASE,
)
_BEFORE_SMALL = re.compile(
    r"\b(?:approx|ca|cf|resp|incl|excl|viz|esp|min|max|avg|dept|est|etc|al|ed|eds|vs|i\.e|e\.g|"
    r"[ap]\.m|(?-i:[A-Z])\.(?-i:[A-Z]))\.[\s)]*\Z",
    re.IGNORECASE,
)
# What it takes for none: marks of a list of references behind the full stop, a sentence all in
# brackets, and an ellipsis.
_NUMBERS = r"\d{1,3}(?:[,;\-–]\s?\d{1,3})*"
_MARK_BEHIND = re.compile(rf"(?:\s?\[{_NUMBERS}\])+(?=\s+[\W\dA-Z]|\s*\Z|[A-Z])\s*")
_END_WITHIN = re.compile(
    rf"(?P<raised>(?:(?<=[a-z)]\.)|(?<=\.[”\"])){_NUMBERS}(?=\s+[A-Z“\"(]))"
    r"|(?P<bracket>(?<=[.!?])\)(?=\s+[A-Z“\"(]))"
    r"|(?P<ellipsis>(?<=\w)…(?=\s+[A-Z“\"(]))"
)


def sentences_of(
    passages: Sequence[Passage], places: Places, switches: Switches, language: str = "en"
) -> Iterator[Sentence]:
    """The sentences of the article that these places are of."""
    section: int | None = None
    for number, passage in enumerate(passages):
        if passage.kind is PassageKind.HEADING:
            section = number
        spans = list(sentence_spans(passage.text, language))
        starts = [passage.offsets[start] for start, _ in spans]
        cited = _cited_in(passage, starts)
        for (at, end), start, keys in zip(spans, starts, cited, strict=True):
            behind = _behind(passage, end, places.text)
            yield Sentence(
                text=passage.text[at:end],
                location=places.locate(start, behind),
                start=start,
                end=behind,
                passage=number,
                at=at,
                kind=passage.kind,
                section=section,
                citations=tuple(dict.fromkeys(keys)),
                off=switches.is_off(start),
            )


def sentence_spans(text: str, language: str = "en") -> Iterator[tuple[int, int]]:
    """From where to where each sentence of one passage goes, without the blanks around it."""
    start = 0
    for end in _ends(text, language):
        sentence = text[start:end]
        if sentence.strip():
            yield start + len(sentence) - len(sentence.lstrip()), start + len(sentence.rstrip())
        start = end


def _ends(text: str, language: str) -> Iterator[int]:
    """The offsets behind each sentence with its marks and the blanks that follow."""
    start = 0
    for boundary in _boundaries(text, language):
        if boundary < start:
            continue
        marks = _MARK_BEHIND.match(text, boundary)
        end = marks.end() if marks else boundary
        if end < len(text) and _goes_on(text, start, end):
            continue
        for within in _END_WITHIN.finditer(text, start, end):
            if within.end() < end and _ends_here(text, start, within):
                yield within.end()
                start = within.end()
        if end > start:
            yield end
        start = end
    if start < len(text):
        yield len(text)


def _boundaries(text: str, language: str) -> Iterator[int]:
    """Where sentencex ends a sentence, stretch by stretch."""
    from sentencex import get_sentence_boundaries

    start = 0
    while start < len(text):
        stretch = _BLANK.sub(" ", text[start : start + _STRETCH])
        ends = [each["end_index"] for each in get_sentence_boundaries(language, stretch)]
        if start + len(stretch) == len(text):
            yield from (start + end for end in ends)
            return
        yield from (start + end for end in ends[:-1])  # the last one goes on in the next stretch
        start += ends[-2] if len(ends) > 1 else len(stretch)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether what looks like the end of a sentence is none."""
    tail = text[max(start, end - 40) : end]
    if end - start <= len(tail) and _ENUMERATOR.fullmatch(tail):
        return True
    following = text[end : end + 2].lstrip()[:1]
    if following.isdigit():
        return _BEFORE_NUMBER.search(tail) is not None
    return following.islower() and (
        tail.rstrip().endswith("]") or _BEFORE_SMALL.search(tail) is not None
    )


def _ends_here(text: str, start: int, within: re.Match[str]) -> bool:
    if within["bracket"]:
        return text.startswith("(", start) and text.find(")", start) == within.start()
    if within["raised"]:
        return _BEFORE_NUMBER.search(text, max(start, within.start() - 40), within.start()) is None
    return True


def _behind(passage: Passage, end: int, text: str) -> int:
    """The place behind the last character, which an entity or an escape writes with several."""
    last = passage.offsets[end - 1]
    as_written = text[last : last + 1] == passage.text[end - 1]
    return last + 1 if as_written else max(last + 1, passage.offsets[end])


def _cited_in(passage: Passage, starts: Sequence[int]) -> list[list[str]]:
    """The keys that each sentence cites; a citation behind a full stop belongs to what it ends."""
    cited: list[list[str]] = [[] for _ in starts]
    for citation in passage.citations:
        if starts:
            cited[max(bisect_right(starts, citation.start) - 1, 0)].append(citation.key)
    return cited
