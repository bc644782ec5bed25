"""`fix`: what was mended, what was not, and what is left, for the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from evtrack.fixes import ANCHOR_MOVED, Change, Fixes, MendedFile
from evtrack.phrases import counted
from evtrack.render.terminal import inert

_MOST_LINES = 200


def changes_text(file: MendedFile) -> str:
    """A line a change: place, rule, what stood there and what stands there now."""
    return _lines(map(_change, file.changes))


def anchors_text(fixes: Fixes) -> str:
    """A line for each anchor that would get other words: what would change in it."""
    changes = (change for file in fixes.files for change in file.changes)
    return _lines(_change(change) for change in changes if change.rule == ANCHOR_MOVED)


def _change(change: Change) -> str:
    old, new = change.edit.old, change.edit.new
    if change.rule == ANCHOR_MOVED:
        from evtrack.wording.changes import changed_words  # late: few changes are of anchors

        words = changed_words(_unquoted(old), _unquoted(new))
    else:
        words = f"{_quoted(old)} → {_quoted(new)}"
    return f"{change.edit.location}: {change.rule}: {words}"


def summary_text(fixes: Fixes) -> str:
    """How much was mended in how many files, and how many of the findings looked at are left."""
    changes = sum(len(file.changes) for file in fixes.files)
    mended = f"Fixed {counted(changes, 'place')} in {counted(len(fixes.files), 'file')}"
    findings = len(fixes.left.findings)
    left = f"{counted(findings, 'finding')} {'is' if findings == 1 else 'are'} left"
    return f"{mended if changes else 'Nothing to fix'}; {left} ({_which(fixes)}).\n"


def _which(fixes: Fixes) -> str:
    selection = fixes.left.selection
    command = "evtrack check --select all" if selection.is_of_all else "evtrack check"
    return str(selection) or command


def complaints_text(fixes: Fixes) -> str:
    """A line for each file that was left alone, and for each change that could not be made."""
    files = (f"{each.location}: nothing is fixed in it: {each.why}" for each in fixes.untouched)
    edits = (
        f"{each.edit.location}: {each.rule}: {_quoted(each.edit.old)} is not fixed: {each.why}"
        for each in fixes.undone
    )
    return _lines(f"evtrack: {line}" for line in (*files, *edits))


def _lines(texts: Iterable[str]) -> str:
    """Each on its line, up to a bound, and then how many more there are."""
    every = list(texts)
    shown = [inert(text) for text in every[:_MOST_LINES]]
    if len(every) > _MOST_LINES:
        shown.append(f"… and {len(every) - _MOST_LINES:,} more")
    return "".join(f"{line}\n" for line in shown)


def _unquoted(cell: str) -> str:
    is_quoted = len(cell) > 1 and cell[0] == cell[-1] == '"'
    return cell[1:-1].replace('""', '"') if is_quoted else cell


def _quoted(text: str) -> str:
    return f"`{text}`" if text else "nothing"
