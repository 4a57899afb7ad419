"""Speakers that an apposition parts from their verb: ``Doe, who left in May, said``."""

from __future__ import annotations

from itertools import pairwise

from diploread.index.quotes.clauses import is_finite
from diploread.index.quotes.lexicon import (
    ADVERB,
    CLAUSE_PRONOUN,
    COORDINATOR,
    DAY,
    PREPOSITION,
    SUBJECT_PRONOUN,
    SUBORDINATOR,
    TIME,
)
from diploread.index.quotes.phrases import Range, phrase_after, phrase_start
from diploread.index.quotes.sentence import Sentence
from diploread.index.quotes.sentences import inner_end

_NO_OPENING = PREPOSITION | SUBORDINATOR | ADVERB | TIME | SUBJECT_PRONOUN | DAY
_JOINING = COORDINATOR | SUBORDINATOR | CLAUSE_PRONOUN
_LONGEST_APPOSITION = 25
"""Tokens between a speaker and the verb of saying."""


def behind_quoted_apposition(sentence: Sentence, i: int) -> Range | None:
    """``Doe, who calls Roe a "fool," said``: the apposition ends inside the mark at ``i``."""
    tokens = sentence.tokens
    for x in range(i - 1, max(0, i - 16), -1):
        if tokens[x].mark is not None:
            return None
        if tokens[x].text == ",":
            first = tokens[x + 1]
            opens = first.lower in ("who", "which", "a", "an", "the", "whose")
            if not (opens or first.lower.endswith(("ing", "ed"))):
                return None
            start = phrase_start(tokens, x - 1, 0, sentence.words)
            return None if start is None else (start, x)
    return None


def behind_quotation(sentence: Sentence, i: int) -> Range | None:
    """``"…," Doe, now 81 and at sea since May, said``: what opens behind the quotation."""
    tokens = sentence.tokens
    low = max(0, i - _LONGEST_APPOSITION)
    mark = next((x for x in range(i - 2, low - 1, -1) if tokens[x].mark is not None), None)
    if mark is None or inner_end(sentence.text, tokens[mark]) not in tuple(",?!"):
        return None
    found = phrase_after(tokens, mark + 1, i, sentence.words)
    if found is None or found[1] >= i or any(t.text in ";:" for t in tokens[mark:i]):
        return None
    return found if tokens[found[1]].text == "," and tokens[i - 1].text == "," else None


def in_front_of_commas(sentence: Sentence, i: int) -> Range | None:
    """``Doe, who fled Holm, a port in the north, said``: the phrase that opens the sentence."""
    tokens = sentence.tokens
    start = 1 if tokens[0].flags & COORDINATOR else 0
    first = tokens[start]
    if first.mark is not None or first.flags & _NO_OPENING or not first.word:
        return None
    found = phrase_after(tokens, start, i, sentence.words)
    if found is None or found[1] + 2 >= i - 1 or tokens[found[1]].text != ",":
        return None
    between = tokens[found[1] + 1 : i - 1]
    if any(t.mark is not None or t.text in ";:" for t in between):
        return None
    if not any(t.text == "," for t in between):
        return None  # one apposition: read with care elsewhere
    verbs = sum(is_finite(t) and not t.capital for t in between)
    relative = between[0].lower in ("who", "whose", "which")
    joined = any(a.text == "," and b.flags & _JOINING for a, b in pairwise(between))
    return found if verbs <= (3 if relative else 0) and not joined else None
