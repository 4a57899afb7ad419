"""user.db: the reader's items on disk, changed by whole acts that are saved or not, never half.

One table holds every item as JSON with its hash. An act is a function that reads items and says
what to change; it runs under the write lock of SQLite, goes to the journal and the database, both
waited for, and only then counts as saved. Settings (rollback journal, EXTRA, IMMEDIATE) are those
that lost nothing under kill -9 and eight writers, and that stay whole on network file systems.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from diploread.config.problems import DiploreadError
from diploread.index.notebook import backups
from diploread.index.notebook.compose import now
from diploread.index.notebook.holder import holder_of
from diploread.index.notebook.journal import (
    Change,
    Edit,
    Items,
    Journal,
    append,
    cut,
    edit,
    snapshot,
)

VERSION = 1
"""``PRAGMA user_version`` of the tables below."""
WAIT_MS = 30_000
_JOURNAL_LIMIT = 16 * 1024 * 1024
"""Bytes after which the journal begins anew with a snapshot, if that makes it much shorter."""

TABLES = """
CREATE TABLE item (
    kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, sha256 TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE position (
    one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, journal INTEGER NOT NULL,
    count INTEGER NOT NULL, sha256 TEXT NOT NULL
) STRICT;
"""
_SETTINGS = (
    f"busy_timeout={WAIT_MS}", "journal_mode=TRUNCATE", "synchronous=EXTRA", "foreign_keys=ON",
    "trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0",
)  # fmt: skip


class NotSaved(DiploreadError):
    """A change could not be put on the disk; nothing of it was done."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"not saved: {reason}")


@dataclass(frozen=True, slots=True)
class Done:
    """A change that is on the disk: the items as they are now, and as they were."""

    label: str
    after: tuple[Edit, ...]
    before: tuple[Edit, ...]


Act = Callable[["Store"], Iterable[Edit]]
"""Reads items and says what to change; may run more than once, so it must have no other effect."""


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection with the settings user.db needs; the file must exist."""
    mode = "ro" if read_only else "rw"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None,
        timeout=WAIT_MS / 1000, check_same_thread=False,
    )  # fmt: skip
    try:
        for setting in _SETTINGS:
            if not (read_only and setting.startswith("journal_mode")):
                connection.execute(f"PRAGMA {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


def digest(*values: object) -> str:
    """The hash kept beside a row: of its kind, key and value, or of the numbers of the position."""
    return hashlib.sha256("\0".join(map(str, values)).encode()).hexdigest()


def place(connection: sqlite3.Connection, seq: int, journal: int, count: int) -> None:
    """Note how far the notebook is: its last act, the journal's length, the number of items."""
    connection.execute(
        "INSERT OR REPLACE INTO position VALUES (1, ?, ?, ?, ?)",
        (seq, journal, count, digest(seq, journal, count)),
    )


class Store:
    """An open user.db. Safe to use from several threads and beside other processes."""

    def __init__(
        self, path: Path, connection: sqlite3.Connection, *, notice: str = "", read_only: str = ""
    ) -> None:
        self.path = path
        self.notice = notice
        """What the reader must be told about the opening; one line, empty if nothing."""
        self.read_only = read_only
        """Why nothing can be changed; empty where changes can be saved."""
        self.damaged: set[tuple[str, str]] = set()
        """Items whose hash did not fit, and that the journal did not know."""
        self.journal = Journal(path.with_name("journal.jsonl"))
        self._connection = connection
        self._inode = _inode(path)
        self._lock = threading.RLock()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    # --- reading ---

    def get(self, kind: str, key: str) -> str | None:
        """The JSON of one item."""
        row = self._rows("SELECT value, sha256 FROM item WHERE kind = ? AND key = ?", kind, key)
        return self._sound(kind, key, *row[0]) if row else None

    def all(self, kind: str) -> dict[str, str]:
        """The JSON of all items of a kind, by key."""
        rows = self._rows("SELECT key, value, sha256 FROM item WHERE kind = ?", kind)
        return {key: self._sound(kind, key, value, sha) for key, value, sha in rows}

    def stamp(self) -> int:
        """A number that differs whenever anybody has changed the notebook."""
        rows = self._rows("SELECT seq FROM position")
        return int(rows[0][0]) if rows else 0

    def items(self) -> Items:
        """Everything."""
        rows = self._rows("SELECT kind, key, value, sha256 FROM item")
        return {(kind, key): self._sound(kind, key, value, sha) for kind, key, value, sha in rows}

    def _rows(self, sql: str, *values: str) -> list[tuple[str, ...]]:
        with self._lock:
            try:
                self._follow()
                return self._connection.execute(sql, values).fetchall()
            except (sqlite3.Error, UnicodeDecodeError) as error:
                raise DiploreadError(
                    f"the notebook cannot be read: {_reason(error, self.path)}",
                    "close diploread and open it again to have it restored",
                ) from error

    def _sound(self, kind: str, key: str, value: str, sha: str) -> str:
        """``value``, or what the journal has of it where its hash does not fit."""
        if digest(kind, key, value) == sha:
            return value
        known = self.journal.last_value(kind, key)
        if known is None:
            self.damaged.add((kind, key))
            return value
        return known

    # --- changing ---

    def write(self, label: str, act: Act) -> Done:
        """Save what ``act`` says, all of it or nothing; returns what was changed from what.

        Raises NotSaved. Errors of the act itself go on, and nothing is changed.
        """
        with self._lock:
            if self.read_only:
                raise NotSaved(self.read_only)
            try:
                with self.journal.held(WAIT_MS / 1000) as handle:
                    self._follow()
                    backups.daily(self.path, self._connection)
                    with self._transaction():
                        return self._save(label, act, handle)
            except TimeoutError as error:
                raise NotSaved(_held(self.journal.path)) from error
            except (sqlite3.Error, OSError) as error:
                raise NotSaved(_reason(error, self.path)) from error

    def _save(self, label: str, act: Act, handle: int) -> Done:
        """The whole of one change, under both locks: journal first, then the database."""
        execute = self._connection.execute
        seq, noted, count = execute("SELECT seq, journal, count FROM position").fetchone()
        behind = self.journal.size() != noted
        if behind:
            seq = self._reconcile(seq, handle)
            count = execute("SELECT count(*) FROM item").fetchone()[0]
        edits = list(act(self))
        before = [edit(e.kind, e.key, self.get(e.kind, e.key)) for e in edits]
        pairs = [(e, b) for e, b in zip(edits, before, strict=True) if e.json != b.json]
        if not pairs and not behind:
            return Done(label, (), ())
        start = size = self.journal.size()
        if pairs:
            seq += 1
            change = Change(seq, now(), label, tuple(e for e, _ in pairs))
            self._apply(change)
            size = append(handle, change)
            count += sum((e.value is not None) - (b.value is not None) for e, b in pairs)
        try:
            place(self._connection, seq, size, count)
            execute("COMMIT")
        except BaseException as error:
            if not (isinstance(error, sqlite3.Error) and self._committed(seq)):
                cut(handle, start)
                raise
        if size > _JOURNAL_LIMIT:
            with suppress(OSError, sqlite3.Error):  # the change itself is saved
                self._shorten(seq)
        return Done(label, tuple(e for e, _ in pairs), tuple(b for _, b in pairs))

    def _committed(self, seq: int) -> bool:
        """Whether a commit that failed is in the database after all.

        The last of SQLite's waits comes after the point of no return. If that one fails the change
        stands, and its line in the journal has been waited for, so it must be told as saved.
        """
        with suppress(sqlite3.Error):
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            return bool(self._connection.execute("SELECT seq FROM position").fetchone()[0] == seq)
        return False

    def _apply(self, change: Change) -> None:
        if change.snapshot:
            self._connection.execute("DELETE FROM item")
        for one in change.edits:
            value = one.json
            if value is None:
                self._connection.execute(
                    "DELETE FROM item WHERE kind = ? AND key = ?", (one.kind, one.key)
                )
            else:
                self._connection.execute(
                    "INSERT INTO item VALUES (?, ?, ?, ?) ON CONFLICT (kind, key)"
                    " DO UPDATE SET value = excluded.value, sha256 = excluded.sha256",
                    (one.kind, one.key, value, digest(one.kind, one.key, value)),
                )

    def _reconcile(self, seq: int, handle: int) -> int:
        """Bring database and journal to the same point after a kill, a loss or a restored file."""
        changes = self.journal.changes()
        ahead = [change for change in changes if change.seq > seq]
        for change in sorted(ahead, key=lambda change: change.seq):
            self._apply(change)
            seq = change.seq
        if max((change.seq for change in changes), default=0) < seq:
            append(handle, snapshot(seq, now(), self.items()))
        return seq

    def _shorten(self, seq: int) -> None:
        """Begin the journal anew, the old one going to the backups."""
        fresh = snapshot(seq, now(), self.items())
        if sum(len(e.value or b"") for e in fresh.edits) * 2 > _JOURNAL_LIMIT:
            return
        backups.retire_journal(self.journal.path)
        with self.journal.held(1) as handle:
            append(handle, fresh)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """The write lock; whatever is not committed inside is rolled back."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def _follow(self) -> None:
        """Reopen where another process has put a restored file in the place of this one."""
        inode = _inode(self.path)
        if not self.read_only and inode not in (self._inode, -1):
            fresh = connect(self.path)
            self._connection.close()
            self._connection = fresh
            self._inode = inode


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except OSError:
        return -1


def _held(path: Path) -> str:
    return f"{holder_of(path)} has held the notebook for {WAIT_MS // 1000} seconds"


def _reason(error: BaseException, path: Path) -> str:
    """The cause in the words of the reader's world."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return _held(path)
    if "full" in text or "No space" in text or "too large" in text:
        return "the disk is full"
    if "I/O" in text:
        return f"the disk did not take it ({text})"
    if "readonly" in text or "Permission" in text or "Read-only" in text:
        return f"{path} cannot be written"
    return text.splitlines()[0] if text else type(error).__name__
