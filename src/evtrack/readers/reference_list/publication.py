"""Where and when a reference says that it was published: the end of its text."""

from __future__ import annotations

import re

_YEAR = r"(?P<label>(?:1[5-9]|20)\d\d[a-z]?)"
_DATE = rf"{_YEAR}(?:[ -](?:[A-Z][a-z]{{2,8}})\.?(?:[ -]\d{{1,2}})?(?:[-–][A-Z][a-z]{{2,8}})?)?"
_PAGE = r"[A-Za-z]{0,4}\d+[A-Za-z]?"
_PAGES = rf"(?P<pages>{_PAGE}(?:\s*[-–—]{{1,2}}\s*{_PAGE})?)"
_VOLUME = r"(?P<volume>[A-Z]?\d+)\s*(?:\((?P<number>[^()]*)\))?"

# The ends of references in the styles that are read; the first that fits counts.
_ENDS = tuple(
    re.compile(pattern + r"[.,;]*$")
    for pattern in (
        # MLA: , vol. 5, no. 2, 2020, pp. 10-19
        rf",\s*vol\.?\s*(?P<volume>\w+)(?:,\s*no\.?\s*(?P<number>[\w/-]+))?"
        rf"(?:,\s*(?:[A-Z][a-z]+\.?\s)?{_DATE})?(?:,\s*pp?\.\s*{_PAGES})?",
        # IEEE: , vol. 5, no. 2, pp. 10-19, 2020
        rf",\s*vol\.?\s*(?P<volume>\w+)(?:,\s*no\.?\s*(?P<number>[\w/-]+))?"
        rf"(?:,\s*pp?\.\s*{_PAGES})?,\s*(?:[A-Z][a-z]+\.?\s)?{_DATE}",
        # Books: . London: Tea Press; 2020
        rf"\.\s*(?P<address>[^.:;]+):\s*(?P<publisher>[^.:;]+)[;,]\s*{_DATE}"
        rf"(?:[.:]\s*(?:pp?\.?\s*)?{_PAGES})?",
        # Nature: 5, 10–19 (2020)
        rf"\s{_VOLUME},\s*{_PAGES}\s*\({_DATE}\)",
        # Vancouver: 2020;5(2):10-9, also without the issue or the pages
        rf"[.,]?\s*{_DATE}\s*;\s*{_VOLUME}(?:\s*:\s*{_PAGES})?",
        # AMA without its year: 5(2):10-9
        rf"[.,]?\s+{_VOLUME}\s*:\s*{_PAGES}(?:\s*\({_DATE}\))?",
        # APA and Harvard: , 5(2), 10-19, also without the pages
        rf",\s*{_VOLUME},\s*(?:pp?\.?\s*)?{_PAGES}",
        r",\s*(?P<volume>\d+)\((?P<number>[^()]*)\)",
    )
)
# A year without a stop before it is the title's own: `Tea in 1990`.
_YEAR_ONLY = re.compile(rf"(?:[.,;]\s*\(?|\s\(){_DATE}\)?[.,;]*$")
_EDITION = re.compile(
    r"[.,]?\s*\(?\b(\d{1,2}(?:st|nd|rd|th)) ed(?:ition|n)?\b\.?\)?\.?", re.IGNORECASE
)


def take_publication(text: str, *, is_dated: bool) -> tuple[dict[str, str], str]:
    """Year, volume, issue, pages, edition and publisher by field, and the text without them.

    Where the year stood before, as in APA, none is taken here.
    """
    found: dict[str, str] = {}
    if edition := _EDITION.search(text):
        found["edition"] = edition[1]
        text = f"{text[: edition.start()]}. {text[edition.end() :].lstrip()}".strip()
    for end in _ENDS if is_dated else (*_ENDS, _YEAR_ONLY):
        if match := end.search(text):
            found |= {name: value.strip() for name, value in match.groupdict().items() if value}
            text = text[: match.start()]
            break
    if is_dated:
        found.pop("label", None)
    if "pages" in found:
        found["pages"] = expanded_pages(found["pages"])
    return found, text.strip()


def expanded_pages(pages: str) -> str:
    """A page range as BibTeX writes it, its end in full: `154-5` is `154--155`."""
    first, *last = (part.strip() for part in re.split(r"[-–—]+", pages, maxsplit=1))
    if not last or not last[0]:
        return first
    end = last[0]
    prefix, digits = _prefix_and_digits(first)
    if digits and end.isdigit() and len(end) < len(digits):
        end = prefix + digits[: len(digits) - len(end)] + end
    return f"{first}--{end}"


def _prefix_and_digits(page: str) -> tuple[str, str]:
    """`S154` is `S` and `154`; without digits at its end, a page has none."""
    digits = re.search(r"\d+$", page)
    return (page[: digits.start()], digits[0]) if digits else (page, "")
