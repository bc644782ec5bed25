"""The stored copies of the sources."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from evtrack.config import Config
from evtrack.model import Ledger, Location, Problem
from evtrack.phrases import quoted
from evtrack.rules.rule import Context
from evtrack.suggest import did_you_mean

_MOST_HINTS = 20
"""Who has more strange files than these keeps other things there than misnamed copies."""


def unreadable_copy(context: Context) -> Iterator[Problem]:
    """A stored copy that a rationale is to be compared with can't be read.

    Why it matters: the rationale stays unchecked, though a copy seems to be there.

    Example: a `sources/pacik2017.pdf` that broke off while it was loaded, or is locked by a
    password.

    What to do: save the source again under the same name, or remove the file.
    """
    for citekey, copies in context.ledger.compared_copies.items():
        for copy in copies:
            if not copy.flaw:
                break  # those behind it are read only where it lacks something
            if copy.is_damaged:
                yield Problem(
                    f"the stored copy of {citekey} {copy.flaw}",
                    Location(copy.path),
                    citekey,
                    "Save the source again under the same name, or remove the file.",
                )


def unused_copy(context: Context) -> Iterator[Problem]:
    """A file among the stored copies whose name is no citekey.

    Why it matters: nothing is compared with it, and the source that it is a copy of counts as one
    without.

    Example: `sources/pacik.pdf` where the entry is `pacik2017`.

    What to do: name it as the citekey of its entry, or keep it in another folder. A README may
    stay.
    """
    ledger = context.ledger
    others = {link.citekey for link in ledger.links} | {file.path for file in ledger.inputs}
    strays = ((_citekey_of(path, ledger.config), path) for path in _strays(ledger))
    unused = (each for each in strays if others.isdisjoint(each))
    for number, (name, path) in enumerate(unused):
        yield Problem(
            f"this file is the copy of no source: no entry has the key {quoted(name)}",
            Location(path),
            name,
            (did_you_mean(name, ledger.sources) if number < _MOST_HINTS else "")
            or "Name the file as the citekey of its source, or keep it in another folder.",
        )


def _strays(ledger: Ledger) -> Sequence[str]:
    return ledger.copies.strays if ledger.copies else ()


def _citekey_of(path: str, config: Config) -> str:
    """The citekey of the source that a file would be the copy of."""
    return PurePosixPath(path).relative_to(config.sources).with_suffix("").as_posix()
