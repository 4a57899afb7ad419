"""The answer to a query: ordered as far as anybody has looked, counted when somebody asks."""

from __future__ import annotations

import heapq
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from . import bits
from .plan import Clause
from .query.tree import Query
from .rows import Cancelled, Stopped

LONGEST_SECONDS = 1.0
"""After this long an answer stops counting and says that it is partial."""

Place = tuple[int, int]
"""Volume and document number."""


Paths = Callable[[int, int], bytes]
"""Path of a document, by volume and number."""


class _Next:
    """The next document of a volume, ordered among those of the others: newest first.

    Those of one day follow their paths, as they do inside a volume; paths are looked up for those
    alone.
    """

    __slots__ = ("_paths", "day", "number", "volume")

    def __init__(self, day: int, volume: int, number: int, paths: Paths) -> None:
        self.day, self.volume, self.number, self._paths = day, volume, number, paths

    def __lt__(self, other: _Next) -> bool:
        if self.day != other.day:
            return self.day > other.day
        mine, its = (self._paths(item.volume, item.number) for item in (self, other))
        return (mine, self.volume) < (its, other.volume)


class Answer:
    """Articles that match, newest first or as the query sorts them.

    Whole sets are known at once; what needs a look into each text is decided from the newest on,
    as far as rows are asked for. ``total`` decides the rest.
    """

    def __init__(
        self,
        query: Query,
        clauses: list[Clause],
        days: Sequence[Sequence[int]],
        paths: Paths,
        described: Callable[[Answer], Described],
        cancelled: Cancelled,
        order: list[Place] | None = None,
    ) -> None:
        self.query = query
        self.clauses = clauses
        self.partial = False
        self.newest_first = order is None
        """Whether the list is in the order of the days, and nobody has to make it to fold it."""
        self._days, self._paths = days, paths
        self._described, self._cancelled = described, cancelled
        self._places: list[Place] = order if order is not None else []
        self._more: Iterator[Place] | None = None if order is not None else self._merged()
        self._deadline = time.monotonic() + LONGEST_SECONDS

    # --- order ---

    def _newest_first(self, volume: int) -> Iterator[_Next]:
        clause, day = self.clauses[volume], self._days[volume]
        check = clause.check
        for count, number in enumerate(bits.descending(clause.bits)):
            if check is not None and count % 16 == 0:
                self._may_go_on()
            if check is None or check(number):
                yield _Next(day[number], volume, number, self._paths)

    def _merged(self) -> Iterator[Place]:
        streams = [self._newest_first(volume) for volume in range(len(self.clauses))]
        merged = streams[0] if len(streams) == 1 else heapq.merge(*streams)
        return ((item.volume, item.number) for item in merged)

    def _may_go_on(self) -> None:
        if self._cancelled():
            raise Stopped
        if time.monotonic() > self._deadline:
            raise TimeoutError

    def places(self, start: int, stop: int) -> list[Place]:
        """The documents from place ``start`` to ``stop`` of the list."""
        while self._more is not None and len(self._places) < stop:
            try:
                place = next(self._more, None)
            except TimeoutError:
                self.partial, place = True, None
            if place is None:
                self._more = None
            else:
                self._places.append(place)
        return self._places[start:stop]

    def all_places(self) -> list[Place]:
        """Every document of the answer, in order."""
        return self.places(0, 1 << 60)

    def position(self, place: Place) -> int | None:
        """At which place of the list an article stands; None where it is not in it.

        Counted, not looked for, where the list follows the days: a tenth of a millisecond at
        100,000 articles.
        """
        volume, number = place
        if not self.sets[volume] >> number & 1:
            return None
        if not self.newest_first:
            return self.all_places().index(place)
        day, mine = self._days[volume][number], (self._paths(volume, number), volume)
        before = (self.sets[volume] >> number + 1).bit_count()
        for other, members in enumerate(self.sets):
            if other != volume:
                low, high = (side(self._days[other], day) for side in (bisect_left, bisect_right))
                before += (members >> high).bit_count()
                alike = (members >> low) & ((1 << high - low) - 1)
                before += sum(
                    (self._paths(other, low + n), other) < mine for n in bits.ascending(alike)
                )
        return before

    @property
    def certain(self) -> bool:
        """Whether the sets alone decide: counting then costs nothing."""
        return all(clause.check is None for clause in self.clauses)

    @cached_property
    def sets(self) -> list[int]:
        """Matching documents of each volume."""
        if self.certain:
            return [clause.bits for clause in self.clauses]
        members: list[list[int]] = [[] for _ in self.clauses]
        for volume, number in self.all_places():
            members[volume].append(number)
        return [
            bits.of(numbers, clause.bits.bit_length() + 1)
            for numbers, clause in zip(members, self.clauses, strict=True)
        ]

    @cached_property
    def total(self) -> int:
        """How many articles match; a lower bound where ``partial``."""
        return sum(members.bit_count() for members in self.sets)

    # --- what is said about it ---

    @cached_property
    def description(self) -> Described:
        """How the query was read, and what it could not see."""
        return self._described(self)

    @property
    def read_as(self) -> str:
        """How the query was read, with the counts."""
        return self.description.read_as

    @property
    def quotes(self) -> int | None:
        """Quotes that match, where the query speaks of quotes."""
        return self.description.quotes

    @property
    def undated(self) -> int:
        """Articles that match but for a date they do not have."""
        return self.description.undated

    @property
    def advice(self) -> str:
        """What may help where nothing was found."""
        return self.description.advice


@dataclass(frozen=True, slots=True)
class Described:
    """The words about an answer."""

    read_as: str
    quotes: int | None
    undated: int
    advice: str
