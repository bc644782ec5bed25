"""A git repository that a test writes the history of."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def git(folder: Path, *arguments: str) -> str:
    """What this git command prints in the folder, whatever repository a hook runs in."""
    who = ("-c", "user.name=Ng", "-c", "user.email=ng@tea.example")
    done = subprocess.run(
        ["git", *who, *arguments],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if not name.startswith("GIT")},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def committed(repository: Path, tag: str) -> Path:
    """The repository, begun where there is none, with all that is in the folder under this tag."""
    if not (repository / ".git").exists():
        git(repository, "init", "--quiet")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--allow-empty", "--message", tag)
    git(repository, "tag", tag)
    return repository
