"""Made projects of any size, for the report: the same bytes for the same seed."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

_SUBJECTS = ["Paracetamol", "Yoga", "A Mediterranean diet", "Physiotherapy", "Naïve screening"]
_VERBS = ["lowers", "raises", "does not change", "is linked with", "predicts", "treats"]
_OBJECTS = ["pain", "blood pressure", "sleep", "the risk of falls", "anxiety", "recovery"]
_WHOM = ["adults", "children", "pregnant women", "people over 70", "men with Ménière's disease"]
_QUESTIONS = ["benefit", "harm", "cause", "diagnosis", "prognosis", "frequency", "mechanism"]
_STATED = ["firm", "firm", "firm", "hedged", "hedged", "mixed", "open"]
_STANCES = ["supports"] * 7 + ["contradicts", "mixed", "mentions"]
_LINKS = [0, 1, 1, 1, 2, 2, 3]
_DESIGNS = ["systematic-review", "rct", "rct", "cohort", "case-control", "guideline", "news", ""]
_BIAS = ["low", "some", "high", ""]
_COLUMNS = [
    *("claim_id", "claim", "anchor", "question", "stated", "citekey", "stance", "locator"),
    *("rationale", "checked", "checked_by", "note"),
]
_CLAIMS_A_SECTION = 25
_CLAIMS_A_SOURCE = 5


def write_project(folder: Path, claims: int, seed: int = 1, article: bool = True) -> None:
    """Write claims.csv, references.bib and, if wanted, article.md.

    A fifth as many sources as claims, one or two links a claim, half of them with a rationale; each
    claim is a sentence of the article, and every third sentence carries none.
    """
    chance = random.Random(seed)  # noqa: S311
    numbers = range(1, claims + 1)
    statements = {_claim_id(number): _statement(number, chance) for number in numbers}
    keys = [f"made{number:05}" for number in range(max(claims // _CLAIMS_A_SOURCE, 1))]
    library = "\n".join(_entry(key, chance) for key in keys)
    (folder / "references.bib").write_text(library, encoding="utf-8")
    with (folder / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for claim_id, statement in statements.items():
            writer.writerows(_rows(claim_id, statement, keys, chance))
    if article:
        text = "".join(_paragraphs(statements))
        (folder / "article.md").write_text(text, encoding="utf-8")


def _claim_id(number: int) -> str:
    return f"C{number:05}"


def _statement(number: int, chance: random.Random) -> str:
    words = (chance.choice(each) for each in (_SUBJECTS, _VERBS, _OBJECTS))
    return f"{' '.join(words)} in {chance.choice(_WHOM)} of group {number}"


def _rows(
    claim_id: str, statement: str, keys: list[str], chance: random.Random
) -> Iterator[list[str]]:
    claim = [claim_id, statement, statement, chance.choice(_QUESTIONS), chance.choice(_STATED)]
    links = chance.sample(keys, min(chance.choice(_LINKS), len(keys)))
    if not links:
        yield [*claim, *[""] * 7]
    for place, key in enumerate(links):
        rationale = f"we found that {statement.lower()} (95% CI 0.5 to 0.9)"
        yield [
            *(claim if place == 0 else [claim_id, *[""] * 4]),
            key,
            chance.choice(_STANCES),
            chance.choice(["abstract", "p. 12", "Table 2", ""]),
            rationale if chance.random() < 1 / 2 else "",
            chance.choice(["2025-01-31", ""]),
            "Ada Ng",
            chance.choice(["Read in full; the trial was small and not blinded", "", ""]),
        ]


def _entry(key: str, chance: random.Random) -> str:
    subject, thing = chance.choice(_SUBJECTS), chance.choice(_OBJECTS)
    fields = {
        "author": 'Ng, Ada and M{\\"u}ller, Jo and others',
        "title": f"{subject} for {thing}: study {key} of a large and diverse population",
        "journal": "Journal of Made Trials",
        "year": str(chance.randint(1990, 2025)),
        "volume": str(chance.randint(1, 90)),
        "pages": "1--9",
        "doi": f"10.1234/{key}",
        "design": chance.choice(_DESIGNS),
        "riskofbias": chance.choice(_BIAS),
        "samplesize": chance.choice(["80", "1200", ""]),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@article{{{key},\n{lines}}}\n"


def _paragraphs(statements: dict[str, str]) -> Iterator[str]:
    yield "# A made article\n"
    for place, statement in enumerate(statements.values()):
        if place % _CLAIMS_A_SECTION == 0:
            yield f"\n## Section {place // _CLAIMS_A_SECTION + 1}\n"
        yield f"\n{statement}."
        if place % 2:
            yield f" More than {place + 10} people were asked.\n"
