"""Whether the sources have been appraised, and whether their `design` can be true."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from evtrack.doi import doi_of
from evtrack.model import Problem, Source
from evtrack.phrases import quoted
from evtrack.plain import plain_words
from evtrack.rules.fields import JOURNALS, WEB_TYPES, about
from evtrack.rules.rule import Context
from evtrack.words import Design, Flag


def unappraised_source(context: Context) -> Iterator[Problem]:
    """A source that counts for or against a claim and has not been appraised in full.

    Why it matters: without a design its certainty starts at the lowest level, and without a risk
    of bias nothing is taken off for it.

    Example: an `@article` without `design`, or a `cohort` without `riskofbias`.

    What to do: add `design` and, for a study, `riskofbias`; for a synthesis `synthesisof` too.
    """
    unappraised = {
        evidence.link.citekey: evidence.source
        for verdict in context.verdicts.values()
        for evidence in verdict.evidence
        if evidence.source and Flag.UNAPPRAISED in evidence.flags
    }
    for key, source in sorted(unappraised.items()):
        appraisal = source.appraisal
        lacking = [
            f"`{name}`"
            for name, absent in (
                ("design", appraisal.design is None),
                (
                    "riskofbias",
                    appraisal.design
                    and appraisal.design.studies_participants
                    and appraisal.risk_of_bias is None,
                ),
                (
                    "synthesisof",
                    appraisal.design
                    and appraisal.design.pools_studies
                    and appraisal.synthesis_of is None,
                ),
            )
            if absent and not source.fields.get(name)  # what is there and unreadable is told apart
        ]
        if lacking:
            message = f"{key} counts as evidence, and its entry lacks {' and '.join(lacking)}"
            yield about(source, message, "Appraise the source and add what is lacking.")


_BOOKS = {"book", "mvbook", "inbook", "bookinbook", "suppbook", "booklet"}
_REFERENCE_WORKS = {"reference", "mvreference", "inreference", "manual"}
_OTHER_MEDIA = {
    *("video", "movie", "audio", "music", "artwork", "image", "software", "performance"),
    *("legislation", "jurisdiction", "legal", "commentary", "patent", "standard"),
}
_STUDIES = {design for design in Design if design.studies_participants}
_STUDIES |= {Design.ANIMAL, Design.IN_VITRO}
_PRIMARY_STUDIES = {design for design in _STUDIES if not design.pools_studies}
_IMPOSSIBLE = {
    **dict.fromkeys(WEB_TYPES, _STUDIES),
    **dict.fromkeys(_BOOKS, _PRIMARY_STUDIES | {Design.NEWS}),
    **dict.fromkeys(_REFERENCE_WORKS, _PRIMARY_STUDIES | {Design.NEWS}),
    **dict.fromkeys(_OTHER_MEDIA, _STUDIES),
}

# A study may be published on the web by a journal, a preprint server or a registry, and as a
# numbered report of a body that commissioned it.
_OF_PUBLISHED_STUDIES = (
    *(*JOURNALS, "series", "eprint", "pmid", "pmcid", "pmc", "issn", "booktitle", "number"),
)
_HOSTS_OF_STUDIES = re.compile(
    r"clinicaltrials|isrctn\.|trialsearch\.who|anzctr|chictr|drks\.de|umin\.ac\.jp|jrct\.|ctri\."
    r"|irct\.|pactr\.|rebec\.|ensaiosclinicos|onderzoekmetmensen|trialregister|euclinicaltrials"
    r"|cris\.nih|pubmed|ncbi\.nlm\.nih|europepmc|cochranelibrary|rxiv\.org|osf\.io|ssrn\.|zenodo"
    r"|researchsquare|preprints\.",
    re.IGNORECASE,
)


def type_against_design(context: Context) -> Iterator[Problem]:
    """An entry is of a type that its `design` can't have.

    Why it matters: one of the two is wrong, and if it is the design the source counts for more than
    it is.

    Example: an `@online` with `design = {rct}`: a page that tells of a trial is not the trial.

    What to do: correct `design`, or cite the study itself, with its journal or registry.
    """
    for source in context.ledger.entries.values():
        design = source.appraisal.design
        if design not in _IMPOSSIBLE.get(source.type, ()) or _is_published_study(source):
            continue
        yield about(
            source,
            f"{source.key} is an @{source.type}, and its `design` is {design}",
            "Correct `design`, or cite the study itself, with where it was published.",
            "design",
        )


def _is_published_study(source: Source) -> bool:
    """Whether the entry shows where the study was published, or who commissioned the synthesis."""
    design = source.appraisal.design
    by_body = design and design.pools_studies and any(author.is_body for author in source.authors)
    return bool(
        by_body
        or source.appraisal.preprint
        or source.first_of(*_OF_PUBLISHED_STUDIES)
        or doi_of(source.fields)
        or _HOSTS_OF_STUDIES.search(source.fields.get("url", ""))
    )


class _Promise(NamedTuple):
    """What a title says of a design: its words, its name, and the designs that keep it."""

    words: re.Pattern[str]
    name: str
    kept_by: frozenset[Design]


def _promise(name: str, words: str, *kept_by: Design) -> _Promise:
    return _Promise(re.compile(rf"(?:{words})\b"), name, frozenset(kept_by))


_OPINIONS = (Design.EXPERT_OPINION, Design.NARRATIVE_REVIEW, Design.REFERENCE_WORK)
_PROMISES = (
    _promise(
        "a randomised trial",
        r"randomi[sz]ed (?:\w+ ){0,5}?(?:trial|study)|rct$",
        *(Design.RCT, Design.N_OF_1, Design.DIAGNOSTIC_ACCURACY, Design.ANIMAL, Design.IN_VITRO),
    ),
    _promise(
        "a systematic review",
        "systematic (?:literature )?review",
        *(Design.SYSTEMATIC_REVIEW, Design.META_ANALYSIS, Design.GUIDELINE),
    ),
    _promise(
        "a meta-analysis",
        "meta ?analysis",
        *(Design.META_ANALYSIS, Design.SYSTEMATIC_REVIEW, Design.GUIDELINE),
    ),
    _promise(
        "a narrative review",
        "(?:narrative|literature) review|review of the literature",
        *(*_OPINIONS, Design.SYSTEMATIC_REVIEW),
    ),
    _promise("a case report", "case reports?(?! forms?)", Design.CASE_REPORT, Design.CASE_SERIES),
    _promise(
        "a case series",
        "case series",
        *(Design.CASE_SERIES, Design.CASE_REPORT, Design.BEFORE_AFTER, Design.COHORT),
    ),
    _promise(
        "a cohort study",
        "cohort (?:study|analysis)",
        *(Design.COHORT, Design.BEFORE_AFTER, Design.CASE_SERIES, Design.NONRANDOMIZED_TRIAL),
        *(Design.DIAGNOSTIC_ACCURACY,),
    ),
    _promise(
        "a case-control study",
        "case control (?:study|analysis)",
        *(Design.CASE_CONTROL, Design.DIAGNOSTIC_ACCURACY),
    ),
    _promise(
        "a cross-sectional study",
        "cross sectional (?:study|survey|analysis)",
        *(Design.CROSS_SECTIONAL, Design.DIAGNOSTIC_ACCURACY),
    ),
    _promise(
        "a guideline",
        "guidelines?$|guidelines? for the (?:management|treatment|diagnosis|prevention)",
        *(Design.GUIDELINE, Design.SYSTEMATIC_REVIEW, Design.NEWS, *_OPINIONS),
    ),
    _promise(
        "a study in vitro",
        "in vitro (?:study|evaluation|investigation|assessment|comparison)",
        *(Design.IN_VITRO, Design.ANIMAL),
    ),
    _promise(
        "a study of animals",
        r"(?:study|trial|experiment) in (?:\w+ )?(?:mice|rats|rabbits)$",
        *(Design.ANIMAL, Design.IN_VITRO),
    ),
)

_TITLE_PART = re.compile(r"[:;?!.\u2013\u2014]|--+| - ")
_MOST_READ = 1000  # characters of a title

# Before the words that name a design these mean that the work only concerns such a study; anywhere
# in the title the others mean that it is none, or not the study itself.
_CONCERNS = re.compile(
    r"\b(?:about|after|against|alongside|among|around|as|at|before|behind|beyond|but|by|during|for"
    r"|from|in|into|is|its|nested|no|non|not|of|on|or|quasi|since|than|to|toward|towards|versus|vs"
    r"|when|within|without|why)\b"
)
_NOT_ITSELF = re.compile(
    r"^(?:comments?|correction|corrigendum|errat\w+|letter|re|reply|response|retract\w+)\b"
    r"|\b(?:ancillary|and design|baseline (?:characteristics|data|findings|results)|commentary"
    r"|design (?:and|of)|editorial|emulat\w+|exploratory analys[ei]s|extension|follow up"
    r"|methodology|nested|pooled|post hoc|process evaluation|protocol|qualitative|rationale"
    r"|reanalys[ei]s|scoping|secondary (?:\w+ )?(?:analys[ei]s|outcomes?)|simulation study"
    r"|statistical analysis plan|study design|sub ?group|sub ?study|umbrella)\b"
)


def title_against_design(context: Context) -> Iterator[Problem]:
    """The title names a design, and `design` says another.

    Why it matters: one of the two is wrong. Where it is the title, as happens, it is good to know
    that somebody has looked.

    Example: "Tea and sleep: a randomised controlled trial" with `design = {cohort}`.

    What to do: read the methods and correct `design`; where the title misleads, accept the finding
    and say so in its reason.
    """
    for source in context.ledger.entries.values():
        design = source.appraisal.design
        promises = _promises_of(source.fields.get("title", "")) if design else []
        if promises and not any(design in promise.kept_by for promise in promises):
            yield about(
                source,
                f"the title of {source.key} names {promises[0].name}, and its `design` is {design}",
                f"Compare with the methods; the title is {quoted(source.fields['title'])}.",
                "design",
            )


def _promises_of(title: str) -> list[_Promise]:
    """The designs that a part of the title begins with, after adjectives at most."""
    title = title[:_MOST_READ]
    if _NOT_ITSELF.search(plain_words(title)):
        return []
    parts = [plain_words(part) for part in _TITLE_PART.split(title)]
    return [promise for promise in _PROMISES if any(_keeps_to(part, promise) for part in parts)]


def _keeps_to(part: str, promise: _Promise) -> bool:
    found = promise.words.search(part)
    return found is not None and not _CONCERNS.search(part, 0, found.start())
