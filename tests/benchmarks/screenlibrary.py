"""The screen over a real library: the first results, and the answer while one types.

``python -m tests.benchmarks screenlibrary library=FOLDER`` opens a folder that has been indexed;
the more articles, the more it says. Without a folder nothing is measured. Wall times are only
worth something on a machine with nothing else to do.
"""

from __future__ import annotations

import os
import re
import select
import statistics
import sys
import time

from diploread.tui.screens.searching import DEBOUNCE

from tests.benchmarks.table import Table
from tests.terminal.harness import Terminal

WORDS = ("minister", "talks", "trade agreement", "ambassador said", "treaty")
STARTS = 5
PAINTED = 300
"""Bytes from which an output is an answer, and no blinking cursor."""
QUIET = 0.7
"""Seconds in which an answer has come, and nothing follows it."""


def run(table: Table) -> None:
    """Adds the rows, where a library is named."""
    folder = table.options.get("library")
    if not folder:
        return
    env = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    program = (sys.executable, "-m", "diploread")
    walls, cpus = [], []
    for number in range(STARTS):
        with Terminal([folder], env=env, program=program) as terminal:
            shown = terminal.wait(lambda text: re.search(r"\d/[\d,]+\+? articles", text), 60)
            walls.append(time.monotonic() - terminal.started)
            cpus.append(terminal.cpu() * 1000)
            if number:
                continue
            found = re.search(r"/([\d,]+)\+? articles", shown)
            table.begin(f"Screen over a library of {found[1] if found else '?'} articles")
            terminal.pump_for(3.0)
            _letters(table, terminal)
            table.add("memory", terminal.memory() / 1e6, unit="MB")
    table.add("command to first results, wall, median", statistics.median(walls), unit="s")
    table.add("command to first results, processor", statistics.median(cpus), unit="ms")


def _letters(table: Table, terminal: Terminal) -> None:
    """From each letter to the last byte of its answer, without the pause that typing gets."""
    terminal.press("/")
    times = []
    for word in WORDS:
        terminal.press("\x15")
        terminal.pump_for(QUIET)
        for letter in word:
            times.append(_answered(terminal, letter) - DEBOUNCE * 1000)
    ordered = sorted(times)
    table.add("a letter to its answer, wall, median", ordered[len(ordered) // 2], unit="ms")
    table.add("a letter to its answer, wall, p95", ordered[int(len(ordered) * 0.95)], unit="ms")


def _answered(terminal: Terminal, letter: str) -> float:
    """Milliseconds from a letter to the last byte of what was painted for it."""
    start = last = time.monotonic()
    os.write(terminal.master, letter.encode())
    while (left := start + QUIET - time.monotonic()) > 0:
        if select.select([terminal.master], [], [], left)[0]:
            before = len(terminal.raw)
            terminal.pump(0.001)
            if len(terminal.raw) - before > PAINTED:
                last = time.monotonic()
    return (last - start) * 1000
