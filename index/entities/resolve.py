"""A date phrase and the day it is counted from become a value.

Values are ISO 8601 cut to what the phrase says: a day ``2017-09-04``, a week ``2017-W36``, a month
``2017-09``, a year ``2017``, a decade ``201``. Phrases count either from the article's date ("last
week") or from the date the story named last ("a year later"); with neither there is no value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from diploread.index.entities.figures import number
from diploread.index.entities.holidays import in_figures, moving_day, named_day

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS_AHEAD = 45
"""A month and day without a year is at most this far in the future, else in the past …"""
_DAYS_AHEAD_SAID = 200
"""… or this far, where the sentence speaks of what is to come."""
_WEEK_PRECISE_UNITS = frozenset(("day", "week"))

_YEAR = re.compile(r"(?:\b|(?<=fy))(1\d\d\d|20\d\d)\b")
_MONTH = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:t|uary|ruary|ch|il|e|y|ust|tember|ober|ember)?\b"
)
_DAY = re.compile(r"(?<![\d.])([0-3]?\d)(?:st|nd|rd|th)?(?!\d)")
_COUNTED = re.compile(
    r"(?:(?:about|some|around|nearly|almost|more than|over) )?(.+?) (?:and a half )?"
    r"(day|week|month|year|decade)s?(?P<half> and a half)? "
    r"(ago(?: today| tomorrow| yesterday)?|earlier|later|before|prior|hence|from now)$"
)
_NUMERIC = re.compile(r"^([0-3]?\d)[/.-]([0-3]?\d)[/.-](\d{4}|\d\d)$")

_ANCHOR_YEAR = re.compile(r"\b(?:that|same) year\b")
_PLAIN = str.maketrans({".": " ", "’": "'", "[": None, "]": None})
_ERA = re.compile(r"(\d+) ?(bce?|ce|ad|b c|b c e|a d)|(?:ad|a d) ?(\d+)")
_IN_TIME = re.compile(r"in (.+?) (day|week|month|year|decade)s?'s? time$")
_WHICH_WEEK = re.compile(r" (last|this|next) week$")
_WEEKS = {"last": -1, "this": 0, "next": 1}
_SHORT_DAYS = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|r|rs)?$")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a phrase is counted from."""

    article: date | None
    """The article's own date."""
    anchor: str | None = None
    """The value of the last date that the story named by itself (not "yesterday")."""

    near_year: int | None = None
    """The year of a full date that stands shortly before."""
    ahead: bool = False
    """Whether the sentence speaks of what is to come."""
    after: str | None = None
    """The value of a coming date that the same sentence has named before."""

    def anchor_day(self) -> date | None:
        """The anchor as a day: the first one of its month or year."""
        return first_day(self.anchor) if self.anchor else None


def first_day(value: str) -> date | None:
    """The first day of a value; None for decades."""
    try:
        if "W" in value:
            return date.fromisocalendar(int(value[:4]), int(value[6:8]), 1)
        parts = [int(part) for part in value.split("-")]
        if len(value) < 4:
            return None
        return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
    except ValueError:
        return None


def resolve(phrase: str, frame: Frame) -> str | None:
    """The value of ``phrase``, or None where nothing settles it."""
    text = re.sub(r"\s+", " ", phrase.lower().translate(_PLAIN)).strip()
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return text if first_day(text) else None
    if match := _NUMERIC.match(phrase.strip()):
        return _numeric(match, frame.article)
    text = in_figures(text)
    if text == "9/11":
        return "2001-09-11"
    text = re.sub(r"^the ", "", text)
    text = re.sub(r"^very ", "", text)
    if match := _ERA.fullmatch(text):
        return _era(match)
    if holiday := named_day(text):
        return _month_and_day(*holiday, _year_for(_YEAR.search(text), frame), frame)
    if moving_day(text, 2000):
        return _moving(text, frame)
    if named := _MONTH.search(text):
        return _with_month(text, _MONTHS.index(named.group(1)) + 1, frame)
    if match := re.search(r"(1[5-9]|20)(\d)0'?s", text):
        return f"{match.group(1)}{match.group(2)}"
    if match := re.search(r"'(\d)0'?s", text):
        return ("20" if match.group(1) in "01" else "19") + match.group(1)
    years = _YEAR.findall(text)
    if years:
        return str(years[0])
    if any(day in text for day in _WEEKDAYS) or _SHORT_DAYS.search(text):
        return _weekday(text, frame)
    return _relative(text, frame)


def _moving(phrase: str, frame: Frame) -> str | None:
    """The day of a feast in the year that is printed or stated near by, or nearest the article."""
    year = _year_for(_YEAR.search(phrase), frame)
    if year is not None:
        day = moving_day(phrase, year)
        return day.isoformat() if day else None
    if frame.article is None:
        return None
    years = (frame.article.year + shift for shift in (-1, 0, 1))
    return _nearest([day for one in years if (day := moving_day(phrase, one))], frame)


def _nearest(days: Sequence[date], frame: Frame) -> str | None:
    """Of ``days`` the one nearest the article, not too far ahead of it."""
    article = frame.article
    if article is None or not days:
        return None
    latest = article + timedelta(_DAYS_AHEAD_SAID if frame.ahead else _DAYS_AHEAD)
    near = [day for day in days if day <= latest] or days
    return min(near, key=lambda day: abs((day - article).days)).isoformat()


def _era(match: re.Match[str]) -> str:
    """A year before or after Christ, four digits at least, in the plain count of years."""
    year = int(match.group(1) or match.group(3))
    return f"-{year:04d}" if (match.group(2) or "").startswith("b") else f"{year:04d}"


def _numeric(match: re.Match[str], article: date | None) -> str | None:
    """1/2/2017 is month first where both readings exist, as most newsrooms of the trade print."""
    first, second, year = (int(group) for group in match.groups())
    if year < 100:
        year += 2000 if year < 70 else 1900
    month, day = (second, first) if "." in match.group() or first > 12 else (first, second)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _month_value(year: int, month: int, shift: int = 0) -> str:
    number = year * 12 + month - 1 + shift
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _with_month(text: str, month: int, frame: Frame) -> str | None:
    year = _YEAR.search(text)
    day = _DAY.search(_YEAR.sub(" ", text))
    article = frame.article
    if (
        "last year" in text
        or "next year" in text
        or "this year" in text
        or _ANCHOR_YEAR.search(text)
    ):
        return _month_of_shifted_year(text, month, day, frame)
    if day:
        return _month_and_day(month, int(day.group(1)), _year_for(year, frame), frame)
    if year:
        return f"{year.group()}-{month:02d}"
    if frame.near_year is not None and _is_elsewhere(frame):
        return f"{frame.near_year}-{month:02d}"
    if article is None:
        return None
    if frame.after and not re.search(r"\b(last|past|next|this|coming)\b", text):
        start = int(frame.after[:4])
        return f"{start if month >= int(frame.after[5:7]) else start + 1}-{month:02d}"
    if re.search(r"\b(last|past)\b", text):
        return f"{article.year if month < article.month else article.year - 1}-{month:02d}"
    if re.search(r"\b(next|coming)\b", text):
        return f"{article.year if month > article.month else article.year + 1}-{month:02d}"
    if frame.ahead:
        return f"{article.year if month >= article.month - 1 else article.year + 1}-{month:02d}"
    return f"{article.year if month <= article.month + 1 else article.year - 1}-{month:02d}"


def _is_elsewhere(frame: Frame) -> bool:
    """Whether the story is in a year that is not about the article's own."""
    return frame.article is None or (
        frame.near_year is not None and abs(frame.near_year - frame.article.year) > 1
    )


def _year_for(year: re.Match[str] | None, frame: Frame) -> int | None:
    if year is not None:
        return int(year.group())
    return frame.near_year if _is_elsewhere(frame) else None


def _month_of_shifted_year(
    text: str, month: int, day: re.Match[str] | None, frame: Frame
) -> str | None:
    if _ANCHOR_YEAR.search(text):
        year = int(frame.anchor[:4]) if frame.anchor and len(frame.anchor) >= 4 else None
    else:
        shift = -1 if "last year" in text else 1 if "next year" in text else 0
        year = frame.article.year + shift if frame.article else None
    if year is None:
        return None
    return _month_and_day(month, int(day.group(1)), year, frame) if day else f"{year}-{month:02d}"


def _month_and_day(month: int, day: int, year: int | None, frame: Frame) -> str | None:
    article = frame.article
    if year is not None:
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            return None
    if article is None:
        return None
    candidates = []
    for shift in (-1, 0, 1):
        try:
            candidates.append(date(article.year + shift, month, day))
        except ValueError:
            continue
    return _nearest(candidates, frame)


def _weekday(text: str, frame: Frame) -> str | None:
    article = frame.article
    if article is None:
        return None
    week = _WHICH_WEEK.search(text)
    wanted = _weekday_number(text[: week.start()] if week else text)
    if week:
        monday = article - timedelta(article.weekday())
        return (monday + timedelta(7 * _WEEKS[week.group(1)] + wanted)).isoformat()
    back = (article.weekday() - wanted) % 7
    if re.search(r"\b(next|coming)\b", text):
        return (article + timedelta(7 - back if back else 7)).isoformat()
    if frame.ahead and not re.search(r"\b(last|past|previous)\b", text):
        return (article + timedelta(7 - back if back else 0)).isoformat()
    if re.search(r"\bthis\b", text) and back:
        ahead = 7 - back
        return (article + timedelta(ahead) if ahead <= 3 else article - timedelta(back)).isoformat()
    if re.search(r"\b(last|past|previous)\b", text) and back == 0:
        back = 7
    return (article - timedelta(back)).isoformat()


def _weekday_number(text: str) -> int:
    """0 for Monday, also where it is abbreviated."""
    short = _SHORT_DAYS.search(text)
    named = short.group(1) if short else text
    return next(
        i for i, day in enumerate(_WEEKDAYS) if (day.startswith(named) if short else day in text)
    )


def _shifted(day: date, unit: str, count: int) -> str | None:
    try:
        if unit in _WEEK_PRECISE_UNITS:
            return (day + timedelta(count * (7 if unit == "week" else 1))).isoformat()
        if unit == "month":
            return _month_value(day.year, day.month, count)
        year = day.year + count * (10 if unit == "decade" else 1)
        return f"{year:04d}" if 1 <= year <= 9999 else None
    except OverflowError:
        return None


def _relative(text: str, frame: Frame) -> str | None:
    if match := _COUNTED.match(text):
        return _counted(match, frame)
    if match := _IN_TIME.match(text):
        count = number(match.group(1))
        if count is None or frame.article is None:
            return None
        return _shifted(frame.article, match.group(2), count)
    anchored = re.search(r"\b(following|same|that|previous)\b", text) or re.match(
        r"(?:next day|(?:day|week|month|year|night) (?:before|after|earlier)$)", text
    )
    base = frame.article
    if anchored and frame.anchor:
        base = frame.anchor_day() or base
    if base is None:
        return None
    return _unit(text, base)


def _counted(match: re.Match[str], frame: Frame) -> str | None:
    count, unit, way = number(match.group(1)), match.group(2), match.group(4)
    base = frame.article
    if not way.startswith(("ago", "hence", "from now")) and frame.anchor:
        base = frame.anchor_day() or base
        if unit == "day" and frame.anchor and len(frame.anchor) != 10:
            base = frame.article or base
    if count is None or base is None:
        return None
    if match.group("half") and unit == "year":
        count, unit = 12 * count + 6, "month"
    if way.startswith("ago "):
        return _on_the_day(base, unit, count, way)
    return _shifted(base, unit, count if way in ("later", "hence", "from now") else -count)


def _on_the_day(base: date, unit: str, count: int, way: str) -> str | None:
    """ "Four years ago today": the same day of that year or month, one off where it says so."""
    day = base + timedelta({"ago tomorrow": 1, "ago yesterday": -1}.get(way, 0))
    if unit not in ("year", "decade", "month"):
        return _shifted(day, unit, -count)
    months = count * {"year": 12, "decade": 120, "month": 1}[unit]
    try:
        return date.fromisoformat(
            f"{_month_value(day.year, day.month, -months)}-{day.day:02d}"
        ).isoformat()
    except ValueError:
        return None


def _unit(text: str, base: date) -> str | None:
    if re.search(r"\bday before yesterday\b", text):
        return (base - timedelta(2)).isoformat()
    if re.search(r"\bday after tomorrow\b", text):
        return (base + timedelta(2)).isoformat()
    back = re.search(r"\b(last|past|previous|before|yesterday)\b", text) is not None
    ahead = re.search(r"\b(next|following|coming|after|tomorrow)\b", text) is not None
    shift = -1 if back else 1 if ahead else 0
    if re.search(
        r"\b(today|tonight|yesterday|tomorrow|day|night|morning|afternoon|evening)\b", text
    ):
        return (base + timedelta(shift)).isoformat()
    if "weekend" in text:
        saturday = base - timedelta((base.weekday() - 5) % 7) + timedelta(7 * max(shift, 0))
        return _week(saturday)
    if "week" in text:
        return _week(base + timedelta(7 * shift))
    if "month" in text:
        if day := _DAY.match(text):
            value = f"{_month_value(base.year, base.month, shift)}-{int(day.group(1)):02d}"
            return value if first_day(value) else None
        return _month_value(base.year, base.month, shift)
    if "decade" in text:
        return str(base.year // 10 + shift)
    if "century" in text or "quarter" in text:
        return None
    if re.search(r"\byear\b", text):
        return f"{base.year + shift:04d}"
    if re.search(r"\b(spring|summer|autumn|fall|winter)\b", text):
        return f"{base.year + shift:04d}"
    return None


def _week(day: date) -> str:
    calendar = day.isocalendar()
    return f"{calendar[0]:04d}-W{calendar[1]:02d}"
