"""Copies of user.db: daily before the first change, and before each migration; seven of each."""

from __future__ import annotations

import os
import re
import sqlite3
import time
from contextlib import closing
from datetime import date
from pathlib import Path

from diploread.index.notebook.journal import Journal

KEEP = 7
_DAILY = re.compile(r"user-\d{4}-\d\d-\d\d\.db")
_MIGRATION = re.compile(r"before-version-\d+-[\d-]+\.db")
_JOURNALS = re.compile(r"journal-[\d-]+\.jsonl")
_TEMPORARY = re.compile(r"\.(\d+)\.tmp$")


def folder(database: Path) -> Path:
    """Where the copies of ``database`` are kept."""
    return database.parent / "backups"


def copies(database: Path) -> list[Path]:
    """All copies there are, the newest first."""
    try:
        found = [p for p in folder(database).iterdir() if p.suffix == ".db"]
        return sorted(found, key=lambda p: (p.stat().st_mtime_ns, p.name), reverse=True)
    except OSError:
        return []


def daily(database: Path, connection: sqlite3.Connection) -> bool:
    """Make today's copy unless there is one; True where it was made."""
    target = folder(database) / f"user-{date.today().isoformat()}.db"
    if target.exists():
        return False
    _copy(connection, target)
    _sweep(target.parent, _DAILY)
    return True


def before_migration(database: Path, connection: sqlite3.Connection, version: int) -> Path:
    """A copy of the notebook as the older version left it."""
    stamp = f"{date.today().isoformat()}-{os.getpid()}"
    target = folder(database) / f"before-version-{version}-{stamp}.db"
    _copy(connection, target)
    _sweep(target.parent, _MIGRATION)
    return target


def _copy(connection: sqlite3.Connection, target: Path) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    temporary.unlink(missing_ok=True)
    os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600))
    try:
        with closing(sqlite3.connect(temporary, isolation_level=None)) as copy:
            connection.backup(copy)
        sync(temporary)
        temporary.replace(target)
        temporary.with_name(f"{temporary.name}-journal").unlink(missing_ok=True)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync(target.parent)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(where: Path, kind: re.Pattern[str]) -> None:
    """Remove all but the newest of a kind, and what killed processes left half-made."""
    named = [p for p in where.iterdir() if kind.fullmatch(p.name)]
    named.sort(key=lambda p: p.stat().st_mtime_ns, reverse=True)  # names follow a clock set back
    for old in named[KEEP:]:
        old.unlink(missing_ok=True)
    for path in where.iterdir():
        match = _TEMPORARY.search(path.name)
        if match and not _alive(int(match[1])):
            path.unlink(missing_ok=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def retire_journal(journal: Path) -> None:
    """Move a journal that has become long to the backups; its last act is in every later one."""
    where = journal.parent / "backups"
    where.mkdir(mode=0o700, parents=True, exist_ok=True)
    stamp = time.strftime("%Y-%m-%d-%H%M%S")
    journal.replace(where / f"journal-{stamp}-{os.getpid()}.jsonl")
    _sweep(where, _JOURNALS)


def journals(database: Path) -> list[Journal]:
    """The retired journals and the present one, the oldest first."""
    retired = sorted(folder(database).glob("journal-*.jsonl"))
    return [Journal(path) for path in (*retired, database.with_name("journal.jsonl"))]
