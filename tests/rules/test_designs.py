"""Titles and types against the designs that entries are given."""

from __future__ import annotations

from pathlib import Path

import pytest

from rule_runs import messages


@pytest.mark.parametrize(
    ("title", "design", "kept"),
    [
        ("Tea: a randomized controlled trial", "rct", True),
        ("Tea: a randomised, double-blind, placebo-controlled, crossover trial", "cohort", False),
        ("Randomised trial of tea", "before-after", False),
        ("A cluster-randomized trial of tea in schools", "cohort", False),
        ("Tea -- a {R}andomized {C}linical {T}rial", "systematic-review", False),
        ("Tea: a non-randomized controlled trial", "nonrandomized-trial", True),
        ("Tea: not a randomised trial", "cohort", True),
        ("Tea: a systematic review of randomised controlled trials", "systematic-review", True),
        ("Tea: a meta-analysis of a randomised trial", "meta-analysis", True),
        ("Sleep after a randomised trial of tea", "cohort", True),
        ("Tea: secondary analysis of a randomised controlled trial", "cohort", True),
        ("Tea: a randomised controlled trial protocol", "other", True),
        ("Comment on: Tea: a randomised controlled trial", "expert-opinion", True),
        ("Tea: a target trial emulation, a randomised trial", "cohort", True),
        ("Tea and sleep: a Mendelian randomization study", "cohort", True),
        ("Tea: a systematic review and meta-analysis", "systematic-review", True),
        ("Tea: a systematic review and meta-analysis", "narrative-review", False),
        ("Tea: a systematic review", "meta-analysis", True),
        ("Tea: a meta-analysis", "rct", False),
        ("Tea poisoning: case report", "case-series", True),
        ("Tea poisoning: case report", "cohort", False),
        ("Tea poisoning: case report and review of the literature", "narrative-review", True),
        ("Tea: a prospective cohort study", "cross-sectional", False),
        ("Tea: a retrospective cohort study", "before-after", True),
        ("Tea: a meta-analysis of cohort studies", "meta-analysis", True),
        ("Tea: a case-control study", "cohort", False),
        ("Tea: a nested case-control study", "cohort", True),
        ("Tea: a cross-sectional survey", "rct", False),
        ("Tea: a narrative review", "systematic-review", True),
        ("Tea: a narrative review", "rct", False),
        ("Guidelines for the management of thirst", "cohort", False),
        ("Tea: clinical practice guideline", "guideline", True),
        ("Adherence to guidelines", "cross-sectional", True),
        ("Tea: an in vitro study", "rct", False),
        ("In vitro fertilization and tea", "cohort", True),
        ("Tea and sleep: a study in mice", "cohort", False),
        ("Vaginismus Treatment: Clinical Trials Follow Up 241 Patients", "cohort", True),
        ("Tea and sleep", "cohort", True),
    ],
)
def test_what_a_title_promises(title: str, design: str, kept: bool, tmp_path: Path) -> None:
    library = f"@article{{a, title = {{{title}}}, design = {{{design}}}}}\n"

    found = messages(tmp_path, "title-against-design", references=library)

    assert (found == []) is kept


@pytest.mark.parametrize(
    ("entry", "possible"),
    [
        ("@online{a, design = {cohort}}", False),
        ("@www{a, design = {meta-analysis}}", False),
        ("@webpage{a, design = {in-vitro}}", False),
        ("@online{a, design = {news}}", True),
        ("@online{a, design = {reference-work}}", True),
        ("@online{a, design = {rct}, journal = {Journal of Tea}}", True),
        ("@online{a, design = {rct}, url = {https://doi.org/10.5555/1}}", True),
        ("@online{a, design = {rct}, url = {https://www.isrctn.com/ISRCTN1}}", True),
        ("@online{a, author = {{Tea Board}}, design = {meta-analysis}}", True),
        ("@online{a, author = {{Tea Board}}, design = {rct}}", False),
        ("@book{a, design = {systematic-review}}", True),
        ("@book{a, design = {news}}", False),
        ("@inbook{a, design = {rct}, doi = {10.5555/1}}", True),
        ("@inreference{a, design = {case-report}}", False),
        ("@software{a, design = {cohort}}", False),
        ("@misc{a, design = {rct}}", True),
        ("@unpublished{a, design = {rct}}", True),
        ("@phdthesis{a, design = {cohort}}", True),
        ("@dataset{a, design = {rct}}", True),
    ],
)
def test_what_a_type_can_be(entry: str, possible: bool, tmp_path: Path) -> None:
    found = messages(tmp_path, "type-against-design", references=f"{entry}\n")

    assert (found == []) is possible
