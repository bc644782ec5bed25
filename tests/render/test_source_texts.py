"""What `impact` and `show SOURCE` print, as golden files, and that hostile names do no harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import ROOT, project
from evtrack.appraisal import judge
from evtrack.appraisal.ladder import Standing
from evtrack.appraisal.withdrawal import Impact, Move, impact_of, impacts_of_each
from evtrack.model import Ledger
from evtrack.readers import load
from evtrack.render.impact_text import impact_text, ranking_text
from evtrack.render.source_text import source_text
from evtrack.render.terminal import Terminal, cells, inert
from evtrack.words import Support
from golden_files import matches_golden

PIPE, NARROW, COLOUR = Terminal(80), Terminal(40), Terminal(80, colour=True)

LONG = "Tea is healthy, however much of it is drunk and however late in the day it may be."
CLAIMS = f"""\
claim_id,claim,stated,citekey,stance,locator,rationale,explained,note
C1,Tea wakes people up.,firm,ng2020,supports,p. 12,Tea kept them awake for two hours longer.,,
C1,,,xu2018,contradicts,,,,
C2,"{LONG}",hedged,ng2020,contradicts,,,Only green tea,Read twice
C2,,,li2021,supports,,,,
C3,Tea is hot.,firm,ng2020,mentions,,,,
C4,茶は体に良い,open,li2021,supports,,,,
C4,,,xu2018,mixed,,,,
"""
REFERENCES = """\
@article{ng2020,
  author = {Ng, Ada}, title = {Tea and wakefulness}, journal = {Journal of Tea}, year = {2020},
  doi = {10.5555/ng}, design = {rct}, samplesize = {1200}, riskofbias = {low}, study = {TEA-1},
  abstract = {Tea kept them awake.},
}
@article{li2021, author = {Li, Bo}, title = {Tea and health: a review}, doi = {10.5555/LI},
  design = {systematic-review}, synthesisof = {rct}, riskofbias = {low}, samplesize = {900},
  includes = {ng2020}, certainty = {high}}
@misc{xu2018, title = {Tea \u200b and sleep}, status = {concern}}
@misc{unlinked2017, title = {Coffee}}
"""
LIST = """\
doi,nature,date,notice
10.5555/li,expression of concern,2023-01-31,10.5555/notice.1
10.5555/li,retraction,2024-02-29,10.5555/notice.2
"""
LOCK = """\
{"version": 1, "links": [
{"claim_id": "C1", "citekey": "ng2020", "review": {"by": "Zoë", "on": "2026-03-01", "was": {
"claim": "Tea wakes people up.", "stance": "contradicts", "directness": "direct",
"rationale": "Tea kept them awake for two hours longer."}}}
]}
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    (tmp_path / "retracted.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "ng2020.txt").write_text("Tea kept them awake.", encoding="utf-8")
    (tmp_path / "evtrack.lock").write_text(LOCK, encoding="utf-8")
    config = 'retractions = "retracted.csv"\n'
    return load(project(tmp_path, claims=CLAIMS, references=REFERENCES, config=config))


def ranking(ledger: Ledger, most: int | None, terminal: Terminal) -> str:
    verdicts = judge(ledger)
    return ranking_text(impacts_of_each(ledger, verdicts), most, terminal)


def shown(ledger: Ledger, key: str, terminal: Terminal) -> str:
    return source_text(ledger.sources[key], ledger, judge(ledger), terminal)


def together(ledger: Ledger, keys: list[str], terminal: Terminal) -> str:
    verdicts = judge(ledger)
    impact = impact_of(keys, ledger, list(verdicts.values()))
    return impact_text(impact, {"li2021": ["C2", "C4"], "old": []}, verdicts, terminal)


@pytest.mark.parametrize(
    ("name", "terminal"),
    [("80", PIPE), ("40", NARROW), ("colour", COLOUR)],
)
def test_the_ranking(name: str, terminal: Terminal, ledger: Ledger) -> None:
    assert matches_golden(f"impact-ranking-{name}.txt", ranking(ledger, None, terminal))


def test_the_ranking_of_the_worked_example() -> None:
    assert matches_golden("impact-example.txt", ranking(load(ROOT), 5, PIPE))


@pytest.mark.parametrize(("name", "terminal"), [("80", PIPE), ("40", NARROW), ("colour", COLOUR)])
def test_sources_together(name: str, terminal: Terminal, ledger: Ledger) -> None:
    text = together(ledger, ["ng2020", "li2021"], terminal)

    assert matches_golden(f"impact-together-{name}.txt", text)


@pytest.mark.parametrize(
    ("key", "name", "terminal"),
    [
        ("ng2020", "80", PIPE),
        ("ng2020", "colour", COLOUR),
        ("li2021", "80", PIPE),
        ("xu2018", "40", NARROW),
        ("unlinked2017", "80", PIPE),
    ],
)
def test_a_source(key: str, name: str, terminal: Terminal, ledger: Ledger) -> None:
    assert matches_golden(f"show-{key}-{name}.txt", shown(ledger, key, terminal))


@pytest.mark.parametrize("width", [40, 71, 72, 80, 200])
@pytest.mark.parametrize("most", [None, 1])
def test_every_line_fits(width: int, most: int | None, ledger: Ledger) -> None:
    terminal = Terminal(width)
    texts = [
        ranking(ledger, most, terminal),
        together(ledger, ["ng2020", "xu2018"], terminal),
        *(shown(ledger, key, terminal) for key in ledger.sources),
    ]

    assert max(cells(line) for text in texts for line in text.splitlines()) <= width


ANY_NAME = st.text(min_size=1, max_size=60)


@given(ANY_NAME, ANY_NAME, st.sampled_from([40, 80]))
def test_names_are_shown_inert_and_fit(key: str, claim_id: str, width: int) -> None:
    move = Move(claim_id, Standing(Support.STRONG), Standing(Support.UNSUPPORTED))
    impact = Impact((key,), (), (move,) * 5, (claim_id,))

    text = ranking_text([impact], None, Terminal(width))

    assert all(line == inert(line) for line in text.split("\n"))
    assert max(map(cells, text.split("\n"))) <= width
