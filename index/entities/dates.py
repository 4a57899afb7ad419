"""The grammar of dates: which phrases of a text name a day, week, month, year or decade.

A phrase is only looked for around a trigger word (a month, a weekday, "ago", four digits), so that
text without dates costs next to nothing. Durations ("20 minutes") and vague words ("recently") are
no dates. ``resolve`` turns a phrase into a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import msgspec
from diploread.index.entities.gazetteer import Gazetteer, load
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

_EXTRA_TRIGGERS = frozenset(
    """BC BCE CE AD B.C. A.D. B.C.E. time Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun tues
    thur thurs""".split()  # noqa: SIM905
)
_SPAN = re.compile(r"(?i:the\s+(?:last|past)\s+(?:week|month|year|decade))")
_YEARS = re.compile(r"(\d\d)(\d\d)\s[-–]\s(\d\d)?(\d\d)")


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """Tokens ``[i, j)`` that name a date."""

    i: int
    j: int
    text: str


@dataclass(frozen=True)
class _Grammar:
    phrase: re.Pattern[str]
    triggers: frozenset[str]
    counted: frozenset[str]
    vague_days: frozenset[str]
    ages: frozenset[str]
    spans: frozenset[str]
    abbreviations: frozenset[str]


def _alternatives(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


@lru_cache(maxsize=1)
def _grammar() -> _Grammar:
    return _build(load())


def _build(book: Gazetteer) -> _Grammar:
    raw = {k: msgspec.msgpack.decode(v) for k, v in book.packed.words["dates"].items()}
    months = [m.title() for m in raw["months"]]
    short = [f"{m.title()}\\.?" for m in raw["month_abbreviations"]]
    upper = [m.upper() for m in raw["months"]]
    month = f"(?:(?:{_alternatives(months + upper)}|{_alternatives(short)})(?!\\w))"
    weekdays = [d.title() for d in raw["weekdays"]] + [d.upper() for d in raw["weekdays"]]
    weekday = f"(?:(?:{_alternatives(weekdays)})(?!\\w))"
    short_day = r"(?:(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?)"
    numbers = _alternatives([*raw["numbers"]])
    season = f"(?:{_alternatives(raw['seasons'])})"
    ordinal = f"(?i:{_alternatives(raw['ordinals'])})(?![\\w-])"
    day = r"(?:[0-3]?\d(?:st|nd|rd|th)?(?![\d%:]|[.,]\d))"
    year = r"(?:(?:1[0-9]\d\d|20\d\d)(?![\d%]|[.,]\d))"
    unit = r"(?:days?|weeks?|months?|years?|decades?)"
    part = r"(?:\s+(?:morning|afternoon|evening|night|noon))"
    shift = "(?:last|next|this|past|previous|following|coming)"
    named = _alternatives([name.title().replace("'S", "['’]s") for name in raw["holidays"]])
    count = rf"(?:(?:{numbers})(?:[\s-]+(?:{numbers}))?|\d{{1,3}}|\[(?:{numbers})\])"
    stage = r"(?:(?:very\s+)?(?:early|late|mid)[\s-]+)"
    parts = [
        rf"{weekday},?\s+{month}\s+{day}(?:,?\s+{year})?",
        rf"{weekday},?\s+{day}\s+(?:of\s+)?{month}(?:,?\s+{year})?",
        rf"{weekday}\s+\(\s*{month}\s+{day}\s*\)",
        rf"{month}\s+{day}(?:\s*(?:[-–]|to|and|through)\s*{day}(?!\s*{month}))?(?:,?\s+{year}|\s+(?i:(?:last|this|next)\s+year))?",
        rf"{day}(?:(?:\s*[-–]\s*|\s+(?:to|and)\s+){day})?\s+(?:of\s+)?{month}(?:,?\s+{year}|\s+(?i:(?:last|this|next)\s+year))?",
        rf"(?:the\s+)?{ordinal}\s+(?:day\s+)?of\s+{month}(?:,?\s+{year})?",
        rf"{month}\s+(?:the\s+)?{ordinal}(?!\s+(?!and|at|but|by|when|with)[a-z])(?:,?\s+{year})?",
        rf"(?:the\s+)?(?:[0-3]?\d(?:st|nd|rd|th)|{ordinal})\s+(?:day\s+)?of\s+(?:last|this|next)\s+month(?!\w)",
        rf"{month},?\s+(?:of\s+)?(?:(?i:(?:last|this|next|that|(?:of\s+)?the\s+same)\s+year)|{year})",
        r"\d{4}-[01]\d-[0-3]\d(?!\d)",
        rf"[0-3]?\d-{month}-(?:{year}|\d\d)(?!\d)",
        r"[0-3]?\d/[0-3]?\d/(?:19|20)?\d\d(?!\d)",
        r"[0-3]?\d\.[01]?\d\.(?:19|20)\d\d(?!\d)",
        r"[0-3]?\d-[0-3]?\d-(?:19|20)\d\d(?!\d)",
        r"[1-9]\d{0,4}\s?(?:BCE?|CE|AD|B\.C\.(?:E\.)?|A\.D\.)(?!\w)",
        r"(?:AD|A\.D\.)\s?\d{1,4}(?!\d)",
        rf"{year}[-–/](?:{year}|\d\d(?![\d%]))",
        rf"{year}\s[-–]\s\d\d(?![\d%])",
        r"9/11(?![\d/])",
        r"(?:(?:1[5-9]|20)\d0|['’]\d0)s(?!\w)",
        r"(?:the\s+|early\s+|late\s+|mid[\s-]+)(?:1[5-9]|20)\d0[’']s(?!\w)",
        rf"(?i:{season}\s+(?:of\s+)?){year}",
        rf"{year}",
        rf"(?i:(?:{stage}|later\s+|earlier\s+)?(?:the\s+)?{shift}\s+)(?:{month}(?!\s+\d)|{weekday}{part}?|{short_day}|(?i:{season}))(?![\w-])",
        rf"{weekday}\s+last(?=\s*[.,;)]|\s+and\b)",
        r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri)\.(?=\s)",
        rf"(?i:{stage}?(?:the\s+)?{shift}\s+(?:week|month|year|weekend|decade|century|quarter|morning|afternoon|evening)(?![\w-]))",
        r"(?i:(?:the\s+)?(?:next|previous|following|this)\s+(?:day|night)(?![\w-]))",
        r"(?i:(?:late\s+)?last\s+night(?![\w-])(?!\s+of\b))",
        r"(?i:(?:earlier|later|early|late)\s+(?:this|that|last|next|in\s+the|the\s+same|the\s+following|the\s+next)\s+(?:day|week|month|year|morning|afternoon|evening|decade)(?![\w-]))",
        r"(?i:(?:the\s+|that\s+)?same\s+(?:day|week|month|year|night|evening)(?![\w-]))",
        r"(?i:that\s+(?:day|week|month|year|night|evening|morning|summer|winter|spring|autumn)(?![\w-]))",
        rf"(?i:(?:about|some|around|nearly|almost|more\s+than|over)\s+)?(?i:{count}\s+(?:and\s+a\s+half\s+)?{unit}(?:\s+and\s+a\s+half)?\s+(?:ago(?:\s+(?:today|tomorrow|yesterday))?|earlier|later|before|prior|hence|from\s+now))(?![\w-])",
        rf"(?i:in\s+{count}\s+{unit}['’](?:s\s+|\s+)time)(?![\w-])",
        rf"(?i:(?:several|a\s+few|many|a\s+couple\s+of)\s+{unit}\s+(?:ago|earlier|later|before))(?![\w-])",
        r"(?i:the\s+(?:day|night|week|month|year)\s+(?:before\s+last|before|after|earlier))(?=\s*[.,;:)\n]|\s*$|\s+(?:when|and|by|in|at|for|with|that)\b)",
        r"(?i:the\s+day\s+(?:before\s+yesterday|after\s+tomorrow))",
        r"(?i:(?:earlier|later|early|late)\s+(?:today|yesterday|tomorrow|tonight|on\s+(?=X)))",
        r"(?i:(?:today|yesterday|tomorrow|tonight))(?:(?i:\s+(?:morning|afternoon|evening|night)))?(?![\w])",
        rf"(?:(?i:last|this|next)\s+)?(?:{named})(?:,?\s+(?:of\s+)?{year})?(?!\w|\s+[A-Z])",
        rf"{weekday}{part}?",
        rf"{month}",
    ]  # fmt: skip
    phrase = re.compile("|".join(f"(?:{part_})" for part_ in parts))
    triggers = {*raw["triggers"], *raw["months"], *raw["weekdays"], *raw["month_abbreviations"]}
    triggers |= {f"{abbreviation}." for abbreviation in raw["month_abbreviations"]}
    triggers |= _EXTRA_TRIGGERS
    return _Grammar(
        phrase,
        frozenset(triggers),
        frozenset(raw["counted"]),
        frozenset(raw["vague_days"]),
        frozenset(raw["ages"]),
        frozenset(raw["spans"]),
        frozenset(raw["month_abbreviations"]),
    )


def find_dates(tokens: Tokens) -> list[DatePhrase]:
    """The date phrases of a text, in order, without overlap; the longest wins."""
    grammar = _grammar()
    found: list[DatePhrase] = []
    done = 0
    for at in _trigger_places(tokens, grammar):
        if at < done:
            continue
        phrase = _phrase_at(tokens, at, done, grammar)
        if phrase is not None and not _rejected(tokens, phrase, grammar):
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


def _trigger_places(tokens: Tokens, grammar: _Grammar) -> Iterator[int]:
    triggers = grammar.triggers
    for i, key in enumerate(tokens.keys):
        if key[0].isdigit():
            if len(key) > 3 or key == "9" or key[1:] == "0s" or _month_near(tokens, i, grammar):
                yield i
        elif key in triggers or (len(key) < 5 and key.lower() in triggers):
            yield i


def _month_near(tokens: Tokens, i: int, grammar: _Grammar) -> bool:
    return any(
        tokens.keys[x].lower() in grammar.triggers for x in range(i + 1, min(len(tokens), i + 5))
    )


def _phrase_at(tokens: Tokens, at: int, low: int, grammar: _Grammar) -> DatePhrase | None:
    """The longest phrase that holds token ``at`` and begins at or after token ``low``."""
    from bisect import bisect_left

    best: DatePhrase | None = None
    for start in range(max(low, at - _LOOK_BACK), at + 1):
        match = grammar.phrase.match(tokens.text, tokens.starts[start])
        if match is None or match.end() < tokens.ends[at] or match.end() == match.start():
            continue
        j = bisect_left(tokens.starts, match.end(), start)
        if tokens.ends[j - 1] > match.end() and not tokens.text[
            match.end() : tokens.ends[j - 1]
        ].startswith("."):
            continue
        if any(b in tokens.breaks for b in range(start + 1, j)):
            continue
        phrase = DatePhrase(start, j, match.group())
        if best is None or phrase.j > best.j:
            best = phrase
    return best


def _rejected(tokens: Tokens, phrase: DatePhrase, grammar: _Grammar) -> bool:
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
            "resolution",
            "about",
            "some",
        )
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
        named = before in _BEFORE_MONTH
        return not named or not text[0].isupper()
    if text.lower().rstrip(".") in grammar.abbreviations:
        return before.lower() not in _BEFORE_MONTH
    return False


def _is_vague(tokens: Tokens, phrase: DatePhrase, grammar: _Grammar) -> bool:
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
