"""What became of a rationale in the stored copies of its source."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.model import CopyPart
from evtrack.quotations import RationaleFate, rationale_checks
from evtrack.render.rationale_text import check_text
from stored_copies import Copy, abstract_of, checked, copy_of, ledger_with, quoting

VERIFIED, ALTERED = RationaleFate.VERIFIED, RationaleFate.ALTERED
NOT_FOUND, UNCHECKED = RationaleFate.NOT_FOUND, RationaleFate.UNCHECKED

TRIAL = """\
Background. It is not known whether tea lowers blood pressure.
Methods. In one trial, 240 adults drank three cups a day for 12 months.
Results. Blood pressure fell by 2.5 mm Hg (95% CI 1.1 to 3.9); no adult left the trial.
Conclusion. Tea lowered blood pressure slightly, and was safe in most adults.
"""


@pytest.mark.parametrize(
    "rationale",
    [
        pytest.param("Tea lowered blood pressure slightly", id="as it stands"),
        pytest.param("tea lowered blood pressure slightly.", id="with a stop of its own"),
        pytest.param("“Tea lowered blood pressure slightly.”", id="in quotation marks"),
        pytest.param("no adult left the trial. Conclusion. Tea lowered", id="over paragraphs"),
        pytest.param("Tea lowered … slightly, and was safe", id="an ellipsis"),
        pytest.param("240 adults ... 12 months. Results. [...] fell by 2.5 mm Hg", id="two"),
        pytest.param("Tea lowered (…) slightly", id="an ellipsis in round brackets"),
        pytest.param("… tea lowered blood pressure slightly …", id="at the ends"),
        pytest.param("[The drink] lowered blood pressure", id="words put in at the beginning"),
        pytest.param("In one [good] trial, 240 adults drank three cups", id="beside others"),
        pytest.param("Tea lowered [it] slightly", id="for others"),
        pytest.param("[t]ea lowered blood pressure", id="another letter"),
        pytest.param("Tea lowered [3] blood pressure", id="a mark that the copy lacks"),
        pytest.param("(95% CI 1.1–3.9)".replace("–", " to "), id="brackets of its own"),
        pytest.param("safe", id="one word"),
    ],
)
def test_verified(rationale: str) -> None:
    assert checked(rationale, TRIAL).fate is VERIFIED


@pytest.mark.parametrize(
    ("rationale", "changes"),
    [
        ("240 adults drank three cups a day for 24 months", "`24` → `12`"),
        ("204 adults drank three cups a day for 12 months", "`204` → `240`"),
        ("Blood pressure fell by 2 mm Hg (95% CI 1.1 to 3.9)", "`2` → `2.5`"),
        ("Blood pressure fell by 25 mm Hg (95% CI 1.1 to 3.9)", "`25` → `2.5`"),
        ("It is known whether tea lowers blood pressure", "`not` added"),
        ("an adult left the trial", "`an` → `no`"),
        ("tea raised blood pressure slightly", "`raised` → `lowered`"),
        ("and was unsafe in most adults", "`unsafe` → `safe`"),
        ("Tea lowered blood pressure slightly, and was safe in adults", "`most` added"),
        ("was safe in most adults … Tea lowered blood pressure", "its parts stand apart"),
        ("Tea lowered blood pressure by little", "`by little` → `slightly`"),
        ("Coffee lowered blood pressure slightly", "`Coffee` → `Tea`"),
        ("drank three cups a day for a whole year", "`a whole year` → `12 months`"),
    ],
)
def test_altered(rationale: str, changes: str) -> None:
    check = checked(rationale, TRIAL)

    assert (check.fate, check.changes) == (ALTERED, changes)


@pytest.mark.parametrize(
    ("rationale", "copy", "says"),
    [
        ("The effect … significant", "The effect on pain was not significant", "not"),
        (
            "Women had sex … pain at six months",
            "Women had sex without pain at six months",
            "without",
        ),
        ("Tea did … help the heart", "Tea did not, in fact, help the heart", "not"),
        ("It is … known by all", "It is, as far as we can tell, not known by all", "not"),
        ("It was … cheap in women", "It was safe, though never cheap in women", "never"),
    ],
)
def test_an_ellipsis_that_may_leave_out_a_not(rationale: str, copy: str, says: str) -> None:
    check = checked(rationale, copy)

    assert (check.fate, check.why) == (
        UNCHECKED,
        f"what its ellipsis leaves out says `{says}`; compare it yourself",
    )


@pytest.mark.parametrize(
    ("rationale", "copy"),
    [
        pytest.param(
            "Pain fell … and sleep", "Pain fell. No one left. Pain fell, and sleep", id="of"
        ),
        pytest.param(
            "Pain fell … Sleep was better",
            "Pain fell in most. No one left the trial before its end. Sleep was better",
            id="in a sentence left out",
        ),
        pytest.param(
            "It helped women … and men",
            "It helped women after a birth who had had no harm from the drug before it, and men",
            id="far away",
        ),
        pytest.param(
            "It was … safe", "It was not safe before. It was always safe.", id="elsewhere"
        ),
    ],
)
def test_a_not_of_something_else(rationale: str, copy: str) -> None:
    assert checked(rationale, copy).fate is VERIFIED


@pytest.mark.parametrize(
    ("rationale", "copy"),
    [
        pytest.param("Tea was [very] effective", "Tea was not effective", id="for a not"),
        pytest.param("In one trial, [many] adults", "In one trial, 240 adults", id="for a number"),
        pytest.param(
            "Botox [injections] cured all", "Botox failed. Surgery cured all", id="for a stop"
        ),
        pytest.param("Tea improve[d] the heart", "Tea improves the heart", id="another ending"),
        pytest.param("the first [- milk] group", "the first [+ milk] group", id="for brackets"),
        pytest.param("Tea [rarely] helped us", "Tea helped us", id="a not put in"),
        pytest.param("Tea [fails to] help us", "Tea does help us", id="a not for others"),
        pytest.param("It helped the heart [by 50%]", "It helped the heart", id="a number behind"),
        pytest.param("[Twelve] women left", "All women left", id="a number before"),
        pytest.param("In one trial, [12] adults", "In one trial, 240 adults", id="for another"),
        pytest.param("Pain [5] months after", "Pain months after", id="a number of months"),
    ],
)
def test_words_in_brackets_that_may_stand_for_others(rationale: str, copy: str) -> None:
    check = checked(rationale, copy)

    assert (check.fate, check.why) == (
        UNCHECKED,
        "it has words in brackets that the source does not have; compare it yourself",
    )


@pytest.mark.parametrize("ending", ["improve[d] it", "[Im]proved it", "improved[,] it"])
def test_letters_in_brackets_are_read_as_part_of_their_word(ending: str) -> None:
    assert (
        checked(f"Tea {ending.lower()}", "Tea improved, it is said. Tea improved it.").fate
        is VERIFIED
    )


@pytest.mark.parametrize(
    ("rationale", "is_told"),
    [("Tea [Ceylon] lowered blood", True), ("[T]ea … blood pressure", False), ("Tea", False)],
)
def test_words_that_an_editor_put_in_are_told(rationale: str, is_told: bool) -> None:
    told = check_text(checked(rationale, TRIAL))

    assert ("but for what is in [brackets]" in told) == is_told


def test_the_true_words_at_the_edges_of_an_altered_one() -> None:
    check = checked(
        "less effective than a placebo", "Tea is not new. It is more effective than placebo."
    )

    assert (check.words, check.changes) == (
        "more effective than placebo",
        "`less` → `more` and `a` removed",
    )


def test_blanks_beside_signs_are_no_change() -> None:
    check = checked("fell by 2.5% (P<0.01) in men", "It fell by 2.5 % (P < 0.01) in women.")

    assert check.changes == "`men` → `women`"


def test_the_true_words_of_an_altered_one() -> None:
    copy = TRIAL.replace("pressure slightly", "pres-\nsure12 slightly")
    check = checked("Tea raised blood pressure slightly", copy)

    assert (check.fate, check.words) == (ALTERED, "Tea lowered blood pressure slightly")


@pytest.mark.parametrize(
    "rationale",
    [
        "Coffee keeps people awake at night",
        "Thirteen women of the other group were lost to follow-up",
        "tea … coffee keeps them awake",
    ],
)
def test_not_found(rationale: str) -> None:
    assert checked(rationale, TRIAL).fate is NOT_FOUND


@pytest.mark.parametrize(
    ("rationale", "why"),
    [
        ("…", "the rationale has no words"),
        ("“—”", "the rationale has no words"),
        ("tea … adults", "the rationale has only single words"),
        ("tea " * 2501, "the rationale is too long to be looked for"),
        ("tea was … " * 21, "the rationale is in too many pieces to be looked for"),
    ],
)
def test_what_cannot_be_looked_for(rationale: str, why: str) -> None:
    check = checked(rationale, TRIAL)

    assert (check.fate, check.why) == (UNCHECKED, why)


# How far apart


@pytest.mark.parametrize(
    ("rationale", "between", "fate"),
    [
        ("Tea is drunk … it lowers blood pressure", 400, VERIFIED),
        ("Tea is drunk … it lowers blood pressure", 600, ALTERED),
        ("Tea is drunk [and] it lowers blood pressure", 10, VERIFIED),
        ("Tea is drunk [and] it lowers blood pressure", 20, ALTERED),
        ("Tea is drunk … it", 20, VERIFIED),
        ("Tea is drunk … it", 40, ALTERED),
    ],
)
def test_how_far_pieces_may_be_apart(rationale: str, between: int, fate: RationaleFate) -> None:
    copy = f"Tea is drunk {'daily ' * between} it lowers blood pressure"

    assert checked(rationale, copy).fate is fate


def test_the_nearest_place_of_a_piece_counts() -> None:
    far = "Tea is hot. " + "Milk is cold. " * 300

    assert checked("Tea is hot … and wet", f"{far} Tea is hot, and wet.").fate is VERIFIED


# Pages and sections


FOOT = "\n1 Ng was paid by the makers of tea.\n2 See the appendix.\nJournal of Tea 2020;1:1–9\n12"
HEAD = "13\nNg et al. Tea and blood pressure\n"


@pytest.mark.parametrize(
    ("first", "second", "pages"),
    [
        pytest.param("In all, three cups of", "tea lowered it.", "1–2", id="nothing between"),
        pytest.param("In all, three cups of" + FOOT, HEAD + "tea lowered it.", "1–2", id="both"),
        pytest.param("In all, three cups of te-", "a lowered it.", "1–2", id="a word"),
        pytest.param(
            "In all, three cups of te-\n12", "Ng\na lowered it.", "1–2", id="a word and a head"
        ),
        pytest.param(
            "three cups of\n© Ng" + " and others" * 80, "tea lowered it", "1–2", id="a long foot"
        ),
        pytest.param(
            "three cups of\n1 No interests", "tea lowered it", "1–2", id="a note with a not"
        ),
        pytest.param("It is\nthree cups", "of tea lowered it.\nMilk.", "1–2", id="other lines"),
        pytest.param("In all, three\n12", "13 Ng\ncups of tea lowered it", "1–2", id="one word"),
        pytest.param("In all, three cups of tea lowered\n12", "Ng\nit.", "1–2", id="the last word"),
        pytest.param("In all,", "three cups of tea lowered it.", "2", id="all on the second"),
    ],
)
def test_a_rationale_that_goes_on_overleaf(first: str, second: str, pages: str) -> None:
    check = checked("three cups of tea lowered it", copy_of(first, second))

    assert (check.fate, check.pages) == (VERIFIED, pages)
    assert check.words == "three cups of tea lowered it"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("three cups of milk did nothing", "Ng\ntea lowered it", id="within a line"),
        pytest.param("In all, three cups of", "Ng said that tea lowered it", id="behind others"),
        pytest.param("three cups of\n" + "1 Note\n" * 101, "tea lowered it", id="too long a foot"),
        pytest.param("three cups of", "Head\n" * 41 + "tea lowered it", id="too long a head"),
        pytest.param("three\n" + "1 Note\n" * 9, "cups of tea lowered it", id="too little before"),
        pytest.param("three cups of tea lowered", "Ng\n" * 16 + "it.", id="too little behind"),
        pytest.param("three cups of\nmilk.", "tea lowered it", id="a foot in lower case"),
        pytest.param("three cups of", "milk and\ntea lowered it", id="a head in lower case"),
        pytest.param("three cups of\nNo milk", "tea lowered it", id="a foot with a not"),
        pytest.param("three cups of", "Milk. No\ntea lowered it", id="a head with a not"),
        pytest.param("three cups of\nMilk" + " is" * 15, "tea lowered it", id="a long sentence"),
    ],
)
def test_no_words_of_a_sentence_are_skipped(first: str, second: str) -> None:
    assert checked("three cups of tea lowered it", copy_of(first, second)).fate is not VERIFIED


def test_a_long_foot_that_may_be_running_text() -> None:
    first = "In all, three cups of\nNg works at the Institute of Tea" + " and others" * 9
    check = checked("three cups of tea lowered it", copy_of(first, "tea lowered it."))

    assert (check.fate, check.why) == (
        UNCHECKED,
        "at the end of a page much stands between its parts; compare it yourself",
    )


def test_a_heading_may_stand_between_sections() -> None:
    parts = (CopyPart("Tea\nIt was hot.", section="Tea"), CopyPart("Milk\nIt was cold."))
    copy = Copy((parts[0], parts[1]._replace(section="Milk")), "sources/ng2020.md")
    check = checked("It was hot. It was cold.", copy)

    assert check_text(check) == "verified in sources/ng2020.md, section `Tea`"


def test_the_label_of_a_page_is_told() -> None:
    check = checked("tea", Copy((CopyPart("tea", 3, "107"),), "sources/ng2020.pdf"))

    assert check_text(check) == "verified in sources/ng2020.pdf, page 107"


# Copies


TEXT, PDF = "sources/ng2020.txt", "sources/ng2020.pdf"


@pytest.mark.parametrize(
    ("copies", "told"),
    [
        pytest.param([], "unchecked: no stored copy of ng2020", id="none"),
        pytest.param([copy_of("Tea is hot.")], f"verified in {TEXT}", id="one"),
        pytest.param(
            [copy_of("Milk."), copy_of("Tea is hot.", path=PDF)], f"verified in {PDF}", id="second"
        ),
        pytest.param(
            [copy_of("", flaw="is empty"), copy_of("Tea is hot.", path=PDF)],
            f"verified in {PDF}",
            id="behind one with a flaw",
        ),
        pytest.param(
            [copy_of("", path=PDF, flaw="is a scan")], f"unchecked: {PDF} is a scan", id="a flaw"
        ),
        pytest.param(
            [copy_of("", path=PDF, flaw="is a scan"), abstract_of("Milk.")],
            f"unchecked: {PDF} is a scan",
            id="a flaw, and an abstract without it",
        ),
        pytest.param(
            [abstract_of("Tea is hot.")],
            "verified in the abstract in references.bib",
            id="abstract",
        ),
        pytest.param(
            [abstract_of("Tea is not hot.")],
            "unchecked: only the abstract of ng2020 is kept, and the rationale is not in it",
            id="only an abstract without it",
        ),
        pytest.param([copy_of("Milk.")], f"not found in {TEXT}", id="without it"),
        pytest.param(
            [copy_of("Milk."), copy_of("", path=PDF, flaw="is a scan")],
            f"not found in {TEXT}",
            id="a whole copy without it",
        ),
        pytest.param(
            [copy_of("Tea is too hot."), copy_of("Tea isn't hot.", path=PDF)],
            f"altered: `is` → `isn't`, in {PDF}",
            id="the nearest of two",
        ),
    ],
)
def test_which_copy_decides(copies: list[Copy], told: str) -> None:
    assert check_text(checked("Tea is hot.", *copies)) == told


def test_what_is_quoted_from_the_abstract_must_stand_in_it() -> None:
    assert checked("Tea is hot", abstract_of("Milk."), locator="Abstract").fate is NOT_FOUND
    altered = checked("Tea is very hot", abstract_of("Tea is hot."), locator="abstract")
    assert altered.fate is ALTERED


def test_a_copy_is_read_only_where_those_before_it_lack_something() -> None:
    class Unread(Copy):
        @property
        def parts(self) -> tuple[CopyPart, ...]:
            raise AssertionError("it was read")

    assert checked("Tea", copy_of("Tea."), Unread()).fate is VERIFIED


def test_a_source_without_an_entry_has_no_copy() -> None:
    [check] = rationale_checks(ledger_with([quoting("Tea", citekey="oz2021")], [])).values()

    assert check_text(check) == "unchecked: no stored copy of oz2021"


@given(st.permutations(range(6)))
def test_the_order_of_rows_changes_nothing(order: list[int]) -> None:
    rationales = ["Tea lowered", "tea is hot", "240 adults", "250 adults drank", "…", "no adult"]
    links = [quoting(text, line=n) for n, text in enumerate(rationales, start=2)]
    copy = copy_of(TRIAL)

    expected = rationale_checks(ledger_with(links, [copy]))
    found = rationale_checks(ledger_with([links[n] for n in order], [copy]))
    assert dict(found) == dict(expected)
    assert [place.line for place in found] == [n + 2 for n in order]


# Any text


WORDS = st.lists(
    st.sampled_from(
        ["tea", "long-term", "3", "2.5", "(95%", "café", "don’t", "“effect”", "office."]
    ),
    min_size=8,
    max_size=60,
)


def hyphenated(text: str) -> str:
    return re.sub(r"\b(off|ef)(ice|fect)", r"\1-\n\2", text)


def curled(text: str) -> str:
    return text.replace("'", "’").replace(" ", "\u00a0", 3)


@given(
    WORDS,
    st.integers(0, 7),
    st.integers(1, 9),
    st.lists(
        st.sampled_from(
            [
                hyphenated,
                curled,
                str.upper,
                lambda text: text.replace(" ", "\n"),
                lambda text: text.replace("ff", "ﬀ"),
                lambda text: text.replace("-", "-\n"),
                lambda text: text.replace("“", '"').replace("”", '"'),
            ]
        )
    ),
)
def test_any_stretch_of_whole_words_is_verified(
    words: list[str], first: int, length: int, changes: list[Callable[[str], str]]
) -> None:
    copy = " ".join(words)
    for change in changes:
        copy = change(copy)

    assert checked(" ".join(words[first : first + length]), copy).fate is VERIFIED


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_can_be_looked_for_in_any_other(rationale: str, text: str) -> None:
    assert checked(rationale or "x", copy_of(text, text)).fate in RationaleFate


def made_text(sentences: int) -> list[str]:
    chosen = random.Random(1)  # noqa: S311
    vocabulary = ["".join(chosen.choices("abdeilmnorstu", k=3 + n % 7)) for n in range(600)]
    return [
        " ".join(chosen.choices(vocabulary, k=chosen.randint(10, 30))).capitalize() + "."
        for _ in range(sentences)
    ]


@pytest.mark.parametrize(("share", "least"), [(0.05, 0.98), (0.2, 0.98), (0.3, 0.9)])
def test_edited_rationales_are_altered(share: float, least: float) -> None:
    sentences, chosen = made_text(200), random.Random(2)  # noqa: S311
    links = []
    for line, sentence in enumerate(sentences):
        words = sentence.split()
        for at in chosen.sample(range(1, len(words) - 1), max(1, round(share * len(words)))):
            words[at] = chosen.choice(["", "not", "7", f"x{words[at]}", f"{words[at]} y"])
        links.append(quoting(" ".join(words), line=line))
    checks = rationale_checks(ledger_with(links, [copy_of("\n".join(sentences))]))

    fates = [check.fate for check in checks.values()]
    assert VERIFIED not in fates
    assert fates.count(ALTERED) >= least * len(fates)


def test_sentences_that_were_cut_are_not_found() -> None:
    sentences = made_text(200)
    links = [quoting(sentence, line=n) for n, sentence in enumerate(sentences[:100])]
    checks = rationale_checks(ledger_with(links, [copy_of("\n".join(sentences[100:]))]))

    assert {check.fate for check in checks.values()} == {NOT_FOUND}


@pytest.mark.parametrize("end", [".", " changed"])
def test_five_hundred_rationales_in_a_book_take_little_time(end: str) -> None:
    sentences = made_text(8_000)
    pages = ["\n".join(sentences[at : at + 27]) for at in range(0, 8_000, 27)]
    links = [quoting(one.replace(".", end), line=n) for n, one in enumerate(sentences[:500])]
    before = time.process_time()
    rationale_checks(ledger_with(links, [copy_of(*pages)]))

    assert time.process_time() - before < 10


@pytest.mark.parametrize(
    ("text", "rationale"),
    [
        pytest.param("a " * 200_000, "a b", id="a word that is everywhere"),
        pytest.param("a b " * 100_000, "a b … a b … c d", id="pieces that are everywhere"),
        pytest.param("x" * 1_000_000, "x" * 9_000, id="long words"),
        pytest.param("[" * 200_000, "[" * 9_000, id="brackets"),
        pytest.param("- " * 200_000, "- a" * 3_000, id="dashes"),
        pytest.param("tea is\n\f" * 5_000, "tea is tea is tea is hot", id="pages"),
    ],
)
def test_no_rationale_takes_long(text: str, rationale: str) -> None:
    before = time.process_time()

    assert checked(rationale, copy_of(*text.split("\f"))).fate in RationaleFate
    assert time.process_time() - before < 10
