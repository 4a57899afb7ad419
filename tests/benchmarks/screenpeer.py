"""The screen beside a real Textual application, posting: started and measured alike in one run.

posting (https://github.com/darrenburns/posting, Apache 2.0) is a client for HTTP whose list of
saved requests is what our list of articles is. It is installed into an environment of its own for
the length of the run; ``posting=PROGRAM`` names one that is there. Both stand on a pseudo-terminal
of 120x40; the figures are medians, processor time but for the wall time of the start.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.table import Table, note
from tests.terminal.harness import Terminal

REQUESTS = 80
RUNS = 4
PRESSES = 40
SECONDS_IDLE = 5.0


@dataclass(frozen=True, slots=True)
class Measured:
    """One run of a program."""

    wall: float
    """Seconds from the command until the list is painted."""
    start: float
    """Processor seconds until all is painted."""
    memory: float
    """Megabytes then."""
    key: float
    """Processor milliseconds of one row down."""
    sent: float
    """Kilobytes of one row down."""
    idle: float
    """Per cent of a processor while nothing happens."""


def run(table: Table) -> None:
    """Adds the rows of both."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        peer = _peer(table, place)
        if peer is None:
            return
        table.begin("Screen beside posting, 120x40, both in the same run")
        ours = (sys.executable, "-m", "diploread")
        env = _environment(place / "home")
        _once(["--sample"], ours, env, _articles)  # makes the index
        mine = [_once(["--sample"], ours, env, _articles) for _ in range(RUNS)]
        args = ["--collection", str(_collection(place / "requests"))]
        theirs = [_once(args, (peer,), env, _requests) for _ in range(RUNS)]
        for name, unit, field in (
            ("command to list painted, wall", "s", "wall"),
            ("the same until all is painted, processor", "s", "start"),
            ("memory", "MB", "memory"),
            ("a row down, processor", "ms", "key"),
            ("a row down, sent", "kB", "sent"),
            ("idle", "%", "idle"),
        ):
            value, other = (statistics.median(getattr(m, field) for m in side)
                            for side in (mine, theirs[1:]))  # fmt: skip
            table.add(name, value, other, unit=unit)


def _peer(table: Table, place: Path) -> str | None:
    """The program, installed if need be; None where that cannot be."""
    named = table.options.get("posting")
    if named:
        return named
    folder = place / "posting"
    venv.create(folder, with_pip=True)
    command = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "posting"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        note("screenpeer: posting cannot be installed, so there is nothing to compare with")
        return None
    return str(folder / "bin" / "posting")


def _environment(home: Path) -> dict[str, str]:
    home.mkdir()
    env = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}
    return env | {
        "HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8",
    }  # fmt: skip


def _collection(folder: Path) -> Path:
    folder.mkdir()
    for number in range(100, 100 + REQUESTS):
        text = f"name: Request {number}\nurl: https://example.org/{number}\nmethod: GET\n"
        (folder / f"r{number}.posting.yaml").write_text(text)
    return folder


def _articles(shown: str) -> bool:
    return "1/" in shown and " articles" in shown


def _requests(shown: str) -> bool:
    return "Request 1" in shown


def _once(
    args: list[str],
    program: Sequence[str],
    env: dict[str, str],
    painted: Callable[[str], bool],
) -> Measured:
    with Terminal(args, env=env, program=program) as terminal:
        terminal.wait(painted, 120)
        wall = time.monotonic() - terminal.started
        terminal.pump_for(2.0)
        start, memory = terminal.cpu(), terminal.memory() / 1e6
        size = len(terminal.raw)
        for _ in range(PRESSES):
            terminal.press("j")
            terminal.pump_for(0.02)
        terminal.pump_for(0.7)
        key, sent = (terminal.cpu() - start) / PRESSES, (len(terminal.raw) - size) / PRESSES
        before = terminal.cpu()
        terminal.pump_for(SECONDS_IDLE)
        idle = (terminal.cpu() - before) / SECONDS_IDLE
    return Measured(wall, start, memory, key * 1000, sent / 1000, idle * 100)
