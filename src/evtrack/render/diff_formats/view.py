"""What every window of `diff` shows, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple, Protocol

from evtrack.comparison import Comparison, KeptClaim
from evtrack.comparison.causes import Cause, How
from evtrack.comparison.changes import Change, Fate, What
from evtrack.comparison.found import ChangedFinding
from evtrack.comparison.watched import NOTICE
from evtrack.coverage.sentences import Coverage
from evtrack.model import Finding, Verdict
from evtrack.phrases import excerpt, listed, listed_briefly, quoted
from evtrack.render.percent import in_percent
from evtrack.render.terminal import Terminal
from evtrack.wording.changes import changed_words
from evtrack.words import Calibration

LONGEST_CLAIM = 160  # characters
_TEXTS = ("claim", "anchor", "explained", "rationale", "author", "title", "journal")
_FREE = (
    *(*_TEXTS, "locator", "study", "includes", "checked_by", "doi", "year", "volume", "page"),
    *("pmid", "url", "type", "status", "notice", "own-names", "retractions", "leave-out"),
)
_WORDS = ("stance", "question", "stated", "directness")


class StateKind(StrEnum):
    """What a state of a project is taken from."""

    REVISION = "revision"
    FOLDER = "folder"
    DISK = "disk"


class State(NamedTuple):
    """A state by the name that a user gave it; blank for the project as it is on disk.

    `is_empty` tells that there were no claims yet.
    """

    kind: StateKind
    name: str = ""
    is_empty: bool = False

    def __str__(self) -> str:
        return {
            StateKind.REVISION: quoted(self.name),
            StateKind.FOLDER: f"the folder {quoted(self.name)}",
            StateKind.DISK: "the files on disk",
        }[self.kind]


class DiffView(NamedTuple):
    """A comparison, what was compared, and where it is shown."""

    comparison: Comparison
    base: State
    head: State
    terminal: Terminal = Terminal()


class Section(NamedTuple):
    """Changes of one kind, a line each."""

    title: str
    lines: Sequence[str]


class Moves(NamedTuple):
    """Claims whose support, or evidence, moved one way; a colour for that way."""

    title: str
    colour: str
    claims: Sequence[KeptClaim]


def moves_of(found: Comparison) -> list[Moves]:
    """What got worse, then what got better, then what has other evidence for the same support."""
    moves = [
        Moves("Got worse", "red", found.worse),
        Moves("Got better", "green", found.better),
        Moves("Same support, other evidence", "yellow", found.shifted),
    ]
    return [each for each in moves if each.claims]


def sections_of(found: Comparison) -> list[Section]:
    """All other changes, those of claims first."""
    findings = found.findings
    sections = [
        Section("New claims", [_claim_line(verdict) for verdict in found.added]),
        Section(_removed(found), [_claim_line(verdict, "was ") for verdict in found.removed]),
        Section("Changed claims", [_own_changes(claim) for claim in found.reworded]),
        Section("Links", [_record_line(*each) for each in _by_record(found.links)]),
        Section("Sources", [_record_line(*each) for each in _by_record(found.sources)]),
        Section("Settings", [_in_brief(change) for change in found.settings]),
        Section("New findings", list(map(_finding_line, findings.new))),
        Section("Changed findings", list(map(_changed_line, findings.changed))),
        Section("Findings gone", list(map(_finding_line, findings.gone))),
        Section("Accepted", list(map(_finding_line, findings.accepted))),
        Section("Accepted no more", list(map(_finding_line, findings.unaccepted))),
    ]
    return [section for section in sections if section.lines]


def _removed(found: Comparison) -> str:
    return "Claims removed or not read" if found.unread else "Removed claims"


# The whole


def headline(view: DiffView) -> str:
    """How much has changed, in a sentence."""
    found = view.comparison
    if found.is_empty:
        what = "claims, links, sources, settings and findings"
        return f"No change in {what} between {view.base} and {view.head}."
    told = [
        f"{things} ({', '.join(f'{number:,} {fate}' for number, fate in numbers if number)})"
        for things, numbers in _numbers(found).items()
        if any(number for number, _ in numbers)
    ]
    return f"Between {view.base} and {view.head}: {listed(told or ['another coverage'])}."


def _numbers(found: Comparison) -> Mapping[str, Sequence[tuple[int, str]]]:
    findings = found.findings
    return {
        "claims": (
            (len(found.worse), "worse"),
            (len(found.better), "better"),
            (len(found.shifted), "with other evidence"),
            (len(found.added), "new"),
            (len(found.removed), "removed"),
            (len(found.reworded), "changed"),
        ),
        "links": ((len(list(_by_record(found.links))), "changed"),),
        "sources": ((len(list(_by_record(found.sources))), "changed"),),
        "settings": ((len(found.settings), "changed"),),
        "findings": (
            (len(findings.new), "new"),
            (len(findings.changed), "changed"),
            (len(findings.gone), "gone"),
            (len(findings.accepted), "accepted"),
            (len(findings.unaccepted), "accepted no more"),
        ),
    }


def notes_on(view: DiffView) -> Iterator[str]:
    """What else there is to know of the whole: an empty state, and the article's coverage."""
    for state in (view.base, view.head):
        if state.is_empty:
            yield f"There were no claims in {state}."
    if unread := view.comparison.unread:
        yield (
            f"In {view.head}, {listed_briefly([str(u.problem.location) for u in unread])} can't be "
            "read, as the new findings say; what seems removed may stand there."
        )
    before, after = view.comparison.coverage or (None, None)
    if before and after and before != after:
        (old, old_supported), (new, new_supported) = _shares(before), _shares(after)
        yield f"Sentences of the article on claims: {_from_to(old, new)}."
        supported = _from_to(old_supported, new_supported)
        yield f"On claims with moderate or strong support: {supported}."


def _shares(coverage: Coverage) -> tuple[str, str]:
    """How many of the sentences are carried, and supported."""
    all_of_them = f"of {coverage.in_scope:,}"
    return (
        f"{coverage.carried:,} {all_of_them} ({in_percent(coverage.percent)})",
        f"{coverage.supported:,} {all_of_them} ({in_percent(coverage.percent_supported)})",
    )


def _from_to(old: str, new: str) -> str:
    return f"{old} → {new}" if old != new else f"{new}, as before"


# Moves


class Judged(Protocol):
    """A verdict, of now or as a report tells of it."""

    @property
    def support(self) -> str:
        """The word of its support."""

    @property
    def pro(self) -> str | None:
        """The rung of the side for the claim; nothing where it has none."""

    @property
    def against(self) -> str | None:
        """The same of the other side."""

    @property
    def calibration(self) -> str:
        """How the claim's wording sits with it."""


def move_in_words(before: Judged, after: Judged) -> str:
    """From where to where: `moderate → mixed`; where that is the same, the sides of both."""
    if before.support != after.support:
        return f"{before.support} → {after.support}"
    return f"{after.support}, {_sides(before)} → {_sides(after)}"


def _sides(verdict: Judged) -> str:
    sides = ((verdict.pro, "for"), (verdict.against, "against"))
    return " and ".join(f"{level} {side}" for level, side in sides if level)


def why(claim: KeptClaim) -> str:
    """Why it moved, and what that makes of how the article states it."""
    cause = f"because {_cause_in_words(claim.cause)}" if claim.cause else ""
    return "; ".join(filter(None, (cause, recalibrated(claim.before, claim.after))))


def _cause_in_words(cause: Cause) -> str:
    changes = listed_briefly([_in_a_sentence(change) for change in cause.changes])
    return {
        How.ALONE: changes,
        How.EACH: f"{changes}: each alone would do it",
        How.TOGETHER: f"{changes}, together",
        How.ENOUGH: f"{changes}: fewer of them would do it",
        How.UNTRIED: f"of {len(cause.changes):,} changes, too many to tell which of them it was",
    }[cause.how]


def _in_a_sentence(change: Change) -> str:
    fate, name, before, after = change.fate, change.name, change.before, change.after
    citekey = change.citekey
    stance = f" ({before or after})" if before or after else ""
    if fate is not Fate.CHANGED and change.what is What.LINK:
        return f"{citekey} was {fate}{stance}"
    if fate is not Fate.CHANGED:
        return f"{citekey} {'came into' if fate is Fate.ADDED else 'left'} the references"
    if change.what is What.SOURCE and name == NOTICE:
        return _notice_in_a_sentence(change)
    whose = {What.CLAIM: "its ", What.SETTING: "the setting "}.get(change.what, "")
    it = f"{whose}`{name}`" + (f" of {citekey}" if citekey else "")
    if not before:
        return f"{it} became {_value(name, after)}"
    if not after:
        gone = "was removed, or is no known word" if name in _WORDS else "was removed"
        return f"{it} ({_value(name, before)}) {gone}"
    return f"{it} went from {_value(name, before)} to {_value(name, after)}"


def _notice_in_a_sentence(change: Change) -> str:
    of_source = f"on {change.citekey} in the list of retractions"
    if not change.before:
        return f"there is a notice {of_source} ({change.after})"
    if not change.after:
        return f"the notice {of_source} ({change.before}) no longer stands"
    return f"the notice {of_source} went from {change.before} to {change.after}"


def recalibrated(before: Judged, after: Judged) -> str:
    """What has become of how the claim's wording sits with its verdict; blank for no change."""
    if before.calibration == after.calibration:
        return ""
    if after.calibration == Calibration.CALIBRATED:
        return f"no longer {before.calibration}"
    return f"now {after.calibration}"


# Other changes


def _claim_line(verdict: Verdict, was: str = "") -> str:
    claim = verdict.claim
    return f"{claim.id}, {was}{verdict.support}: {excerpt(claim.text, LONGEST_CLAIM)}"


def _own_changes(claim: KeptClaim) -> str:
    name = f"{claim.before.claim.id} → {claim.id}" if claim.is_renumbered else claim.id
    told = [_in_brief(change) for change in claim.changes]
    if told and not claim.cause:
        told.append(recalibrated(claim.before, claim.after))
    return f"{name}: {'; '.join(filter(None, told))}" if told else name


def _by_record(changes: Sequence[Change]) -> Iterator[tuple[str, list[Change]]]:
    """The changes of each link or source, by its name."""
    for (claim_id, citekey), group in groupby(changes, lambda each: (each.claim_id, each.citekey)):
        yield f"{claim_id}, {citekey}" if claim_id else citekey, list(group)


def _record_line(name: str, changes: Sequence[Change]) -> str:
    return f"{name}: {'; '.join(map(_in_brief, changes))}"


def _in_brief(change: Change) -> str:
    name, before, after = change.name, change.before, change.after
    if change.what is What.SOURCE and change.fate is not Fate.CHANGED:
        return "in use now" if change.fate is Fate.ADDED else "no longer in use"
    if change.fate is not Fate.CHANGED:
        return f"{change.fate} ({before or after})" if before or after else change.fate
    if before and after and name in _TEXTS:
        return f"{name} {changed_words(before, after)}"
    if before and after:
        return f"{name} {_value(name, before)} → {_value(name, after)}"
    return (
        f"{name} {_value(name, after)} added" if after else f"{name} {_value(name, before)} removed"
    )


def _value(name: str, value: str) -> str:
    return quoted(value) if name in _FREE else value


def _changed_line(changed: ChangedFinding) -> str:
    before = changed.before.problem
    return f"{_finding_line(changed.after)}, before: {before.message}"


def _finding_line(finding: Finding) -> str:
    problem = finding.problem
    return f"{problem.location}: {finding.severity}[{finding.rule}] {problem.message}"
