"""The links that a user names by their claims and sources."""

from __future__ import annotations

from collections.abc import Sequence

from evtrack.errors import CannotRun
from evtrack.model import Ledger, LinkName
from evtrack.phrases import listed_briefly
from evtrack.suggest import did_you_mean


def links_named(words: Sequence[str], ledger: Ledger) -> frozenset[LinkName]:
    """The links of the named claims, to the named sources; where only one kind is named, of all.

    Raises CannotRun for a word that names neither, and where there is no such link.
    """
    linked = {link.citekey for link in ledger.links}
    claims = {word for word in words if word in ledger.links_of}
    sources = {word for word in words if word in linked or word in ledger.sources} - claims
    for word in words:
        if word not in claims | sources:
            hint = did_you_mean(word, (*ledger.links_of, *linked))
            raise CannotRun(f"`{word}` is no claim and no source of this project. {hint}".strip())
    named = frozenset(
        LinkName(link.claim_id, link.citekey)
        for link in ledger.links
        if (not claims or link.claim_id in claims) and (not sources or link.citekey in sources)
    )
    for word in words:
        if not any(word in name for name in named):
            raise CannotRun(_without_link(word, sorted(claims), sorted(sources)))
    return named


def _without_link(word: str, claims: Sequence[str], sources: Sequence[str]) -> str:
    if word in claims:
        return f"{word} is not linked to {listed_briefly(sources) if sources else 'any source'}"
    if not claims:
        return f"no claim is linked to {word}"
    return f"{listed_briefly(claims)} {'is' if len(claims) == 1 else 'are'} not linked to {word}"
