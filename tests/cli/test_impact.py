"""`impact`: what hangs on a source, on the worked example and in made projects."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from builders import ROOT, project
from evtrack.cli import run
from in_process import Done

ENTRIES = "".join(
    f"@misc{{{key}, design = {{cohort}}, certainty = {{high}}{more}}}\n"
    for key, more in (
        ("a", ""),
        ("b", ""),
        ("gone", ", status = {retracted}"),
        ("lonely", ""),
        ("review", ", includes = {a, lonely}"),
        ("old", ", includes = {a}"),
    )
)
CLAIMS = """\
claim_id,claim,citekey,stance
C1,One.,a,supports
C1,,b,supports
C2,Two.,a,mentions
C3,Three.,gone,supports
C4,Four.,review,supports
"""


def impact(folder: Path, *arguments: str) -> Done:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(["impact", "--project", str(folder), *arguments])
    return Done(code, out.getvalue(), err.getvalue())


def record(folder: Path, *arguments: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(impact(folder, *arguments, "--format", "json").out)
    return document


@pytest.fixture
def made(tmp_path: Path) -> Path:
    return project(tmp_path, claims=CLAIMS, references=ENTRIES)


# The worked example, redone by hand from claims.csv, references.bib and docs/judgement.md. Each row
# is a claim that links the source: what of it counts with the source, and what without.
#
# pacik2017: cohort (starts at 2 for benefit and harm, at 3 for a definition), high risk of bias −2,
# 241 participants −1: certainty 1 for every question. ghazizadeh2004: a case series, 1 throughout.
# yaraghi2019: a trial of 58, 4 − 1 = 3. One unit below 4, or two below 3, are weak.
#
#   claim  with pacik2017                                  without it
#   C19    pacik mixed 1                → mixed (w, w)     nothing                → unsupported
#   C21    pacik 1 and ghazizadeh 1 for,                   ghazizadeh 1 for,
#          yaraghi mixed 3              → mixed (w, w)     yaraghi mixed 3        → mixed (w, w)
#   C22    pacik 1 for                  → weak             nothing                → unsupported
#   C23    pacik only mentions it,                         ghazizadeh 1 against   → contradicted
#          ghazizadeh 1 against         → contradicted
#   C24    pacik 1 for, ghazizadeh 1                       ghazizadeh 1 against   → contradicted
#          against                      → mixed (w, w)
#   C25    pacik 1 for                  → weak             nothing                → unsupported
#   C27    pacik 1, ghazizadeh 1 for    → weak             ghazizadeh 1 for       → weak
#   C29    pacik 1 for                  → weak             nothing                → unsupported
PACIK = {
    "C19": ("mixed", "unsupported"),
    "C22": ("weak", "unsupported"),
    "C24": ("mixed", "contradicted"),
    "C25": ("weak", "unsupported"),
    "C29": ("weak", "unsupported"),
}

# With ghazizadeh2004 withdrawn too, which alone carries C20:
#
#   C20    ghazizadeh 1 for             → weak             nothing                → unsupported
#   C21    as above                     → mixed (w, w)     yaraghi mixed 3        → mixed (w, w)
#   C23    ghazizadeh 1 against         → contradicted     nothing                → unsupported
#   C24    as above                     → mixed (w, w)     nothing                → unsupported
#   C27    as above                     → weak             nothing                → unsupported
BOTH = PACIK | {
    "C20": ("weak", "unsupported"),
    "C23": ("contradicted", "unsupported"),
    "C24": ("mixed", "unsupported"),
    "C27": ("weak", "unsupported"),
}


@pytest.mark.parametrize(
    ("sources", "changed", "unchanged"),
    [
        (["pacik2017"], PACIK, ["C21", "C23", "C27"]),
        (["pacik2017", "ghazizadeh2004"], BOTH, ["C21"]),
        (["ghazizadeh2004", "pacik2017", "pacik2017"], BOTH, ["C21"]),
    ],
)
def test_the_worked_example_by_hand(
    sources: list[str], changed: dict[str, tuple[str, str]], unchanged: list[str]
) -> None:
    (found,) = record(ROOT, *sources)["impacts"]

    assert {
        move["claim"]: (move["before"]["support"], move["after"]["support"])
        for move in found["changed"]
    } == changed
    assert found["unchanged"] == unchanged
    assert found["sources"] == list(dict.fromkeys(sources))


# clevelandclinic-vaginismus: a reference work on definitions, 4. harish2011 (a case report, 1) is
# mixed on C01 and reissing2004 (a case-control study, 3 − 1 for its size = 2) contradicts it:
# moderate for (one unit at 4), weak against; without it weak for, weak against. C02, C03 and C06
# have no other link that counts: moderate → unsupported. C05 keeps heim2001 (a narrative review on
# a definition, 3), one unit below 4: moderate → weak. C04 is only mentioned.
def test_the_sides_of_a_conflict_by_hand() -> None:
    (found,) = record(ROOT, "clevelandclinic-vaginismus")["impacts"]

    conflict, *others = found["changed"]
    assert conflict == {
        "claim": "C01",
        "before": {"support": "mixed", "for": "moderate", "against": "weak"},
        "after": {"support": "mixed", "for": "weak", "against": "weak"},
        "fall": 0,
    }
    assert {move["claim"]: move["after"]["support"] for move in others} == {
        "C02": "unsupported",
        "C03": "unsupported",
        "C05": "weak",
        "C06": "unsupported",
    }
    assert found["unchanged"] == ["C04"]


# Ranks: strong 0, moderate 1, weak 2, mixed 3, unsupported 4, contradicted 5. Both move five
# claims: clevelandclinic-vaginismus by 0 + 3 + 3 + 1 + 3 = 10, pacik2017 by 1 + 2 + 2 + 2 + 2 = 9.
# ghazizadeh2004 moves three: C20, C23, and C24 from mixed to weak.
def test_the_ranking_by_hand() -> None:
    ranked = record(ROOT)["impacts"]

    assert [
        (each["sources"], len(each["changed"]), sum(abs(m["fall"]) for m in each["changed"]))
        for each in ranked[:3]
    ] == [
        (["clevelandclinic-vaginismus"], 5, 10),
        (["pacik2017"], 5, 9),
        (["ghazizadeh2004"], 3, 4),
    ]
    assert len(ranked) == 17


# Made projects


def test_a_retracted_source_tells_what_that_has_cost(made: Path) -> None:
    (found,) = record(made, "gone")["impacts"]

    assert found["retracted"] == ["gone"]
    assert [(m["before"]["support"], m["after"]["support"]) for m in found["changed"]] == [
        ("moderate", "unsupported")
    ]


def test_what_contains_it_is_told_with_the_claims_that_rest_on_that(made: Path) -> None:
    assert record(made, "a")["contained_in"] == [
        {"citekey": "review", "claims": ["C4"]},
        {"citekey": "old", "claims": []},
    ]


def test_a_source_that_no_claim_links(made: Path) -> None:
    done = impact(made, "lonely")

    assert done.code == 0
    assert "If lonely were retracted, no claim would change." in done.out
    assert "No claim links it." in done.out
    assert "Contained in review" in done.out


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["lonley"], "evtrack: there is no source `lonley`. Did you mean `lonely`?\n"),
        (["a", "xyz"], "evtrack: there is no source `xyz`. Sources are named by their citekeys.\n"),
        (["C1"], "evtrack: `C1` is a claim; name sources by their citekeys\n"),
    ],
)
def test_an_unknown_name(names: list[str], says: str, made: Path) -> None:
    assert impact(made, *names) == Done(2, "", says)


def test_a_project_without_links(tmp_path: Path) -> None:
    done = impact(project(tmp_path))

    assert done.code == 0
    assert done.out == "No claim links a source, so nothing hangs on any.\n"


@pytest.mark.parametrize(
    ("options", "sources"), [(["--show", "1"], 1), (["--show", "0"], 0), (["--all"], 4)]
)
def test_how_many_sources_are_shown(options: list[str], sources: int, made: Path) -> None:
    out = impact(made, *options).out

    shown = [line for line in out.splitlines() if line.startswith(("a ", "b ", "gone ", "review "))]
    assert len(shown) == sources
    assert ("`evtrack impact --all`" in out) is (sources < 4)


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("names", [[], ["a"]])
def test_a_file_gets_what_the_screen_would(form: str, names: list[str], made: Path) -> None:
    to_screen = impact(made, *names, "--format", form)
    to_file = impact(made, *names, "--format", form, "--output", str(made / "impact.txt"))

    assert to_file == Done(0, "", "")
    assert (made / "impact.txt").read_text(encoding="utf-8") == to_screen.out


def test_a_file_that_is_checked_is_not_written_to(made: Path) -> None:
    done = impact(made, "a", "--output", str(made / "claims.csv"))

    assert done.code == 2
    assert (made / "claims.csv").read_text(encoding="utf-8") == CLAIMS
