"""DOIs as people write them."""

import re

_BEFORE_IT = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


def bare_doi(text: str) -> str:
    r"""The DOI without resolver, `doi:` and LaTeX's `\_`; whatever else stands there stays."""
    text = text.strip().replace("\\_", "_")
    before = _BEFORE_IT.match(text)
    return text[before.end() :].strip() if before else text
