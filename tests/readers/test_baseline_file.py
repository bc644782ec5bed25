"""The baseline file: its entries with their places, and what is no such file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.errors import CannotRun
from evtrack.model import BaselineEntry, Input
from evtrack.readers.baseline import baseline_text, read_baseline

ENTRY = '{"rule": "weak-claim", "path": "claims.csv", "subject": "C1", "count": 2}'
OTHER = '{"rule": "weak-claim", "path": "claims.csv", "subject": "C2", "count": 2}'


def read(text: str) -> tuple[BaselineEntry, ...]:
    return read_baseline(Input("evtrack-baseline.json", text))


def file_of(*lines: str) -> str:
    return '{"version": 1, "findings": [\n' + "\n".join(lines) + "\n]}"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ('{"version": 1, "findings": []}', []),
        (file_of(ENTRY), [(2, 1)]),
        (file_of(f"{ENTRY},", f"  {OTHER}"), [(2, 1), (3, 3)]),
        (file_of(f"{ENTRY}, {OTHER}"), [(2, 1), (2, len(ENTRY) + 3)]),
        (file_of("{", ENTRY[1:]), [(2, 1)]),
        (file_of(f"{ENTRY},\r", f"\t{OTHER}"), [(2, 1), (3, 2)]),
        ('{"findings": [' + ENTRY + '], "version": 1}', [(1, 15)]),
    ],
)
def test_entries_have_their_places(text: str, places: list[tuple[int, int]]) -> None:
    assert [(entry.line, entry.column) for entry in read(text)] == places


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "1: the baseline can't be read: Expecting property name"),
        (file_of(f"{ENTRY},", f"{ENTRY}"), "3: the baseline can't be read: it says the same as"),
        ("[]", "1: the baseline can't be read: it is no baseline of version 1"),
        ('{"version": 2, "findings": []}', "1: the baseline can't be read: it is no baseline"),
        ('{"version": 1}', "1: the baseline can't be read: it is no baseline of version 1"),
        ('{"version": 1, "findings": {}}', "1: the baseline can't be read: it is no baseline"),
        ('{"version": true, "findings": []}', "1: the baseline can't be read: it is no baseline"),
        ('{"version": 1.0, "findings": []}', "1: the baseline can't be read: it is no baseline"),
        (
            '{"version": 1, "findings": [1], "findings": []}',
            "1: the baseline can't be read: an object in it has the same key twice",
        ),
        (
            file_of(ENTRY.replace("{", '{"count": 9, ')),
            "1: the baseline can't be read: an object in it has the same key twice",
        ),
        (file_of("1"), "2: the baseline can't be read: an entry has `rule`, `path`, `subject`"),
        (file_of("", '{"rule": ""}'), "3: the baseline can't be read: an entry has `rule`"),
        (file_of(ENTRY.replace("2}", "0}")), "2: the baseline can't be read: `count` must be a"),
        (file_of(ENTRY.replace("2}", "true}")), "2: the baseline can't be read: `count` must be"),
        (file_of(ENTRY.replace("2}", "1.5}")), "2: the baseline can't be read: `count` must be"),
        (file_of(ENTRY.replace('"C1"', "1")), "2: the baseline can't be read: `rule`, `path` and"),
        (file_of(ENTRY.replace("C1", "\\ud800")), "2: the baseline can't be read: `rule`, `path`"),
        ("[" * 100_000, "1: the baseline can't be read: nested too deeply"),
        ("1" * 100_000, "1: the baseline can't be read: nested too deeply, or a number too long"),
    ],
    ids=lambda value: value[:40],
)
def test_what_is_no_baseline(text: str, says: str) -> None:
    with pytest.raises(CannotRun) as refused:
        read(text)

    assert str(refused.value).startswith(f"evtrack-baseline.json:{says}")
    assert "write it anew with `evtrack check --write-baseline`" in str(refused.value)


def test_a_conflict_that_a_merge_left() -> None:
    with pytest.raises(CannotRun) as refused:
        read(file_of("<<<<<<< HEAD", ENTRY, "=======", OTHER, ">>>>>>> theirs"))

    assert str(refused.value) == (
        "evtrack-baseline.json:2: the baseline can't be read: a merge left a conflict in it; keep "
        "one side, and take out the lines with `<<<<<<<`, `=======` and `>>>>>>>`"
    )


groups = st.tuples(st.text(), st.text(), st.text())


@given(st.dictionaries(groups, st.integers(1, 10**6)))
def test_any_entries_come_back_a_line_each(counts: dict[tuple[str, str, str], int]) -> None:
    text = baseline_text(BaselineEntry(*group, count) for group, count in counts.items())

    entries = read(text)

    assert {entry[:3]: entry.number for entry in entries} == counts
    assert [entry.line for entry in entries] == list(range(4, 4 + len(counts)))
    assert list(entries) == sorted(entries)


@given(st.text('{}[]":,1 \n\\', max_size=30).map(lambda text: text + '"findings"'))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read(text)
    except CannotRun:
        return


def test_a_long_baseline_is_read_quickly() -> None:
    entries = [BaselineEntry("weak-claim", "claims.csv", f"C{n}", 1) for n in range(50_000)]

    assert len(read(baseline_text(entries))) == 50_000
