"""The year that a partial date lacks, from evidence outside the text; always marked as a guess.

``(Sept. 4)`` says nothing of its year. A file name, the metadata of the file, or other articles
of the same source may; without any such evidence the date stays ``--09-04``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from diploread.index.article import Basis, DateValue, Precision
from diploread.index.cleaning.dates import iso_date

_IN_NAME = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)((?:19|20)\d\d)[-_.](0[1-9]|1[0-2])(?!\d)"
    r"|(?<![\dA-Za-z])((?:19|20)\d\d)(?![\dA-Za-z])"
)
_PRECISIONS: tuple[Precision, ...] = ("year", "month", "day")
_NEIGHBOUR_DAYS = 200
"""Days: a neighbour further away than this says nothing about a year."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A date known from elsewhere that speaks about the year."""

    value: str
    """ISO day, month or year."""
    basis: Basis
    """``filename``, ``metadata`` or ``neighbour``."""
    text: str
    """What a person can check, e.g. the file name or the neighbour's path."""


def date_in_path(path: str) -> DateValue | None:
    """The date that a file name or its folders state: ``2017-09-04``, ``2017/09``, ``2017``.

    The last date wins, the most precise form first; None where there is none.
    """
    best: DateValue | None = None
    for match in _IN_NAME.finditer(path.replace("/", "-")):
        year, month, day = match[1] or match[4] or match[6], match[2] or match[5], match[3]
        value = "-".join(part for part in (year, month, day) if part)
        if iso_date(value) is None:
            continue
        if best is None or len(value) >= len(best.value):
            precision = _PRECISIONS[value.count("-")]
            best = DateValue(
                value=value,
                precision=precision,
                basis="filename",
                evidence=match.group(),
            )
    return best


def complete_year(partial: DateValue, evidence: Iterable[Evidence]) -> DateValue:
    """``partial`` with its year, where ``evidence`` gives one; otherwise as it is.

    The first evidence that fits decides, so put the strongest first (file name, metadata, then
    neighbours, the nearest first). A full date is returned unchanged.
    """
    if not partial.value.startswith("--"):
        return partial
    month, day = int(partial.value[2:4]), int(partial.value[5:7])
    for item in evidence:
        year = _year_of(item, month, day)
        if year is not None:
            return DateValue(
                value=f"{year:04d}-{month:02d}-{day:02d}",
                precision="day",
                basis=item.basis,
                evidence=f"{partial.evidence}; year from {item.text}".strip("; "),
                start=partial.start,
                end=partial.end,
            )
    return partial


def _year_of(item: Evidence, month: int, day: int) -> int | None:
    """The year in which that day lies nearest to the evidence; None where it is too far off."""
    parts = [int(part) for part in item.value.split("-")[:3] if part.isdigit()]
    if not parts:
        return None
    if len(parts) == 1:
        return parts[0] if _valid(parts[0], month, day) else None
    known = date(parts[0], parts[1], min(parts[2], 28) if len(parts) == 3 else 15)
    candidates = [
        (abs((date(year, month, day) - known).days), year)
        for year in (known.year - 1, known.year, known.year + 1)
        if _valid(year, month, day)
    ]
    if not candidates:
        return None
    distance, year = min(candidates)
    return year if distance <= _NEIGHBOUR_DAYS else None


def _valid(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
