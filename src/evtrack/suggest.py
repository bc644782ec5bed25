"""Did-you-mean."""

from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` Did you mean X?` for the nearest known word, or an empty string where none is near."""
    near = nearest(word, known)
    return f"Did you mean `{near}`?" if near else ""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like this one, if any is like it at all; the first of equals."""
    from rapidfuzz import fuzz, process, utils  # late: only a mistake needs it

    match = process.extractOne(
        word, list(known), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=70
    )
    return match[0] if match else None
