"""What one reference of a list says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from evtrack.model import Person


class Reference(NamedTuple):
    """A reference as the list gives it; a field is blank where the list does not say.

    `text` is its own words without the number before them. `others` is True where the authors end
    with "et al.". `label` is the year with the letter that tells apart works of one year
    ("2020a"). `container` is the journal, book or site. `pages` is a BibTeX range, its end in full,
    and `urldate` an ISO date. `doubts` name what was read but should be looked at.
    """

    text: str
    authors: tuple[Person, ...] = ()
    others: bool = False
    title: str = ""
    container: str = ""
    label: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    edition: str = ""
    publisher: str = ""
    address: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    url: str = ""
    urldate: str = ""
    is_chapter: bool = False
    doubts: tuple[str, ...] = ()

    def filled(self, fields: Mapping[str, str]) -> Reference:
        """The same with these fields too."""
        found: dict[str, Any] = dict(fields)
        return self._replace(**found)

    @property
    def year(self) -> str:
        """The year without its letter."""
        return self.label[:4]

    @property
    def is_article(self) -> bool:
        """Whether it has what articles in journals have."""
        return not (self.publisher or self.is_chapter) and bool(
            self.volume or (self.pages and self.container) or (self.doi and self.container)
        )
