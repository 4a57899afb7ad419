"""An answer along time: how many articles and quotes a day, a week or a month."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from diploread.index.library.answer import Answer
    from diploread.index.library.library import Library

Unit = Literal["day", "week", "month"]
UNITS: tuple[Unit, ...] = ("day", "week", "month")


@dataclass(frozen=True, slots=True)
class Period:
    """One bar."""

    term: str
    """What ``date:`` takes: ``2031-03-04``, ``2031-03-03..2031-03-09``, ``2031-03``."""
    first: datetime.date
    articles: int
    quotes: int


def timeline(library: Library, answer: Answer, unit: Unit | None = None) -> list[Period]:
    """Periods that hold articles of the answer, oldest first; undated articles are left out.

    Without a unit the finest one that gives not many more than fifty bars is taken. An article
    whose date is known to the month or year alone counts for the first day of it.
    """
    articles: Counter[int] = Counter()
    quotes: Counter[int] = Counter()
    volumes = library.engine.volumes
    for index, number in answer.all_places():
        volume = volumes[index]
        day = volume.columns.first_day[number]
        if day:
            articles[day] += 1
            quotes[day] += len(volume.quotes_of(number))
    if not articles:
        return []
    span = max(articles) - min(articles)
    chosen: Unit = unit or ("day" if span <= 50 else "week" if span <= 350 else "month")
    bars: dict[datetime.date, list[int]] = {}
    for day in sorted(articles):
        bar = bars.setdefault(_first(datetime.date.fromordinal(day), chosen), [0, 0])
        bar[0] += articles[day]
        bar[1] += quotes[day]
    return [Period(_term(first, chosen), first, *bar) for first, bar in bars.items()]


def _first(day: datetime.date, unit: Unit) -> datetime.date:
    if unit == "month":
        return day.replace(day=1)
    return day - datetime.timedelta(days=day.weekday()) if unit == "week" else day


def _term(first: datetime.date, unit: Unit) -> str:
    if unit == "month":
        return f"{first:%Y-%m}"
    if unit == "day":
        return first.isoformat()
    return f"{first.isoformat()}..{(first + datetime.timedelta(days=6)).isoformat()}"
