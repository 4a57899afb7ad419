"""Opens files of a folder that somebody else filled: never outside it, never a device, never stuck.

Every step of a path is opened relative to the folder before it and without following links, so a
link planted between two looks leads nowhere, and paths longer than the system's limit are fine.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from diploread.index.reading.source import Unreadable

_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_FOLDER = os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY | os.O_CLOEXEC
_CHUNK = 1 << 20


def open_root(root: Path) -> int:
    """A handle of the root folder; a root that is itself a link is followed, being the user's."""
    return os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)


def open_folder(name: str, parent: int) -> int:
    """A handle of a folder inside ``parent``. Raises OSError for links and anything else."""
    return os.open(name, _FOLDER, dir_fd=parent)


def read_inside(root: Path, relative: str, limit: int) -> bytes:
    """The bytes of a regular file below ``root`` (or of ``root``, where that is a file).

    Raises Unreadable with the reason: gone, a link, no permission, too large, changing.
    """
    if root.is_file():
        root, relative = root.parent, root.name
    for _ in range(2):
        try:
            data = _read_once(root, relative, limit)
        except OSError as error:
            raise Unreadable(*_why(error)) from error
        if data is not None:
            return data
    raise Unreadable("it was changing while it was read", "unreadable")


def _read_once(root: Path, relative: str, limit: int) -> bytes | None:
    handle = _open_below(root, relative)
    try:
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode):
            raise Unreadable(f"not a file but {kind_of(before.st_mode)}", "special")
        if before.st_size > limit:
            raise Unreadable(f"larger than {_mebibytes(limit)}", "too-large")
        data = _all_of(handle, limit)
        after = os.fstat(handle)
    finally:
        os.close(handle)
    if len(data) > limit:
        raise Unreadable(f"larger than {_mebibytes(limit)}", "too-large")
    steady = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    return data if steady else None


def _open_below(root: Path, relative: str) -> int:
    steps = relative.split("/")
    if any(step in ("", ".", "..") or "\0" in step for step in steps):
        raise Unreadable("its path leads out of the folder", "link")
    folder = open_root(root)
    try:
        for step in steps[:-1]:
            inner = open_folder(step, folder)
            os.close(folder)
            folder = inner
        return os.open(steps[-1], _FILE, dir_fd=folder)
    finally:
        os.close(folder)


def _all_of(handle: int, limit: int) -> bytes:
    pieces = []
    left = limit + 1
    while left > 0 and (piece := os.read(handle, min(_CHUNK, left))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def kind_of(mode: int) -> str:
    """What stands in a folder where a file was expected."""
    for test, name in (
        (stat.S_ISLNK, "a symbolic link"),
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
    ):
        if test(mode):
            return name
    return "a device"


def _why(error: OSError) -> tuple[str, str]:
    import errno

    if error.errno in (errno.ELOOP, errno.ENOTDIR, errno.EMLINK):
        return "a symbolic link, which is not followed", "link"
    if error.errno in (errno.ENOENT, errno.ESTALE):
        return "it is gone", "unreadable"
    if error.errno in (errno.EACCES, errno.EPERM):
        return "no permission to read it", "unreadable"
    if error.errno == errno.ENXIO:
        return "not a file but a pipe, a socket or a device", "special"
    return f"it cannot be read ({error.strerror or type(error).__name__})", "unreadable"


def _mebibytes(limit: int) -> str:
    mebi = 1 << 20
    return f"{limit // mebi} MiB" if limit >= mebi else f"{limit} bytes"
