"""Kills, full disks, many writers, damaged files: what was acknowledged is there afterwards."""

from __future__ import annotations

import os
import random
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from diploread.index.article import Article
from diploread.index.notebook import backups, journal, opening, store
from diploread.index.notebook.entry import Entry
from diploread.index.notebook.notebook import Notebook, NotSaved

Reopen = Callable[[], Notebook]
FAULTS = Path(__file__).with_name("faults.py")


def entry(name: str) -> Entry:
    return Entry(id=name, text=f"text of {name}", kind="passage")


def filled(database: Path, *names: str) -> None:
    with Notebook.open(database) as notebook:
        for name in names:
            notebook.add([entry(name)])


@pytest.mark.parametrize(
    "faults", ["kill 40", "writers 8 15", "full 60", "inject 12 5", "stopped 1"]
)
def test_nothing_acknowledged_is_lost(faults: str) -> None:
    command = [sys.executable, str(FAULTS), *faults.split()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""


@pytest.mark.parametrize("faults", ["written 22", "power 2", "shortened 10"])
def test_every_moment_leaves_files_whole(faults: str) -> None:
    script, number = faults.split()
    command = [sys.executable, str(FAULTS.with_name(f"{script}.py")), number]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_only_the_owner_can_read_it(database: Path) -> None:
    filled(database, "p-1")
    assert stat.S_IMODE(database.parent.stat().st_mode) == 0o700
    for path in database.parent.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "was empty"), (b"garbage " * 2_000, "was damaged"), (None, "was missing")],
    ids=["empty", "garbage", "missing"],
)
def test_it_never_starts_empty_where_there_were_data(
    database: Path, content: bytes | None, told: str, reopen: Reopen
) -> None:
    filled(database, "p-1", "p-2")
    database.unlink()
    if content is not None:
        database.write_bytes(content)
    notebook = reopen()
    assert notebook.ids() == {"p-1", "p-2"}
    assert told in notebook.notice
    assert "2 bookmarks restored" in notebook.notice
    assert "\n" not in notebook.notice
    if content:
        (aside,) = database.parent.glob("user.db.damaged-*")
        assert aside.read_bytes() == content


def test_garbage_without_any_copy_is_kept_aside(database: Path, reopen: Reopen) -> None:
    database.parent.mkdir(mode=0o700)
    database.write_bytes(b"somebody's only copy of something")
    notebook = reopen()
    assert "moved" in notebook.notice or "the old file is" in notebook.notice
    (aside,) = database.parent.glob("user.db.damaged-*")
    assert aside.read_bytes() == b"somebody's only copy of something"
    notebook.add([entry("p-1")])
    assert reopen().ids() == {"p-1"}


def test_the_database_is_rebuilt_without_the_journal_from_the_copies(
    database: Path, monkeypatch: pytest.MonkeyPatch, reopen: Reopen
) -> None:
    filled(database, "p-1")
    for copy in backups.copies(database):
        copy.unlink()
    filled(database, "p-2")  # makes today's copy first, with p-1 in it
    database.write_bytes(b"")
    database.with_name("journal.jsonl").unlink()
    assert reopen().ids() == {"p-1"}


def test_a_lost_journal_is_written_anew(database: Path, reopen: Reopen) -> None:
    filled(database, "p-1", "p-2")
    database.with_name("journal.jsonl").unlink()
    filled(database, "p-3")
    for copy in backups.copies(database):
        copy.unlink()
    database.unlink()
    assert reopen().ids() == {"p-1", "p-2", "p-3"}


def test_a_torn_line_of_the_journal_does_not_spoil_the_next(database: Path, reopen: Reopen) -> None:
    filled(database, "p-1")
    with database.with_name("journal.jsonl").open("ab") as file:
        file.write(b'{"sha256":"00')
    filled(database, "p-2")
    database.unlink()
    assert reopen().ids() == {"p-1", "p-2"}


def test_a_database_put_back_from_an_older_copy_catches_up(database: Path, reopen: Reopen) -> None:
    filled(database, "p-1")
    old = database.read_bytes()
    filled(database, "p-2")
    database.write_bytes(old)
    notebook = reopen()
    notebook.add([entry("p-3")])
    assert notebook.ids() == {"p-1", "p-2", "p-3"}


def test_no_flipped_byte_is_silent(database: Path, tmp_path: Path) -> None:
    filled(database, "p-1")
    with Notebook.open(database) as notebook:
        notebook.set_note("p-1", "the reader's own words")
    whole = database.read_bytes()
    lines = database.with_name("journal.jsonl").read_bytes()
    place = tmp_path / "flipped" / "user.db"
    place.parent.mkdir(mode=0o700)
    for at in range(0, len(whole), 37):
        for path in place.parent.iterdir():
            path.unlink()
        place.with_name("journal.jsonl").write_bytes(lines)
        place.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        with Notebook.open(place) as notebook:
            if "newer" in notebook.notice:
                continue
            assert [e.user.note for e in notebook.bookmarks()] == ["the reader's own words"], at


def test_opening_beside_a_writer_takes_nothing_for_damage(database: Path) -> None:
    Notebook.open(database).close()
    command = [sys.executable, str(FAULTS), "acts", str(database), str(database.parent / "told")]
    with subprocess.Popen([*command, "150"]) as writer:
        while writer.poll() is None:
            with Notebook.open(database) as other:
                assert not other.notice
    assert writer.returncode == 0
    with Notebook.open(database) as notebook:
        assert len(notebook.ids()) == 150
    assert not list(database.parent.glob("user.db.damaged-*"))


def test_an_open_notebook_follows_one_that_was_restored(database: Path, reopen: Reopen) -> None:
    filled(database, "p-1")
    notebook = reopen()
    database.rename(database.with_name("elsewhere.db"))
    reopen().add([entry("p-2")])
    assert notebook.ids() == {"p-1", "p-2"}
    notebook.add([entry("p-3")])
    assert reopen().ids() == {"p-1", "p-2", "p-3"}


def test_torn_pages_never_keep_it_from_opening(database: Path, tmp_path: Path) -> None:
    filled(database, *(f"p-{number}" for number in range(20)))
    whole = database.read_bytes()
    lines = database.with_name("journal.jsonl").read_bytes()
    chance = random.Random(3)
    for number in range(60):
        torn = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            at, other = (chance.randrange(0, len(torn), 512) for _ in range(2))
            zeros, noise, strange = bytes(512), chance.randbytes(512), torn[other : other + 512]
            torn[at : at + 512] = chance.choice((zeros, noise, strange))
        place = tmp_path / f"torn-{number}" / "user.db"
        place.parent.mkdir(mode=0o700)
        place.write_bytes(torn)
        place.with_name("journal.jsonl").write_bytes(lines)
        with Notebook.open(place) as notebook:
            assert "newer" in notebook.notice or len(notebook.ids()) == 20


def test_a_newer_notebook_opens_for_reading_only(database: Path, reopen: Reopen) -> None:
    filled(database, "p-1")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(f"PRAGMA user_version={store.VERSION + 1}")
    before = database.read_bytes()
    notebook = reopen()
    assert "newer" in notebook.notice
    assert notebook.ids() == {"p-1"}
    with pytest.raises(NotSaved, match="newer"):
        notebook.add([entry("p-2")])
    assert database.read_bytes() == before


def test_a_copy_is_made_before_a_migration(
    database: Path, monkeypatch: pytest.MonkeyPatch, reopen: Reopen
) -> None:
    filled(database, "p-1")

    def colour(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE item ADD COLUMN colour TEXT NOT NULL DEFAULT 'none'")

    monkeypatch.setattr(opening, "VERSION", store.VERSION + 1)
    monkeypatch.setitem(opening.MIGRATIONS, store.VERSION, colour)
    notebook = reopen()
    assert notebook.ids() == {"p-1"}
    (copy,) = backups.folder(database).glob("before-version-1-*.db")
    items, _ = opening.read_copy(copy)
    assert ("bookmark", "p-1") in items


def test_seven_daily_copies_are_kept(database: Path) -> None:
    filled(database, "p-1")
    where = backups.folder(database)
    for copy in backups.copies(database):
        copy.unlink()
    for day in range(1, 15):
        copy = where / f"user-2030-01-{day:02}.db"
        copy.write_bytes(b"")
        os.utime(copy, (day, day))
    filled(database, "p-2")
    names = sorted(p.name for p in where.glob("user-2030-*.db"))
    assert names == [f"user-2030-01-{day:02}.db" for day in range(9, 15)]
    assert len(backups.copies(database)) == backups.KEEP


@pytest.mark.parametrize("call", ["write", "fsync"])
@pytest.mark.parametrize("number", range(1, 3))
def test_an_error_at_the_nth_call_changes_nothing(
    database: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, reopen: Reopen
) -> None:
    filled(database, "p-1")
    real = getattr(os, call)
    counted = 0

    def failing(*args: object) -> object:
        nonlocal counted
        counted += 1
        if counted == number:
            raise OSError(28, "No space left on device")
        return real(*args)

    notebook = reopen()
    monkeypatch.setattr(journal.os, call, failing)
    saved = False
    try:
        notebook.add([entry("p-2")])
        saved = True
    except NotSaved as error:
        assert str(error) == "not saved: the disk is full"
    monkeypatch.undo()
    assert (counted >= number) is not saved
    again = reopen()
    assert again.ids() == ({"p-1", "p-2"} if saved else {"p-1"})
    again.add([entry("p-2")])
    assert again.ids() == {"p-1", "p-2"}
    assert notebook.ids() == {"p-1", "p-2"}


def test_where_nothing_can_be_written_one_can_still_read(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with Notebook.open(blocked / "user.db") as notebook:
        assert "reading only" in notebook.notice
        assert notebook.bookmarks() == []
        with pytest.raises(NotSaved, match="cannot be written"):
            notebook.add([entry("p-1")])


def test_a_file_that_may_not_be_written_is_told_at_once(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(database, "p-1")
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # as on a read-only file system
    with Notebook.open(database) as notebook:
        assert "reading only" in notebook.notice
        assert notebook.ids() == {"p-1"}
        with pytest.raises(NotSaved, match="cannot be written"):
            notebook.add([entry("p-2")])


def test_who_holds_the_notebook_is_named(
    database: Path, monkeypatch: pytest.MonkeyPatch, reopen: Reopen
) -> None:
    filled(database, "p-1")
    monkeypatch.setattr(store, "WAIT_MS", 100)
    monkeypatch.setattr(store, "_SETTINGS", ("busy_timeout=100", *store._SETTINGS[1:]))
    held = "import sqlite3,sys;c=sqlite3.connect(sys.argv[1],isolation_level=None)"
    held += ";c.execute('BEGIN IMMEDIATE');print(1,flush=True);input()"
    command = [sys.executable, "-c", held, str(database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        notebook = reopen()
        with pytest.raises(NotSaved, match=f"process {process.pid} "):
            notebook.add([entry("p-2")])
        process.communicate(b"\n")
    notebook.add([entry("p-2")])
    assert notebook.ids() == {"p-1", "p-2"}


def test_a_long_journal_begins_anew(
    database: Path, monkeypatch: pytest.MonkeyPatch, reopen: Reopen
) -> None:
    monkeypatch.setattr(store, "_JOURNAL_LIMIT", 20_000)
    notebook = reopen()
    for number in range(60):
        notebook.add([entry("p-1")])
        notebook.set_note("p-1", f"{number} " * 50)
    size = database.with_name("journal.jsonl").stat().st_size
    assert size < 22_000
    assert list(backups.folder(database).glob("journal-*.jsonl"))
    notebook.close()
    database.unlink()
    assert [e.user.note for e in reopen().bookmarks()] == ["59 " * 50]


def test_another_thread_may_write(notebook: Notebook, article: Article, library: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: notebook.add([entry(f"p-{n}")]), range(20)))
    assert len(notebook.ids()) == 20
