"""Characters that can't be seen, that are written in two ways, or in the way of HTML."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import project
from evtrack.model import Edit, Location
from evtrack.readers import load
from evtrack.rules import Context
from evtrack.rules.characters import not_nfc
from rule_runs import messages

HEADER = "claim_id,claim,citekey,stance\n"


def edits_in(folder: Path, claims: str, references: str = "@misc{a}\n") -> list[Edit]:
    ledger = load(project(folder, claims=HEADER + claims, references=references))
    return [edit for problem in not_nfc(Context(ledger, {})) for edit in problem.edits]


@pytest.mark.parametrize(
    ("text", "code_point"),
    [
        ("\u200b", "200B"),
        ("\u2060", "2060"),
        ("\ufeff", "FEFF"),
        ("\u00ad", "00AD"),
        ("\u202e", "202E"),
        ("\u2066", "2066"),
        ("\u2028", "2028"),
        ("\x07", "0007"),
        ("\x0b", "000B"),
        ("\x85", "0085"),
        ("\U000e0041", "E0041"),
    ],
)
def test_what_nobody_can_see(text: str, code_point: str, tmp_path: Path) -> None:
    (message,) = messages(tmp_path, "invisible-character", claims=f"{HEADER}C1,Te{text}a,,\n")

    assert message.startswith(f"U+{code_point} (")


@pytest.mark.parametrize(
    "text",
    [
        "Tab\tand no-break\u00a0and thin\u2009space",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u05d0\u200f!",
        "\u17a2\u200b\u17a2",
        "\U0001f469\u200d\U0001f52c",
        "\u2764\ufe0f",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e007f",
    ],
)
def test_what_scripts_and_emoji_need(text: str, tmp_path: Path) -> None:
    assert messages(tmp_path, "invisible-character", claims=f"{HEADER}C1,{text},,\n") == []


@pytest.mark.parametrize(
    "row", ["C\u200d1,Tea,a,supports", "C1,Tea,a\u200e,supports", "C1,Tea,a,supports\u200f"]
)
def test_joiners_and_marks_in_names_and_words(row: str, tmp_path: Path) -> None:
    assert len(messages(tmp_path, "invisible-character", claims=f"{HEADER}{row}\n")) == 1


def test_a_character_is_told_once_in_an_entry(tmp_path: Path) -> None:
    library = "@misc{a, title = {\u00adTea\u00ad}, note = {\u00ad\u200b}}\n"

    assert messages(tmp_path, "invisible-character", references=library) == [
        "U+00AD (soft hyphen) in a can't be seen (and 2 more)",
        "U+200B (zero width space) in a can't be seen",
    ]


def test_what_a_publisher_wrote_in_an_abstract_is_left_alone(tmp_path: Path) -> None:
    library = "@misc{a, abstract = {Te\u00ada &lt; coffee}}\n"

    assert messages(tmp_path, "invisible-character", references=library) == []
    assert messages(tmp_path, "html-entity", references=library) == []


def test_twenty_are_told_one_by_one_and_the_rest_together(tmp_path: Path) -> None:
    claims = HEADER + "".join(f"C{n},Te\u00ada,,\n" for n in range(25))

    found = messages(tmp_path, "invisible-character", claims=claims)

    assert len(found) == 21
    assert found[-1] == "claims.csv has the like in 5 more of its claims or entries"


def test_the_edits_of_the_rest_are_not_lost(tmp_path: Path) -> None:
    assert len(edits_in(tmp_path, "".join(f"C{n},cafe\u0301,,\n" for n in range(25)))) == 25


def test_an_edit_is_as_small_as_can_be(tmp_path: Path) -> None:
    assert edits_in(tmp_path, "C1,The cafe\u0301s,,\n") == [
        Edit(Location("claims.csv", 2, 11, 2), "e\u0301", "\u00e9")
    ]


@pytest.mark.parametrize(
    ("claims", "references"),
    [
        ("C1,Tea,cafe\u0301,supports\n", "@misc{cafe\u0301}\n"),
        ("Ce\u0301,Tea,,\n", "@misc{a}\n"),
        ("C1,Tea,a,supports\n", "@misc{a, crossref = {cafe\u0301}}\n@misc{cafe\u0301}\n"),
    ],
)
def test_names_are_left_to_the_user(claims: str, references: str, tmp_path: Path) -> None:
    assert edits_in(tmp_path, claims, references) == []


def test_addresses_and_files_are_left_alone(tmp_path: Path) -> None:
    library = "@misc{a, file = {cafe\u0301.pdf}, url = {https://example.org/cafe\u0301}}\n"

    assert messages(tmp_path, "not-nfc", references=library) == []


_LETTERS = "aeo ,=\u0301\u0308\u0323\u00e9\u00c5\u212b\u1100\u1161\u0915\u093c\u0958\u0f71\u0f72"


@given(text=st.text(st.sampled_from(_LETTERS)))
def test_the_edits_make_it_nfc(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    line = list(f'C1,"x{text}.",,')

    edits = edits_in(tmp_path_factory.mktemp("nfc"), "".join(line) + "\n")
    for edit in reversed(edits):
        start = edit.location.column - 1
        assert "".join(line[start : start + edit.location.width]) == edit.old
        line[start : start + edit.location.width] = edit.new

    assert "".join(line) == normalize("NFC", f'C1,"x{text}.",,')


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("&amp;", "`&`"),
        ("&#8211;", "`–`"),
        ("&#x2013;", "`–`"),
        (r"\&\#8211;", "`–`"),
        ("&nbsp;", "U+00A0"),
        ("&eacute;", "`é`"),
    ],
)
def test_entities(text: str, shown: str, tmp_path: Path) -> None:
    library = f"@misc{{a, title = {{Tea {text} sleep}}}}\n"

    assert messages(tmp_path, "html-entity", references=library) == [
        f"`{text}` in a is HTML for {shown}"
    ]


@pytest.mark.parametrize("text", ["R&D;", "&", "AT&T", "&;", "&nosuch;", "&amp", "&#;", "& amp;"])
def test_what_is_no_entity(text: str, tmp_path: Path) -> None:
    assert messages(tmp_path, "html-entity", claims=f"{HEADER}C1,{text},,\n") == []


@pytest.mark.parametrize(
    ("fields", "swallowed"),
    [
        ("title = {Tea {and,\n year = {2020}}", "`year`"),
        ("title = {Tea {and, year = {2020}, doi={1}}", "`year` and `doi`"),
        ('title = {Tea {and,\r\n  year = "2020"}', "`year`"),
        ("title = {Tea {and sleep}}", ""),
        ("title = {where $p = {3}$}", ""),
        ("title = {where\n  theta = {3}}", ""),
        ("title = {Tea {and, mine = {3}}", "`mine`"),
        ("abstract = {like {this,\n year = {2020}}", ""),
        ("note = {like {this,\n year = {2020}}", ""),
    ],
)
def test_which_fields_are_swallowed(fields: str, swallowed: str, tmp_path: Path) -> None:
    found = messages(tmp_path, "swallowed-field", references=f"@misc{{a,\n  {fields},\n}}\n}}\n")

    wanted = [f"`title` of `a` is closed too late, and holds {swallowed}"] if swallowed else []
    assert found == wanted
