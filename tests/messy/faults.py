"""Faults to plant in the messy library: small edits, each with the place that must be told.

The place is where `‸` stands in the new text or, without one, the entry's own. It is worked out
from the text with all faults in it, and from nothing that evtrack says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from messy.library import Chunks

MARK = "‸"


class Fault(NamedTuple):
    """In this piece of this file, `old` becomes `new`; a blank `old` adds `new` at its end."""

    rule: str
    file: str
    piece: str
    old: str
    new: str


class Place(NamedTuple):
    """Where a rule must find something: line and column from 1."""

    rule: str
    path: str
    line: int
    column: int


CLAIMS, LIBRARY, EXPORTS = "claims.csv", "library.bib", "exports.bib"

FAULTS = (
    # The rows and cells of the claims
    Fault("unreadable-row", CLAIMS, "C014/2", "", "C014,,,,,RN290,supports,,,,,,,,,,‸surplus\n"),
    Fault("unreadable-row", CLAIMS, "C015/2", "", '‸C015,,,,,RN290,supports,,"an "open" quote\n'),
    Fault("missing-claim-id", CLAIMS, "C016/3", "", "‸,,,,,RN290,supports\n"),
    Fault("missing-claim-text", CLAIMS, "C120/3", "", "C121,‸,,,hedged,RN290,mentions\n"),
    Fault("claim-disagrees", CLAIMS, "C020/2", "C020,,,,", "C020,,,‸harm,"),
    Fault("claim-id-collision", CLAIMS, "C017/2", "", "‸c017,Cups,,,hedged,RN290,mentions\n"),
    Fault(
        "similar-claims", CLAIMS, "C060/3", "", "C122,‸the rooibos improves anxiety; see below!\n"
    ),
    Fault(
        "number-mismatch",
        CLAIMS,
        "C005/1",
        "Caffeine improves weight by 3",
        "‸Caffeine improves weight by 4",
    ),
    Fault("unknown-word", CLAIMS, "C002/1", ",supports,", ",‸suports,"),
    Fault("unknown-word", CLAIMS, "C004/1", '"Hedged"', '"‸hegded"'),
    Fault("unknown-word", CLAIMS, "C046/1", 'lines","",', 'lines","‸half",'),
    Fault("invalid-number", CLAIMS, "C006/1", "imprecision; risk", "‸imprecision:9; risk"),
    Fault("invalid-number", CLAIMS, "C034/1", "Large effect", "‸Large effect:3"),
    Fault("invalid-date", CLAIMS, "C003/2", "2025-03-28", "‸2025-02-30"),
    Fault("invalid-date", CLAIMS, "C018/1", "2025-06-28", "‸28.6.2025"),
    Fault("future-date", CLAIMS, "C040/3", "2025-04-28", "‸2052-04-28"),
    Fault("stale-check", CLAIMS, "C024/1", "2025-12-28", "‸1997-12-28"),
    Fault("stray-blanks", CLAIMS, "C010/3", ",Ada Ng,", ",‸Ada Ng ,"),
    Fault("not-nfc", CLAIMS, "C011/1", "naïve", "na‸i\u0308ve"),
    Fault("invisible-character", CLAIMS, "C009/2", "over three", "over‸\u202e three"),
    Fault("html-entity", CLAIMS, "C018/1", "café", "caf‸&eacute;"),
    # The links
    Fault("missing-citekey", CLAIMS, "C007/2", "", "C007,,,,,,‸supports\n"),
    Fault("unknown-citekey", CLAIMS, "C009/2", "", "C009,,,,,‸nagy_45_1938,supports\n"),
    Fault(
        "unknown-citekey", CLAIMS, "C025/2", "", '"C025","","","","","‸RN292; RN293","supports"\n'
    ),
    Fault("citekey-case", CLAIMS, "C010/3", "", "C010,,,,,‸Rn290,supports\n"),
    Fault("missing-stance", CLAIMS, "C012/2", "Okonkwo1990_28,supports", "‸Okonkwo1990_28,"),
    Fault("duplicate-link", CLAIMS, "C024/1", "", "C024,,,,,‸ng_57_1968,supports\n"),
    Fault(
        "undocumented-adjustment",
        CLAIMS,
        "C032/1",
        '"indirect","","","","2025-08-28","Ada Ng","in hospital staff"',
        '"‸indirect","","","","2025-08-28","Ada Ng",""',
    ),
    Fault(
        "explained-without-contradiction",
        CLAIMS,
        "C041/1",
        "indirect,,,",
        "indirect,,,‸in children",
    ),
    Fault(
        "unexplained-contradiction",
        CLAIMS,
        "C034/2",
        'contradicts,"Table 2, row 4",naïve Wirkung – größer als erwartet…,,,,"another dose, and '
        'children only"',
        "‸contradicts,,,,,,",
    ),
    # Entries that BibTeX can't read whole
    Fault("unreadable-entry", LIBRARY, "Ozturk1994_2", "{Second},", "{Second‸}"),
    Fault("unreadable-entry", LIBRARY, "Ozturk:135", '"1396--1408"', "‸1396--1408"),
    Fault("unreadable-entry", EXPORTS, "Ozturk211", "{high},\nsamplesize={734}\n}", "{high}\n"),
    Fault("duplicate-key", EXPORTS, "Law200", "", "‸@misc{Ng1968_0, title = {Something else}}\n"),
    Fault("duplicate-field", LIBRARY, "ng_54_1986", "\tnumber =", "\tvolume = {‸91},\n\tnumber ="),
    Fault("undefined-string", LIBRARY, "Wang2007_3", "= apr", "= ‸april"),
    Fault("undefined-string", EXPORTS, "Ng_190", "month=nov", "month=‸nobember"),
    Fault(
        "broken-crossref",
        LIBRARY,
        "celik_49_1978",
        "\tbooktitle",
        "\tcrossref = {‸hotdrinks},\n\tbooktitle",
    ),
    Fault(
        "parser-disagreement",
        EXPORTS,
        "CELIK19971644",
        "Background\n",
        "Background\n‸@book{drinks, of all}\n",
    ),
    # What an entry must have
    Fault("missing-author", LIBRARY, "papadopoulos_45_1983", "\tauthor =", "\tauthors ="),
    Fault("missing-title", EXPORTS, "vanGogh1973m281", "\ntitle =", "\nx-title ="),
    Fault("missing-year", LIBRARY, "pmid18555465", "   Year=", "   Yaer="),
    Fault("missing-required-field", EXPORTS, "RN297", "   journal =", "   journl ="),
    Fault(
        "undated-web-source",
        LIBRARY,
        "universityofnorthernteaTeaSleep1991-107",
        "archiveurl",
        "archive",
    ),
    Fault("empty-field", LIBRARY, "major_55_1999", "\tlanguage = {en-GB}", "\tlanguage = {‸}"),
    # What it says
    Fault("unappraised-source", LIBRARY, "Wang1969_22", "  riskofbias ", "  rob "),
    Fault("unknown-word", LIBRARY, "hakansson_63_1989", "{rct}", "{‸randomised}"),
    Fault("unknown-word", EXPORTS, "10.5555/tea/232", "{high}", "{‸hihg}"),
    Fault("invalid-number", EXPORTS, "10.5555/tea/227", "samplesize = {", "samplesize = {‸about "),
    Fault(
        "type-against-design",
        LIBRARY,
        "universityofnorthernteaTeaSleep2011-91",
        "{reference-work}",
        "{‸cohort},\n  riskofbias = {low}",
    ),
    Fault("title-against-design", LIBRARY, "pmid19348504", "{rct}", "{‸cohort}"),
    Fault(
        "retracted-source", LIBRARY, "Major:131", "{Cohort}", "{Cohort},\n    status = {‸retracted}"
    ),
    Fault("unmarked-retraction", EXPORTS, "Wang212", "title={Re:", "title={‸Retracted: Re:"),
    Fault(
        "superseded-source", LIBRARY, "pmid19287501", "design=", "status={‸superseded},\n   design="
    ),
    Fault("corrected-source", EXPORTS, "Law_181", " design=", " status={‸corrected}, design="),
    Fault("questioned-source", EXPORTS, "RN299", "   design", "   status = {‸Concern},\n   design"),
    Fault(
        "duplicate-source",
        LIBRARY,
        "NG2024_35",
        "10.5555/s10035-024-00035-z",
        "10.5555/j.jtea.1968.01.000",
    ),
    Fault("duplicate-source", EXPORTS, "Celik1978m277", "pmid = {25997831}", "pmid = {25875825}"),
    Fault(
        "published-preprint",
        EXPORTS,
        "law2022tea257",
        "Valerian and {COVID-19}: early results",
        "Lemon balm versus usual care for {H}eadache ({STEEP}-276): study protocol for a "
        "randomised trial",
    ),
    # Identifiers
    Fault("malformed-doi", LIBRARY, "pmid18616468", "   Year", '   doi="‸10.5555/",\n   Year'),
    Fault(
        "malformed-doi",
        EXPORTS,
        "10.5555/tea/231",
        "    doi = {",
        "    doi = {‸https://tea.example/",
    ),
    Fault("doi-form", LIBRARY, "law_48_2022", "\tdoi = {", "\tdoi = {‸https://doi.org/"),
    Fault(
        "doi-form",
        EXPORTS,
        "WU20101681",
        "\ndoi = {10.5555/j.jtea.2010.01.240}",
        "\ndoi = {‸10.5555/j.jtea.2010.01.240.}",
    ),
    Fault("missing-doi", EXPORTS, "RN292", "   DOI =", "   odi ="),
    Fault(
        "malformed-identifier", LIBRARY, "Major2018_17", "isbn          = {", "isbn          = {‸1"
    ),
    Fault("malformed-identifier", LIBRARY, "ngTeaSleep2024-92", "issn = {", "issn = {‸9"),
    Fault("malformed-identifier", EXPORTS, "Law2022m276", "pmid = {", "pmid = {‸x"),
    # Dates
    Fault("invalid-date", LIBRARY, "nice_65_2015", "2023-11-30", "‸2021-06-31"),
    Fault("invalid-date", EXPORTS, "10.5555/tea/228", "month = {01}", "month = {‸13}"),
    Fault("implausible-year", LIBRARY, "Ng1987_19", "{1987}", "{‸1187}"),
    Fault("future-date", EXPORTS, "Okonkwo_180", "{1971}", "{‸2071}"),
    # Names
    Fault(
        "placeholder-author",
        LIBRARY,
        "wu_69_2010",
        "{Wu, F.-C. and Smith, Jr., John and Young, Prudence}",
        "{‸Anonymous}",
    ),
    Fault("capital-author", LIBRARY, "dasilva_70_2023", "{da Silva, João}", "{‸OLIVEIRA, JOÃO}"),
    Fault(
        "unbraced-institution",
        LIBRARY,
        "worldhealthorganization_56_2012",
        "{{World Health Organization}}",
        "{‸World Health Organization}",
    ),
    Fault(
        "joined-authors",
        LIBRARY,
        "Okonkwo1971_9",
        "{Chidi Okonkwo and \\c{S}tefan Ionescu and",
        "{‸Chidi Okonkwo; \\c{S}tefan Ionescu;",
    ),
    Fault("others-alone", EXPORTS, "Okonkwo2009m275", "{Okonkwo, Chidi}", "{‸others}"),
    # Pages
    Fault("page-range", LIBRARY, "Yilmaz:151", '"188--202"', '"‸202--188"'),
    Fault("abbreviated-pages", EXPORTS, "RN290", "{1731--1744}", "{‸1731--44}"),
    Fault("page-dash", LIBRARY, "Major:150", '"151--164"', '"‸151---164"'),
    Fault("page-dash", EXPORTS, "ter_Kuile_198", "{127--132}", "{‸127–132}"),
    # Characters
    Fault("not-nfc", LIBRARY, "as_52_2017", "Genève", "Gen‸e\u0300ve"),
    Fault("not-nfc", EXPORTS, "Law200", "title={", "title={‸\u212b: "),
    Fault("invisible-character", EXPORTS, "Yilmaz208", "title={Guide", "title={Guide‸\u00ad"),
    Fault("html-entity", EXPORTS, "Håkansson_196", "journal={", "journal={Tea ‸&amp; "),
    Fault(
        "swallowed-field",
        LIBRARY,
        "vandenberg_58_1981",
        "headache},\n\turl = {https://www.tea-58.example.org/a/b%20c?q=1&r=2#s_58~x}",
        "headache,\n\t‸url = {https://www.tea-58.example.org}}",
    ),
)


def planted(files: dict[str, Chunks]) -> tuple[dict[str, str], list[Place]]:
    """The files with all faults in them, and where each must be found, in the order of `Place`."""
    pieces = {name: dict(chunks) for name, chunks in files.items()}
    for number, fault in enumerate(FAULTS):
        text = pieces[fault.file][fault.piece]
        end = "\r\n" if "\r\n" in text else "\n"
        old, new = (part.replace("\n", end) for part in (fault.old, fault.new))
        if old and text.count(old) != 1:
            raise ValueError(f"{fault.piece} has {old!r} {text.count(old)} times: {text}")
        text = text.replace(old, new) if old else text + new
        if MARK not in text:
            text = text.replace("@", MARK + "@", 1)
        pieces[fault.file][fault.piece] = text.replace(MARK, _mark(number))
    marked = {name: "".join(chunks.values()) for name, chunks in pieces.items()}
    places = [place for name, text in marked.items() for place in _places(name, text)]
    return {name: _ANY_MARK.sub("", text) for name, text in marked.items()}, sorted(places)


_FIRST_MARK = 0xF0000  # a plane of private use, which no file holds
_ANY_MARK = re.compile(f"[{chr(_FIRST_MARK)}-{chr(_FIRST_MARK + 999)}]")


def _mark(number: int) -> str:
    return chr(_FIRST_MARK + number)


def _places(path: str, marked: str) -> Sequence[Place]:
    places = []
    for mark in _ANY_MARK.finditer(marked):
        before = re.split(r"\r\n|\r|\n", _ANY_MARK.sub("", marked[: mark.start()]))
        rule = FAULTS[ord(mark[0]) - _FIRST_MARK].rule
        places.append(Place(rule, path, len(before), len(before[-1]) + 1))
    return places
