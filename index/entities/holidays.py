"""Days that have a name: Christmas Eve is 24 December, Good Friday two days before Easter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
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


@lru_cache(maxsize=1)
def _moving() -> tuple[dict[str, int], dict[str, tuple[int, int, int]]]:
    words = load().packed.words["dates"]
    return (
        msgspec.msgpack.decode(words["from_easter"], type=dict[str, int]),
        msgspec.msgpack.decode(words["nth_weekdays"], type=dict[str, tuple[int, int, int]]),
    )


def moving_day(phrase: str, year: int) -> date | None:
    """The day in ``year`` of the feast that a date phrase of small letters names, or None."""
    from_easter, nth_weekdays = _moving()
    for name, days in from_easter.items():
        if name in phrase:
            return easter(year) + timedelta(days)
    for name, (month, weekday, which) in nth_weekdays.items():
        if name in phrase:
            first = date(year, month, 1)
            return first + timedelta((weekday - first.weekday()) % 7 + 7 * (which - 1))
    return None


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the method of Meeus, Jones and Butcher."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    quarter, leaps = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - quarter - moon + 15) % 30
    step = (32 + 2 * leaps + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * step) // 451
    month, day = divmod(epact + step - 7 * shift + 114, 31)
    return date(year, month, day + 1)


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
