"""`json`: findings for programs."""

from evtrack.render.check_formats.statistics import statistics_records
from evtrack.render.check_formats.view import CheckView
from evtrack.render.findings import FindingRecord, finding_record, findings_of, unchecked_record


def as_json(view: CheckView) -> str:
    """JSON, version 1: version, passed, counts, findings, unchecked.

    With a revision to compare with also `since`, its name, and `mended`, the findings that were
    there; each finding then says whether it is `new`. With statistics also `statistics`, a count
    for each rule.
    """
    import json  # late: the other formats do without

    document: dict[str, object] = {
        "version": 1,
        "passed": view.passed,
        "counts": view.inspection.counts,
        "findings": _findings(view),
        "unchecked": [unchecked_record(unchecked) for unchecked in view.inspection.unchecked],
    }
    if view.changes:
        document["since"] = view.changes.since
        document["mended"] = [finding_record(finding) for finding in view.changes.mended]
    if view.statistics:
        document["statistics"] = statistics_records(view)
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _findings(view: CheckView) -> list[FindingRecord] | list[dict[str, object]]:
    if not view.changes:
        return findings_of(view.inspection)
    return [
        {**finding_record(finding), "new": finding in view.new}
        for finding in view.inspection.findings
    ]
