"""Faults by the thousand: ``python tests/index/notebook/faults.py kill 5000`` and the like.

``kill KILLS`` kills writing processes at random moments, opens the notebook after each and looks
for every change that was acknowledged. ``writers PROCESSES WRITES`` lets processes write at once
and prints how long a write took. ``full ROUNDS`` makes the disk full at a later byte each round.
``inject ROUNDS`` lets the Nth write, sync or removal fail, by strace; ``stopped`` stops the process
that holds the lock. Each prints one line of figures and exits 1 where anything acknowledged was
lost.
"""

from __future__ import annotations

import contextlib
import os
import random
import resource
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec
from diploread.index.notebook import store
from diploread.index.notebook.entry import Entry
from diploread.index.notebook.notebook import Notebook, NotSaved


def entry(name: str) -> Entry:
    return Entry(id=name, text="Nothing is decided. " * 20, kind="passage")


def work(database: Path, acknowledged: int, prefix: str, count: int) -> None:
    """Mixed acts; each is reported on ``acknowledged`` when the notebook says it is saved."""
    notebook = Notebook.open(database)
    for number in range(count):
        name = f"p-{prefix}-{number}"
        notebook.add([entry(name)])
        os.write(acknowledged, f"+{name}\n".encode())
        if number % 3 == 0:
            notebook.set_note(name, "seen " * number)
            os.write(acknowledged, f"={name} {number}\n".encode())
        if number % 4 == 0:
            notebook.file_into("desk", [name])
            os.write(acknowledged, f">{name}\n".encode())
        if number % 5 == 0:
            notebook.mark_read([name])
            os.write(acknowledged, f"!{name}\n".encode())
        if number % 7 == 6:
            # Reported before it is done: a kill in between leaves either state, and both are right.
            os.write(acknowledged, f"?{name}\n".encode())
            notebook.remove([name])
            os.write(acknowledged, f"-{name}\n".encode())


def child(database: Path, prefix: str, count: int) -> tuple[int, int]:
    """A writing process, and the end of the pipe on which it acknowledges."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    try:
        work(database, writing, prefix, count)
        os._exit(0)
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
        os._exit(3)


class Told:
    """What processes said was saved, and what of it a notebook does not hold."""

    def __init__(self) -> None:
        self.there: set[str] = set()
        self.notes: dict[str, int] = {}
        self.filed: set[str] = set()
        self.read: set[str] = set()
        self.gone: set[str] = set()

    def take(self, lines: list[str]) -> int:
        """What one process acknowledged; returns how many changes."""
        for line in lines:
            sign, (name, *rest) = line[0], line[1:].split(" ")
            if sign == "+":
                self.there.add(name)
            elif sign == "=":
                self.notes[name] = int(rest[0])
            elif sign == ">":
                self.filed.add(name)
            elif sign == "!":
                self.read.add(name)
            elif sign == "?":  # from here on it may or may not be there
                self.there.discard(name)
                self.filed.discard(name)
            else:
                self.gone.add(name)
        return sum(line[0] != "?" for line in lines)

    def lost_in(self, notebook: Notebook) -> int:
        """How many acknowledged changes are not there."""
        held = {one.id: one for one in notebook.bookmarks()}
        filed = {one for dossier in notebook.dossiers() for one in dossier.entries}
        present = self.there & held.keys()
        noted = [
            held[one].user.note == "seen " * self.notes[one] for one in present & self.notes.keys()
        ]
        return (
            len(self.there - held.keys()) + len(self.gone & held.keys())
            + len(self.filed - filed) + len(self.read - notebook.read())
            + noted.count(False)
        )  # fmt: skip


def kill(kills: int, seed: int = 0) -> int:
    """Returns how many acknowledged changes were lost.

    One to three processes write at once and are all killed, in one round of six while they open.
    Only a process that had told its first change as saved, and was still at work, is counted.
    """
    chance = random.Random(seed)
    lost = kept = killed = opening = rounds = 0
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "user.db")
        with Notebook.open(database) as notebook:
            notebook.create_dossier("desk")
        told = Told()
        while killed < kills:
            rounds += 1
            children = [child(database, f"{rounds}-{n}", 1000) for n in range(1 + rounds % 3)]
            if rounds % 6:
                for _, reading in children:
                    select.select([reading], [], [], 30)
            time.sleep(chance.random() * 0.06)
            for pid, _ in children:
                os.kill(pid, signal.SIGKILL)
            for pid, reading in children:
                ended = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
                with os.fdopen(reading) as pipe:
                    lines = [line for line in pipe.read().split("\n")[:-1] if line]
                killed += bool(lines) and ended == -signal.SIGKILL
                opening += not lines
                kept += told.take(lines)
            began = time.perf_counter()
            with Notebook.open(database) as notebook:
                slowest = max(slowest, time.perf_counter() - began)
                missing = told.lost_in(notebook) + bool(notebook.notice)
                if missing:
                    print(f"round {rounds}: {missing} lost {notebook.notice}")
                lost += missing
                if len(notebook.ids()) > 200:  # keep the rounds alike
                    notebook.remove(notebook.ids())
                    notebook.mark_read(notebook.read(), read=False)
                    told = Told()
    print(
        f"kill: {killed} processes killed while they wrote, {opening} before, {rounds} rounds, "
        f"{kept} changes acknowledged, {lost} lost, slowest open {slowest:.2f} s"
    )
    return lost


def writers(processes: int, writes: int) -> int:
    """Returns how many writes failed or are missing."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "user.db")
        Notebook.open(database).close()
        pids = []
        for process in range(processes):
            pid = os.fork()
            if not pid:
                os._exit(_writer(database, Path(folder, f"times-{process}"), process, writes))
            pids.append(pid)
        failed = sum(os.waitpid(pid, 0)[1] != 0 for pid in pids)
        times = sorted(
            t
            for process in range(processes)
            for t in msgspec.json.decode(Path(folder, f"times-{process}").read_bytes())
        )
        with Notebook.open(database) as notebook:
            missing = processes * writes - len(notebook.bookmarks())
    p99 = times[int(len(times) * 0.99)] * 1000
    print(
        f"writers: {processes} x {writes}, {failed} failed, {missing} missing, "
        f"median {times[len(times) // 2] * 1000:.0f} ms, p99 {p99:.0f} ms, "
        f"max {times[-1] * 1000:.0f} ms"
    )
    return failed + missing


def _writer(database: Path, report: Path, process: int, writes: int) -> int:
    try:
        times = []
        with Notebook.open(database) as notebook:
            for number in range(writes):
                began = time.perf_counter()
                notebook.add([entry(f"p-{process}-{number}")])
                times.append(time.perf_counter() - began)
        report.write_bytes(msgspec.json.encode(times))
        return 0
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
        return 3


def full(rounds: int) -> int:
    """Returns in how many rounds a refused write was not told, or something saved was lost."""
    wrong = refused = 0
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "user.db")
        with Notebook.open(database) as notebook:
            notebook.add([entry("p-first")])
        for number in range(rounds):
            # Around the present sizes, so that another write is the one refused each time.
            sizes = max(p.stat().st_size for p in Path(folder).iterdir() if p.is_file())
            limit = max(0, sizes - 8_000 + number * 197 % 24_000)
            pid = os.fork()
            if not pid:
                os._exit(_limited(database, limit, number))
            code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            refused += code == 1
            with Notebook.open(database) as notebook:
                there = notebook.ids()
                saved = f"p-{number}" in there
                wrong += code not in (0, 1) or saved is not (code == 0) or "p-first" not in there
                wrong += bool(notebook.notice)
                if saved:
                    notebook.remove([f"p-{number}"])
    print(f"full: {rounds} rounds, {refused} refused, {wrong} wrong")
    return wrong


def _limited(database: Path, limit: int, number: int) -> int:
    """0: saved; 1: refused in words; 3: anything else."""
    try:
        with Notebook.open(database) as notebook:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
            with contextlib.suppress(NotSaved):
                notebook.add([entry(f"p-{number}")])
                return 0
            return 1
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
        return 3


FAILING = (
    ("pwrite64", "ENOSPC", 300), ("pwrite64", "EIO", 300), ("fdatasync", "EIO", 90),
    ("fsync", "EIO", 18), ("pwrite64", "ENOSPC", 300), ("fdatasync", "ENOSPC", 90),
    ("ftruncate", "EIO", 18), ("write", "ENOSPC", 18), ("unlink", "EIO", 1),
)  # fmt: skip
"""System call, error, and how many such calls eighteen acts make."""


def inject(rounds: int = 300, first: int = 0) -> int:
    """Returns in how many rounds a failed change was told saved, or something saved was lost.

    strace lets the Nth system call of a kind fail as a full or dying disk would, N = 1, 2, … up to
    300, while acts go on and the refused one is repeated. Kinds and errors take turns.
    """
    if shutil.which("strace") is None:
        print("inject: skipped, strace is not installed")
        return 0
    wrong = failed = refused = acknowledged = 0
    for number in range(first, first + rounds):
        call, error, calls = FAILING[number % len(FAILING)]
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder, "user.db")
            with Notebook.open(database) as notebook:
                notebook.add([entry("p-first")])
            log, told = Path(folder, "strace"), Path(folder, "told")
            command = [
                "strace", "-f", "-o", str(log), "-P", str(database),
                *(x for name in ("user.db-journal", "journal.jsonl", "")
                  for x in ("-P", str(Path(folder, name)))),
                "-e", f"inject={call}:error={error}:when={number % calls + 1}",
                sys.executable, __file__, "acts", str(database), str(told),
            ]  # fmt: skip
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            failed += "(INJECTED)" in log.read_text()
            lines = told.read_text().split()
            refused += "refused" in lines
            kept = {line for line in lines if line.startswith("p-")}
            acknowledged += len(kept)
            if done.returncode:
                print(f"round {number} ({call} {error}): {done.stderr.strip()}")
            with Notebook.open(database) as notebook:
                sound = not notebook.notice and notebook.ids() == kept | {"p-first"}
                if not sound:
                    print(f"round {number} ({call} {error}): {notebook.notice or 'not as told'}")
                wrong += bool(done.returncode) or not sound
    print(
        f"inject: {rounds} rounds, {failed} calls failed, {refused} refused in words, "
        f"{acknowledged} acknowledged, {wrong} wrong"
    )
    return wrong


def acts(database: str, told: str, count: str = "18") -> int:
    """Bookmarks, each tried until it is saved; what was told goes to the file ``told``."""
    with Path(told).open("w", encoding="utf-8") as out, Notebook.open(Path(database)) as notebook:
        for number in range(int(count)):
            for _ in range(3):
                try:
                    notebook.add([entry(f"p-{number}")])
                    print(f"p-{number}", file=out, flush=True)
                    break
                except NotSaved as error:
                    assert "\n" not in str(error)
                    # A refused change is not there, in this process or in another.
                    assert f"p-{number}" not in notebook.ids()
                    print("refused", file=out, flush=True)
    return 0


def stopped(seconds: int = 2) -> int:
    """Returns 1 unless a writer behind a stopped process says who holds the notebook, and waits."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "user.db")
        Notebook.open(database).close()
        reading, writing = os.pipe()
        pid = os.fork()
        if not pid:
            with Notebook.open(database) as notebook, notebook._store.journal.held(5):
                os.write(writing, b"held")
                time.sleep(60)
            os._exit(0)
        os.read(reading, 4)
        os.kill(pid, signal.SIGSTOP)
        store.WAIT_MS = seconds * 1000
        began = time.perf_counter()
        reason = ""
        with Notebook.open(database) as notebook:
            try:
                notebook.add([entry("p-1")])
            except NotSaved as error:
                reason = str(error)
            waited = time.perf_counter() - began
            readable = notebook.ids() == frozenset()
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            notebook.add([entry("p-1")])
            saved = notebook.ids() == {"p-1"}
    right = str(pid) in reason and seconds <= waited < seconds + 3 and readable and saved
    print(f"stopped: waited {waited:.1f} s, said {reason!r}, saved afterwards: {saved}")
    return 0 if right else 1


if __name__ == "__main__":
    name, *words = sys.argv[1:]
    if name == "acts":
        sys.exit(acts(*words))
    proofs = {"kill": kill, "writers": writers, "full": full, "inject": inject, "stopped": stopped}
    sys.exit(proofs[name](*map(int, words)) > 0)
