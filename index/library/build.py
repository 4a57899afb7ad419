"""Builds and updates a library: read, annotate, index, switch.

Each phase keeps what it has done as it goes, so that a build that was stopped or killed goes on
where it was. Readers see nothing of it until the manifest is replaced at the end.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from . import annotating, changed, fingerprint
from .damage import IndexDamaged, LibraryNotBuilt
from .folder import LibraryFolder, Manifest, VolumeEntry, common_root, measured
from .progress import BuildReport, Meter, Phase, Progress, Report
from .recent import remember
from .rows import Cancelled, Stopped, never
from .sources import read_sources
from .store import Store
from .user_files import UserFiles
from .volume import check_sizes

if TYPE_CHECKING:
    from diploread.config.settings import Settings

VOLUME_ARTICLES = 25_000
"""Articles of a volume at most: its postings are grouped in memory, about 60 MB at this size."""
SMALL_ARTICLES = 1_000
SMALL_VOLUMES = 6
"""More small volumes than this are joined to one."""
WORTH_SPLITTING = 2_000


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
    """The same in a given folder."""
    with folder.writing():
        if rebuild:
            _discard(folder)
        count = jobs or settings.index.jobs or _processors()
        made = _Build(folder, roots, settings, progress, cancelled, count, user)
        try:
            return made.run()
        except IndexDamaged as error:
            notice = f"{error.message}: rebuilt from the sources"
        _discard(folder)
        made = _Build(folder, roots, settings, progress, cancelled, count, user)
        return msgspec.structs.replace(made.run(), notice=notice)


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
        self._notice = ""
        self._start = time.monotonic()

    def run(self) -> BuildReport:
        """All phases."""
        old = self._old_manifest()
        self._folder.sweep(old)
        store = Store(self._folder.store, write=True)
        try:
            return self._phases(store, old)
        finally:
            store.close()

    def _old_manifest(self) -> Manifest:
        """The present one, without volumes that are damaged; an empty one where there is none."""
        try:
            manifest = self._folder.manifest()
        except IndexDamaged as error:
            self._notice = f"{error.message}: made anew"
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
                self._notice = f"{error.message}: made anew"
        return msgspec.structs.replace(manifest, volumes=tuple(sound))

    def _phases(self, store: Store, old: Manifest) -> BuildReport:
        store.purge_stale()
        reading = fingerprint.of_reading().encode()
        changes = read_sources(
            store, self._roots, self._common, self._settings.reading, self._jobs,
            self._cancelled, self._report, again=store.note("reading") not in (None, reading),
        )  # fmt: skip
        store.put_note("reading", reading)
        store.commit()
        self._renew(store)
        mark = self._fingerprint()
        annotated = self._annotate(store, mark)
        volumes, indexed = self._index(store, old, mark)
        # What is no article by its name is listed, but nobody need look at it.
        skipped = sum(item.kind != "ignored" for item in store.skipped())
        count = sum(v.articles - len(v.dead) for v in volumes)
        manifest = Manifest(
            fingerprint=mark,
            revision=old.revision + 1,
            roots=tuple(str(root) for root in self._roots),
            articles=count,
            skipped=skipped,
            volumes=tuple(volumes),
        )
        if msgspec.structs.replace(manifest, revision=old.revision) == old:
            manifest = old  # nothing has changed: readers need not look again
        else:
            self._folder.switch(manifest)
        self._report(Progress(phase="done", files=changes.files, articles=count, skipped=skipped))
        return BuildReport(
            articles=count, skipped=skipped, seconds=round(time.monotonic() - self._start, 3),
            generation=f"g{manifest.revision}", read=changes.read, gone=changes.gone,
            annotated=annotated, indexed=indexed, notice=self._notice,
        )  # fmt: skip

    def _fingerprint(self) -> str:
        extra = (*self._rules, *self._known_names)
        return fingerprint.of_annotating(extra, self._settings.entities.engine)

    def _renew(self, store: Store) -> None:
        """Sends the articles that new corrections touch through annotating and indexing again."""
        old = changed.unpack(store.note("corrections"))
        fixes = changed.changed_fixes(old, self._fixes)
        if not fixes:
            return
        touches = changed.touched_by(fixes)
        for rid in store.live():
            if touches(store.raw(rid)):
                store.renew(rid)
        store.put_note("corrections", changed.pack(self._fixes))
        store.commit()

    # --- annotating ---

    def _annotate(self, store: Store, mark: str) -> int:
        ready = store.annotated(mark)
        todo = [rid for rid in store.live() if rid not in ready]
        if not todo:
            return 0
        recurrence = self._recurrence(store)
        job = annotating.Job(
            self._folder.store,
            recurrence,
            rules=self._rules,
            names=self._known_names,
            engine=self._settings.entities.engine,
            corrections=self._fixes,
        )
        meter = Meter(self._report, "annotating", len(todo))
        last = time.monotonic()

        def keep(done: annotating.Done) -> None:
            nonlocal last
            store.put_record(done.rid, mark, done.record, done.day)
            meter.articles += 1
            meter.step()
            if time.monotonic() - last > 2:
                store.commit()
                last = time.monotonic()

        try:
            annotating.run(job, todo, self._jobs, self._cancelled, keep)
        finally:
            store.commit()
        meter.step(final=True)
        return len(todo)

    def _recurrence(self, store: Store) -> bytes:
        """Counts of lines over all pages of each source, those read since the last time added."""
        from ..cleaning.recurrence import Recurrence
        from ..cleaning.rules import load_rules
        from ..pipeline import count_page, forget_page

        saved, covered = store.note("recurrence"), store.note("recurrence.rid")
        rules = load_rules(*self._rules)
        recurrence = Recurrence.load(saved) if saved else Recurrence()
        last = int(covered) if saved and covered else 0
        for raw in store.dropped_since(last):
            forget_page(recurrence, raw, rules)
        top = last
        for rid in store.live():
            if rid > last:
                count_page(recurrence, store.raw(rid), rules)
                top = max(top, rid)
                if self._cancelled():
                    raise Stopped
        data = recurrence.dump()
        store.put_note("recurrence", data)
        store.put_note("recurrence.rid", str(top).encode())
        store.commit()
        return data

    # --- indexing ---

    def _index(self, store: Store, old: Manifest, mark: str) -> tuple[list[VolumeEntry], int]:
        """Keeps what is right of the old volumes and makes new ones for the rest."""
        days = store.days()
        kept: list[VolumeEntry] = []
        if old.fingerprint == mark:
            kept = [self._updated(volume, days) for volume in old.volumes]
            kept = [v for v in kept if len(v.dead) * 4 <= v.articles and v.articles > len(v.dead)]
            small = [v for v in kept if v.articles < SMALL_ARTICLES]
            if len(small) >= SMALL_VOLUMES:
                kept = [v for v in kept if v not in small]
        indexed = {rid for volume in kept for rid in self._alive_rids(volume)}
        todo = [rid for rid in days if rid not in indexed]
        made = self._write(todo) if todo else []
        return [*kept, *made], len(todo)

    def _rids(self, volume: VolumeEntry) -> list[int]:
        from .columns import Columns

        columns = Columns(self._folder.volumes / volume.name / "columns")
        try:
            return columns.rids.tolist()
        finally:
            columns.close()

    def _updated(self, volume: VolumeEntry, days: dict[int, int]) -> VolumeEntry:
        dead = tuple(n for n, rid in enumerate(self._rids(volume)) if rid not in days)
        return msgspec.structs.replace(volume, dead=dead)

    def _alive_rids(self, volume: VolumeEntry) -> list[int]:
        dead = set(volume.dead)
        return [rid for number, rid in enumerate(self._rids(volume)) if number not in dead]

    def _write(self, rids: list[int]) -> list[VolumeEntry]:
        """Volumes of the articles, which come in the order of their dates."""
        pieces = max(-(-len(rids) // VOLUME_ARTICLES), 1)
        if len(rids) > WORTH_SPLITTING and self._jobs > 1:
            pieces = max(pieces, min(self._jobs, 4))
        size = -(-len(rids) // pieces)
        meter = Meter(self._report, "indexing", len(rids))
        stamp = f"{time.time_ns():x}"
        tasks = [
            (self._folder.store, self._folder.volumes / f"{stamp}-{i}", rids[at : at + size])
            for i, at in enumerate(range(0, len(rids), size))
        ]
        if len(tasks) == 1:
            entries = [self._write_here(*tasks[0], meter)]
        else:
            entries = self._write_apart(tasks, meter)
        meter.articles = len(rids)
        meter.step(final=True)
        return entries

    def _write_here(self, store: Path, folder: Path, rids: list[int], meter: Meter) -> VolumeEntry:
        def step() -> None:
            meter.articles += 1
            meter.step()
            if self._cancelled():
                raise Stopped

        return write_volume(store, folder, rids, step)

    def _write_apart(
        self, tasks: list[tuple[Path, Path, list[int]]], meter: Meter
    ) -> list[VolumeEntry]:
        """Volumes in several processes."""
        entries: list[VolumeEntry] = []
        with ProcessPoolExecutor(
            min(self._jobs, len(tasks)), multiprocessing.get_context("spawn"),
            annotating.begin_quietly, (os.getpid(),),
        ) as pool:  # fmt: skip
            running = [pool.submit(write_volume, *task) for task in tasks]
            try:
                for future, task in zip(running, tasks, strict=True):
                    while not future.done():
                        if self._cancelled():
                            raise Stopped
                        time.sleep(0.05)
                        meter.step()
                    entries.append(future.result())
                    meter.articles += len(task[2])
            except BaseException:
                for process in list((pool._processes or {}).values()):
                    process.terminate()
                raise
        return entries


def write_volume(
    store_path: Path, folder: Path, rids: list[int], step: object = None
) -> VolumeEntry:
    """Writes one volume of the articles in the rows ``rids``."""
    from .volume_writer import VolumeWriter

    store = Store(store_path)
    writer = VolumeWriter(folder)
    try:
        for rid, article in store.iterate_articles(rids):
            writer.add(rid, article)
            if callable(step):
                step()
    finally:
        store.close()
    articles, quotes = writer.close()
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    return VolumeEntry(folder.name, articles, quotes, measured(folder))


__all__ = ["BuildReport", "Phase", "build", "build_folder"]
