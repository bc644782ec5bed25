"""`impact`: what hangs on sources, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from evtrack.appraisal.withdrawal import Impact, Move
from evtrack.model import Verdict
from evtrack.phrases import counted, excerpt, listed, listed_briefly
from evtrack.render.terminal import Terminal, beginning, cells

_NARROWEST_TABLE = 72
_GAP = "  "
_HEADS = ("Linked", "Change")
_LAST_HEAD = "Claims that would change"
_SHORTEST_KEY = 6
_LONGEST_KEY = 28
_MOST_MOVES = 3  # of one source, where not all are asked for
_LONGEST_CLAIM = 200

Containers = Mapping[str, Sequence[str]]
"""Syntheses that include a source, each with the ids of the claims that rest on it."""


# Some sources together


def impact_text(
    impact: Impact, containers: Containers, verdicts: Mapping[str, Verdict], terminal: Terminal
) -> str:
    """The claims that would move, with their words; those that link a source and would not."""
    return "\n".join(_impact(impact, containers, verdicts, terminal)) + "\n"


def _impact(
    impact: Impact, containers: Containers, verdicts: Mapping[str, Verdict], terminal: Terminal
) -> Iterator[str]:
    yield terminal.paint(terminal.wrap(_headline(impact, len(verdicts))), "bold")
    for move in impact.moved:
        yield ""
        yield terminal.paint(terminal.wrap(_arrow(move), _GAP, _GAP * 3), _colour(move))
        words = excerpt(verdicts[move.claim_id].claim.text, _LONGEST_CLAIM)
        yield terminal.wrap(words, _GAP * 3)
    for line in (_unmoved(impact), _contained_in(containers)):
        if line:
            yield ""
            yield terminal.wrap(line, hanging=_GAP)


def _headline(impact: Impact, claims: int) -> str:
    named = listed(impact.sources)
    moved = f"{len(impact.moved):,} of {counted(claims, 'claim')}" if impact.moved else ""
    end = ":" if impact.moved else "."
    if impact.retracted == impact.sources:
        retractions = "retraction" if len(impact.sources) == 1 else "retractions"
        return f"The {retractions} of {named} changed the verdict on {moved or 'no claim'}{end}"
    already = f" ({listed(impact.retracted)} already)" if impact.retracted else ""
    return f"If {named} were retracted{already}, {moved or 'no claim'} would change{end}"


def _unmoved(impact: Impact) -> str:
    them = "it" if len(impact.sources) == 1 else "them"
    number = len(impact.unmoved)
    if not number:
        return "" if impact.moved else f"No claim links {them}."
    more = " more" if impact.moved else ""
    links, stays = ("s", "stays as it is") if number == 1 else ("", "stay as they are")
    claims = f"{number:,}{more} {'claim' if number == 1 else 'claims'}"
    return f"{claims} link{links} {them} and {stays}: {listed(impact.unmoved)}."


def _contained_in(containers: Containers) -> str:
    told = [f"{key} ({_resting(ids)} on it)" for key, ids in containers.items()]
    if not told:
        return ""
    return (
        f"Contained in {listed_briefly(told)}. What a synthesis would find without it is not known."
    )


def _resting(ids: Sequence[str]) -> str:
    if not ids:
        return "no claim rests"
    return f"{listed_briefly(ids)} {'rests' if len(ids) == 1 else 'rest'}"


# Each source for itself


def ranking_text(impacts: Sequence[Impact], most: int | None, terminal: Terminal) -> str:
    """A line a source, that on which most hangs first; `most` of them, all for None."""
    if not impacts:
        return "No claim links a source, so nothing hangs on any.\n"
    lines = [terminal.paint(terminal.wrap(_summary(impacts)), "bold")]
    if shown := impacts[:most]:
        table = terminal.width >= _NARROWEST_TABLE
        lines += ["", *(_table if table else _list)(shown, most is None, terminal)]
    if len(impacts) > len(shown):
        lines += ["", f"{len(impacts) - len(shown):,} more: `evtrack impact --all`"]
    return "\n".join(lines) + "\n"


def _summary(impacts: Sequence[Impact]) -> str:
    linking = {claim_id for impact in impacts for claim_id in impact.claims}
    moving = [impact for impact in impacts if impact.moved]
    did = sum(bool(impact.retracted) for impact in moving)
    summary = (
        f"{counted(len(impacts), 'source')} linked by {counted(len(linking), 'claim')}; "
        f"{len(moving) - did:,} would change a verdict if retracted"
    )
    return f"{summary}, and {did:,} already retracted did" if did else summary


def _table(impacts: Sequence[Impact], every: bool, terminal: Terminal) -> Iterator[str]:
    names = [_name(impact) for impact in impacts]
    key_width = min(_LONGEST_KEY, max(_SHORTEST_KEY, *map(cells, names)))
    numbers_width = sum(len(_GAP) + len(head) for head in _HEADS)
    before = key_width + numbers_width + len(_GAP)
    yield terminal.paint(_GAP.join(("Source".ljust(key_width), *_HEADS, _LAST_HEAD)), "bold")
    yield terminal.paint("─" * terminal.width, "dim")
    for name, impact in zip(names, impacts, strict=True):
        key = "".join(beginning(name, key_width))
        first, *others = _moves(impact, every, terminal._replace(width=terminal.width - before))
        padding = " " * (key_width - cells(key))
        yield _GAP.join((f"{key}{padding}", *_numbers(impact), first)).rstrip()
        yield from (" " * before + line for line in others)


def _list(impacts: Sequence[Impact], every: bool, terminal: Terminal) -> Iterator[str]:
    for impact in impacts:
        yield terminal.wrap(_name(impact), hanging=_GAP)
        linked, change = (text.strip() for text in _numbers(impact))
        yield f"{_GAP}linked {linked}, change {change}"
        moves = _moves(impact, every, terminal._replace(width=terminal.width - len(_GAP * 2)))
        yield from (_GAP * 2 + line for line in moves if line)


def _name(impact: Impact) -> str:
    return f"{impact.sources[0]}{' (retracted)' if impact.retracted else ''}"


def _numbers(impact: Impact) -> Iterator[str]:
    for number, head in zip((len(impact.claims), len(impact.moved)), _HEADS, strict=True):
        yield f"{number:,}".rjust(len(head))


def _moves(impact: Impact, every: bool, terminal: Terminal) -> list[str]:
    """A claim a line; where there are too many, how many more there are. At least one line."""
    moved = impact.moved
    shown = moved if every or len(moved) <= _MOST_MOVES else moved[: _MOST_MOVES - 1]
    lines = [
        terminal.paint(line, _colour(move))
        for move in shown
        for line in terminal.wrap(_arrow(move), hanging=_GAP).split("\n")
    ]
    more = [f"… {len(moved) - len(shown):,} more"] if len(moved) > len(shown) else []
    return [*lines, *more] or [""]


def _arrow(move: Move) -> str:
    start, end = move.ends
    return f"{move.claim_id}  {start} → {end}"


def _colour(move: Move) -> str:
    return "red" if move.fall > 0 else "green" if move.fall < 0 else "yellow"
