"""The bibliography as a mapping: order, laziness, places, several files, and caps."""

from __future__ import annotations

import logging
import subprocess
import sys
from unittest.mock import patch

import pytest

from evtrack.model import Input, Location, Person
from evtrack.readers.bibliography import Bibliography, read_bibliography
from evtrack.words import Design


def read(*texts: str) -> Bibliography:
    return read_bibliography(
        [Input(f"{number}.bib", text) for number, text in enumerate(texts, start=1)]
    )


def rules(library: Bibliography, key: str) -> list[str]:
    return [unread.rule for unread in library[key].unread]


def test_entries_come_in_the_order_of_the_files_and_in_them() -> None:
    assert list(read("@misc{z}\n@misc{a}", "@misc{m}")) == ["z", "a", "m"]


def test_a_source_has_all_that_its_entry_says() -> None:
    source = read(
        "@Article{a,\n"
        "  author = {ter Kuile, Anna and others},\n"
        "  design = {RCT},\n"
        "  samplesize = {1,234},\n"
        "}"
    )["a"]
    assert (source.key, source.type) == ("a", "article")
    assert source.authors == (Person("ter Kuile", "Anna"),)
    assert source.others
    assert source.appraisal.design is Design.RCT
    assert source.appraisal.sample_size == 1234
    assert source.unread == ()


def test_a_source_is_read_once() -> None:
    library = read("@misc{a, b = 1}")
    assert library["a"] is library["a"]


def test_an_unknown_key_is_a_key_error() -> None:
    library = read("@misc{a}")
    assert library.get("b") is None
    with pytest.raises(KeyError):
        library["b"]
    with pytest.raises(KeyError):
        library.location("b")


def test_looking_around_reads_no_entry() -> None:
    with patch("evtrack.readers.bibliography.Bibliography._read") as reading:
        library = read("@misc{a, b = nature}\n\n@misc{c}")
        assert "a" in library
        assert "b" not in library
        assert len(library) == 2
        assert list(library) == ["a", "c"]
        assert library.location("c") == Location("1.bib", 3, 1, 7)
        assert library.unread == ()
    reading.assert_not_called()


def test_bibtexparser_is_imported_with_the_first_entry() -> None:
    code = """if True:
        import sys
        from evtrack.model import Input
        from evtrack.readers.bibliography import read_bibliography
        library = read_bibliography([Input("1.bib", "@misc{a, b = 1}")])
        assert "bibtexparser" not in sys.modules
        library["a"]
        assert "bibtexparser" in sys.modules
    """
    subprocess.run([sys.executable, "-c", code], check=True)


def test_bibtexparser_logs_nothing_and_its_logger_stays_as_it_was(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    logger = logging.getLogger("bibtexparser.splitter")
    before = (logger.level, logger.disabled, logger.propagate, *logger.filters, *logger.handlers)
    library = read("@misc{a,\n  b = {x\n@misc{c, d}}\n}")
    assert rules(library, "a") == ["parser-disagreement"]
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")
    assert before == (
        *(logger.level, logger.disabled, logger.propagate),
        *(*logger.filters, *logger.handlers),
    )


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("@misc{a, b = {12345}}", Location("1.bib", 1, 15, 5)),
        ('@misc{a, b = "12345"}', Location("1.bib", 1, 15, 5)),
        ("@misc{a, b = 12345}", Location("1.bib", 1, 14, 5)),
        ("@misc{a, b = jan}", Location("1.bib", 1, 14, 3)),
        ("@misc{a, b = {1} # {2}}", Location("1.bib", 1, 14, 9)),
        ("@misc{a,\n  b = {12\n  345}}", Location("1.bib", 2, 8, 2)),
        ("@misc{a,\n  b = {\n  345}}", Location("1.bib", 3, 3, 3)),
        ("@misc{a,\r\n  b = {345\r\n  6}}", Location("1.bib", 2, 8, 3)),
        ("@misc{a,\r  b = {345}}", Location("1.bib", 2, 8, 3)),
        ("@misc{a, b = {}}", Location("1.bib", 1, 15, 1)),
        ("@misc{a, x = {\u2028\x0b😀}, b = {1}}", Location("1.bib", 1, 26, 1)),
    ],
    ids=repr,
)
def test_a_value_is_found_where_it_begins(text: str, place: Location) -> None:
    assert read(text)["a"].places["b"] == place


def test_an_inherited_value_is_found_in_the_parent() -> None:
    library = read("@inbook{a, crossref = {b}}", "\n@book{b, title = {T}}")
    assert library["a"].place_of("booktitle") == Location("2.bib", 2, 19, 1)


def test_a_string_of_one_file_holds_in_the_next_but_not_before() -> None:
    library = read("@misc{a, b = j}", "@string{j = {J}}", "@misc{c, d = j}")
    assert library["c"].fields["d"] == "J"
    assert rules(library, "a") == ["undefined-string"]


def test_a_key_of_two_files_names_the_first_place() -> None:
    (unread,) = read("\n@misc{a, b = 1}", "@misc{a, b = 2}").unread
    assert unread.rule == "duplicate-key"
    assert unread.problem.location == Location("2.bib", 1, 1, 7)
    assert "1.bib:2:1" in unread.problem.message


def test_an_entry_that_never_closes_does_not_reach_into_the_next_file() -> None:
    library = read("@misc{a, b = {1}\n", "@misc{c, d = {2}}")
    assert library["a"].fields == {"b": "1"}
    assert library["c"].fields == {"d": "2"}


def test_strings_that_double_each_other_are_stopped() -> None:
    bomb = "@string{s0 = {0123456789}}\n" + "".join(
        f"@string{{s{n + 1} = s{n} # s{n}}}\n" for n in range(60)
    )
    library = read(bomb + "@misc{a, b = s5, c = s60}")
    assert library["a"].fields["b"] == "0123456789" * 32
    assert len(library["a"].fields["c"]) < 100_000
    assert "undefined-string" in {unread.rule for unread in library.unread}
    assert "more than 10,000 characters" in library.unread[0].problem.message


def test_a_string_used_too_often_is_stopped() -> None:
    fields = ", ".join(f"f{n} = s" for n in range(1000)) + ", month = jan"
    library = read(f"@string{{s = {{{'x' * 4500}}}}}\n@misc{{a, {fields}}}")
    assert sum(map(len, library["a"].fields.values())) == 9_000 + len("January")
    assert rules(library, "a") == ["undefined-string"] * 998


def test_a_long_line_of_ancestors_is_cut() -> None:
    library = read(
        "".join(f"@misc{{e{n}, crossref = {{e{n + 1}}}, f{n} = 1}}\n" for n in range(200))
    )
    assert rules(library, "e0") == ["broken-crossref"]
    assert "f20" in library["e0"].fields
    assert "f150" not in library["e0"].fields


def test_diamonds_of_xdata_are_read_once_each() -> None:
    levels = "".join(
        f"@xdata{{{side}{n}, xdata = {{x{n + 1}, y{n + 1}}}}}\n" for n in range(14) for side in "xy"
    )
    library = read(
        f"{levels}@xdata{{x14, note = {{n}}}}\n@xdata{{y14}}\n@misc{{a, xdata = {{x0}}}}"
    )
    assert library["a"].fields["note"] == "n"
    assert library["a"].unread == ()


def test_the_whole_message_of_a_fault() -> None:
    (unread,) = read("@misc{a,\n  b = {1}\n  c = {2}\n}")["a"].unread
    assert unread.problem.message == "a comma is missing after the value of `b`, in `a`"
    assert unread.problem.location == Location("1.bib", 2, 9, 1)
    assert unread.problem.help == "Add one."
