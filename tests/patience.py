"""A bound on time that tells quadratic from linear on any machine, however busy it is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Fail where what is done takes more CPU time than that; linear work takes a tenth of it."""
    before = time.process_time()
    yield
    assert time.process_time() - before < seconds
