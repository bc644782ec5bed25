"""`sarif`: the Static Analysis Results Interchange Format, version 2.1.0, of OASIS."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from evtrack import __version__
from evtrack.model import Finding, Location, Problem
from evtrack.phrases import counted
from evtrack.render.check_formats.view import (
    CheckView,
    message_and_help,
    unchecked_in_words,
)
from evtrack.render.terminal import inert
from evtrack.rules import RULES, Rule

Record = dict[str, Any]

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT = "%SRCROOT%"
_FINGERPRINT = "evtrack/v1"


def sarif(view: CheckView) -> str:
    """One run: the rules, the findings, those accepted as suppressed, the unchecked as notes."""
    import json  # late: the other formats do without

    run = {
        "tool": {
            "driver": {
                "name": "evtrack",
                "version": __version__,
                "rules": [_rule(rule) for rule in RULES],
            }
        },
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": list(_notifications(view)),
            }
        ],
        "originalUriBaseIds": {_ROOT: {"description": _text("The root of the repository.")}},
        "columnKind": "unicodeCodePoints",
        "results": _results(view),
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule) -> Record:
    paragraphs = [" ".join(part.split()) for part in rule.page.split("\n\n")]
    return {
        "id": rule.name,
        "shortDescription": _text(rule.summary),
        "fullDescription": _text(" ".join(paragraphs[:2])),
        "help": {"text": "\n\n".join(paragraphs), "markdown": "\n\n".join(map(_bold, paragraphs))},
        "defaultConfiguration": {"level": rule.severity.value, "enabled": rule.on},
        "properties": {"tags": [rule.family]},
    }


def _bold(paragraph: str) -> str:
    """The paragraph with what stands before its first colon, such as `Example`, in bold."""
    head, colon, rest = paragraph.partition(": ")
    return f"**{head}**: {rest}" if colon and head[0].isupper() and "." not in head else paragraph


def _results(view: CheckView) -> list[Record]:
    reasons = [acceptance.reason for _, acceptance in view.inspection.accepted]
    accepted = [finding for finding, _ in view.inspection.accepted]
    findings = [*view.inspection.findings, *accepted]
    index = {rule.name: n for n, rule in enumerate(RULES)}
    records = [
        _result(view, finding, fingerprint, index)
        for finding, fingerprint in zip(findings, view.fingerprints(findings), strict=True)
    ]
    for record, reason in zip(records[len(view.inspection.findings) :], reasons, strict=True):
        record["suppressions"] = [{"kind": "external", "justification": inert(reason)}]
    if view.changes:
        for record, finding in zip(records, findings, strict=True):
            record["baselineState"] = "new" if finding in view.new else "unchanged"
    return records


def _result(view: CheckView, finding: Finding, fingerprint: str, index: dict[str, int]) -> Record:
    problem = finding.problem
    record: Record = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": finding.severity.value,
        "message": _text(message_and_help(problem)),
        "locations": [{"physicalLocation": _place(view, problem.location)}],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
    }
    if problem.edits:
        record["fixes"] = [_fix(view, problem)]
    return record


def _fix(view: CheckView, problem: Problem) -> Record:
    edits = sorted(problem.edits, key=lambda edit: edit.location)
    return {
        "artifactChanges": [
            {
                "artifactLocation": _file(view, path),
                "replacements": [
                    {
                        "deletedRegion": _region(edit.location, len(edit.old)),
                        "insertedContent": {"text": edit.new},
                    }
                    for edit in group
                ],
            }
            for path, group in groupby(edits, lambda edit: edit.location.path)
        ]
    }


def _place(view: CheckView, location: Location) -> Record:
    return {
        "artifactLocation": _file(view, location.path),
        "region": _region(location, location.width),
    }


def _file(view: CheckView, path: str) -> Record:
    from urllib.parse import quote  # late: the other formats do without

    return {"uri": quote(os.fsencode(view.in_repository(path))), "uriBaseId": _ROOT}


def _region(location: Location, width: int) -> Record:
    """`endColumn` is that of the character behind the region."""
    return {
        "startLine": location.line,
        "startColumn": location.column,
        "endLine": location.line,
        "endColumn": location.column + width,
    }


def _notifications(view: CheckView) -> Iterator[Record]:
    for what, items in view.unchecked.items():
        number = counted(len(items), "thing")
        told = f"{what}: {number} could not be checked: {unchecked_in_words(items)}"
        yield {"level": "note", "message": _text(told)}


def _text(text: str) -> Record:
    """A plain text; the blank keeps viewers from taking words of a user for a link (3.11.6)."""
    return {"text": inert(text).replace("](", "] (")}
