"""What is read of the report that was last written, and when it is out of date."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from builders import project
from evtrack import __version__
from evtrack.config import find_config
from evtrack.model import PastVerdict
from evtrack.readers import load, read_project
from evtrack.readers.report import read_report
from rule_runs import messages

CLAIMS = "claim_id,claim\nC1,A claim.\n"
REFERENCES = "@misc{a}\n"
SUMS = [
    {"path": path, "sha256": sha256(text.encode()).hexdigest()}
    for path, text in (("claims.csv", CLAIMS), ("references.bib", REFERENCES))
]


def written(folder: Path, text: str) -> Path:
    (folder / "reports").mkdir()
    (folder / "reports" / "evidence.json").write_text(text, encoding="utf-8")
    return project(folder, claims=CLAIMS, references=REFERENCES)


def document(**changes: Any) -> str:
    made = {"version": 1, "generator": f"evtrack {__version__}", "inputs": SUMS}
    return json.dumps({**made, **changes})


def outdated(folder: Path) -> list[str]:
    return messages(folder, "outdated-report", claims=CLAIMS, references=REFERENCES)


def test_no_report(tmp_path: Path) -> None:
    assert read_report(find_config(project(tmp_path))) is None


def test_a_report_of_the_same_files(tmp_path: Path) -> None:
    assert outdated(written(tmp_path, document())) == []


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"inputs": SUMS[:1]}, "was made before a change to references.bib"),
        (
            {"inputs": [*SUMS, {"path": "article.md", "sha256": "0"}]},
            "was made before a change to article.md",
        ),
        (
            {"inputs": [{**each, "sha256": "0"} for each in SUMS]},
            "was made before a change to claims.csv and references.bib",
        ),
        (
            {"generator": "evtrack 0.0.1"},
            f"was made by evtrack 0.0.1, and this is evtrack {__version__}",
        ),
        ({"version": 2}, "is no evidence document of version 1"),
        ({"inputs": 3}, "is no evidence document of version 1"),
        ({"inputs": [3]}, "is no evidence document of version 1"),
    ],
)
def test_a_report_that_is_out_of_date(changes: dict[str, Any], what: str, tmp_path: Path) -> None:
    assert outdated(written(tmp_path, document(**changes))) == [f"reports/evidence.json {what}"]


@pytest.mark.parametrize("text", ["{", "[]", "null", "[" * 100_000, '{"version": 1}'])
def test_what_is_no_report(text: str, tmp_path: Path) -> None:
    report = read_report(find_config(written(tmp_path, text)))

    assert report is not None
    assert report.flaw == "is no evidence document of version 1"


def test_a_report_that_can_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "reports" / "evidence.json").mkdir(parents=True)

    report = read_report(find_config(project(tmp_path)))

    assert report is not None
    assert report.flaw == "can't be read"


def test_only_who_asks_for_it_gets_the_report(tmp_path: Path) -> None:
    folder = written(tmp_path, document())

    assert load(folder).report is None
    assert read_project(find_config(folder), with_report=True).report is not None


COPIED = "claim_id,claim,citekey,stance,rationale\nC1,A claim.,a,supports,its own words\n"
COPY_SUM = sha256(b"its own words").hexdigest()


@pytest.mark.parametrize(
    ("recorded", "found"),
    [
        ({}, ["was made before a change to sources/a.txt"]),
        ({"sources/a.txt": COPY_SUM}, []),
        ({"sources/a.txt": "0"}, ["was made before a change to sources/a.txt"]),
        ({"sources/a.txt": COPY_SUM, "sources/gone.txt": "0"}, []),
    ],
    ids=["new", "the same", "changed", "not kept here, as in CI"],
)
def test_a_stored_copy_that_changed_makes_a_report_outdated(
    recorded: dict[str, str], found: list[str], tmp_path: Path
) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.txt").write_text("its own words")
    claims_sum = {"path": "claims.csv", "sha256": sha256(COPIED.encode()).hexdigest()}
    copies = [{"path": path, "sha256": digest} for path, digest in recorded.items()]
    written(tmp_path, document(inputs=[claims_sum, SUMS[1]], copies=copies))

    said = messages(tmp_path, "outdated-report", claims=COPIED, references=REFERENCES)

    assert said == [f"reports/evidence.json {what}" for what in found]


def test_the_verdicts_of_a_report(tmp_path: Path) -> None:
    claims = [{"id": "C1", "support": "weak"}]
    found = read_report(find_config(written(tmp_path, document(claims=claims))))

    assert found
    assert found.verdicts == {"C1": PastVerdict("weak")}
