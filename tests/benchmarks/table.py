"""The table of measures: every benchmark adds rows, the runner prints them."""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """One measure of ours, and the same of what a user would pick instead."""

    measure: str
    ours: float | str
    peer: float | str = ""
    ratio: float | str = ""
    unit: str = ""


@dataclass(slots=True)
class Table:
    """Collects rows. ``options`` are the ``name=value`` arguments of the command line."""

    options: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    section: str = ""

    def begin(self, section: str) -> None:
        """Starts a section of rows, with a heading."""
        self.section = section
        self._print(f"\n{section}")

    def add(
        self,
        measure: str,
        ours: float | str,
        peer: float | str = "",
        ratio: float | str = "",
        unit: str = "",
    ) -> None:
        """Adds a row; the ratio ours/peer is worked out where both are numbers."""
        if ratio == "" and isinstance(ours, float | int) and isinstance(peer, float | int) and peer:
            ratio = ours / peer
        row = Row(measure, ours, peer, ratio, unit)
        self.rows.append(row)
        cells = [_shown(value) for value in (row.ours, row.peer, row.ratio)]
        self._print(f"  {measure:<52}{cells[0]:>14}{cells[1]:>14}{cells[2]:>10}  {unit}")

    def option(self, name: str, default: int) -> int:
        """A number given on the command line as ``name=value``."""
        return int(self.options.get(name, default))

    def _print(self, line: str) -> None:
        print(line, flush=True)


def _shown(value: float | str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int) or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}"


@dataclass(frozen=True, slots=True)
class Times:
    """Processor milliseconds of many calls."""

    calls: Sequence[float]

    @property
    def p50(self) -> float:
        """The median."""
        return statistics.median(self.calls)

    @property
    def p95(self) -> float:
        """The value that 95 of 100 calls do not exceed."""
        ordered = sorted(self.calls)
        return ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]

    def __str__(self) -> str:
        return f"{self.p50:.2f}/{self.p95:.2f}"


def cpu_ms(
    calls: Sequence[Callable[[], object]], before: Callable[[], object] | None = None
) -> Times:
    """Processor time of each call, run once; ``before`` runs unmeasured ahead of each."""
    times = []
    gc.collect()
    gc.disable()
    try:
        for call in calls:
            if before is not None:
                before()
            start = time.process_time_ns()
            call()
            times.append((time.process_time_ns() - start) / 1e6)
    finally:
        gc.enable()
    return Times(times)


def note(text: str) -> None:
    """Narration, on stderr."""
    print(text, file=sys.stderr, flush=True)
