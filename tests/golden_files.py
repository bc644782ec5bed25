"""Golden files: what is printed is compared with a file that somebody has read and found good."""

from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


def matches_golden(name: str, actual: str) -> bool:
    """Whether the text is that of tests/golden/NAME; otherwise it is kept beside as NAME.actual."""
    expected = GOLDEN / name
    beside = GOLDEN / f"{name}.actual"
    if expected.exists() and expected.read_text(encoding="utf-8") == actual:
        beside.unlink(missing_ok=True)
        return True
    beside.write_text(actual, encoding="utf-8", newline="")
    return False
