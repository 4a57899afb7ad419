"""When a statement was made: the weekday or date beside the attribution, and the article's date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as Date
from datetime import timedelta

from diploread.index.article import Mention, Said

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WHEN = re.compile(
    r"\b(?:(?P<far>last|next|every|each|since|until)\s+)?(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?\b"
    r"|\b(?P<near>today|yesterday)\b"
    r"|\b(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+"
    r"(?P<number>\d{1,2})\b(?:,\s+(?P<year>\d{4}))?"
)


def said_on(text: str, date: str | None) -> Said | None:
    """The day that the words around an attribution name, e.g. ``Kono said Monday``.

    A weekday is the last one up to the article's date; without a date only a full date counts.
    """
    match = _WHEN.search(text)
    if match is None or match.group("far") in ("next", "every", "each", "since", "until"):
        return None
    day = _resolved(match, _parsed(date))
    if day is None:
        return None
    return Said(value=day.isoformat(), precision="day", evidence=match.group())


def said_in(mentions: Sequence[Mention], start: int, end: int) -> Said | None:
    """The day of the first DATE mention in ``[start, end)`` that names a day."""
    for mention in mentions:
        inside = mention.type == "DATE" and start <= mention.start and mention.end <= end
        if inside and mention.value and _parsed(mention.value):
            return Said(value=mention.value, precision="day", evidence=mention.text)
    return None


def _parsed(date: str | None) -> Date | None:
    try:
        return Date.fromisoformat(date) if date and len(date) == 10 else None
    except ValueError:
        return None


def _resolved(match: re.Match[str], article: Date | None) -> Date | None:
    try:
        if match.group("month"):
            return _month_day(match, article)
        if article is None:
            return None
        if match.group("near"):
            return article - timedelta(days=match.group("near") == "yesterday")
        wanted = _DAYS.index(match.group("day").lower())
        back = (article.weekday() - wanted) % 7
        if match.group("far") == "last" and back == 0:
            back = 7
        return article - timedelta(days=back)
    except (ValueError, OverflowError):
        return None


def _month_day(match: re.Match[str], article: Date | None) -> Date | None:
    month = _MONTHS.index(match.group("month").lower()[:3]) + 1
    day = int(match.group("number"))
    if match.group("year"):
        return Date(int(match.group("year")), month, day)
    if article is None:
        return None
    found = Date(article.year, month, day)
    # A date later than the article by more than a few days belongs to the year before.
    return found if found <= article + timedelta(days=7) else Date(article.year - 1, month, day)
