"""What `init` prints: what it found in the article, what it wrote, and what is left to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evtrack.drafting import Found
from evtrack.drafting.bibtex import missing
from evtrack.phrases import counted, listed
from evtrack.render.terminal import Terminal

_MOST_NAMED = 5


def draft_text(
    found: Found, written: Sequence[str], library: str, folder: str, terminal: Terminal
) -> str:
    """At most a screen.

    `written` are the files, and `folder` that of the project, from here; `library` is the one that
    was given.
    """
    lines = (
        *_found(found, library),
        "",
        *(f"wrote {path}" for path in written),
        "",
        *_left(found, library, folder),
    )
    return "".join(f"{terminal.wrap(line, hanging='    ')}\n" for line in lines)


def _found(found: Found, library: str) -> Iterator[str]:
    yield (
        f"{counted(found.sentences, 'sentence')}, {found.in_scope:,} of which state something; "
        f"{found.candidates:,} of these may need evidence"
    )
    yield from _references(found, library)
    yield from _citations(found, library)


def _references(found: Found, library: str) -> Iterator[str]:
    if not found.references:
        yield "no reference list"
        return
    head = f"{counted(len(found.references), 'reference')} in the list"
    if library:
        yield f"{head}, {len(found.references) - len(found.unknown):,} of them in {library}"
        return
    complete = sum(not (missing(one) or one.doubts) for one in found.references)
    doubtful = sum(bool(one.doubts) for one in found.references)
    yield (
        f"{head}: {complete:,} complete, {len(found.references) - complete:,} with a todo"
        + (f", {doubtful:,} of which could not be read with certainty" if doubtful else "")
    )


def _citations(found: Found, library: str) -> Iterator[str]:
    marks = found.mapped + len(found.unmapped)
    if not (found.keys or marks):
        yield "no citations in the text, so no claim has a source yet"
        return
    if marks:
        others = f"; not {_named(found.unmapped)}" if found.unmapped else ""
        yield (
            f"{counted(marks, 'citation')} by number or name in the text: "
            f"{found.mapped:,} found in the references{others}"
        )
    if found.keys:
        yield f"{counted(len(found.keys), 'source')} cited by key in the text"
    if found.absent:
        where = f"not in {library}" if library else "no citekeys that can be written"
        yield f"{where}: {_named(found.absent)}"
    if found.stubs:
        yield f"without a reference, so their entries are empty: {_named(found.stubs)}"


def _left(found: Found, library: str, folder: str) -> Iterator[str]:
    yield "What is left to do:"
    yield "  claims.csv: delete the rows that make no claim, and restate `claim` where needed"
    if found.cited:
        yield (
            f"  claims.csv: {counted(found.cited, 'claim')} with sources; give each link a stance, "
            "and until then `check` reports missing-stance"
        )
    if found.cited < found.candidates:
        yield (
            f"  claims.csv: find sources for {counted(found.candidates - found.cited, 'claim')} "
            "without one, where they are needed"
        )
    if not library and (found.references or found.stubs):
        yield "  references.bib: supply what the `todo` of an entry names, and remove it"
    where = "" if folder == "." else f" --project {folder}"
    yield f"Next: `evtrack check{where}`, then `evtrack report{where}`."


def _named(words: Sequence[str]) -> str:
    """The first few of them."""
    different = list(dict.fromkeys(words))
    more = len(different) - _MOST_NAMED
    return listed([*different[:_MOST_NAMED], *([f"{more:,} more"] if more > 0 else [])])
