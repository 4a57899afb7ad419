"""Quotations right behind a comma or a colon: ``Doe cracked, "…"``; ``Jane Doe: "…"``."""

from __future__ import annotations

from collections.abc import Sequence

from diploread.index.quotes.clauses import is_finite
from diploread.index.quotes.lexicon import CUE_NOUN, NAMING, PAST, word_set
from diploread.index.quotes.phrases import phrase_start
from diploread.index.quotes.sentence import Finding, Sentence
from diploread.index.quotes.subjects import subject_of
from diploread.index.quotes.tokens import Token

_BE = word_set("is was are were be been being")
_LONGEST_LABEL = 14
"""Tokens of a label in front of a colon and a quotation."""


def read_beside(sentence: Sentence, i: int) -> Finding | None:
    """``Doe cracked, "…"``; ``From the report: "…"``; ``Doe: "…"``."""
    tokens, words = sentence.tokens, sentence.words
    if i < 2 or tokens[i - 1].text not in (",", ":"):
        return None
    j = i - 2
    if j > 0 and tokens[j].lower == "it" and tokens[j - 1].lower == "put":
        j -= 1
    if j > 0 and tokens[j].lower == "back" and tokens[j - 1].mark is None:
        j -= 1  # "Doe shot back: …"
    verb = tokens[j]
    if verb.mark is not None:
        return None
    says = verb.lower in words.forms and not verb.flags & CUE_NOUN
    passive = tokens[j - 1].lower in _BE and tokens[i - 1].text == ":"
    governs = not passive and (is_finite(verb) or says or verb.flags & NAMING)
    if governs or (verb.lower.endswith("ing") and not verb.capital):
        subject = subject_of(sentence, j)
        if subject is not None:
            return sentence.add("beside", [(i, i + 1)], subject, (j, j + 1))
    if tokens[i - 1].text != ":":
        return None
    for k in range(i - 2, max(-1, i - 10), -1):
        if tokens[k].lower == "from" or (
            tokens[k].lower == "to" and k > 0 and tokens[k - 1].lower == "according"
        ):
            source = (k + 1, i - 1)
            return (
                sentence.add("beside", [(i, i + 1)], source, (k, k + 1)) if k + 1 < i - 1 else None
            )
        if not tokens[k].word:
            break
    if _is_label(tokens, i - 1):
        return sentence.add("beside", [(i, i + 1)], (0, i - 1), (i - 1, i))
    last = _before_bracket(tokens, i - 2)
    label = phrase_start(tokens, last, 0, words)
    first = label is not None and (
        label == 0 or tokens[label - 1].mark is not None or not tokens[label - 1].word
    )
    if label is not None and first and tokens[label].capital and i - 1 - label <= 6:
        return sentence.add("beside", [(i, i + 1)], (label, last + 1), (i - 1, i))
    return None


def _is_label(tokens: Sequence[Token], colon: int) -> bool:
    """``Northern Minister for Sea Affairs Jane Doe:``, which fills the sentence up to the colon."""
    if not 1 < colon <= _LONGEST_LABEL or not (tokens[0].capital and tokens[colon - 1].capital):
        return False
    return not any(
        token.mark is not None or (not token.word and token.text not in "-.&/") or acts(token)
        for token in tokens[:colon]
    )


def acts(token: Token) -> bool:
    return not token.capital and (is_finite(token) or bool(token.flags & PAST))


def _before_bracket(tokens: Sequence[Token], i: int) -> int:
    """``Doe (I-North)``: the index of ``Doe``."""
    if tokens[i].text not in ")]":
        return i
    for k in range(i - 1, max(-1, i - 8), -1):
        if tokens[k].text in "([":
            return k - 1
    return i
