"""The windows of `check`: one function a format, chosen by name. None imports pandas or Jinja2."""

from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

from evtrack.render.check_formats.view import CheckView
from evtrack.words import CheckFormat

__all__ = ["FORMATS", "CheckView"]


class _Format(NamedTuple):
    """A function of a module beside this one, which is imported when it is called."""

    module: str
    name: str

    def __call__(self, view: CheckView) -> str:
        shown: str = getattr(import_module(f"{__name__}.{self.module}"), self.name)(view)
        return shown


FORMATS: Mapping[CheckFormat, _Format] = {
    CheckFormat.TEXT: _Format("listing", "text"),
    CheckFormat.CONCISE: _Format("listing", "concise"),
    CheckFormat.JSON: _Format("records", "as_json"),
    CheckFormat.SARIF: _Format("sarif", "sarif"),
    CheckFormat.GITHUB: _Format("github", "github"),
    CheckFormat.GITLAB: _Format("gitlab", "gitlab"),
    CheckFormat.JUNIT: _Format("junit", "junit"),
    CheckFormat.MARKDOWN: _Format("markdown", "markdown"),
}
