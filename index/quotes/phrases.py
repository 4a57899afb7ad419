"""Noun phrases around a verb of saying, found without a parser.

Ranges are half-open and count tokens of one sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from diploread.index.quotes.clauses import is_finite
from diploread.index.quotes.lexicon import (
    ABBREVIATION,
    CUE_NOUN,
    DAY,
    FINITE,
    INDEFINITE,
    OPENER,
    ORGANISATION,
    PAST,
    PREPOSITION,
    SUBJECT_PRONOUN,
    SUBORDINATOR,
    TITLE,
    VERB,
    Lexicon,
    word_set,
)
from diploread.index.quotes.tokens import Token

Range = tuple[int, int]

LONGEST_PHRASE = 40
"""Tokens a noun phrase may have; bounds every walk."""

_BREAKING = ',;:()[]–—―"?!“”'
_STRANGERS = word_set(
    "what how why whom whose to by with than into about against over between without during "
    "through toward towards "
    "including like despite via not also then"
)
_BEFORE_ARTICLE = word_set("of in from at on for to and all both half such")
_LINKING = word_set("of in from at on for")
_PHRASE_HEADS = word_set(
    "the a an one another several some many two three four five his her their former its "
    "senior officials no both top"
)
_ENDING = word_set(
    "whether if how why what where in during on after at when while as before who that by "
    "about via to which following upon with without because since until "
)
_TIME_WORDS = word_set("earlier later recently yesterday today")


def is_phrase_breaking_verb(token: Token, words: Lexicon) -> bool:
    """True for a lower-case verb that cannot stand inside a noun phrase."""
    if token.capital or token.mark is not None:
        return False
    if is_finite(token) and not token.lower.endswith(("’s", "'s")):
        return True
    return token.lower in words.forms and not token.flags & CUE_NOUN


def phrase_start(tokens: Sequence[Token], j: int, low: int, words: Lexicon) -> int | None:
    """Start of the noun phrase whose last word is at ``j``."""
    if j < low:
        return None
    last = tokens[j]
    if last.text == "." and j > low:
        if not (tokens[j - 1].flags & ABBREVIATION or len(tokens[j - 1].text) == 1):
            return None
        j -= 1
        last = tokens[j]
    if last.text == "%" and j > low and tokens[j - 1].text[0].isdigit():
        return j - 1  # "26% say"
    if last.mark is not None or not last.word:
        return None
    if last.lower in ("the", "a", "an"):
        return None
    if last.flags & (PREPOSITION | SUBORDINATOR) and not last.flags & (
        SUBJECT_PRONOUN | INDEFINITE
    ):
        return None
    if last.flags & SUBJECT_PRONOUN or last.flags & INDEFINITE:
        return j
    known = last.flags & (PAST | VERB) and last.lower != "found"
    if last.flags & FINITE and not last.capital and not known:
        return None  # "Doe found himself defeated": no noun
    a = j
    bound = max(low, j - LONGEST_PHRASE)
    while a > bound:
        if tokens[a].lower in ("a", "an", "the") and tokens[a - 1].lower not in _BEFORE_ARTICLE:
            break
        step = _step_left(tokens, a, bound, words)
        if not step:
            break
        a -= step
    while a < j and tokens[a].flags & OPENER:
        a += 1
    while a < j and tokens[a].flags & DAY:  # "On Tuesday Kono said"
        a += 1
    while a < j and not tokens[a].word:
        a += 1
    return a


def _step_left(tokens: Sequence[Token], a: int, low: int, words: Lexicon) -> int:
    """How many tokens to the left of ``a`` still belong to its noun phrase; 0 for none."""
    left = tokens[a - 1]
    if left.mark is not None or left.text in _BREAKING or left.text == "--":
        return 0
    farther = tokens[a - 2] if a - 2 >= low else None
    if left.text == ".":
        if farther and (farther.flags & ABBREVIATION or len(farther.text) == 1):
            return 2
        return 0
    if farther is not None and farther.mark is not None:
        farther = None
    if left.flags & SUBORDINATOR:
        joins = left.lower == "and" and farther is not None
        if joins and tokens[a].flags & TITLE and _ends_place(tokens, a - 2, low):
            return 0  # "the cases in Ghana and Mr. Doe said"
        if joins and tokens[a].capital and farther is not None and farther.capital:
            return 1
        named = left.lower == "for" and farther is not None and farther.flags & ORGANISATION
        if named and farther is not None and farther.capital and tokens[a].capital:
            return 1  # "the Institute for Maritime Studies"
        nouns = left.lower == "for" and farther is not None
        if nouns and farther is not None and farther.lower in words.noun_for:
            return 1
        return 0
    if left.lower in _STRANGERS:
        to = left.lower == "to" and farther is not None
        return 1 if to and farther is not None and farther.lower in words.noun_to else 0
    if left.lower in _LINKING:
        if farther is None or not farther.word:
            return 0
        verbal = is_finite(farther) or farther.flags & SUBORDINATOR
        return 0 if verbal else 1
    if is_phrase_breaking_verb(left, words):
        return 0
    return 1 if left.word or left.text in "'’&$%#/-" else 0


def _ends_place(tokens: Sequence[Token], i: int, low: int) -> bool:
    """True for the name of a place that hangs on a preposition: ``in South Ghana``."""
    while i > low and tokens[i].mark is None and tokens[i].capital:
        i -= 1
    return tokens[i].lower in ("in", "with", "on", "to", "from", "at", "about", "against")


def _names_ahead(tokens: Sequence[Token], i: int, high: int) -> bool:
    """``political scientist Jane Doe``: a description that leads to a name."""
    for k in range(i, min(i + 4, high)):
        if tokens[k].mark is not None or not tokens[k].word or is_finite(tokens[k]):
            return False
        if tokens[k].capital:
            return k > i and not tokens[k - 1].flags & (PREPOSITION | SUBORDINATOR)
    return False


def phrase_after(
    tokens: Sequence[Token], i: int, high: int, words: Lexicon, *, any_start: bool = False
) -> Range | None:
    """The noun phrase that begins at ``i`` (after an inverted verb: ``said Kono, the …``)."""
    if i >= high or tokens[i].mark is not None:
        return None
    first = tokens[i]
    if first.flags & SUBJECT_PRONOUN:
        return (i, i + 1)
    opens = first.word and (first.capital or first.lower in _PHRASE_HEADS or any_start)
    if not opens and not _names_ahead(tokens, i, high):
        return None
    j = i
    high = min(high, i + LONGEST_PHRASE)
    while j < high:
        token = tokens[j]
        if token.mark is not None or token.text in _BREAKING or token.text == "--":
            break
        if token.text == ".":
            abbreviated = tokens[j - 1].flags & ABBREVIATION or len(tokens[j - 1].text) == 1
            if j > i and abbreviated:
                j += 1
                continue
            break
        if token.lower in _ENDING and not _belongs(tokens, i, j, words):
            break
        if token.flags & DAY or token.lower in _TIME_WORDS:
            break
        j += 1
    return (i, j) if j > i else None


def _belongs(tokens: Sequence[Token], i: int, j: int, words: Lexicon) -> bool:
    """True where the preposition at ``j`` still belongs to the phrase that begins at ``i``."""
    if j == i:
        return False
    left = tokens[j - 1]
    if tokens[j].lower == "to":
        return left.lower in words.noun_to
    short = tokens[j].lower in ("in", "on", "at") and j - i < 3
    return short and not left.capital and tokens[i].lower in ("the", "a", "an")
