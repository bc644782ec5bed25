"""A project while it is reviewed: each answer is written to its files before the next is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from evtrack.cli.files import rewrite
from evtrack.config import LOCK_FILE, Config
from evtrack.editing import LOST, holds_all_of, not_read_whole, with_cell, with_files
from evtrack.model import Input, Ledger, Link, LinkName
from evtrack.phrases import listed
from evtrack.readers import Inputs, ledger_of
from evtrack.readers.lock import lock_text
from evtrack.reviews import recorded
from evtrack.reviews.agenda import Tally
from evtrack.words import Stance


class Desk:
    """The project's files as they are on disk, and what `by` does to them."""

    def __init__(self, config: Config, inputs: Inputs, by: str, today: date) -> None:
        self.ledger = ledger_of(config, inputs)
        self.tally = Tally(_of_whole_characters(by), today)
        self._inputs = inputs
        left_out = (
            each
            for each in not_read_whole(inputs, self.ledger)
            if each.location.path == inputs.claims.path
        )
        self._claims_not_read_whole = min(left_out, default=None)

    def record(self, names: Iterable[LinkName]) -> None:
        """Record the reviews of these links. Raises CannotRun where that can't be written."""
        names = frozenset(names)
        root, before = self.ledger.config.root, self._inputs.lock
        reviews = recorded(self.ledger, names, self.tally.by, self.tally.on)
        text = lock_text(reviews)
        after = Input(LOCK_FILE, text, text.encode())
        rewrite(root / LOCK_FILE, before.raw if before else None, after.raw, root)
        self._inputs = self._inputs._replace(lock=after)
        self.ledger = replace(self.ledger, reviews=reviews)
        self.tally = self.tally._replace(recorded=self.tally.recorded | names)

    def change_stance(self, name: LinkName, stance: Stance) -> str:
        """Write another stance, and record the review of the link with it.

        Says why it can't be changed; blank where it was. The claims are written first: if the
        second file is never written, no record says that the new stance was there before. Raises
        CannotRun where the files can't be written.
        """
        before = self._inputs.claims
        if place := self._claims_not_read_whole:
            return f"{place.location}: {place.why}"
        rows = [
            link for link in self.ledger.links_of[name.claim_id] if link.citekey == name.citekey
        ]
        if len(rows) > 1:
            lines = listed([str(row.location.line) for row in rows])
            return f"the link stands on lines {lines}; keep one of the rows"
        edited = with_cell(before, rows[0].location.line, "stance", stance)
        if edited.file is None:
            return edited.why
        inputs = with_files(self._inputs, {before.path: edited.file})
        ledger = ledger_of(self.ledger.config, inputs)
        ledger = replace(ledger, copies=self.ledger.copies)  # what was seen of them is recorded
        if not _differ_only_in_stance(self.ledger, ledger, rows[0], stance):
            return LOST
        root = ledger.config.root
        rewrite(root / before.path, before.raw, edited.file.raw, root)
        self._inputs, self.ledger = inputs, ledger
        self.tally = self.tally._replace(changed=self.tally.changed | {name})
        self.record([name])
        return ""


def _differ_only_in_stance(before: Ledger, after: Ledger, row: Link, stance: Stance) -> bool:
    links = tuple(link._replace(stance=stance) if link is row else link for link in before.links)
    return after.claims == before.claims and after.links == links and holds_all_of(before, after)


def _of_whole_characters(text: str) -> str:
    """The text on one line, without the halves that stand for bytes that are not UTF-8."""
    return " ".join(text.encode(errors="replace").decode().split())
