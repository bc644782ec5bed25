"""What `report` prints: how the claims stand, what needs attention first, where the report is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from evtrack.coverage import article_coverage
from evtrack.coverage.sentences import coverage_of
from evtrack.inspection import Results
from evtrack.phrases import counted
from evtrack.render.claim_text import SUPPORT_COLOUR
from evtrack.render.coverage_text import coverage_sentence
from evtrack.render.document import attention
from evtrack.render.terminal import Terminal
from evtrack.words import Support

_SHOWN = 5
_BAR_WIDTH = 40


def summary_text(results: Results, written: Sequence[Path], terminal: Terminal) -> str:
    """A bar for each support, the coverage, the claims to look at first, and the files written."""
    return (
        "\n".join(
            [
                *_supports(results, terminal),
                *_coverage(results, terminal),
                *_attention(results, terminal),
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
        head = f"  {claim.id}  {verdict.support}, stated {claim.stated}: {claim.text}"
        yield terminal.wrap(head, hanging="       ")
    yield f"`evtrack show {needy[0].claim.id}` explains one step by step."


def _files(written: Sequence[Path]) -> Iterator[str]:
    yield ""
    for path in written:
        yield f"wrote {_from_here(path)}"


def _from_here(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
