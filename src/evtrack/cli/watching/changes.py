"""Notices when a file that the report is made of changes.

A project has some ten files, so looking at their dates four times a second costs next to nothing,
and works the same on every file system, over networks and in containers, where notifications fail.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from evtrack.cli.files import files_of
from evtrack.config import CONFIG_FILES, Config

_BETWEEN_LOOKS = 0.25  # seconds
_STILL_FOR = 0.1
_PATIENCE = 2.0
_MOST_FILES = 10_000


class Stamp(NamedTuple):
    """What tells one state of a file from another."""

    changed: int
    size: int
    inode: int


Stamps = Mapping[Path, Stamp | None]
"""The files that are watched; None for one that is not there."""


def stamps_of(config: Config) -> Stamps:
    """The state of each file that the report of this project is made of, or would be."""
    files = [*sorted(files_of(config)), *(config.root / name for name in CONFIG_FILES)]
    folders = [config.root / name for name in (config.sources, config.templates) if name]
    inner = islice((path for folder in folders for path in _files_in(folder)), _MOST_FILES)
    return {path: _stamp(path) for path in (*files, *inner)}


def next_change(config: Config, before: Stamps) -> tuple[Stamps, list[str]]:
    """Wait until the files are no more as before, and still; their state, and the changed ones.

    An editor may write in several steps, or put a new file in the place of the old one. A file
    that never rests is taken as it is after two seconds.
    """
    while (now := stamps_of(config)) == before:
        time.sleep(_BETWEEN_LOOKS)
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        time.sleep(_STILL_FOR)
        if (later := stamps_of(config)) == now:
            break
        now = later
    changed = {path for path in {**before, **now} if before.get(path) != now.get(path)}
    return now, sorted(_from_root(path, config) for path in changed)


def _files_in(folder: Path) -> Iterator[Path]:
    for inner, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(inner, name) for name in sorted(files))


def _stamp(path: Path) -> Stamp | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return Stamp(status.st_mtime_ns, status.st_size, status.st_ino)


def _from_root(path: Path, config: Config) -> str:
    return str(path.relative_to(config.root) if path.is_relative_to(config.root) else path)
