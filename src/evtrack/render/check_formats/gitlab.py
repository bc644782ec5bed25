"""`gitlab`: GitLab's Code Quality report, which a merge request shows beside the changed lines."""

from evtrack.render.check_formats.view import CheckView, message_and_help
from evtrack.render.terminal import inert
from evtrack.words import Severity

_SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def gitlab(view: CheckView) -> str:
    """A JSON array of findings, each with a fingerprint by which GitLab tells new from old."""
    import json  # late: the other formats do without

    findings = view.inspection.findings
    document = [
        {
            "description": inert(message_and_help(found.problem)),
            "check_name": found.rule,
            "fingerprint": fingerprint,
            "severity": _SEVERITY[found.severity],
            "location": {"path": _readable(place.path), "lines": {"begin": place.line}},
        }
        for found, place, fingerprint in zip(
            findings, map(view.place_of, findings), view.fingerprints(findings), strict=True
        )
    ]
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _readable(path: str) -> str:
    """The path; with `?` for bytes of a folder's name that are no text, which JSON can't hold."""
    return path.encode(errors="replace").decode()
