"""The library as commands and screens use it: search, rows, articles, hits, facets, quotes."""

from __future__ import annotations

import datetime
import shlex
import threading
import weakref
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from diploread.config.settings import SearchSettings

from ..article import Article, Skipped
from . import hits as hit_ranges
from . import story_map
from .answer import Answer, Described, Place
from .damage import IndexDamaged, LibraryNotBuilt
from .describe import Describer, speaks_of_quotes
from .engine import VolumeEngine
from .folder import LibraryFolder, Manifest, common_root
from .marks import UserMarks
from .names import Names
from .order import heading
from .plan import Planner
from .query.errors import QueryError
from .query.parser import parse
from .query.tree import Everything, Named
from .rows import Cancelled, FacetValue, QuoteRow, Row, never, unpack_row
from .store import Store
from .story_map import Story, StoryMap
from .volume import Volume

if TYPE_CHECKING:
    from diploread.config.settings import Settings

_ARTICLES_KEPT = 256
_SNIPPET_WITHIN = 200_000
"""Characters of a body that a row of the list looks at: its hits are at least so many."""


class _Stored:
    """Records and stories from the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.RLock()
        self._articles: OrderedDict[int, Article] = OrderedDict()

    def article(self, volume: Volume, number: int) -> Article:
        """See :class:`Records`."""
        return self.by_row(volume.columns.rids[number])

    def by_row(self, rid: int) -> Article:
        """The record of a row of the store; the last ones are kept."""
        with self._lock:
            found = self._articles.get(rid)
            if found is None:
                found = self._articles[rid] = self._store.article(rid)
                if len(self._articles) > _ARTICLES_KEPT:
                    self._articles.popitem(last=False)
            return found

    def stories(self, volumes: Sequence[Volume]) -> StoryMap:
        """See :class:`Records`."""
        return StoryMap(volumes, story_map.known(self._store))

    def forget(self) -> None:
        """Empties the cache."""
        with self._lock:
            self._articles.clear()


class Library:
    """One generation of a library, open for reading. Safe to use from several threads.

    When the indexer has made a new generation, :meth:`changed` says so; open another Library then
    and :meth:`retire` this one, for a thread may still be reading from it.
    """

    def __init__(self, folder: LibraryFolder, root: Path, manifest: Manifest) -> None:
        self.root = root
        self.generation = f"g{manifest.revision}"
        self.first_look = manifest.first_look
        """Only some articles are in: the folder was still being read."""
        self.search_settings = SearchSettings()
        self.folder = folder
        self._stamp = folder.stamp()
        self._lock = threading.RLock()
        self._store = Store(folder.store)
        self._records = _Stored(self._store)
        volumes = [Volume(folder.volumes, entry) for entry in manifest.volumes]
        self.engine = VolumeEngine(volumes, self._records)

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
        return self.engine.count

    @property
    def marks(self) -> UserMarks:
        """What the reader has put on articles; set by whoever opens the notebook."""
        return self.engine.marks

    @marks.setter
    def marks(self, marks: UserMarks) -> None:
        self.engine.marks = marks

    def changed(self) -> bool:
        """Whether there is a newer generation; one system call."""
        return self.folder.stamp() != self._stamp

    def warm(self) -> None:
        """Reads what the first search would wait for: 60 ms, for when nobody waits."""
        self.engine.warm()

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
        planners = self.engine.planners(cancelled)
        try:
            return self.engine.search(
                parsed, planners, lambda answer: self._describe(answer, planners), cancelled
            )
        except QueryError as error:  # it names what this library does not have
            error.query = query
            raise

    def _describe(self, answer: Answer, planners: list[Planner]) -> Described:
        with self._lock:
            tree = answer.query.tree
            tables = [volume.articles for volume in self.engine.volumes]
            describer = Describer(
                planners, tables, self.names, lambda t: self.engine.total(planners, t),
                first_look=self.first_look,
            )  # fmt: skip
            quotes = None
            if speaks_of_quotes(tree):
                quotes = self.engine.quote_count(answer, never)
            return describer.describe(answer, quotes)

    def names(self) -> Names:
        """The names of all entities of the library."""
        return self.engine.names()

    # --- stories ---

    def stories(self, answer: Answer) -> dict[str, Story]:
        """The stories of the answer by id, each with the ids of its articles, newest first.

        A row whose ``row.story`` has ``n`` members here may be shown as "×n"; an article that
        stands alone has none (``row.story == ""``). Only articles that have copies are looked
        at: well under a millisecond in most libraries. Counts the whole answer, as ``total``
        does: ask after it.
        """
        return self.engine.stories().stories(answer.sets)

    def likeness(self, one: str, other: str) -> float:
        """How much two articles share, from 0 to 1, estimated; 0 where one is too short to say."""
        return self.engine.stories().likeness(one, other)

    def folded(self, answer: Answer, keep: str | None = None) -> Answer:
        """The same answer with the newest article alone of each story; ``total`` counts stories.

        The article ``keep`` stays in place of the newest of its story, so that what is being
        read has its row. The order is kept. What was folded away is in :meth:`stories` of the
        unfolded answer.
        """
        return self.engine.folded(answer, keep)

    def position(self, answer: Answer, article_id: str) -> int | None:
        """At which place of the list an article stands; None where it is not in it."""
        with self._lock:
            try:
                return answer.position(self.engine.stories().place(article_id))
            except KeyError:
                return None

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
                        row, group=heading(self.engine.volumes[v], n, row, answer.query.group)
                    )
                    for row, (v, n) in zip(found, places, strict=True)
                ]
            return found

    def rows_of(self, ids: Sequence[str]) -> list[Row]:
        """The rows of some articles, without snippets; raises KeyError for an unknown id."""
        with self._lock:
            return [self._row(self.engine.stories().place(article_id)) for article_id in ids]

    def _row(self, place: Place) -> Row:
        try:
            row = unpack_row(self.engine.volumes[place[0]].articles.row(place[1]))
        except msgspec.MsgspecError as error:
            raise IndexDamaged("rows", error) from error
        stories = self.engine.stories()
        story = stories.of(place)
        if not story:
            return row
        return msgspec.structs.replace(row, story=story, copies=stories.size(story) - 1)

    def _row_with_hits(self, answer: Answer, place: Place) -> Row:
        row = self._row(place)
        article = self._records.article(self.engine.volumes[place[0]], place[1])
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
            return self._records.by_row(rid)

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
        return self.engine.facets(answer, cancelled)

    # --- quotes ---

    def quotes(self, answer: Answer, *, cancelled: Cancelled = never) -> list[QuoteRow]:
        """Every quote that matches, the braces of ``q{}`` implied, in the order of the articles.

        A query without any words or fields gives every quote.
        """
        with self._lock:
            found = []
            for place, numbers in self.engine.quote_numbers(answer, cancelled):
                volume = self.engine.volumes[place[0]]
                first = volume.quotes_of(place[1]).start
                article = self._records.article(volume, place[1])
                row = self._row(place)
                for number in numbers:
                    found.append(QuoteRow(article=row, quote=article.quotes[number - first]))
            return found

    # --- the rest ---

    def skipped(self) -> list[Skipped]:
        """Files and parts of files that did not become articles, with the reason."""
        with self._lock:
            return self._store.skipped()

    def forget(self) -> None:
        """Empties every cache: what a benchmark calls cold."""
        self._records.forget()
        self.engine.forget()

    def retire(self) -> None:
        """Close as soon as nobody holds this library, nor an answer that needs it, any more."""
        weakref.finalize(self, _let_go, self._lock, self.engine, self._store)

    def close(self) -> None:
        """Lets all files go, whoever may still be reading."""
        _let_go(self._lock, self.engine, self._store)


def _let_go(lock: threading.RLock, engine: VolumeEngine, store: Store) -> None:
    with lock:
        engine.close()
        store.close()


__all__ = ["Library", "LibraryNotBuilt"]
