"""The judge: how well each claim is supported, and why."""

from collections.abc import Mapping
from datetime import date

from evtrack.appraisal.certainty import Criteria
from evtrack.appraisal.verdict import judge_claim
from evtrack.model import Backing, Ledger, Location, Verdict
from evtrack.quotations import rationale_checks

__all__ = ["Criteria", "judge", "judge_claim"]


def judge(ledger: Ledger, today: date | None = None) -> Mapping[str, Verdict]:
    """The verdict on every claim, by claim id in the order of the file.

    Without `today`, no link is called stale.
    """
    criteria = Criteria.of(ledger.config, today)
    backing = _backing(ledger)
    return {
        claim.id: judge_claim(claim, ledger.links_of[claim.id], ledger.sources, criteria, backing)
        for claim in ledger.claims
    }


def _backing(ledger: Ledger) -> Mapping[Location, Backing]:
    """What is known of each link beyond its row, by the place of the row."""
    checks = rationale_checks(ledger)
    verified = {place for place, check in checks.items() if check.is_verified}
    return {
        link.location: Backing(ledger.last_checked(link), link.location in verified)
        for link in ledger.links
    }
