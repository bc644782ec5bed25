"""An article's coverage for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evtrack.coverage.gates import Gate
from evtrack.coverage.measured import Measured
from evtrack.coverage.sections import coverage_record, section_record
from evtrack.coverage.sentences import CoveredSentence

Record = dict[str, Any]


def coverage_json(measured: Measured, gates: Sequence[Gate]) -> str:
    """JSON, version 1: version, passed, article, total, gates, and the details."""
    import json  # late: the text does without

    document = {
        "version": 1,
        "passed": all(gate.passed for gate in gates),
        "article": {"path": measured.article.path, "title": measured.article.title},
        "total": coverage_record(measured.total),
        "gates": [_gate(gate) for gate in gates],
        **coverage_details(measured),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def coverage_details(measured: Measured) -> Record:
    """Sections, uncovered sentences, what is out of scope and what has become of the anchors."""
    return {
        "sections": [section_record(section) for section in measured.sections],
        "uncovered": [_uncovered(covered, measured) for covered in measured.uncovered],
        "out_of_scope": dict(measured.outside),
        "anchors": {
            **{fate.value: number for fate, number in measured.anchors.items()},
            "none": measured.unanchored,
        },
    }


def _gate(gate: Gate) -> Record:
    return {
        "name": gate.name,
        "least": gate.least,
        "percent": gate.percent,
        "short": gate.short,
        "passed": gate.passed,
    }


def _uncovered(covered: CoveredSentence, measured: Measured) -> Record:
    location = covered.sentence.location
    return {
        "text": covered.sentence.text,
        "line": location.line,
        "column": location.column,
        "needs": list(covered.needs),
        "section": measured.heading_above(covered),
    }
