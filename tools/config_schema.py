"""Write docs/schema/evtrack.schema.json: the JSON Schema (draft 2020-12) of the config.

Run `python -m tools.config_schema`, or `make docs`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tools.settings import DEFINITIONS, described_settings

SCHEMA = Path(__file__).parent.parent / "docs" / "schema" / "evtrack.schema.json"


def schema() -> dict[str, Any]:
    """The schema of evtrack.toml, and of the table `[tool.evtrack]` of pyproject.toml."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "evtrack",
        "description": "The settings of evtrack.toml, and of [tool.evtrack] in pyproject.toml.",
        "type": "object",
        "properties": described_settings(),
        "additionalProperties": False,
        "$defs": DEFINITIONS,
    }


def schema_text() -> str:
    """The schema as its file holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def write() -> None:
    """Write the file."""
    SCHEMA.parent.mkdir(parents=True, exist_ok=True)
    SCHEMA.write_text(schema_text(), encoding="utf-8", newline="")


if __name__ == "__main__":
    write()
