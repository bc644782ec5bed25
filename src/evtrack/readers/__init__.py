"""The door: files in, a ledger out."""

from __future__ import annotations

import os
from pathlib import Path

from evtrack.config import Config, find_config
from evtrack.model import Ledger
from evtrack.readers.article import read_article
from evtrack.readers.bibliography import read_bibliography
from evtrack.readers.claims import read_claims
from evtrack.readers.text import read_input


def load(path: str | os.PathLike[str] = ".") -> Ledger:
    """The ledger of the project that this directory belongs to.

    Raises CannotRun for a directory without a readable config, claims or references.
    """
    return load_config(find_config(Path(path)))


def load_config(config: Config) -> Ledger:
    """The ledger of a project whose config was read already."""
    claims_input = read_input(config.root, config.claims, "claims")
    library_inputs = [read_input(config.root, path, "references") for path in config.references]
    article_inputs = [read_input(config.root, config.article, "article")] if config.article else []
    claims = read_claims(claims_input)
    library = read_bibliography(library_inputs)
    cited = dict.fromkeys(link.citekey for link in claims.links if link.citekey in library)
    return Ledger(
        config=config,
        claims=claims.claims,
        links=claims.links,
        sources=library,
        unread=(
            *claims.unread,
            *library.unread,
            *dict.fromkeys(unread for key in cited for unread in library[key].unread),
        ),
        inputs=(claims_input, *library_inputs, *article_inputs),
        cells=claims,
        article=read_article(article_inputs[0]) if article_inputs else None,
    )
