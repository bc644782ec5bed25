"""Which claims say the same in nearly the same words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from unicodedata import normalize

from evtrack.model import Claim

_Words = tuple[str, ...]

_PUNCTUATION = ".,;:!?…\"'“”‘’„«»‹›()[]"
_JOINTS = str.maketrans({"‐": "-", "‑": "-", "’": "'"})

# Words that add nothing, as long as they are in lower case: vitamin A is not a vitamin.
_LEFT_OUT = frozenset({"a", "an", "the", "of", "in", "is", "are", "was", "were", "be", "been"})

# Words that make another statement of the same words.
_TELLING = frozenset(
    {
        *("no", "not", "none", "never", "neither", "nor", "without", "cannot", "hardly", "barely"),
        *("more", "less", "fewer", "most", "least", "better", "worse", "best", "worst"),
        *("higher", "lower", "larger", "smaller", "greater", "longer", "shorter", "earlier"),
        *("later", "older", "younger", "faster", "slower", "increase", "increased", "increasing"),
        *("decrease", "decreased", "decreasing", "reduce", "reduced", "rise", "fall", "high"),
        *("low", "large", "small", "long", "short", "early", "late", "before", "after", "above"),
        *("below", "over", "under", "up", "down", "within", "until", "since", "during", "between"),
        *("by", "to", "from", "than", "against", "for", "with", "on", "at", "into", "out", "off"),
        *("and", "or", "but", "only", "except", "unless", "if", "despite", "although", "versus"),
        *("all", "some", "any", "every", "each", "many", "much", "few", "several", "half", "both"),
        *("either", "first", "last", "once", "twice", "double", "almost", "nearly", "about"),
        *("may", "might", "can", "could", "should", "would", "will", "must", "possibly", "likely"),
        *("unlikely", "probably", "perhaps", "always", "often", "sometimes", "rarely", "seldom"),
        *("usually", "men", "women", "male", "female", "children", "child", "adult", "adults"),
        *("left", "right", "acute", "chronic", "mild", "moderate", "severe", "primary"),
        *("secondary", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
        *("ten", "zero", "hundred", "thousand", "million"),
        # negations and comparatives of other languages
        *("nicht", "kein", "keine", "keinen", "keiner", "nie", "niemals", "ohne", "mehr"),
        *("weniger", "ne", "pas", "jamais", "sans", "aucun", "aucune", "plus", "moins", "non"),
        *("sin", "nunca", "ningún", "más", "menos", "não", "sem", "mais", "mai", "senza", "più"),
        *("meno", "niet", "geen", "nooit", "zonder", "meer", "minder", "inte", "ingen", "utan"),
        *("ikke", "aldri", "aldrig", "uden", "uten", "не", "нет", "без", "ni", "bez", "ei", "nem"),
    }
)
_FEWEST_TO_DIFFER = 8  # words; shorter claims must have the same
_MOST_TO_DIFFER = 60  # words; in longer ones the search for one more or less would cost too much


def earlier_likes(claims: Sequence[Claim]) -> Mapping[int, Claim]:
    """For the index of each claim that has one, the first claim that says nearly the same.

    Claims are alike that have the same words in the same order, but for case, punctuation, articles
    and the plural's s; from eight words on, one of them may have one word more, if that is no
    number, negation, direction or other word that changes what is said. The cost is linear in the
    number of words.
    """
    words_of = [_compared_words(claim.text) for claim in claims]
    first: dict[_Words, int] = {}
    for n, words in enumerate(words_of):
        first.setdefault(words, n)
    likes: dict[int, int] = {}
    for n, words in enumerate(words_of):
        if words and first[words] != n:
            likes[n] = min(first[words], likes.get(n, n))
            continue
        for fewer in _with_one_word_less(words):
            if fewer in first:
                earlier, later = sorted((n, first[fewer]))
                likes[later] = min(earlier, likes.get(later, later))
    return {later: claims[earlier] for later, earlier in sorted(likes.items())}


def _compared_words(text: str) -> _Words:
    words = normalize("NFC", text).translate(_JOINTS).split()
    if words and words[0].istitle():
        words[0] = words[0].lower()
    bare = (word.strip(_PUNCTUATION) for word in words)
    return tuple(_singular(word.casefold()) for word in bare if word and word not in _LEFT_OUT)


def _singular(word: str) -> str:
    has_plural = len(word) > 3 and word.endswith("s") and word.isalpha()
    return word[:-1] if has_plural and not word.endswith(("ss", "us", "is")) else word


def _with_one_word_less(words: _Words) -> Iterator[_Words]:
    if _FEWEST_TO_DIFFER < len(words) <= _MOST_TO_DIFFER:
        for n, word in enumerate(words):
            if word.isalpha() and not {word, f"{word}s"} & _TELLING:
                yield words[:n] + words[n + 1 :]
