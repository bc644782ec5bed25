"""What `evidence.json` tells of the report that was last written."""

from __future__ import annotations

import os

from evtrack.config import Config
from evtrack.errors import CannotRun
from evtrack.model import PastVerdict, Report
from evtrack.readers.text import read_input

REPORT_FILE = "evidence.json"
_VERSION = 1


def read_report(config: Config) -> Report | None:
    """The report in the folder that the config names, or None where there is none.

    One that can't be read, or is no evidence document of version 1, is a Report with a `flaw`.
    """
    path = f"{config.reports}/{REPORT_FILE}"
    if not os.path.lexists(config.root / path):
        return None
    try:
        return _report_in(path, read_input(config.root, path, "report").text)
    except CannotRun:
        return Report(path, flaw="can't be read")
    except (ValueError, RecursionError, TypeError, LookupError):
        return Report(path, flaw="is no evidence document of version 1")


def _report_in(path: str, text: str) -> Report:
    import json  # late: few projects keep their report beside their files

    document = json.loads(text)
    if document["version"] != _VERSION:
        raise ValueError(document["version"])
    return Report(
        path=path,
        made_by=str(document["generator"]),
        inputs=_checksums(document["inputs"]),
        copies=_checksums(document.get("copies", [])),
        verdicts={str(c["id"]): _verdict(c) for c in document.get("claims", [])},
    )


def _verdict(claim: dict[str, str | None]) -> PastVerdict:
    words = (claim.get(key) for key in ("support", "for", "against", "calibration"))
    return PastVerdict(*(str(word or "") for word in words))


def _checksums(files: list[dict[str, str]]) -> dict[str, str]:
    return {str(file["path"]): str(file["sha256"]) for file in files}
