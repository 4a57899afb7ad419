"""journal.jsonl: every change the reader made, one line each, on the disk before it is told saved.

The database can be rebuilt from the journal alone, and the journal from the database, so that
either may be damaged. A line is ``{"sha256": "…", "change": {…}}`` with the hash of the bytes of
``change``; a torn or flipped line is recognised and passed over. From time to time (and whenever
the database knows more than the journal) a snapshot line holds everything, so that what comes
before it may go.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import random
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

Key = tuple[str, str]
"""Kind and key of an item: ``("bookmark", "q-0123456789ab")``."""
Items = dict[Key, str]
"""Every item of the notebook, as JSON."""


class Edit(msgspec.Struct, frozen=True, omit_defaults=True):
    """One item put in place (``value`` is its JSON) or, with null, taken away."""

    kind: str
    key: str
    value: msgspec.Raw | None = None

    @property
    def json(self) -> str | None:
        """The value as text."""
        return None if self.value is None else bytes(self.value).decode()


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one act of the reader changed; ``seq`` counts the acts of this notebook from 1."""

    seq: int
    at: str
    label: str
    edits: tuple[Edit, ...]
    snapshot: bool = False
    """True where the edits are all items there are, whatever was before."""


_FIRST, _SECOND, _THIRD = b'{"sha256":"', b'","change":', b"}"
_HASH = slice(len(_FIRST), len(_FIRST) + 64)
_PAYLOAD = slice(_HASH.stop + len(_SECOND), -len(_THIRD))

_APPEND = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW
_encoder = msgspec.json.Encoder()
_changes = msgspec.json.Decoder(Change)


def edit(kind: str, key: str, value: str | None) -> Edit:
    """An edit from JSON text."""
    return Edit(kind, key, None if value is None else msgspec.Raw(value.encode()))


def snapshot(seq: int, at: str, items: Mapping[Key, str]) -> Change:
    """All items as one change."""
    edits = tuple(edit(kind, key, value) for (kind, key), value in sorted(items.items()))
    return Change(seq, at, "snapshot", edits, snapshot=True)


def replay(changes: Iterable[Change], items: Items, after: int = 0) -> int:
    """Bring ``items`` (which stand at ``after``) up to the last change; return its number."""
    last = after
    for change in sorted(changes, key=lambda change: change.seq):
        if change.seq <= after:
            continue
        if change.snapshot:
            items.clear()
        for one in change.edits:
            value = one.json
            if value is None:
                items.pop((one.kind, one.key), None)
            else:
                items[one.kind, one.key] = value
        last = change.seq
    return last


class Journal:
    """The file, which only the holder of :meth:`held` may write."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def held(self, seconds: float) -> Iterator[int]:
        """The open file, locked against other processes; created 0600 where there is none.

        Raises TimeoutError where another process does not let go of it within ``seconds``.
        """
        while True:
            handle = os.open(self.path, _APPEND, 0o600)
            try:
                _lock(handle, seconds)
                if os.fstat(handle).st_ino != self.path.stat().st_ino:
                    continue  # the journal began anew while we waited
                yield handle
                return
            except FileNotFoundError:
                continue
            finally:
                os.close(handle)

    def size(self) -> int:
        """Length in bytes; 0 where there is no journal."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    def changes(self) -> list[Change]:
        """Every line that is whole, in the order of the file; none where it cannot be read."""
        try:
            data = self.path.read_bytes()
        except OSError:
            return []
        found = (_change(line) for line in data.split(b"\n") if line)
        return [change for change in found if change is not None]

    def last_value(self, kind: str, key: str) -> str | None:
        """What the journal says an item was last; None where it does not know it."""
        items: Items = {}
        replay(self.changes(), items)
        return items.get((kind, key))


def _lock(handle: int, seconds: float) -> None:
    """Wait for the lock. Short steps keep the waits of eight writers alike; SQLite's own waiting
    goes up to 100 ms a step, and with that the unlucky waited ten seconds. Who has waited long
    looks oftener, so that nobody is passed over again and again."""
    began = time.monotonic()
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            waited = time.monotonic() - began
            if waited > seconds:
                raise TimeoutError from None
            eager = 1 + 50 * waited if waited < 2 else 1  # a holder that is stopped costs nothing
            time.sleep(random.uniform(0.001, 0.006) / min(eager, 20))


def append(handle: int, change: Change) -> int:
    """Write one line and wait until it is on the disk; return the file's new length.

    On failure the file is as long as before, and OSError goes on.
    """
    start = os.fstat(handle).st_size
    payload = _encoder.encode(change)
    digest = hashlib.sha256(payload).hexdigest().encode()
    line = _FIRST + digest + _SECOND + payload + _THIRD + b"\n"
    if start and os.pread(handle, 1, start - 1) != b"\n":
        line = b"\n" + line  # a torn line of a process that was killed
    try:
        rest = memoryview(line)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    except OSError:
        cut(handle, start)
        raise
    return start + len(line)


def cut(handle: int, size: int) -> None:
    """Take back what was appended beyond ``size``."""
    try:
        os.ftruncate(handle, size)
        os.fsync(handle)
    except OSError:
        pass  # the line stays; it describes a change nobody was told is saved, which is allowed


def _change(line: bytes) -> Change | None:
    payload = line[_PAYLOAD]
    if hashlib.sha256(payload).hexdigest().encode() != line[_HASH]:
        return None
    try:
        return _changes.decode(payload)
    except msgspec.DecodeError:  # a lone surrogate, which msgspec refuses and JSON allows
        value = json.loads(payload)
        edits = (edit(e["kind"], e["key"], _dumped(e.get("value"))) for e in value.pop("edits"))
        return Change(**value, edits=tuple(edits))


def _dumped(value: object) -> str | None:
    return None if value is None else json.dumps(value, separators=(",", ":"))
