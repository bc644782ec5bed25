"""`markdown`: a comment on a pull request, what changed first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from evtrack.model import Finding
from evtrack.phrases import counted
from evtrack.render.check_formats.view import (
    CheckView,
    changes_in_words,
    counts_aside,
    counts_of,
    limits_of,
    unchecked_in_words,
)
from evtrack.render.markdown import LONGEST_COMMENT, ROOM_FOR_THE_END, Page, code, fold, prose


class _Section(NamedTuple):
    """Findings under a heading, or folded away behind it."""

    title: str
    findings: Sequence[Finding]
    folded: bool = False
    with_help: bool = True


def markdown(view: CheckView) -> str:
    """The verdict; what is new, what is mended, what else fails the check; the rest folded away."""
    return markdown_within(view, LONGEST_COMMENT, len)


def markdown_within(view: CheckView, most: int, size: Callable[[str], int]) -> str:
    """The same in no more than so much, as `size` measures it; it says how much is left out."""
    page = Page(most - ROOM_FOR_THE_END, size)
    page.add(_head(view))
    left_out = sum(_add_section(page, section, view) for section in _sections(view))
    page.add(_unchecked(view))
    if left_out:
        left = f"{counted(left_out, 'finding')} did not fit in here; `evtrack check` lists them.\n"
        page.parts.append(f"\n{left}")
    return "".join(page.parts)


def _head(view: CheckView) -> str:
    lines = [
        f"### evtrack: {view.outcome}",
        f"{counts_of(view.inspection)}; {counts_aside(view.inspection)}. Fails on: {view.fail_on}.",
    ]
    if view.changes:
        changed = changes_in_words(view.changes)
        lines.append(f"Since {code(view.changes.since)}: {changed}.")
    if limits := limits_of(view.inspection):
        lines.append(f"Limited: {prose(limits)}.")
    return "\n\n".join(lines) + "\n"


def _sections(view: CheckView) -> list[_Section]:
    new = [finding for finding in view.worst_first if finding in view.new]
    old = [finding for finding in view.worst_first if finding not in view.new]
    failing = [finding for finding in old if view.fails(finding)]
    mended = view.changes.mended if view.changes else ()
    rest = "There before" if view.changes else "Also found" if failing else "Found"
    sections = [
        _Section("New", new),
        _Section("Mended", mended, with_help=False),
        _Section("To mend", failing),
        _Section(rest, old[len(failing) :], folded=True),
    ]
    return [section for section in sections if section.findings]


def _add_section(page: Page, section: _Section, view: CheckView) -> int:
    """How many of the section's findings did not fit on the page."""
    start, end = (fold if section.folded else _heading)(section.title, len(section.findings))
    if not page.add(start):
        return len(section.findings)
    fits = [page.add(_item(finding, view, section.with_help)) for finding in section.findings]
    page.parts.append(end)
    return fits.count(False)


def _heading(title: str, number: int) -> tuple[str, str]:
    return f"\n#### {title}: {number:,}\n\n", ""


def _item(finding: Finding, view: CheckView, with_help: bool) -> str:
    problem, place = finding.problem, str(view.place_of(finding))
    head = f"- **{finding.severity}** {code(place)} {code(finding.rule)}: "
    advice = prose(problem.help) if with_help else ""
    below = f"\\\n  {advice}" if advice else ""
    return f"{head}{prose(problem.message)}{below}\n"


def _unchecked(view: CheckView) -> str:
    kinds = view.unchecked
    if not kinds:
        return ""
    start, end = fold("Unchecked", len(view.inspection.unchecked))
    lines = [
        f"- {prose(what)} ({len(items):,}): {prose(unchecked_in_words(items))}\n"
        for what, items in kinds.items()
    ]
    return "".join([start, *lines, end])
