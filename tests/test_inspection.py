"""What a check shows: rules that are on, less what is accepted, in the baseline or left out."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import project
from evtrack.appraisal import judge
from evtrack.errors import CannotRun
from evtrack.inspection import Inspection, inspect
from evtrack.model import Finding
from evtrack.readers import load
from evtrack.rules import RULES
from evtrack.selection import EVERYTHING, RuleChoice, Scope, Selection, rules_named, scope_of
from evtrack.words import Severity
from faulty_projects import faulty_projects

TODAY = date(2026, 3, 31)
CLAIMS = """\
claim_id,claim,citekey,stance
C1,Tea wakes people up.,ng2020,supports
C2,Tea is a leaf.,,
"""
REFERENCES = """\
@article{ng2020, author = {Ng, Ada}, journal = {Tea}, year = {2020}, design = {case-series}}
"""
ACCEPT = '[[accept]]\nrule = "{}"\nwhere = "{}"\nreason = "so"\n'


def inspected(folder: Path, selection: Selection = EVERYTHING, **files: str) -> Inspection:
    ledger = load(project(folder, **{"claims": CLAIMS, "references": REFERENCES, **files}))
    return inspect(ledger, judge(ledger, TODAY), TODAY, selection=selection)


def rules_in(inspection: Inspection) -> set[str]:
    return {finding.rule for finding in inspection.findings}


def subjects_in(inspection: Inspection) -> set[str]:
    return {finding.problem.subject for finding in inspection.findings}


def selected(*words: str) -> Selection:
    return Selection(select=rules_named(words))


def ignored(*words: str) -> Selection:
    return Selection(ignore=rules_named(words))


# By rule


def test_a_selected_rule_is_shown_alone(tmp_path: Path) -> None:
    assert rules_in(inspected(tmp_path, selected("weak-claim"))) == {"weak-claim"}


def test_a_family_stands_for_its_rules(tmp_path: Path) -> None:
    family = {rule.name for rule in RULES if rule.family == "evidence"}

    shown = rules_in(inspected(tmp_path, selected("evidence")))

    assert {"weak-claim", "unsupported-claim"} <= shown <= family


def test_an_ignored_rule_is_left_out(tmp_path: Path) -> None:
    everything = rules_in(inspected(tmp_path))

    assert rules_in(inspected(tmp_path, ignored("weak-claim"))) == everything - {"weak-claim"}


def test_ignore_wins_over_select(tmp_path: Path) -> None:
    selection = Selection(rules_named(["evidence"]), rules_named(["weak-claim"]))

    shown = rules_in(inspected(tmp_path, selection))

    assert "unsupported-claim" in shown
    assert "weak-claim" not in shown


@pytest.mark.parametrize("word", ["weak-claim", "evidence", "all"])
def test_selecting_turns_a_rule_on_that_the_config_has_off(tmp_path: Path, word: str) -> None:
    off = 'rules.weak-claim = "off"'

    assert "weak-claim" not in rules_in(inspected(tmp_path, config=off))
    assert "weak-claim" in rules_in(inspected(tmp_path, selected(word), config=off))


def test_a_rule_that_is_off_by_default_is_on_where_it_is_selected(tmp_path: Path) -> None:
    rules = [rule._replace(on=rule.name != "weak-claim") for rule in RULES]
    ledger = load(project(tmp_path, claims=CLAIMS, references=REFERENCES))
    found = [
        rules_in(inspect(ledger, judge(ledger), None, rules, selection))
        for selection in (EVERYTHING, selected("weak-claim"))
    ]

    assert ["weak-claim" in names for names in found] == [False, True]


def test_a_rule_that_is_off_by_default_is_on_where_the_config_sets_it(tmp_path: Path) -> None:
    rules = [rule._replace(on=False) for rule in RULES]
    config = 'rules.weak-claim = "note"'
    ledger = load(project(tmp_path, claims=CLAIMS, references=REFERENCES, config=config))

    found = inspect(ledger, judge(ledger), None, rules).findings

    assert {(each.rule, each.severity) for each in found} == {("weak-claim", Severity.NOTE)}


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("weak-claims", "no rule or family `weak-claims`. Did you mean `weak-claim`?"),
        ("evidense", "no rule or family `evidense`. Did you mean `evidence`?"),
        ("zzzzz", "`zzzzz`. `evtrack explain` lists them all."),
    ],
)
def test_a_word_that_names_no_rule(word: str, says: str) -> None:
    with pytest.raises(CannotRun) as refused:
        rules_named(["evidence", word])

    assert says in str(refused.value)


def test_what_is_not_shown_still_uses_its_acceptance(tmp_path: Path) -> None:
    accept = ACCEPT.format("weak-claim", "C1")

    shown = inspected(tmp_path, ignored("weak-claim"), config=accept)

    assert "unused-acceptance" not in rules_in(shown)
    assert shown.accepted == ()


@given(files=faulty_projects(), names=st.sets(st.sampled_from([rule.name for rule in RULES])))
def test_select_and_ignore_part_the_findings_in_two(files: dict[str, str], names: set[str]) -> None:
    """There may be more: of a rule that is off, and what a retraction tells that is left out."""
    choice = RuleChoice(tuple(names), frozenset(names))
    vital = {rule.name for rule in RULES if rule.vital}
    with tempfile.TemporaryDirectory() as folder:
        every, chosen, rest = (
            set(inspected(Path(folder), selection, **files).findings)
            for selection in (EVERYTHING, Selection(choice), Selection(ignore=choice))
        )

    assert every <= chosen | rest
    assert {finding.rule for finding in chosen & rest} <= vital


# By what it is about


def test_a_claim_stands_for_itself_and_the_sources_it_links(tmp_path: Path) -> None:
    ledger = load(project(tmp_path, claims=CLAIMS, references=REFERENCES))

    assert scope_of(["C1"], ledger, tmp_path).subjects == {"C1", "ng2020"}
    assert scope_of(["C2"], ledger, tmp_path).subjects == {"C2"}


@pytest.mark.parametrize(
    ("words", "subjects"),
    [
        ("C1", "C1 ng2020"),
        ("C2", "C2"),
        ("ng2020", "ng2020"),
        ("ng2020 C2", "C2 ng2020"),
        ("references.bib", "ng2020"),
        ("claims.csv", "C1 C2"),
        (".", "C1 C2 ng2020"),
    ],
)
def test_what_words_limit_the_findings_to(tmp_path: Path, words: str, subjects: str) -> None:
    ledger = load(project(tmp_path, claims=CLAIMS, references=REFERENCES))
    selection = Selection(scope=scope_of(words.split(), ledger, tmp_path))

    assert subjects_in(inspected(tmp_path, selection)) == set(subjects.split())


@pytest.mark.parametrize("word", ["../data/claims.csv", "../data", "data/claims.csv", "data"])
def test_a_path_is_taken_as_from_here_and_as_from_the_root(tmp_path: Path, word: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "drafts").mkdir()
    project(tmp_path, config='claims = "data/claims.csv"')
    (tmp_path / "claims.csv").rename(tmp_path / "data/claims.csv")

    scope = scope_of([word], load(tmp_path), tmp_path / "drafts")

    assert scope.holds("data/claims.csv", "")
    assert not scope.holds("references.bib", "")


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("c01", "`c01` is no claim, source or file of this project. Did you mean `C1`?"),
        ("ng202", "Did you mean `ng2020`?"),
        ("claims.cvs", "Did you mean `claims.csv`?"),
        ("notes.txt", "`notes.txt` is no claim, source or file of this project."),
        ("..", "`..` is no claim, source or file of this project."),
        ("", "`` is no claim, source or file of this project."),
        ("a\0b", "is no claim, source or file of this project."),
    ],
)
def test_a_word_that_names_nothing_of_the_project(tmp_path: Path, word: str, says: str) -> None:
    (tmp_path / "notes.txt").write_text("not of the project")
    ledger = load(project(tmp_path, claims=CLAIMS, references=REFERENCES))

    with pytest.raises(CannotRun) as refused:
        scope_of([word], ledger, tmp_path)

    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("fields", "unchecked"),
    [
        ("", ["ng2020"]),
        ("doi = {none}", ["ng2020"]),
        ("doi = {10.5555/tea}", []),
        ("pmid = {123}", []),
        ("url = {https://pubmed.ncbi.nlm.nih.gov/123/}", []),
        ("url = {https://tea.example/doi/10.5555/tea}", []),
    ],
)
def test_a_source_that_no_list_of_retractions_can_name_is_unchecked(
    fields: str, unchecked: list[str], tmp_path: Path
) -> None:
    (tmp_path / "list.txt").write_text("10.5555/other\n", encoding="utf-8")
    references = f"@article{{ng2020, {fields}}}"

    shown = inspected(tmp_path, references=references, config='retractions = "list.txt"\n')

    assert [each.subject for each in shown.unchecked if each.what == "retraction"] == unchecked


def test_what_is_unchecked_is_limited_too(tmp_path: Path) -> None:
    claims = "claim_id,claim,citekey,stance,rationale\nC1,Tea.,ng2020,supports,so\nC2,Leaf.,,,\n"
    only_c2 = Selection(scope=Scope(("C2",), frozenset(), frozenset({"C2"})))

    assert [each.subject for each in inspected(tmp_path, claims=claims).unchecked] == ["C1"]
    assert inspected(tmp_path, only_c2, claims=claims).unchecked == ()


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (EVERYTHING, ""),
        (selected("evidence"), "of evidence"),
        (ignored("weak-claim", "dates"), "without those of weak-claim and dates"),
        (Selection(scope=Scope(("C1",), frozenset(), frozenset())), "on C1"),
        (
            Selection(rules_named(["evidence"]), rules_named(["weak-claim"])),
            "of evidence, without those of weak-claim",
        ),
    ],
)
def test_a_selection_in_words(selection: Selection, words: str) -> None:
    assert str(selection) == words


# What leaves nothing to check


@pytest.mark.parametrize(
    "selection",
    [
        selected("weak-claim"),
        ignored("no-claims"),
        ignored("all"),
        Selection(scope=Scope(("ng2020",), frozenset(), frozenset({"ng2020"}))),
    ],
    ids=str,
)
@pytest.mark.parametrize(
    ("claims", "rule"), [("claim_id,claim\n", "no-claims"), ("id,claim\nC1,A\n", "missing-column")]
)
def test_nothing_checked_never_passes(
    tmp_path: Path, selection: Selection, claims: str, rule: str
) -> None:
    shown = inspected(tmp_path, selection, claims=claims)

    assert rule in rules_in(shown)
    assert not shown.passes(Severity.ERROR)


@pytest.mark.parametrize("severity", ["off", "note", "warning"])
@pytest.mark.parametrize("rule", [rule.name for rule in RULES if rule.vital])
def test_its_rules_can_not_be_lowered(tmp_path: Path, rule: str, severity: str) -> None:
    with pytest.raises(CannotRun, match=rf"^evtrack.toml:2: `{rule}` must stay an error: "):
        inspected(tmp_path, config=f'[rules]\n{rule} = "{severity}"\n')


def test_its_rules_can_be_set_to_what_they_are(tmp_path: Path) -> None:
    assert inspected(tmp_path, config='[rules]\nno-claims = "error"\n').passes(Severity.ERROR)


def test_its_findings_can_not_be_accepted(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match=r"^evtrack.toml:1: `no-claims` can't be accepted: "):
        inspected(tmp_path, claims="claim_id,claim\n", config=ACCEPT.format("no-claims", "C1"))


@pytest.mark.parametrize(
    "rule", [rule.name for rule in RULES if rule.family == "project" and not rule.vital]
)
def test_nor_can_those_on_the_settings_themselves(tmp_path: Path, rule: str) -> None:
    with pytest.raises(CannotRun, match=rf"^evtrack.toml:1: `{rule}` can't be accepted: mend"):
        inspected(tmp_path, config=ACCEPT.format(rule, "C1"))


@pytest.mark.parametrize("rule", ["no-claims", "unused-acceptance"])
def test_a_baseline_can_not_hold_them(tmp_path: Path, rule: str) -> None:
    baseline(tmp_path, (rule, "claims.csv", "", 1))

    with pytest.raises(CannotRun, match=rf"^evtrack-baseline.json:1: a .* `{rule}`; remove"):
        inspected(tmp_path)


# Settings that name no rule


@pytest.mark.parametrize(
    ("config", "says"),
    [
        ('[rules]\n\nweek-claim = "off"', "evtrack.toml:3: there is no rule `week-claim`. Did you"),
        (
            'max-age = 1\nrules.zzzz = "off"',
            "evtrack.toml:2: there is no rule `zzzz`. `evtrack exp",
        ),
        ("\n" + ACCEPT.format("week-claim", "C1"), "evtrack.toml:2: there is no rule `week-claim`"),
    ],
)
def test_a_rule_that_does_not_exist(tmp_path: Path, config: str, says: str) -> None:
    with pytest.raises(CannotRun) as refused:
        inspected(tmp_path, config=config)

    assert str(refused.value).startswith(says)


# Acceptances


def test_the_first_acceptance_that_holds_gives_the_reason(tmp_path: Path) -> None:
    first, second, third = (
        ACCEPT.format("weak-claim", "C1").replace('"so"', f'"{why}"') for why in "abc"
    )
    expired = first + "until = 2026-03-30\n"

    ((_, acceptance),) = inspected(tmp_path, config=expired + second + third).accepted

    assert acceptance.reason == "b"


def test_an_acceptance_is_of_its_own_rule_and_subject_only(tmp_path: Path) -> None:
    before = set(inspected(tmp_path).findings)

    after = inspected(tmp_path, config=ACCEPT.format("unsupported-claim", "C2"))

    assert [(each.rule, each.problem.subject) for each in before - set(after.findings)] == [
        ("unsupported-claim", "C2")
    ]


@pytest.mark.parametrize(
    ("where", "help_text"),
    [
        ("c-1", "Did you mean `C1`?"),
        ("ng2021", "Did you mean `ng2020`?"),
        ("zzzz", "Remove it, or bring it up to date."),
        ("C1", "Remove it, or bring it up to date."),
    ],
)
def test_an_acceptance_of_what_is_not_there_gets_a_did_you_mean(
    tmp_path: Path, where: str, help_text: str
) -> None:
    shown = inspected(tmp_path, config=ACCEPT.format("mixed-claim", where))

    (finding,) = (each for each in shown.findings if each.rule == "unused-acceptance")
    assert finding.problem.help == help_text


# The baseline


def baseline(folder: Path, *entries: tuple[str, str, str, int]) -> None:
    import json

    findings = [
        dict(zip(("rule", "path", "subject", "count"), each, strict=True)) for each in entries
    ]
    text = json.dumps({"version": 1, "findings": findings}, indent=None)
    (folder / "evtrack-baseline.json").write_text(text, encoding="utf-8")


TWICE = "claim_id,claim,citekey,stance\nC1,Tea.,ng2020,\nC1,,ng2020,\n"


def stances(inspection: Inspection) -> tuple[int, int]:
    """How many findings of missing-stance there are, and how many are accepted."""

    def of_it(findings: list[Finding]) -> int:
        return sum(finding.rule == "missing-stance" for finding in findings)

    return of_it(list(inspection.findings)), of_it([each for each, _ in inspection.accepted])


@pytest.mark.parametrize(
    ("count", "expected"), [(1, (2, 0)), (2, (0, 2)), (3, (0, 2))], ids=["fewer", "all", "more"]
)
def test_a_baseline_accepts_a_group_up_to_its_count(
    tmp_path: Path, count: int, expected: tuple[int, int]
) -> None:
    baseline(tmp_path, ("missing-stance", "claims.csv", "C1", count))

    assert stances(inspected(tmp_path, claims=TWICE)) == expected


def test_what_a_baseline_accepts_says_so(tmp_path: Path) -> None:
    baseline(tmp_path, ("unsupported-claim", "claims.csv", "C2", 1))

    ((_, acceptance),) = inspected(tmp_path).accepted

    assert (acceptance.reason, acceptance.until) == ("in the baseline", None)


@pytest.mark.parametrize(
    "entry",
    [
        ("missing-stance", "claims.csv", "C2", 9),
        ("missing-stance", "other.csv", "C1", 9),
        ("weak-claim", "claims.csv", "C1", 9),
    ],
    ids=["subject", "path", "rule"],
)
def test_a_baseline_accepts_nothing_else(tmp_path: Path, entry: tuple[str, str, str, int]) -> None:
    baseline(tmp_path, entry)

    assert stances(inspected(tmp_path, claims=TWICE)) == (2, 0)


def test_what_the_config_accepts_does_not_count_for_the_baseline(tmp_path: Path) -> None:
    baseline(tmp_path, ("unsupported-claim", "claims.csv", "C2", 1))

    shown = inspected(tmp_path, config=ACCEPT.format("unsupported-claim", "C2"))

    assert "stale-baseline" in rules_in(shown)
    assert [acceptance.reason for _, acceptance in shown.accepted] == ["so"]


def test_without_a_date_nothing_is_called_stale(tmp_path: Path) -> None:
    baseline(tmp_path, ("future-date", "claims.csv", "C2", 1))
    ledger = load(project(tmp_path, claims=CLAIMS, references=REFERENCES))
    stale = [
        "stale-baseline" in rules_in(inspect(ledger, judge(ledger), today))
        for today in (TODAY, None)
    ]

    assert stale == [True, False]


def test_a_stale_entry_of_a_rule_that_is_gone_is_told_too(tmp_path: Path) -> None:
    baseline(tmp_path, ("no-such-rule", "claims.csv", "", 1))

    (stale,) = (each for each in inspected(tmp_path).findings if each.rule == "stale-baseline")

    assert stale.problem.message == (
        "the baseline holds 1 finding of no-such-rule in claims.csv, but the check finds none"
    )
