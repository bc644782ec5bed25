"""The article: what carries the claims, what its citations say, and how much of it is covered."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from evtrack.model import (
    Article,
    Citation,
    Claim,
    Link,
    Location,
    Passage,
    PassageKind,
    Problem,
    Source,
)
from evtrack.phrases import counted, excerpt, listed, listed_briefly
from evtrack.rules.rule import Context
from evtrack.suggest import Suggestions
from evtrack.words import Stance

if TYPE_CHECKING:
    from evtrack.coverage import ArticleCoverage
    from evtrack.coverage.anchors import AnchorMatch, Fate, Place
    from evtrack.coverage.gates import Gate
    from evtrack.coverage.sentences import CoveredSentence

_LONGEST = 100  # characters of the article in a message
_NOT_READ = ("unreadable-row", "missing-claim-id")

# Quarto's manual, "Cross References", and pandoc-crossref's: labels of figures, tables and others.
_CROSS_REFERENCE = re.compile(
    r"(?:fig|suppfig|tbl|eq|sec|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|nte|tip|wrn|imp|"
    r"cau)[:-]",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"[\s~]*+[\[\\<]")  # or a LaTeX command, or an HTML tag
# Before and behind a key in brackets that can be nothing but a citation's.
_PREFIX = (
    r"(?:(?:see|also|but|and|e\.g\.|i\.e\.|cf\.?|compare|reviewed in|in|for example)[*_,]*[\s>]+)"
)
_BEFORE_KEY = rf"[\[;][\s>*_]*{_PREFIX}{{0,3}}-?@\{{?"
_BEHIND_KEY = (
    r"\}?(?=[\s>]*(?:[,;\]{]|\d|§|\[|\Z|(?:pp?|ch|chap|chapter|sec|section|vol|fig|figure|tab|table|"
    r"eq|app|appendix|no|note|para|page|pages|line|lines)\b))"
)
_LONGEST_BRACKETS = 2_000  # characters; in longer ones nothing is certain
_LEAST_LIKENESS_TOLD = 60  # of 100
_FOOTNOTE_MARK = re.compile(r"\[\^")


def anchor_moved(context: Context) -> Iterator[Problem]:
    """The article has the words of a claim's anchor no more, and others that are near them.

    Why it matters: the article was edited, and nobody has looked whether it still says what the
    evidence is about.

    Example: the anchor says that tea "lowers blood pressure slightly", and the article now that it
    "lowers blood pressure". The sentence is not counted as covered until the anchor is its words
    again. Other blanks, quotes, dashes and markup make no difference.

    What to do: read the sentence; if it still states the claim, copy its words to `anchor`
    (`evtrack fix --anchors` does so where little has changed), and else correct the claim too.
    """
    from evtrack.coverage.anchors import Fate  # late: an article has to be read first
    from evtrack.rules.reanchoring import LIKENESS_TO_FIX, says_the_same, words_at
    from evtrack.wording.changes import changed_words

    for claim, match in _anchored(context, Fate.MOVED):
        place = match.places[0]
        words = words_at(place, context.coverage.article) if context.coverage else place.words
        if not says_the_same(claim.anchor, words):
            advice = "Other words may say another thing: see whether the claim still holds."
        elif match.likeness >= LIKENESS_TO_FIX:
            advice = "If it still states the claim, `evtrack fix --anchors` copies its words."
        else:
            advice = "If it still states the claim, copy its words."
        yield Problem(
            f"the article no longer has the anchor of {claim.id} word for word; "
            f"{_at(place)} it says {_quoted(words)}",
            context.cell(claim, "anchor"),
            subject=claim.id,
            help=f"Changed: {changed_words(claim.anchor, words)}. {advice}",
        )


def anchor_lost(context: Context) -> Iterator[Problem]:
    """The words of a claim's anchor stand nowhere in the article, nor anything near them.

    Why it matters: the claim may be one that the article makes no more, or makes in other words
    that nobody has compared with the evidence.

    Example: a sentence that was cut, or written anew.

    What to do: copy the words that carry the claim now to `anchor`, or remove the claim.
    """
    from evtrack.coverage.anchors import Fate  # late: an article has to be read first

    for claim, match in _anchored(context, Fate.LOST):
        yield Problem(
            f"the anchor of {claim.id} stands nowhere in the article",
            context.cell(claim, "anchor"),
            subject=claim.id,
            help=f"{_nearest(match)}Copy the words that carry the claim now, or remove the claim.",
        )


def _nearest(match: AnchorMatch) -> str:
    if not match.places or match.likeness < _LEAST_LIKENESS_TOLD:
        return ""
    place = match.places[0]
    return f"The nearest, {int(match.likeness)}% alike, is {_quoted(place.words)} {_at(place)}. "


def anchor_ambiguous(context: Context) -> Iterator[Problem]:
    """A claim's anchor stands, or may stand, in more than one place.

    Why it matters: it is not known which sentence the claim is about, so none counts as covered.

    Example: the anchor is "Tea is safe", and so begin two sentences of the article.

    What to do: give what stands before or after it in `anchor_prefix` or `anchor_suffix`, or take
    more of the sentence into `anchor`.
    """
    from evtrack.coverage.anchors import Fate  # late: an article has to be read first

    for claim, match in _anchored(context, Fate.AMBIGUOUS):
        places = listed_briefly([f"{line}:{column}" for line, column in _lines_and_columns(match)])
        if match.likeness == 100:
            message = f"the anchor of {claim.id} stands in the article more than once, at {places}"
            help_text = (
                "Give what stands before or after it in `anchor_prefix` or `anchor_suffix`, or "
                "take more words into the anchor."
            )
        else:
            message = (
                f"the article no longer has the anchor of {claim.id} word for word, and it may be "
                f"any of the places {places}"
            )
            help_text = "Copy the words of the place that states the claim now."
        yield Problem(message, context.cell(claim, "anchor"), subject=claim.id, help=help_text)


def missing_anchor(context: Context) -> Iterator[Problem]:
    """A claim without an anchor, where other claims have one.

    Why it matters: it is not known which sentence the claim is about, so an edit of that sentence
    goes unseen, and it counts as uncovered.

    Example: a claim that was added later, with `anchor` left blank.

    What to do: copy the words of the article that carry the claim to `anchor`.
    """
    claims = context.ledger.claims
    if not context.ledger.article or not any(claim.anchor for claim in claims):
        return
    for claim in claims:
        if not claim.anchor:
            yield Problem(
                f"{claim.id} has no anchor",
                context.cell(claim, "anchor"),
                subject=claim.id,
                help="Copy the words of the article that carry the claim.",
            )


def _anchored(context: Context, fate: Fate) -> Iterator[tuple[Claim, AnchorMatch]]:
    """The claims whose anchors have this fate; without any anchor, the article is not read."""
    claims = context.ledger.claims
    if any(claim.anchor for claim in claims) and (coverage := context.coverage):
        for claim in claims:
            match = coverage.anchors.get(claim.id)
            if match and match.fate is fate:
                yield claim, match


def _at(place: Place) -> str:
    return f"on line {place.location.line}"


def _lines_and_columns(match: AnchorMatch) -> list[tuple[int, int]]:
    return sorted((place.location.line, place.location.column) for place in match.places)


def _quoted(words: str) -> str:
    return f"`{excerpt(words, _LONGEST)}`"


def unknown_citation(context: Context) -> Iterator[Problem]:
    """The article cites a key that no entry of the references has.

    Why it matters: the reader gets a question mark, or nothing, where a source should stand.

    Example: `[@ng2002]` where the entry is `ng2020`. A bare `@name` may be somebody's account, and
    is left alone; so are labels of figures and tables, such as `@fig-tea`.

    What to do: correct the key, or add the entry to the references.
    """
    coverage, sources = _if_it_cites(context), context.ledger.sources
    if not coverage:
        return
    text = _text_of(context)
    told: set[str] = set()
    suggestions = Suggestions(sources)
    for citation in _certain(coverage.article, text, sources):
        key = citation.key
        if key not in told and not _CROSS_REFERENCE.match(key):
            told.add(key)
            yield Problem(
                f"the article cites `{excerpt(key)}`, and no entry in the references has that key",
                _place_of(citation, coverage.article, text),
                subject=key,
                help=suggestions.did_you_mean(key)
                or "Add the entry to the references, or correct the key.",
            )


def _certain(article: Article, text: str, known: Collection[str]) -> Iterator[Citation]:
    """What can be nothing but a citation of an unknown key, footnotes' marks last.

    A bare `@name` may be an account, also where a footnote's mark stands for it.
    """
    every = (citation for passage in article.passages for citation in passage.citations)
    bare: set[str] = set()
    marks: list[Citation] = []
    for citation in every:
        if citation.key in known:
            continue
        if _FOOTNOTE_MARK.match(text, citation.start):
            marks.append(citation)
        elif _is_certain(citation, text):
            yield citation
        else:
            bare.add(citation.key)
    yield from (mark for mark in marks if mark.key not in bare)


def _is_certain(citation: Citation, text: str) -> bool:
    """Whether it stands in brackets as citations do: `[see @key, p. 3]`, but not `[by @key]`."""
    brackets = _IN_BRACKETS.match(text, citation.start)
    if not brackets or not brackets[0].endswith("["):
        return brackets is not None
    if citation.end - citation.start > _LONGEST_BRACKETS:
        return False
    key = re.compile(f"{_BEFORE_KEY}{re.escape(citation.key)}{_BEHIND_KEY}", re.IGNORECASE)
    return key.search(text, brackets.end() - 1, citation.end) is not None


def cited_without_claim(context: Context) -> Iterator[Problem]:
    """The article cites a source for a sentence, and no claim of that sentence is linked to it.

    Why it matters: the author thought that the sentence needs this evidence, and nobody has said
    what the source says of it.

    Example: "Tea wakes people up [@ng2020]", and no claim has these words as its anchor; or its
    claim is linked to other sources only. Links of the claims in the same paragraph count for a
    sentence that has a claim, and those of claims that were not found in the article for all.

    What to do: make the sentence a claim, or add the link to the claim that it has.
    """
    coverage = _if_it_cites(context)
    if not coverage or any(unread.rule in _NOT_READ for unread in context.ledger.unread):
        return
    text, sources = _text_of(context), context.ledger.sources
    linked_near = _keys_linked_by_passage(coverage, context)
    placed = {claim_id for covered in coverage.sentences for claim_id in covered.claims}
    linked_anywhere = {link.citekey for link in context.ledger.links if link.claim_id not in placed}
    told: set[str] = set()
    for covered in _citing(coverage):
        linked = linked_near[covered.sentence.passage] if covered.claims else set()
        for key in covered.sentence.citations:
            if key not in sources or key in linked or key in linked_anywhere:
                continue
            if placed or key not in told:
                told.add(key)
                yield Problem(
                    f"{key} is cited here, and {_lack(covered, is_placed=bool(placed))}",
                    _place_in(covered, key, coverage.article, text),
                    subject=key,
                    help="Add the link to the claim."
                    if covered.claims
                    else "Add a claim with the words of the sentence as its anchor.",
                )


def _citing(coverage: ArticleCoverage) -> Iterator[CoveredSentence]:
    """The sentences that cite; what a footnote cites is cited where its mark stands."""
    for covered in coverage.sentences:
        is_note = covered.sentence.kind is PassageKind.NOTE
        if covered.sentence.citations and not covered.outside and not is_note:
            yield covered


def _lack(covered: CoveredSentence, *, is_placed: bool) -> str:
    if covered.claims:
        verb = "is" if len(covered.claims) == 1 else "are"
        return f"{listed_briefly(covered.claims)} {verb} not linked to it"
    return "no claim carries the sentence" if is_placed else "no claim is linked to it"


def _keys_linked_by_passage(
    coverage: ArticleCoverage, context: Context
) -> Mapping[int, Collection[str]]:
    keys: defaultdict[int, set[str]] = defaultdict(set)
    for covered in coverage.sentences:
        for claim_id in covered.claims:
            links = context.ledger.links_of[claim_id]
            keys[covered.sentence.passage].update(link.citekey for link in links)
    return keys


def uncited_in_article(context: Context) -> Iterator[Problem]:
    """A source supports a claim, and the article does not cite it where it makes the claim.

    Why it matters: readers can't look up what they are not told of; or the link names the wrong
    source.

    Example: C1 is linked to `ng2020`, and the paragraph with its anchor cites `oz2021` only. A
    citation anywhere in the paragraph counts, or above the list, and so does another report of the
    same `study`. Articles that cite no source of the references are left alone, and so are tables.

    What to do: cite the source there, or correct the link.
    """
    from evtrack.coverage.anchors import Fate  # late: an article has to be read first

    coverage = _if_it_cites(context)
    if not coverage:
        return
    passages, sources = coverage.article.passages, context.ledger.sources
    cited = {each.key for passage in passages for each in passage.citations} & sources.keys()
    if not cited:
        return
    above = _above_lists(passages)
    for claim in context.ledger.claims:
        match = coverage.anchors.get(claim.id)
        if not match or match.fate is not Fate.FOUND:
            continue
        place = match.places[0]
        if passages[place.first].kind is PassageKind.CELL:  # one that only cites is no passage
            continue
        around = (passages[above[place.first]], *passages[place.first : place.last + 1])
        cited_there = {each.key for passage in around for each in passage.citations}
        for link in _unlike(context.ledger.links_of[claim.id], cited_there, sources):
            where = " where it makes the claim" if link.citekey in cited else ""
            yield Problem(
                f"{link.citekey} supports {claim.id}, and the article does not cite it{where}",
                context.cell(link, "citekey"),
                subject=claim.id,
                help=f"Cite it {_at(place)} of {coverage.article.path}, or correct the link.",
            )


def _above_lists(passages: Sequence[Passage]) -> Sequence[int]:
    """For each item of a list the number of the passage above the list; else its own number."""
    above: list[int] = []
    for number, passage in enumerate(passages):
        is_item = passage.kind is PassageKind.ITEM and number
        above.append(above[-1] if is_item else number)
    return above


def _unlike(
    links: Iterable[Link], cited: Collection[str], sources: Mapping[str, Source]
) -> Iterator[Link]:
    """The supporting links to sources none of whose reports is cited, in whatever case."""
    supporting = (link for link in links if link.stance is Stance.SUPPORTS)
    uncited = [each for each in supporting if each.citekey in sources and each.citekey not in cited]
    if uncited:
        folded = {key.casefold() for key in cited}
        studies = {sources[key].appraisal.study for key in cited if key in sources} - {""}
        for link in uncited:
            is_cited = link.citekey.casefold() in folded
            if not is_cited and sources[link.citekey].appraisal.study not in studies:
                yield link


def _if_it_cites(context: Context) -> ArticleCoverage | None:
    """The coverage of an article that may cite; one that can't is not read."""
    if not context.ledger.article:
        return None
    text = _text_of(context)
    return context.coverage if "@" in text or "cite" in text else None


def _text_of(context: Context) -> str:
    article, inputs = context.ledger.article, context.ledger.inputs
    return next((each.text for each in inputs if article and each.path == article.path), "")


def _place_in(covered: CoveredSentence, key: str, article: Article, text: str) -> Location:
    """Where the sentence cites this key."""
    sentence = covered.sentence
    citations = article.passages[sentence.passage].citations
    behind = (each for each in citations if each.key == key and each.start >= sentence.start)
    citation = next(behind, None)
    return _place_of(citation, article, text) if citation else sentence.location


def _place_of(citation: Citation, article: Article, text: str) -> Location:
    """Where the key stands; else the whole citation, such as a footnote's mark."""
    key = re.compile(rf"(?<!\w){re.escape(citation.key)}(?!\w)")
    match = key.search(text, citation.start, citation.end)
    return article.locate(*(match.span() if match else (citation.start, citation.end)))


def uncovered_sentence(context: Context) -> Iterator[Problem]:
    """A sentence that shows signs of needing evidence, and that no claim carries.

    Why it matters: its numbers, comparisons or causes are what readers act on, and nobody has
    looked for what backs them.

    Example: "Tea lowers the risk by 20%", and no claim has these words as its anchor. The signs are
    words, so some of what is found needs no evidence.

    What to do: make it a claim; or leave it out, by a pattern of `leave-out` in the config or
    between `<!-- evtrack: off -->` and `<!-- evtrack: on -->`.
    """
    coverage = context.coverage if any(claim.anchor for claim in context.ledger.claims) else None
    if not coverage:
        return
    told = _where_anchors_may_stand(coverage)
    for covered in coverage.sentences:
        if covered.is_uncovered and covered.needs and not _overlaps(covered, told):
            yield Problem(
                f"no claim carries {_quoted(covered.sentence.text)}, which shows "
                f"{'a sign' if len(covered.needs) == 1 else 'signs'} of needing evidence: "
                f"{listed(covered.needs)}",
                covered.sentence.location,
                help="Add a claim with the words of the sentence as its anchor, or leave it out.",
            )


def _where_anchors_may_stand(coverage: ArticleCoverage) -> Mapping[int, Sequence[Place]]:
    """The places of anchors that were not found, of which other rules tell, by passage."""
    from evtrack.coverage.anchors import Fate  # late: an article has to be read first

    places: defaultdict[int, list[Place]] = defaultdict(list)
    for match in coverage.anchors.values():
        if match.fate in (Fate.MOVED, Fate.AMBIGUOUS):
            for place in match.places:
                places[place.first].append(place)
    return places


def _overlaps(covered: CoveredSentence, told: Mapping[int, Sequence[Place]]) -> bool:
    sentence = covered.sentence
    return any(
        place.start < sentence.end and sentence.start < place.end
        for place in told.get(sentence.passage, ())
    )


def low_coverage(context: Context) -> Iterator[Problem]:
    """Claims carry fewer of the article's sentences than `min-coverage` asks for.

    Why it matters: the project has promised that so much of the article is backed by evidence, or
    is known not to be.

    Example: 12 of 20 sentences are carried, which is 60%, and `min-coverage` is 80. Headings,
    questions, fragments, the list of references and what is left out do not count.

    What to do: make claims of the sentences that `evtrack coverage` lists, or lower `min-coverage`.
    """
    for gate in _failed(context, "min-coverage"):
        yield _short(gate, context, "stand on claims", "Make claims of those that need evidence")


def low_support(context: Context) -> Iterator[Problem]:
    """Well-supported claims carry fewer of the article's sentences than `min-supported` asks for.

    Why it matters: the project has promised that so much of the article stands on moderate or
    strong support.

    Example: 8 of 20 sentences stand on claims of moderate or strong support, which is 40%, and
    `min-supported` is 50. A sentence counts where all of its claims have it.

    What to do: find better evidence, say less, or lower `min-supported`.
    """
    for gate in _failed(context, "min-supported"):
        what = "stand on claims of moderate or strong support"
        yield _short(gate, context, what, "Find better evidence, or say less")


def _failed(context: Context, name: str) -> Iterator[Gate]:
    config = context.ledger.config
    if config.min_coverage is config.min_supported is None or not context.coverage:
        return
    from evtrack.coverage.gates import gates_of  # late: few projects set one
    from evtrack.coverage.sentences import coverage_of

    total = coverage_of(context.coverage.sentences, context.verdicts)
    for gate in gates_of(total, config.min_coverage, config.min_supported):
        if gate.name == name and not gate.passed:
            yield gate


def _short(gate: Gate, context: Context, what: str, help_text: str) -> Problem:
    path = context.ledger.config.article or ""
    return Problem(
        f"{gate.reached:,} of the article's {counted(gate.in_scope, 'sentence')} {what}, and "
        f"`{gate.name}` {gate.least:g}% asks for {gate.reached + gate.short:,}",
        Location(path),
        help=f"{help_text}; `evtrack coverage` lists what is missing.",
    )
