"""The appraisal fields of an entry."""

from __future__ import annotations

import pytest

from evtrack.model import Appraisal, Location, Unread
from evtrack.readers.appraisal_fields import is_preprint, read_appraisal
from evtrack.words import Certainty, Design, RiskOfBias, Status, SynthesisOf

ENTRY = Location("r.bib", 1, 1, 9)
PLACE = Location("r.bib", 2, 5, 3)


def read(**fields: str) -> tuple[Appraisal, tuple[Unread, ...]]:
    return read_appraisal("a", fields, dict.fromkeys(fields, PLACE), ENTRY)


def test_every_field() -> None:
    assert read(
        design="meta-analysis",
        samplesize="1,234",
        riskofbias="some",
        study="trial-1",
        includes="smith2020, jones2019,,smith2020",
        synthesisof="rct",
        certainty="very-low",
        status="retracted",
    ) == (
        Appraisal(
            design=Design.META_ANALYSIS,
            sample_size=1234,
            risk_of_bias=RiskOfBias.SOME,
            study="trial-1",
            includes=("smith2020", "jones2019"),
            synthesis_of=SynthesisOf.RCT,
            certainty=Certainty.VERY_LOW,
            status=Status.RETRACTED,
        ),
        (),
    )


def test_nothing_said() -> None:
    assert read(design="", samplesize=" ", title="T") == (Appraisal(), ())


@pytest.mark.parametrize("text", ["rct", "RCT", " Rct ", "{RCT}"])
def test_case_blanks_and_braces_around_a_word_do_not_matter(text: str) -> None:
    assert read(design=text)[0].design is Design.RCT


@pytest.mark.parametrize("word", [word.value for word in Design])
def test_every_design_is_known(word: str) -> None:
    assert read(design=word)[0].design == word


@pytest.mark.parametrize("level", list(Certainty))
def test_every_certainty_is_known(level: Certainty) -> None:
    assert read(certainty=level.word)[0].certainty is level


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("0", 0),
        ("12", 12),
        ("1234", 1234),
        ("1,234", 1234),
        ("1,234,567", 1234567),
        ("1 234", 1234),
        ("1\u202f234", 1234),
        ("1'234", 1234),
    ],
)
def test_sizes(text: str, size: int) -> None:
    assert read(samplesize=text) == (Appraisal(sample_size=size), ())


@pytest.mark.parametrize(
    "text", ["-1", "1.5", "1.234", "n=12", "about 40", "12,34", "1,2345", "١٢", "9" * 5000, "1e3"]
)
def test_what_is_no_size(text: str) -> None:
    appraisal, (unread,) = read(samplesize=text)
    assert appraisal.sample_size is None
    assert (unread.rule, unread.problem.location) == ("invalid-number", PLACE)
    assert len(unread.problem.message) < 120


@pytest.mark.parametrize("field", ["design", "riskofbias", "synthesisof", "certainty", "status"])
def test_unknown_words(field: str) -> None:
    appraisal, (unread,) = read(**{field: "qwxyz"})
    assert appraisal == Appraisal()
    assert unread.rule == "unknown-word"
    assert unread.problem.message == f"`qwxyz` is no known word, in field `{field}` of `a`"
    assert unread.problem.location == PLACE
    assert unread.problem.subject == "a"
    assert unread.problem.help.startswith("Known are: ")


def test_a_near_miss_gets_a_did_you_mean() -> None:
    _, (unread,) = read(design="systematic revue")
    assert unread.problem.help.startswith("Did you mean `systematic-review`? Known are: ")


def test_blanks_and_underscores_are_forgiven_as_in_claims() -> None:
    appraisal, unread = read(design="Systematic_review", certainty="very low")
    assert (appraisal.design, appraisal.certainty) == ("systematic-review", 1)
    assert unread == ()


def test_one_bad_field_hides_no_other() -> None:
    appraisal, unread = read(design="x", samplesize="y", riskofbias="low")
    assert [one.rule for one in unread] == ["unknown-word", "invalid-number"]
    assert appraisal.risk_of_bias is RiskOfBias.LOW


def test_a_field_without_a_place_is_reported_at_the_entry() -> None:
    _, (unread,) = read_appraisal("a", {"design": "qwxyz"}, {}, ENTRY)
    assert unread.problem.location == ENTRY


@pytest.mark.parametrize(
    "fields",
    [
        {"pubstate": "Preprint"},
        {"entrysubtype": "preprint"},
        {"type": "PREPRINT"},
        {"howpublished": "Preprint at Research Square"},
        {"pubstate": "prepublished"},
        {"eprinttype": "arXiv", "eprint": "2001.01234"},
        {"archiveprefix": "medRxiv"},
        {"journal": "arXiv preprint arXiv:2001.01234"},
        {"journal": "bioRxiv"},
        {"doi": "10.48550/arXiv.2001.01234"},
        {"doi": "https://doi.org/10.1101/2020.03.24.20042937"},
        {"doi": "10.1101/2020.03.24.20042937v2", "journal": "medRxiv"},
        {"doi": "10.1101/123456"},
        {"doi": "10.64898/2026.01.01.123456"},
        {"doi": "10.21203/rs.3.rs-12345/v1"},
        {"doi": "10.31234/osf.io/abcde"},
        {"doi": "10.31219/osf.io/abcde"},
        {"doi": "10.20944/preprints202001.0001.v1"},
        {"doi": "10.26434/chemrxiv-2021-abc"},
        {"doi": "10.2139/ssrn.1234567"},
    ],
    ids=str,
)
def test_preprints(fields: dict[str, str]) -> None:
    assert is_preprint(fields)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"journal": "Nature", "doi": "10.1038/x"},
        {"eprinttype": "arxiv", "journaltitle": "Nature"},
        {"eprinttype": "pubmed", "eprint": "12345"},
        {"archiveprefix": "arXiv", "journal": "Phys. Rev. D"},
        {"doi": "10.1101/gr.123456.110", "journal": "Genome Research"},
        {"doi": "10.1101/cshperspect.a012345"},
        {"doi": "10.1101/gad.1234567"},
        {"pubstate": "inpress"},
        {"pubstate": "prepublished", "journaltitle": "Lancet"},
        {"type": "Technical report"},
        {"title": "A study of preprints"},
    ],
    ids=str,
)
def test_no_preprints(fields: dict[str, str]) -> None:
    assert not is_preprint(fields)
