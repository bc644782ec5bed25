"""Which claims are named where a source has been retracted, corrected, superseded or questioned."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import project
from evtrack import check, load
from rule_runs import messages, problems

RETRACTED = "@misc{a, status = {retracted}}\n@misc{b}\n"


@pytest.mark.parametrize(
    ("linked", "named"),
    [
        (["C1"], "C1, whose verdict"),
        (["C1", "C1"], "C1, whose verdict"),
        ([f"C{n}" for n in range(9)], "C0, C1, C2, C3, C4, C5, C6, C7 and C8, whose verdicts"),
        ([f"C{n}" for n in range(10)], "C0, C1, C2, C3, C4, C5, C6, C7 and 2 more, whose verdicts"),
    ],
)
def test_the_claims_that_link_it(linked: list[str], named: str, tmp_path: Path) -> None:
    rows = [f"{claim_id},Claim {claim_id}.,a,mentions" for claim_id in linked]
    claims = "\n".join(["claim_id,claim,citekey,stance", *rows, "D1,Another.,b,mentions", ""])

    found = messages(tmp_path, "retracted-source", claims=claims, references=RETRACTED)

    assert found == [f"a is retracted; linked by {named} it does not change"]


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


# What a retraction does


RATED = "".join(
    f"@misc{{{key}, design = {{cohort}}, certainty = {{{certainty}}}, status = {{{status}}}}}\n"
    for key, certainty, status in (
        ("a", "high", "retracted"),
        ("b", "high", "retracted"),
        ("c", "high", ""),
        ("d", "low", "retracted"),
    )
)


def claims_of(*rows: str) -> str:
    lines = (
        f"{claim},Claim {claim}.,{rest}" for claim, _, rest in (r.partition(",") for r in rows)
    )
    return "\n".join(["claim_id,claim,citekey,stance", *lines, ""])


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["C1,a,supports"], "without it C1 falls from moderate to unsupported"),
        (["C1,a,supports", "C1,c,supports"], "without it C1 falls from strong to moderate"),
        (["C1,a,contradicts", "C1,c,supports"], "without it C1 rises from mixed to moderate"),
        (
            ["C1,a,mixed", "C1,c,mixed"],
            "without it C1 turns from mixed (strong for, strong against) to mixed (moderate for, "
            "moderate against)",
        ),
        (
            ["C1,a,supports", "C2,a,supports", "C3,a,contradicts"],
            "without it C1 and C2 fall from moderate to unsupported and C3 rises from contradicted "
            "to unsupported",
        ),
        (
            ["C1,a,supports", "C2,a,mentions"],
            "without it C1 falls from moderate to unsupported (linked also by C2, unchanged)",
        ),
        (
            ["C1,a,supports", "C1,b,supports", "C2,a,supports"],
            "without it and b, retracted too, C1 falls from strong to unsupported; without it C2 "
            "falls from moderate to unsupported",
        ),
        (
            ["C1,a,supports", "C1,b,mentions"],
            "without it C1 falls from moderate to unsupported",
        ),
    ],
)
def test_what_a_retraction_does(rows: list[str], told: str, tmp_path: Path) -> None:
    first, *_ = messages(tmp_path, "retracted-source", RATED, claims=claims_of(*rows))

    assert first == f"a is retracted; {told}"


def test_a_retraction_names_eight_claims_that_fall_alike(tmp_path: Path) -> None:
    claims = claims_of(*(f"C{n},a,supports" for n in range(20)))

    (found,) = messages(tmp_path, "retracted-source", RATED.partition("\n")[0], claims=claims)

    assert found == (
        "a is retracted; without it C0, C1, C2, C3, C4, C5, C6, C7 and 12 more fall from moderate "
        "to unsupported"
    )


# What a list says

CONCERN = "a is under an expression of concern"


@pytest.mark.parametrize(
    ("status", "notices", "found"),
    [
        ("", "retraction,2021-05-21,10.5555/n", {"retracted-source": "a is retracted (notice "
         "10.5555/n, 2021-05-21; list.csv:2)"}),
        ("", "retraction,,10.5555/n", {"retracted-source": "a is retracted (notice 10.5555/n; "
         "list.csv:2)"}),
        ("", "retraction,2021-05-21,", {"retracted-source": "a is retracted (notice of 2021-05-21; "
         "list.csv:2)"}),
        ("", "retraction,,", {"retracted-source": "a is retracted (list.csv:2)"}),
        ("retracted", "retraction,,", {"retracted-source": "a is retracted (list.csv:2)"}),
        ("retracted", "correction,,", {"retracted-source": "a is retracted"}),
        ("", "concern,,", {"questioned-source": f"{CONCERN} (list.csv:2)"}),
        ("", "correction,,", {"corrected-source": "a has been corrected (list.csv:2)"}),
        ("corrected", "concern,,", {
            "corrected-source": "a has been corrected",
            "questioned-source": f"{CONCERN} (list.csv:2)",
        }),
        ("superseded", "concern,,", {
            "questioned-source": f"{CONCERN} (list.csv:2)",
            "superseded-source": "a is superseded",
        }),
        ("superseded", "retraction,,", {"retracted-source": "a is retracted (list.csv:2)"}),
        ("", "retraction,2020-01-01, reinstatement,2021-01-01,", {}),
        ("retracted", "reinstatement,2021-01-01,", {"retracted-source": "a is retracted by its "
         "`status`, but was reinstated (notice of 2021-01-01; list.csv:2)"}),
        ("concern", "reinstatement,2021-01-01,", {"questioned-source": CONCERN}),
    ],
)  # fmt: skip
def test_what_a_list_says_of_a_source(
    status: str, notices: str, found: dict[str, str], tmp_path: Path
) -> None:
    rows = "".join(f"10.5555/a,{notice}\n" for notice in notices.split())
    (tmp_path / "list.csv").write_text(f"doi,nature,date,notice\n{rows}", encoding="utf-8")
    references = f"@misc{{a, doi = {{10.5555/A}}, status = {{{status}}}}}\n"
    if not status:
        references = "@misc{a, doi = {10.5555/A}}\n"
    ledger = load(
        project(
            tmp_path,
            claims=claims_of("C1,a,mentions"),
            references=references,
            config='retractions = "list.csv"\n',
        )
    )

    told = {
        finding.rule: finding.problem.message.partition("; linked")[0]
        for finding in check(ledger)
        if "linked by C1" in finding.problem.message
    }

    assert told == found


@pytest.mark.parametrize(
    ("entry", "place"),
    [
        ("@misc{a, doi = {10.5555/a}}", "1:17"),
        ("@misc{a, doi = {10.5555/a},\n status = {retracted}}", "2:12"),
        ("@misc{a, doi = {10.5555/a},\n status = {corrected}}", "1:17"),
        ("@misc{a, url = {https://doi.org/10.5555/a}}", "1:17"),
    ],
)
def test_the_field_that_tells_of_a_retraction(entry: str, place: str, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("10.5555/a\n", encoding="utf-8")

    (found,) = problems(
        tmp_path,
        "retracted-source",
        f"{entry}\n",
        claims=claims_of("C1,a,mentions"),
        config='retractions = "list.txt"\n',
    )

    assert str(found.location) == f"references.bib:{place}"
