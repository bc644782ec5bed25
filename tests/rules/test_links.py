"""Links to one study under several keys, and links that nobody has looked at for long."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rule_runs import messages

TODAY = date(2026, 3, 31)


TWO = "claim_id,claim,citekey,stance\nC1,A claim.,a,{}\nC1,,b,{}\n"


@pytest.mark.parametrize(
    ("fields", "others", "same"),
    [
        ("doi = {10.1234/x}", "doi = {https://doi.org/10.1234/X}", "DOI"),
        ("doi = {10.1234/x}", "url = {https://doi.org/10.1234/x}", "DOI"),
        ("pmid = {12345678}", "pmid = {12345678}", "PMID"),
        ("pmid = {12345678}", "pmid = {PMID: 12345678}", "PMID"),
        ("study = {trial}", "study = {trial}", "`study`"),
        ("study = {trial}, pmid = {1}", "study = {trial}, pmid = {1}", "`study`"),
        ("doi = {10.1234/x}", "doi = {10.1234/x.s1}", ""),
        ("doi = {in press}", "doi = {in press}", ""),
        ("pmid = {unknown}", "pmid = {unknown}", ""),
        ("pmid = {10}", "pmcid = {10}", ""),
        ("study = {trial}", "study = {Trial two}", ""),
        ("", "", ""),
    ],
)
def test_which_entries_are_one_study(fields: str, others: str, same: str, tmp_path: Path) -> None:
    references = f"@misc{{a, {fields}}}\n@misc{{b, {others}}}\n"

    found = messages(
        tmp_path, "repeated-study", references, TODAY, claims=TWO.format("supports", "supports")
    )

    text = "C1 is linked to one study twice: a on line 2 and b on line 3 have the same"
    assert found == ([f"{text} {same}"] if same else [])


@pytest.mark.parametrize(
    ("stances", "said"),
    [
        (("contradicts", "contradicts"), ""),
        (("supports", "contradicts"), ", and stand on both sides (supports and contradicts)"),
        (("mixed", "supports"), ", and stand on both sides (mixed and supports)"),
    ],
)
def test_a_study_on_both_sides(stances: tuple[str, str], said: str, tmp_path: Path) -> None:
    references = "@misc{a, study = {x}}\n@misc{b, study = {x}}\n"

    (found,) = messages(tmp_path, "repeated-study", references, TODAY, claims=TWO.format(*stances))

    assert found.partition("the same `study`")[2] == said


def test_a_study_that_is_only_mentioned_is_not_repeated(tmp_path: Path) -> None:
    references = "@misc{a, study = {x}}\n@misc{b, study = {x}}\n"

    assert (
        messages(
            tmp_path, "repeated-study", references, TODAY, claims=TWO.format("supports", "mentions")
        )
        == []
    )


def test_each_further_key_of_a_study_is_told_once(tmp_path: Path) -> None:
    claims = TWO.format("supports", "supports") + "C1,,c,supports\n"
    references = "".join(f"@misc{{{key}, study = {{x}}, pmid = {{1}}}}\n" for key in "abc")

    found = messages(tmp_path, "repeated-study", references, TODAY, claims=claims)

    assert [text.partition(" and ")[2].partition(" have")[0] for text in found] == [
        "b on line 3",
        "c on line 4",
    ]


def test_nothing_is_stale_without_a_date(tmp_path: Path) -> None:
    claims = "claim_id,claim,citekey,stance,checked\nC1,A claim.,a,supports,1999-01-01\n"

    assert messages(tmp_path, "stale-check", "@misc{a}\n", None, claims=claims) == []


@pytest.mark.parametrize(
    ("cells", "named"),
    [
        ("indirect,,", "`directness`"),
        (",imprecision:0,", "`downgrade`"),
        ("indirect,preprint,dose-response", "`directness`, `downgrade` and `upgrade`"),
    ],
)
def test_which_adjustments_want_a_note(cells: str, named: str, tmp_path: Path) -> None:
    header = "claim_id,claim,citekey,stance,directness,downgrade,upgrade"
    claims = f"{header}\nC1,A claim.,a,supports,{cells}\n"

    (found,) = messages(tmp_path, "undocumented-adjustment", "@misc{a}\n", TODAY, claims=claims)

    assert found.partition("why ")[2].partition(" of the link")[0] == named
