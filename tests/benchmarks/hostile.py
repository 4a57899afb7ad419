"""What attack files cost: every file of a folder read, annotated and indexed, each measured alone.

``python -m tests.benchmarks.hostile FOLDER [--worst 12]`` forks a process for each file that reads
it under the limits of the extraction worker, and a second one that annotates its articles and
writes an index of them; processor seconds and peak memory are what the system says of each when it
has ended. Every file must end as articles or as skipped lines with a reason, no article may lose a
character, and nothing may take more than twenty seconds or 512 MB.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
from diploread.config.settings import ReadingSettings
from diploread.index import pipeline
from diploread.index.article import RawArticle, Skipped
from diploread.index.cleaning.partition import accounted, unaccounted
from diploread.index.reading.read import read_file
from diploread.index.reading.sandbox import allow_seconds, confine
from diploread.index.reading.source import Reading
from diploread.index.reading.walk import walk

SECONDS, MEBIBYTES = 20.0, 512.0
_OPTIONS = ReadingSettings()


@dataclass(frozen=True, slots=True)
class Cost:
    """What one step of one file took."""

    path: str
    step: str
    seconds: float
    mebibytes: float
    failure: str = ""


def measured(path: str, step: str, work: Callable[[], bytes]) -> tuple[Cost, bytes]:
    """``work`` done in a forked process, with what it cost and gave."""
    receive, send = os.pipe()
    child = os.fork()
    if not child:
        status = 1
        try:
            os.close(receive)
            made = work()
            with os.fdopen(send, "wb") as pipe:
                pipe.write(made)
            status = 0
        except BaseException:
            traceback.print_exc()
        os._exit(status)
    os.close(send)
    with os.fdopen(receive, "rb") as pipe:
        given = pipe.read()
    _, status, usage = os.wait4(child, 0)
    failure = "" if status == 0 else f"ended with status {os.waitstatus_to_exitcode(status)}"
    return Cost(path, step, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, failure), given


def _read(folder: Path, relative: str) -> bytes:
    mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    confine(replace(_OPTIONS, worker_memory=_OPTIONS.worker_memory + mapped))  # forked, not fresh
    allow_seconds(_OPTIONS.worker_seconds)
    reading = read_file(folder, relative, _OPTIONS)
    named = (msgspec.structs.replace(article, path="file") for article in reading.articles)
    skips = (msgspec.structs.replace(skip, path="file") for skip in reading.skipped)
    return msgspec.msgpack.encode(Reading(articles=tuple(named), skipped=tuple(skips)))


def _annotate(data: bytes, resources: pipeline.Resources) -> bytes:
    """Articles of a file annotated and indexed; gives what is amiss with them."""
    from diploread.index.library.annotating import annotated_in_time
    from diploread.index.library.volume_writer import VolumeWriter

    amiss = []
    with tempfile.TemporaryDirectory() as place:
        writer = VolumeWriter(Path(place) / "volume")
        for number, raw in enumerate(msgspec.msgpack.decode(data, type=Reading).articles):
            article = annotated_in_time(raw, resources, article_id=f"a{number}")
            if unaccounted(raw.raw, accounted(article)):
                amiss.append(f"part {number} loses characters")
            writer.add(number, article)
        writer.close()
    return "; ".join(amiss).encode()


def main(arguments: list[str]) -> int:
    """Measures a folder; 1 where a limit or a promise is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--worst", type=int, default=10, help="files to print")
    parser.add_argument("--only", default="", help="files whose path begins like this")
    chosen = parser.parse_args(arguments)
    resources = _warm()
    costs: list[Cost] = []
    articles = skipped = 0
    failures = []
    for found in walk(chosen.folder, _OPTIONS):
        if isinstance(found, Skipped):
            skipped += 1
            continue
        path = found.relative
        if not path.startswith(chosen.only):
            continue
        cost, data = measured(path, "reading", lambda p=path: _read(chosen.folder, p))
        costs.append(cost)
        if cost.failure:  # the worker's owner makes a skipped line of that
            skipped += 1
            continue
        reading = msgspec.msgpack.decode(data, type=Reading)
        articles += len(reading.articles)
        skipped += len(reading.skipped)
        if not reading.articles and not reading.skipped:
            failures.append(f"{path!a}: neither article nor reason")
        if reading.articles:
            cost, amiss = measured(path, "the rest", lambda d=data: _annotate(d, resources))
            costs.append(cost)
            if cost.failure or amiss:
                failures.append(f"{path!a}: {cost.failure or amiss.decode()}")
    _print(costs, chosen.worst, f"{articles} articles, {skipped} skipped lines")
    failures += [
        f"{cost.path!a}: {cost.step} {cost.seconds:.1f} s, {cost.mebibytes:.0f} MB"
        for cost in costs
        if cost.seconds > SECONDS + 1 or cost.mebibytes > MEBIBYTES
    ]
    for line in failures:
        print("FAILED", line)
    return 1 if failures else 0


def _warm() -> pipeline.Resources:
    """Rules and names loaded before the first fork, as in a running index."""
    from diploread.index.cleaning.rules import load_rules
    from diploread.index.entities.context import load_context
    from diploread.index.library import volume_writer  # noqa: F401 - loaded before the forks

    resources = pipeline.resources_with(load_rules(), entities=load_context())
    text = "OSTRAVA, May 4 — “We will sign,” the minister of Ruritania said on Tuesday.\n" * 3
    html = f"<html><body><article><p>{text}</p></article></body></html>"
    for raw in (RawArticle(path="a", raw=text), RawArticle(path="a", raw=text, html=html)):
        pipeline.annotate(raw, resources)
    return resources


def _print(costs: list[Cost], worst: int, heading: str) -> None:
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{heading}; {own:.0f} MB before the first file")
    for name, key in (("seconds", lambda c: c.seconds), ("memory", lambda c: c.mebibytes)):
        print(f"most {name}:")
        for cost in sorted(costs, key=key, reverse=True)[:worst]:
            print(
                f"  {cost.seconds:6.1f} s {cost.mebibytes:6.0f} MB  {cost.step:8}  "
                f"{cost.path[:70]!a} {cost.failure}"
            )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
