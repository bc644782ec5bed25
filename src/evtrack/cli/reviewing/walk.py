"""`review --interactive`: one link a screen, and a key to answer with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from evtrack.appraisal import judge
from evtrack.cli.reviewing.console import LEAVE, Console
from evtrack.cli.reviewing.desk import Desk
from evtrack.model import Ledger, LinkName
from evtrack.quotations import rationale_checks
from evtrack.render.reviewing.screen import (
    KEYS,
    STANCE_KEYS,
    LinkView,
    changed_stance_text,
    keys_text,
    link_text,
    reviewed_text,
)
from evtrack.reviews.agenda import Item, State, agenda
from evtrack.words import Stance, Support

_STANCES: Mapping[str, Stance] = {key: stance for keys, stance in STANCE_KEYS for key in keys}


def in_order(items: Iterable[Item]) -> list[LinkName]:
    """The links to go through, the most pressing first."""
    pressing = list(State)
    shown = [item for item in items if item.has_source and item.state is not State.REVIEWED]
    return [item.name for item in sorted(shown, key=lambda item: pressing.index(item.state))]


class Walk:
    """Goes through links one by one; `told` is what came of the last answer."""

    def __init__(self, desk: Desk, queue: Sequence[LinkName]) -> None:
        self.told = ""
        self._desk = desk
        self._queue = queue
        self._at = 0

    @property
    def left(self) -> Sequence[LinkName]:
        """The links that were not reviewed."""
        return [name for name in self._queue if name not in self._desk.tally.recorded]

    def go(self, console: Console) -> None:
        """Show the links and do as is answered, until there are no more or somebody leaves.

        Raises KeyboardInterrupt for Ctrl-C, and CannotRun where a file can't be written.
        """
        while self._at < len(self._queue):
            view = self._view()
            console.show(link_text(view, self.told, console.terminal))
            self.told = ""
            key = console.key().lower()
            if key in (KEYS.leave, LEAVE):
                return
            if key == KEYS.help:
                console.show(keys_text(console.terminal))
                console.key()
            else:
                self._answer(key, view)

    def _answer(self, key: str, view: LinkView) -> None:
        if key in _STANCES:
            self._give_stance(_STANCES[key], view)
        elif key == KEYS.confirm:
            self._confirm(view)
        elif key in KEYS.skip:
            self._at += 1
        elif key == KEYS.back:
            self._at = max(0, self._at - 1)
        else:
            self.told = f"no such key here; {KEYS.help} explains them"

    def _confirm(self, view: LinkView) -> None:
        if view.item.obstacle:
            self.told = f"it can't be confirmed: {view.item.obstacle}"
            return
        self._desk.record([view.item.name])
        self.told = reviewed_text(view.item.name, self._desk.tally)
        self._at += 1

    def _give_stance(self, stance: Stance, view: LinkView) -> None:
        if all(row.stance is stance for row in view.item.link.rows):
            self._confirm(view)
        elif why := self._desk.change_stance(view.item.name, stance):
            self.told = f"the stance can't be changed: {why}"
        else:
            self.told = changed_stance_text(view, stance, self._support(view.item.name))
            self._at += 1

    def _view(self) -> LinkView:
        name = self._queue[self._at]
        ledger = self._desk.ledger.only_claim(name.claim_id)
        [item] = [item for item in agenda(ledger, self._desk.tally.on) if item.name == name]
        return LinkView(
            number=self._at + 1,
            total=len(self._queue),
            item=item,
            claim=ledger.claims[0],
            source=ledger.sources[name.citekey],
            checks=rationale_checks(ledger),
            support=self._support_in(ledger),
        )

    def _support(self, name: LinkName) -> Support:
        return self._support_in(self._desk.ledger.only_claim(name.claim_id))

    def _support_in(self, ledger: Ledger) -> Support:
        [verdict] = judge(ledger, self._desk.tally.on).values()
        return verdict.support
