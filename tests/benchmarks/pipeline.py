"""Articles per second through the whole pipeline: read, clean, annotate, index.

Invented text files, ``files=N`` of them, or any folder: ``folder=PATH``. Wall and processor time of
this process and all its helpers.
"""

from __future__ import annotations

import itertools
import os
import resource
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from diploread.config.settings import Settings
from diploread.index.library.build import build_folder
from diploread.index.library.folder import LibraryFolder
from diploread.index.library.progress import Progress

from tests.benchmarks.invented import Invented
from tests.benchmarks.memory import TreeMemory
from tests.benchmarks.table import Table


def run(table: Table) -> None:
    """Adds the rows of the pipeline."""
    jobs = len(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as base:
        given = table.options.get("folder")
        sources = Path(given) if given else Path(base) / "files"
        if not given:
            write(sources, table.option("files", 1_000))
        folder = LibraryFolder(Path(base) / "library")
        begun: list[tuple[str, float]] = []
        """Phases as they follow each other; a first look makes some come twice."""

        def progress(now: Progress) -> None:
            if not begun or begun[-1][0] != now.phase:
                begun.append((now.phase, time.monotonic()))

        before, start = _spent(), time.monotonic()
        with TreeMemory() as memory:
            report = build_folder(folder, [sources], Settings(), jobs=jobs, progress=progress)
        wall, spent = time.monotonic() - start, _spent() - before
        table.begin(f"pipeline, {report.articles:,} articles, {jobs} processes")
        table.add("articles a second, whole pipeline", report.articles / wall, unit="1/s")
        table.add("processor ms an article", 1000 * spent / max(report.articles, 1), unit="ms")
        spans: defaultdict[str, float] = defaultdict(float)
        for (phase, since), (_, until) in itertools.pairwise([*begun, ("", time.monotonic())]):
            spans[phase] += until - since
        for phase in (name for name in spans if name != "done"):
            table.add(f"of this, {phase}", spans[phase], unit="s")
        _one_change(table, folder, sources if not given else None)
        table.add("memory of all processes together, peak", memory.peak, unit="MB")


def write(folder: Path, count: int) -> None:
    """``count`` invented articles, 500 a folder."""
    for number, text in enumerate(Invented().articles(count)):
        place = folder / f"{number // 500:03d}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:06d}.txt").write_text(text)


def _one_change(table: Table, folder: LibraryFolder, sources: Path | None) -> None:
    """How long until one changed article can be found."""
    start = time.monotonic()
    if sources is None:
        return
    build_folder(folder, [sources], Settings())
    table.add("nothing has changed", time.monotonic() - start, unit="s")
    (sources / "new.txt").write_text("A new text\n\nNobody has seen a zzyzx before.\n")
    start = time.monotonic()
    build_folder(folder, [sources], Settings())
    table.add("one article more, until it is found", time.monotonic() - start, unit="s")


def _spent() -> float:
    own, helpers = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + helpers.ru_utime + helpers.ru_stime
