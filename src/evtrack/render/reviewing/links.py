"""How a link is named, and its last review told."""

from __future__ import annotations

from collections.abc import Iterator

from evtrack.model import LinkName
from evtrack.render.terminal import Terminal
from evtrack.reviews import ReviewState
from evtrack.reviews.changes import told


def link_name(name: LinkName) -> str:
    """The link as it is named on the command line."""
    return f"{name.claim_id} {name.citekey}"


def last_review(link: ReviewState, terminal: Terminal) -> Iterator[str]:
    """Who reviewed it and when, and what changed since; nothing where nobody did."""
    if link.review:
        since = "; since then" if link.is_suspect else ""
        reviewed = f"Reviewed by {link.review.by} on {link.review.on}{since}"
        yield terminal.wrap(reviewed, hanging="  ")
    for change in link.changes:
        yield terminal.wrap(told((change,)), indent="  ", hanging="    ")
