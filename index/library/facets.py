"""Counts over an answer by person, country, organisation, source, agency and month."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from datetime import date

from . import bits
from .rows import Cancelled, FacetValue, Stopped
from .volume import Volume

MOST_VALUES = 200
_FACET_OF_TYPE = {"PERSON": "person", "ORG": "org", "GPE": "country"}


def facets(
    volumes: Sequence[Volume], sets: Sequence[int], cancelled: Cancelled
) -> dict[str, list[FacetValue]]:
    """The values of each facet, most frequent first, at most :data:`MOST_VALUES`."""
    counts: dict[str, Counter[str]] = {
        name: Counter() for name in ("person", "country", "org", "source", "agency", "month")
    }
    labels: dict[str, str] = {}
    for volume, members in zip(volumes, sets, strict=True):
        if cancelled():
            raise Stopped
        numbers = list(bits.ascending(members))
        _entities(volume, numbers, counts, labels)
        _labels(volume, numbers, counts)
        _months(volume, numbers, counts["month"])
    return {
        name: [
            FacetValue(id=value, label=labels.get(value, value), count=count)
            for value, count in counter.most_common(MOST_VALUES)
        ]
        for name, counter in counts.items()
    }


def _entities(
    volume: Volume, numbers: Sequence[int], counts: dict[str, Counter[str]], labels: dict[str, str]
) -> None:
    columns = volume.columns
    ends, items = columns.entities_of.ends, columns.entities_of.items
    joined = array("I")
    if len(numbers) == volume.count:
        joined = items
    else:
        for number in numbers:
            joined.extend(items[ends[number - 1] if number else 0 : ends[number]])
    for item, count in Counter(joined).items():
        entity = columns.entities[item]
        name = _FACET_OF_TYPE.get(entity.type)
        if name is None or (name == "country" and not entity.id.startswith("country/")):
            continue
        counts[name][entity.id] += count
        labels.setdefault(entity.id, entity.label)


def _labels(volume: Volume, numbers: Sequence[int], counts: dict[str, Counter[str]]) -> None:
    for name in ("source", "agency"):
        column = volume.columns.numbers(name)
        names = volume.columns.labels(name)
        for item, count in Counter([column[n] for n in numbers]).items():
            if names[item]:
                counts[name][names[item]] += count


def _months(volume: Volume, numbers: Sequence[int], counts: Counter[str]) -> None:
    first, last = volume.columns.first_day, volume.columns.last_day
    for day, count in Counter([first[n] for n in numbers if last[n] - first[n] < 31]).items():
        if day:
            counts[date.fromordinal(day).isoformat()[:7]] += count
