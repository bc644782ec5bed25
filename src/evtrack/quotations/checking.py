"""The rationales that one source backs, looked for in the source's stored copies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from evtrack.model import Link, Location, Source, StoredCopy
from evtrack.quotations import RationaleCheck, RationaleFate
from evtrack.quotations.locators import is_elsewhere
from evtrack.quotations.pieces import LONGEST_RATIONALE, MOST_PIECES, pieces_of, readings
from evtrack.quotations.searching import LEAST_WORDS, Found, SearchedCopy
from evtrack.wording.changes import changed_words
from evtrack.wording.printed import printed_words

LEAST_LIKENESS = 72.0
"""Of 100; what is less like a rationale is not called a change of it."""

LEAST_LIKENESS_TOLD = 50.0
"""Of 100; what is less like it is not told as the nearest."""


class _Near(NamedTuple):
    """What comes nearest to a rationale in one copy."""

    found: Found
    searched: SearchedCopy


def checks_of(
    links: Sequence[Link], copies: Sequence[StoredCopy], source: Source | None
) -> Iterator[tuple[Location, RationaleCheck]]:
    """The check of each link of a source that has copies, by its place.

    A copy is read only where the ones before it do not hold every rationale.
    """
    searched: list[SearchedCopy] = []
    flaws: list[str] = []
    in_doubt: dict[Location, RationaleCheck] = {}
    missing = []
    for link in links:
        if why := _why_not_looked_for(link.rationale):
            yield link.location, RationaleCheck(RationaleFate.UNCHECKED, why=why)
        else:
            missing.append(link)
    for copy in copies:
        if not missing:
            return
        if copy.flaw:
            flaws.append(f"{copy.path} {copy.flaw}")
            continue
        searched.append(SearchedCopy(copy))
        looked_for, missing = missing, []
        for link in looked_for:
            check = _found(link, searched[-1], source)
            if check and check.is_verified:
                yield link.location, check
            else:
                missing.append(link)
                if check:
                    in_doubt.setdefault(link.location, check)
    for link in missing:
        check = in_doubt.get(link.location) or _not_verified(link, searched, flaws)
        yield link.location, check


def _why_not_looked_for(rationale: str) -> str:
    if len(rationale) > LONGEST_RATIONALE:
        return "the rationale is too long to be looked for"
    if not any(piece.size for each in readings(rationale) for piece in each.pieces):
        return "the rationale has no words"
    sizes = [piece.size for piece in pieces_of(rationale)]
    if len(sizes) > MOST_PIECES:
        return "the rationale is in too many pieces to be looked for"
    if len(sizes) > 1 and max(sizes) < LEAST_WORDS:
        return "the rationale has only single words"
    return ""


def _found(link: Link, searched: SearchedCopy, source: Source | None) -> RationaleCheck | None:
    """Where a rationale stands: the first place that its locator names, else the first of all."""
    check = None
    for found in searched.exactly(link.rationale):
        if found.doubt:
            return _check(RationaleFate.UNCHECKED, found, searched)._replace(why=found.doubt)
        parts = searched.parts
        elsewhere = is_elsewhere(link.locator, source, parts, found.first, found.last)
        if check is None or not elsewhere:
            check = _check(RationaleFate.VERIFIED, found, searched, is_elsewhere=elsewhere)
        if not elsewhere:
            break
    return check


def _not_verified(
    link: Link, searched: Sequence[SearchedCopy], flaws: Sequence[str]
) -> RationaleCheck:
    is_quoted_from_abstract = "abstract" in link.locator.casefold()
    if not any(is_quoted_from_abstract or not each.copy.is_abstract for each in searched):
        why = f"only the abstract of {link.citekey} is kept, and the rationale is not in it"
        return RationaleCheck(RationaleFate.UNCHECKED, why="; ".join(flaws) or why)
    near = [_Near(found, one) for one in searched if (found := one.nearest(link.rationale))]
    best = max(near, key=lambda each: each.found.likeness, default=None)
    if best is None or best.found.likeness < LEAST_LIKENESS_TOLD:
        return RationaleCheck(RationaleFate.NOT_FOUND, searched[0].copy)
    if best.found.likeness < LEAST_LIKENESS:
        return _check(RationaleFate.NOT_FOUND, best.found, best.searched)
    pieces = pieces_of(link.rationale)
    sought = " … ".join(piece.text for piece in pieces)
    words = best.found.words
    changes = (
        changed_words(sought, words, printed_words)
        or changed_words(sought, words)
        or ("its parts stand apart" if len(pieces) > 1 else "its signs are others")
    )
    return _check(RationaleFate.ALTERED, best.found, best.searched)._replace(changes=changes)


def _check(
    fate: RationaleFate, found: Found, searched: SearchedCopy, *, is_elsewhere: bool = False
) -> RationaleCheck:
    return RationaleCheck(
        fate,
        searched.copy,
        searched.parts[found.first],
        found.words,
        last_part=searched.parts[found.last],
        likeness=found.likeness,
        is_elsewhere=is_elsewhere,
        has_insertion=found.has_insertion,
    )
