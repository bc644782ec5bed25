"""What is said of stored copies that can't be read or belong to no source."""

from __future__ import annotations

from pathlib import Path

import pytest

from pdf_maker import page, pdf, scanned
from rule_runs import messages, problems

LIBRARY = "@misc{ng2020, abstract = {}}\n@misc{lee2021}\n"
QUOTED = "claim_id,claim,citekey,stance,rationale\nC1,Tea wakes.,ng2020,supports,Tea woke them.\n"
COUNT = "claim_id,claim,citekey,stance,rationale\nC1,Tea wakes.,ng2020,supports,\n"


def keep(folder: Path, **files: bytes) -> None:
    (folder / "sources").mkdir()
    for name, data in files.items():
        (folder / "sources" / name.replace("__", ".")).write_bytes(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pdf([page("Tea woke them.")]), []),
        (pdf([scanned()]), []),
        (pdf([page("Tea")], is_locked=True), ["the stored copy of ng2020 is locked by a password"]),
        (b"%PDF-1.7", ["the stored copy of ng2020 is damaged, or no PDF"]),
    ],
)
def test_a_copy_is_told_where_the_file_is_to_blame(
    data: bytes, said: list[str], tmp_path: Path
) -> None:
    keep(tmp_path, ng2020__pdf=data)

    assert messages(tmp_path, "unreadable-copy", LIBRARY, claims=QUOTED) == said


def test_a_copy_in_which_nothing_is_looked_for_is_not_read(tmp_path: Path) -> None:
    keep(tmp_path, ng2020__pdf=b"no PDF")

    assert messages(tmp_path, "unreadable-copy", LIBRARY, claims=COUNT) == []


def test_a_copy_behind_a_good_one_is_not_read(tmp_path: Path) -> None:
    keep(tmp_path, ng2020__txt=b"Tea woke them.", ng2020__pdf=b"no PDF")

    assert messages(tmp_path, "unreadable-copy", LIBRARY, claims=QUOTED) == []


def test_a_damaged_copy_is_told_once_for_all_links(tmp_path: Path) -> None:
    keep(tmp_path, ng2020__pdf=b"no PDF")
    claims = QUOTED + "C2,Tea helps.,ng2020,supports,Tea helped them.\n"

    [problem] = problems(tmp_path, "unreadable-copy", LIBRARY, claims=claims)

    assert (problem.location.path, problem.subject) == ("sources/ng2020.pdf", "ng2020")


@pytest.mark.parametrize(
    ("name", "help_"),
    [
        ("ng2020a", "Did you mean `ng2020`?"),
        ("Lee2021", "Did you mean `lee2021`?"),
        ("x", "Name the file as the citekey of its source, or keep it in another folder."),
    ],
)
def test_what_a_stray_may_be(name: str, help_: str, tmp_path: Path) -> None:
    keep(tmp_path, **{f"{name}__txt": b"Tea"})

    [problem] = problems(tmp_path, "unused-copy", LIBRARY)

    assert (problem.subject, problem.help) == (name, help_)


def test_only_the_first_of_many_strays_are_compared_with_all_citekeys(tmp_path: Path) -> None:
    keep(tmp_path, **{f"ng2020-{n:02}__txt": b"Tea" for n in range(30)})

    found = problems(tmp_path, "unused-copy", LIBRARY)

    assert [problem.help.startswith("Did you mean") for problem in found] == (
        [True] * 20 + [False] * 10
    )


def test_what_the_project_is_made_of_is_no_stray(tmp_path: Path) -> None:
    (tmp_path / "article.md").write_text("Tea wakes.", encoding="utf-8")
    (tmp_path / "notes.md").write_text("Buy tea.", encoding="utf-8")

    found = problems(tmp_path, "unused-copy", LIBRARY, config='sources = "."\n')

    assert [problem.location.path for problem in found] == ["notes.md"]
