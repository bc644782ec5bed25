"""Which findings are shown, and count for passing: by their rules, and by what they are about."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from evtrack.errors import CannotRun
from evtrack.model import Finding, Ledger
from evtrack.phrases import listed_briefly
from evtrack.rules import RULES, Rule
from evtrack.suggest import did_you_mean

EVERY_RULE = "all"


class Scope(NamedTuple):
    """What findings have to be about: files (or folders), claims and sources.

    `words` are those that a user named; `paths` are relative to the project's root, and
    `subjects` are claim ids and citekeys.
    """

    words: tuple[str, ...]
    paths: frozenset[str]
    subjects: frozenset[str]

    def holds(self, path: str, subject: str) -> bool:
        """Whether what stands in this file, on this subject, is meant."""
        return subject in self.subjects or not self.paths.isdisjoint(_with_folders(path))


class RuleChoice(NamedTuple):
    """Rules as a user named them, by name or family, and their own names."""

    words: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()


class Selection(NamedTuple):
    """What is shown: findings of `select` (None: of every rule that is on), less `ignore`."""

    select: RuleChoice | None = None
    ignore: RuleChoice = RuleChoice()
    scope: Scope | None = None

    def turns_on(self, rule: Rule) -> bool:
        """Whether the rule is asked for, though it may be off."""
        return self.select is not None and rule.name in self.select.names - self.ignore.names

    def shows(self, finding: Finding) -> bool:
        """Whether a finding is shown, the vital ones aside, which always are."""
        problem = finding.problem
        return self.shows_rule(finding.rule) and self.shows_place(
            problem.location.path, problem.subject
        )

    def shows_rule(self, name: str) -> bool:
        """Whether what the rule of this name finds is shown."""
        selected = self.select is None or name in self.select.names
        return selected and name not in self.ignore.names

    def shows_place(self, path: str, subject: str) -> bool:
        """Whether what stands in this file, on this subject, is shown."""
        return self.scope is None or self.scope.holds(path, subject)

    @property
    def is_of_all(self) -> bool:
        """Whether every rule is asked for, also those that are off."""
        return self.select is not None and EVERY_RULE in self.select.words

    def __str__(self) -> str:
        """What it is limited to, in words; blank where nothing is left out."""
        parts = (
            f"on {listed_briefly(self.scope.words)}" if self.scope else "",
            f"of {listed_briefly(self.select.words)}" if self.select and not self.is_of_all else "",
            f"without those of {listed_briefly(self.ignore.words)}" if self.ignore.words else "",
        )
        return ", ".join(part for part in parts if part)


EVERYTHING = Selection()


def rules_named(words: Sequence[str], rules: Sequence[Rule] = RULES) -> RuleChoice:
    """The rules that these words name: rules, families or `all`.

    Raises CannotRun with a did-you-mean for a word that is none of them.
    """
    by_word = {EVERY_RULE: [rule.name for rule in rules]}
    for rule in rules:
        by_word.setdefault(rule.family, []).append(rule.name)
    by_word.update({rule.name: [rule.name] for rule in rules})
    chosen: set[str] = set()
    for word in words:
        if word not in by_word:
            raise CannotRun(there_is_no("rule or family", word, by_word))
        chosen.update(by_word[word])
    return RuleChoice(tuple(words), frozenset(chosen))


def there_is_no(what: str, word: str, known: Iterable[str]) -> str:
    """What to tell who names a rule that does not exist."""
    hint = did_you_mean(word, known) or "`evtrack explain` lists them all."
    return f"there is no {what} `{word}`. {hint}"


def selection_of(select: RuleChoice | None, ignore: RuleChoice | None) -> Selection:
    """The selection of what a user asked for. Raises CannotRun where no rule is left by it."""
    selection = Selection(select, ignore or RuleChoice())
    if not any(selection.shows_rule(rule.name) for rule in RULES):
        raise CannotRun("--ignore leaves no rule, and a run without rules must not pass")
    return selection


def scope_of(words: Sequence[str], ledger: Ledger, here: Path) -> Scope:
    """What these words name.

    A claim stands for itself and the sources that it links. A path is taken as from `here` and as
    from the project's root, and a folder stands for the project's files in it. Raises CannotRun
    with a did-you-mean for a word that names nothing of the project.
    """
    files = _files(ledger)
    folders = {folder for file in files for folder in _with_folders(file)}
    paths: set[str] = set()
    subjects: set[str] = set()
    for word in words:
        named = {_from_root(base, word, ledger) for base in (here, ledger.config.root)} & folders
        paths |= named
        if word in ledger.links_of:
            subjects |= {word, *(link.citekey for link in ledger.links_of[word])} - {""}
        elif word in ledger.sources:
            subjects.add(word)
        elif not named:
            hint = did_you_mean(word, (*ledger.links_of, *ledger.sources, *files))
            raise CannotRun(f"`{word}` is no claim, source or file of this project. {hint}".strip())
    return Scope(tuple(words), frozenset(paths), frozenset(subjects))


def _files(ledger: Ledger) -> tuple[str, ...]:
    inputs = (file.path for file in ledger.inputs)
    return (*inputs, *([ledger.config.file] if ledger.config.file else ()))


def _with_folders(path: str) -> list[str]:
    """The path and each folder that it lies in, up to the root."""
    parts = path.split("/")
    return [*("/".join(parts[: n + 1]) for n in range(len(parts))), "."]


def _from_root(base: Path, word: str, ledger: Ledger) -> str:
    if not word or "\0" in word:  # no path
        return word
    return Path(os.path.relpath(base / word, ledger.config.root)).as_posix()
