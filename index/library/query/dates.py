"""Dates as typed: ``2017-09``, ``2017-Q3``, ranges, comparisons, and words such as ``last week``.

Everything becomes a pair of ISO days, both included; an empty string is an open end. Whole days,
no time zone. What cannot be meant is an error that says so, never an empty answer.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from .errors import QueryError

_UNITS = {"d": 1, "day": 1, "w": 7, "week": 7, "m": 30, "month": 30, "y": 365, "year": 365}
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?|-?[Qq]([1-9]))?$")
_SHORT = re.compile(r"(?:(\d{1,2})-)?(\d{1,2})$")
_AGO = re.compile(r"(\d{1,4}) ?(days?|weeks?|months?|years?|[dwmy])(?: ago)?$")
_LUCENE = re.compile(r"\[\s*(\S+)\s+(?:TO|to)\s+(\S+)\s*\]$")

Span = tuple[datetime.date, datetime.date]


@dataclass(frozen=True, slots=True)
class Range:
    """Two ISO days, both included; empty for an open end."""

    low: str
    high: str


def parse(text: str, column: int, today: datetime.date, field: str = "date") -> Range:
    """The range that ``text`` means; ``column`` is where it stands in the query."""
    lucene = _LUCENE.match(text)
    if lucene:
        ends = ["" if end == "*" else end for end in lucene.groups()]
        return _between(ends[0], ends[1], column, today, field)
    if ".." in text:
        low, _, high = text.partition("..")
        return _between(low, high.lstrip("."), column, today, field)
    compared = re.match(r"(>=|<=|>|<)(.+)$", text)
    if compared:
        return _compared(compared[1], compared[2].strip(), column, today, field)
    first, last = _span(text, column, today, field)
    return Range(first.isoformat(), last.isoformat())


def relative(field: str, text: str, column: int, today: datetime.date) -> Range:
    """What ``newer: older: before: after:`` mean."""
    ago = _AGO.match(text.strip().lower())
    if field in ("newer", "older"):
        if not ago:
            raise QueryError(f"{field}: takes an age", f"write {field}:3d, 2w, 6m or 1y", column)
        day = _days_ago(int(ago[1]), ago[2], today, column)
        if field == "newer":
            return Range(day.isoformat(), "")
        return Range("", (day - datetime.timedelta(1)).isoformat())
    return _compared("<" if field == "before" else ">", text, column, today, field)


def _compared(sign: str, text: str, column: int, today: datetime.date, field: str) -> Range:
    first, last = _span(text, column + len(sign), today, field)
    one = datetime.timedelta(1)
    try:
        if sign == ">":
            return Range((last + one).isoformat(), "")
        if sign == ">=":
            return Range(first.isoformat(), "")
        if sign == "<":
            return Range("", (first - one).isoformat())
    except OverflowError:
        raise QueryError("no date lies there", "years run from 1 to 9999", column) from None
    return Range("", last.isoformat())


def _between(low: str, high: str, column: int, today: datetime.date, field: str) -> Range:
    if not low and not high:
        raise QueryError("the range has no ends", f"write {field}:2017-09-01..05", column)
    first = last = None
    if low:
        first = _span(low, column, today, field)[0]
    if high:
        short = _SHORT.match(high)
        parts = low.split("-")
        if short and len(parts) > 1 and not _DATE.match(high):
            keep = parts[: 1 if short[1] else len(parts) - 1]
            high = "-".join([*keep, *(part for part in short.groups() if part)])
        last = _span(high, column, today, field)[1]
    if first and last and last < first:
        raise QueryError("the range ends before it begins", "", column)
    return Range(first.isoformat() if first else "", last.isoformat() if last else "")


def _span(text: str, column: int, today: datetime.date, field: str) -> Span:
    """First and last day of a date, or of a word for one."""
    text = text.strip()
    match = _DATE.match(text)
    if match:
        return _calendar(match, column, field)
    named = _named(text.lower().replace("_", " ").replace("-", " "), today, column)
    if named is None:
        hint = f'write {field}:2017-09-01, {field}:2017-09, {field}:2017-09-01..05, or "last week"'
        raise QueryError(f'"{text}" is not a date', hint, column)
    return named


def _calendar(match: re.Match[str], column: int, field: str) -> Span:
    year, month, day, quarter = (int(group) if group else None for group in match.groups())
    assert year is not None
    if year == 0:
        raise QueryError("there is no year 0", f"write {field}:2017", column)
    if quarter is not None:
        if quarter > 4:
            raise QueryError(f"there is no quarter {quarter}", f"write {field}:{year}-Q4", column)
        first = datetime.date(year, quarter * 3 - 2, 1)
        return first, _month_end(year, quarter * 3)
    if month is None:
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    if not 1 <= month <= 12:
        hint = f"write {field}:{year}-12-01 or {field}:{year}..{year + 1}"
        raise QueryError(f"there is no month {month}", hint, column)
    if day is None:
        return datetime.date(year, month, 1), _month_end(year, month)
    last = _month_end(year, month)
    if not 1 <= day <= last.day:
        hint = f"the month ends on {last.isoformat()}"
        raise QueryError(f"there is no day {day} in {year}-{month:02d}", hint, column)
    made = datetime.date(year, month, day)
    return made, made


def _named(text: str, today: datetime.date, column: int) -> Span | None:
    """A word for a day or a stretch of days."""
    one = datetime.timedelta(1)
    if text == "today":
        return today, today
    if text == "yesterday":
        return today - one, today - one
    monday = today - one * today.weekday()
    first = today.replace(day=1)
    spans = {
        "this week": (monday, monday + one * 6),
        "last week": (monday - one * 7, monday - one),
        "this month": (first, _month_end(first.year, first.month)),
        "last month": ((first - one).replace(day=1), first - one),
        "this year": (today.replace(month=1, day=1), today.replace(month=12, day=31)),
        "last year": (
            datetime.date(today.year - 1, 1, 1), datetime.date(today.year - 1, 12, 31)
        ),
    }  # fmt: skip
    if text in spans:
        return spans[text]
    ago = _AGO.match(text)
    if ago:
        day = _days_ago(int(ago[1]), ago[2], today, column)
        return day, day
    return None


def _days_ago(count: int, unit: str, today: datetime.date, column: int) -> datetime.date:
    unit = unit if len(unit) == 1 else unit.rstrip("s")
    try:
        if unit in ("m", "month"):
            months = today.year * 12 + today.month - 1 - count
            year, month = divmod(months, 12)
            return datetime.date(year, month + 1, min(today.day, _month_end(year, month + 1).day))
        if unit in ("y", "year"):
            year = today.year - count
            return datetime.date(
                year, today.month, min(today.day, _month_end(year, today.month).day)
            )
        return today - datetime.timedelta(count * _UNITS[unit])
    except (OverflowError, ValueError):
        raise QueryError("no date lies that far back", "", column) from None


def _month_end(year: int, month: int) -> datetime.date:
    if month == 12:
        return datetime.date(year, 12, 31)
    return datetime.date(year, month + 1, 1) - datetime.timedelta(1)
