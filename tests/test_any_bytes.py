"""Whatever bytes the files hold, `check` passes, finds something or says why it can't run.

It never fails itself, and it never passes where nothing was checked.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builders import ROOT
from evtrack.cli import run
from evtrack.cli.exit_codes import CANNOT_RUN, FOUND, PASSED
from evtrack.readers import load
from evtrack.words import CheckFormat, Design, RiskOfBias, Stance, Status

SOUND = {
    "claims.csv": b"claim_id,claim,stated,citekey,stance\nC1,Tea wakes.,hedged,a,supports\n",
    "references.bib": b"@article{a, author = {Ng, Ada}, title = {Tea}, journal = {Tea},\n"
    b"  year = 2020, doi = {10.5555/a}, design = {cohort}, riskofbias = {low}}\n",
    "evtrack.toml": b"",
}


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(scope="module", autouse=True)
def _no_hiding_of_bugs() -> Iterator[None]:
    """A bug raises, with its traceback, and no CI's own summary file is written."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EVTRACK_TRACEBACK", "1")
        patch.delenv("GITHUB_STEP_SUMMARY", raising=False)
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all examples: each writes the same few files anew."""
    return tmp_path_factory.mktemp("project")


def check(folder: Path, files: Mapping[str, bytes], *options: str) -> Outcome:
    for name, data in {**SOUND, **files}.items():
        (folder / name).write_bytes(data)
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(["check", "--project", str(folder), "--today", "2026-11-22", *options])
    assert "--help" not in err.getvalue(), "the command line itself is right"
    return Outcome(code, out.getvalue(), err.getvalue())


def holds_its_promise(outcome: Outcome) -> None:
    assert outcome.code in (PASSED, FOUND, CANNOT_RUN)
    if outcome.code == CANNOT_RUN:
        assert outcome.err.startswith("evtrack: ")
        assert len(outcome.err.splitlines()) == 1, "one clear line"
        assert outcome.out == ""
    else:
        assert outcome.err == ""
        assert outcome.out.strip()


# Bytes: at random, of the tokens of each language, and from sound files with slices changed


def tokens(separated_by_blanks: str) -> tuple[str, ...]:
    return tuple(separated_by_blanks.split())


MARKS = tuple("\0\ufeff\ufffe\x1b\u202e\u200b\u0301\x85éİ𝔸")
BLANKS = (" ", "   ", "\t", "\n", "\n\n", "\r", "\r\n", "\u00a0", "\u2028")
WORDS = (
    *(word.value for words in (Stance, Design, RiskOfBias, Status) for word in words),
    *tokens("C1 c1 a A tea not et al. others Anonymous &amp; 50% 12--3 1-2 0123-4567 2021-06-31"),
    *tokens("2025-01-01 9999999999 0 -1 1e5 NA imprecision:2; risk-of-bias: large-effect:9"),
    *tokens("10.5555/a https://doi.org/10.5555/a."),
)
CSV = tokens(
    """
    " "" , ,, ", ," ; ' = | sep=; claim_id claim citekey stance rationale checked downgrade note
    claim_id,claim,citekey,stance claim_id;claim;citekey;stance C1,Tea.,a,supports C1,,b,mixed
    question,stated,explained,upgrade,directness,anchor
    """
)
BIBTEX = tokens(
    r"""
    @ { } ( ) " = # , % \ \{ \" {\'e} $ @{ @article{a, @ARTICLE( @misc{ @comment{ @preamble{
    @string{s={x}} @string{s=s#s} s jan year month= title={ doi={ url={ isbn={ issn={ pmid={
    pages={1-2}, urldate={ samplesize= includes={a,b}, @xdata{x, crossref={a}, xdata={x}, and
    author={Ng,A. title= author=
    """
)
TOML = tokens(
    """
    = . # ' " ''' [ ] { } [[ ]] [tool.evtrack] [rules] [[accept]] [start.benefit] [thresholds]
    rule reason max-age references true 1 nan 2020-01-01
    """
)
JSON = tokens(
    r"""
    { } [ ] : , null true 1 1e999 NaN "" "\ud800" "version":1 "findings":[ "inputs":[ "rule" "count"
    "links":[ "claim_id" "citekey" "review":{ "by" "on" "was":{ "2026-03-01" <<<<<<<
    """
)
SETTINGS = tuple(
    r"""
references = ["references.bib", "claims.csv"]
references = "references.bib"
claims = "references.bib"
claims = "../claims.csv"
claims = 1
article = "references.bib"
article = "."
baseline = "claims.csv"
reports = "."
fail-on = "note"
fail-on = "off"
max-age = 0
max-age = 99999999999999999999
own-names = ["Ng, Ada"]
own-names = ["\u0000"]
rules = {}
rules.weak-claim = "error"
rules.no-claims = "off"
rules.nobody-knows = "off"
start.cause.rct = 1
start.cause.rct = 1.5
thresholds.units = 1
thresholds.units = nan
accept = []
accept = [{rule = "weak-claim", where = "C1", reason = "old", until = 2030-01-01}]
accept = [{rule = "weak-claim", where = "C1", until = 07:00:00}]
""".lstrip().splitlines(keepends=True)
)


def texts(*tokens: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(tokens + MARKS + BLANKS + WORDS), max_size=30).map("".join)


@st.composite
def encoded(draw: st.DrawFn, text: st.SearchStrategy[str]) -> bytes:
    encoding = draw(st.sampled_from(["utf-8"] * 4 + ["utf-8-sig", "utf-16", "utf-32", "cp1252"]))
    return draw(text).encode(encoding, errors="ignore")


@st.composite
def changed(draw: st.DrawFn, whole: bytes) -> bytes:
    """The bytes with up to three slices taken out, doubled, put in elsewhere or turned over."""
    data = whole
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(data)))
        end = draw(st.integers(at, min(len(data), at + 60)))
        piece = data[at:end]
        put = draw(
            st.one_of(
                st.sampled_from((b"", piece * 2, piece[::-1], bytes(b ^ 0x20 for b in piece))),
                st.binary(max_size=4),
                st.sampled_from(CSV + BIBTEX + MARKS + BLANKS).map(str.encode),
            )
        )
        data = data[:at] + put + data[end:]
    return data


def any_bytes(*tokens: str) -> st.SearchStrategy[bytes]:
    return st.one_of(st.binary(max_size=200), encoded(texts(*tokens)))


def begun(start: str, *tokens: str) -> st.SearchStrategy[bytes]:
    """Bytes that go on from a sound start."""
    return encoded(texts(*tokens).map(start.__add__))


ANY_CLAIMS = st.one_of(
    any_bytes(*CSV),
    begun("claim_id,claim,citekey,stance,checked\nC1,Tea,a,", *CSV),
    changed(SOUND["claims.csv"]),
)
ANY_REFERENCES = st.one_of(
    any_bytes(*BIBTEX),
    begun("@article{a, title = {Tea}, ", *BIBTEX),
    changed(SOUND["references.bib"]),
)
SOME_SETTINGS = st.lists(
    st.sampled_from(SETTINGS), unique_by=lambda line: line.partition(" = ")[0], max_size=4
).map("".join)
ANY_CONFIG = any_bytes(*TOML) | SOME_SETTINGS.map(str.encode)
FORMS = st.sampled_from([form.value for form in CheckFormat])


@settings(max_examples=300)
@given(claims=ANY_CLAIMS, form=FORMS)
@example(claims=b'claim_id,claim\r\n"', form="text")
def test_any_bytes_as_claims(folder: Path, claims: bytes, form: str) -> None:
    holds_its_promise(check(folder, {"claims.csv": claims}, "--format", form))


@settings(max_examples=300)
@given(references=ANY_REFERENCES, form=FORMS)
@example(references=b"@article{a, title = {", form="text")
def test_any_bytes_as_references(folder: Path, references: bytes, form: str) -> None:
    holds_its_promise(check(folder, {"references.bib": references}, "--format", form))


@given(claims=ANY_CLAIMS, references=ANY_REFERENCES)
def test_any_bytes_as_both(folder: Path, claims: bytes, references: bytes) -> None:
    files = {"claims.csv": claims, "references.bib": references}
    holds_its_promise(check(folder, files, "--all-entries"))


@given(config=ANY_CONFIG, form=FORMS)
def test_any_bytes_as_config(folder: Path, config: bytes, form: str) -> None:
    holds_its_promise(check(folder, {"evtrack.toml": config}, "--format", form))


BESIDE = {
    "article.md": b"---\ntitle: Tea\n---\n# Tea\n\nTea wakes.\n",
    "evtrack-baseline.json": b'{"version": 1, "findings": [\n    {"rule": "weak-claim", '
    b'"path": "claims.csv", "subject": "C1", "count": 1}\n]}\n',
    "evtrack.lock": b'{"version": 1, "links": [\n\n{"claim_id": "C1", "citekey": "a", "review":\n'
    b'{"by": "Ana", "on": "2026-03-01", "was": {"stance": "mixed", "copy.txt": "0"}}},\n\nnull]}\n',
    "reports/evidence.json": b'{"version": 1, "generator": "evtrack 1.0", "inputs": [\n'
    b'{"path": "claims.csv", "sha256": "00"}]}\n',
}


@pytest.mark.parametrize("name", BESIDE)
@given(data=st.data())
def test_any_bytes_as_a_file_beside_them(folder: Path, name: str, data: st.DataObject) -> None:
    there = data.draw(any_bytes(*JSON) | changed(BESIDE[name]))
    project = folder / name.replace("/", "-")
    (project / name).parent.mkdir(parents=True, exist_ok=True)
    holds_its_promise(check(project, {name: there}))


RETRACTED = (
    b"Record ID,RetractionDate,RetractionDOI,OriginalPaperDOI,OriginalPaperPubMedID,"
    b"RetractionNature\n1,5/21/2021 0:00,10.5555/n,10.5555/a,0,Retraction\n"
)


@given(
    retractions=any_bytes(*CSV) | begun("doi,nature,date\n10.5555/a,", *CSV) | changed(RETRACTED)
)
def test_any_bytes_as_a_list_of_retractions(folder: Path, retractions: bytes) -> None:
    files = {"retracted.csv": retractions, "evtrack.toml": b'retractions = "retracted.csv"\n'}
    project = folder / "retractions"
    project.mkdir(exist_ok=True)
    holds_its_promise(check(project, files))


@given(
    claims=changed((ROOT / "claims.csv").read_bytes()),
    references=changed((ROOT / "references.bib").read_bytes()),
    form=FORMS,
)
def test_the_worked_example_with_slices_changed(
    folder: Path, claims: bytes, references: bytes, form: str
) -> None:
    files = {"claims.csv": claims, "references.bib": references}
    holds_its_promise(check(folder, files, "--format", form))


@given(claims=ANY_CLAIMS, references=ANY_REFERENCES)
def test_json_is_json_and_agrees_with_the_exit_code(
    folder: Path, claims: bytes, references: bytes
) -> None:
    files = {"claims.csv": claims, "references.bib": references}
    outcome = check(folder, files, "--format", "json")
    if outcome.code != CANNOT_RUN:
        assert json.loads(outcome.out)["passed"] is (outcome.code == PASSED)


# Nothing checked, nothing passed


@given(claims=ANY_CLAIMS, config=SOME_SETTINGS, fail_on=st.sampled_from(["error", "note"]))
def test_what_passes_holds_a_claim(folder: Path, claims: bytes, config: str, fail_on: str) -> None:
    files = {"claims.csv": claims, "evtrack.toml": config.encode()}
    if check(folder, files, "--fail-on", fail_on).code == PASSED:
        assert load(folder).claims


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param(b"", id="an empty file"),
        pytest.param(b"\xef\xbb\xbf\r\n \r\n", id="blanks only"),
        pytest.param(b"claim_id,claim\n", id="a header only"),
        pytest.param(b"claim_id,claim\n,,\n,Tea.\n", id="no id"),
        pytest.param(b"id,text\nC1,Tea.\n", id="no known column"),
        pytest.param(b'claim_id,claim\n"C1,Tea.\n', id="a quote never closed"),
        pytest.param(b"claim_id,claim\nC1,Tea, and more\n", id="too many cells"),
        pytest.param(b"PK\x03\x04\x14\x00\x06\x00", id="a spreadsheet"),
    ],
)
@pytest.mark.parametrize(
    "options", [(), ("--fail-on", "error"), ("--ignore", "all"), ("--select", "weak-claim")]
)
def test_claims_that_hold_none_never_pass(
    folder: Path, claims: bytes, options: tuple[str, ...]
) -> None:
    assert check(folder, {"claims.csv": claims}, *options).code in (FOUND, CANNOT_RUN)
