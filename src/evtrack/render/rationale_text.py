"""What came of looking for a rationale, in one line."""

from __future__ import annotations

from evtrack.quotations import RationaleCheck, RationaleFate


def check_text(check: RationaleCheck) -> str:
    """The check: `verified in sources/ng2020.pdf, page 3`."""
    if check.fate is RationaleFate.VERIFIED:
        but_for = " but for what is in [brackets]," if check.has_insertion else ""
        return f"verified{but_for} in {_place(check)}"
    if check.fate is RationaleFate.UNCHECKED:
        return f"unchecked: {check.why}"
    if check.fate is RationaleFate.NOT_FOUND:
        return f"not found in {check.copy_name}"
    return f"altered: {check.changes}, in {_place(check)}"


def _place(check: RationaleCheck) -> str:
    return f"{check.copy_name}, {check.where}" if check.where else check.copy_name
