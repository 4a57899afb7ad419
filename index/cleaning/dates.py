"""Dates as printed in a text, without any guess at what they date.

Only the forms that print a day, a month or a year are found; words such as "Monday" or "last
night" date what was said, not the article, and are none of this module's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from diploread.index.article import Precision

_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_NUMBER = {name: number for number, name in enumerate(_MONTHS.split(), start=1)}
_PRINTED = re.compile(
    rf"""(?ix)(?<![\w/.-])(?:
      (?P<month1>{_MONTH})\.?\s+(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[:.]\d)
          (?:\s*,?\s*(?P<year1>(?:19|20)\d\d))?
    | (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month2>{_MONTH})\b\.?,?
          (?:\s*(?P<year2>(?:19|20)\d\d))?
    | (?P<year3>(?:19|20)\d\d)[-/.](?P<month3>\d\d?)[-/.](?P<day3>\d\d?)
    | (?P<first4>\d\d?)[/.](?P<second4>\d\d?)[/.](?P<year4>(?:19|20)\d\d)
    | (?P<month5>{_MONTH})\.?,?\s+(?P<year5>(?:19|20)\d\d)
    )(?!\d)"""
)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date found in a text; offsets in that text."""

    start: int
    end: int
    value: str
    """ISO, cut to the precision; ``--MM-DD`` where no year is printed."""
    precision: Precision
    ambiguous: bool = False
    """True for ``4/9/2017``, which is read month first and could be meant day first."""

    @property
    def has_year(self) -> bool:
        """Whether the year is printed."""
        return not self.value.startswith("--")


def _day(year: str | None, month: int, day: int) -> str | None:
    """The ISO form, or None where no calendar has such a day."""
    try:
        checked = date(int(year) if year else 2000, month, day)
    except ValueError:
        return None
    return checked.isoformat() if year else f"--{month:02d}-{day:02d}"


def printed_dates(text: str) -> Iterator[PrintedDate]:
    """Every date printed in ``text``, in order."""
    for match in _PRINTED.finditer(text):
        get = match.group
        ambiguous = False
        if get("month5"):
            month = _NUMBER[get("month5")[:3].lower()]
            value = f"{get('year5')}-{month:02d}"
            yield PrintedDate(match.start(), match.end(), value, "month")
            continue
        if get("month1"):
            month = _NUMBER[get("month1")[:3].lower()]
            day = _day(get("year1"), month, int(get("day1")))
        elif get("month2"):
            month = _NUMBER[get("month2")[:3].lower()]
            day = _day(get("year2"), month, int(get("day2")))
        elif get("year3"):
            day = _day(get("year3"), int(get("month3")), int(get("day3")))
        else:
            first, second = int(get("first4")), int(get("second4"))
            ambiguous = first <= 12 and second <= 12 and first != second
            if first > 12:
                first, second = second, first
            day = _day(get("year4"), first, second)
        if day is not None:
            end = match.start() + len(match.group().rstrip(" ,"))
            yield PrintedDate(match.start(), end, day, "day", ambiguous)


def iso_date(text: str) -> tuple[str, Precision] | None:
    """The date a metadata field states, cut to its precision: ISO 8601, RFC 2822 or in words."""
    text = text.strip()
    if match := re.match(r"((?:1[89]|20)\d\d)-?(\d\d)-?(\d\d)(?!\d)", text):
        day = _day(match[1], int(match[2]), int(match[3]))
        return (day, "day") if day else None
    for printed in printed_dates(text):
        if printed.has_year:
            return printed.value, printed.precision
    if match := re.fullmatch(r"((?:1[89]|20)\d\d)(?:-(0[1-9]|1[0-2]))?", text):
        return text, "month" if match[2] else "year"
    return None
