"""`markdown`: a comment that renders as meant, whatever the files hold, and is never too long."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from evtrack.render.check_formats import CheckView
from evtrack.render.check_formats.markdown import markdown, markdown_within
from evtrack.render.markdown import LONGEST_COMMENT
from evtrack.render.terminal import inert
from findings import ANY_TEXT, ANY_VIEW, COMPARED, NOTHING_NEW, TYPICAL, finding, shown
from golden_files import matches_golden

GFM = MarkdownIt("gfm-like", {"linkify": False})
OUR_HTML = re.compile(r"<details>\n<summary>[\w ]+: [\d,]+</summary>\n|</details>\n")
OUR_TOKENS = {
    *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline"),
    *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
    *("html_block", "text", "code_inline", "strong_open", "strong_close", "hardbreak"),
}
# What GitHub or GitLab makes more of than text: people, issues, merge requests, labels, addresses.
REFERENCE = re.compile(r"[@#!$~&%<>\[\]{}|\\/_*=+]|\w\.\w|\d{7}|GH-|:\w", re.IGNORECASE)


def tokens_of(text: str) -> list[Token]:
    blocks = GFM.parse(text)
    return [*blocks, *(child for block in blocks for child in block.children or ())]


def comment_with(message: str) -> list[Token]:
    return tokens_of(markdown(shown(finding(message))))


@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("check-markdown.md", TYPICAL),
        ("check-markdown-since.md", COMPARED),
        ("check-markdown-passed.md", shown()),
    ],
)
def test_a_typical_comment(name: str, view: CheckView) -> None:
    assert matches_golden(name, markdown(view))


@given(ANY_VIEW)
def test_nothing_that_a_user_wrote_becomes_markup(view: CheckView) -> None:
    tokens = tokens_of(markdown(view))

    assert {token.type for token in tokens} <= OUR_TOKENS
    assert all(OUR_HTML.fullmatch(t.content) for t in tokens if t.type == "html_block")


@given(ANY_VIEW)
def test_nothing_outside_code_is_a_mention_or_a_reference(view: CheckView) -> None:
    texts = [token.content for token in tokens_of(markdown(view)) if token.type == "text"]

    assert [text for text in texts if REFERENCE.search(text)] == []


@given(ANY_TEXT)
def test_no_word_of_a_message_is_lost(message: str) -> None:
    told = "".join(
        token.content for token in comment_with(message) if token.type in ("text", "code_inline")
    )

    wanted = re.sub(r"[`\s]", "", inert(message))
    assert wanted in re.sub(r"[`\s]", "", told)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("no entry has the key `ng2020`", "no entry has the key `ng2020`"),
        ("C1 is weak: it rests on 1 source.", "`C1` is weak: it rests on 1 source."),
        ("ask @editor about #12", "ask `@editor` about `#12`"),
        ("peer-reviewed (mostly), isn't it?", "peer-reviewed (mostly), isn't it?"),
        ("`a``b`", "``` a``b ```"),
        ("no key `` a`b `` here", "no key `` a`b `` here"),
        ("`a` `", "`a` `` ` ``"),
        ("see www.evil.example", "see `www.evil.example`"),
        ("(see x_1, or C2);", "(see `x_1`, or `C2`);"),
        ("喝茶使人清醒。", "`喝茶使人清醒。`"),
    ],
)
def test_words_and_code(message: str, expected: str) -> None:
    assert f"`unknown-word`: {expected}\n" in markdown(shown(finding(message)))


def test_new_findings_come_first_then_mended_ones_then_the_rest_folded() -> None:
    text = markdown(COMPARED)

    titles = ["#### New: 1", "#### Mended: 1", "<summary>There before: 2</summary>"]
    places = [text.index(title) for title in titles]
    assert places == sorted(places)


def test_nothing_new() -> None:
    text = markdown(shown(finding(), changes=NOTHING_NEW))

    assert "Since `main`: 0 new, 0 mended." in text
    assert "#### New" not in text


def test_what_fails_the_check_is_never_folded_away() -> None:
    old, note = finding("old"), finding("minor", severity="note")

    text = markdown(shown(old, note, changes=NOTHING_NEW))

    titles = ["#### To mend: 1", "old", "<summary>There before: 1</summary>", "minor"]
    places = [text.index(title) for title in titles]
    assert places == sorted(places)


def test_what_is_mended_needs_no_help() -> None:
    mended = finding(advice="Do this")

    text = markdown(shown(changes=NOTHING_NEW._replace(mended=(mended,))))

    assert "#### Mended: 1" in text
    assert "Do this" not in text


def bytes_in(text: str) -> int:
    return len(text.encode())


@pytest.mark.parametrize("size", [len, bytes_in])
@given(number=st.integers(0, 60), most=st.integers(500, 6_000))
def test_it_is_never_too_long_and_every_fold_is_closed(
    size: Callable[[str], int], number: int, most: int
) -> None:
    many = [finding(f"喝茶 {n}", line=n + 1) for n in range(number)]
    notes = [finding(f"喝茶 {n}", severity="note", line=n + 1) for n in range(number)]

    text = markdown_within(shown(*many, *notes), most, size)

    assert size(text) <= most
    assert text.count("<details>") == text.count("</details>")


def test_what_is_left_out_is_counted() -> None:
    many = [finding("too much to be told " * 5, line=n) for n in range(1, 1001)]

    text = markdown(shown(*many))

    left = re.search(r"\n([\d,]+) findings did not fit in here; `evtrack check` lists", text)
    assert left
    assert text.count("- **error**") + int(left[1]) == 1000
    assert LONGEST_COMMENT - 600 < len(text) <= LONGEST_COMMENT
