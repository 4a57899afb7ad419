"""The subject of the clause a word stands in: whom a participle or a later verb belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from diploread.index.quotes.clauses import acts_as_verb, is_finite
from diploread.index.quotes.lexicon import (
    ADVERB,
    AUXILIARY,
    CUE_NOUN,
    DAY,
    DETERMINER,
    FINITE,
    INDEFINITE,
    PAST,
    PREPOSITION,
    SUBJECT_PRONOUN,
    SUBORDINATOR,
    VERB,
    word_set,
)
from diploread.index.quotes.phrases import Range
from diploread.index.quotes.preceding import subject_before
from diploread.index.quotes.sentence import Sentence
from diploread.index.quotes.tokens import Token

_EMBEDDING = word_set("that which who whom what whether how why if than because")
_SUBORDINATE = _EMBEDDING | word_set("after before when while since until though although")
_NO_SUBJECT = word_set("who which that it there his her its their our my your")
_PLURALS = word_set("people men women children")
_BEHIND_REDUCED = word_set("by in under at on from with for to")


def main_subject(sentence: Sentence, i: int, *, embedded: bool = False) -> Range | None:
    """The subject of the clause that token ``i`` belongs to: of the nearest finite verb left of it.

    Verbs of relative and reported clauses are passed over while another one can be found, unless
    ``embedded`` asks for the very nearest.
    """
    tokens, words = sentence.tokens, sentence.words
    fallback: Range | None = None
    apart = i < len(tokens) and tokens[i - 1].text == ","
    for j in range(min(i, len(tokens)) - 1, 0, -1):
        token = tokens[j]
        if token.mark is not None or token.capital:
            continue
        speaks = token.lower in words.forms and not token.flags & CUE_NOUN
        speaks = speaks and words.forms[token.lower][1] in ("ed", "s")
        if token.flags & PAST and tokens[j - 1].lower == "to":
            continue  # "tied the score to improved training"
        if not (is_finite(token) or speaks or (token.flags & VERB and acts_as_verb(tokens, j, i))):
            continue
        found = subject_before(tokens, j, 0, words)
        if found is None or tokens[j - 1].text.endswith(("'s", "’s", "s’")):
            continue
        if not (is_finite(token) or speaks) and _is_joined_noun(tokens, found):
            continue
        if not _can_be_subject(tokens, found, j):
            continue
        head = tokens[found[0]]
        bare = found[1] - found[0] == 1
        if (bare and head.lower in _NO_SUBJECT) or head.flags & DAY:
            continue
        if head.flags & SUBJECT_PRONOUN and _follows_noun(tokens, found[0]):
            fallback = fallback or found  # "the measures we announced"
            continue
        if _is_reduced(tokens, j, i):
            fallback = fallback or found
            continue
        fallback = fallback or found if apart else found
        opener = tokens[found[0] - 1].lower if found[0] else ""
        if embedded or opener not in (_SUBORDINATE if apart else _EMBEDDING):
            return found
    return fallback


def _follows_noun(tokens: Sequence[Token], start: int) -> bool:
    left = tokens[start - 1] if start else None
    if left is None or left.mark is not None or not left.word:
        return False
    openers = SUBORDINATOR | ADVERB | PREPOSITION | DAY | FINITE | PAST
    return not left.flags & openers and left.lower not in _EMBEDDING


def _can_be_subject(tokens: Sequence[Token], found: Range, j: int) -> bool:
    """False for the object of a verb (``blocked the plan adopted in May``) and for a verb."""
    head = tokens[found[0]]
    if found[1] - found[0] == 1 and not head.capital:
        if head.flags & (FINITE | PAST) or head.lower in ("most", "more", "least", "all"):
            return False
        known = head.flags & (SUBJECT_PRONOUN | INDEFINITE | DETERMINER)
        if not known and not head.lower.endswith("s") and head.lower != "people":
            return False  # "against recent attacks from": an adjective and a noun
    if found[0] == 0 or found[1] != j:
        return True
    left = tokens[found[0] - 1]
    if left.lower == "to":
        return False
    governs = is_finite(left) and not left.flags & AUXILIARY and not left.capital
    verbal = tokens[j].flags & (PAST | VERB)
    return not (governs and verbal and not head.flags & SUBJECT_PRONOUN)


def _is_joined_noun(tokens: Sequence[Token], found: Range) -> bool:
    """``condemned the raid and its brutal attacks``: a noun that looks like a verb."""
    head = tokens[found[0]]
    if found[0] == 0 or not head.flags & DETERMINER or head.flags & SUBJECT_PRONOUN:
        return False
    return tokens[found[0] - 1].lower in ("and", "or")


def _is_reduced(tokens: Sequence[Token], j: int, end: int) -> bool:
    """``citizens detained in Ghana``: a participle that describes, where it looks like one."""
    left = tokens[j - 1]
    plural = left.lower.endswith("s") or left.lower in _PLURALS
    plural = plural and not left.capital and left.word
    behind = j + 1 < end and tokens[j + 1].lower in _BEHIND_REDUCED
    return bool(tokens[j].flags & PAST) and plural and behind and j > 2
