"""What an engine must do to stand behind the library, and the one that does: volumes with Whoosh.

The interface is narrow on purpose. An engine takes records and finished query trees and gives ids;
reading, annotating, parsing, wording, snippets and hits are not its business. One conformance
suite (``tests/index/library/test_backends.py``) holds for every engine; a plain loop over records
passes it too, and says what right means.

The library asks more of its engine than this protocol says: pages of answers, matching quotes,
stories and rows for display come from ``VolumeEngine`` itself, by volume and number. An engine of
another kind would have to bring those too; what is stated here is what finding means.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from ..article import Article
from .columns import span_of_date
from .engine import VolumeEngine
from .folder import VolumeEntry, measured
from .query.tree import Query
from .story_map import StoryMap, grouped
from .volume import Volume
from .volume_writer import VolumeWriter


class SearchBackend(Protocol):
    """An index of articles. Nothing is found or gone before :meth:`commit`."""

    def index(self, articles: Iterable[Article]) -> None:
        """Takes articles in; one whose id is known takes the place of the old one."""

    def delete(self, ids: Iterable[str]) -> None:
        """Takes articles out; an unknown id is no error."""

    def commit(self) -> None:
        """Makes what was indexed and deleted since the last commit visible, all at once."""

    def search(self, query: Query) -> list[str]:
        """Ids of the articles that match, newest first, undated last, ties in any order."""

    def facets(self, query: Query) -> Mapping[str, Mapping[str, int]]:
        """Articles of the answer by ``person country org source agency month``, by id or name."""

    def suggest(self, beginning: str, most: int = 10) -> list[tuple[str, int]]:
        """Words of title and body that begin so, with the number of articles that have each.

        The most frequent first, then by the alphabet.
        """

    def close(self) -> None:
        """Lets all files go."""


class VolumeBackend:
    """Volumes in a folder: postings in Whoosh segments, sets and columns beside them.

    ``record`` gives an article of this index by its id, for what the index itself does not keep:
    the letters as printed.
    """

    def __init__(self, folder: Path, record: Callable[[str], Article]) -> None:
        self._folder, self._record = folder, record
        self._entries: list[VolumeEntry] = []
        self._engine = VolumeEngine((), self)
        self._staged: dict[str, Article] = {}
        self._gone: set[str] = set()
        self._count, self._rows = itertools.count(1), itertools.count(1)

    def index(self, articles: Iterable[Article]) -> None:
        """See :class:`SearchBackend`."""
        for article in articles:
            self._staged[article.id] = article
            self._gone.add(article.id)

    def delete(self, ids: Iterable[str]) -> None:
        """See :class:`SearchBackend`."""
        for article_id in ids:
            self._staged.pop(article_id, None)
            self._gone.add(article_id)

    def commit(self) -> None:
        """See :class:`SearchBackend`."""
        entries = [
            self._without(entry, volume)
            for entry, volume in zip(self._entries, self._engine.volumes, strict=True)
        ]
        if self._staged:
            entries.append(self._written())
        self.close()
        empty = [entry for entry in entries if len(entry.dead) == entry.articles]
        self._entries = [entry for entry in entries if entry not in empty]
        self._engine = VolumeEngine([Volume(self._folder, e) for e in self._entries], self)
        for entry in empty:
            shutil.rmtree(self._folder / entry.name)
        self._staged, self._gone = {}, set()

    def _without(self, entry: VolumeEntry, volume: Volume) -> VolumeEntry:
        gone = (n for n, article_id in enumerate(volume.columns.ids) if article_id in self._gone)
        return msgspec.structs.replace(entry, dead=tuple(sorted({*entry.dead, *gone})))

    def _written(self) -> VolumeEntry:
        folder = self._folder / f"v{next(self._count)}"
        writer = VolumeWriter(folder)
        ordered = sorted(self._staged.values(), key=lambda a: (span_of_date(a.date)[0], a.path))
        for article in ordered:
            writer.add(next(self._rows), article)
        articles, quotes = writer.close()
        return VolumeEntry(folder.name, articles, quotes, measured(folder))

    def search(self, query: Query) -> list[str]:
        """See :class:`SearchBackend`."""
        volumes = self._engine.volumes
        places = self._engine.search(query).all_places()
        return [volumes[volume].columns.ids[number] for volume, number in places]

    def facets(self, query: Query) -> Mapping[str, Mapping[str, int]]:
        """See :class:`SearchBackend`."""
        found = self._engine.facets(self._engine.search(query))
        return {name: {value.id: value.count for value in values} for name, values in found.items()}

    def suggest(self, beginning: str, most: int = 10) -> list[tuple[str, int]]:
        """See :class:`SearchBackend`."""
        return self._engine.suggest(beginning, most)

    def article(self, volume: Volume, number: int) -> Article:
        """See :class:`Records`."""
        return self._record(volume.columns.ids[number])

    def stories(self, volumes: Sequence[Volume]) -> StoryMap:
        """See :class:`Records`."""
        return StoryMap(volumes, dict(grouped(volumes)))

    def close(self) -> None:
        """See :class:`SearchBackend`."""
        self._engine.close()
        self._engine = VolumeEngine((), self)
