"""The controlled words of claims.csv, references.bib and the verdicts, each in one place."""

from collections.abc import Mapping
from enum import IntEnum, StrEnum


def normal(word: str) -> str:
    """A controlled word as evtrack writes it: `Risk of_bias` is risk-of-bias."""
    return "-".join(word.lower().replace("_", " ").split())


class Stance(StrEnum):
    """What a source says of a claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    MIXED = "mixed"
    MENTIONS = "mentions"


class Question(StrEnum):
    """What kind of claim it is; with the design it decides where certainty starts."""

    BENEFIT = "benefit"
    HARM = "harm"
    CAUSE = "cause"
    DIAGNOSIS = "diagnosis"
    PROGNOSIS = "prognosis"
    FREQUENCY = "frequency"
    DEFINITION = "definition"
    MECHANISM = "mechanism"


class Stated(StrEnum):
    """How sure the article is of a claim."""

    FIRM = "firm"
    HEDGED = "hedged"
    MIXED = "mixed"
    OPEN = "open"


class Directness(StrEnum):
    """Whether a source is about the claim's own population, intervention and outcome."""

    DIRECT = "direct"
    INDIRECT = "indirect"


class Design(StrEnum):
    """The study design of a source."""

    SYSTEMATIC_REVIEW = "systematic-review"
    META_ANALYSIS = "meta-analysis"
    GUIDELINE = "guideline"
    RCT = "rct"
    N_OF_1 = "n-of-1"
    DIAGNOSTIC_ACCURACY = "diagnostic-accuracy"
    NONRANDOMIZED_TRIAL = "nonrandomized-trial"
    COHORT = "cohort"
    CROSS_SECTIONAL = "cross-sectional"
    CASE_CONTROL = "case-control"
    BEFORE_AFTER = "before-after"
    CASE_SERIES = "case-series"
    CASE_REPORT = "case-report"
    ANIMAL = "animal"
    IN_VITRO = "in-vitro"
    REFERENCE_WORK = "reference-work"
    NARRATIVE_REVIEW = "narrative-review"
    EXPERT_OPINION = "expert-opinion"
    NEWS = "news"
    OTHER = "other"

    @property
    def pools_studies(self) -> bool:
        """Whether it is a systematic review or a meta-analysis."""
        return self in _POOLING

    @property
    def is_synthesis(self) -> bool:
        """Whether the ladder counts it as a synthesis."""
        return self in _SYNTHESES

    @property
    def studies_participants(self) -> bool:
        """Whether it has a sample size and a risk of bias to be appraised."""
        return self in _STUDIES_OF_PARTICIPANTS


_POOLING = frozenset({Design.SYSTEMATIC_REVIEW, Design.META_ANALYSIS})
_SYNTHESES = _POOLING | {Design.GUIDELINE}
_STUDIES_OF_PARTICIPANTS = frozenset(Design) - {
    Design.GUIDELINE,
    Design.ANIMAL,
    Design.IN_VITRO,
    Design.REFERENCE_WORK,
    Design.NARRATIVE_REVIEW,
    Design.EXPERT_OPINION,
    Design.NEWS,
    Design.OTHER,
}


class SynthesisOf(StrEnum):
    """What kind of studies a synthesis pools."""

    RCT = "rct"
    OBSERVATIONAL = "observational"


class RiskOfBias(StrEnum):
    """The overall risk of bias of a source."""

    LOW = "low"
    SOME = "some"
    HIGH = "high"


class Status(StrEnum):
    """What has happened to a source since it was published."""

    RETRACTED = "retracted"
    CONCERN = "concern"
    CORRECTED = "corrected"
    SUPERSEDED = "superseded"


class NoticeKind(StrEnum):
    """What a journal's notice about a source says, as Retraction Watch divides them."""

    RETRACTION = "retraction"
    CONCERN = "concern"
    CORRECTION = "correction"
    REINSTATEMENT = "reinstatement"


class Downgrade(StrEnum):
    """A domain that can lower certainty: the five of GRADE, and having had no peer review."""

    RISK_OF_BIAS = "risk-of-bias"
    INCONSISTENCY = "inconsistency"
    INDIRECTNESS = "indirectness"
    IMPRECISION = "imprecision"
    PUBLICATION_BIAS = "publication-bias"
    PREPRINT = "preprint"


class Upgrade(StrEnum):
    """A domain that can raise certainty."""

    LARGE_EFFECT = "large-effect"
    DOSE_RESPONSE = "dose-response"
    CONFOUNDING = "confounding"


def steps_text(domains: Mapping[Downgrade, int] | Mapping[Upgrade, int]) -> str:
    """Domains with their steps, as a cell has them: `imprecision; risk-of-bias:2`."""
    told = (name if steps == 1 else f"{name}:{steps}" for name, steps in domains.items())
    return "; ".join(sorted(told))


class Certainty(IntEnum):
    """How far one link can be relied on, 1 to 4."""

    VERY_LOW = 1
    LOW = 2
    MODERATE = 3
    HIGH = 4

    @property
    def word(self) -> str:
        """The word, as in `very-low`."""
        return self.name.lower().replace("_", "-")

    def __str__(self) -> str:
        return f"{'⊕' * self}{'○' * (4 - self)} {self.word.replace('-', ' ')}"


class Level(StrEnum):
    """A rung of the ladder: how well the units of one side carry it."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"


class Support(StrEnum):
    """The verdict on a claim."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"
    MIXED = "mixed"
    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"

    @property
    def rank(self) -> int:
        """0 for the best; a claim that its sources contradict is worse off than one without any."""
        return _FROM_BEST_TO_WORST.index(self)


_FROM_BEST_TO_WORST = (
    Support.STRONG,
    Support.MODERATE,
    Support.WEAK,
    Support.MIXED,
    Support.UNSUPPORTED,
    Support.CONTRADICTED,
)


class Calibration(StrEnum):
    """How the article's wording sits with the verdict."""

    CALIBRATED = "calibrated"
    OVERSTATED = "overstated"
    UNDERSTATED = "understated"


class Flag(StrEnum):
    """A caution beside a verdict, which it never changes."""

    SINGLE_SOURCE = "single-source"
    UNAPPRAISED = "unappraised"
    SIZE_UNKNOWN = "size-unknown"
    STALE = "stale"
    PREPRINT_ONLY = "preprint-only"
    CONCERN = "concern"
    UNVERIFIED_RATIONALE = "unverified-rationale"
    SAME_AUTHOR = "same-author"


class Severity(StrEnum):
    """How bad a finding is, the worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


class CheckFormat(StrEnum):
    """How `check` shows its findings."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    GITLAB = "gitlab"
    JUNIT = "junit"
    MARKDOWN = "markdown"


class CoverageFormat(StrEnum):
    """How `coverage` shows what it measures."""

    TEXT = "text"
    JSON = "json"


class ImpactFormat(StrEnum):
    """How `impact` shows what hangs on sources."""

    TEXT = "text"
    JSON = "json"


class ReviewFormat(StrEnum):
    """How `review` shows where the reviews stand."""

    TEXT = "text"
    JSON = "json"


class DiffFormat(StrEnum):
    """How `diff` shows what has changed."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


class ReportFormat(StrEnum):
    """What `report` writes; each is also the ending of its file."""

    HTML = "html"
    MARKDOWN = "md"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"

    @property
    def is_for_all(self) -> bool:
        """Whether `report` writes it unasked."""
        return self is not ReportFormat.XLSX
