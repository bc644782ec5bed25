"""`markdown`: a comment on a pull request, what changed first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
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
from evtrack.render.terminal import inert

LONGEST_COMMENT = 65_536  # characters that GitHub takes
_ROOM_FOR_THE_END = 300

# Words that no service takes for anything else: letters, or a small number. Every other word
# becomes code, in which nothing is a mention, a reference, a link or markup.
_PLAIN_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d{1,6}|—")
_OPENING, _CLOSING = '(“"', ')”",.;:?'
_CODE_OR_WORD = re.compile(r"`([^`]*)`|\s+|([^\s`]+|`)")


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
    page = _Page(most - _ROOM_FOR_THE_END, size)
    page.add(_head(view))
    left_out = sum(_add_section(page, section, view) for section in _sections(view))
    page.add(_unchecked(view))
    if left_out:
        left = f"{counted(left_out, 'finding')} did not fit in here; `evtrack check` lists them.\n"
        page.parts.append(f"\n{left}")
    return "".join(page.parts)


class _Page:
    """Parts of a text, as long as there is room for them."""

    def __init__(self, room: int, size: Callable[[str], int]) -> None:
        self.parts: list[str] = []
        self._room = room
        self._size = size

    def add(self, part: str) -> bool:
        """Add the part where it fits; once one did not, none does."""
        self._room -= self._size(part)
        if self._room < 0:
            return False
        self.parts.append(part)
        return True


def _head(view: CheckView) -> str:
    lines = [
        f"### evtrack: {view.outcome}",
        f"{counts_of(view.inspection)}; {counts_aside(view.inspection)}. Fails on: {view.fail_on}.",
    ]
    if view.changes:
        changed = changes_in_words(view.changes)
        lines.append(f"Since {_code(view.changes.since)}: {changed}.")
    if limits := limits_of(view.inspection):
        lines.append(f"Limited: {_prose(limits)}.")
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


def _add_section(page: _Page, section: _Section, view: CheckView) -> int:
    """How many of the section's findings did not fit on the page."""
    start, end = (_fold if section.folded else _heading)(section.title, len(section.findings))
    if not page.add(start):
        return len(section.findings)
    fits = [page.add(_item(finding, view, section.with_help)) for finding in section.findings]
    page.parts.append(end)
    return fits.count(False)


def _heading(title: str, number: int) -> tuple[str, str]:
    return f"\n#### {title}: {number:,}\n\n", ""


def _fold(title: str, number: int) -> tuple[str, str]:
    return f"\n<details>\n<summary>{title}: {number:,}</summary>\n\n", "\n</details>\n"


def _item(finding: Finding, view: CheckView, with_help: bool) -> str:
    problem, place = finding.problem, str(view.place_of(finding))
    head = f"- **{finding.severity}** {_code(place)} {_code(finding.rule)}: "
    advice = f"\\\n  {_prose(problem.help)}" if problem.help and with_help else ""
    return f"{head}{_prose(problem.message)}{advice}\n"


def _unchecked(view: CheckView) -> str:
    kinds = view.unchecked
    if not kinds:
        return ""
    start, end = _fold("Unchecked", len(view.inspection.unchecked))
    lines = [
        f"- {_prose(what)} ({len(items):,}): {_prose(unchecked_in_words(items))}\n"
        for what, items in kinds.items()
    ]
    return "".join([start, *lines, end])


def _prose(text: str) -> str:
    """The text with its backticked words, and those that might be more than words, as code."""
    return "".join(_pieces(inert(text))).strip()


def _pieces(text: str) -> Iterator[str]:
    before = ""
    for match in _CODE_OR_WORD.finditer(text):
        code, word = match.groups()
        piece = _code(code) if code else _word(word) if word else " "
        yield f" {piece}" if before.endswith("`") and piece.startswith("`") else piece
        before = piece


def _word(word: str) -> str:
    """The word, as code where it might be more than that, between its punctuation."""
    rest = word.lstrip(_OPENING)
    core = rest.rstrip(_CLOSING)
    if not core or _PLAIN_WORD.fullmatch(core):
        return word
    return f"{word[: len(word) - len(rest)]}{_code(core)}{rest[len(core) :]}"


def _code(text: str) -> str:
    """A code span, between more backticks than stand together in the text."""
    text = inert(text)
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest or not text.strip() or text != text.strip() else ""
    return f"{fence}{pad}{text}{pad}{fence}"
