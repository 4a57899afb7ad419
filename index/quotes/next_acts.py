"""Where content ends because its speaker goes on: says or does the next thing.

``said that it sails, and warned that …``, ``noted that it sails and greeted the crew``.
"""

from __future__ import annotations

from collections.abc import Sequence

from diploread.index.quotes.clauses import is_finite, opens_clause, weight
from diploread.index.quotes.cues import Cue
from diploread.index.quotes.lexicon import (
    ADVERB,
    AUXILIARY,
    BETWEEN,
    CUE_NOUN,
    DETERMINER,
    NAMING,
    PAST,
    word_set,
)
from diploread.index.quotes.preceding import subject_before
from diploread.index.quotes.sentence import Sentence
from diploread.index.quotes.sentences import inner_end
from diploread.index.quotes.tokens import Token

_MODALS = word_set("would should could might may must will can")
_ACTS = word_set("ask urge demand request recommend propose")
"""What one does in speech, rather than tells of others."""
_TALKS = word_set("discussed exchanged consulted thanked committed briefed")
_PRESENT = word_set("is are will must can remains stands demands continues needs requires")
_TAKES_PAST = word_set("was were has have had did would been who")
_LONGEST_PARTY = 3
"""Words of "the two leaders"."""


def is_comma(sentence: Sentence, x: int) -> bool:
    """A comma, or a quoted stretch that holds its comma inside."""
    token = sentence.tokens[x]
    if token.mark is None:
        return token.text == ","
    return inner_end(sentence.text, token) == ","


def next_act(sentence: Sentence, cue: Cue, start: int, stop: int) -> int:
    """Where a second attribution or act of the same sentence begins: ``and warned that …``."""
    tokens = sentence.tokens
    for later in sentence.cues:
        i = later.index
        participles = later.kind == "ing" and cue.kind == "ing"
        if i <= start + 2 or i >= stop or not (later.kind in ("ed", "s") or participles):
            continue
        left = tokens[i - 1]
        if left.mark is None and left.flags & (ADVERB | BETWEEN) and left.lower != "not":
            i -= 1
            left = tokens[i - 1]
        conjoined = left.mark is None and left.lower in ("and", "but")
        if conjoined and tokens[i - 2].mark is not None and is_comma(sentence, i - 2):
            return i - 1  # "that “it sails,” and asked about the tide"
        if conjoined and later.verb in _ACTS and tokens[i - 2].text == ",":
            return i - 2  # "that it sails, and asked the crew to wait"
        if conjoined and tokens[start].lower == "that" and not _has_own_content(sentence, later):
            continue
        alike = later.kind == cue.kind or cue.kind == "ing" or _is_that(tokens, later.index + 1)
        stated = later.verb not in sentence.words.not_final or _has_own_content(sentence, later)
        if conjoined and alike and stated:
            return i - 2 if tokens[i - 2].text == "," else i - 1
        border = _own_subject(sentence, later, start)
        if border is not None:
            return border
    return _next_deed(sentence, cue, start, stop)


def _next_deed(sentence: Sentence, cue: Cue, start: int, stop: int) -> int:
    """Where what the subject did next begins: ``and greeted the crew``, ``…, and called him``."""
    tokens = sentence.tokens
    for x in range(start + 2, min(stop, len(tokens) - 1) - 2):
        if tokens[x].lower not in ("and", "but"):
            continue
        k = x + 2 if tokens[x + 1].lower in ("also", "then") else x + 1
        if tokens[x - 1].text == "," and _is_act_of_talks(tokens, k):
            return x - 1
        goes_on = _is_doing_again(tokens, x, k) if cue.kind == "ing" else False
        if goes_on or (cue.kind == "ed" and _is_past_again(tokens, start, x, k)):
            return x - 1 if tokens[x - 1].text == "," else x
        named = tokens[k + 1].flags & NAMING and tokens[k + 1].lower not in sentence.words.forms
        comma = tokens[x - 1].text == ","
        if named and tokens[k].lower in ("he", "she", "they") and comma:
            return x - 1  # "…, and he accused Roe of …"
        if tokens[x].lower == "but" and _is_next_act(sentence, k):
            return x - 1 if comma else x
        if tokens[k].flags & NAMING:
            verb = tokens[k].lower
            if verb in sentence.words.forms or verb.endswith("ing") != (cue.kind == "ing"):
                continue
            return x - 1 if tokens[x - 1].text == "," else x
    return stop


def _is_next_act(sentence: Sentence, k: int) -> bool:
    """``said it was late but did not suggest …``, ``…, but implied that``: what Doe did next."""
    verb, following = sentence.tokens[k], sentence.tokens[k + 1]
    if verb.lower in ("did", "didn't", "didn’t", "went", "declined", "stopped"):
        return verb.lower != "went" or following.lower == "on"
    form = sentence.words.forms.get(verb.lower)
    return form is not None and form[1] == "ed" and not verb.flags & CUE_NOUN


def _is_act_of_talks(tokens: Sequence[Token], k: int) -> bool:
    """``noted that it sails, and the members discussed …``: what else was done at a meeting."""
    for token in tokens[k : k + _LONGEST_PARTY + 1]:
        if token.mark is not None or not token.word or is_finite(token):
            return token.mark is None and token.lower in _TALKS
    return False


def _is_past_again(tokens: Sequence[Token], start: int, x: int, k: int) -> bool:
    """``noted that it sails and greeted the crew``: what is said now, and what was done then."""
    verb, behind = tokens[k], tokens[k + 1]
    past = verb.mark is None and verb.flags & PAST and verb.lower.endswith("ed")
    if not past or behind.mark is not None or not (behind.flags & DETERMINER or behind.capital):
        return False
    words = {token.lower for token in tokens[start:x] if token.mark is None}
    return bool(words & _PRESENT) and not words & _TAKES_PAST


def _is_doing_again(tokens: Sequence[Token], x: int, k: int) -> bool:
    """``saying that it sails and waving the flag``: behind "and" the participles go on."""
    verb, behind = tokens[k], tokens[k + 1]
    doing = verb.mark is None and verb.lower.endswith("ing") and not verb.capital
    if not doing or behind.mark is not None or not behind.flags & DETERMINER:
        return False
    return not any(t.lower.endswith("ing") for t in tokens[x - 4 : x] if t.mark is None)


def _is_that(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and tokens[i].lower == "that"


def _has_own_content(sentence: Sentence, later: Cue) -> bool:
    """True where the conjoined verb has "that", a colon or a quotation behind it."""
    for token in sentence.tokens[later.index + 1 : later.index + 5]:
        if token.mark is not None or token.lower == "that" or token.text == ":":
            return True
    return False


def _governs(sentence: Sentence, later: Cue) -> bool:
    """False for a verb with a plain object: ``we have added risk``."""
    tokens, words, i = sentence.tokens, sentence.words, later.index
    if later.verb not in words.transitive or not tokens[i - 1].flags & AUXILIARY:
        return True
    return _has_own_content(sentence, later) or opens_clause(tokens, i + 1, sentence.high)


def _own_subject(sentence: Sentence, later: Cue, start: int) -> int | None:
    """``…, and Doe said``, ``…, Doe said that``: where the clause of the later cue begins."""
    tokens = sentence.tokens
    if later.verb in sentence.words.not_final and not _has_own_content(sentence, later):
        return None
    subject = subject_before(tokens, later.index, start, sentence.words)
    if subject and any(t.lower in _MODALS for t in tokens[subject[1] : later.index]):
        return None
    if subject is None or subject[0] - 2 <= start or tokens[subject[0]].mark is not None:
        return None
    if tokens[subject[0]].lower in ("who", "which", "that", "it"):
        return None
    left = tokens[subject[0] - 1]
    goes_on = weight(tokens, later.index + 1, sentence.high) >= 3
    if not goes_on or not _governs(sentence, later):
        return None
    if left.mark is not None:
        return subject[0] if inner_end(sentence.text, left) == "," else None
    if left.text in ",;":
        return subject[0] - 1
    reason = left.lower == "because" and _has_own_content(sentence, later)
    if left.lower in ("and", "but", "while") or reason:
        comma = tokens[subject[0] - 2].text == ","
        return subject[0] - 2 if comma else subject[0] - 1
    return None
