"""The authors at the beginning of a reference: persons in the usual orders, or a body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evtrack.model import Person

_LETTER = r"[^\W\d_]"
_SUFFIX = r"(Jr\.?|Sr\.?|II|III|2nd|3rd)"
_INITIALS = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž]\.?[- ]?){1,4}"
_FAMILY = rf"{_LETTER}[\w'’\-]*(?: {_LETTER}[\w'’\-]*){{0,3}}"
_FAMILY_THEN_INITIALS = re.compile(rf"({_FAMILY}) ({_INITIALS})(?: {_SUFFIX})?\.?")
_FAMILY_COMMA_INITIALS = re.compile(rf"({_FAMILY}), ({_INITIALS})(?:,? {_SUFFIX})?(?=[,;]|$)")
_CAPITALISED = rf"(?=[^a-z]){_LETTER}[\w'’\-]*[a-zß-öø-ÿ][\w'’\-]*"
_FAMILY_IN_FULL = rf"(?:[a-z'’]+ ){{0,3}}{_CAPITALISED}(?: {_CAPITALISED})?"
_GIVEN = rf"{_CAPITALISED}(?: {_CAPITALISED})?(?: [A-Z]\.?){{0,3}}"
_FAMILY_COMMA_GIVEN = re.compile(rf"({_FAMILY_IN_FULL}), ({_GIVEN})(?=,|\s(?:and|&)\s|$)")
_GIVEN_FAMILY = re.compile(rf"({_CAPITALISED}(?: [A-Z]\.?){{0,3}}) ({_FAMILY_IN_FULL})")
_INITIALS_FAMILY = re.compile(rf"((?:[A-ZÀ-ÖØ-ÞĀ-Ž]\.[- ]?){{1,4}}) ?({_FAMILY})")
_JOINT = re.compile(r",?\s+(?:&|and)\s+")
_ET_AL = re.compile(r"[,;]?\s*(?:\bet al\b\.?|\band others\b|…|\.\.\.)[\s.,;:]*$", re.IGNORECASE)
_END = re.compile(r"[.:](?=\s)")
_END_OF_BODY = re.compile(r"(?<!\b[A-Z])(?<!\bSt)(?<!\bDr)(?<!\bInc)\.(?=\s)")
_MOST_WORDS_OF_A_BODY = 12
_SMALL_WORDS = frozenset(
    {
        *("and", "&", "de", "des", "der", "del", "di", "du", "et", "for", "für", "in", "la", "le"),
        *("of", "on", "the", "to", "und", "van", "von", "y"),
    }
)


def leading_people(text: str) -> tuple[tuple[Person, ...], bool, str]:
    """The persons at the beginning, whether others follow, and the text behind them.

    `Ng A, Oz BC.`, `Ng, A., & Oz, B. C.`, `Ng, Ada, and Bea Oz.`; none where it begins otherwise.
    """
    for end in _possible_ends(text):
        names, others = _without_others(text[:end])
        if people := people_in(names):
            return people, others, text[end:].lstrip(" .:")
    return (), False, text


def people_before(text: str) -> tuple[tuple[Person, ...], bool]:
    """The persons that this whole text names, else the body, and whether others follow."""
    names, others = _without_others(text)
    if people := people_in(names):
        return people, others
    name = text.strip(" .,")
    is_one_name = len(name.split()) <= _MOST_WORDS_OF_A_BODY and not _END_OF_BODY.search(name)
    return ((Person(name, is_body=True),) if name and is_one_name else ()), False


def leading_body(text: str) -> tuple[tuple[Person, ...], str]:
    """The institution that is named before a title, and the text behind it.

    Its words are capitalised, as those of few titles are; and where nothing comes behind it, what
    was read is a title.
    """
    stop = _END_OF_BODY.search(text)
    if not stop or not text[stop.end() :].strip(" .") or text.startswith(("“", '"', "‘", "'")):
        return (), text
    name = text[: stop.start()].strip()
    words = [word for word in re.split(r"[\s,/]+", name) if word not in _SMALL_WORDS]
    if 0 < len(words) <= _MOST_WORDS_OF_A_BODY and all(_is_capitalised(word) for word in words):
        return (Person(name, is_body=True),), text[stop.end() :].strip()
    return (), text


def people_before_quote(text: str) -> tuple[tuple[Person, ...], bool]:
    """The persons that this text before a title in quotes names, and whether others follow."""
    names, others = _without_others(text)
    return people_in(names) or _initials_before(names), others


def people_in(names: str) -> tuple[Person, ...]:
    """The persons of a list in which everything is a name; empty otherwise."""
    for split in (_initials_behind, _initials_behind_commas, _given_names_in_full):
        if people := split(names):
            return people
    return ()


def _possible_ends(text: str) -> Iterator[int]:
    """Where the authors may end: the longest list that still is one comes first."""
    yield from reversed([match.end() for match in _END.finditer(text)] + [len(text)])


def _without_others(text: str) -> tuple[str, bool]:
    names = text.strip()
    others = _ET_AL.search(names)
    return (names[: others.start()] if others else names).strip(" ,;.:"), others is not None


def _initials_behind(names: str) -> tuple[Person, ...]:
    """`Ng A, Oz BC Jr, and Po D`, as Vancouver and AMA write them."""
    found = [_FAMILY_THEN_INITIALS.fullmatch(n.strip()) for n in _JOINT.sub(", ", names).split(",")]
    people = [_person(match) for match in found if match]
    return tuple(people) if len(people) == len(found) else ()


def _initials_behind_commas(names: str) -> tuple[Person, ...]:
    """`Ng, A., Oz, B. C., & Po, D.`, as APA and Harvard write them."""
    joined = _JOINT.sub(", ", names.replace(";", ",")).replace(", ... ", ", ")
    people: list[Person] = []
    position = 0
    while position < len(joined):
        match = _FAMILY_COMMA_INITIALS.match(joined, position)
        if not match:
            return ()
        people.append(_person(match))
        position = match.end()
        while position < len(joined) and joined[position] in ",; ":
            position += 1
    return tuple(people)


def _given_names_in_full(names: str) -> tuple[Person, ...]:
    """`Ng, Ada`, and `Ng, Ada, Bea Oz, and Cy Po`, as MLA and Chicago write them."""
    first = _FAMILY_COMMA_GIVEN.match(names)
    if not first:
        return ()
    rest = [name for name in _JOINT.sub(", ", names[first.end() :]).split(", ") if name]
    others = [_GIVEN_FAMILY.fullmatch(name) for name in rest]
    people = [Person(match[2], match[1]) for match in others if match]
    return (Person(first[1], first[2]), *people) if len(people) == len(rest) else ()


def _initials_before(names: str) -> tuple[Person, ...]:
    """`A. Ng, B. C. Oz, and D. Po`, as IEEE writes them."""
    found = [_INITIALS_FAMILY.fullmatch(name) for name in _JOINT.sub(", ", names).split(", ")]
    people = [Person(match[2], _spaced(match[1])) for match in found if match]
    return tuple(people) if len(people) == len(found) else ()


def _person(match: re.Match[str]) -> Person:
    family = f"{match[1]} {match[3]}" if match[3] else match[1]
    return Person(family, _spaced(match[2]))


def _spaced(initials: str) -> str:
    """The initials `AB` as `A. B.`."""
    return " ".join(f"{letter}." for letter in re.findall(_LETTER, initials))


def _is_capitalised(word: str) -> bool:
    return word.lstrip("(")[:1].isupper()
