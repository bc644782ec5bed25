"""The formats of `diff`: what they say, and that nothing a user wrote becomes more than text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from builders import ROOT
from comparing import entry, row, state
from evtrack.comparison import compare
from evtrack.comparison.changes import Change, Fate, What
from evtrack.comparison.found import ChangedFinding, FindingChanges
from evtrack.config import Acceptance, Thresholds
from evtrack.render.diff_formats import FORMATS, DiffView
from evtrack.render.diff_formats.markdown import rendered, rendered_within
from evtrack.render.diff_formats.view import State, StateKind
from evtrack.render.markdown import LONGEST_COMMENT
from evtrack.render.terminal import Terminal, inert
from evtrack.words import DiffFormat
from findings import ANY_TEXT, finding
from golden_files import matches_golden

MAIN, DISK = State(StateKind.REVISION, "main"), State(StateKind.DISK)
ARTICLE = "Tea keeps most people awake. Tea is grown in many countries.\n"


@cache
def typical() -> DiffView:
    """One of each kind of change."""
    before = state(
        row("C1", "ng", claim="Tea keeps most people awake at night."),
        row("C2", "po", claim="Tea lowers blood pressure a little."),
        row("C3", "ng", claim="Tea is safe."),
        row("C3", "qi", "contradicts", claim=""),
        row("C4", "po", claim="Tea is a leaf.", locator="p. 3"),
        row("C5", claim="Tea cures colds."),
        row("C7", "who", claim="Tea is old."),
        entries=entry("ng") + entry("po", samplesize=100) + entry("qi", "cohort"),
        article=ARTICLE,
    )
    after = state(
        row("C1", "ng", claim="Tea keeps most people awake at night."),
        row("C1", "qi", "contradicts", claim=""),
        row("C2", "po", claim="Tea lowers blood pressure a little."),
        row("C3", "ng", claim="Tea is safe."),
        row("C3", "qi", "contradicts", claim=""),
        row("C3", "po", claim=""),
        row("C5", claim="Tea is a leaf.", citekey="po", locator="p. 4", stated="hedged"),
        row("C6", "ng", claim="Tea has caffeine.", anchor="Tea keeps most people awake"),
        row("C7", "who", claim="Tea is very old.", rationale="It is old."),
        entries=entry("ng") + entry("po", samplesize=1200) + entry("qi", "cohort"),
        article=ARTICLE,
        max_age=365,
        thresholds=Thresholds(participants=300),
        accept=(Acceptance("unknown-citekey", "C7", "asked for", None, 1),),
    )
    return DiffView(compare(before, after), MAIN, DISK)


def nothing() -> DiffView:
    one = state(row())
    return DiffView(compare(one, one), MAIN, DISK)


def everything_new() -> DiffView:
    return DiffView(compare(state(), state(row())), MAIN._replace(is_empty=True), DISK)


@pytest.mark.parametrize(
    ("name", "terminal"),
    [
        ("diff-80.txt", Terminal(80)),
        ("diff-40.txt", Terminal(40)),
        ("diff-colour.txt", Terminal(80, colour=True)),
    ],
)
def test_the_text(name: str, terminal: Terminal) -> None:
    shown = FORMATS[DiffFormat.TEXT](typical()._replace(terminal=terminal))

    assert matches_golden(name, shown)


def test_the_comment() -> None:
    assert matches_golden("diff.md", rendered(typical()))


@pytest.mark.parametrize("form", [DiffFormat.TEXT, DiffFormat.MARKDOWN])
def test_no_change_is_said(form: DiffFormat) -> None:
    said = " ".join(FORMATS[form](nothing()).split())

    assert said.endswith(
        "No change in claims, links, sources, settings and findings between `main` and the files "
        "on disk."
    )


@pytest.mark.parametrize("form", [DiffFormat.TEXT, DiffFormat.MARKDOWN])
def test_a_state_without_claims_is_said(form: DiffFormat) -> None:
    assert "There were no claims in `main`." in FORMATS[form](everything_new())


@pytest.mark.parametrize("form", [DiffFormat.TEXT, DiffFormat.MARKDOWN])
def test_what_seems_removed_may_only_be_unreadable(form: DiffFormat) -> None:
    before = state(row("C1"), row("C2"))
    view = DiffView(compare(before, state(row("C1"), row("", claim="Tea C2."))), MAIN, DISK)

    shown = FORMATS[form](view)

    assert "Claims removed or not read" in shown
    assert "can't be read, as the new findings say; what seems" in " ".join(shown.split())


def test_what_got_worse_comes_first() -> None:
    shown = FORMATS[DiffFormat.TEXT](typical())

    titles = ["Got worse", "Got better", "Same support", "New claims", "Removed claims", "Changed"]
    titles += ["Links", "Sources", "Settings", "New findings", "Findings gone"]
    places = [shown.index(title) for title in titles]
    assert places == sorted(places)


def document(view: DiffView) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(FORMATS[DiffFormat.JSON](view))
    return loaded


def test_a_move_for_programs() -> None:
    [move] = [each for each in document(typical())["moved"] if each["id"] == "C1"]

    assert move == {
        "id": "C1",
        "id_before": "C1",
        "claim": "Tea keeps most people awake at night.",
        "move": "worse",
        "before": {
            "support": "moderate",
            "for": "moderate",
            "against": None,
            "calibration": "calibrated",
            "flags": ["single-source"],
        },
        "after": {
            "support": "mixed",
            "for": "moderate",
            "against": "weak",
            "calibration": "overstated",
            "flags": [],
        },
        "why": "because qi was added (contradicts); now overstated",
        "how": "alone",
        "causes": [
            {
                "what": "link",
                "change": "added",
                "claim": "C1",
                "citekey": "qi",
                "name": "stance",
                "before": None,
                "after": "contradicts",
            }
        ],
    }


def rows_of_table(heading: str) -> set[str]:
    page = (ROOT / "docs/reference/json.md").read_text(encoding="utf-8")
    _, _, below = page.partition(f"\n{heading}\n")
    return set(
        re.findall(r"^\| `([^`|]+)`", re.split(r"^#", below, flags=re.MULTILINE)[0], re.MULTILINE)
    )


def test_every_key_of_the_document_has_its_row_in_the_docs() -> None:
    found = document(typical())

    assert rows_of_table("## diff") == set(found)
    assert rows_of_table("### moved") == set(found["moved"][0])
    assert rows_of_table("### before and after") == set(found["moved"][0]["before"])
    assert rows_of_table("### changes") == set(found["links"][0])
    assert rows_of_table("### findings that changed") == set(found["findings"])


# Hostile text

GFM = MarkdownIt("gfm-like", {"linkify": False})
OUR_HTML = re.compile(r"<details>\n<summary>[\w ]+: [\d,]+</summary>\n|</details>\n")
OUR_TOKENS = {
    *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline"),
    *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
    *("table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close"),
    *("tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close"),
    *("html_block", "text", "code_inline", "strong_open", "strong_close"),
}
REFERENCE = re.compile(r"[@#!$~&%<>\[\]{}|\\/_*=+]|\w\.\w|\d{7}|GH-|:\w", re.IGNORECASE)


def hostile(text: str, name: str) -> DiffView:
    """Every place of a comparison that a user's text gets to, with this text in it."""
    view = typical()
    found = view.comparison
    changes = (
        Change(What.LINK, Fate.CHANGED, "locator", text, "p. 3", text, text),
        Change(What.LINK, Fate.CHANGED, "rationale", text, f"{text} x", text, text),
        Change(What.SOURCE, Fate.ADDED, citekey=text),
        Change(What.SETTING, Fate.CHANGED, "rules.x", text, "off"),
    )
    kept = tuple(
        claim._replace(
            changes=changes[:2],
            cause=claim.cause and claim.cause._replace(changes=changes),
            after=claim.after._replace(claim=claim.after.claim._replace(id=text, text=text)),
        )
        for claim in found.kept
    )
    new = (finding(text, path="claims.csv", subject=text),)
    return view._replace(
        base=State(StateKind.REVISION, name),
        head=State(StateKind.FOLDER, name),
        comparison=found._replace(
            kept=kept,
            added=tuple(claim.after for claim in kept),
            links=changes[:2],
            sources=changes[2:3],
            settings=changes[3:],
            findings=FindingChanges(new, new, (ChangedFinding(*new, *new),), new, new),
        ),
    )


def tokens_of(text: str) -> list[Token]:
    blocks = GFM.parse(text)
    return [*blocks, *(child for block in blocks for child in block.children or ())]


@given(ANY_TEXT, ANY_TEXT)
def test_nothing_that_a_user_wrote_becomes_markup(text: str, name: str) -> None:
    view = hostile(text, name)
    tokens = tokens_of(rendered(view))

    assert {token.type for token in tokens} <= OUR_TOKENS
    assert all(OUR_HTML.fullmatch(t.content) for t in tokens if t.type == "html_block")


@given(ANY_TEXT, ANY_TEXT)
def test_nothing_outside_code_is_a_mention_or_a_reference(text: str, name: str) -> None:
    view = hostile(text, name)
    texts = [token.content for token in tokens_of(rendered(view)) if token.type == "text"]

    assert [text for text in texts if REFERENCE.search(text)] == []


@given(ANY_TEXT, ANY_TEXT)
def test_each_row_of_the_table_has_its_three_cells(text: str, name: str) -> None:
    view = hostile(text, name)
    tokens = tokens_of(rendered(view))

    rows = sum(claim.cause is not None for claim in view.comparison.kept)
    assert sum(token.type == "td_open" for token in tokens) == 3 * rows


@given(ANY_TEXT, ANY_TEXT)
def test_a_terminal_gets_nothing_that_it_would_obey(text: str, name: str) -> None:
    view = hostile(text, name)
    shown = FORMATS[DiffFormat.TEXT](view)

    assert [line for line in shown.split("\n") if line != inert(line)] == []


@given(ANY_TEXT, ANY_TEXT)
def test_programs_get_every_text_as_it_is(text: str, name: str) -> None:
    view = hostile(text, name)
    found = document(view)

    assert [each["id"] for each in found["claims"]["added"]] == [
        verdict.claim.id for verdict in view.comparison.added
    ]
    assert found["base"]["name"] == view.base.name


def bytes_in(text: str) -> int:
    return len(text.encode())


@pytest.mark.parametrize("size", [len, bytes_in])
@given(number=st.integers(0, 40), most=st.integers(1_000, 6_000))
def test_a_comment_is_never_too_long_and_every_fold_is_closed(
    size: Callable[[str], int], number: int, most: int
) -> None:
    view = typical()
    many = tuple(finding(f"喝茶 {n}", line=n + 1) for n in range(number))
    found = view.comparison.findings._replace(new=many, gone=many)

    text = rendered_within(
        view._replace(comparison=view.comparison._replace(findings=found)), most, size
    )

    assert size(text) <= most
    assert text.count("<details>") == text.count("</details>")


def test_what_is_left_out_of_a_comment_is_counted() -> None:
    view = typical()
    many = tuple(finding("too much to be told " * 5, line=n) for n in range(1, 1001))
    found = view.comparison.findings._replace(new=(), gone=many, accepted=())

    text = rendered(view._replace(comparison=view.comparison._replace(findings=found)))

    left = re.search(r"\n([\d,]+) lines did not fit in here; `evtrack diff` shows all\.\n", text)
    assert left
    assert text.count("too much to be told") // 5 + int(left[1]) == 1000
    assert LONGEST_COMMENT - 600 < len(text) <= LONGEST_COMMENT
