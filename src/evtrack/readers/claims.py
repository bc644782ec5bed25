"""claims.csv, as any person's tools write it, to claims and links with their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeVar

from evtrack.days import day_of
from evtrack.model import Claim, Edit, Input, Link, Location, Problem, Unread
from evtrack.phrases import excerpt, quoted
from evtrack.readers.blanks import StrayBlanks
from evtrack.readers.table import Row, Table, read_table
from evtrack.suggest import did_you_mean
from evtrack.words import Directness, Downgrade, Question, Stance, Stated, Upgrade, normal

CLAIM_COLUMNS = ("claim", "anchor", "anchor_prefix", "anchor_suffix", "question", "stated")
LINK_COLUMNS = (
    "citekey",
    "stance",
    "locator",
    "rationale",
    "directness",
    "downgrade",
    "upgrade",
    "explained",
    "checked",
    "checked_by",
)
_WORD_COLUMNS = ("question", "stated")
COLUMNS = ("claim_id", *CLAIM_COLUMNS, *LINK_COLUMNS, "note")
REQUIRED_COLUMNS = ("claim_id", "claim")
ROWS_LEFT_OUT = ("missing-column", "missing-claim-id", "unreadable-row")
"""The rules on rows that were not read: whose claims and links they are is not known."""

_MOST_FAULTS_IN_A_CELL = 5  # each costs a look for the place of the cell
_DOWNGRADE_STEPS = dict.fromkeys(Downgrade, range(4))
_UPGRADE_STEPS = {
    Upgrade.LARGE_EFFECT: range(1, 3),
    Upgrade.DOSE_RESPONSE: range(1, 2),
    Upgrade.CONFOUNDING: range(1, 2),
}

_Word = TypeVar("_Word", bound=StrEnum)


class ClaimsFile(NamedTuple):
    """What was read of a claims file. `locate` finds a cell on disk."""

    claims: tuple[Claim, ...]
    links: tuple[Link, ...]
    unread: tuple[Unread, ...]
    table: Table

    def locate(self, line: int, column: str) -> Location:
        """The cell of this column in the row that starts at this line, without its quotes."""
        return self.table.locate(line, column)


def read_claims(source: Input) -> ClaimsFile:
    """The claims and links of a CSV file; everything that can't be taken as it stands is `unread`.

    The header and its delimiter: `evtrack.readers.table`. Cells may span lines, and every cell is
    text: `NA`, `007` and `1e5` stay what they are.
    """
    table = read_table(source, COLUMNS, REQUIRED_COLUMNS)
    header_problems = tuple(_header_problems(table))
    if table.missing:
        return ClaimsFile((), (), header_problems, table)
    reader = _RowReader(table)
    reader.blanks.look(table.header_line)
    for row in table.rows(reader.report_broken):
        reader.take(row)
    reader.name_broken()
    claims = tuple(reader.claims())
    unread = (*header_problems, *reader.unread, *reader.blanks.unread())
    return ClaimsFile(claims, tuple(reader.links), unread, table)


def _header_problems(table: Table) -> Iterator[Unread]:
    if not table.names_below:
        yield from _columns_not_read(table)
    for name in table.missing:
        help_ = (
            f"The columns are named on line {table.names_below}; remove what stands above."
            if table.names_below
            else f"The first row must name the columns: {', '.join(table.required)}, "
            "and for links citekey and stance."
        )
        message = f"there is no column `{name}`, so no claim can be read"
        place = table.locate_line(table.header_line)
        yield Unread("missing-column", Problem(message, place, help=help_))


def _columns_not_read(table: Table) -> Iterator[Unread]:
    absent = [name for name in COLUMNS if name not in table.position]
    places = table.locate_all(table.header_line)
    for n, (name, place) in enumerate(zip(table.header, places, strict=False)):
        known = table.known_name(name)
        if not name or (known and table.position[known] == n):
            continue
        if table.position[name] != n:
            message = f"column {quoted(name)} stands here again; only the first is read"
            help_ = "Rename or remove it."
        elif known:
            message = f"column {quoted(name)} is `{known}` again and is not read"
            help_ = "Rename or remove it."
        else:
            message = f"column {quoted(name)} is not one that evtrack knows"
            help_ = did_you_mean(name, absent) or "It is kept and not read."
        yield Unread("unknown-column", Problem(message, place, help=help_))


@dataclass(eq=False, repr=False)
class _Draft:
    """A claim while its rows are gathered: each cell with the line that it was first seen on.

    `lines` are where its rows start, `notes` those of its rows without a source.
    """

    lines: list[int] = field(default_factory=list)
    cells: dict[str, tuple[str, int]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def line(self) -> int:
        return self.lines[0]

    def text_of(self, column: str) -> str:
        return self.cells[column][0] if column in self.cells else ""


class _RowReader:
    """Gathers rows into claims and links, and what is wrong with them into `unread`."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.links: list[Link] = []
        self.unread: list[Unread] = []
        self.blanks = StrayBlanks(table)
        self._drafts: dict[str, _Draft] = {}
        self._broken: dict[int, str] = {}
        self._skipped: set[str] = set()
        self._unlinked: set[str] = set()
        self._claim_columns = [name for name in CLAIM_COLUMNS if name in table.position]
        self._nameless = [n for n, name in enumerate(table.header) if not name]

    def problem(
        self,
        rule: str,
        message: str,
        location: Location,
        *,
        subject: str = "",
        help: str = "",
        edits: tuple[Edit, ...] = (),
    ) -> None:
        self.unread.append(Unread(rule, Problem(message, location, subject, help, edits)))

    def report_broken(self, line: int) -> None:
        self._broken[len(self.unread)] = self.table.beginning(line, "claim_id")
        self.problem(
            "unreadable-row",
            "the row that starts here is not valid CSV and was not read",
            self.table.locate_line(line),
            help="Look for a quote that is not closed, or one that is not doubled in a cell.",
        )

    def name_broken(self) -> None:
        """Say whose rows are broken, once it is known from the others which claims there are."""
        for place, claim_id in self._broken.items():
            if claim_id in self._drafts:
                self._skipped.add(claim_id)
                rule, problem = self.unread[place]
                self.unread[place] = Unread(rule, problem._replace(subject=claim_id))

    def take(self, row: Row) -> None:
        cells = self.table.named(row)
        claim_id = cells["claim_id"]
        self._look_under_no_name(row)
        if any(row.cells[len(self.table.header) :]):
            self._skipped.add(claim_id)
            self.problem(
                "unreadable-row",
                f"the row has {len(row.cells)} cells under {len(self.table.header)} columns and "
                "was not read",
                self.table.locate_nth(row.line, len(self.table.header)),
                subject=claim_id,
                help="A cell that contains the delimiter must stand in quotes.",
            )
        elif not claim_id:
            self.problem(
                "missing-claim-id",
                "the row has no claim_id and was not read",
                self.table.locate(row.line, "claim_id"),
                help="Every row names its claim, also a claim's second and third row.",
            )
        else:
            if row.had_blanks:
                self.blanks.look(row.line, claim_id)
            self._take_claim(claim_id, row.line, cells)
            self._take_link(claim_id, row.line, cells)

    def _look_under_no_name(self, row: Row) -> None:
        filled = next((n for n in self._nameless if n < len(row.cells) and row.cells[n]), None)
        if filled is not None:
            self._nameless = []  # once a file: pandas and R write one for the row's number
            self.problem(
                "unknown-column",
                f"column {filled + 1} has no name; cells without one are not read",
                self.table.locate_nth(row.line, filled),
                help="Name the column in the first row, or remove it.",
            )

    def claims(self) -> Iterator[Claim]:
        for claim_id, draft in self._drafts.items():
            text, line = draft.cells.get("claim", ("", draft.line))
            if not text and claim_id not in self._skipped:
                self.problem(
                    "missing-claim-text",
                    f"{claim_id} has no text",
                    self.table.locate(line, "claim"),
                    subject=claim_id,
                    help="State the claim in the `claim` cell of its first row.",
                )
            yield Claim(
                id=claim_id,
                text=text,
                location=Location(self.table.path, line),
                anchor=draft.text_of("anchor"),
                question=self._claim_word(claim_id, draft, "question", Question)
                or Question.BENEFIT,
                stated=self._claim_word(claim_id, draft, "stated", Stated) or Stated.FIRM,
                note="; ".join(draft.notes),
                anchor_prefix=draft.text_of("anchor_prefix"),
                anchor_suffix=draft.text_of("anchor_suffix"),
                is_whole=claim_id not in self._skipped and claim_id not in self._unlinked,
            )

    def _take_claim(self, claim_id: str, line: int, cells: Mapping[str, str]) -> None:
        draft = self._drafts.setdefault(claim_id, _Draft())
        draft.lines.append(line)
        for column in self._claim_columns:
            value = cells[column]
            if not value:
                continue
            first, first_line = draft.cells.setdefault(column, (value, line))
            compared = normal if column in _WORD_COLUMNS else str
            if value != first and compared(value) != compared(first):
                self.problem(
                    "claim-disagrees",
                    f"{claim_id} has another `{column}` on line {first_line}",
                    self.table.locate(line, column),
                    subject=claim_id,
                    help="Give it once, on the claim's first row, or the same on every row.",
                )

    def _take_link(self, claim_id: str, line: int, cells: Mapping[str, str]) -> None:
        if not cells["citekey"]:
            if cells["note"]:
                self._drafts[claim_id].notes.append(cells["note"])
            if filled := [column for column in LINK_COLUMNS if cells[column]]:
                self._unlinked.add(claim_id)
                self.problem(
                    "missing-citekey",
                    f"{claim_id} has a {filled[0]} here, but no citekey that it belongs to",
                    self.table.locate(line, filled[0]),
                    subject=claim_id,
                    help="Name the source in `citekey`, or clear the link's cells.",
                )
            return
        stance = self._word(claim_id, [line], "stance", cells["stance"], Stance)
        if not cells["stance"]:
            self.problem(
                "missing-stance",
                f"the link of {claim_id} to {cells['citekey']} has no stance",
                self.table.locate(line, "citekey"),
                subject=claim_id,
                help=f"Say what the source says of the claim: {', '.join(Stance)}.",
            )
        self.links.append(
            Link(
                claim_id=claim_id,
                citekey=cells["citekey"],
                stance=stance,
                location=Location(self.table.path, line),
                locator=cells["locator"],
                rationale=cells["rationale"],
                directness=self._word(
                    claim_id, [line], "directness", cells["directness"], Directness
                )
                or Directness.DIRECT,
                downgrades=self._steps(
                    claim_id, line, "downgrade", cells, Downgrade, _DOWNGRADE_STEPS
                ),
                upgrades=self._steps(claim_id, line, "upgrade", cells, Upgrade, _UPGRADE_STEPS),
                explained=cells["explained"],
                checked=self._date(claim_id, line, cells["checked"]),
                checked_by=cells["checked_by"],
                note=cells["note"],
            )
        )

    def _claim_word(
        self, claim_id: str, draft: _Draft, column: str, words: type[_Word]
    ) -> _Word | None:
        value, line = draft.cells.get(column, ("", draft.line))
        lines = draft.lines[draft.lines.index(line) :] if value else draft.lines
        return self._word(claim_id, lines, column, value, words)

    def _word(
        self, claim_id: str, lines: Sequence[int], column: str, value: str, words: type[_Word]
    ) -> _Word | None:
        """The word of the cell in the first of these rows; the others may only repeat it."""
        if not value:
            return None
        word = normal(value)
        try:
            return words(word)
        except ValueError:
            from evtrack.spellings import meant  # late: only a mistake needs it

            right = meant(word, words, column)
            self.problem(
                "unknown-word",
                f"`{column}` can't be {quoted(value)}",
                self.table.locate(lines[0], column),
                subject=claim_id,
                help=did_you_mean(right or word, list(words)) or f"Known are: {', '.join(words)}.",
                edits=self._respelt(lines, column, word, right) if right else (),
            )
            return None

    def _respelt(
        self, lines: Iterable[int], column: str, word: str, right: str
    ) -> tuple[Edit, ...]:
        """The edits that write `right` in the cells of these rows that hold `word`, if all can."""
        edits = []
        for line in lines:
            cell = self.table.cell(line, column)
            if cell is None:
                continue
            raw = self.table.first_line(cell)
            text = raw.strip()
            if cell.line != cell.last_line or self.table.delimiter in right:
                return ()
            if normal(text) == word:
                place = cell.start + 1 + raw.index(text)
                edits.append(Edit(Location(self.table.path, line, place, len(text)), text, right))
        return tuple(edits)

    def _steps(
        self,
        claim_id: str,
        line: int,
        column: str,
        cells: Mapping[str, str],
        words: type[_Word],
        allowed: Mapping[_Word, range],
    ) -> dict[_Word, int]:
        found: dict[_Word, int] = {}
        if not cells[column]:
            return found
        told = len(self.unread)
        for part in filter(None, map(str.strip, cells[column].replace(",", ";").split(";"))):
            if len(self.unread) - told == _MOST_FAULTS_IN_A_CELL:
                break
            name, colon, steps = (piece.strip() for piece in part.partition(":"))
            word = self._word(claim_id, [line], column, name or part, words)
            if word is None:
                continue
            number = _whole_number(steps) if colon else 1
            if number in allowed[word] and word not in found:
                found[word] = number
                continue
            self.problem(
                "invalid-number",
                f"`{column}` names {word} again; only the first is read"
                if word in found
                else f"`{column}` can't take {excerpt(steps) or 'blank'} steps for {word}",
                self.table.locate(line, column),
                subject=claim_id,
                help=f"Name it once, with {allowed[word][0]} to {allowed[word][-1]} steps, as in "
                f"`{word}:1`.",
            )
        return found

    def _date(self, claim_id: str, line: int, value: str) -> date | None:
        if not value:
            return None
        if day := day_of(value):
            return day
        self.problem(
            "invalid-date",
            f"`checked` can't be {quoted(value)}",
            self.table.locate(line, "checked"),
            subject=claim_id,
            help="Write a day of the calendar as year-month-day, as in 2026-03-31.",
        )
        return None


def _whole_number(digits: str) -> int:
    """The number; -1, which is never allowed, for anything else."""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else -1
