"""`evtrack review`: what it tells, what it writes, and what it leaves alone."""

from __future__ import annotations

import csv
import fcntl
import io
import json
import os
import pty
import re
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import project
from evtrack.cli import run
from evtrack.cli.exit_codes import CANNOT_RUN, FOUND, INTERRUPTED, PASSED
from evtrack.cli.reviewing.console import LEAVE, console
from evtrack.config import LOCK_FILE
from evtrack.model import Input, LinkName
from evtrack.readers.lock import read_lock
from evtrack.render.terminal import Terminal, cells
from evtrack.words import Stance
from faulty_projects import faulty_projects
from golden_files import matches_golden
from in_process import TODAY, Done

CLAIMS = """\
claim_id,claim,citekey,stance,rationale,note
C1,Tea wakes people up.,ng2020,supports,were awake for longer,
C1,,oz2021,supports,,
C2,"Tea, if green, calms people down.",oz2021,contradicts,,
"""
REFERENCES = """\
@article{ng2020, author = {Ng, Ada}, title = {Tea and wakefulness}, journal = {Tea}, year = 2020,
  doi = {10.1000/tea.2020}, design = {rct}, samplesize = {500}, riskofbias = {low}}
@article{oz2021, author = {Oz, Bo}, title = {Tea again}, journal = {Tea}, year = 2021,
  design = {cohort}, samplesize = {900}, riskofbias = {low}}
@article{xu2022, title = {Coffee}}
"""
ALL = {("C1", "ng2020"), ("C1", "oz2021"), ("C2", "oz2021")}


@pytest.fixture
def tea(tmp_path: Path) -> Path:
    return project(tmp_path, claims=CLAIMS, references=REFERENCES)


def review(folder: Path, *arguments: str, today: str = TODAY) -> Done:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(["review", "--project", str(folder), "--today", today, *arguments])
    return Done(code, out.getvalue(), err.getvalue())


def reviewers(folder: Path) -> dict[LinkName, str]:
    """Who reviewed each link that was reviewed."""
    text = (folder / LOCK_FILE).read_text(encoding="utf-8")
    reviews = read_lock(Input(LOCK_FILE, text))
    return {name: review.by for name, review in reviews.items() if review.by}


def claims_of(folder: Path) -> str:
    return (folder / "claims.csv").read_text(encoding="utf-8")


def rewrite(folder: Path, old: str, new: str, name: str = "claims.csv") -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def words(value: object) -> str:
    """What a test is named after: the arguments, not what is expected of them."""
    return " ".join(value) if isinstance(value, list) else "-"


# Where the reviews stand


def test_before_the_first_review(tea: Path) -> None:
    done = review(tea)

    assert (done.code, done.err) == (PASSED, "")
    assert done.out.splitlines()[0] == ("3 links: 0 reviewed, 0 suspect, 0 stale, 3 never reviewed")
    assert "evtrack review --interactive --by NAME" in done.out
    assert not (tea / LOCK_FILE).exists()


def test_what_is_suspect_is_told_with_what_changed(tea: Path) -> None:
    review(tea, "C1", "--by", "Ana")
    rewrite(tea, "ng2020,supports", "ng2020,mixed")
    before = (tea / LOCK_FILE).read_bytes()

    done = review(tea)

    assert done.code == PASSED
    assert done.out.startswith(
        "3 links: 1 reviewed, 1 suspect, 0 stale, 1 never reviewed\n\n"
        "C1 ng2020\n"
        "Reviewed by Ana on 2026-03-31; since then\n"
        "  the stance changed from `supports` to `mixed`\n\n"
    )
    assert (tea / LOCK_FILE).read_bytes() == before


def test_a_review_gets_stale(tea: Path) -> None:
    review(tea, "--all", "--by", "Ana", today="2023-03-31")

    assert review(tea, today="2026-03-30").out == (
        "3 links: 3 reviewed, 0 suspect, 0 stale, 0 never reviewed\n"
    )
    assert review(tea, today="2026-03-31").out.startswith("3 links: 0 reviewed, 0 suspect, 3 stale")


def test_a_source_that_was_checked_later_is_not_stale(tea: Path) -> None:
    review(tea, "--all", "--by", "Ana", today="2020-01-01")
    project(tea, claims=CLAIMS.replace("note\n", "checked\n").replace(",\n", ",2026-01-01\n"))
    (tea / "references.bib").write_text(REFERENCES)

    assert review(tea).out == "3 links: 3 reviewed, 0 suspect, 0 stale, 0 never reviewed\n"


def test_many_suspects_are_not_all_told(tmp_path: Path) -> None:
    rows = "".join(f"C{n},Tea {n}.,ng2020,supports\n" for n in range(60))
    project(tmp_path, claims=f"claim_id,claim,citekey,stance\n{rows}", references=REFERENCES)
    review(tmp_path, "--all", "--by", "Ana")
    rewrite(tmp_path, "supports", "mixed")

    out = review(tmp_path).out

    assert out.count("the stance changed") == 50
    assert "… and 10 more suspect links\n" in out


def test_there_may_be_no_links(tmp_path: Path) -> None:
    assert review(project(tmp_path)).out == "There are no links to review.\n"
    assert review(tmp_path, "--all", "--by", "Ana").out == "Nothing was recorded.\n"


def test_links_that_can_not_be_reviewed_are_counted(tea: Path) -> None:
    rewrite(tea, "oz2021,contradicts", "nobody,contradicts")

    assert "1 can't be reviewed, having no stance, or no source" in review(tea).out


def test_links_that_were_reviewed_and_are_gone_are_named(tea: Path) -> None:
    review(tea, "C1", "--by", "Ana")
    rewrite(tea, "C1,,oz2021,supports,,\n", "")

    assert "\n1 link that was reviewed is here no more: C1 oz2021\n" in review(tea).out


def test_a_renamed_claim_keeps_its_reviews(tea: Path) -> None:
    review(tea, "--all", "--by", "Ana", today="2020-01-01")
    rewrite(tea, "C1,", "C5,")

    assert review(tea).out.startswith("3 links: 0 reviewed, 0 suspect, 3 stale, 0 never reviewed")


# What is recorded


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["C1"], {("C1", "ng2020"), ("C1", "oz2021")}),
        (["oz2021"], {("C1", "oz2021"), ("C2", "oz2021")}),
        (["C1", "oz2021"], {("C1", "oz2021")}),
        (["C1", "C2"], ALL),
        (["C1", "C2", "ng2020", "oz2021"], ALL),
        (["--all"], ALL),
    ],
    ids=words,
)
def test_names_choose_links(tea: Path, names: list[str], expected: set[tuple[str, str]]) -> None:
    done = review(tea, *names, "--by", "Ana")

    assert (done.code, done.err) == (PASSED, "")
    assert reviewers(tea) == dict.fromkeys({LinkName(*name) for name in expected}, "Ana")


def test_what_was_recorded_is_told(tea: Path) -> None:
    review(tea, "C1", "ng2020", "--by", "Ana")
    rewrite(tea, "were awake", "stayed awake")

    assert review(tea, "C1", "--by", "Bo").out == (
        "Recorded 2 reviews by Bo on 2026-03-31 in evtrack.lock:\n"
        "  C1 ng2020 (was suspect)\n"
        "  C1 oz2021\n"
    )
    assert review(tea, "--all", "--by", "Bo").out == (
        "Recorded 1 review by Bo on 2026-03-31 in evtrack.lock: "
        "1 never reviewed before; Bo vouches for each of them.\n"
    )


def test_many_links_are_not_all_listed(tmp_path: Path) -> None:
    rows = "".join(f"C{n},Tea {n}.,ng2020,supports\n" for n in range(210))
    project(tmp_path, claims=f"claim_id,claim,citekey,stance\n{rows}", references=REFERENCES)

    lines = review(tmp_path, "ng2020", "--by", "Ana").out.splitlines()

    assert len(lines) == 202
    assert lines[-1] == "… and 10 more"


def test_all_leaves_what_is_up_to_date_as_it_is(tea: Path) -> None:
    review(tea, "C1", "--by", "Ana")

    review(tea, "--all", "--by", "Bo")

    assert sorted(reviewers(tea).values()) == ["Ana", "Ana", "Bo"]
    assert review(tea, "--all", "--by", "Cy").out == "Nothing was recorded.\n"


def test_the_reviewer_may_come_from_the_environment(
    tea: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVTRACK_REVIEWER", "Ana")

    review(tea, "C2")
    review(tea, "C1", "oz2021", "--by", "Bo")

    assert reviewers(tea) == {LinkName("C2", "oz2021"): "Ana", LinkName("C1", "oz2021"): "Bo"}


def test_a_name_that_is_no_text_is_recorded_as_far_as_it_is(tea: Path) -> None:
    review(tea, "C2", "--by", " Ana\n\udcff ")

    assert set(reviewers(tea).values()) == {"Ana ?"}


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("oz2021,supports", "oz2021,", "it has no stance"),
        ("oz2021,supports", "oz2021,sports", "it has no stance"),
        (
            "C1,,oz2021",
            "C1,,nobody",
            "no entry in the references has the key `nobody`",
        ),
    ],
)
def test_what_can_not_be_reviewed_is_told_and_the_others_are_recorded(
    tea: Path, old: str, new: str, why: str
) -> None:
    rewrite(tea, old, new)

    done = review(tea, "C1", "--by", "Ana")

    assert done.code == FOUND
    assert re.fullmatch(
        rf"evtrack: claims\.csv:3:1: C1 \w+ can't be reviewed: {re.escape(why)}\n", done.err
    )
    assert reviewers(tea) == {LinkName("C1", "ng2020"): "Ana"}


def test_of_claims_that_were_not_read_whole_the_rest_is_recorded(tea: Path) -> None:
    rewrite(tea, "C1,,oz2021", ",,oz2021")

    done = review(tea, "--all", "--by", "Ana")

    assert (done.code, len(reviewers(tea))) == (PASSED, 2)


# What programs are told


def test_json_has_the_counts_and_what_is_suspect(tea: Path) -> None:
    review(tea, "C1", "--by", "Ana")
    rewrite(tea, "ng2020,supports", "ng2020,mixed")
    rewrite(tea, "C1,,oz2021,supports,,\n", "")

    done = review(tea, "--format", "json")

    assert (done.code, done.err) == (PASSED, "")
    assert json.loads(done.out) == {
        "version": 1,
        "links": 2,
        "counts": {"suspect": 1, "stale": 0, "never_reviewed": 1, "reviewed": 0},
        "not_reviewable": 0,
        "suspect": [
            {
                "claim": "C1",
                "citekey": "ng2020",
                "by": "Ana",
                "on": "2026-03-31",
                "changes": [
                    {
                        "of": "link",
                        "part": "stance",
                        "before": "supports",
                        "after": "mixed",
                        "copy": None,
                    }
                ],
                "path": "claims.csv",
                "line": 2,
            }
        ],
        "gone": [{"claim": "C1", "citekey": "oz2021"}],
    }


# What is refused


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["C1"], "say who reviews, with --by NAME or EVTRACK_REVIEWER."),
        (["--all"], "say who reviews, with --by NAME or EVTRACK_REVIEWER."),
        (["--interactive"], "say who reviews, with --by NAME or EVTRACK_REVIEWER."),
        (["C1", "--by", " "], "'--by': can't be blank."),
        (["C1", "--all", "--by", "Ana"], "--all is for every link"),
        (["--interactive", "--all", "--by", "Ana"], "--all is for every link"),
        (["c1", "--by", "Ana"], "`c1` is no claim and no source of this project. Did you mean"),
        (["ng202", "--by", "Ana"], "Did you mean `ng2020`?"),
        (["xu2022", "--by", "Ana"], "no claim is linked to xu2022"),
        (["C2", "ng2020", "--by", "Ana"], "C2 is not linked to ng2020"),
        (["C1", "xu2022", "--by", "Ana"], "C1 is not linked to xu2022"),
        (["C1", "C2", "oz2021", "xu2022", "--by", "Ana"], "C1 and C2 are not linked to xu2022"),
        (["--all", "--by", "Ana", "--format", "json"], "--format shows where the reviews stand"),
        (["--interactive", "--by", "Ana"], "--interactive needs a terminal"),
    ],
    ids=words,
)
def test_bad_usage(tea: Path, arguments: list[str], says: str) -> None:
    done = review(tea, *arguments)

    assert (done.code, done.out) == (CANNOT_RUN, "")
    assert says in done.err
    assert not (tea / LOCK_FILE).exists()


def test_no_review_is_of_a_day_that_is_yet_to_come(
    tea: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1774915200")  # 2026-03-31

    done = review(tea, "C1", "--by", "Ana", today="2026-04-02")

    assert (done.code, "--today 2026-04-02 is yet to come" in done.err) == (CANNOT_RUN, True)
    assert review(tea, "C1", "--by", "Ana", today="2026-04-01").code == PASSED
    assert review(tea, today="2030-01-01").code == PASSED


def test_a_record_that_can_not_be_written_is_told(
    tea: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    review(tea, "C1", "--by", "Ana")
    before = (tea / LOCK_FILE).read_bytes()
    monkeypatch.setattr("evtrack.cli.files.os.access", lambda *_: False)

    done = review(tea, "C2", "--by", "Ana")

    assert (done.code, done.out) == (CANNOT_RUN, "")
    assert "evtrack.lock: can't be written: Permission denied" in done.err
    assert (tea / LOCK_FILE).read_bytes() == before


@pytest.mark.parametrize("name", [LOCK_FILE, "retracted.csv"])
def test_no_report_is_written_over_what_the_project_keeps(tea: Path, name: str) -> None:
    (tea / "evtrack.toml").write_text('retractions = "retracted.csv"\n')
    (tea / "retracted.csv").write_text("10.1000/x\n")
    review(tea, "C1", "--by", "Ana")
    before = (tea / name).read_bytes()

    code = run(["check", "--project", str(tea), "--output", str(tea / name)])

    assert code == CANNOT_RUN
    assert (tea / name).read_bytes() == before


# One link a screen


Key = str | Callable[[], None]


class Screen:
    """Somebody who looks at each screen and presses the next of these keys.

    Instead of a key, something may be done first: a function.
    """

    def __init__(self, *keys: Key, terminal: Terminal = Terminal()) -> None:  # noqa: B008
        self.terminal = terminal
        self.shown: list[str] = []
        self._keys = iter(keys)

    def show(self, text: str) -> None:
        self.shown.append(text)

    def key(self) -> str:
        key = next(self._keys, LEAVE)
        if callable(key):
            key()
            return self.key()
        return key


class Sat(NamedTuple):
    """What came of a walk, and the screens that were seen."""

    done: Done
    shown: list[str]


Walk = Callable[..., Sat]


@pytest.fixture
def walk(tea: Path, monkeypatch: pytest.MonkeyPatch) -> Walk:
    def walking(
        *keys: Key,
        names: tuple[str, ...] = (),
        terminal: Terminal = Terminal(),  # noqa: B008
    ) -> Sat:
        screen = Screen(*keys, terminal=terminal)
        monkeypatch.setattr("evtrack.cli.reviewing.console.console", lambda: screen)
        return Sat(review(tea, "--interactive", "--by", "Ana", *names), screen.shown)

    return walking


def heads(shown: list[str]) -> list[str]:
    """The line of each screen that says which link it is."""
    return re.findall(r"^\d+ of \d+: .*$", "\n".join(shown), re.MULTILINE)


def test_each_link_is_shown_once_the_most_pressing_first(tea: Path, walk: Walk) -> None:
    review(tea, "oz2021", "--by", "Bo")
    rewrite(tea, "oz2021,contradicts", "oz2021,mixed")

    done, shown = walk("k", " ")

    assert heads(shown) == ["1 of 2: C2 oz2021, suspect", "2 of 2: C1 ng2020, never reviewed"]
    assert done == Done(PASSED, "Nothing was recorded.\n2 of 2 links left.\n", "")


def test_names_limit_what_is_shown(walk: Walk) -> None:
    assert heads(walk(names=("C2",)).shown) == ["1 of 1: C2 oz2021, never reviewed"]


def test_nothing_may_be_left_to_go_through(tea: Path, walk: Walk) -> None:
    review(tea, "--all", "--by", "Ana")

    done, shown = walk()

    assert shown == []
    assert done.out == "There is nothing to go through: every link is up to date.\n"


def test_confirmed_links_are_recorded_and_the_claims_stay(tea: Path, walk: Walk) -> None:
    done, shown = walk("c", "k", "C")

    assert reviewers(tea) == {LinkName("C1", "ng2020"): "Ana", LinkName("C2", "oz2021"): "Ana"}
    assert claims_of(tea) == CLAIMS
    assert shown[1].startswith("C1 ng2020: reviewed by Ana on 2026-03-31\n\n2 of 3: ")
    assert done.out == (
        "C2 oz2021: reviewed by Ana on 2026-03-31\n"
        "Recorded 2 reviews by Ana on 2026-03-31 in evtrack.lock.\n1 of 3 links left.\n"
    )


@pytest.mark.parametrize(
    ("keys", "stance"),
    [("2o", "contradicts"), ("3x", "mixed"), ("4m", "mentions")],
)
def test_a_stance_is_changed_in_its_cell_and_recorded(
    tea: Path, walk: Walk, keys: str, stance: str
) -> None:
    for key in keys:
        project(tea, claims=CLAIMS, references=REFERENCES)
        (tea / LOCK_FILE).unlink(missing_ok=True)

        done, _ = walk(key, "q")

        assert claims_of(tea) == CLAIMS.replace("ng2020,supports", f"ng2020,{stance}")
        assert reviewers(tea) == {LinkName("C1", "ng2020"): "Ana"}
        assert review(tea).out.startswith("3 links: 1 reviewed, 0 suspect")
        assert "evtrack.lock; 1 stance changed.\n2 of 3 links left.\n" in done.out


def test_the_new_verdict_is_told(walk: Walk) -> None:
    _, shown = walk("x", "b", "s", "m")

    told = [text.partition("\n\n")[0] for text in shown]
    assert told[1] == "C1 ng2020: supports → mixed; C1: moderate → mixed"
    assert told[3] == "C1 ng2020: mixed → supports; C1: mixed → moderate"
    assert told[4] == "C1 oz2021: supports → mentions; C1: still moderate"


def test_the_stance_that_is_there_confirms_the_link(tea: Path, walk: Walk) -> None:
    walk("1")

    assert claims_of(tea) == CLAIMS
    assert reviewers(tea) == {LinkName("C1", "ng2020"): "Ana"}


def test_a_blank_stance_can_be_given_but_not_confirmed(tea: Path, walk: Walk) -> None:
    rewrite(tea, "ng2020,supports", "ng2020,")

    _, shown = walk("c", "s")

    assert shown[1].startswith("it can't be confirmed: it has no stance\n\n1 of 3: ")
    assert shown[2].startswith("C1 ng2020: no stance → supports; C1: weak → moderate\n\n2 of 3: ")
    assert claims_of(tea) == CLAIMS


def test_back_goes_to_the_link_before(walk: Walk) -> None:
    _, shown = walk("b", "c", "b", "k", "q")

    assert [head.partition(",")[0] for head in heads(shown)] == [
        *("1 of 3: C1 ng2020", "1 of 3: C1 ng2020", "2 of 3: C1 oz2021"),
        *("1 of 3: C1 ng2020", "2 of 3: C1 oz2021"),
    ]
    assert heads(shown)[3] == "1 of 3: C1 ng2020, reviewed"


def test_other_keys_change_nothing(tea: Path, walk: Walk) -> None:
    _, shown = walk("5", "\r", "\x1b[A", "cc", "y", "\0")

    assert heads(shown) == ["1 of 3: C1 ng2020, never reviewed"] * 7
    assert all(text.startswith("no such key here; ? explains them\n") for text in shown[1:])
    assert not (tea / LOCK_FILE).exists()


def test_help_explains_the_keys_and_goes_back(tea: Path, walk: Walk) -> None:
    _, shown = walk("?", "c", "q")

    assert matches_golden("review-help.txt", shown[1])
    assert len(heads(shown)) == 2
    assert not (tea / LOCK_FILE).exists()


def test_a_link_whose_source_is_unknown_is_told_afterwards(tea: Path, walk: Walk) -> None:
    rewrite(tea, "C1,,oz2021", "C1,,nobody")

    done, shown = walk("c", "c")

    assert len(heads(shown)) == 2
    assert done.code == FOUND
    assert "C1 nobody can't be reviewed: no entry in the references" in done.err


RICH = {
    "claims": """\
claim_id,claim,question,stated,citekey,stance,locator,rationale,directness,downgrade,explained,note
C1,Tea \x1b[31mwakes\x1b[0m people up [bold]at any time[/bold] of the day or the night,harm,hedged,\
ng2020,supports,p. 3,"were awake for longer, and more of them, than those without",indirect,\
imprecision:2,,"from\nthe ::error::abstract"
C1,,,,oz2021,contradicts,,\
夜にお茶を飲んだ人はもっと長く起きていましたがそれはお茶のせいではありませんでした,,,other dose,
C1,,,,oz2021,contradicts,p. 7,,,,,
""",
    "references": """\
@article{ng2020, author = {Ng, Ada}, title = {Tea {\\&} wakefulness in {\\"o}lder people},
  year = 2020, journal = {Tea}, doi = {10.1000/tea.2020}, design = {rct}, status = {retracted}}
@online{oz2021, author = {{Oz Institute}}, title = {Tea again}, year = 2021, abstract = {Tea.},
  url = {https://example.org/a-very-long-address/that-goes-on-and-on/beyond/the/width/of/a/screen}}
""",
}


@pytest.mark.parametrize(
    "terminal",
    [Terminal(80), Terminal(40), Terminal(80, colour=True)],
    ids=["80", "40", "colour"],
)
def test_screens(tea: Path, walk: Walk, terminal: Terminal) -> None:
    project(tea, **RICH)
    (tea / "sources").mkdir()
    (tea / "sources" / "ng2020.txt").write_text(
        "They were awake for longer and more of them, than those without it."
    )
    review(tea, "--all", "--by", "Ana\x1b[1m Ng", today="2022-01-01")
    rewrite(tea, 'p. 3,"were awake for longer, and more', 'p. 3,"were awake for longer and more')
    rewrite(tea, "imprecision:2", "imprecision:1")
    rewrite(tea, "rct", "cohort", "references.bib")

    _, shown = walk("5", "k", terminal=terminal)

    name = "colour" if terminal.colour else str(terminal.width)
    assert all(
        cells(line) <= terminal.width
        for text in shown
        for line in re.sub(r"\x1b\[[\d;]*m", "", text).splitlines()
    )
    assert matches_golden(f"review-{name}.txt", "\n———\n\n".join(shown[1:]))


def test_the_words_that_come_nearest_to_a_rationale_are_shown(tea: Path, walk: Walk) -> None:
    (tea / "sources").mkdir()
    (tea / "sources" / "ng2020.txt").write_text("Those with tea were awake for shorter times.")

    _, shown = walk()

    assert re.search(
        r"^ +altered: .*\n^ +nearest: “.*were awake for shorter.*”$", shown[0], re.MULTILINE
    )


# A stance that can't be changed


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("C1,,oz2021,supports,,", "C1,,ng2020,mentions,,", "the link stands on lines 2 and 3;"),
        ("C2,", ",", "claims.csv:4:1: the row has no claim_id and was not read"),
        (
            "C1,Tea wakes people up.,ng2020,supports,were awake for longer,",
            "C1,Tea.,ng2020",
            "the row ends before its cell of `stance`; add those that are missing",
        ),
        ("ng2020,supports", 'ng2020,"\nsupports"', "it goes over the end of a line"),
    ],
    ids=["two rows", "not read whole", "a short row", "two lines"],
)
def test_why_a_stance_can_not_be_changed(
    tea: Path, walk: Walk, old: str, new: str, why: str
) -> None:
    rewrite(tea, old, new)
    before = claims_of(tea)

    _, shown = walk("3")

    assert " ".join(shown[1].split()).startswith(f"the stance can't be changed: {why}")
    assert heads(shown)[1].startswith("1 of ")
    assert claims_of(tea) == before
    assert not (tea / LOCK_FILE).exists()


def test_where_it_would_lose_something_it_is_not_changed(tea: Path, walk: Walk) -> None:
    rows = "claim_id\tclaim\tcitekey\tstance\nC1xTea.xng2020xsupports\n".replace("\t", "x")
    project(tea, claims=f"sep=x\n{rows}", references=REFERENCES)

    _, shown = walk("3")

    assert "the stance can't be changed: with it, something that can be read now" in shown[1]


def test_in_a_file_that_was_not_read_whole_links_can_still_be_confirmed(
    tea: Path, walk: Walk
) -> None:
    rewrite(tea, "C2,", ",")

    walk("c")

    assert reviewers(tea) == {LinkName("C1", "ng2020"): "Ana"}


# Nothing is lost


def test_ctrl_c_keeps_what_was_answered(tea: Path, walk: Walk) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    done, _ = walk("c", "x", interrupt)

    assert done.code == INTERRUPTED
    assert done.out == (
        "Recorded 2 reviews by Ana on 2026-03-31 in evtrack.lock; 1 stance changed.\n"
        "1 of 3 links left.\n"
    )
    assert len(reviewers(tea)) == 2
    assert "C1,,oz2021,mixed" in claims_of(tea)


def test_claims_that_somebody_else_changed_are_left_alone(tea: Path, walk: Walk) -> None:
    def change() -> None:
        rewrite(tea, "Tea wakes", "Coffee wakes")

    done, _ = walk("c", change, "x")

    assert done.code == CANNOT_RUN
    assert done.err == "evtrack: claims.csv: changed since it was read; run the command again\n"
    assert claims_of(tea) == CLAIMS.replace("Tea wakes", "Coffee wakes")
    assert reviewers(tea) == {LinkName("C1", "ng2020"): "Ana"}


def test_what_is_recorded_is_what_was_seen(tea: Path, walk: Walk) -> None:
    walk(lambda: rewrite(tea, "Tea wakes", "Coffee wakes"), "c")

    assert "the claim changed from `Tea wakes people up.` to `Coffee" in review(tea).out


@pytest.mark.parametrize("key", ["c", "x"])
def test_of_a_copy_too_what_was_seen_is_recorded(tea: Path, walk: Walk, key: str) -> None:
    (tea / "sources").mkdir()
    copy = tea / "sources" / "ng2020.txt"
    copy.write_text("Those with tea were awake for longer.")

    walk(lambda: copy.write_text("Tea did nothing at all.") and None, key)

    assert "the text of sources/ng2020.txt changed" in review(tea).out


@pytest.mark.parametrize("is_begun", [False, True])
def test_reviews_that_somebody_else_recorded_stay(tea: Path, walk: Walk, is_begun: bool) -> None:
    if is_begun:
        review(tea, "C2", "--by", "Bo")

    done, _ = walk(lambda: review(tea, "C1", "oz2021", "--by", "Cy") and None, "c")

    assert done.code == CANNOT_RUN
    assert re.search(r"evtrack\.lock: .* run the command again\n", done.err)
    assert reviewers(tea)[LinkName("C1", "oz2021")] == "Cy"
    assert LinkName("C1", "ng2020") not in reviewers(tea)


def test_claims_that_may_not_be_written_leave_no_record(
    tea: Path, walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evtrack.cli.files.os.access", lambda *_: False)

    done, _ = walk("x")

    assert done.code == CANNOT_RUN
    assert "claims.csv: can't be written: Permission denied" in done.err
    assert claims_of(tea) == CLAIMS
    assert not (tea / LOCK_FILE).exists()


def test_a_crash_between_the_two_files_leaves_no_false_record(
    tea: Path, walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    review(tea, "C1", "--by", "Bo")
    rewrite(tea, "were awake", "stayed awake")
    monkeypatch.setattr("evtrack.cli.reviewing.desk.recorded", crash)

    walk("x")

    monkeypatch.undo()
    assert "ng2020,mixed" in claims_of(tea)
    assert reviewers(tea)[LinkName("C1", "ng2020")] == "Bo"
    assert "the stance changed from `supports` to `mixed`" in review(tea).out


@given(
    keys=st.lists(st.sampled_from([*"c1234soxmkb? ", "z"]), max_size=12),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    delimiter=st.sampled_from(",;\t"),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_whatever_is_answered_only_stances_change(
    keys: list[str], encoding: str, delimiter: str, end: str
) -> None:
    rows = [
        ["claim_id", "claim", "citekey", "stance", "né"],
        ["C1", "Té", "ng2020", "mixed", 'a"b'],
    ]
    rows += [["C1", "", "oz2021", "", "x\ny"], ["C2", "Thé, chaud", "ng2020", "supports", " "]]
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator=end).writerows(rows)
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = project(Path(name), references=REFERENCES)
        (folder / "claims.csv").write_bytes(stream.getvalue().encode(encoding))
        patch.setattr("evtrack.cli.reviewing.console.console", lambda: Screen(*keys))
        done = review(folder, "--interactive", "--by", "Ana")
        after = (folder / "claims.csv").read_bytes()
        suspects = review(folder).out.count("since then")

    stances = re.compile(f"(?<={delimiter})({'|'.join(Stance)}|)(?={delimiter})")
    assert done.code == PASSED
    assert stances.sub("", after.decode(encoding)) == stances.sub("", stream.getvalue())
    assert after.startswith(stream.getvalue().encode(encoding)[:3])
    assert suspects == 0


@given(files=faulty_projects(), keys=st.lists(st.sampled_from("c1234kb?"), max_size=20))
def test_a_faulty_project_ends_well(files: dict[str, str], keys: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setenv("EVTRACK_TRACEBACK", "1")
        patch.setattr("evtrack.cli.reviewing.console.console", lambda: Screen(*keys))
        folder = project(Path(name), **files)
        codes = {
            review(folder).code,
            review(folder, "--interactive", "--by", "Ana").code,
            review(folder, "--all", "--by", "Ana").code,
        }
        again = review(folder, "--all", "--by", "Bo")

    assert codes <= {PASSED, FOUND, CANNOT_RUN}
    assert again.out in ("Nothing was recorded.\n", "")


# At a terminal


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_at_a_real_terminal(tea: Path, term: str) -> None:
    here, there = pty.openpty()
    fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 60, 0, 0))
    environment = {
        name: os.environ[name] for name in os.environ.keys() - {"COLUMNS", "FORCE_COLOR"}
    }
    arguments = ["review", "--interactive", "--by", "Ana", "--today", TODAY]
    process = subprocess.Popen(
        [sys.executable, "-m", "evtrack", *arguments],
        cwd=tea,
        env={**environment, "TERM": term},
        stdin=there,
        stdout=there,
        stderr=there,
        start_new_session=True,
    )
    os.close(there)
    try:
        seen = [_seen(here, "? help")]
        for key in (b"c", b"x"):
            _type(here, key)
            seen.append(_seen(here, "? help"))
        _type(here, b"\x03")
        seen.append(_seen(here, "left."))
        code = process.wait(timeout=30)
    finally:
        process.kill()
        process.wait()
    os.close(here)

    assert code == INTERRUPTED
    assert all(text.count("\x1b[2J\x1b[H") == (term == "xterm") for text in seen[:3])
    assert ["3 of 3: C2 oz2021" in text for text in seen] == [False, False, True, False]
    assert claims_of(tea) == CLAIMS.replace("C1,,oz2021,supports", "C1,,oz2021,mixed")
    assert len(reviewers(tea)) == 2


def _type(terminal: int, key: bytes) -> None:
    """Press a key once it is waited for: what is typed before that is thrown away."""
    until = time.monotonic() + 30
    while termios.tcgetattr(terminal)[3] & termios.ICANON:
        assert time.monotonic() < until
        time.sleep(0.01)
    os.write(terminal, key)


def _seen(terminal: int, end: str) -> str:
    """What is shown until this is."""
    seen = b""
    while end.encode() not in seen:
        assert select.select([terminal], [], [], 30)[0], f"{seen!r} has no {end!r}"
        seen += os.read(terminal, 4096)
    return seen.decode()


@pytest.mark.parametrize(("typed", "key"), [("c", "c"), ("", LEAVE), (EOFError(), LEAVE)], ids=repr)
def test_keys(typed: str | Exception, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def getchar() -> str:
        if isinstance(typed, Exception):
            raise typed
        return typed

    monkeypatch.setattr("click.getchar", getchar)
    monkeypatch.setattr("sys.stdin", Tty())
    monkeypatch.setattr("sys.stdout", Tty())

    assert console().key() == key


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True
