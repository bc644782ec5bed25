"""The sources as the report lists them: what hangs on each, their order, and their designs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from evtrack.appraisal.withdrawal import Move, impacts_of_each
from evtrack.model import Ledger, Source, Verdict
from evtrack.render.reference import resolved
from evtrack.words import Design, RiskOfBias

Record = Mapping[str, Any]

NOT_JUDGED = "unknown"


def impacts(ledger: Ledger, verdicts: Mapping[str, Verdict]) -> dict[str, list[dict[str, str]]]:
    """By citekey, the claims that would stand elsewhere without the source, in their order.

    Each has `claim`, the support `from` which and `to` which it would move, and the same in words,
    which also tell what differs where the support stays. Of a source that is retracted they are
    what its retraction has done.
    """
    return {
        impact.sources[0]: [_changed(move) for move in impact.moved]
        for impact in impacts_of_each(ledger, verdicts)
    }


def _changed(move: Move) -> dict[str, str]:
    start, end = move.ends
    return {
        "claim": move.claim_id,
        "from": move.before.support.value,
        "to": move.after.support.value,
        "from_words": str(start),
        "to_words": str(end),
    }


def notices_of(source: Source) -> list[dict[str, str | None]]:
    """What a list of retractions says of a source, the newest last.

    Each has `kind`, `doi`, the `link` to it, and `date`; DOI and link may be blank, the date None.
    """
    return [
        {
            "kind": notice.kind.value,
            "doi": notice.doi,
            "link": resolved(notice.doi),
            "date": notice.day.isoformat() if notice.day else None,
        }
        for notice in source.notices
    ]


def copies_of(key: str, ledger: Ledger) -> list[dict[str, str | bool]]:
    """The stored copies of a source, unread: `path`, and whether it is only its `abstract`."""
    found = ledger.copies.of(key) if ledger.copies else ()
    return [{"path": copy.path, "abstract": copy.is_abstract} for copy in found]


def heaviest_first(sources: Iterable[Record]) -> list[Record]:
    """Sources of the document: those on which most verdicts hang, then those that count most."""
    return sorted(sources, key=_weight)


def _weight(source: Record) -> tuple[int, int, str]:
    counted = sum(link["counted"] for link in source["links"])
    return -hanging(source), -counted, source["citekey"]


def hanging(source: Record) -> int:
    """On how many claims the support, which is the verdict, would be another without the source."""
    return sum(move["from"] != move["to"] for move in source["impact"])


def designs(sources: Iterable[Record]) -> list[dict[str, Any]]:
    """How many sources of each design there are, syntheses first, and how they are judged.

    A row has `design` (None where none is given), `number`, `of_bias` (how many of each risk of
    bias, `unknown` for not judged) and `is_judged` (whether there is anything to judge).
    """
    grouped: dict[str | None, list[Record]] = {}
    for source in sources:
        grouped.setdefault(source["design"], []).append(source)
    rows = []
    for design in (*Design, None):
        if group := grouped.get(design):
            risks = Counter(source["riskofbias"] or NOT_JUDGED for source in group)
            given = len(group) - risks[NOT_JUDGED]
            rows.append(
                {
                    "design": design and design.value,
                    "number": len(group),
                    "of_bias": {risk: risks[risk] for risk in (*RiskOfBias, NOT_JUDGED)},
                    "is_judged": design is None or design.studies_participants or given > 0,
                }
            )
    return rows


def around_title(source: Record) -> tuple[str, str, str]:
    """A source's reference before its title, the title, and the rest."""
    reference, title = source["reference"], source["title"]
    end = "" if title.endswith((".", "?", "!")) else r"(?=$|[.?!]| \[Internet\])"
    found = re.search(rf"(?:^|(?<=[.?!] )){re.escape(title)}{end}", reference) if title else None
    if not found:
        return reference, "", ""
    return reference[: found.start()], found[0], reference[found.end() :]
