"""The lock: who reviewed which link, what is written of it, and what is no such file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.errors import CannotRun
from evtrack.model import Input, LinkName, Location, Review
from evtrack.readers.lock import lock_text, read_lock

HERE = Location("evtrack.lock")
REVIEWED = (
    '{"claim_id": "C1", "citekey": "a", "review": {"by": "Ana", "on": "2026-03-01", "was": {}}}'
)
OTHER = '{"claim_id": "C2", "citekey": "a", "review": null}'


def read(text: str) -> Mapping[LinkName, Review]:
    return read_lock(Input("evtrack.lock", text))


def file_of(*lines: str) -> str:
    return '{"version": 1, "links": [\n' + "\n".join(lines) + "\n]}"


def test_what_is_written() -> None:
    first, second = LinkName("C1", "ng2020"), LinkName("C1", "oz2021")
    reviews = {
        second: Review(second, HERE),
        first: Review(first, HERE, "Zoë", date(2026, 3, 1), {"stance": "mixed"}),
    }

    assert lock_text(reviews) == (
        """{
  "version": 1,
  "links": [

    {"claim_id": "C1", "citekey": "ng2020", "review":
     {"by": "Zoë", "on": "2026-03-01", "was": {"stance": "mixed"}}},

    {"claim_id": "C1", "citekey": "oz2021", "review":
     null},

    null
  ]
}
"""
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('{"version": 1, "links": []}', []),
        ('{"version": 1, "links": [null]}', []),
        (file_of(REVIEWED), [2]),
        (file_of(f"{REVIEWED},", "", "null"), [2]),
        (file_of(f"{OTHER},", "", f"{REVIEWED}"), [2, 4]),
        (file_of("\r", f"{OTHER},\r", "\r", "null\r"), [3]),
        ('{"links": [' + REVIEWED + '], "version": 1}', [1]),
    ],
)
def test_links_have_their_lines(text: str, lines: list[int]) -> None:
    assert [review.location.line for review in read(text).values()] == lines


def test_what_is_read() -> None:
    text = file_of(REVIEWED.replace("{}", '{"stance": "mixed"}') + ",", OTHER)

    reviewed, other = read(text).values()

    assert (reviewed.link, reviewed.by, reviewed.on) == (("C1", "a"), "Ana", date(2026, 3, 1))
    assert reviewed.was == {"stance": "mixed"}
    assert (other.link, other.by, other.on) == (("C2", "a"), "", None)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "1: the record of reviews can't be read: Expecting property name"),
        ("[]", "1: the record of reviews can't be read: it is no record of reviews of version 1"),
        ('{"version": 2, "links": []}', "1: the record of reviews can't be read: it is no record"),
        ('{"version": 1, "findings": []}', "1: the record of reviews can't be read: it is no"),
        (file_of(f"{REVIEWED},", REVIEWED), "3: the record of reviews can't be read: the link of "),
        (file_of("1"), "2: the record of reviews can't be read: a link has `claim_id`, `citekey`"),
        (file_of("", "{}"), "3: the record of reviews can't be read: a link has `claim_id`"),
        (
            file_of(OTHER.replace('"C2"', '""')),
            "2: the record of reviews can't be read: `claim_id`",
        ),
        (file_of(OTHER.replace('"a"', "[]")), "2: the record of reviews can't be read: `claim_id`"),
        (file_of(OTHER.replace("C2", "\\ud800")), "2: the record of reviews can't be read: `clai"),
        (
            file_of(OTHER.replace("null", "1")),
            "2: the record of reviews can't be read: a review has",
        ),
        (file_of(OTHER.replace("null", "{}")), "2: the record of reviews can't be read: a review"),
        (file_of(REVIEWED.replace("Ana", "")), "2: the record of reviews can't be read: `by` must"),
        (file_of(REVIEWED.replace('"Ana"', "[]")), "2: the record of reviews can't be read: `by`"),
        (file_of(REVIEWED.replace("-03-", "-13-")), "2: the record of reviews can't be read: `on`"),
        (file_of(REVIEWED.replace('"2026-03-01"', "{}")), "2: the record of reviews can't be read"),
        (
            file_of(REVIEWED.replace("{}", "[]")),
            "2: the record of reviews can't be read: what `was",
        ),
        (
            file_of(REVIEWED.replace("{}", '{"stance": 1}')),
            "2: the record of reviews can't be read: what `was` must be texts",
        ),
        (
            file_of(REVIEWED.replace("{}", '{"stance": "mixed", "stance": "mixed"}')),
            "1: the record of reviews can't be read: an object in it has the same key twice",
        ),
        ("[" * 100_000, "1: the record of reviews can't be read: nested too deeply"),
    ],
    ids=lambda value: value[:60],
)
def test_what_is_no_lock(text: str, says: str) -> None:
    with pytest.raises(CannotRun) as refused:
        read(text)

    assert str(refused.value).startswith(f"evtrack.lock:{says}")
    assert str(refused.value).endswith(
        "; restore the file from git, or remove it and record the reviews anew with "
        "`evtrack review`"
    )


def test_a_conflict_that_a_merge_left() -> None:
    with pytest.raises(CannotRun) as refused:
        read(file_of("<<<<<<< HEAD", REVIEWED, "=======", OTHER, ">>>>>>> theirs"))

    assert str(refused.value) == (
        "evtrack.lock:2: the record of reviews can't be read: a merge left a conflict in it; keep "
        "one side, and take out the lines with `<<<<<<<`, `=======` and `>>>>>>>`"
    )


texts = st.text(min_size=1)
names = st.builds(LinkName, texts, texts)
told = st.tuples(texts, st.dates(), st.dictionaries(st.text(), st.text(), max_size=3))


@given(st.dictionaries(names, st.none() | told))
def test_any_reviews_come_back_in_order(
    known: dict[LinkName, tuple[str, date, dict[str, str]] | None],
) -> None:
    reviews = {name: Review(name, HERE, *(told or ())) for name, told in known.items()}

    back = read(lock_text(reviews))

    assert {name: review._replace(location=HERE) for name, review in back.items()} == reviews
    assert list(back) == sorted(back)


@given(st.dictionaries(names, st.none() | told))
def test_a_link_and_its_review_have_a_line_each(
    known: dict[LinkName, tuple[str, date, dict[str, str]] | None],
) -> None:
    reviews = {name: Review(name, HERE, *(told or ())) for name, told in known.items()}

    lines = lock_text(reviews).split("\n")

    assert len(lines) == 4 + 3 * len(reviews) + 4
    assert [review.location.line for review in read(lock_text(reviews)).values()] == [
        5 + 3 * n for n in range(len(reviews))
    ]


@given(st.text('{}[]":,1nul \n\\', max_size=30).map(lambda text: text + '"links"'))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read(text)
    except CannotRun:
        return


def test_a_long_lock_is_read_quickly() -> None:
    on = date(2026, 3, 1)
    links = [LinkName(f"C{n}", "a") for n in range(50_000)]

    assert len(read(lock_text({link: Review(link, HERE, "Ana", on) for link in links}))) == 50_000
