"""Whether each rationale stands in a stored copy of its source, word for word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from evtrack.model import CopyPart, Ledger, Link, Location, StoredCopy
from evtrack.phrases import quoted


class RationaleFate(StrEnum):
    """What became of a rationale that was looked for."""

    VERIFIED = "verified"
    ALTERED = "altered"
    NOT_FOUND = "not-found"
    UNCHECKED = "unchecked"


class RationaleCheck(NamedTuple):
    """What came of looking for a rationale in the stored copies of its source.

    `copy` tells where its words stand, or what comes nearest, from `part` to `last_part` of it;
    `words` are those that stand there, `likeness` (of 100) how much they are like it, and `changes`
    what is other in an altered one. `is_elsewhere` where the locator names another place, and
    `has_insertion` where words in brackets are not the copy's. `why` says why it is unchecked.
    """

    fate: RationaleFate
    copy: StoredCopy | None = None
    part: CopyPart | None = None
    words: str = ""
    why: str = ""
    last_part: CopyPart | None = None
    likeness: float = 0.0
    changes: str = ""
    is_elsewhere: bool = False
    has_insertion: bool = False

    @property
    def is_verified(self) -> bool:
        """Whether it stands there word for word."""
        return self.fate is RationaleFate.VERIFIED

    @property
    def page(self) -> str:
        """The page on which the words begin, as the file calls it; blank without pages."""
        return _page_of(self.part)

    @property
    def last_page(self) -> str:
        """The page on which they end."""
        return _page_of(self.last_part)

    @property
    def pages(self) -> str:
        """The page on which they stand, or both; blank without pages."""
        return "–".join(dict.fromkeys(filter(None, (self.page, self.last_page))))

    @property
    def section(self) -> str:
        """The heading under which they begin; blank where there is none."""
        return self.part.section if self.part else ""

    @property
    def copy_name(self) -> str:
        """How the copy is named in a sentence; blank without one."""
        if self.copy is None:
            return ""
        return f"the abstract in {self.copy.path}" if self.copy.is_abstract else self.copy.path

    @property
    def where(self) -> str:
        """The page or section alone."""
        if self.pages:
            return f"{'pages' if '–' in self.pages else 'page'} {self.pages}"
        return f"section {quoted(self.section)}" if self.section else ""


@lru_cache(maxsize=2)  # the judge, the rules and the report all ask; `diff` has two ledgers
def rationale_checks(ledger: Ledger) -> Mapping[Location, RationaleCheck]:
    """The check of every rationale, by the place of its link's row; in the order of the file."""
    quoting = [link for link in ledger.links if link.rationale]
    checks = dict(_checks(ledger, quoting))
    return {link.location: checks[link.location] for link in quoting}


def _checks(ledger: Ledger, links: list[Link]) -> Iterator[tuple[Location, RationaleCheck]]:
    """Source by source: so only one source's copies are held comparable at a time."""
    by_source = attrgetter("citekey")
    for citekey, of_source in groupby(sorted(links, key=by_source), by_source):
        copies = ledger.copies.of(citekey) if ledger.copies else ()
        if copies:
            from evtrack.quotations.checking import checks_of  # late: few sources have a copy

            yield from checks_of(list(of_source), copies, ledger.sources.get(citekey))
        else:
            check = RationaleCheck(RationaleFate.UNCHECKED, why=f"no stored copy of {citekey}")
            yield from ((link.location, check) for link in of_source)


def _page_of(part: CopyPart | None) -> str:
    return (part.label or str(part.page)) if part and part.page else ""
