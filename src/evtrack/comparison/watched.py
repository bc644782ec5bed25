"""What is compared of claims, links, sources and settings, and how each value is shown.

Free notes are left out, and so is whatever says nothing of the evidence, such as the order of rows.
Of a source it is what reviews watch, and what a list of retractions says of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from evtrack.appraisal.start import start_table
from evtrack.config import Config
from evtrack.model import Claim, Link, Source
from evtrack.readers.latex import to_unicode
from evtrack.readers.notices import notices_in_force
from evtrack.reviews.parts import RECORD, RecordPart
from evtrack.rules import RULES
from evtrack.wording.comparable import comparable_words
from evtrack.words import steps_text

Record = TypeVar("Record")
"""A claim, a link or a source."""


class Watched(NamedTuple, Generic[Record]):
    """A value of a record by the name that users know, and how it is shown; blank for nothing.

    `field` is the attribute that the judge reads it from (of a source, in its appraisal), blank
    where no support depends on it.
    """

    name: str
    shown: Callable[[Record], str]
    field: str = ""


CLAIM_COLUMNS: tuple[Watched[Claim], ...] = (
    Watched("claim", lambda claim: comparable_words(claim.text)),
    Watched("question", lambda claim: claim.question, "question"),
    Watched("stated", lambda claim: claim.stated),
    Watched("anchor", lambda claim: comparable_words(claim.anchor)),
)

LINK_COLUMNS: tuple[Watched[Link], ...] = (
    Watched("stance", lambda link: link.stance or "", "stance"),
    Watched("directness", lambda link: link.directness, "directness"),
    Watched("downgrade", lambda link: steps_text(link.downgrades), "downgrades"),
    Watched("upgrade", lambda link: steps_text(link.upgrades), "upgrades"),
    Watched("explained", lambda link: comparable_words(link.explained), "explained"),
    Watched("locator", lambda link: comparable_words(link.locator)),
    Watched("rationale", lambda link: comparable_words(link.rationale)),
    Watched("checked", lambda link: link.checked.isoformat() if link.checked else ""),
    Watched("checked_by", lambda link: link.checked_by),
)

STATUS, NOTICE = "status", "notice"
"""What an entry says of itself, and what a list of retractions says of it."""

_JUDGED = {
    "design": "design",
    "samplesize": "sample_size",
    "riskofbias": "risk_of_bias",
    "study": "study",
    "includes": "includes",
    "synthesisof": "synthesis_of",
    "certainty": "certainty",
    STATUS: "status",
}


def _of_record(part: RecordPart) -> Watched[Source]:
    def text(source: Source) -> str:
        return comparable_words(to_unicode(part.value(source)))

    return Watched(part.name, text if part.is_text else part.value, _JUDGED.get(part.name, ""))


def _notices(source: Source) -> str:
    """Those in force, without their places in the list, which move with every new one."""
    return "; ".join(
        ", ".join(filter(None, (notice.kind, str(notice.day or ""), notice.doi)))
        for notice in notices_in_force(source.notices).values()
    )


SOURCE_FIELDS: tuple[Watched[Source], ...] = (
    *map(_of_record, RECORD),
    Watched(NOTICE, _notices, "status"),
    Watched("preprint", lambda source: "yes" if source.appraisal.preprint else "no", "preprint"),
)

THRESHOLDS = "thresholds."
START = "start."


def settings_of(config: Config) -> Mapping[str, str]:
    """The settings in force that change a verdict or a finding, by their names in the config.

    What is accepted is told with the findings.
    """
    return dict(_settings(config))


def _settings(config: Config) -> Iterator[tuple[str, str]]:
    for question, rows in start_table(config.start).items():
        for row, level in rows.items():
            yield f"{START}{question}.{row}", f"{level:d}"
    for name, number in config.thresholds._asdict().items():
        yield f"{THRESHOLDS}{name.replace('_', '-')}", str(number)
    yield "max-age", str(config.max_age)
    yield "own-names", ", ".join(config.own_names)
    yield "retractions", config.retractions or ""
    yield "min-coverage", _number(config.min_coverage)
    yield "min-supported", _number(config.min_supported)
    yield "leave-out", ", ".join(pattern.pattern for pattern in config.leave_out)
    yield "fail-on", config.fail_on
    for rule in RULES:
        yield f"rules.{rule.name}", rule.severity_in(config.rules) or "off"


def _number(number: float | None) -> str:
    return "" if number is None else f"{number:g}"
