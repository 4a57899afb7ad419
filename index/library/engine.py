"""The engine behind the library: open volumes, searched together.

It takes finished query trees and gives answers; parsing, wording, records, snippets and hits are
the library's business. Library and ``VolumeBackend`` read through the same engine, so that what
the conformance suite says of the one holds for the other.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from typing import Protocol

from ..article import Article
from . import bits
from . import facets as facet_counts
from .answer import Answer, Described, Place
from .marks import NoMarks, UserMarks
from .names import Names
from .order import ordered
from .plan import Clause, Planner
from .query.tree import Node, OneQuote, Query
from .ranking import Ranking
from .relations import Relations
from .rows import Cancelled, FacetValue, never
from .story_map import StoryMap
from .volume import Volume

_FACETS_KEPT = 128
PLANNING_SECONDS = 0.8
"""After this long a query whose patterns are still being looked up is refused. What follows, the
look into texts, has a limit of its own and gives what it has found."""


class Records(Protocol):
    """Where the engine finds what an index does not keep."""

    def article(self, volume: Volume, number: int) -> Article:
        """The record of a document: the letters as printed."""

    def stories(self, volumes: Sequence[Volume]) -> StoryMap:
        """Which articles are one story."""


def _unsaid(answer: Answer) -> Described:
    return Described("", None, 0, "")


class VolumeEngine:
    """Searches volumes that do not change. Safe to use from several threads."""

    def __init__(self, volumes: Sequence[Volume], records: Records) -> None:
        self.volumes = tuple(volumes)
        self.marks: UserMarks = NoMarks()
        self._records = records
        self._lock = threading.RLock()
        self._closed = False
        self._names: Names | None = None
        self._stories: StoryMap | None = None
        self._ranking: Ranking | None = None
        self._facets: OrderedDict[tuple[int, ...], dict[str, list[FacetValue]]] = OrderedDict()

    @property
    def count(self) -> int:
        """Articles that can be found."""
        return sum(volume.alive.bit_count() for volume in self.volumes)

    def names(self) -> Names:
        """The names of all entities."""
        with self._lock:
            if self._names is None:
                self._names = Names(volume.columns.entities() for volume in self.volumes)
            return self._names

    def stories(self) -> StoryMap:
        """Which articles are one story; read when first asked for."""
        with self._lock:
            if self._stories is None:
                self._stories = self._records.stories(self.volumes)
            return self._stories

    # --- search ---

    def planners(self, cancelled: Cancelled) -> list[Planner]:
        """A planner for each volume."""
        known = Relations(self.volumes, self._records.article, self.stories)
        deadline = time.monotonic() + PLANNING_SECONDS
        article = self._records.article
        return [
            Planner(volume, self.names, self.marks, known, article, cancelled, deadline)
            for volume in self.volumes
        ]

    def search(
        self,
        query: Query,
        planners: Sequence[Planner] | None = None,
        described: Callable[[Answer], Described] = _unsaid,
        cancelled: Cancelled = never,
    ) -> Answer:
        """The articles that match, in the order that the query asks for."""
        with self._lock:
            clauses = self._clauses(planners or self.planners(cancelled), query.tree)
            order = ordered(self.volumes, clauses, query, self.stories, cancelled)
            return self._answer(query, clauses, described, cancelled, order)

    def _clauses(self, planners: Sequence[Planner], tree: Node) -> list[Clause]:
        made = []
        for volume, planner in zip(self.volumes, planners, strict=True):
            clause = planner.clause(tree)
            made.append(Clause(clause.bits & volume.alive, clause.check))
        return made

    def _answer(
        self,
        query: Query,
        clauses: list[Clause],
        described: Callable[[Answer], Described] = _unsaid,
        cancelled: Cancelled = never,
        order: list[Place] | None = None,
    ) -> Answer:
        days = [volume.columns.first_day for volume in self.volumes]
        return Answer(query, clauses, days, self._path, described, cancelled, order)

    def _path(self, volume: int, number: int) -> bytes:
        return self.volumes[volume].columns.paths[number]

    def total(self, planners: Sequence[Planner], tree: Node) -> int:
        """How many articles match another tree."""
        return self._answer(Query(tree), self._clauses(planners, tree)).total

    def folded(self, answer: Answer, keep: str | None = None) -> Answer:
        """The same answer with one article of each story: ``keep``, else the newest."""
        with self._lock:
            left = self.stories().without_copies(answer.sets, keep)
            order = None
            if not answer.newest_first:
                order = [(v, number) for v, number in answer.all_places() if left[v] >> number & 1]
            described = answer.description
            clauses = [Clause(members) for members in left]
            return self._answer(answer.query, clauses, lambda _: described, never, order)

    def facets(self, answer: Answer, cancelled: Cancelled = never) -> dict[str, list[FacetValue]]:
        """Counts over the whole answer: ``person country org source agency month``."""
        with self._lock:
            key = tuple(answer.sets)
            if not any(key):
                return {name: [] for name in facet_counts.FACETS}
            found = self._facets.get(key)
            if found is None:
                if self._ranking is None:
                    self._ranking = Ranking(self.volumes)
                found = facet_counts.facets(self.volumes, answer.sets, self._ranking, cancelled)
                if len(self._facets) >= _FACETS_KEPT:
                    self._facets.popitem(last=False)
                self._facets[key] = found
            return found

    def quote_numbers(self, answer: Answer, cancelled: Cancelled) -> list[tuple[Place, list[int]]]:
        """The matching quotes of every article that has one, newest article first.

        The braces of ``q{}`` are implied.
        """
        with self._lock:
            tree = OneQuote(answer.query.tree)
            clauses = [planner.clause(tree.part, True) for planner in self.planners(cancelled)]
            owners = [
                Clause(volume.articles_of(clause.bits) & volume.alive)
                for volume, clause in zip(self.volumes, clauses, strict=True)
            ]
            articles = self._answer(answer.query, owners, cancelled=cancelled)
            found = []
            for place in articles.all_places():
                clause, volume = clauses[place[0]], self.volumes[place[0]]
                numbers = [n for n in volume.quotes_of(place[1]) if clause.holds(n)]
                if numbers:
                    found.append((place, numbers))
            return found

    def quote_count(self, answer: Answer, cancelled: Cancelled) -> int:
        """How many quotes match."""
        with self._lock:
            planners = self.planners(cancelled)
            clauses = [planner.clause(answer.query.tree, True) for planner in planners]
            if any(clause.check is not None for clause in clauses):
                return sum(len(held) for _, held in self.quote_numbers(answer, cancelled))
            count = 0
            for volume, clause in zip(self.volumes, clauses, strict=True):
                gone = (volume.quotes_of(number) for number in volume.dead)
                hidden = reduce(or_, (bits.between(one.start, one.stop) for one in gone), 0)
                count += (clause.bits & ~hidden).bit_count()
            return count

    def suggest(self, beginning: str, most: int = 10) -> list[tuple[str, int]]:
        """Words of title and body that begin so, the most frequent first."""
        counts: dict[str, int] = {}
        for volume in self.volumes:
            for word in volume.articles.expand_prefix(beginning):
                alive = volume.articles.word("text", word) & volume.alive
                counts[word] = counts.get(word, 0) + alive.bit_count()
        best = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        return [(word, count) for word, count in best if count][:most]

    # --- files ---

    def warm(self) -> None:
        """Reads what a first search would wait for; others may search meanwhile."""
        from .fulltext import segment  # noqa: F401 - Whoosh is most of it

        for volume in self.volumes:
            with self._lock:
                if self._closed:
                    return
                volume.articles.warm()

    def forget(self) -> None:
        """Empties every cache: what a benchmark calls cold."""
        with self._lock:
            self._names = None
            self._facets.clear()
            for volume in self.volumes:
                volume.forget()

    def close(self) -> None:
        """Lets all files go."""
        with self._lock:
            self._closed = True
            for volume in self.volumes:
                volume.close()
