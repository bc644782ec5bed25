"""What of one state of a project is the same thing in the other, though its name or place moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from evtrack.comparison.changes import natural
from evtrack.comparison.watched import LINK_COLUMNS
from evtrack.model import Claim, Link
from evtrack.wording.comparable import comparable_words


class ClaimPair(NamedTuple):
    """A claim before and after."""

    before: Claim
    after: Claim

    @property
    def is_renumbered(self) -> bool:
        """Whether it has another id."""
        return self.before.id != self.after.id


class RowPair(NamedTuple):
    """A row of a link before and after; None where there is none."""

    before: Link | None
    after: Link | None

    @property
    def either(self) -> Link:
        """One of the two, for what they have in common."""
        row = self.before or self.after
        assert row  # noqa: S101  # there is one by construction
        return row


def paired_claims(before: Sequence[Claim], after: Sequence[Claim]) -> list[ClaimPair]:
    """The claims of both, by the later id.

    A claim is the same where its id and its words are; else where its words are, under another id;
    else where its id is: then it is reworded.
    """
    olds, news = {each.id: each for each in before}, {each.id: each for each in after}
    pairs = [
        ClaimPair(olds[id_], news[id_])
        for id_ in olds.keys() & news.keys()
        if _words(olds[id_]) == _words(news[id_])
    ]
    pairs += _renumbered(_others(before, pairs, 0), _others(after, pairs, 1))
    rest = {each.id: each for each in _others(before, pairs, 0)}
    pairs += [ClaimPair(rest[n.id], n) for n in _others(after, pairs, 1) if n.id in rest]
    return sorted(pairs, key=lambda pair: natural(pair.after.id))


def _others(claims: Iterable[Claim], pairs: Iterable[ClaimPair], side: int) -> list[Claim]:
    """The claims that are not in a pair yet, by id."""
    taken = {pair[side].id for pair in pairs}
    return sorted((each for each in claims if each.id not in taken), key=lambda c: natural(c.id))


def _renumbered(before: Iterable[Claim], after: Iterable[Claim]) -> Iterator[ClaimPair]:
    by_words: dict[str, list[Claim]] = {}
    for claim in after:
        by_words.setdefault(_words(claim), []).append(claim)
    by_words.pop("", None)
    for claim in before:
        if same := by_words.get(_words(claim)):
            yield ClaimPair(claim, same.pop(0))


def _words(claim: Claim) -> str:
    return comparable_words(claim.text)


def paired_rows(before: Iterable[Link], after: Iterable[Link]) -> list[RowPair]:
    """The rows of one claim, by citekey; of one source, those that say the same go together."""
    olds, news = _by_citekey(before), _by_citekey(after)
    return [
        pair
        for key in sorted({*olds, *news})
        for pair in _paired_rows_of_one_source(olds.get(key, []), news.get(key, []))
    ]


def _by_citekey(rows: Iterable[Link]) -> dict[str, list[Link]]:
    grouped: dict[str, list[Link]] = {}
    for row in rows:
        grouped.setdefault(row.citekey, []).append(row)
    return grouped


def _paired_rows_of_one_source(before: list[Link], after: list[Link]) -> Iterator[RowPair]:
    olds, news = {_said(row): row for row in before}, {_said(row): row for row in after}
    gone, come = Counter(map(_said, before)), Counter(map(_said, after))
    same = gone & come
    yield from (RowPair(olds[said], news[said]) for said in same.elements())
    for old, new in zip_longest(sorted((gone - same).elements()), sorted((come - same).elements())):
        yield RowPair(olds.get(old), news.get(new))


def _said(row: Link) -> tuple[str, ...]:
    return tuple(column.shown(row) for column in LINK_COLUMNS)
