"""A library and its peers over the same articles, for measuring search.

``articles=N`` are invented and annotated one after the other, never all in memory; ``folder=PATH``
takes any folder through the whole pipeline instead; ``made=PATH`` takes what ``made`` has written.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from diploread.config.paths import Paths
from diploread.config.settings import Settings
from diploread.index.article import Article
from diploread.index.library.build import build_folder
from diploread.index.library.folder import LibraryFolder
from diploread.index.library.library import Library
from diploread.index.library.store import Store

from tests.benchmarks import made
from tests.benchmarks.generated import articles
from tests.benchmarks.invented import Invented
from tests.benchmarks.peers import Peer, present, size_of
from tests.benchmarks.table import Table, note


@dataclass(slots=True)
class Built:
    """A peer that holds the articles."""

    peer: Peer
    seconds: float
    """Of processor time, to index."""
    size: int


@dataclass(slots=True)
class Corpus:
    """All sides of the comparison."""

    library: Library
    peers: list[Built]
    text_bytes: int
    index_bytes: int
    words: list[str]
    """Words of title and body, those of most articles first."""


def build(place: Path, table: Table) -> Corpus:
    """Indexes the articles with every engine that is there."""
    folder, root = _library(place, table)
    library = Library.open_folder(folder, root)
    note(f"library of {library.count:,} articles; now the peers")
    peers = []
    for peer in present(place):
        start = time.process_time()
        peer.fill(_oldest_first(folder))
        peers.append(Built(peer, time.process_time() - start, size_of(peer.path)))
    return Corpus(
        library=library,
        peers=peers,
        text_bytes=sum(len(article.body.encode()) for article in _oldest_first(folder)),
        index_bytes=size_of(folder.volumes),
        words=_words(library),
    )


def open_library(place: Path, table: Table) -> Library:
    """The library alone."""
    return Library.open_folder(*_library(place, table))


def _library(place: Path, table: Table) -> tuple[LibraryFolder, Path]:
    given, ready = table.options.get("folder"), table.options.get("made")
    if ready:
        root = Path(ready).absolute()
        return LibraryFolder(Paths.default().library_dir([root])), root
    folder = LibraryFolder(place / "library")
    if given:
        build_folder(folder, [Path(given)], Settings())
        return folder, Path(given)
    made.fill(folder, articles(table.option("articles", 10_000), Invented()), "bench")
    made.index(folder, "bench", jobs=2)
    return folder, place


def _oldest_first(folder: LibraryFolder) -> Iterator[Article]:
    store = Store(folder.store)
    try:
        for _, article in store.iterate_articles(list(store.days())):
            yield article
    finally:
        store.close()


def _words(library: Library) -> list[str]:
    counts: dict[str, int] = {}
    for volume in library.engine.volumes:
        for word, number in volume.articles.numbers_from(""):
            if number and word.isascii() and word.isalpha() and len(word) > 1:
                counts[word] = counts.get(word, 0) + number
    return sorted(counts, key=lambda word: (-counts[word], word))
