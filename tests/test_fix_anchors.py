"""`evtrack fix --anchors`: which moved anchors get the article's words, and in what form."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from builders import project
from evtrack.cli import run
from evtrack.cli.exit_codes import FOUND, PASSED

HEADER = "claim_id,claim,anchor,citekey,stance\n"
OLD = "Tea that is drunk in the evening wakes frail people in the night"
NEW = "Tea that is drunk in the evening wakes the frail people in the night"
WITH_COMMAS = NEW.replace(" in the evening", ", in the evening,")
WITH_APOSTROPHE = OLD.replace("the evening", "this evening’s")


def fixed(folder: Path, claims: str, article: str, *options: str) -> tuple[int, str, str]:
    """Exit code, claims.csv afterwards, and what was printed."""
    project(folder, claims=claims, references="@misc{ng2020}\n@misc{oz2021}\n")
    (folder / "article.md").write_text(article, encoding="utf-8")
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8", newline=""), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(["fix", "--project", str(folder), "--today", "2026-03-31", *options])
    out.flush()
    printed = out.buffer.getvalue().decode() + err.getvalue()
    return code, (folder / "claims.csv").read_bytes().decode(), printed


def anchor_after(folder: Path, anchor: str, article: str, *options: str) -> str:
    """The raw cell after `fix --anchors`."""
    _, claims, _ = fixed(folder, f"{HEADER}C1,x,{anchor},,\n", article, "--anchors", *options)
    return claims.removeprefix(f"{HEADER}C1,x,").removesuffix(",,\n")


@pytest.mark.parametrize(
    ("anchor", "article", "expected"),
    [
        pytest.param(OLD, NEW, NEW, id="as it is"),
        pytest.param(f'"{OLD}"', NEW, f'"{NEW}"', id="in quotes"),
        pytest.param(f'"{OLD}"', WITH_COMMAS, f'"{WITH_COMMAS}"', id="with commas"),
        pytest.param(
            f'"{OLD}"',
            OLD.replace("frail", '"frail"'),
            '"{}"'.format(OLD.replace("frail", '""frail""')),
            id="with quotes",
        ),
        pytest.param(OLD, NEW.replace("wakes", "**wakes**"), NEW, id="without markup"),
        pytest.param(OLD, WITH_APOSTROPHE, WITH_APOSTROPHE, id="with the article's apostrophe"),
    ],
)
def test_it_gets_the_words(tmp_path: Path, anchor: str, article: str, expected: str) -> None:
    assert anchor_after(tmp_path, anchor, f"{article}.\n", "80") == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("wakes frail", "does not wake frail"),
        ("wakes frail", "doesn't wake frail"),
        ("in the night", "before the night"),
        ("frail people", "12 frail people"),
        ("frail people", "two frail people"),
        ("frail people", "robust people"),
        ("wakes", "calms"),
        ("wakes frail", "unwakes frail"),
    ],
)
def test_what_would_say_something_else_is_left_to_a_person(
    tmp_path: Path, old: str, new: str
) -> None:
    assert anchor_after(tmp_path, OLD, f"{OLD.replace(old, new)}.\n", "80") == OLD


def test_a_number_that_differs_is_left_to_a_person(tmp_path: Path) -> None:
    old = f"{OLD} by 20%"

    assert anchor_after(tmp_path, old, f"{OLD} by 30%.\n") == old


def test_the_likeness_is_the_users(tmp_path: Path) -> None:
    assert anchor_after(tmp_path, OLD, f"{NEW}.\n", "99") == OLD


def test_words_that_stand_there_twice_are_not_taken(tmp_path: Path) -> None:
    assert anchor_after(tmp_path, OLD, f"{NEW}. {NEW}.\n", "80") == OLD


def test_words_that_would_need_quotes_are_not_written(tmp_path: Path) -> None:
    article = "Tea that is drunk, in the evening, wakes frail people in the night.\n"

    code, claims, printed = fixed(tmp_path, f"{HEADER}C1,x,{OLD},,\n", article, "--anchors", "80")

    assert (code, claims) == (FOUND, f"{HEADER}C1,x,{OLD},,\n")
    assert "is not fixed: what it brings in could be taken for punctuation" in printed


def test_every_row_of_a_claim_gets_them(tmp_path: Path) -> None:
    rows = 'C1,x,"{0}",ng2020,supports\nC1,,{0},oz2021,supports\nC1,,,ng2020,mentions\n'

    _, claims, _ = fixed(tmp_path, HEADER + rows.format(OLD), f"{NEW}.\n", "--anchors")

    assert claims == HEADER + rows.format(NEW)


def test_nothing_else_of_the_file_changes(tmp_path: Path) -> None:
    rows = '\ufeffclaim_id;"claim";anchor\r\nC1;"x ""y""";{}\r\n"C2";z;\r\n'

    _, claims, _ = fixed(tmp_path, rows.format(OLD), f"{NEW}.\n", "--anchors")

    assert claims == rows.format(NEW)


def test_a_plain_fix_leaves_anchors_alone(tmp_path: Path) -> None:
    claims = f"{HEADER}C1,x,{OLD},,\n"

    code, after, printed = fixed(tmp_path, claims, f"{NEW}.\n")

    assert (code, after) == (PASSED, claims)
    assert printed.startswith("Nothing to fix; ")


def test_a_diff_tells_what_changes_word_by_word(tmp_path: Path) -> None:
    claims = f'{HEADER}C1,x,"{OLD}",,\n'

    code, after, printed = fixed(tmp_path, claims, f"{NEW}.\n", "--anchors", "--diff")

    assert (code, after) == (FOUND, claims)
    assert "claims.csv:2:6: anchor-moved: `the` added\n" in printed
    assert f'+C1,x,"{NEW}",,\n' in printed


def test_without_an_article_there_is_nothing_to_take(tmp_path: Path) -> None:
    claims = f"{HEADER}C1,x,{OLD},,\n"

    assert fixed(tmp_path, claims, "", "--anchors")[:2] == (PASSED, claims)
