"""What a rule is, and what it may look at."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from evtrack.model import Claim, Finding, Ledger, Link, Location, Problem, Verdict
from evtrack.words import Severity, Status

if TYPE_CHECKING:
    from evtrack.appraisal.withdrawal import Unretracted
    from evtrack.coverage import ArticleCoverage


@dataclass(frozen=True, eq=False, repr=False)
class Context:
    """Everything a rule may look at.

    `today` is None where nothing is to be compared with it. `found` are the findings of the rules
    before it in the catalogue, and `off` the names of the rules that don't run.
    """

    ledger: Ledger
    verdicts: Mapping[str, Verdict]
    today: date | None = None
    found: Sequence[Finding] = field(default_factory=list)
    off: frozenset[str] = frozenset()

    def unread(self, rule: str) -> Iterator[Problem]:
        """What the readers left for the rule of this name."""
        return (unread.problem for unread in self.ledger.unread if unread.rule == rule)

    @cached_property
    def keys_without_case(self) -> Mapping[str, str]:
        """Every citekey of the references by its case-folded form."""
        return {key.casefold(): key for key in self.ledger.sources}

    @cached_property
    def coverage(self) -> ArticleCoverage | None:
        """What claims carry of the article; None without one. It is read when first asked for."""
        from evtrack.coverage import article_coverage  # late: not every project has an article

        return article_coverage(self.ledger)

    @cached_property
    def unretracted(self) -> Mapping[str, Unretracted]:
        """Where claims would stand if their retracted sources counted, by the id of each such."""
        statuses = (source.appraisal.status for source in self.ledger.cited.values())
        if Status.RETRACTED not in statuses:
            return {}
        from evtrack.appraisal.withdrawal import unretracted  # late: `explain` needs no judge

        return unretracted(self.ledger, self.verdicts)

    def cell(self, row: Claim | Link, column: str) -> Location:
        """Where this column of a claim's or link's row stands on disk."""
        return self.ledger.cells.locate(row.location.line, column)

    def problem(self, row: Claim | Link, column: str, message: str, help: str) -> Problem:
        """A problem with this column of a claim's or link's row."""
        subject = row.claim_id if isinstance(row, Link) else row.id
        return Problem(message, self.cell(row, column), subject, help)


class Rule(NamedTuple):
    """A function that finds problems, and how bad they are unless the config says otherwise.

    The name, the summary and the page are the function's own. A rule that is not `on` finds nothing
    until it is asked for. What a `vital` rule finds leaves nothing to check: it is always an error,
    and can't be switched off.
    """

    find: Callable[[Context], Iterable[Problem]]
    severity: Severity
    on: bool = True
    vital: bool = False

    @property
    def name(self) -> str:
        """The name under which it is configured, accepted and explained."""
        return self.find.__name__.replace("_", "-")

    @property
    def family(self) -> str:
        """The file it stands in."""
        return self.find.__module__.rpartition(".")[2]

    def severity_in(self, chosen: Mapping[str, Severity | None]) -> Severity | None:
        """The severity that a config chose, or the rule's own; None where it is off."""
        return chosen.get(self.name, self.severity if self.on else None)

    @property
    def is_acceptable(self) -> bool:
        """Whether its findings can be accepted: not those on the acceptances themselves."""
        return not self.vital and self.family != "project"

    @property
    def page(self) -> str:
        """Its documentation: what it finds, why it matters, an example, what to do."""
        return inspect.getdoc(self.find) or ""

    @property
    def summary(self) -> str:
        """The first line of its page."""
        return self.page.partition("\n")[0]
