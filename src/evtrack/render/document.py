"""The evidence document: everything the report says, as plain data under the keys of JSON 1.

Every window of the report (HTML, Markdown, JSON, CSV) shows this and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evtrack import __version__
from evtrack.appraisal.mending import mend
from evtrack.appraisal.start import start_table
from evtrack.coverage import article_coverage
from evtrack.coverage.measured import Measured, measured
from evtrack.coverage.sections import coverage_record
from evtrack.doi import doi_of
from evtrack.inspection import Results
from evtrack.model import Evidence, Ledger, Link, LinkName, Source, Verdict
from evtrack.quotations import RationaleCheck, rationale_checks
from evtrack.render.coverage_record import coverage_details
from evtrack.render.findings import accepted_records, findings_of, unchecked_record
from evtrack.render.reference import addresses_of, link_of, reference, shown
from evtrack.render.sentence_in_context import sentences_in_context
from evtrack.render.source_list import copies_of, impacts, notices_of
from evtrack.render.unread_words import unread_records
from evtrack.reviews import review_states
from evtrack.words import Calibration, Certainty, Stated, Support

Record = dict[str, Any]

_SUREST_FIRST = (Stated.FIRM, Stated.HEDGED, Stated.OPEN, Stated.MIXED)


def evidence_document(results: Results) -> Record:
    """The document of JSON, version 1; the same for the same input, to the byte."""
    ledger, verdicts, inspection = results.ledger, results.verdicts, results.inspection
    covered = article_coverage(ledger)
    coverage = measured(covered, verdicts) if covered else None
    return {
        "version": 1,
        "generator": f"evtrack {__version__}",
        "date": results.today.isoformat() if results.today else None,
        "article": _article(ledger),
        "summary": _summary(results, coverage),
        "coverage": coverage_details(coverage) if coverage else None,
        "claims": [_claim(verdict, ledger) for verdict in verdicts.values()],
        "sources": _sources(ledger, verdicts),
        "findings": findings_of(inspection),
        "accepted": accepted_records(inspection),
        "unchecked": [unchecked_record(unchecked) for unchecked in inspection.unchecked],
        "unread": unread_records(ledger),
        "inputs": [
            {"path": i.path, "sha256": i.sha256, "encoding": i.encoding} for i in ledger.inputs
        ],
        "copies": [
            {"path": copy.path, "sha256": copy.sha256}
            for copies in ledger.compared_copies.values()
            for copy in copies
        ],
        "method": _method(ledger),
    }


def attention(results: Results) -> list[Verdict]:
    """The claims that need attention, the most harmful first.

    A firm sentence goes before a hedged one, and within each what is contradicted or unsupported
    before what is mixed, before what is weak. A conflict that the article states itself needs none,
    nor does a claim whose only findings somebody has agreed to live with.
    """
    accepted = {finding.problem.subject for finding, _ in results.inspection.accepted}
    accepted -= {finding.problem.subject for finding in results.inspection.findings}
    needy = [
        verdict
        for verdict in results.verdicts.values()
        if verdict.support.rank >= Support.WEAK.rank
        and verdict.claim.id not in accepted
        and not (verdict.support is Support.MIXED and verdict.claim.stated is Stated.MIXED)
    ]
    return sorted(
        needy,
        key=lambda verdict: (
            _SUREST_FIRST.index(verdict.claim.stated),
            -verdict.support.rank,
        ),
    )


def _article(ledger: Ledger) -> Record | None:
    article = ledger.article
    return {"path": article.path, "title": article.title} if article else None


def _summary(results: Results, coverage: Measured | None) -> Record:
    verdicts = results.verdicts.values()
    return {
        "claims": len(results.verdicts),
        "links": len(results.ledger.links),
        "sources": len(results.ledger.cited),
        "support": {s.value: sum(v.support is s for v in verdicts) for s in Support},
        "calibration": {c.value: sum(v.calibration is c for v in verdicts) for c in Calibration},
        "coverage": {
            "claims_with_source": sum(bool(v.evidence) for v in verdicts),
            "claims_with_evidence": sum(any(e.counted for e in v.evidence) for v in verdicts),
            "claims_with_anchor": sum(bool(v.claim.anchor) for v in verdicts),
            **coverage_record(coverage and coverage.total),
        },
        "findings": results.inspection.counts,
        "attention": [verdict.claim.id for verdict in attention(results)],
    }


def _claim(verdict: Verdict, ledger: Ledger) -> Record:
    claim = verdict.claim
    context = sentences_in_context(ledger).get(claim.id)
    return {
        "id": claim.id,
        "claim": claim.text,
        "anchor": claim.anchor,
        "context": context._asdict() if context else None,
        "question": claim.question.value,
        "stated": claim.stated.value,
        "note": claim.note,
        "support": verdict.support.value,
        "for": verdict.pro and verdict.pro.value,
        "against": verdict.against and verdict.against.value,
        "calibration": verdict.calibration.value,
        "reasons": list(verdict.reasons),
        "mend": mend(verdict, ledger.config.thresholds),
        "flags": [flag.value for flag in verdict.flags],
        "fragile": list(verdict.fragile),
        "without": {key: support.value for key, support in verdict.fragile.items()},
        "evidence": [_evidence(evidence, ledger) for evidence in verdict.evidence],
        "path": claim.location.path,
        "line": claim.location.line,
    }


def _evidence(evidence: Evidence, ledger: Ledger) -> Record:
    link = evidence.link
    return {
        "citekey": link.citekey,
        "stance": link.stance and link.stance.value,
        "start": _level(evidence.start),
        "certainty": _level(evidence.certainty),
        "certainty_word": evidence.certainty.word if evidence.certainty else None,
        "counted": evidence.counted,
        "steps": [{"reason": step.reason, "change": step.change} for step in evidence.steps],
        "reasons": list(evidence.reasons),
        "flags": sorted(flag.value for flag in evidence.flags),
        "locator": link.locator,
        "rationale": link.rationale,
        "rationale_check": _rationale_check(rationale_checks(ledger).get(link.location)),
        "directness": link.directness.value,
        "explained": link.explained,
        "checked": link.checked.isoformat() if link.checked else None,
        "checked_by": link.checked_by,
        "review": _review(link, ledger),
        "note": link.note,
        "line": link.location.line,
    }


def _rationale_check(check: RationaleCheck | None) -> Record | None:
    """What came of looking for a rationale; None for a link without one."""
    if check is None:
        return None
    return {
        "status": check.fate.value,
        "copy": check.copy.path if check.copy else None,
        "page": check.page or None,
        "last_page": check.last_page or None,
        "section": check.section or None,
        "words": check.words or None,
        "why": check.why or None,
    }


def _review(link: Link, ledger: Ledger) -> Record | None:
    link_now = review_states(ledger)[LinkName(link.claim_id, link.citekey)]
    review = link_now.review
    if not review or not review.on:
        return None
    return {"by": review.by, "on": review.on.isoformat(), "suspect": link_now.is_suspect}


def _sources(ledger: Ledger, verdicts: Mapping[str, Verdict]) -> list[Record]:
    links: dict[str, list[Record]] = {key: [] for key in ledger.cited}
    for verdict in verdicts.values():
        for evidence in verdict.evidence:
            key = evidence.link.citekey
            if key in links:
                links[key].append(
                    {
                        "claim": verdict.claim.id,
                        "stance": evidence.link.stance and evidence.link.stance.value,
                        "certainty": _level(evidence.certainty),
                        "counted": evidence.counted,
                        "fragile": key in verdict.fragile,
                    }
                )
    changed = impacts(ledger, verdicts)
    return [
        _source(source, ledger, links[key], changed[key]) for key, source in ledger.cited.items()
    ]


def _source(
    source: Source, ledger: Ledger, links: list[Record], impact: list[dict[str, str]]
) -> Record:
    appraisal = source.appraisal
    return {
        "citekey": source.key,
        "type": source.type,
        "reference": reference(source),
        "title": shown(source, "title"),
        "year": source.year,
        "doi": doi_of(source.fields),
        "pmid": source.fields.get("pmid", ""),
        "link": link_of(source),
        "addresses": [address._asdict() for address in addresses_of(source)],
        "design": appraisal.design and appraisal.design.value,
        "samplesize": appraisal.sample_size,
        "riskofbias": appraisal.risk_of_bias and appraisal.risk_of_bias.value,
        "study": appraisal.study,
        "includes": list(appraisal.includes),
        "synthesisof": appraisal.synthesis_of and appraisal.synthesis_of.value,
        "certainty": _level(appraisal.certainty),
        "status": appraisal.status and appraisal.status.value,
        "preprint": appraisal.preprint,
        "funding": shown(source, "funding"),
        "notices": notices_of(source),
        "copies": copies_of(source.key, ledger),
        "links": links,
        "impact": impact,
        "path": source.location.path,
        "line": source.location.line,
    }


def _method(ledger: Ledger) -> Record:
    return {
        "start": {
            question.value: {row: int(level) for row, level in rows.items()}
            for question, rows in start_table(ledger.config.start).items()
        },
        "thresholds": ledger.config.thresholds._asdict(),
        "max_age_days": ledger.config.max_age,
    }


def _level(certainty: Certainty | None) -> int | None:
    return int(certainty) if certainty else None
