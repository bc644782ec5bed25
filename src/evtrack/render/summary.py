"""What `report` prints: how the claims stand, what needs attention first, where the report is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import quote

from evtrack.comparison.changes import natural
from evtrack.coverage import article_coverage
from evtrack.coverage.sentences import coverage_of
from evtrack.inspection import Results
from evtrack.model import PastVerdict, Report, Verdict
from evtrack.phrases import counted, listed, listed_briefly
from evtrack.render.claim_text import NO_TEXT, SUPPORT_COLOUR
from evtrack.render.coverage_text import coverage_sentence
from evtrack.render.diff_formats.view import move_in_words, recalibrated
from evtrack.render.document import attention
from evtrack.render.terminal import Terminal
from evtrack.render.unread_words import unread_in_words, unread_records
from evtrack.words import Support

_SHOWN = 5
_BAR_WIDTH = 40


def summary_text(
    results: Results, written: Sequence[Path], terminal: Terminal, before: Report | None = None
) -> str:
    """A bar for each support, the coverage, the claims to look at first, and the files written.

    `before` is the report that they take the place of: what has changed since is told here, and not
    in the files, which have the same bytes for the same project whatever it was before.
    """
    return (
        "\n".join(
            [
                *_supports(results, terminal),
                *_unread(results, terminal),
                *_coverage(results, terminal),
                *_attention(results, terminal),
                *_changes(results, before, terminal),
                *_files(written),
            ]
        )
        + "\n"
    )


def _supports(results: Results, terminal: Terminal) -> Iterator[str]:
    verdicts = results.verdicts.values()
    total = len(results.verdicts)
    sources = len(results.ledger.cited)
    yield f"{counted(total, 'claim')}, {counted(sources, 'linked source')}"
    for support in Support:
        number = sum(verdict.support is support for verdict in verdicts)
        bar = terminal.paint(
            "█" * round(_BAR_WIDTH * number / max(total, 1)), SUPPORT_COLOUR[support]
        )
        yield f"  {support:<12} {number:>4}  {bar}".rstrip()


def _unread(results: Results, terminal: Terminal) -> Iterator[str]:
    if words := unread_in_words(unread_records(results.ledger)):
        yield ""
        yield terminal.wrap(f"{words}; `evtrack check` tells where.")


def _coverage(results: Results, terminal: Terminal) -> Iterator[str]:
    covered = article_coverage(results.ledger)
    if covered:
        yield ""
        yield terminal.wrap(coverage_sentence(coverage_of(covered.sentences, results.verdicts)))


def _attention(results: Results, terminal: Terminal) -> Iterator[str]:
    needy = attention(results)
    if not needy:
        return
    yield ""
    yield f"{len(needy):,} {'needs' if len(needy) == 1 else 'need'} attention; first:"
    for verdict in needy[:_SHOWN]:
        claim = verdict.claim
        said = claim.text or NO_TEXT
        head = f"  {claim.id}  {verdict.support}, stated {claim.stated}: {said}"
        yield terminal.wrap(head, hanging="       ")
    yield terminal.wrap(f"`evtrack show {quote(needy[0].claim.id)}` explains one step by step.")


def _changes(results: Results, before: Report | None, terminal: Terminal) -> Iterator[str]:
    if before is None or before.flaw:
        return
    past, now = before.verdicts, results.verdicts
    told = [
        terminal.wrap(f"  {claim}  {change}", hanging="       ")
        for claim, verdict in sorted(now.items(), key=lambda each: -each[1].support.rank)
        if claim in past and (change := _change(past[claim], verdict))
    ]
    said = [f"{len(told):,} changed"] if told else []
    for what, claims in (("new", [*(now.keys() - past)]), ("gone", [*(past.keys() - now)])):
        if claims:
            named = listed_briefly(sorted(claims, key=natural), _SHOWN)
            said.append(f"{len(claims):,} {what} ({named})")
    changes = listed(said) if said else "none changed"
    yield ""
    yield terminal.wrap(f"Verdicts since the last report: {changes}.", hanging="  ")
    yield from told[:_SHOWN]
    if len(told) > _SHOWN:
        yield f"  and {len(told) - _SHOWN:,} more"
    if told:
        yield "`evtrack diff` tells why, from any revision on."


def _change(before: PastVerdict, after: Verdict) -> str:
    """What has become of a verdict and of how the wording sits with it; blank for no change."""
    is_moved = before[:3] != (after.support, after.pro or "", after.against or "")
    moved = move_in_words(before, after) if is_moved else f"still {after.support}"
    reworded = recalibrated(before, after)
    return "; ".join(filter(None, (moved, reworded))) if is_moved or reworded else ""


def _files(written: Sequence[Path]) -> Iterator[str]:
    yield ""
    for path in written:
        yield f"wrote {_from_here(path)}"


def _from_here(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
