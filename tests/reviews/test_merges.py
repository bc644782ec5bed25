"""Two branches review links, and git merges what both recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evtrack.config import LOCK_FILE
from evtrack.errors import CannotRun
from evtrack.model import LinkName
from evtrack.readers import load
from evtrack.readers.lock import lock_text
from evtrack.reviews import recorded
from repositories import Repository

REFERENCES = "@misc{a, title = {A}}\n\n@misc{b, title = {B}}\n"
LINKS = [LinkName(f"C{n}", key) for n in range(10, 40) for key in "ab"]
FIRST, SECOND, THIRD, *_, LAST = LINKS
EARLIER, LATER = LinkName("C1", "a"), LinkName("C9", "b")
BETWEEN = LinkName("C10", "aa")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A project whose lock knows each link and no review, tagged `begun`."""
    begun = Repository.begun(tmp_path_factory.mktemp("project"))
    begun.write("references.bib", REFERENCES)
    begun.write("claims.csv", claims(LINKS))
    write_lock(begun, [], "")
    begun.commit("Begun")
    assert begun.git("tag", "begun")
    return begun


def claims(links: Iterable[LinkName]) -> str:
    rows = (f"{link.claim_id},A claim.,{link.citekey},supports\n" for link in links)
    return f"claim_id,claim,citekey,stance\n{''.join(rows)}"


def write_lock(repository: Repository, names: Iterable[LinkName], by: str) -> None:
    reviews = recorded(load(repository.folder), set(names), by, date(2026, 3, 1))
    repository.write(LOCK_FILE, lock_text(reviews))


def merge(
    repository: Repository,
    ours: Iterable[LinkName],
    theirs: Iterable[LinkName],
    added: Iterable[LinkName] = (),
) -> bool:
    """Whether git merges the reviews by Ana with those by Bo, on whose branch links are new."""
    repository.branch("ana", "begun")
    write_lock(repository, ours, "Ana")
    repository.commit("Ana reviews")
    repository.branch("bo", "begun")
    repository.write("claims.csv", claims(sorted({*LINKS, *added})))
    write_lock(repository, theirs, "Bo")
    repository.commit("Bo reviews")
    assert repository.git("checkout", "--quiet", "ana")
    return repository.git("merge", "--quiet", "--no-edit", "bo")


@pytest.fixture
def _no_merge_left_over(repository: Repository) -> Iterator[None]:
    yield
    assert repository.git("merge", "--abort")


def reviewers(folder: Path) -> dict[LinkName, str]:
    return {name: review.by for name, review in (load(folder).reviews or {}).items()}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        pytest.param([FIRST], [LAST], id="far apart"),
        pytest.param([FIRST], [SECOND], id="neighbours"),
        pytest.param([SECOND], [FIRST], id="neighbours, the other way round"),
        pytest.param(LINKS[::2], LINKS[1::2], id="every second"),
        pytest.param(LINKS[:6], LINKS[6:], id="halves"),
    ],
)
def test_reviews_of_different_links_merge(
    repository: Repository, ours: list[LinkName], theirs: list[LinkName]
) -> None:
    assert merge(repository, ours, theirs)

    assert reviewers(repository.folder) == {
        name: "Ana" if name in ours else "Bo" if name in theirs else "" for name in LINKS
    }


@pytest.mark.parametrize("added", [EARLIER, BETWEEN, LATER], ids=["first", "between", "last"])
@pytest.mark.parametrize("reviewed", [FIRST, SECOND, LAST], ids=["first", "second", "last"])
def test_a_link_that_is_new_on_one_branch_merges_with_reviews_on_the_other(
    repository: Repository, added: LinkName, reviewed: LinkName
) -> None:
    assert merge(repository, [reviewed], [added], [added])

    assert reviewers(repository.folder) == {
        **dict.fromkeys(LINKS, ""),
        reviewed: "Ana",
        added: "Bo",
    }


@settings(max_examples=15)
@given(whose=st.lists(st.sampled_from(["", "Ana", "Bo"]), min_size=60, max_size=60))
def test_any_two_sets_of_links_merge(repository: Repository, whose: list[str]) -> None:
    of = dict(zip(LINKS, whose, strict=True))

    assert merge(
        repository,
        [name for name in LINKS if of[name] == "Ana"],
        [name for name in LINKS if of[name] == "Bo"],
        [LATER],
    )
    assert reviewers(repository.folder) == {**of, LATER: ""}


@pytest.mark.usefixtures("_no_merge_left_over")
def test_a_link_that_both_reviewed_is_a_conflict_that_is_told(repository: Repository) -> None:
    assert not merge(repository, [FIRST, THIRD], [SECOND, THIRD])

    lines = (repository.folder / LOCK_FILE).read_text(encoding="utf-8").splitlines()
    conflict = next(n for n, line in enumerate(lines, start=1) if line.startswith("<<<<<<<"))
    with pytest.raises(CannotRun) as refused:
        load(repository.folder)
    assert str(refused.value) == (
        f"evtrack.lock:{conflict}: the record of reviews can't be read: a merge left a conflict in "
        "it; keep one side, and take out the lines with `<<<<<<<`, `=======` and `>>>>>>>`"
    )


@pytest.mark.usefixtures("_no_merge_left_over")
def test_such_a_conflict_is_solved_as_the_message_says(repository: Repository) -> None:
    merge(repository, [FIRST, THIRD], [SECOND, THIRD])

    before, ours, _, after = _sides((repository.folder / LOCK_FILE).read_text(encoding="utf-8"))
    repository.write(LOCK_FILE, before + ours + after)

    by = reviewers(repository.folder)
    assert (by[FIRST], by[SECOND], by[THIRD]) == ("Ana", "Bo", "Ana")


def test_such_a_conflict_may_be_decided_for_one_branch(repository: Repository) -> None:
    merge(repository, [FIRST, THIRD], [SECOND, THIRD])
    assert repository.git("merge", "--abort")

    assert repository.git("merge", "--quiet", "--no-edit", "-X", "ours", "bo")

    by = reviewers(repository.folder)
    assert (by[FIRST], by[SECOND], by[THIRD]) == ("Ana", "Bo", "Ana")


def _sides(text: str) -> tuple[str, str, str, str]:
    """What stands before the one conflict, its two sides, and what stands behind it."""
    before, _, rest = text.partition("<<<<<<<")
    ours, _, rest = rest.partition("\n")[2].partition("=======\n")
    theirs, _, rest = rest.partition(">>>>>>>")
    return before, ours, theirs, rest.partition("\n")[2]
