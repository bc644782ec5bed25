"""Lists of names as BibTeX reads them, to persons.

bibtexparser's functions split lists and names. Set right here, after `btxdoc` and "Tame the BeaST":
`and others` is no person, a name in braces as a whole is a body, two words of which the first is
in lower case are a particle and a family name, and a name that can't be split is kept whole.
"""

from __future__ import annotations

import re

from evtrack.model import Person

_STRAY_AND = re.compile(r"^(?:and(?: +|$))+|(?: +and)+$", re.IGNORECASE)


def read_names(text: str) -> tuple[tuple[Person, ...], bool]:
    """The persons of an `author` or `editor` field, and whether it ends with `and others`.

    The particle ("ter Kuile") and the suffix ("King Jr") go with the family name. Biblatex's
    extended names (`family=Horne, given=Marilyn`) are read too. LaTeX is kept. Nothing is raised.
    """
    names = names_in(text)
    others = bool(names) and names[-1].lower() == "others"
    return tuple(map(_person, names[:-1] if others else names)), others


def names_in(text: str) -> list[str]:
    """The names of such a field as they are written, the `others` of `and others` among them."""
    from bibtexparser.middlewares.names import split_multiple_persons_names  # late: it is slow

    names = (_STRAY_AND.sub("", name).strip() for name in split_multiple_persons_names(text))
    return [name for name in names if name]


def _person(name: str) -> Person:
    if is_body(name):
        return Person(name[1:-1].strip(), is_body=True)
    return _extended_person(name) or _split_person(name) or Person(name)


def is_body(name: str) -> bool:
    r"""Whether braces enclose all of it; those of a single letter such as `{\'E}` don't count."""
    if not name.startswith("{") or (name.startswith("{\\") and " " not in name):
        return False
    depth = 0
    for position, character in enumerate(name):
        depth += (character == "{") - (character == "}")
        if depth == 0:
            return position == len(name) - 1
    return False


def _extended_person(name: str) -> Person | None:
    """The person, where every part of the name is labelled."""
    parts = dict(_label_and_value(part) for part in name.split(","))
    if "family" not in parts or "" in parts:
        return None
    family = (parts.get(label, "") for label in ("prefix", "family", "suffix"))
    return Person(" ".join(filter(None, family)), parts.get("given", ""))


def _label_and_value(part: str) -> tuple[str, str]:
    label, equals, value = part.partition("=")
    return (label.strip().lower(), value.strip().strip('"')) if equals else ("", part)


def _split_person(name: str) -> Person | None:
    from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

    try:
        parts = parse_single_name_into_parts(name)
    except InvalidNameError:
        return None
    given, family = parts.first, [*parts.von, *parts.last, *parts.jr]
    if not parts.last:
        return None
    if "," not in name and len(given) == 1 and not parts.von and given[0][0].islower():
        given, family = [], [*given, *family]
    return Person(" ".join(family), " ".join(given))
