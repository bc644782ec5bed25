"""300 invented works: titles, people, journals and identifiers in the variety of real libraries.

Everything is picked from tables by the work's number, so the library is the same at every run. The
people, titles and identifiers are made up; DOIs stand under 10.5555, which Crossref keeps for
tests, except where the prefix itself tells a preprint server.
"""

from __future__ import annotations

from typing import NamedTuple


class Author(NamedTuple):
    """A person, or with `is_body` an institution under its whole name."""

    family: str
    given: str = ""
    is_body: bool = False


class Work(NamedTuple):
    """What a reference manager knows of a work; `appraisal` is what the editor added."""

    number: int
    kind: str
    title: str
    authors: tuple[Author, ...]
    journal: str
    year: int
    appraisal: dict[str, str]

    @property
    def month(self) -> int:
        return 1 + self.number % 12

    @property
    def volume(self) -> int:
        return 1 + self.number * 7 % 90

    @property
    def issue(self) -> int:
        return 1 + self.number % 11

    @property
    def first_page(self) -> int:
        return 1 + self.number * 37 % 1800

    @property
    def last_page(self) -> int:
        return self.first_page + 3 + self.number % 14

    @property
    def pages(self) -> str:
        """As its journal counts them: most by page, some by article or supplement."""
        first, last = self.first_page, self.last_page
        forms = (
            *(f"{first}--{last}",) * 5,
            f"e{first:07}",
            f"S{first}--S{last}",
            f"{first}--{last}.e3",
            f"e{first}--e{last}",
            f"{self.issue}:1--{self.issue}:{10 + self.number % 20}",
            f"{first}--{last}, {last + 9}",
            f"L{first}--L{last}",
            f"CD{first:06}",
            "xiv--xxii",
            f"{first}",
            f"{first}--{last}; discussion {last + 1}--{last + 3}",
            f"W-{first}--W-{last}",
            f"{first}A--{last}A",
            f"3-1--3-{last % 40 + 2}",
            f"n{first}",
            f"{first}--{first}",
            f"{first}+",
        )
        return forms[self.number % len(forms)]

    @property
    def doi(self) -> str:
        """In the forms that publishers have given them."""
        n, year = self.number, self.year
        forms = (
            f"10.5555/j.jtea.{year}.{self.month:02}.{n:03}",
            f"10.5555/S0140-{1000 + n}(05)6{n:04}-X",
            f"10.5555/jama.{year}.{1000 + n}",
            f"10.5555/s1{n:04}-0{year % 100:02}-0{n:04}-z",
            f"10.5555/journal.pone.0{n:06}",
            f"10.5555/(SICI)1097-0258({year}0815/30)17:15/16<{1000 + n}::AID-SIM{n}>3.0.CO;2-2",
            f"10.5555/NEJMoa{year % 100:02}{n:05}",
            f"10.5555.{10 + n % 80}/Tea_{n}_{year}",
        )
        return forms[n % len(forms)]

    @property
    def pmid(self) -> str:
        return str(9_100_000 + self.number * 61_003)

    @property
    def issn(self) -> str:
        return issn(1_200_000 + JOURNALS.index(self.journal) * 31_337)

    @property
    def issn_online(self) -> str:
        return issn(2_300_000 + JOURNALS.index(self.journal) * 7_919)

    @property
    def isbn(self) -> str:
        return isbn13(f"97803{self.number * 4_177:07}")

    @property
    def abstract(self) -> str:
        sentences = (
            "Background: tea is drunk by two thirds of the world's people.",
            f"Methods: {self.appraisal.get('samplesize', '120')} adults (18--65 years) were seen.",
            "Results: the mean difference was -3.2 (95\\% CI, -5.1 to -1.3; P < .001).",
            "The set {A, {B}} was used; \\{x\\} stands for a cup, and costs were \\$5 \\& more.",
            'Correspondence: ada@tea.example.org. Keywords = {none}, as "usual".',
            "Conclusions: more research, at 5\\,mg/kg and in H$_2$O, is needed.",
        )
        told = " ".join(sentences[(self.number + k) % len(sentences)] for k in range(4))
        return f"As in\n{ENTRY_IN_ABSTRACT}\nof BibTeX. {told}" if self.number % 150 == 64 else told


ENTRY_IN_ABSTRACT = "@misc{tea, note = {none}}"


def _person(name: str) -> Author:
    family, comma, given = name.rpartition(", ")
    return Author(family, given) if comma else Author(given)


PEOPLE = tuple(
    _person(name)
    for name in (
        "Ng, Ada",
        "García Márquez, Lucía",
        "O'Connor, Sinéad",
        "van den Berg, Jan",
        "Müller, Jürgen",
        "de la Cruz, María José",
        "Öztürk, Gül",
        "Hansen, Søren",
        "Al-Rashid, Fatima",
        "Wang, Xiao-Ming",
        "Łukaszewski, Paweł",
        "McDonald, Ronald J.",
        "Kim, Min-jun",
        "D'Angelo, Chloë",
        "Bank, Jane",
        "Church, Dawson",
        "Smith, J. R.",
        "Ó Briain, Tadhg",
        "Håkansson, Åsa",
        "Dvořák, Božena",
        "Null, Christopher",
        "Papadopoulos, G",
        "Lee, A.",
        "Groß, Ümit",
        "ter Kuile, Moniek",
        "Hall, Anna",
        "Fernández-Ruiz, Ángel",
        "Okonkwo, Chidi",
        "Singh, Rajesh K.",
        "Chen, Y",
        "Law, Eve",
        "Abdul Rahman, Nor",
        "Ålund, Pär",
        "Çelik, Oğuz",
        "Ionescu, Ștefan",
        "Nagy, Zoltán",
        "Wu, F.-C.",
        "Ivanov, Ivan",
        "DeVries, W. C.",
        "da Silva, João",
        "Page, Lara",
        "Rossi, Niccolò",
        "Ås, Bjørn",
        "Smith, Jr., John",
        "hooks, bell",
        "{van Gogh}, Vincent",
        "Suharto",
        "Press, William H.",
        "NG, A",
        "Board, Kathryn",
        "Young, Prudence",
        "Major, Tom",
        "College, Wynn",
        "Ž, K.",
        "Yılmaz, Işıl",
        "St. John, Emma",
        "E, Lin",
    )
)
PEOPLE_OF_ALL_SCRIPTS = (
    Author("Nguyễn", "Thị Hạnh"),
    Author("Иванова", "Мария"),
    Author("Παπαδόπουλος", "Γιώργος"),
    Author("田中", "裕子"),
    Author("القاسمي", "ليلى"),
    Author("김", "민준"),
    Author("शर्मा", "प्रिया"),
)
BODIES = tuple(
    Author(name, is_body=True)
    for name in (
        "World Health Organization",
        "NICE",
        "Centers for Disease Control and Prevention",
        "University of Northern Tea",
        "GBD 2019 Tea Collaborators",
        "The STEEP Collaborative Group",
        "UNICEF",
        "Bundesinstitut für Tee und Gesundheit",
    )
)
JOURNALS = (
    "Journal of Tea",
    "The Lancet Hot Drinks",
    "Food & Function",
    "BMJ Open Beverages",
    "Annals of Internal Tea",
    "Zeitschrift für Teekunde",
    "Revista Española de Infusión",
    "Tea Science (Basel, Switzerland)",
    "PLoS TEA",
    "Proceedings of the National Academy of Tea",
    "Acta Theaceae Scandinavica: Supplementum",
    "Sleep & Breathing",
)
DRINKS = (
    *("Green tea", "Black tea", "Chamomile", "Rooibos", "Caffeine", "Peppermint oil", "Kombucha"),
    *("Hibiscus", "Ginger", "{L}-theanine", "Yerba mate", "Oolong", "Decaffeinated coffee"),
    *("\\textit{Camellia sinensis}", "$\\beta$-carotene", "Matcha", "Lemon balm", "Valerian"),
    *("H$_2$O", "Cocoa flavanols"),
)
ENDS = (
    *("sleep in adults", "blood pressure", "headache", "anxiety", "weight", "iron status"),
    *("irritable bowel syndrome", "memory", "type 2 diabetes", "bone density", "mood"),
    *("{COVID-19}", "exercise performance", "dental caries", "the common cold"),
)

# Titles as such studies carry them, each with the appraisal that fits: among them those that name a
# design which is not theirs, such as reviews of trials and letters about them.
STUDIES: tuple[tuple[str, dict[str, str]], ...] = (
    (
        "{drink} for {end}: a randomised controlled trial",
        {"design": "rct", "riskofbias": "low", "samplesize": "{size}"},
    ),
    (
        "Effect of {drink} on {end}",
        {"design": "rct", "riskofbias": "some", "samplesize": "{size}"},
    ),
    (
        "{drink} and {end}: A Systematic Review and Meta-analysis of Randomized Trials",
        {"design": "systematic-review", "synthesisof": "rct", "riskofbias": "low"},
    ),
    (
        "{drink} consumption and {end}: meta-analysis of 14 prospective cohort studies",
        {"design": "meta-analysis", "synthesisof": "observational", "riskofbias": "some"},
    ),
    (
        "{drink} and {end} in later life: a nationwide cohort study",
        {"design": "Cohort", "riskofbias": "some", "samplesize": "12,{size}"},
    ),
    (
        "{drink} and {end}: a case-control study nested within a cohort",
        {"design": "case-control", "riskofbias": "high", "samplesize": "{size}"},
    ),
    (
        "Predictors of {end} among users of {drink}: secondary analysis of a randomised trial",
        {"design": "cohort", "riskofbias": "some", "samplesize": "{size}"},
    ),
    (
        "{drink} intake and {end}: a {{Mendelian}} randomization study",
        {"design": "other"},
    ),
    (
        "A non-randomized comparison of {drink} with placebo for {end}",
        {"design": "nonrandomized-trial", "riskofbias": "high", "samplesize": "{size}"},
    ),
    (
        "{drink} in {end}---a case report and review of the literature",
        {"design": "case report", "riskofbias": "high", "samplesize": "1"},
    ),
    (
        "Re: {drink} for {end}: a randomised controlled trial",
        {"design": "expert-opinion"},
    ),
    (
        "Guideline on {drink} in the management of {end}",
        {"design": "guideline", "certainty": "moderate"},
    ),
    (
        "{drink} as a remedy for {end}: myths & facts",
        {"design": "narrative-review"},
    ),
    (
        "{drink} alters {end} in {{C57BL/6}} mice",
        {"design": "animal"},
    ),
    (
        "How common is {end} among drinkers of {drink}? A cross-sectional survey",
        {"design": "cross-sectional", "riskofbias": "low", "samplesize": "1 {size}"},
    ),
    (
        "{drink} versus usual care for {end} (STEEP-{n}): study protocol for a randomised trial",
        {"design": "other"},
    ),
    (
        "Grüner Tee, {drink} und {end}: eine Übersicht",
        {"design": "narrative-review"},
    ),
    (
        "緑茶と{drink}（{end}）第{n}報",
        {"design": "case-series", "riskofbias": "high", "samplesize": "{size}"},
    ),
    (
        "چای می\u200cتواند: {drink} و {end}",
        {"design": "before-after", "riskofbias": "some", "samplesize": "{size}"},
    ),
    (
        "What the {{T}}-trial did not tell: {drink}®, 5\u00a0mg, for {end}",
        {"design": "expert-opinion"},
    ),
    (
        "Accuracy of {drink} breath tests for {end}: need for randomised trials",
        {"design": "diagnostic-accuracy", "riskofbias": "low", "samplesize": "{size}"},
    ),
)
OTHER_TITLES = {
    "book": "The handbook of {drink}: what it does to {end}",
    "collection": "{drink}: Essays on {end}",
    "proceedings": "Proceedings of the {n}th Conference on {drink} and {end}",
    "chapter": "{drink} through the ages, and {end}",
    "inproceedings": "Towards {drink}-aware models of {end}",
    "online": "{drink}: what you should know about {end}",
    "thesis": "On {drink} and {end}: four empirical studies",
    "report": "{drink} and {end}: {year} update",
    "preprint": "{drink} and {end}: early results",
}
NO_STUDY = {
    "book": "reference-work",
    "collection": "reference-work",
    "proceedings": "other",
    "chapter": "narrative-review",
    "inproceedings": "other",
    "online": "reference-work",
    "thesis": "other",
    "report": "expert-opinion",
    "preprint": "other",
}


def work(number: int, kind: str) -> Work:
    """The work of this number, as one of this kind: `article` or a key of `OTHER_TITLES`."""
    drink = DRINKS[number % len(DRINKS)]
    end = ENDS[(number + number // len(DRINKS) * 2) % len(ENDS)]
    year = 2020 + number % 5 if kind == "preprint" else 1968 + number * 13 % 57
    template, appraisal = STUDIES[number * 5 % len(STUDIES)]
    if kind != "article":
        template, appraisal = OTHER_TITLES[kind], {"design": NO_STUDY[kind]}
    title = template.format(drink=drink, end=end, n=number, year=year)
    return Work(
        number=number,
        kind=kind,
        title=title[0].upper() + title[1:],
        authors=_authors(number, kind),
        journal=JOURNALS[number % len(JOURNALS)],
        year=year,
        appraisal={
            name: value.format(size=101 + number * 3 % 899) for name, value in appraisal.items()
        },
    )


def _authors(number: int, kind: str) -> tuple[Author, ...]:
    body = BODIES[number % len(BODIES)]
    if kind == "online" or (kind == "report" and number % 2):
        return (body,)
    count = 1 + number * 3 % 5
    people = tuple(PEOPLE[(number * 3 + k * 7) % len(PEOPLE)] for k in range(count))
    if number % 11 == 5:
        return (*people, PEOPLE_OF_ALL_SCRIPTS[number // 11 % len(PEOPLE_OF_ALL_SCRIPTS)])
    return (*people, body) if number % 17 == 4 else people


def issn(seven_digits: int) -> str:
    """An ISSN with its check digit (ISO 3297): weights 8 to 2, modulo 11."""
    digits = f"{seven_digits:07}"
    rest = -sum(int(d) * weight for d, weight in zip(digits, range(8, 1, -1), strict=True)) % 11
    return f"{digits[:4]}-{digits[4:]}{'X' if rest == 10 else rest}"


def isbn13(twelve_digits: str) -> str:
    """An ISBN with its check digit (ISO 2108): weights 1 and 3, modulo 10."""
    return twelve_digits + str(
        -sum(int(d) * (1, 3)[n % 2] for n, d in enumerate(twelve_digits)) % 10
    )


def isbn10(nine_digits: str) -> str:
    """An ISBN of ten digits with its check digit: weights 10 to 2, modulo 11."""
    rest = -sum(int(d) * weight for d, weight in zip(nine_digits, range(10, 1, -1), strict=True))
    return nine_digits + ("X" if rest % 11 == 10 else str(rest % 11))


def orcid(fifteen_digits: str) -> str:
    """An ORCID iD with its check digit (ISO 7064, MOD 11-2)."""
    total = 0
    for digit in fifteen_digits:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    whole = fifteen_digits + ("X" if rest == 10 else str(rest))
    return "-".join(whole[at : at + 4] for at in range(0, 16, 4))
