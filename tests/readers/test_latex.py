"""LaTeX to what a reader is shown."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evtrack.readers.latex import to_unicode


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        ("", ""),
        ("plain", "plain"),
        ("Straße 中文", "Straße 中文"),
        ("e\u0301", "é"),
        ('{\\"o} \\"{o} \\"o {\\"{o}}', "ö ö ö ö"),
        ("\\'{\\i} \\'\\i \\'{e} {\\'e}", "í íé é"),
        ("\\c{c} \\v{s} \\~n \\^o \\`a", "ç š ñ ô à"),
        ("\\H{o} \\k{a} \\u{g} \\=a \\.z \\d{a}", "ő ą ğ ā ż ạ"),
        ("{\\ss} {\\o} {\\O} {\\ae} {\\L} {\\aa}ngstr{\\\"o}m", "ß ø Ø æ Ł ångström"),
        ("G{\\'o}mez-{\\L}{\\'o}d{\\'z}", "Gómez-Łódź"),
        ("The {DNA} of {{E}. coli}", "The DNA of E. coli"),
        ("1--10", "1–10"),
        ("a---b", "a—b"),
        ("Donald~Knuth", "Donald\u00a0Knuth"),
        ("``quoted''", "“quoted”"),
        ("R\\&D \\$5 5\\% \\_ \\# \\{\\}", "R&D $5 5% _ # {}"),
        ("R & D {x}", "R & D x"),
        ("5% of {all} and more", "5% of all and more"),
        ("a \\\\% b {x}", "a % b x"),
        ("\\emph{in vitro} and \\textbf{\\textit{both}}", "in vitro and both"),
        ("{\\it old} {\\bf way}", "old way"),
        ("$p<0.05$", "p<0.05"),
        ("$\\alpha$-blockers, $n = 30$", "α-blockers, n = 30"),
        ("\\textgreater 65 \\textless 5", ">65 <5"),
        ("5 \\textdegree C", "5 °C"),
        ("CO\\textsubscript{2}", "CO2"),
        ("over\\-view", "overview"),
        ("\\url{https://x.org/a_b%20c}", "https://x.org/a_b%20c"),
        ("\\unknown{shown}", "shown"),
        ("two\n {lines}", "two lines"),
        ("unbalanced {brace", "unbalanced brace"),
        ("unbalanced} brace", "unbalanced brace"),
        ("$unbalanced", "unbalanced"),
    ],
)  # fmt: skip
def test_decoding(latex: str, text: str) -> None:
    assert to_unicode(latex) == text


@pytest.mark.parametrize("hostile", ["{" * 5000, "\\textbf{" * 3000, "$" * 999, "\\" * 999])
def test_hostile_text_is_decoded_somehow(hostile: str) -> None:
    assert len(to_unicode(hostile)) <= len(hostile)


@settings(derandomize=True, deadline=None)
@given(st.text(st.sampled_from("ab \\{}$%&~^_#'\"`-[]\n")) | st.text())
def test_nothing_raises_and_all_is_composed(text: str) -> None:
    assert unicodedata.is_normalized("NFC", to_unicode(text))


@settings(derandomize=True, deadline=None)
@given(st.text(st.characters(exclude_characters="\\{}$~-`'%&")))
def test_text_without_latex_stays_as_it_is(text: str) -> None:
    assert to_unicode(text) == unicodedata.normalize("NFC", text)


def test_pylatexenc_is_imported_only_for_latex() -> None:
    code = """if True:
        import sys
        from evtrack.readers.latex import to_unicode
        to_unicode("plain (text), 5%")
        assert "pylatexenc" not in sys.modules
    """
    subprocess.run([sys.executable, "-c", code], check=True)
