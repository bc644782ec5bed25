"""The rows of claims.csv to claims and links: what is read, and what is not."""

from __future__ import annotations

import csv
import io
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_files import LINKS, link_with, only_link, only_problem, pairs, problems, read, texts
from evtrack.model import Link, Location
from evtrack.words import Directness, Downgrade, Question, Stance, Stated, Upgrade

# Rows


def test_a_link_takes_every_cell_of_its_row() -> None:
    file = link_with(
        locator="p. 3",
        rationale="“wakes”",
        directness="indirect",
        downgrade="imprecision",
        upgrade="dose-response",
        explained="other dose",
        checked="2026-03-31",
        checked_by="Ng",
        note="new",
    )

    assert only_link(file) == Link(
        claim_id="C1",
        citekey="ng2020",
        stance=Stance.SUPPORTS,
        location=Location("claims.csv", 2),
        locator="p. 3",
        rationale="“wakes”",
        directness=Directness.INDIRECT,
        downgrades={Downgrade.IMPRECISION: 1},
        upgrades={Upgrade.DOSE_RESPONSE: 1},
        explained="other dose",
        checked=date(2026, 3, 31),
        checked_by="Ng",
        note="new",
    )


def test_a_short_row_ends_in_blank_cells() -> None:
    file = read(LINKS + "C1,Tea.\n")

    assert (texts(file), file.links, file.unread) == ({"C1": "Tea."}, (), ())


def test_a_long_row_is_not_read_and_hides_no_other() -> None:
    file = read(LINKS + "C1,Tea, or coffee,ng2020,supports\nC1,Tea.,oz2021,supports\n")

    assert pairs(file) == [("C1", "oz2021")]
    assert problems(file) == ["unreadable-row 2:26"]


def test_a_claim_whose_text_stands_on_a_row_that_was_not_read_is_not_said_to_have_none() -> None:
    file = read(LINKS + "C1,Tea, or coffee,ng2020,supports\nC1,,oz2021,supports\n")

    assert [unread.rule for unread in file.unread] == ["unreadable-row"]


def test_a_row_without_an_id_is_not_read() -> None:
    assert problems(read(LINKS + ",,ng2020,supports\n")) == ["missing-claim-id 2:1"]


def test_a_row_that_says_something_of_no_source_is_a_problem() -> None:
    assert problems(read(LINKS + "C1,Tea.,,supports\n")) == ["missing-citekey 2:10"]


def test_a_citekey_without_a_stance_is_kept_and_is_a_problem() -> None:
    file = read(LINKS + "C1,Tea.,ng2020,\n")

    assert only_link(file).stance is None
    assert problems(file) == ["missing-stance 2:9"]


def test_a_claim_without_text_is_kept_and_is_a_problem() -> None:
    file = read(LINKS + "C1,,ng2020,supports\n")

    assert texts(file) == {"C1": ""}
    assert problems(file) == ["missing-claim-text 2:4"]


def test_the_text_of_a_claim_may_stand_on_a_later_row_and_is_its_place() -> None:
    file = read(LINKS + "C1,,ng2020,supports\nC2,Coffee.,,\nC1,Tea.,oz2021,supports\n")

    assert texts(file) == {"C1": "Tea.", "C2": "Coffee."}
    assert [claim.location.line for claim in file.claims] == [4, 3]
    assert pairs(file) == [("C1", "ng2020"), ("C1", "oz2021")]


@pytest.mark.parametrize(
    ("column", "first", "second", "agree"),
    [
        ("claim", "Tea.", "Tea.", True),
        ("claim", "Tea.", "tea.", False),
        ("anchor", "Tea", "Coffee", False),
        ("anchor_prefix", "Black", "black", False),
        ("anchor_suffix", "wakes", "wakes", True),
        ("question", "harm", "cause", False),
        ("question", "harm", "Harm", True),
        ("stated", "firm", "", True),
        ("stated", "", "firm", True),
    ],
)
def test_the_rows_of_a_claim_may_not_disagree(
    column: str, first: str, second: str, agree: bool
) -> None:
    header = "claim_id,claim" if column == "claim" else f"claim_id,claim,{column}"
    before = "" if column == "claim" else "Tea.,"

    file = read(f"{header}\nC1,{before}{first}\nC1,{before}{second}\n")

    expected = [] if agree else [f"claim-disagrees 3:{4 + len(before)}"]
    assert problems(file) == expected


def test_a_disagreement_names_the_column_and_the_other_line() -> None:
    unread = only_problem(read("claim_id,claim\nC1,Tea.\nC2,Coffee.\nC1,Cocoa.\n"))

    assert unread.problem.message == "C1 has another `claim` on line 2"


# Words, steps, numbers and dates


@pytest.mark.parametrize(
    ("column", "word", "attribute", "expected"),
    [
        ("stance", "Supports", "stance", Stance.SUPPORTS),
        ("stance", "\u00a0MIXED ", "stance", Stance.MIXED),
        ("directness", "Indirect", "directness", Directness.INDIRECT),
        ("directness", "", "directness", Directness.DIRECT),
        ("downgrade", "Risk of Bias", "downgrades", {Downgrade.RISK_OF_BIAS: 1}),
        ("downgrade", "risk_of_bias", "downgrades", {Downgrade.RISK_OF_BIAS: 1}),
        ("downgrade", "risk\u00a0of  bias", "downgrades", {Downgrade.RISK_OF_BIAS: 1}),
    ],
)
def test_case_blanks_and_underscores_do_not_matter_in_words(
    column: str, word: str, attribute: str, expected: object
) -> None:
    file = link_with(**{column: word})

    assert getattr(only_link(file), attribute) == expected
    assert {unread.rule for unread in file.unread} <= {"stray-blanks"}


def test_the_anchor_of_a_claim_and_what_tells_its_place() -> None:
    (claim,) = link_with(anchor="tea", anchor_prefix="Black ", anchor_suffix=" wakes").claims

    assert (claim.anchor_prefix, claim.anchor, claim.anchor_suffix) == ("Black", "tea", "wakes")


def test_the_words_of_a_claim() -> None:
    (claim,) = link_with(question="Harm", stated="OPEN").claims

    assert (claim.question, claim.stated) == (Question.HARM, Stated.OPEN)


@pytest.mark.parametrize(
    ("column", "word", "help_text"),
    [
        ("stance", "suports", "Did you mean `supports`?"),
        ("stance", "??", "Known are: supports, contradicts, mixed, mentions."),
        ("question", "harms", "Did you mean `harm`?"),
        ("stated", "firmly", "Did you mean `firm`?"),
        ("directness", "indirekt", "Did you mean `indirect`?"),
        ("downgrade", "imprecise", "Did you mean `imprecision`?"),
        ("upgrade", "large effects", "Did you mean `large-effect`?"),
    ],
)
def test_an_unknown_word_gets_help(column: str, word: str, help_text: str) -> None:
    unread = only_problem(link_with(**{column: word}))

    assert (unread.rule, unread.problem.help) == ("unknown-word", help_text)
    assert unread.problem.message == f"`{column}` can't be `{word}`"


def test_a_message_repeats_no_more_than_the_beginning_of_a_cell() -> None:
    unread = only_problem(link_with(stance="x" * 1000))

    assert unread.problem.message == f"`stance` can't be `{'x' * 59}…`"


def test_a_message_repeats_a_cell_of_lines_on_one_line() -> None:
    unread = only_problem(link_with(stance="I\nthink\nso"))

    assert unread.problem.message == "`stance` can't be `I think so`"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("imprecision", {"imprecision": 1}),
        ("imprecision; risk-of-bias:2", {"imprecision": 1, "risk-of-bias": 2}),
        ("imprecision, inconsistency", {"imprecision": 1, "inconsistency": 1}),
        (";imprecision ; ; preprint : 3;", {"imprecision": 1, "preprint": 3}),
        ("imprecision:0", {"imprecision": 0}),
        ("", {}),
        (";", {}),
    ],
)
def test_the_steps_of_a_downgrade(cell: str, expected: dict[str, int]) -> None:
    file = link_with(downgrade=cell)

    assert only_link(file).downgrades == expected
    assert file.unread == ()


@pytest.mark.parametrize(
    ("column", "cell", "rule", "message"),
    [
        ("downgrade", "imprecision:4", "invalid-number", "can't take 4 steps for imprecision"),
        ("downgrade", "imprecision:-1", "invalid-number", "can't take -1 steps for imprecision"),
        ("downgrade", "imprecision:1.5", "invalid-number", "can't take 1.5 steps for imprecision"),
        ("downgrade", "imprecision:²", "invalid-number", "can't take ² steps for imprecision"),
        ("downgrade", "imprecision:", "invalid-number", "can't take blank steps for imprecision"),
        ("downgrade", "imprecision:1:2", "invalid-number", "can't take 1:2 steps for imprecision"),
        ("downgrade", ":2", "unknown-word", "can't be `:2`"),
        ("downgrade", "2", "unknown-word", "can't be `2`"),
        ("upgrade", "large-effect:3", "invalid-number", "can't take 3 steps for large-effect"),
        ("upgrade", "dose-response:2", "invalid-number", "can't take 2 steps for dose-response"),
        ("upgrade", "confounding:0", "invalid-number", "can't take 0 steps for confounding"),
    ],
)
def test_steps_that_can_not_be(column: str, cell: str, rule: str, message: str) -> None:
    file = link_with(**{column: cell})

    unread = only_problem(file)
    assert (unread.rule, unread.problem.message) == (rule, f"`{column}` {message}")
    assert (only_link(file).downgrades, only_link(file).upgrades) == ({}, {})


def test_of_a_domain_named_twice_the_first_counts() -> None:
    file = link_with(downgrade="imprecision:2; imprecision")

    assert only_link(file).downgrades == {Downgrade.IMPRECISION: 2}
    message = "`downgrade` names imprecision again; only the first is read"
    assert only_problem(file).problem.message == message


@pytest.mark.parametrize(
    "cell",
    ["31.3.2026", "2026-3-31", "2026-02-30", "0000-01-01", "20260331", "2026", "٢٠٢٦-٠٣-٣١", "x"],
)
def test_a_date_that_is_none(cell: str) -> None:
    file = link_with(checked=cell)

    assert only_link(file).checked is None
    assert only_problem(file).rule == "invalid-date"


# Properties

cell_texts = st.sampled_from(["", "C1", "C2", "a b", "supports", "x:2", '"', "\n", "NA", "é"])
any_table = st.lists(st.lists(cell_texts, max_size=7), max_size=8)


@given(any_table)
def test_every_row_that_is_not_blank_is_accounted_for(table: list[list[str]]) -> None:
    header = ["claim_id", "claim", "citekey", "stance", "downgrade", "checked"]
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([header, *table])
    file = read(stream.getvalue())

    linked = {link.location.line for link in file.links}
    not_read = {unread.problem.location.line for unread in file.unread}
    ids = {claim.id for claim in file.claims}
    line = 2
    for row in table:
        spans = 1 + sum(cell.count("\n") for cell in row)
        lines = set(range(line, line + spans))
        if any(cell.strip() for cell in row):
            assert row[0].strip() in ids or lines & (linked | not_read)
        if len(row) > 2 and row[2].strip():
            assert lines & (linked | not_read)
        line += spans


rows_that_agree = st.lists(
    st.tuples(
        st.sampled_from([("C1", "Tea."), ("C2", "Coffee."), ("C3", "")]),
        st.sampled_from(["", "ng2020", "oz2021", "po2022"]),
        st.sampled_from(["supports", "contradicts"]),
    ),
    max_size=8,
)


@given(rows_that_agree, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_but_the_order(
    rows: list[tuple[tuple[str, str], str, str]], random: Random
) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)

    def gathered(rows: list[tuple[tuple[str, str], str, str]]) -> tuple[object, object]:
        lines = (f"{i},{text},{key},{stance if key else ''}\n" for (i, text), key, stance in rows)
        file = read(LINKS + "".join(lines))
        links = sorted((link.claim_id, link.citekey, str(link.stance)) for link in file.links)
        return texts(file), links

    assert gathered(shuffled) == gathered(rows)


def test_a_cell_of_many_faults_is_told_by_its_first_few() -> None:
    rows = "claim_id,claim,citekey,stance,downgrade\nC1,A claim.,k,supports," + "bad;" * 2_000

    assert [unread.rule for unread in read(rows).unread] == ["unknown-word"] * 5


def test_an_anchor_can_say_what_stands_around_it() -> None:
    text = "claim_id,claim,anchor,anchor_prefix,anchor_suffix\nC1,Tea.,tea,hot,  with milk \n"

    (claim,) = read(text).claims

    assert (claim.anchor, claim.anchor_prefix, claim.anchor_suffix) == ("tea", "hot", "with milk")
