"""The indexing phase: volumes for what no volume has yet, and which of the old ones stay."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Collection
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import msgspec

from . import annotating
from .folder import LibraryFolder, Manifest, VolumeEntry, measured
from .progress import Meter, Report
from .rows import Cancelled, Stopped
from .store import Store

VOLUME_ARTICLES = 25_000
"""Articles of a volume at most: its writer groups postings in memory, about 300 MB at this size."""
WRITERS = 2
"""Processes that write volumes at once: more would be faster, and take more than 700 MB."""
SMALL_ARTICLES = 1_000
SMALL_VOLUMES = 6
"""More small volumes than this are joined to one."""
WORTH_SPLITTING = 2_000


class Indexer:
    """Writes volumes beside those that readers have open."""

    def __init__(
        self, folder: LibraryFolder, jobs: int, report: Report, cancelled: Cancelled
    ) -> None:
        self._folder, self._jobs = folder, jobs
        self._report, self._cancelled = report, cancelled

    def index(self, store: Store, old: Manifest, mark: str) -> tuple[list[VolumeEntry], int]:
        """Keeps what is right of the old volumes and makes new ones for the rest."""
        days = store.days()
        kept: list[VolumeEntry] = []
        if old.fingerprint == mark:
            kept = [self._updated(volume, days) for volume in old.volumes]
            kept = [v for v in kept if len(v.dead) * 4 <= v.articles and v.articles > len(v.dead)]
            small = [v for v in kept if v.articles < SMALL_ARTICLES]
            if len(small) >= SMALL_VOLUMES:
                kept = [v for v in kept if v not in small]
        indexed = {rid for volume in kept for rid in alive_rids(self._folder, volume)}
        todo = [rid for rid in days if rid not in indexed]
        return [*kept, *self._write(todo)], len(todo)

    def first(self, store: Store, rids: Collection[int]) -> list[VolumeEntry]:
        """A volume of these rows alone."""
        return self._write([rid for rid in store.days() if rid in rids])

    def _updated(self, volume: VolumeEntry, days: dict[int, int]) -> VolumeEntry:
        dead = tuple(n for n, rid in enumerate(_rids(self._folder, volume)) if rid not in days)
        return msgspec.structs.replace(volume, dead=dead)

    def _write(self, rids: list[int]) -> list[VolumeEntry]:
        """Volumes of the articles, which come in the order of their dates."""
        if not rids:
            return []
        pieces = max(-(-len(rids) // VOLUME_ARTICLES), 1)
        if len(rids) > WORTH_SPLITTING and self._jobs > 1:
            pieces = max(pieces, min(self._jobs, WRITERS))
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
            min(self._jobs, len(tasks), WRITERS), multiprocessing.get_context("spawn"),
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


def _rids(folder: LibraryFolder, volume: VolumeEntry) -> list[int]:
    from .columns import Columns

    columns = Columns(folder.volumes / volume.name / "columns")
    try:
        return columns.rids.tolist()
    finally:
        columns.close()


def alive_rids(folder: LibraryFolder, volume: VolumeEntry) -> set[int]:
    """Rows of the store that a volume shows."""
    dead = set(volume.dead)
    return {rid for number, rid in enumerate(_rids(folder, volume)) if number not in dead}


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
