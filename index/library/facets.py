"""Counts over an answer by person, country, organisation, source, agency and month.

All from columns in memory. A set is laid over a column with ``compress``, which walks 25,000
articles in a fraction of a millisecond; small sets look their articles up one by one instead.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress

from . import bits
from .columns import FREQUENT, Columns
from .rows import Cancelled, FacetValue, Stopped
from .volume import Volume

MOST_VALUES = 100
_MANY = 2_000
"""Articles from which counting by sets is cheaper than looking each one up."""
_ENOUGH = 20
_DENSE = 8
"""From one article in this many the whole column is walked."""


def facets(
    volumes: Sequence[Volume], sets: Sequence[int], cancelled: Cancelled
) -> dict[str, list[FacetValue]]:
    """The values of each facet, most frequent first, at most :data:`MOST_VALUES`."""
    names = ("person", "country", "org", "source", "agency", "month")
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    for volume, members in zip(volumes, sets, strict=True):
        if cancelled():
            raise Stopped
        columns = volume.columns
        for name in ("source", "agency"):
            labels, numbers = columns.labels(name), columns.label_numbers(name)
            for number, count in Counter(_selected(numbers, members)).items():
                if labels[number]:
                    counts[name][labels[number]] += count
        _months(columns, members, counts["month"])
    found, shown = _entities(volumes, sets)
    counts |= found
    return {
        name: [
            FacetValue(id=value, label=shown.get(value, value), count=count)
            for value, count in counter.most_common(MOST_VALUES)
        ]
        for name, counter in counts.items()
    }


def _flags(members: int, size: int) -> bytes:
    """A byte of 0 or 1 for every document, the first first."""
    return format(members, f"0{size}b").encode().translate(_ZERO_ONE)[::-1]


_ZERO_ONE = bytes(1 if byte == ord("1") else 0 for byte in range(256))


def _selected(column: array[int], members: int) -> Iterable[int]:
    """The values of a column for the members of a set."""
    size = len(column)
    if members.bit_count() * _DENSE > size:
        return compress(column, _flags(members, size))
    return (column[number] for number in bits.ascending(members))


def _months(columns: Columns, members: int, counts: Counter[str]) -> None:
    """Articles by month, which stand side by side; a date known to the year alone is in none."""
    members &= ~columns.year_alone
    for month, start, stop in columns.months:
        count = ((members >> start) & ((1 << (stop - start)) - 1)).bit_count()
        if count:
            counts[month] += count


def _by_looking_up(columns: Columns, members: int) -> Counter[int]:
    """Every entity of the members, with its count."""
    ragged = columns.entities_of
    size = len(ragged.ends)
    if members.bit_count() * _DENSE > size:
        flags = _flags(members, size)
        return Counter(compress(ragged.items, map(flags.__getitem__, columns.entity_owners)))
    joined = array("I")
    ends, items = ragged.ends, ragged.items
    for number in bits.ascending(members):
        joined.extend(items[ends[number - 1] if number else 0 : ends[number]])
    return Counter(joined)


def _entities(volumes: Sequence[Volume], sets: Sequence[int]) -> tuple[_Counts, dict[str, str]]:
    """Counts of persons, countries and organisations, and their labels.

    Of a large answer, entities that are frequent in a volume are counted by laying sets over each
    other. What is frequent in none has less than ``FREQUENT`` articles a volume: values below that
    are left out if enough remain, and otherwise every article is looked up.
    """
    if sum(members.bit_count() for members in sets) > _MANY:
        found = _by_sets(volumes, sets)
        if found is not None:
            return found
    columns = [volume.columns for volume in volumes]
    pairs = zip(columns, sets, strict=True)
    return _summed(columns, [_by_looking_up(c, members) for c, members in pairs])


def _by_sets(
    volumes: Sequence[Volume], sets: Sequence[int]
) -> tuple[_Counts, dict[str, str]] | None:
    columns = [volume.columns for volume in volumes]
    by_volume = [
        {n: count for n, own in c.frequent.items() if (count := (own & members).bit_count())}
        for c, members in zip(columns, sets, strict=True)
    ]
    counts, labels = _summed(columns, by_volume)
    least = FREQUENT * len(volumes)
    for name, counter in counts.items():
        cut = max(least, *(n for _, n in counter.most_common(MOST_VALUES)[-1:]), 0)
        for entity_id in [i for i, n in counter.items() if n + least > cut]:
            for volume, members in zip(volumes, sets, strict=True):
                if not volume.columns.is_frequent(entity_id):
                    found = volume.articles.word("entity", entity_id) & members
                    counter[entity_id] += found.bit_count()
        kept = Counter({value: n for value, n in counter.items() if n >= least})
        if len(kept) < _ENOUGH and any(c.has_rare(name) for c in columns):
            return None
        counts[name] = kept
    return counts, labels


_Counts = dict[str, Counter[str]]


def _summed(
    columns: Sequence[Columns], found: Sequence[Mapping[int, int]]
) -> tuple[_Counts, dict[str, str]]:
    counts: _Counts = {"person": Counter(), "country": Counter(), "org": Counter()}
    labels: dict[str, str] = {}
    for column, numbers in zip(columns, found, strict=True):
        facet_of, entities = column.facet_of, column.entities
        for number, count in numbers.items():
            facet = facet_of[number]
            if facet:
                entity = entities[number]
                counts[facet][entity.id] += count
                labels[entity.id] = entity.label
    return counts, labels
