"""What a reader sees of a block, gathered piece by piece, with the place of each character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from evtrack.model import Cell, Citation, Passage, PassageKind
from evtrack.readers.article.citations import LONGEST_MARK, citations_in, is_raised_citation

_MOST_IN_NOTE = 100
"""More sources than these in one footnote are not told apart wherever its mark stands."""


class Mark(NamedTuple):
    """A footnote's mark: the footnote's label, and its place in the file."""

    label: str
    start: int
    end: int


class Flow:
    """One block while it is read. `label` is that of the footnote that it belongs to."""

    def __init__(
        self, kind: PassageKind, level: int = 0, label: str = "", cell: Cell | None = None
    ) -> None:
        self.kind = kind
        self.level = level
        self.label = label
        self.cell = cell
        self.marker = ""
        self.depth = 0
        self.is_quoted = False
        self.marks: list[Mark] = []
        self.cited: list[Citation] = []
        self._pieces: list[str] = []
        self._as_prose: list[str] = []
        self._offsets: list[int] = []
        self._end = 0

    def __len__(self) -> int:
        return len(self._offsets)

    @property
    def start(self) -> int:
        """Where its first character is written; 0 where it has none."""
        return self._offsets[0] if self._offsets else 0

    @property
    def is_blank(self) -> bool:
        """Whether it shows nothing so far."""
        return all(not piece or piece.isspace() for piece in self._pieces)

    @property
    def ends_blank(self) -> bool:
        """Whether a blank more would not show."""
        return not self._pieces or self._pieces[-1].endswith(" ")

    def add(self, shown: str, start: int, end: int, *, is_literal: bool = False) -> None:
        """Text as it is shown, and from where to where it is written.

        Nothing in literal text, such as code or an escaped character, is a citation.
        """
        if not shown:
            return
        as_written = end - start == len(shown)
        self._offsets.extend(range(start, end) if as_written else [start] * len(shown))
        self._pieces.append(shown)
        self._as_prose.append("\0" * len(shown) if is_literal else shown)
        self._end = end

    def cut_to(self, length: int) -> None:
        """Take back what came after the first characters."""
        while len(self._offsets) > length:
            piece, prose = self._pieces.pop(), self._as_prose.pop()
            kept = max(length - (len(self._offsets) - len(piece)), 0)
            if kept:
                self._pieces.append(piece[:kept])
                self._as_prose.append(prose[:kept])
            del self._offsets[len(self._offsets) - len(piece) + kept :]

    def cut_citation(self, length: int) -> None:
        """The same, where it is a superscript that cites: `2,5`, but not the 2 of `m2`."""
        raised = self._shown_behind(length, LONGEST_MARK)
        before = self._shown_behind(max(length - LONGEST_MARK, 0), 2 * LONGEST_MARK)
        if is_raised_citation(before[: len(before) - len(raised)], raised):
            self.cut_to(length)

    def _shown_behind(self, length: int, most: int) -> str:
        """What was added behind the first characters; blank where that is more than so many."""
        behind, pieces = len(self) - length, []
        if behind > most:
            return ""
        for piece in reversed(self._pieces):
            pieces.append(piece)
            behind -= len(piece)
            if behind <= 0:
                break
        return "".join(reversed(pieces))[max(-behind, 0) :]

    def passage(self) -> Passage:
        """The block without its bracketed citations and the blanks around it."""
        text, offsets = "".join(self._pieces), [*self._offsets, self._end]
        citations = list(self.cited)
        position, end = len(text) - len(text.lstrip()), len(text.rstrip())
        shown: list[str] = []
        places: list[int] = []
        for found in citations_in("".join(self._as_prose)):
            citations += (Citation(k, offsets[found.start], offsets[found.end]) for k in found.keys)
            if not found.is_said:
                shown.append(text[position : found.start])
                places += offsets[position : found.start]
                position = found.end
        shown.append(text[position:end])
        places += [*offsets[position:end], offsets[max(position, end)]]
        return Passage(
            kind=self.kind,
            text="".join(shown),
            offsets=places,
            citations=tuple(citations),
            level=self.level,
            marker=self.marker,
            cell=self.cell,
            depth=self.depth,
            is_quoted=self.is_quoted,
        )


def passages_of(flows: Sequence[Flow]) -> Iterator[Passage]:
    """The blocks that show something; a footnote's citations are cited where its marks stand."""
    made = [flow.passage() for flow in flows]
    in_notes: dict[str, dict[str, None]] = {}
    for flow, passage in zip(flows, made, strict=True):
        if flow.label:
            keys = in_notes.setdefault(flow.label, {})
            keys.update((c.key, None) for c in passage.citations[: _MOST_IN_NOTE - len(keys)])
    for flow, passage in zip(flows, made, strict=True):
        by_note = (
            Citation(key, mark.start, mark.end)
            for mark in flow.marks
            for key in in_notes.get(mark.label, ())
        )
        if passage.text:
            yield passage._replace(citations=(*passage.citations, *by_note))
