"""Builds and updates a library: read, annotate, index, switch.

Each phase keeps what it has done as it goes, so that a build that was stopped or killed goes on
where it was. Readers see nothing of it until the manifest is replaced at the end; only where they
have nothing yet, and the folder is large, a first look at some articles comes before.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from . import changed, fingerprint, story_map
from .damage import IndexDamaged, LibraryNotBuilt
from .folder import LibraryFolder, Manifest, VolumeEntry, common_root, measured
from .holding import rows_with
from .indexing import Indexer, alive_rids
from .progress import BuildReport, Phase, Progress, Report
from .recent import remember
from .records import Annotator
from .rows import Cancelled, never
from .sources import read_sources
from .store import Store
from .user_files import UserFiles
from .volume import Volume, check_sizes

if TYPE_CHECKING:
    from diploread.config.settings import Settings


FIRST_LOOK = 200
"""Articles of the first look at a large folder: read, annotated and indexed within seconds."""
WORTH_A_LOOK = 600
"""From so many articles on, one begins to read before the rest is done."""


def _silent(progress: Progress) -> None:
    pass


def build(
    roots: Sequence[Path],
    settings: Settings,
    *,
    progress: Report = _silent,
    cancelled: Cancelled = never,
    jobs: int | None = None,
    rebuild: bool = False,
) -> BuildReport:
    """Brings the library of ``roots`` up to date, with what the user has corrected.

    Raises LibraryLocked where another process is at it, and Stopped when cancelled.
    """
    from diploread.config.paths import Paths

    paths = Paths.default()
    remember(roots)
    return build_folder(
        LibraryFolder(paths.library_dir(roots)),
        roots,
        settings,
        progress=progress,
        cancelled=cancelled,
        jobs=jobs,
        rebuild=rebuild,
        user=UserFiles.of(paths.config_dir, roots),
    )


def build_folder(
    folder: LibraryFolder,
    roots: Sequence[Path],
    settings: Settings,
    *,
    progress: Report = _silent,
    cancelled: Cancelled = never,
    jobs: int | None = None,
    rebuild: bool = False,
    user: UserFiles | None = None,
) -> BuildReport:
    """The same in a given folder; ``rebuild`` reads and annotates everything again."""
    with folder.writing():
        count = jobs or settings.index.jobs or _processors()
        made = _Build(folder, roots, settings, progress, cancelled, count, user)
        try:
            return made.run(rebuild=rebuild)
        except IndexDamaged as error:
            notice = f"{error.message}: rebuilt from the sources"
        _discard(folder)
        made = _Build(folder, roots, settings, progress, cancelled, count, user)
        made.say(notice)
        return made.run()


def _processors() -> int:
    return max(len(os.sched_getaffinity(0)), 1)


def _discard(folder: LibraryFolder) -> None:
    """Removes everything that can be made again."""
    for name in ("store.sqlite", "store.sqlite-wal", "store.sqlite-shm", "current"):
        (folder.path / name).unlink(missing_ok=True)
    shutil.rmtree(folder.volumes, ignore_errors=True)
    folder.volumes.mkdir(exist_ok=True, mode=0o700)


class _Build:
    """One run, holding the lock."""

    def __init__(
        self,
        folder: LibraryFolder,
        roots: Sequence[Path],
        settings: Settings,
        report: Report,
        cancelled: Cancelled,
        jobs: int,
        user: UserFiles | None,
    ) -> None:
        user = user or UserFiles()
        self._fixes = user.fixes()
        self._rules, self._known_names = user.rules, user.names
        self._folder, self._roots, self._settings = folder, roots, settings
        self._report, self._cancelled, self._jobs = report, cancelled, jobs
        self._common = common_root(roots)
        self._notice = "\n".join(user.notices)
        self._start = time.monotonic()
        self._old = Manifest()

    def run(self, *, rebuild: bool = False) -> BuildReport:
        """All phases; with ``rebuild`` every file is read again.

        The old generation goes on answering until the new one is complete: what is read again
        gets new rows, and those that are shown go with the build after this one.
        """
        self._old = self._old_manifest()
        self._folder.sweep(self._old)
        store = Store(self._folder.store, write=True)
        try:
            return self._phases(store, rebuild)
        finally:
            store.close()

    def say(self, notice: str) -> None:
        """Adds a line to the notice of the report."""
        self._notice = f"{self._notice}\n{notice}".lstrip()

    def _old_manifest(self) -> Manifest:
        """The present one, without volumes that are damaged; an empty one where there is none."""
        try:
            manifest = self._folder.manifest()
        except IndexDamaged as error:
            self.say(f"{error.message}: made anew")
            return Manifest()
        except LibraryNotBuilt:
            return Manifest()
        sound = []
        for volume in manifest.volumes:
            try:
                check_sizes(self._folder.volumes / volume.name, volume)
                if measured(self._folder.volumes / volume.name) != volume.files:
                    raise IndexDamaged(volume.name)
                sound.append(volume)
            except IndexDamaged as error:
                self.say(f"{error.message}: made anew")
        return msgspec.structs.replace(manifest, volumes=tuple(sound))

    def _phases(self, store: Store, rebuild: bool) -> BuildReport:
        self._purge(store, self._old)
        reading, mark = fingerprint.of_reading(self._settings.reading).encode(), self._fingerprint()
        changes = read_sources(
            store, self._roots, self._common, self._settings.reading, self._jobs,
            self._cancelled, self._report,
            again=rebuild or store.note("reading") not in (None, reading),
            pause=lambda: self._first_look(store, mark),
        )  # fmt: skip
        store.put_note("reading", reading)
        store.commit()
        if len(store.live()) >= WORTH_A_LOOK:
            self._first_look(store, mark)
        self._renew(store, self._old)
        annotated = self._annotator(store, mark).annotate()
        # The small volume of a first look would be one more to search, for ever.
        old = Manifest() if self._old.first_look else self._old
        volumes, indexed = self._indexer().index(store, old, mark)
        manifest = self._publish(store, mark, volumes)
        count, skipped = manifest.articles, manifest.skipped
        self._report(Progress(phase="done", files=changes.files, articles=count, skipped=skipped))
        return BuildReport(
            articles=count, skipped=skipped, seconds=round(time.monotonic() - self._start, 3),
            generation=f"g{manifest.revision}", read=changes.read, gone=changes.gone,
            annotated=annotated, indexed=indexed, notice=self._notice,
        )  # fmt: skip

    def _first_look(self, store: Store, mark: str) -> None:
        """Lets readers begin with some articles, where they have nothing so far."""
        if self._old.revision:
            return
        rows = store.live()[:FIRST_LOOK]
        self._annotator(store, mark).annotate(rows)
        volumes = self._indexer().first(store, set(rows))
        if volumes:
            self._publish(store, mark, volumes, first_look=True)

    def _annotator(self, store: Store, mark: str) -> Annotator:
        return Annotator(
            store, self._folder.store, mark, rules=self._rules, names=self._known_names,
            engine=self._settings.entities.engine, corrections=self._fixes, jobs=self._jobs,
            report=self._report, cancelled=self._cancelled,
        )  # fmt: skip

    def _indexer(self) -> Indexer:
        return Indexer(self._folder, self._jobs, self._report, self._cancelled)

    def _publish(
        self, store: Store, mark: str, volumes: Sequence[VolumeEntry], *, first_look: bool = False
    ) -> Manifest:
        """Makes these volumes the present generation, unless they are; what readers see now."""
        self._find_stories(store, volumes)
        # What is no article by its name is listed, but nobody need look at it.
        skipped = sum(item.kind != "ignored" for item in store.skipped())
        manifest = Manifest(
            fingerprint=mark,
            revision=self._old.revision + 1,
            roots=tuple(str(root) for root in self._roots),
            articles=sum(v.articles - len(v.dead) for v in volumes),
            skipped=skipped,
            volumes=tuple(volumes),
            first_look=first_look,
        )
        if msgspec.structs.replace(manifest, revision=self._old.revision) != self._old:
            self._folder.switch(manifest)
            self._old = manifest
        return self._old

    def _find_stories(self, store: Store, entries: Sequence[VolumeEntry]) -> None:
        opened = [Volume(self._folder.volumes, entry) for entry in entries]
        try:
            story_map.update(store, opened)
        finally:
            for volume in opened:
                volume.close()

    def _purge(self, store: Store, old: Manifest) -> None:
        """Removes old rows, but for those of the present generation.

        It has some where a build was stopped between the reading and the switch.
        """
        stale = store.stale()
        if stale:
            for volume in old.volumes:
                stale -= alive_rids(self._folder, volume)
            store.purge(stale)

    def _fingerprint(self) -> str:
        extra = (*self._rules, *self._known_names)
        return fingerprint.of_annotating(extra, self._settings.entities.engine)

    def _renew(self, store: Store, manifest: Manifest) -> None:
        """Sends the articles that new corrections touch through annotating and indexing again."""
        old = changed.unpack(store.note("corrections"))
        fixes = changed.changed_fixes(old, self._fixes)
        if not fixes:
            return
        touches = changed.touched_by(fixes)
        mentioning = rows_with(store, self._folder, manifest, changed.ids_of(fixes))
        for rid in store.live():
            if rid in mentioning or touches(store.raw(rid)):
                store.renew(rid)
        store.put_note("corrections", changed.pack(self._fixes))
        store.commit()


__all__ = ["BuildReport", "Phase", "build", "build_folder"]
