"""A badge that tells an article's coverage: an SVG that needs nothing from elsewhere."""

from __future__ import annotations

from html import escape

from evtrack.coverage.sentences import Coverage
from evtrack.phrases import counted
from evtrack.render.percent import colour_of, in_percent

_LABEL = "evidence"
_UNKNOWN = "unknown"
_FILL = {"green": "#2b7a3d", "yellow": "#8a6100", "red": "#b3362b", "": "#6b6b6b"}
_BESIDE = 6  # pixels on either side of a text
_NARROW, _WIDE = "fijlrt.,", "mw%"


def coverage_badge(coverage: Coverage) -> str:
    """The badge `evidence | 64%`, coloured by the percentage, with a title for screen readers."""
    percent = coverage.percent
    if percent is None:
        return badge(_LABEL, _UNKNOWN, "Evidence: no sentence to measure", _FILL[""])
    shown = in_percent(percent)
    of = counted(coverage.in_scope, "sentence")
    title = (
        f"Evidence: {shown} of {of} {'stands' if coverage.in_scope == 1 else 'stand'} on a claim"
    )
    return badge(_LABEL, shown, title, _FILL[colour_of(percent)])


def badge(label: str, value: str, title: str, fill: str) -> str:
    """An SVG of 20 pixels' height: the label on grey, and the value on this colour."""
    left, right = (_width(text) + 2 * _BESIDE for text in (label, value))
    width = left + right
    texts = "".join(
        f'<text x="{x:g}" y="14" textLength="{length:g}">{escape(text)}</text>\n'
        for x, length, text in (
            (left / 2, left - 2 * _BESIDE, label),
            (left + right / 2, right - 2 * _BESIDE, value),
        )
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="20" '
        f'viewBox="0 0 {width:g} 20" role="img" aria-label="{escape(title)}">\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect width="{width:g}" height="20" rx="3" fill="#444"/>\n'
        f'<path d="M{left:g} 0h{right - 3:g}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H{left:g}z" '
        f'fill="{escape(fill)}"/>\n'
        '<g fill="#fff" text-anchor="middle" font-size="11" '
        'font-family="Verdana,DejaVu Sans,Geneva,sans-serif" aria-hidden="true">\n'
        f"{texts}</g>\n"
        "</svg>\n"
    )


def _width(text: str) -> float:
    """About how many pixels a text of 11 pixels takes; it is then stretched to just that."""
    return sum(4 if c in _NARROW else 11 if c in _WIDE else 6.5 for c in text)
