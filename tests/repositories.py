"""A project in a git repository of its own, made by a test."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import NamedTuple

_WHO = ("-c", "user.name=Ng", "-c", "user.email=ng@tea.example")
_AS_IT_IS = ("-c", "core.autocrlf=false", "-c", "commit.gpgsign=false")


class Repository(NamedTuple):
    """The folder of a repository whose first commit is on the branch `main`."""

    folder: Path

    @classmethod
    def begun(cls, folder: Path) -> Repository:
        """One without a commit."""
        repository = cls(folder)
        repository.git("init", "--quiet", "--initial-branch=main")
        return repository

    def git(self, *arguments: str) -> bool:
        """Whether this git command, of any repository around it unaware, went well."""
        clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
        command = ["git", *_WHO, *_AS_IT_IS, *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env={**clean, **alone}, check=False, capture_output=True
        )
        return done.returncode == 0

    def write(self, name: str, content: str | bytes) -> None:
        """A file of the working tree."""
        data = content.encode() if isinstance(content, str) else content
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_bytes(data)

    def commit(self, message: str) -> None:
        """Commit all that is there."""
        assert self.git("add", "--all")
        assert self.git("commit", "--quiet", "--allow-empty", "--message", message)

    def branch(self, name: str, start: str) -> None:
        """Go on from there on a branch of this name."""
        assert self.git("checkout", "--quiet", "-B", name, start)
