"""BibTeX and BibLaTeX files to sources, each read when it is first asked for.

An index of where every entry is, made in one pass (`index`), costs little; reading an entry's
fields (`entries`, `inherit`, `names`) costs what it costs, for the entries that are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from evtrack.model import Input, Location, Problem, Source, Unread
from evtrack.readers.appraisal_fields import read_appraisal
from evtrack.readers.bibliography.index import BlockInFile, index_blocks
from evtrack.readers.bibliography.macros import Macros
from evtrack.readers.bibliography.strings import define_string
from evtrack.readers.notices import status_after
from evtrack.readers.places import Places

if TYPE_CHECKING:
    from evtrack.readers.bibliography.entries import Record
    from evtrack.readers.retractions import Notices

# The rules that report a field, or what should be in it, as lost.
_LOSSES = {"unreadable-entry", "swallowed-field", "undefined-string", "broken-crossref"}


def read_bibliography(inputs: Sequence[Input], notices: Notices | None = None) -> Bibliography:
    """The sources of these files, in their order; a @string in one holds in those after it too.

    What `notices` has on a source becomes part of it.

    Nothing is raised: what can't be read is in the `unread` of the bibliography or of a source.
    """
    return Bibliography(inputs, notices)


class Bibliography(Mapping[str, Source]):
    """Sources by citekey, in the order of the files; an entry is read when first asked for.

    `unread` holds what is wrong with the structure, whichever entries are asked for: blocks that
    never close, entries without a key, keys that come twice (the first counts), @strings that can't
    be used. What is wrong with an entry's fields, or with what it inherits, is in its own `unread`.
    """

    def __init__(self, inputs: Sequence[Input], notices: Notices | None = None) -> None:
        self._notices = notices
        self._blocks: dict[str, BlockInFile] = {}
        self._macros = Macros()
        self._records: dict[str, Record] = {}
        self._sources: dict[str, Source] = {}
        self._broken: set[str] = set()
        self.unread = tuple(
            unread
            for number, file in enumerate(inputs)
            for unread in self._index(Places(file), number)
        ) + tuple(self._keys_alike())

    def __getitem__(self, key: str) -> Source:
        source = self._sources.get(key)
        if source is None:
            source = self._sources[key] = self._read(key)
        return source

    def __contains__(self, key: object) -> bool:
        return key in self._blocks

    def __iter__(self) -> Iterator[str]:
        return iter(self._blocks)

    def __len__(self) -> int:
        return len(self._blocks)

    def location(self, key: str) -> Location:
        """Where an entry is, from its `@` to the end of its key; raises KeyError for no entry."""
        return self._blocks[key].location

    def _index(self, places: Places, number: int) -> Iterator[Unread]:
        index = index_blocks(places.text)
        for key, flaw in index.flaws:
            location = places.locate(flaw.start, flaw.end)
            self._broken.add(key)
            yield Unread("unreadable-entry", Problem(flaw.message, location, key, flaw.help))
        for block in index.strings:
            yield from define_string(BlockInFile(block, places, number), self._macros)
        for block in index.entries:
            source = BlockInFile(block, places, number)
            if self._blocks.setdefault(block.key, source) is not source:
                yield self._duplicate(block.key, source.location)

    def _duplicate(self, key: str, location: Location) -> Unread:
        first = self.location(key)
        message = f"the key `{key}` is taken already, at {first}, and only the first entry counts"
        help_ = "Rename one of them, or delete it."
        return Unread("duplicate-key", Problem(message, location, key, help_))

    def _keys_alike(self) -> Iterator[Unread]:
        first: dict[str, str] = {}
        for key in self._blocks:
            other = first.setdefault(key.lower(), key)
            if other != key:
                message = (
                    f"the key `{key}` differs from `{other}`, at {self.location(other)}, only in "
                    "capital letters, and BibTeX takes the two for one"
                )
                help_ = "Rename one of them."
                yield Unread("duplicate-key", Problem(message, self.location(key), key, help_))

    def _record(self, key: str) -> Record | None:
        """An entry's own fields, without those that it inherits."""
        from evtrack.readers.bibliography.entries import read_entry  # late: bibtexparser is slow

        if key not in self._records and key in self._blocks:
            self._records[key] = read_entry(self._blocks[key], self._macros)
        return self._records.get(key)

    def _read(self, key: str) -> Source:
        from evtrack.readers.bibliography.inherit import with_inherited
        from evtrack.readers.bibliography.names import read_names

        own = self._record(key)
        if own is None:
            raise KeyError(key)
        record = with_inherited(own, self._record)
        authors, others = read_names(record.fields.get("author", ""))
        appraisal, misread = read_appraisal(key, record.fields, record.places, record.location)
        notices, lost_notices = self._notices.on(key, record.fields) if self._notices else ((), ())
        lost = {unread.rule for unread in record.unread} & _LOSSES
        return Source(
            key=key,
            type=record.type,
            fields=record.fields,
            location=record.location,
            places=record.places,
            authors=authors,
            others=others,
            appraisal=appraisal._replace(status=status_after(appraisal.status, notices)),
            notices=notices,
            unread=(*record.unread, *misread, *lost_notices),
            span=self._blocks[key].span,
            is_whole=not lost and key not in self._broken,
        )
