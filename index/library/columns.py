"""Columns of a volume in memory: dates, labels and entities by document number.

Date filters, facets and sorting ask these, never Whoosh: a date range is a bisection, a facet a
count over integers.
"""

from __future__ import annotations

import datetime
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import msgspec

from ..article import DateValue
from . import bits
from .blobs import BlobFile, BlobWriter

_FACETS = {"PERSON": "person", "ORG": "org", "GPE": "country"}


def span_of(value: str) -> tuple[int, int]:
    """First and last day, as ordinals, of an ISO date cut to its precision; (0, 0) if unknown."""
    try:
        if len(value) == 10:
            day = datetime.date.fromisoformat(value).toordinal()
            return day, day
        if len(value) == 7:
            first = datetime.date.fromisoformat(value + "-01")
            return first.toordinal(), month_end(first.year, first.month).toordinal()
        if len(value) == 4:
            year = int(value)
            return (datetime.date(year, 1, 1).toordinal(), datetime.date(year, 12, 31).toordinal())
    except ValueError:
        pass
    return (0, 0)


def month_end(year: int, month: int) -> datetime.date:
    """The last day of a month."""
    if month == 12:
        return datetime.date(year, 12, 31)
    return datetime.date(year, month + 1, 1) - datetime.timedelta(days=1)


def span_of_date(date: DateValue | None) -> tuple[int, int]:
    """The same of a record's date; (0, 0) where there is none or its year is unknown."""
    return span_of(date.value) if date is not None else (0, 0)


class Entity(msgspec.Struct, array_like=True):
    """An entity of a volume: what it is called, and by which words the articles name it."""

    id: str
    type: str
    label: str
    aliases: list[str]
    """Folded words of each name it goes by."""


class Labels:
    """Numbers for names, given as they come."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, label: str) -> int:
        """The number of a label."""
        return self._numbers.setdefault(label, len(self._numbers))

    def all(self) -> list[str]:
        """The labels by number."""
        return list(self._numbers)


class Ragged:
    """A list of small numbers for every document."""

    def __init__(self, ends: array[int], items: array[int]) -> None:
        self.ends, self.items = ends, items

    @classmethod
    def empty(cls) -> Ragged:
        """One to be filled by :meth:`add`."""
        return cls(array("I"), array("I"))

    def add(self, items: Sequence[int]) -> None:
        """The list of the next document."""
        self.items.extend(items)
        self.ends.append(len(self.items))

    def inverted(self, count: int) -> Ragged:
        """The documents of each of ``count`` items."""
        holders = [array("I") for _ in range(count)]
        start = 0
        for number, end in enumerate(self.ends):
            for item in self.items[start:end]:
                holders[item].append(number)
            start = end
        made = Ragged.empty()
        for held in holders:
            made.add(held)
        return made

    def sizes(self) -> list[int]:
        """How many each list has."""
        return [end - start for start, end in pairwise((0, *self.ends))]

    def __getitem__(self, number: int) -> array[int]:
        return self.items[self.ends[number - 1] if number else 0 : self.ends[number]]


class ColumnWriter:
    """Collects named columns and writes them as one file."""

    def __init__(self, path: Path) -> None:
        self._file = BlobWriter(path)

    def numbers(self, name: str, values: Sequence[int], kind: str = "I") -> None:
        """One number a document."""
        self._file.add(name, array(kind, values).tobytes())

    def ragged(self, name: str, values: Ragged) -> None:
        """A list a document."""
        self._file.add(f"{name}.ends", values.ends.tobytes())
        self._file.add(name, values.items.tobytes())

    def value(self, name: str, value: object) -> None:
        """Any plain value."""
        self._file.add(name, msgspec.msgpack.encode(value))

    def close(self) -> None:
        """Finishes the file."""
        self._file.close()


class Columns:
    """The columns of a volume's articles and quotes, each read when first asked for."""

    def __init__(self, path: Path) -> None:
        self._file = BlobFile(path)
        self._label_numbers: dict[str, array[int]] = {}

    def numbers(self, name: str, kind: str = "I") -> array[int]:
        """One number a document."""
        return array(kind, self._file.need(name))

    def ragged(self, name: str) -> Ragged:
        """A list a document."""
        return Ragged(self.numbers(f"{name}.ends"), self.numbers(name))

    # --- articles ---

    @cached_property
    def first_day(self) -> array[int]:
        """Day ordinal of the date's first day, ascending; 0 for undated articles."""
        return self.numbers("first", "i")

    @cached_property
    def last_day(self) -> array[int]:
        """Day ordinal of the date's last day."""
        return self.numbers("last", "i")

    @cached_property
    def inferred(self) -> int:
        """Articles whose date is a guess."""
        return bits.from_bytes(self._file.need("inferred"))

    @cached_property
    def rids(self) -> array[int]:
        """Row numbers in the store."""
        return self.numbers("rid", "Q")

    @cached_property
    def word_counts(self) -> array[int]:
        """Length of the body in words."""
        return self.numbers("words")

    @cached_property
    def quote_ends(self) -> array[int]:
        """End of each article's quotes among the numbers of quotes."""
        return self.numbers("quote_ends")

    @cached_property
    def paths(self) -> list[bytes]:
        """File of each article."""
        return msgspec.msgpack.decode(self._file.need("paths"), type=list[bytes])

    @cached_property
    def ids(self) -> list[str]:
        """Id of each article."""
        return msgspec.msgpack.decode(self._file.need("ids"), type=list[str])

    def labels(self, name: str) -> list[str]:
        """Names by number of a label column; number 0 is "unknown"."""
        return msgspec.msgpack.decode(self._file.need(f"{name}.labels"), type=list[str])

    def label_numbers(self, name: str) -> array[int]:
        """The number of each document's label."""
        found = self._label_numbers.get(name)
        if found is None:
            found = self._label_numbers[name] = self.numbers(name)
        return found

    @cached_property
    def year_alone(self) -> int:
        """Articles whose date is known to the year alone."""
        pairs = zip(self.first_day, self.last_day, strict=True)
        return bits.of((n for n, (a, b) in enumerate(pairs) if b - a > 31), len(self.first_day))

    @cached_property
    def months(self) -> list[tuple[str, int, int]]:
        """Every month that has articles, with the numbers at which they begin and end."""
        found = []
        start, count = bisect_right(self.first_day, 0), len(self.first_day)
        while start < count:
            day = datetime.date.fromordinal(self.first_day[start])
            end = month_end(day.year, day.month).toordinal()
            stop = bisect_right(self.first_day, end, start)
            found.append((f"{day.year:04d}-{day.month:02d}", start, stop))
            start = stop
        return found

    @cached_property
    def sketch_sizes(self) -> array[int]:
        """Runs of words of each article, see ``sketches``."""
        return self.numbers("sketch_sizes")

    @cached_property
    def sketches(self) -> Ragged:
        """The smallest hashes of the runs of words of each article."""
        return self.ragged("sketches")

    @cached_property
    def number_of(self) -> dict[str, int]:
        """Number of each article by its id."""
        return {article_id: number for number, article_id in enumerate(self.ids)}

    @cached_property
    def flags(self) -> dict[str, int]:
        """Articles by kind of flag."""
        found = msgspec.msgpack.decode(self._file.need("flags"), type=dict[str, bytes])
        return {kind: bits.from_bytes(data) for kind, data in found.items()}

    @cached_property
    def entity_ids(self) -> list[str]:
        """Ids of the entities by number."""
        return msgspec.msgpack.decode(self._file.need("entity_ids"), type=list[str])

    @cached_property
    def _entity_types(self) -> list[str]:
        return msgspec.msgpack.decode(self._file.need("entity_types"), type=list[str])

    @cached_property
    def entity_labels(self) -> list[str]:
        """The name by which most articles call each entity."""
        return msgspec.msgpack.decode(self._file.need("entity_labels"), type=list[str])

    def entities(self) -> list[Entity]:
        """Entities by number, with all their names."""
        aliases = msgspec.msgpack.decode(self._file.need("entity_aliases"), type=list[list[str]])
        of_each = (self.entity_ids, self._entity_types, self.entity_labels, aliases)
        return list(map(Entity, *of_each))

    @cached_property
    def facet_of(self) -> list[str]:
        """The facet to which each entity belongs; empty for none."""
        pairs = zip(self._entity_types, self.entity_ids, strict=True)
        return [
            _FACETS.get(kind, "") if kind != "GPE" or entity_id.startswith("country/") else ""
            for kind, entity_id in pairs
        ]

    @cached_property
    def entities_of(self) -> Ragged:
        """Entities of each article."""
        return self.ragged("entities_of")

    @cached_property
    def articles_of(self) -> Ragged:
        """Articles of each entity, ascending."""
        return self.ragged("articles_of")

    def undated(self) -> int:
        """Articles without a usable date: they stand first."""
        return bits.between(0, bisect_right(self.first_day, 0))

    def in_range(self, low: int, high: int) -> int:
        """Articles whose date overlaps the days ``low`` to ``high``, both included."""
        first = self.first_day
        end = bisect_right(first, high)
        start = bisect_left(first, max(low, 1))
        found = bits.between(start, end)
        # Dates known to the month or year begin earlier: they are few, and 366 days back at most.
        for number in range(bisect_left(first, max(low - 366, 1)), min(start, end)):
            if self.last_day[number] >= low:
                found |= 1 << number
        return found

    # --- quotes ---

    @cached_property
    def parents(self) -> array[int]:
        """Article of each quote."""
        return self.numbers("parents")

    @cached_property
    def quote_kinds(self) -> dict[str, int]:
        """Quotes by what ``is:`` may ask of them."""
        found = msgspec.msgpack.decode(self._file.need("quote_kinds"), type=dict[str, bytes])
        return {kind: bits.from_bytes(data) for kind, data in found.items()}

    @cached_property
    def said(self) -> tuple[array[int], array[int]]:
        """First and last day on which each quote was said; 0 where unknown."""
        return self.numbers("said_first", "i"), self.numbers("said_last", "i")

    def close(self) -> None:
        """Lets the file go."""
        self._file.close()
