"""The project as it was at a revision of its git repository."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evtrack.config import CONFIG_FILES, DEFAULT_ARTICLE, Config, find_config, read_config
from evtrack.errors import CannotRun, reason_of
from evtrack.readers.report import REPORT_FILE

_HASH = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
_FILE = re.compile(rb"[0-9a-f]+ blob \d+")
_FOLDER = re.compile(rb"040000 ")
_BAD_LINK = (b"symlink ", b"loop ")
_PLAIN_AND_OFFLINE = {"LC_ALL": "C", "GIT_NO_LAZY_FETCH": "1"}
_OF_ANOTHER_REPOSITORY = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")


@contextmanager
def project_at(config: Config, revision: str) -> Iterator[Path | None]:
    """A temporary copy of the project as it was at a revision; None where it had no claims then.

    Raises CannotRun outside of a git repository, for a revision that it does not have, and where
    another file of the project was absent then.
    """
    from tempfile import TemporaryDirectory  # late: only a comparison needs it

    git = _Git(config.root, revision)
    with TemporaryDirectory(prefix="evtrack-") as name:
        folder = Path(name).resolve()
        try:
            yield folder if _laid_out(git, folder) else None
        except CannotRun as error:
            raise CannotRun(f"at {revision}: {error}") from None


def _laid_out(git: _Git, folder: Path) -> bool:
    """Whether there were claims; what belongs to the project then is put into the folder."""
    for path in (*CONFIG_FILES, DEFAULT_ARTICLE):
        git.copy(path, folder)
    config = _config_in(folder)
    for path in (config.baseline, f"{config.reports}/{REPORT_FILE}"):
        git.copy(path, folder)
    if not git.copy(config.claims, folder):
        return False
    for path in (*config.references, *([config.article] if config.article else [])):
        if not git.copy(path, folder):
            raise CannotRun(f"{path}: not found there; compare with another revision")
    return True


def _config_in(folder: Path) -> Config:
    """The config in this very folder; an empty one is put there where there is none."""
    for name in CONFIG_FILES:
        if os.path.isfile(folder / name) and (config := read_config(folder / name)):
            return config
    (folder / CONFIG_FILES[0]).touch()
    return find_config(folder)


class _Git:
    """What git has of one revision, below one folder."""

    def __init__(self, root: Path, revision: str) -> None:
        self._root = root
        code, _, error = self._run("rev-parse", "--is-inside-work-tree")
        if "not a git repository" in error:
            raise CannotRun(f"--since needs a git repository, and {root} is in none")
        if code:
            raise CannotRun(f"--since needs a git repository, and git refuses {root}: {error}")
        # An old git may take what follows `--end-of-options` for an option and answer that.
        question = ("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
        code, output, _ = self._run(*question)
        self._commit = output.decode(errors="replace").strip()
        if code or not _HASH.fullmatch(self._commit):
            raise CannotRun(
                f"--since {revision}: no such revision in this repository; a shallow clone, as CI "
                "makes it, has to fetch it first"
            )

    def copy(self, path: str, folder: Path) -> bool:
        """Whether there was a file at this path of the project; it is put into the folder.

        Links are followed. Raises CannotRun for one that leads out of the repository, and for a
        file that was there and can't be read, as in a clone that has fetched only part of it.
        """
        content = self._content(path)
        if content is None:
            return False
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
        return True

    def _content(self, path: str) -> bytes | None:
        if "\n" in path:
            raise CannotRun(f"{path}: a name of two lines can't be looked up; compare without it")
        question = f"{self._commit}:./{path}\n".encode(errors="surrogateescape")
        _, output, _ = self._run("cat-file", "--batch", "--follow-symlinks", about=question)
        answer, _, content = output.partition(b"\n")
        if _FILE.fullmatch(answer):
            return content[:-1]
        if answer.startswith(_BAD_LINK):
            raise CannotRun(f"{path}: leads out of the repository there, or to itself")
        if self._is_listed(path):
            raise CannotRun(f"{path}: is there, but can't be read; fetch all of that revision")
        return None

    def _is_listed(self, path: str) -> bool:
        """Whether the revision has a file of this name, or could not even say."""
        code, output, _ = self._run("ls-tree", self._commit, "--", f"./{path}")
        return bool(code) or (bool(output) and not _FOLDER.match(output))

    def _run(self, *arguments: str, about: bytes = b"") -> tuple[int, bytes, str]:
        """The exit code, what was printed, and the first line of what was complained."""
        import subprocess  # late: only a comparison needs it

        environment = {k: v for k, v in os.environ.items() if k not in _OF_ANOTHER_REPOSITORY}
        try:
            done = subprocess.run(  # noqa: S603 - a list, and no shell
                ["git", *arguments],  # noqa: S607 - whichever git the user has
                cwd=self._root,
                env={**environment, **_PLAIN_AND_OFFLINE},
                input=about,
                capture_output=True,
                check=False,
            )
        except (OSError, ValueError) as error:
            why = f"--since needs git, which can't be run: {reason_of(error)}"
            raise CannotRun(why) from None
        complaint = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        return done.returncode, done.stdout, complaint
