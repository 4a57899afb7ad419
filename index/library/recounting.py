"""Keeps the counts of recurring lines, and finds the old pages that new ones throw a light on.

A line is furniture because it stands in other pages, so a page that comes or goes may change what
an older page of its source loses. The library then has to be what it would be had all pages come
at once. Pages are counted by source, and only those with a line of which cleaning would now be
told something else are annotated again (see ``Recurrence.said``): few, for counts go in steps.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from .damage import IndexDamaged
from .rows import Cancelled, Stopped
from .store import Store

if TYPE_CHECKING:
    from ..cleaning.recurrence import Page, Recurrence

COMMIT_PAGES = 500


def recount(
    store: Store,
    rule_files: tuple[Path, ...],
    mark: str,
    cancelled: Cancelled,
    only: Collection[int] | None = None,
) -> int:
    """Counts new pages, forgets gone ones and renews the rows that this changes.

    Gives how many were renewed. ``mark`` is the fingerprint of what annotates: pages counted under
    another one are counted anew. New pages that are not in ``only`` wait for the next time. Raises
    Stopped when cancelled; what has been counted stays.
    """
    if store.note("pages") != mark.encode():
        store.run("DELETE FROM pages")
        store.put_note("pages", mark.encode())
    live = set(store.live())
    counted = {rid for (rid,) in store.run("SELECT rid FROM pages")}
    new = live if only is None else live.intersection(only)
    _count_pages(store, sorted(new - counted), rule_files, cancelled)
    gone = counted - live
    sources = {source for (source,) in store.run("SELECT DISTINCT source FROM pages WHERE fresh")}
    sources |= {_source_of(store, rid) for rid in gone}
    ready = store.annotated(mark)
    renewed = 0
    for source in sorted(sources):
        for rid in _changed(store, source, gone, ready):
            store.renew(rid)
            renewed += 1
        if cancelled():
            raise Stopped
    for rid in gone:
        store.run("DELETE FROM pages WHERE rid = ?", (rid,))
    store.run("UPDATE pages SET fresh = 0 WHERE fresh")
    store.commit()
    return renewed


def counts_for(store: Store, rids: Iterable[int]) -> bytes:
    """The counts of all sources to which the rows belong, as ``Recurrence.load`` takes them."""
    from ..cleaning.recurrence import Recurrence

    made = Recurrence()
    for source in sorted({_source_of(store, rid) for rid in rids}):
        for _, _, page_id, page in _pages(store, source):
            made.add_page(source, page_id, page)
    return made.dump()


def _count_pages(
    store: Store, rids: list[int], rule_files: tuple[Path, ...], cancelled: Cancelled
) -> None:
    """Notes the lines of pages, as fresh until the older pages have heard of them."""
    from ..cleaning.clean import page_source
    from ..cleaning.overrides import article_scope
    from ..cleaning.recurrence import page_of
    from ..cleaning.rules import load_rules

    rules = load_rules(*rule_files)
    for number, rid in enumerate(rids, 1):
        raw = store.raw(rid)
        keys = (page_source(raw, rules), article_scope(raw))
        source, page_id = (key.encode("utf-8", "backslashreplace").decode() for key in keys)
        store.run(
            "INSERT INTO pages (rid, source, page, data) VALUES (?, ?, ?, ?)",
            (rid, source, page_id, msgspec.msgpack.encode(page_of(raw))),
        )
        if number % COMMIT_PAGES == 0:
            store.commit()
        if cancelled():
            store.commit()
            raise Stopped


def _source_of(store: Store, rid: int) -> str:
    row = store.run("SELECT source FROM pages WHERE rid = ?", (rid,)).fetchone()
    return str(row[0]) if row else ""


def _pages(store: Store, source: str) -> list[tuple[int, bool, str, Page]]:
    """Row, whether it is fresh, id and lines of every page of a source."""
    from ..cleaning.recurrence import Page

    decode = msgspec.msgpack.Decoder(Page).decode
    rows = store.run("SELECT rid, fresh, page, data FROM pages WHERE source = ?", (source,))
    try:
        return [(rid, bool(fresh), page, decode(data)) for rid, fresh, page, data in rows]
    except msgspec.MsgspecError as error:
        raise IndexDamaged("store.sqlite", error) from error


def _changed(store: Store, source: str, gone: set[int], ready: set[int]) -> list[int]:
    """Annotated rows with a line of which cleaning would be told something else than before."""
    from ..cleaning.recurrence import Recurrence

    before, now = Recurrence(), Recurrence()
    old: list[tuple[int, Page]] = []
    for rid, fresh, page_id, page in _pages(store, source):
        if not fresh:
            before.add_page(source, page_id, page)
        if rid not in gone:
            now.add_page(source, page_id, page)
            if not fresh and rid in ready:
                old.append((rid, page))
    if not old:
        return []
    changed = _differing(before, now, source)
    return [rid for rid, page in old if not changed.isdisjoint(page.lines)]


def _differing(before: Recurrence, now: Recurrence, source: str) -> set[int]:
    was, is_now = before.said(source), now.said(source)
    return {h for h in was.keys() | is_now.keys() if was.get(h) != is_now.get(h)}
