"""What a change is: one thing that differs between two states of a project."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

_DIGITS = re.compile(r"(\d+)")
_LONGEST_NUMBER = 20  # digits; a longer one is sorted as text


class What(StrEnum):
    """What has changed."""

    CLAIM = "claim"
    LINK = "link"
    SOURCE = "source"
    SETTING = "setting"


class Fate(StrEnum):
    """What has become of it."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Change(NamedTuple):
    """One thing that differs, from what to what; blank is nothing.

    `name` is the column, field or setting. A link that was added or removed has its stance in
    `after` or `before`. `claim_id` is that of today, for claims and links; `citekey` is there for
    links and sources.
    """

    what: What
    fate: Fate
    name: str = ""
    before: str = ""
    after: str = ""
    claim_id: str = ""
    citekey: str = ""


def natural(name: str) -> tuple[str, ...]:
    """A key to sort names by, in which C9 comes before C10."""
    parts = _DIGITS.split(name)
    return (*(part.rjust(_LONGEST_NUMBER, "0") if n % 2 else part for n, part in enumerate(parts)),)
