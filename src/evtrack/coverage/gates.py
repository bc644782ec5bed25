"""Whether an article's coverage is as high as a project asks."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from evtrack.coverage.sentences import Coverage

_ROUNDING = 1e-9  # 0.07 * 100 is a little more than 7


class Gate(NamedTuple):
    """The least percentage of the sentences in scope that a project asks for.

    `name` is that of the setting, `reached` how many of `in_scope` sentences count.
    """

    name: str
    least: float
    reached: int
    in_scope: int

    @property
    def short(self) -> int:
        """How many more sentences are needed; 0 where there are enough."""
        needed = ceil(self.least * self.in_scope / 100 - _ROUNDING)
        return max(0, needed - self.reached)

    @property
    def percent(self) -> float | None:
        """How many count, to one decimal; never as much as is asked for where they fall short."""
        if not self.in_scope:
            return None
        nearest = round(1000 * self.reached / self.in_scope) / 10
        is_misleading = self.short and nearest >= self.least
        return 1000 * self.reached // self.in_scope / 10 if is_misleading else nearest

    @property
    def passed(self) -> bool:
        """Whether enough of them count; where none is in scope, there is nothing that could."""
        return self.short == 0 and (self.in_scope > 0 or self.least == 0)


def gates_of(
    coverage: Coverage, min_coverage: float | None, min_supported: float | None
) -> tuple[Gate, ...]:
    """The gates that are set, in percent, for this coverage."""
    asked = (
        ("min-coverage", min_coverage, coverage.carried),
        ("min-supported", min_supported, coverage.supported),
    )
    return tuple(
        Gate(name, least, reached, coverage.in_scope)
        for name, least, reached in asked
        if least is not None
    )
