"""The title of a reference, and what it was published in."""

from __future__ import annotations

import re
from typing import NamedTuple

_QUOTED = re.compile(
    r"(?:“(?P<curly>[^”]+)”|\"(?P<straight>[^\"]+)\"|[‘'](?P<single>.+?)[’'](?=[,.]?(?:\s|$)))[,.]?\s*"
)
_CLOSE = re.compile(r"(?<=[?!])\s+|(?<!\bvs)(?<!\bi\.e)(?<!\be\.g)(?<!\bSt)\.\s+")
_RUN_TOGETHER = re.compile(
    r"(?:(?<=[a-zß-öø-ÿ]{3})|(?<=[?!]))"
    r"(?=[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+ (?:[A-ZÀ-ÖØ-Þ]|of |for |in |and ))"
)
_IN_A_BOOK = re.compile(
    r"(?:^|(?<=[.?!]) )In:? (?:[^()]{1,300}?\(?\b[Ee]d(?:s|itors?)?\b\.?\)?[.,:]* )?(?=[A-Z])"
)
_LONGEST_ABBREVIATION = 6  # letters

RAN_TOGETHER = "the title and the journal ran together in the list"
A_YEAR = "a year stands where the title should"
A_CHAPTER = "a chapter: the editors of its book were not read"


class Titled(NamedTuple):
    """A title, what it was published in, and what is doubtful about the two."""

    title: str
    container: str
    is_chapter: bool = False
    doubts: tuple[str, ...] = ()


def split_title(text: str, *, has_volume: bool) -> Titled:
    """Title and container of what is left of a reference between its authors and its end."""
    title, behind = _quoted_title(text.strip())
    if book := _IN_A_BOOK.search(behind):
        title = title or behind[: book.start()]
        return Titled(_trimmed(title), _trimmed(behind[book.end() :]), True, (A_CHAPTER,))
    if title:
        return Titled(_trimmed(title), _trimmed(behind))
    segments = [s for s in _CLOSE.split(behind.rstrip(".,; ")) if s.strip()]
    if len(segments) > 1:
        return _at_the_container(segments)
    return (_at_a_seam(behind) if has_volume else None) or Titled(_trimmed(behind), "")


def _quoted_title(text: str) -> tuple[str, str]:
    """The title in quotes at the beginning, blank where there is none, and the text behind it."""
    quoted = _QUOTED.match(text)
    if not quoted:
        return "", text
    return quoted["curly"] or quoted["straight"] or quoted["single"], text[quoted.end() :]


def _at_the_container(segments: list[str]) -> Titled:
    """The last segment is the container, with the abbreviations before it: `N. Engl. J. Med`."""
    first = len(segments) - 1
    while first > 1 and _is_abbreviation(segments[first - 1]):
        first -= 1
    title = segments[0]
    for segment in segments[1:first]:
        title += f" {segment}" if title.endswith(("?", "!")) else f". {segment}"
    return Titled(_trimmed(title), _trimmed(". ".join(segments[first:])))


def _at_a_seam(text: str) -> Titled | None:
    """Title and journal where nothing, or only a comma, stands between them."""
    if joint := _RUN_TOGETHER.search(text):
        title, container = text[: joint.start()], text[joint.start() :]
        return Titled(_trimmed(title), _trimmed(container), doubts=(RAN_TOGETHER,))
    title, _, container = _trimmed(text).rpartition(", ")
    return Titled(title, container) if title and container[:1].isupper() else None


def _is_abbreviation(segment: str) -> bool:
    """Whether it may be a piece of a journal's abbreviated name, such as `J` or `Am J`."""
    return all(len(w) <= _LONGEST_ABBREVIATION and w[:1].isupper() for w in segment.split())


def _trimmed(text: str) -> str:
    return text.strip(" .,;")
