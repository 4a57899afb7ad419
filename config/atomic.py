"""Files written whole or not at all: beside first, waited for, then put in their place.

A crash, a full disk or an error at any step leaves the file as it was. What a killed process has
left half-made is swept by the next write of the same file.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW


def write_whole(path: Path, data: bytes, *, mode: int = 0o600, new: bool = False) -> None:
    """Put ``data`` into the file ``path``; with ``new`` only where there is none of that name.

    Raises FileExistsError where ``new`` finds one, OSError where the disk refuses; the file is then
    as before.
    """
    _sweep(path)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with os.fdopen(os.open(temporary, _FLAGS, mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if new:
            _claim(temporary, path)
        else:
            temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    with suppress(OSError):  # the file is there; not every file system can wait for its name
        _sync(path.parent)


def _claim(temporary: Path, path: Path) -> None:
    """Give the file its name unless somebody else made one of that name meanwhile."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if path.exists():
            raise FileExistsError from None
        temporary.replace(path)
    else:
        with suppress(OSError):  # the file has its name
            temporary.unlink()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(path: Path) -> None:
    """Remove what processes that are gone, or this one, have left of earlier writes."""
    left = re.compile(rf"\.{re.escape(path.name)}\.(\d+)\.tmp")
    with suppress(OSError):
        for file in path.parent.iterdir():
            match = left.fullmatch(file.name)
            if match and not _alive(int(match[1])):
                file.unlink(missing_ok=True)


def _alive(pid: int) -> bool:
    """Whether another process of this number runs."""
    if pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
