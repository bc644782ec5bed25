"""The sentences of an article that need evidence, as the first rows of its claims.csv."""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from evtrack.coverage.sentences import CoveredSentence, covered_sentences
from evtrack.drafting.in_text import Mark
from evtrack.model import Article, Passage, PassageKind, Sentence
from evtrack.readers.claims import COLUMNS
from evtrack.wording.comparable import comparable_words

# To a spreadsheet, and full-width signs to some: OWASP, "CSV Injection".
_BEGINS_A_FORMULA = re.compile(r"[=+\-@\uff1d\uff0b\uff0d\uff20\s]+")
_BLANK_BEFORE_STOP = re.compile(r"\s+(?=[.,;:!?])")
_WORDS_OF_CONTEXT = 5
_LONGEST_CONTEXT = 200  # characters


class Candidate(NamedTuple):
    """A sentence that may be a claim.

    `anchor` is its words without a citation at either end, `text` the same without any, and
    `section` the heading above it. `keys` are what it cites.
    """

    text: str
    anchor: str
    prefix: str
    suffix: str
    section: str
    keys: tuple[str, ...]


class Candidates(NamedTuple):
    """The candidates, and how many sentences were in scope and how many there are."""

    candidates: tuple[Candidate, ...]
    in_scope: int
    sentences: int


def candidates_in(
    article: Article, marks: Sequence[Mark], references: range, known: Mapping[str, str]
) -> Candidates:
    """Sentences in scope that show a sign that they need evidence, or cite something.

    `references` are the numbers of the passages of the list. `known` has the keys of the entries by
    those that are cited; others are left out. The signs are those of the article's coverage. Words
    that stand in several sentences are one candidate.
    """
    statements = [each for each in covered_sentences(article, {}) if _states(each, references)]
    marks_of = _marks_by_sentence([each.sentence for each in statements], marks)
    in_scope = [each for each in statements if not each.outside]
    found: dict[str, Candidate] = {}
    hidden = _hidden(marks)
    repeated = _repeated(each.sentence.text for each in statements)
    for each in in_scope:
        of_sentence = marks_of.get(each.sentence.start, [])
        if not each.needs and not of_sentence:
            continue
        candidate = _candidate(article, each.sentence, of_sentence, hidden, repeated)
        keys = dict.fromkeys(known[key] for key in candidate.keys if key in known)
        candidate = candidate._replace(keys=tuple(keys))
        if candidate.anchor:
            found.setdefault(comparable_words(candidate.anchor), candidate)
    return Candidates(tuple(found.values()), len(in_scope), len(statements))


def claims_csv(candidates: Sequence[Candidate]) -> str:
    """The file: all columns, and a row for each candidate and source; stances are blank."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    digits = max(2, len(str(len(candidates))))
    for number, candidate in enumerate(candidates, start=1):
        writer.writerows(_rows(f"C{number:0{digits}}", candidate))
    return text.getvalue()


def _rows(claim_id: str, candidate: Candidate) -> Iterator[Mapping[str, str]]:
    first, *others = candidate.keys or ("",)
    yield {
        "claim_id": claim_id,
        "claim": candidate.text,
        "anchor": candidate.anchor,
        "anchor_prefix": candidate.prefix,
        "anchor_suffix": candidate.suffix,
        "citekey": first,
        "note": f"section: {candidate.section}" if candidate.section else "",
    }
    for key in others:
        yield {"claim_id": claim_id, "citekey": key}


def _states(covered: CoveredSentence, references: range) -> bool:
    sentence = covered.sentence
    is_text = sentence.kind not in (PassageKind.HEADING, PassageKind.NOTE)
    return is_text and sentence.passage not in references


def _marks_by_sentence(
    sentences: Iterable[Sentence], marks: Iterable[Mark]
) -> Mapping[int, list[Mark]]:
    """The marks of each sentence, by its start; one before its words belongs to the one before."""
    ordered = sorted(sentences, key=lambda sentence: sentence.start)
    starts = [sentence.start for sentence in ordered]
    found: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        n = bisect_right(starts, mark.start) - 1
        if n < 0:
            continue
        leads = mark.start == starts[n] and not mark.is_said
        if leads and n and ordered[n - 1].passage == ordered[n].passage:
            n -= 1
        found[starts[n]].append(mark)
    return found


def _candidate(
    article: Article,
    sentence: Sentence,
    marks: Sequence[Mark],
    hidden: Container[int],
    repeated: Container[str],
) -> Candidate:
    passage = article.passages[sentence.passage]
    end = sentence.at + len(sentence.text)
    said = [n for n in range(sentence.at, end) if passage.offsets[n] not in hidden]
    words = [n for n in said if not passage.text[n].isspace()]
    first, behind = (words[0], words[-1] + 1) if words else (end, end)
    if formula := _BEGINS_A_FORMULA.match(passage.text, first, behind):
        first = formula.end()
    is_repeated = sentence.text in repeated
    return Candidate(
        text=_no_formula(_tidy("".join(passage.text[n] for n in said if n >= first))),
        anchor=_no_formula(_tidy_blanks(passage.text[first:behind])),
        prefix=_unless_formula(_last_words(passage, sentence.at, first)) if is_repeated else "",
        suffix=_unless_formula(_first_words(passage, behind)) if is_repeated else "",
        section=_heading_above(article, sentence),
        keys=tuple(dict.fromkeys((*sentence.citations, *(k for m in marks for k in m.keys)))),
    )


def _hidden(marks: Iterable[Mark]) -> frozenset[int]:
    """The places in the file of the characters that no sentence says."""
    return frozenset(
        place for mark in marks if not mark.is_said for place in range(mark.start, mark.end)
    )


def _last_words(passage: Passage, start: int, end: int) -> str:
    before = passage.text[max(start - _LONGEST_CONTEXT, 0) : end].split()
    return " ".join(before[-_WORDS_OF_CONTEXT:])


def _first_words(passage: Passage, start: int) -> str:
    behind = passage.text[start : start + _LONGEST_CONTEXT].split()
    return " ".join(behind[:_WORDS_OF_CONTEXT])


def _no_formula(cell: str) -> str:
    """The cell without what makes it a formula."""
    formula = _BEGINS_A_FORMULA.match(cell)
    return cell[formula.end() :] if formula else cell


def _unless_formula(cell: str) -> str:
    """The cell as it is or blank: words beside an anchor must be those of the article."""
    return "" if _BEGINS_A_FORMULA.match(cell) else cell


def _heading_above(article: Article, sentence: Sentence) -> str:
    heading = sentence.section
    return "" if heading is None else _tidy_blanks(article.passages[heading].text)


def _tidy(text: str) -> str:
    """One line, without the blanks that citations leave before a full stop."""
    return _BLANK_BEFORE_STOP.sub("", _tidy_blanks(text))


def _tidy_blanks(text: str) -> str:
    return " ".join(text.split())


def _repeated(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(text for text, times in Counter(texts).items() if times > 1)
