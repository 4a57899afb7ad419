"""What stands between a verb of saying and its content: whom it was said to, when and where.

``told reporters on Monday in a statement that …``: none of it is content.
"""

from __future__ import annotations

from collections.abc import Sequence

from diploread.index.quotes.clauses import is_finite, weight
from diploread.index.quotes.lexicon import (
    ADVERB,
    CLAUSE_PRONOUN,
    CUE_NOUN,
    DAY,
    DETERMINER,
    MONTH,
    OBJECT_PRONOUN,
    PREPOSITION,
    SUBJECT_PRONOUN,
    TIME,
    VENUE,
    VENUE_MODIFIER,
    Lexicon,
    word_set,
)
from diploread.index.quotes.sentence import Sentence
from diploread.index.quotes.tokens import Token

_ADDRESSEES = word_set(
    "him her them me us you reporters supporters voters lawmakers journalists viewers "
    "investors congress"
)


_CLAUSE_OPENERS = word_set("that whether if how why what who when where")


_ADDRESSEE_END = word_set("in on during at after last earlier by via before while when")


_TIME_LEFT = word_set("on late early earlier last this next later")


_TIME_NOUNS = word_set(
    "week month year morning evening night fall spring summer winter afternoon weekend day"
)


_PARTS_OF_DAY = word_set("morning afternoon evening night")


_VENUE_OPENERS = word_set(
    "in during at on via through to of before after by with from about following as outside "
    "inside near over for into when"
)


_VENUE_PREPOSITIONS = word_set("in during at on of to via by through over")


_NOT_BEFORE_PRONOUN = word_set(
    "in of at on for by with to as when while before after if and that from about"
)


_NOT_COMPLEMENTIZER_LEFT = word_set("in of at on for by")


_ADVERB_TRAPS = word_set("only early family likely")


def after_addressee(tokens: Sequence[Token], start: int, high: int) -> int:
    """Index behind the person addressed after ``told`` or ``warned``."""
    if start < high and tokens[start].mark is None:
        first = tokens[start]
        if first.lower in _ADDRESSEES:
            follows = start + 1 < high and is_finite(tokens[start + 1]) and first.lower == "you"
            return start if follows else start + 1
        if first.flags & CLAUSE_PRONOUN or first.lower in _CLAUSE_OPENERS:
            return start
    j = start
    while j < high and tokens[j].mark is None and j - start < 14:
        token = tokens[j]
        if token.lower in _CLAUSE_OPENERS or token.text in ",:;":
            break
        if j > start:
            left = tokens[j - 1]
            if token.flags & (SUBJECT_PRONOUN | CLAUSE_PRONOUN) or token.lower in (
                "there",
                "this",
                "these",
            ):
                break
            new_phrase = token.flags & DETERMINER and token.lower != "that"
            if new_phrase and not left.flags & PREPOSITION and left.lower not in ("and", "&"):
                break
            if token.lower in _ADDRESSEE_END or token.flags & DAY:
                break
        j += 1
    return j


def after_time(tokens: Sequence[Token], start: int, high: int) -> int:
    """Index behind an adverb or a phrase of time at ``start``; ``start`` where there is none."""
    j = start
    while j < high and tokens[j].lower in _TIME_LEFT and j - start < 3:
        j += 1
    if j < high and tokens[j].mark is None:
        token = tokens[j]
        if token.flags & DAY or (token.flags & TIME and j == start):
            j += 1
            if j < high and tokens[j].lower in _PARTS_OF_DAY:
                j += 1
            return j
        if j > start and token.lower in _TIME_NOUNS:
            return j + 1
        opened = j > start or token.lower in ("in", "on")
        month = j if j > start else j + 1
        if opened and month < high and tokens[month].flags & MONTH and tokens[month].capital:
            month += 1
            while month < high and (tokens[month].text == "." or tokens[month].text[0].isdigit()):
                month += 1
            return month
        if token.lower == "in" and j + 1 < high and j == start:
            following = tokens[j + 1]
            if following.lower == "part" or (following.text.isdigit() and len(following.text) == 4):
                return j + 2
        if j == start and token.flags & ADVERB and not token.capital:
            return j + 1 if token.lower not in _ADVERB_TRAPS else start
    if j > start and tokens[start].lower in ("earlier", "later"):
        return start + 1
    return start


def after_adjuncts(sentence: Sentence, start: int) -> int:
    """Index behind times, places and channels that stand between the verb and its content."""
    tokens, high = sentence.tokens, sentence.high
    s = start
    while s < high and tokens[s].mark is None:
        j = after_time(tokens, s, high)
        if j > s:
            s = j + 1 if j < high and tokens[j].text == "," and j + 1 < high else j
            continue
        if tokens[s].text == "," and s + 1 < high:
            if after_time(tokens, s + 1, high) > s + 1:
                s += 1
                continue
            if tokens[s + 1].lower in ("however", "meanwhile", "though", "too", "for"):
                length = 4 if tokens[s + 1].lower == "for" else 2
                closed = s + length < high and tokens[s + length].text == ","
                if length == 2 or closed:
                    s += length + closed
                    continue
        break
    if s >= high or tokens[s].mark is not None:
        return s
    if tokens[s].text in "—–-" or tokens[s].text == "--":
        return _after_parenthesis(tokens, s, high)
    if tokens[s].text == "," and s + 1 < high and tokens[s + 1].lower not in _VENUE_OPENERS:
        return s
    if tokens[s].lower not in _VENUE_OPENERS and tokens[s].text != ",":
        return s
    if tokens[s].lower == "to" and not _is_person_ahead(tokens, s + 1, high):
        return s
    found = _complement_ahead(tokens, s, high, sentence.words)
    if found is not None:
        return found
    return _after_venue(sentence, s)


def _is_person_ahead(tokens: Sequence[Token], i: int, high: int) -> bool:
    """``said to reporters`` and not ``vowed to work``."""
    if i >= high or tokens[i].mark is not None:
        return False
    token = tokens[i]
    return token.capital or bool(token.flags & (DETERMINER | OBJECT_PRONOUN | VENUE))


def _after_parenthesis(tokens: Sequence[Token], s: int, high: int) -> int:
    """``said — on Twitter, as it happens — that``: the index of ``that``."""
    for x in range(s + 2, min(high - 1, s + 16)):
        if tokens[x].text == tokens[s].text and tokens[x + 1].lower == "that":
            return x + 1
    return s


def _complement_ahead(tokens: Sequence[Token], s: int, high: int, words: Lexicon) -> int | None:
    """Index of a ``that``, a colon or a quotation that a phrase at ``s`` leads to."""
    j = s + 1
    while j < high and j - s < 30:
        token = tokens[j]
        if token.mark is not None:
            if tokens[j - 1].text in ",:":
                return j
            break
        if token.lower in words.forms and not token.flags & CUE_NOUN:
            break
        opens = token.lower == "that" and tokens[j - 1].lower not in _NOT_COMPLEMENTIZER_LEFT
        relative = j + 1 < high and is_finite(tokens[j + 1])
        relative = relative and not tokens[j + 1].flags & CLAUSE_PRONOUN
        if opens and not relative and weight(tokens, s, j) <= 22:
            return j
        if token.text == ":":
            return j + 1
        if token.text == ";":
            break
        j += 1
    j = s + 2
    while j < high and j - s < 12 and tokens[j].mark is None and tokens[j].text not in ",;:":
        left = tokens[j - 1]
        opens = left.lower not in _NOT_BEFORE_PRONOUN and left.text != "("
        if opens and tokens[j].lower in ("he", "she", "they", "it"):
            return j
        j += 1
    return None


def _after_venue(sentence: Sentence, s: int) -> int:
    """Index behind a fixed channel (``in a statement to the Senate``) at ``s``."""
    tokens, high = sentence.tokens, sentence.high
    if tokens[s].lower not in _VENUE_PREPOSITIONS:
        return s
    j = s + 1
    while j < high and j - s < 7 and (tokens[j].flags & VENUE_MODIFIER or tokens[j].capital):
        if tokens[j].flags & VENUE and not (j + 1 < high and tokens[j + 1].flags & VENUE):
            break
        j += 1
    while j < high and tokens[j].flags & VENUE and j + 1 < high and tokens[j + 1].flags & VENUE:
        j += 1
    if j >= high or not tokens[j].flags & VENUE:
        return s
    j += 1
    for _ in range(3):
        follow = _after_venue_detail(tokens, j, high)
        if follow == j:
            break
        j = follow
    if j < high and tokens[j].text == ",":
        j += 1
    return after_adjuncts(sentence, j) if s < j < high else s


def _after_venue_detail(tokens: Sequence[Token], j: int, high: int) -> int:
    details = ("on", "with", "to", "in", "at", "from", "by", "after", "published", "posted", "of")
    if j + 1 >= high or tokens[j].lower not in details:
        return j
    k = j + 1
    determiner = tokens[k].lower in ("the", "his", "her", "a", "its", "their")
    if not (
        determiner or tokens[k].capital or tokens[k].flags & DAY or tokens[k].lower == "reporters"
    ):
        return j
    k += 1
    while k < high and tokens[k].capital and tokens[k].mark is None and k - j < 6:
        k += 1
    return k if k < high else j
