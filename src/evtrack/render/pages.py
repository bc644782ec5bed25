"""The evidence report for people: one self-contained HTML page, and Markdown for a pull request.

Templates (evtrack.render.templating) are given `document` (evtrack.render.document), `calibration`
and, for HTML, `matrix` (evtrack.render.tables) or None, and `article` (evtrack.render.article_view)
or None; `claims` and `sources`, the document's by id and by citekey; `weightiest`, the sources with
most claims first; `findings_on`, the findings by claim id or citekey; `urgent` and `pressing`, the
claims that need attention in groups, the first few and the next, `overlooked`, how many more there
are, and `urgency`, the place of each by id.
What of this a project's own templates may rely on: docs/reference/templates.md.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from evtrack.appraisal.certainty import signed
from evtrack.appraisal.start import in_words
from evtrack.appraisal.verdict import calibrate
from evtrack.phrases import counted
from evtrack.render.claim_facets import choices, flags_of, section_of
from evtrack.render.percent import in_percent
from evtrack.render.source_list import around_title, designs, hanging, heaviest_first
from evtrack.render.templating import OwnTemplates, Renderer, renderer
from evtrack.render.unchecked_words import unchecked_in_words
from evtrack.render.unread_words import unread_in_words
from evtrack.words import Calibration, Certainty, Design, Stance, Stated, Support

if TYPE_CHECKING:
    from evtrack.render.article_view import ArticleView
    from evtrack.render.tables import Grid

Record = Mapping[str, Any]

MOST_AWAKE = 200
"""Claims, or other items of a list. In a longer one a browser reads the markup as text, until
somebody looks there: 10,000 claims took 16 seconds, and take one (docs/speed.md)."""

_SHOWN_FIRST = 8
_SHOWN_AT_ALL = 100

_PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,63}", re.ASCII)
_FOLLOWED = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+", re.IGNORECASE)
_NOT_WHITE = frozenset(range(0x20)) - frozenset(b"\t\n\r")
_REORDERING = {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF}
_NO_CHARACTERS = range(0xD800, 0xE000)  # surrogates: a template can write them, no encoding can
_HIDING = {*_NOT_WHITE, *range(0x7F, 0xA0), *_REORDERING, *_NO_CHARACTERS}
_NAMED = {code: f"⟨U+{code:04X}⟩" for code in _HIDING}
_HIDDEN = re.compile(f"[{''.join(map(chr, _HIDING))}]")


def html_page(
    document: Record,
    matrix: Grid | None,
    calibration: Grid,
    article: ArticleView | None = None,
    own: OwnTemplates | None = None,
) -> str:
    """The whole report as one file that needs nothing else; the same for the same input.

    Raises CannotRun, with file and line, where a template of the project fails.
    """
    context = _context(document, calibration) | {
        "matrix": matrix,
        "article": article,
        "choices": choices(document["claims"]),
        "most_awake": MOST_AWAKE,
    }
    return _html(own).render("report.html.j2", context)


def markdown_page(document: Record, calibration: Grid, own: OwnTemplates | None = None) -> str:
    """The report in GitHub-flavoured Markdown, which reads well as plain text too.

    Raises CannotRun, with file and line, where a template of the project fails.
    """
    return _markdown(own).render("report.md.j2", _context(document, calibration))


@cache
def _html(own: OwnTemplates | None) -> Renderer:
    made = renderer(own, _shown)
    _add_filters(made)
    made.environment.filters |= {"claim_anchor": claim_anchor, "source_anchor": source_anchor}
    made.environment.filters |= {"text_anchor": text_anchor, "marked": marked}
    made.environment.filters |= {"around_title": around_title, "hanging": hanging}
    made.environment.filters |= {"flags_of": flags_of, "section_of": section_of}
    made.environment.tests |= {"followable": is_followable}
    return made


@cache
def _markdown(own: OwnTemplates | None) -> Renderer:
    made = renderer(own, _inert, Markdown)
    _add_filters(made)
    for makes_html in ("tojson", "urlize", "xmlattr"):
        del made.environment.filters[makes_html]
    made.environment.filters |= {"claim_heading": claim_heading, "linked": linked}
    made.environment.filters |= dict.fromkeys(("e", "escape", "forceescape"), _inert)
    return made


def _add_filters(made: Renderer) -> None:
    made.environment.tests |= {"judged_for_bias": is_judged_for_bias}
    made.environment.filters |= {
        "spaced": spaced,
        "design_in_words": in_words,
        "counted": counted,
        "certainty": certainty,
        "signed": signed,
        "after_colon": after_colon,
        "why": why,
        "by": by,
        "keyed": keyed,
        "same_columns": same_columns,
        "calibration": calibration_of,
        "headline": headline,
        "unchecked_in_words": unchecked_in_words,
        "unread_in_words": unread_in_words,
        "in_percent": in_percent,
    }


def _context(document: Record, calibration: Grid) -> dict[str, Any]:
    findings_on: dict[str, list[Record]] = {}
    for finding in document["findings"]:
        findings_on.setdefault(finding["subject"], []).append(finding)
    claims = {claim["id"]: claim for claim in document["claims"]}
    needy = [claims[claim_id] for claim_id in document["summary"]["attention"]]
    return {
        "document": document,
        "calibration": calibration,
        "claims": claims,
        "sources": {source["citekey"]: source for source in document["sources"]},
        "weightiest": heaviest_first(document["sources"]),
        "designs": designs(document["sources"]),
        "findings_on": findings_on,
        "urgent": _alike(needy[:_SHOWN_FIRST]),
        "pressing": _alike(needy[_SHOWN_FIRST:_SHOWN_AT_ALL]),
        "overlooked": max(len(needy) - _SHOWN_AT_ALL, 0),
        "overstated": sum(claim["calibration"] == Calibration.OVERSTATED for claim in needy),
        "urgency": {claim["id"]: place for place, claim in enumerate(needy)},
    }


def _alike(claims: Iterable[Record]) -> list[list[Record]]:
    """Neighbours that are stated and supported alike, together."""
    grouped = groupby(claims, key=lambda claim: (claim["stated"], claim["support"]))
    return [list(group) for _, group in grouped]


# What templates ask for, in both formats


def spaced(word: str) -> str:
    """A controlled word as it is read: `very-low` is `very low`."""
    return word.replace("-", " ")


def certainty(level: int) -> str:
    """A certainty as it is always printed: `⊕⊕○○ low`."""
    return str(Certainty(level))


def after_colon(reason: str) -> str:
    """What follows the first colon, or all of it where there is none."""
    return reason.partition(": ")[2] or reason


def is_judged_for_bias(design: str | None) -> bool:
    """Whether a source of this design has a risk of bias to be judged."""
    return design is None or Design(design).studies_participants


def by(records: Iterable[Record], *keys: str) -> list[tuple[Any, list[Record]]]:
    """Records in groups that share these keys, the groups in the order of their first record."""
    groups: dict[Any, list[Record]] = defaultdict(list)
    for record in records:
        groups[tuple(record[key] for key in keys)].append(record)
    return list(groups.items())


def keyed(records: Iterable[Record], key: str) -> dict[str, Record]:
    """Records by the value of this key; of several, the last."""
    return {record[key]: record for record in records}


def calibration_of(stated: str, support: str) -> str:
    """How a statement of this kind sits with this verdict."""
    return calibrate(Stated(stated), Support(support)).value


def headline(summary: Record) -> str:
    """The whole report in a line."""
    counts = ", ".join(f"{number} {support}" for support, number in summary["support"].items())
    needy = len(summary["attention"])
    return (
        f"{counted(summary['claims'], 'claim')}: {counts}; "
        f"{needy or 'none'} {'needs' if needy in (0, 1) else 'need'} attention"
    )


def same_columns(start: Mapping[str, Mapping[str, int]]) -> list[tuple[str, Mapping[str, int]]]:
    """The start table with neighbouring questions that share every level in one column."""
    columns: list[tuple[str, Mapping[str, int]]] = []
    for question, levels in start.items():
        if columns and columns[-1][1] == levels:
            columns[-1] = (f"{columns[-1][0]}, {question}", levels)
        else:
            columns.append((question, levels))
    return columns


def why(claim: Record) -> str:
    """The reason for a verdict in one plain sentence."""
    links = claim["evidence"]
    told = [link for link in links if link["counted"]]
    if not links:
        return "No source is linked."
    if not told:
        reasons = dict.fromkeys(after_colon(link["reasons"][0]) for link in links)
        none = "it does not count" if len(links) == 1 else "none counts"
        return f"{counted(len(links), 'source')} linked, but {none}: {'; '.join(reasons)}."
    return f"{_sides(claim, told)}."


def _sides(claim: Record, told: Sequence[Record]) -> str:
    best = certainty(max(link["certainty"] for link in told))
    if claim["support"] == Support.CONTRADICTED:
        only = "The only source that counts contradicts it"
        every = f"All {len(told)} sources that count contradict it"
        return f"{only if len(told) == 1 else every} ({best})"
    if claim["support"] == Support.MIXED:
        return f"{'; '.join(_tally(told))}: {claim['for']} for, {claim['against']} against"
    if len(told) == 1:
        return f"Rests on one source, of {best} certainty"
    return f"{len(told)} sources count, the best of {best} certainty"


def _tally(told: Sequence[Record]) -> Iterator[str]:
    says = {
        Stance.SUPPORTS: ("supports", "support"),
        Stance.CONTRADICTS: ("contradicts", "contradict"),
        Stance.MIXED: ("is mixed", "are mixed"),
    }
    for stance, (one, many) in says.items():
        if number := sum(link["stance"] == stance for link in told):
            yield f"{counted(number, 'source')} {one if number == 1 else many}"


def named(text: str) -> str:
    """The text with control and reordering characters named, so that they can hide nothing."""
    if text.isprintable() or not _HIDDEN.search(text):  # to translate takes ten times as long
        return text
    return text.translate(_NAMED)


# HTML only


def claim_anchor(claim_id: str) -> str:
    """The id of a claim on the page: its own, unless that could clash or break."""
    plain = _PLAIN_NAME.fullmatch(claim_id) and any(c.isdigit() for c in claim_id)
    # The page's own ids hold no digit, those of the sources begin with `source-`,
    # those of the article's words with `text-` and of its headings with `heading-`.
    return (
        claim_id
        if plain and not claim_id.startswith(("source-", "claim-", "text-", "heading-"))
        else (f"claim-{_digest(claim_id)}")
    )


def text_anchor(claim_id: str) -> str:
    """The id of the first of the article's words that carry a claim."""
    return f"text-{claim_anchor(claim_id)}"


def source_anchor(citekey: str) -> str:
    """The id of a source on the page."""
    return f"source-{citekey if _PLAIN_NAME.fullmatch(citekey) else _digest(citekey)}"


def is_followable(url: str) -> bool:
    """Whether a link may lead there: http, https or mailto."""
    return _FOLLOWED.fullmatch(url) is not None


def marked(text: str) -> Markup:
    """The text with what stands in backticks as code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(named(text)))))  # noqa: S704


def _shown(value: Any) -> Any:
    return named(value) if type(value) in (str, Markup) else value


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


# Markdown only


_MARKS = re.compile(r"[\\`*_\[\]|~$]")
_LINE_STARTS = re.compile(r"^(#|[-+>=](?=\s|$)|\d+[.)](?=\s|$))")
_REFERENCES = re.compile(r"(?<!\w)([@#])(?=\w)")
_ZERO_WIDTH = "&#8203;"


def inert(text: str) -> str:
    """The text on one line, with everything that Markdown or HTML would act on made literal.

    A zero-width space keeps GitHub from taking `@word` for a person and `#12` for an issue.
    """
    line = " ".join(named(text).split())
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = _MARKS.sub(r"\\\g<0>", line)
    line = _LINE_STARTS.sub(r"\\\1", line)
    return _REFERENCES.sub(rf"\1{_ZERO_WIDTH}", line)


class Markdown(Markup):
    """Text that is Markdown; what is joined to it is made inert."""

    __slots__ = ()

    @classmethod
    def escape(cls, s: Any, /) -> Markdown:
        """The text made inert, unless it is marked already; blanks around it stay."""
        if isinstance(s, Markup):
            return cls(s)
        text = str(s)
        before, after = (" " * end.isspace() for end in (text[:1], text[-1:]))
        return cls(f"{before}{inert(text)}{after}" if text.strip() else before)


def claim_heading(claim_id: str) -> Markdown:
    """A link to the claim's heading, where GitHub's id for the heading is sure."""
    if re.fullmatch(r"[A-Za-z0-9-]+", claim_id, re.ASCII):
        return Markdown(f"[{claim_id}](#{claim_id.lower()})")
    return _inert(claim_id)


def linked(text: str, url: str) -> Markdown:
    """The text as a link, where the address may be followed and needs no escape."""
    if is_followable(url) and re.fullmatch(r"[\w:/.?=&%#~,;+@-]+", url, re.ASCII):
        return Markdown(f"[{inert(text)}]({url})")
    return _inert(text)


def _inert(value: Any) -> Markdown:
    """The value as Markdown, which Jinja then leaves alone, as it does what is markup already."""
    return Markdown(value if isinstance(value, Markup) else inert(str(value)))
