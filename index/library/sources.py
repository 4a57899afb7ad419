"""The reading phase: which files are new, changed, moved or gone, and their raw articles."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ..article import RawArticle, Skipped
from ..pipeline import article_id_of
from .progress import Meter, Report
from .rows import Cancelled, Stopped
from .store import FileState, Store

if TYPE_CHECKING:
    from diploread.config.settings import ReadingSettings

COMMIT_SECONDS = 2.0
COMMIT_FILES = 500


@dataclass(slots=True)
class Changes:
    """What the walk found against the store."""

    read: int = 0
    gone: int = 0
    unchanged: int = 0
    files: int = 0
    skipped: int = 0
    articles: int = 0
    seen: set[str] = field(default_factory=set)
    fresh: dict[str, str] = field(default_factory=dict)
    """Files that were not there before, with their hashes."""


_HALF = 1 << 63


@dataclass(frozen=True, slots=True)
class _Task:
    root: Path
    relative: str
    """Below ``root``: what the worker opens."""
    state: FileState
    """Named by its path below the library's root."""


def read_sources(
    store: Store,
    roots: Sequence[Path],
    common: Path,
    options: ReadingSettings,
    jobs: int,
    cancelled: Cancelled,
    report: Report,
    *,
    again: bool = False,
    pause: Callable[[], None] = lambda: None,
) -> Changes:
    """Brings the store's raw articles in line with the files; commits every few seconds.

    ``again`` reads every file, changed or not. ``pause`` is called after each commit but the last.
    Raises Stopped when cancelled; what has been read stays.
    """
    known = store.files()
    changes, meter = Changes(), Meter(report, "reading")
    last = time.monotonic()
    pending = 0
    for state, raws in _readings(
        _tasks(roots, common, options, known, changes, again), options, jobs
    ):
        _take(store, state, raws, {} if again else known, changes)
        pending += 1
        meter.files, meter.articles, meter.skipped = (
            changes.files,
            changes.articles,
            changes.skipped,
        )
        meter.step()
        if pending >= COMMIT_FILES or time.monotonic() - last > COMMIT_SECONDS:
            store.commit()
            pause()
            pending, last = 0, time.monotonic()
        if cancelled():
            store.commit()
            raise Stopped
    gone = known.keys() - changes.seen
    for old, new in _moved({path: known[path].sha256 for path in gone}, changes.fresh):
        store.follow(old, new)
    for path in gone:
        store.drop_file(path)
        changes.gone += 1
    store.commit()
    meter.files, meter.articles, meter.skipped = changes.files, changes.articles, changes.skipped
    meter.step(final=True)
    return changes


def _tasks(
    roots: Sequence[Path],
    common: Path,
    options: ReadingSettings,
    known: dict[str, FileState],
    changes: Changes,
    again: bool,
) -> Iterator[_Task | tuple[FileState, list[RawArticle]]]:
    """Files to read; what the walk itself skips comes as it is."""
    from ..reading.walk import walk

    for root in roots:
        base = Path(os.path.abspath(root))  # noqa: PTH100 - links stay links
        if base.is_file():
            yield _single(base, common)
            changes.seen.add(_below(common, base.parent, base.name))
            continue
        for item in walk(base, options):
            changes.files += 1
            if isinstance(item, Skipped):
                path = _below(common, base, item.path)
                changes.seen.add(path)
                changes.skipped += item.kind != "ignored"
                if known.get(path, FileState(path, 0, 0, 0, 0)).skipped != (item,):
                    yield FileState(path, -1, 0, 0, 0, skipped=(item,)), []
                continue
            path = _below(common, base, item.relative)
            changes.seen.add(path)
            state = _state(path, item.size, item.mtime_ns, item.inode, item.device)
            old = known.get(path)
            if old is not None and old.same_file(state) and not again:
                changes.unchanged += 1
                changes.skipped += len(old.skipped)
                continue
            yield _Task(base, item.relative, state)


def _single(path: Path, common: Path) -> _Task:
    """A file given by name."""
    info = path.stat()
    relative = _below(common, path.parent, path.name)
    state = _state(relative, info.st_size, info.st_mtime_ns, info.st_ino, info.st_dev)
    return _Task(path.parent, path.name, state)


def _state(path: str, size: int, mtime_ns: int, inode: int, device: int) -> FileState:
    """The state with numbers that SQLite can hold: a file's time may lie in the year 2446."""
    return FileState(path, size, _wrapped(mtime_ns), _wrapped(inode), _wrapped(device))


def _wrapped(number: int) -> int:
    """The number as signed 64 bits."""
    return (number + _HALF) % (2 * _HALF) - _HALF


def _below(common: Path, base: Path, relative: str) -> str:
    """A path below one root as a path below the library's root."""
    prefix = _between(common, base)
    return relative if prefix == "." else f"{prefix}/{relative}"


@cache
def _between(common: Path, base: Path) -> str:
    return os.path.relpath(base, common)


def _readings(
    tasks: Iterator[_Task | tuple[FileState, list[RawArticle]]],
    options: ReadingSettings,
    jobs: int,
) -> Iterator[tuple[FileState, list[RawArticle]]]:
    """Reads the tasks in ``jobs`` workers, in any order; at most a few are under way."""
    todo: queue.Queue[_Task | None] = queue.Queue(maxsize=jobs * 2)
    done: queue.Queue[Any] = queue.Queue()
    threads: list[threading.Thread] = []
    under_way = 0
    try:
        for task in tasks:
            if not isinstance(task, _Task):
                yield task
                continue
            if len(threads) < jobs and under_way >= len(threads):
                thread = threading.Thread(target=_work, args=(todo, done, options), daemon=True)
                thread.start()
                threads.append(thread)
            while under_way >= jobs * 2:
                yield _result(done.get())
                under_way -= 1
            todo.put(task)
            under_way += 1
            while not done.empty():
                yield _result(done.get())
                under_way -= 1
        while under_way:
            yield _result(done.get())
            under_way -= 1
    finally:
        for _ in threads:
            todo.put(None)
        for thread in threads:
            thread.join(timeout=5)


def _result(item: Any) -> tuple[FileState, list[RawArticle]]:
    if isinstance(item, BaseException):
        raise item
    state, reading = item
    skipped = tuple(reading.skipped)
    raws = list(reading.articles)
    sha = raws[0].sha256 if raws else ""
    return msgspec.structs.replace(state, sha256=sha, skipped=skipped), raws


def _work(
    todo: queue.Queue[_Task | None], done: queue.Queue[Any], options: ReadingSettings
) -> None:
    """One thread with one worker process."""
    from ..reading.worker import Worker

    try:
        with Worker(options) as worker:
            while (task := todo.get()) is not None:
                done.put((task.state, worker.read(task.root, task.relative)))
    except BaseException as error:  # carried to the thread that builds
        done.put(error)


def _take(
    store: Store,
    state: FileState,
    raws: list[RawArticle],
    known: dict[str, FileState],
    changes: Changes,
) -> None:
    """Keeps what one file gave, unless its content is what it was."""
    changes.read += state.size >= 0  # a name alone tells that some are no articles
    changes.skipped += len(state.skipped) if state.size >= 0 else 0
    changes.articles += len(raws)
    named = [msgspec.structs.replace(raw, path=state.path) for raw in raws]
    old = known.get(state.path)
    if old is not None and old.sha256 and old.sha256 == state.sha256:
        store.touch_file(state)
        return
    if not store.ids_of(state.path) and state.sha256:
        changes.fresh[state.path] = state.sha256
    store.put_file(state, _with_ids(store, state.path, named))


def _with_ids(store: Store, path: str, raws: list[RawArticle]) -> list[tuple[str, RawArticle]]:
    """Each article with the id it has had, or a new one that no other file has."""
    had = store.ids_of(path)
    found = []
    for raw in raws:
        article_id = had.get(raw.part) or article_id_of(path, raw.part)
        if store.is_taken(article_id, path):
            article_id = article_id_of(f"{path}\0{raw.sha256}", raw.part)
        found.append((article_id, raw))
    return found


def _moved(gone: dict[str, str], fresh: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Files that are gone, each with the new file that has its content: the same name first."""
    left = dict(fresh)
    for old, sha256 in sorted(gone.items()):
        name = old.rpartition("/")[2]
        alike = [path for path, found in left.items() if sha256 and found == sha256]
        if alike:
            new = min(alike, key=lambda path: (path.rpartition("/")[2] != name, path))
            del left[new]
            yield old, new
