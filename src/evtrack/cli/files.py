"""Writing so that a file on disk is always whole: the old one or the new one."""

import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from evtrack.errors import CannotRun
from evtrack.model import Ledger


def write_beside(ledger: Ledger, path: Path, text: str, *, inside: bool = False) -> None:
    """Write a file that is not one of those that the project was read from.

    With `inside`, nor one that a link leads out of the project to. Raises CannotRun otherwise, and
    where the file can't be written.
    """
    target, root = os.path.realpath(path), ledger.config.root
    read = [*(source.path for source in ledger.inputs), ledger.config.file or ""]
    if target in {os.path.realpath(root / name) for name in read if name}:
        raise CannotRun(f"{path}: is one of the files that are checked; write to another")
    if inside and not Path(target).is_relative_to(root):
        raise CannotRun(f"{path}: leads out of the project; remove the link, or use --output")
    write_whole(path, text)


def write_whole(path: Path, text: str) -> None:
    """Write UTF-8 with the line ends as they are, through a temporary file that is then renamed.

    Folders are made as needed; a file that is there keeps its permissions, and a link stays one.
    Raises CannotRun where the file can't be written.
    """
    try:
        data = text.encode()
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():  # /dev/stdout, a pipe: nothing to rename over
            path.write_bytes(data)
        else:
            _replace(Path(os.path.realpath(path)), data)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CannotRun(f"{path}: can't be written: {reason}") from error


def _replace(target: Path, data: bytes) -> None:
    temporary = target.with_name(f".evtrack-{secrets.token_hex(8)}")
    try:
        with temporary.open("xb") as file:
            file.write(data)
        if target.exists():
            shutil.copymode(target, temporary)
        os.replace(temporary, target)
    finally:
        with suppress(OSError):  # it is there only where something failed
            temporary.unlink()
