"""Persons, countries and organisations of an answer, with the articles each has there.

The articles of a small answer are looked up one by one. For a large one it is the other way round:
an answer has at most as many articles of an entity as the library has, so the entities are tried
from the most frequent on, and no further than one can still be among those shown; of 5,000 people
some hundred. What an entity's articles are is read when it is first tried.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from . import bits
from .volume import Volume

ENTITY_FACETS = ("person", "country", "org")
MOST_VALUES = 100
"""Values of a facet that are told."""
_SET = 400
"""From one article in this many on an AND is cheaper than asking for each."""
_TRY_LEAST, _TRY_EACH = 2.0, 1.2
"""Microseconds to try an entity: in all, and in each volume of full size."""
_FULL_SIZE = 25_000
_LOOK_UP = 2.0
"""Microseconds to look up the entities of an article, of which it has a dozen."""


class Ranking:
    """The entities of a library by how many articles they have. Made once for a generation."""

    def __init__(self, volumes: Sequence[Volume]) -> None:
        self._volumes = volumes
        self._count = sum(volume.count for volume in volumes)
        known: dict[str, int] = {}
        totals: Counter[int] = Counter()
        self._facet_of: list[str] = []
        self._numbers: list[array[int]] = []
        """By volume: the number in the library of each entity there."""
        for volume in volumes:
            columns = volume.columns
            numbers = array("I")
            for at, entity_id in enumerate(columns.entity_ids):
                number = known.setdefault(entity_id, len(known))
                if number == len(self._facet_of):
                    self._facet_of.append(columns.facet_of[at])
                numbers.append(number)
            totals.update(dict(zip(numbers, columns.articles_of.sizes(), strict=True)))
            self._numbers.append(numbers)
        self._ids = list(known)
        self._known = known
        self._ranked: dict[str, list[tuple[int, int]]] = {facet: [] for facet in ENTITY_FACETS}
        for number, total in totals.most_common():
            if self._facet_of[number]:
                self._ranked[self._facet_of[number]].append((number, total))
        self._places = [_inverted(numbers, len(known)) for numbers in self._numbers]
        self._held: dict[int, list[tuple[int, int | array[int]]]] = {}
        self._labels: dict[str, str] = {}

    def label(self, entity_id: str) -> str:
        """The name by which most articles call an entity."""
        found = self._labels.get(entity_id)
        if found is None:
            labels: Counter[str] = Counter()
            for index, at in self._places_of(self._known[entity_id]):
                columns = self._volumes[index].columns
                labels[columns.entity_labels[at]] += len(columns.articles_of[at])
            found = min(labels, key=lambda name: (-labels[name], name))
            self._labels[entity_id] = found
        return found

    def counts(self, sets: Sequence[int], flags: Sequence[bytes]) -> dict[str, Counter[str]]:
        """The most frequent entities of each facet in an answer: its sets, and as flags."""
        if self._is_large(sum(members.bit_count() for members in sets)):
            return {
                facet: self._most(ranked, sets, flags) for facet, ranked in self._ranked.items()
            }
        return self._looked_up(sets)

    def _is_large(self, articles: int) -> bool:
        """Whether trying entities is cheaper, as if the answer were a fair sample."""
        share = articles / max(self._count, 1)
        tried = 0
        for ranked in self._ranked.values():
            last = ranked[:MOST_VALUES][-1][1] if ranked else 0
            tried += bisect_right(ranked, -share * last, key=lambda pair: -pair[1])
        price = _TRY_LEAST + _TRY_EACH * self._count / _FULL_SIZE
        return tried * price < articles * _LOOK_UP

    # --- every article ---

    def _looked_up(self, sets: Sequence[int]) -> dict[str, Counter[str]]:
        found: Counter[int] = Counter()
        for index, members in enumerate(sets):
            lists, joined = self._volumes[index].columns.entities_of, array("I")
            ends, items = lists.ends, lists.items
            for number in bits.ascending(members):
                joined.extend(items[ends[number - 1] if number else 0 : ends[number]])
            found.update(map(self._numbers[index].__getitem__, joined))
        counts: dict[str, dict[str, int]] = {facet: {} for facet in ("", *ENTITY_FACETS)}
        ids, facet_of = self._ids, self._facet_of
        for number, count in found.items():
            counts[facet_of[number]][ids[number]] = count
        return {facet: Counter(counts[facet]) for facet in ENTITY_FACETS}

    # --- the most frequent entities ---

    def _most(
        self, ranked: Iterable[tuple[int, int]], sets: Sequence[int], flags: Sequence[bytes]
    ) -> Counter[str]:
        found: list[tuple[int, str]] = []
        least = 1
        for tried, (number, total) in enumerate(ranked, 1):
            if total < least:
                break
            count = 0
            for index, articles in self._held.get(number) or self._read(number):
                if isinstance(articles, int):
                    count += (articles & sets[index]).bit_count()
                else:
                    count += sum(map(flags[index].__getitem__, articles))
            if count >= least:
                found.append((-count, self._ids[number]))
            if tried % MOST_VALUES == 0 and len(found) >= MOST_VALUES:
                found = sorted(found)[:MOST_VALUES]
                least = -found[-1][0]
        return Counter({entity_id: -count for count, entity_id in sorted(found)[:MOST_VALUES]})

    def _read(self, number: int) -> list[tuple[int, int | array[int]]]:
        """The articles of an entity by volume: as a set where they are many."""
        found: list[tuple[int, int | array[int]]] = []
        for index, at in self._places_of(number):
            volume = self._volumes[index]
            articles = volume.columns.articles_of[at]
            many = len(articles) * _SET > volume.count
            found.append((index, bits.of(articles, volume.count) if many else articles))
        self._held[number] = found
        return found

    def _places_of(self, number: int) -> list[tuple[int, int]]:
        """Where an entity is known: volume, and number there."""
        return [(v, places[number]) for v, places in enumerate(self._places) if places[number] >= 0]


def _inverted(numbers: Iterable[int], size: int) -> array[int]:
    places = array("i", [-1]) * size
    for at, number in enumerate(numbers):
        places[number] = at
    return places
