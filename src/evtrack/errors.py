"""The one exception that evtrack raises on purpose, and the words for those of the system."""


class CannotRun(Exception):
    """Something without which there is nothing to check: exit code 2 and this one line.

    The message names the file (and line, where there is one) and says what to do.
    """


def reason_of(error: Exception) -> str:
    """Why something failed: what the system says, without its number and the file's name."""
    return getattr(error, "strerror", None) or str(error)
