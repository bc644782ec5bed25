"""Claims files as texts, and what was read of them in short."""

from __future__ import annotations

import csv
import io

from evtrack.model import Input, Link, Unread
from evtrack.readers.claims import ClaimsFile, read_claims

LINKS = "claim_id,claim,citekey,stance\n"


def read(text: str) -> ClaimsFile:
    return read_claims(Input("claims.csv", text))


def link_with(**cells: str) -> ClaimsFile:
    """One claim with one link, which has these cells too."""
    row = {"claim_id": "C1", "claim": "Tea.", "citekey": "ng2020", "stance": "supports", **cells}
    stream = io.StringIO()
    csv.writer(stream).writerows([row.keys(), row.values()])
    return read(stream.getvalue())


def only_link(file: ClaimsFile) -> Link:
    (link,) = file.links
    return link


def problems(file: ClaimsFile) -> list[str]:
    """`rule line:column` of all that was not read."""
    return [f"{u.rule} {u.problem.location.line}:{u.problem.location.column}" for u in file.unread]


def only_problem(file: ClaimsFile) -> Unread:
    (unread,) = file.unread
    return unread


def texts(file: ClaimsFile) -> dict[str, str]:
    return {claim.id: claim.text for claim in file.claims}


def pairs(file: ClaimsFile) -> list[tuple[str, str]]:
    return [(link.claim_id, link.citekey) for link in file.links]
