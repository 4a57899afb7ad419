"""The library as commands and screens use it: search, rows, articles, hits, facets, quotes."""

from __future__ import annotations

import datetime
import shlex
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from diploread.config.settings import SearchSettings

from ..article import Article, Skipped
from . import facets as facet_counts
from . import hits as hit_ranges
from .answer import Answer, Described, Place
from .damage import IndexDamaged, LibraryNotBuilt
from .describe import Describer, speaks_of_quotes
from .folder import LibraryFolder, Manifest, common_root
from .marks import NoMarks, UserMarks
from .names import Names
from .order import heading, ordered
from .plan import Clause, Planner
from .query.parser import parse
from .query.tree import Everything, Named, Node, OneQuote
from .rows import Cancelled, FacetValue, QuoteRow, Row, never, unpack_row
from .store import Store
from .volume import Volume

if TYPE_CHECKING:
    from diploread.config.settings import Settings

_ARTICLES_KEPT = 256
_SNIPPET_WITHIN = 200_000
"""Characters of a body that a row of the list looks at: its hits are at least so many."""
_FACETS_KEPT = 128


class Library:
    """One generation of a library, open for reading. Safe to use from several threads.

    When the indexer has made a new generation, :meth:`changed` says so; open another Library then
    and close this one when nobody pages through it any more.
    """

    def __init__(self, folder: LibraryFolder, root: Path, manifest: Manifest) -> None:
        self.root = root
        self.generation = f"g{manifest.revision}"
        self.marks: UserMarks = NoMarks()
        self.search_settings = SearchSettings()
        self.folder, self._manifest = folder, manifest
        self._stamp = folder.stamp()
        self._lock = threading.RLock()
        self._store = Store(folder.store)
        self._volumes = [Volume(folder.volumes, entry) for entry in manifest.volumes]
        self._names: Names | None = None
        self._facet_sets: facet_counts.FacetSets | None = None
        self._articles: OrderedDict[int, Article] = OrderedDict()
        self._facets: OrderedDict[tuple[int, ...], dict[str, list[FacetValue]]] = OrderedDict()

    @classmethod
    def open(cls, roots: Sequence[Path], settings: Settings) -> Library:
        """Opens the index of these folders; raises LibraryNotBuilt where none is usable."""
        from diploread.config.paths import Paths

        folder = LibraryFolder(Paths.default().library_dir(roots))
        try:
            library = cls.open_folder(folder, common_root(roots))
        except IndexDamaged:
            raise
        except LibraryNotBuilt as error:
            paths = " ".join(shlex.quote(str(root)) for root in roots)
            raise LibraryNotBuilt(error.message, f"run: diploread index {paths}") from None
        library.search_settings = settings.search
        return library

    @classmethod
    def open_folder(cls, folder: LibraryFolder, root: Path) -> Library:
        """Opens the index in ``folder`` whose articles lie below ``root``."""
        manifest = folder.manifest()
        try:
            return cls(folder, root, manifest)
        except OSError as error:
            raise IndexDamaged(folder.path.name, error.strerror) from error

    @property
    def count(self) -> int:
        """Articles of the library."""
        return sum(volume.alive.bit_count() for volume in self._volumes)

    def changed(self) -> bool:
        """Whether there is a newer generation; one system call."""
        return self.folder.stamp() != self._stamp

    # --- search ---

    def search(self, query: str, *, typing: bool = False, cancelled: Cancelled = never) -> Answer:
        """The answer to ``query``; raises QueryError with a column, or Stopped when cancelled.

        With ``typing`` a last word that is still being written counts as a prefix.
        """
        options = self.search_settings
        parsed = parse(
            query,
            today=datetime.date.today(),
            saved=options.searches,
            dialect_name=options.dialect,
            typing=typing,
            any_case=options.operators == "any-case",
            leading_wildcard=options.leading_wildcard,
        )
        with self._lock:
            planners = self._planners(cancelled)
            clauses = self._clauses(planners, parsed.tree)
            order = ordered(self._volumes, clauses, parsed, cancelled)

            def described(answer: Answer) -> Described:
                with self._lock:
                    return self._describe(answer, planners)

            days = [volume.columns.first_day for volume in self._volumes]
            return Answer(parsed, clauses, days, described, cancelled, order)

    def _planners(self, cancelled: Cancelled) -> list[Planner]:
        return [
            Planner(volume, self.names, self.marks, self._article_at, cancelled)
            for volume in self._volumes
        ]

    def _clauses(self, planners: Sequence[Planner], tree: Node) -> list[Clause]:
        made = []
        for volume, planner in zip(self._volumes, planners, strict=True):
            clause = planner.clause(tree)
            made.append(Clause(clause.bits & volume.alive, clause.check))
        return made

    def _count(self, planners: Sequence[Planner], tree: Node) -> int:
        """How many articles match another tree; used for advice."""
        from .query.tree import Query

        clauses = self._clauses(planners, tree)
        days = [volume.columns.first_day for volume in self._volumes]
        counted = Answer(Query(tree), clauses, days, lambda a: Described("", None, 0, ""), never)
        return counted.total

    def _describe(self, answer: Answer, planners: list[Planner]) -> Described:
        tree = answer.query.tree
        tables = [volume.articles for volume in self._volumes]
        describer = Describer(planners, tables, self.names, lambda t: self._count(planners, t))
        quotes = None
        if speaks_of_quotes(tree):
            quotes = sum(len(numbers) for _, numbers in self._quote_numbers(answer, never))
        return describer.describe(answer, quotes)

    def names(self) -> Names:
        """The names of all entities of the library."""
        with self._lock:
            if self._names is None:
                self._names = Names(volume.columns.entities for volume in self._volumes)
            return self._names

    # --- what is shown ---

    def rows(self, answer: Answer, start: int, stop: int) -> list[Row]:
        """The rows from ``start`` to ``stop`` of the list of results."""
        with self._lock:
            places = answer.places(start, stop)
            if isinstance(answer.query.tree, Everything):
                found = [self._row(place) for place in places]
            else:
                found = [self._row_with_hits(answer, place) for place in places]
            if answer.query.group:
                found = [
                    msgspec.structs.replace(
                        row, group=heading(self._volumes[v], n, row, answer.query.group)
                    )
                    for row, (v, n) in zip(found, places, strict=True)
                ]
            return found

    def _row(self, place: Place) -> Row:
        try:
            return unpack_row(self._volumes[place[0]].articles.row(place[1]))
        except msgspec.MsgspecError as error:
            raise IndexDamaged("rows", error) from error

    def _row_with_hits(self, answer: Answer, place: Place) -> Row:
        row = self._row(place)
        article = self._article_at(self._volumes[place[0]], place[1])
        if len(article.body) > _SNIPPET_WITHIN:
            article = msgspec.structs.replace(article, body=article.body[:_SNIPPET_WITHIN])
        found = self.hits(answer, article)
        text = hit_ranges.snippet(article.body, found)
        return msgspec.structs.replace(row, snippet=text, hits=len(found))

    def article(self, article_id: str) -> Article:
        """The whole record, with raw; raises KeyError where there is none of that id."""
        with self._lock:
            rid = self._store.row_of(article_id)
            if rid is None:
                raise KeyError(article_id)
            return self._article(rid)

    def _article_at(self, volume: Volume, number: int) -> Article:
        return self._article(volume.columns.rids[number])

    def _article(self, rid: int) -> Article:
        with self._lock:
            found = self._articles.get(rid)
            if found is None:
                found = self._articles[rid] = self._store.article(rid)
                if len(self._articles) > _ARTICLES_KEPT:
                    self._articles.popitem(last=False)
            return found

    def hits(self, answer: Answer, article: Article) -> tuple[tuple[int, int], ...]:
        """Body offsets of what the query matched in ``article``, in order."""
        tree = answer.query.tree
        return tuple(hit_ranges.hits(tree, article, self._entity_ids))

    def _entity_ids(self, node: Named) -> set[str]:
        return {entity.id for entity in self.names().find(node.field, node.name)}

    def facets(
        self, answer: Answer, *, cancelled: Cancelled = never
    ) -> dict[str, list[FacetValue]]:
        """Counts over the whole answer: ``person country org source agency month``."""
        with self._lock:
            key = tuple(answer.sets)
            found = self._facets.get(key)
            if found is None:
                if self._facet_sets is None:
                    self._facet_sets = facet_counts.FacetSets(self._volumes)
                found = facet_counts.facets(self._volumes, answer.sets, self._facet_sets, cancelled)
                if len(self._facets) >= _FACETS_KEPT:
                    self._facets.popitem(last=False)
                self._facets[key] = found
            return found

    # --- quotes ---

    def quotes(self, answer: Answer, *, cancelled: Cancelled = never) -> list[QuoteRow]:
        """Every quote that matches, the braces of ``q{}`` implied, in the order of the articles.

        A query without any words or fields gives every quote.
        """
        with self._lock:
            found = []
            for place, numbers in self._quote_numbers(answer, cancelled):
                volume = self._volumes[place[0]]
                first = volume.quotes_of(place[1]).start
                article = self._article_at(volume, place[1])
                row = self._row(place)
                for number in numbers:
                    found.append(QuoteRow(article=row, quote=article.quotes[number - first]))
            return found

    def _quote_numbers(self, answer: Answer, cancelled: Cancelled) -> list[tuple[Place, list[int]]]:
        """The matching quotes of every article that has one, newest article first."""
        planners = self._planners(cancelled)
        tree = OneQuote(answer.query.tree)
        clauses = [planner.clause(tree.part, True) for planner in planners]
        articles = Answer(
            answer.query,
            [
                Clause(volume.articles_of(clause.bits) & volume.alive)
                for volume, clause in zip(self._volumes, clauses, strict=True)
            ],
            [volume.columns.first_day for volume in self._volumes],
            lambda a: Described("", None, 0, ""),
            cancelled,
        )
        found = []
        for place in articles.all_places():
            clause, volume = clauses[place[0]], self._volumes[place[0]]
            numbers = [n for n in volume.quotes_of(place[1]) if clause.holds(n)]
            if numbers:
                found.append((place, numbers))
        return found

    # --- the rest ---

    def skipped(self) -> list[Skipped]:
        """Files and parts of files that did not become articles, with the reason."""
        with self._lock:
            return self._store.skipped()

    def forget(self) -> None:
        """Empties every cache: what a benchmark calls cold."""
        with self._lock:
            self._articles.clear()
            self._names = None
            self._facets.clear()
            for volume in self._volumes:
                volume.forget()

    def close(self) -> None:
        """Lets all files go."""
        with self._lock:
            for volume in self._volumes:
                volume.close()
            self._store.close()


__all__ = ["Library", "LibraryNotBuilt"]
