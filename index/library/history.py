"""The searches made, of all libraries, newest last: one file that commands and the app share."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path

from .folder import write_durably

MOST = 500
"""Searches kept; the oldest go first."""


def searches() -> list[str]:
    """Every search that is kept, each once, the newest last; empty where none can be read."""
    return _read(_file())


def remember(query: str) -> None:
    """Notes a search as the newest; nothing happens where that cannot be written."""
    query = query.strip()
    if not query:
        return
    with contextlib.suppress(OSError), _locked():
        kept = [old for old in searches() if old != query]
        lines = [json.dumps(one, ensure_ascii=True) for one in [*kept, query][-MOST:]]
        write_durably(_file(), ("\n".join(lines) + "\n").encode())


def _read(path: Path) -> list[str]:
    try:
        lines = path.read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
    found: dict[str, None] = {}
    for line in lines:
        with contextlib.suppress(ValueError):  # a torn line is one search less
            query = json.loads(line)
            if isinstance(query, str):
                found.pop(query, None)
                found[query] = None
    return list(found)


@contextlib.contextmanager
def _locked() -> Iterator[None]:
    """One writer at a time: the app and a command may both have searched."""
    path = _file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _file() -> Path:
    from diploread.config.paths import Paths

    return Paths.default().state_dir / "searches"
