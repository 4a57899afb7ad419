"""Opening user.db: created where there was none, restored where it is damaged, never begun empty.

A notebook of no bytes, of garbage or with damaged rows is moved aside (never deleted) and rebuilt
from the journal and the newest copy, whichever reaches furthest. One made by a newer diploread, or
in a folder that cannot be written, opens for reading. Each case is told in one line.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from diploread.config.problems import DiploreadError
from diploread.index.notebook import backups
from diploread.index.notebook.journal import Items, Journal, replay
from diploread.index.notebook.store import TABLES, VERSION, Store, connect, digest, place

MIGRATIONS: dict[int, Callable[[sqlite3.Connection], None]] = {}
"""From version n to n + 1. A copy of the notebook is made before each."""
_CANNOT = ("readonly", "unable to open", "locked", "busy", "disk I/O", "full")
"""What SQLite says when the disk or another process stands in the way, not the file's content."""


_WAIT = 30.0
"""Seconds for which another process may hold the notebook."""


class _Damaged(Exception):
    """The file is there, but it is no sound notebook."""


def open_store(path: Path) -> Store:
    """Open, create or restore the notebook at ``path``; see the module for what may happen.

    Raises DiploreadError only where another process keeps the file locked.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size:
            if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
                return _for_reading(path, "read-only")  # SQLite would tell it at the first change
            try:
                return _open(path)
            except _Damaged:
                pass
        with _alone(path), Journal(path.with_name("journal.jsonl")).held(_WAIT):
            return _open_or_restore(path)
    except TimeoutError as error:
        raise DiploreadError("another process keeps the notebook locked") from error
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise DiploreadError("another process keeps the notebook locked") from error
        return _for_reading(path, str(error))
    except OSError as error:
        return _for_reading(path, error.strerror or str(error))


def _open_or_restore(path: Path) -> Store:
    """The slow way, with nobody else restoring or writing at the same time: what is found damaged
    now is damaged, and no change can go into the old file while it is moved aside."""
    if path.exists() and path.stat().st_size:
        try:
            return _open(path)
        except _Damaged as damage:
            why = f"the notebook was damaged ({damage})"
    elif not _traces(path):
        _build(path, {}, 0)
        return _open(path)
    else:
        why = "the notebook was empty" if path.exists() else "the notebook was missing"
    items, seq = _best(path)
    aside = _move_aside(path)
    _build(path, items, seq)
    count = sum(1 for kind, _ in items if kind == "bookmark")
    many = "bookmark" if count == 1 else "bookmarks"
    told = f"{why}: {count} {many} restored" if items else f"{why} and no copy has any bookmark"
    store = _open(path)
    store.notice = f"{told}; the old file is {aside.name}" if aside else told
    return store


def _open(path: Path) -> Store:
    """Open a file that should be sound. Raises _Damaged, and sqlite3.OperationalError."""
    try:
        connection = connect(path)
        try:
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            if version > VERSION:
                connection.close()
                return _newer(path, version)
            while version < VERSION:
                if version not in MIGRATIONS:
                    raise _Damaged("not a notebook")
                _migrate(path, connection, version)
                version += 1
            _examine(connection)
            return Store(path, connection)
        except BaseException:
            connection.close()
            raise
    except sqlite3.OperationalError as error:
        if any(words in str(error) for words in _CANNOT):
            raise
        raise _Damaged(str(error)) from error
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise _Damaged(str(error)) from error


def _newer(path: Path, version: int) -> Store:
    why = f"made by a newer diploread (notebook version {version}, this one knows {VERSION})"
    notice = f"the notebook is open for reading only: {why}"
    return Store(path, connect(path, read_only=True), notice=notice, read_only=why)


def _migrate(path: Path, connection: sqlite3.Connection, version: int) -> None:
    backups.before_migration(path, connection, version)
    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] == version:
            MIGRATIONS[version](connection)
            connection.execute(f"PRAGMA user_version={version + 1}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _examine(connection: sqlite3.Connection) -> None:
    """Read everything once: SQLite has no page checksums, so the hashes of the rows are ours.

    In one transaction: rows counted while another process adds some would not fit.
    """
    connection.execute("BEGIN")
    try:
        _examine_now(connection)
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _examine_now(connection: sqlite3.Connection) -> None:
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise _Damaged("its pages do not fit together")
    *position, sha = connection.execute(
        "SELECT seq, journal, count, sha256 FROM position"
    ).fetchone() or ("",)
    if digest(*position) != sha:
        raise _Damaged("its position does not fit its hash")
    count = 0
    for kind, key, value, sha in connection.execute("SELECT kind, key, value, sha256 FROM item"):
        count += 1
        if digest(kind, key, value) != sha:
            raise _Damaged("a row does not fit its hash")
    if count != position[2]:
        raise _Damaged("rows are missing")


def _traces(path: Path) -> bool:
    """Whether there ever were data: then an empty start would be a lie."""
    return bool(Journal(path.with_name("journal.jsonl")).changes() or backups.copies(path))


def _best(path: Path) -> tuple[Items, int]:
    """The furthest state that journals, copies and the sound rows of the file itself lead to."""
    changes = [c for j in backups.journals(path) for c in j.changes()]
    best: tuple[Items, int] = ({}, 0)
    sources = [read_copy(copy) for copy in backups.copies(path)]
    for items, seq in [({}, 0), *sources]:
        reached = replay(changes, items, seq)
        if (reached, len(items)) > (best[1], len(best[0])):
            best = (items, reached)
    rows, seq = read_copy(path)
    if seq > best[1]:
        return {**best[0], **rows}, seq
    return best


def read_copy(path: Path) -> tuple[Items, int]:
    """The sound rows of a database and its number; nothing where it cannot be read at all."""
    items: Items = {}
    seq = 0
    if not path.exists() or not path.stat().st_size:
        return items, seq
    try:
        with closing(connect(path, read_only=True)) as connection:
            connection.text_factory = bytes
            seq = int(connection.execute("SELECT seq FROM position").fetchone()[0])
            for row in connection.execute("SELECT kind, key, value, sha256 FROM item"):
                if not all(isinstance(field, bytes) for field in row):
                    continue  # a torn page may hold anything
                kind, key, value, sha = (field.decode("utf-8", "replace") for field in row)
                if digest(kind, key, value) == sha:
                    items[kind, key] = value
    except (sqlite3.Error, TypeError, ValueError):
        pass  # what was read so far is still true
    return items, seq


def _move_aside(path: Path) -> Path | None:
    """Rename a damaged file, with SQLite's own journal, which must not meet the new database."""
    if not path.exists():
        return None
    stamp = time.strftime("%Y-%m-%d-%H%M%S")
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.damaged-{stamp}-{number}")
    path.rename(aside)
    hot = path.with_name(f"{path.name}-journal")
    if hot.exists() and not hot.stat().st_size:
        hot.unlink()
    elif hot.exists():
        hot.rename(aside.with_name(f"{aside.name}-journal"))
    return aside


def _build(path: Path, items: Items, seq: int) -> None:
    """Make a database beside and put it in its place, so that no crash leaves a half one."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    temporary.unlink(missing_ok=True)
    os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600))
    try:
        with closing(connect(temporary)) as connection:
            _fill(connection, items, seq, Journal(path.with_name("journal.jsonl")).size())
        backups.sync(temporary)
        temporary.replace(path)
        temporary.with_name(f"{temporary.name}-journal").unlink(missing_ok=True)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    backups.sync(path.parent)


def _fill(connection: sqlite3.Connection, items: Items, seq: int, journal: int) -> None:
    connection.executescript(f"BEGIN;{TABLES}PRAGMA user_version={VERSION};COMMIT;")
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO item VALUES (?, ?, ?, ?)",
        [(kind, key, value, digest(kind, key, value)) for (kind, key), value in items.items()],
    )
    place(connection, seq, journal, len(items))
    connection.execute("COMMIT")


def _for_reading(path: Path, reason: str) -> Store:
    """A notebook that cannot be changed: the file itself if it opens, else a picture of it."""
    why = f"{path.parent} cannot be written ({reason})"
    notice = f"the notebook is open for reading only: {why}"
    try:
        connection = connect(path, read_only=True)
        _examine(connection)
    except (sqlite3.Error, _Damaged, UnicodeDecodeError):
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        _fill(connection, *_best(path), 0)
    return Store(path, connection, notice=notice, read_only=why)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Nobody else creates or restores this notebook meanwhile."""
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    handle = os.open(path.with_name(f"{path.name}.opening"), flags, 0o600)
    try:
        until = time.monotonic() + _WAIT
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise DiploreadError("another process is restoring the notebook") from None
                time.sleep(0.05)
        yield
    finally:
        os.close(handle)
