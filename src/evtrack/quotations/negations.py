"""Words that turn round what is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, takewhile

from evtrack.wording.printed import PrintedText

NEGATION = re.compile(
    r"\b(?:not|no|none|never|nor|neither|without|cannot|hardly|barely|scarcely|rarely|seldom"
    r"|unlikely|unable|fail(?:s|ed|ing)?|lack(?:s|ed|ing)?|un|non)\b|n['’]t\b",
    re.IGNORECASE,
)
"""One of them; `un` and `non` stand alone where they are put in brackets."""

SENTENCE_ENDS = frozenset(".!?")

SEAM = 5
"""Words beside what is quoted, in its sentence, among which a `not` belongs to it."""


def negation_beside(text: PrintedText, between: Sequence[int]) -> str:
    """A `not` near either end, in the sentence of what stands there; blank without any."""
    for side in (between, between[::-1]):
        sentence = takewhile(lambda number: text.word(number) not in SENTENCE_ENDS, side)
        for number in islice(sentence, SEAM):
            if NEGATION.search(text.word(number)):
                return text.word(number)
    return ""
