"""The judge: how well each claim is supported, and why."""

from collections.abc import Mapping
from datetime import date

from evtrack.appraisal.certainty import Criteria
from evtrack.appraisal.verdict import judge_claim
from evtrack.model import Ledger, Verdict

__all__ = ["Criteria", "judge", "judge_claim"]


def judge(ledger: Ledger, today: date | None = None) -> Mapping[str, Verdict]:
    """The verdict on every claim, by claim id in the order of the file.

    Without `today`, no link is called stale.
    """
    criteria = Criteria.of(ledger.config, today)
    return {
        claim.id: judge_claim(claim, ledger.links_of[claim.id], ledger.sources, criteria)
        for claim in ledger.claims
    }
