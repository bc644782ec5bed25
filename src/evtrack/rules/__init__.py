"""The catalogue of rules, in the order in which they run."""

from evtrack.rules import claims, evidence, project, reading, references
from evtrack.rules.rule import Context, Rule, covers
from evtrack.words import Severity

__all__ = ["RULES", "Context", "Rule", "covers"]

RULES = (
    Rule(reading.unreadable_row, Severity.ERROR),
    Rule(reading.missing_column, Severity.ERROR),
    Rule(reading.unknown_column, Severity.NOTE),
    Rule(reading.missing_claim_id, Severity.ERROR),
    Rule(reading.no_claims, Severity.ERROR),
    Rule(reading.not_utf8, Severity.NOTE),
    Rule(reading.unreadable_entry, Severity.ERROR),
    Rule(reading.duplicate_key, Severity.ERROR),
    Rule(reading.duplicate_field, Severity.ERROR),
    Rule(reading.undefined_string, Severity.ERROR),
    Rule(reading.broken_crossref, Severity.ERROR),
    Rule(reading.parser_disagreement, Severity.WARNING),
    Rule(claims.missing_claim_text, Severity.ERROR),
    Rule(claims.claim_disagrees, Severity.ERROR),
    Rule(claims.missing_citekey, Severity.ERROR),
    Rule(claims.unknown_citekey, Severity.ERROR),
    Rule(claims.citekey_case, Severity.ERROR),
    Rule(claims.missing_stance, Severity.ERROR),
    Rule(claims.duplicate_link, Severity.WARNING),
    Rule(claims.unknown_word, Severity.ERROR),
    Rule(claims.invalid_number, Severity.ERROR),
    Rule(references.missing_author, Severity.WARNING),
    Rule(references.missing_title, Severity.WARNING),
    Rule(references.missing_year, Severity.WARNING),
    Rule(references.missing_required_field, Severity.WARNING),
    Rule(references.malformed_doi, Severity.ERROR),
    Rule(references.invalid_date, Severity.ERROR),
    Rule(references.future_date, Severity.ERROR),
    Rule(references.unappraised_source, Severity.WARNING),
    Rule(references.retracted_source, Severity.ERROR),
    Rule(references.unlinked_source, Severity.NOTE),
    Rule(evidence.unsupported_claim, Severity.WARNING),
    Rule(evidence.contradicted_claim, Severity.WARNING),
    Rule(evidence.mixed_claim, Severity.WARNING),
    Rule(evidence.weak_claim, Severity.WARNING),
    Rule(evidence.overstated_claim, Severity.WARNING),
    Rule(evidence.understated_claim, Severity.WARNING),
    Rule(project.expired_acceptance, Severity.WARNING),
    Rule(project.unused_acceptance, Severity.WARNING),
)
