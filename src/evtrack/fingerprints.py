"""What makes a finding the same one in another version of a project, wherever it stands by then."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from evtrack.model import Finding

_NUMBER = r"\d+(?:,\d{3})*"
_PLACES = re.compile(
    rf"\blines? {_NUMBER}(?:(?:, | and ){_NUMBER})*|(?<=\w):\d+(?::\d+)?\b", re.ASCII
)
_LENGTH = 32  # hexadecimal digits: 128 bits


class Identity(NamedTuple):
    """What stays of a finding when lines move.

    `message` is without the numbers of lines and columns; `occurrence` counts equal ones from 1,
    in the order of the file.
    """

    rule: str
    path: str
    subject: str
    message: str
    occurrence: int

    @property
    def fingerprint(self) -> str:
        """The same as 32 hexadecimal digits, the beginning of a SHA-256."""
        from hashlib import sha256  # late: it loads OpenSSL, and most formats print none

        text = "\0".join(map(str, self))
        return sha256(text.encode(errors="surrogatepass")).hexdigest()[:_LENGTH]


class Changes(NamedTuple):
    """How findings differ from those of an earlier revision, which `since` names."""

    since: str
    new: frozenset[Finding]
    mended: tuple[Finding, ...]


def identities(findings: Iterable[Finding]) -> list[Identity]:
    """The identity of each finding, in their order."""
    seen: Counter[tuple[str, str, str, str]] = Counter()
    found = []
    for rule, _, problem in findings:
        message = _PLACES.sub("", problem.message)
        what = (rule, problem.location.path, problem.subject, message)
        seen[what] += 1
        found.append(Identity(*what, seen[what]))
    return found


def changes(
    since: str, before: Sequence[Finding], now: Sequence[Finding], accepted: Sequence[Finding]
) -> Changes:
    """What is new, and what is mended: neither found nor accepted any more."""
    found, known = identities(now), identities(before)
    old, present = set(known), {*found, *identities(accepted)}
    return Changes(
        since,
        new=frozenset(f for f, identity in zip(now, found, strict=True) if identity not in old),
        mended=tuple(
            f for f, identity in zip(before, known, strict=True) if identity not in present
        ),
    )
