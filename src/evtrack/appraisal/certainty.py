"""The certainty of one link: clamp(start - downgrades + upgrades, 1, 4).

Domains and steps follow GRADE (Schünemann et al., J Clin Epidemiol 2019;111:105-114) and, where no
pooled estimate exists, Murad et al., Evid Based Med 2017;22:85.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple, Self

from evtrack.appraisal.start import StartTable, in_words, row_of, start_table
from evtrack.config import Config, Thresholds
from evtrack.model import Appraisal, Backing, Evidence, Link, Source, Step
from evtrack.words import (
    Certainty,
    Directness,
    Downgrade,
    Flag,
    Question,
    RiskOfBias,
    Stance,
    Status,
)


class Criteria(NamedTuple):
    """The numbers by which a project judges. Without `today`, nothing is stale."""

    start: StartTable
    thresholds: Thresholds
    max_age: timedelta
    today: date | None

    @classmethod
    def of(cls, config: Config, today: date | None = None) -> Self:
        """The criteria that a config sets."""
        return cls(
            start_table(config.start), config.thresholds, timedelta(days=config.max_age), today
        )


def weigh(
    link: Link,
    source: Source | None,
    question: Question,
    criteria: Criteria,
    backing: Backing | None = None,
) -> Evidence:
    """What one link comes to, with each step of the arithmetic.

    Without `backing`, its row alone tells when its source was last read.
    """
    reason = _why_not_eligible(link, source)
    if source is None or reason:
        return Evidence(link, source, reasons=(reason,))
    start, start_reason = _start(source.appraisal, question, criteria)
    lowered = tuple(_downgrades(link, source.appraisal, start, criteria))
    steps = lowered + tuple(_upgrades(link, source.appraisal, start, lowered))
    total = start + sum(step.change for step in steps)
    certainty = Certainty(min(max(total, Certainty.VERY_LOW), Certainty.HIGH))
    return Evidence(
        link,
        source,
        reasons=(
            f"starts at {start:d}: {start_reason}",
            *(_in_words(step) for step in steps),
            _sum(start, steps, total, certainty),
        ),
        start=start,
        certainty=certainty,
        steps=steps,
        flags=frozenset(
            _flags(link, source.appraisal, start, criteria, backing or Backing(link.checked))
        ),
    )


def _why_not_eligible(link: Link, source: Source | None) -> str:
    if source is None:
        return "not counted: is not in the references"
    if link.stance is None:
        return "not counted: has no stance that could be read"
    if link.stance is Stance.MENTIONS:
        return "not counted: only mentions the claim"
    if source.appraisal.status is Status.RETRACTED:
        return "not counted: is retracted"
    return ""


def _start(appraisal: Appraisal, question: Question, criteria: Criteria) -> tuple[Certainty, str]:
    if appraisal.certainty:
        return appraisal.certainty, "the source's own published rating"
    row = row_of(appraisal, question)
    return criteria.start[question][row], f"{in_words(row)}, for a question of {question}"


def _downgrades(
    link: Link, appraisal: Appraisal, start: Certainty, criteria: Criteria
) -> Iterator[Step]:
    derived = _derived_downgrades(link, appraisal, start, criteria)
    for domain in Downgrade:
        if domain in link.downgrades:
            steps = link.downgrades[domain]
            yield Step(f"{_spaced(domain)}, as the link's downgrade says", -steps)
        elif domain in derived:
            yield derived[domain]


def _derived_downgrades(
    link: Link, appraisal: Appraisal, start: Certainty, criteria: Criteria
) -> Mapping[Downgrade, Step]:
    derived = {}
    if link.directness is Directness.INDIRECT:
        derived[Downgrade.INDIRECTNESS] = Step("indirect", -1)
    if appraisal.certainty:
        return derived
    if appraisal.risk_of_bias in (RiskOfBias.SOME, RiskOfBias.HIGH):
        steps = 2 if appraisal.risk_of_bias is RiskOfBias.HIGH else 1
        derived[Downgrade.RISK_OF_BIAS] = Step(f"{appraisal.risk_of_bias} risk of bias", -steps)
    size, enough = appraisal.sample_size, criteria.thresholds.participants
    if _size_matters(appraisal, start) and size is not None and size < enough:
        derived[Downgrade.IMPRECISION] = Step(
            f"imprecision: {size:,} participants, fewer than {enough:,}", -1
        )
    if appraisal.preprint:
        derived[Downgrade.PREPRINT] = Step("preprint: not peer-reviewed", -1)
    return derived


def _size_matters(appraisal: Appraisal, start: Certainty) -> bool:
    return (
        appraisal.design is not None
        and appraisal.design.studies_participants
        and appraisal.certainty is None
        and start > Certainty.VERY_LOW
    )


def _upgrades(
    link: Link, appraisal: Appraisal, start: Certainty, lowered: tuple[Step, ...]
) -> Iterator[Step]:
    if appraisal.certainty:
        obstacle = "the published rating stands"
    elif start == Certainty.HIGH:
        obstacle = "it starts at the top"
    elif any(step.change for step in lowered):
        obstacle = "something was downgraded"
    else:
        obstacle = ""
    for domain, steps in link.upgrades.items():
        if obstacle:
            yield Step(f"{_spaced(domain)} adds nothing: {obstacle}", 0)
        else:
            yield Step(f"{_spaced(domain)}, as the link's upgrade says", steps)


def _flags(
    link: Link, appraisal: Appraisal, start: Certainty, criteria: Criteria, backing: Backing
) -> Iterator[Flag]:
    if _is_unappraised(appraisal):
        yield Flag.UNAPPRAISED
    if _size_matters(appraisal, start) and appraisal.sample_size is None:
        yield Flag.SIZE_UNKNOWN
    checked = backing.checked
    if checked and criteria.today and criteria.today - checked > criteria.max_age:
        yield Flag.STALE
    if appraisal.status is Status.CONCERN:
        yield Flag.CONCERN
    if link.rationale and not backing.is_verified:
        yield Flag.UNVERIFIED_RATIONALE


def _is_unappraised(appraisal: Appraisal) -> bool:
    if appraisal.design is None:
        return True
    if appraisal.certainty:
        return False
    return (appraisal.design.studies_participants and appraisal.risk_of_bias is None) or (
        appraisal.design.pools_studies and appraisal.synthesis_of is None
    )


def _spaced(word: str) -> str:
    return word.replace("-", " ")


def _in_words(step: Step) -> str:
    return f"{signed(step.change)}: {step.reason}"


def signed(change: int) -> str:
    """A step as it is printed: `+1`, `−2`, `±0`."""
    return f"{'+' if change > 0 else '−' if change < 0 else '±'}{abs(change)}"


def _sum(start: Certainty, steps: tuple[Step, ...], total: int, certainty: Certainty) -> str:
    if not any(step.change for step in steps):
        return f"certainty {certainty:d}: {certainty}"
    terms = " ".join(
        f"{'+' if step.change > 0 else '−'} {abs(step.change)}" for step in steps if step.change
    )
    shown = str(total).replace("-", "−")
    held = f", held to {certainty:d}" if total != certainty else ""
    return f"{start:d} {terms} = {shown}{held}: {certainty}"
