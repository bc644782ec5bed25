"""Where certainty starts."""

import pytest

from builders import source
from evtrack.appraisal.start import row_of, start_table
from evtrack.config import START_ROWS
from evtrack.words import Question, SynthesisOf

# As the design states it: rows of designs, columns benefit and harm, cause, diagnosis, prognosis
# and frequency, definition, mechanism.
DESIGN_PAGE = """
synthesis-of-rct           4 4 4 4 4 4
synthesis-of-observational 2 3 4 4 4 3
guideline                  3 3 3 3 4 3
rct                        4 4 4 4 3 3
n-of-1                     4 4 4 4 3 3
diagnostic-accuracy        2 2 4 3 3 2
nonrandomized-trial        2 3 3 4 3 2
cohort                     2 3 3 4 3 2
cross-sectional            2 2 3 4 3 2
case-control               2 2 2 2 3 2
before-after               1 1 1 1 2 1
case-series                1 1 1 1 2 1
case-report                1 1 1 1 1 1
animal                     1 1 1 1 1 2
in-vitro                   1 1 1 1 1 2
reference-work             1 1 1 1 4 3
narrative-review           1 1 1 1 3 2
expert-opinion             1 1 1 1 2 1
news                       1 1 1 1 2 1
other                      1 1 1 1 2 1
blank                      1 1 1 1 2 1
"""
COLUMNS = [
    ["benefit", "harm"],
    ["cause"],
    ["diagnosis"],
    ["prognosis", "frequency"],
    ["definition"],
    ["mechanism"],
]


def cells() -> list[tuple[str, str, int]]:
    return [
        (row.split()[0], question, int(level))
        for row in DESIGN_PAGE.strip().splitlines()
        for level, questions in zip(row.split()[1:], COLUMNS, strict=True)
        for question in questions
    ]


@pytest.mark.parametrize(("row", "question", "level"), cells())
def test_every_cell_is_that_of_the_design(row: str, question: str, level: int) -> None:
    assert start_table()[Question(question)][row] == level


def test_the_design_page_has_every_row_and_question() -> None:
    assert len(cells()) == len(START_ROWS) * len(Question)


def test_a_single_cell_can_be_overridden() -> None:
    table = start_table({Question.HARM: {"cohort": 3}})

    assert table[Question.HARM]["cohort"] == 3
    assert table[Question.BENEFIT]["cohort"] == 2


@pytest.mark.parametrize(
    ("design", "synthesis_of", "question", "row"),
    [
        ("meta-analysis", "rct", "cause", "synthesis-of-rct"),
        ("meta-analysis", "observational", "benefit", "synthesis-of-observational"),
        ("systematic-review", None, "benefit", "synthesis-of-rct"),
        ("systematic-review", None, "harm", "synthesis-of-rct"),
        ("systematic-review", None, "cause", "synthesis-of-observational"),
        ("guideline", None, "cause", "guideline"),
        ("cohort", None, "cause", "cohort"),
        (None, None, "cause", "blank"),
    ],
)
def test_the_row_of_a_source(
    design: str | None, synthesis_of: str | None, question: str, row: str
) -> None:
    pooled = SynthesisOf(synthesis_of) if synthesis_of else None
    appraisal = source("s", design, synthesis_of=pooled).appraisal

    assert row_of(appraisal, Question(question)) == row
