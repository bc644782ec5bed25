"""Other spellings of the controlled words; asked only where a word is not known."""

from collections.abc import Iterable, Mapping


def meant(word: str, known: Iterable[str], where: str) -> str | None:
    """The known word of which this is another spelling in that column or field, if any.

    The word is one that `words.normal` has written. Hyphens don't matter, nor British or American
    spelling; beyond that only what `OTHER_SPELLINGS` lists.
    """
    spelling = _letters(word)
    others = OTHER_SPELLINGS.get(where, {})
    return next(
        (
            right
            for right in known
            if spelling == _letters(right) or spelling in others.get(right, "").split()
        ),
        None,
    )


def _letters(word: str) -> str:
    return word.replace("-", "").replace("randomis", "randomiz")


_RCT = (
    "rcts randomizedtrial randomizedtrials randomizedclinicaltrial randomizedclinicaltrials "
    "randomizedcontrolledtrial randomizedcontrolledtrials randomizedcontrolledclinicaltrial "
    "randomizedcontroltrial randomizedcontroltrials"
)

OTHER_SPELLINGS: Mapping[str, Mapping[str, str]] = {
    "stance": {
        "supports": "support supported supporting suport suports suported supprots",
        "contradicts": "contradict contradicted contradicting contradics contradits contadicts",
        "mixed": "mixedevidence mixedresults",
        "mentions": "mention mentioned mentioning metions",
    },
    "question": {
        "benefit": "benefits beneft benifit benifits",
        "harm": "harms harmful",
        "cause": "causes causal causation",
        "diagnosis": "diagnoses diagnostic diagnostics diagnosys",
        "prognosis": "prognoses prognostic prognosys",
        "frequency": "frequencies frequence",
        "definition": "definitions defintion definiton",
        "mechanism": "mechanisms mechanistic mecanism",
    },
    "stated": {"firm": "firmly", "hedged": "hedge hedges hedging"},
    "directness": {"direct": "directly", "indirect": "indirectly"},
    "design": {
        "systematic-review": "systematicreviews systemicreview sytematicreview",
        "meta-analysis": "metaanalyses metanalysis metanalyses",
        "guideline": "guidelines guidline guidlines",
        "rct": _RCT,
        "n-of-1": "nof1trial nof1trials nofone nofonetrial nofonetrials",
        "diagnostic-accuracy": "diagnosticaccuracystudy diagnosticaccuracystudies "
        "diagnostictestaccuracy diagnostictestaccuracystudy diagnostictestaccuracystudies",
        "nonrandomized-trial": "nonrandomizedtrials nonrandomizedcontrolledtrial "
        "nonrandomizedcontrolledtrials nonrandomizedclinicaltrial nonrandomizedclinicaltrials",
        "cohort": "cohorts cohortstudy cohortstudies",
        "cross-sectional": "crosssectionalstudy crosssectionalstudies crossectional "
        "crossectionalstudy",
        "case-control": "casecontrolstudy casecontrolstudies casecontrols",
        "before-after": "beforeandafter beforeafterstudy beforeandafterstudy "
        "beforeafterstudies beforeandafterstudies",
        "case-series": "caseserie casesseries",
        "case-report": "casereports",
        "animal": "animals animalstudy animalstudies",
        "in-vitro": "invitrostudy invitrostudies",
        "reference-work": "referenceworks",
        "narrative-review": "narrativereviews",
        "expert-opinion": "expertopinions expertsopinion",
        "news": "newsarticle newsarticles",
        "other": "others",
    },
    "synthesisof": {
        "rct": _RCT,
        "observational": "observationalstudy observationalstudies",
    },
    "riskofbias": {
        "low": "lowrisk lowriskofbias",
        "some": "someconcern someconcerns",
        "high": "highrisk highriskofbias",
    },
    "certainty": {
        "high": "highcertainty",
        "moderate": "moderatecertainty",
        "low": "lowcertainty",
        "very-low": "verylowcertainty",
    },
    "status": {
        "concern": "concerns expressionofconcern expressionsofconcern",
        "superseded": "superceded supersceded superseeded",
    },
}
"""Letters only, separated by blanks, by column or field and then by the right word.

Only what can mean nothing else and says no more than the right word does: `trial`, `review`,
`prospective cohort` and `systematic review and meta-analysis` are for a person to decide on.
"""
