"""The BibTeX entries that claims rest on; with `--all-entries`, those that none cites too."""

import re
from collections.abc import Iterator

from evtrack.doi import doi_in, doi_of
from evtrack.model import Location, Problem, Source
from evtrack.phrases import quoted
from evtrack.rules.fields import (
    JOURNALS,
    WEB_TYPES,
    about,
    holds_nothing,
    is_not_out_yet,
)
from evtrack.rules.rule import Context

# Types that BibTeX or BibLaTeX define, of which each work has an author, a title and a year; not
# those of a whole that its parts or its editors make up, nor what styles take for @misc.
_COMPLETE = WEB_TYPES | {
    *("article", "book", "booklet", "conference", "inbook", "incollection", "inproceedings"),
    *("manual", "mastersthesis", "misc", "phdthesis", "techreport", "unpublished"),
    *("bookinbook", "collection", "dataset", "inreference", "mvbook", "mvcollection", "patent"),
    *("report", "software", "suppbook", "suppcollection", "thesis"),
}
_WHO_SAYS_IT = (
    *("author", "editor", "organization", "institution", "translator", "collaborator", "holder"),
)
_PUBLISHED_BY_WHO_SAYS_IT = WEB_TYPES | {"misc", "manual", "dataset", "software"}

# Beside BibLaTeX's `urldate` those of JabRef, MediaWiki's exports and old BibTeX styles.
_DAYS_OF_READING = (
    *("urldate", "lastchecked", "lastaccessed", "lastvisited", "access", "accessed", "accessdate"),
    *("access_date", "access-date", "dateaccessed", "visited", "urlaccessdate"),
)
_STORED_COPIES = ("archiveurl", "archive-url", "archivedate", "archive-date")
_NOTES = ("note", "howpublished", "annote", "addendum", "urlnote")
_SAYS_WHICH_TEXT = re.compile(
    r"(?i)\bversion [0-9]|\b(?:access(?:ed|ion date| date)|retrieved|visited|viewed|downloaded"
    r"|last (?:access|checked)|consulted|abgerufen|aufgerufen|zugegriffen|zugriff|besucht am"
    r"|eingesehen"
    r"|consult\w{1,3} (?:le|en)|consultad[oa]|acced?ido|acesso em|acessado|recuperado|visitado"
    r"|consultat[oa]|ultimo accesso|visitato|geraadpleegd|bezocht op|hämtad|hämtat|läst|hentet"
    r"|lesedato|besøgt|tilgået|viitattu|luettu|dostęp|cit\.|navštíveno|accesat|letöltve|erişim"
    r"|дата (?:обращения|доступа|звернення))"
    r"|访问日期|访问于|引用日期|訪問|存取日期|閲覧|参照日|アクセス日|접속일|검색일"
)
_KEEPS_ITS_TEXT = re.compile(
    r"web\.archive\.org/|archive\.(?:today|ph|is|li|org/web)|archive-it\.org/|webcitation\.org/"
    r"|perma\.cc/|softwareheritage\.org/|/releases/(?:tag|download)/|/commit/[0-9a-f]{7}"
    r"|hdl\.handle\.net/|arxiv\.org/|ncbi\.nlm\.nih\.gov/(?:pmc|books)",
    re.IGNORECASE,
)
_OF_ISSUES = ("volume", "number", "issue", "pages", "eid", "issn")
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)

# What both BibTeX (btxdoc, section 3.1) and BibLaTeX (its manual, section 2.1.1) require beside
# author, title and year; each a choice of fields.
_REQUIRED: dict[str, list[tuple[str, ...]]] = {
    "article": [JOURNALS],
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

_MOST_UNLINKED_ONE_BY_ONE = 20
_LOSE_LINKS = {"unreadable-row", "missing-claim-id", "missing-column"}


def missing_author(context: Context) -> Iterator[Problem]:
    """A cited entry names neither an author nor an editor or a body behind it.

    Why it matters: readers can't see who says it, and evtrack can't see whether two sources have
    the same author. BibTeX asks for it too (btxdoc, section 3.1).

    Example: a web page without `author = {{Cleveland Clinic}}`.

    What to do: add the author; put the name of a body in double braces.
    """
    for source in _complete_ones(context):
        if not source.first_of(*_WHO_SAYS_IT) and not _says_it_as_publisher(source):
            help = "Add `author`; put the name of a body in double braces."
            yield about(source, f"{source.key} has no author", help)


def _says_it_as_publisher(source: Source) -> bool:
    return source.type in _PUBLISHED_BY_WHO_SAYS_IT and bool(source.first_of("publisher"))


def missing_title(context: Context) -> Iterator[Problem]:
    """A cited entry has no title.

    Why it matters: readers can't find it. BibTeX asks for it too (btxdoc, section 3.1).

    Example: an entry that consists of a DOI only.

    What to do: add the title as the source gives it.
    """
    for source in _complete_ones(context):
        if not source.first_of("title"):
            help = "Add `title`, as the source gives it."
            yield about(source, f"{source.key} has no title", help)


def missing_year(context: Context) -> Iterator[Problem]:
    """A cited entry has no year.

    Why it matters: readers can't tell how old the evidence is. For a web page, the day on which it
    was read (`urldate`) will do; that it has neither is told by another rule.

    Example: an article copied from a reference list that leaves its year out.

    What to do: add `year` or `date`; for a work that is not out yet `pubstate = {inpress}`, as
    BibLaTeX's manual has it (section 2.2.2).
    """
    for source in _complete_ones(context):
        if (
            not source.first_of("year", "date", *_DAYS_OF_READING)
            and not _is_web_page(source)
            and not is_not_out_yet(source)
        ):
            help = "Add `year`; for a work that is not out yet `pubstate = {inpress}`."
            yield about(source, f"{source.key} has no year", help)


def missing_required_field(context: Context) -> Iterator[Problem]:
    """A cited entry lacks a field that its type requires, also after inheritance.

    Why it matters: the reference is incomplete, and readers may not find the source.

    Example: an `@article` without a `journal`.

    What to do: add the field, or choose the type that fits the source.
    """
    for source in _whole_entries(context):
        for choice in _REQUIRED.get(source.type, ()):
            if not source.first_of(*choice) and not _is_its_own(source, choice):
                what = " or ".join(choice)
                message = f"{source.key} has no {what}, which @{source.type} requires"
                help = f"Add `{choice[0]}`, or choose the type that fits the source."
                yield about(source, message, help)


def _is_its_own(source: Source, choice: tuple[str, ...]) -> bool:
    """Whether an institution is asked for, and the author is one."""
    return "institution" in choice and any(author.is_body for author in source.authors)


def empty_field(context: Context) -> Iterator[Problem]:
    """A field of a cited entry is blank, or only holds the place of a value.

    Why it matters: it looks filled to whoever counts fields, and keeps an entry from inheriting the
    value of its `crossref`; styles print the question marks.

    Example: `doi = {}`, as a template or an export leaves it, or `pages = {????}`.

    What to do: fill it, or delete it.
    """
    told: set[Location] = set()
    for source in _whole_entries(context):
        for name, value in source.fields.items():
            place = source.place_of(name)
            if holds_nothing(value) and place not in told:
                told.add(place)
                is_blank = not value.strip("{} ")
                what = "is blank" if is_blank else f"holds nothing but {quoted(value)}"
                message = f"`{name}` of {source.key} {what}"
                yield about(source, message, "Fill it, or delete it.", name)


def undated_web_source(context: Context) -> Iterator[Problem]:
    """A web page without the day on which it was read and without a stored copy.

    Why it matters: pages change and vanish. Nobody can tell which text was read, nor look it up.

    Example: an `@online` that has a `url`, and neither `urldate` nor `archiveurl`.

    What to do: read the page again and add `urldate`; better still, have it archived and add the
    address of the copy as `archiveurl`.
    """
    for source in _whole_entries(context):
        if _is_web_page(source) and not _is_dated(source):
            yield about(
                source,
                f"{source.key} is a web page, and has neither `urldate` nor `archiveurl`",
                "Add the day on which it was read, or the address of a stored copy.",
            )


def _is_web_page(source: Source) -> bool:
    """Whether its address is all there is to find it by.

    Zotero puts the name of a site in `journal`: one without volume, pages and the like is a site.
    """
    if source.first_of("eprint", "booktitle", "isbn"):
        return False
    if source.first_of(*JOURNALS) and source.first_of(*_OF_ISSUES):
        return False
    page = source.first_of("url", "howpublished")
    if source.appraisal.preprint or doi_of(source.fields) or doi_in(page):
        return False
    return source.type in WEB_TYPES or (source.type == "misc" and bool(_ADDRESS.search(page)))


def _is_dated(source: Source) -> bool:
    return bool(
        source.first_of("version", *_DAYS_OF_READING, *_STORED_COPIES)
        or _KEEPS_ITS_TEXT.search(source.first_of("url", "howpublished"))
        or any(_SAYS_WHICH_TEXT.search(source.fields.get(name, "")) for name in _NOTES)
    )


def unlinked_source(context: Context) -> Iterator[Problem]:
    """An entry of the references that no claim links to.

    Why it matters: it may be a source whose claim was forgotten. In a library that serves many
    articles it is normal: there, more than twenty are reported in one finding. Nothing is said
    while a row or a column of the claims file can't be read: it may hold the link.

    Example: an entry that an earlier version of the article cited.

    What to do: link it, remove it, or switch the rule off.
    """
    if any(unread.rule in _LOSE_LINKS for unread in context.ledger.unread):
        return
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
            help="Where the library serves other texts too, switch the rule off.",
        )
        return
    for key in unlinked:
        help = "Link it, remove it, or switch the rule off."
        yield about(sources[key], f"{key} is not linked to any claim", help)


def _whole_entries(context: Context) -> Iterator[Source]:
    """The entries of which nothing was lost in reading; what seems to lack may stand there."""
    return (source for source in context.ledger.entries.values() if source.is_whole)


def _complete_ones(context: Context) -> Iterator[Source]:
    """Those of them that are of a type that has an author, a title and a year."""
    return (source for source in _whole_entries(context) if source.type in _COMPLETE)
