"""A source and the claims that link it, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from evtrack.appraisal.withdrawal import Impact, Move, claims_linking, impact_of
from evtrack.model import Evidence, Ledger, Source, Verdict
from evtrack.phrases import counted, listed
from evtrack.quotations import rationale_checks
from evtrack.render.claim_text import GLYPH, SUPPORT_COLOUR, notices_on, reviewed
from evtrack.render.rationale_text import check_text
from evtrack.render.reference import link_of, reference
from evtrack.render.terminal import Terminal

_INDENT = "     "


def source_text(
    source: Source, ledger: Ledger, verdicts: Mapping[str, Verdict], terminal: Terminal
) -> str:
    """The source with its appraisal, notices and stored copies, and each claim that links it."""
    ids = claims_linking([source.key], ledger.links)[source.key]
    linking = [verdicts[claim_id] for claim_id in ids]
    impact = impact_of([source.key], ledger, linking)
    lines = (
        *_head(source, terminal),
        *_facts(source, ledger, terminal),
        "",
        terminal.wrap(_summary(impact, len(linking))),
        *_claims(source, ledger, linking, impact, terminal),
    )
    return "\n".join(lines) + "\n"


def _head(source: Source, terminal: Terminal) -> Iterator[str]:
    yield terminal.paint(terminal.wrap(source.key, hanging=_INDENT), "bold")
    yield terminal.wrap(reference(source), _INDENT)
    if link := link_of(source):
        yield terminal.wrap(link, _INDENT)
    yield ""


def _facts(source: Source, ledger: Ledger, terminal: Terminal) -> Iterator[str]:
    for name, value in _appraisal(source):
        line = terminal.wrap(f"{name}: {value}", hanging=_INDENT)
        yield terminal.paint(line, "red") if name == "status" else line
    for line in notices_on(source):
        yield terminal.wrap(line, hanging=_INDENT)
    copies = ledger.copies.of(source.key) if ledger.copies else ()
    for copy in copies:
        what = "its abstract" if copy.is_abstract else copy.path
        flaw = f" ({copy.flaw})" if copy.flaw else ""
        yield terminal.wrap(f"stored copy: {what}{flaw}", hanging=_INDENT)
    if not copies:
        yield "stored copy: none"


def _appraisal(source: Source) -> Iterator[tuple[str, str]]:
    """What is known of it, under the names of its fields."""
    appraisal = source.appraisal
    size = appraisal.sample_size
    yield "design", appraisal.design or "not given"
    for name, value in (
        ("samplesize", "" if size is None else f"{size:,}"),
        ("riskofbias", appraisal.risk_of_bias),
        ("synthesisof", appraisal.synthesis_of),
        ("certainty", appraisal.certainty and str(appraisal.certainty)),
        ("study", appraisal.study),
        ("includes", ", ".join(appraisal.includes)),
        ("preprint", "yes" if appraisal.preprint else ""),
        ("status", appraisal.status),
    ):
        if value:
            yield name, value


def _summary(impact: Impact, claims: int) -> str:
    if not claims:
        return "No claim links it."
    number = f"{counted(claims, 'claim')} {'links' if claims == 1 else 'link'} it"
    if impact.retracted:
        return f"{number}; its retraction changed the verdict on {_of(impact.moved)}."
    return f"{number}; the verdict on {_of(impact.moved)} hangs on it."


def _of(moved: Sequence[Move]) -> str:
    return listed([move.claim_id for move in moved]) if moved else "none of them"


def _claims(
    source: Source,
    ledger: Ledger,
    linking: Sequence[Verdict],
    impact: Impact,
    terminal: Terminal,
) -> Iterator[str]:
    moves = {move.claim_id: move for move in impact.moved}
    for verdict in linking:
        yield ""
        head = f"{verdict.claim.id}  {verdict.claim.text}"
        yield terminal.paint(terminal.wrap(head, hanging=_INDENT), "bold")
        yield from _support(verdict, moves.get(verdict.claim.id), bool(impact.retracted), terminal)
        for evidence in verdict.evidence:
            if evidence.link.citekey == source.key:
                yield from _link(evidence, ledger, terminal)


def _support(
    verdict: Verdict, move: Move | None, is_retracted: bool, terminal: Terminal
) -> Iterator[str]:
    line = f"support: {verdict.support}"
    if move:
        start, end = move.ends
        line += f"; {start} with it" if is_retracted else f"; {end} without it"
    painted = terminal.paint(verdict.support, SUPPORT_COLOUR[verdict.support], "bold")
    yield terminal.wrap(line, _INDENT).replace(verdict.support, painted, 1)


def _link(evidence: Evidence, ledger: Ledger, terminal: Terminal) -> Iterator[str]:
    link = evidence.link
    locator = f", {link.locator}" if link.locator else ""
    weight = f": {evidence.certainty}" if evidence.certainty else ""
    said = f"{GLYPH[link.stance]} {link.stance or 'no stance'}{locator}{weight}"
    yield terminal.wrap(said, _INDENT, _INDENT + "  ")
    if not evidence.counted:
        yield terminal.wrap(evidence.reasons[0], _INDENT + "  ")
    for label, text in (("explained", link.explained), ("note", link.note)):
        if text:
            yield terminal.wrap(f"{label}: {text}", _INDENT + "  ")
    if link.rationale:
        yield terminal.wrap(f"“{link.rationale}”", _INDENT + "  ")
        check = rationale_checks(ledger)[link.location]
        yield terminal.wrap(check_text(check), _INDENT + "  ")
    if ledger.reviews is not None:
        yield terminal.wrap(reviewed(link, ledger), _INDENT + "  ")
