"""What holds for any text: nothing is raised, nothing is lost, and cost grows with length."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evtrack.model import Input, Source
from evtrack.readers.bibliography import Bibliography, read_bibliography

steady = settings(derandomize=True, deadline=None)

MARKS = ["@", "{", "}", "(", ")", '"', "=", ",", "#", "%", "\\", " ", "\n", "\r", "\t", "\u00a0"]
WORDS = ["misc", "string", "comment", "preamble", "xdata", "a", "B", "jan", "crossref", "author"]
anything = st.lists(st.sampled_from([*MARKS, *MARKS, *WORDS, "1", "ü", "@misc{k, "]), max_size=60)

plain = st.text(st.sampled_from("abcXYZ 019.;:-'()&%~ü\n"), max_size=20)
in_braces = st.recursive(
    plain | plain.map('"{}"'.format),
    lambda inner: st.lists(inner | inner.map("{{{}}}".format), max_size=3).map("".join),
    max_leaves=5,
)
in_quotes = in_braces.map(lambda text: text.replace('"', "'"))
value = st.one_of(
    in_braces.map("{{{}}}".format),
    in_quotes.map('"{}"'.format),
    st.integers(0, 9999).map(str),
    st.sampled_from(["jan", "DEC", "{x} # { y}"]),
)
fields = st.dictionaries(st.sampled_from(["title", "year", "note", "x-y", "author", "doi"]), value)


@st.composite
def entries(draw: st.DrawFn, keys: st.SearchStrategy[str]) -> str:
    type_ = draw(st.sampled_from(["misc", "Article", "BOOK"]))
    body = "".join(f",\n  {name} = {text}" for name, text in draw(fields).items())
    return f"@{type_}{{{draw(keys)}{body}\n}}\n"


@st.composite
def files(draw: st.DrawFn, prefix: str) -> list[str]:
    """Well-formed entries whose keys are the prefix and a number."""
    count = draw(st.integers(1, 4))
    return [draw(entries(st.just(f"{prefix}{number}"))) for number in range(count)]


def read(text: str) -> Bibliography:
    return read_bibliography([Input("r.bib", text)])


def said(source: Source) -> tuple[str, str, dict[str, str]]:
    return source.key, source.type, dict(source.fields)


@steady
@given(st.text() | anything.map("".join))
def test_no_text_raises(text: str) -> None:
    library = read(text)
    lines = 1 + text.count("\n") + text.count("\r")
    for key in library:
        for unread in (*library.unread, *library[key].unread):
            assert 1 <= unread.problem.location.line <= lines
            assert 1 <= unread.problem.location.column <= len(text) + 1


@steady
@given(anything.map("".join))
def test_places_point_at_what_was_read(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    library = read(text)
    for key in library:
        location = library.location(key)
        assert lines[location.line - 1][location.column - 1] == "@"


@steady
@given(files("k"))
def test_well_formed_entries_are_read_without_a_fault(texts: list[str]) -> None:
    library = read("".join(texts))
    assert list(library) == [f"k{number}" for number in range(len(texts))]
    assert library.unread == ()
    for source in library.values():
        assert {unread.rule for unread in source.unread} <= {"parser-disagreement"}


@steady
@given(files("k"), files("l"))
def test_two_files_in_one_read_as_the_union(first: list[str], second: list[str]) -> None:
    apart = [read("".join(first)), read("".join(second))]
    together = read("".join(first + second))
    assert [said(source) for source in together.values()] == [
        said(source) for library in apart for source in library.values()
    ]


@steady
@given(files("k"), st.data())
def test_a_truncated_entry_hides_no_other(texts: list[str], data: st.DataObject) -> None:
    broken = data.draw(st.integers(0, len(texts) - 1))
    key, whole = f"k{broken}", texts[broken].rstrip()
    cut = data.draw(st.integers(whole.index(key) + len(key), len(whole) - 1))
    library = read("".join([*texts[:broken], whole[:cut] + "\n", *texts[broken + 1 :]]))
    complete = read("".join(texts))
    assert list(library) == list(complete)
    for other in library.keys() - {key}:
        assert said(library[other]) == said(complete[other])
    assert [unread.problem.subject for unread in library.unread] == [key]


@steady
@given(files("k"), st.data())
def test_closing_braces_between_entries_hide_none(texts: list[str], data: st.DataObject) -> None:
    strays = st.text(st.sampled_from('}) "{,\n'), max_size=4).map(lambda text: f"{text}\n")
    library = read("".join(text + data.draw(strays) for text in texts))
    assert set(library) == {f"k{number}" for number in range(len(texts))}


@pytest.mark.parametrize(
    "text",
    [
        "{" * 300_000,
        "}" * 300_000,
        "@a{k, t={" + "{" * 300_000,
        "@a{" * 30_000,
        "@a(" * 30_000,
        "@a{\n" * 30_000,
        "@a(\n" * 30_000,
        "@a{k,\n" * 20_000 + "}" * 20_000,
        '@a{k, t = "\n' * 20_000 + "}" * 20_000,
        '{\n@a(k, "\n' * 20_000 + "}" * 20_000,
        "@ " * 200_000,
        "@a{k" + "," * 200_000 + "}",
        '@a{k, t = "x' + "\n" * 300_000 + "}",
        "@a{k,\n" + "t = {\n" * 20_000,
        "@a{k," + "f = 1," * 20_000 + "}",
        "@a{k, f = 1" + " # 1" * 50_000 + "}",
        "@a{k, f = " + "{" * 100_000 + "}" * 100_000 + "}",
        "@a{k, author = {" + "A and " * 20_000 + "B}}",
        "@a{k, f = {" + "\n@b{k}" * 20_000 + "}}",
        "@comment{\n" * 30_000,
        "@string{a = a # a}\n" * 10_000,
    ],
    ids=lambda text: repr(text[:16]),
)
def test_hostile_text_is_read_in_good_time(text: str) -> None:
    library = read(text)
    assert sum(len(library[key].fields) for key in library) <= len(text)
