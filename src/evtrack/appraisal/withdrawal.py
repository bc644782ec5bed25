"""What hangs on a source: where claims stand without it, and where they stood with it.

To withdraw a source is to take it for retracted: its links no longer count. One that is retracted
already is counted again for the other half of the comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from evtrack.appraisal.certainty import Criteria, weigh
from evtrack.appraisal.ladder import Standing, standing_on, standings_without_each
from evtrack.model import Evidence, Ledger, Link, Source, Verdict
from evtrack.words import Status

_SIDES = ("for", "against")


class Move(NamedTuple):
    """Where a claim stands with some sources, and without them."""

    claim_id: str
    before: Standing
    after: Standing

    @property
    def is_visible(self) -> bool:
        """Whether a reader of the verdict would see a difference."""
        return self.before != self.after

    @property
    def fall(self) -> int:
        """By how many ranks the support falls; negative where it rises."""
        return self.after.support.rank - self.before.support.rank

    @property
    def ends(self) -> tuple[str, str]:
        """From what to what it moves: the supports and, where they are the same, what differs."""
        if self.fall or not self.is_visible:
            return self.before.support, self.after.support
        changed = [
            (f"{before or 'nothing'} {side}", f"{after or 'nothing'} {side}")
            for side, before, after in zip(_SIDES, self.before[1:], self.after[1:], strict=True)
            if before != after
        ]
        start, end = (", ".join(rungs) for rungs in zip(*changed, strict=True))
        return f"{self.before.support} ({start})", f"{self.after.support} ({end})"


class Impact(NamedTuple):
    """What comes of withdrawing sources together: the claims that move, and those that don't.

    `sources` are their citekeys, and `retracted` those of them that are retracted already: what
    that has cost is in the moves. `unmoved` are claims that link a source and stay where they are.
    """

    sources: tuple[str, ...]
    retracted: tuple[str, ...]
    moved: tuple[Move, ...]
    unmoved: tuple[str, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of the claims that link one of them, those that move first."""
        return (*(move.claim_id for move in self.moved), *self.unmoved)

    @property
    def weight(self) -> tuple[int, int, int]:
        """How much hangs on them: how many claims move, how far in all, and how many link them."""
        far = sum(abs(move.fall) for move in self.moved)
        return len(self.moved), far, len(self.claims)


class Unretracted(NamedTuple):
    """Where a claim would stand if its retracted sources, which are `keys`, still counted."""

    keys: frozenset[str]
    standing: Standing


def impact_of(keys: Sequence[str], ledger: Ledger, verdicts: Iterable[Verdict]) -> Impact:
    """What comes of withdrawing the sources of these keys; the verdicts are of claims linking one.

    Other sources that are retracted stay so.
    """
    withdrawn, criteria = frozenset(keys), Criteria.of(ledger.config)
    return _impact(keys, ledger, [_move(verdict, withdrawn, criteria) for verdict in verdicts])


def impacts_of_each(ledger: Ledger, verdicts: Mapping[str, Verdict]) -> list[Impact]:
    """What comes of withdrawing each linked source for itself; that of most weight first."""
    criteria = Criteria.of(ledger.config)
    moves: dict[str, list[Move]] = {key: [] for key in ledger.cited}
    for verdict in verdicts.values():
        for key, move in _moves_without_each(verdict, criteria):
            moves[key].append(move)
    impacts = [_impact([key], ledger, of_key) for key, of_key in moves.items()]
    return sorted(impacts, key=lambda i: (*(-number for number in i.weight), i.sources))


def _move(verdict: Verdict, keys: Set[str], criteria: Criteria) -> Move:
    without = [e for e in verdict.evidence if e.link.citekey not in keys]
    return Move(
        verdict.claim.id,
        standing_on(_counted_again(verdict, keys, criteria), criteria.thresholds),
        standing_on(without, criteria.thresholds),
    )


def _moves_without_each(verdict: Verdict, criteria: Criteria) -> Iterator[tuple[str, Move]]:
    now = standing_of(verdict)
    without = dict(standings_without_each(verdict.evidence, criteria.thresholds))
    linked = {e.link.citekey: e.source for e in verdict.evidence if e.source}
    for key, source in linked.items():
        if is_retracted(source):
            yield key, _move(verdict, {key}, criteria)
        else:
            yield key, Move(verdict.claim.id, now, without.get(key, now))


def _impact(keys: Sequence[str], ledger: Ledger, moves: Sequence[Move]) -> Impact:
    return Impact(
        sources=tuple(keys),
        retracted=tuple(key for key in keys if is_retracted(ledger.sources[key])),
        moved=tuple(move for move in moves if move.is_visible),
        unmoved=tuple(move.claim_id for move in moves if not move.is_visible),
    )


def unretracted(ledger: Ledger, verdicts: Mapping[str, Verdict]) -> Mapping[str, Unretracted]:
    """Where claims would stand if no source were retracted, by claim id; only of those it is about.

    A claim that merely mentions a retracted source is not among them.
    """
    criteria = Criteria.of(ledger.config)
    retracted = frozenset(key for key, source in ledger.cited.items() if is_retracted(source))
    claims = claims_linking(retracted, ledger.links).values() if retracted else ()
    found = {}
    for claim_id in dict.fromkeys(claim_id for ids in claims for claim_id in ids):
        evidence = _counted_again(verdicts[claim_id], retracted, criteria)
        keys = frozenset(e.link.citekey for e in evidence if e.counted) & retracted
        if keys:
            found[claim_id] = Unretracted(keys, standing_on(evidence, criteria.thresholds))
    return found


def claims_linking(keys: Iterable[str], links: Iterable[Link]) -> dict[str, list[str]]:
    """The ids of the claims that link each of these sources, once each, in the file's order."""
    found: dict[str, dict[str, None]] = {key: {} for key in keys}
    for link in links:
        if link.citekey in found:
            found[link.citekey][link.claim_id] = None
    return {key: list(ids) for key, ids in found.items()}


def containing(keys: Sequence[str], sources: Mapping[str, Source]) -> list[str]:
    """The sources whose `includes` names one of these, in their order; it reads every entry."""
    wanted = frozenset(keys)
    return [
        key
        for key, source in sources.items()
        if key not in wanted and not wanted.isdisjoint(source.appraisal.includes)
    ]


def claims_resting_on(keys: Iterable[str], verdicts: Mapping[str, Verdict]) -> dict[str, list[str]]:
    """The ids of the claims for which a link to each of these sources counts, once each."""
    found: dict[str, dict[str, None]] = {key: {} for key in keys}
    for claim_id, verdict in verdicts.items() if found else ():
        for evidence in verdict.evidence:
            if evidence.counted and evidence.link.citekey in found:
                found[evidence.link.citekey][claim_id] = None
    return {key: list(ids) for key, ids in found.items()}


def is_retracted(source: Source) -> bool:
    """Whether a source is retracted, as its entry or a list says."""
    return source.appraisal.status is Status.RETRACTED


def standing_of(verdict: Verdict) -> Standing:
    """Where a claim stands by its verdict."""
    return Standing(verdict.support, verdict.pro, verdict.against)


def _counted_again(verdict: Verdict, keys: Set[str], criteria: Criteria) -> list[Evidence]:
    """The claim's evidence, in which those of these sources that are retracted count."""
    return [
        weigh(e.link, _cleared(e.source), verdict.claim.question, criteria)
        if e.source and e.link.citekey in keys and is_retracted(e.source)
        else e
        for e in verdict.evidence
    ]


def _cleared(source: Source) -> Source:
    return source._replace(appraisal=source.appraisal._replace(status=None))
