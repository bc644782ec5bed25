"""DOIs and the other identifiers of the entries."""

import re
from collections.abc import Iterator

from evtrack.doi import bare_doi, doi_in, doi_of, is_doi, unescaped
from evtrack.identifiers import KINDS, Kind
from evtrack.model import Problem, Source
from evtrack.phrases import quoted
from evtrack.rules.fields import (
    JOURNALS,
    about,
    is_not_out_yet,
    problem_in,
    values_of,
    year_in,
)
from evtrack.rules.rule import Context

_FIRST_YEAR_OF_CROSSREF = 2000
_WITH_ANOTHER_IDENTIFIER = ("pmid", "pmcid", "pmc", "eprint", "handle", "hdl")
_WHERE_DOIS_HIDE = ("url", "ee", "note", "howpublished")
_FIELDS_OF_ARCHIVES = {"pubmed": "pmid", "pmid": "pmid", "pmc": "pmcid", "pmcid": "pmcid"}
_PACKAGE = re.compile(r"(?i)\b(?:R|Python) package\b|\bCRAN\b")
_FEWEST_TO_COMPARE = 10  # entries that should have a DOI
_PUBLISHERS_OF_PROCEEDINGS = re.compile(
    r"\b(?:ACM|AIP|Association for Computing Machinery|Elsevier|IEEE|Institute of Electrical|IOP"
    r"|IOS Press|Lecture Notes|SIAM|SPIE|Springer|Wiley|World Scientific)\b"
)


def malformed_doi(context: Context) -> Iterator[Problem]:
    """A DOI that can't be one.

    Why it matters: it leads nowhere, and no service knows it.

    Example: `doi = {10.1016/}`, or a URL of the publisher.

    What to do: copy the DOI from the source: `10.`, a number, a slash and a suffix. The syntax is
    that of the DOI Handbook, section 2.2; the short ones of shortdoi.org (`10/gabc`) will do too.
    """
    for source, field, doi in values_of(context, "doi"):
        if not is_doi(bare_doi(doi)):
            held = doi_in(doi)
            help = (
                f"If {quoted(held)} is the source's DOI, write that alone."
                if held
                else "A DOI looks like 10.1234/abc; copy it from the source."
            )
            yield problem_in(source, field, f"{quoted(doi)} is not a DOI", help)


def doi_form(context: Context) -> Iterator[Problem]:
    """A DOI written as an address, or with more around it than the DOI.

    Why it matters: styles put the resolver before it, which makes a dead link of
    `https://doi.org/https://doi.org/10.1000/182`; and whoever compares DOIs takes it for another.

    Example: `doi = {https://doi.org/10.1000/182}`, `doi:10.1000/182`, `10.1000/182.`,
    `10.1000%2F182`.

    What to do: leave the DOI alone in the field; `evtrack fix` does it.
    """
    for source, field, value in values_of(context, "doi"):
        bare = bare_doi(value)
        if is_doi(bare) and bare != unescaped(value):
            yield problem_in(
                source,
                field,
                f"{quoted(value)} is not the bare DOI",
                f"Write {quoted(bare)}.",
                new="" if "\\" in value else bare,  # LaTeX's escapes may be needed
            )


def missing_doi(context: Context) -> Iterator[Problem]:
    """An article in a journal, or a paper in proceedings, without the DOI that it should have.

    Why it matters: by its DOI a source is found, told from its namesakes, and looked up when it is
    corrected or retracted. Asked for are those from 2000 on, when Crossref began: articles with a
    journal and a volume, and papers in proceedings of publishers that register them. Preprints, and
    what has a PMID, a PMCID or an eprint, are left alone, and so is a DOI that stands in `url`.
    Where most of ten entries or more lack it, one finding tells of them all.

    Example: an `@article` of 2019 with a journal and a volume, and no `doi`.

    What to do: look the title up at search.crossref.org and add the DOI. Where the journal has
    none, accept the finding.
    """
    asked = [source for source in context.ledger.entries.values() if _normally_has_doi(source)]
    without = [source for source in asked if not _names_a_doi(source)]
    if len(asked) >= _FEWEST_TO_COMPARE and len(without) > len(asked) / 2:
        yield Problem(
            f"{len(without):,} of {len(asked):,} entries that should have a DOI have none, "
            f"{without[0].key} first",
            without[0].location,
            help="Look their titles up at search.crossref.org, and add `doi`; or switch the rule "
            "off.",
        )
        return
    for source in without:
        help = "Look its title up at search.crossref.org, and add `doi`."
        yield about(source, f"{source.key} has no DOI", help)


def _normally_has_doi(source: Source) -> bool:
    year = year_in(source.year)
    if year is None or year < _FIRST_YEAR_OF_CROSSREF or not source.is_whole:
        return False
    if source.appraisal.preprint or source.first_of(*_WITH_ANOTHER_IDENTIFIER):
        return False
    if is_not_out_yet(source):
        return False
    if source.type == "article":
        journal = source.first_of(*JOURNALS)
        return bool(journal and source.first_of("volume")) and not _PACKAGE.search(journal)
    if source.type in ("inproceedings", "conference"):
        said = (source.fields.get(name, "") for name in ("publisher", "organization", "series"))
        return _PUBLISHERS_OF_PROCEEDINGS.search(" ".join(said)) is not None
    return False


def _names_a_doi(source: Source) -> bool:
    elsewhere = (source.fields.get(name, "") for name in _WHERE_DOIS_HIDE)
    return bool(source.first_of("doi") or doi_of(source.fields)) or any(map(doi_in, elsewhere))


def malformed_identifier(context: Context) -> Iterator[Problem]:
    """A PMID, PMCID, ISBN, ISSN or ORCID that can't be one.

    Why it matters: it leads nowhere or, worse, to another work; a check digit that does not fit
    tells of a slip in copying.

    Example: `pmid = {PMC3136020}`, or `issn = {0028-0837}`, whose last digit should be 6.

    What to do: copy it from the source anew. The check digits are those of ISO 2108 (ISBN), ISO
    3297 (ISSN) and ISO/IEC 7064, MOD 11-2 (ORCID); PMIDs and PMCIDs have none.
    """
    for source, field, value in values_of(context, *KINDS, "eprint"):
        kind = _kind_of_eprint(source) if field == "eprint" else KINDS[field]
        fault = kind and kind.fault_in(value)
        if kind and fault:
            why = f": its last digit should be {fault.digit}" if fault.digit else ""
            message = f"{quoted(fault.text or value)} can't be {kind.name}{why}"
            yield problem_in(source, field, message, f"Copy it from the source: {kind.form}.")


def _kind_of_eprint(source: Source) -> Kind | None:
    archive = source.first_of("eprinttype", "archiveprefix").casefold()
    return KINDS.get(_FIELDS_OF_ARCHIVES.get(archive, ""))
