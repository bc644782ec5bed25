"""How much of the article stands on claims, and where each claim stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from evtrack.coverage.anchors import AnchorMatch, find_anchors
from evtrack.coverage.sentences import CoveredSentence, covered_sentences
from evtrack.model import Article, Ledger

__all__ = ["ArticleCoverage", "article_coverage"]


class ArticleCoverage(NamedTuple):
    """An article, where each claim's anchor stands in it, and what carries each sentence."""

    article: Article
    anchors: Mapping[str, AnchorMatch]
    sentences: tuple[CoveredSentence, ...]


@lru_cache(maxsize=1)  # the rules, the report and its data all ask for that of one ledger
def article_coverage(ledger: Ledger) -> ArticleCoverage | None:
    """The coverage of the project's article; None where it has none."""
    if ledger.article is None:
        return None
    anchors = find_anchors(ledger.article, ledger.claims)
    sentences = covered_sentences(ledger.article, anchors, ledger.config.leave_out)
    return ArticleCoverage(ledger.article, anchors, sentences)
