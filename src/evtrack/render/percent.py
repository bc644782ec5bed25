"""Percentages as people read them."""

_GOOD, _FAIR = 80, 50  # convention, as in badges of test coverage


def in_percent(percent: float | None) -> str:
    """`64%`; never 0% of something, nor 100% of less than all; `–` of nothing."""
    if percent is None:
        return "–"
    whole = round(percent)
    if (whole == 0 and percent > 0) or (whole == 100 and percent < 100):
        return "<1%" if whole == 0 else ">99%"
    return f"{whole}%"


def colour_of(percent: float | None) -> str:
    """`green` from 80 on, `yellow` from 50 on, `red` below; blank of nothing."""
    if percent is None:
        return ""
    return "green" if percent >= _GOOD else "yellow" if percent >= _FAIR else "red"
