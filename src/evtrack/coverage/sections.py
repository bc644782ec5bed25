"""Coverage as plain data: one record for each section, and the total."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from evtrack.coverage.sentences import Coverage, CoveredSentence, coverage_of, sections_of
from evtrack.model import Article, Verdict


class Section(NamedTuple):
    """The sentences under one heading: `heading` is blank, and `level` 0, before the first.

    `line` is where the heading stands, or the first sentence where there is none. `missing` are the
    lines of its uncovered sentences, as `missing_lines` prints them.
    """

    heading: str
    level: int
    line: int
    coverage: Coverage
    missing: str


def sections_covered(
    article: Article, sentences: Sequence[CoveredSentence], verdicts: Mapping[str, Verdict]
) -> tuple[Section, ...]:
    """The sections of the article in its order, those without a sentence in scope left out."""
    sections: list[Section] = []
    for number, within in sections_of(sentences).items():
        coverage = coverage_of(within, verdicts)
        if coverage.in_scope:
            heading = article.passages[number] if number is not None else None
            sections.append(
                Section(
                    heading.text if heading else "",
                    heading.level if heading else 0,
                    within[0].sentence.location.line,
                    coverage,
                    missing_lines(article, within),
                )
            )
    return tuple(sections)


def coverage_record(coverage: Coverage | None) -> dict[str, Any]:
    """The counts for JSON; percentages to one decimal, null where no sentence is in scope.

    All are null where there is no article to measure.
    """
    return {
        "sentences": coverage and coverage.in_scope,
        "carried": coverage and coverage.carried,
        "supported": coverage and coverage.supported,
        "percent": coverage and rounded(coverage.percent),
        "percent_supported": coverage and rounded(coverage.percent_supported),
    }


def section_record(section: Section) -> dict[str, Any]:
    """A section for JSON."""
    return {
        "heading": section.heading,
        "level": section.level,
        "line": section.line,
        **coverage_record(section.coverage),
        "missing": section.missing,
    }


def rounded(percent: float | None) -> float | None:
    """A percentage to one decimal; 0 and 100 only where it is that exactly."""
    if percent is None or percent in (0, 100):
        return percent
    return min(max(round(percent, 1), 0.1), 99.9)


def missing_lines(article: Article, sentences: Iterable[CoveredSentence]) -> str:
    """The lines of the uncovered sentences, as coverage.py prints them: `12-14, 20`.

    As there, a range runs on over what is out of scope, and ends where something is covered.
    """
    ranges: list[list[int]] = []
    goes_on = False
    for covered in sentences:
        if covered.claims:
            goes_on = False
        if not covered.is_uncovered:
            continue
        first, last = _lines_of(article, covered)
        if ranges and (goes_on or first <= ranges[-1][1]):
            ranges[-1][1] = max(last, ranges[-1][1])
        else:
            ranges.append([first, last])
        goes_on = True
    return ", ".join(f"{first}-{last}" if last > first else str(first) for first, last in ranges)


def _lines_of(article: Article, covered: CoveredSentence) -> tuple[int, int]:
    sentence = covered.sentence
    return sentence.location.line, article.locate(sentence.end - 1, sentence.end).line
