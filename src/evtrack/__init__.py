"""evtrack: a linter and a coverage tool for evidence.

`load` reads a project into a `Ledger`, `check` lists its findings, `judge` gives the verdict on
each claim, and `to_frame` makes a pandas table of the verdicts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evtrack.appraisal import judge
    from evtrack.errors import CannotRun
    from evtrack.frames import to_frame
    from evtrack.inspection import check
    from evtrack.model import Claim, Finding, Ledger, Link, Source, Verdict
    from evtrack.readers import load

__version__ = "0.1.0"

__all__ = [
    "CannotRun",
    "Claim",
    "Finding",
    "Ledger",
    "Link",
    "Source",
    "Verdict",
    "check",
    "judge",
    "load",
    "to_frame",
]

_HOME = {
    "CannotRun": "errors",
    "check": "inspection",
    "judge": "appraisal",
    "load": "readers",
    "to_frame": "frames",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that `evtrack --version` imports nothing."""
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(f"module 'evtrack' has no attribute {name!r}")
    return getattr(import_module(f"evtrack.{_HOME.get(name, 'model')}"), name)
