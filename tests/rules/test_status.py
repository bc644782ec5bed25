"""Which claims are named where a source has been retracted, corrected, superseded or questioned."""

from __future__ import annotations

from pathlib import Path

import pytest

from rule_runs import messages

RETRACTED = "@misc{a, status = {retracted}}\n@misc{b}\n"


@pytest.mark.parametrize(
    ("linked", "named"),
    [
        (["C1"], "C1"),
        (["C1", "C1"], "C1"),
        ([f"C{n}" for n in range(9)], "C0, C1, C2, C3, C4, C5, C6, C7 and C8"),
        ([f"C{n}" for n in range(10)], "C0, C1, C2, C3, C4, C5, C6, C7 and 2 more"),
    ],
)
def test_the_claims_that_link_it(linked: list[str], named: str, tmp_path: Path) -> None:
    rows = [f"{claim_id},Claim {claim_id}.,a,mentions" for claim_id in linked]
    claims = "\n".join(["claim_id,claim,citekey,stance", *rows, "D1,Another.,b,mentions", ""])

    found = messages(tmp_path, "retracted-source", claims=claims, references=RETRACTED)

    assert found == [f"a is retracted; linked by {named}"]


@pytest.mark.parametrize(
    ("title", "is_taken_back"),
    [
        ("RETRACTED: Tea and sleep", True),
        ("Retracted article: Tea and sleep", True),
        ("{RETRACTED} {ARTICLE}: {Tea} and sleep", True),
        ("{\\textit{Tea}}", False),
        ("[Retracted] Tea and sleep", True),
        ("WITHDRAWN: Tea for sleep", True),
        ("Retracted papers about tea", False),
        ("Retraction: Tea and sleep", False),
        ("Withdrawn from tea: a cohort study", False),
        ("Tea, retracted: a history", False),
    ],
)
def test_titles_that_tell_of_a_retraction(title: str, is_taken_back: bool, tmp_path: Path) -> None:
    library = f"@misc{{a, title = {{{title}}}}}\n"

    assert bool(messages(tmp_path, "unmarked-retraction", library)) is is_taken_back
