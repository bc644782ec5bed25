"""The windows of `diff`: one function a format, chosen by name. None imports pandas or Jinja2."""

from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

from evtrack.render.diff_formats.view import DiffView
from evtrack.words import DiffFormat

__all__ = ["FORMATS", "DiffView"]


class _Format(NamedTuple):
    """A function of a module beside this one, which is imported when it is called."""

    module: str

    def __call__(self, view: DiffView) -> str:
        module = import_module(f"{__name__}.{self.module}")
        shown: str = module.rendered(view)
        return shown


FORMATS: Mapping[DiffFormat, _Format] = {
    DiffFormat.TEXT: _Format("text"),
    DiffFormat.JSON: _Format("records"),
    DiffFormat.MARKDOWN: _Format("markdown"),
}
