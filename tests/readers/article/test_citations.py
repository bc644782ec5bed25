"""Citations in running text: what is cited, and what the sentence says without them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.readers.article.citations import citations_in, is_raised_citation


def read(text: str) -> tuple[list[str], str]:
    """The keys, and the text without what is not said."""
    keys: list[str] = []
    rest, position = "", 0
    for found in citations_in(text):
        keys += found.keys
        if not found.is_said:
            rest += text[position : found.start]
            position = found.end
    return keys, rest + text[position:]


@pytest.mark.parametrize(
    ("text", "keys", "rest"),
    [
        pytest.param("Hot [@a].", ["a"], "Hot.", id="one"),
        pytest.param("Hot [@a; @b;@c].", ["a", "b", "c"], "Hot.", id="several"),
        pytest.param(
            "Hot [see @a, pp. 33-35 and *passim*; -@b].", ["a", "b"], "Hot.", id="locators"
        ),
        pytest.param("Hot [-@a].", ["a"], "Hot.", id="without its author"),
        pytest.param("Hot [@a, [sic] p. 3] tea.", ["a"], "Hot tea.", id="brackets in a locator"),
        pytest.param("Hot [x [@a] y].", ["a"], "Hot [x y].", id="in other brackets"),
        pytest.param("Hot [x] [1] [@ a].", [], "Hot [x] [1] [@ a].", id="brackets without a key"),
        pytest.param("Hot [@a.", ["a"], "Hot [@a.", id="a bracket left open"),
        pytest.param("Hot.[@a] Tea.", ["a"], "Hot. Tea.", id="behind a full stop"),
        pytest.param("Hot\u00a0[@a]", ["a"], "Hot", id="a no-break space before"),
        pytest.param("@a says @b: -@c.", ["a", "b", "c"], "@a says @b: -@c.", id="bare"),
        pytest.param("@a [p. 3] says", ["a"], "@a [p. 3] says", id="bare with a locator"),
        pytest.param("@a.b:c/d-e_f+g.", ["a.b:c/d-e_f+g"], "@a.b:c/d-e_f+g.", id="punctuation"),
        pytest.param("[@a.; @b..c]", ["a", "b"], "", id="punctuation that ends a key"),
        pytest.param("[@{weird:key,1};@{a b}]", ["weird:key,1"], "", id="a key in braces"),
        pytest.param("[@ángel2020; @李2019]", ["ángel2020", "李2019"], "", id="other letters"),
        pytest.param("Write to a@b.org or @@c.", [], "Write to a@b.org or @@c.", id="e-mail"),
        pytest.param(r"Hot \cite{a}.", ["a"], "Hot.", id="LaTeX"),
        pytest.param(r"Hot~\citep[see][p. 3]{a, b}.", ["a", "b"], "Hot.", id="with its options"),
        pytest.param(r"Hot \parencites{a}{b} x", ["a", "b"], "Hot x", id="several in braces"),
        pytest.param(r"\citet*{a} and \textcite{b}", ["a", "b"], r"\citet*{a} and \textcite{b}"),
        pytest.param("$x_{[@m]}$ and $$ [@n] $$", [], "$x_{[@m]}$ and $$ [@n] $$", id="maths"),
        pytest.param("From $5 [@a] to $6 [@b].", ["a", "b"], "From $5 to $6.", id="money"),
        pytest.param("Tea [x @1.2.3].", [], "Tea [x @1.2.3].", id="a version"),
        pytest.param("https://t.social/@carol", [], "https://t.social/@carol", id="an account"),
        pytest.param(
            r"\renewcommand{\cite}{x} \bibcite{zz}",
            [],
            r"\renewcommand{\cite}{x} \bibcite{zz}",
            id="other commands",
        ),
        pytest.param(r"\Citet{a} x\Autocite*{b} \cite{#1}", ["a", "b"], r"\Citet{a} x \cite{#1}"),
        pytest.param(r"\nocite{a} \emph{b} \cite{}", [], r"\nocite{a} \emph{b} \cite{}"),
    ],
)
def test_citations(text: str, keys: list[str], rest: str) -> None:
    assert read(text) == (keys, rest)


@pytest.mark.parametrize("before", ["pain.", "pain", "women,", "“pain”", "CBT", "(pain)"])
@pytest.mark.parametrize("raised", ["2", "2,5-7", "[3]", "12–14"])
def test_a_raised_number_cites(before: str, raised: str) -> None:
    assert is_raised_citation(before, raised)


@pytest.mark.parametrize(
    ("before", "raised"),
    [("10", "6"), ("5 kg/m", "2"), ("cm", "2"), ("I", "2"), ("1", "st"), ("Ca", "2+"), (" ", "14")],
)
def test_a_power_does_not(before: str, raised: str) -> None:
    assert not is_raised_citation(before, raised)


@given(st.text("[]@-a1{}\\.; :cite~é"))
def test_no_citation_overlaps_another(text: str) -> None:
    found = list(citations_in(text))

    assert all(one.start < one.end for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
