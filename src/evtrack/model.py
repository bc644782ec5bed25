"""What every part of evtrack talks about: frozen and small; nothing here reads or writes.

Records are named tuples for speed: a data class takes seven times as long to define, at every
start of the command, and a frozen one several times as long to fill, for each of a million links.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from evtrack.config import Config
from evtrack.words import (
    Calibration,
    Certainty,
    Design,
    Directness,
    Downgrade,
    Flag,
    Level,
    NoticeKind,
    Question,
    RiskOfBias,
    Severity,
    Stance,
    Stated,
    Status,
    Support,
    SynthesisOf,
    Upgrade,
)

if TYPE_CHECKING:
    import pandas as pd


_NOTHING: Mapping[Any, Any] = MappingProxyType({})


class Location(NamedTuple):
    """A place in a file: path from the project's root, line and column from 1.

    `width` is how many characters from there on are meant, for a caret under them.
    """

    path: str
    line: int = 1
    column: int = 1
    width: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Input(NamedTuple):
    """A file as it was read: its decoded text, and the bytes that it was decoded from."""

    path: str
    text: str
    raw: bytes = b""
    encoding: str = "utf-8"

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        from hashlib import sha256  # late: it loads OpenSSL, and only a report prints checksums

        return sha256(self.raw).hexdigest()


class Edit(NamedTuple):
    """A safe change to a file: what is written at this place, on one line, and what should be."""

    location: Location
    old: str
    new: str


class Problem(NamedTuple):
    """What is wrong at one place. `subject` is the claim id or citekey that it concerns.

    `edits` mend it, where that is safe without asking. `because_of` are the citekeys of retracted
    sources; without those retractions there would be nothing wrong here.
    """

    message: str
    location: Location
    subject: str = ""
    help: str = ""
    edits: tuple[Edit, ...] = ()
    because_of: tuple[str, ...] = ()


class Unread(NamedTuple):
    """What a reader could not take as it stands, and the name of the rule that reports it."""

    rule: str
    problem: Problem


class Group(NamedTuple):
    """What findings have in common that a baseline counts as one: rule, file and subject."""

    rule: str
    path: str
    subject: str


class Finding(NamedTuple):
    """A problem with the name and severity of the rule that found it."""

    rule: str
    severity: Severity
    problem: Problem

    @property
    def group(self) -> Group:
        """The group that it is one of."""
        return Group(self.rule, self.problem.location.path, self.problem.subject)


class BaselineEntry(NamedTuple):
    """How many findings of a rule on one subject in one file were there when evtrack came.

    `number` is the file's `count`; `line` and `column` are its place there.
    """

    rule: str
    path: str
    subject: str
    number: int
    line: int = 1
    column: int = 1

    @property
    def group(self) -> Group:
        """The group whose findings it holds."""
        return Group(self.rule, self.path, self.subject)


class Unchecked(NamedTuple):
    """Something that could not be checked: never right, never wrong."""

    what: str
    why: str
    subject: str


class Claim(NamedTuple):
    """One checkable statement of the article.

    `note` is what its rows without a source say, such as that none was found. `anchor_prefix` and
    `anchor_suffix` tell apart the places where the article has the anchor's words. `is_whole` is
    False where a row of it, or the source that a row should name, was not read.
    """

    id: str
    text: str
    location: Location
    anchor: str = ""
    question: Question = Question.BENEFIT
    stated: Stated = Stated.FIRM
    note: str = ""
    anchor_prefix: str = ""
    anchor_suffix: str = ""
    is_whole: bool = True


class Link(NamedTuple):
    """One claim and one source: a stance and what backs it.

    `stance` is None where it is blank or unreadable. `downgrades` and `upgrades` map a domain to
    its steps.
    """

    claim_id: str
    citekey: str
    stance: Stance | None
    location: Location
    locator: str = ""
    rationale: str = ""
    directness: Directness = Directness.DIRECT
    downgrades: Mapping[Downgrade, int] = _NOTHING
    upgrades: Mapping[Upgrade, int] = _NOTHING
    explained: str = ""
    checked: date | None = None
    checked_by: str = ""
    note: str = ""


class Person(NamedTuple):
    """An author or editor, LaTeX kept. A body (an institution) has only a `family` name."""

    family: str
    given: str = ""
    is_body: bool = False


class Appraisal(NamedTuple):
    """What the appraisal fields of a BibTeX entry say; None where they are blank or unreadable."""

    design: Design | None = None
    sample_size: int | None = None
    risk_of_bias: RiskOfBias | None = None
    study: str = ""
    includes: tuple[str, ...] = ()
    synthesis_of: SynthesisOf | None = None
    certainty: Certainty | None = None
    status: Status | None = None
    preprint: bool = False


class Notice(NamedTuple):
    """What a list of retractions says of a source: the notice's kind, DOI and day, and its place.

    `doi` is blank and `day` None where the list does not give them.
    """

    kind: NoticeKind
    location: Location
    doi: str = ""
    day: date | None = None


class Source(NamedTuple):
    """A BibTeX entry.

    `type` and the names in `fields` are in lower case; values are after macros, concatenation and
    inheritance, with their LaTeX kept. `places` tells where each field's value stands (in the
    parent, where it is inherited). `authors` ends without a person for a trailing `and others`,
    and `others` is True then. `span` is from where to where it stands in the text of its file.
    `is_whole` is False where some of what it says was lost in reading, as an Unread tells.
    `notices` are what the project's list of retractions says of it, the newest last; the status in
    `appraisal` heeds them.
    """

    key: str
    type: str
    fields: Mapping[str, str]
    location: Location
    places: Mapping[str, Location] = _NOTHING
    authors: tuple[Person, ...] = ()
    others: bool = False
    appraisal: Appraisal = Appraisal()
    unread: tuple[Unread, ...] = ()
    span: tuple[int, int] = (0, 0)
    is_whole: bool = True
    notices: tuple[Notice, ...] = ()

    @property
    def year(self) -> str:
        """What `year` says, else the first year of `date`; blank where there is neither."""
        return self.first_of("year") or self.fields.get("date", "")[:4]

    def first_of(self, *names: str) -> str:
        """The first of these fields that is not blank, or an empty string."""
        return next((self.fields[name] for name in names if self.fields.get(name)), "")

    def place_of(self, *names: str) -> Location:
        """Where the first of these fields stands, or the entry where it has none of them."""
        return next((self.places[name] for name in names if name in self.places), self.location)


class LinkName(NamedTuple):
    """A claim and a source; what tells one link from another, wherever its row stands."""

    claim_id: str
    citekey: str


class Review(NamedTuple):
    """Who judged a link, on what day, and what it was then.

    `was` maps each thing that is watched to its value, or the digest of a long one. Without a
    reviewer and a day, the link is known and was never reviewed.
    """

    link: LinkName
    location: Location
    by: str = ""
    on: date | None = None
    was: Mapping[str, str] = _NOTHING


class CopyPart(NamedTuple):
    """A stretch of a stored copy: a page of it, or what stands under one of its headings.

    `page` counts from 1 in a file that has pages and is 0 elsewhere; `label` is what the file calls
    that page, where it says so. `section` is the heading above, blank where there is none.
    """

    text: str
    page: int = 0
    label: str = ""
    section: str = ""


class StoredCopy(Protocol):
    """A source's own words as the project keeps them; they are read when first asked for."""

    @property
    def path(self) -> str:
        """The file, from the project's root."""

    @property
    def is_abstract(self) -> bool:
        """Whether it is only the entry's `abstract`."""

    @property
    def parts(self) -> Sequence[CopyPart]:
        """Its text, in the order of reading; none where it has a flaw."""

    @property
    def flaw(self) -> str:
        """Why nothing can be compared with it, going on from its name (`is empty`); else blank."""

    @property
    def is_damaged(self) -> bool:
        """Whether the flaw is the file's own: it should be mended or replaced."""

    @property
    def sha256(self) -> str:
        """The SHA-256 of its bytes, in hexadecimal, or of an abstract's text; else blank."""


class Copies(Protocol):
    """The stored copies of a project's sources."""

    def of(self, citekey: str) -> Sequence[StoredCopy]:
        """Those of one source, the best first; none where nothing is kept of it."""

    @property
    def strays(self) -> Sequence[str]:
        """The files of the folder that are no copy of any source, as paths from the root."""


class PastVerdict(NamedTuple):
    """What a report says of a claim, in its own words; `pro` and `against` may be blank."""

    support: str
    pro: str = ""
    against: str = ""
    calibration: str = ""


class Report(NamedTuple):
    """The report that was last written, as `evidence.json` tells of it.

    `inputs` maps the path of each file that it was made of to the SHA-256 of its bytes, `copies`
    those of the stored copies that it compared, `verdicts` the id of each claim to what it says of
    it, `made_by` is the evtrack that made it, and `flaw` says why it could not be read, where
    it could not.
    """

    path: str
    made_by: str = ""
    inputs: Mapping[str, str] = _NOTHING
    copies: Mapping[str, str] = _NOTHING
    verdicts: Mapping[str, PastVerdict] = _NOTHING
    flaw: str = ""


class PassageKind(StrEnum):
    """What sort of block of the article it is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    QUOTE = "quote"
    NOTE = "note"


class Citation(NamedTuple):
    """A source that the article names: its citekey, and its place in the file, in code points."""

    key: str
    start: int
    end: int


class Cell(NamedTuple):
    """Where a cell stands: which table of the article it is in, and which row and column of it."""

    table: int
    row: int
    column: int
    is_heading: bool = False


class Passage(NamedTuple):
    """One block of the article as a reader sees it, without markup and bracketed citations.

    `offsets` holds the place in the file, in code points, of each character of `text` and of the
    end behind the last. `level` is that of a heading, 0 elsewhere. `marker` is what stands before
    an item: its number, or `•`; it is blank where the block goes on with an item. `depth` is in how
    many items of other lists an item stands. `cell` is None outside of tables. `is_quoted` also of
    an item, or the like, in a quotation.
    """

    kind: PassageKind
    text: str
    offsets: Sequence[int]
    citations: tuple[Citation, ...] = ()
    level: int = 0
    marker: str = ""
    cell: Cell | None = None
    depth: int = 0
    is_quoted: bool = False


class Sentence(NamedTuple):
    """One sentence of the article.

    `start` and `end` are its place in the file, in code points, and `passage` the number of its
    passage, in whose text it begins at `at`. `section` is the number of the heading above it among
    the passages, None before the first. A sentence between `evtrack: off` and `evtrack: on` is
    `off`.
    """

    text: str
    location: Location
    start: int
    end: int
    passage: int
    at: int
    kind: PassageKind
    section: int | None
    citations: tuple[str, ...]
    off: bool


class Article(Protocol):
    """The text whose claims are tracked; it is read when its passages are first asked for."""

    @property
    def path(self) -> str:
        """Its path from the project's root."""

    @property
    def title(self) -> str:
        """What it calls itself, or its path."""

    @property
    def passages(self) -> Sequence[Passage]:
        """Its blocks, in the order of the file."""

    @property
    def sentences(self) -> Sequence[Sentence]:
        """Its sentences, in the order of the file."""

    def locate(self, start: int, end: int) -> Location:
        """The place of these characters of the file, as wide as they are on their first line."""


class CellPlaces(Protocol):
    """Finds a cell on disk; asked only when something is wrong with it."""

    def locate(self, line: int, column: str) -> Location:
        """The cell of this column in the row that starts at this line."""


@dataclass(frozen=True, eq=False, repr=False)
class Ledger:
    """All that was read of a project: claims, links and sources, and what could not be read.

    `sources` maps every citekey of the library to its entry; an entry is parsed when first asked
    for. `entries` are those that are checked: the ones that a link names or, with `all_entries`,
    all of them. `unread` covers the claims, the library's structure and the entries. `baseline`
    are the findings that were there when evtrack came. `reviews` is None where the project has no
    `evtrack.lock`.
    """

    config: Config
    claims: tuple[Claim, ...]
    links: tuple[Link, ...]
    sources: Mapping[str, Source]
    unread: tuple[Unread, ...]
    inputs: tuple[Input, ...]
    cells: CellPlaces
    article: Article | None = None
    all_entries: bool = False
    report: Report | None = None
    baseline: tuple[BaselineEntry, ...] = ()
    copies: Copies | None = None
    reviews: Mapping[LinkName, Review] | None = None

    @cached_property
    def links_of(self) -> Mapping[str, tuple[Link, ...]]:
        """The links of each claim, in the order of the file."""
        grouped: dict[str, list[Link]] = {claim.id: [] for claim in self.claims}
        for link in self.links:
            grouped[link.claim_id].append(link)
        return {claim_id: tuple(links) for claim_id, links in grouped.items()}

    @cached_property
    def cited(self) -> Mapping[str, Source]:
        """The sources that a link names, by citekey in sorted order."""
        return {
            key: self.sources[key]
            for key in sorted({link.citekey for link in self.links})
            if key in self.sources
        }

    @property
    def entries(self) -> Mapping[str, Source]:
        """The sources that are checked, by citekey."""
        return self.sources if self.all_entries else self.cited

    @cached_property
    def compared_copies(self) -> Mapping[str, tuple[StoredCopy, ...]]:
        """The stored files in which rationales are looked for, by citekey in sorted order.

        They need not have been read. An abstract is none of them: it stands in the references.
        """
        if self.copies is None:
            return {}
        sought = sorted({link.citekey for link in self.links if link.rationale})
        found = {key: tuple(c for c in self.copies.of(key) if not c.is_abstract) for key in sought}
        return {key: copies for key, copies in found.items() if copies}

    def only_claim(self, claim_id: str) -> "Ledger":
        """The ledger with this claim and its links alone: what is asked of it then costs little."""
        claims = tuple(claim for claim in self.claims if claim.id == claim_id)
        return replace(self, claims=claims, links=self.links_of[claim_id])

    def last_checked(self, link: Link) -> date | None:
        """The last day on which somebody read the source for a link: its row's, or its review's."""
        review = (self.reviews or {}).get(LinkName(link.claim_id, link.citekey))
        days = [day for day in (link.checked, review and review.on) if day]
        return max(days, default=None)

    def to_frames(self) -> "dict[str, pd.DataFrame]":
        """Tidy tables `claims`, `links` and `sources`; columns and dtypes: `evtrack.frames`."""
        from evtrack import frames

        return frames.ledger_frames(self.claims, self.links, self.cited)


class Step(NamedTuple):
    """One line of a certainty's arithmetic: what it is for, and how many steps it adds."""

    reason: str
    change: int


class Backing(NamedTuple):
    """What is known of a link beyond its row.

    `checked` is the last day on which somebody read the source for it; `is_verified` tells whether
    its rationale stands in a stored copy.
    """

    checked: date | None = None
    is_verified: bool = False


class Evidence(NamedTuple):
    """What one link comes to.

    `start` and `certainty` are None where the link is not eligible, and `reasons` says why not;
    where it is, `steps` are its arithmetic from the start on, and `reasons` the same in words.
    """

    link: Link
    source: Source | None
    reasons: tuple[str, ...]
    start: Certainty | None = None
    certainty: Certainty | None = None
    steps: tuple[Step, ...] = ()
    flags: frozenset[Flag] = frozenset()

    @property
    def counted(self) -> bool:
        """Whether the link is eligible."""
        return self.certainty is not None


class Verdict(NamedTuple):
    """The judgement on one claim, with everything needed to redo it by hand.

    `pro` and `against` are the ladder's rungs of the two sides (JSON: `for`, `against`).
    `fragile` maps each source that carries the verdict alone to what the verdict would be
    without it.
    """

    claim: Claim
    support: Support
    pro: Level | None
    against: Level | None
    calibration: Calibration
    reasons: tuple[str, ...]
    flags: tuple[Flag, ...]
    fragile: Mapping[str, Support]
    evidence: tuple[Evidence, ...]
