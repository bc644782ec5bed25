"""What share of the article's sentences stands on claims, and which of the others need evidence.

A sentence is carried where the words of a claim's anchor stand in it. What asserts nothing that
could be checked is out of scope: headings, questions, fragments, the list of references, and what
the project leaves out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from evtrack.coverage.anchors import AnchorMatch, Fate
from evtrack.model import Article, PassageKind, Sentence, Verdict
from evtrack.readers.article.headings import heads_literature
from evtrack.wording.comparable import UNSPACED, UNSPACED_LETTERS, UNSPACED_SIGNS
from evtrack.words import Support

FEWEST_WORDS = 4
"""A piece of text of fewer words, such as a cell of a table, is a fragment."""

# Where no blanks stand between words: so many letters (Thai) or signs (Chinese) are about a word.
_WORD = re.compile(
    rf"[{UNSPACED_LETTERS}]{{1,4}}|[{UNSPACED_SIGNS}]{{1,2}}"
    rf"|[^\W{UNSPACED}]+(?:['’\-][^\W{UNSPACED}]+)*"
)


class Need(NamedTuple):
    """A sign that a sentence needs evidence: its name, its weight, and the words that show it."""

    name: str
    weight: int
    pattern: re.Pattern[str]


def _need(name: str, weight: int, pattern: str) -> Need:
    return Need(name, weight, re.compile(pattern, re.IGNORECASE))


NEEDS = (
    _need(
        "number",
        3,
        rf"(?<![^\W{UNSPACED}])(?<!\.)\d[\d.,]*\s?%?|"
        r"\b(?:half|(?:a|one|two) (?:third|quarter|fifth)s?|doubled?|twice|percent|per cent)\b",
    ),
    _need(
        "cause",
        2,
        r"\b(?:caus(?:es?|ed|ing)|lead(?:s|ing)? to|led to|result(?:s|ed|ing)? in|because|due to|"
        r"prevent(?:s|ed|ing|ion)?|protect(?:s|ed|ing|ion)?|reduc(?:es?|ed|ing|tion)|"
        r"increas(?:es?|ed|ing)|decreas(?:es?|ed|ing)|improv(?:es?|ed|ing|ements?)|treats|cures?|"
        r"helps|works|trigger(?:s|ed|ing)?|risks?|effects?|effective(?:ly|ness)?|side effects?)\b",
    ),
    _need(
        "comparison",
        2,
        r"\b(?:(?:more|less|fewer|better|worse|higher|lower|greater|larger|smaller)"
        r"(?! (?:about|than once|or less|than you|information|details?)\b)|"
        r"as (?!well\b|soon\b|long\b|far\b)\w+ as|compared (?:to|with)|similar to|"
        r"equal to|equally|differs?|differed|differences?)\b",
    ),
    _need(
        "superlative",
        2,
        r"\b(?:most(?! of (?:us|you)\b)|least(?<!at least)|best|worst|always|never|usually|often|"
        r"common(?:ly|est)?|rare(?:ly|st)?|proven|safe(?:ly|r|st)?)\b",
    ),
    _need(
        "research",
        2,
        r"\b(?:stud(?:y|ies)|trials?|research(?:ers?)?|evidence|scientists?|experts?)\b",
    ),
)
"""The order of the names in a report. A number is the easiest to get wrong and to check, so it
weighs more; words that stand in every other sentence (`all`, `only`, `first`, `different`) are no
signs."""

_CITED = ("citation", 4)  # the author thought that it needs evidence


class CoveredSentence(NamedTuple):
    """A sentence with what carries it.

    `claims` are the ids of the claims whose anchors stand in it. `outside` says why it is out of
    scope, and is blank where it is not. `needs` are the signs that it needs evidence, and `weight`
    is what they weigh together.
    """

    sentence: Sentence
    claims: tuple[str, ...]
    outside: str
    needs: tuple[str, ...]
    weight: int

    @property
    def is_uncovered(self) -> bool:
        """Whether it is in scope and no claim carries it."""
        return not self.claims and not self.outside


class Coverage(NamedTuple):
    """The coverage of an article, or of one of its sections.

    `supported` counts the carried sentences all of whose claims have moderate or strong support.
    """

    carried: int
    supported: int
    in_scope: int

    @property
    def percent(self) -> float | None:
        """Carried sentences of those in scope, 0 to 100; None where none is in scope."""
        return 100 * self.carried / self.in_scope if self.in_scope else None

    @property
    def percent_supported(self) -> float | None:
        """Supported sentences of those in scope, 0 to 100; None where none is in scope."""
        return 100 * self.supported / self.in_scope if self.in_scope else None


def covered_sentences(
    article: Article,
    matches: Mapping[str, AnchorMatch],
    left_out: Sequence[re.Pattern[str]] = (),
) -> tuple[CoveredSentence, ...]:
    """Every sentence of the article; those that match a pattern of `left_out` are out of scope."""
    sentences = article.sentences
    claims = _claims_by_sentence(sentences, matches)
    references = _reference_lists(article)
    return tuple(
        _covered(
            sentence,
            tuple(claims.get(number, ())),
            _why_outside(sentence, left_out, in_references=sentence.section in references),
        )
        for number, sentence in enumerate(sentences)
    )


def coverage_of(sentences: Iterable[CoveredSentence], verdicts: Mapping[str, Verdict]) -> Coverage:
    """The counts over these sentences."""
    carried = supported = in_scope = 0
    for covered in sentences:
        in_scope += not covered.outside
        carried += bool(covered.claims)
        supported += bool(covered.claims) and all(
            verdicts[claim].support in (Support.STRONG, Support.MODERATE)
            for claim in covered.claims
        )
    return Coverage(carried, supported, in_scope)


def sections_of(
    sentences: Iterable[CoveredSentence],
) -> Mapping[int | None, tuple[CoveredSentence, ...]]:
    """The sentences by the number of the heading above them, in the order of the article."""
    sections: dict[int | None, list[CoveredSentence]] = {}
    for covered in sentences:
        sections.setdefault(covered.sentence.section, []).append(covered)
    return {section: tuple(within) for section, within in sections.items()}


def neediest_first(sentences: Iterable[CoveredSentence]) -> list[CoveredSentence]:
    """The uncovered sentences, those that need evidence most before the others."""
    return sorted(
        (covered for covered in sentences if covered.is_uncovered),
        key=lambda covered: (-covered.weight, covered.sentence.start),
    )


def _claims_by_sentence(
    sentences: Sequence[Sentence], matches: Mapping[str, AnchorMatch]
) -> dict[int, list[str]]:
    """The claims whose anchors stand in each sentence, by the sentence's number.

    A sentence is looked for by its passage, since one in an inline footnote stands within another.
    """
    by_passage: dict[int, list[int]] = {}
    for n, sentence in enumerate(sentences):
        by_passage.setdefault(sentence.passage, []).append(n)
    carried: dict[int, list[str]] = {}
    for claim_id, match in matches.items():
        if match.fate is not Fate.FOUND:
            continue
        place = match.places[0]
        for passage in range(place.first, place.last + 1):
            within = by_passage.get(passage, [])
            for n in within[bisect_right(within, place.start, key=lambda n: sentences[n].end) :]:
                if sentences[n].start >= place.end:
                    break
                carried.setdefault(n, []).append(claim_id)
    return carried


def _reference_lists(article: Article) -> set[int | None]:
    """The headings under which the article lists its sources."""
    return {
        number
        for number, passage in enumerate(article.passages)
        if passage.kind is PassageKind.HEADING and heads_literature(passage.text)
    }


def _covered(sentence: Sentence, claims: tuple[str, ...], outside: str) -> CoveredSentence:
    if claims:
        return CoveredSentence(sentence, claims, "", (), 0)
    needs = [] if outside else list(_needs(sentence))
    names = tuple(name for name, _ in needs)
    return CoveredSentence(sentence, (), outside, names, sum(weight for _, weight in needs))


def _why_outside(
    sentence: Sentence, left_out: Sequence[re.Pattern[str]], *, in_references: bool
) -> str:
    if sentence.kind is PassageKind.HEADING:
        return "heading"
    if sentence.off:
        return "switched off"
    if in_references and sentence.kind is not PassageKind.NOTE:  # as pandoc puts them there
        return "reference list"
    if sentence.text.endswith("?"):
        return "question"
    if not sentence.citations and len(_WORD.findall(sentence.text)) < FEWEST_WORDS:
        return "fragment"
    if pattern := next((p for p in left_out if p.search(sentence.text)), None):
        return f"left out by {pattern.pattern}"
    return ""


def _needs(sentence: Sentence) -> Iterator[tuple[str, int]]:
    if sentence.citations:
        yield _CITED
    for need in NEEDS:
        if need.pattern.search(sentence.text):
            yield need.name, need.weight
