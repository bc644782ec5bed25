"""The appraisal fields of a BibTeX entry to an Appraisal, and what they say that can't be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from evtrack.doi import bare_doi
from evtrack.model import Appraisal, Edit, Location, Problem, Unread
from evtrack.phrases import quoted
from evtrack.suggest import did_you_mean
from evtrack.words import Certainty, Design, RiskOfBias, Status, SynthesisOf, normal

APPRAISAL_FIELDS = (
    "design",
    "samplesize",
    "riskofbias",
    "study",
    "includes",
    "synthesisof",
    "certainty",
    "status",
)

_Word = TypeVar("_Word")
_StrWord = TypeVar("_StrWord", bound=StrEnum)

_SAMPLE_SIZE = re.compile(r"[0-9]{1,3}(?:[, '\u00a0\u2009\u202f][0-9]{3}){1,3}|[0-9]{1,12}")

_PREPRINT_SERVERS = (
    *("arxiv", "biorxiv", "medrxiv", "chemrxiv", "psyarxiv", "socarxiv", "edarxiv", "eartharxiv"),
    *("ecoevorxiv", "engrxiv", "metaarxiv", "osf preprints", "preprints.org", "research square"),
    *("sportrxiv", "ssrn", "techrxiv", "authorea", "scielo preprints"),
)

# As registered with Crossref and DataCite.
_PREPRINT_DOIS = (
    "10.48550/arxiv.",
    "10.64898/",  # bioRxiv and medRxiv (connect.biorxiv.org/news/2025/11/18/preprint_dois)
    "10.21203/rs.",  # Research Square
    "10.20944/preprints",  # Preprints.org
    "10.26434/",  # ChemRxiv
    "10.31219/",  # OSF, and its communities to 10.35542
    "10.31222/",
    "10.31223/",
    "10.31234/",
    "10.31235/",
    "10.31236/",
    "10.35542/",
    "10.32942/",  # EcoEvoRxiv
    "10.22541/",  # Authorea
    "10.36227/",  # TechRxiv
    "10.2139/ssrn.",
    "10.7287/peerj.preprints.",
    "10.2196/preprints.",  # JMIR
    "10.1590/scielopreprints.",
)

# Until December 2025 bioRxiv and medRxiv registered under 10.1101, which is also the prefix of Cold
# Spring Harbor's journals (10.1101/gr.…): theirs have a date and a number, or before December 2019
# six digits.
_OLDER_PREPRINT_DOI = re.compile(r"10\.1101/(?:\d{4}\.\d\d\.\d\d\.\d+|\d{6})(?:v\d+)?")


def read_appraisal(
    key: str, fields: Mapping[str, str], places: Mapping[str, Location], entry: Location
) -> tuple[Appraisal, tuple[Unread, ...]]:
    """What the appraisal fields say, and those that say nothing known, with their places.

    Letters' case and blanks around a word don't matter. A word that is not known, or a size that is
    no whole number, is None in the Appraisal and an Unread (`unknown-word`, `invalid-number`).
    """
    reader = _Reader(key, fields, places, entry)
    appraisal = Appraisal(
        design=reader.word("design", _words(Design)),
        sample_size=reader.sample_size("samplesize"),
        risk_of_bias=reader.word("riskofbias", _words(RiskOfBias)),
        study=reader.text("study"),
        includes=tuple(_list(reader.text("includes"))),
        synthesis_of=reader.word("synthesisof", _words(SynthesisOf)),
        certainty=reader.word("certainty", {level.word: level for level in reversed(Certainty)}),
        status=reader.word("status", _words(Status)),
        preprint=is_preprint(fields),
    )
    return appraisal, tuple(reader.unread)


def is_preprint(fields: Mapping[str, str]) -> bool:
    """Whether the entry says that it had no peer review: in words, by its server or by its DOI.

    An `eprint` beside a journal is the copy of a published article, so it does not count.
    """
    said = (fields.get(name, "") for name in ("pubstate", "entrysubtype", "type", "howpublished"))
    if any("preprint" in text.casefold() for text in said):
        return True
    if _is_of_preprint(fields.get("doi", "")):
        return True
    journal = (fields.get("journaltitle") or fields.get("journal") or "").strip().casefold()
    if journal:
        return "preprint" in journal or journal.startswith(_PREPRINT_SERVERS)
    server = (fields.get("eprinttype") or fields.get("archiveprefix") or "").strip().casefold()
    return server in _PREPRINT_SERVERS or fields.get("pubstate", "").casefold() == "prepublished"


def _is_of_preprint(doi: str) -> bool:
    doi = bare_doi(doi).casefold()
    return doi.startswith(_PREPRINT_DOIS) or _OLDER_PREPRINT_DOI.fullmatch(doi) is not None


def _words(words: type[_StrWord]) -> dict[str, _StrWord]:
    return {word.value: word for word in words}


def _list(text: str) -> dict[str, None]:
    return dict.fromkeys(item for part in text.split(",") if (item := part.strip(" {}")))


class _Reader:
    """Reads fields one by one, and keeps what it could not read."""

    def __init__(
        self,
        key: str,
        fields: Mapping[str, str],
        places: Mapping[str, Location],
        entry: Location,
    ) -> None:
        self.key = key
        self.fields = fields
        self.places = places
        self.entry = entry
        self.unread: list[Unread] = []

    def text(self, name: str) -> str:
        return self.fields.get(name, "").strip().strip("{}").strip()

    def word(self, name: str, words: Mapping[str, _Word]) -> _Word | None:
        text = self.text(name)
        if not text or normal(text) in words:
            return words.get(normal(text))
        from evtrack.spellings import meant  # late: only a mistake needs it

        right = meant(normal(text), words, name)
        help_ = f"{did_you_mean(right or text, words)} Known are: {', '.join(words)}.".strip()
        edits = self.respelt(name, text, right) if right else ()
        self.refuse("unknown-word", name, f"{quoted(text)} is no known word", help_, edits)
        return None

    def respelt(self, name: str, text: str, right: str) -> tuple[Edit, ...]:
        """The edit that writes `right`, where the value stands in the file as it was read."""
        place = self.places.get(name, self.entry)
        as_written = self.fields[name] == text and place.width == len(text)
        return (Edit(place, text, right),) if as_written else ()

    def sample_size(self, name: str) -> int | None:
        text = self.text(name)
        if not text or _SAMPLE_SIZE.fullmatch(text):
            digits = re.sub(r"[^0-9]", "", text)
            return int(digits) if digits else None
        help_ = (
            "Write the number of participants in digits, such as 1234 or 1,234, or leave it out."
        )
        self.refuse("invalid-number", name, f"{quoted(text)} is no whole number", help_)
        return None

    def refuse(
        self, rule: str, name: str, what: str, help_: str, edits: tuple[Edit, ...] = ()
    ) -> None:
        message = f"{what}, in field `{name}` of `{self.key}`"
        location = self.places.get(name, self.entry)
        self.unread.append(Unread(rule, Problem(message, location, self.key, help_, edits)))
