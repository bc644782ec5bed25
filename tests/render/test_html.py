"""The HTML report as HTML: valid, whole in its references, and small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from projects import write_project

from builders import ROOT, project
from evtrack.appraisal import judge
from evtrack.inspection import Results, inspect
from evtrack.readers import load
from evtrack.render.pages import MOST_AWAKE
from evtrack.render.report_formats import html, report_of
from faulty_projects import faulty_projects
from html_checks import faults

LARGEST = 300_000
HOSTILE = "<script></p></li></table>\"'><svg><!--]]>&#x26; &nope; {{ 7 * 7 }} \u202e\x07"


def page_of(folder: Path) -> str:
    ledger = load(folder)
    verdicts = judge(ledger)
    return html(report_of(Results(ledger, verdicts, inspect(ledger, verdicts, None), None)))


def waking(page: str) -> str:
    """The page as a browser without scripts reads it: what sleeps in `noscript` is there."""
    return re.sub(r"</?noscript[^>]*>", "", page)


def test_the_worked_example_is_valid_and_small() -> None:
    page = page_of(ROOT)
    assert faults(page) == []
    assert len(page.encode()) < LARGEST


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({}, id="one claim without a source"),
        pytest.param({"claims": "claim_id,claim\n"}, id="no claim"),
        pytest.param({"claims": "claim_id,claim\nC1\n,\n"}, id="rows that are no claims"),
        pytest.param(
            {
                "claims": "claim_id,claim,citekey,stance,rationale,note\n"
                + "".join(
                    f'C{n},"{cell}","{cell}",supports,"{cell}","{cell}"\n'
                    for n, cell in enumerate([HOSTILE.replace('"', '""')] * 3)
                ),
                "references": "@misc{a, title = {<b><p></table>}, url = {javascript:x}}\n",
            },
            id="hostile cells",
        ),
    ],
)
def test_a_small_project_has_a_valid_page(tmp_path: Path, files: dict[str, str]) -> None:
    assert faults(page_of(project(tmp_path, **files))) == []


def test_a_page_whose_claims_sleep_is_valid_with_and_without_scripts(tmp_path: Path) -> None:
    write_project(tmp_path, MOST_AWAKE + 1)
    (tmp_path / "evtrack.toml").write_text('article = "article.md"\n', encoding="utf-8")
    page = page_of(tmp_path)
    assert "<noscript" in page
    assert faults(waking(page)) == []
    syntax = [fault for fault in faults(page) if not fault.startswith("a link to #")]
    assert syntax == []


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=faulty_projects())
def test_whatever_is_wrong_with_a_project_its_page_is_valid(
    tmp_path: Path, files: dict[str, str]
) -> None:
    assert faults(page_of(project(tmp_path, **files))) == []


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("<p><ul></ul></p>", "unexpected-end-tag"),
        ("<table><p>x</p></table>", "unexpected-start-tag-implies-table-voodoo"),
        ("<p>&nope;</p>", "expected-named-entity"),
        ("<span><p>x</p></span>", "<p> in <span>"),
        ("<a href='#x'><button>x</button></a>", "<button> in <a>"),
        ("<p id='x'>a</p><p id='x'>b</p>", "id 'x' 2 times"),
        ("<a href='#nowhere'>x</a>", "a link to #nowhere"),
        ("<h3>x</h3>", "<h3> below <h1>"),
        ("<section>x</section>", "<section> without a name"),
        ("<a href='https://example.org'></a>", "an empty <a>"),
        ("<label for='no'>x</label>", 'for="no"'),
        ("<details><p>x</p><summary>y</summary></details>", "without <summary> first"),
    ],
)
def test_the_checks_find_what_is_wrong(wrong: str, told: str) -> None:
    page = (
        '<!doctype html><html lang="en"><head><title>x</title></head><body><header></header>'
        '<nav aria-label="x"></nav><main><h1>x</h1>{}</main><footer></footer></body></html>'
    )
    assert faults(page.format("")) == []
    assert any(told in fault for fault in faults(page.format(wrong)))
