"""The BibTeX entries that claims rest on. Entries that no claim cites are left alone."""

import re
from collections.abc import Iterator
from datetime import date

from evtrack.doi import bare_doi
from evtrack.model import Problem, Source
from evtrack.rules.rule import Context
from evtrack.words import Flag, Status

_WEB_TYPES = frozenset({"online", "www", "electronic", "misc", "webpage"})

# What both BibTeX (btxdoc, section 3.1) and BibLaTeX (its manual, section 2.1.1) require beside
# author, title and year; each a choice of fields.
_REQUIRED: dict[str, list[tuple[str, ...]]] = {
    "article": [("journal", "journaltitle")],
    "inproceedings": [("booktitle",)],
    "conference": [("booktitle",)],
    "incollection": [("booktitle",)],
    "phdthesis": [("school", "institution")],
    "mastersthesis": [("school", "institution")],
    "thesis": [("school", "institution")],
    "techreport": [("institution",)],
    "report": [("institution",)],
    "online": [("url", "doi", "eprint")],
    "www": [("url", "doi", "eprint")],
    "electronic": [("url", "doi", "eprint")],
}

_DOI = re.compile(r"10\.\d{4,9}(\.\d+)*/[^\s{}]+")
_LAST_FOUR_DIGITS = re.compile(r".*(\d{4})\W*", re.DOTALL)
_EDTF_DATE = re.compile(
    r"-?(?P<year>\d{4}|\d{2,3}X{1,2})(-(?P<month>\d\d|XX)(-(?P<day>\d\d|XX))?)?(T[\d:.Z+-]+)?[~?%]?"
)
_SEASONS = range(21, 25)
_FIRST_DAY = "01"

_MOST_UNLINKED_ONE_BY_ONE = 20


def missing_author(context: Context) -> Iterator[Problem]:
    """A cited entry names neither an author nor an editor or a body behind it.

    Why it matters: readers can't see who says it, and evtrack can't see whether two sources have
    the same author.

    Example: a web page without `author = {{Cleveland Clinic}}`.

    What to do: add the author; put the name of a body in double braces.
    """
    return _missing(context, "author", "author", "editor", "organization", "institution")


def missing_title(context: Context) -> Iterator[Problem]:
    """A cited entry has no title.

    Why it matters: readers can't find it.

    Example: an entry that consists of a DOI only.

    What to do: add the title as the source gives it.
    """
    return _missing(context, "title", "title")


def missing_year(context: Context) -> Iterator[Problem]:
    """A cited entry has no year.

    Why it matters: readers can't tell how old the evidence is. For a web page, the day on which it
    was read (`urldate`) will do.

    Example: an article copied from a reference list that leaves its year out.

    What to do: add `year` or `date`; for an undated web page `urldate`.
    """
    for source in context.ledger.cited.values():
        if source.first_of("year", "date"):
            continue
        if source.type not in _WEB_TYPES:
            yield _lacks(source, "year")
        elif not source.first_of("urldate"):
            yield _lacks(source, "year, nor the day it was read")


def missing_required_field(context: Context) -> Iterator[Problem]:
    """A cited entry lacks a field that its type requires, also after inheritance.

    Why it matters: the reference is incomplete, and readers may not find the source.

    Example: an `@article` without a `journal`.

    What to do: add the field, or choose the type that fits the source.
    """
    for source in context.ledger.cited.values():
        for choice in _REQUIRED.get(source.type, ()):
            if not source.first_of(*choice):
                yield _lacks(source, f"{' or '.join(choice)}, which @{source.type} requires")


def _missing(context: Context, what: str, *fields: str) -> Iterator[Problem]:
    for source in context.ledger.cited.values():
        if not source.first_of(*fields):
            yield _lacks(source, what)


def _lacks(source: Source, what: str) -> Problem:
    return Problem(f"{source.key} has no {what}", source.location, subject=source.key)


def malformed_doi(context: Context) -> Iterator[Problem]:
    """A DOI that can't be one.

    Why it matters: it leads nowhere, and no service knows it.

    Example: `doi = {10.1016/}`, or a URL of the publisher.

    What to do: copy the DOI from the source: `10.`, a number, a slash and a suffix. The syntax is
    that of the DOI Handbook, section 2.2.
    """
    for source in context.ledger.cited.values():
        doi = source.fields.get("doi", "")
        if doi and not _DOI.fullmatch(bare_doi(doi)):
            yield Problem(
                f"`{doi}` can't be a DOI",
                source.place_of("doi"),
                subject=source.key,
                help="A DOI looks like 10.1234/abc; copy it from the source.",
            )


def invalid_date(context: Context) -> Iterator[Problem]:
    """A date that is not in the calendar, or not written as a date.

    Why it matters: it was not understood, so nothing can be said of the age of what it dates.

    Example: `urldate = {2021-06-31}`, or `31.3.2026` in `checked`.

    What to do: write year-month-day, as in 2026-03-31. For a work that is not out yet use
    `pubstate = {inpress}` and leave the year out.
    """
    yield from context.unread("invalid-date")
    for source in context.ledger.cited.values():
        for field in ("date", "urldate", "year"):
            value = source.fields.get(field, "")
            valid = _is_year if field == "year" else _is_edtf
            if value and not valid(value):
                yield Problem(
                    f"`{field}` of {source.key} can't be `{value}`",
                    source.place_of(field),
                    subject=source.key,
                    help="Write a year, or year-month-day as in 2026-03-31.",
                )


def future_date(context: Context) -> Iterator[Problem]:
    """A date that has not come yet.

    Why it matters: nobody has read a source tomorrow; it is a slip, often of the year.

    Example: `checked` is 2062-03-31. A publication may be dated a year ahead.

    What to do: correct the date.
    """
    today = context.today
    if today is None:
        return
    for link in context.ledger.links:
        if link.checked and link.checked > today:
            yield Problem(
                f"the source was checked on {link.checked}, which has not come yet",
                context.cell(link, "checked"),
                subject=link.claim_id,
            )
    for source in context.ledger.cited.values():
        for field, latest in (("urldate", today.isoformat()), ("date", str(today.year + 1))):
            value = source.fields.get(field, "")
            if _is_edtf(value) and any(_is_after(end, latest) for end in value.split("/")):
                yield _not_yet(source, field, value)
        year = source.fields.get("year", "")
        if (found := _LAST_FOUR_DIGITS.fullmatch(year)) and int(found[1]) > today.year + 1:
            yield _not_yet(source, "year", year)


def _is_after(end: str, latest: str) -> bool:
    """Whether the earliest day that this end of a range can mean comes after the latest."""
    earliest = end.replace("X", "0").replace("-00", "-01")
    return end not in ("", "..") and earliest[: len(latest)] > latest[: len(earliest)]


def _not_yet(source: Source, field: str, value: str) -> Problem:
    return Problem(
        f"`{field}` of {source.key} is {value}, which has not come yet",
        source.place_of(field),
        subject=source.key,
    )


def _is_year(value: str) -> bool:
    """BibTeX takes any year whose last four characters but punctuation are digits (btxdoc, 3.2)."""
    return _LAST_FOUR_DIGITS.fullmatch(value) is not None


def _is_edtf(value: str) -> bool:
    """A date, or a range of them, as BibLaTeX reads it (its manual, section 2.3.8)."""
    ends = value.strip().split("/")
    return len(ends) <= 2 and any(ends) and all(_is_end_of_range(end) for end in ends)


def _is_end_of_range(end: str) -> bool:
    if end in ("", ".."):
        return True
    found = _EDTF_DATE.fullmatch(end)
    if not found:
        return False
    year, month, day = found["year"], found["month"] or _FIRST_DAY, found["day"]
    if month.isdigit() and int(month) in _SEASONS:
        return day is None
    try:
        date.fromisoformat(
            f"{year.replace('X', '0')}-{month.replace('XX', _FIRST_DAY)}"
            f"-{(day or _FIRST_DAY).replace('XX', _FIRST_DAY)}"
        )
    except ValueError:
        return False
    return True


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
        if not lacking:
            continue
        yield Problem(
            f"{key} counts as evidence, and its entry lacks {' and '.join(lacking)}",
            source.location,
            subject=key,
            help="Appraise the source and add what is lacking.",
        )


def retracted_source(context: Context) -> Iterator[Problem]:
    """A claim is linked to a source that has been retracted.

    Why it matters: a retracted source is no evidence and never counts; the ICMJE recommendations
    ask not to cite it except to discuss the retraction.

    Example: an entry with `status = {retracted}` that a claim links.

    What to do: remove the links, and judge whether the claims still stand without it.
    """
    linking: dict[str, dict[str, None]] = {}
    for link in context.ledger.links:
        linking.setdefault(link.citekey, {})[link.claim_id] = None
    for key, source in context.ledger.cited.items():
        if source.appraisal.status is Status.RETRACTED:
            yield Problem(
                f"{key} is retracted; linked by {', '.join(linking[key])}",
                source.place_of("status"),
                subject=key,
                help="Remove the links; a retracted source never counts.",
            )


def unlinked_source(context: Context) -> Iterator[Problem]:
    """An entry of the references that no claim links to.

    Why it matters: it may be a source whose claim was forgotten. In a library that serves many
    articles it is normal: there, more than twenty are reported in one finding.

    Example: an entry that an earlier version of the article cited.

    What to do: link it, remove it, or switch the rule off.
    """
    sources = context.ledger.sources
    used = set(context.ledger.cited)
    for source in context.ledger.cited.values():
        used.update(source.appraisal.includes)
        for field in ("crossref", "xdata"):
            used.update(key.strip() for key in source.fields.get(field, "").split(","))
    unlinked = [key for key in sources if key not in used]
    if len(unlinked) > _MOST_UNLINKED_ONE_BY_ONE:
        yield Problem(
            f"{len(unlinked):,} of {len(sources):,} entries are not linked to any claim, "
            f"{unlinked[0]} first",
            sources[unlinked[0]].location,
        )
        return
    for key in unlinked:
        yield Problem(f"{key} is not linked to any claim", sources[key].location, subject=key)
