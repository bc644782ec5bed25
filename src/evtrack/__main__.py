"""The command `evtrack`, and `python -m evtrack`."""

import gc
import os
import sys
from contextlib import suppress

from evtrack import __version__


def main() -> None:
    """Run the command line and exit with its code."""
    if sys.argv[1:] == ["--version"]:  # answered before anything is imported for it
        with suppress(OSError):  # nobody listens
            os.write(1, f"evtrack {__version__}\n".encode())
        return
    gc.disable()  # what a run makes it needs to its end: walking it again and again finds nothing
    from evtrack.cli import run

    code = run(sys.argv[1:])
    gc.freeze()  # nor does walking it once more at the exit, which costs a tenth of a run
    sys.exit(code)


if __name__ == "__main__":
    main()
