"""What an entry takes from others: `xdata` and `crossref`.

The rules are biber's, which contain BibTeX's: an entry gets the fields that it lacks; a parent may
itself have parents; of a whole work and a part of it, the whole's `title` becomes the part's
`booktitle` (or `maintitle`, `journaltitle`) and never its `title` (biblatex manual, appendix
"Default Inheritance Setup"). Three things differ. An entry's own field always wins over `xdata`.
BibTeX's custom of a `@book` with parts that are `@incollection` or `@inproceedings` is taken for
whole and part as well. And evtrack's appraisal fields, which judge one work, don't pass to parts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from evtrack.model import Location, Problem, Unread
from evtrack.readers.appraisal_fields import APPRAISAL_FIELDS
from evtrack.readers.bibliography.entries import Record

MOST_ANCESTORS = 32  # over all generations; real entries have one or two

_NOT_INHERITED = {
    *("crossref", "xref", "xdata", "ids", "entryset", "entrysubtype", "execute", "label"),
    *("options", "presort", "related", "relatedoptions", "relatedstring", "relatedtype"),
    *("shorthand", "shorthandintro", "sortkey"),
    *APPRAISAL_FIELDS,
}
_NOT_INHERITED_BY_PARTS = {"shorttitle", "sorttitle", "indextitle", "indexsorttitle"}
_TITLES = ("title", "subtitle", "titleaddon")
_DATES = {"date", "year", "month", "day"}

_SERIES = {"mvbook", "mvcollection", "mvreference", "mvproceedings"}
_WHOLES = {"book", "collection", "reference", "proceedings"}
_BOOK_PARTS = {"inbook", "bookinbook", "suppbook"}
_PARTS = _BOOK_PARTS | {
    *("incollection", "inreference", "suppcollection", "inproceedings", "conference"),
}


def with_inherited(record: Record, find: Callable[[str], Record | None]) -> Record:
    """The record with what its parents give it; `find` gives an entry's own record by its key.

    Parents that don't exist, or lead back to their child, are in `unread` as `broken-crossref`, and
    so is whatever is wrong with those that do.
    """
    if not {"crossref", "xdata"} & record.fields.keys():
        return record
    return _Heritage(find).complete(record, ())


class _Heritage:
    """The ancestors of one entry, each completed once."""

    def __init__(self, find: Callable[[str], Record | None]) -> None:
        self._find = find
        self._completed: dict[str, Record] = {}

    def complete(self, record: Record, below: tuple[str, ...]) -> Record:
        """The record with its inherited fields; `below` are the keys that lead to it."""
        path = (*below, record.key)
        fields, places = dict(record.fields), dict(record.places)
        unread = list(record.unread)
        for relation in ("xdata", "crossref"):
            for name in _names(relation, fields.get(relation, "")):
                parent = self._ancestor(name, relation, path)
                if isinstance(parent, str):
                    unread.append(_broken(record.key, parent, places[relation]))
                    continue
                unread += parent.unread
                for source, target in _legacy(relation, record.type, parent, fields.keys()):
                    if target not in fields:
                        fields[target] = parent.fields[source]
                        places[target] = parent.places[source]
        return record._replace(fields=fields, places=places, unread=tuple(dict.fromkeys(unread)))

    def _ancestor(self, name: str, relation: str, path: tuple[str, ...]) -> Record | str:
        """The parent of this name, complete, or what is wrong with it."""
        if name == path[-1]:
            return "itself"
        if name in path:
            return f"`{name}`, which takes its own fields from it"
        if name in self._completed:
            return self._completed[name]
        record = self._find(name)
        if record is None:
            return f"`{name}`, which is not in the library"
        if relation == "xdata" and record.type != "xdata":
            return f"`{name}`, which is an @{record.type} and no @xdata"
        if len(self._completed) + len(path) > MOST_ANCESTORS:
            return f"`{name}`, and has more than {MOST_ANCESTORS} ancestors already"
        completed = self.complete(record, path)
        self._completed[name] = completed
        return completed


def _broken(key: str, wrong: str, location: Location) -> Unread:
    message = f"`{key}` takes fields from {wrong}"
    help_ = "Name another entry of the library there, in the same capital letters, or none."
    return Unread("broken-crossref", Problem(message, location, key, help_))


def _names(relation: str, value: str) -> Iterator[str]:
    """The keys in such a field; of several the last first, which has precedence in biber."""
    names = value.split(",") if relation == "xdata" else [value]
    return (name.strip() for name in dict.fromkeys(reversed(names)) if name.strip())


def _legacy(
    relation: str, heir_type: str, parent: Record, present: Collection[str]
) -> list[tuple[str, str]]:
    """Which of the parent's fields pass, each with its name in the heir, in order of precedence."""
    if relation == "xdata":
        return [(name, name) for name in parent.fields if name not in ("ids", "xdata")]
    kept_back = set(_NOT_INHERITED)
    if _DATES & set(present):
        kept_back |= _DATES
    prefix = _title_prefix(parent.type, heir_type)
    if prefix:
        kept_back |= {*_TITLES, *_NOT_INHERITED_BY_PARTS}
    legacy = [(name, name) for name in parent.fields if name not in kept_back]
    if prefix:
        legacy += [(name, prefix + name) for name in _TITLES if name in parent.fields]
    if heir_type in _BOOK_PARTS and parent.type in ("book", "mvbook") and "author" in parent.fields:
        legacy.append(("author", "bookauthor"))
    return legacy


def _title_prefix(parent_type: str, heir_type: str) -> str:
    if parent_type in _SERIES and heir_type in _WHOLES | _PARTS:
        return "main"
    if parent_type in _WHOLES and heir_type in _PARTS:
        return "book"
    if parent_type == "periodical" and heir_type in ("article", "suppperiodical"):
        return "journal"
    return ""
