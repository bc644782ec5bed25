"""Write docs/rules/: a page for each rule, from its docstring and its case file, and an index.

Run `python -m tools.rule_pages`, or `make docs`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from evtrack.rules import RULES, Rule
from tools.cases import DEFAULTS, Case, case_of, files_of, findings_in, line_of

FOLDER = Path(__file__).parent.parent / "docs" / "rules"
LANGUAGES = {
    ".bib": "bibtex",
    ".csv": "csv",
    ".html": "html",
    ".json": "json",
    ".lock": "json",
    ".md": "markdown",
    ".toml": "toml",
}
NOTE = "<!-- Written by `make docs` from the rule's docstring and case file; do not edit. -->"


def pages() -> Mapping[str, str]:
    """Every page by its file name."""
    return {
        "README.md": "\n".join(_index()),
        **{f"{rule.name}.md": "\n".join(_page(rule)) for rule in RULES},
    }


def write() -> None:
    """Write the pages, and remove those of rules that are gone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = pages()
    for stale in {path.name for path in FOLDER.glob("*.md")} - set(made):
        (FOLDER / stale).unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


def _index() -> Iterator[str]:
    yield NOTE
    yield "# Rules\n"
    vital = [f"`{rule.name}`" for rule in RULES if rule.vital]
    yield "Each can be set to `off`, `note`, `warning` or `error` under `[tool.evtrack.rules]`,"
    yield f"except {' and '.join(vital)}, which say that nothing could be checked."
    yield "`evtrack explain RULE` prints its page.\n"
    for family, rules in groupby(RULES, key=lambda rule: rule.family):
        yield f"## {family.capitalize()}\n"
        yield "| rule | severity | what it finds |"
        yield "|---|---|---|"
        for rule in rules:
            yield f"| [{rule.name}]({rule.name}.md) | {_severity(rule)} | {rule.summary} |"
        yield ""


def _severity(rule: Rule) -> str:
    return rule.severity.value if rule.on else f"off ({rule.severity} where it is asked for)"


def _page(rule: Rule) -> Iterator[str]:
    case = case_of(rule.name)
    yield NOTE
    yield f"# {rule.name}\n"
    yield f"Severity: **{_severity(rule)}** · family: {rule.family}\n"
    for paragraph in rule.page.split("\n\n"):
        label, colon, text = paragraph.partition(":")
        known = label in ("Why it matters", "Example", "What to do")
        yield (f"**{label}{colon}**{text}" if known else paragraph) + "\n"
    yield "## A case that it finds\n"
    yield from _files(case, "fail")
    yield "finds\n"
    yield "```text"
    yield from _found(case, rule)
    yield "```\n"
    yield "## A case that it leaves alone\n"
    yield from _files(case, "pass")


def _files(case: Case, example: str) -> Iterator[str]:
    files = files_of(case, example)
    for name in dict.fromkeys((*DEFAULTS, *files)):
        if text := files.get(name):
            yield f"`{name}`\n"
            language = LANGUAGES.get(Path(name).suffix, "text")
            yield f"```{language}\n{text.rstrip()}\n```\n"


def _found(case: Case, rule: Rule) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield from map(line_of, findings_in(case, "fail", rule.name, Path(folder)))


if __name__ == "__main__":
    write()
