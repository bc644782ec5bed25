"""What one rule finds in a project on disk, all of whose entries are checked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from builders import project
from evtrack.appraisal import judge
from evtrack.config import find_config
from evtrack.inspection import inspect
from evtrack.model import Problem
from evtrack.readers import read_project


def problems(
    folder: Path,
    rule: str,
    references: str = "@comment{none yet}\n",
    today: date | None = None,
    **files: str,
) -> list[Problem]:
    """The problems; `claims` and `config` are texts as `project` takes them."""
    config = find_config(project(folder, references=references, **files))
    ledger = read_project(config, all_entries=True, with_report=True)
    found = inspect(ledger, judge(ledger, today), today).findings
    return [finding.problem for finding in found if finding.rule == rule]


def messages(
    folder: Path,
    rule: str,
    references: str = "@comment{none yet}\n",
    today: date | None = None,
    **files: str,
) -> list[str]:
    """What the problems say."""
    return [problem.message for problem in problems(folder, rule, references, today, **files)]
