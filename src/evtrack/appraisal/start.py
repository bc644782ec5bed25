"""Where the certainty of a link starts: by the question of the claim and the design of the source.

The levels follow GRADE (Schünemann et al., J Clin Epidemiol 2019;111:105-114) and, for questions
other than benefit and harm, the OCEBM Levels of Evidence 2011 and SORT (Ebell et al., Am Fam
Physician 2004;69:548-556). They are conventions, and every cell can be overridden in the config.
"""

from collections.abc import Mapping

from evtrack.config import BLANK_DESIGN, START_ROWS, SYNTHESIS_OF_OBSERVATIONAL, SYNTHESIS_OF_RCT
from evtrack.model import Appraisal
from evtrack.words import Certainty, Question, SynthesisOf

StartTable = Mapping[Question, Mapping[str, Certainty]]

_COLUMNS = (
    (Question.BENEFIT, Question.HARM),
    (Question.CAUSE,),
    (Question.DIAGNOSIS,),
    (Question.PROGNOSIS, Question.FREQUENCY),
    (Question.DEFINITION,),
    (Question.MECHANISM,),
)

_CELLS = {
    SYNTHESIS_OF_RCT: (4, 4, 4, 4, 4, 4),
    SYNTHESIS_OF_OBSERVATIONAL: (2, 3, 4, 4, 4, 3),
    "guideline": (3, 3, 3, 3, 4, 3),
    "rct": (4, 4, 4, 4, 3, 3),
    "n-of-1": (4, 4, 4, 4, 3, 3),
    "diagnostic-accuracy": (2, 2, 4, 3, 3, 2),
    "nonrandomized-trial": (2, 3, 3, 4, 3, 2),
    "cohort": (2, 3, 3, 4, 3, 2),
    "cross-sectional": (2, 2, 3, 4, 3, 2),
    "case-control": (2, 2, 2, 2, 3, 2),
    "before-after": (1, 1, 1, 1, 2, 1),
    "case-series": (1, 1, 1, 1, 2, 1),
    "case-report": (1, 1, 1, 1, 1, 1),
    "animal": (1, 1, 1, 1, 1, 2),
    "in-vitro": (1, 1, 1, 1, 1, 2),
    "reference-work": (1, 1, 1, 1, 4, 3),
    "narrative-review": (1, 1, 1, 1, 3, 2),
    "expert-opinion": (1, 1, 1, 1, 2, 1),
    "news": (1, 1, 1, 1, 2, 1),
    "other": (1, 1, 1, 1, 2, 1),
    BLANK_DESIGN: (1, 1, 1, 1, 2, 1),
}


_IN_WORDS = {
    "meta-analysis": "meta-analysis",
    "rct": "randomised controlled trial",
    "n-of-1": "n-of-1 trial",
    "nonrandomized-trial": "non-randomised trial",
    "cohort": "cohort study",
    "cross-sectional": "cross-sectional study",
    "case-control": "case-control study",
    "before-after": "before-after study",
    "diagnostic-accuracy": "diagnostic accuracy study",
    "animal": "animal study",
    "in-vitro": "in-vitro study",
    SYNTHESIS_OF_RCT: "synthesis of randomised trials",
    SYNTHESIS_OF_OBSERVATIONAL: "synthesis of observational studies",
    BLANK_DESIGN: "no design given",
}


def in_words(row: str) -> str:
    """A design, or another row of the table, as it is read: `rct` is a randomised trial."""
    return _IN_WORDS.get(row) or row.replace("-", " ")


def start_table(overrides: Mapping[Question, Mapping[str, int]] | None = None) -> StartTable:
    """The start of every row (`evtrack.config.START_ROWS`) for every question."""
    return {
        question: {
            row: Certainty((overrides or {}).get(question, {}).get(row, _CELLS[row][column]))
            for row in START_ROWS
        }
        for column, questions in enumerate(_COLUMNS)
        for question in questions
    }


def row_of(appraisal: Appraisal, question: Question) -> str:
    """The row of the start table for this source.

    A synthesis that does not say what it pools counts as of trials for benefit and harm, and as of
    observational studies otherwise.
    """
    if appraisal.design is None:
        return BLANK_DESIGN
    if not appraisal.design.pools_studies:
        return appraisal.design.value
    pooled = appraisal.synthesis_of or (
        SynthesisOf.RCT
        if question in (Question.BENEFIT, Question.HARM)
        else SynthesisOf.OBSERVATIONAL
    )
    return SYNTHESIS_OF_RCT if pooled is SynthesisOf.RCT else SYNTHESIS_OF_OBSERVATIONAL
