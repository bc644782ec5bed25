"""Made input for the benchmarks: the same bytes for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

_FAMILIES = ["Ng", "Müller", "O'Brien", "{\\'A}lvarez", "van den Berg", "Şafak Öztürk", "Smith"]
_GIVEN = ["Ada", "Jo{\\~a}o", "Mary-Ann", "Yuki", "{\\'E}mile", "K.", "Omar"]
_KEYWORDS = [
    "Adult",
    "Female",
    "Humans",
    "Pain",
    "Botulinum Toxins",
    "Treatment Outcome",
    "Anxiety",
]
_SENTENCES = [
    "OBJECTIVE: To compare treatment with usual care, and to see who benefits.",
    "Of 241 women, 171 (71\\%) reached the outcome (95\\% CI, 65--77), 64 were lost to follow-up.",
    "Pain, anxiety, and quality of life were measured at 3, 6, and 12 months.",
    'A "waiting list" was the control; allocation was concealed, assessors were not blinded.',
    "The difference was small (d = 0.21, P = .14), and smaller still in the larger trials.",
    "CONCLUSIONS: Evidence is limited; larger, longer, and better reported trials are needed.",
]


def library(entries: int, seed: int = 1, abstract: int = 1_000) -> str:
    """A BibTeX library with the fields of a Zotero export, and abstracts of about 1 kB.

    Names and titles have accents, one journal is a `@string`, months are macros.
    """
    chance = random.Random(seed)  # noqa: S311
    made = (_entry(f"made{number:06}", chance, abstract) for number in range(entries))
    return "\n".join(["@string{jot = {Journal of Trials}}\n", *made])


def _entry(key: str, chance: random.Random, abstract: int) -> str:
    fields = "".join(f"\t{name} = {value},\n" for name, value in _fields(key, chance, abstract))
    return f"@article{{{key},\n{fields}}}\n"


def _fields(key: str, chance: random.Random, abstract: int) -> Iterator[tuple[str, str]]:
    number = chance.randint(1, 900)
    authors = (f"{chance.choice(_FAMILIES)}, {chance.choice(_GIVEN)}" for _ in range(6))
    yield "title", f"{{A trial of {{Botox}} in {number} women: {{R}}esults, {{\\'E}}tude {key}}}"
    yield "volume", f"{{{number % 90}}}"
    yield "copyright", "{\\textcopyright{} The Authors 2020. Open access.}"
    yield "issn", "{1234-5678, 2345-6789}"
    yield "shorttitle", f"{{A trial of {{Botox}} in {number} women}}"
    yield "url", f"{{https://example.org/articles/{key}?from=search\\&page={number}}}"
    yield "doi", f"{{10.1234/{key}}}"
    yield "abstract", f"{{{_abstract(chance, abstract)}}}"
    yield "language", "{en}"
    yield "number", f"{{{number % 12}}}"
    yield "urldate", f"{{2025-{number % 12 + 1:02}-{number % 28 + 1:02}}}"
    yield "journal", "jot"
    yield "author", f"{{{' and '.join(authors)}}}"
    yield "month", chance.choice(["jan", "feb", "jun", "sep", "dec"])
    yield "year", f"{{{chance.randint(1990, 2025)}}}"
    yield "pmid", f"{{{10_000_000 + number}}}"
    yield "keywords", f"{{{', '.join(chance.sample(_KEYWORDS, 5))}}}"
    yield "pages", f"{{{number}--{number + 9}}}"
    yield "file", f"{{Full Text PDF:files/{number}/{key}.pdf:application/pdf}}"


def _abstract(chance: random.Random, length: int) -> str:
    text = ""
    while len(text) < length:
        text += chance.choice(_SENTENCES) + " "
    return text.strip()


def with_example(folder: Path, example: Path, entries: int) -> None:
    """The worked example with a library of so many entries, of which its own are the last.

    Without the article, which the peers don't read either.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "claims.csv").write_bytes((example / "claims.csv").read_bytes())
    own = (example / "references.bib").read_text(encoding="utf-8")
    made = library(entries - own.count("\n@article{") - own.count("\n@online{"))
    (folder / "references.bib").write_text(made + own, encoding="utf-8")
