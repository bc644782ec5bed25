"""What has happened to the linked sources since they were published."""

import re
from collections.abc import Iterator

from evtrack.model import Problem
from evtrack.phrases import listed_briefly, quoted
from evtrack.rules.fields import about, problem_in, values_of
from evtrack.rules.rule import Context
from evtrack.words import Status

# As publishers (`RETRACTED ARTICLE:`), PubMed and the Cochrane Library (`WITHDRAWN:`) put it
# before the title of what they took back; a notice of it begins with `Retraction`.
_TAKEN_BACK = re.compile(
    r"(?i)[\W_]*(?:retracted|withdrawn)(?:\s+(?:article|paper|chapter|publication|study|review))?"
    r"\W*?[:\]]"
)


def retracted_source(context: Context) -> Iterator[Problem]:
    """A claim is linked to a source that has been retracted.

    Why it matters: a retracted source is no evidence and never counts; the ICMJE recommendations
    ask not to cite it except to discuss the retraction.

    Example: an entry with `status = {retracted}` that a claim links.

    What to do: remove the links, and judge whether the claims still stand without it.
    """
    return _with_status(
        context,
        Status.RETRACTED,
        "is retracted",
        "Remove the links; a retracted source never counts.",
    )


def unmarked_retraction(context: Context) -> Iterator[Problem]:
    """A title says that the source was retracted or withdrawn, and `status` does not.

    Why it matters: evtrack counts the source as if nothing had happened.

    Example: `title = {RETRACTED: Tea and sleep}`, as publishers and PubMed mark it, without a
    `status`.

    What to do: add `status = {retracted}`, and judge whether the claims stand without the source.
    """
    for source, field, title in values_of(context, "title"):
        is_marked = source.appraisal.status is Status.RETRACTED
        if not is_marked and _TAKEN_BACK.match(title.replace("{", "").replace("}", "")):
            message = f"{quoted(title)} was taken back, and `status` does not say so"
            yield problem_in(source, field, message, "Add `status = {retracted}`.")


def superseded_source(context: Context) -> Iterator[Problem]:
    """A claim is linked to a source that a newer version has replaced.

    Why it matters: the newer one may say something else, and whoever checks the claim will look
    there first.

    Example: a Cochrane review with `status = {superseded}`, of which an update is out.

    What to do: read the newer version, and link that.
    """
    return _with_status(
        context, Status.SUPERSEDED, "is superseded", "Read what replaced it, and link that."
    )


def corrected_source(context: Context) -> Iterator[Problem]:
    """A claim is linked to a source to which a correction was published.

    Why it matters: the correction may concern the very number that the claim rests on.

    Example: a trial with `status = {corrected}`, whose erratum changes a table.

    What to do: read the correction. If the claim still holds, say so in the link's `note` and
    accept the finding.
    """
    return _with_status(
        context,
        Status.CORRECTED,
        "has been corrected",
        "See whether the correction touches what the claims rest on.",
    )


def questioned_source(context: Context) -> Iterator[Problem]:
    """A claim is linked to a source about which its journal has published a concern.

    Why it matters: such sources are often retracted later. Until then they count.

    Example: a trial with `status = {concern}`, whose data the journal is looking into.

    What to do: read the notice, and look for evidence that does not depend on this source.
    """
    return _with_status(
        context,
        Status.CONCERN,
        "is under an expression of concern",
        "Read the notice, and look for other evidence.",
    )


def _with_status(context: Context, status: Status, what: str, help: str) -> Iterator[Problem]:
    cited = context.ledger.cited
    keys = [key for key, source in cited.items() if source.appraisal.status is status]
    linking: dict[str, dict[str, None]] = {key: {} for key in keys}
    for link in context.ledger.links if keys else ():
        if link.citekey in linking:
            linking[link.citekey][link.claim_id] = None
    for key in keys:
        message = f"{key} {what}; linked by {listed_briefly(list(linking[key]))}"
        yield about(cited[key], message, help, "status")
