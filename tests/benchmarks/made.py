"""A library of many invented articles on disk: ``python -m tests.benchmarks.made FOLDER N``.

Writes the sources below FOLDER/sources and the library into the cache of whoever runs it, so that
``diploread FOLDER/sources`` opens it. The records come from the generator, not from the pipeline.
Run again on the same folder it only marks the records as made by the present rules, so that the
indexer has nothing to do. Memory does not grow with N, but for the volume that is being written.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import msgspec
from diploread.config.paths import Paths
from diploread.config.settings import Settings
from diploread.index.article import Article, RawArticle
from diploread.index.library import fingerprint, story_map
from diploread.index.library import store as stores
from diploread.index.library.columns import span_of_date
from diploread.index.library.damage import LibraryNotBuilt
from diploread.index.library.folder import LibraryFolder, Manifest
from diploread.index.library.indexing import Indexer
from diploread.index.library.recent import remember
from diploread.index.library.recounting import recount
from diploread.index.library.rows import never
from diploread.index.library.user_files import UserFiles
from diploread.index.library.volume import Volume

from tests.benchmarks.generated import articles
from tests.benchmarks.invented import Invented
from tests.benchmarks.table import note

COMMIT = 2_000


def fill(
    folder: LibraryFolder, given: Iterable[Article], mark: str, sources: Path | None = None
) -> int:
    """Puts records into the store of ``folder``; with ``sources`` their texts on disk as well."""
    folder.create()
    store = stores.Store(folder.store, write=True)
    number = 0
    for number, article in enumerate(given, 1):
        raw = RawArticle(path=article.path, raw=article.raw or "", sha256=article.sha256)
        state = stores.FileState(article.path, 1, 1, number, 1, article.sha256)
        if sources is not None:
            state = _written(sources, article)
        store.put_file(state, [(article.id, raw)])
        day = span_of_date(article.date)[0]
        store.put_record(number, mark, stores.pack_record(article), day)
        if number % COMMIT == 0:
            store.commit()
    store.put_note("reading", fingerprint.of_reading(Settings().reading).encode())
    store.commit()
    store.close()
    return number


def _written(sources: Path, article: Article) -> stores.FileState:
    path = sources / article.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(article.raw or "")
    info = path.stat()
    return stores.FileState(
        article.path, info.st_size, info.st_mtime_ns, info.st_ino, info.st_dev, article.sha256
    )


def index(folder: LibraryFolder, mark: str, roots: tuple[str, ...] = (), jobs: int = 1) -> None:
    """Makes the volumes of what the store holds, and switches to them."""
    store = stores.Store(folder.store, write=True)
    try:
        made, _ = Indexer(folder, jobs, lambda now: None, never).index(store, Manifest(), mark)
        opened = [Volume(folder.volumes, entry) for entry in made]
        story_map.update(store, opened)
        for volume in opened:
            volume.close()
        count = sum(volume.articles for volume in made)
        folder.switch(
            Manifest(fingerprint=mark, revision=1, roots=roots, articles=count, volumes=tuple(made))
        )
    finally:
        store.close()


def present_mark(roots: list[Path]) -> str:
    """The fingerprint under which the indexer would annotate these folders now."""
    user = UserFiles.of(Paths.default().config_dir, roots)
    return fingerprint.of_annotating((*user.rules, *user.names), Settings().entities.engine)


def restamp(folder: LibraryFolder, mark: str) -> None:
    """Marks all records as made by the present rules."""
    store = stores.Store(folder.store, write=True)
    store.run("UPDATE records SET fingerprint = ?", (mark,))
    store.put_note("pages", mark.encode())
    store.put_note("reading", fingerprint.of_reading(Settings().reading).encode())
    store.commit()
    store.close()
    manifest = folder.manifest()
    folder.switch(msgspec.structs.replace(manifest, fingerprint=mark))


def _filled(folder: LibraryFolder) -> int:
    """Records that a run which was stopped has left."""
    if not folder.store.exists():
        return 0
    store = stores.Store(folder.store, write=True)
    try:
        return int(store.run("SELECT count(*) FROM records").fetchone()[0])
    finally:
        store.close()


def main(arguments: list[str]) -> int:
    """Makes the library, or freshens the one there is."""
    place, count = Path(arguments[0]).absolute(), int(arguments[1])
    sources = place / "sources"
    sources.mkdir(parents=True, exist_ok=True)
    roots = [sources]
    folder = LibraryFolder(Paths.default().library_dir(roots))
    mark = present_mark(roots)
    if folder.current.exists():
        try:
            restamp(folder, mark)
            return 0
        except LibraryNotBuilt as error:
            note(f"{error.message}: indexed anew")
    begun = time.process_time()
    if _filled(folder) != count:
        fill(folder, articles(count, Invented()), mark, sources)
    note(f"{count:,} records after {time.process_time() - begun:.0f} s of processor time")
    store = stores.Store(folder.store, write=True)
    store.run("UPDATE records SET fingerprint = ?", (mark,))
    recount(store, (), mark, never)
    store.commit()
    store.close()
    index(folder, mark, (str(sources),), jobs=len(os.sched_getaffinity(0)))
    remember(roots)
    note(f"indexed after {time.process_time() - begun:.0f} s, volumes apart")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
