"""What a build says while it runs and when it is done."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

import msgspec

Phase = Literal["reading", "annotating", "indexing", "done"]


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """Where a build stands; one JSON object a line with ``--progress-json``."""

    phase: Phase
    files: int = 0
    """Source files looked at so far."""
    articles: int = 0
    """Articles done in this phase."""
    skipped: int = 0
    total: int | None = None
    """Articles this phase will have done; null while the folder is still being walked."""
    rate: float = 0.0
    """Articles (files while reading) a second in this phase."""
    seconds_left: float | None = None
    """Of this phase; null at its beginning, when starting up is most of what was measured."""


class BuildReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a build has done."""

    articles: int
    """Articles in the library now."""
    skipped: int
    """Files and parts of files that did not become articles."""
    seconds: float
    generation: str
    read: int = 0
    """Files read: new or changed."""
    gone: int = 0
    """Files that are no longer there."""
    annotated: int = 0
    indexed: int = 0
    notice: str = ""
    """One line about something the user should know, e.g. that a damaged index was rebuilt."""


_TELLING = 0.03
"""Part of a phase after which its rate tells how long the rest will take."""

Report = Callable[[Progress], None]


class Meter:
    """Calls back at most ten times a second, and always at the end of a phase."""

    def __init__(self, report: Report, phase: Phase, total: int | None = None) -> None:
        self._report, self._phase, self.total = report, phase, total
        self._start = time.monotonic()
        self._next = 0.0
        self.files = self.articles = self.skipped = 0

    def step(self, *, final: bool = False) -> None:
        """Something was done."""
        now = time.monotonic()
        if now < self._next and not final:
            return
        self._next = now + 0.1
        done = self.files if self._phase == "reading" else self.articles
        rate = done / max(now - self._start, 1e-3)
        known = self.total is not None and rate > 0 and done >= _TELLING * self.total
        left = (self.total - done) / rate if known and self.total is not None else None
        self._report(
            Progress(
                phase=self._phase, files=self.files, articles=self.articles,
                skipped=self.skipped, total=self.total, rate=round(rate, 1),
                seconds_left=None if left is None else round(max(left, 0.0), 1),
            )
        )  # fmt: skip
