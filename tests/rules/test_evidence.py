"""What many claims have in common, and support that goes in a circle."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import project
from evtrack import check, judge, load
from evtrack.cli import run
from rule_runs import problems


def test_many_claims_on_one_source_are_told_in_short(tmp_path: Path) -> None:
    rows = (f"C{n},Claim {n}.,a,supports\n" for n in range(12))
    claims = "claim_id,claim,citekey,stance\n" + "".join(rows)

    (found,) = problems(tmp_path, "shared-single-source", claims=claims, references="@misc{a}\n")

    assert found.subject == "a"
    assert found.message == "12 claims rest on a alone: C0, C1, C2, C3, C4, C5, C6, C7 and 4 more"


def test_a_claim_with_another_source_on_the_other_side_does_not_rest_on_one(tmp_path: Path) -> None:
    claims = "claim_id,claim,citekey,stance\nC1,One.,a,supports\nC2,Two.,a,supports\n"
    both = f"{claims}C2,,b,contradicts\n"

    references = "@misc{a}\n@misc{b}\n"

    assert problems(tmp_path, "shared-single-source", claims=both, references=references) == []


def test_without_own_names_no_support_is_circular(tmp_path: Path) -> None:
    claims = "claim_id,claim,citekey,stance\nC1,One.,a,supports\n"

    assert problems(tmp_path, "circular-support", claims=claims, references="@misc{a}\n") == []


def test_contradictions_do_not_make_support_independent(tmp_path: Path) -> None:
    claims = "claim_id,claim,citekey,stance\nC1,One.,a,supports\nC1,,b,contradicts\n"
    references = "@misc{a, author = {Ng, Ada}}\n@misc{b, author = {Lee, Bo}}\n"

    found = problems(
        tmp_path,
        "circular-support",
        claims=claims,
        references=references,
        config='own-names = ["Ada Ng"]\n',
    )

    assert len(found) == 1


LINKED = "claim_id,claim,citekey,stance,directness\nC1,One.,a,mentions,\n"


@pytest.mark.parametrize(
    ("row", "is_judged"),
    [
        ("C1,,b,mentions,", True),
        ("C1,,b,mentions,haf", True),
        ("C1,,c,supports,", False),
        ("C1,,B,supports,", False),
        ("C1,,b,,", False),
        ("C1,,b,suports,", False),
        ("C1,,,supports,", False),
        ("C2,Two.,c,supports,", True),
    ],
)
@pytest.mark.parametrize("rule", ["unsupported-claim", "overstated-claim"])
def test_a_claim_is_judged_once_its_links_are_mended(
    rule: str, row: str, is_judged: bool, tmp_path: Path
) -> None:
    library = "@misc{a}\n@misc{b}\n"

    found = problems(tmp_path, rule, library, claims=f"{LINKED}{row}\n")

    assert ("C1" in {problem.subject for problem in found}) is is_judged


def test_a_missing_entry_that_nobody_tells_of_does_not_count(tmp_path: Path) -> None:
    claims = "claim_id,claim,citekey,stance\nC1,One.,b,supports\n"
    config = '[rules]\nunknown-citekey = "off"\n'

    (found,) = problems(tmp_path, "unsupported-claim", "@misc{a}\n", claims=claims, config=config)

    assert found.message == "C1 is unsupported: b is not in the references"


def test_many_links_that_do_not_count_are_told_in_short(tmp_path: Path) -> None:
    rows = "".join(f"C1,,k{n},mentions\n" for n in range(9))
    claims = f"claim_id,claim,citekey,stance\nC1,One.,a,mentions\n{rows}"
    library = "@misc{a}\n" + "".join(f"@misc{{k{n}}}\n" for n in range(9))

    (found,) = problems(tmp_path, "unsupported-claim", library, claims=claims)

    assert found.message.endswith("k6 only mentions the claim and 2 more")


# One cause, one finding


RETRACTED = "status = {retracted}"
FINDINGS_ON_CLAIMS = (
    *("unsupported-claim", "contradicted-claim", "mixed-claim", "weak-claim"),
    *("overstated-claim", "understated-claim"),
)


@pytest.mark.parametrize(
    ("stated", "links", "found"),
    [
        ("hedged", "gone supports", []),
        ("firm", "gone supports", []),
        ("firm", "gone-low supports", ["overstated-claim"]),
        ("firm", "gone mentions", ["overstated-claim", "unsupported-claim"]),
        ("hedged", "gone supports, low supports", []),
        ("hedged", "gone-low supports, low supports", ["weak-claim"]),
        ("hedged", "gone supports, low contradicts", []),
        ("hedged", "gone contradicts, low supports", ["weak-claim"]),  # better than it was
        ("hedged", "gone contradicts, low contradicts", ["contradicted-claim"]),
        ("hedged", "gone supports, low supports, low2 contradicts", ["mixed-claim"]),
        ("open", "gone contradicts, high supports, high2 supports", ["understated-claim"]),
        ("open", "gone supports, high supports, high2 supports", ["understated-claim"]),
    ],
)
def test_what_is_wrong_only_since_a_retraction_is_told_by_that(
    stated: str, links: str, found: list[str], tmp_path: Path
) -> None:
    rules = findings_on_the_claim(tmp_path, stated, links)

    assert sorted(rules & set(FINDINGS_ON_CLAIMS)) == found
    assert "retracted-source" in rules


def test_where_no_rule_tells_of_retractions_each_claim_is_told_of(tmp_path: Path) -> None:
    off = '[rules]\nretracted-source = "off"\n'

    rules = findings_on_the_claim(tmp_path, "firm", "gone supports", config=off)

    assert rules & set(FINDINGS_ON_CLAIMS) == {"unsupported-claim", "overstated-claim"}


ACCEPTED = """\
[[accept]]
rule = "retracted-source"
where = "gone"
reason = "Cited to discuss the retraction."
"""


@pytest.mark.parametrize(
    ("config", "arguments"),
    [
        (ACCEPTED, []),
        ('[rules]\nretracted-source = "note"\n', []),
        ("", ["--ignore", "retracted-source"]),
        ("", ["--select", "evidence"]),
        ("", ["claims.csv"]),
    ],
    ids=["accepted", "milder", "ignored", "not selected", "in another file"],
)
def test_a_retraction_that_is_not_shown_or_milder_hides_nothing(
    config: str, arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    findings_on_the_claim(tmp_path, "firm", "gone supports", config=config)

    run(["check", "--project", str(tmp_path), "--format=concise", *arguments])

    shown = capsys.readouterr().out
    assert "unsupported-claim" in shown
    assert "overstated-claim" in shown


def test_the_verdict_itself_says_what_counts_now(tmp_path: Path) -> None:
    findings_on_the_claim(tmp_path, "firm", "gone supports")

    verdict = judge(load(tmp_path))["C1"]

    assert verdict.support == "unsupported"
    assert verdict.evidence[0].reasons == ("not counted: is retracted",)


def findings_on_the_claim(folder: Path, stated: str, links: str, config: str = "") -> set[str]:
    """The rules that find something where one claim has these links."""
    pairs = [link.split() for link in links.split(", ")]
    rows = [
        f"C1,{'One.' if not n else ''},{stated},{key},{stance}\n"
        for n, (key, stance) in enumerate(pairs)
    ]
    entries = (
        f"@misc{{{key}, design = {{cohort}}, certainty = "
        f"{{{'low' if 'low' in key else 'high'}}}{', ' + RETRACTED if 'gone' in key else ''}}}\n"
        for key, _ in pairs
    )
    claims = "claim_id,claim,stated,citekey,stance\n" + "".join(rows)
    project(folder, claims=claims, references="".join(entries), config=config)
    return {finding.rule for finding in check(load(folder))}
