"""The config: every key, which file counts, and errors that name file, line and key."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evtrack.config import Acceptance, Config, Thresholds, find_config, read_config
from evtrack.errors import CannotRun
from evtrack.toml_places import Place, places_in
from evtrack.words import Question, Severity

ACCEPTANCE = 'rule = "weak-claim"\nwhere = "C1"\nreason = "so"\n'


def config(folder: Path, toml: str, name: str = "evtrack.toml") -> Config:
    (folder / name).write_text(toml, encoding="utf-8", newline="")
    return find_config(folder)


def refusal(folder: Path, toml: str, name: str = "evtrack.toml") -> str:
    with pytest.raises(CannotRun) as refused:
        config(folder, toml, name)
    return str(refused.value)


# Keys


@pytest.mark.parametrize(
    ("toml", "name", "expected"),
    [
        ('article = "a.md"', "article", "a.md"),
        ('claims = "data/claims.csv"', "claims", "data/claims.csv"),
        ('claims = "./claims.csv"', "claims", "claims.csv"),
        ('references = ["a.bib", "b.bib"]', "references", ("a.bib", "b.bib")),
        ('sources = "copies"', "sources", "copies"),
        ('reports = "."', "reports", "."),
        ('fail-on = "note"', "fail_on", Severity.NOTE),
        ('rules.weak-claim = "off"', "rules", {"weak-claim": None}),
        ('[rules]\nweak-claim = "error"', "rules", {"weak-claim": Severity.ERROR}),
        ("start.harm.cohort = 3", "start", {Question.HARM: {"cohort": 3}}),
        ("[start.harm]\nblank = 2", "start", {Question.HARM: {"blank": 2}}),
        ("thresholds = {units = 3}", "thresholds", Thresholds(units=3)),
        (
            "[thresholds]\nparticipants = 1\nstrong-certainty = 3\nmoderate-certainty = 2",
            "thresholds",
            Thresholds(participants=1, strong_certainty=3, moderate_certainty=2),
        ),
        ("max-age = 365", "max_age", 365),
    ],
)
def test_a_key(tmp_path: Path, toml: str, name: str, expected: object) -> None:
    assert getattr(config(tmp_path, toml), name) == expected


@pytest.mark.parametrize("text", ["", "# nothing\n", "\ufeff", "\ufeffmax-age = 1095\r\n"])
def test_a_file_that_sets_nothing_gives_the_defaults(tmp_path: Path, text: str) -> None:
    assert config(tmp_path, text) == Config(root=tmp_path, file="evtrack.toml")


def test_acceptances_with_their_lines(tmp_path: Path) -> None:
    toml = f"# C1\n[[accept]]\n{ACCEPTANCE}\n[[accept]]\n{ACCEPTANCE}until = 2027-01-31\n"

    assert config(tmp_path, toml).accept == (
        Acceptance("weak-claim", "C1", "so", None, line=2),
        Acceptance("weak-claim", "C1", "so", date(2027, 1, 31), line=7),
    )


def test_an_acceptance_holds_up_to_its_last_day() -> None:
    acceptance = Acceptance("weak-claim", "C1", "so", date(2027, 1, 31), line=1)

    assert acceptance.holds_on(date(2027, 1, 31))
    assert not acceptance.holds_on(date(2027, 2, 1))
    assert acceptance.holds_on(None)


@pytest.mark.parametrize("reason", ["", "reason = ''\n", "reason = ' \t'\n"])
def test_without_a_reason_an_acceptance_never_holds(tmp_path: Path, reason: str) -> None:
    toml = f"[[accept]]\nrule = 'weak-claim'\nwhere = 'C1'\n{reason}"

    (acceptance,) = config(tmp_path, toml).accept

    assert acceptance.reason == ""
    assert not acceptance.holds_on(None)


def test_the_lines_that_set_a_rule(tmp_path: Path) -> None:
    toml = "rules.weak-claim = 'off'\n\nrules.mixed-claim = 'note'\n"

    assert config(tmp_path, toml).rule_lines == {"weak-claim": 1, "mixed-claim": 3}


def test_the_lines_that_set_a_rule_in_pyproject(tmp_path: Path) -> None:
    toml = "[tool.other]\n[tool.evtrack.rules]\nweak-claim = 'off'\n"

    assert config(tmp_path, toml, "pyproject.toml").rule_lines == {"weak-claim": 3}


ROWS = "Known are: synthesis-of-rct, synthesis-of-observational, guideline"


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        ("\nclaim = 1", "2: unknown key `claim`. Did you mean `claims`?"),
        ("fail_on = 1", "1: unknown key `fail_on`. Did you mean `fail-on`?"),
        ("x = 1", "1: unknown key `x`. Known are: article, claims, references, sources, reports,"),
        ("'' = 1", "1: unknown key ``. Known are: article"),
        ("claims = 1", "1: `claims` must be a text that is not blank, in quotes"),
        ("claims = []", "1: `claims` must be a text that is not blank, in quotes"),
        ("claims = ' '", "1: `claims` must be a text that is not blank, in quotes"),
        ("article = ''", "1: `article` must be a text that is not blank, in quotes"),
        ("references = 'a.bib'", "1: `references` must be a list of at least one file"),
        ("references = []", "1: `references` must be a list of at least one file"),
        ("references = [\n'a',\n'b',\n'./a']", "4: `references` has 'a' twice; remove one"),
        ("baseline = 'evtrack.toml'", "1: `baseline` can't be 'evtrack.toml', which would be"),
        ("baseline = 'x/pyproject.toml'", "1: `baseline` can't be 'x/pyproject.toml', which"),
        ("references = [\n'a',\n'']", "3: `references` must be a text that is not blank"),
        ("fail-on = 'errors'", "1: `fail-on` can't be 'errors'. Did you mean `error`?"),
        ("fail-on = 'x'", "1: `fail-on` can't be 'x'. Known are: error, warning, note."),
        ("fail-on = true", "1: `fail-on` must be a text that is not blank, in quotes"),
        ("rules = 'off'", "1: `rules` must be a table"),
        ("[rules]\na = 'of'", "2: `a` can't be 'of'. Did you mean `off`?"),
        ("[rules]\na = false", "2: `a` must be a text that is not blank, in quotes"),
        ("[start.benifit]\nrct = 4", "1: unknown key `benifit`. Did you mean `benefit`?"),
        ("start.harm = 1", "1: `harm` must be a table"),
        ("[start.harm]\nrcts = 4", "2: unknown key `rcts`. Did you mean `rct`?"),
        ("[start.harm]\nmeta-analysis = 4", f"2: unknown key `meta-analysis`. {ROWS}"),
        ("[start.harm]\nrct = 5", "2: `rct` must be a whole number from 1 to 4"),
        ("[start.harm]\nrct = 0", "2: `rct` must be a whole number from 1 to 4"),
        ("[start.harm]\nrct = true", "2: `rct` must be a whole number from 1 to 4"),
        ("[start.harm]\nrct = 4.0", "2: `rct` must be a whole number from 1 to 4"),
        ("thresholds = 2", "1: `thresholds` must be a table"),
        ("thresholds.unit = 2", "1: unknown key `unit`. Did you mean `units`?"),
        ("thresholds.units = 0", "1: `units` must be a whole number from 1 to 999999999"),
        ("thresholds.strong-certainty = 5", "1: `strong-certainty` must be a whole number from 1"),
        ("max-age = '3'", "1: `max-age` must be a whole number from 1 to 999999999"),
        ("max-age = 1000000000", "1: `max-age` must be a whole number from 1 to 999999999"),
        (f"max-age = 0x{'f' * 9999}", "1: `max-age` must be a whole number from 1 to 999999999"),
        ("accept = 1", "1: `accept` must be written as [[accept]] tables"),
        ("[accept]\nrule = 'a'", "1: `accept` must be written as [[accept]] tables"),
        ("accept = [1]", "1: `accept` must be a table"),
        ("[[accept]]\nrule = 'a'", "1: this acceptance has no `where`; add one"),
        (f"[[accept]]\n{ACCEPTANCE}[[accept]]\n", "5: this acceptance has no `rule`; add one"),
        (f"[[accept]]\n{ACCEPTANCE}[[accept]]\nrule='a'", "5: this acceptance has no `where`; add"),
        ("[[accept]]\nrule='a'\nwhere='b'\nreason=1", "4: `reason` must be a text in quotes"),
        ("[tool.evtrack]\nmax-age = 1", "1: unknown key `tool`. In evtrack.toml the keys stand"),
        ("tool.evtrack.max-age = 1", "1: unknown key `tool`. In evtrack.toml the keys stand"),
        ("[tool.other]\nmax-age = 1", "1: unknown key `tool`. Known are: article"),
        (f"[[accept]]\n{ACCEPTANCE}til = 1", "5: unknown key `til`. Did you mean `until`?"),
        (f"[[accept]]\n{ACCEPTANCE}until = '2027-01-31'", "5: `until` must be a day such as 2027"),
        (f"[[accept]]\n{ACCEPTANCE}until = 2027-01-31T10:00:00", "5: `until` must be a day such"),
        ("[[accept]]\nrule='a'\nwhere=' '\nreason='r'", "3: `where` must be a text that is not"),
    ],
)
def test_a_wrong_key_or_value_is_refused_with_its_line(
    tmp_path: Path, toml: str, expected: str
) -> None:
    assert refusal(tmp_path, toml).startswith(f"evtrack.toml:{expected}")


def test_in_pyproject_the_line_is_that_of_evtracks_own_key(tmp_path: Path) -> None:
    toml = '[tool.other]\nclaims = "x"\n[tool.evtrack]\n# claims = 1\nclaims = 1\n'

    assert refusal(tmp_path, toml, "pyproject.toml").startswith("pyproject.toml:5: `claims` must")


def test_in_pyproject_acceptances_are_named_with_their_table(tmp_path: Path) -> None:
    refused = refusal(tmp_path, "tool.evtrack.accept = 1", "pyproject.toml")

    assert refused.endswith("`accept` must be written as [[tool.evtrack.accept]] tables")


# Paths


@pytest.mark.parametrize("path", ["../claims.csv", "a/../../claims.csv", "link/claims.csv"])
@pytest.mark.parametrize("key", ["article", "claims", "sources", "reports"])
def test_a_path_out_of_the_project_is_refused(tmp_path: Path, key: str, path: str) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (root / "link").symlink_to(tmp_path)

    assert refusal(root, f"{key} = '{path}'") == (
        f"evtrack.toml:1: `{key}` must stay inside the project, and '{path}' does not"
    )


def test_one_of_several_references_out_of_the_project_is_refused(tmp_path: Path) -> None:
    refused = refusal(tmp_path, "references = [\n  'a.bib',\n  '../b.bib',\n]")

    assert refused.startswith("evtrack.toml:3: `references` must stay inside the project")


def test_an_absolute_path_is_refused_even_inside(tmp_path: Path) -> None:
    refused = refusal(tmp_path, f"claims = '{tmp_path}/claims.csv'")

    assert refused == "evtrack.toml:1: `claims` must be a path from the project's folder on"


def test_a_nul_in_a_path_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, 'claims = "a\\u0000b"').startswith("evtrack.toml:1: `claims` must be")


def test_a_link_to_itself_is_left_to_the_reader(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").symlink_to("claims.csv")

    assert config(tmp_path, "claims = 'claims.csv'").claims == "claims.csv"


def test_a_link_inside_the_project_may_be_named(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")

    assert config(tmp_path, "claims = 'link/claims.csv'").claims == "link/claims.csv"


# Files


@pytest.mark.parametrize("deep", [".", "a", "a/b"])
def test_the_config_is_searched_for_upward(tmp_path: Path, deep: str) -> None:
    (tmp_path / "evtrack.toml").write_text("max-age = 7")
    (tmp_path / deep).mkdir(parents=True, exist_ok=True)

    found = find_config(tmp_path / deep)

    assert (found.root, found.file, found.max_age) == (tmp_path, "evtrack.toml", 7)


def test_of_both_files_evtrack_toml_counts(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.evtrack]\nmax-age = 1")

    assert config(tmp_path, "max-age = 2").max_age == 2


def test_pyproject_counts_where_it_speaks_of_evtrack(tmp_path: Path) -> None:
    assert config(tmp_path, "[tool.evtrack]\nmax-age = 1", "pyproject.toml").max_age == 1


@pytest.mark.parametrize("pyproject", ["", "[tool.ruff]", "tool = 1", "[project]\nname = 'x'"])
def test_a_pyproject_without_evtrack_is_passed_over(tmp_path: Path, pyproject: str) -> None:
    (tmp_path / "evtrack.toml").write_text("max-age = 7")
    inner = tmp_path / "inner"
    inner.mkdir()

    assert config(inner, pyproject, "pyproject.toml").root == tmp_path


def test_evtrack_in_pyproject_has_to_be_a_table(tmp_path: Path) -> None:
    refused = refusal(tmp_path, "\n[tool]\nevtrack = 1", "pyproject.toml")

    assert refused == "pyproject.toml:3: `evtrack` must be a table"


def test_without_a_config_the_folder_itself_is_the_project(tmp_path: Path) -> None:
    assert find_config(tmp_path) == Config(root=tmp_path)


def test_an_article_under_its_usual_name_needs_no_key(tmp_path: Path) -> None:
    (tmp_path / "article.md").write_text("# Tea")

    assert find_config(tmp_path).article == "article.md"


@pytest.mark.parametrize("name", ["absent", "file", "file/below", "loop"])
def test_a_project_that_is_no_directory(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "loop").symlink_to("loop")

    with pytest.raises(CannotRun, match="not a directory; name the project's folder"):
        find_config(tmp_path / name)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"claims = \n", "(at line 1, column 10)", id="no value"),
        pytest.param(b"\n\n= 1", "(at line 3, column 1)", id="no key"),
        pytest.param(b"a = 1\na = 2\n", "(at line 2, column 6)", id="a key twice"),
        pytest.param("claims = 'é'".encode("latin-1"), "not in UTF-8; save it", id="latin-1"),
        pytest.param("max-age = 1".encode("utf-16"), "not in UTF-8; save it", id="utf-16"),
        pytest.param(b"x = " + b"[" * 9999, "nested too deeply", id="deep nesting"),
        pytest.param(b"x = " + b"9" * 9999, "mend the file's TOML", id="too many digits"),
    ],
)
def test_what_is_not_toml_is_refused(tmp_path: Path, data: bytes, expected: str) -> None:
    (tmp_path / "evtrack.toml").write_bytes(data)

    with pytest.raises(CannotRun, match=r"evtrack\.toml: ") as refused:
        find_config(tmp_path)
    assert expected in str(refused.value)


def test_the_rungs_of_the_ladder_can_not_be_upside_down(tmp_path: Path) -> None:
    refused = refusal(tmp_path, "[thresholds]\nstrong-certainty = 2\n")

    assert "`moderate-certainty` can't be above `strong-certainty`" in refused


def test_a_key_of_ten_thousand_parts_is_refused_like_any_other(tmp_path: Path) -> None:
    refused = refusal(tmp_path, f"a{'.a' * 10_000} = 1")

    assert refused.startswith("evtrack.toml:1: unknown key `a`.")


anything = st.one_of(
    st.binary(max_size=80),
    st.text("[]{}=.,\n\"'# abclims-0", max_size=40).map(str.encode),
    st.sampled_from(["claims", "accept", "rules", "start.harm", "max-age", "thresholds"]).flatmap(
        lambda key: st.text("[]{}\"',= 01at", max_size=12).map(lambda v: f"{key} = {v}".encode())
    ),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any-bytes")


@given(data=anything)
def test_any_bytes_are_a_config_or_are_refused(folder: Path, data: bytes) -> None:
    path = folder / "evtrack.toml"
    path.write_bytes(data)

    try:
        read = read_config(path)
    except CannotRun:
        return
    assert isinstance(read, Config)


# Lines of keys


@pytest.mark.parametrize(
    ("toml", "key", "line"),
    [
        ("\na = 1", ("a",), 2),
        ("a = 1\n'a b' = 2", ("a b",), 2),
        ('\n"\\u0061" = 1', ("a",), 2),
        ("a.b = 1\na.c = 2", ("a", "c"), 2),
        ("a . 'b' . c = 1", ("a", "b", "c"), 1),
        ("3.14 = 1\n3.15 = 1", ("3", "15"), 2),
        ("[a]\nb = 1\n[c]\nb = 1", ("c", "b"), 4),
        ("[a.b]\n[a]\nc = 1", ("a", "c"), 3),
        ("a = {b = 1, c.d = 2}", ("a", "c", "d"), 1),
        ("a = [ # [b]\n  1,\n  {c = 1},\n]\nd = 1", ("a", 1, "c"), 3),
        ("a = [ # [b]\n  1,\n  {c = 1},\n]\nd = 1", ("d",), 5),
        ("[[a]]\nb = 1\n[[a]]\nb = 1", ("a", 1, "b"), 4),
        ("[[a]]\n[a.b]\n[[a]]\n[a.b]\nc = 1", ("a", 1, "b", "c"), 5),
        ("[[a]]\n[[a.b]]\n[[a.b]]\nc = 1", ("a", 0, "b", 1, "c"), 4),
        ('a = """\nb = 1\n"""\nb = 2', ("b",), 4),
        ("a = '''\nb = '1'''''\nb = 2", ("b",), 3),
        ('a = """\\"""\nb = 1"""\nb = 2', ("b",), 3),
        ('a = "# \\" b = "\nb = 2', ("b",), 2),
        ("a = '\\'\nb = 2", ("b",), 2),
        ("a = 1.5 # '\nb = 1979-05-27 07:32:00.5\nc = -inf", ("c",), 3),
        ("a = 'x\u2028y\x85'\nb = 1", ("b",), 2),
        ("a = 1\r\nb = 1\r\n", ("b",), 2),
        ("[a]\nb = 1", ("a", "absent", "x"), 1),
    ],
)
def test_the_line_of_a_key(toml: str, key: tuple[str | int, ...], line: int) -> None:
    tomllib.loads(toml)  # the scanner expects valid TOML

    assert places_in(toml).line_of(*key) == line


def shape(value: Any) -> Any:
    """Only the keys of tables and the indices of lists."""
    if isinstance(value, list):
        value = dict(enumerate(value))
    return {k: shape(v) for k, v in value.items()} if isinstance(value, dict) else {}


def shape_of_place(place: Place) -> Any:
    return {name: shape_of_place(inner) for name, inner in place.inside.items()}


statements = st.sampled_from(
    [
        *("[a]", "[a.b]", "[[a]]", "[[a.c]]", "[d]", "x = 1", "\n", "# [x]"),
        *("y.z = [1, [2, {w = 3}]]", "v = {p.q = '}', r = []}", "'k ]' = '''\n[no]\n'''"),
        *('s = """a"""""', '"=" = "\\"#"'),
    ]
)


@given(st.lists(statements, max_size=8).map("\n".join))
def test_the_scanner_finds_the_keys_that_tomllib_finds(toml: str) -> None:
    try:
        data = tomllib.loads(toml)
    except tomllib.TOMLDecodeError:
        return

    assert shape_of_place(places_in(toml)) == shape(data)
