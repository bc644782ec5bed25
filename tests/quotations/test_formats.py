"""Rationales in stored copies on disk, as each kind of file has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import project
from evtrack.config import find_config
from evtrack.quotations import RationaleCheck, RationaleFate, rationale_checks
from evtrack.readers import read_project
from pdf_maker import Page, column, page, pdf, scanned, two_columns


def checked(folder: Path, name: str, copy: bytes | str, rationale: str) -> RationaleCheck:
    claims = f'claim_id,claim,citekey,stance,rationale\nC1,Tea.,ng2020,supports,"{rationale}"\n'
    project(folder, claims=claims, references="@article{ng2020, title = {Tea}}\n")
    (folder / "sources").mkdir()
    data = copy if isinstance(copy, bytes) else copy.encode()
    (folder / "sources" / name).write_bytes(data)
    [check] = rationale_checks(read_project(find_config(folder))).values()
    return check


LEFT = (
    "Whether tea lowers blood pres-",
    "sure is not known. In this trial, 240",
    "adults drank three cups of tea a day",
    "for 12 months, and the others drank",
    "as many cups of water. All of them",
)
RIGHT = (
    "were asked to keep their habits.",
    "BLOOD PRESSURE FELL SLIGHTLY in those",
    "who drank tea.1,2 The di\ue001cult ones",
    "were lost. No bene\ue000t was seen for the",
    "heart, and none was looked for.",
)
FIRST = page(
    "Whether tea lowers blood pressure is not known.",
    "In this trial, 240 adults drank three cups of",
    "1 The trial was paid by the makers of tea.",
    "Journal of Tea 2020;1:11",
    label="11",
)
SECOND = page(
    "12",
    "Ng and others",
    "tea a day for 12 months, and blood pressure fell. Nothing is said of the heart.",
    "Those who drank water had no change, and all of them were well at the end of it.",
    label="12",
)
NOTED = Page([*column(*LEFT, "", "1 Paid by the makers of tea."), *column(*RIGHT, x=322)])
ONE, ACROSS = pdf([two_columns(LEFT, RIGHT)]), pdf([two_columns(LEFT, RIGHT, row_wise=True)])


@pytest.mark.parametrize(
    ("name", "copy", "rationale", "where"),
    [
        pytest.param("ng2020.txt", "Tea\n\nIs oﬀi-\ncial.", "Tea is official", "", id="txt"),
        pytest.param("ng2020.txt", "Tea is\n1\n\f2\nofficial.", "Tea is official", "", id="pages"),
        pytest.param(
            "ng2020.md", "# Heart\n\nTea is **not** [bad](x)[^1].\n\n[^1]: A note.\n",
            "Tea is not bad.", "section `Heart`", id="md",
        ),
        pytest.param(
            "ng2020.html", "<h2>Heart</h2><p>Tea is&nbsp;<b>not</b> bad &ndash; so<p>they say.",
            "Tea is not bad - so they say", "section `Heart`", id="html",
        ),
        pytest.param("ng2020.pdf", ONE, "tea lowers blood pressure", "page 1", id="a hyphen"),
        pytest.param("ng2020.pdf", ONE, "All of them were asked", "page 1", id="two columns"),
        pytest.param("ng2020.pdf", ACROSS, "All of them were asked", "page 1", id="row by row"),
        pytest.param("ng2020.pdf", pdf([NOTED]), "All of them were asked", "page 1", id="a note"),
        pytest.param("ng2020.pdf", ONE, "Blood pressure fell slightly in", "page 1", id="capitals"),
        pytest.param("ng2020.pdf", ONE, "who drank tea. The difficult", "page 1", id="marks"),
        pytest.param("ng2020.pdf", ONE, "No benefit was seen", "page 1", id="ligatures"),
        pytest.param(
            "ng2020.pdf", pdf([FIRST, SECOND]), "drank three cups of tea a day … pressure fell",
            "pages 11–12", id="a page break",
        ),
    ],
)  # fmt: skip
def test_verified(tmp_path: Path, name: str, copy: bytes | str, rationale: str, where: str) -> None:
    check = checked(tmp_path, name, copy, rationale)

    assert check.fate is RationaleFate.VERIFIED
    assert check.copy_name == f"sources/{name}"
    if where:
        assert check.where == where


@pytest.mark.parametrize(
    ("name", "copy"),
    [("ng2020.txt", "for 12 months"), ("ng2020.html", "<p>for 12 months"), ("ng2020.pdf", ONE)],
)
def test_altered(tmp_path: Path, name: str, copy: bytes | str) -> None:
    check = checked(tmp_path, name, copy, "for 24 months")

    assert (check.fate, check.changes) == (RationaleFate.ALTERED, "`24` → `12`")


@pytest.mark.parametrize("copy", [pdf([scanned()]), b"%PDF-1.7 and no more"])
def test_unchecked(tmp_path: Path, copy: bytes) -> None:
    check = checked(tmp_path, "ng2020.pdf", copy, "tea")

    assert check.fate is RationaleFate.UNCHECKED
    assert check.why.startswith("sources/ng2020.pdf ")
