"""What is recorded of a link when it is reviewed, and what stays of earlier records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from builders import project
from evtrack.model import CopyPart, Ledger, LinkName, Location, Review
from evtrack.readers import load
from evtrack.reviews import recorded, review_states, reviewed_and_gone
from rule_runs import messages

ON = date(2026, 3, 1)
HERE = Location("evtrack.lock")
C1_A, C1_B, C2_A = LinkName("C1", "a"), LinkName("C1", "b"), LinkName("C2", "a")
GONE = LinkName("C3", "a")
CLAIMS = (
    "claim_id,claim,citekey,stance,rationale,downgrade\n"
    "C1,Tea wakes.,a,supports,An hour less.,\nC1,,b,mixed,,preprint\nC2,Tea warms.,a,supports,,\n"
)
REFERENCES = r"""@article{a, author = {Pf{\"o}rtner, A. and others}, title = {{Tea} \& sleep},
  journal = {Tea}, date = {2020-05}, volume = 7, pages = {12--19}, doi = {10.5555/A},
  design = {RCT}, includes = {z, b}, certainty = {Very Low}, abstract = {Unwatched.}}
@online{b, url = {https://tea.example/}}
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return load(project(tmp_path, claims=CLAIMS, references=REFERENCES))


def reviewed(*names: LinkName, by: str = "Ana") -> Mapping[LinkName, Review]:
    return {name: Review(name, HERE, by, ON) for name in names}


def test_what_is_recorded_of_a_link(ledger: Ledger) -> None:
    review = recorded(ledger, [C1_A], "Ana", ON)[C1_A]

    assert (review.by, review.on) == ("Ana", ON)
    assert review.was == {
        "claim": "Tea wakes.",
        "stance": "supports",
        "rationale": "An hour less.",
        "directness": "direct",
        "source.type": "article",
        "source.author": "Pförtner, others",
        "source.title": "Tea & sleep",
        "source.journal": "Tea",
        "source.year": "2020",
        "source.volume": "7",
        "source.page": "12",
        "source.doi": "10.5555/a",
        "source.design": "rct",
        "source.includes": "b, z",
        "source.certainty": "very-low",
    }


def test_of_a_source_without_a_doi_the_address(ledger: Ledger) -> None:
    assert recorded(ledger, [C1_B], "Ana", ON)[C1_B].was["source.url"] == "tea.example"


def test_every_link_is_in_it(ledger: Ledger) -> None:
    reviews = recorded(ledger, [C1_A], "Ana", ON)

    assert {name: review.by for name, review in reviews.items()} == {
        C1_A: "Ana",
        C1_B: "",
        C2_A: "",
    }


def test_earlier_records_stay_and_those_of_links_that_are_gone_go(ledger: Ledger) -> None:
    before = replace(ledger, reviews=reviewed(C1_A, C1_B, GONE))

    reviews = recorded(before, [C1_B], "Bo", ON)

    assert {name: review.by for name, review in reviews.items()} == {
        C1_A: "Ana",
        C1_B: "Bo",
        C2_A: "",
    }


def test_while_rows_are_not_read_nothing_goes(tmp_path: Path) -> None:
    folder = project(
        tmp_path, claims=f"{CLAIMS}C3,Tea, green,a,supports,,x\n", references=REFERENCES
    )
    before = replace(load(folder), reviews=reviewed(GONE))

    assert recorded(before, [C1_A], "Bo", ON)[GONE].by == "Ana"


def test_the_rows_of_one_link_are_recorded_together(tmp_path: Path) -> None:
    rows = "C1,Tea wakes.,a,supports,Less.,\nC1,,a,mixed,An hour.,\n"
    header, _, _ = CLAIMS.partition("C1")
    folder = project(tmp_path, claims=header + rows, references=REFERENCES)

    was = recorded(load(folder), [C1_A], "Ana", ON)[C1_A].was

    assert (was["stance"], was["rationale"]) == ("mixed | supports", "An hour. | Less.")


def test_how_links_stand(ledger: Ledger) -> None:
    reviews = recorded(ledger, [C1_A, C1_B], "Ana", ON)
    was = {**reviews[C1_B].was, "stance": "supports"}
    now = replace(ledger, reviews={**reviews, C1_B: reviews[C1_B]._replace(was=was)})

    links = review_states(now)

    assert list(links) == [C1_A, C1_B, C2_A]
    assert [link.is_suspect for link in links.values()] == [False, True, False]
    assert [link.review and link.review.by for link in links.values()] == ["Ana", "Ana", None]
    assert [(change.part, change.was, change.now) for change in links[C1_B].changes] == [
        ("stance", "supports", "mixed")
    ]


RENAMED_CLAIM = (CLAIMS.replace("C1,", "C7,"), REFERENCES)
RENAMED_SOURCE = (CLAIMS.replace(",b,", ",b2,"), REFERENCES.replace("{b,", "{b2,"))
NUMBERED_ANEW = (
    CLAIMS.replace("C2,", "C3,").replace("C1,T", "C1,New.,,,,\nC2,T").replace("C1,,", "C2,,"),
    REFERENCES,
)


@pytest.mark.parametrize(
    ("claims", "references", "expected"),
    [
        pytest.param(*RENAMED_CLAIM, "C7 a, C7 b, C2 a", id="a claim"),
        pytest.param(*RENAMED_SOURCE, "C1 a, C1 b2, C2 a", id="a source"),
        pytest.param(*NUMBERED_ANEW, "C2 a, C2 b, C3 a", id="numbered anew"),
    ],
)
def test_a_review_follows_what_was_judged_to_its_new_name(
    ledger: Ledger, tmp_path: Path, claims: str, references: str, expected: str
) -> None:
    reviews = recorded(ledger, [C1_A, C1_B, C2_A], "Ana", ON)
    renamed = load(project(tmp_path, claims=claims, references=references))

    now = replace(renamed, reviews=reviews)
    links = review_states(now)

    assert ", ".join(map(" ".join, links)) == expected
    assert [(link.review is not None, link.changes) for link in links.values()] == [(True, ())] * 3
    assert reviewed_and_gone(now) == ()
    assert {name: r.by for name, r in recorded(now, [], "Bo", ON).items()} == dict.fromkeys(
        links, "Ana"
    )


def test_a_link_that_is_renamed_and_changed_was_never_reviewed(
    ledger: Ledger, tmp_path: Path
) -> None:
    reviews = recorded(ledger, [C2_A], "Ana", ON)
    claims = CLAIMS.replace("C2,Tea warms.", "C3,Tea cools.")
    now = replace(load(project(tmp_path, claims=claims, references=REFERENCES)), reviews=reviews)

    assert review_states(now)[LinkName("C3", "a")].review is None
    assert reviewed_and_gone(now) == (C2_A,)


def test_one_review_goes_to_one_link(ledger: Ledger, tmp_path: Path) -> None:
    reviews = recorded(ledger, [C2_A], "Ana", ON)
    claims = CLAIMS.replace("C2,", "C3,") + "C4,Tea warms.,a,supports,,\n"
    now = replace(load(project(tmp_path, claims=claims, references=REFERENCES)), reviews=reviews)

    assert [name for name, link in review_states(now).items() if link.review] == [("C3", "a")]


def test_without_a_lock_no_link_was_reviewed(ledger: Ledger) -> None:
    assert [(link.review, link.is_suspect) for link in review_states(ledger).values()] == [
        (None, False)
    ] * 3


def test_without_a_lock_each_link_is_unreviewed(tmp_path: Path) -> None:
    config = 'rules.unreviewed-link = "note"\n'

    found = messages(tmp_path, "unreviewed-link", REFERENCES, claims=CLAIMS, config=config)

    assert found == [f"nobody has reviewed the link of {c} to {k}" for c, k in (C1_A, C1_B, C2_A)]


class FakeCopy:
    """A stored copy of these words."""

    is_abstract = False
    is_damaged = False

    def __init__(self, data: str, text: str = "", path: str = "sources/a.pdf") -> None:
        self.path = path
        self.sha256 = data * 64
        self.flaw = "" if text else "has no text"
        self.parts = (CopyPart(text),) if text else ()


class FakeCopies:
    """The stored copies of the source `a`."""

    strays: Sequence[str] = ()

    def __init__(self, *copies: FakeCopy) -> None:
        self._copies = copies

    def of(self, citekey: str) -> Sequence[FakeCopy]:
        return self._copies if citekey == "a" else ()


@pytest.mark.parametrize(
    ("was", "now", "is_suspect"),
    [
        pytest.param(FakeCopy("1", "Tea."), FakeCopy("1", "Tea."), False, id="the same"),
        pytest.param(FakeCopy("1", "Tea."), FakeCopy("2", "tea."), False, id="saved again"),
        pytest.param(FakeCopy("1", "Tea."), FakeCopy("2", "Coffee."), True, id="another text"),
        pytest.param(FakeCopy("1", "Tea."), FakeCopy("1"), False, id="no reader of PDFs now"),
        pytest.param(FakeCopy("1", "Tea."), FakeCopy("2"), False, id="no telling now"),
        pytest.param(FakeCopy("1"), FakeCopy("2", "Tea."), False, id="no telling then"),
        pytest.param(FakeCopy("1"), FakeCopy("1"), False, id="the same scan"),
        pytest.param(FakeCopy("1"), FakeCopy("2"), True, id="another scan"),
        pytest.param(FakeCopy("1"), FakeCopy(""), False, id="unreadable now"),
        pytest.param(FakeCopy(""), FakeCopy("1"), False, id="unreadable then"),
        pytest.param(FakeCopy("1", "A"), FakeCopy("2", "B", "a.txt"), False, id="another kind"),
    ],
)
def test_copies_of_a_source(ledger: Ledger, was: FakeCopy, now: FakeCopy, is_suspect: bool) -> None:
    then = replace(ledger, copies=FakeCopies(was))
    reviews = recorded(then, [C1_A], "Ana", ON)

    link = review_states(replace(ledger, reviews=reviews, copies=FakeCopies(now)))[C1_A]

    assert link.is_suspect == is_suspect


def test_what_is_recorded_of_a_copy(ledger: Ledger) -> None:
    copies = FakeCopies(FakeCopy("a", "Tea."), FakeCopy("b", path="sources/a.TXT"))

    was = recorded(replace(ledger, copies=copies), [C1_A], "Ana", ON)[C1_A].was

    assert was["copy.pdf"] == f"{'a' * 32} {sha256(b'tea.').hexdigest()[:32]}"
    assert was["copy.txt"] == "b" * 32
