"""Jinja2's sandbox, made so that what a project's templates join is escaped for its format.

Jinja2 knows one kind of marked text, HTML: what a macro or a block prints is Markup, and text that
is joined to it is escaped for HTML. Here it may be another kind: a subclass of Markup, whose
`escape` is that of its format.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from jinja2 import pass_context, pass_environment
from jinja2.compiler import CodeGenerator
from jinja2.filters import do_indent, make_attrgetter
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, soft_str


class _Generator(CodeGenerator):
    def write_commons(self) -> None:
        """Every function that a template becomes begins with this."""
        super().write_commons()
        self.writeline("Markup, markup_join = environment.marked, environment.joined")


class Sandbox(ImmutableSandboxedEnvironment):
    """Renders templates in which marked text is of the kind `marked`."""

    code_generator_class = _Generator

    def __init__(
        self, marked: type[Markup], finalize: Callable[[Any], Any], **settings: Any
    ) -> None:
        # Asking for the context, and not optimizing, leave constants to when they are printed:
        # Jinja2 would escape them for HTML before, and fail without a line.
        with_context = pass_context(lambda _, value: finalize(value))
        super().__init__(optimized=False, finalize=with_context, **settings)
        self.marked = marked
        self.filters |= {"indent": _indent, "join": _join, "replace": _replace}

    def joined(self, pieces: Iterable[Any]) -> str:
        """The pieces in a row; where one of them is marked, the others are escaped."""
        return _join(self, pieces)

    def call(self, context: Context, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """What a call from a template gives: marked text of our kind for Markup.

        What `{% call %}` prints comes through here only, and what it calls need not be a macro.
        """
        given = super().call(context, called, *args, **kwargs)
        if "caller" in kwargs and self.finalize:
            return self.marked.escape(self.finalize(context, given))
        return self.ours(given)

    def ours(self, given: Any) -> Any:
        """The same; where it is marked, of our kind."""
        return self.marked(given) if isinstance(given, Markup) else given


# Filters in the place of those of Jinja2 that would escape for HTML


@pass_environment
def _indent(environment: Sandbox, s: str, *how: Any, **named: Any) -> str:
    indented: str = environment.ours(do_indent(s, *how, **named))
    return indented


@pass_environment
def _replace(environment: Sandbox, s: Any, old: Any, new: Any, count: int | None = None) -> str:
    if isinstance(old, Markup) or isinstance(new, Markup):
        s = environment.marked.escape(s)
    return soft_str(s).replace(soft_str(old), soft_str(new), -1 if count is None else count)


@pass_environment
def _join(
    environment: Sandbox, value: Iterable[Any], d: Any = "", attribute: str | int | None = None
) -> str:
    if attribute is not None:
        value = map(make_attrgetter(environment, attribute), value)
    pieces = list(value)
    if any(isinstance(piece, Markup) for piece in (d, *pieces)):
        return environment.marked.escape(d).join(pieces)
    return str(d).join(map(str, pieces))
