"""Writing so that a file on disk is always whole: the old one or the new one."""

import errno
import os
import re
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from evtrack.config import CONFIG_FILES, DEFAULT_ARTICLE, LOCK_FILE, Config
from evtrack.errors import CannotRun, reason_of

_OPENED = re.compile(r"/dev(/fd)?|/proc/.+")
"""The folders whose files are those that are open already."""

_MOST_LINKS = 40  # as Linux follows


def write_beside(config: Config, path: Path, text: str, *, inside: bool = False) -> None:
    """Write a file that is none of those that the project is read from, or would be.

    With `inside`, nor one that a link leads out of the project to. Raises CannotRun otherwise, and
    where the file can't be written.
    """
    refuse_inputs(config, path)
    if inside and not Path(os.path.realpath(path)).is_relative_to(config.root):
        raise CannotRun(f"{path}: leads out of the project; remove the link, or use --output")
    write_whole(path, text)


def refuse_inputs(config: Config, path: Path) -> None:
    """Raise CannotRun where this is one of the files that the project is read from, or would be."""
    target = Path(os.path.realpath(path))
    if target.name in CONFIG_FILES or target in _files_of(config):
        raise CannotRun(f"{path}: is one of the files that are checked; write to another")


def _files_of(config: Config) -> set[Path]:
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
        _replace(target, new, lambda: _refuse_other(target, old))
    except OSError as error:
        raise CannotRun(f"{path}: can't be written: {reason_of(error)}") from error


def _refuse_other(target: Path, old: bytes | None) -> None:
    if old is None and target.is_file():
        raise CannotRun(f"{target.name}: was written meanwhile; run the command again")
    if old is None and os.path.lexists(target):
        raise CannotRun(f"{target.name}: something of this name is in the way; remove it")
    if old is not None and target.read_bytes() != old:
        raise CannotRun(f"{target.name}: changed since it was read; run the command again")


def write_whole(path: Path, text: str) -> None:
    """Write UTF-8 with the line ends as they are, through a temporary file that is then renamed.

    Folders are made as needed; a file that is there keeps its permissions and its owner, and a link
    stays one. A stream is written to as it is. Raises CannotRun where the file can't be written.
    """
    try:
        data = text.encode()
        path.parent.mkdir(parents=True, exist_ok=True)
        if _is_stream(path):
            with path.open("ab") as stream:
                stream.write(data)
        else:
            _replace(Path(os.path.realpath(path)), data)
    except (OSError, ValueError) as error:
        raise CannotRun(f"{path}: can't be written: {reason_of(error)}") from error


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


def _replace(target: Path, data: bytes, check: Callable[[], None] = lambda: None) -> None:
    """Write the file, unless the check, made right before it takes the old one's place, raises."""
    temporary = target.with_name(f".evtrack-{secrets.token_hex(8)}")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            _let_belong(temporary, target)
        check()
        os.replace(temporary, target)
    finally:
        with suppress(OSError):  # it is there only where something failed
            temporary.unlink()


def _let_belong(file: Path, other: Path) -> None:
    """Give a file the owner of another, as far as we may, and its permissions."""
    status = other.stat()
    with suppress(OSError):
        os.chown(file, status.st_uid, status.st_gid)
    shutil.copymode(other, file)
