"""What is printed, and how a reader who has seen enough ends it."""

from __future__ import annotations

import os
import re
import stat
import sys
from typing import TextIO

_OLD_COMMAND = re.compile(r"##(?=\[)")
_COMMAND = re.compile(r"^([^\S\n]*):(?=:)", re.MULTILINE)


def say(text: str | bytes, *, commands: bool = False) -> None:
    """Print the text, or bytes as they are; where the reader has gone (`| head`), no more of it.

    With `commands`, those to GitHub's runner in it are meant.
    """
    try:
        if isinstance(text, bytes):
            # latin-1: each byte is a character, and comes back as the same byte
            shown = _for_log(text.decode("latin-1"), sys.stdout, commands)
            sys.stdout.buffer.write(shown.encode("latin-1"))
        else:
            sys.stdout.write(_for_log(text, sys.stdout, commands))
        sys.stdout.flush()
    except BrokenPipeError:  # the exit code stays what it is
        write_no_more()


def tell(text: str) -> None:
    """Print the text beside what a command prints, on stderr."""
    sys.stderr.write(_for_log(text, sys.stderr))


def write_no_more() -> None:
    """Let what is still buffered go nowhere, so that the interpreter can end in peace."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _for_log(text: str, stream: TextIO, commands: bool = False) -> str:
    """The text with a blank in what GitHub's runner would take for a command to it."""
    if not os.environ.get("GITHUB_ACTIONS") or _is_file(stream):
        return text
    text = _OLD_COMMAND.sub("## ", text)
    return text if commands else _COMMAND.sub(r"\1: ", text)


def _is_file(stream: TextIO) -> bool:
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):
        return False
