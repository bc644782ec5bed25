"""References that are incomplete, and libraries that serve many articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from rule_runs import messages

CLAIMS = "claim_id,claim,citekey,stance\nC1,A claim.,a,supports\n"


def test_twenty_unlinked_entries_are_told_one_by_one(tmp_path: Path) -> None:
    library = "@misc{a}\n" + "".join(f"@misc{{b{n}}}\n" for n in range(20))

    assert len(messages(tmp_path, "unlinked-source", library, claims=CLAIMS)) == 20


def test_more_of_them_are_told_in_one_finding(tmp_path: Path) -> None:
    library = "@misc{a}\n" + "".join(f"@misc{{b{n}}}\n" for n in range(21))

    assert messages(tmp_path, "unlinked-source", library, claims=CLAIMS) == [
        "21 of 22 entries are not linked to any claim, b0 first"
    ]


def test_a_design_that_could_not_be_read_is_not_called_lacking(tmp_path: Path) -> None:
    assert (
        messages(tmp_path, "unappraised-source", "@misc{a, design = {rtc-ish}}\n", claims=CLAIMS)
        == []
    )


def test_a_parent_and_an_included_entry_are_used(tmp_path: Path) -> None:
    library = (
        "@inproceedings{a, crossref = {parent}, includes = {part}}\n"
        "@proceedings{parent, title = {All}}\n@misc{part}\n"
    )

    assert messages(tmp_path, "unlinked-source", library, claims=CLAIMS) == []


def test_an_included_entry_that_is_not_there(tmp_path: Path) -> None:
    found = messages(tmp_path, "unknown-citekey", "@misc{a, includes = {b}}\n", claims=CLAIMS)

    assert found == ["no entry has the key `b`, which a is said to include"]


COMPLETENESS = (
    "missing-author",
    "missing-title",
    "missing-year",
    "missing-required-field",
    "empty-field",
    "undated-web-source",
)


@pytest.mark.parametrize("rule", COMPLETENESS)
@pytest.mark.parametrize(
    "entry",
    [
        "@article{a, url = {https://example.org}, doi = {},\n",
        "@article{a, title = {Tea}}, year = {2020}}\n",
        "@article{a, title = {Tea} sleep, year = {2020}}\n",
        "@article{a, crossref = {nowhere}}\n",
        "@article{a, journal = undefined}\n",
        "@article{a, title = {Tea {and,\n year = {2020}}}\n",
    ],
)
def test_an_entry_that_was_not_read_whole_is_not_called_incomplete(
    rule: str, entry: str, tmp_path: Path
) -> None:
    assert messages(tmp_path, rule, entry) == []


@pytest.mark.parametrize(
    ("fields", "dated"),
    [
        ("url = {https://example.org}", False),
        ("url = {https://example.org}, year = {2020}", False),
        ("url = {https://example.org}, urldate = {}", False),
        ("url = {https://example.org}, urldate = {2026-03-31}", True),
        ("url = {https://example.org}, lastchecked = {31 March 2026}", True),
        ("url = {https://example.org}, archiveurl = {https://archive.ph/1}", True),
        ("url = {https://web.archive.org/web/2020/https://example.org}", True),
        ("howpublished = {https://example.org (accessed 31 March 2026)}", True),
        ("url = {https://example.org}, note = {[Online; accessed 31-March-2026]}", True),
        ("url = {https://doi.org/10.5555/1}", True),
        ("url = {https://example.org}, isbn = {9780306406157}", True),
        ("url = {https://example.org}, journal = {Tea Times}", False),
        ("url = {https://example.org}, journal = {Tea Times}, volume = {3}", True),
        ("howpublished = {https://example.org/doi/10.5555/1}", True),
        ("url = {https://example.org}, version = {2.1}", True),
        ("url = {https://example.org}, note = {R package version 2.1}", True),
        ("url = {https://example.org/tea/releases/tag/v2}", True),
        ("url = {https://example.org}, access = {2026-03-31}", True),
        ("url = {https://example.org}, note = {Zugriff: 31.3.2026}", True),
        ("url = {https://example.org}, note = {Дата обращения: 31.3.2026}", True),
        ("url = {https://example.org}, note = {访问日期 2026-03-31}", True),
        ("url = {https://example.org}, note = {Accessible to all}", False),
        ("howpublished = {A talk}", True),
    ],
)
def test_which_web_sources_are_undated(fields: str, dated: bool, tmp_path: Path) -> None:
    found = messages(tmp_path, "undated-web-source", f"@misc{{a, {fields}}}\n")

    assert (found == []) is dated


def test_a_blank_field_of_a_parent_is_told_once(tmp_path: Path) -> None:
    library = "@misc{a, crossref = {p}}\n@book{p, title = {Tea}, publisher = {}}\n"

    assert messages(tmp_path, "empty-field", library) == ["`publisher` of a is blank"]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("", "`edition` of a is blank"),
        ("{ }", "`edition` of a is blank"),
        ("????", "`edition` of a holds nothing but `????`"),
        ("-", "`edition` of a holds nothing but `-`"),
        ("--", "`edition` of a holds nothing but `--`"),
        ("N/A", "`edition` of a holds nothing but `N/A`"),
        ("{n.a.}", "`edition` of a holds nothing but `{n.a.}`"),
        ("TBD", "`edition` of a holds nothing but `TBD`"),
    ],
)
def test_values_that_hold_nothing(value: str, message: str, tmp_path: Path) -> None:
    library = f"@misc{{a, edition = {{{value}}}}}\n"

    assert messages(tmp_path, "empty-field", library) == [message]


@pytest.mark.parametrize("value", ["0", "NA", "None", "Why?", "A-", "n", "XXX"])
def test_values_that_may_be_meant(value: str, tmp_path: Path) -> None:
    assert messages(tmp_path, "empty-field", f"@misc{{a, title = {{{value}}}}}\n") == []


@pytest.mark.parametrize("field", ["doi", "pmid", "isbn", "month", "year", "pages", "author"])
@pytest.mark.parametrize(
    "rule",
    [
        *("malformed-doi", "malformed-identifier", "invalid-date", "page-range"),
        *("placeholder-author", "missing-author", "missing-year"),
    ],
)
def test_what_holds_nothing_is_told_once(field: str, rule: str, tmp_path: Path) -> None:
    rest = {"author": "{Tea Board}", "title": "Tea", "year": "2020"} | {field: "n/a"}
    fields = ", ".join(f"{name} = {{{value}}}" for name, value in rest.items())

    assert messages(tmp_path, rule, f"@misc{{a, {fields}}}\n") == []


@pytest.mark.parametrize(
    ("entry", "lacks"),
    [
        ("@misc{a}", True),
        ("@article{a}", True),
        ("@software{a}", True),
        ("@set{a, entryset = {b}}", False),
        ("@proceedings{a}", False),
        ("@periodical{a}", False),
        ("@legislation{a}", False),
        ("@movie{a}", False),
        ("@workinggroup{a}", False),
    ],
)
@pytest.mark.parametrize("rule", ["missing-author", "missing-title", "missing-year"])
def test_which_types_are_complete(rule: str, entry: str, lacks: bool, tmp_path: Path) -> None:
    assert bool(messages(tmp_path, rule, f"{entry}\n")) is lacks


@pytest.mark.parametrize(
    ("entry", "named"),
    [
        ("@article{a, editor = {Ng, Ada}}", True),
        ("@patent{a, holder = {{Tea Board}}}", True),
        ("@book{a, translator = {Ng, Ada}}", True),
        ("@misc{a, publisher = {Tea Board}}", True),
        ("@online{a, publisher = {Tea Board}}", True),
        ("@book{a, publisher = {Tea Press}}", False),
        ("@article{a, publisher = {Tea Press}}", False),
    ],
)
def test_who_says_it(entry: str, named: bool, tmp_path: Path) -> None:
    assert (messages(tmp_path, "missing-author", f"{entry}\n") == []) is named


@pytest.mark.parametrize(
    "fields", ["pubstate = {inpress}", "volume = {In press}", "note = {To appear}"]
)
def test_a_work_that_is_not_out_yet_needs_no_year(fields: str, tmp_path: Path) -> None:
    assert messages(tmp_path, "missing-year", f"@article{{a, {fields}}}\n") == []


@pytest.mark.parametrize(
    ("entry", "lacks"),
    [
        ("@techreport{a, author = {Ng, Ada}}", True),
        ("@techreport{a, author = {{Tea Board}}}", False),
        ("@phdthesis{a, author = {Ng, Ada}, school = {Tea School}}", False),
        ("@article{a, author = {{Tea Board}}}", True),
    ],
)
def test_a_body_is_its_own_institution(entry: str, lacks: bool, tmp_path: Path) -> None:
    assert bool(messages(tmp_path, "missing-required-field", f"{entry}\n")) is lacks


@pytest.mark.parametrize(
    "claims",
    [
        "claim_id,claim,citekey\nC1,A claim.,a\nC2,Another,b,x\n",
        "claim_id,claim,citekey\nC1,A claim.,a\n,,b\n",
        "claim_id,claims,citekey\nC1,A claim.,b\n",
    ],
)
def test_an_entry_may_be_linked_by_what_was_not_read(claims: str, tmp_path: Path) -> None:
    library = "@misc{a}\n@misc{b}\n"

    assert messages(tmp_path, "unlinked-source", library, claims=claims) == []
