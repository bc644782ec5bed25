"""A project's history in git: what makes a reviewed link suspect, and what does not."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evtrack.config import LOCK_FILE
from evtrack.model import LinkName
from evtrack.readers import load
from evtrack.readers.lock import lock_text
from evtrack.reviews import recorded
from in_process import check
from repositories import Repository

LONG = "People who drank strong black tea at night lay awake for hours. " * 6

CLAIMS = f"""\
claim_id,claim,anchor,question,stated,citekey,stance,locator,rationale,directness,downgrade,\
upgrade,explained,checked,note
C1,Tea keeps people awake.,,harm,firm,ng2020,supports,p. 3,They slept one hour less.,,,,,,
C1,,,,,oz2021,contradicts,p. 7,Tea made no difference to the children.,,,,Only children,,
C2,Tea “warms” people — a little.,,,,ng2020,supports,,,,imprecision; risk-of-bias:2,,,,
C3,Tea is drunk.,,,,tea2022,supports,,{LONG},,,,,,
"""

REFERENCES = r"""@string{jt = {Journal of Tea}}

@article{ng2020,
  author = {Ng, Ada and Pöltl, Zo{\"e}},
  title = {{Tea} and Wakefulness -- a Trial},
  journal = jt,
  year = 2020,
  volume = {12},
  pages = {107--112},
  doi = {10.5555/ng.2020},
  design = {rct},
  samplesize = {1234},
  riskofbias = {low},
}

@article{oz2021,
  author = {Oz, Bea and others},
  title = {Tea at Night},
  journal = {Sleep},
  year = {2021},
  doi = {10.5555/oz.2021},
  design = {meta-analysis},
  study = {night-tea},
  includes = {ng2020, tea2022},
  synthesisof = {rct},
  certainty = {low},
  status = {corrected},
}

@online{tea2022,
  title = {Facts on Tea},
  url = {https://www.tea.example/facts/},
  urldate = {2025-01-31},
  year = {2022},
}
"""

COPY = """\
Tea and wakefulness

They slept one hour less. Nobody asked for treat-
ment, and no long-term harm was seen.
"""

AWAKE = "Tea keeps people awake."
STEPS = "imprecision; risk-of-bias:2"

CSV, BIB, TXT = "claims.csv", "references.bib", "sources/ng2020.txt"
FILES = {CSV: CLAIMS, BIB: REFERENCES, TXT: COPY}
BY_ANA = {LinkName("C1", "ng2020"), LinkName("C1", "oz2021"), LinkName("C3", "tea2022")}
BY_BO = {LinkName("C2", "ng2020")}


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A project of which all links were reviewed, by two people on two days, tagged `reviewed`."""
    repository = Repository.begun(tmp_path_factory.mktemp("project"))
    for name, content in FILES.items():
        repository.write(name, content)
    repository.commit("What is known of tea")
    for names, by, on in ((BY_ANA, "Ana", date(2026, 3, 1)), (BY_BO, "Bo", date(2026, 3, 2))):
        record(repository.folder, names, by, on)
        repository.commit(f"{by} reviews")
    assert repository.git("tag", "reviewed")
    return repository


def record(folder: Path, names: set[LinkName], by: str, on: date) -> None:
    reviews = recorded(load(folder), names, by, on)
    (folder / LOCK_FILE).write_bytes(lock_text(reviews).encode())


def change(history: Repository, file: str, old: str, new: str) -> None:
    """Commit the reviewed project with one passage of a file changed."""
    assert FILES[file].count(old) == 1
    save(history, file, FILES[file].replace(old, new))


def save(history: Repository, file: str, content: str | bytes) -> None:
    """Commit the reviewed project with another content of a file."""
    history.branch("changed", "reviewed")
    history.write(file, content)
    history.commit(f"Change {file}")


def findings(history: Repository) -> list[dict[str, Any]]:
    done = check(history.folder, "--select", "suspect-link", "--format", "json")
    assert not done.err
    found: list[dict[str, Any]] = json.loads(done.out)["findings"]
    return found


def messages(history: Repository) -> list[str]:
    return [finding["message"] for finding in findings(history)]


ALL_OF_C1 = (
    "the links of C1 to ng2020 and oz2021 are suspect: since Ana reviewed them on 2026-03-01"
)
C1_NG = "the link of C1 to ng2020 is suspect: since Ana reviewed it on 2026-03-01"
C1_OZ = "the link of C1 to oz2021 is suspect: since Ana reviewed it on 2026-03-01"
C2_NG = "the link of C2 to ng2020 is suspect: since Bo reviewed it on 2026-03-02"
C3_TEA = "the link of C3 to tea2022 is suspect: since Ana reviewed it on 2026-03-01"
ALL_NG = (
    "the links of C1 and C2 to ng2020 are suspect: since they were reviewed, last by Bo on "
    "2026-03-02"
)


@pytest.mark.parametrize(
    ("file", "old", "new", "links", "part", "was", "now"),
    [
        (CSV, AWAKE, "It may.", ALL_OF_C1, "the claim", AWAKE, "It may."),
        (CSV, "supports,p.", "mixed,p.", C1_NG, "the stance", "supports", "mixed"),
        (CSV, "less.,", "less.,indirect", C1_NG, "`directness`", "direct", "indirect"),
        (CSV, "n; risk-of-bias:2", "n:2", C2_NG, "`downgrade`", STEPS, "imprecision:2"),
        (CSV, "less.,,,", "less.,,,confounding", C1_NG, "`upgrade`", "", "confounding"),
        (CSV, "Only children", "", C1_OZ, "`explained`", "Only children", ""),
        (BIB, "@article{ng2020", "@misc{ng2020", ALL_NG, "the type", "article", "misc"),
        (BIB, "{Ng, A", "{Nguyen, A", ALL_NG, "the authors", "Ng, Pöltl", "Nguyen, Pöltl"),
        (BIB, "Tea at Night", "Coffee", C1_OZ, "the title", "Tea at Night", "Coffee"),
        (BIB, "{Sleep}", "{Awake}", C1_OZ, "the journal", "Sleep", "Awake"),
        (BIB, "{Journal of Tea}", "{Post}", ALL_NG, "the journal", "Journal of Tea", "Post"),
        (BIB, "year = 2020", "year = 2019", ALL_NG, "the year", "2020", "2019"),
        (BIB, "volume = {12}", "volume = {13}", ALL_NG, "the volume", "12", "13"),
        (BIB, "107--112", "207--212", ALL_NG, "the first page", "107", "207"),
        (BIB, "10.5555/ng.2020", "10.5555/n", ALL_NG, "the DOI", "10.5555/ng.2020", "10.5555/n"),
        (BIB, "/facts/", "/news/", C3_TEA, "the address", "tea.example/facts", "tea.example/news"),
        (BIB, "{rct},\n  sa", "{cohort},\n  sa", ALL_NG, "`design`", "rct", "cohort"),
        (BIB, "{1234}", "{123}", ALL_NG, "`samplesize`", "1234", "123"),
        (BIB, "riskofbias = {low},", "", ALL_NG, "`riskofbias`", "low", ""),
        (BIB, "{night-tea}", "{day-tea}", C1_OZ, "`study`", "night-tea", "day-tea"),
        (BIB, "{ng2020, tea2022}", "{ng2020}", C1_OZ, "`includes`", "ng2020, tea2022", "ng2020"),
        (BIB, "synthesisof = {rct},", "", C1_OZ, "`synthesisof`", "rct", ""),
        (BIB, "certainty = {low}", "certainty = {high}", C1_OZ, "`certainty`", "low", "high"),
        (BIB, "{corrected}", "{retracted}", C1_OZ, "`status`", "corrected", "retracted"),
    ],
)
def test_a_change_is_told_once_from_what_to_what(
    history: Repository, file: str, old: str, new: str, links: str, part: str, was: str, now: str
) -> None:
    change(history, file, old, new)

    shown = [f"`{value}`" if value else "blank" for value in (was, now)]
    assert messages(history) == [f"{links}, {part} changed from {shown[0]} to {shown[1]}"]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            CSV,
            "no difference",
            "little difference",
            f"{C1_OZ}, the rationale changed: `no` → `little`",
        ),
        (
            CSV,
            LONG,
            f"{LONG}Or not.",
            f"{C3_TEA}, the rationale changed, of which only the beginning is on record",
        ),
        (
            BIB,
            "{Sleep},\n  year = {2021}",
            "{Awake},\n  year = {2022}",
            f"{C1_OZ}, the journal changed from `Sleep` to `Awake`; the year changed from `2021` "
            "to `2022`",
        ),
        (
            TXT,
            "one hour",
            "two hours",
            f"{ALL_NG}, the text of sources/ng2020.txt changed; the rationale of C1 is not in it",
        ),
        (
            TXT,
            "Nobody asked",
            "Some asked",
            f"{ALL_NG}, the text of sources/ng2020.txt changed; the rationale is still in it",
        ),
    ],
    ids=["words", "a long text", "two fields", "a copy", "a copy that still has the words"],
)
def test_a_change_that_is_told_in_another_way(
    history: Repository, file: str, old: str, new: str, message: str
) -> None:
    change(history, file, old, new)

    assert messages(history) == [message]


@pytest.mark.parametrize(
    ("file", "old", "new", "at"),
    [
        pytest.param(CSV, "Tea keeps", "Coffee keeps", "Coffee keeps", id="the claim"),
        pytest.param(CSV, "supports,p.", "mixed,p.", "mixed,p.", id="the cell"),
        pytest.param(BIB, "Tea at Night", "Coffee", "Coffee},", id="the value"),
        pytest.param(BIB, "{Journal of Tea}", "{Post}", "jt,", id="the string that names it"),
        pytest.param(BIB, "riskofbias = {low},", "", "@article{ng2020,", id="the entry without it"),
        pytest.param(TXT, "one hour", "two hours", "Tea and wakefulness", id="the copy"),
    ],
)
def test_it_is_told_where_it_stands(
    history: Repository, file: str, old: str, new: str, at: str
) -> None:
    change(history, file, old, new)

    [finding] = findings(history)

    lines = (history.folder / finding["path"]).read_text(encoding="utf-8").splitlines()
    assert lines[finding["line"] - 1][finding["column"] - 1 :].startswith(at)


def test_changes_of_several_things_are_told_apart(history: Repository) -> None:
    change(history, BIB, "year = 2020", "year = 2019")
    history.write(CSV, CLAIMS.replace("supports,p. 3", "mixed,p. 3").replace(AWAKE, "It may."))
    history.commit("Claim and stance")

    assert messages(history) == [
        f"{ALL_OF_C1}, the claim changed from `{AWAKE}` to `It may.`",
        f"{C1_NG}, the stance changed from `supports` to `mixed`",
        f"{ALL_NG}, the year changed from `2020` to `2019`",
    ]


def test_a_new_review_settles_it_for_its_link_alone(history: Repository) -> None:
    change(history, BIB, "year = 2020", "year = 2019")
    record(history.folder, {LinkName("C1", "ng2020")}, "Cy", date(2026, 3, 3))
    history.commit("Cy reviews")

    assert messages(history) == [f"{C2_NG}, the year changed from `2020` to `2019`"]


def test_a_change_that_is_taken_back_is_none(history: Repository) -> None:
    change(history, CSV, "Only children", "")
    assert history.git("revert", "--no-edit", "HEAD")

    assert messages(history) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        pytest.param(CSV, AWAKE, '"Tea\n  keeps people\nawake."', id="wrapped"),
        pytest.param(CSV, "“warms” people —", "«warms» people -", id="quotes and dashes"),
        pytest.param(CSV, STEPS, "risk-of-bias:2;imprecision:1", id="order of steps"),
        pytest.param(CSV, "less.,", "less.,direct", id="the default, said"),
        pytest.param(CSV, "contradicts", "Contradicts", id="capitals"),
        pytest.param(CSV, "p. 3", "p. 4", id="locator"),
        pytest.param(CSV, "Only children,,", "Only children,,Asked Bo", id="note"),
        pytest.param(CSV, "Only children,", "Only children,2026-03-03", id="checked"),
        pytest.param(CSV, "harm,firm", "benefit,hedged", id="how the claim is stated"),
        pytest.param(CSV, "awake.,", "awake.,keeps awake", id="anchor"),
        pytest.param(CSV, "C2,Tea", "C4,New,,,,ng2020,supports,,,,,,,,\nC2,Tea", id="a new link"),
        pytest.param(BIB, "Tea at Night", "Tea\n   at Night", id="wrapped value"),
        pytest.param(BIB, "@string{jt =", "@STRING{JT=", id="a string's name"),
        pytest.param(BIB, "author = {Ng", "AUTHOR={Ng", id="a field's name"),
        pytest.param(BIB, "journal = jt", "journaltitle = {Journal of Tea}", id="BibLaTeX's name"),
        pytest.param(BIB, "year = 2020", "date = {2020-05-01}", id="BibLaTeX's date"),
        pytest.param(BIB, "@online", "@www", id="another name of the type"),
        pytest.param(BIB, r"Pöltl, Zo{\"e}", r"P{\"o}ltl, Zoë", id="LaTeX"),
        pytest.param(BIB, "{{Tea} and Wakefulness -- a", "{Tea and wakefulness – a", id="braces"),
        pytest.param(BIB, " -- a Trial}", "}, subtitle = {A Trial}", id="BibLaTeX's subtitle"),
        pytest.param(BIB, "ng2020, tea2022", "tea2022,ng2020", id="order of includes"),
        pytest.param(BIB, "10.5555/ng", "https://doi.org/10.5555/NG", id="DOI as an address"),
        pytest.param(BIB, "107--112", "107-12", id="pages cut short"),
        pytest.param(BIB, "1234", "1,234", id="size with a comma"),
        pytest.param(BIB, "https://www.tea.example/facts/", "http://tea.example/facts", id="www"),
        pytest.param(BIB, "2025-01-31", "2026-01-31", id="date of access"),
        pytest.param(BIB, "url = {https", "doi = {10.5555/t}, url = {https", id="filled in"),
        pytest.param(BIB, "volume = {12},", "", id="left out"),
        pytest.param(BIB, "volume =", "abstract = {A}, keywords = {B}, volume =", id="the rest"),
        pytest.param(BIB, "@online", "@misc{new, title = {New}}\n\n@online", id="a new entry"),
        pytest.param(TXT, "one hour less. ", "one\n hour less.  ", id="wrapped copy"),
        pytest.param(TXT, "treat-\nment", "treatment", id="word not divided"),
        pytest.param(TXT, "long-term", "long-\nterm", id="word divided"),
    ],
)
def test_what_is_only_written_in_another_way_is_no_change(
    history: Repository, file: str, old: str, new: str
) -> None:
    change(history, file, old, new)

    assert messages(history) == []


def with_rows_sorted(text: str) -> str:
    header, *rows = text.splitlines()
    return "\n".join([header, rows[2], rows[0], rows[3], rows[1], ""])


def with_a_row_twice(text: str) -> str:
    return f"{text}{text.splitlines()[3]}\n"


def with_tabs(text: str) -> str:
    return text.replace(",", "\t")


def with_entries_sorted(text: str) -> str:
    string, *entries = text.split("\n\n")
    return "\n\n".join([string, *reversed(entries)])


def with_fields_turned_round(text: str) -> str:
    string, *entries = text.split("\n\n")
    lines = [entry.strip().splitlines() for entry in entries]
    turned = ["\n".join([head, *reversed(fields), end]) for head, *fields, end in lines]
    return "\n\n".join([string, *turned])


def with_crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def with_bom(text: str) -> bytes:
    return text.encode("utf-8-sig")


def in_utf16(text: str) -> bytes:
    return text.encode("utf-16")


def in_cp1252(text: str) -> bytes:
    return text.encode("cp1252")


@pytest.mark.parametrize(
    ("file", "rewrite"),
    [
        *((CSV, rewrite) for rewrite in (with_rows_sorted, with_a_row_twice, with_tabs)),
        *((CSV, rewrite) for rewrite in (with_crlf, with_bom, in_utf16, in_cp1252)),
        *((BIB, rewrite) for rewrite in (with_entries_sorted, with_fields_turned_round)),
        *((BIB, rewrite) for rewrite in (with_crlf, with_bom, in_utf16, in_cp1252)),
        *((TXT, rewrite) for rewrite in (with_crlf, with_bom, in_utf16)),
        *((LOCK_FILE, rewrite) for rewrite in (with_crlf, with_bom, in_utf16)),
    ],
)
def test_a_file_that_is_saved_in_another_way_has_not_changed(
    history: Repository, file: str, rewrite: Callable[[str], str | bytes]
) -> None:
    history.branch("changed", "reviewed")
    before = (history.folder / file).read_bytes().decode()

    save(history, file, rewrite(before))

    assert messages(history) == []


@pytest.mark.parametrize("name", ["ng2020.pdf", "ng2020.html", "oz2021.txt"])
def test_a_copy_that_is_new_says_nothing_of_what_was_judged(history: Repository, name: str) -> None:
    save(history, f"sources/{name}", "<p>Another text.</p>")

    assert messages(history) == []


def test_copies_may_be_absent_as_in_ci(history: Repository) -> None:
    history.branch("changed", "reviewed")
    (history.folder / TXT).unlink()
    history.commit("No copies in public")

    assert messages(history) == []


def test_a_source_that_is_gone_is_told_by_other_rules(history: Repository) -> None:
    change(history, BIB, "@article{oz2021", "@article{oz2022")

    assert messages(history) == []


def test_a_list_of_retractions_changes_no_record(history: Repository) -> None:
    save(history, "retracted.txt", "10.5555/ng.2020\n")
    history.write("evtrack.toml", 'retractions = "retracted.txt"\n')
    history.commit("A list")

    assert messages(history) == []
