"""Writing so that a file on disk is always whole: the old one or the new one."""

import errno
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from evtrack.config import CONFIG_FILES, DEFAULT_ARTICLE, LOCK_FILE, Config
from evtrack.errors import CannotRun, reason_of
from evtrack.phrases import listed

_OPENED = re.compile(r"/dev(/fd)?|/proc/.+")
"""The folders whose files are those that are open already."""

_MOST_LINKS = 40  # as Linux follows


def write_beside(config: Config, path: Path, content: str | bytes) -> None:
    """Write a file that is none of those that the project is read from, or would be.

    Raises CannotRun otherwise, and where the file can't be written.
    """
    write_all_beside(config, {path: content})


def write_all_beside(
    config: Config, files: Mapping[Path, str | bytes], *, inside: bool = False
) -> None:
    """The same for several files, all or none.

    With `inside`, none may be one that a link leads out of the project to.
    """
    for path in files:
        refuse_inputs(config, path)
        if inside and not Path(os.path.realpath(path)).is_relative_to(config.root):
            raise CannotRun(f"{path}: leads out of the project; remove the link, or use --output")
    write_all(files)


def refuse_inputs(config: Config, path: Path) -> None:
    """Raise CannotRun where this is one of the files that the project is read from, or would be."""
    target = Path(os.path.realpath(path))
    is_input = target.name in CONFIG_FILES or target in files_of(config)
    if is_input or any(target.is_relative_to(folder) for folder in _kept_folders(config)):
        raise CannotRun(f"{path}: is one of the files that are checked; write to another")


def _kept_folders(config: Config) -> Iterator[Path]:
    """The folders of stored copies and of templates, unless the reports have theirs in there."""
    reports = Path(os.path.abspath(config.root / config.reports))
    for name in (config.sources, config.templates):
        folder = config.root / name if name else None
        if folder and not reports.is_relative_to(os.path.abspath(folder)):
            yield Path(os.path.realpath(folder))


def files_of(config: Config) -> set[Path]:
    """The files that the config names, whether they are there or not."""
    article = config.article or DEFAULT_ARTICLE
    names = [config.claims, *config.references, article, config.baseline, LOCK_FILE]
    if config.retractions:
        names.append(config.retractions)
    return {Path(os.path.realpath(config.root / name)) for name in names}


def rewrite(path: Path, old: bytes | None, new: bytes, root: Path) -> None:
    """Put new bytes in the place of the old ones, through a temporary file that is then renamed.

    Where `old` is None, no file is there yet. Raises CannotRun, and leaves the file as it is, where
    it does not hold the old bytes any more, may not be written, or is led out of the project by a
    link.
    """
    target = Path(os.path.realpath(path))
    if not target.is_relative_to(root):
        raise CannotRun(f"{path}: leads out of the project; keep the file inside it")
    try:
        if old is None:
            target.parent.mkdir(parents=True, exist_ok=True)
        elif not os.access(target, os.W_OK):  # renaming over it would not ask
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        with _ready(target, new) as put_in_place:
            _refuse_other(target, old)
            put_in_place()
    except OSError as error:
        raise CannotRun(f"{path}: can't be written: {reason_of(error)}") from error


def _refuse_other(target: Path, old: bytes | None) -> None:
    if old is None and target.is_file():
        raise CannotRun(f"{target.name}: was written meanwhile; run the command again")
    if old is None and os.path.lexists(target):
        raise CannotRun(f"{target.name}: something of this name is in the way; remove it")
    if old is not None and target.read_bytes() != old:
        raise CannotRun(f"{target.name}: changed since it was read; run the command again")


def write_whole(path: Path, content: str | bytes) -> None:
    """Write bytes, or a text as UTF-8 with its line ends as they are, through a temporary file.

    Folders are made as needed; a file that is there keeps its permissions and its owner, and a link
    stays one. A stream is written to as it is. Raises CannotRun where the file can't be written.
    """
    write_all({path: content})


def write_all(files: Mapping[Path, str | bytes]) -> None:
    """The same for several files: the first takes its place when all are whole on the disk."""
    with ExitStack() as stack:
        ready: dict[Path, Callable[[], None]] = {}
        for path, content in files.items():
            with _refusing(path):
                data = content.encode() if isinstance(content, str) else content
                ready[path] = stack.enter_context(_ready_at(path, data))
        written: list[str] = []
        for path, put_in_place in ready.items():
            with _refusing(path, written):
                put_in_place()
            written.append(path.name)


@contextmanager
def _refusing(path: Path, written: Sequence[str] = ()) -> Iterator[None]:
    """Tell of what goes wrong as CannotRun, and of what has been written."""
    try:
        yield
    except (OSError, ValueError) as error:
        have = "has" if len(written) == 1 else "have"
        before = f"; {listed(written)} {have} been written" if written else ""
        raise CannotRun(f"{path}: can't be written: {_reason(path, error)}{before}") from error


def _reason(path: Path, error: Exception) -> str:
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        for folder in path.parents:
            if os.path.lexists(folder) and not folder.is_dir():
                return f"{folder} is not a folder"
    return reason_of(error)


@contextmanager
def _ready_at(path: Path, data: bytes) -> Iterator[Callable[[], None]]:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if _is_stream(path):
        yield lambda: _append(path, data)
    else:
        with _ready(Path(os.path.realpath(path)), data) as put_in_place:
            yield put_in_place


def _append(path: Path, data: bytes) -> None:
    with path.open("ab") as stream:
        stream.write(data)


def _is_stream(path: Path) -> bool:
    """Whether it is a pipe, a device, or what was opened before: not for us to rename over.

    /dev/stdout leads to the very file that the shell opened, with what stood in it.
    """
    if path.exists() and not path.is_file():
        return True
    for _ in range(_MOST_LINKS):
        if _OPENED.fullmatch(os.path.realpath(path.parent)):
            return True
        if not path.is_symlink():
            return False
        path = path.parent / os.readlink(path)
    return False


@contextmanager
def _ready(target: Path, data: bytes) -> Iterator[Callable[[], None]]:
    """The file whole beside its target, and what puts it in its place."""
    temporary = target.with_name(f".evtrack-{secrets.token_hex(8)}")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            _let_belong(temporary, target)
        yield lambda: os.replace(temporary, target)
    finally:
        with suppress(OSError):  # it is there only where something failed
            temporary.unlink()


def _let_belong(file: Path, other: Path) -> None:
    """Give a file the owner of another, as far as we may, and its permissions."""
    status = other.stat()
    with suppress(OSError):
        os.chown(file, status.st_uid, status.st_gid)
    shutil.copymode(other, file)
