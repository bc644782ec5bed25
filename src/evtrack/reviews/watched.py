"""Compares each link with what was recorded of it, and tells what to record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import PurePosixPath

from evtrack.model import Ledger, Link, StoredCopy
from evtrack.readers.latex import to_unicode
from evtrack.reviews.changes import Change, Root
from evtrack.reviews.copies import is_another, kept_copy
from evtrack.reviews.kept import as_words, is_same, kept
from evtrack.reviews.parts import RECORD, ROW, RecordPart

_SOURCE, _COPY = "source.", "copy"
_PLAIN_WORDS = ("stance", "rationale")


class Watch:
    """Compares links with what was recorded of them; looks at each source once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._claims = {claim.id: claim.text for claim in ledger.claims}
        self._sources: dict[str, _WatchedSource] = {}

    def judged(self, rows: Sequence[Link]) -> Mapping[str, str]:
        """What a link says of what, as the lock keeps it: every part but stored copies.

        Blank parts are left out.
        """
        link = rows[0]
        found = {"claim": kept(self._claims[link.claim_id])}
        found |= {name: kept(_joined(rows, value)) for name, value in ROW.items()}
        found |= self._source(link.citekey).record
        return {name: value for name, value in found.items() if value}

    def values(self, rows: Sequence[Link]) -> Mapping[str, str]:
        """Every part of a link as the lock keeps it; blank ones are left out."""
        return {**self.judged(rows), **self._source(rows[0].citekey).copies}

    def changes(self, rows: Sequence[Link], was: Mapping[str, str]) -> tuple[Change, ...]:
        """What differs from what was kept of it."""
        link = rows[0]
        return (
            *self._claim_changes(link.claim_id, was),
            *_row_changes(rows, was),
            *self._source(link.citekey).changes(was),
        )

    def _claim_changes(self, claim_id: str, was: Mapping[str, str]) -> Iterator[Change]:
        before, now = was.get("claim", ""), self._claims[claim_id]
        if not is_same(before, now):
            yield Change(Root.CLAIM, "claim", "the claim", before, now)

    def _source(self, citekey: str) -> _WatchedSource:
        if citekey not in self._sources:
            self._sources[citekey] = _WatchedSource(self._ledger, citekey)
        return self._sources[citekey]


class _WatchedSource:
    """A source's record and its stored copies, which many links may share.

    Of a citekey that names no entry nothing has changed: another rule tells.
    """

    def __init__(self, ledger: Ledger, citekey: str) -> None:
        self._ledger = ledger
        self._citekey = citekey
        self._changes: dict[tuple[tuple[str, str], ...], tuple[Change, ...]] = {}

    @cached_property
    def record(self) -> Mapping[str, str]:
        """The parts of its record as the lock keeps them."""
        return {
            _SOURCE + part.name: kept(to_unicode(text), as_words) if part.is_text else kept(text)
            for part, text in self._record
        }

    @cached_property
    def copies(self) -> Mapping[str, str]:
        """What the lock keeps of its stored copies that can be read."""
        found = {name: kept_copy(copy) for name, copy in self._copies.items()}
        return {name: digests for name, digests in found.items() if digests}

    def changes(self, was: Mapping[str, str]) -> tuple[Change, ...]:
        """What of it differs from what was kept."""
        of_it = {name: text for name, text in was.items() if name.startswith((_SOURCE, _COPY))}
        key = tuple(of_it.items())
        if key not in self._changes:
            changes = (*self._record_changes(of_it), *self._copy_changes(of_it))
            self._changes[key] = changes
        return self._changes[key]

    @cached_property
    def _record(self) -> Sequence[tuple[RecordPart, str]]:
        """Each part with what it says now, LaTeX kept."""
        source = self._ledger.sources.get(self._citekey)
        return [(part, part.value(source)) for part in RECORD] if source else []

    @cached_property
    def _copies(self) -> Mapping[str, StoredCopy]:
        """The files that are kept of it, by their part's name: `copy.pdf`."""
        copies = self._ledger.copies.of(self._citekey) if self._ledger.copies else ()
        return {
            _COPY + PurePosixPath(copy.path).suffix.lower(): copy
            for copy in reversed(copies)  # of two with one ending the better
            if not copy.is_abstract
        }

    def _record_changes(self, was: Mapping[str, str]) -> Iterator[Change]:
        if _SOURCE + "type" not in was:
            return  # there was no such entry when the link was reviewed
        for part, now in self._record:
            name = _SOURCE + part.name
            before = was.get(name, "")
            if part.names and not (before and now):
                continue
            if not _says_the_same(part, before, now):
                shown = to_unicode(now) if part.is_text else now
                yield Change(Root.SOURCE, name, part.label, before, shown, part.fields)

    def _copy_changes(self, was: Mapping[str, str]) -> Iterator[Change]:
        """A copy that is new, or not there (as in CI), says nothing of what was judged."""
        for name in (name for name in was if name.startswith(_COPY)):
            copy = self._copies.get(name)
            if copy and is_another(was[name], copy):
                yield Change(Root.COPY, name, "the stored copy", file=copy.path)


def without_copies(was: Mapping[str, str]) -> Mapping[str, str]:
    """What was kept of a link, but of its stored copies."""
    return {name: value for name, value in was.items() if not name.startswith(_COPY)}


def _row_changes(rows: Sequence[Link], was: Mapping[str, str]) -> Iterator[Change]:
    for name, value in ROW.items():
        before, now = was.get(name, ""), _joined(rows, value)
        if not is_same(before, now):
            label = f"the {name}" if name in _PLAIN_WORDS else f"`{name}`"
            yield Change(Root.LINK, name, label, before, now)


def _joined(rows: Sequence[Link], value: Callable[[Link], str]) -> str:
    """What the rows of one link say together, whatever their order."""
    return " | ".join(sorted({text for row in rows if (text := str(value(row)))}))


def _says_the_same(part: RecordPart, was: str, now: str) -> bool:
    """Whether a value is what it was; decoding LaTeX takes long, and is seldom needed to tell."""
    if not part.is_text:
        return is_same(was, now)
    return is_same(was, now, as_words) or is_same(was, to_unicode(now), as_words)
