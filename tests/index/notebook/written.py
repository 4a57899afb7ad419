"""Faults while exports and corrections are written: ``python tests/index/notebook/written.py 300``.

strace lets the Nth system call of a kind fail as a full or dying disk would, or kills the process
there. Afterwards the file must be the old one or the new one, whole; what was told as written must
be there; and a refusal must be one line. Prints one line of figures; exits 1 where that is not so.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from diploread.config.corrections_file import write as correct
from diploread.config.corrections_reader import parse
from diploread.config.problems import DiploreadError
from diploread.index.notebook.entry import Entry
from diploread.index.notebook.export.formats import export, write

FAILING = (
    ("write", "error=ENOSPC"), ("write", "error=EIO"), ("fsync", "error=EIO"),
    ("rename", "error=EIO"), ("link", "error=EPERM"), ("openat", "error=EMFILE"),
    ("unlink", "error=EIO"), ("write", "signal=KILL"), ("fsync", "signal=KILL"),
    ("rename", "signal=KILL"), ("link", "signal=KILL"),
)  # fmt: skip
"""System call, and what happens to it; kinds take turns."""
ACTS = 9
OLD = export([Entry(id="p-old", text="The old words.", kind="passage")], "markdown")


def new(number: int) -> str:
    entry = Entry(id=f"p-{number}", text=f"New words, {number} times. " * 400, kind="passage")
    return str(export([entry], "markdown"))


def one_act(place: Path, number: int) -> dict[str, Callable[[], object]]:
    """Write over a file, make a new one, keep a correction."""
    text = new(number)
    values = {"file": f"a-{number}.txt", "date": "2031-02-28"}
    return {
        "memo": lambda: write(place / "memo.md", text, force=True),
        "fresh": lambda: write(place / f"fresh-{number}.md", text),
        "yaml": lambda: correct(place / "corrections.yaml", "articles", values, "by hand"),
    }


def acts(folder: Path) -> int:
    """Waits to be traced, then writes; what it says goes by a call that never fails here."""
    with tempfile.TemporaryDirectory() as elsewhere:  # all modules are loaded before
        for job in one_act(Path(elsewhere), 0).values():
            job()
    told = os.open(folder / "told", os.O_WRONLY | os.O_CREAT, 0o600)
    print("ready", flush=True)
    sys.stdin.readline()
    at = 0
    for number in range(ACTS):
        for name, job in one_act(folder / "x", number).items():
            line = f"{name} {number}\n"
            try:
                job()
            except DiploreadError as error:
                assert "\n" not in str(error)
                line = f"refused {line}"
            at += os.pwrite(told, line.encode(), at)
    return 0


def sound(folder: Path, told: list[str], killed: bool, leaves: bool) -> str:
    """What is wrong; empty if nothing."""
    place = folder / "x"
    done = [tuple(line.split()) for line in told if not line.startswith("refused")]
    saved = [int(number) for name, number in done if name == "memo"]
    possible = {OLD} if not saved else {new(saved[-1])}
    possible |= {new(number) for number in range(ACTS)} if killed else set()
    if (place / "memo.md").read_text("utf-8") not in possible:
        return "the file that was written over is neither old nor new"
    fresh = {int(number) for name, number in done if name == "fresh"}
    for number in range(ACTS):
        file = place / f"fresh-{number}.md"
        if file.exists() and file.read_text("utf-8") != new(number):
            return f"{file.name} is torn"
        if number in fresh and not file.exists():
            return f"{file.name} was told as written"
        if not killed and file.exists() and number not in fresh:
            return f"{file.name} was told as not written"
    corrections = place / "corrections.yaml"
    read = parse(corrections.read_text("utf-8") if corrections.exists() else "", "")
    held = {entry.values["file"] for entry in read.entries}
    kept = {f"a-{number}.txt" for name, number in done if name == "yaml"}
    if read.problems or not kept <= held or (not killed and held != kept):
        return "the corrections are not those that were told"
    left = [p.name for p in place.iterdir() if p.suffix == ".tmp"]
    return f"{left} left behind" if left and not leaves else ""


def inject(rounds: int) -> int:
    """Returns in how many rounds anything was wrong."""
    if shutil.which("strace") is None:
        print("written: skipped, strace is not installed")
        return 0
    wrong = failed = refused = written = kills = 0
    for number in range(rounds):
        call, what = FAILING[number % len(FAILING)]
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            place = folder / "x"
            place.mkdir()
            (place / "memo.md").write_text(str(OLD), "utf-8")
            log = folder / "strace"
            when = number // len(FAILING) % (3 * ACTS) + 1
            code, errors = traced(folder, log, f"inject={call}:{what}:when={when}")
            killed = code == -signal.SIGKILL
            kills += killed
            failed += "(INJECTED)" in log.read_text(errors="replace")
            told = (folder / "told").read_text().splitlines() if (folder / "told").exists() else []
            refused += any(line.startswith("refused") for line in told)
            written += sum(not line.startswith("refused") for line in told)
            why = sound(folder, told, killed, killed or call == "unlink")
            if code and not killed:
                why = errors.strip().splitlines()[-1] if errors.strip() else f"it ended with {code}"
            if why:
                print(f"round {number} ({call} {what}): {why}")
            wrong += bool(why)
    print(
        f"written: {rounds} rounds, {failed} calls failed, {kills} killed, {refused} refused in "
        f"words, {written} files told as written, {wrong} wrong"
    )
    return wrong


def traced(folder: Path, log: Path, injection: str) -> tuple[int, str]:
    """The acts in a process that strace has taken hold of: its exit code and its errors."""
    command = [sys.executable, __file__, "acts", str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        process.stdout.readline()
        call = injection.partition("=")[2].partition(":")[0]
        tracing = ["strace", "-p", str(process.pid), "-o", str(log), "-e", f"trace={call}"]
        with subprocess.Popen([*tracing, "-e", injection], stderr=pipe, text=True) as tracer:
            assert tracer.stderr is not None
            tracer.stderr.readline()  # it has taken hold
            _, errors = process.communicate("go\n")
            tracer.communicate()
        return process.returncode, errors


if __name__ == "__main__":
    if sys.argv[1] == "acts":
        sys.exit(acts(Path(sys.argv[2])))
    sys.exit(inject(int(sys.argv[1])) > 0)
