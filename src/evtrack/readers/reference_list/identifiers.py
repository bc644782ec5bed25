"""What of a reference is told by its form alone: DOI, PMID, addresses, the day it was read."""

from __future__ import annotations

import re

from evtrack.doi import bare_doi

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = (
    r"(?:\d{4}-\d\d-\d\d|\d{4} [A-Za-z]{3,9}\.? \d{1,2}|\d{1,2} [A-Za-z]{3,9}\.?,? \d{4}"
    r"|[A-Za-z]{3,9}\.? \d{1,2},? \d{4})"
)

# In this order: an address may hold a DOI, and words that name a day may stand before an address.
_FORMS = {
    "doi": re.compile(
        r"(?:https?://(?:dx\.|www\.)?doi\.org/|\bdoi(?::\s*|\s+))(10\.\d{4,9}/\S+)", re.IGNORECASE
    ),
    "urldate": re.compile(
        r"[\[(]?\b(?:last )?(?:accessed|retrieved|cited|viewed)(?: on)?:?\s+"
        rf"({_DAY})[\])]?(?:[.;,](?=\s|$)|(?=\s|$))",
        re.IGNORECASE,
    ),
    "url": re.compile(
        r"(?:(?:available (?:at|from|online)|retrieved from|from|url):?\s*)?<?(https?://[^\s<>]+)>?",
        re.IGNORECASE,
    ),
    "pmid": re.compile(r"\bPMID:?\s*(\d{1,8})\b[.;]?", re.IGNORECASE),
    "pmcid": re.compile(r"(?:\bPMCID:?\s*)?\b(PMC\d{3,9})\b[.;]?", re.IGNORECASE),
}
_MEDIUM = re.compile(r"\s*\[(?:internet|online|website|web ?page|e-?book)\]", re.IGNORECASE)
_CLOSING = {")": "(", "]": "[", "}": "{", ">": "<"}


def take_identifiers(text: str) -> tuple[dict[str, str], str]:
    """The fields that were found, by their name in a reference, and the text without them."""
    found: dict[str, str] = {}
    for name, form in _FORMS.items():
        if match := form.search(text):
            found[name] = _without_stop(match[1])
            before, behind = text[: match.start()].rstrip(" (["), text[match.end() :]
            text = f"{before} {behind.lstrip(' )].,;') if name == 'url' else behind.lstrip()}"
            text = text.strip()
    found["doi"] = bare_doi(found.get("doi", ""))
    found["urldate"] = iso_day(found.get("urldate", ""))
    return found, _MEDIUM.sub("", text).strip()


def iso_day(text: str) -> str:
    """The day of a date that is written out in English; blank where it is not one."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return text
    words = re.findall(r"[A-Za-z]+|\d+", text)
    months = [_MONTHS.index(w[:3].lower()) + 1 for w in words if w[:3].lower() in _MONTHS]
    years = [word for word in words if word.isdigit() and len(word) == 4]
    days = [int(word) for word in words if word.isdigit() and len(word) <= 2]
    if len(months) == len(years) == len(days) == 1 and 1 <= days[0] <= 31:
        return f"{years[0]}-{months[0]:02}-{days[0]:02}"
    return ""


def _without_stop(value: str) -> str:
    """Without the punctuation that belongs to the sentence: a bracket that it did not open too."""
    while value and (
        value[-1] in ".,;:"
        or (value[-1] in _CLOSING and value.count(value[-1]) > value.count(_CLOSING[value[-1]]))
    ):
        value = value[:-1]
    return value
