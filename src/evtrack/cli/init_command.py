"""`evtrack init`."""

import os
import shlex
import sys
from contextlib import suppress
from pathlib import Path

import click

from evtrack.cli.screen import say
from evtrack.config import CONFIG_FILES, Config, read_config
from evtrack.errors import CannotRun

_CONFIG, _PYPROJECT = CONFIG_FILES


@click.command("init")
@click.argument("article")
@click.option("--bib", metavar="FILE", help="Use this BibTeX library; write no references.bib.")
@click.option(
    "--project",
    metavar="DIR",
    help="The folder to make a project of; default the article's.",
)
def command(article: str, bib: str | None, project: str | None) -> None:
    """Make a project of a bare ARTICLE.

    Its reference list becomes references.bib, and the sentences that may need evidence become
    claims.csv, with what they cite. Nothing is ever overwritten.
    """
    from evtrack.drafting import draft
    from evtrack.readers import read_article_input
    from evtrack.readers.bibliography import read_bibliography
    from evtrack.readers.text import read_input
    from evtrack.render.draft_text import draft_text
    from evtrack.render.terminal import Terminal

    root = _root(Path(article), project)
    defaults = Config(root)
    path = _inside(root, article, "article")
    library_path = _inside(root, bib, "library") if bib else ""
    names = [_CONFIG, defaults.claims, *([] if bib else defaults.references)]
    _refuse_to_overwrite(root, names)

    source = read_article_input(root, path)
    library = (
        read_bibliography([read_input(root, library_path, "references")]) if library_path else None
    )
    made = draft(source, library)
    if not made.found.sentences:
        raise CannotRun(f"{path}: no sentence found in it; is it the text of an article?")
    texts = {
        defaults.references[0]: made.references,
        defaults.claims: made.claims,
        _CONFIG: _config(path, library_path, defaults),
    }
    written = _write_all(
        {root / name: text for name, text in texts.items() if text is not None}, root
    )
    here = shlex.quote(os.path.relpath(root))
    say(draft_text(made.found, written, library_path, here, Terminal.of(sys.stdout)))


def _root(article: Path, project: str | None) -> Path:
    """The project's folder, without links in its path."""
    folder = Path(project) if project is not None else article.parent
    if not os.path.isdir(folder):
        raise CannotRun(f"{folder}: not a directory; the project's files are written there")
    return folder.resolve()


def _inside(root: Path, path: str, what: str) -> str:
    """The path from the project's folder on."""
    file = Path(os.path.realpath(Path(path).parent)) / Path(path).name
    if not file.is_relative_to(root):
        raise CannotRun(f"{path}: not in {root}; the {what} must lie in the project's folder")
    return file.relative_to(root).as_posix()


def _refuse_to_overwrite(root: Path, names: list[str]) -> None:
    there = [name for name in names if os.path.lexists(root / name)]
    if there:
        raise CannotRun(
            f"{', '.join(there)}: there already in {root}, and nothing was written; init makes a "
            "new project, so remove or rename what is in its way"
        )
    if os.path.isfile(root / _PYPROJECT) and read_config(root / _PYPROJECT):
        raise CannotRun(
            f"{_PYPROJECT}: has [tool.evtrack] already, and nothing was written; init makes a new "
            "project"
        )


def _config(article: str, library: str, defaults: Config) -> str:
    lines = [f"article = {_toml(article)}"]
    if library and (library,) != defaults.references:
        lines.append(f"references = [{_toml(library)}]")
    return "".join(f"{line}\n" for line in lines)


def _toml(text: str) -> str:
    """A basic string: TOML escapes what JSON does, and DEL."""
    import json  # late: few commands need it

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _write_all(texts: dict[Path, str], root: Path) -> list[str]:
    """Write all files or, where one is there by now or can't be written, none; their paths."""
    from evtrack.cli.files import rewrite

    done: list[Path] = []
    try:
        for path, text in texts.items():
            rewrite(path, None, _encoded(path, text), root)
            done.append(path)
    except CannotRun:
        for path in done:
            with suppress(OSError):
                path.unlink()
        raise
    return [os.path.relpath(path) for path in done]


def _encoded(path: Path, text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeError as error:  # the name of the article need not be UTF-8
        raise CannotRun(f"{path}: can't be written: {error}") from error
