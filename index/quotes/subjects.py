"""Who says it: the subject that belongs to a verb of saying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diploread.index.quotes.appositions import (
    behind_quotation,
    behind_quoted_apposition,
    in_front_of_commas,
)
from diploread.index.quotes.clauses import is_finite
from diploread.index.quotes.cues import Cue
from diploread.index.quotes.governing import main_subject
from diploread.index.quotes.lexicon import (
    ADVERB,
    AUXILIARY,
    BETWEEN,
    CLAUSE_PRONOUN,
    CUE_NOUN,
    DAY,
    DETERMINER,
    FINITE,
    LIGHT_VERB,
    MONTH,
    PAST,
    PREPOSITION,
    RELAYING,
    SUBJECT_PRONOUN,
    SUBORDINATOR,
    TIME,
    VENUE,
    word_set,
)
from diploread.index.quotes.phrases import Range, phrase_after, phrase_start
from diploread.index.quotes.preceding import subject_before
from diploread.index.quotes.sentence import Sentence
from diploread.index.quotes.sentences import inner_end
from diploread.index.quotes.tokens import Token

_NUMBERS = word_set("two three four five six seven eight nine ten eleven twelve many several few")
_EMPTY_SUBJECTS = word_set("there here it's what this these")
_MAKING = word_set(
    "led leads leading prompted prompting prompts caused forced forcing moved allowed"
)
_PROGRESSIVE = word_set("is was are were been be not being ’re 're keep kept started began")


@dataclass(frozen=True, slots=True)
class Subject:
    """Speaker and cue of an attribution, as ranges of tokens."""

    range: Range
    cue: Range
    inverted: bool = False
    """True for ``said Doe``."""
    relay: Range | None = None
    """The verb of one who passes the words on: ``quoting`` a source as saying."""
    relayer: Range | None = None
    """Who passes them on."""


def find_subject(sentence: Sentence, cue: Cue) -> Subject | None:
    """The subject of a verb of saying; None where nothing near can be it."""
    if cue.kind == "ing":
        return _of_participle(sentence, cue)
    if cue.kind == "inf":
        governing = _made_to(sentence, cue.index) or main_subject(sentence, cue.index)
        return None if governing is None else Subject(governing, (cue.index, cue.index + 1))
    tokens, words, i = sentence.tokens, sentence.words, cue.index
    left = tokens[i - 1] if i else None
    found = None
    if left is not None and left.text == ",":
        found = behind_quotation(sentence, i) or in_front_of_commas(sentence, i)
    if found is None and left is not None and left.mark is None:
        found = subject_before(tokens, i, 0, words)
        if found and found[1] - found[0] == 1:
            head = tokens[found[0]]
            if head.lower in _EMPTY_SUBJECTS or head.flags & (DAY | MONTH):
                found = None
    elif left is not None and inner_end(sentence.text, left) == ",":
        found = behind_quoted_apposition(sentence, i - 1)
    if (found is None or tokens[found[0]].mark is not None) and i + 1 < sentence.high:
        after = phrase_after(tokens, i + 1, sentence.high, words)
        plain = left is not None and left.mark is None
        thing = after is not None and plain and _is_object(tokens[after[0]], cue)
        opens = left is not None and (left.mark is not None or left.text in ",?!”)")
        opens = opens or _opens_inverted(sentence, cue, after)
        if after and opens and not thing and cue.verb != "tell":
            return Subject(after, (i, i + 1), inverted=True)
    if found is None and left is not None and left.mark is None:
        found = _of_conjoined(sentence, i)
    if found is not None and _is_date(tokens, found):
        found = _edition(sentence, i) or phrase_after(tokens, 0, i, words)
        if found is not None and tokens[found[1]].text not in (",", "("):
            return None
    if found is None or _is_plural_noun(sentence, found, i) or _is_reduced(tokens, found, i):
        return None
    named = tokens[slice(*found)]
    if not any((t.word and not t.text[0].isdigit()) or t.text == "%" for t in named):
        return None  # "1. declare that": the number of a point
    told = cue.verb == "tell"  # "Doe, who left, told Roe": never "told Doe" for "Doe told"
    if left is not None and left.text == "," and not told and _prefers_inversion(sentence, i):
        after = phrase_after(tokens, i + 1, sentence.high, words)
        if after is not None and not _is_object(tokens[after[0]], cue):
            return Subject(after, (i, i + 1), inverted=True)
    return _behind_light_verb(sentence, found, i)


def _made_to(sentence: Sentence, i: int) -> Range | None:
    """``The vote led the ministers to say``: the object of the verb that makes them speak."""
    tokens = sentence.tokens
    if i < 3 or tokens[i - 2].mark is not None:
        return None
    start = phrase_start(tokens, i - 2, 0, sentence.words)
    if start is None or start == 0 or tokens[start - 1].lower not in _MAKING:
        return None
    return (start, i - 1)


def _edition(sentence: Sentence, i: int) -> Range | None:
    """``The May 3, 1914, edition of The Herald (Varna), reported``: the paper."""
    tokens = sentence.tokens
    for x in range(i - 2, max(0, i - 14), -1):
        if tokens[x].lower == "of" and tokens[x - 1].lower in ("edition", "issue"):
            return phrase_after(tokens, x + 1, i, sentence.words)
    return None


def _is_date(tokens: Sequence[Token], found: Range) -> bool:
    """``in a letter dated July 13, 1778, wrote``."""
    if found[1] - found[0] < 2 or tokens[found[0]].mark is not None:
        return False
    month, day = tokens[found[1] - 2], tokens[found[1] - 1]
    return bool(month.flags & MONTH) and month.mark is None and day.text[0].isdigit()


def _is_plural_noun(sentence: Sentence, found: Range, i: int) -> bool:
    """``in all 50 states``: the supposed verb is the last noun of the phrase in front of it."""
    tokens = sentence.tokens
    if not tokens[i].flags & CUE_NOUN or not tokens[i].lower.endswith("s"):
        return False
    first, last = tokens[found[0]], tokens[found[1] - 1]
    if last.text[0].isdigit() or last.lower in _NUMBERS:
        return True
    described = first.flags & DETERMINER or first.lower in ("who", "which")
    return not (last.capital or last.flags & SUBJECT_PRONOUN or described)


def _is_object(first: Token, cue: Cue) -> bool:
    """``…, conceded the defeat``: behind a clause without marks only "said" is turned round."""
    if first.lower in ("it", "you"):
        return True
    return cue.verb not in ("say", "report", "write") and bool(first.flags & DETERMINER)


def _is_reduced(tokens: Sequence[Token], found: Range, i: int) -> bool:
    """``…, a plan announced in May``: a participle that tells of the thing in front of it."""
    if tokens[i].lower in ("said", "told") or not tokens[i].flags & PAST or found[1] != i:
        return False
    first, behind = tokens[found[0]], tokens[i + 1] if i + 1 < len(tokens) else None
    if first.lower not in ("a", "an") or found[0] == 0 or tokens[found[0] - 1].mark is not None:
        return False
    apposed = tokens[found[0] - 1].text in (",", "-", "–", "—")
    return apposed and behind is not None and bool(behind.flags & (PREPOSITION | TIME))


def _opens_inverted(sentence: Sentence, cue: Cue, after: Range | None) -> bool:
    """``Said Doe, "…"``: the verb opens the sentence."""
    if cue.index > 0 or cue.kind not in ("ed", "s") or after is None:
        return False
    tokens, end = sentence.tokens, after[1]
    behind = end + 1 < sentence.high and tokens[end].text in (",", ":")
    return behind and tokens[end + 1].mark is not None


def _prefers_inversion(sentence: Sentence, i: int) -> bool:
    """``…, said an official who was there``: what follows is a noun phrase and no clause."""
    tokens, high = sentence.tokens, sentence.high
    after = phrase_after(tokens, i + 1, high, sentence.words)
    if after is None or tokens[after[0]].flags & SUBJECT_PRONOUN:
        return False
    end = after[1]
    if any(is_finite(token) for token in tokens[after[0] : end]):
        return False
    return end >= high or tokens[end].text == "," or tokens[end].lower in ("who", "in", "on", "at")


def _behind_light_verb(sentence: Sentence, found: Range, i: int) -> Subject:
    """``Doe voiced hope that``: the noun is the cue, Doe the speaker."""
    tokens = sentence.tokens
    last = found[1] - 1
    if found[1] - found[0] > 1 and tokens[last].flags & LIGHT_VERB and not tokens[last].capital:
        speaker = subject_before(tokens, last, 0, sentence.words)
        if speaker is not None:
            return Subject(speaker, (last, i + 1))
    return Subject(found, (i, i + 1))


def _goes_on(sentence: Sentence, i: int) -> Range | None:
    """``saying it was late and warned``: whoever said what ends right in front of "and"."""
    tokens = sentence.tokens
    if sentence.latest is None or tokens[i - 1].lower not in ("and", "but"):
        return None
    subject, end = sentence.latest
    return subject if i - 2 <= end <= i - 1 else None


def _of_conjoined(sentence: Sentence, i: int) -> Range | None:
    """``Doe met the envoy and said that``."""
    tokens = sentence.tokens
    while i > 1 and tokens[i - 1].lower in ("has", "have", "had"):
        i -= 1
    left = tokens[i - 1].lower
    again = _goes_on(sentence, i)
    if again is not None:
        return again
    if left in ("and", "but", "or", "then", "also"):
        if left == "also" and not (i > 1 and tokens[i - 2].lower in ("and", "but")):
            return None
        return sentence.subject or main_subject(sentence, i)
    return None


def _of_participle(sentence: Sentence, cue: Cue) -> Subject | None:
    """``…, saying``: the subject of the main clause; ``quoted a source as saying``: the source."""
    tokens, words, i = sentence.tokens, sentence.words, cue.index
    found = None
    if i > 0:
        left = tokens[i - 1]
        found = sentence.closing or sentence.subject or main_subject(sentence, i)
        found = _goes_on(sentence, i) or found
        if left.lower in ("by", "while", "in", "after"):
            found = main_subject(sentence, i, embedded=True) or found
        if left.lower in _PROGRESSIVE:
            verb = i if left.flags & BETWEEN else i - 1
            found = subject_before(tokens, verb, 0, words) or found
        elif left.flags & CLAUSE_PRONOUN and left.flags & AUXILIARY:  # "he's suggesting"
            found = (i - 1, i)
        elif left.word and not left.flags & VENUE:
            found = _described_by(sentence, i) or found
        if tokens[i - 1].lower == "as":
            relayed = _relayed(sentence, i)
            if relayed is not None:
                return relayed
        if found is None:
            found = _in_front_of_aside(sentence, i) or _of_opening_participle(sentence, i)
    else:
        found = _of_opening_participle(sentence, i)
    return None if found is None else Subject(found, (i, i + 1))


def subject_of(sentence: Sentence, j: int) -> Range | None:
    """Subject of the verb at ``j``, finite or participle, whatever it says."""
    tokens, words = sentence.tokens, sentence.words
    if tokens[j].lower.endswith("ing") and not tokens[j].flags & FINITE:
        left = tokens[j - 1] if j else None
        if left is None:
            return _of_opening_participle(sentence, 0)
        if left.lower in _PROGRESSIVE:
            return subject_before(tokens, j, 0, words) or main_subject(sentence, j)
        if (
            left.word
            and left.mark is None
            and not left.flags & (PREPOSITION | VENUE | SUBORDINATOR)
        ):
            described = _described_by(sentence, j)
            if described is not None:
                return described
        return sentence.subject or main_subject(sentence, j)
    if sentence.subject is not None and j and tokens[j - 1].lower in ("and", "but"):
        return _goes_on(sentence, j) or sentence.subject
    found = subject_before(tokens, j, 0, words)
    if found is not None and found[1] - found[0] == 1:
        head = tokens[found[0]]
        if head.lower == "who":
            return found
        if head.lower in ("that", "which", "it") or head.flags & (DAY | PREPOSITION | ADVERB):
            found = None
    return found or main_subject(sentence, j)


def _of_opening_participle(sentence: Sentence, i: int) -> Range | None:
    """``Noting that …, Doe said``: the subject of the main clause that follows."""
    tokens = sentence.tokens
    if i > 2:
        return None
    for cue in sentence.cues:
        if cue.index > i + 2 and cue.kind in ("ed", "s"):
            found = subject_before(tokens, cue.index, i + 1, sentence.words)
            if found is not None and tokens[found[0] - 1].text == ",":
                return found
    for x in range(i + 3, sentence.high - 1):
        if tokens[x].text == ",":
            return phrase_after(tokens, x + 1, sentence.high, sentence.words)
    return None


def _in_front_of_aside(sentence: Sentence, i: int) -> Range | None:
    """``Doe, after initially saying …, left``: the phrase in front of the comma."""
    tokens, x = sentence.tokens, i - 1
    while x > 0 and tokens[x].mark is None and tokens[x].flags & (ADVERB | BETWEEN):
        x -= 1
    if tokens[x].lower in ("after", "before", "while", "by", "despite"):
        x -= 1
    if x < 1 or tokens[x].text != ",":
        return None
    start = phrase_start(tokens, x - 1, 0, sentence.words)
    return None if start is None else (start, x)


def _described_by(sentence: Sentence, i: int) -> Range | None:
    """``a sign saying``: the thing that carries the words."""
    found = subject_before(sentence.tokens, i, 0, sentence.words)
    if found is None:
        return None
    left = sentence.tokens[found[0] - 1] if found[0] else None
    if left is not None and left.flags & LIGHT_VERB and not left.flags & AUXILIARY:
        return None  # "issued a statement saying"
    if left is not None and left.flags & PREPOSITION and left.lower not in ("with", "of"):
        return None  # "at one point calling"
    with_phrase = left is not None and left.lower == "with"
    first = sentence.tokens[found[0]]
    indefinite = first.lower in ("a", "an", "one", "another")
    shown = left is not None and left.lower == "of" and first.capital  # "footage of Doe saying"
    return found if with_phrase or indefinite or shown else None


def _relayed(sentence: Sentence, i: int) -> Subject | None:
    tokens = sentence.tokens
    for x in range(i - 2, max(-1, i - 14), -1):
        if tokens[x].mark is not None or not tokens[x].flags & RELAYING:
            continue
        if x == i - 2:  # "Wang was quoted as saying"
            speaker = subject_before(tokens, x, 0, sentence.words)
            return None if speaker is None else Subject(speaker, (_group_start(sentence, x), i + 1))
        if tokens[x + 1].lower == "by":  # "Wang was quoted by the Post as saying"
            speaker = subject_before(tokens, x, 0, sentence.words)
            if speaker is None or x + 2 >= i - 1:
                return None
            cue = (_group_start(sentence, x), i + 1)
            return Subject(speaker, cue, relay=(x, x + 1), relayer=(x + 2, i - 1))
        relayer = sentence.subject or main_subject(sentence, x + 1)
        return Subject((x + 1, i - 1), (i, i + 1), relay=(x, x + 1), relayer=relayer)
    return None


def _group_start(sentence: Sentence, i: int) -> int:
    while i > 0 and sentence.tokens[i - 1].lower in ("was", "were", "is", "been", "has", "have"):
        i -= 1
    return i
