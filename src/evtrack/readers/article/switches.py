"""Comments that switch sentences off and on: `<!-- evtrack: off -->`."""

from __future__ import annotations

import re
from bisect import bisect_right

_SWITCH = re.compile(r"<!--\s*+evtrack:\s*+(on|off)\s*+-->", re.IGNORECASE)


class Switches:
    """The switches of one article, added in whatever order."""

    def __init__(self) -> None:
        self._is_off_from: dict[int, bool] = {}
        self._places: list[int] = []

    def take(self, comment: str, place: int) -> None:
        """Switch from this place on, where the comment is a switch."""
        if switch := _SWITCH.fullmatch(comment):
            self._is_off_from[place] = switch[1].lower() == "off"
            self._places = []

    def is_off(self, place: int) -> bool:
        """Whether what stands at this place is switched off."""
        if not self._places:
            self._places = sorted(self._is_off_from)
        before = bisect_right(self._places, place)
        return before > 0 and self._is_off_from[self._places[before - 1]]
