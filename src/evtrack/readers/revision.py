"""The project as it was at a revision of its git repository."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self, cast
from unicodedata import normalize

from evtrack.config import CONFIG_FILES, DEFAULT_ARTICLE, LOCK_FILE, Config, config_of
from evtrack.errors import CannotRun, reason_of
from evtrack.readers.claims import read_claims
from evtrack.readers.copies.file import ENDINGS
from evtrack.readers.report import REPORT_FILE
from evtrack.readers.text import read_input

if TYPE_CHECKING:
    from subprocess import Popen

_HASH = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
_FOUND = re.compile(rb"(?P<what>[0-9a-f]+ \w+|\w+) (?P<size>\d+)\n")
_FILE = re.compile(rb"[0-9a-f]+ blob")
_FOLDER = re.compile(rb"040000 ")
_BAD_LINK = (b"symlink", b"loop")
_PLAIN_AND_OFFLINE = {"LC_ALL": "C", "GIT_NO_LAZY_FETCH": "1"}
_OF_ANOTHER_REPOSITORY = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")


class _BadLink(CannotRun):
    """A link that leads nowhere in the repository."""


@contextmanager
def project_at(
    config: Config, revision: str, named: str, *, all_entries: bool = False
) -> Iterator[Path | None]:
    """A temporary copy of the project as it was at a revision; None where it had no claims then.

    `named` is what an error calls the revision. Stored copies are in it of the sources that claims
    link, or of all with `all_entries`; of others only the names. Copies and a list of retractions
    that git ignores have no revisions: they are those on disk. Raises CannotRun outside of a git
    repository, for a revision that it does not have, and where another file of the project was
    absent then.
    """
    from tempfile import TemporaryDirectory  # late: only a comparison needs it

    with _Git(config.root, revision, named) as git, TemporaryDirectory(prefix="evtrack-") as name:
        folder = Path(name).resolve()
        try:
            yield folder if _laid_out(git, folder, all_entries) else None
        except CannotRun as error:
            raise CannotRun(f"at {revision}: {error}") from None


def _laid_out(git: _Git, folder: Path, all_entries: bool) -> bool:
    """Whether there were claims; what belongs to the project then is put into the folder."""
    for path in (*CONFIG_FILES, DEFAULT_ARTICLE):
        git.copy(path, folder)
    config = config_of(folder)
    for path in (config.baseline, LOCK_FILE, f"{config.reports}/{REPORT_FILE}"):
        git.copy(path, folder)
    if not git.copy(config.claims, folder):
        return False
    for needed in (*config.references, config.article, config.retractions):
        if not needed or git.copy(needed, folder):
            continue
        if needed != config.retractions or not git.ignored_in(needed):
            raise CannotRun(f"{needed}: not found there; compare with another revision")
        git.copy_from_disk(needed, folder)
    _lay_out_copies(git, config, all_entries)
    return True


def _lay_out_copies(git: _Git, config: Config, all_entries: bool) -> None:
    kept, ignored = git.files_in(config.sources), frozenset(git.ignored_in(config.sources))
    if not (kept or ignored):
        return
    links = read_claims(read_input(config.root, config.claims, "claims")).links
    linked = {normalize("NFC", f"{config.sources}/{link.citekey}") for link in links}
    for path in (*kept, *sorted(ignored)):
        stem, ending = os.path.splitext(path)
        if ending.lower() not in ENDINGS:
            continue
        place = _place(path, config.root)
        if not all_entries and normalize("NFC", stem) not in linked:
            place.touch()
        elif path in ignored:
            git.copy_from_disk(path, config.root)
        else:
            _lay_out_copy(git, path, config.root)


def _lay_out_copy(git: _Git, path: str, folder: Path) -> None:
    try:
        git.copy(path, folder)
    except _BadLink:
        _place(path, folder).symlink_to(folder.parent)  # as wrong as it was: out of the project


def _place(path: str, folder: Path) -> Path:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    return folder / path


class _Git:
    """What git has of one revision, below one folder."""

    def __init__(self, root: Path, revision: str, named: str) -> None:
        self.root = root
        self._named = named
        code, _, error = self._run("rev-parse", "--is-inside-work-tree")
        if "not a git repository" in error:
            raise CannotRun(f"{named}: {root} is in no git repository, so it has no revisions")
        if code:
            raise CannotRun(f"{named}: git refuses {root}: {error}")
        # An old git may take what follows `--end-of-options` for an option and answer that.
        question = ("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
        code, output, _ = self._run(*question)
        self._commit = output.decode(errors="replace").strip()
        if code or not _HASH.fullmatch(self._commit):
            raise CannotRun(
                f"{named}: no such revision here; a shallow clone, as CI makes it, "
                "has to fetch it first"
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._answering:  # closes its pipes, and waits for it
            pass

    def copy(self, path: str, folder: Path) -> bool:
        """Whether there was a file at this path of the project; it is put into the folder.

        Links are followed. Raises CannotRun for one that leads out of the repository, and for a
        file that was there and can't be read, as in a clone that has fetched only part of it.
        """
        content = self._content(path)
        if content is None:
            return False
        _place(path, folder).write_bytes(content)
        return True

    def copy_from_disk(self, path: str, folder: Path) -> None:
        """Put the file as it is now into the folder; one that can't be read is not there either."""
        with suppress(OSError):
            shutil.copyfile(self.root / path, _place(path, folder))

    def files_in(self, folder: str) -> list[str]:
        """The files that were in this folder of the project, as paths from the project on."""
        code, output, _ = self._run("ls-tree", "-rz", "--name-only", self._commit, f"./{folder}/")
        if code:
            raise CannotRun(f"{folder}: can't be listed; fetch all of that revision")
        return _names(output)

    def ignored_in(self, path: str) -> list[str]:
        """The files that are in this folder now, or at this path, and that git is to ignore."""
        ignored = ("--others", "--ignored", "--exclude-standard")
        return _names(self._run("ls-files", "-z", *ignored, "--", f"./{path}")[1])

    def _content(self, path: str) -> bytes | None:
        if "\n" in path:
            raise CannotRun(f"{path}: a name of two lines can't be looked up; compare without it")
        what, content = self._ask(f"{self._commit}:./{path}\n".encode(errors="surrogateescape"))
        if _FILE.fullmatch(what):
            return content
        if what in _BAD_LINK:
            raise _BadLink(f"{path}: leads out of the repository there, or to itself")
        if self._is_listed(path):
            raise CannotRun(f"{path}: is there, but can't be read; fetch all of that revision")
        return None

    def _ask(self, question: bytes) -> tuple[bytes, bytes]:
        """What git calls the thing that is asked for, and its content; blank where it has none."""
        questions = cast("IO[bytes]", self._answering.stdin)
        answers = cast("IO[bytes]", self._answering.stdout)
        with suppress(OSError):  # it has ended, over something that can't be read
            questions.write(question)
            questions.flush()
        found = _FOUND.fullmatch(answers.readline())
        if not found:
            return b"", b""
        return found["what"], answers.read(int(found["size"]) + 1)[:-1]

    @cached_property
    def _answering(self) -> Popen[bytes]:
        """One git that answers for every file: to start one takes longer than its answer."""
        from subprocess import DEVNULL, PIPE, Popen  # late: only a comparison needs it

        return Popen(
            ["git", "cat-file", "--batch", "--follow-symlinks"],  # noqa: S607 - as below
            cwd=self.root,
            env=_environment(),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
        )

    def _is_listed(self, path: str) -> bool:
        """Whether the revision has a file of this name, or could not even say."""
        code, output, _ = self._run("ls-tree", self._commit, "--", f"./{path}")
        return bool(code) or (bool(output) and not _FOLDER.match(output))

    def _run(self, *arguments: str) -> tuple[int, bytes, str]:
        """The exit code, what was printed, and the first line of what was complained."""
        import subprocess  # late: only a comparison needs it

        try:
            done = subprocess.run(  # noqa: S603 - a list, and no shell
                ["git", *arguments],  # noqa: S607 - whichever git the user has
                cwd=self.root,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
        except (OSError, ValueError) as error:
            why = f"{self._named}: git is needed to look it up, and can't be run"
            raise CannotRun(f"{why}: {reason_of(error)}") from None
        complaint = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        return done.returncode, done.stdout, complaint


def _environment() -> dict[str, str]:
    environment = {k: v for k, v in os.environ.items() if k not in _OF_ANOTHER_REPOSITORY}
    return {**environment, **_PLAIN_AND_OFFLINE}


def _names(output: bytes) -> list[str]:
    return [os.fsdecode(name) for name in output.split(b"\0") if name]
