"""How much memory this process and all its helpers take together, at the worst moment."""

from __future__ import annotations

import os
import re
import threading
from pathlib import Path
from types import TracebackType

EVERY = 0.25
"""Seconds between two looks."""
_PROC = Path("/proc")
_PSS = re.compile(rb"^Pss:\s+(\d+)", re.M)


class TreeMemory:
    """Looks at the tree of processes while the block runs.

    Pages that several processes share are counted once (the kernel's proportional set size).
    """

    def __init__(self) -> None:
        self.peak = 0.0
        """Megabytes."""
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> TreeMemory:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(EVERY):
            self.peak = max(self.peak, sum(map(_megabytes, _tree(os.getpid()))))


def _tree(root: int) -> list[int]:
    """A process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for folder in _PROC.iterdir():
        if folder.name.isdigit():
            try:
                after_name = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:  # it has ended meanwhile
                continue
            children.setdefault(int(after_name[1]), []).append(int(folder.name))
    found = [root]
    for process in found:
        found += children.get(process, [])
    return found


def _megabytes(process: int) -> float:
    try:
        match = _PSS.search((_PROC / str(process) / "smaps_rollup").read_bytes())
    except OSError:
        return 0.0
    return int(match[1]) / 1024 if match else 0.0
