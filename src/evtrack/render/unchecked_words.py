"""What was left unchecked, counted and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from evtrack.phrases import counted

_COUNTED = {"rationale": "quotation", "retraction": "source"}
"""What is checked one by one, under the name that a reader knows it by."""

_QUOTATIONS = {
    "no stored copy": "without a stored copy of the source",
    "only the abstract": "beyond the abstract, which is all that is kept",
}
"""By how the reason begins; behind that it names the source."""

_WHY = {
    "dates": "dates, since no day was given",
    "anchors": "anchors, since there is no article",
    "coverage": "coverage, since there is no article",
    "retraction": "without a DOI or PMID to look up in the list of retractions",
}


def unchecked_in_words(unchecked: Iterable[Mapping[str, str]]) -> list[str]:
    """What was not checked and why, a phrase for all that is alike: `2 quotations without …`."""
    alike = Counter(
        (record["what"], _phrase(record["what"], record["why"])) for record in unchecked
    )
    return [
        f"{counted(number, _COUNTED[what])} {phrase}" if what in _COUNTED else phrase
        for (what, phrase), number in alike.items()
    ]


def _phrase(what: str, why: str) -> str:
    if what != "rationale":
        return _WHY[what]
    known = (said for start, said in _QUOTATIONS.items() if why.startswith(start))
    return next(known, "that could not be looked for")
