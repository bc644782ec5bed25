"""`coverage`: how much of the article stands on claims, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evtrack.coverage.anchors import Fate
from evtrack.coverage.gates import Gate
from evtrack.coverage.measured import Measured
from evtrack.coverage.sections import Section
from evtrack.coverage.sentences import Coverage, CoveredSentence
from evtrack.phrases import counted, excerpt, listed
from evtrack.render.percent import colour_of, in_percent
from evtrack.render.terminal import Terminal, beginning, cells

_NARROWEST_TABLE = 72
_COUNTS = ("Sentences", "Carried", "Supported", "Cover")
_GAP = "  "
_SHORTEST_NAME = 20
_SHORTEST_MISSING = 14
_MOST_LINES_MISSING = 3  # of one section, where not all are asked for
_BAR_WIDTH = 40
_BETWEEN = "   "  # what the signs of the bar mean
_LONGEST_HEADING = 120
_LONGEST_SENTENCE = 300

_NEEDS = {
    "citation": "a citation",
    "number": "a number",
    "cause": "cause or effect",
    "comparison": "a comparison",
    "superlative": "a sweeping word",
    "research": "talk of research",
}
"""What the signs that a sentence needs evidence are called."""

_PLURALS = {
    "heading": "headings",
    "switched off": "switched off",
    "reference list": "in the reference list",
    "question": "questions",
    "fragment": "fragments",
}


def coverage_text(
    measured: Measured, gates: Sequence[Gate], most: int | None, terminal: Terminal
) -> str:
    """A line a section and the total, what needs evidence most, and whether the gates are passed.

    Of the uncovered sentences `most` are shown; all of them, and all missing lines, for None.
    """
    parts = (
        _title(measured, terminal),
        _sections(measured, most, terminal),
        _summary(measured, terminal),
        _uncovered(measured, most, terminal),
        _gates(gates, terminal),
    )
    blocks = ("".join(f"{line}\n" for line in part) for part in parts)
    return "\n".join(block for block in blocks if block)


def gate_line(gate: Gate) -> str:
    """What a gate asks for and, where the article falls short, by how much."""
    asked = f"{gate.name} is {gate.least:g}%"
    if gate.percent is None:
        return f"{asked}, and there is no sentence to measure"
    reached = f"{gate.percent:g}% of the sentences {_CARRIED_BY[gate.name]}"
    if gate.passed:
        return f"{reached}; {asked}"
    more = f"{counted(gate.short, 'more sentence')} {'is' if gate.short == 1 else 'are'} needed"
    return f"{reached}, but {asked}: {more}"


_CARRIED_BY = {
    "min-coverage": "stand on a claim",
    "min-supported": "stand on claims with moderate or strong support",
}


def _title(measured: Measured, terminal: Terminal) -> Iterator[str]:
    article = measured.article
    is_named = article.title != article.path
    title = f": {excerpt(article.title, _LONGEST_HEADING)}" if is_named else ""
    yield terminal.paint(terminal.wrap(f"{article.path}{title}", hanging=_GAP), "bold")


# Sections


def _sections(measured: Measured, most: int | None, terminal: Terminal) -> Iterator[str]:
    if not measured.sections:
        return iter(())
    names = _names(measured.sections)
    if terminal.width < _NARROWEST_TABLE:
        return _list(measured, names, most, terminal)
    return _table(measured, names, most, terminal)


def _names(sections: Sequence[Section]) -> list[str]:
    """The headings, indented by their level; one that no heading has takes no room."""
    levels = sorted({section.level for section in sections if section.level})
    return [
        _GAP * levels.index(section.level) + excerpt(section.heading, _LONGEST_HEADING)
        if section.level
        else "(before the first heading)"
        for section in sections
    ]


def _table(
    measured: Measured, names: Sequence[str], most: int | None, terminal: Terminal
) -> Iterator[str]:
    missing = [section.missing for section in measured.sections]
    name_width, missing_width = _widths(names, missing, terminal.width)
    heads = _GAP.join(("Section".ljust(name_width), *_COUNTS, "Missing lines"))
    yield terminal.paint(heads, "bold")
    rule = terminal.paint("─" * cells(heads), "dim")
    yield rule
    for name, section in zip(names, measured.sections, strict=True):
        first, *others = _missing_in_lines(section.missing, missing_width, most)
        row = f"{_padded(name, name_width)}{_GAP}{_counts(section.coverage, terminal)}{_GAP}{first}"
        yield row.rstrip()
        behind = " " * (name_width + sum(len(_GAP) + len(head) for head in (*_COUNTS, "")))
        yield from (f"{behind}{line}" for line in others)
    yield rule
    total = terminal.paint(_padded("TOTAL", name_width), "bold")
    yield f"{total}{_GAP}{_counts(measured.total, terminal)}"


def _widths(names: Sequence[str], missing: Sequence[str], width: int) -> tuple[int, int]:
    """How wide the names, and how wide the missing lines may be."""
    free = width - sum(len(_GAP) + len(head) for head in (*_COUNTS, ""))
    longest = max(_SHORTEST_NAME, *map(cells, names))
    wanted = max(_SHORTEST_MISSING, *map(len, missing))
    name_width = min(longest, free - min(wanted, max(_SHORTEST_MISSING, free - longest)))
    return name_width, free - name_width


def _padded(name: str, width: int) -> str:
    shown = "".join(beginning(name, width))
    return shown + " " * (width - cells(shown))


def _counts(coverage: Coverage, terminal: Terminal) -> str:
    percent = in_percent(coverage.percent).rjust(len(_COUNTS[-1]))
    numbers = (coverage.in_scope, coverage.carried, coverage.supported)
    return _GAP.join(
        (
            *(f"{n:,}".rjust(len(head)) for n, head in zip(numbers, _COUNTS[:-1], strict=True)),
            terminal.paint(percent, colour_of(coverage.percent) or "dim"),
        )
    )


def _missing_in_lines(missing: str, width: int, most: int | None) -> list[str]:
    """The ranges in lines of this width; where there are too many, how many more there are."""
    ranges = missing.split(", ")
    lines = [""]
    for number, each in enumerate(ranges):
        piece = each if number + 1 == len(ranges) else f"{each},"
        if not lines[-1]:
            lines[-1] = piece
        elif len(lines[-1]) + 1 + len(piece) <= width:
            lines[-1] += f" {piece}"
        elif most is not None and len(lines) == _MOST_LINES_MISSING:
            return [*lines, f"… {len(ranges) - number:,} more"]
        else:
            lines.append(piece)
    return lines


def _list(
    measured: Measured, names: Sequence[str], most: int | None, terminal: Terminal
) -> Iterator[str]:
    for name, section in zip(names, measured.sections, strict=True):
        indent = " " * (len(name) - len(name.lstrip(" ")))
        beneath = f"{indent}{_GAP}"
        yield terminal.wrap(name.strip(), indent=indent, hanging=f"{beneath}{_GAP}")
        yield f"{beneath}{_numbers(section.coverage, terminal)}"
        head = f"{beneath}missing lines "
        first, *others = _missing_in_lines(section.missing, terminal.width - len(head), most)
        if first:
            yield f"{head}{first}"
        yield from (f"{' ' * len(head)}{line}" for line in others)
    yield terminal.paint("─" * terminal.width, "dim")
    yield terminal.paint("TOTAL", "bold")
    yield f"{_GAP}{_numbers(measured.total, terminal)}"


def _numbers(coverage: Coverage, terminal: Terminal) -> str:
    percent = terminal.paint(in_percent(coverage.percent), colour_of(coverage.percent) or "dim")
    return (
        f"{percent}, {coverage.carried:,} of {coverage.in_scope:,} carried, "
        f"{coverage.supported:,} supported"
    )


# What the numbers mean


def _summary(measured: Measured, terminal: Terminal) -> Iterator[str]:
    total = measured.total
    if total.in_scope:
        yield from _bar(total, terminal)
    yield terminal.wrap(coverage_sentence(total))
    for line in _asides(measured):
        yield terminal.wrap(line, hanging=_GAP)


def coverage_sentence(total: Coverage) -> str:
    """`64% of the article's 59 sentences stand on a claim`, and how many on a good one."""
    if not total.in_scope:
        return "The article has no sentence in scope, so there is nothing to measure."
    number = "one sentence" if total.in_scope == 1 else f"{total.in_scope:,} sentences"
    return (
        f"{in_percent(total.percent)} of the article's {number} "
        f"{'stands' if total.in_scope == 1 else 'stand'} on a claim, "
        f"{in_percent(total.percent_supported)} on claims with moderate or strong support."
    )


def _bar(total: Coverage, terminal: Terminal) -> Iterator[str]:
    parts = (
        ("█", "green", total.supported, "supported"),
        ("▒", "yellow", total.carried - total.supported, "on claims with less support"),
        ("░", "dim", total.in_scope - total.carried, "on no claim"),
    )
    so_far = 0
    bar = ""
    for glyph, style, number, _ in parts:
        start = round(_BAR_WIDTH * so_far / total.in_scope)
        so_far += number
        end = round(_BAR_WIDTH * so_far / total.in_scope)
        bar += terminal.paint(glyph * (end - start), style)
    yield bar
    legend = [(glyph, style, f" {number:,} {what}") for glyph, style, number, what in parts]
    fits = cells(_BETWEEN.join(f"{glyph}{text}" for glyph, _, text in legend)) <= terminal.width
    yield (_BETWEEN if fits else "\n").join(
        f"{terminal.paint(glyph, style)}{text}" for glyph, style, text in legend
    )
    yield ""


def _asides(measured: Measured) -> Iterator[str]:
    if measured.outside:
        yield f"Out of scope: {listed([_outside(*each) for each in measured.outside.items()])}."
    astray = {
        **{fate.value: number for fate, number in measured.anchors.items() if fate != Fate.FOUND},
        "missing": measured.unanchored,
    }
    if measured.unanchored and not any(measured.anchors.values()):
        yield (
            "No claim has an anchor: put the article's own words into the column `anchor` of each "
            "claim, and evtrack finds where it stands."
        )
    elif any(astray.values()):
        told = listed([f"{number:,} {fate}" for fate, number in astray.items() if number])
        yield f"Anchors that carry nothing: {told}; `evtrack check --select article` names them."


def _outside(reason: str, number: int) -> str:
    return f"{number:,} {excerpt(reason) if number == 1 else _PLURALS.get(reason, excerpt(reason))}"


# What needs evidence


def _uncovered(measured: Measured, most: int | None, terminal: Terminal) -> Iterator[str]:
    total = len(measured.uncovered)
    sentences = measured.uncovered[:most]
    if not sentences:
        return
    yield terminal.wrap(_uncovered_head(measured.uncovered, len(sentences)), hanging=_GAP)
    for covered in sentences:
        yield ""
        yield from _sentence(covered, terminal)
    if total > len(sentences):
        yield ""
        yield f"{total - len(sentences):,} more: `evtrack coverage --all`"


def _uncovered_head(uncovered: Sequence[CoveredSentence], shown: int) -> str:
    total, needy = len(uncovered), sum(bool(covered.needs) for covered in uncovered)
    head = f"{counted(total, 'sentence')} {'stands' if total == 1 else 'stand'} on no claim"
    signs = "signs of needing evidence, such as a number or a cause"
    if not needy:
        head += f", without {signs}"
    elif needy < total:
        head += f"; {needy:,} {'has' if needy == 1 else 'have'} {signs}"
    else:
        head += f", with {signs}"
    return f"{head}:" if shown == total else f"{head}. First:"


def _sentence(covered: CoveredSentence, terminal: Terminal) -> Iterator[str]:
    why = f"{_GAP}{listed([_NEEDS[need] for need in covered.needs])}" if covered.needs else ""
    place = str(covered.sentence.location)
    head = terminal.wrap(f"{place}{why}", hanging=_GAP * 2)
    yield terminal.paint(head, "cyan")
    words = excerpt(covered.sentence.text, _LONGEST_SENTENCE)
    yield terminal.wrap(words, indent=_GAP * 2, hanging=_GAP * 2)


# Gates


def _gates(gates: Sequence[Gate], terminal: Terminal) -> Iterator[str]:
    for gate in gates:
        word, colour = ("passed", "green") if gate.passed else ("failed", "red")
        line = terminal.wrap(f"{word}: {gate_line(gate)}", hanging=_GAP)
        yield line.replace(word, terminal.paint(word, colour, "bold"), 1)
