"""How the report's templates are found and rendered: evtrack's own, and those of a project.

evtrack's are named `evtrack/report.html.j2` and so on; among each other they need no prefix, and a
file of a project never takes the place of one unless it extends it. A project's templates run in
Jinja2's immutable sandbox, which keeps them from files, modules and from changing what they are
given, but bounds neither time nor memory: they are code of the project.
"""

from __future__ import annotations

import os
import re
from base64 import b64encode
from collections.abc import Callable, Iterator, MutableMapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import normalize

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.parser import Parser
from markupsafe import Markup

from evtrack.errors import CannotRun
from evtrack.phrases import excerpt, quoted
from evtrack.readers.text import read_input
from evtrack.render.sandbox import Sandbox
from evtrack.suggest import did_you_mean

if TYPE_CHECKING:
    from evtrack.config import Config

OURS = "evtrack/"
PAGES = ("report.html.j2", "report.md.j2")
"""The templates that a project can have in the place of evtrack's of the same name."""

TRUSTED_BLOCKS = ("style", "script")
"""The blocks whose text the page's policy allows by its hash: a template writes no data there."""

LARGEST_REPORT = 500_000_000
"""Characters; a report of 10,000 claims has a tenth of that."""

_FOLDER = Path(__file__).parent / "templates"
_LARGEST_TEMPLATE = 10_000_000  # bytes
_PLAIN = (nodes.Output, nodes.TemplateData, nodes.Call, nodes.Name)
_LINE_END = re.compile(r"\r\n?")
_COMMENT_LINES = re.compile(r"^\s*(?://.*|/\*(?s:.*?)\*/\s*)\n", re.MULTILINE)
_INDENTS = re.compile(r"^\s+", re.MULTILINE)
_STRING_OR_IDLE = re.compile(r'(?P<string>"[^"\n]*")|;? +(?=\})|(?<=[{},;:>]) +| +(?=[{>])')


class OwnTemplates(NamedTuple):
    """The folder of a project's templates, as the config names it from the project's root on."""

    root: Path
    folder: str

    @classmethod
    def of(cls, config: Config) -> OwnTemplates | None:
        """Those that the config names. Raises CannotRun for a folder that has none."""
        if config.templates is None:
            return None
        own = cls(config.root, config.templates)
        if not any(os.path.lexists(own.path / name) for name in PAGES):
            raise CannotRun(
                f"{config.file}: `templates` is {config.templates!r}, and there is no "
                f"{' or '.join(PAGES)} in that folder; add one, or remove the setting"
            )
        return own

    @property
    def path(self) -> Path:
        """The folder."""
        return self.root / self.folder


class Renderer(NamedTuple):
    """Renders the pages of one format, with the filters and tests of its environment."""

    environment: Environment
    own: OwnTemplates | None

    def render(self, page: str, context: dict[str, Any]) -> str:
        """One of `PAGES`, the project's where it has one.

        Raises CannotRun, with file and line, for whatever goes wrong in a template of the project.
        """
        if self.own is None:
            return self.environment.get_template(OURS + page).render(context)
        try:
            template = self.environment.select_template([page, OURS + page])
            return "".join(_bounded(template, context))
        except Exception as error:  # a template can fail in any way
            place = _place_of(error, self.own)
            if place is None:
                raise
            raise CannotRun(f"{place}: {excerpt(_told(error), 300)}") from error


def renderer(
    own: OwnTemplates | None, finalize: Callable[[Any], Any], marked: type[Markup] = Markup
) -> Renderer:
    """Templates are compiled for the sandbox where a project has its own.

    Whatever a template prints passes through `finalize`, and is escaped for HTML where that does
    not make it Markup. What a template of a project joins to Markup is escaped as `marked` does.
    """
    kind = partial(_Sandboxed, marked) if own else _Named
    # `autoescape` outright: select_autoescape() would pass over names that end in `.html.j2`.
    environment = kind(
        loader=_Loader(own),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    del environment.filters["safe"]
    environment.filters |= {"asset": asset, "policy_hash": policy_hash}
    return Renderer(environment, own)


def asset(name: str) -> Markup:
    """One of evtrack's own files, such as `report.js`, without indents and comments."""
    text = _COMMENT_LINES.sub("", _our_text(OURS + name))
    text = _INDENTS.sub("", text)
    if name.endswith(".css"):
        text = _STRING_OR_IDLE.sub(lambda found: found["string"] or "", text)
    return Markup(text)  # noqa: S704 - our own files


def policy_hash(text: str) -> str:
    """The source expression by which a content security policy allows this script or style."""
    digest = sha256(_LINE_END.sub("\n", text).encode()).digest()
    return f"sha256-{b64encode(digest).decode()}"


# Where templates are found


class _Named(Environment):
    def join_path(self, template: Any, parent: str) -> str:
        """Ours name each other without the prefix, and never one of the project's."""
        if not isinstance(template, str):
            raise TypeError(f"a template is named by a text, not by {quoted(str(template))}")
        is_inner = parent.startswith(OURS) and not template.startswith(OURS)
        return OURS + template if is_inner else template


class _Sandboxed(_Named, Sandbox):
    def get_or_select_template(
        self,
        template_name_or_list: Any,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """One template, or the first of a list; Jinja2's takes anything for a list."""
        is_list = isinstance(template_name_or_list, (list, tuple))
        get = self.select_template if is_list else self.get_template
        return get(template_name_or_list, parent, globals)


class _Loader(BaseLoader):
    def __init__(self, own: OwnTemplates | None) -> None:
        self.own = own

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool] | None]:
        text = self._text(template)
        if self.own is None or template.startswith(OURS):
            return text, str(_FOLDER / template.removeprefix(OURS)), None
        path = str(self.own.path / template)
        tree = _parsed(environment, text, template, path)
        try:
            _refuse_unsafe(tree, template, path)
            self._refuse_unknown_blocks(environment, tree, template, path)
            environment.compile(tree, template, path)
        except (RecursionError, MemoryError, SyntaxError):  # of Python: "too many nested blocks"
            line = _deepest(tree).lineno
            raise TemplateSyntaxError("nested too deeply", line, template, path) from None
        return text, path, lambda: _is_current(self.own, template, text)

    def _refuse_unknown_blocks(
        self, environment: Environment, tree: nodes.Template, template: str, path: str
    ) -> None:
        """Raise TemplateSyntaxError for a block that what is extended does not have.

        Jinja2 would leave it out without a word.
        """
        known = self._blocks_above(environment, tree, template)
        for block in tree.body:
            if known and isinstance(block, nodes.Block) and block.name not in known:
                hint = did_you_mean(block.name, known)
                why = f"there is no block {quoted(block.name)} in what is extended. {hint}"
                raise TemplateSyntaxError(why.rstrip(" ."), block.lineno, template, path)

    def _blocks_above(
        self, environment: Environment, tree: nodes.Template, template: str
    ) -> set[str]:
        """The names of the blocks that this template can replace; none where that is not sure."""
        names: set[str] = set()
        seen: set[str] = set()
        while extends := tree.find(nodes.Extends):
            parent = getattr(extends.template, "value", None)
            if extends not in tree.body or not isinstance(parent, str) or template in seen:
                return set()
            seen.add(template)
            template = environment.join_path(parent, template)
            try:
                tree = _parsed(environment, self._text(template), template, template)
            except (TemplateNotFound, TemplateSyntaxError, CannotRun):  # told when it is rendered
                return set()
            names |= {block.name for block in tree.find_all(nodes.Block)}
        return names

    def _text(self, template: str) -> str:
        if template.startswith(OURS):
            return _our_text(template)
        if self.own is None:
            raise TemplateNotFound(template)
        return _text_of(self.own, template)


def _our_text(template: str) -> str:
    path = _FOLDER / template.removeprefix(OURS)
    if not path.is_file() or path.parent not in (_FOLDER, _FOLDER / "css"):
        raise TemplateNotFound(template)
    return path.read_text(encoding="utf-8")


def _text_of(own: OwnTemplates, template: str) -> str:
    """Raises TemplateNotFound where there is none, and CannotRun where it can't be read."""
    name, path = f"{own.folder}/{template}", own.path / template
    if "\0" in template:
        raise TemplateNotFound(template)
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(own.path)):
        raise CannotRun(f"{name}: leads out of the folder of templates; keep it inside")
    if not os.path.lexists(path):
        raise TemplateNotFound(template)
    return read_input(own.root, name, "template", largest=_LARGEST_TEMPLATE).text


def _is_current(own: OwnTemplates | None, template: str, text: str) -> bool:
    return own is not None and _text_of(own, template) == text


def _parsed(environment: Environment, text: str, name: str, path: str) -> nodes.Template:
    parser = Parser(environment, text, name, path)
    try:
        return parser.parse()
    except (RecursionError, ValueError) as error:  # ValueError: a number of thousands of digits
        why = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise TemplateSyntaxError(why, parser.stream.current.lineno, name, path) from None


def _deepest(tree: nodes.Node) -> nodes.Node:
    """A node with the most others around it."""
    level = [tree]
    while inner := [child for node in level for child in node.iter_child_nodes()]:
        level = inner
    return level[0]


def _refuse_unsafe(tree: nodes.Template, name: str, path: str) -> None:
    """Raise TemplateSyntaxError where a template switches escaping off, or trusts data."""
    for modifier in tree.find_all(nodes.EvalContextModifier):
        raise TemplateSyntaxError("escaping can't be switched", modifier.lineno, name, path)
    for block in tree.find_all(nodes.Block):
        # As a function of Python is named, which the block becomes.
        if normalize("NFKC", block.name) in TRUSTED_BLOCKS and (node := _no_text(block)):
            why = (
                f"the block `{block.name}` may hold text and `super()` only: the page's policy "
                "trusts what stands there"
            )
            raise TemplateSyntaxError(why, node.lineno, name, path)
    set_blocks = (block for block in tree.find_all(nodes.AssignBlock) if block.filter)
    for filtered in (*tree.find_all(nodes.FilterBlock), *set_blocks):
        # Jinja2 takes what the filter gives for escaped, whatever it is.
        why = "a whole block can't be filtered: filter what is printed in it"
        raise TemplateSyntaxError(why, filtered.lineno, name, path)


def _no_text(block: nodes.Block) -> nodes.Node | None:
    for node in block.find_all(nodes.Node):
        is_super = not isinstance(node, nodes.Name) or node.name == "super"
        if not isinstance(node, _PLAIN) or not is_super:
            return node
    return None


# What goes wrong in one


def _bounded(template: Template, context: dict[str, Any]) -> Iterator[str]:
    """Raises CannotRun where there is no end to it."""
    size = 0
    for piece in template.generate(context):
        size += len(piece)
        if size > LARGEST_REPORT:
            raise CannotRun(
                f"{template.name}: prints more than {LARGEST_REPORT:,} characters; look for a loop "
                "in the project's templates"
            )
        yield piece


def _place_of(error: Exception, own: OwnTemplates) -> str | None:
    """File and line of the project's template in which it happened; None where in none."""
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return _within(own, error.filename, error.lineno)
    places = (
        _within(own, trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        for trace in _traces(error.__traceback__)
    )
    return next((place for place in reversed(list(places)) if place), None)


def _traces(trace: TracebackType | None) -> Iterator[TracebackType]:
    while trace:
        yield trace
        trace = trace.tb_next


def _within(own: OwnTemplates, filename: str, line: int) -> str | None:
    path = Path(filename)
    return f"{path.relative_to(own.root)}:{line}" if path.is_relative_to(own.path) else None


def _told(error: Exception) -> str:
    if isinstance(error, TemplateSyntaxError):
        return error.message or type(error).__name__
    if isinstance(error, TemplateNotFound):
        return f"there is no template `{error.name}`; evtrack's begin with `{OURS}`"
    if isinstance(error, RecursionError):
        return "calls itself again and again"
    return str(error) or type(error).__name__
