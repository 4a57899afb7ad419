"""The grammar of dates: which phrases of a text name a day, week, month, year or decade.

A phrase is only looked for around a trigger word (a month, a weekday, "ago", four digits), so that
text without dates costs next to nothing. Durations ("20 minutes") and vague words ("recently") are
no dates. ``resolve`` turns a phrase into a value.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from diploread.index.entities.date_phrases import Grammar, grammar
from diploread.index.entities.tokens import Tokens

_LOOK_BACK = 6
"""Tokens before a trigger at which its phrase may begin."""
_YEAR = re.compile(r"^(?:1\d\d\d|20\d\d)$")
_DIGITS = re.compile(r"^\d")
_BEFORE_MONTH = frozenset(
    """in since by until of last next this late early mid from to and through - during for before
    after between till every""".split()  # noqa: SIM905
)
_BEFORE_OLD_YEAR = frozenset(
    ("in", "since", "until", "from", "by", "around", "circa", "c.", "before")
)
_CLAUSE_OPENERS = frozenset("he she it they we i you his her its their".split())  # noqa: SIM905
_AMBIGUOUS = frozenset(("May", "March", "may", "march", "MAY", "MARCH", "Sun", "Mar"))

_SPAN = re.compile(r"(?i:the\s+(?:last|past)\s+(?:week|month|year|decade))")
_YEARS = re.compile(r"(\d\d)(\d\d)\s[-–]\s(\d\d)?(\d\d)")


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """Tokens ``[i, j)`` that name a date."""

    i: int
    j: int
    text: str


def find_dates(tokens: Tokens) -> list[DatePhrase]:
    """The date phrases of a text, in order, without overlap; the longest wins."""
    known = grammar()
    shadow = known.shadow(tokens)
    found: list[DatePhrase] = []
    done = 0
    for at in _trigger_places(tokens, known):
        if at < done:
            continue
        phrase = _phrase_at(tokens, shadow, at, done, known)
        if phrase is not None and not _rejected(tokens, phrase, known):
            found += _years_apart(tokens, phrase)
            done = phrase.j
    return found


def _years_apart(tokens: Tokens, phrase: DatePhrase) -> list[DatePhrase]:
    """The two years of a spaced "1992 – 95", each a date; any other phrase as it is."""
    match = _YEARS.fullmatch(phrase.text)
    if match is None or phrase.j - phrase.i != 3:
        return [phrase]
    century, first, other, last = match.groups()
    until = f"{other or century}{last}"
    if until <= f"{century}{first}":
        return [phrase]
    start, end = phrase.i, phrase.j
    return [
        DatePhrase(start, start + 1, century + first),
        DatePhrase(end - 1, end, until),
    ]


def _trigger_places(tokens: Tokens, grammar: Grammar) -> Iterator[int]:
    triggers = grammar.triggers
    for i, key in enumerate(tokens.keys):
        if key[0].isdigit():
            if len(key) > 3 or key == "9" or key[1:] == "0s" or _month_near(tokens, i, grammar):
                yield i
        elif key in triggers or (len(key) < 5 and key.lower() in triggers):
            yield i


def _month_near(tokens: Tokens, i: int, grammar: Grammar) -> bool:
    return any(
        tokens.keys[x].lower() in grammar.triggers for x in range(i + 1, min(len(tokens), i + 5))
    )


def _phrase_at(
    tokens: Tokens, shadow: str, at: int, low: int, grammar: Grammar
) -> DatePhrase | None:
    """The longest phrase that holds token ``at`` and begins at or after token ``low``."""
    best: DatePhrase | None = None
    for start in range(max(low, at - _LOOK_BACK), at + 1):
        match = grammar.phrase.match(shadow, tokens.starts[start])
        if match is None or match.end() < tokens.ends[at] or match.end() == match.start():
            continue
        j = bisect_left(tokens.starts, match.end(), start)
        if tokens.ends[j - 1] > match.end() and not tokens.text[
            match.end() : tokens.ends[j - 1]
        ].startswith("."):
            continue
        if any(b in tokens.breaks for b in range(start + 1, j)):
            continue
        phrase = DatePhrase(start, j, tokens.text[match.start() : match.end()])
        if best is None or phrase.j > best.j:
            best = phrase
    return best


def _rejected(tokens: Tokens, phrase: DatePhrase, grammar: Grammar) -> bool:
    """Phrases that look like dates and are none: "may", "march", "2000 people"."""
    text = phrase.text
    before = tokens.words[phrase.i - 1] if phrase.i else ""
    after = tokens.keys[phrase.j].lower() if phrase.j < len(tokens) else ""
    if _YEAR.match(text):
        if text < "1500" and before.lower() not in _BEFORE_OLD_YEAR:
            return True
        return after in grammar.counted or before in (
            "$",
            "£",
            "€",
            "¥",
            "#",
            "No.",
            "Resolution",
            "U.S.C.",
            "resolution",
            "about",
            "some",
        )
    if text in grammar.vague_days and after == "more":
        return True  # "and today more people …"
    if text in grammar.vague_days and _is_vague(tokens, phrase, grammar):
        return True
    if before.lower() in grammar.spans and _SPAN.match(text):
        return True  # "over the last year" lasts, and is no year of its own
    if text.endswith((" before", " after")) and after in _CLAUSE_OPENERS:
        return True  # "ten days before he signed" counts from what nobody can look up
    if text in _AMBIGUOUS:
        before = before.lower()
        if text.startswith(("Sun", "Mar")) and len(text) == 3:
            return True
        if tokens.opens(phrase.i) and before != "in":
            return not (after.isdigit() or after == ",")
        if before == "the" and after in grammar.after_month:
            return not text[0].isupper()
        named = before in _BEFORE_MONTH
        return not named or not text[0].isupper()
    if text.lower().rstrip(".") in grammar.abbreviations:
        return before.lower() not in _BEFORE_MONTH
    return False


def _is_vague(tokens: Tokens, phrase: DatePhrase, grammar: Grammar) -> bool:
    """Whether "today" means these times: "today's world", "of today", "a better tomorrow"."""
    i, j = phrase.i, phrase.j
    before = tokens.keys[i - 1].lower() if i else ""
    if before == "of" and not (i > 1 and tokens.keys[i - 2].lower() == "as"):
        return True
    if before in ("a", "than"):
        return True
    if j + 1 < len(tokens) and tokens.keys[j] in ("'s", "’s"):
        return tokens.keys[j + 1].lower() in grammar.ages
    return False
