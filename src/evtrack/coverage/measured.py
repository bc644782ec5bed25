"""All that is told of an article's coverage, in one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from evtrack.coverage import ArticleCoverage
from evtrack.coverage.anchors import Fate
from evtrack.coverage.sections import Section, sections_covered
from evtrack.coverage.sentences import Coverage, CoveredSentence, coverage_of, neediest_first
from evtrack.model import Article, Verdict


class Measured(NamedTuple):
    """The coverage of an article.

    `uncovered` are its uncovered sentences, those that need evidence most first. `outside` counts
    the sentences that are out of scope by the reason, the most frequent first; `anchors` counts
    the claims by what has become of their anchor, and `unanchored` those that have none.
    """

    article: Article
    total: Coverage
    sections: tuple[Section, ...]
    uncovered: tuple[CoveredSentence, ...]
    outside: Mapping[str, int]
    anchors: Mapping[Fate, int]
    unanchored: int

    def heading_above(self, covered: CoveredSentence) -> str:
        """The heading of the section that a sentence stands in; blank before the first."""
        section = covered.sentence.section
        return "" if section is None else self.article.passages[section].text


def measured(coverage: ArticleCoverage, verdicts: Mapping[str, Verdict]) -> Measured:
    """The coverage of an article under these verdicts, which are on all of its claims."""
    outside = Counter(covered.outside for covered in coverage.sentences if covered.outside)
    fates = Counter(match.fate for match in coverage.anchors.values())
    return Measured(
        article=coverage.article,
        total=coverage_of(coverage.sentences, verdicts),
        sections=sections_covered(coverage.article, coverage.sentences, verdicts),
        uncovered=tuple(neediest_first(coverage.sentences)),
        outside=dict(outside.most_common()),
        anchors={fate: fates[fate] for fate in Fate},
        unanchored=len(verdicts) - len(coverage.anchors),
    )
