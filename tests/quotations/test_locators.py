"""Where a rationale stands, held against what its locator says."""

from __future__ import annotations

import pytest

from evtrack.model import CopyPart
from evtrack.quotations import RationaleCheck, RationaleFate
from patience import patience
from stored_copies import Copy, checked

WORDS = "Tea lowered blood pressure"


def on_page(
    locator: str, *, page: int = 3, of: int = 9, pages: str = "", label: str = "", edge: str = ""
) -> bool:
    """Whether the locator is held to be wrong where the words stand on this page."""
    parts = [
        CopyPart(f"{edge}\nOthers.\nOne.\n{WORDS}.\nTwo.\nThree." if n == page else "Milk.", n)
        for n in range(1, of + 1)
    ]
    if label:
        parts = [part._replace(label=f"{label}{part.page}") for part in parts]
    return is_elsewhere(locator, parts, pages)


def is_elsewhere(locator: str, parts: list[CopyPart], pages: str = "") -> bool:
    check: RationaleCheck = checked(WORDS, Copy(parts), locator=locator, pages=pages)
    assert check.fate is RationaleFate.VERIFIED
    return check.is_elsewhere


@pytest.mark.parametrize("locator", ["p. 3", "p.3", "page 3", "Pages 2–4", "pp. 1, 3", "S. 3"])
def test_the_right_page(locator: str) -> None:
    assert not on_page(locator)


@pytest.mark.parametrize(
    "locator", ["p. 4", "page 4", "pp. 4–6", "pp. 1 and 2", "S. 4", "p. 4, Table 3", "PAGE 4"]
)
def test_another_page(locator: str) -> None:
    assert on_page(locator)


@pytest.mark.parametrize(
    "locator",
    [
        *("", "abstract", "Table 4", "Figure 4", "Fig. 4", "S4 Table", "4", "para 4", "p = 0.04"),
        *("p. 300", "Appendix p. x", "Results"),
    ],
)
def test_what_is_not_judged(locator: str) -> None:
    assert not on_page(locator)


@pytest.mark.parametrize(
    ("locator", "pages", "wrong"),
    [
        ("p. 1823", "1821--1829", False),
        ("p. 1822", "1821–1829", False),  # with a cover
        ("p. 1821", "1821--1828", True),
        ("p. 1825", "1821--9", True),
        ("pp. 1823-4", "1821--1829", False),
        ("p. S13", "S11--S19", False),
        ("p. S15", "S11--S19", True),
        ("p. 5", "1821--1829", True),
        ("p. 5", "1821--1824", False),  # a manuscript: its pages are not those of the journal
        ("p. 5", "e1821", True),
    ],
)
def test_pages_counted_from_the_first_of_the_entry(locator: str, pages: str, wrong: bool) -> None:
    assert on_page(locator, pages=pages) == wrong


@pytest.mark.parametrize(("locator", "wrong"), [("p. x3", False), ("p. x4", True), ("p. 3", False)])
def test_labels(locator: str, wrong: bool) -> None:
    assert on_page(locator, label="x") == wrong


@pytest.mark.parametrize(
    ("edge", "wrong"),
    [
        ("5", False),
        ("5  Ng and others", False),
        ("Journal of Tea 5", False),
        ("– 5 –", False),
        ("Tea, page 5 of 9", False),
        ("Journal of Tea, 2020, 5/9", False),
        ("In all, 5 women drank it", True),
        ("Journal of Tea 2020;5:1–9", True),
    ],
)
def test_the_printed_number(edge: str, wrong: bool) -> None:
    assert on_page("p. 5", edge=edge) == wrong


def test_a_number_printed_above_the_other_column_of_the_page() -> None:
    parts = [CopyPart("One\n105", 1), CopyPart("106\nTwo\nThree.\nFour.\nFive", 2)]
    parts += [CopyPart(f"Six\nSeven\n{WORDS}.\nEight\nNine", 2), CopyPart("Milk.", 106)]

    assert not is_elsewhere("p. 106", parts)


@pytest.mark.parametrize("locator", [" " * 50_000 + "x", "a" + " " * 50_000 + "- b", "1." * 20_000])
def test_no_locator_takes_long(locator: str) -> None:
    with patience(10):
        is_elsewhere(locator, [CopyPart(f"{WORDS}.", section=" " * 50_000 + "x")])


def test_a_rationale_over_two_pages_is_on_both() -> None:
    parts = [CopyPart("Tea lowered", 1), CopyPart("blood pressure", 2), CopyPart("Milk.", 3)]

    assert [is_elsewhere(f"p. {n}", parts) for n in (1, 2, 3)] == [False, False, True]


def test_of_several_places_the_one_that_the_locator_names() -> None:
    parts = [CopyPart(f"{WORDS}.", n) for n in (1, 2, 3)]
    check = checked(WORDS, Copy(parts), locator="p. 2")

    assert (check.pages, check.is_elsewhere) == ("2", False)


PAPER = (
    *("", "Abstract", "Background", "Results", "Introduction", "Methods", "2. Results"),
    *("Adverse events", "Discussion"),
)


@pytest.mark.parametrize(
    ("section", "locator", "wrong"),
    [
        ("Introduction", "Introduction", False),
        ("Introduction", "introduction, para 2", False),
        ("Introduction", "Discussion", True),
        ("Introduction", "Section Methods", True),
        ("2. Results", "Results", False),
        ("Adverse events", "Results", False),  # within them, for all that is known
        ("Discussion", "Results", True),
        ("Discussion", "Adverse events", True),
        ("2. Results", "Adverse events", True),
        ("Results", "abstract", False),  # of an abstract in sections
        ("Background", "Abstract", False),
        ("Introduction", "abstract", True),
        ("Adverse events", "abstract", True),
        ("Discussion", "Table 2", False),
        ("Discussion", "Limitations", False),
        ("", "Results", True),
    ],
)
def test_sections(section: str, locator: str, wrong: bool) -> None:
    parts = [CopyPart(f"{WORDS}." if name == section else "Milk.", section=name) for name in PAPER]

    assert is_elsewhere(locator, parts) == wrong
