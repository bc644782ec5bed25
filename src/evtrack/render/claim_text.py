"""`show`: one claim with its reasoning, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from evtrack.appraisal.mending import mend
from evtrack.model import Evidence, Ledger, Link, LinkName, Source, Verdict
from evtrack.quotations import rationale_checks
from evtrack.render.rationale_text import check_text
from evtrack.render.reference import reference
from evtrack.render.terminal import Terminal
from evtrack.reviews import review_states
from evtrack.reviews.changes import told
from evtrack.words import Stance, Support

SUPPORT_COLOUR = {
    Support.STRONG: "green",
    Support.MODERATE: "green",
    Support.WEAK: "yellow",
    Support.MIXED: "yellow",
    Support.CONTRADICTED: "red",
    Support.UNSUPPORTED: "red",
}
NO_TEXT = "(no text)"
GLYPH = {
    Stance.SUPPORTS: "+",
    Stance.CONTRADICTS: "−",
    Stance.MIXED: "±",
    Stance.MENTIONS: "·",
    None: "?",
}


def claim_text(verdict: Verdict, ledger: Ledger, terminal: Terminal) -> str:
    """The claim, its verdict, each link with its arithmetic, the reasons, what would mend it."""
    return "\n".join(_lines(verdict, ledger, terminal)) + "\n"


def _lines(verdict: Verdict, ledger: Ledger, terminal: Terminal) -> Iterator[str]:
    claim = verdict.claim
    said = f"{claim.id}  {claim.text or NO_TEXT}"
    yield terminal.paint(terminal.wrap(said, hanging="     "), "bold")
    yield f"     a question of {claim.question}, stated {claim.stated}"
    yield ""
    if claim.note:
        yield terminal.wrap(f"note: {claim.note}", indent="     ", hanging="     ")
        yield ""
    sides = f" ({verdict.pro or 'nothing'} for, {verdict.against} against)"
    support = terminal.paint(verdict.support, SUPPORT_COLOUR[verdict.support], "bold")
    yield f"Support: {support}{sides if verdict.against else ''}"
    yield ""
    for evidence in verdict.evidence:
        yield from _evidence(evidence, ledger, terminal)
        yield ""
    yield "Why:"
    for number, reason in enumerate(verdict.reasons, start=1):
        yield terminal.wrap(reason, indent=f"{number:>3}. ", hanging="     ")
    if verdict.flags:
        yield terminal.wrap(f"Flags: {', '.join(verdict.flags)}", hanging="       ")
    if mended := mend(verdict, ledger.config.thresholds):
        yield ""
        yield terminal.wrap(f"To mend it: {mended[0].lower()}{mended[1:]}", hanging="     ")


def _evidence(evidence: Evidence, ledger: Ledger, terminal: Terminal) -> Iterator[str]:
    link = evidence.link
    locator = f", {link.locator}" if link.locator else ""
    stance = link.stance or "no stance"
    head = f"{GLYPH[link.stance]} {link.citekey} {stance}{locator}"
    yield terminal.paint(terminal.wrap(head, indent="  ", hanging="    "), "bold")
    if evidence.source:
        cited = terminal.wrap(reference(evidence.source), indent="    ", hanging="    ")
        yield terminal.paint(cited, "dim")
    for reason in evidence.reasons:
        yield terminal.wrap(reason, indent="    ", hanging="      ")
    for line in notices_on(evidence.source) if evidence.source else ():
        yield terminal.wrap(line, indent="    ", hanging="      ")
    if link.rationale:
        yield terminal.wrap(f"“{link.rationale}”", indent="    ", hanging="    ")
        check = rationale_checks(ledger)[link.location]
        yield terminal.wrap(check_text(check), indent="    ", hanging="      ")
    if link.explained:
        yield terminal.wrap(f"explained: {link.explained}", indent="    ", hanging="    ")
    if link.note:
        yield terminal.wrap(f"note: {link.note}", indent="    ", hanging="    ")
    if ledger.reviews is not None:
        yield terminal.wrap(reviewed(link, ledger), indent="    ", hanging="      ")


def notices_on(source: Source) -> Iterator[str]:
    """What a list of retractions says of a source, the newest first."""
    for notice in reversed(source.notices):
        told = ", ".join(filter(None, (notice.kind, str(notice.day or ""), notice.doi)))
        yield f"notice: {told} ({notice.location.path}:{notice.location.line})"


def reviewed(link: Link, ledger: Ledger) -> str:
    """Who reviewed a link, and what has changed since."""
    _, review, changes = review_states(ledger)[LinkName(link.claim_id, link.citekey)]
    if not review:
        return "never reviewed"
    if changes:
        return f"suspect: since {review.by} reviewed it on {review.on}, {told(changes)}"
    return f"reviewed by {review.by} on {review.on}"
