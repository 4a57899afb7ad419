"""What a folder held at one moment, and what has become of it since.

A file counts as unchanged while size, time, inode and device are the same: reading it again could
only give the same bytes. A file that is gone while another with the same inode, size and time is
there has been moved. Times are only ever compared with each other, never with now: clocks differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from diploread.config.settings import ReadingSettings
from diploread.index.reading.walk import Found, walk


class State(NamedTuple):
    """What tells whether a file is still the same."""

    size: int
    mtime_ns: int
    inode: int
    device: int


Snapshot = Mapping[tuple[Path, str], State]
"""The files below the roots, by root and relative path."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What has become of a folder; paths with their roots."""

    new: tuple[tuple[Path, str], ...] = ()
    changed: tuple[tuple[Path, str], ...] = ()
    moved: tuple[tuple[tuple[Path, str], tuple[Path, str]], ...] = ()
    """From and to; nothing else about the file has changed."""
    deleted: tuple[tuple[Path, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.moved or self.deleted)


def snapshot(roots: Sequence[Path], options: ReadingSettings) -> dict[tuple[Path, str], State]:
    """The files that could be articles. Raises UsageError where a root is missing."""
    return {
        (root, found.relative): State(found.size, found.mtime_ns, found.inode, found.device)
        for root in roots
        for found in walk(root, options)
        if isinstance(found, Found)
    }


def changes(before: Snapshot, now: Snapshot) -> Changes:
    """What differs between two moments, each list in the order of the paths."""
    gone = {place: state for place, state in before.items() if place not in now}
    origins = {state: place for place, state in gone.items()}
    new, changed, moved = [], [], []
    for place, state in now.items():
        if place in before:
            if before[place] != state:
                changed.append(place)
        elif state in origins:
            origin = origins.pop(state)
            moved.append((origin, place))
            del gone[origin]
        else:
            new.append(place)
    return Changes(
        tuple(sorted(new)), tuple(sorted(changed)), tuple(sorted(moved)), tuple(sorted(gone))
    )
