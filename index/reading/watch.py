"""Watches folders by looking at them, which works on every disk and every network share.

The folders themselves are looked at every few seconds, which costs a system call each and shows
whatever was added, renamed or deleted. All files are looked at when a folder has changed and, for
files that grew where they stood, so seldom that a silent hour stays below one per cent of a
processor. A change is told once its file has stood still from one look to the next: half an
article is no article.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from diploread.config.problems import UsageError
from diploread.config.settings import ReadingSettings
from diploread.index.reading.state import Changes, Snapshot, State, changes, snapshot

_SHARE = 100
"""Seconds of rest for each second of looking at all files."""

Wait = Callable[[float], bool]
"""Waits so many seconds; True means to stop. ``threading.Event().wait`` is one."""


def watch(
    roots: Sequence[Path],
    options: ReadingSettings,
    wait: Wait,
    *,
    before: Snapshot | None = None,
) -> Iterator[Changes]:
    """Batches of settled changes, until ``wait`` says stop.

    ``before`` is what the caller knows of the folders; without it, what stands there now counts
    as known. A root that disappears, as unmounted disks do, holds its files until it is back.
    """
    told = dict(before) if before is not None else snapshot(roots, options)
    seen: dict[tuple[Path, str], State] = dict(told)
    folders = _folders(roots, seen)
    stamps = _stamps(folders)
    rest = 0.0
    unsettled = before is not None
    while not wait(options.watch_seconds):
        rest -= options.watch_seconds
        if rest > 0 and not unsettled and _stamps(folders) == stamps:
            continue
        begun = time.monotonic()
        try:
            now = snapshot(roots, options)
        except UsageError:
            continue
        settled = _settled(told, seen, now)
        batch = changes(told, settled)
        unsettled = now != settled
        told, seen, folders = settled, now, _folders(roots, now)
        stamps = _stamps(folders)
        rest = (time.monotonic() - begun) * _SHARE
        if batch:
            yield batch


def _settled(told: Snapshot, seen: Snapshot, now: Snapshot) -> dict[tuple[Path, str], State]:
    """``told``, brought up to date with what was the same in the last two looks."""
    settled = {}
    for place, state in now.items():
        if told.get(place) == state or seen.get(place) == state:
            settled[place] = state
        elif place in told:
            settled[place] = told[place]
    for place, state in told.items():
        if place not in now and place in seen:  # editors delete and write anew: look once more
            settled[place] = state
    return settled


def _folders(roots: Sequence[Path], files: Snapshot) -> set[Path]:
    """The folders that hold files, and those that hold these."""
    folders = set(roots)
    for root, relative in files:
        folder = relative.rpartition("/")[0]
        while folder and (root / folder) not in folders:
            folders.add(root / folder)
            folder = folder.rpartition("/")[0]
    return folders


def _stamps(folders: set[Path]) -> dict[Path, int]:
    """When each folder last had something added, renamed or removed."""
    stamps = {}
    for path in folders:
        try:
            stamps[path] = path.stat().st_mtime_ns
        except OSError:
            stamps[path] = -1
    return stamps
