"""The settings of `[tool.evtrack]`: what each means and may hold, said once.

The JSON Schema (`tools.config_schema`) and the tables of the reference (`tools.reference`) are made
of this. Defaults come from `Config`, words from `evtrack.words`, rules from `RULES`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from evtrack.appraisal.start import start_table
from evtrack.config import DEFAULT_ARTICLE, HIGHEST, START_ROWS, Config, Thresholds
from evtrack.rules import RULES
from evtrack.words import Certainty, Severity

Shape = Mapping[str, Any]
"""A JSON Schema (draft 2020-12) of a value."""

OFF = "off"
DEFINITIONS: Mapping[str, Shape] = {
    "text": {"type": "string", "pattern": r"\S", "description": "A text that is not blank."},
    "path": {
        "type": "string",
        "pattern": r"\S",
        "description": "A path from the project's folder on that stays inside it.",
    },
    "severity": {
        "type": "string",
        "enum": [OFF, *reversed(Severity)],
        "description": "How bad a rule's findings are, or `off`.",
    },
}
"""The kinds of values that have a name; the tables of the reference call them by it."""


class Setting(NamedTuple):
    """A key: what it means, and the shape of its value without the default."""

    meaning: str
    shape: Shape


def _a(definition: str) -> Shape:
    return {"$ref": f"#/$defs/{definition}"}


def _whole_number(highest: int) -> Shape:
    return {"type": "integer", "minimum": 1, "maximum": highest}


def _percentage() -> Shape:
    return {"type": "number", "minimum": 0, "maximum": 100}


def _one_of(words: Iterable[str]) -> Shape:
    return {"type": "string", "enum": list(words)}


def _table(properties: Mapping[str, Shape], **more: Any) -> Shape:
    return {
        "type": "object",
        "properties": dict(properties),
        "additionalProperties": False,
        **more,
    }


def _described(settings: Mapping[str, Setting], defaults: Mapping[str, Any]) -> dict[str, Shape]:
    return {
        key: {
            "description": setting.meaning,
            **setting.shape,
            **({"default": defaults[key]} if defaults.get(key) is not None else {}),
        }
        for key, setting in settings.items()
    }


def _values(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a named tuple that are no tables, as TOML has them: `fail_on` is fail-on."""
    return {
        name.replace("_", "-"): list(value) if type(value) is tuple else value
        for name, value in fields.items()
        if not isinstance(value, (Mapping, Thresholds))
    }


CERTAINTY = _whole_number(int(max(Certainty)))

THRESHOLDS = {
    "participants": Setting("Fewer participants than these are imprecise.", _whole_number(HIGHEST)),
    "strong-certainty": Setting("The certainty that strong support takes.", CERTAINTY),
    "moderate-certainty": Setting(
        "The certainty that moderate support takes; not above `strong-certainty`.", CERTAINTY
    ),
    "units": Setting("How many units do the work of a synthesis.", _whole_number(HIGHEST)),
}

ACCEPTANCE = {
    "rule": Setting(
        "The rule whose finding is accepted.",
        _one_of(rule.name for rule in RULES if rule.is_acceptable),
    ),
    "where": Setting("The claim id or citekey that the finding is about.", _a("text")),
    "reason": Setting(
        "Why it can be lived with; without one the acceptance does not hold.", {"type": "string"}
    ),
    "until": Setting(
        "The last day on which it holds; without one it holds for good.",
        {"type": "string", "format": "date"},
    ),
}

SETTINGS = {
    "article": Setting("The text whose claims are tracked; read where it exists.", _a("path")),
    "claims": Setting("The claims and their links.", _a("path")),
    "references": Setting(
        "The BibTeX files, at least one, and each once.",
        {"type": "array", "items": _a("path"), "minItems": 1, "uniqueItems": True},
    ),
    "sources": Setting("The folder of stored copies of sources.", _a("path")),
    "reports": Setting("The folder that `report` writes to.", _a("path")),
    "templates": Setting("The folder of the project's own templates of the report.", _a("path")),
    "fail-on": Setting("The least severity that fails `check`.", _one_of(Severity)),
    "rules": Setting(
        "The severity of single rules, or `off`.",
        _table(
            {
                rule.name: {
                    "description": rule.summary,
                    **(_one_of([Severity.ERROR]) if rule.vital else _a("severity")),
                    "default": rule.severity if rule.on else OFF,
                }
                for rule in RULES
            }
        ),
    ),
    "accept": Setting(
        "Findings that somebody has agreed to live with.",
        {
            "type": "array",
            "items": _table(_described(ACCEPTANCE, {}), required=["rule", "where"]),
        },
    ),
    "start": Setting(
        "Where the certainty of a link starts, by question and design.",
        _table(
            {
                question.value: _table(
                    {row: {**CERTAINTY, "default": int(column[row])} for row in START_ROWS}
                )
                for question, column in start_table().items()
            }
        ),
    ),
    "thresholds": Setting(
        "The numbers of the judgement.",
        _table(_described(THRESHOLDS, _values(Thresholds._field_defaults))),
    ),
    "max-age": Setting("Days after which a check of a link is stale.", _whole_number(HIGHEST)),
    "own-names": Setting(
        "The article's authors and publisher.", {"type": "array", "items": _a("text")}
    ),
    "baseline": Setting(
        "The file of the findings that were there when evtrack was introduced.", _a("path")
    ),
    "retractions": Setting(
        "A list of what was retracted: the Retraction Watch CSV, or a plain list of DOIs.",
        _a("path"),
    ),
    "min-coverage": Setting(
        "The least percentage of the article's sentences that claims must carry.", _percentage()
    ),
    "min-supported": Setting(
        "The least percentage of the article's sentences that claims of moderate or strong support "
        "must carry.",
        _percentage(),
    ),
    "leave-out": Setting(
        "Sentences in which one of these Python patterns is found are out of scope.",
        {"type": "array", "items": {"type": "string", "format": "regex", "pattern": r"\S"}},
    ),
}

DEFAULTS = {**_values(Config._field_defaults), "article": DEFAULT_ARTICLE}
"""The default of each setting that is no table, as TOML has it; None where there is none."""


def described_settings() -> dict[str, Shape]:
    """Every setting by its key, as a JSON Schema with description and default."""
    return _described(SETTINGS, DEFAULTS)
