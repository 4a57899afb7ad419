"""The cues of a sentence: verbs of saying in a form that attributes, and ``according to``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diploread.index.quotes.clauses import is_finite
from diploread.index.quotes.lexicon import (
    ADVERB,
    AUXILIARY,
    BETWEEN,
    CLAUSE_PRONOUN,
    COORDINATOR,
    CUE_NOUN,
    DETERMINER,
    INDEFINITE,
    LIGHT_VERB,
    PREPOSITION,
    SUBJECT_PRONOUN,
    SUBORDINATOR,
    TIME,
    VENUE,
    Lexicon,
    word_set,
)
from diploread.index.quotes.tokens import Token

ACCORDING = "accord"

MOST_CUES = 14
"""Cues read in one sentence: bounds the work on a hostile text."""

_BE = word_set("is was are were been be being isn't wasn't")
_PARTICLES = {"add": ("up",), "write": ("off",)}
"""With these the verb says nothing: ``costs add up``."""
_NOUN_LEFT = word_set("of in to on for by ’s 's united public more own tax new such no")


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of saying at token ``index``.

    ``kind`` is its form: base, s, ed, ing, inf (behind "to"), or acc for "according to".
    """

    index: int
    verb: str
    kind: str


def find_cues(tokens: Sequence[Token], words: Lexicon) -> list[Cue]:
    """The cues of one sentence, in order."""
    cues: list[Cue] = []
    for i, token in enumerate(tokens):
        form = words.forms.get(token.lower)
        if form is not None:
            verb, kind = form
            if token.lower == "read" and not (i and _takes_base(tokens[i - 1])):
                kind = "ed"  # "the letter read": the past looks like the base form
            if _is_verb(tokens, i, verb, kind, words):
                if len(cues) >= MOST_CUES:
                    break
                infinitive = kind == "base" and i > 0 and tokens[i - 1].lower == "to"
                cues.append(Cue(i, verb, "inf" if infinitive else kind))
        elif token.lower == "according" and i + 1 < len(tokens) and tokens[i + 1].lower == "to":
            cues.append(Cue(i, ACCORDING, "acc"))
    return cues


def _takes_base(left: Token) -> bool:
    """True for "to" and for an auxiliary that a base form follows: "did not read"."""
    perfect = left.lower in ("has", "have", "had", "be", "been", "is", "was", "were", "are")
    return left.lower == "to" or bool(left.flags & AUXILIARY and not perfect)


def _opens_content(tokens: Sequence[Token], i: int) -> bool:
    """``continued to insist that``: an infinitive with content of its own."""
    says = tokens[i].lower == "say" and i + 2 < len(tokens)
    if says and tokens[i + 1].flags & CLAUSE_PRONOUN and is_finite(tokens[i + 2]):
        return True
    for x in range(i + 1, min(i + 4, len(tokens))):
        if tokens[x].lower == "that" or tokens[x].mark is not None or tokens[x].text == ":":
            return True
        if tokens[x].text != "," and tokens[x].lower not in (
            "out",
            "reporters",
            "supporters",
            "voters",
            "himself",
            "herself",
            "itself",
            "themselves",
        ):
            return False
    return False


def _is_passive(tokens: Sequence[Token], i: int) -> bool:
    """``were claimed by``: what is said, not who says it; "was asked whether" stays a cue."""
    j = i - 1
    while j > 0 and (tokens[j].flags & (ADVERB | TIME) or tokens[j].lower in ("also", "not")):
        j -= 1
    return tokens[j].lower in _BE and tokens[i].lower != "asked"


def _closes_quotation(tokens: Sequence[Token], i: int) -> bool:
    """``"…," they conclude``: behind a quotation nothing but its subject and the verb."""
    for x in range(i - 1, max(-1, i - 6), -1):
        token = tokens[x]
        if token.mark is not None:
            plural = tokens[i - 1].lower in ("they", "we", "i") or tokens[i - 1].lower.endswith("s")
            return x < i - 1 and plural and not tokens[x + 1].flags & PREPOSITION
        if not token.word or is_finite(token) or token.flags & COORDINATOR:
            return False
    return False


def _is_interrupted(tokens: Sequence[Token], i: int) -> bool:
    """``The estimates, she added, were``: what follows is the attribution of another."""
    if i + 3 >= len(tokens) or tokens[i + 1].text != ",":
        return False
    return bool(tokens[i + 2].flags & SUBJECT_PRONOUN) and is_finite(tokens[i + 3])


def _may_be_plural(token: Token) -> bool:
    """False for a singular noun, which a verb in its base form cannot follow."""
    known = AUXILIARY | BETWEEN | ADVERB | CLAUSE_PRONOUN | INDEFINITE | LIGHT_VERB
    plural = token.lower.endswith("s") or token.lower in ("people", "who", "to", "women", "men")
    return bool(token.flags & known) or plural or token.capital or not token.word


def _may_state(tokens: Sequence[Token], i: int) -> bool:
    """``the letter states``, ``Doe reports``, but not ``in Western states``."""
    left = tokens[i - 1]
    if left.flags & (VENUE | SUBJECT_PRONOUN | BETWEEN | ADVERB) or left.text == ",":
        return True
    j = i - 1
    while j >= 0 and tokens[j].mark is None and (tokens[j].capital or tokens[j].lower == "of"):
        j -= 1
    opens = j < 0 or tokens[j].mark is not None or tokens[j].text in ",;:"
    return opens or (left.capital and tokens[j].flags & SUBORDINATOR != 0)


def _is_verb(tokens: Sequence[Token], i: int, verb: str, kind: str, words: Lexicon) -> bool:
    token = tokens[i]
    following = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    if following in _PARTICLES.get(verb, ()):
        return False
    if (
        i == 1
        and tokens[0].lower in ("that", "all")
        and tokens[min(2, len(tokens) - 1)].text == ","
    ):
        return False  # "That said, …", "All told, …"
    if token.capital and i > 0 and kind != "ing" and verb != "say":
        return False
    left = tokens[i - 1] if i else None
    if kind in ("base", "s") and _is_interrupted(tokens, i):
        return False
    if left is not None and left.mark is None:
        if token.flags & CUE_NOUN:
            if token.lower in ("states", "reports") and not _may_state(tokens, i):
                return False
            infinitive = left.lower == "to" and kind == "base" and _opens_content(tokens, i)
            if left.flags & DETERMINER or (left.lower in _NOUN_LEFT and not infinitive):
                return False
            if left.text.endswith(("'s", "’s", "s’")) or left.lower == "her":
                return False
            verbal = is_finite(left) and not left.flags & (
                AUXILIARY | BETWEEN | ADVERB | LIGHT_VERB
            )
            if verbal and not left.capital and kind == "base":
                return False  # "took note of"
            if kind == "base" and not _may_be_plural(left):
                return False  # "an inflection point"
        if kind == "ing" and left.lower in ("have", "has", "had"):
            return False  # "have admitting rights"
        if kind == "ing" and left.flags & DETERMINER and left.lower in ("a", "an", "the"):
            return False  # "a warning about"
        if kind == "ed" and left.flags & DETERMINER and not left.flags & INDEFINITE:
            return False
        if left.lower == "to" and kind == "base":
            return _opens_content(tokens, i)
        if kind == "ed" and _is_passive(tokens, i):
            return False
    if kind != "base" or verb in words.base_forms or _closes_quotation(tokens, i):
        return True
    auxiliary = left is not None and left.flags & (AUXILIARY | ADVERB | BETWEEN)
    return bool(auxiliary) and _opens_content(tokens, i)
