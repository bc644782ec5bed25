"""The JSON Schema of the config says what its reader does: neither is stricter than the other.

Left to the reader alone: paths that leave the project, a rung of the ladder above a higher one, and
days, which JSON has no type for.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tools.config_schema import SCHEMA, schema, schema_text
from tools.settings import ACCEPTANCE, DEFAULTS, SETTINGS, THRESHOLDS

from builders import ROOT
from evtrack.appraisal import judge
from evtrack.config import START_ROWS, Acceptance, Config, Thresholds, read_config
from evtrack.errors import CannotRun
from evtrack.inspection import inspect
from evtrack.model import Input
from evtrack.readers import Inputs, ledger_of
from evtrack.rules import RULES
from evtrack.words import Question

VALIDATOR = Draft202012Validator(schema())


def test_the_file_is_current() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(), "run `make docs` and commit it"


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize(
    ("described", "fields"),
    [
        (SETTINGS, set(Config._fields) - {"root", "file", "rule_lines"}),  # where it was found
        (THRESHOLDS, set(Thresholds._fields)),
        (ACCEPTANCE, set(Acceptance._fields) - {"line"}),
    ],
)
def test_every_key_is_described(described: dict[str, Any], fields: set[str]) -> None:
    assert set(described) == {field.replace("_", "-") for field in fields}


def subschemas(shape: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, child in shape.get("properties", {}).items():
        yield name, child
        yield from subschemas(child)
        yield from subschemas(child.get("items", {}))


def test_every_default_is_of_its_own_type() -> None:
    defaults = [(name, child) for name, child in subschemas(schema()) if "default" in child]

    wrong = [
        name
        for name, child in defaults
        if not VALIDATOR.evolve(schema={**child, "$defs": schema()["$defs"]}).is_valid(
            child["default"]
        )
    ]

    assert wrong == []
    assert {name for name, _ in defaults} >= {rule.name for rule in RULES} | set(THRESHOLDS)


def test_the_defaults_are_those_of_a_project_without_a_config(tmp_path: Path) -> None:
    (tmp_path / "article.md").write_text("A text.")
    given = {key: value for key, value in DEFAULTS.items() if value is not None}

    assert read(tmp_path, given) == read(tmp_path, {})


def test_this_repositorys_own_config_is_valid() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert list(VALIDATOR.iter_errors(project["tool"].get("evtrack", {}))) == []


# Schema and reader agree


def as_toml(value: Any) -> str:
    """The value as TOML writes it on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(k)} = {as_toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    return quoted(value) if isinstance(value, str) else json.dumps(value)


def quoted(text: str) -> str:
    shown = "".join(
        f"\\U{ord(each):08x}" if not each.isprintable() or each in '"\\' else each for each in text
    )
    return f'"{shown}"'


def read(folder: Path, keys: dict[str, Any]) -> Config | None:
    """What evtrack makes of the settings; None where it refuses them."""
    path = folder / "evtrack.toml"
    path.write_text("".join(f"{quoted(k)} = {as_toml(v)}\n" for k, v in keys.items()), "utf-8")
    try:
        config = read_config(path)
        if config:
            claims = Input(config.claims, "claim_id,claim\nC1,Tea wakes people up.\n")
            ledger = ledger_of(config, Inputs(claims, (Input(config.references[0], ""),), None))
            inspect(ledger, judge(ledger), None)  # knows the names of the rules
    except CannotRun:
        return None
    return config


TEXTS = st.sampled_from(["claims.csv", "a b", "ö/ü.bib", "", " ", "\t\n", "\u00a0", "x\ny", '"'])
WORDS = st.sampled_from(["off", "note", "warning", "error", "Error", "of", ""])
NUMBERS = st.sampled_from([-1, 0, 1, 3, 4, 5, 400, 999_999_999, 1_000_000_000, 2.5])
RULE_NAMES = st.sampled_from(["weak-claim", "no-claims", "no-such-rule", "weak_claim", ""])
JUNK = st.one_of(
    TEXTS, WORDS, NUMBERS, st.booleans(), st.lists(TEXTS, max_size=2), st.just({}), st.just([{}])
)


def mostly(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """What the key is for, and now and then anything."""
    return st.one_of(strategy, strategy, strategy, strategy, strategy, JUNK)


def tables(
    keys: st.SearchStrategy[str] | list[str], values: st.SearchStrategy[Any]
) -> st.SearchStrategy[dict[str, Any]]:
    names = st.sampled_from([*keys, "x"]) if isinstance(keys, list) else keys
    return st.dictionaries(names, mostly(values), max_size=2)


START = tables(list(Question), tables([*START_ROWS, "meta-analysis"], NUMBERS))
LADDER = tables(list(THRESHOLDS), NUMBERS)
ACCEPTED = st.fixed_dictionaries(
    {"rule": mostly(RULE_NAMES), "where": mostly(TEXTS)},
    optional={"reason": mostly(TEXTS), "til": TEXTS},
) | st.dictionaries(st.sampled_from(["rule", "where", "reason"]), TEXTS)
VALUES = {
    "references": st.lists(mostly(TEXTS), max_size=2),
    "own-names": st.lists(mostly(TEXTS), max_size=2),
    "fail-on": WORDS,
    "rules": tables(RULE_NAMES, WORDS),
    "accept": st.lists(mostly(ACCEPTED), max_size=2),
    "start": START,
    "thresholds": LADDER,
    "max-age": NUMBERS,
}
KEYS = st.sets(st.sampled_from([*SETTINGS, "claim", ""]), max_size=3).map(sorted)
DOCUMENTS = KEYS.flatmap(
    lambda keys: st.fixed_dictionaries({key: mostly(VALUES.get(key, TEXTS)) for key in keys})
)


def rungs_in_order(document: dict[str, Any]) -> bool:
    rungs = document.get("thresholds")
    if not isinstance(rungs, dict):
        return True
    moderate, strong = rungs.get("moderate-certainty", 3), rungs.get("strong-certainty", 4)
    numbers = all(type(rung) is int for rung in (moderate, strong))
    return not numbers or moderate <= strong


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("project")


@settings(max_examples=500)
@given(document=DOCUMENTS)
def test_the_schema_accepts_what_the_reader_accepts(folder: Path, document: dict[str, Any]) -> None:
    assume(rungs_in_order(document))

    assert VALIDATOR.is_valid(document) == (read(folder, document) is not None)


@pytest.mark.parametrize(
    ("document", "accepted"),
    [
        ({"claims": "data/claims.csv", "max-age": 30}, True),
        ({"rules": {"weak-claim": "off"}}, True),
        ({"rules": {"no-claims": "error"}}, True),
        ({"rules": {"no-claims": "off"}}, False),
        ({"rules": {"weak-claims": "off"}}, False),
        ({"start": {"harm": {"cohort": 3, "blank": 1}}}, True),
        ({"start": {"harm": {"meta-analysis": 3}}}, False),
        ({"accept": [{"rule": "weak-claim", "where": "C1", "reason": "so"}]}, True),
        ({"accept": [{"rule": "weak-claim", "where": "C1"}]}, True),
        ({"accept": [{"rule": "weak-claim", "where": "C1", "reason": " "}]}, True),
        ({"accept": [{"rule": "weak-claim", "reason": "so"}]}, False),
        ({"accept": [{"rule": "no-claims", "where": "C1", "reason": "so"}]}, False),
        ({"accept": {"rule": "weak-claim", "where": "C1"}}, False),
        ({"max-age": True}, False),
        ({"own-names": [" "]}, False),
    ],
)
def test_both_say_the_same_of(folder: Path, document: dict[str, Any], accepted: bool) -> None:
    assert (VALIDATOR.is_valid(document), read(folder, document) is not None) == (
        accepted,
        accepted,
    )
