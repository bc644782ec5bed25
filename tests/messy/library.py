"""The messy library as a project: two .bib files, the claims that cite them all, and a config.

`library.bib` is what an editor keeps: exports of three reference managers, older entries typed by
hand, PubMed records. `exports.bib` holds what publishers' sites gave, with CRLF line ends. Every
one of the 300 entries is cited by one of 120 claims, so every one is checked.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import count

from messy.exporters import STRINGS, TOOLS
from messy.works import ENDS, work

Chunks = dict[str, str]
"""The pieces of a file by name, in order: entries by citekey, rows of the claims by `C001/1`.

What stands between entries has a name that begins with `between`.
"""

KEPT = (
    (
        "jabref",
        45,
        "article article book article thesis article report article online article "
        "chapter chapter collection article article",
    ),
    ("zotero", 45, "article article online article chapter thesis article report preprint"),
    ("better-bibtex", 40, "article online article chapter thesis article report preprint"),
    ("hand", 25, "article article inproceedings inproceedings proceedings"),
    ("texmed", 25, "article"),
)
EXPORTED = (
    *(("crossref", 20, "article"), ("springer", 15, "article"), ("wiley", 10, "article")),
    *(("oxford", 10, "article"), ("science-direct", 10, "article"), ("biorxiv", 8, "preprint")),
    ("arxiv", 7, "preprint"),
    ("dblp", 15, "inproceedings inproceedings inproceedings inproceedings proceedings"),
    *(("mendeley", 15, "article"), ("endnote", 10, "article")),
)

CONFIG = 'references = ["library.bib", "exports.bib"]\n'
BEFORE = {
    "jabref": "% Encoding: UTF-8\n\n",
    "hand": "% What follows was typed by hand; mail to editor@tea.example.org\n"
    '@preamble{"\\newcommand{\\noop}[1]{}"}\n'
    "@string(steep = {Steep})\n"
    + "".join(f'@STRING{{{name} = "{full}"}}\n' for full, name in STRINGS.items()).replace(
        " & ", " \\& "
    )
    + "\n",
    "texmed": "@comment This file was made with TeXMed\n\n",
}
AFTER = {
    "jabref": "@Comment{jabref-meta: databaseType:bibtex;}\n\n"
    "@Comment{jabref-meta: grouping:\n0 AllEntriesGroup:;\n1 StaticGroup:Tea\\;0\\;1\\;;\n}\n\n",
}

COLUMNS = (
    *("claim_id", "claim", "anchor", "question", "stated", "citekey", "stance", "locator"),
    *("rationale", "directness", "downgrade", "upgrade", "explained", "checked", "checked_by"),
    "note",
)


def project() -> dict[str, Chunks]:
    """The files of the project as they are without faults, by name, in pieces."""
    numbers = count()
    kept, exported = (_references(tools, numbers) for tools in (KEPT, EXPORTED))
    keys = [key for key in {**kept, **exported} if not key.startswith("between ")]
    return {
        "claims.csv": _claims(keys),
        "library.bib": kept,
        "exports.bib": {name: text.replace("\n", "\r\n") for name, text in exported.items()},
        "evtrack.toml": {"config": CONFIG},
    }


def entries(files: dict[str, Chunks]) -> list[str]:
    """The citekeys of both .bib files."""
    both = [*files["library.bib"], *files["exports.bib"]]
    return [key for key in both if not key.startswith("between ")]


def _references(tools: Sequence[tuple[str, int, str]], numbers: Iterator[int]) -> Chunks:
    chunks: Chunks = {}
    for tool, how_many, kinds in tools:
        chunks[f"between before {tool}"] = BEFORE.get(tool, "")
        cycle = kinds.split()
        for position in range(how_many):
            key, text = TOOLS[tool].write(work(next(numbers), cycle[position % len(cycle)]))
            chunks[key] = text + "\n"
        chunks[f"between after {tool}"] = AFTER.get(tool, "")
    return chunks


# The claims

SUBJECTS = (
    *("Green tea", "Black tea", "Chamomile", "Rooibos", "Caffeine", "Peppermint oil", "Kombucha"),
    *("Hibiscus", "Ginger", "L-theanine", "Yerba mate", "Oolong", "Decaffeinated coffee"),
    *("“Cold brew”", "Beta-carotene", "Matcha", "Lemon balm", "Valerian", "Plain water", "Cocoa"),
)
VERBS = (
    ("improves", "benefit"),
    ("can harm", "harm"),
    ("is a cause of changes in", "cause"),
    ("is a marker of", "Diagnosis"),
    ("foretells the course of", "prognosis"),
    ("acts through the same pathway as", "mechanism"),
)
RATIONALES = (
    "",
    "the mean difference was -3.2, in favour of tea",
    'as the authors say, "it helps", but not everyone',
    "first line of a quotation\nthat goes on,\nover three lines",
    "naïve Wirkung – größer als erwartet…",
    "café 👩\u200d⚕️ می\u200cخواهم",
)
FROM_ABSTRACTS = (
    "tea is drunk by two thirds of the world’s people",
    "adults (18–65 years) were seen",
    "the mean difference was −3.2 (95% CI, −5.1 to −1.3; P < .001)",
    "The set A, B was used; … costs were $5 & more",
    "Correspondence: ada@tea.example.org",
    "more research, at 5 mg/kg and in",
)
"""Words of the sentence of the same number in `works.Work.abstract`, as a reader copies them."""


def _claims(keys: Sequence[str]) -> Chunks:
    chunks = {"header": _row(COLUMNS)}
    sources = enumerate(keys)  # the key of work 0, of work 1, and so on
    for number in range(120):
        links = 2 + number % 2
        for row, (work_number, citekey) in zip(range(links), sources, strict=False):
            cells = _claim_cells(number) if row == 0 else {}
            cells |= {"claim_id": f"C{number + 1:03}", "citekey": citekey}
            cells |= _link_cells(number, row, work_number)
            everywhere = csv.QUOTE_ALL if number % 7 == 3 else csv.QUOTE_MINIMAL
            name = f"{cells['claim_id']}/{row + 1}"
            chunks[name] = _row([cells.get(column, "") for column in COLUMNS], everywhere)
        if number % 40 == 39:
            chunks[f"blank after C{number + 1:03}"] = "," * (len(COLUMNS) - 1) + "\n\n"
    return chunks


def _claim_cells(number: int) -> dict[str, str]:
    subject = SUBJECTS[number % len(SUBJECTS)]
    verb, question = VERBS[number // len(SUBJECTS) % len(VERBS)]
    end = ENDS[(number + number // len(SUBJECTS)) % len(ENDS)].strip("{}")
    after = (", as many say", "", ' (the "steep" effect)', "; see below", " by 3.20 points")[
        number % 5
    ]
    return {
        "claim": f"{subject} {verb} {end}{after}",
        "anchor": f"{subject} {verb}" if number % 4 == 1 else "",
        "question": question if number % 3 else "",
        "stated": {6: "mixed", 7: "mixed"}.get(number % 10, "Hedged" if number % 2 else "hedged"),
    }


def _link_cells(number: int, row: int, work_number: int) -> dict[str, str]:
    locator = ("p. 3", "", "Table 2, row 4", "abstract")[(number + row) % 4]
    rationale = RATIONALES[1 if number % 5 == 4 else (number + row) % len(RATIONALES)]
    if locator == "abstract":
        rationale = FROM_ABSTRACTS[work_number % len(FROM_ABSTRACTS)]
    cells = {
        "stance": "supports",
        "locator": locator,
        "rationale": rationale,
        "checked": f"2025-{1 + number % 12:02}-28",
        "checked_by": "Ada Ng" if number % 2 else "Zoë",
    }
    if row == 1 and number % 10 == 3:
        cells |= {"stance": "contradicts", "explained": "another dose, and children only"}
    if row == 1 and number % 10 in (6, 7):
        cells |= {"stance": "contradicts" if number % 10 == 7 else "Mixed"}
    if row == 2 and number % 3 == 1:
        cells |= {"stance": "mentions", "checked": "", "checked_by": ""}
    if row == 0 and number % 9 == 4:
        cells |= {"directness": "indirect", "note": "in hospital staff"}
    if row == 0 and number % 9 == 5:
        cells |= {"downgrade": "imprecision; risk-of-bias:2", "note": "wide interval"}
    if row == 0 and number % 9 == 6:
        cells |= {"upgrade": "Large effect", "note": "five times the odds"}
    return cells


def _row(cells: Sequence[str], quoting: int = csv.QUOTE_MINIMAL) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=quoting).writerow(cells)  # type: ignore[arg-type]
    return text.getvalue()
