"""`[tool.evtrack]` in pyproject.toml, or the same keys in evtrack.toml, as a frozen Config."""

import os
import re
import warnings
from collections.abc import Callable, Collection, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from evtrack.errors import CannotRun, reason_of
from evtrack.phrases import excerpt
from evtrack.suggest import did_you_mean
from evtrack.words import Certainty, Design, Question, Severity

if TYPE_CHECKING:
    from evtrack.toml_places import Place

CONFIG_FILES = ("evtrack.toml", "pyproject.toml")
TABLE_IN_PYPROJECT = ("tool", "evtrack")

SYNTHESIS_OF_RCT = "synthesis-of-rct"
SYNTHESIS_OF_OBSERVATIONAL = "synthesis-of-observational"
BLANK_DESIGN = "blank"
START_ROWS = (
    SYNTHESIS_OF_RCT,
    SYNTHESIS_OF_OBSERVATIONAL,
    *(design.value for design in Design if not design.pools_studies),
    BLANK_DESIGN,
)


class Acceptance(NamedTuple):
    """A finding that somebody has agreed to live with.

    `where` is a claim id or a citekey, `until` the last day on which it holds, `line` its place
    in the config file. Without a `reason` it does not hold.
    """

    rule: str
    where: str
    reason: str
    until: date | None
    line: int

    def holds_on(self, today: date | None) -> bool:
        """Whether it has a reason and has not expired."""
        return bool(self.reason) and not self.expired_on(today)

    def expired_on(self, today: date | None) -> bool:
        """Whether its last day has passed; without a date it never has."""
        return today is not None and self.until is not None and today > self.until


class Thresholds(NamedTuple):
    """The numbers of the judgement (design, section 3).

    `participants`: fewer than these are imprecise. `strong_certainty` and `moderate_certainty`: the
    rungs of the ladder, 1 to 4. `units`: how many units at a rung do the work of a synthesis.
    """

    participants: int = 400
    strong_certainty: int = 4
    moderate_certainty: int = 3
    units: int = 2


class Config(NamedTuple):
    """The settings of a project.

    `file` is the name of the file they came from, or None. Paths are relative to `root`. `rules`
    maps a rule's name to its severity, or to None where it is off, and `rule_lines` to the line
    that says so. `start` holds overrides of single cells of the start table: question, then row
    (`START_ROWS`), then certainty 1 to 4.
    `templates` is the folder of the project's own templates of the report.
    `max_age` is in days; a link checked longer ago is stale. `own_names` are the article's authors
    and publisher, `baseline` the file of findings that were there when evtrack was introduced,
    `retractions` a list of what was retracted.
    `min_coverage` and `min_supported` are the least percentages of the article's sentences; those
    that match a pattern of `leave_out` are out of scope.
    """

    root: Path
    file: str | None = None
    article: str | None = None
    claims: str = "claims.csv"
    references: tuple[str, ...] = ("references.bib",)
    sources: str = "sources"
    reports: str = "reports"
    templates: str | None = None
    fail_on: Severity = Severity.ERROR
    rules: Mapping[str, Severity | None] = MappingProxyType({})
    accept: tuple[Acceptance, ...] = ()
    start: Mapping[Question, Mapping[str, int]] = MappingProxyType({})
    thresholds: Thresholds = Thresholds()
    max_age: int = 1095
    own_names: tuple[str, ...] = ()
    baseline: str = "evtrack-baseline.json"
    retractions: str | None = None
    min_coverage: float | None = None
    min_supported: float | None = None
    leave_out: tuple[re.Pattern[str], ...] = ()
    rule_lines: Mapping[str, int] = MappingProxyType({})


DEFAULT_ARTICLE = "article.md"
LOCK_FILE = "evtrack.lock"
"""The record of who reviewed which link; a project has one, and its name is not a setting."""

_MOST_CERTAIN = int(max(Certainty))
HIGHEST = 999_999_999
"""The largest whole number of a setting: the days that a timedelta holds."""

_Key = tuple[str | int, ...]
_Word = TypeVar("_Word", bound=StrEnum)


class _RuleSetting(StrEnum):
    OFF = "off"
    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


def find_config(directory: Path) -> Config:
    """The config of the project that this directory belongs to.

    The nearest directory upward with an `evtrack.toml`, or a `pyproject.toml` that has
    `[tool.evtrack]`, is the project's root; without one it is the directory itself, with defaults.
    Raises CannotRun for a directory that is none, and for a config that can't be read.
    """
    if not os.path.isdir(directory):  # pathlib's raises where it may not look
        raise CannotRun(f"{directory}: not a directory; name the project's folder with --project")
    start = directory.resolve()
    for folder in (start, *start.parents):
        if config := _config_in(folder):
            return config
    return _with_default_article(Config(root=start))


def config_of(folder: Path) -> Config:
    """The config in this very folder, with defaults where it has none; raises as above."""
    root = folder.resolve()
    return _config_in(root) or _with_default_article(Config(root=root))


def _config_in(folder: Path) -> Config | None:
    for name in CONFIG_FILES:
        if os.path.isfile(folder / name) and (config := read_config(folder / name)):
            return config
    return None


def read_config(path: Path) -> Config | None:
    """The settings of one file; None for a pyproject.toml that has no `[tool.evtrack]`.

    Raises CannotRun with file, line and key for what is not TOML, not a key, or not of its type.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CannotRun(f"{path.name}: can't be read: {reason_of(error)}") from error
    return config_in(data, path)


def config_in(data: bytes, path: Path) -> Config | None:
    """The same of bytes that stand, or could stand, in this file."""
    text = _text_of(data, path)
    settings: Any = _toml_in(text, path)
    above: tuple[str, ...] = ()
    if path.name == "pyproject.toml":
        above = TABLE_IN_PYPROJECT
        for name in above:
            settings = settings.get(name) if isinstance(settings, dict) else None
        if settings is None:
            return None
    reader = _Reader(path, text, above)
    return _with_default_article(reader.config(reader.table(above, settings)))


def _text_of(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotRun(f"{path.name}: not in UTF-8; save it as UTF-8") from None


def _toml_in(text: str, path: Path) -> dict[str, Any]:
    import tomllib  # late: many projects have no config

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise CannotRun(f"{path.name}: nested too deeply to be read; make it flatter") from None
    except ValueError as error:  # not only TOMLDecodeError: a number may have too many digits
        raise CannotRun(f"{path}: {error}; mend the file's TOML") from error


def _with_default_article(config: Config) -> Config:
    article = config.root / DEFAULT_ARTICLE
    if config.article is None and os.path.isfile(article) and os.path.getsize(article):
        return config._replace(article=DEFAULT_ARTICLE)
    return config


class _Reader:
    """Turns the tables of one file into settings; its errors name file, line and key.

    Each key is the whole of it, from the top of the file on.
    """

    def __init__(self, path: Path, text: str, above: _Key) -> None:
        self.path = path
        self.root = path.parent.resolve()
        self.text = text
        self.above = above

    def config(self, data: Mapping[str, Any]) -> Config:
        readers: dict[str, Callable[[_Key, Any], Any]] = {
            "article": self.path_inside,
            "claims": self.path_inside,
            "references": self.paths_inside,
            "sources": self.path_inside,
            "reports": self.path_inside,
            "templates": self.path_inside,
            "fail-on": self.word(Severity),
            "rules": self.severities,
            "accept": self.acceptances,
            "start": self.start_cells,
            "thresholds": self.thresholds,
            "max-age": self.whole_number,
            "own-names": self.texts,
            "baseline": self.path_of_our_own,
            "retractions": self.path_inside,
            "min-coverage": self.percentage,
            "min-supported": self.percentage,
            "leave-out": self.patterns,
        }
        self.refuse_unknown(self.above, data, readers)
        settings = {
            name.replace("-", "_"): readers[name]((*self.above, name), value)
            for name, value in data.items()
        }
        rule_lines = {
            name: self.places.line_of(*self.above, "rules", name) for name in data.get("rules", ())
        }
        return Config(root=self.root, file=self.path.name, rule_lines=rule_lines, **settings)

    @cached_property
    def places(self) -> "Place":
        from evtrack.toml_places import places_in

        return places_in(self.text)

    def fail(self, key: _Key, message: str) -> CannotRun:
        return CannotRun(f"{self.path.name}:{self.places.line_of(*key)}: {message}")

    def refuse_unknown(self, key: _Key, data: Mapping[str, Any], known: Collection[str]) -> None:
        for name in data:
            if name not in known:
                raise self.fail((*key, name), f"unknown key `{name}`. {_hint(name, data, known)}")

    def table(self, key: _Key, value: Any) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise self.fail(key, f"`{_name(key)}` must be a table")
        return value

    def string(self, key: _Key, value: Any) -> str:
        if not isinstance(value, str):
            raise self.fail(key, f"`{_name(key)}` must be a text in quotes")
        return value

    def filled(self, key: _Key, value: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self.fail(key, f"`{_name(key)}` must be a text that is not blank, in quotes")
        return value

    def whole_number(self, key: _Key, value: Any, highest: int = HIGHEST) -> int:
        if type(value) is not int or not 1 <= value <= highest:  # a bool is an int too
            raise self.fail(key, f"`{_name(key)}` must be a whole number from 1 to {highest}")
        return value

    def percentage(self, key: _Key, value: Any) -> float:
        if type(value) not in (int, float) or not 0 <= value <= 100:
            raise self.fail(key, f"`{_name(key)}` must be a number from 0 to 100")
        return float(value)

    def word(self, words: type[_Word]) -> Callable[[_Key, Any], _Word]:
        def read(key: _Key, value: Any) -> _Word:
            word = self.filled(key, value)
            try:
                return words(word)
            except ValueError:
                hint = did_you_mean(word, list(words)) or f"Known are: {', '.join(words)}."
                raise self.fail(key, f"`{_name(key)}` can't be {word!r}. {hint}") from None

        return read

    def path_inside(self, key: _Key, value: Any) -> str:
        path = Path(self.filled(key, value))
        if path.is_absolute() or "\0" in value:
            raise self.fail(key, f"`{_name(key)}` must be a path from the project's folder on")
        if not Path(os.path.realpath(self.root / path)).is_relative_to(self.root):
            message = f"`{_name(key)}` must stay inside the project, and {value!r} does not"
            raise self.fail(key, message)
        return path.as_posix()

    def paths_inside(self, key: _Key, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not value:
            raise self.fail(key, f"`{_name(key)}` must be a list of at least one file")
        paths = [self.path_inside((*key, n), item) for n, item in enumerate(value)]
        files = [os.path.realpath(self.root / path) for path in paths]
        for n, file in enumerate(files):
            if file in files[:n]:
                raise self.fail((*key, n), f"`{_name(key)}` has {paths[n]!r} twice; remove one")
        return tuple(paths)

    def path_of_our_own(self, key: _Key, value: Any) -> str:
        path = self.path_inside(key, value)
        if Path(path).name in CONFIG_FILES:
            raise self.fail(key, f"`{_name(key)}` can't be {value!r}, which would be a config")
        return path

    def texts(self, key: _Key, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise self.fail(key, f"`{_name(key)}` must be a list of texts in quotes")
        return tuple(self.filled((*key, n), item) for n, item in enumerate(value))

    def patterns(self, key: _Key, value: Any) -> tuple[re.Pattern[str], ...]:
        return tuple(self.pattern((*key, n), text) for n, text in enumerate(self.texts(key, value)))

    def pattern(self, key: _Key, text: str) -> re.Pattern[str]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")  # what Python may come to read in another way
                return re.compile(text)
        except (re.error, OverflowError, RecursionError, Warning) as error:
            message = f"`{_name(key)}` can't be {excerpt(text)!r}, which is no regular expression"
            raise self.fail(key, f"{message}: {error}") from None

    def severities(self, key: _Key, value: Any) -> dict[str, Severity | None]:
        severity = self.word(_RuleSetting)
        settings = {
            name: severity((*key, name), word) for name, word in self.table(key, value).items()
        }
        return {
            name: None if word is _RuleSetting.OFF else Severity(word)
            for name, word in settings.items()
        }

    def acceptances(self, key: _Key, value: Any) -> tuple[Acceptance, ...]:
        if not isinstance(value, list):
            raise self.fail(
                key, f"`accept` must be written as [[{'.'.join(map(str, key))}]] tables"
            )
        return tuple(self.acceptance((*key, n), item) for n, item in enumerate(value))

    def acceptance(self, key: _Key, value: Any) -> Acceptance:
        data = self.table(key, value)
        self.refuse_unknown(key, data, ("rule", "where", "reason", "until"))
        for required in ("rule", "where"):
            if required not in data:
                raise self.fail(key, f"this acceptance has no `{required}`; add one")
        until = data.get("until")
        if until is not None and type(until) is not date:  # a datetime is a date too
            message = "`until` must be a day such as 2027-01-31, without quotes and time"
            raise self.fail((*key, "until"), message)
        return Acceptance(
            rule=self.filled((*key, "rule"), data["rule"]),
            where=self.filled((*key, "where"), data["where"]),
            reason=self.string((*key, "reason"), data.get("reason", "")).strip(),
            until=until,
            line=self.places.line_of(*key),
        )

    def start_cells(self, key: _Key, value: Any) -> dict[Question, dict[str, int]]:
        columns = self.table(key, value)
        self.refuse_unknown(key, columns, tuple(Question))
        return {
            Question(name): self.start_column((*key, name), cells)
            for name, cells in columns.items()
        }

    def start_column(self, key: _Key, value: Any) -> dict[str, int]:
        cells = self.table(key, value)
        self.refuse_unknown(key, cells, START_ROWS)
        return {
            row: self.whole_number((*key, row), level, _MOST_CERTAIN)
            for row, level in cells.items()
        }

    def thresholds(self, key: _Key, value: Any) -> Thresholds:
        data = self.table(key, value)
        known = {name.replace("_", "-"): name for name in Thresholds._fields}
        self.refuse_unknown(key, data, known)
        thresholds = Thresholds(
            **{
                known[name]: self.whole_number((*key, name), number, _highest(name))
                for name, number in data.items()
            }
        )
        if thresholds.moderate_certainty > thresholds.strong_certainty:
            raise self.fail(key, "`moderate-certainty` can't be above `strong-certainty`")
        return thresholds


def _hint(name: str, data: Mapping[str, Any], known: Collection[str]) -> str:
    above = ".".join(TABLE_IN_PYPROJECT)
    if name == TABLE_IN_PYPROJECT[0] and isinstance(data[name], dict) and "evtrack" in data[name]:
        return f"In evtrack.toml the keys stand without `{above}`: remove that from each header."
    return did_you_mean(name, known) or f"Known are: {', '.join(known)}."


def _name(key: _Key) -> str:
    """The key's own name; for an item of a list, the list's."""
    return next(part for part in reversed(key) if isinstance(part, str))


def _highest(threshold: str) -> int:
    return _MOST_CERTAIN if threshold.endswith("-certainty") else HIGHEST
