"""Which moved anchors can take the article's words without changing what they say."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from evtrack.coverage import article_coverage
from evtrack.coverage.anchors import AnchorMatch, Fate, Place, find_anchors
from evtrack.model import Article, Claim, Edit, Ledger, Link
from evtrack.readers.text import lines_of
from evtrack.wording.comparable import comparable_words

LIKENESS_TO_FIX = 90  # of 100, where the user names none
_SMALL = frozenset(
    {
        *("a", "an", "the", "this", "that", "these", "those", "is", "are", "was", "were", "be"),
        *("been", "being", "has", "have", "had", "do", "does", "did", "it", "its", "they", "them"),
        *(
            "their",
            "there",
            "which",
            "who",
            "whom",
            "whose",
            "also",
            "then",
            "so",
            "of",
            "in",
            "as",
        ),
    }
)
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|e|s)?(?:'s)?$")
_PUNCTUATION = ".,;:!?…\"'()[]"


def anchor_edits(ledger: Ledger, least_likeness: float) -> Mapping[str, tuple[Edit, ...]]:
    """For claims whose anchor has moved, by id: the edits that give it the article's words.

    Only where the words are at least so much alike (of 100) and the same but for small ones and
    endings, stand in the article once, are no other claim's, and the cell stands on one line.
    """
    coverage = article_coverage(ledger)
    if not coverage:
        return {}
    offered = {
        claim.id: claim._replace(anchor=words_at(coverage.anchors[claim.id].places[0], coverage[0]))
        for claim in ledger.claims
        if claim.anchor
        and coverage.anchors[claim.id].fate is Fate.MOVED
        and coverage.anchors[claim.id].likeness >= least_likeness
        and not _is_contested(claim.id, coverage.anchors)
    }
    settled = find_anchors(coverage.article, offered.values())
    lines = lines_of(_text_of_claims(ledger))
    return {
        claim.id: tuple(_edits(claim, offered[claim.id].anchor, ledger, lines))
        for claim in ledger.claims
        if claim.id in offered
        and settled[claim.id].fate is Fate.FOUND
        and says_the_same(claim.anchor, offered[claim.id].anchor)
        and _is_balanced(offered[claim.id].anchor) >= _is_balanced(claim.anchor)
    }


def _is_contested(claim_id: str, anchors: Mapping[str, AnchorMatch]) -> bool:
    """Whether another claim's anchor that is not found may have become the same words."""
    place = anchors[claim_id].places[0]
    return any(
        other.start < place.end and place.start < other.end
        for each, match in anchors.items()
        if each != claim_id and match.fate is not Fate.FOUND
        for other in match.places
    )


def says_the_same(old: str, new: str) -> bool:
    """Whether two wordings have the same words in the same order, but for small ones and endings.

    Which other words may replace each other without a change of meaning, only a reader can tell:
    `raises` for `reduces` is one word of many.
    """
    return _telling(old) == _telling(new)


def words_at(place: Place, article: Article) -> str:
    """The words of a place with the article's own quotes and dashes, where all of them show."""
    passage = article.passages[place.first]
    start, end = (bisect_left(passage.offsets, at) for at in (place.start, place.end))
    written = " ".join(passage.text[start:end].split())
    is_whole = written.isprintable() and comparable_words(written) == place.words
    return written if is_whole else place.words


def _telling(words: str) -> list[str]:
    bare = (word.strip(_PUNCTUATION).casefold() for word in comparable_words(words).split())
    return [_ENDING.sub("", word) for word in bare if word and word not in _SMALL]


def _is_balanced(words: str) -> bool:
    return words.count("(") == words.count(")") and words.count("[") == words.count("]")


def _text_of_claims(ledger: Ledger) -> str:
    return next(each.text for each in ledger.inputs if each.path == ledger.config.claims)


def _edits(claim: Claim, words: str, ledger: Ledger, lines: list[str]) -> Iterator[Edit]:
    """One for each row of the claim on which its anchor stands; a quoted cell stays quoted."""
    rows: dict[int, Claim | Link] = {claim.location.line: claim}
    rows.update((link.location.line, link) for link in ledger.links_of[claim.id])
    for line in rows:
        place = ledger.cells.locate(line, "anchor")
        start, end = place.column - 1, place.column - 1 + place.width
        text = lines[place.line - 1]
        if start and text[start - 1] == text[end : end + 1] == '"':
            cell, new = text[start - 1 : end + 1], f'"{_doubled(words)}"'
            is_anchor = text[start:end].replace('""', '"').strip() == claim.anchor
            place = place._replace(column=place.column - 1, width=place.width + 2)
        else:
            cell, new = text[start:end], words
            is_anchor = cell.strip() == claim.anchor
        if is_anchor:
            yield Edit(place, cell, new)


def _doubled(words: str) -> str:
    return words.replace('"', '""')
