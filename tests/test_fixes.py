"""What is mended, what is left alone, and what holds whatever the project."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack import words
from evtrack.appraisal import judge
from evtrack.config import Acceptance, Config
from evtrack.editing import LEFT_OUT
from evtrack.fixes import Fixes, fix
from evtrack.inspection import check
from evtrack.model import Edit, Input, Location, Problem
from evtrack.readers import Inputs, ledger_of
from evtrack.readers.text import decode, lines_of
from evtrack.rules import RULES, Context, Rule
from evtrack.spellings import OTHER_SPELLINGS, meant
from evtrack.words import Severity

TODAY = date(2026, 3, 31)
CONFIG = Config(root=Path())
CLAIMS = "claim_id,claim,citekey,stance\nC1,Tea wakes.,ng2020,supports\n"
REFERENCES = "@misc{ng2020,\n  title = {Tea},\n}\n"


def read(path: str, data: str | bytes) -> Input:
    raw = data.encode() if isinstance(data, str) else data
    text, encoding = decode(raw, path)
    return Input(path, text, raw, encoding)


def project(claims: str | bytes = CLAIMS, references: str | bytes = REFERENCES) -> Inputs:
    return Inputs(read("claims.csv", claims), (read("references.bib", references),), None)


def mended(
    claims: str | bytes = CLAIMS,
    references: str | bytes = REFERENCES,
    config: Config = CONFIG,
    rules: tuple[Rule, ...] = RULES,
) -> Fixes:
    return fix(config, project(claims, references), TODAY, rules=rules)


def new(fixes: Fixes, path: str) -> bytes:
    (file,) = (file for file in fixes.files if file.old.path == path)
    return file.new.raw


def whys(fixes: Fixes) -> list[str]:
    return [undone.why for undone in fixes.undone]


def test_what_leaves_a_file_untouched_are_rules() -> None:
    assert set(LEFT_OUT) <= {rule.name for rule in RULES}


# Words


@pytest.mark.parametrize(
    ("column", "misspelt", "right"),
    [
        ("stance", "suports", "supports"),
        ("stance", "Supported", "supports"),
        ("stance", "contradict", "contradicts"),
        ("stance", "mention", "mentions"),
        ("question", "harms", "harm"),
        ("question", "Prognostic", "prognosis"),
        ("stated", "hedging", "hedged"),
        ("directness", "in-direct", "indirect"),
    ],
)
def test_a_known_misspelling_in_a_column(column: str, misspelt: str, right: str) -> None:
    fixes = mended(f"claim_id,claim,citekey,{column}\nC1,Tea wakes.,ng2020,{misspelt}\n")

    assert new(fixes, "claims.csv").decode().splitlines()[1] == f"C1,Tea wakes.,ng2020,{right}"


@pytest.mark.parametrize(
    ("field", "misspelt", "right"),
    [
        ("design", "Randomised Controlled-Trial", "rct"),
        ("design", "randomized clinical trials", "rct"),
        ("design", "non-randomised trial", "nonrandomized-trial"),
        ("design", "metaanalysis", "meta-analysis"),
        ("design", "crosssectional", "cross-sectional"),
        ("design", "cohort studies", "cohort"),
        ("design", "N-of-one", "n-of-1"),
        ("synthesisof", "RCTs", "rct"),
        ("riskofbias", "some concerns", "some"),
        ("riskofbias", "low-risk", "low"),
        ("certainty", "verylow", "very-low"),
        ("certainty", "moderate certainty", "moderate"),
        ("status", "superceded", "superseded"),
        ("status", "expression of concern", "concern"),
    ],
)
@pytest.mark.parametrize(("opening", "closing"), ["{}", '""'])
def test_a_known_misspelling_in_a_field(
    field: str, misspelt: str, right: str, opening: str, closing: str
) -> None:
    entry = "@misc{{ng2020, {} = {}{}{}, note = {{x}}}}"

    fixes = mended(references=entry.format(field, opening, misspelt, closing))

    assert new(fixes, "references.bib").decode() == entry.format(field, opening, right, closing)


@pytest.mark.parametrize(
    "word",
    ["trial", "review", "study", "randomised", "case study", "prospective cohort", "cohrot", "N/A"],
)
def test_a_word_that_may_mean_something_else_is_left_to_a_person(word: str) -> None:
    fixes = mended(references=f"@misc{{ng2020, design = {{{word}}}}}")

    assert fixes.files == ()
    assert "unknown-word" in {finding.rule for finding in fixes.left.findings}


@pytest.mark.parametrize(
    "entry",
    [
        '@misc{ng2020, design = "random" # "ised trial"}',
        "@misc{ng2020, design = {randomised\n trial}}",
        "@misc{ng2020, design = {{randomised trial}}}",
        "@string{r = {randomised trial}} @misc{ng2020, design = r}",
    ],
    ids=["in pieces", "over two lines", "in two pairs of braces", "in a string"],
)
def test_a_value_that_does_not_stand_there_as_it_is_read_is_left_alone(entry: str) -> None:
    assert mended(references=entry).files == ()


def test_a_misspelt_word_is_mended_on_every_row_of_its_claim() -> None:
    header = "claim_id,claim,citekey,stance,question\n"

    fixes = mended(f'{header}C1,Tea.,ng2020,supports,harms\nC1,,oz2021,supports,"Harms "\n')

    assert new(fixes, "claims.csv").decode() == (
        f'{header}C1,Tea.,ng2020,supports,harm\nC1,,oz2021,supports,"harm"\n'
    )
    assert "claim-disagrees" not in {finding.rule for finding in fixes.left.findings}


def test_a_misspelt_word_stays_where_a_row_that_repeats_it_can_not_be_mended() -> None:
    header = "claim_id,claim,question\n"

    fixes = mended(f'{header}C1,Tea.,harms\nC1,,"\nharms"\n')

    assert fixes.files == ()


@pytest.mark.parametrize("column", OTHER_SPELLINGS)
def test_every_known_spelling_is_of_one_word_only(column: str) -> None:
    spellings = OTHER_SPELLINGS[column]
    others = [spelling for listed in spellings.values() for spelling in listed.split()]

    assert len(set(others)) == len(others)
    assert all(meant(word, spellings, column) == word for word in spellings)
    assert KNOWN[column].issuperset(spellings)


KNOWN: dict[str, set[str]] = {
    "certainty": {level.word for level in words.Certainty},
    **{
        kind.__name__.lower(): set(kind)
        for kind in (
            *(words.Stance, words.Question, words.Stated, words.Directness, words.Design),
            *(words.SynthesisOf, words.RiskOfBias, words.Status),
        )
    },
}


# Blanks


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("C1 , Tea wakes.\t,ng2020\u00a0,\u2003supports", "C1,Tea wakes.,ng2020,supports"),
        ('C1," Tea, wakes. ",ng2020,supports', 'C1,"Tea, wakes.",ng2020,supports'),
        ('C1,"  ""Tea"" wakes ",ng2020,supports', 'C1,"""Tea"" wakes",ng2020,supports'),
        ('C1," Tea \n\n wakes. ",ng2020,supports', 'C1,"Tea \n\n wakes.",ng2020,supports'),
        ("C1,Tea.,ng2020,supports, ,", "C1,Tea.,ng2020,supports,,"),
        ("C1,Tea  wakes.,ng2020,supports", None),
        (' , ,\nC1,"\nTea.\n",ng2020,supports', None),
        ('C1, "Tea" wakes,ng2020,supports', None),
    ],
)
def test_blanks_around_cells(row: str, expected: str | None) -> None:
    header = "claim_id,claim,citekey,stance,note,own\n"

    fixes = mended(f"{header}{row}\n")

    if expected is None:
        assert fixes.files == ()
    else:
        assert new(fixes, "claims.csv").decode() == f"{header}{expected}\n"
    assert fixes.is_complete


def test_more_blanks_than_are_told_one_by_one_are_mended_too() -> None:
    claims = "claim_id,claim\n" + "".join(f"C{n}, Tea {n}. \n" for n in range(1000))

    fixes = mended(claims)

    assert new(fixes, "claims.csv").decode() == claims.replace(", ", ",").replace(". \n", ".\n")
    found = [f for f in check(ledger_of(CONFIG, project(claims)), TODAY) if "blank" in f.rule]
    assert len(found) == 21
    assert found[-1].problem.message.startswith("980 more cells have blanks")


# What is left alone


def test_an_accepted_finding_is_left_alone() -> None:
    accepted = Acceptance("unknown-word", "C1", "the client writes it so", None, 1)

    fixes = mended(
        CLAIMS.replace("supports", "suports"), config=CONFIG._replace(accept=(accepted,))
    )

    assert fixes.files == ()
    assert fixes.is_complete


@pytest.mark.parametrize(
    ("claims", "references", "place"),
    [
        (f'{CLAIMS}C2, a,b,"c\n', "@misc{ng2020, design = {RCTs}}", "claims.csv:3:1"),
        (f"{CLAIMS}C2, a,b,c,d\n", "@misc{ng2020, design = {RCTs}}", "claims.csv:3:11"),
        (f"{CLAIMS}, a,b,c\n", "@misc{ng2020, design = {RCTs}}", "claims.csv:3:1"),
        ("claim, id\na,b\n", "@misc{ng2020, title = {Tea}}", "claims.csv:1:1"),
        (
            CLAIMS.replace("Tea", " Tea"),
            "@misc{ng2020,design={RCTs}}\n@misc{x",
            "references.bib:2:1",
        ),
    ],
    ids=["an open quote", "a cell too many", "no claim_id", "no column", "an open entry"],
)
def test_a_file_that_could_not_be_read_whole(claims: str, references: str, place: str) -> None:
    fixes = mended(claims, references)

    assert [str(untouched.location) for untouched in fixes.untouched] == [place]
    assert place.partition(":")[0] not in {file.old.path for file in fixes.files}
    assert not fixes.is_complete


def test_a_file_whose_bytes_are_not_those_of_its_text() -> None:
    inputs = project()._replace(claims=Input("claims.csv", f"{CLAIMS}C2,Coffee. ,,\n", b"lost"))

    fixes = fix(CONFIG, inputs, TODAY)

    assert fixes.files == ()
    assert [untouched.why for untouched in fixes.untouched] == ["it can't be written back as it is"]


def test_only_claims_and_references_are_changed() -> None:
    inputs = project()._replace(article=Input("article.md", "Tea.", b"lost"))

    fixes = fix(CONFIG, inputs, TODAY, rules=edits(("article.md", 1, 1, "Tea", "Tee")))

    assert fixes.untouched == ()
    assert whys(fixes) == ["the file is none of the claims and references"]


def test_the_other_files_are_mended() -> None:
    fixes = mended(f"{CLAIMS}, a,b,c\n", "@misc{ng2020, design = {RCTs}}")

    assert [file.old.path for file in fixes.files] == ["references.bib"]


# The engine, with rules of the tests' own


def edits(*wanted: tuple[str, int, int, str, str]) -> tuple[Rule, ...]:
    """One rule that wants these edits: path, line, column, old, new."""

    def wish(_: Context) -> Iterator[Problem]:
        for path, line, column, old, becomes in wanted:
            place = Location(path, line, column)
            yield Problem("a wish", place, edits=(Edit(place, old, becomes),))

    return (Rule(wish, Severity.NOTE),)


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        (("claims.csv", 2, 4, "tea", "Tee"), "something else stands there"),
        (("claims.csv", 2, 0, "C1", "C2"), "something else stands there"),
        (("claims.csv", 1, 31, "C1", "C2"), "something else stands there"),
        (("claims.csv", 3, 1, "x", "y"), "something else stands there"),
        (("claims.csv", 9, 1, "x", "y"), "something else stands there"),
        (("claims.csv", 2, 4, "", "x"), "something else stands there"),
        (("claims.csv", 2, 4, "Tea", "T\na"), "it goes over the end of a line"),
        (("claims.csv", 2, 16, "supports\n", "s"), "it goes over the end of a line"),
        (("claims.csv", 2, 4, "Tea", "a,b"), "what it brings in could be taken for punctuation"),
        (("claims.csv", 2, 4, "Tea", '"'), "what it brings in could be taken for punctuation"),
        (("references.bib", 2, 12, "Tea", "}"), "what it brings in could be taken for punctuation"),
        (("evtrack.toml", 1, 1, "x", "y"), "the file is none of the claims and references"),
        (
            ("claims.csv", 2, 9, "ng2020", "nobody"),
            "with it, something that can be read now would be lost",
        ),
    ],
)
def test_an_edit_that_is_not_made(wish: tuple[str, int, int, str, str], why: str) -> None:
    claims = CLAIMS.replace("Tea wakes.", "Tea.")

    fixes = mended(claims, rules=edits(wish))

    assert (fixes.files, whys(fixes)) == ((), [why])


def test_a_rule_that_would_do_harm_keeps_no_other_from_mending() -> None:
    def well_meant(context: Context) -> Iterator[Problem]:
        return (
            p for rule in edits(("references.bib", 2, 12, "Tea", "Té")) for p in rule.find(context)
        )

    harmful = edits(("claims.csv", 2, 15, "ng2020", "nobody"))

    fixes = mended(rules=(*harmful, Rule(well_meant, Severity.NOTE)))

    assert new(fixes, "references.bib").decode() == REFERENCES.replace("Tea", "Té")
    assert whys(fixes)[0] == "with it, something that can be read now would be lost"


def test_a_character_that_the_encoding_does_not_have() -> None:
    fixes = mended(
        "claim_id,claim\nC1,café\n".encode("cp1252"),
        rules=edits(("claims.csv", 2, 4, "café", "喝茶")),
    )

    assert (fixes.files, whys(fixes)) == ((), ["cp1252 does not have its characters"])


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param("claim_id,claim\nC1,TÃ©a\u00a0\n".encode("cp1252"), id="for UTF-8"),
        pytest.param("claim_id,claim\nC1,A\u0304\n".encode("utf-16-le"), id="for no text"),
    ],
)
def test_a_file_that_would_be_taken_for_one_in_another_encoding(claims: bytes) -> None:
    fixes = mended(claims)

    assert fixes.files == ()
    assert [str(untouched.location) for untouched in fixes.untouched] == ["claims.csv:1:1"]


def test_of_edits_that_overlap_the_first_is_made() -> None:
    rules = edits(("claims.csv", 2, 4, "Tea", "Tee"), ("claims.csv", 2, 5, "ea w", "E W"))

    fixes = mended(rules=rules)

    assert b"C1,Tee wakes.," in new(fixes, "claims.csv")
    assert "something else stands there" in whys(fixes)


def test_rules_that_undo_each_other_come_to_an_end() -> None:
    rules = edits(("claims.csv", 2, 4, "Tea", "Tee"), ("claims.csv", 2, 4, "Tee", "Tea"))

    fixes = mended(rules=rules)

    assert len(fixes.files) <= 1


# Whatever the project

NFD = unicodedata.normalize("NFD", "Café")
cells = {
    "claim_id": st.sampled_from(["C1", "C2", " C1", "C2\u00a0"]),
    "claim": st.sampled_from(
        ["", "Tea.", " Tea. ", f"{NFD} au lait", "Tea,\nor  coffee; \n", 'A "b"']
    ),
    "question": st.sampled_from(["", "harm", "harms", "Harms ", "benefit", "?"]),
    "stated": st.sampled_from(["", "firm", "firmly"]),
    "citekey": st.sampled_from(["ng2020", " ng2020", "oz2021", "nobody", ""]),
    "stance": st.sampled_from(
        ["supports", "suports", "contradict ", "mixed", "mentions", "pro", ""]
    ),
    "note": st.sampled_from(["", " ", "\u2003x", '"', "é"]),
}
values = {
    "doi": st.sampled_from(
        ["10.1000/a", "https://doi.org/10.1000/a", "doi:10.1000/b", "10.1000/c."]
    ),
    "pages": st.sampled_from(["1-9", "1--9", "154–160", "e1", "12-1"]),
    "title": st.sampled_from(["Tea", f"{NFD} \\& tea", "{Tea}"]),
    "design": st.sampled_from(["rct", "randomised trial", "RCTs", "trial"]),
    "riskofbias": st.sampled_from(["low", "some concerns"]),
    "samplesize": st.just("500"),
}
encodings = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252", "utf-32"])


@st.composite
def claims_files(draw: st.DrawFn) -> bytes:
    stream = io.StringIO()
    delimiter = draw(st.sampled_from(",;\t"))
    quoting: Literal[0, 1] = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    writer = csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator=end)
    writer.writerow(draw(st.sampled_from([tuple(cells), (" claim_id", *tuple(cells)[1:])])))
    for row in draw(st.lists(st.tuples(*cells.values()), min_size=1, max_size=5)):
        writer.writerow(row)
    broken = draw(st.sampled_from(["", "", "", 'C3,"', "C3,a,b,c,d,e,f,g,h"]))
    return encoded(stream.getvalue() + broken, draw(encodings))


@st.composite
def libraries(draw: st.DrawFn) -> bytes:
    entries = [
        f"@article{{{key},"
        + "".join(
            f"\n  {name} = {{{text}}},"
            for name, text in draw(st.fixed_dictionaries(values)).items()
        )
        + "\n}\n"
        for key in ("ng2020", "oz2021")
    ]
    broken = draw(st.sampled_from(["", "", "", "@misc{x, title = {"]))
    text = ("".join(entries) + broken).replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"])))
    return encoded(text, draw(encodings))


def encoded(text: str, encoding: str) -> bytes:
    marks = {"utf-16-be": b"\xfe\xff"}
    try:
        return marks.get(encoding, b"") + text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode()


def after(inputs: Inputs, fixes: Fixes) -> Inputs:
    changed = {file.old.path: file.new.raw for file in fixes.files}
    return project(
        changed.get("claims.csv", inputs.claims.raw),
        changed.get("references.bib", inputs.references[0].raw),
    )


def errors(inputs: Inputs) -> Counter[str]:
    found = check(ledger_of(CONFIG, inputs), TODAY)
    return Counter(finding.rule for finding in found if finding.severity is Severity.ERROR)


@given(claims_files(), libraries())
def test_mending_twice_is_mending_once(claims: bytes, library: bytes) -> None:
    inputs = project(claims, library)

    once = fix(CONFIG, inputs, TODAY)
    twice = fix(CONFIG, after(inputs, once), TODAY)

    assert twice.files == ()
    assert [f.problem for f in twice.left.findings] == [f.problem for f in once.left.findings]


@given(claims_files(), libraries())
def test_lines_without_a_change_keep_every_byte(claims: bytes, library: bytes) -> None:
    for file in fix(CONFIG, project(claims, library), TODAY).files:
        touched = {change.edit.location.line for change in file.changes}
        old, new_ = (lines_of(each.raw.decode(codec(file.old))) for each in (file.old, file.new))
        assert len(old) == len(new_)
        assert {
            n for n, pair in enumerate(zip(old, new_, strict=True), 1) if pair[0] != pair[1]
        } <= touched
        assert all(line_end(one) == line_end(two) for one, two in zip(old, new_, strict=True))


def codec(source: Input) -> str:
    """One that keeps the byte-order mark as a character."""
    by_mark = {b"\xff\xfe\x00\x00": "utf-32-le", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
    return next(
        (name for mark, name in by_mark.items() if source.raw.startswith(mark)), source.encoding
    )


def line_end(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


@given(claims_files(), libraries())
def test_mending_brings_no_error_that_was_not_there(claims: bytes, library: bytes) -> None:
    inputs = project(claims, library)

    assert errors(after(inputs, fix(CONFIG, inputs, TODAY))) <= errors(inputs)


@given(claims_files(), libraries())
def test_only_a_word_that_could_not_be_read_before_changes_a_verdict(
    claims: bytes, library: bytes
) -> None:
    inputs = project(claims, library)
    all_but_words = tuple(rule for rule in RULES if rule.name != "unknown-word")

    fixes = fix(CONFIG, inputs, TODAY, rules=all_but_words)

    before, now = (
        [(v.support, v.pro, v.against, v.calibration, v.flags) for v in judged.values()]
        for judged in (
            judge(ledger_of(CONFIG, each), TODAY) for each in (inputs, after(inputs, fixes))
        )
    )
    assert before == now
