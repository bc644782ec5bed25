"""`evtrack.lock`: who judged which link on what day, as JSON, version 1.

`links` holds an object for each link, in sorted order, and a null behind the last. What makes git
merge two branches is how it is laid out: a link's name stands on a line of its own, which no review
changes, its review on the next, and an empty line is between two links. So a line that neither
branch changes stands between any two reviews, and between a review and a link that is new.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from evtrack.days import day_of
from evtrack.model import Input, LinkName, Location, Review
from evtrack.readers.records import VERSION, Record, RecordFile, is_text

_LOCK = RecordFile(
    "record of reviews",
    "links",
    "restore the file from git, or remove it and record the reviews anew with `evtrack review`",
)


def read_lock(file: Input) -> Mapping[LinkName, Review]:
    """The reviews by link, each at the line of its link, in the order of the file.

    Raises CannotRun with file and line for what is no such file.
    """
    reviews: dict[LinkName, Review] = {}
    for record in _LOCK.read(file):
        if record.value is None:
            continue
        review = _review(file, record)
        if first := reviews.get(review.link):
            claim_id, citekey = review.link
            what = f"the link of {claim_id} to {citekey} is in line {first.location.line} already"
            raise _LOCK.damaged(file, record.line, what)
        reviews[review.link] = review
    return reviews


def lock_text(reviews: Mapping[LinkName, Review]) -> str:
    """The file that holds these reviews."""
    links = "".join(f"{_lines(reviews[name])},\n\n" for name in sorted(reviews))
    return f'{{\n  "version": {VERSION},\n  "links": [\n\n{links}    null\n  ]\n}}\n'


def _lines(review: Review) -> str:
    import json

    name = json.dumps(review.link._asdict(), ensure_ascii=False)
    told = review.on and {"by": review.by, "on": review.on.isoformat(), "was": dict(review.was)}
    return f'    {name[:-1]}, "review":\n     {json.dumps(told, ensure_ascii=False)}}}'


def _review(file: Input, record: Record) -> Review:
    value = record.value
    if not isinstance(value, dict) or set(value) != {"claim_id", "citekey", "review"}:
        what = "a link has `claim_id`, `citekey` and `review`"
        raise _LOCK.damaged(file, record.line, what)
    link, told = LinkName(value["claim_id"], value["citekey"]), value["review"]
    if not all(name and is_text(name) for name in link):
        raise _LOCK.damaged(file, record.line, "`claim_id` and `citekey` must be names")
    review = Review(link, Location(file.path, record.line, record.column))
    if told is None:
        return review
    if not isinstance(told, dict) or set(told) != {"by", "on", "was"}:
        raise _LOCK.damaged(file, record.line, "a review has `by`, `on` and `was`")
    if not (told["by"] and is_text(told["by"])):
        raise _LOCK.damaged(file, record.line, "`by` must be a name")
    if not (on := _day(told["on"])):
        raise _LOCK.damaged(file, record.line, "`on` must be a day, as in 2026-03-31")
    if not (isinstance(told["was"], dict) and all(map(is_text, _all_of(told["was"])))):
        raise _LOCK.damaged(file, record.line, "what `was` must be texts")
    return review._replace(by=told["by"], on=on, was=told["was"])


def _day(value: Any) -> date | None:
    return day_of(value) if isinstance(value, str) else None


def _all_of(was: Mapping[str, Any]) -> list[Any]:
    return [*was, *was.values()]
