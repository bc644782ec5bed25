"""Write the tables of docs/reference/ that a machine can write: commands and settings.

A page marks such a table with `<!-- begin NAME ... -->` and `<!-- end NAME -->`; what stands
between them is replaced. Run `python -m tools.reference`, or `make docs`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click

from evtrack.cli import COMMANDS, commands
from tools.settings import ACCEPTANCE, DEFAULTS, SETTINGS, THRESHOLDS, Setting, Shape
from tools.settings import described_settings as described

FOLDER = Path(__file__).parent.parent / "docs" / "reference"
BLOCK = re.compile(
    r"(?P<begin><!-- begin (?P<name>[\w-]+)\b[^>]*-->\n).*?(?P<end><!-- end (?P=name) -->)",
    re.DOTALL,
)


def pages() -> Mapping[str, str]:
    """Every page of the reference by its file name, with its generated parts made anew."""
    return {
        path.name: BLOCK.sub(_block, path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.glob("*.md"))
    }


def write() -> None:
    """Write the pages."""
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="")


def _block(match: re.Match[str]) -> str:
    body = "\n".join(BLOCKS[match["name"]]())
    return f"{match['begin']}\n{body}\n\n{match['end']}"


def _table(header: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield "|" + "---|" * len(header)
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def _code(text: object) -> str:
    return f"`{text}`"


# Commands


def _commands() -> Iterator[str]:
    context = click.Context(commands, info_name="evtrack")
    for number, name in enumerate(COMMANDS):
        command = commands.get_command(context, name)
        if command is None:
            raise LookupError(name)
        if number:
            yield ""
        yield from _command(command, click.Context(command, info_name=name, parent=context))


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    yield f"## evtrack {command.name}\n"
    yield f"```text\n{usage}\n```\n"
    yield _one_paragraph_each(command.help or "") + "\n"
    options = [each for each in command.params if isinstance(each, click.Option)]
    yield from _table(("option", "value", "meaning"), (_option(each, context) for each in options))


def _one_paragraph_each(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def _option(option: click.Option, context: click.Context) -> tuple[str, str, str]:
    names = ", ".join(map(_code, (*option.opts, *option.secondary_opts)))
    meaning = option.help or ""
    if option.multiple and "again" not in meaning and "repeat" not in meaning.lower():
        meaning += " May be given again."
    if shown := _shown_default(option):
        meaning += f" Default: {shown}."
    return names, _value(option, context), meaning


def _value(option: click.Option, context: click.Context) -> str:
    if option.is_flag:
        return ""
    if isinstance(option.type, click.Choice):
        return ", ".join(map(_code, option.type.choices))
    return _code(option.make_metavar(context))


def _shown_default(option: click.Option) -> str:
    if isinstance(option.show_default, str):
        return option.show_default
    return _code(option.default) if option.show_default and option.default is not None else ""


# Settings


def _settings() -> Iterator[str]:
    return _table(
        ("key", "value", "default", "meaning"),
        ((_code(key), *_setting(setting, DEFAULTS.get(key))) for key, setting in SETTINGS.items()),
    )


def _acceptance() -> Iterator[str]:
    return _table(
        ("key", "value", "meaning"),
        (
            (_code(key), _kind(setting.shape), setting.meaning)
            for key, setting in ACCEPTANCE.items()
        ),
    )


def _thresholds() -> Iterator[str]:
    defaults = described()["thresholds"]["properties"]
    return _table(
        ("key", "value", "default", "meaning"),
        (
            (_code(key), *_setting(setting, defaults[key]["default"]))
            for key, setting in THRESHOLDS.items()
        ),
    )


def _setting(setting: Setting, default: object) -> tuple[str, str, str]:
    shown = "none" if default in (None, [], ()) else _toml(default)
    return _kind(setting.shape), shown, setting.meaning


def _toml(value: object) -> str:
    if isinstance(value, list):
        return _code(f"[{', '.join(map(_quoted, value))}]")
    return _code(value if isinstance(value, int) else _quoted(value))


def _quoted(value: object) -> str:
    return f'"{value}"'


def _kind(shape: Shape) -> str:
    if "$ref" in shape:
        return str(shape["$ref"]).rpartition("/")[2]
    if shape.get("format") == "date":
        return "day"
    if shape.get("format") == "regex":
        return "regular expression"
    if "enum" in shape:
        few = len(shape["enum"]) < 9
        return ", ".join(map(_code, shape["enum"])) if few else "[rule](../rules/README.md)"
    if shape["type"] == "integer":
        return f"whole number from {shape['minimum']} to {shape['maximum']:,}"
    if shape["type"] == "number":
        return f"number from {shape['minimum']} to {shape['maximum']}"
    if shape["type"] == "array":
        items = _kind(shape["items"])
        return "tables" if items == "table" else f"list of {items}s"
    return {"object": "table", "string": "text"}[shape["type"]]


BLOCKS: Mapping[str, Callable[[], Iterator[str]]] = {
    "commands": _commands,
    "settings": _settings,
    "acceptance": _acceptance,
    "thresholds": _thresholds,
}
"""What writes each block."""


if __name__ == "__main__":
    write()
