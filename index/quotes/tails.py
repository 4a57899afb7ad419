"""Where a clause ends that has begun with a quoted stretch.

``called it "unfit" for use`` runs on; ``said "no," and left`` ends with its mark.
"""

from __future__ import annotations

from collections.abc import Sequence

from diploread.index.quotes.clauses import is_finite
from diploread.index.quotes.lexicon import (
    ABBREVIATION,
    ADVERB,
    CUE_NOUN,
    CUTTER,
    DAY,
    FINITE,
    MONTH,
    NAMING,
    PAST,
    SUBJECT_PRONOUN,
    VENUE,
    word_set,
)
from diploread.index.quotes.sentence import Sentence
from diploread.index.quotes.sentences import inner_end
from diploread.index.quotes.tokens import Token

_STOP_RIGHT = word_set("after when while before during")
_LONGEST = 24
_NOT_SPEECH = word_set(
    "as until when while after before during prompting drawing according presumably"
)


def quoted_end(sentence: Sentence, start: int, stop: int) -> int:
    """End of a content that begins with the quoted stretch at ``start``; at most ``stop``."""
    tokens = sentence.tokens
    x = start + 1
    while x < stop and tokens[x].mark is not None:
        x += 1
    ending = inner_end(sentence.text, tokens[x - 1])
    if ending and ending in ".?!,":
        while x + 1 < stop and tokens[x].lower in ("and", "or", "but") and tokens[x + 1].mark:
            x += 2
        return x
    if x < stop and (is_finite(tokens[x]) or tokens[x].lower in _NOT_SPEECH):
        return x
    return min(stop, fragment_end(sentence, x - 1))


def fragment_end(sentence: Sentence, i: int) -> int:
    """Where the clause around the fragment ends; further fragments of it are taken in."""
    e = _clause_tail(sentence, i)
    while True:
        later = _next_fragment(sentence, e)
        if later is None:
            return e
        e = _clause_tail(sentence, later)


def _clause_tail(sentence: Sentence, i: int) -> int:
    tokens = sentence.tokens
    e = i + 1
    ending = inner_end(sentence.text, tokens[i])
    if ending and ending in ".?!,":
        while e + 1 < len(tokens) and tokens[e].lower in ("and", "or") and tokens[e + 1].mark:
            e += 2
        return e
    while e < len(tokens) and e - i < _LONGEST:
        token = tokens[e]
        if token.text == "." and tokens[e - 1].flags & ABBREVIATION and e > i + 1:
            e += 1
            continue
        if token.mark is None:
            following = tokens[e + 1] if e + 1 < len(tokens) else None
            pronoun = following is not None and following.flags & SUBJECT_PRONOUN
            if token.lower == "as" and pronoun and e > i + 1:
                break  # "as he passed by"
            if token.text in ",;.?!:–—-()" or token.text == "--" or token.lower in _STOP_RIGHT:
                break
            if token.flags & (DAY | CUTTER) or _is_new_verb(sentence, e):
                break
            if token.lower in ("in", "on", "at", "during") and _is_venue(tokens, e):
                break
        e += 1
    return e


def _next_fragment(sentence: Sentence, e: int) -> int | None:
    """Index of a further quoted stretch that belongs to the same clause."""
    tokens = sentence.tokens
    for x in range(e, min(len(tokens), e + _LONGEST)):
        token = tokens[x]
        if token.mark is not None:
            return x if x > e or e < len(tokens) else None
        if token.text in ";:.?!" or _is_new_verb(sentence, x):
            return None
        if token.lower in sentence.words.forms and not token.flags & CUE_NOUN:
            return None
        if token.flags & NAMING and not token.capital:
            return None
    return None


def _is_new_verb(sentence: Sentence, x: int) -> bool:
    """``and called``, ``but described``: the next act of the same subject."""
    tokens = sentence.tokens
    if tokens[x].lower not in ("and", "but", "while", "then") or x + 1 >= len(tokens):
        return False
    following = tokens[x + 1]
    if following.mark is not None:
        return False
    if following.flags & ADVERB and x + 2 < len(tokens):
        following = tokens[x + 2]
    verb = following.flags & (PAST | NAMING | FINITE | SUBJECT_PRONOUN)
    return bool(verb) or following.lower in sentence.words.forms


def _is_venue(tokens: Sequence[Token], x: int) -> bool:
    """``in a speech``, ``on Twitter``: where it was said."""
    return any(token.flags & (VENUE | DAY | MONTH) for token in tokens[x + 1 : x + 5])
