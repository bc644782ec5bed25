"""What many claims have in common, and support that goes in a circle."""

from __future__ import annotations

from pathlib import Path

import pytest

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
