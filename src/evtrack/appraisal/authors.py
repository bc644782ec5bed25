"""Who wrote and published a source, however their names are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from evtrack.model import Person, Source
from evtrack.plain import plain_words
from evtrack.readers.bibliography.names import read_names

_PUBLISHERS = ("publisher", "organization", "institution", "school", "journal", "journaltitle")
_BETWEEN_GIVEN_NAMES = re.compile(r"[\s.~-]+")
_INITIALS_IN_ONE = re.compile(r"[A-Z]{2,3}")  # as in PubMed: Ng AB

_plain = lru_cache(maxsize=4096)(plain_words)  # the same few names, again and again


def share_an_author(sources: Sequence[Source]) -> bool:
    """Whether one author, told by family name and first initial, is common to all of them."""
    return bool(set.intersection(*map(_author_names, sources)))


def _author_names(source: Source) -> set[tuple[str, str]]:
    return {(_plain(person.family), _plain(person.given)[:1]) for person in source.authors}


class OwnNames(NamedTuple):
    """The article's own people and bodies: `texts` as the config gives them, in each reading.

    `Ada Ng` may be a person and may be a body, as `Tea Weekly` is; both are looked for.
    """

    texts: tuple[str, ...]
    persons: tuple[tuple[Person, ...], ...]
    bodies: tuple[str, ...]

    @classmethod
    def of(cls, texts: tuple[str, ...]) -> OwnNames:
        """The names in these texts: `Ng, Ada` or `Ada Ng`, `Tea Weekly` or `{Tea Weekly}`."""
        persons = (tuple(p for p in read_names(text)[0] if p.given) for text in texts)
        return cls(texts, tuple(persons), tuple(map(_body, texts)))

    def behind(self, source: Source) -> str:
        """The first of these names that wrote, edited or published the source; else blank."""
        people = [*source.authors, *read_names(source.fields.get("editor", ""))[0]]
        bodies = set(_bodies(source, people))
        for text, persons, body in zip(self.texts, self.persons, self.bodies, strict=True):
            if body in bodies or any(_is_one_of(person, people) for person in persons):
                return text
        return ""


def _bodies(source: Source, people: Iterable[Person]) -> Iterator[str]:
    for person in people:
        yield _body(f"{person.given} {person.family}")
    for name in _PUBLISHERS:
        value = source.fields.get(name, "")
        yield from map(_body, {value, *value.split(" and ")} - {""})


def _body(name: str) -> str:
    return _plain(name).removeprefix("the ")


def _is_one_of(person: Person, people: Iterable[Person]) -> bool:
    family = _plain(person.family)
    return any(
        _plain(other.family) == family and _agree(_given(person), _given(other)) for other in people
    )


def _given(person: Person) -> list[str]:
    names = _BETWEEN_GIVEN_NAMES.split(person.given)
    return [_plain(n) for name in names for n in (name if _are_initials(name) else [name]) if n]


def _are_initials(name: str) -> bool:
    return _INITIALS_IN_ONE.fullmatch(name) is not None


def _agree(ones: Sequence[str], others: Sequence[str]) -> bool:
    """Whether given names agree as far as both go; an initial agrees with a name it begins."""
    return bool(ones and others) and all(
        one == other or (1 in (len(one), len(other)) and one[:1] == other[:1])
        for one, other in zip(ones, others, strict=False)
    )
