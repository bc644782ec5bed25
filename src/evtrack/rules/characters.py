"""Characters of the claims and the entries that look like others, or like nothing at all."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import is_normalized, name, normalize

from evtrack.model import Edit, Ledger, Location, Problem, Source
from evtrack.phrases import excerpt
from evtrack.rules.rule import Context

if TYPE_CHECKING:
    from evtrack.readers.text import Lines

_MOST_IN_A_FILE = 20  # findings of a rule; one more tells how many are left

# Runs that can be brought to NFC each by itself, as no ASCII character combines with what is before
# it, and only these with what is after it. Compatibility ideographs stay as they are: NFC would
# change what the eye sees of a name.
_RUN = re.compile(r"[<=>a-zA-Z]?[^\x00-\x7f\uf900-\ufaff\U0002f800-\U0002fa1f]+")

# Controls, separators of lines, and format characters but those that scripts need: visible signs,
# and the joiners and marks, which only names do without.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\U000e0001\U000e0020-\U000e007f]"
)
# Scripts that put no blanks between words part them by U+200B, and flags are spelt in tags.
_LEGITIMATE = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]\u200b|[\U0001f3f4\U000e0020-\U000e007f]"
    r"[\U00010000-\U0010ffff]"
)
_JOINER_OR_MARK = re.compile(r"[\u034f\u061c\u180e\u200c-\u200f]")

_ENTITY = re.compile(
    r"\\?&(?:([a-zA-Z][a-zA-Z0-9]{1,31})|\\?#[0-9]{1,7}|\\?#[xX][0-9a-fA-F]{1,6});"
)

_BACKSLASH = "\\"
_OF_WORDS = {"unknown-word", "invalid-number", "invalid-date"}

# Their characters are those of an address or of a file's name.
_ADDRESSES = {"doi", "url", "file", "archiveurl", "archive-url", "eprint", "local-url"}
# They name entries or studies: a change in one place only would part them.
_NAMES = {"key", "crossref", "xref", "xdata", "ids", "includes", "study", "related", "entryset"}
# Publishers' own text, as exports bring it along; no report shows it.
_COPIED = {"abstract"}


class _Hit(NamedTuple):
    """What was found at a place, and in which claim or entry.

    `field` is that of the entry, `key` before the first of them, and blank for claims.
    """

    text: str
    location: Location
    subject: str
    field: str

    @property
    def holder(self) -> str:
        return self.subject or self.location.path


_Find = Callable[[str, int, int], Iterator[re.Match[str]]]


def not_nfc(context: Context) -> Iterator[Problem]:
    """Text that is not in Unicode's normal form NFC, such as a letter with its accent behind it.

    Why it matters: it looks the same as other text and is not: searching for a name finds nothing,
    and two citekeys that look equal differ.

    Example: `Müller` with `u` and U+0308, as macOS names files and some PDFs are copied.

    What to do: write the composed characters (Unicode Standard Annex 15); a citekey or an id must
    be changed wherever it is used.
    """
    hits = [hit for hit in _hits(context.ledger, _not_nfc) if hit.field not in _ADDRESSES]
    in_names = _not_nfc_in_names(context.ledger) if hits else set()
    yield from _at_most(
        Problem(
            f"`{excerpt(_nfc(first.text))}` in {first.holder} is not in NFC{_and_more(len(rest))}",
            first.location,
            subject=first.subject,
            help="Write each accented letter as one character.",
            edits=tuple(_to_nfc(hit) for hit in (first, *rest) if not _is_name(hit, in_names)),
        )
        for first, *rest in _grouped(hits, lambda _: "")
    )


def _not_nfc_in_names(ledger: Ledger) -> set[str]:
    """What is to be left alone in citekeys and claims' ids."""
    names = {link.citekey for link in ledger.links} | ledger.links_of.keys()
    return {run[0] for each in names for run in _not_nfc(each, 0, len(each))}


def _not_nfc(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    if not is_normalized("NFC", text[start:end]):
        for run in _RUN.finditer(text, start, end):
            if not is_normalized("NFC", run[0]):
                yield run


def _is_name(hit: _Hit, in_names: Collection[str]) -> bool:
    """Whether it may be part of a citekey or a claim's id."""
    return hit.field in _NAMES or (not hit.field and hit.text in in_names)


def _to_nfc(hit: _Hit) -> Edit:
    old, new = hit.text, _nfc(hit.text)
    same = next(
        (n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), 0
    )
    path, line, column, width = hit.location
    return Edit(Location(path, line, column + same, width - same), old[same:], new[same:])


def _nfc(text: str) -> str:
    return normalize("NFC", text)


def invisible_character(context: Context) -> Iterator[Problem]:
    """A character that nobody can see: a control, a zero-width space, a soft hyphen, a bidi mark.

    Why it matters: a citekey with one in it is another key, a search for the words around it finds
    nothing, and a bidirectional override can make a text show something else than it says.

    Example: a zero-width space (U+200B) in a title that was copied from a web page.

    What to do: delete it. Joiners and direction marks, which some scripts need in their texts, are
    reported in ids, citekeys and controlled words only; the categories are those of the Unicode
    Standard, chapter 23.
    """
    hits = (hit for hit in _hits(context.ledger, _invisible) if hit.field not in _COPIED)
    groups = _grouped(hits, lambda hit: hit.text)
    found = [_unseen(first, len(rest)) for first, *rest in groups]
    yield from _at_most([*found, *map(_unseen, _in_names(context))])


def _invisible(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    for found in _INVISIBLE.finditer(text, start, end):
        if not _LEGITIMATE.match(text, max(found.start() - 1, 0)):
            yield found


def _unseen(hit: _Hit, more: int = 0) -> Problem:
    called = name(hit.text, "control character").lower()
    return Problem(
        f"U+{ord(hit.text):04X} ({called}) in {hit.holder} can't be seen{_and_more(more)}",
        hit.location,
        subject=hit.subject,
        help="Delete it.",
    )


def _in_names(context: Context) -> Iterator[_Hit]:
    """Joiners and marks in ids, citekeys, and cells whose word was not understood."""
    ledger = context.ledger
    for claim in ledger.claims:
        if found := _JOINER_OR_MARK.search(claim.id):
            yield _Hit(found[0], context.cell(claim, "claim_id"), claim.id, "")
    for link in ledger.links:
        if found := _JOINER_OR_MARK.search(link.citekey):
            yield _Hit(found[0], context.cell(link, "citekey"), link.claim_id, "")
    for key, source in ledger.entries.items():
        if found := _JOINER_OR_MARK.search(key):
            yield _Hit(found[0], source.location, key, "")
    files = _Files(ledger)
    for unread in ledger.unread:
        if unread.rule in _OF_WORDS:
            path, line, column, width = unread.problem.location
            cell = files.lines(path).line(line)[column - 1 :][:width]
            if found := _JOINER_OR_MARK.search(cell):
                yield _Hit(found[0], unread.problem.location, unread.problem.subject, "")


def html_entity(context: Context) -> Iterator[Problem]:
    r"""A character written as HTML writes it, such as `&amp;` or `&#8211;`.

    Why it matters: nothing that reads CSV or BibTeX turns it into the character, so it is printed
    as it stands.

    Example: `Obstetrics &amp; Gynecology` in a journal's name, as many web exports give it.

    What to do: write the character itself; BibTeX wants `\&` for an ampersand.
    """
    hits = (
        hit
        for hit in _hits(context.ledger, _entities)
        if hit.field not in _ADDRESSES and hit.field not in _COPIED
    )
    yield from _at_most(
        _html(first, len(rest)) for first, *rest in _grouped(hits, lambda hit: hit.text)
    )


def _entities(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    if text.find("&", start, end) < 0:
        return
    for found in _ENTITY.finditer(text, start, end):
        if not found[1] or _is_named(found[1]):
            yield found


def _is_named(entity: str) -> bool:
    from html.entities import html5  # late: its table of names is large

    return f"{entity};" in html5


def _html(first: _Hit, more: int) -> Problem:
    from html import unescape  # late, as above

    character = unescape(first.text.replace(_BACKSLASH, ""))
    return Problem(
        f"`{first.text}` in {first.holder} is HTML for {_shown(character)}{_and_more(more)}",
        first.location,
        subject=first.subject,
        help="Write the character itself; an ampersand in BibTeX as `\\&`.",
    )


def _shown(character: str) -> str:
    visible = character.isprintable() and not character.isspace()
    return f"`{character}`" if visible else f"U+{ord(character[0]):04X}"


def stray_blanks(context: Context) -> Iterable[Problem]:
    """A cell of the claims file with blanks before or after its text.

    Why it matters: evtrack ignores them and most other tools don't; for pandas and R, `C07` with a
    blank behind it is another id.

    Example: a stance that was copied from a web page, with a no-break space at its end.

    What to do: remove the blanks; `evtrack fix` does. Where a cell begins or ends with an empty
    line, remove that by hand.
    """
    return context.unread("stray-blanks")


def swallowed_field(context: Context) -> Iterable[Problem]:
    """A value holds what looks like further fields: a brace was closed too late.

    Why it matters: BibTeX reads those fields as part of the value, so the entry lacks them, and
    nothing complains.

    Example: `title = {Tea {and sleep},` with the missing brace some lines below, so that `year` is
    part of the title.

    What to do: close the value where it ends, and take out the brace that is then too many.
    """
    return context.unread("swallowed-field")


class _Files:
    """The texts of the project's files by path, and their lines once they are asked for."""

    def __init__(self, ledger: Ledger) -> None:
        self.text = {file.path: file.text for file in ledger.inputs}
        self._lines: dict[str, Lines] = {}

    def lines(self, path: str) -> Lines:
        """The lines of the file at this path."""
        if path not in self._lines:
            from evtrack.readers.text import Lines  # late: `explain` needs no reader

            self._lines[path] = Lines(self.text[path])
        return self._lines[path]

    def place(self, path: str, found: re.Match[str]) -> Location:
        """Where in the file it was found."""
        return Location(path, *self.lines(path).place(found.start()), width=len(found[0]))


def _hits(ledger: Ledger, find: _Find) -> Iterator[_Hit]:
    """All that this finds in the claims and in the entries that are checked."""
    files = _Files(ledger)
    yield from _hits_in_claims(ledger, files, find)
    for key, source in ledger.entries.items():
        path = source.location.path
        if hits := list(find(files.text[path], *source.span)):
            fields = sorted((place, field) for field, place in _own_places(source))
            starts = [place for place, _ in fields]
            for found in hits:
                place = files.place(path, found)
                n = bisect_right(starts, place)
                yield _Hit(found[0], place, key, fields[n - 1][1] if n else "key")


def _hits_in_claims(ledger: Ledger, files: _Files, find: _Find) -> Iterator[_Hit]:
    path = ledger.config.claims
    hits = list(find(files.text[path], 0, len(files.text[path])))
    if not hits:
        return
    ids = {claim.location.line: claim.id for claim in ledger.claims}
    ids.update((link.location.line, link.claim_id) for link in ledger.links)
    rows = sorted(ids.items())
    starts = [line for line, _ in rows]
    for found in hits:
        place = files.place(path, found)
        row = bisect_right(starts, place.line)
        yield _Hit(found[0], place, rows[row - 1][1] if row else "", "")


def _own_places(source: Source) -> Iterator[tuple[str, Location]]:
    """The places of the fields, less those that are inherited, which stand elsewhere."""
    path, line = source.location.path, source.location.line
    for field, place in source.places.items():
        if place.path == path and place.line >= line:
            yield field, place


def _grouped(hits: Iterable[_Hit], kind: Callable[[_Hit], str]) -> Iterable[Sequence[_Hit]]:
    """The hits that make one finding: of one kind, in one claim or entry."""
    groups: dict[tuple[str, str, str], list[_Hit]] = {}
    for hit in hits:
        groups.setdefault((hit.location.path, hit.subject, kind(hit)), []).append(hit)
    return groups.values()


def _and_more(number: int) -> str:
    return f" (and {number:,} more)" if number else ""


def _at_most(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The first problems of each file; one more tells of the others, and carries their edits."""
    of_file: dict[str, list[Problem]] = {}
    for problem in problems:
        of_file.setdefault(problem.location.path, []).append(problem)
    for path, found in of_file.items():
        yield from found[:_MOST_IN_A_FILE]
        if others := found[_MOST_IN_A_FILE:]:
            yield Problem(
                f"{path} has the like in {len(others):,} more of its claims or entries",
                others[0].location,
                edits=tuple(edit for problem in others for edit in problem.edits),
            )
