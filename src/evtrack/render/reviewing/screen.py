"""One link a screen, the keys that answer it, and what came of an answer, for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from evtrack.model import Claim, Link, LinkName, Location, Source
from evtrack.phrases import excerpt
from evtrack.quotations import RationaleCheck
from evtrack.render.claim_text import SUPPORT_COLOUR
from evtrack.render.rationale_text import check_text
from evtrack.render.reference import link_of, reference
from evtrack.render.reviewing.links import last_review, link_name
from evtrack.render.terminal import Terminal, cells
from evtrack.reviews.agenda import Item, State, Tally
from evtrack.words import Directness, Stance, Support, steps_text

STANCE_KEYS = (
    ("1s", Stance.SUPPORTS),
    ("2o", Stance.CONTRADICTS),
    ("3x", Stance.MIXED),
    ("4m", Stance.MENTIONS),
)
"""The two keys of each stance: a number, and a letter of a word for it."""


class Keys(NamedTuple):
    """The other keys; each character of `skip` is one."""

    confirm: str = "c"
    skip: str = "k "
    back: str = "b"
    leave: str = "q"
    help: str = "?"


KEYS = Keys()

_STATE_COLOUR = {
    State.SUSPECT: "yellow",
    State.STALE: "yellow",
    State.NEVER_REVIEWED: "cyan",
    State.REVIEWED: "green",
}
_LONGEST = 2_000  # characters of one text on the screen
_LABEL = 11  # columns


class LinkView(NamedTuple):
    """A link as it is shown: the `number`th of `total`, and the support of its claim now.

    `checks` are those of the rationales by the places of their rows.
    """

    number: int
    total: int
    item: Item
    claim: Claim
    source: Source
    checks: Mapping[Location, RationaleCheck]
    support: Support


def link_text(view: LinkView, answer: str, terminal: Terminal) -> str:
    """The screen of one link: what came of the answer before, the link, and the keys."""
    return "".join(f"{line}\n" for line in _link(view, answer, terminal))


def _link(view: LinkView, answer: str, terminal: Terminal) -> Iterator[str]:
    if answer:
        yield terminal.wrap(answer, hanging="  ")
        yield ""
    item = view.item
    head = f"{view.number:,} of {view.total:,}: {link_name(item.name)}, {item.state}"
    yield terminal.paint(terminal.wrap(head, hanging="  "), _STATE_COLOUR[item.state], "bold")
    yield ""
    yield from _claim(view, terminal)
    yield from _source(view.source, terminal)
    for row in item.link.rows:
        yield ""
        if len(item.link.rows) > 1:
            yield _field("row", f"on line {row.location.line:,}", terminal)
        yield from _row(row, view.checks.get(row.location), terminal)
    if item.link.review:
        yield ""
        yield from last_review(item.link, terminal)
    yield ""
    yield from _packed(_offered(), terminal)


def _claim(view: LinkView, terminal: Terminal) -> Iterator[str]:
    yield _field("claim", view.claim.text, terminal)
    support = terminal.paint(view.support, SUPPORT_COLOUR[view.support])
    yield _field("", f"a question of {view.claim.question}, stated {view.claim.stated}", terminal)
    yield f"{'support':<{_LABEL}}{support}"


def _source(source: Source, terminal: Terminal) -> Iterator[str]:
    yield _field("source", reference(source), terminal)
    if address := link_of(source):
        yield _field("", address, terminal)
    if status := source.appraisal.status:
        yield terminal.paint(_field("status", status, terminal), "red")


def _row(row: Link, check: RationaleCheck | None, terminal: Terminal) -> Iterator[str]:
    yield _field("stance", row.stance or "none that can be read", terminal)
    if row.locator:
        yield _field("locator", row.locator, terminal)
    if row.rationale:
        yield _field("rationale", f"“{row.rationale}”", terminal)
    if check:
        colour = "green" if check.is_verified else "yellow"
        yield terminal.paint(_field("", check_text(check), terminal), colour)
        if check.words and not check.is_verified:
            yield _field("", f"nearest: “{check.words}”", terminal)
    for label, text in _adjustments(row):
        yield _field(label, text, terminal)


def _adjustments(row: Link) -> Iterator[tuple[str, str]]:
    if row.directness is Directness.INDIRECT:
        yield "directness", row.directness
    for label, domains in (("downgrade", row.downgrades), ("upgrade", row.upgrades)):
        if domains:
            yield label, steps_text(domains)
    for label, text in (("explained", row.explained), ("note", row.note)):
        if text:
            yield label, text


def _field(label: str, text: str, terminal: Terminal) -> str:
    hanging = " " * _LABEL
    return terminal.wrap(excerpt(text, _LONGEST), indent=f"{label:<{_LABEL}}", hanging=hanging)


def _offered() -> Iterator[str]:
    yield f"{KEYS.confirm} confirm"
    for keys, stance in STANCE_KEYS:
        yield f"{'/'.join(keys)} {stance}"
    yield f"{KEYS.skip[0]} skip"
    yield f"{KEYS.back} back"
    yield f"{KEYS.leave} quit"
    yield f"{KEYS.help} help"


def _packed(words: Iterable[str], terminal: Terminal) -> Iterator[str]:
    """As many on a line as fit."""
    line = ""
    for word in words:
        longer = f"{line}  {word}" if line else word
        if cells(longer) > terminal.width:
            yield line
            longer = word
        line = longer
    yield line


def keys_text(terminal: Terminal) -> str:
    """What the keys do."""
    stances = {
        Stance.SUPPORTS: "the source says what the claim says",
        Stance.CONTRADICTS: "the source opposes the claim",
        Stance.MIXED: "the source says both",
        Stance.MENTIONS: "the source is about it and takes no side; it never counts",
    }
    rows = [
        (KEYS.confirm, "confirm: the link is as it should be; record that you have judged it"),
        *((" or ".join(keys), f"{stance}: {stances[stance]}") for keys, stance in STANCE_KEYS),
        (f"{KEYS.skip[0]}, blank", "skip: leave it as it is"),
        (KEYS.back, "back to the link before"),
        (KEYS.leave, "quit; what was answered is written already"),
    ]
    lines = [
        terminal.wrap(what, indent=f"{keys:<{_LABEL}}", hanging=" " * _LABEL) for keys, what in rows
    ]
    lines.append("")
    lines.append(
        terminal.wrap("A new stance is written into the claims file, and the review along with it.")
    )
    lines.append("Any key goes back to the link.")
    return "".join(f"{line}\n" for line in lines)


def reviewed_text(name: LinkName, tally: Tally) -> str:
    """That a link was confirmed."""
    return f"{link_name(name)}: reviewed by {tally.by} on {tally.on}"


def changed_stance_text(view: LinkView, stance: Stance, support: Support) -> str:
    """What became of a link's stance, and of the support of its claim."""
    [row] = view.item.link.rows
    before, name = view.support, view.item.name
    verdict = f"still {support}" if support is before else f"{before} → {support}"
    return f"{link_name(name)}: {row.stance or 'no stance'} → {stance}; {name.claim_id}: {verdict}"
