"""Numbers in running text: which of them a statement means, and whether other texts hold them.

The two sides are read differently on purpose. A statement's numbers are asked for only where they
are surely quantities; in the texts that should hold them, every number will do, in every reading,
unless it surely counts something else.
"""

from evtrack.numbers.comparing import (
    Mismatch,
    mismatches,
    numbers_as_written,
    without_insertions,
)
from evtrack.numbers.reading import numbers_in
from evtrack.numbers.statements import quantities_in

__all__ = [
    "Mismatch",
    "mismatches",
    "numbers_as_written",
    "numbers_in",
    "quantities_in",
    "without_insertions",
]
