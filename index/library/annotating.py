"""Annotates stored raw articles, in several processes where there is enough to do."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from diploread.config.corrections import Corrections

from ..article import Article, DateValue, Flag, RawArticle
from ..entities.stated import facts_of
from ..pipeline import Resources, annotate, resources_with
from . import words
from .columns import span_of_date
from .known_offices import pack_facts
from .rows import Cancelled, Stopped
from .store import Store, pack_record

CHUNK = 24
INLINE = 48
"""Up to this many are done in this process: starting others costs about as much."""
ARTICLE_SECONDS = 20
"""No room may spend longer on one article; what it has not found by then is flagged."""
_MOST_CHARACTERS = 1_000_000
"""Only a longer text can have more words than the index takes of one article."""
_TOO_LONG = Flag(kind="read-in-part", note="it takes too long: no names and no quotes are told")


@dataclass(frozen=True, slots=True)
class Job:
    """What every annotating process needs to know."""

    store: Path
    recurrence: bytes
    rules: tuple[Path, ...] = ()
    """Rules of cleaning beside the built-in ones."""
    names: tuple[Path, ...] = ()
    """Files of people, organisations and places; a later one goes before an earlier."""
    engine: str = "rules"
    corrections: Corrections = field(default_factory=Corrections)
    no_clean: bool = False
    dates: Mapping[int, DateValue] = field(default_factory=dict)
    """By row: dates completed from neighbours, in the place of those without a year."""


@dataclass(frozen=True, slots=True)
class Done:
    """One annotated article."""

    rid: int
    record: bytes
    day: int
    """First day of its date; 0 where undated."""
    date: DateValue | None
    source: str
    facts: bytes = b""
    """What it states of offices, and asks; see ``known_offices``."""


def run(
    job: Job, rids: Sequence[int], jobs: int, cancelled: Cancelled, keep: Callable[[Done], None]
) -> None:
    """Annotates ``rids`` and hands each to ``keep`` as it comes; raises Stopped when cancelled."""
    if len(rids) <= INLINE or jobs < 1:
        for done in _inline(job, rids):
            keep(done)
            if cancelled():
                raise Stopped
        return
    chunks = [tuple(rids[i : i + CHUNK]) for i in range(0, len(rids), CHUNK)]
    failed = _pooled(job, chunks, jobs, cancelled, keep)
    # A process died, of memory most likely: its articles one by one, the guilty one left raw.
    singles = [(rid,) for chunk in failed for rid in chunk]
    for rid in (rid for chunk in _pooled(job, singles, 1, cancelled, keep) for rid in chunk):
        for done in _inline(job, (rid,), plain=True):
            keep(done)


def _pooled(
    job: Job,
    chunks: Iterable[tuple[int, ...]],
    jobs: int,
    cancelled: Cancelled,
    keep: Callable[[Done], None],
) -> list[tuple[int, ...]]:
    """Does the chunks in processes; gives those whose process died."""
    waiting = list(chunks)[::-1]
    failed: list[tuple[int, ...]] = []
    while waiting:
        pool = ProcessPoolExecutor(
            jobs, multiprocessing.get_context("spawn"), _begin, (job, os.getpid())
        )
        running: dict[Future[list[Done]], tuple[int, ...]] = {}
        try:
            while waiting or running:
                while waiting and len(running) < jobs * 2:
                    chunk = waiting.pop()
                    running[pool.submit(_chunk, chunk)] = chunk
                finished, _ = wait(running, timeout=0.2, return_when=FIRST_COMPLETED)
                if cancelled():
                    raise Stopped
                for future in finished:
                    for done in future.result():
                        keep(done)
                    del running[future]
        except BrokenProcessPool:
            failed += running.values()  # any of them may be the guilty one
        except BaseException:
            for process in list((pool._processes or {}).values()):
                process.terminate()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    return failed


# --- inside an annotating process ---

_state: dict[str, Any] = {}


def begin_quietly(parent: int) -> None:
    """Start of a helping process: its parent decides when it stops."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _begin(job: Job, parent: int) -> None:
    begin_quietly(parent)
    _state["job"], _state["store"], _state["resources"] = job, Store(job.store), resources_of(job)


def _end_with(parent: int) -> None:
    """Ends this process when its parent has died, so that a killed build leaves nothing behind."""
    import time

    while os.getppid() == parent:
        time.sleep(1.0)
    os._exit(1)


def _chunk(rids: tuple[int, ...]) -> list[Done]:
    job: Job = _state["job"]
    return [_annotated(job, _state["store"], _state["resources"], rid) for rid in rids]


def _inline(job: Job, rids: Iterable[int], *, plain: bool = False) -> Iterator[Done]:
    if not rids:
        return
    store, resources = Store(job.store), resources_of(job)
    try:
        for rid in rids:
            yield _annotated(job, store, resources, rid, plain=plain)
    finally:
        store.close()


def resources_of(job: Job) -> Resources:
    """The rules, counts and names that a job names."""
    from ..cleaning.recurrence import Recurrence
    from ..cleaning.rules import load_rules
    from ..entities.context import load_context

    recurrence = Recurrence.load(job.recurrence) if job.recurrence else None
    return resources_with(
        load_rules(*job.rules),
        recurrence=recurrence,
        entities=load_context(*job.names, engine=job.engine),
        corrections=job.corrections,
    )


def _annotated(
    job: Job, store: Store, resources: Resources, rid: int, *, plain: bool = False
) -> Done:
    article = annotated_in_time(
        store.raw(rid),
        resources,
        article_id=store.id_of(rid),
        no_clean=job.no_clean,
        plain=plain,
        neighbour_date=job.dates.get(rid),
    )
    source = article.source.text if article.source else article.path.rpartition("/")[0]
    day = span_of_date(article.date)[0]
    facts = pack_facts(facts_of(article))
    return Done(rid, pack_record(article), day, article.date, source, facts)


def annotated_in_time(
    raw: RawArticle,
    resources: Resources,
    *,
    article_id: str,
    no_clean: bool = False,
    plain: bool = False,
    neighbour_date: DateValue | None = None,
) -> Article:
    """The record of one article; its text alone where that is asked or all else takes too long."""
    if not plain:
        try:
            with _no_longer_than(ARTICLE_SECONDS):
                return _with_limit(
                    annotate(
                        raw,
                        resources,
                        no_clean=no_clean,
                        article_id=article_id,
                        neighbour_date=neighbour_date,
                    )
                )
        except TimeoutError:
            raw = msgspec.structs.replace(raw, flags=(*raw.flags, _TOO_LONG))
    return _with_limit(
        annotate(raw, resources, no_clean=True, only_text=True, article_id=article_id)
    )


def _with_limit(article: Article) -> Article:
    """The same, with a flag where the index does not take all its words."""
    length = len(article.body)
    if length < _MOST_CHARACTERS:
        return article
    if length > words.MOST_CHARACTERS:
        note = f"search knows the first {words.MOST_CHARACTERS:,} of its {length:,} characters"
    elif len(set(words.words(article.body))) > words.MOST_WORDS:
        note = f"search knows the first {words.MOST_WORDS:,} of its different words"
    else:
        return article
    flag = Flag(kind="read-in-part", note=note)
    return msgspec.structs.replace(article, flags=(*article.flags, flag))


@contextmanager
def _no_longer_than(seconds: float) -> Iterator[None]:
    """Raises TimeoutError inside, where this thread may use the alarm clock."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(signum: int, frame: object) -> None:
        raise TimeoutError(f"longer than {seconds} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
