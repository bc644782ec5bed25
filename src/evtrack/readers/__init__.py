"""The door: files in, a ledger out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from evtrack.config import LOCK_FILE, Config, find_config
from evtrack.errors import CannotRun, reason_of
from evtrack.model import BaselineEntry, Input, Ledger, LinkName, Report, Review
from evtrack.readers.article import read_article
from evtrack.readers.bibliography import read_bibliography
from evtrack.readers.claims import read_claims
from evtrack.readers.copies import StoredCopies
from evtrack.readers.report import read_report
from evtrack.readers.text import read_input

if TYPE_CHECKING:
    from evtrack.readers.retractions import Notices

LARGEST_ARTICLE = 10_000_000
"""Bytes; more than a shelf of books holds."""


def load(path: str | os.PathLike[str] = ".") -> Ledger:
    """The ledger of the project that this directory belongs to.

    Raises CannotRun for a directory without a readable config, claims or references.
    """
    return read_project(find_config(Path(path)))


def read_project(config: Config, *, all_entries: bool = False, with_report: bool = False) -> Ledger:
    """The ledger of a project whose config was read already.

    With `all_entries`, those that no claim cites are entries too; `with_report` looks at the report
    that was last written, which a new one must not depend on.
    """
    report = read_report(config) if with_report else None
    return ledger_of(config, read_inputs(config), all_entries=all_entries, report=report)


class Inputs(NamedTuple):
    """The files of a project, as they were read."""

    claims: Input
    references: tuple[Input, ...]
    article: Input | None
    baseline: Input | None = None
    retractions: Input | None = None
    lock: Input | None = None

    @property
    def all(self) -> tuple[Input, ...]:
        """The files in the order in which they are read."""
        others = (self.article, self.baseline, self.retractions, self.lock)
        return (self.claims, *self.references, *(each for each in others if each))


def read_inputs(config: Config) -> Inputs:
    """The files that the config names. Raises CannotRun for one that can't be read."""
    return Inputs(
        claims=read_input(config.root, config.claims, "claims"),
        references=tuple(read_input(config.root, path, "references") for path in config.references),
        article=read_article_input(config.root, config.article) if config.article else None,
        baseline=_input_if_any(config, config.baseline, "baseline"),
        retractions=(
            read_input(config.root, config.retractions, "list of retractions")
            if config.retractions
            else None
        ),
        lock=_input_if_any(config, LOCK_FILE, "reviews"),
    )


def read_article_input(root: Path, path: str) -> Input:
    """The file of the article. Raises CannotRun where it can't be read, or is too large for one."""
    return read_input(root, path, "article", largest=LARGEST_ARTICLE)


def _input_if_any(config: Config, path: str, what: str) -> Input | None:
    try:
        os.stat(config.root / path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:  # os.path.exists would take it for absent
        raise CannotRun(f"{path}: can't be read: {reason_of(error)}") from None
    return read_input(config.root, path, what)


def ledger_of(
    config: Config, inputs: Inputs, *, all_entries: bool = False, report: Report | None = None
) -> Ledger:
    """The ledger of these files; with `all_entries`, those that no claim cites are entries too."""
    claims = read_claims(inputs.claims)
    library = read_bibliography(
        inputs.references, _notices(inputs.retractions) if inputs.retractions else None
    )
    cited = dict.fromkeys(link.citekey for link in claims.links if link.citekey in library)
    return Ledger(
        config=config,
        claims=claims.claims,
        links=claims.links,
        sources=library,
        unread=(
            *claims.unread,
            *library.unread,
            *dict.fromkeys(
                unread
                for key in (library if all_entries else cited)
                for unread in library[key].unread
            ),
        ),
        inputs=inputs.all,
        cells=claims,
        article=read_article(inputs.article) if inputs.article else None,
        all_entries=all_entries,
        report=report,
        baseline=_entries(inputs.baseline) if inputs.baseline else (),
        copies=StoredCopies(config, library),
        reviews=_reviews(inputs.lock) if inputs.lock else None,
    )


def _entries(baseline: Input) -> tuple[BaselineEntry, ...]:
    from evtrack.readers.baseline import read_baseline  # late: few projects have one

    return read_baseline(baseline)


def _notices(retractions: Input) -> Notices:
    from evtrack.readers.retractions import read_retractions  # late: few projects have a list

    return read_retractions(retractions)


def _reviews(lock: Input) -> Mapping[LinkName, Review]:
    from evtrack.readers.lock import read_lock  # late: few projects have one

    return read_lock(lock)
