"""Where a claim stands in the article: its words, with the sentences around them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from evtrack.coverage import article_coverage
from evtrack.coverage.anchors import Fate, Place
from evtrack.coverage.sentences import CoveredSentence
from evtrack.model import Ledger, Passage, Sentence

LONGEST_SIDE = 240
"""Characters before and after the words: a sentence can be as long as the article, and carry a
thousand claims."""


class SentenceInContext(NamedTuple):
    """The words that carry a claim, and what stands before and after them in the same passage.

    That is the rest of their sentence and the sentence next to it, cut to `LONGEST_SIDE` with an
    ellipsis. `section` is the heading above, blank before the first; `line` is where the words
    begin in the article's file.
    """

    before: str
    words: str
    after: str
    section: str
    line: int


@lru_cache(maxsize=1)  # the document asks claim by claim
def sentences_in_context(ledger: Ledger) -> Mapping[str, SentenceInContext]:
    """By claim id; only of the claims whose anchor was found, and none without an article."""
    coverage = article_coverage(ledger)
    if coverage is None:
        return {}
    passages = coverage.article.passages
    sentences = _by_passage(coverage.sentences)
    return {
        claim: _in_context(match.places[0], passages, sentences)
        for claim, match in coverage.anchors.items()
        if match.fate is Fate.FOUND
    }


def _by_passage(covered: Iterable[CoveredSentence]) -> Mapping[int, Sequence[Sentence]]:
    sentences: dict[int, list[Sentence]] = {}
    for sentence, *_ in covered:
        sentences.setdefault(sentence.passage, []).append(sentence)
    return sentences


def _in_context(
    place: Place, passages: Sequence[Passage], sentences: Mapping[int, Sequence[Sentence]]
) -> SentenceInContext:
    first, last = passages[place.first], passages[place.last]
    start, end = bisect_left(first.offsets, place.start), bisect_left(last.offsets, place.end)
    around = sentences.get(place.first, ())
    return SentenceInContext(
        _last_of(first.text[_beginning(around, start) : start]),
        place.words,
        _first_of(last.text[end : _ending(sentences.get(place.last, ()), end)]),
        _heading(around, passages),
        place.location.line,
    )


def _beginning(sentences: Sequence[Sentence], start: int) -> int:
    """Where the sentence before the one that holds this place begins."""
    number = bisect_right(sentences, start, key=lambda sentence: sentence.at) - 1
    return sentences[max(number - 1, 0)].at if number >= 0 else start


def _ending(sentences: Sequence[Sentence], end: int) -> int:
    """Where the sentence after the one that ends at this place or behind it ends."""
    number = bisect_left(sentences, end, key=_end)
    return _end(sentences[min(number + 1, len(sentences) - 1)]) if number < len(sentences) else end


def _end(sentence: Sentence) -> int:
    return sentence.at + len(sentence.text)


def _heading(sentences: Sequence[Sentence], passages: Sequence[Passage]) -> str:
    section = sentences[0].section if sentences else None
    return "" if section is None else passages[section].text


def _last_of(text: str) -> str:
    if len(text) <= LONGEST_SIDE:
        return text
    last = text[-LONGEST_SIDE:]
    return f"… {last.partition(' ')[2] or last}"


def _first_of(text: str) -> str:
    if len(text) <= LONGEST_SIDE:
        return text
    first = text[:LONGEST_SIDE]
    return f"{first.rpartition(' ')[0] or first} …"
