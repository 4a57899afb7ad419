"""Names people by the offices that other articles of the library state.

Whom "Trade Minister Ruiz" means in an old article may come to light with a new one, and be in doubt
again with the next. The library then has to be what it would be had all articles come at once: so
what each article states and asks is kept as annotating found it, all questions are asked again
when anything has changed, and only articles with another answer than before are written anew. The
record as it was without answers is kept beside, so that an answer can be taken back.
"""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from ..entities.stated import Answer, Facts, Stated, named
from .damage import IndexDamaged
from .store import Store, encode, pack_record

_TABLE = (
    "CREATE TABLE IF NOT EXISTS offices (rid INTEGER PRIMARY KEY, facts BLOB NOT NULL, "
    "answers BLOB NOT NULL, plain BLOB)"
)
_OPEN = "offices open"
"""Note of the builder: something was annotated, and the questions have not been asked since."""


def note_facts(store: Store, rid: int, facts: bytes) -> None:
    """Keeps what the article of a row, just annotated, states and asks."""
    store.run(_TABLE)
    store.run("DELETE FROM offices WHERE rid = ?", (rid,))
    if facts:
        store.run("INSERT INTO offices VALUES (?, ?, ?, NULL)", (rid, facts, b""))
    store.put_note(_OPEN, b"1")


def pack_facts(facts: Facts | None) -> bytes:
    """Bytes for :func:`note_facts`."""
    return encode(facts) if facts is not None else b""


def name_by_office(store: Store, mark: str, fresh: Collection[int]) -> int:
    """Asks all questions again and writes anew the articles whose answers have changed.

    ``fresh`` are rows that no reader has seen yet: they are changed in place. Gives how many others
    were renewed. ``mark`` is the fingerprint of what annotates.
    """
    store.run(_TABLE)
    gone = store.run(
        "DELETE FROM offices WHERE rid NOT IN (SELECT rid FROM raws WHERE NOT stale)"
    ).rowcount
    if not gone and store.note(_OPEN) == b"":
        return 0
    rows = store.run("SELECT rid, facts, answers FROM offices").fetchall()
    facts = {rid: _facts(data) for rid, data, _ in rows}
    stated = Stated(facts.values())
    renewed = 0
    for rid, _, before in rows:
        answers = stated.answers(facts[rid]) if facts[rid].asked else ()
        packed = encode(answers) if answers else b""
        if packed != before:
            renewed += rid not in fresh
            _write(store, mark, rid if rid in fresh else _renewed(store, rid), answers, packed)
    store.put_note(_OPEN, b"")
    return renewed


def _renewed(store: Store, rid: int) -> int:
    """A new row in the place of one that readers see, with all that the builder keeps of it."""
    made = store.renew(rid)
    store.run(
        "INSERT INTO records SELECT ?, fingerprint, day, data FROM records WHERE rid = ?",
        (made, rid),
    )
    for table in ("dates", "offices"):
        store.run(f"UPDATE {table} SET rid = ? WHERE rid = ?", (made, rid))
    return made


def _write(store: Store, mark: str, rid: int, answers: tuple[Answer, ...], packed: bytes) -> None:
    """Puts the answers into the record of a row, or takes them out."""
    (plain,) = store.run("SELECT plain FROM offices WHERE rid = ?", (rid,)).fetchone()
    day, record = store.run("SELECT day, data FROM records WHERE rid = ?", (rid,)).fetchone()
    plain = plain or record
    if answers:
        store.put_record(rid, mark, plain, day)
        record = pack_record(named(store.article(rid), answers))
    else:
        record, plain = plain, None
    store.put_record(rid, mark, record, day)
    store.run("UPDATE offices SET answers = ?, plain = ? WHERE rid = ?", (packed, plain, rid))


def _facts(data: bytes) -> Facts:
    try:
        return msgspec.msgpack.decode(data, type=Facts)
    except msgspec.MsgspecError as error:
        raise IndexDamaged("store.sqlite", error) from error
