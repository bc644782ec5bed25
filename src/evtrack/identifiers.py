"""What PMIDs, PMCIDs, ISBNs, ISSNs and ORCIDs look like, and their check digits.

The check digits are those of ISO 2108 (ISBN), ISO 3297 (ISSN) and ISO/IEC 7064, MOD 11-2 (ORCID,
after ORCID's "Structure of the ORCID Identifier"); PMIDs and PMCIDs have none. DOIs: `evtrack.doi`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

_HYPHENS = str.maketrans("", "", "-\u00ad\u2010\u2011\u2012\u2013\u2014\u2212")
_LENGTHS_OF_STANDARD_NUMBERS = (8, 10, 13)
_LENGTH_OF_ORCID = 16

# Patterns are texts, which `re` compiles where one is first used: many libraries need none of them.
_REMARK = r"\([^()0-9]*\)|\[[^\[\]0-9]*\]"
_LABEL = r"(?i)\b[a-z]{0,10}-?is[bs]n(?:[- ]?1[03]\b|-l\b)?\s*[:=]?"
_ORCID_SITE = r"(?i)(?:https?://)?(?:www\.)?orcid\.org/"
_BETWEEN = r"[,;/]"
_BRACKETS = r"[{}()\[\]]"
_DIGIT = r"[0-9]"

_PMID = (
    r"(?i)(?:pmid\s*:?\s*"
    r"|(?:https?://)?(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed)/)?"
    r"([1-9][0-9]{0,7})/?"
)
_PMCID = (
    r"(?i)(?:pmc(?:id)?\s*:\s*"
    r"|(?:https?://)?(?:www\.)?(?:pmc\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pmc)/articles/"
    r"|(?:https?://)?(?:www\.)?europepmc\.org/(?:articles?|abstract)/(?:pmc/)?)?"
    r"PMC[1-9][0-9]{0,8}(?:\.[0-9]+)?/?"
)
_BARE_NUMBER = r"[1-9][0-9]{0,8}"
_ISSN = r"[0-9]{7}[0-9X]"
_ISBN_10 = r"[0-9]{9}[0-9X]"
_ISBN_13 = r"97[89][0-9]{10}"
_ORCID = r"[0-9]{15}[0-9X]"


def pmid_of(fields: Mapping[str, str]) -> str:
    """The digits of an entry's PMID, however `pmid` gives it; blank where it gives none."""
    value = fields.get("pmid", "")
    found = re.fullmatch(_PMID, value.strip("{} ")) if value else None
    return found[1] if found else ""


class Fault(NamedTuple):
    """A text that can't be the identifier. `digit` is what its last should be, if that is all."""

    text: str
    digit: str = ""


class Kind(NamedTuple):
    """A kind of identifier: its name with `a` or `an`, how one looks, and what finds a fault in it.

    A value may hold several where the kind allows; the first that is wrong is the fault.
    """

    name: str
    form: str
    fault_in: Callable[[str], Fault | None]


def _fault_of_pmid(value: str) -> Fault | None:
    return None if pmid_of({"pmid": value}) else Fault(value)


def _fault_of_pmcid(value: str) -> Fault | None:
    return None if re.fullmatch(_PMCID, value.strip("{} ")) else Fault(value)


def _fault_of_pmc(value: str) -> Fault | None:
    """The same, where the field's name already says `PMC`."""
    return None if re.fullmatch(_BARE_NUMBER, value.strip("{} ")) else _fault_of_pmcid(value)


def _fault_of_standard_numbers(value: str) -> Fault | None:
    """What is neither an ISBN nor an ISSN: some reference managers put either in either field."""
    for written in _numbers_in(re.sub(_LABEL, " ", value), _LENGTHS_OF_STANDARD_NUMBERS):
        number = _plain(written)
        if re.fullmatch(_ISBN_13, number):
            digit = _check_digit_10(number)
        elif re.fullmatch(_ISBN_10, number) or re.fullmatch(_ISSN, number):
            digit = _check_digit_11(number)
        else:
            return Fault(written)
        if number[-1] != digit:
            return Fault(written, digit)
    return None


def _fault_of_orcids(value: str) -> Fault | None:
    for written in _numbers_in(re.sub(_ORCID_SITE, " ", value), (_LENGTH_OF_ORCID,)):
        number = _plain(written)
        if not re.fullmatch(_ORCID, number):
            return Fault(written)
        if number[-1] != (digit := _check_digit_11_2(number)):
            return Fault(written, digit)
    return None


def _numbers_in(text: str, lengths: Sequence[int]) -> Iterator[str]:
    """The identifiers in a field that may hold several, with remarks such as `(Print)`.

    `lengths` are those that one can have. Words without a digit are remarks. Blanks may stand
    within an identifier or between two. Where there is no digit at all it is the whole text.
    """
    parts = re.split(_BETWEEN, re.sub(_BRACKETS, " ", re.sub(_REMARK, " ", text)))
    words_of = [[word for word in part.split() if _is_of_number(word)] for part in parts]
    if not any(words_of):
        yield text.strip()
    for words in filter(None, words_of):
        together = " ".join(words)
        whole = [word for word in words if len(_plain(word)) >= min(lengths)]
        yield from [together] if len(_plain(together)) in lengths or not whole else whole


def _is_of_number(word: str) -> bool:
    return word in "xX" or re.search(_DIGIT, word) is not None


def _plain(number: str) -> str:
    return "".join(number.split()).translate(_HYPHENS).upper()


def _check_digit_10(number: str) -> str:
    """The last digit of an ISBN of 13: weights 1 and 3 in turn, modulo 10."""
    return str(-(sum(map(int, number[:12:2])) + 3 * sum(map(int, number[1:12:2]))) % 10)


def _check_digit_11(number: str) -> str:
    """The last digit of an ISSN or an ISBN of 10: weights from 2 on at its left, modulo 11."""
    leftward = number[-2::-1]
    total = sum(weight * int(digit) for weight, digit in enumerate(leftward, start=2))
    return "0123456789X"[-total % 11]


def _check_digit_11_2(number: str) -> str:
    """The last digit of an ORCID: ISO/IEC 7064, MOD 11-2."""
    total = 0
    for digit in number[:-1]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total) % 11]


_PMC_FORM = "PMC and digits, as in PMC3136020"
_ISSN_FORM = "eight digits, as in 1234-5679"

KINDS = {
    "pmid": Kind("a PMID", "one to eight digits, as in 28363809", _fault_of_pmid),
    "pmcid": Kind("a PMCID", _PMC_FORM, _fault_of_pmcid),
    "pmc": Kind("a PMCID", _PMC_FORM, _fault_of_pmc),
    "isbn": Kind("an ISBN", "10 digits, or 13 from 978 or 979 on", _fault_of_standard_numbers),
    "issn": Kind("an ISSN", _ISSN_FORM, _fault_of_standard_numbers),
    "eissn": Kind("an ISSN", _ISSN_FORM, _fault_of_standard_numbers),
    "orcid": Kind("an ORCID", "16 digits, as in 0000-0002-1825-0097", _fault_of_orcids),
}
"""The kinds by the field that holds them."""
