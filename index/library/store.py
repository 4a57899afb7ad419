"""The content of a library in SQLite: raw articles, their records, and the state of the sources.

All of it can be had again from the sources; it is kept so that a change of rules or corrections
re-annotates without reading a file, and so that an interrupted build goes on where it stopped.
A record is compressed with its raw text as the dictionary: body and raw are nearly the same words,
and so the body costs next to nothing.
"""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from diploread.config.problems import DiploreadError

from ..article import Article, RawArticle, Skipped
from .damage import IndexDamaged

_SCHEMA = """
CREATE TABLE IF NOT EXISTS files (
    path BLOB PRIMARY KEY, size INTEGER, mtime_ns INTEGER, inode INTEGER, device INTEGER,
    sha256 TEXT, skipped BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS raws (
    rid INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, path BLOB NOT NULL,
    part INTEGER NOT NULL, stale INTEGER NOT NULL DEFAULT 0, data BLOB NOT NULL, html BLOB);
CREATE INDEX IF NOT EXISTS raws_id ON raws (id);
CREATE INDEX IF NOT EXISTS raws_path ON raws (path);
CREATE INDEX IF NOT EXISTS raws_places ON raws (stale, rid, path, part);
CREATE TABLE IF NOT EXISTS records (
    rid INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL, day INTEGER NOT NULL, data BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS records_marks ON records (rid, fingerprint, day);
CREATE TABLE IF NOT EXISTS pages (
    rid INTEGER PRIMARY KEY, source TEXT NOT NULL, page TEXT NOT NULL, data BLOB NOT NULL,
    fresh INTEGER NOT NULL DEFAULT 1);
CREATE INDEX IF NOT EXISTS pages_source ON pages (source);
CREATE TABLE IF NOT EXISTS dates (
    rid INTEGER PRIMARY KEY, source BLOB NOT NULL, printed BLOB NOT NULL, completed BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS stories (rid INTEGER PRIMARY KEY, story INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS notes (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
PRAGMA user_version = 2;
"""
"""``raws_places`` and ``records_marks`` answer what a build asks of every article without a look at
the articles themselves, which fill half a gigabyte where they are 100,000."""


class FileState(msgspec.Struct, frozen=True):
    """A source file as it was when last read."""

    path: str
    size: int
    mtime_ns: int
    inode: int
    device: int
    sha256: str = ""
    skipped: tuple[Skipped, ...] = ()

    def same_file(self, other: FileState) -> bool:
        """Whether nothing suggests a change of content."""
        mine = (self.size, self.mtime_ns, self.inode, self.device)
        return mine == (other.size, other.mtime_ns, other.inode, other.device)


def _blob(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")


def _text(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")


_encoder = msgspec.msgpack.Encoder()
_raws = msgspec.msgpack.Decoder(RawArticle)
_articles = msgspec.msgpack.Decoder(Article)
_skips = msgspec.msgpack.Decoder(tuple[Skipped, ...])


def pack_record(article: Article) -> bytes:
    """The record without raw, compressed with raw as the dictionary."""
    data = encode(msgspec.structs.replace(article, raw=None, path=""))
    made = zlib.compressobj(6, zdict=_dictionary(article.raw or ""))
    return made.compress(data) + made.flush()


_SURROGATE = re.compile("[\ud800-\udfff]")


def encode(record: object) -> bytes:
    """Bytes of a record; a lone surrogate becomes U+FFFD."""
    try:
        return _encoder.encode(record)
    except UnicodeEncodeError:  # JSON sources can smuggle lone surrogates in
        return _encoder.encode(_replaced(msgspec.to_builtins(record)))


def _replaced(value: object) -> object:
    """The same with U+FFFD for lone surrogates; lengths stay, so offsets hold."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_replaced(key): _replaced(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_replaced(item) for item in value]
    return value


def _dictionary(raw: str) -> bytes:
    return raw.encode("utf-8", "replace")[-32_000:]


class Store:
    """An open store. Writers hold the library's lock; readers open it read-only."""

    def __init__(self, path: Path, *, write: bool = False) -> None:
        self._path = path
        uri = f"file:{_quoted(path)}?mode={'rwc' if write else 'ro'}"
        try:
            self._db = sqlite3.connect(uri, uri=True, check_same_thread=False, timeout=20)
            self._db.execute("PRAGMA cache_size = -8000")
            if write:
                self._db.execute("PRAGMA journal_mode = WAL")
                self._db.execute("PRAGMA synchronous = NORMAL")
                self._db.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise _told(path, error) from error

    def run(self, query: str, arguments: Sequence[object] = ()) -> sqlite3.Cursor:
        """Executes a statement; what SQLite says is told apart into damage and the rest."""
        try:
            return self._db.execute(query, arguments)
        except sqlite3.Error as error:
            raise _told(self._path, error) from error

    def close(self) -> None:
        """Closes the database."""
        self._db.close()

    def commit(self) -> None:
        """Makes everything since the last commit lasting."""
        try:
            self._db.commit()
        except sqlite3.Error as error:
            raise _told(self._path, error) from error

    # --- sources ---

    def files(self) -> dict[str, FileState]:
        """Every known source file."""
        rows = self.run("SELECT path, size, mtime_ns, inode, device, sha256, skipped FROM files")
        return {
            (name := _text(path)): FileState(
                name, size, mtime, inode, device, sha or "",
                _skips.decode(skipped) if skipped else (),
            )
            for path, size, mtime, inode, device, sha, skipped in rows
        }  # fmt: skip

    def skipped(self) -> list[Skipped]:
        """Everything that did not become an article."""
        rows = self.run("SELECT path, skipped FROM files WHERE skipped IS NOT NULL")
        return [
            msgspec.structs.replace(item, path=_text(path))
            for path, data in rows
            for item in _skips.decode(data)
        ]

    def put_file(self, state: FileState, raws: Iterable[tuple[str, RawArticle]]) -> None:
        """Takes the articles of one file in, in place of those it had."""
        path = _blob(state.path)
        self.run("UPDATE raws SET stale = 1 WHERE path = ?", (path,))
        skips = tuple(msgspec.structs.replace(s, path="") for s in state.skipped)
        self.run(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)",
            (path, state.size, state.mtime_ns, state.inode, state.device, state.sha256,
             _encoder.encode(skips) if skips else None),
        )  # fmt: skip
        for article_id, raw in raws:
            html = zlib.compress(raw.html.encode("utf-8", "replace"), 6) if raw.html else None
            bare = msgspec.structs.replace(raw, html=None, path="")
            self.run(
                "INSERT INTO raws (id, path, part, data, html) VALUES (?, ?, ?, ?, ?)",
                (article_id, path, raw.part, zlib.compress(encode(bare), 6), html),
            )

    def touch_file(self, state: FileState) -> None:
        """Notes new times of a file whose content is the same."""
        self.run(
            "UPDATE files SET mtime_ns = ?, inode = ?, device = ? WHERE path = ?",
            (state.mtime_ns, state.inode, state.device, _blob(state.path)),
        )

    def drop_file(self, path: str) -> None:
        """Forgets a source that is gone."""
        self.run("UPDATE raws SET stale = 1 WHERE path = ?", (_blob(path),))
        self.run("DELETE FROM files WHERE path = ?", (_blob(path),))

    def ids_of(self, path: str) -> dict[int, str]:
        """Ids of the articles of a file by part: a file keeps them however it changes."""
        query = "SELECT part, id FROM raws WHERE path = ? AND NOT stale"
        return dict(self.run(query, (_blob(path),)).fetchall())

    def id_of(self, rid: int) -> str:
        """The id of the article in a row."""
        found = self.run("SELECT id FROM raws WHERE rid = ?", (rid,)).fetchone()
        return str(found[0])

    def is_taken(self, article_id: str, path: str) -> bool:
        """Whether an article of another file has the id: a file that was moved keeps its own."""
        query = "SELECT 1 FROM raws WHERE id = ? AND path != ? AND NOT stale"
        return self.run(query, (article_id, _blob(path))).fetchone() is not None

    def follow(self, old: str, new: str) -> None:
        """Gives the articles of the file ``new`` the ids that they had in the file ``old``."""
        for part, article_id in self.ids_of(old).items():
            self.run(
                "UPDATE raws SET id = ? WHERE path = ? AND part = ? AND NOT stale",
                (article_id, _blob(new), part),
            )

    def renew(self, rid: int) -> int:
        """Puts a copy of the raw article in the place of its row, to be annotated anew.

        The old row stays for those who read the old generation. Gives the new row.
        """
        made = self.run(
            "INSERT INTO raws (id, path, part, data, html) "
            "SELECT id, path, part, data, html FROM raws WHERE rid = ?",
            (rid,),
        ).lastrowid
        assert made is not None
        self.run("UPDATE raws SET stale = 1 WHERE rid = ?", (rid,))
        self.run("UPDATE pages SET rid = ? WHERE rid = ?", (made, rid))
        return made

    def stale(self) -> set[int]:
        """Rows that no present source needs; readers may still."""
        return {rid for (rid,) in self.run("SELECT rid FROM raws WHERE stale = 1")}

    def purge(self, rids: Iterable[int]) -> None:
        """Removes stale rows for good."""
        for rid in rids:
            self.run("DELETE FROM records WHERE rid = ?", (rid,))
            self.run("DELETE FROM raws WHERE rid = ? AND stale", (rid,))

    # --- articles ---

    def live(self) -> list[int]:
        """Row numbers of all present articles, in the order of their files."""
        rows = self.run("SELECT rid FROM raws WHERE stale = 0 ORDER BY rid")
        return [rid for (rid,) in rows]

    def annotated(self, fingerprint: str) -> set[int]:
        """Row numbers of the present articles whose record is up to date."""
        rows = self.run("SELECT rid, fingerprint FROM records")
        marked = {rid for rid, mark in rows if mark == fingerprint}
        return marked.intersection(self.live())

    def paths(self, rids: Iterable[int]) -> dict[int, str]:
        """Path of each row."""
        query = "SELECT path FROM raws WHERE rid = ?"
        return {rid: _text(self.run(query, (rid,)).fetchone()[0]) for rid in rids}

    def raw(self, rid: int) -> RawArticle:
        """The raw article of a row."""
        row = self._one("SELECT path, data, html FROM raws WHERE rid = ?", rid)
        path, data, html = row
        try:
            raw = _raws.decode(zlib.decompress(data))
            markup = zlib.decompress(html).decode() if html else None
        except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise IndexDamaged(self._path.name, error) from error
        return msgspec.structs.replace(raw, path=_text(path), html=markup)

    def put_record(self, rid: int, fingerprint: str, data: bytes, day: int) -> None:
        """Keeps the record of a row, made by :func:`pack_record`, and the first day of its date."""
        self.run(
            "INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?)", (rid, fingerprint, day, data)
        )

    def days(self) -> dict[int, int]:
        """First day of the date of every present, annotated article; 0 where undated.

        In the order of document numbers: by day, and on one day so that the newest-first list
        follows the paths and the parts. A date whose year nobody knows (``--09-04``) has no place
        among the days: it stands with the undated, who are last in every list by date.
        """
        day = dict(self.run("SELECT rid, day FROM records").fetchall())
        rows = self.run("SELECT rid FROM raws WHERE stale = 0 ORDER BY path DESC, part DESC")
        found = sorted((rid for (rid,) in rows if rid in day), key=day.__getitem__)
        return {rid: day[rid] for rid in found}

    def article(self, rid: int) -> Article:
        """The whole record of a row, with raw."""
        row = self._one(
            "SELECT path, raws.data, records.data FROM raws JOIN records USING (rid) WHERE rid = ?",
            rid,
        )
        path, data, record = row
        try:
            raw = _raws.decode(zlib.decompress(data)).raw
            inflate = zlib.decompressobj(zdict=_dictionary(raw))
            article = _articles.decode(inflate.decompress(record) + inflate.flush())
        except (zlib.error, msgspec.MsgspecError) as error:
            raise IndexDamaged(self._path.name, error) from error
        return msgspec.structs.replace(article, path=_text(path), raw=raw)

    def row_of(self, article_id: str) -> int | None:
        """The newest annotated row of an article."""
        rows = self.run(
            "SELECT rid FROM raws JOIN records USING (rid) WHERE id = ? ORDER BY rid DESC LIMIT 1",
            (article_id,),
        ).fetchall()
        return rows[0][0] if rows else None

    def _one(self, query: str, rid: int) -> tuple[bytes, bytes, bytes]:
        try:
            row: tuple[bytes, bytes, bytes] | None = self.run(query, (rid,)).fetchone()
        except sqlite3.Error as error:
            raise _told(self._path, error) from error
        if row is None:
            raise IndexDamaged(self._path.name, f"row {rid} is missing")
        return row

    # --- notes of the builder ---

    def note(self, key: str) -> bytes | None:
        """A value kept by :meth:`put_note`."""
        row = self.run("SELECT value FROM notes WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def put_note(self, key: str, value: bytes) -> None:
        """Keeps a value under a name."""
        self.run("INSERT OR REPLACE INTO notes VALUES (?, ?)", (key, value))

    def iterate_articles(self, rids: Iterable[int]) -> Iterator[tuple[int, Article]]:
        """Records one after the other, so that no more than one is in memory."""
        for rid in rids:
            yield rid, self.article(rid)


_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
"""SQLITE_ERROR is a table or column that should be there."""


def _told(path: Path, error: sqlite3.Error) -> DiploreadError:
    """What SQLite says, as damage (made anew from the sources) or as a trouble of the machine."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    if code & 0xFF in _DAMAGE:
        return IndexDamaged(path.name, error)
    return DiploreadError(f"the index cannot be used: {error}", f"it lies in {path.parent}")


def _quoted(path: Path) -> str:
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
