"""What is said of rationales that were held against copies, in findings and elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builders import project
from evtrack.cli import run
from in_process import check
from rule_runs import problems

LIBRARY = "@article{ng2020, title = {Tea}}\n@article{oz2021, title = {Tea}}\n"


def with_copy(folder: Path, copy: str, *rationales: str, locator: str = "") -> str:
    """The claims, one for each rationale, of a project with this copy of ng2020."""
    (folder / "sources").mkdir()
    (folder / "sources" / "ng2020.txt").write_text(copy, encoding="utf-8")
    rows = [
        f'C{n},Claim {n}.,ng2020,supports,{locator},"{text}"\n'
        for n, text in enumerate(rationales, start=1)
    ]
    return "claim_id,claim,citekey,stance,locator,rationale\n" + "".join(rows)


@pytest.mark.parametrize(
    ("rule", "copy", "rationale", "advice"),
    [
        (
            "rationale-altered",
            "Milk.\fTea is drunk for 12 months.",
            "Tea is drunk for 24 months",
            "It says on page 2: `Tea is drunk for 12 months`. Quote it as it stands, and see "
            "whether it still backs the claim.",
        ),
        (
            "rationale-not-found",
            "Milk.\fTea is drunk in the morning.",
            "tea was drunk all of the evening",
            "The nearest is 71% alike, on page 2: `Tea is drunk in the morning`. Quote the words "
            "of ng2020 that back the claim, or correct the citekey.",
        ),
        (
            "rationale-not-found",
            "Milk is white.",
            "tea was drunk all of the evening",
            "Quote the words of ng2020 that back the claim, or correct the citekey.",
        ),
    ],
)
def test_the_help_gives_the_true_words(
    tmp_path: Path, rule: str, copy: str, rationale: str, advice: str
) -> None:
    [problem] = problems(tmp_path, rule, LIBRARY, claims=with_copy(tmp_path, copy, rationale))

    assert (problem.subject, problem.help) == ("C1", advice)


def test_long_words_of_a_source_are_shortened(tmp_path: Path) -> None:
    copy = " ".join(f"{a}e{b}le is" for a in "bdfklmnprst" for b in "bdfklmnprst")
    claims = with_copy(tmp_path, copy, copy.replace("feple", "fople"))
    [problem] = problems(tmp_path, "rationale-altered", LIBRARY, claims=claims)

    assert len(problem.message) < 150
    assert len(problem.help) < 600


def test_the_changes_of_a_rationale_whose_pieces_stand_apart(tmp_path: Path) -> None:
    claims = with_copy(tmp_path, "Tea is hot. Milk is cold.", "Milk is cold … Tea is hot")
    [problem] = problems(tmp_path, "rationale-altered", LIBRARY, claims=claims)

    assert problem.message == (
        "sources/ng2020.txt does not have the rationale of C1 word for word: its parts stand apart"
    )


def test_only_what_was_not_compared_is_unchecked(tmp_path: Path) -> None:
    claims = with_copy(tmp_path, "Tea is hot.", "Tea is hot", "Tea is cold")
    project(tmp_path, claims=f"{claims}C3,Claim 3.,oz2021,supports,,tea\n", references=LIBRARY)

    unchecked = json.loads(check(tmp_path, "--format=json").out)["unchecked"]
    assert [each for each in unchecked if each["what"] == "rationale"] == [
        {"what": "rationale", "why": "no stored copy of oz2021", "subject": "C3"}
    ]


def test_the_report_and_show_tell_what_came_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = with_copy(tmp_path, "Milk.\fTea is hot.", "Tea is hot", "Tea is cold", locator="p. 1")
    project(tmp_path, claims=claims, references=LIBRARY)

    assert run(["show", "C1", f"--project={tmp_path}"]) == 0
    assert "    verified in sources/ng2020.txt, page 2\n" in capsys.readouterr().out
    assert run(["show", "C2", f"--project={tmp_path}"]) == 0
    assert "altered: `cold` → `hot`, in sources/ng2020.txt, page 2" in capsys.readouterr().out
    assert run(["report", f"--project={tmp_path}", "--format=json"]) == 0
    report = json.loads((tmp_path / "reports" / "evidence.json").read_text(encoding="utf-8"))
    [evidence] = report["claims"][0]["evidence"]
    assert evidence["rationale_check"] == {
        "status": "verified",
        "copy": "sources/ng2020.txt",
        "page": "2",
        "last_page": "2",
        "section": None,
        "words": "Tea is hot",
        "why": None,
    }
    assert "unverified-rationale" not in evidence["flags"]
