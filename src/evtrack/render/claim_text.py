"""`show`: one claim with its reasoning, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from evtrack.model import Evidence, Verdict
from evtrack.render.reference import reference
from evtrack.render.terminal import Terminal
from evtrack.words import Stance, Support

SUPPORT_COLOUR = {
    Support.STRONG: "green",
    Support.MODERATE: "green",
    Support.WEAK: "yellow",
    Support.MIXED: "yellow",
    Support.CONTRADICTED: "red",
    Support.UNSUPPORTED: "red",
}
_GLYPH = {
    Stance.SUPPORTS: "+",
    Stance.CONTRADICTS: "−",
    Stance.MIXED: "±",
    Stance.MENTIONS: "·",
    None: "?",
}


def claim_text(verdict: Verdict, terminal: Terminal) -> str:
    """The claim, its verdict, each link with its arithmetic, and the reasons."""
    return "\n".join(_lines(verdict, terminal)) + "\n"


def _lines(verdict: Verdict, terminal: Terminal) -> Iterator[str]:
    claim = verdict.claim
    yield terminal.paint(terminal.wrap(f"{claim.id}  {claim.text}", hanging="     "), "bold")
    yield f"     a question of {claim.question}, stated {claim.stated}"
    yield ""
    if claim.note:
        yield terminal.wrap(f"note: {claim.note}", indent="     ", hanging="     ")
        yield ""
    sides = f" ({verdict.pro} for, {verdict.against} against)" if verdict.pro else ""
    support = terminal.paint(verdict.support, SUPPORT_COLOUR[verdict.support], "bold")
    yield f"Support: {support}{sides if verdict.against else ''}"
    yield ""
    for evidence in verdict.evidence:
        yield from _evidence(evidence, terminal)
        yield ""
    yield "Why:"
    for number, reason in enumerate(verdict.reasons, start=1):
        yield terminal.wrap(reason, indent=f"{number:>3}. ", hanging="     ")
    if verdict.flags:
        yield terminal.wrap(f"Flags: {', '.join(verdict.flags)}", hanging="       ")


def _evidence(evidence: Evidence, terminal: Terminal) -> Iterator[str]:
    link = evidence.link
    locator = f", {link.locator}" if link.locator else ""
    stance = link.stance or "no stance"
    head = f"{_GLYPH[link.stance]} {link.citekey} {stance}{locator}"
    yield terminal.paint(terminal.wrap(head, indent="  ", hanging="    "), "bold")
    if evidence.source:
        cited = terminal.wrap(reference(evidence.source), indent="    ", hanging="    ")
        yield terminal.paint(cited, "dim")
    for reason in evidence.reasons:
        yield terminal.wrap(reason, indent="    ", hanging="      ")
    if link.rationale:
        yield terminal.wrap(f"“{link.rationale}”", indent="    ", hanging="    ")
    if link.explained:
        yield terminal.wrap(f"explained: {link.explained}", indent="    ", hanging="    ")
    if link.note:
        yield terminal.wrap(f"note: {link.note}", indent="    ", hanging="    ")
