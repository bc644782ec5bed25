"""The appraisal fields of a BibTeX entry to an Appraisal, and what they say that can't be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from evtrack.model import Appraisal, Location, Problem, Unread
from evtrack.suggest import did_you_mean
from evtrack.words import Certainty, Design, RiskOfBias, Status, SynthesisOf

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

# By prefix, as registered with Crossref and DataCite. 10.1101 is also that of Cold Spring Harbor's
# journals (10.1101/gr.…, 10.1101/cshperspect.…); what bioRxiv and medRxiv registered under it has a
# date and a number, or before December 2019 six digits. Since December 2025 theirs is 10.64898
# (connect.biorxiv.org/news/2025/11/18/preprint_dois).
_PREPRINT_DOI = re.compile(
    r"""10\.(?:
      48550/arxiv\.                 # arXiv
    | 1101/(?:\d{4}\.\d\d\.\d\d\.\d+|\d{6})(?:v\d+)?$
    | 64898/                        # bioRxiv and medRxiv
    | 21203/rs\.                    # Research Square
    | 20944/preprints               # Preprints.org
    | 26434/                        # ChemRxiv
    | 31219/ | 31222/ | 31223/ | 31234/ | 31235/ | 31236/ | 35542/  # OSF and its communities
    | 32942/                        # EcoEvoRxiv
    | 22541/                        # Authorea
    | 36227/                        # TechRxiv
    | 2139/ssrn\.                   # SSRN
    | 7287/peerj\.preprints\.       # PeerJ Preprints
    | 2196/preprints\.              # JMIR Preprints
    | 1590/scielopreprints\.        # SciELO Preprints
    )""",
    re.VERBOSE | re.IGNORECASE,
)


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
    if any("preprint" in text.casefold() for text in said) or _PREPRINT_DOI.match(_doi(fields)):
        return True
    journal = (fields.get("journaltitle") or fields.get("journal") or "").strip().casefold()
    if journal:
        return "preprint" in journal or journal.startswith(_PREPRINT_SERVERS)
    server = (fields.get("eprinttype") or fields.get("archiveprefix") or "").strip().casefold()
    return server in _PREPRINT_SERVERS or fields.get("pubstate", "").casefold() == "prepublished"


def _doi(fields: Mapping[str, str]) -> str:
    return re.sub(r"(?i)^\s*(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", fields.get("doi", ""))


def _words(words: type[_StrWord]) -> dict[str, _StrWord]:
    return {word.value: word for word in words}


def _list(text: str) -> dict[str, None]:
    return dict.fromkeys(item for part in text.split(",") if (item := part.strip()))


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
        if not text or text.casefold() in words:
            return words.get(text.casefold())
        help_ = f"{did_you_mean(text, words)} Known are: {', '.join(words)}.".strip()
        self.refuse("unknown-word", name, f"`{_shown(text)}` is no known word", help_)
        return None

    def sample_size(self, name: str) -> int | None:
        text = self.text(name)
        if not text or _SAMPLE_SIZE.fullmatch(text):
            digits = re.sub(r"[^0-9]", "", text)
            return int(digits) if digits else None
        help_ = (
            "Write the number of participants in digits, such as 1234 or 1,234, or leave it out."
        )
        self.refuse("invalid-number", name, f"`{_shown(text)}` is no whole number", help_)
        return None

    def refuse(self, rule: str, name: str, what: str, help_: str) -> None:
        message = f"{what}, in field `{name}` of `{self.key}`"
        location = self.places.get(name, self.entry)
        self.unread.append(Unread(rule, Problem(message, location, self.key, help_)))


def _shown(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40].rstrip()}…"
