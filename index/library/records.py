"""The annotating phase: every article that is new, or in a new light, gets a new record."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from diploread.config.corrections import Corrections

from . import annotating
from .known_offices import name_by_office, note_facts
from .neighbour_dates import changed_dates, complete, note_date
from .progress import Meter, Report
from .recounting import counts_for, recount
from .rows import Cancelled
from .store import Store

if TYPE_CHECKING:
    from ..article import DateValue


class Annotator:
    """Brings the records of a store in line with its raw articles and with the rules."""

    def __init__(
        self,
        store: Store,
        path: Path,
        mark: str,
        *,
        rules: tuple[Path, ...],
        names: tuple[Path, ...],
        engine: str,
        corrections: Corrections,
        jobs: int,
        report: Report,
        cancelled: Cancelled,
    ) -> None:
        """``path`` is that of the store; ``mark`` is the fingerprint of what annotates."""
        self._store, self._path, self._mark = store, path, mark
        self._rules, self._names, self._engine = rules, names, engine
        self._corrections, self._jobs = corrections, jobs
        self._report, self._cancelled = report, cancelled

    def annotate(self, only: Collection[int] | None = None) -> int:
        """Annotates what needs it; then dates that neighbours complete, and offices.

        ``only`` leaves out all other rows, whose turn comes later. Gives how many were annotated.
        """
        store = self._store
        recount(store, self._rules, self._mark, self._cancelled, only)
        ready = store.annotated(self._mark)
        rows = store.live() if only is None else only
        todo = [rid for rid in rows if rid not in ready]
        count = self._pass(todo, {})
        changes = changed_dates(store)
        fresh = set(todo)
        if changes:
            made = {rid: rid if rid in fresh else store.renew(rid) for rid in changes}
            complete(store, made, changes)
            dates = {made[rid]: date for rid, date in changes.items()}
            self._pass(list(dates), dates)
            count += len(made.keys() - fresh)
            fresh |= dates.keys()
        count += name_by_office(store, self._mark, fresh)
        store.commit()
        return count

    def _pass(self, todo: list[int], dates: Mapping[int, DateValue | None]) -> int:
        """Annotates rows; ``dates`` are those completed from neighbours."""
        if not todo:
            return 0
        store = self._store
        job = annotating.Job(
            self._path,
            counts_for(store, todo),
            rules=self._rules,
            names=self._names,
            engine=self._engine,
            corrections=self._corrections,
            dates={rid: date for rid, date in dates.items() if date is not None},
        )
        store.commit()
        meter = Meter(self._report, "annotating", len(todo))
        last = time.monotonic()

        def keep(done: annotating.Done) -> None:
            nonlocal last
            store.put_record(done.rid, self._mark, done.record, done.day)
            note_facts(store, done.rid, done.facts)
            if done.rid not in dates:
                note_date(store, done.rid, done.source, done.date)
            meter.articles += 1
            meter.step()
            if time.monotonic() - last > 2:
                store.commit()
                last = time.monotonic()

        try:
            annotating.run(job, todo, self._jobs, self._cancelled, keep)
        finally:
            store.commit()
        meter.step(final=True)
        return len(todo)
