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
from .columns import Columns
from .rows import Cancelled, FacetValue, Stopped
from .volume import Volume

FACETS = ("person", "country", "org", "source", "agency", "month")
ENTITY_FACETS = ("person", "country", "org")
MOST_VALUES = 100
FREQUENT = 24
"""Articles from which an entity of the library gets a set of its own."""
_MANY = 2_000
"""Articles from which counting by sets is cheaper than looking each one up; where there are more
frequent entities than this, from as many articles as entities: a set costs what a look does."""
_ENOUGH = 20
_DENSE = 8
"""From one article in this many the whole column is walked."""
_DENSE_LISTS = 2
"""The same of lists of entities, which are ten times as long as the column is."""


def facets(
    volumes: Sequence[Volume], sets: Sequence[int], frequent: FacetSets, cancelled: Cancelled
) -> dict[str, list[FacetValue]]:
    """The values of each facet, most frequent first, at most :data:`MOST_VALUES`.

    An entity has one value, under the name by which most articles call it.
    """
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for volume, members in zip(volumes, sets, strict=True):
        if cancelled():
            raise Stopped
        columns = volume.columns
        for name in ("source", "agency"):
            labels = columns.labels(name)
            if not any(labels):
                continue
            numbers = columns.label_numbers(name)
            for number, count in Counter(_selected(numbers, members)).items():
                if labels[number]:
                    counts[name][labels[number]] += count
        _months(columns, members, counts["month"])
    many = sum(members.bit_count() for members in sets) > max(_MANY, frequent.size)
    counts |= (many and frequent.counts(sets)) or _by_looking_up_all(volumes, sets)
    return {
        name: [
            FacetValue(id=value, label=frequent.labels.get(value, value), count=count)
            for value, count in _most(counts[name])
        ]
        for name in FACETS
    }


def _most(counter: Counter[str]) -> list[tuple[str, int]]:
    """The most frequent values; of equally frequent ones the first by id."""
    pairs = counter.items()
    if len(counter) > MOST_VALUES:
        least = sorted(counter.values(), reverse=True)[MOST_VALUES - 1]
        return sorted((p for p in pairs if p[1] >= least), key=_order)[:MOST_VALUES]
    return sorted(pairs, key=_order)


def _order(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


def _selected(column: array[int], members: int) -> Iterable[int]:
    """The values of a column for the members of a set."""
    size = len(column)
    if members.bit_count() * _DENSE > size:
        return compress(column, bits.flags(members, size))
    return (column[number] for number in bits.ascending(members))


def _months(columns: Columns, members: int, counts: Counter[str]) -> None:
    """Articles by month, which stand side by side; a date known to the year alone is in none."""
    members &= ~columns.year_alone
    flags = bits.flags(members, len(columns.first_day))
    for month, start, stop in columns.months:
        count = flags.count(1, start, stop)
        if count:
            counts[month] += count


def _by_looking_up(columns: Columns, members: int) -> Counter[int]:
    """Every entity of the members, with its count."""
    ragged = columns.entities_of
    size = len(ragged.ends)
    if members.bit_count() * _DENSE_LISTS > size:
        flags = bits.flags(members, size)
        return Counter(compress(ragged.items, map(flags.__getitem__, columns.entity_owners)))
    joined = array("I")
    ends, items = ragged.ends, ragged.items
    for number in bits.ascending(members):
        joined.extend(items[ends[number - 1] if number else 0 : ends[number]])
    return Counter(joined)


def _by_looking_up_all(volumes: Sequence[Volume], sets: Sequence[int]) -> dict[str, Counter[str]]:
    """Persons, countries and organisations, every article of the answer looked up."""
    counts: dict[str, dict[str, int]] = {name: {} for name in ("", *ENTITY_FACETS)}
    for volume, members in zip(volumes, sets, strict=True):
        ids, facet_of = volume.columns.entity_ids, volume.columns.facet_of
        for number, count in _by_looking_up(volume.columns, members).items():
            mine, entity_id = counts[facet_of[number]], ids[number]
            mine[entity_id] = mine.get(entity_id, 0) + count
    return {name: Counter(counts[name]) for name in ENTITY_FACETS}


class FacetSets:
    """Every entity that is frequent in the library, with the sets of its articles.

    Made once for a generation. The entities of a facet are tried from the most frequent on, and
    no further than one can still be among the values shown: an answer has at most as many
    articles of an entity as the library.
    """

    def __init__(self, volumes: Sequence[Volume]) -> None:
        totals: Counter[str] = Counter()
        best: dict[str, tuple[int, str]] = {}
        facet_of: dict[str, str] = {}
        for volume in volumes:
            columns = volume.columns
            for number, count in Counter(columns.entities_of.items).items():
                entity = columns.entities[number]
                totals[entity.id] += count
                best[entity.id] = max(best.get(entity.id, (0, "")), (count, entity.label))
                facet_of[entity.id] = columns.facet_of[number]
        self.labels = {entity_id: label for entity_id, (_, label) in best.items()}
        sets = [_sets_of(volume.columns, totals) for volume in volumes]
        self._sizes = [volume.count for volume in volumes]
        self._frequent: dict[str, list[tuple[int, str, int]]] = {f: [] for f in ENTITY_FACETS}
        self._rare: set[str] = set()
        for entity_id, total in totals.most_common():
            facet = facet_of[entity_id]
            if facet and total >= FREQUENT:
                own = [volume.get(entity_id, 0) for volume in sets]
                self._frequent[facet].append((total, entity_id, self._joined(own)))
            elif facet:
                self._rare.add(facet)

    @property
    def size(self) -> int:
        """How many entities have a set."""
        return sum(len(held) for held in self._frequent.values())

    def counts(self, answer: Sequence[int]) -> dict[str, Counter[str]]:
        """The most frequent entities of each facet in an answer.

        Of a large answer what has less than ``FREQUENT`` articles is left out if enough remains.
        """
        counts: dict[str, Counter[str]] = {}
        members = self._joined(answer)
        for facet in ENTITY_FACETS:
            best = self._most(facet, members)
            if len(best) < _ENOUGH and facet in self._rare:
                return {}
            counts[facet] = Counter({entity_id: -count for count, entity_id in best})
        return counts

    def _joined(self, sets: Sequence[int]) -> int:
        """The sets of all volumes as one: one operation an entity in place of one a volume."""
        found, at = 0, 0
        for members, size in zip(sets, self._sizes, strict=True):
            found |= members << at
            at += size
        return found

    def _most(self, facet: str, members: int) -> list[tuple[int, str]]:
        """Negated count and id of the values shown, the most frequent first."""
        found: list[tuple[int, str]] = []
        least = FREQUENT
        for number, (total, entity_id, own) in enumerate(self._frequent[facet], 1):
            if total < least:
                break
            count = (own & members).bit_count()
            if count >= least:
                found.append((-count, entity_id))
            if number % MOST_VALUES == 0 and len(found) >= MOST_VALUES:
                found = sorted(found)[:MOST_VALUES]
                least = -found[-1][0]
        return sorted(found)[:MOST_VALUES]


def _sets_of(columns: Columns, totals: Mapping[str, int]) -> dict[str, int]:
    """The articles of a volume that have each entity frequent in the library."""
    wanted = {n: e.id for n, e in enumerate(columns.entities) if totals[e.id] >= FREQUENT}
    chosen: dict[int, list[int]] = {number: [] for number in wanted}
    for number, owner in zip(columns.entities_of.items, columns.entity_owners, strict=True):
        if number in chosen:
            chosen[number].append(owner)
    size = len(columns.first_day)
    return {wanted[number]: bits.of(found, size) for number, found in chosen.items()}
