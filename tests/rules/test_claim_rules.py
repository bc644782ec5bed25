"""Claims that say the same, and claims whose ids or numbers do not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from rule_runs import messages

REFERENCES = "@misc{a}\n@misc{b}\n"


def are_similar(folder: Path, one: str, other: str) -> bool:
    claims = f'claim_id,claim\nC1,"{one}"\nC2,"{other}"\n'
    return messages(folder, "similar-claims", REFERENCES, claims=claims) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tea wakes people up.", "Tea wakes people up"),
        ("TEA wakes people up.", "Tea wakes people up"),
        ("Tea relaxes the muscle.", "Tea relaxes muscles."),
        ("“Strong” tea wakes, always.", "Strong tea wakes always"),
        ("Tea is a drink of the rich.", "Tea is the drink of rich"),
        ("Café au lait.", "Cafe\u0301 au lait"),
        ("Le thé ne réveille pas.", "Le thé ne réveille pas"),
        ("चाय लोगों को जगाती है।", "चाय लोगों को जगाती है।"),
        (
            "Botulinum toxin can relax the pelvic floor muscles of women with vaginismus.",
            "Botulinum toxin can relax the pelvic muscles of women with vaginismus.",
        ),
        (
            "Strong tea keeps most people awake late at night in winter",
            "Strong green tea keeps most people awake late at night in winter",
        ),
    ],
)
def test_claims_that_are_similar(one: str, other: str, tmp_path: Path) -> None:
    assert are_similar(tmp_path, one, other)


LONG = "Strong tea keeps {} people who drink it awake late at night in winter"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tea wakes 12 people.", "Tea wakes 24 people."),
        ("The dose is 1.5 mg.", "The dose is 15 mg."),
        ("The change is -5 points.", "The change is 5 points."),
        ("Fewer than <5 cups.", "Fewer than >5 cups."),
        ("Tea wakes people.", "Tea does not wake people."),
        ("Tea can wake people.", "Tea can't wake people."),
        ("Tea with milk helps.", "Tea without milk helps."),
        ("Tea increases thirst.", "Tea decreases thirst."),
        ("Drink tea before sleep.", "Drink tea after sleep."),
        ("Anxiety causes insomnia.", "Insomnia causes anxiety."),
        ("Anxiety causes insomnia.", "Anxiety is caused by insomnia."),
        ("Tea helps.", "Green tea helps."),
        ("Vitamin A helps.", "Vitamin helps."),
        ("चाय की दुकान", "चाय का दुकान"),
        (LONG.format("most"), LONG.format("few")),
        (LONG.format(""), LONG.format("no")),
        (LONG.format(""), LONG.format("ten")),
        (LONG.format(""), LONG.format("12")),
        (LONG.format(""), LONG.format("older")),
        (LONG.format("Dutch"), LONG.format("Chinese")),
        (
            "Grüner Tee hilft vielen Menschen in den Niederlanden beim Schlafen",
            "Grüner Tee hilft vielen Menschen in den Niederlanden nicht beim Schlafen",
        ),
        ("", ""),
        ("…", "!"),
    ],
)
def test_claims_that_are_not_similar(one: str, other: str, tmp_path: Path) -> None:
    assert not are_similar(tmp_path, one, other)


def test_the_later_claim_names_the_earliest_like_it(tmp_path: Path) -> None:
    claims = "claim_id,claim\nC1,Tea helps.\nC2,Tea helps\nC3,tea helps\n"

    assert messages(tmp_path, "similar-claims", REFERENCES, claims=claims) == [
        "C2 says the same as C1 on line 2, in nearly the same words",
        "C3 says the same as C1 on line 2, in nearly the same words",
    ]


def test_a_shorter_claim_may_be_the_later_one(tmp_path: Path) -> None:
    claims = f"claim_id,claim\nC1,{LONG.format('Dutch')}\nC2,{LONG.format('')}\n"

    assert messages(tmp_path, "similar-claims", REFERENCES, claims=claims) == [
        "C2 says the same as C1 on line 2, in nearly the same words"
    ]


def test_claims_whose_ids_collide_are_not_called_similar_too(tmp_path: Path) -> None:
    claims = "claim_id,claim\nC1,Tea helps.\nc1,Tea helps.\n"

    assert messages(tmp_path, "similar-claims", REFERENCES, claims=claims) == []
    assert len(messages(tmp_path, "claim-id-collision", REFERENCES, claims=claims)) == 1


LINKS = "claim_id,claim,citekey,stance,rationale\nC1,24 people,a,{},{}\nC1,,b,{},{}\n"


@pytest.mark.parametrize(
    ("stance", "rationale", "other_stance", "other_rationale", "is_found"),
    [
        ("supports", "12 people", "supports", "6 people", True),
        ("supports", "12 people", "mixed", "24 people", False),
        ("supports", "12 people", "supports", "", False),
        ("supports", "12 people", "contradicts", "24 people", True),
        ("supports", "12 people", "mentions", "", True),
        ("contradicts", "12 people", "mentions", "6 people", False),
        ("supports", "", "supports", "", False),
    ],
)
def test_which_rationales_are_asked(
    stance: str,
    rationale: str,
    other_stance: str,
    other_rationale: str,
    is_found: bool,
    tmp_path: Path,
) -> None:
    claims = LINKS.format(stance, rationale, other_stance, other_rationale)

    assert (messages(tmp_path, "number-mismatch", REFERENCES, claims=claims) != []) is is_found


def test_what_an_editor_put_in_brackets_is_no_number_of_the_source(tmp_path: Path) -> None:
    claims = LINKS.format("supports", "for 12 months in [24 people]", "mentions", "")

    assert messages(tmp_path, "number-mismatch", REFERENCES, claims=claims) == [
        "`24 people` in C1 stands in no rationale of its supporting links, which say 12 months"
    ]


def test_many_numbers_are_told_in_short(tmp_path: Path) -> None:
    numbers = "; ".join(str(n) for n in range(100, 120))
    claims = LINKS.format("supports", numbers, "mentions", "")

    assert messages(tmp_path, "number-mismatch", REFERENCES, claims=claims) == [
        "`24 people` in C1 stands in no rationale of its supporting links, which say 100, 101, "
        "102, 103, 104, 105, 106, 107 and 12 more"
    ]


def test_of_many_numbers_of_one_kind_the_first_are_told(tmp_path: Path) -> None:
    numbers = "; ".join(f"{n} people" for n in range(100, 120))
    claims = LINKS.format("supports", numbers, "mentions", "")

    assert messages(tmp_path, "number-mismatch", REFERENCES, claims=claims) == [
        "C1 says `24 people`, and the rationale of a says `100 people`, `101 people`, "
        "`102 people`, `103 people` and 16 more"
    ]


@pytest.mark.parametrize(
    ("claim", "rationale", "other_rationale", "expected"),
    [
        (
            "It lasts 24 months",
            "12 months",
            "it lasts",
            "C1 says `24 months`, and the rationale of a says `12 months`",
        ),
        (
            "It lasts 24 months",
            "12 months",
            "6 months or a year",
            "C1 says `24 months`, and its rationales say `12 months` (a) and `6 months` (b)",
        ),
        (
            "24% slept for 24 months",
            "12 months",
            "20%",
            "C1 says `24%`, and the rationale of b says `20%`; it says `24 months`, and the "
            "rationale of a says `12 months`",
        ),
        (
            "In 2019 three of them slept for 24 months",
            "12 months",
            "it lasts",
            "C1 says `24 months`, and the rationale of a says `12 months`; `2019` and `three` "
            "stand in none",
        ),
    ],
)
def test_numbers_stand_side_by_side(
    claim: str, rationale: str, other_rationale: str, expected: str, tmp_path: Path
) -> None:
    claims = LINKS.format("supports", rationale, "mixed", other_rationale)
    claims = claims.replace("24 people", claim)

    assert messages(tmp_path, "number-mismatch", REFERENCES, claims=claims) == [expected]
