"""How Sphinx builds the site: `make site`.

The pages are plain Markdown; their order in the navigation is said here.
"""

from __future__ import annotations

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

import evtrack

project = "evtrack"
release = evtrack.__version__
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["schema"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"evtrack {release}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_show_sourcelink = False
# The colours of the evidence report.
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#0f4f8f",
        "color-brand-content": "#0f4f8f",
        "color-brand-visited": "#7a4a9e",
    },
    "dark_css_variables": {
        "color-brand-primary": "#8fc1f5",
        "color-brand-content": "#8fc1f5",
        "color-brand-visited": "#c39be3",
    },
}

NAVIGATION = {
    "Start": ["tutorial"],
    "How to": [
        "Overview <how-to/README>",
        "how-to/start-from-an-article",
        "how-to/coverage",
        "how-to/ci",
        "how-to/zotero",
        "how-to/excel",
        "how-to/accepting",
        "how-to/fixing",
        "how-to/stored-copies",
        "how-to/reviewing",
        "how-to/changes",
        "how-to/retractions",
        "how-to/while-writing",
        "how-to/own-templates",
    ],
    "Reference": [
        "Overview <reference/README>",
        "reference/commands",
        "reference/init",
        "reference/claims",
        "reference/references",
        "reference/configuration",
        "reference/formats",
        "reference/templates",
        "reference/json",
        "reference/exit-codes",
        "reference/python",
        "rules/README",
    ],
    "Explanation": ["judgement", "decisions", "dependencies", "speed"],
}


def _toctree(pages: list[str], caption: str = "", *options: str) -> str:
    lines = ["```{toctree}", ":hidden:", *options]
    if caption:
        lines.append(f":caption: {caption}")
    return "\n".join([*lines, "", *pages, "```", ""])


def add_navigation(app: Sphinx, name: str, source: list[str]) -> None:  # noqa: ARG001
    """Append the hidden tables of contents, which would be noise in the Markdown itself."""
    if name == "index":
        trees = [_toctree(pages, caption) for caption, pages in NAVIGATION.items()]
        source[0] += "\n" + "\n".join(trees)
    if name == "rules/README":
        source[0] += "\n" + _toctree(["*"], "", ":glob:")


def setup(app: Sphinx) -> None:
    """Connect the above; Pygments has no lexer for CSV."""
    app.connect("source-read", add_navigation)
    app.add_lexer("csv", TextLexer)
