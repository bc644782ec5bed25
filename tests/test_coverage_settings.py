"""The settings of coverage: what they may hold, and what is said of what they may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from evtrack.config import find_config
from evtrack.errors import CannotRun


def refusal(folder: Path, toml: str) -> str:
    (folder / "evtrack.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(CannotRun) as refused:
        find_config(folder)
    return str(refused.value)


def test_they_are_off_by_default(tmp_path: Path) -> None:
    config = find_config(tmp_path)

    assert (config.min_coverage, config.min_supported, config.leave_out) == (None, None, ())


@pytest.mark.parametrize("percent", [0, 62.5, 100])
@pytest.mark.parametrize("key", ["min-coverage", "min-supported"])
def test_a_percentage(tmp_path: Path, key: str, percent: float) -> None:
    (tmp_path / "evtrack.toml").write_text(f"{key} = {percent}\n")

    assert getattr(find_config(tmp_path), key.replace("-", "_")) == percent


@pytest.mark.parametrize("value", ["-1", "100.1", "nan", "inf", "true", '"80"', "[80]"])
@pytest.mark.parametrize("key", ["min-coverage", "min-supported"])
def test_what_is_no_percentage(tmp_path: Path, key: str, value: str) -> None:
    message = f"evtrack.toml:2: `{key}` must be a number from 0 to 100"

    assert refusal(tmp_path, f"# how much\n{key} = {value}\n") == message


def test_patterns(tmp_path: Path) -> None:
    (tmp_path / "evtrack.toml").write_text("leave-out = ['^We ', '(?i)in my view']\n")

    first, second = find_config(tmp_path).leave_out

    assert first.search("We like tea.")
    assert second.search("In my view it is good.")


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        (
            "leave-out = [\n  'We',\n  '(We',\n]",
            "evtrack.toml:3: `leave-out` can't be '(We', which is no regular expression: "
            "missing ), unterminated subpattern at position 0",
        ),
        (
            "leave-out = ['[[a]]']",
            "evtrack.toml:1: `leave-out` can't be '[[a]]', which is no regular expression: "
            "Possible nested set at position 1",
        ),
        ("leave-out = '^We'", "evtrack.toml:1: `leave-out` must be a list of texts in quotes"),
        (
            "leave-out = [' ']",
            "evtrack.toml:1: `leave-out` must be a text that is not blank, in quotes",
        ),
    ],
)
def test_what_is_no_pattern(tmp_path: Path, toml: str, message: str) -> None:
    assert refusal(tmp_path, toml) == message
