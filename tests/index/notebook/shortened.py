"""Faults while the journal begins anew: ``python tests/index/notebook/shortened.py 60``.

A process writes one note again and again, with a journal so short that it is retired every few
acts. strace fails the Nth rename, opening, write or wait of its journal, or kills the process
there, N = 1, 2, …. Last come rounds in which four processes write at once and one is killed. Each
time the notebook must open without a word and hold what was told as saved (or what was being saved
when it ended); so must the one that is rebuilt from the journals alone, user.db being taken away.
Prints one line of figures and exits 1 where anything is wrong.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from diploread.index.notebook import store
from diploread.index.notebook.entry import Entry
from diploread.index.notebook.notebook import Notebook, NotSaved

ACTS = 40
FAILING = (
    ("rename", "error=EIO", 5), ("rename", "signal=KILL", 5), ("openat", "error=EMFILE", 20),
    ("write", "error=ENOSPC", 45), ("write", "signal=KILL", 45), ("fsync", "error=EIO", 45),
    ("fsync", "signal=KILL", 45), ("openat", "signal=KILL", 20), ("mkdir", "error=EACCES", 5),
)  # fmt: skip
"""System call, what befalls it, and about how many such calls a process makes."""


def entry(name: str) -> Entry:
    return Entry(id=name, text="Nothing is decided.", kind="passage")


def acts(database: Path, told: Path, name: str) -> int:
    """Writes notes; each number goes to ``told`` before it is tried, and after it was saved."""
    store._JOURNAL_LIMIT = 6_000
    with told.open("w", encoding="utf-8") as out, Notebook.open(database) as notebook:
        for number in range(1, ACTS + 1):
            print("try", number, file=out, flush=True)
            try:
                notebook.set_note(name, f"{number} {'seen ' * 100}")
            except NotSaved as error:
                assert "\n" not in str(error)
                assert note(notebook, name) < number, "a refused change is there"
                continue
            print("saved", number, file=out, flush=True)
    return 0


def note(notebook: Notebook, name: str) -> int:
    """The number of the note that a bookmark has."""
    found = notebook.get(name)
    return int(found.user.note.partition(" ")[0] or 0) if found else -1


def wrong_in(database: Path, told: Path, name: str) -> str:
    """What the notebook lacks of what was told; empty if nothing."""
    lines = told.read_text().split("\n")[:-1] if told.exists() else []
    saved = max((int(line.split()[1]) for line in lines if line.startswith("saved")), default=0)
    tried = max((int(line.split()[1]) for line in lines), default=0)
    with Notebook.open(database) as notebook:
        held = note(notebook, name)
        if notebook.notice or not saved <= held <= tried:
            return f"{saved} saved, {held} there {notebook.notice}"
    copy = database.parent / "rebuilt"
    shutil.copytree(database.parent, copy, ignore=shutil.ignore_patterns("rebuilt", "strace"))
    (copy / database.name).unlink()
    with Notebook.open(copy / database.name) as notebook:
        again = note(notebook, name)
    shutil.rmtree(copy)
    # A line that was being waited for when the process ended may be in the journal alone.
    return "" if held <= again <= tried else f"{held} there, {again} after it was rebuilt"


def traced(folder: Path, number: int) -> tuple[str, bool]:
    """One round under strace: what is wrong, and whether a call was failed."""
    call, what, calls = FAILING[number % len(FAILING)]
    database, told, log = folder / "user.db", folder / "told", folder / "strace"
    when = number // len(FAILING) * 7 % calls + 1
    journal = folder / "journal.jsonl"
    command = [
        "strace", "-f", "-o", str(log), "-P", str(journal), "-P", str(folder / "backups"),
        "-e", f"inject={call}:{what}:when={when}",
        sys.executable, __file__, "acts", str(database), str(told), "p-first",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    failed = "(INJECTED)" in log.read_text() or "+++ killed" in log.read_text()
    errors = done.stderr.strip().splitlines()
    if done.returncode and done.returncode != -signal.SIGKILL:
        return f"{call} {what} {when}: {errors[-1] if errors else done.returncode}", failed
    why = wrong_in(database, told, "p-first")
    return f"{call} {what} {when}: {why}" if why else "", failed


def together(folder: Path, chance: random.Random) -> str:
    """Four processes retire the journal under one another, the first of which is killed."""
    database = folder / "user.db"
    names = [f"p-{number}" for number in range(4)]
    with Notebook.open(database) as notebook:
        notebook.add(map(entry, names))
    children = []
    for name in names:
        pid = os.fork()
        if not pid:
            os._exit(acts(database, folder / f"told-{name}", name))
        children.append(pid)
    time.sleep(chance.random() * 0.5)
    os.kill(children[0], signal.SIGKILL)
    codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children]
    if any(codes[1:]):
        return f"a process ended with {codes}"
    return "".join(wrong_in(database, folder / f"told-{name}", name) for name in names)


def rounds(count: int) -> int:
    """Returns in how many rounds anything was wrong."""
    if shutil.which("strace") is None:
        print("shortened: skipped, strace is not installed")
        return 0
    wrong = failed = retired = crowds = 0
    chance = random.Random(0)
    for number in range(count):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            with Notebook.open(folder / "user.db") as notebook:
                notebook.add([entry("p-first")])
            if number % 10 == 9:
                crowds += 1
                why = together(folder, chance)
            else:
                why, hit = traced(folder, number)
                failed += hit
            retired += len(list((folder / "backups").glob("journal-*.jsonl")))
            if why:
                print(f"round {number}: {why}")
            wrong += bool(why)
    print(
        f"shortened: {count} rounds, {failed} calls failed, {crowds} with four processes, "
        f"{retired} retired journals kept, {wrong} wrong"
    )
    return wrong


if __name__ == "__main__":
    if sys.argv[1] == "acts":
        sys.exit(acts(Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]))
    sys.exit(rounds(int(sys.argv[1])) > 0)
