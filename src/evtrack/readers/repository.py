"""Where a project stands in its git repository."""

import os
from pathlib import Path


def folder_in_repository(root: Path) -> str:
    """The path of this folder from the root of its git repository on, with slashes.

    Blank where it is that root, or in no repository.
    """
    for folder in (root, *root.parents):
        if os.path.lexists(folder / ".git"):  # a file in a worktree or a submodule
            path = root.relative_to(folder).as_posix()
            return "" if path == "." else path
    return ""
