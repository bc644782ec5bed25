"""The one exception that evtrack raises on purpose."""


class CannotRun(Exception):
    """Something without which there is nothing to check: exit code 2 and this one line.

    The message names the file (and line, where there is one) and says what to do.
    """
