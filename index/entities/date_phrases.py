"""The phrases that name a date, as one regular expression over the *shadow* of a text.

In the shadow every letter of a month, a weekday, a number or an ordinal is replaced by one sign for
its class, so that "September" and "May" are runs of the same sign. The shadow is as long as the
text, offsets are the same in both, and the expression has no word lists in it: it compiles in a
fifth of the time that one with the words would take, which every first article would pay for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import msgspec
from diploread.index.entities.gazetteer import load
from diploread.index.entities.tokens import Tokens

_MONTH, _SHORT_MONTH, _WEEKDAY, _NUMBER, _ORDINAL = "\ue000\ue001\ue002\ue003\ue004"
_ARTICLES = frozenset(("a", "an", "half"))
"""Numbers that the expression spells out: they stand in other phrases too ("a few")."""


@dataclass(frozen=True)
class Grammar:
    """The expression, and the words around a phrase that tell what it is."""

    phrase: re.Pattern[str]
    triggers: frozenset[str]
    counted: frozenset[str]
    vague_days: frozenset[str]
    ages: frozenset[str]
    spans: frozenset[str]
    after_month: frozenset[str]
    abbreviations: frozenset[str]
    signs: Mapping[str, str]
    """Word -> the sign of its class."""

    def shadow(self, tokens: Tokens) -> str:
        """The text of ``tokens`` with signs in place of the letters of the words that have one."""
        text, signs = tokens.text, self.signs
        pieces: list[str] = []
        done = 0
        words = tokens.words
        for i in [i for i, word in enumerate(words) if word in signs]:
            start, end = tokens.starts[i], tokens.ends[i]
            pieces += (text[done:start], signs[words[i]] * (end - start))
            done = end
        return "".join((*pieces, text[done:])) if pieces else text


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The grammar of this installation, made on first use."""
    words = {k: msgspec.msgpack.decode(v) for k, v in load().packed.words["dates"].items()}
    signs = _signs(words)
    named = [*words["holidays"], *words["from_easter"], *words["nth_weekdays"]]
    triggers = {*words["triggers"], *words["months"], *words["weekdays"]}
    triggers |= {*words["month_abbreviations"], *words["short_triggers"]}
    triggers |= {f"{abbreviation}." for abbreviation in words["month_abbreviations"]}
    return Grammar(
        re.compile("|".join(_phrases(_in_signs(named, signs)))),
        frozenset(triggers),
        frozenset(words["counted"]),
        frozenset(words["vague_days"]),
        frozenset(words["ages"]),
        frozenset(words["spans"]),
        frozenset(words["after_month"]),
        frozenset(words["month_abbreviations"]),
        signs,
    )


def _signs(words: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """The forms of the words that have a sign: names with a capital or in capitals throughout."""
    signs: dict[str, str] = {}
    for name, sign in (("months", _MONTH), ("weekdays", _WEEKDAY)):
        signs |= {form: sign for word in words[name] for form in (word.title(), word.upper())}
    for word in words["month_abbreviations"]:
        signs |= {word.title(): _SHORT_MONTH, f"{word.title()}.": _SHORT_MONTH}
    for name, sign in (("numbers", _NUMBER), ("ordinals", _ORDINAL)):
        for word in words[name]:
            if word not in _ARTICLES and "-" not in word:
                signs |= dict.fromkeys((word, word.capitalize(), word.upper()), sign)
    return signs


def _in_signs(names: Iterable[str], signs: Mapping[str, str]) -> str:
    """Names of days as alternatives of an expression over the shadow, the longest first."""
    forms = []
    for name in sorted(names, key=len, reverse=True):
        words = name.title().replace("'S", "['’]s").split()
        forms.append(r"\s+".join(f"{signs[w]}+" if w in signs else w for w in words))
    return "|".join(forms)


def _phrases(named: str) -> tuple[str, ...]:
    """The alternatives in the order in which they are tried; ``named`` are the named days."""
    month = rf"(?:(?:{_MONTH}+|{_SHORT_MONTH}+\.?)(?!\w))"
    weekday = rf"(?:{_WEEKDAY}+(?!\w))"
    short_day = r"(?:(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?)"
    season = r"(?:spring|summer|autumn|fall|winter)"
    ordinal = rf"(?:(?:{_NUMBER}+-)?{_ORDINAL}+(?![\w-]))"
    number = rf"(?:{_NUMBER}+|(?i:an?|half))"
    day = r"(?:[0-3]?\d(?:st|nd|rd|th)?(?![\d%:]|[.,]\d))"
    year = r"(?:(?:1[0-9]\d\d|20\d\d)(?![\d%]|[.,]\d))"
    unit = r"(?:days?|weeks?|months?|years?|decades?)"
    part = r"(?:\s+(?:morning|afternoon|evening|night|noon))"
    shift = "(?:last|next|this|past|previous|following|coming)"
    count = rf"(?:{number}(?:[\s-]+{number})?|\d{{1,3}}|\[{_NUMBER}+\])"
    stage = r"(?:(?:very\s+)?(?:early|late|mid)[\s-]+)"
    days = rf"{day}(?:,\s+{day})+,?\s+and\s+{day}"
    parts = (
        rf"{weekday},?\s+{month}\s+{day}(?:,?\s+{year})?",
        rf"{weekday},?\s+{day}\s+(?:of\s+)?{month}(?:,?\s+{year})?",
        rf"{weekday}\s+\(\s*{month}\s+{day}\s*\)",
        rf"{month}\s+{days}(?:,?\s+{year})?",
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
        rf"(?:the\s+|{stage})(?:1[5-9]|20)\d0[’']s(?!\w)",
        rf"(?i:{season}\s+(?:of\s+)?){year}",
        rf"(?:(?i:fiscal|financial)\s+[Yy]ear\s+|FY\s?){year}",
        rf"{year}",
        rf"(?i:(?:{stage}|later\s+|earlier\s+)?(?:the\s+)?{shift}\s+)(?:{month}(?!\s+\d)|{weekday}{part}?|{short_day}|(?i:{season}))(?![\w-])",
        rf"(?i:that\s+){month}(?!\s+\d)",
        rf"{weekday}\s+last(?=\s*[.,;)]|\s+and\b)",
        r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri)\.(?=\s)",
        rf"(?i:{stage}?(?:the\s+)?{shift}\s+(?:week|month|year|weekend|decade|morning|afternoon|evening)(?![\w-]))",
        r"(?i:(?:(?:the\s+)?(?:next|previous|following)\s+(?:day|night)|this\s+night)(?![\w-]))",
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
    )  # fmt: skip
    return tuple(f"(?:{phrase})" for phrase in parts)
