"""Completes dates without a year from fully dated articles of the same source.

``(Sept. 4)`` in a folder of a source whose other articles are of August 2031 is most likely of
2031; in one that has been saved for ten years it may be of any of them, and then stays as printed.
Only dates as first found are evidence, never completed ones: the outcome does not depend on the
order in which articles come.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from ..article import DateValue
from .columns import span_of_date
from .damage import IndexDamaged
from .rows import plain_path
from .store import Store, encode

NEAR_DAYS = 120
"""A neighbour further from the day than this says nothing of its year."""
CLEAR_DAYS = 60
"""Another year counts as ruled out where its nearest neighbour is further off than twice the best
distance and so many days more."""
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b", re.I)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Neighbour = tuple[int, str]
"""Day ordinal and path of a fully dated article."""


def completed(partial: DateValue, neighbours: Sequence[Neighbour]) -> DateValue | None:
    """The date with the year of its nearest neighbour; None where the year is not clear.

    ``neighbours`` are in ascending order. A weekday printed with the date rules out years.
    """
    from ..cleaning.neighbours import Evidence, complete_year

    found = sorted(_candidates(partial, neighbours))
    if not found or found[0][0] > NEAR_DAYS:
        return None
    distance, _, (day, path) = found[0]
    if len(found) > 1 and found[1][0] <= 2 * distance + CLEAR_DAYS:
        return None
    known = datetime.date.fromordinal(day).isoformat()
    return complete_year(partial, [Evidence(known, "neighbour", plain_path(path))])


def _candidates(
    partial: DateValue, neighbours: Sequence[Neighbour]
) -> Iterator[tuple[int, int, Neighbour]]:
    """For each year that the date may be of: distance in days to the nearest neighbour, and it."""
    month, day = int(partial.value[2:4]), int(partial.value[5:7])
    weekdays = [_WEEKDAYS.index(name.lower()) for name in _WEEKDAY.findall(partial.evidence)]
    years = {datetime.date.fromordinal(d).year + more for d, _ in neighbours for more in (-1, 0, 1)}
    for year in years:
        try:
            there = datetime.date(year, month, day)
        except ValueError:  # the 29th of February, or a year beyond the calendar
            continue
        if weekdays and there.weekday() not in weekdays:
            continue
        at = bisect_left(neighbours, (there.toordinal(), ""))
        # Of several articles of the day before, the first by path.
        before = bisect_left(neighbours, (neighbours[at - 1][0], "")) if at else 0
        near = [neighbours[n] for n in {before, at} if n < len(neighbours)]
        best = min(near, key=lambda n: (abs(n[0] - there.toordinal()), n))
        yield abs(best[0] - there.toordinal()), year, best


# --- in the store ---


def note_date(store: Store, rid: int, source: str, date: DateValue | None) -> None:
    """Keeps the date of a row as annotating found it without its neighbours."""
    store.run("DELETE FROM dates WHERE rid = ?", (rid,))
    if date is not None and date.precision == "day":
        store.run("INSERT INTO dates VALUES (?, ?, ?, ?)", (rid, _key(source), _pack(date), b""))


_YEARLESS = b"--"
"""Stands in every packed date without a year."""


def changed_dates(store: Store) -> dict[int, DateValue | None]:
    """Rows whose date should be completed otherwise than it is; None where it no longer can be."""
    store.run("DELETE FROM dates WHERE rid NOT IN (SELECT rid FROM raws WHERE NOT stale)")
    by_source: defaultdict[bytes, list[tuple[int, bytes, bytes]]] = defaultdict(list)
    query = "SELECT rid, source, printed, completed FROM dates"
    for rid, source, printed, present in store.run(query):
        by_source[source].append((rid, printed, present))
    changes: dict[int, DateValue | None] = {}
    for packed in by_source.values():
        if not any(_YEARLESS in printed for _, printed, _ in packed):
            continue  # of most sources all dates are whole: unpacking them is most of the work
        rows = [(rid, _unpack(printed), present) for rid, printed, present in packed]
        partial = [row for row in rows if row[1].value.startswith("--")]
        if not partial:
            continue
        days = {rid: day for rid, date, _ in rows if (day := span_of_date(date)[0])}
        neighbours = sorted((days[rid], path) for rid, path in store.paths(days).items())
        known: dict[tuple[str, str], DateValue | None] = {}
        for rid, date, present in partial:
            key = (date.value, date.evidence)
            if key not in known:
                known[key] = completed(date, neighbours)
            made = known[key]
            if made is not None:
                made = msgspec.structs.replace(made, start=date.start, end=date.end)
            if (_pack(made) if made else b"") != present:
                changes[rid] = made
    return changes


def complete(
    store: Store, rows: Mapping[int, int], changes: Mapping[int, DateValue | None]
) -> None:
    """Notes that the dates of rows were completed; ``rows`` says which rows they have become."""
    for old, new in rows.items():
        made = changes[old]
        store.run(
            "INSERT OR REPLACE INTO dates SELECT ?, source, printed, ? FROM dates WHERE rid = ?",
            (new, _pack(made) if made else b"", old),
        )


def _key(source: str) -> bytes:
    return source.encode("utf-8", "surrogateescape")


def _pack(date: DateValue) -> bytes:
    return encode(date)


def _unpack(data: bytes) -> DateValue:
    try:
        return msgspec.msgpack.decode(data, type=DateValue)
    except msgspec.MsgspecError as error:
        raise IndexDamaged("store.sqlite", error) from error
