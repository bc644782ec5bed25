"""Hostile cells, fields and articles in the browser: all of them are text there, and only text."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from browsing import Reader, claims, written
from builders import project

CELLS = {
    "script": "<script>alert(1)</script>",
    "handler": "\"'><img src=https://evil.example onerror=alert(1)>",
    "address": "javascript:alert(1)//https://evil.example",
    "bidi": "\u202egnp.exe\u2066\u2069\u200f",
    "long word": "x" * 50_000,
    "many words": "a word and " * 4_500,
    "template": "{{ 7 * 7 }}{% raw %}{# ${7*7} #}",
    "ends": "</style></script></noscript></template></title>]]>--><svg onload=alert(1)>",
    "style": "<style>*{display:none}</style><link rel=stylesheet href=//evil.example>",
    "frames": "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe><base href=//evil>",
    "refresh": "<meta http-equiv=refresh content=0;url=https://evil.example>",
    "form": "<form action=https://evil.example id=filter><input name=support autofocus></form>",
    "clobbers": "<a id=claims></a><a id=filter name=querySelector></a>",
    "rtl": "هل الشاي مفيد؟ <b>نعم</b>",
    "cjk": "お茶は健康に良いという主張" * 400,
    "controls": "a\x08b\x1b]0;title\x07\x9b31m",
}
COLUMNS = (
    *("claim_id", "claim", "anchor", "question", "stated", "citekey", "stance", "locator"),
    *("rationale", "directness", "downgrade", "upgrade", "explained", "checked", "checked_by"),
    *("note", "unknown"),
)
FIELDS = ("title", "author", "journal", "year", "doi", "url", "pmid", "note", "funding")
FOREIGN = (
    "img, iframe, object, embed, base, link, video, audio, template, textarea, math, "
    "meta[http-equiv=refresh], form:not([role=search]), [style], [src], [srcdoc], [autofocus], "
    "a:not([href^='#'], [href^='https://'], [data-filter]), svg [href]:not([href^='#'])"
)
EVENTS = """
() => [...document.querySelectorAll("*")].flatMap((each) => each.getAttributeNames())
    .filter((name) => name.startsWith("on"))
"""


def hostile_project(folder: Path, cell: str) -> Path:
    """The cell in every column, alone and with all else in order, and in every field."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    keys = ["tea", *(f"tea{field}" for field in FIELDS)]
    for number, column in enumerate(COLUMNS):
        key = keys[number % len(keys)]
        row = {"claim_id": f"C{number}", "claim": f"Claim {number}.", "citekey": key}
        writer.writerow(row | {"stance": "supports", column: cell})
    writer.writerow(dict.fromkeys(COLUMNS, cell))
    value = cell.replace("{", "(").replace("}", ")").replace("\\", "")
    entries = "".join(
        f"@article{{{key}, title = {{Tea}}, {field} = {{{value}}}, design = {{rct}}}}\n"
        for key, field in zip(keys, ("howpublished", *FIELDS), strict=True)
    )
    (folder / "article.md").write_text(f"# {cell}\n\n{cell}\n\n- {cell}\n", encoding="utf-8")
    return project(
        folder,
        claims=text.getvalue(),
        references=entries,
        config='article = "article.md"\n',
    )


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_it_is_text_and_nothing_else(reader: Reader, tmp_path: Path, cell: str) -> None:
    folder = hostile_project(tmp_path, cell)
    page = reader.open(written(folder, tmp_path / "evidence.html"), width=320)

    assert claims(page).count() >= len(COLUMNS) - 1
    page.get_by_role("button", name="Open all").click()
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator(FOREIGN).evaluate_all("all => all.map((each) => each.outerHTML)") == []
    assert page.evaluate(EVENTS) == []
    assert page.locator("script").count() == page.locator("style").count() == 1
    assert page.locator("form, #filter").count() == page.locator("#claims").count() == 1
    ids = page.locator("[id]").evaluate_all("all => all.map((each) => each.id)")
    assert len(ids) == len(set(ids))
    if cell.isprintable():
        shown = page.locator("#claims").text_content() or ""
        assert " ".join(cell.split())[:60] in " ".join(shown.split())
