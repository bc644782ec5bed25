"""Single references of plain lists: what is read of them in each style, and what is left blank."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.model import Person
from evtrack.readers.reference_list import LONGEST_REFERENCE, Reference, read_reference
from evtrack.readers.reference_list.publication import expanded_pages
from evtrack.readers.reference_list.titles import RAN_TOGETHER

_NG = Person("Ng", "A.")
_OZ = Person("Oz", "B.")
_ARTICLE = {
    "title": "Green tea and sleep: a trial",
    "container": "J Tea",
    "label": "2020",
    "volume": "5",
    "number": "2",
    "pages": "154--159",
}


def fields(text: str) -> dict[str, object]:
    """What is not blank of a reference, apart from its own words."""
    found = read_reference(text)._asdict()
    return {name: value for name, value in found.items() if value and name != "text"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Ng A, Oz B. Green tea and sleep: a trial. J Tea. 2020;5(2):154-9.", id="Vancouver"
        ),
        pytest.param(
            "Ng A, Oz B. Green tea and sleep: a trial. J Tea. 2020 Mar 3;5(2):154-159.",
            id="Vancouver with a day",
        ),
        pytest.param(
            "Ng A., Oz B. Green tea and sleep: a trial. J Tea 2020; 5(2): 154–9", id="with blanks"
        ),
        pytest.param(
            "Ng, A., & Oz, B. (2020). Green tea and sleep: a trial. J Tea, 5(2), 154–159.", id="APA"
        ),
        pytest.param(
            "Ng, A. and Oz, B. (2020) ‘Green tea and sleep: a trial’, J Tea, 5(2), pp. 154–159.",
            id="Harvard",
        ),
        pytest.param(
            "Ng, A. & Oz, B. Green tea and sleep: a trial. J Tea 5(2), 154–159 (2020).", id="Nature"
        ),
        pytest.param(
            "A. Ng and B. Oz, “Green tea and sleep: a trial,” J Tea, vol. 5, no. 2, pp. 154–159, "
            "Mar. 2020.",
            id="IEEE",
        ),
        pytest.param(
            "Ng A, Oz B. Green tea and sleep: a trial. J Tea 5(2):154-159 (2020)", id="year last"
        ),
    ],
)
def test_an_article_in_each_style(text: str) -> None:
    assert fields(text) == {**_ARTICLE, "authors": (_NG, _OZ)}


@pytest.mark.parametrize(
    "text",
    [
        'Ng, Ada, and Bea Oz. "Green Tea." Journal of Tea, vol. 5, no. 2, 2020, pp. 154-59.',
        "Ng, Ada, and Bea Oz. 2020. “Green Tea.” Journal of Tea 5 (2): 154–59.",
    ],
    ids=["MLA", "Chicago"],
)
def test_given_names_in_full(text: str) -> None:
    assert fields(text) == {
        "authors": (Person("Ng", "Ada"), Person("Oz", "Bea")),
        "title": "Green Tea",
        "container": "Journal of Tea",
        "label": "2020",
        "volume": "5",
        "number": "2",
        "pages": "154--159",
    }


def body(name: str) -> tuple[Person, ...]:
    return (Person(name, is_body=True),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Ng A. Tea and naps. J Tea. 7(1):24-7. doi:10.1000/tea.7-1",
            {
                "authors": (_NG,),
                "title": "Tea and naps",
                "container": "J Tea",
                "volume": "7",
                "number": "1",
                "pages": "24--27",
                "doi": "10.1000/tea.7-1",
            },
            id="no year, a DOI without blank and full stop",
        ),
        pytest.param(
            "Ng AB. Why the old wake earlyJournal of Tea. 31(6):411-28.",
            {
                "authors": (Person("Ng", "A. B."),),
                "title": "Why the old wake early",
                "container": "Journal of Tea",
                "volume": "31",
                "number": "6",
                "pages": "411--428",
                "doubts": (RAN_TOGETHER,),
            },
            id="title and journal run together",
        ),
        pytest.param(
            "Highland Clinic. Insomnia.",
            {"authors": body("Highland Clinic"), "title": "Insomnia"},
            id="a page of a body",
        ),
        pytest.param(
            "Highland Clinic. Insomnia: a guide.",
            {"authors": body("Highland Clinic"), "title": "Insomnia: a guide"},
            id="a colon in the title",
        ),
        pytest.param(
            "Highland Clinic. When does insomnia pass?",
            {"authors": body("Highland Clinic"), "title": "When does insomnia pass?"},
            id="a title that ends in a question mark",
        ),
        pytest.param(
            "Ng A. Does tea help? J Tea. 2020;5:38.",
            {
                "authors": (_NG,),
                "title": "Does tea help?",
                "container": "J Tea",
                "label": "2020",
                "volume": "5",
                "pages": "38",
            },
            id="the same before a journal; an article number",
        ),
        pytest.param(
            "Ng A. Black Leaves: Two Trials Ask 90 Drinkers. Tea Med. 8(1):e20-e31.",
            {
                "authors": (_NG,),
                "title": "Black Leaves: Two Trials Ask 90 Drinkers",
                "container": "Tea Med",
                "volume": "8",
                "number": "1",
                "pages": "e20--e31",
            },
            id="electronic pages, a title in capitals",
        ),
        pytest.param(
            "Çelik Şen D, De oz R, O’Neil-Ng P, van der Berg K. Tea. Çay Derg. 2011;40(2):291-95.",
            {
                "authors": (
                    Person("Çelik Şen", "D."),
                    Person("De oz", "R."),
                    Person("O’Neil-Ng", "P."),
                    Person("van der Berg", "K."),
                ),
                "title": "Tea",
                "container": "Çay Derg",
                "label": "2011",
                "volume": "40",
                "number": "2",
                "pages": "291--295",
            },
            id="family names of several words, diacritics",
        ),
        pytest.param(
            "Ng\u00a0A. Tea\u00a0time. J\u00a0Tea. 2020;5:1-2.",
            {
                "authors": (_NG,),
                "title": "Tea time",
                "container": "J Tea",
                "label": "2020",
                "volume": "5",
                "pages": "1--2",
            },
            id="no-break blanks",
        ),
        pytest.param(
            "Ng A, Oz B, et al. Tea vs. coffee. N. Engl. J. Tea. 2019 Jan;393(10170):e1-e9.",
            {
                "authors": (_NG, _OZ),
                "others": True,
                "title": "Tea vs. coffee",
                "container": "N. Engl. J. Tea",
                "label": "2019",
                "volume": "393",
                "number": "10170",
                "pages": "e1--e9",
            },
            id="et al., abbreviations",
        ),
        pytest.param(
            "[12] Ng A. The book of tea. 2nd ed. London: Tea Press; 2020.",
            {
                "authors": (_NG,),
                "title": "The book of tea",
                "label": "2020",
                "edition": "2nd",
                "publisher": "Tea Press",
                "address": "London",
            },
            id="a book",
        ),
        pytest.param(
            "Ng A. Green leaves. In: Oz B, editor. Handbook of tea. London: Tea Press; 2020. "
            "p. 10-19.",
            {
                "authors": (_NG,),
                "title": "Green leaves",
                "container": "Handbook of tea",
                "label": "2020",
                "pages": "10--19",
                "publisher": "Tea Press",
                "address": "London",
                "is_chapter": True,
                "doubts": ("a chapter: the editors of its book were not read",),
            },
            id="a chapter",
        ),
        pytest.param(
            "3. Highland Clinic. Is tea good? Highland Clinic website. Accessed May 3, 2020. "
            "https://clinic.example/tea(leaf).",
            {
                "authors": body("Highland Clinic"),
                "title": "Is tea good?",
                "container": "Highland Clinic website",
                "url": "https://clinic.example/tea(leaf)",
                "urldate": "2020-05-03",
            },
            id="a web page",
        ),
        pytest.param(
            "Centers for Tea Control and Prevention. (2020a, May 3). About tea. "
            "Retrieved 2021-02-01, from https://tea.example",
            {
                "authors": body("Centers for Tea Control and Prevention"),
                "title": "About tea",
                "label": "2020a",
                "url": "https://tea.example",
                "urldate": "2021-02-01",
            },
            id="a web page in APA",
        ),
        pytest.param(
            "Tea Board. (n.d.). Is tea safe? https://tea.example/safe",
            {
                "authors": body("Tea Board"),
                "title": "Is tea safe?",
                "url": "https://tea.example/safe",
            },
            id="without a date",
        ),
        pytest.param(
            "U.S. Department of Tea. Tea facts. 2018.",
            {"authors": body("U.S. Department of Tea"), "title": "Tea facts", "label": "2018"},
            id="a body with a full stop in its name",
        ),
        pytest.param(
            "Tea and you. Tealine. https://tea.example",
            {"title": "Tea and you", "container": "Tealine", "url": "https://tea.example"},
            id="no author",
        ),
        pytest.param("Tea", {"title": "Tea"}, id="one word"),
        pytest.param(
            '"Tea". Tea Board. 2019.',
            {"title": "Tea", "container": "Tea Board", "label": "2019"},
            id="a title in quotes and no author",
        ),
        pytest.param(
            "Tea Board. Tea in 1990.",
            {"authors": body("Tea Board"), "title": "Tea in 1990"},
            id="a year in the title",
        ),
        pytest.param(
            "Ng, A. (2020). Tea in the years to 1990. J Tea, 5, 1-2.",
            {
                "authors": (_NG,),
                "title": "Tea in the years to 1990",
                "container": "J Tea",
                "label": "2020",
                "volume": "5",
                "pages": "1--2",
            },
            id="a year in the title of an article",
        ),
        pytest.param(
            "Ng, A. (2020). Looking back. 1990.",
            {"authors": (_NG,), "title": "Looking back", "container": "1990", "label": "2020"},
            id="the year before the title counts",
        ),
        pytest.param(
            '^ Ng, Ada (3 May 2020). "Tea and sleep". J Tea. 5 (2): 10–19. doi:10.1000/1.',
            {
                "authors": (Person("Ng", "Ada"),),
                "title": "Tea and sleep",
                "container": "J Tea",
                "label": "2020",
                "volume": "5",
                "number": "2",
                "pages": "10--19",
                "doi": "10.1000/1",
            },
            id="Wikipedia",
        ),
        pytest.param(
            "^ a b Ng A. Tea. J Tea. 2020;5:1. [PubMed] [Google Scholar] ↩",
            {
                "authors": (_NG,),
                "title": "Tea",
                "container": "J Tea",
                "label": "2020",
                "volume": "5",
                "pages": "1",
            },
            id="links of a web page",
        ),
        pytest.param(
            "Ng A. Tea. J Tea. 2020;5:1. PMID: 123456; PMCID: PMC654321.",
            {
                "authors": (_NG,),
                "title": "Tea",
                "container": "J Tea",
                "label": "2020",
                "volume": "5",
                "pages": "1",
                "pmid": "123456",
                "pmcid": "PMC654321",
            },
            id="PubMed's numbers",
        ),
        pytest.param(
            "King ML Jr. Dreams. J Tea. 2020;5:1.",
            {
                "authors": (Person("King Jr", "M. L."),),
                "title": "Dreams",
                "container": "J Tea",
                "label": "2020",
                "volume": "5",
                "pages": "1",
            },
            id="Jr",
        ),
    ],
)
def test_what_is_read(text: str, expected: dict[str, object]) -> None:
    assert fields(text) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("207-9", "207--209"),
        ("291–95", "291--295"),
        ("e20-e31", "e20--e31"),
        ("S12-9", "S12--S19"),
        ("10--19", "10--19"),
        ("38", "38"),
        ("98-101", "98--101"),
        ("A38", "A38"),
    ],
)
def test_pages_end_in_full(written: str, expected: str) -> None:
    assert expanded_pages(written) == expected


_SYNTAX = (
    "Ng A|Oz, B.|, |. |; | and | & |et al|(2020)|2020;5(2):1-9|“|”|'|doi:10.1000/x|"
    "https://a.example/|In: |ed. |(|)|[|]|1. |?|Journal of Tea|teaJournal of|vol. 5|pp. 1-2|"
    "Accessed |May 3, 2020|\n|Ş"
)


@given(st.text() | st.lists(st.sampled_from(_SYNTAX.split("|")), max_size=30).map("".join))
def test_any_text_gives_a_reference_and_nothing_that_it_does_not_have(text: str) -> None:
    found = read_reference(text)

    for name in ("title", "container", "doi", "url", "volume", "number", "label", "publisher"):
        characters = iter(found.text)
        assert all(each in characters for each in getattr(found, name).replace(" ", ""))


_NAMES = st.from_regex(r"[A-ZÄÖŞ][a-zäöüşé]{1,9}(-[A-Z][a-z]{1,6})?", fullmatch=True)
_INITIALS = st.from_regex(r"[A-Z]{1,3}", fullmatch=True)
_PEOPLE = st.lists(st.tuples(_NAMES, _INITIALS), min_size=1, max_size=8)
_TITLES = st.lists(
    st.sampled_from(["sleep", "and", "tea", "in", "adults:", "a", "trial", "of", "naps", "β-tea"]),
    min_size=2,
    max_size=9,
).map(lambda words: "Effects of " + " ".join(words).strip(":"))
_JOURNALS = st.sampled_from(["J Tea", "Journal of Tea", "Tea Med", "Lancet", "N Engl J Tea"])
_NUMBERS = st.integers(1, 9999).map(str)


def vancouver(people: str, r: Reference) -> str:
    return f"{people}. {r.title}. {r.container}. {r.year};{r.volume}({r.number}):{r.pages}."


def apa(people: str, r: Reference) -> str:
    return f"{people} ({r.year}). {r.title}. {r.container}, {r.volume}({r.number}), {r.pages}."


def harvard(people: str, r: Reference) -> str:
    return f"{people} ({r.year}) '{r.title}', {r.container}, {r.volume}({r.number}), pp. {r.pages}."


def nature(people: str, r: Reference) -> str:
    return f"{people} {r.title}. {r.container} {r.volume}({r.number}), {r.pages} ({r.year})."


@pytest.mark.parametrize("style", [vancouver, apa, harvard, nature])
@given(
    _PEOPLE,
    _TITLES,
    _JOURNALS,
    st.integers(1900, 2030),
    _NUMBERS,
    _NUMBERS,
    st.integers(1, 900),
    st.integers(0, 99),
)
def test_what_is_written_in_a_style_is_read_back(
    style: object,
    people: list[tuple[str, str]],
    title: str,
    journal: str,
    year: int,
    volume: str,
    number: str,
    first: int,
    length: int,
) -> None:
    assert callable(style)
    authors = tuple(Person(family, " ".join(f"{i}." for i in given)) for family, given in people)
    if style is vancouver:
        names = ", ".join(f"{family} {given}" for family, given in people)
    else:
        *before, last = [f"{author.family}, {author.given}" for author in authors]
        names = f"{', '.join(before)}, & {last}" if before else last
    pages = f"{first}-{first + length}" if length else str(first)
    written = Reference(
        "",
        authors,
        title=title,
        container=journal,
        label=str(year),
        volume=volume,
        number=number,
        pages=pages,
    )

    found = read_reference(style(names, written))

    assert found._replace(text="") == written._replace(pages=pages.replace("-", "--"))


def test_a_text_that_is_too_long_is_kept_whole() -> None:
    text = "Ng A. " * LONGEST_REFERENCE

    assert read_reference(text).doubts == ("it is too long for a reference",)
    assert not read_reference(text).authors


@pytest.mark.parametrize(
    "piece", ["Ng A, ", "Ng, A., ", "A. ", "a", "( ", "1 ", "In: (", "Ng ", "https://", "“a", "A "]
)
def test_no_reference_takes_long(piece: str) -> None:
    text = (piece * LONGEST_REFERENCE)[:LONGEST_REFERENCE]
    before = time.process_time()

    read_reference(text)

    assert time.process_time() - before < 10


def test_a_bare_year_is_no_title() -> None:
    reference = read_reference("Ng and Sons, Inc. Tea and Coffee and. 2020. https://x.y/a")

    assert (reference.title, reference.year) == ("", "2020")
    assert reference.doubts == ("a year stands where the title should",)
