"""A made list of retractions in the form of the Retraction Watch CSV, the same for one seed."""

from __future__ import annotations

import csv
import random
from pathlib import Path

_COLUMNS = (
    *("Record ID", "Title", "Subject", "Institution", "Journal", "Publisher", "Country", "Author"),
    *("URLS", "ArticleType", "RetractionDate", "RetractionDOI", "RetractionPubMedID"),
    *("OriginalPaperDate", "OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature"),
    *("Reason", "Paywalled", "Notes"),
)
_NATURES = ("Retraction", "Expression of concern", "Correction", "Reinstatement")
_REASONS = "+Duplication of Image;+Investigation by Company/Institution;+Unreliable Results;"


def write_list(path: Path, notices: int, seed: int = 1) -> None:
    """Write so many notices, about 900 bytes each, none on an entry of the worked example."""
    chance = random.Random(seed)  # noqa: S311
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, _COLUMNS)
        rows.writeheader()
        rows.writerows(_row(number, chance) for number in range(notices, 0, -1))


def _row(number: int, chance: random.Random) -> dict[str, object]:
    has_doi = chance.random() > 0.1
    day = f"{chance.randint(1, 12)}/{chance.randint(1, 28)}/{chance.randint(2000, 2024)} 0:00"
    return {
        "Record ID": number,
        "Title": f"Effects of tea, coffee and “cocoa” on sleep in rats, part {number}",
        "Subject": "(BLS) Biology - Cellular;(HSC) Medicine - Pharmacology;(HSC) Medicine - Sleep;",
        "Institution": "Department of Tea Studies, Università di Tè, Milano, Italy; " * 3,
        "Journal": "Journal of Tea and Sleep Research",
        "Publisher": "Tea Press",
        "Country": "Italy;Türkiye",
        "Author": "Ada Ng;" + "Çelik Yılmaz;" * 8,
        "URLS": "https://tea.example/2020/01/01/retraction;https://tea.example/2021/01/01/more",
        "ArticleType": "Research Article;",
        "RetractionDate": day,
        "RetractionDOI": f"10.5555/notice.{number}" if has_doi else "unavailable",
        "RetractionPubMedID": 0,
        "OriginalPaperDate": "1/1/2010 0:00",
        "OriginalPaperDOI": f"10.5555/J.Tea.{number:06}" if has_doi else "unavailable",
        "OriginalPaperPubMedID": chance.randint(10**6, 10**8) if chance.random() > 0.4 else 0,
        "RetractionNature": chance.choices(_NATURES, (90, 6, 3.5, 0.5))[0],
        "Reason": _REASONS,
        "Paywalled": "No",
        "Notes": "See also: " + "the notice was changed; " * (8 * (number % 2)),
    }
