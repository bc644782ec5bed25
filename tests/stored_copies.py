"""Stored copies and links that quote them, in one line each, without files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from evtrack.config import Config
from evtrack.model import CopyPart, Input, Ledger, Link, Location, Source, StoredCopy
from evtrack.quotations import RationaleCheck, rationale_checks
from evtrack.readers.claims import read_claims
from evtrack.words import Stance


class Copy(NamedTuple):
    """A stored copy as a test wants it."""

    parts: Sequence[CopyPart] = ()
    path: str = "sources/ng2020.txt"
    is_abstract: bool = False
    flaw: str = ""
    is_damaged: bool = False
    sha256: str = ""


def copy_of(*texts: str, **fields: str | bool) -> Copy:
    """A copy with a page for each text, or with the one text it has."""
    parts = tuple(CopyPart(text, page=n) for n, text in enumerate(texts, start=1))
    return Copy(parts if len(texts) > 1 else (CopyPart(texts[0]),), **fields)  # type: ignore[arg-type]


def abstract_of(text: str) -> Copy:
    return Copy((CopyPart(text),), "references.bib", is_abstract=True)


class _Copies(NamedTuple):
    copies: Sequence[StoredCopy]
    strays: Sequence[str] = ()

    def of(self, citekey: str) -> Sequence[StoredCopy]:
        return self.copies if citekey == "ng2020" else ()


def quoting(rationale: str, locator: str = "", citekey: str = "ng2020", line: int = 2) -> Link:
    place = Location("claims.csv", line)
    return Link("C1", citekey, Stance.SUPPORTS, place, locator=locator, rationale=rationale)


def ledger_with(links: Sequence[Link], copies: Sequence[StoredCopy], pages: str = "") -> Ledger:
    claims = Input("claims.csv", "claim_id,claim\nC1,A claim.\n")
    source = Source("ng2020", "article", {"pages": pages}, Location("references.bib"))
    return Ledger(
        Config(Path()),
        (),
        tuple(links),
        MappingProxyType({"ng2020": source}),
        (),
        (claims,),
        read_claims(claims),
        copies=_Copies(copies),
    )


def checked(
    rationale: str, *copies: StoredCopy | str, locator: str = "", pages: str = ""
) -> RationaleCheck:
    """The check of one rationale in these copies; a text is that of a copy without pages."""
    made = [copy_of(each) if isinstance(each, str) else each for each in copies]
    [check] = rationale_checks(
        ledger_with([quoting(rationale, locator)], made, pages=pages)
    ).values()
    return check
