"""Works that stand in the references twice."""

from collections.abc import Iterator
from typing import NamedTuple

from evtrack.doi import doi_of
from evtrack.identifiers import pmid_of
from evtrack.model import Problem, Source
from evtrack.phrases import excerpt
from evtrack.plain import plain_words
from evtrack.rules.fields import JOURNALS, WEB_TYPES, about, year_in
from evtrack.rules.names import is_nobody
from evtrack.rules.rule import Context

# Titles of which one author may well write two in a year.
_GENERIC_TITLES = {
    *("about", "about us", "abstract", "abstracts", "acknowledgements", "acknowledgments"),
    *("addendum", "afterword", "announcement", "appendix", "book review", "contents"),
    *("faq", "frequently asked questions", "glossary", "homepage", "in memoriam", "in this issue"),
    *("index", "introduction to the special issue", "questions and answers", "table of contents"),
    *("book reviews", "case report", "clinical trial", "comment", "commentary", "conclusion"),
    *("conclusions", "correction", "corrigendum", "correspondence", "discussion", "editor s note"),
    *("editorial", "editorial comment", "editorial commentary", "epilogue", "errata", "erratum"),
    *("foreword", "from the editor", "guest editorial", "home", "in reply", "introduction"),
    *("invited commentary", "letter", "letter to the editor", "letters", "letters to the editor"),
    *("meeting report", "news", "obituary", "overview", "perspective", "preface", "reply"),
    *("authors reply", "author reply", "author response", "the author s reply", "response"),
    *("the authors reply", "response to letter to the editor", "reply to the editor"),
    *("retraction", "retraction notice", "review", "summary", "untitled", "viewpoint"),
}

# Types of a part, for which the DOI of the whole is often given.
_PARTS = {
    *("inbook", "incollection", "inproceedings", "conference", "bookinbook", "inreference"),
    *("suppbook", "suppcollection"),
}
_PAGES = WEB_TYPES | {"misc"}
_ISSUES = ("number", "issue")
_RELATIONS = ("related", "entryset", "crossref", "xref")


class _Work(NamedTuple):
    """What tells one work from another, brought to one form; blank where it is not given."""

    source: Source
    doi: str
    pmid: str
    title: str
    families: tuple[str, ...]
    year: int

    @classmethod
    def of(cls, source: Source) -> "_Work":
        return cls(
            source=source,
            doi=doi_of(source.fields).casefold(),
            pmid=pmid_of(source.fields),
            title=plain_words(source.fields.get("title", "")),
            families=tuple(plain_words(author.family) for author in source.authors),
            year=year_in(source.year) or 0,
        )


def duplicate_source(context: Context) -> Iterator[Problem]:
    """Two entries are the same work: the same DOI or PMID, or the same title, authors and year.

    Why it matters: the work would count as two sources, and make a claim look better supported than
    it is.

    Example: an article that was exported from two databases, under two keys. A preprint and its
    published version are the matter of another rule.

    What to do: keep one entry and link that; where two entries report one study, give both the same
    `study`.
    """
    twins = _Twins()
    for work in _works(context):
        earlier, same = twins.of(work)
        if earlier:
            yield about(
                work.source,
                f"{work.source.key} is the same work as {earlier.key}, at {earlier.location}: "
                f"{same}",
                "Keep one of them, or give both the same `study`.",
            )


class _Twins:
    """The works met so far, by what may be common to two; the first of each is kept."""

    def __init__(self) -> None:
        self._by_id: dict[tuple[str, str], _Work] = {}
        self._by_title: dict[tuple[str, str, int], _Work] = {}

    def of(self, work: _Work) -> tuple[Source | None, str]:
        """The earlier work that this is the same as, and what tells so; then it is met too."""
        for earlier, same in [*self._with_its_id(work), *self._with_its_title(work)]:
            pair = earlier.source, work.source
            if not _are_one_study(*pair) and not _are_related(*pair):
                return earlier.source, same
        return None, ""

    def _with_its_id(self, work: _Work) -> Iterator[tuple[_Work, str]]:
        for field, value in (("doi", work.doi), ("pmid", work.pmid)):
            if value:
                earlier = self._by_id.setdefault((field, value), work)
                if earlier is not work and not _is_of_the_whole(field, earlier, work):
                    yield earlier, f"the same {field.upper()}, {excerpt(value)}"

    def _with_its_title(self, work: _Work) -> Iterator[tuple[_Work, str]]:
        if not work.title or work.title in _GENERIC_TITLES or not _is_by_somebody(work):
            return
        for year in (work.year, work.year - 1, work.year + 1):
            earlier = self._by_title.get((work.title, work.families[0], year))
            if earlier and _is_same_text(earlier, work):
                yield earlier, "the same title and authors"
        self._by_title.setdefault((work.title, work.families[0], work.year), work)


def published_preprint(context: Context) -> Iterator[Problem]:
    """A preprint whose published version is in the references too.

    Why it matters: what was published has been through peer review, and may say something else. The
    two are one study, and count as two.

    Example: an entry of medRxiv beside the article of the same title and authors in a journal.

    What to do: link the published version; to keep both, give both the same `study`.
    """
    published: dict[tuple[str, str], _Work] = {}
    works = list(_works(context))
    for work in works:
        if not work.source.appraisal.preprint and _is_published(work.source):
            for family in work.families:
                published.setdefault((work.title, family), work)
    for work in works:
        if not work.source.appraisal.preprint or not work.title:
            continue
        versions = (published.get((work.title, family)) for family in work.families)
        version = next((each for each in versions if each and each.year >= work.year), None)
        if version and not _are_one_study(version.source, work.source):
            key, location = version.source.key, version.source.location
            yield about(
                work.source,
                f"{work.source.key} is a preprint, and its published version is {key}, "
                f"at {location}",
                f"Link {key}, or give both the same `study`.",
            )


def _works(context: Context) -> list[_Work]:
    """The works of the entries, in the order in which they are read."""
    files = context.ledger.config.references

    def place(work: _Work) -> tuple[int, int, int]:
        path, line, column, _ = work.source.location
        return files.index(path), line, column

    return sorted(map(_Work.of, context.ledger.entries.values()), key=place)


def _are_one_study(one: Source, other: Source) -> bool:
    return bool(one.appraisal.study) and one.appraisal.study == other.appraisal.study


def _are_related(one: Source, other: Source) -> bool:
    """Whether one names the other: as its original or translation, as a member or as its whole."""
    return any(
        to.key in map(str.strip, source.fields.get(name, "").split(","))
        for source, to in ((one, other), (other, one))
        for name in _RELATIONS
    )


def _is_by_somebody(work: _Work) -> bool:
    return bool(work.families) and not is_nobody(work.source.authors[0].family)


def _is_of_the_whole(field: str, one: _Work, other: _Work) -> bool:
    """Whether an identifier that two share may be that of a book of which they are parts."""
    place = one.source.places.get(field)
    is_inherited = place is not None and place == other.source.places.get(field)
    is_part = one.source.type in _PARTS or other.source.type in _PARTS
    return is_inherited or (is_part and one.title != other.title)


def _is_same_text(one: _Work, other: _Work) -> bool:
    """Whether two of the same title, first author and year, or the next, are one work.

    A preprint and its publication are not, nor are two that differ in what would tell them apart:
    a letter may carry the title of the article, a column that of the issue before, and a yearly
    report that of the year before. Two pages without a year have little in common.
    """
    if one.source.appraisal.preprint != other.source.appraisal.preprint:
        return False
    if not _are_same_people(one, other) or _differ(one, other):
        return False
    is_one_year = one.year == other.year != 0
    return is_one_year or all(_is_published(work.source) for work in (one, other))


def _are_same_people(one: _Work, other: _Work) -> bool:
    """Whether the lists of authors are the same, as far as one that ends in `and others` goes."""
    lengths = [len(work.families) for work in (one, other) if work.source.others]
    shown = min(lengths, default=None)
    return one.families[:shown] == other.families[:shown]


def _differ(one: _Work, other: _Work) -> bool:
    names = ["volume", "edition", "version", "eid", "chapter"]
    types = {one.source.type, other.source.type}
    if types <= _PAGES:
        names.append("url")
    if types == {"article"}:
        names += _ISSUES
    pairs = [(one.doi, other.doi), (one.pmid, other.pmid)] + [
        tuple(plain_words(work.source.fields.get(name, "")) for work in (one, other))
        for name in names
    ]
    return any(ours and theirs and ours != theirs for ours, theirs in pairs)


def _is_published(source: Source) -> bool:
    return bool(source.first_of(*JOURNALS, "booktitle"))
