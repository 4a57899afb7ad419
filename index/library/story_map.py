"""Which articles are one story: worked out when the index is built, looked up when it is read.

The builder keeps one row for each article of a story in the store (``stories``: row of the article
-> row that names the story) and brings them up to date: new articles are compared with all, and a
story that has lost an article is put together anew, for the lost one may have held it together.
A reader takes the rows that its own generation shows.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import compress

import msgspec

from . import bits
from .sketches import KEYS, Sketch, components, kin, likeness
from .store import Store
from .volume import Volume

Place = tuple[int, int]


class Story(msgspec.Struct, frozen=True):
    """Copies and versions of one report, among the articles of an answer."""

    id: str
    """Id of the earliest article that the library has of it: what ``story:`` takes."""
    members: tuple[str, ...]
    """Ids of its articles in the answer, newest first."""


# --- building ---


def known(store: Store) -> dict[int, int]:
    """The row that names the story of each row that has one."""
    return dict(store.run("SELECT rid, story FROM stories").fetchall())


def update(store: Store, volumes: Sequence[Volume]) -> None:
    """Brings the stories in line with what the volumes show."""
    places = _places(volumes)
    held = known(store)
    seen = _seen(store)
    gone = held.keys() - places.keys()
    fresh = [rid for rid in places if rid not in seen]
    pairs = [(rid, story) for rid, story in held.items() if rid not in gone]
    if gone:
        broken = {held[rid] for rid in gone}
        whole = [(rid, story) for rid, story in pairs if story not in broken]
        pairs = [*whole, *_held_together(volumes, places, held, broken)]
    if fresh:
        pairs += _new_pairs(volumes, places, set(fresh))
    if gone or fresh:
        store.run("DELETE FROM stories")
        for group in components(pairs):
            present = [rid for rid in group if rid in places]
            if len(present) > 1:
                for rid in present:
                    store.run("INSERT INTO stories VALUES (?, ?)", (rid, present[0]))
        store.put_note("sketched", array("Q", sorted(places)).tobytes())
        store.commit()


def grouped(volumes: Sequence[Volume]) -> Iterator[tuple[int, int]]:
    """The row that names the story of each row that has one, worked out from nothing."""
    places = _places(volumes)
    for group in components(_new_pairs(volumes, places, set(places))):
        yield from ((rid, group[0]) for rid in group)


def _places(volumes: Sequence[Volume]) -> dict[int, Place]:
    """Where each row stands."""
    return {
        rid: (index, number)
        for index, volume in enumerate(volumes)
        for number, rid in enumerate(volume.columns.rids)
        if number not in volume.dead
    }


def _seen(store: Store) -> set[int]:
    """The rows that have been compared with each other."""
    found = array("Q")
    found.frombytes(store.note("sketched") or b"")
    return set(found)


def _sketch_of(volumes: Sequence[Volume], place: Place) -> Sketch:
    columns = volumes[place[0]].columns
    return Sketch(columns.sketch_sizes[place[1]], columns.sketches[place[1]])


def _held_together(
    volumes: Sequence[Volume], places: dict[int, Place], held: dict[int, int], broken: set[int]
) -> Iterator[tuple[int, int]]:
    """What is still one story of those that have lost an article."""
    left: defaultdict[int, list[int]] = defaultdict(list)
    for rid, story in held.items():
        if story in broken and rid in places:
            left[story].append(rid)
    for rids in left.values():
        sketches = [_sketch_of(volumes, places[rid]) for rid in rids]
        yield from ((rids[a], rids[b]) for a, b in kin(sketches))


def _new_pairs(
    volumes: Sequence[Volume], places: dict[int, Place], fresh: set[int]
) -> Iterator[tuple[int, int]]:
    """Pairs of one story of which at least one row is new."""
    if len(fresh) * 8 > len(places):
        rids = list(places)
        sketches = [_sketch_of(volumes, places[rid]) for rid in rids]
        yield from ((rids[a], rids[b]) for a, b in kin(sketches))
        return
    mine = {rid: _sketch_of(volumes, places[rid]) for rid in fresh}
    keys = {value for one in mine.values() for value in one.hashes[:KEYS]}
    others = {rid: _sketch_of(volumes, places[rid]) for rid in _holding(volumes, keys, places)}
    both = {**others, **mine}
    rids = list(both)
    for a, b in kin([both[rid] for rid in rids]):
        yield rids[a], rids[b]


def _holding(volumes: Sequence[Volume], keys: set[int], places: dict[int, Place]) -> set[int]:
    """Rows with one of the keys among all hashes of their sketch: few have, all are looked at."""
    found: set[int] = set()
    for volume in volumes:
        column = volume.columns.sketches
        if keys.isdisjoint(column.items):
            continue
        at = compress(range(len(column.items)), map(keys.__contains__, column.items))
        numbers = {_owner(column.ends, place) for place in at}
        found.update(rid for n in numbers if (rid := volume.columns.rids[n]) in places)
    return found


def _owner(ends: Sequence[int], at: int) -> int:
    from bisect import bisect_right

    return bisect_right(ends, at)


# --- reading ---


class StoryMap:
    """The stories of one generation."""

    def __init__(self, volumes: Sequence[Volume], story_of: Mapping[int, int]) -> None:
        """``story_of`` names the story of each row of the store that has one."""
        self._volumes = volumes
        members: defaultdict[int, list[Place]] = defaultdict(list)
        for index, volume in enumerate(volumes if story_of else ()):
            for number, rid in enumerate(volume.columns.rids):
                if rid in story_of and number not in volume.dead:
                    members[story_of[rid]].append((index, number))
        groups = [sorted(group, key=self._age) for group in members.values() if len(group) > 1]
        self._groups = {self._id(group[0]): group for group in groups}
        self._story_of = {place: s for s, group in self._groups.items() for place in group}

    def _age(self, place: Place) -> tuple[int, str]:
        columns = self._volumes[place[0]].columns
        return columns.first_day[place[1]], columns.ids[place[1]]

    def _id(self, place: Place) -> str:
        return self._volumes[place[0]].columns.ids[place[1]]

    def of(self, place: Place) -> str:
        """The story of an article; empty where it stands alone."""
        return self._story_of.get(place, "")

    def size(self, story: str) -> int:
        """Articles of a story in the library."""
        return len(self._groups.get(story, ()))

    def likeness(self, one: str, other: str) -> float:
        """How much two articles share, by id."""
        found = [_sketch_of(self._volumes, self.place(article_id)) for article_id in (one, other)]
        return likeness(*found)

    def place(self, article_id: str) -> Place:
        """Where an article stands; raises KeyError where there is none of that id."""
        for index, volume in enumerate(self._volumes):
            number = volume.columns.number_of.get(article_id)
            if number is not None and number not in volume.dead:
                return index, number
        raise KeyError(article_id)

    def ids(self, beginning: str) -> set[str]:
        """Articles of the stories, or of the story of the articles, whose id begins so."""
        named = {s for s in self._groups if s.startswith(beginning)}
        named |= {s for p, s in self._story_of.items() if self._id(p).startswith(beginning)}
        return {self._id(place) for story in named for place in self._groups[story]}

    @cached_property
    def _sets(self) -> list[int]:
        """The articles of each volume that belong to a story."""
        numbers: list[list[int]] = [[] for _ in self._volumes]
        for index, number in self._story_of:
            numbers[index].append(number)
        return [bits.of(held, v.count) for held, v in zip(numbers, self._volumes, strict=True)]

    @cached_property
    def later(self) -> list[int]:
        """The articles of each volume that are not the first of their story."""
        numbers: list[list[int]] = [[] for _ in self._volumes]
        for group in self._groups.values():
            for index, number in group[1:]:
                numbers[index].append(number)
        return [bits.of(held, v.count) for held, v in zip(numbers, self._volumes, strict=True)]

    def within(self, sets: Sequence[int]) -> dict[str, list[Place]]:
        """The stories that have an article in the sets, with these articles, newest first."""
        found: defaultdict[str, list[Place]] = defaultdict(list)
        for index, (mine, members) in enumerate(zip(self._sets, sets, strict=True)):
            for number in bits.ascending(mine & members):
                found[self._story_of[index, number]].append((index, number))
        return {s: sorted(held, key=self._age, reverse=True) for s, held in found.items()}

    def stories(self, sets: Sequence[int]) -> dict[str, Story]:
        """The same with the ids of the articles."""
        return {
            story: Story(story, tuple(map(self._id, held)))
            for story, held in self.within(sets).items()
        }

    def without_copies(self, sets: Sequence[int], keep: str | None = None) -> list[int]:
        """The sets with the newest article alone of each story.

        Of the story of the article ``keep``, if it is in the sets, that article stays.
        """
        copies: list[list[int]] = [[] for _ in sets]
        for held in self.within(sets).values():
            stays = next((place for place in held if self._id(place) == keep), held[0])
            for index, number in held:
                if (index, number) != stays:
                    copies[index].append(number)
        return [
            members & ~bits.of(numbers, members.bit_length() + 1)
            for members, numbers in zip(sets, copies, strict=True)
        ]
