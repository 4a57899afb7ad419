"""Verbs and clauses, told by the forms of words: what is finite, what opens a clause."""

from __future__ import annotations

from collections.abc import Sequence

from diploread.index.quotes.lexicon import (
    ADVERB,
    AUXILIARY,
    BETWEEN,
    CLAUSE_PRONOUN,
    COORDINATOR,
    DETERMINER,
    FINITE,
    NOT_FINITE,
    PAST,
    PREPOSITION,
    TIME,
    VERB,
    word_set,
)
from diploread.index.quotes.tokens import Token


def is_finite(token: Token) -> bool:
    """True for a word that is a finite verb by its form alone."""
    if token.mark is not None:
        return False
    return bool(token.flags & (FINITE | PAST)) and not token.flags & NOT_FINITE


_BEHIND_VERB = word_set(
    "the a an this that these those his her its their our my your no any some all more to "
    "in on at for with from into about as by up out not him them us me you it what how "
    "why whether if who well better against over through back only so such both many much "
)


def acts_as_verb(tokens: Sequence[Token], x: int, end: int) -> bool:
    """True where the verb form at ``x`` has a subject in front and a complement behind."""
    token, left = tokens[x], tokens[x - 1]
    k = x - 1
    if left.flags & ADVERB or left.lower in (
        "also",
        "still",
        "already",
        "never",
        "often",
        "always",
    ):
        k -= 1
    if k < 0 or not tokens[k].word or tokens[k].mark is not None or token.capital:
        return False
    subject = tokens[k]
    if subject.flags & (DETERMINER | PREPOSITION | COORDINATOR) or subject.lower in ("to", "not"):
        return False
    if subject.flags & (AUXILIARY | BETWEEN) or subject.text.endswith(("'s", "’s", "s’")):
        return False
    third = token.lower.endswith("s") and not token.lower.endswith("ss")
    plural = subject.lower.endswith("s") and not subject.capital
    if (third and plural) or (not third and not plural and not subject.flags & CLAUSE_PRONOUN):
        return False
    if k + 1 < x:
        return True
    if third and not (subject.capital or subject.flags & CLAUSE_PRONOUN):
        following = tokens[x + 1] if x + 1 < end else None
        return following is not None and following.lower in _BEHIND_VERB
    if x + 1 >= end:
        return subject.flags & CLAUSE_PRONOUN != 0 or subject.capital
    following = tokens[x + 1]
    return bool(
        following.lower in _BEHIND_VERB
        or following.mark is not None
        or following.flags & ADVERB
        or following.capital
        or subject.flags & CLAUSE_PRONOUN
        or following.text[0].isdigit()
    )


_RELATIVES = word_set("who that which where whose")


_CLAUSE_BREAKERS = word_set("until because while when if after before though although unless than")


def opens_clause(tokens: Sequence[Token], start: int, end: int, *, strict: bool = False) -> bool:
    """True where the range begins with a subject and its finite verb, not with an object.

    ``strict`` asks for an auxiliary: for verbs that often take an object (``claimed a victory``).
    """
    needed, aside = 1, 0
    for x in range(start, min(end, start + 30)):
        token = tokens[x]
        if token.mark is not None:
            if x == start:
                return True
            continue
        if token.flags & CLAUSE_PRONOUN and x - start < 8 and x + 1 < end:
            if strict and x > start:
                continue  # "maintained a lead as they sat": an object with a clause behind it
            if x > start or token.lower not in ("it", "you") or _has_verb(tokens, x + 1, end):
                return True
            continue
        if token.lower in _RELATIVES and x > start:
            needed += 1
        elif token.lower in _CLAUSE_BREAKERS and x > start and tokens[x - 1].text == ",":
            aside = x
        elif token.text == "," and aside:
            aside = 0
        elif aside:
            continue
        elif token.lower in _CLAUSE_BREAKERS and x > start:
            if token.lower != "than" or tokens[x - 1].lower not in (
                "more",
                "less",
                "fewer",
                "other",
            ):
                return False
        elif token.text in ";:" or (strict and token.lower == "as" and x > start):
            return False
        elif strict and (not token.flags & FINITE or token.flags & VERB):
            continue
        elif x > start and token.flags & VERB and acts_as_verb(tokens, x, end):
            needed -= 1
            if needed == 0:
                return True
        elif is_finite(token) and x > start:
            participle = token.flags & PAST and (
                x + 1 < end
                and tokens[x + 1].lower
                in ("by", "in", "to", "on", "at", "from", "with", "as", "for")
            )
            auxiliary = tokens[x - 1].flags & (AUXILIARY | BETWEEN)
            if (
                not participle
                or auxiliary
                or x + 3 >= end
                or not any(is_finite(later) for later in tokens[x + 1 : min(end, x + 14)])
            ):
                needed -= 1
            if needed == 0:
                return True
    return False


def _has_verb(tokens: Sequence[Token], start: int, end: int) -> bool:
    """True unless nothing in the range can be a verb: "tells it differently"."""
    return any(
        token.mark is not None or is_finite(token) or token.flags & (VERB | AUXILIARY)
        for token in tokens[start:end]
    )


def has_finite_clause(tokens: Sequence[Token], start: int, end: int) -> bool:
    """True where the range looks like a clause with a verb of its own."""
    if end - start >= 2 and any(
        token.flags & CLAUSE_PRONOUN and token.mark is None
        for token in tokens[start : min(start + 3, end)]
    ):
        return True
    return any(is_finite(token) for token in tokens[start:end])


def weight(tokens: Sequence[Token], start: int, end: int) -> int:
    """Words in the range; a quoted stretch counts five."""
    return sum(5 if token.mark is not None else token.word for token in tokens[start:end])


def is_time(token: Token) -> bool:
    """True for a word that says when: Monday, later, yesterday."""
    return bool(token.flags & TIME)
