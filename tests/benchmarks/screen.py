"""The screen: what a key costs, in processor time and bytes, in a real pseudo-terminal of 120x40.

Processor time of the process is the measure, not wall time: it is the same on a busy machine.
The peer beside it is an empty Textual app, started and measured alike.
"""

from __future__ import annotations

import os
import re
import statistics
import sys
import tempfile
import time

from tests.benchmarks.table import Table
from tests.terminal.harness import Terminal

EMPTY = "from textual.app import App\nApp().run()\n"
ENV = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
PROGRAM = (sys.executable, "-m", "diploread")
DOWN, PAGE_DOWN = "j", " "


def run(table: Table) -> None:
    """Adds the rows of the screen."""
    rows = table.option("rows", 100_000)
    words = table.option("words", 50_000)
    table.begin(f"Screen, 120x40, {rows:,} rows, an article of {words:,} words")
    _samples(table)
    app = (sys.executable, "-m", "tests.benchmarks.screenapp")
    with Terminal([str(rows), str(words)], env=ENV, program=app) as terminal:
        terminal.wait("1/100,000" if rows == 100_000 else "articles")
        wall = time.monotonic() - terminal.started
        _settle(terminal)
        cpu, memory = terminal.cpu(), terminal.memory()
        peer_wall, peer_cpu, peer_memory = _empty()
        table.add("command to first results, wall", wall, peer_wall, unit="s")
        table.add("command to first results, processor", cpu * 1000, peer_cpu * 1000, unit="ms")
        table.add("memory", memory / 1e6, peer_memory / 1e6, unit="MB")
        _key(table, terminal, "results: a row down", DOWN, 100)
        _key(table, terminal, "results: a page down", PAGE_DOWN, 40)
        terminal.press("g", "g", "\r")
        _settle(terminal)
        _key(table, terminal, "article: next of 500 quotes", "]q", 40)
        _key(table, terminal, "article: a page down", PAGE_DOWN, 40)
        _key(table, terminal, "article: a line down", DOWN, 60)
        before = terminal.cpu()
        terminal.pump_for(5.0)
        table.add("idle", 100 * (terminal.cpu() - before) / 5.0, unit="% processor")


def _samples(table: Table) -> None:
    """From the command to the first results of the sample corpus, once indexed; median of five."""
    with tempfile.TemporaryDirectory() as home:
        env = {key: value for key, value in ENV.items() if not key.startswith("XDG_")}
        env |= {"HOME": home}
        walls, cpus, memories = [], [], []
        for number in range(6):
            with Terminal(["--sample"], env=env, program=PROGRAM) as terminal:
                terminal.wait(lambda shown: re.search(r"1/\d+ articles", shown), 120)
                wall = time.monotonic() - terminal.started
                cpu = terminal.cpu()
                _settle(terminal)
                if number:  # the first one makes the index
                    walls.append(wall)
                    cpus.append(cpu)
                    memories.append(terminal.memory())
                else:
                    terminal.pump_for(8.0)
        table.add("samples: command to first results, wall", statistics.median(walls), unit="s")
        processor = statistics.median(cpus) * 1000
        table.add("samples: command to first results, processor", processor, unit="ms")
        table.add("samples: memory", statistics.median(memories) / 1e6, unit="MB")


def _settle(terminal: Terminal) -> None:
    """Wait until nothing more is painted."""
    terminal.pump_for(0.7)


def _key(table: Table, terminal: Terminal, name: str, keys: str, times: int) -> None:
    """Processor time and bytes of one press, from many presses in a row."""
    _settle(terminal)
    cpu, size = terminal.cpu(), len(terminal.raw)
    for _ in range(times):
        terminal.press(*keys)
        terminal.pump_for(0.02)
    _settle(terminal)
    spent = (terminal.cpu() - cpu) * 1000 / times
    sent = (len(terminal.raw) - size) / 1000 / times
    table.add(name, f"{spent:.1f} ms", f"{sent:.1f} kB")


def _empty() -> tuple[float, float, float]:
    """Wall, processor time and memory of an app without anything in it."""
    with Terminal(["-c", EMPTY], env=ENV, program=(sys.executable,)) as terminal:
        while len(terminal.raw) < 3000 and time.monotonic() - terminal.started < 20:
            terminal.pump(0.02)
        wall = time.monotonic() - terminal.started
        _settle(terminal)
        return wall, terminal.cpu(), terminal.memory()
