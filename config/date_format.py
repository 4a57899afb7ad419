"""How dates are written on the screen: by example (``4 Sep 2018``), by name, or after strftime.

The example is always the fourth of September 2018, a Tuesday, so that each part can be told from
every other. Only fields, blanks and ``, . / -`` are taken: no format can write anything that acts
on a terminal, and none hides that a date is known in part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
WEEKDAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
NAMED: Final = {"iso": "%Y-%m-%d"}
EXAMPLES: Final = {
    "2018": "Y", "18": "y", "09": "m", "9": "-m", "Sep": "b", "September": "B",
    "04": "d", "4": "e", "Tue": "a", "Tuesday": "A",
}  # fmt: skip
"""What a part of the example stands for, as strftime calls it."""
FIELDS: Final = {
    "Y": "year", "y": "year", "m": "month", "-m": "month", "b": "month", "B": "month",
    "d": "day", "-d": "day", "e": "day", "a": "weekday", "A": "weekday",
}  # fmt: skip
_UNKNOWN: Final = {"Y": "????", "y": "??", "m": "??", "-m": "?", "d": "??", "-d": "?", "e": "?"}
_LONGEST: Final = 40
_PIECE: Final = re.compile(r"%(?P<field>-?[A-Za-z])|(?P<example>\d+|[A-Za-z]+)|(?P<mark>[ ,./-]+)")

Parts = tuple[int | None, int | None, int | None]
"""Year, month and day, as far as they are known."""


@dataclass(frozen=True, slots=True)
class DateFormat:
    """A format, taken apart: names of fields, and the marks between them."""

    pieces: tuple[tuple[str, str], ...]
    """Each the name of a field or an empty one, and the text of a mark or an empty one."""

    @property
    def fields(self) -> frozenset[str]:
        """Which of year, month, day and weekday are written."""
        return frozenset(FIELDS[name] for name, _ in self.pieces if name)

    @property
    def width(self) -> int:
        """Characters of the longest whole date."""
        days = range(22, 29) if "weekday" in self.fields else (28,)
        return max(len(self.written((2018, month, day))) for month in range(1, 13) for day in days)

    def written(self, parts: Parts) -> str:
        """A date; what is not known of it is left out or stands as ``?``, so that it is seen.

        Month by name: the part is left out (``Sep 2018``). Month by number: ``??`` in its place,
        for 09/18 could be a day of September. Where the format has no year, a date without a day
        gets it, and one without a year a ``?`` behind it.
        """
        by_number = any(name in ("m", "-m") for name, _ in self.pieces)
        out, gap = "", ""
        for name, mark in self.pieces:
            text = _field(name, parts) if name else ""
            if name and not text and by_number:
                text = _UNKNOWN.get(name, "")
            if text:
                out += (gap if out else "") + text
                gap = ""
            elif not name and not gap:
                gap = mark
        out += gap.rstrip() if by_number else ""
        year, _, day = parts
        if "year" not in self.fields or not out:
            rest = "?" if year is None else "" if day is not None and out else f"{year:04}"
            out = f"{out} {rest}".strip()
        return out


def date_format(text: str) -> DateFormat:
    """A format as the setting has it; raises ValueError with what is wrong and a hint."""
    wrong = date_format_problem(text)
    if wrong is not None:
        raise ValueError("; ".join(wrong))
    return _parsed(text)


def date_format_problem(text: str) -> tuple[str, str] | None:
    """What is wrong with a format, and a hint; None if nothing is."""
    known = f"4 Sep 2018, Sep 4, {', '.join(NAMED)} or %d.%m.%Y are such"
    if len(text) > _LONGEST:
        return f"longer than {_LONGEST} characters", known
    rest = _PIECE.sub("", NAMED.get(text, text))
    if rest:
        return (
            f'"{rest[0] if rest[0].isprintable() else ascii(rest[0])[1:-1]}" is not understood',
            known,
        )
    for match in _PIECE.finditer(NAMED.get(text, text)):
        field, example = match["field"], match["example"]
        if field and field not in FIELDS:
            return f'"%{field}" is none of {", ".join(f"%{name}" for name in FIELDS)}', ""
        if example and example not in EXAMPLES:
            from difflib import get_close_matches

            close = get_close_matches(example, [*EXAMPLES, *NAMED], 1, 0.5)
            return f'"{example}" is no part of Tue 4 Sep 2018', (
                f"did you mean {close[0]}?" if close else known
            )
    missing = [name for name in ("month", "day") if name not in _parsed(text).fields]
    if missing:
        return f"the {missing[0]} is missing", known
    return None


@cache
def _parsed(text: str) -> DateFormat:
    pieces = []
    for match in _PIECE.finditer(NAMED.get(text, text)):
        field = match["field"] or EXAMPLES.get(match["example"] or "", "")
        pieces.append((field, match["mark"] or ""))
    return DateFormat(tuple(pieces))


def _field(name: str, parts: Parts) -> str:
    year, month, day = parts
    kind = FIELDS[name]
    if kind == "year" and year is not None:
        return f"{year:04}" if name == "Y" else f"{year % 100:02}"
    if kind == "month" and month is not None:
        words = MONTHS[month - 1]
        return {"b": words[:3], "B": words, "m": f"{month:02}"}.get(name, str(month))
    if kind == "day" and day is not None:
        return f"{day:02}" if name == "d" else str(day)
    if kind == "weekday" and year and month and day:
        from datetime import date

        try:
            words = WEEKDAYS[date(year, month, day).weekday()]
        except ValueError:
            return ""
        return words if name == "A" else words[:3]
    return ""
