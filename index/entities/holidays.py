"""Days that have a name and a fixed place in the year: Christmas Eve is 24 December."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import msgspec
from diploread.index.entities.gazetteer import load


@lru_cache(maxsize=1)
def _book() -> tuple[Mapping[str, str], re.Pattern[str]]:
    days: dict[str, str] = msgspec.msgpack.decode(load().packed.words["dates"]["holidays"])
    names = "|".join(re.escape(name) for name in sorted(days, key=len, reverse=True))
    return days, re.compile(rf"\b(?:{names})\b")


def named_day(phrase: str) -> tuple[int, int] | None:
    """Month and day of the holiday in a date phrase of small letters, or None."""
    days, pattern = _book()
    found = pattern.search(phrase)
    if found is None:
        return None
    month, day = days[found.group()].split("-")
    return int(month), int(day)


_WORD = r"([a-z]+(?:-[a-z]+)?)"
_DAY_IN_WORDS = re.compile(rf"\b{_WORD}(?= (?:day )?of )|(?<=[a-z] ){_WORD}(?=,? \d{{4}}$|$)")


@lru_cache(maxsize=1)
def _ordinals() -> Mapping[str, int]:
    words = msgspec.msgpack.decode(load().packed.words["dates"]["ordinals"], type=list[str])
    return {word: number for number, word in enumerate(words, 1)}


def in_figures(text: str) -> str:
    """``text``, lower case, with the day of a month in figures: "fifth of may" is "5th of may"."""
    numbers = _ordinals()

    def figures(match: re.Match[str]) -> str:
        number = numbers.get(match.group())
        return match.group() if number is None else f"{number}th"

    return _DAY_IN_WORDS.sub(figures, text)
