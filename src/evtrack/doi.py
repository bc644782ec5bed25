"""All that evtrack knows of DOIs: their syntax, and the ways in which people write them.

The syntax is that of the DOI Handbook, section 2.2, with the registrants that there are: a prefix
of `10.` and four to nine digits, perhaps divided by dots, a slash, and a suffix without blanks. A
suffix may hold almost anything; the DOIs of the 1990s hold `<`, `>`, `(`, `;` and `:`. The short
DOIs of shortdoi.org (`10/gabc`) resolve as the others do, and count as DOIs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_DOI = r"10\.[0-9]{4,9}(?:\.[0-9]+)*/"
_WHOLE_DOI = re.compile(
    _DOI + r"(?!.*%[0-9a-fA-F]{2})[^\s{}\x00-\x1f\x7f]+|10/[a-zA-Z][a-zA-Z0-9]{2,}"
)
_DOI_SOMEWHERE = re.compile(_DOI + r"[^\s{}\x00-\x1f\x7f\"<>?#]+")

_RESOLVER = r"(?:(?:https?:)?//)?(?:dx\.|www\.)?doi\.(?:org|acm\.org|ieeecomputersociety\.org)/"
_AT_RESOLVER = re.compile(_RESOLVER, re.IGNORECASE)
_BEFORE_IT = re.compile(
    rf"(?:{_RESOLVER}|(?:info:|urn:)?doi(?:\s*[:=]\s*|\s+|/|(?=10[./])))+", re.IGNORECASE
)
_PAGES_OF_PUBLISHERS = (".pdf", "/pdf", "/epdf", "/full", "/fulltext", "/html", "/abstract")

_ESCAPED = re.compile(r"\{?\\([_%&#$])\}?")
_LESS = re.compile(r"\{?\\textless(?![a-zA-Z])(?:\{\}|\s+|\})?|\$<\$")
_GREATER = re.compile(r"\{?\\textgreater(?![a-zA-Z])(?:\{\}|\s+|\})?|\$>\$")
_OCTETS = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def bare_doi(text: str) -> str:
    r"""The DOI alone: without resolver, `doi:`, a closing period, braces and escapes.

    Escapes are those of LaTeX (`\_`), of URLs (`%2F`) and of HTML (`&lt;`). What is no DOI comes
    out somehow; `is_doi` tells.
    """
    text = _without_octets(unescaped(text).replace("{", "").replace("}", "").strip())
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    before = _BEFORE_IT.match(text)
    text = text[before.end() :] if before else text
    return _without_tail(text).strip()


def is_doi(text: str) -> bool:
    """Whether this is a DOI, and nothing but the DOI."""
    return _WHOLE_DOI.fullmatch(text) is not None


def doi_in(text: str) -> str:
    """The first DOI somewhere in a text, such as a publisher's address; empty without one."""
    found = _DOI_SOMEWHERE.search(_without_octets(unescaped(text)))
    if not found:
        return ""
    doi = found[0].rstrip(".,;:")
    for page in _PAGES_OF_PUBLISHERS:
        doi = doi.removesuffix(page)
    return doi if is_doi(doi) else ""


def doi_of(fields: Mapping[str, str]) -> str:
    """The bare DOI of an entry: that in `doi`, else that in `url` behind a resolver; or blank."""
    url = fields.get("url", "").strip()
    said = (fields.get("doi", ""), url if _AT_RESOLVER.match(url) else "")
    return next(filter(is_doi, map(bare_doi, said)), "")


def unescaped(text: str) -> str:
    r"""The text without the escapes that LaTeX needs in a DOI: `\_`, `{\_}`, `\textless`."""
    if "\\" not in text and "$" not in text:
        return text
    return _GREATER.sub(">", _LESS.sub("<", _ESCAPED.sub(r"\1", text)))


def _without_octets(text: str) -> str:
    return _OCTETS.sub(_decoded, text)


def _decoded(octets: re.Match[str]) -> str:
    try:
        return bytes.fromhex(octets[0].replace("%", "")).decode()
    except UnicodeDecodeError:
        return octets[0]


def _without_tail(text: str) -> str:
    text = text.rstrip(" .,;")
    return text[:-5].rstrip(" .,;") if text.lower().endswith("[doi]") else text
