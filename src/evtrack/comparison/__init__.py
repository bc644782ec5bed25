"""Two states of a project held side by side: what changed, and which supports moved because of it.

The order of rows and entries, line ends and quotes make no difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

from evtrack.appraisal.withdrawal import standing_of
from evtrack.comparison.causes import Between, Cause, cause_of_move
from evtrack.comparison.changes import Change, natural
from evtrack.comparison.found import FindingChanges, finding_changes
from evtrack.comparison.pairs import paired_claims, paired_rows
from evtrack.comparison.records import (
    claim_changes,
    copy_changes,
    row_changes,
    setting_changes,
    source_changes,
)
from evtrack.coverage import article_coverage
from evtrack.coverage.sentences import Coverage, coverage_of
from evtrack.fingerprints import identities
from evtrack.inspection import Results
from evtrack.model import Finding, Ledger, StoredCopy, Unread, Verdict
from evtrack.rules import RULES
from evtrack.words import Severity

__all__ = ["Cause", "Change", "Comparison", "KeptClaim", "compare"]


class KeptClaim(NamedTuple):
    """A claim that is in both states, with its verdicts, and what has changed of its own words.

    `cause` says why its support, or the rungs of its sides, moved; None where they did not.
    """

    before: Verdict
    after: Verdict
    changes: tuple[Change, ...]
    cause: Cause | None

    @property
    def id(self) -> str:
        """Its id today."""
        return self.after.claim.id

    @property
    def is_renumbered(self) -> bool:
        """Whether it had another id."""
        return self.before.claim.id != self.id

    @property
    def fall(self) -> int:
        """By how many places its support got worse; below 0 where it got better."""
        return self.after.support.rank - self.before.support.rank


class Comparison(NamedTuple):
    """How two states of a project differ.

    `kept` are the claims of both in which anything changed, or whose support moved. `links` are the
    changes of their links; those of claims that came or went are in their verdicts. Claims are by
    id, links by claim and source. `unread` is what can't be read of the later state, and was not so
    before: what seems removed may stand there. `coverage` is that of the article before and after,
    where both states have one.
    """

    added: tuple[Verdict, ...]
    removed: tuple[Verdict, ...]
    kept: tuple[KeptClaim, ...]
    links: tuple[Change, ...]
    sources: tuple[Change, ...]
    settings: tuple[Change, ...]
    findings: FindingChanges
    unread: tuple[Unread, ...]
    coverage: tuple[Coverage, Coverage] | None

    @property
    def worse(self) -> list[KeptClaim]:
        """The claims whose support got worse, by how much."""
        return sorted((c for c in self.kept if c.fall > 0), key=lambda claim: -claim.fall)

    @property
    def better(self) -> list[KeptClaim]:
        """The claims whose support got better, by how much."""
        return sorted((c for c in self.kept if c.fall < 0), key=lambda claim: claim.fall)

    @property
    def shifted(self) -> list[KeptClaim]:
        """The claims whose support is the same, and whose evidence for or against it is not."""
        return [claim for claim in self.kept if claim.cause and not claim.fall]

    @property
    def reworded(self) -> list[KeptClaim]:
        """The claims that have other words, another id, or are asked or stated in another way."""
        return [claim for claim in self.kept if claim.changes or claim.is_renumbered]

    @property
    def is_empty(self) -> bool:
        """Whether nothing has changed."""
        before, after = self.coverage or (None, None)
        return before == after and not any((*self[:6], *self.findings, self.unread))

    @property
    def is_worse(self) -> bool:
        """Whether the support of a claim got worse, or can't be told for all of them."""
        return bool(self.worse or self.unread)


def compare(before: Results, after: Results) -> Comparison:
    """How the second state differs from the first, judged and checked on the same day."""
    pairs = paired_claims(before.ledger.claims, after.ledger.claims)
    settings = setting_changes(before.ledger.config, after.ledger.config)
    links: list[Change] = []
    kept: list[KeptClaim] = []
    for pair in pairs:
        old, new = before.verdicts[pair.before.id], after.verdicts[pair.after.id]
        rows = paired_rows((e.link for e in old.evidence), (e.link for e in new.evidence))
        links += (change for row in rows for change in row_changes(row, pair.after.id))
        cause = None
        was, stands = standing_of(old), standing_of(new)
        if was != stands:
            between = Between(pair, rows, (before.ledger, after.ledger), settings)
            cause = cause_of_move(between, was, stands)
        claim = KeptClaim(old, new, tuple(claim_changes(pair)), cause)
        if claim.changes or claim.cause or claim.is_renumbered:
            kept.append(claim)
    return Comparison(
        added=_others(after.verdicts, {pair.after.id for pair in pairs}),
        removed=_others(before.verdicts, {pair.before.id for pair in pairs}),
        kept=tuple(kept),
        links=tuple(links),
        sources=tuple(_source_changes(before.ledger, after.ledger)),
        settings=tuple(settings),
        findings=finding_changes(
            before.inspection, after.inspection, (pair for pair in pairs if pair.is_renumbered)
        ),
        unread=tuple(_newly_unread(before.ledger, after.ledger)),
        coverage=_coverage(before, after),
    )


def _others(verdicts: Mapping[str, Verdict], ids: Set[str]) -> tuple[Verdict, ...]:
    return tuple(verdicts[id_] for id_ in sorted(verdicts.keys() - ids, key=natural))


def _source_changes(before: Ledger, after: Ledger) -> Iterator[Change]:
    for key in sorted({*before.cited, *after.cited}):
        old, new = before.cited.get(key), after.cited.get(key)
        yield from source_changes(key, old, new)
        if old and new:
            yield from copy_changes(key, _copies(before, key), _copies(after, key))


def _copies(ledger: Ledger, key: str) -> list[StoredCopy]:
    """Its stored files; an abstract stands in the references."""
    return [copy for copy in ledger.copies.of(key) if not copy.is_abstract] if ledger.copies else []


def _newly_unread(before: Ledger, after: Ledger) -> Iterator[Unread]:
    """What is an error by itself, such as a row without its claim; the rest is read anyway."""
    errors = {rule.name for rule in RULES if rule.severity is Severity.ERROR}
    olds, news = ([u for u in each.unread if u.rule in errors] for each in (before, after))
    known = set(identities(map(_as_finding, olds)))
    for unread, identity in zip(news, identities(map(_as_finding, news)), strict=True):
        if identity not in known:
            yield unread


def _as_finding(unread: Unread) -> Finding:
    return Finding(unread.rule, Severity.ERROR, unread.problem)


def _coverage(before: Results, after: Results) -> tuple[Coverage, Coverage] | None:
    old, new = article_coverage(before.ledger), article_coverage(after.ledger)
    if not (old and new):
        return None
    return (
        coverage_of(old.sentences, before.verdicts),
        coverage_of(new.sentences, after.verdicts),
    )
