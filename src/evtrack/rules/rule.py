"""What a rule is, and what it may look at."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from evtrack.config import Acceptance
from evtrack.model import Claim, Finding, Ledger, Link, Location, Problem, Verdict
from evtrack.words import Severity


@dataclass(frozen=True, eq=False, repr=False)
class Context:
    """Everything a rule may look at.

    `today` is None where nothing is to be compared with it. `found` are the findings of the rules
    before it in the catalogue.
    """

    ledger: Ledger
    verdicts: Mapping[str, Verdict]
    today: date | None = None
    found: Sequence[Finding] = field(default_factory=list)

    def unread(self, rule: str) -> Iterator[Problem]:
        """What the readers left for the rule of this name."""
        return (unread.problem for unread in self.ledger.unread if unread.rule == rule)

    @cached_property
    def keys_without_case(self) -> Mapping[str, str]:
        """Every citekey of the references by its case-folded form."""
        return {key.casefold(): key for key in self.ledger.sources}

    def cell(self, row: Claim | Link, column: str) -> Location:
        """Where this column of a claim's or link's row stands on disk."""
        return self.ledger.cells.locate(row.location.line, column)


class Rule(NamedTuple):
    """A function that finds problems, and how bad they are unless the config says otherwise.

    The name, the summary and the page are the function's own.
    """

    find: Callable[[Context], Iterable[Problem]]
    severity: Severity

    @property
    def name(self) -> str:
        """The name under which it is configured, accepted and explained."""
        return self.find.__name__.replace("_", "-")

    @property
    def family(self) -> str:
        """The file it stands in."""
        return self.find.__module__.rpartition(".")[2]

    @property
    def page(self) -> str:
        """Its documentation: what it finds, why it matters, an example, what to do."""
        return inspect.getdoc(self.find) or ""

    @property
    def summary(self) -> str:
        """The first line of its page."""
        return self.page.partition("\n")[0]


def covers(acceptance: Acceptance, finding: Finding) -> bool:
    """Whether this acceptance is about this finding, expired or not."""
    return acceptance.rule == finding.rule and acceptance.where == finding.problem.subject
