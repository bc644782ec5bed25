"""Reviews of links that have another name now, as after claims were numbered anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evtrack.model import LinkName, Review
from evtrack.reviews import ReviewState
from evtrack.reviews.changes import Root
from evtrack.reviews.watched import Watch, without_copies


def reviews_by_new_names(
    states: Mapping[LinkName, ReviewState], reviews: Mapping[LinkName, Review], watch: Watch
) -> Iterator[tuple[LinkName, Review]]:
    """The links whose review goes by another name, and that review.

    So it is where all that was judged has stayed what it was, but what its link is called.
    """
    settled = {name for name, state in states.items() if _is_as_judged(state)}
    adrift = {
        frozenset(without_copies(review.was).items()): review
        for name, review in reviews.items()
        if review.on and name not in settled
    }
    for name, state in states.items() if adrift else ():
        if name not in settled:
            judged = frozenset(watch.judged(state.rows).items())
            if review := adrift.pop(judged, None):
                yield name, review


def _is_as_judged(state: ReviewState) -> bool:
    return bool(state.review) and all(change.root is Root.COPY for change in state.changes)
