"""The noun phrase in front of a verb: its subject, behind appositions, modifiers, lists and times.

Ranges are half-open and count tokens of one sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from diploread.index.quotes.clauses import is_finite
from diploread.index.quotes.lexicon import (
    ADVERB,
    BETWEEN,
    COORDINATOR,
    DAY,
    DETERMINER,
    PAST,
    PREPOSITION,
    SUBJECT_PRONOUN,
    Lexicon,
    word_set,
)
from diploread.index.quotes.phrases import LONGEST_PHRASE, Range, phrase_start
from diploread.index.quotes.tokens import Token

_MODIFYING = word_set("with by to on about from in for at")
_PARTICLES = word_set("up out down")
_PARTICIPLES = word_set("drawn seen written known given taken sent shown made held born")
_ADJECTIVES = word_set("familiar close responsible critical present sympathetic loyal opposed")
_BARE_HEADS = word_set("officials sources diplomats people aides lawmakers analysts experts others")
_SPANS_OF_TIME = word_set("week weekend month year summer winter spring fall autumn")
_NEAR = word_set("last this")
_FIXED_TIMES = (["in", "the", "past"], ["in", "particular"], ["at", "the", "time"], ["in", "turn"])
_OPENS_LIST = word_set(
    "that as while when if because whether said says after before though and but"
)


def subject_before(tokens: Sequence[Token], i: int, low: int, words: Lexicon) -> Range | None:
    """The noun phrase that is the subject of the verb at ``i``, not reaching below ``low``."""
    j = i - 1
    while j >= low and tokens[j].mark is None:
        token = tokens[j]
        adverb = token.flags & ADVERB and not token.capital
        if not (token.flags & BETWEEN or adverb):
            break
        j -= 1
    if low < j < i - 1 and tokens[j + 1].lower == "to" and not tokens[j].capital:
        j -= is_finite(tokens[j])  # "Doe used to say"
    j = _before_time(tokens, j, low)
    if j < low or tokens[j].mark is not None or tokens[j].flags & COORDINATOR:
        return None
    if tokens[j].text == ",":
        return _subject_with_apposition(tokens, j, low, words)
    if tokens[j].text in ")]":
        closing = "(" if tokens[j].text == ")" else "["
        opening = j
        while opening >= low and tokens[opening].text != closing and j - opening < 12:
            opening -= 1
        j = opening - 1
        if j < low or tokens[j].mark is not None:
            return None
    if tokens[j].text in ("—", "–", "―", "-", "--"):
        return _before_dashes(tokens, j, low, words)
    if not tokens[j].word and tokens[j].text not in (".", "%"):
        return None
    if tokens[j].lower == "who":
        return (j, j + 1)
    start = phrase_start(tokens, j, low, words)
    if start is None:
        return None
    behind = _behind_relative(tokens, start, low, words)
    behind = behind or _behind_modifier(tokens, start, low, words)
    if behind is None:
        whole = _before_present_participle(tokens, start, low, words)
        behind = (_list_start(tokens, start, low, words) if whole is None else whole, j + 1)
    return behind


def _list_start(tokens: Sequence[Token], start: int, low: int, words: Lexicon) -> int:
    """Start of a list that ends with the phrase at ``start``: ``China, Russia, and others``."""
    k = start - 1
    if k - 1 < low or tokens[k].lower != "and":
        return start
    k -= 1
    if tokens[k].lower in ("he", "she", "they", "i") and tokens[k].mark is None:
        return k  # "she and another sailor"
    whole = _behind_quotation(tokens, k, low, words)
    if whole is not None:
        return whole
    serial = tokens[k].text == "," and k - 1 >= low  # "A, B, and C": more than two
    k -= serial
    first = start
    for _ in range(6):
        if tokens[k].mark is not None or not tokens[k].capital:
            return first
        begin = phrase_start(tokens, k, low, words)
        if begin is None or not tokens[begin].capital or k - begin > 5:
            return first
        first = begin
        if not serial or begin == low or tokens[begin - 1].text != "," or begin - 2 < low:
            opened = (
                begin == low or not tokens[begin - 1].word or tokens[begin - 1].lower in _OPENS_LIST
            )
            return begin if opened else start
        k = begin - 2
    return first


def _behind_quotation(tokens: Sequence[Token], k: int, low: int, words: Lexicon) -> int | None:
    """``"…," the senator and party leader said``: what begins at the mark is one phrase."""
    first = phrase_start(tokens, k, low, words)
    if first is None or first <= low or tokens[first - 1].mark is None:
        return None
    return first


def _before_dashes(tokens: Sequence[Token], j: int, low: int, words: Lexicon) -> Range | None:
    """``the brand - a small business - noted``: the phrase in front of the aside."""
    for k in range(j - 1, max(low, j - 25), -1):
        if tokens[k].text == tokens[j].text:
            start = phrase_start(tokens, k - 1, low, words)
            return None if start is None else (start, k)
    return None


def _before_time(tokens: Sequence[Token], j: int, low: int) -> int:
    """``Doe on Tuesday called``: the index in front of the time phrase that ends at ``j``."""
    k = j
    for phrase in _FIXED_TIMES:
        first = j - len(phrase) + 1
        if first > low and [token.lower for token in tokens[first : j + 1]] == phrase:
            return first - 1
    if k - 2 > low and tokens[k].lower == "ago":
        k -= 3
        while k > low and tokens[k].lower in ("than", "less", "more", "about", "only", "just"):
            k -= 1
        return k
    if k - 1 > low and tokens[k].lower in _SPANS_OF_TIME and tokens[k - 1].lower in _NEAR:
        k -= 2
        while k > low and tokens[k].lower in ("earlier", "later", "late", "early"):
            k -= 1
        return k
    if k > low and tokens[k].lower in ("morning", "afternoon", "evening", "night"):
        k -= 1
    if k <= low or not tokens[k].flags & DAY:
        return j
    k -= 1
    while k > low and tokens[k].lower in ("on", "late", "early", "last", "this"):
        k -= 1
    return k if k < j - 1 or tokens[k].word else j


def _behind_relative(tokens: Sequence[Token], start: int, low: int, words: Lexicon) -> Range | None:
    """``Republicans who praised him warned``: not "him" but the Republicans."""
    k = start - 1
    seen_verb = False
    while k > low and tokens[k].mark is None and start - k < 8:
        token = tokens[k]
        if token.lower in ("who", "that") and seen_verb:
            antecedent = antecedent_of(tokens, k, low, words)
            return antecedent if tokens[k].lower == "who" else None
        verbal = is_finite(token) or token.flags & BETWEEN or token.lower in words.forms
        adverb = token.flags & (ADVERB | PREPOSITION) and seen_verb is False
        if not (verbal or adverb):
            return None
        seen_verb = seen_verb or bool(verbal)
        k -= 1
    return None


def _behind_modifier(tokens: Sequence[Token], start: int, low: int, words: Lexicon) -> Range | None:
    """``a diplomat familiar with the talks said``: not the talks but the diplomat.

    Returns the phrase in front of the modifier; None where the clause does not begin with it.
    """
    k = start - 1
    if k - 1 <= low or tokens[k].lower not in _MODIFYING or tokens[k - 1].mark is not None:
        return None
    k -= 1
    if tokens[k].lower in _PARTICLES:
        k -= 1
    participle = tokens[k].flags & PAST or tokens[k].lower in _PARTICIPLES
    if not (participle or tokens[k].lower in _ADJECTIVES) or tokens[k].capital or k - 1 < low:
        return None
    first = phrase_start(tokens, k - 1, low, words)
    if first is None or not (first == low or _opens_clause_after(tokens[first - 1])):
        return None
    head = tokens[first]
    noun = head.flags & DETERMINER or head.capital or head.lower in _BARE_HEADS
    return (first, k) if noun and not head.flags & (PREPOSITION | SUBJECT_PRONOUN) else None


def _before_present_participle(
    tokens: Sequence[Token], start: int, low: int, words: Lexicon
) -> int | None:
    """``The sailors attending the fair said``: where the phrase of the sailors begins."""
    k = start - 1
    if k - 2 < low or not tokens[k].lower.endswith("ing") or tokens[k].lower in words.forms:
        return None
    if not tokens[start].flags & DETERMINER or tokens[k].flags & PREPOSITION or tokens[k].capital:
        return None
    first = phrase_start(tokens, k - 1, low, words)
    if first is None or not (first == low or _opens_clause_after(tokens[first - 1])):
        return None
    return first if tokens[first].flags & DETERMINER else None


def _opens_clause_after(token: Token) -> bool:
    return token.mark is None and (token.text in ",;:" or token.lower in ("that", "but", "and"))


def antecedent_of(tokens: Sequence[Token], j: int, low: int, words: Lexicon) -> Range | None:
    """What a relative ``who`` at ``j`` stands for; None where that cannot be seen."""
    k = j - 1
    if k > low and tokens[k].lower in ("and", "but"):
        k -= 1
    if k >= low and tokens[k].text == ",":
        behind_apposition = _subject_with_apposition(tokens, k, low, words)
        if behind_apposition is not None and tokens[behind_apposition[0]].capital:
            return behind_apposition
        k -= 1
    if k >= low and tokens[k].text == ")":
        while k > low and tokens[k].text != "(" and j - k < 14:
            k -= 1
        k -= 1
    if k < low or tokens[k].mark is not None:
        return None
    start = phrase_start(tokens, k, low, words)
    return None if start is None else (start, k + 1)


def _subject_with_apposition(
    tokens: Sequence[Token], comma: int, low: int, words: Lexicon
) -> Range | None:
    """``Kono, the foreign minister, said``: the noun phrase in front of the apposition."""
    k = comma - 1
    while k >= low and tokens[k].text != ",":
        k -= 1
        if comma - k > LONGEST_PHRASE:
            return None
    if k < low and tokens[comma - 1].text == ")":  # "Sen. Doe (I-North), said"
        opening = comma - 1
        while opening > low and tokens[opening].text != "(":
            opening -= 1
        start = phrase_start(tokens, opening - 1, low, words)
        return None if start is None else (start, opening)
    if k <= low or tokens[k].text != ",":
        return None
    if tokens[k - 1].text == ")":
        opening = k - 1
        while opening > low and tokens[opening].text != "(" and k - opening < 12:
            opening -= 1
        k = opening
        if k <= low:
            return None
    start = phrase_start(tokens, k - 1, low, words)
    if start is None:
        return None
    end = k
    # Two appositions: Sen. Doe, R-Ky., the majority leader, said.
    while start > low + 1 and tokens[start - 1].text == "," and end - low > 2:
        outer = phrase_start(tokens, start - 2, low, words)
        if outer is None or not tokens[start - 2].capital:
            break
        if tokens[start].capital and not _is_party_tag(tokens[start]):
            break
        if tokens[end + 1].capital and not _is_party_tag(tokens[end + 1]):
            break  # "her adviser, Jane Doe, said": the name belongs to the adviser
        start, end = outer, start - 1
    return _before_participle(tokens, start, low, words) or (start, end)


def _before_participle(
    tokens: Sequence[Token], start: int, low: int, words: Lexicon
) -> Range | None:
    """``Doe, facing a hard race in Ohio, a swing state, said``: Doe and not the race."""
    for k in range(start - 1, max(low, start - 10), -1):
        if tokens[k].mark is not None:
            return None
        if tokens[k].text == ",":
            first = tokens[k + 1]
            if k + 1 >= start or not first.lower.endswith(("ing", "ed")) or not tokens[k - 1].word:
                return None
            outer = phrase_start(tokens, k - 1, low, words)
            return None if outer is None else (outer, k)
    return None


def _is_party_tag(token: Token) -> bool:
    return token.text[:2] in ("R-", "D-", "I-") or token.text.isupper()
