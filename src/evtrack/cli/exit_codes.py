"""What the exit code says; the output format never changes it."""

PASSED, FOUND, CANNOT_RUN, BUG, INTERRUPTED = 0, 1, 2, 3, 130
