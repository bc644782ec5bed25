"""`evtrack init`: from a bare article to a project that the other commands run on."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack import load
from evtrack.cli import run
from evtrack.coverage.anchors import Fate, find_anchors
from evtrack.drafting import draft
from evtrack.model import Input, Ledger
from evtrack.readers import LARGEST_ARTICLE
from evtrack.readers.claims import COLUMNS

# The traps of lists as they are found in the wild, on a made subject: no years, a title and a
# journal that ran together, bodies as authors, a title that is a question, shortened pages.
PLAIN = """Drinking Tea to Sleep

Insomnia keeps one in ten adults awake. Is there a cure? Tea may help some of them.

Tea for Insomnia

Tea is often safer than pills. However, it can also cause restlessness.

6 Sources
Tea Weekly cites nothing but trials. See how our editors work.
  1. Bauer H, Lim W. Ten years of night tea: Notes. Ann Tea Res. 12(4):207-9. doi:10.1000/tea.12.4

  2. Highland Clinic. Insomnia.

  3. Novak PQ. Why the old wake earlyNational Herbal Review. 31(6):411-428.

  4. Highland Clinic. When does insomnia pass?

  5. Rossi M, Du bois E. Black leaves: do they wake? BMC Tea. 9(1):77. doi:10.1000/s1-02-3

  6. Yıldız Çam N, Ng A. Sleep diaries in Tea Houses. Acta Tea. 40(2):e8-e15.

Additional Reading

By Ada Ng, PhD
"""

NUMBERED = """# Tea & sleep

Tea keeps most people awake [1]. Nothing here. It causes no harm [2,3]. Cups are best.[9]

## References

1. Ng A, Oz B. Tea and sleep. J Tea. 2020;5(2):154-5. doi:10.1000/tea.1
2. Tea Board. Is tea safe? Accessed May 3, 2021. https://tea.example/safe
3. Po D. Harm. J Tea. 2019;4:1-2.
"""

PANDOC = """---
title: Tea
---

Tea keeps most people awake [@ng2020; @oz2019, p. 3]. As @po2018 found, it helps some.[^1]

[^1]: See also @qi2001.
"""

HTML = """<title>Tea</title><nav>All the best teas of the world are here</nav><main>
<h1>Tea</h1><p>Tea keeps most people awake.<sup><a href="#r1">1</a></sup> It causes no harm to
adults (Tea Board, n.d.).</p><h2>References</h2>
<ol><li id="r1"><p>Ng A. Tea &amp; sleep. J Tea. 2020;5:154-5.</p></li>
<li>Tea Board. Is tea safe? https://tea.example</li></ol></main>"""

LIBRARY = """@article{ng-tea, author = {Ng, Ada and Oz, Bea}, title = {Tea and {Sleep}},
  year = 2020, journal = {J Tea}}
@article{ng2020, author = {Ng, Ada}, title = {Naps}, year = 2021, journal = {J Tea}}
"""


def article(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "claims.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def links(folder: Path) -> list[tuple[str, str]]:
    return [(row["claim"], row["citekey"]) for row in rows(folder)]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


class TestWhatIsWritten:
    def test_plain_text(self, tmp_path: Path) -> None:
        assert run(["init", str(article(tmp_path, "article.txt", PLAIN))]) == 0

        sources = load(tmp_path).sources
        assert [
            (key, source.type, source.first_of("journal"), source.first_of("pages"))
            for key, source in sources.items()
        ] == [
            ("bauer-ten", "article", "Ann Tea Res", "207--209"),
            ("highlandclinic-insomnia", "online", "", ""),
            ("novak-old", "article", "National Herbal Review", "411--428"),
            ("highlandclinic-insomnia-pass", "online", "", ""),
            ("rossi-black", "article", "BMC Tea", "77"),
            ("yildizcam-sleep", "article", "Acta Tea", "e8--e15"),
        ]
        assert [source.fields["author"] for source in sources.values()] == [
            "Bauer, H. and Lim, W.",
            "{Highland Clinic}",
            "Novak, P. Q.",
            "{Highland Clinic}",
            "Rossi, M. and Du bois, E.",
            "Yıldız Çam, N. and Ng, A.",
        ]
        assert all("year" in source.fields["todo"] for source in sources.values())
        assert not any("year" in source.fields for source in sources.values())
        assert [(row["claim_id"], row["claim"], row["note"]) for row in rows(tmp_path)] == [
            ("C01", "Tea is often safer than pills.", "section: Tea for Insomnia"),
            ("C02", "However, it can also cause restlessness.", "section: Tea for Insomnia"),
        ]

    def test_markdown_with_numbers(self, tmp_path: Path) -> None:
        assert run(["init", str(article(tmp_path, "article.md", NUMBERED))]) == 0

        assert links(tmp_path) == [
            ("Tea keeps most people awake.", "ng2020"),
            ("It causes no harm.", "teaboard-tea"),
            ("", "po2019"),
            ("Cups are best.", ""),
        ]
        assert load(tmp_path).sources["teaboard-tea"].fields == {
            "author": "{Tea Board}",
            "title": "Is tea safe?",
            "url": "https://tea.example/safe",
            "urldate": "2021-05-03",
        }

    def test_markdown_with_keys(self, tmp_path: Path) -> None:
        assert run(["init", str(article(tmp_path, "tea.md", PANDOC))]) == 0

        assert links(tmp_path) == [
            ("Tea keeps most people awake.", "ng2020"),
            ("", "oz2019"),
            ("As @po2018 found, it helps some.", ""),
        ]
        assert list(load(tmp_path).sources) == ["ng2020", "oz2019"]

    def test_keys_that_differ_by_case_are_one_source(self, tmp_path: Path) -> None:
        text = "Tea keeps most people awake [@oz; @Oz]. It causes no harm [@OZ]."
        run(["init", str(article(tmp_path, "a.md", text))])

        assert links(tmp_path) == [
            ("Tea keeps most people awake.", "oz"),
            ("It causes no harm.", "oz"),
        ]
        assert list(load(tmp_path).sources) == ["oz"]

    @pytest.mark.parametrize("name", ["a.md", "a.txt"])
    def test_accounts_packages_and_addresses_are_no_sources(
        self, name: str, tmp_path: Path
    ) -> None:
        text = (
            "[@teanews](https://x.com/teanews) keeps most people awake. It causes no harm "
            "[https://mastodon.social/@carol]. See https://mastodon.social/@carol for the cause. "
            "Thanks to @bob it always helps. @scope/pkg reduces harm [@oz][@po]."
        )
        run(["init", str(article(tmp_path, name, text))])

        assert list(load(tmp_path).sources) == ["oz", "po"]
        assert {row["citekey"] for row in rows(tmp_path)} == {"", "oz", "po"}

    def test_a_bare_key_that_the_list_has_is_linked(self, tmp_path: Path) -> None:
        text = f"As @Ng2020 found, tea always helps. Thanks to @bob it helps more.\n\n{NUMBERED}"
        run(["init", str(article(tmp_path, "a.md", text))])

        assert links(tmp_path)[0] == ("As @Ng2020 found, tea always helps.", "Ng2020")
        assert "bob" not in load(tmp_path).sources

    def test_markdown_with_footnotes(self, tmp_path: Path) -> None:
        text = (
            "Tea keeps most people awake.[^1] It causes no harm.[^2]\n\n"
            "[^1]: Ng A. Tea. J Tea. 2020;5:1-2.\n[^2]: So they say.\n"
        )
        assert run(["init", str(article(tmp_path, "tea.md", text))]) == 0

        assert links(tmp_path) == [
            ("Tea keeps most people awake.", "ng2020"),
            ("It causes no harm.", ""),
        ]

    def test_html(self, tmp_path: Path) -> None:
        assert run(["init", str(article(tmp_path, "tea.html", HTML))]) == 0

        assert links(tmp_path) == [
            ("Tea keeps most people awake.", "ng2020"),
            ("It causes no harm to adults.", "teaboard-tea"),
        ]

    def test_the_header_names_every_column_in_the_order_of_the_contract(
        self, tmp_path: Path
    ) -> None:
        run(["init", str(article(tmp_path, "tea.html", HTML))])

        assert (tmp_path / "claims.csv").read_text("utf-8").splitlines()[0] == ",".join(COLUMNS)

    def test_the_config_names_what_is_not_a_default(self, tmp_path: Path) -> None:
        run(["init", str(article(tmp_path, 'te"a.txt', PLAIN))])

        assert (tmp_path / "evtrack.toml").read_text("utf-8") == 'article = "te\\"a.txt"\n'
        assert load(tmp_path).config.article == 'te"a.txt'

    def test_words_that_stand_twice_are_one_claim_with_what_tells_them_apart(
        self, tmp_path: Path
    ) -> None:
        text = "Tea always helps people. Milk is white. Tea always helps people."
        run(["init", str(article(tmp_path, "a.txt", text))])

        (row,) = rows(tmp_path)
        assert (row["anchor"], row["anchor_suffix"]) == (
            "Tea always helps people.",
            "Milk is white. Tea always",
        )

    def test_no_cell_begins_as_a_formula_does(self, tmp_path: Path) -> None:
        text = '=HYPERLINK("x") is the most common of all cells. @ng2020 found the same cause.'
        run(["init", str(article(tmp_path, "a.md", text))])

        cells = [cell for row in rows(tmp_path) for cell in row.values()]
        assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in cells)
        assert fates(tmp_path) == {Fate.FOUND}

    def test_no_cell_begins_as_a_formula_does_once_marks_are_left_out(self, tmp_path: Path) -> None:
        text = (
            "=[1] =1+1 is the most common cause.\n\n\uff1d1+1 always helps people.\n\n"
            "Tea always helps people. \uff0dSUM(1) is so.\n\n"
            "Tea always helps people. =1+1 is so.\n\n"
            "## References\n\n1. Ng A. Tea. J Tea. 2020;5:1-2.\n"
        )
        run(["init", str(article(tmp_path, "a.md", text))])

        found = rows(tmp_path)
        signs = tuple("=+-@\uff1d\uff0b\uff0d\uff20\t")
        assert [row["claim"] for row in found[:3]] == [
            "1+1 is the most common cause.",
            "1+1 always helps people.",
            "Tea always helps people.",
        ]
        assert not [cell for row in found for cell in row.values() if cell.startswith(signs)]
        assert found[2]["anchor_suffix"] == ""

    def test_another_folder(self, tmp_path: Path) -> None:
        (tmp_path / "text").mkdir()
        path = article(tmp_path / "text", "tea.md", NUMBERED)

        assert run(["init", str(path), "--project", str(tmp_path)]) == 0

        assert load(tmp_path).config.article == "text/tea.md"
        assert [each.name for each in path.parent.iterdir()] == ["tea.md"]


class TestALibrary:
    def test_keys_of_the_library_are_linked_and_others_told(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        library = article(tmp_path, "library.bib", LIBRARY)

        assert run(["init", str(article(tmp_path, "a.md", PANDOC)), "--bib", str(library)]) == 0

        assert [row["citekey"] for row in rows(tmp_path)] == ["ng2020", ""]
        assert load(tmp_path).config.references == ("library.bib",)
        assert "not in library.bib: oz2019" in capsys.readouterr().out
        assert not (tmp_path / "references.bib").exists()

    def test_the_entries_of_a_list_are_found_in_it(self, tmp_path: Path) -> None:
        library = article(tmp_path, "references.bib", LIBRARY)

        run(["init", str(article(tmp_path, "a.md", NUMBERED)), "--bib", str(library)])

        assert [row["citekey"] for row in rows(tmp_path)] == ["ng-tea", "", ""]
        assert (tmp_path / "evtrack.toml").read_text("utf-8") == 'article = "a.md"\n'
        assert library.read_text("utf-8") == LIBRARY

    def test_authors_and_years_are_found_in_it_without_a_list(self, tmp_path: Path) -> None:
        library = article(tmp_path, "l.bib", LIBRARY)
        text = "Tea keeps most people awake (Ng and Oz, 2020). Ng (2021) found the cause."

        run(["init", str(article(tmp_path, "a.md", text)), "--bib", str(library)])

        assert [row["citekey"] for row in rows(tmp_path)] == ["ng-tea", "ng2020"]


def fates(folder: Path) -> set[Fate]:
    ledger: Ledger = load(folder)
    assert ledger.article
    return {match.fate for match in find_anchors(ledger.article, ledger.claims).values()}


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.txt", PLAIN), ("a.md", NUMBERED), ("b.md", PANDOC), ("a.html", HTML)],
    ids=["plain", "numbers", "keys", "html"],
)
class TestAfterwards:
    def test_check_fails_for_missing_stances_only(
        self, name: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        run(["init", str(article(tmp_path, name, text))])
        has_links = any(row["citekey"] for row in rows(tmp_path))
        capsys.readouterr()

        code = run(["check", "--project", str(tmp_path), "--format", "json"])

        findings = json.loads(capsys.readouterr().out)["findings"]
        errors = {finding["rule"] for finding in findings if finding["severity"] == "error"}
        assert (code, errors) == ((1, {"missing-stance"}) if has_links else (0, set()))

    def test_every_anchor_stands_in_the_article(self, name: str, text: str, tmp_path: Path) -> None:
        run(["init", str(article(tmp_path, name, text))])

        assert fates(tmp_path) == {Fate.FOUND}

    def test_a_second_time_nothing_is_written(
        self, name: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = article(tmp_path, name, text)
        run(["init", str(path)])
        before = files(tmp_path)

        assert run(["init", str(path)]) == 2

        assert files(tmp_path) == before
        assert "evtrack.toml, claims.csv, references.bib: there already" in capsys.readouterr().err

    def test_what_is_printed_fits_on_a_screen(
        self,
        name: str,
        text: str,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.chdir(article(tmp_path, name, text).parent)

        run(["init", name])

        assert capsys.readouterr().out.count("\n") <= 24


@pytest.mark.parametrize("there", ["evtrack.toml", "claims.csv", "references.bib"])
def test_one_file_that_is_there_stops_all(there: str, tmp_path: Path) -> None:
    path = article(tmp_path, "a.md", NUMBERED)
    (tmp_path / there).symlink_to("nowhere")

    assert run(["init", str(path)]) == 2

    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(["a.md", there])


def test_a_config_in_pyproject_stops_it(tmp_path: Path) -> None:
    article(tmp_path, "pyproject.toml", "[tool.evtrack]\n")

    assert run(["init", str(article(tmp_path, "a.md", NUMBERED))]) == 2


def test_a_pyproject_of_others_does_not(tmp_path: Path) -> None:
    article(tmp_path, "pyproject.toml", "[tool.ruff]\n")

    assert run(["init", str(article(tmp_path, "a.md", NUMBERED))]) == 0


def test_where_one_file_can_not_be_written_none_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from evtrack.cli import files as writing
    from evtrack.errors import CannotRun

    rewrite = writing.rewrite

    def full_disk(path: Path, old: bytes | None, new: bytes, root: Path) -> None:
        if path.name == "evtrack.toml":
            raise CannotRun("evtrack.toml: can't be written: no space left")
        rewrite(path, old, new, root)

    monkeypatch.setattr(writing, "rewrite", full_disk)

    assert run(["init", str(article(tmp_path, "a.md", NUMBERED))]) == 2

    assert list(files(tmp_path)) == ["a.md"]


def test_a_file_that_appears_meanwhile_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import evtrack.drafting

    def slow(source: Input, library: None) -> evtrack.drafting.Draft:
        article(tmp_path, "claims.csv", "mine")
        return draft(source, library)

    monkeypatch.setattr(evtrack.drafting, "draft", slow)

    assert run(["init", str(article(tmp_path, "a.md", NUMBERED))]) == 2

    assert files(tmp_path) == {"a.md": NUMBERED.encode(), "claims.csv": b"mine"}
    assert "claims.csv: was written meanwhile; run the command again" in capsys.readouterr().err


def large(folder: Path) -> str:
    with (folder / "a.txt").open("wb") as file:
        file.truncate(LARGEST_ARTICLE + 1)
    return "a.txt"


def binary(folder: Path) -> str:
    (folder / "a.pdf").write_bytes(b"%PDF-1.7\0\x81\xff")
    return "a.pdf"


def headings_only(folder: Path) -> str:
    return article(folder, "a.md", "# Tea\n\n## Sleep\n").name


def folder_instead(folder: Path) -> str:
    (folder / "tea").mkdir()
    return "tea"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (large, "a.txt: has 10.0 MB, and the article may have at most 10; split it"),
        (binary, "a.pdf: not a text file"),
        (headings_only, "a.md: no sentence found in it"),
        (folder_instead, "tea: not a file; it should hold the article"),
        (lambda folder: article(folder, "a.md", " \n").name, "a.md: empty"),
        (lambda _: "nothing.md", "nothing.md: not found"),
        (lambda _: "nowhere/a.md", "nowhere: not a directory"),
    ],
    ids=["large", "binary", "headings", "folder", "empty", "absent", "no folder"],
)
def test_what_is_no_article_gets_one_clear_line(
    make: object, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(make)
    name = make(tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())

    assert run(["init", str(tmp_path / name)]) == 2

    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_an_article_outside_the_project_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = article(tmp_path, "a.md", NUMBERED)
    (tmp_path / "project").mkdir()

    assert run(["init", str(path), "--project", str(tmp_path / "project")]) == 2
    assert "must lie in the project's folder" in capsys.readouterr().err


_PIECES = [
    PLAIN,
    NUMBERED,
    PANDOC,
    HTML,
    "\n\n",
    "\n",
    "References\n",
    "1. ",
    "[1]",
    "- ",
    "# ",
    "|",
]


@given(
    st.lists(st.text(max_size=20) | st.sampled_from(_PIECES), max_size=8).map("".join),
    st.sampled_from(["a.md", "a.txt", "a.html"]),
)
def test_any_text_gives_a_draft_whose_rows_are_read_without_fault(text: str, name: str) -> None:
    from evtrack.readers.bibliography import read_bibliography
    from evtrack.readers.claims import read_claims

    made = draft(Input(name, text))

    claims = read_claims(Input("claims.csv", made.claims))
    assert {unread.rule for unread in claims.unread} <= {"missing-stance"}
    assert len(claims.claims) == made.found.candidates
    assert made.references is not None
    library = read_bibliography([Input("references.bib", made.references)])
    assert {link.citekey for link in claims.links} <= set(library)
    assert not library.unread
    assert not any(source.unread for source in library.values())


def test_the_worked_example_is_read_back(tmp_path: Path) -> None:
    from builders import ROOT

    shutil.copy(ROOT / "article.md", tmp_path)

    assert run(["init", str(tmp_path / "article.md")]) == 0

    assert fates(tmp_path) == {Fate.FOUND}
