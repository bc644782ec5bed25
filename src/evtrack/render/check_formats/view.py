"""What every window of `check` shows."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from evtrack.inspection import Inspection
from evtrack.model import Finding, Ledger, Location, Problem, Unchecked
from evtrack.phrases import counted
from evtrack.render.terminal import Terminal, inert
from evtrack.words import Severity

if TYPE_CHECKING:
    from evtrack.fingerprints import Changes

_MOST_UNCHECKED = 5  # of a kind, told one by one


class CheckView(NamedTuple):
    """What a check has to show, and where.

    `folder` is the project's, from the root of its repository on; blank where the two are one.
    `changes` are those since a revision, where one was given. With `statistics`, how many findings
    each rule has is shown too, or instead of them.
    """

    ledger: Ledger
    inspection: Inspection
    fail_on: Severity
    terminal: Terminal
    folder: str = ""
    changes: Changes | None = None
    statistics: bool = False

    @property
    def passed(self) -> bool:
        """Whether the check passes."""
        return self.inspection.passes(self.fail_on)

    @property
    def outcome(self) -> str:
        """The same in a word."""
        return "passed" if self.passed else "failed"

    def fails(self, finding: Finding) -> bool:
        """Whether the check fails by this finding."""
        return finding.severity.rank <= self.fail_on.rank

    @property
    def new(self) -> frozenset[Finding]:
        """The findings that were not there at the revision that is compared with."""
        return self.changes.new if self.changes else frozenset()

    def mark(self, finding: Finding) -> str:
        """What is printed behind the name of a finding that is new, and nothing otherwise."""
        return " (new)" if finding in self.new else ""

    @property
    def worst_first(self) -> list[Finding]:
        """The findings by severity; of one severity the new ones first, then by place."""
        new = self.new
        return sorted(
            self.inspection.findings, key=lambda found: (found.severity.rank, found not in new)
        )

    @property
    def unchecked(self) -> Mapping[str, Sequence[Unchecked]]:
        """What could not be checked, by what it is."""
        items = sorted(self.inspection.unchecked, key=lambda item: item.what)
        return {what: list(group) for what, group in groupby(items, lambda item: item.what)}

    def fingerprints(self, findings: Sequence[Finding]) -> list[str]:
        """The fingerprints of these findings among all of the repository."""
        from evtrack.fingerprints import identities  # late: the formats for people have none

        return [
            identity._replace(path=self.in_repository(identity.path)).fingerprint
            for identity in identities(findings)
        ]

    def place_of(self, finding: Finding) -> Location:
        """Its place with the path from the repository's root on, as services that hold it want."""
        place = finding.problem.location
        return place._replace(path=self.in_repository(place.path))

    def in_repository(self, path: str) -> str:
        """A path of the project from the repository's root on."""
        return posixpath.normpath(posixpath.join(self.folder, path))


def message_and_help(problem: Problem) -> str:
    """What is wrong and what to do, as two sentences."""
    return f"{problem.message}. {problem.help}" if problem.help else problem.message


def unchecked_in_words(items: Sequence[Unchecked]) -> str:
    """The first few of what could not be checked, and how many more there are."""
    told = [
        f"{item.subject}: {item.why}" if item.subject else item.why
        for item in items[:_MOST_UNCHECKED]
    ]
    more = len(items) - len(told)
    return inert("; ".join([*told, *([f"{more:,} more"] if more else [])]))


def limits_of(inspection: Inspection) -> str:
    """What the findings are limited to, as a sentence; blank where nothing is left out."""
    limits = str(inspection.selection)
    return f"shown are only the findings {limits}" if limits else ""


def counts_of(inspection: Inspection) -> str:
    """How many findings of each severity, in words."""
    return ", ".join(
        counted(inspection.counts[severity.value], severity.value) for severity in Severity
    )


def counts_aside(inspection: Inspection) -> str:
    """How many findings are accepted, and how much is unchecked."""
    return ", ".join(f"{inspection.counts[name]:,} {name}" for name in ("accepted", "unchecked"))


def changes_in_words(changes: Changes) -> str:
    """How many findings are new, and how many mended."""
    return f"{len(changes.new):,} new, {len(changes.mended):,} mended"
